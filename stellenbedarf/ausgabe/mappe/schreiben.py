"""Writes the planned workbook with XlsxWriter, which stores formula and value."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stellenbedarf.ausgabe.mappe.anlage import RECHENWEG, Zellort
from stellenbedarf.ausgabe.mappe.auswertung import AUSWAHL_SPALTE, AUSWAHL_ZEILE
from stellenbedarf.ausgabe.mappe.blatt import Formate, Schreiber
from stellenbedarf.ausgabe.mappe.diagramme import Diagramme
from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.ausgabe.mappe.rechenblatt import AKTIV
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import rechne, szenarien

OPTIONEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_workbook(ergebnis: Ergebnis) -> bytes:
    """Return the result workbook as xlsx bytes; all scenarios are in it, the given one is active."""
    with _ohne_speicherbereinigung():
        return _render(ergebnis)


@contextmanager
def _ohne_speicherbereinigung() -> Iterator[None]:
    """Pause the search for cycles: a plan has millions of cells and no cycle, and each search would visit them all."""
    lief = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lief:
            gc.enable()


def _render(ergebnis: Ergebnis) -> bytes:
    import xlsxwriter

    modell = ergebnis.modell
    ergebnisse = [ergebnis if n == ergebnis.szenario else rechne(modell, n) for n in szenarien(modell)]
    plan = Plan(ergebnisse, ergebnis)
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, OPTIONEN)
    kopf = modell.fall.kopf
    mappe.set_properties(
        {"title": kopf.titel, "subject": kopf.nummer, "company": kopf.koerperschaft, "author": "stellenbedarf",
         "comments": "Gelbe Zellen sind Eingaben, alle anderen Zahlen sind Formeln."}
    )  # fmt: skip
    formate = Formate(mappe)
    schreiber = Schreiber(mappe, formate)
    seiten: dict[str, Any] = {blatt.name: schreiber.write(blatt) for blatt in plan.blaetter}
    nummer = Zellort("Übersicht", AUSWAHL_ZEILE + 1, AUSWAHL_SPALTE)
    mappe.define_name(AKTIV, f"={nummer.adresse('')}")
    seiten["Übersicht"].data_validation(
        AUSWAHL_ZEILE, AUSWAHL_SPALTE, AUSWAHL_ZEILE, AUSWAHL_SPALTE,
        {"validate": "list", "source": [e.szenario for e in ergebnisse], "error_title": "Szenario",
         "error_message": "Bitte ein Szenario aus der Liste wählen."},
    )  # fmt: skip
    _write_rechenweg(seiten[RECHENWEG], formate, plan)
    Diagramme(mappe, plan).add_alle()
    seiten["Übersicht"].activate()
    mappe.close()
    return puffer.getvalue()


def _write_rechenweg(seite: Any, formate: Formate, plan: Plan) -> None:
    """Colour deviations from the stored check values, and fold the columns that only formulas need."""
    rechenblatt = plan.rechenblatt
    spalte = rechenblatt.pruefspalte + len(rechenblatt.ergebnisse)
    letzte = 2 + len(rechenblatt.zeilen)
    seite.conditional_format(
        3, spalte, letzte, spalte, {"type": "cell", "criteria": "!=", "value": 0, "format": formate.abweichung}
    )
    for name in rechenblatt.schluesselspalten.values():
        seite.set_column(name, name, 12, None, {"hidden": True})
