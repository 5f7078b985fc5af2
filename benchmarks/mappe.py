"""Result workbook of 10.000 positions against a bare XlsxWriter loop that writes the same cells."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from typing import Any

import grosser_fall
import xlsxwriter
from messen import Ergebnis
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
    beginn = time.perf_counter()
    render_workbook(ergebnis)
    gemessen = time.perf_counter() - beginn
    beginn = time.perf_counter()
    _schleife(zellen)
    vergleich = time.perf_counter() - beginn
    name = f"Ergebnismappe mit {POSITIONEN} Positionen gegen bloße Schreibschleife ({len(zellen)} Zellen)"
    return [Ergebnis(name, gemessen / vergleich, 1.5)]


def _aufgezeichnet(ergebnis: Rechenergebnis) -> list[tuple[str, str, tuple[Any, ...]]]:
    """Return sheet, method and arguments of every cell that the workbook writes."""
    zellen: list[tuple[str, str, tuple[Any, ...]]] = []
    echte = {m: getattr(Worksheet, m) for m in METHODEN}

    def mitschreiben(methode: str) -> Any:
        def schreiben(seite: Any, *argumente: Any) -> Any:
            werte = argumente[:3] if methode != "_write_formula" else (*argumente[:3], None, *argumente[4:5])
            zellen.append((seite.name, methode, werte))
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


def _schleife(zellen: list[tuple[str, str, tuple[Any, ...]]]) -> None:
    mappe = xlsxwriter.Workbook(io.BytesIO(), OPTIONEN)
    seiten: dict[str, Any] = {}
    for blatt, methode, argumente in zellen:
        if blatt not in seiten:
            seiten[blatt] = mappe.add_worksheet(blatt)
        getattr(seiten[blatt], methode.removeprefix("_"))(*argumente)
    mappe.close()
