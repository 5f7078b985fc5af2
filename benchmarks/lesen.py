"""Reading a workbook of 10.000 positions as a finished case against a bare pass of openpyxl (read-only) over its cells.

A result workbook is compared twice: with a pass over all its sheets, and with one over the input sheets alone, which
are all that is read of it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

import grosser_fall
import openpyxl
from messen import Ergebnis, paar

from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.ausgabe.umwandlung import render_fall
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.mappenplan import PLAENE, SZENARIEN
from stellenbedarf.rechnung.lauf import load, rechne

POSITIONEN = 10_000
ZIEL = 1.5
EINGABEBLAETTER = {p.name for p in (*PLAENE, SZENARIEN)}


def messungen() -> list[Ergebnis]:
    with tempfile.TemporaryDirectory() as ordner:
        fall = Path(ordner) / "gross.yaml"
        fall.write_text(grosser_fall.yaml(POSITIONEN), encoding="utf-8")
        eingabe, ergebnis = Path(ordner) / "eingabe.xlsx", Path(ordner) / "ergebnis.xlsx"
        eingabe.write_bytes(render_fall(read_fall(fall)[0], ".xlsx"))
        modell, befunde = load((fall,))
        ergebnis.write_bytes(render_workbook(rechne(modell, befunde=befunde)))
        del modell, befunde
        was = f"mit {POSITIONEN} Positionen als Fall lesen gegen bloßes openpyxl (read_only)"
        return [
            Ergebnis(f"Eingabemappe {was}", paar(_fall(eingabe), _zellen(eingabe), runden=5), ZIEL),
            Ergebnis(f"Ergebnismappe {was}, alle Blätter", paar(_fall(ergebnis), _zellen(ergebnis), runden=3), ZIEL),
            Ergebnis(f"Ergebnismappe {was}, nur Eingabeblätter",
                     paar(_fall(ergebnis), _zellen(ergebnis, EINGABEBLAETTER), runden=5), ZIEL),
        ]  # fmt: skip


def _fall(pfad: Path) -> Callable[[], object]:
    return lambda: read_fall(pfad)


def _zellen(pfad: Path, nur: Collection[str] = ()) -> Callable[[], object]:
    """Return a function that only iterates over the values of all cells, on all sheets or on some of them."""

    def lesen() -> None:
        mappe = openpyxl.load_workbook(pfad, read_only=True)
        for blatt in mappe.worksheets:
            if not nur or blatt.title in nur:
                for _ in blatt.iter_rows(values_only=True):
                    pass
        mappe.close()

    return lesen
