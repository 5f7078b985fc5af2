"""Result workbook of 10.000 positions against a bare XlsxWriter loop that writes the same cells."""

from __future__ import annotations

import gc
import io
import tempfile
import time
from pathlib import Path
from typing import Any

import grosser_fall
import xlsxwriter
from messen import Ergebnis
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from stellenbedarf.ausgabe.mappe.schreiben import OPTIONEN, render_workbook
from stellenbedarf.rechnung.ergebnis import Ergebnis as Rechenergebnis
from stellenbedarf.rechnung.lauf import load, rechne

POSITIONEN = 10_000
METHODEN = ("_write_string", "_write_number", "_write_formula")


def messungen() -> list[Ergebnis]:
    with tempfile.TemporaryDirectory() as ordner:
        fall = Path(ordner) / "gross.yaml"
        fall.write_text(grosser_fall.yaml(POSITIONEN), encoding="utf-8")
        modell, befunde = load((fall,))
    ergebnis = rechne(modell, befunde=befunde)
    zellen = _aufgezeichnet(ergebnis)
    gc.collect()
    gc.freeze()  # the recorded cells must not burden the collector on either side
    beginn = time.perf_counter()
    render_workbook(ergebnis)
    gemessen = time.perf_counter() - beginn
    vergleich = _schleife(zellen)
    gc.unfreeze()
    name = f"Ergebnismappe mit {POSITIONEN} Positionen gegen bloße Schreibschleife ({len(zellen)} Zellen)"
    return [Ergebnis(name, gemessen / vergleich, 1.5)]


def _aufgezeichnet(ergebnis: Rechenergebnis) -> list[tuple[str, str, tuple[Any, ...]]]:
    """Return sheet, method and arguments of every cell that the workbook writes."""
    zellen: list[tuple[str, str, tuple[Any, ...]]] = []
    echte = {m: getattr(Worksheet, m) for m in METHODEN}

    def mitschreiben(methode: str) -> Any:
        def schreiben(seite: Any, *argumente: Any) -> Any:
            zellen.append((seite.name, methode, argumente))
            return echte[methode](seite, *argumente)

        return schreiben

    try:
        for methode in METHODEN:
            setattr(Worksheet, methode, mitschreiben(methode))
        render_workbook(ergebnis)
    finally:
        for methode, echt in echte.items():
            setattr(Worksheet, methode, echt)
    return zellen


def _schleife(zellen: list[tuple[str, str, tuple[Any, ...]]]) -> float:
    """Return the seconds that a loop over ready cells takes with the public methods of XlsxWriter."""
    mappe = xlsxwriter.Workbook(io.BytesIO(), OPTIONEN)
    seiten = {blatt: mappe.add_worksheet(blatt) for blatt in dict.fromkeys(blatt for blatt, _, _ in zellen)}
    formate: dict[int, Any] = {}

    def eigenes(wert: Any) -> Any:
        if not isinstance(wert, Format):
            return wert
        if id(wert) not in formate:
            formate[id(wert)] = mappe.add_format({"num_format": wert.num_format, "bold": wert.bold})
        return formate[id(wert)]

    fertig = [(getattr(seiten[b], m.removeprefix("_")), tuple(map(eigenes, werte))) for b, m, werte in zellen]
    gc.freeze()
    beginn = time.perf_counter()
    for schreiben, werte in fertig:
        schreiben(*werte)
    mappe.close()
    return time.perf_counter() - beginn
