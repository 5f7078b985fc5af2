"""Writes the planned workbook with XlsxWriter, which stores formula and value."""

from __future__ import annotations

import io
from typing import Any

from stellenbedarf.ausgabe.mappe.blatt import Formate, Schreiber
from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.tabellen import Tabellen


def render_workbook(ergebnis: Ergebnis) -> bytes:
    """Return the result workbook of one scenario as xlsx bytes."""
    import xlsxwriter

    plan = Plan(Tabellen(ergebnis))
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(
        puffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    kopf = ergebnis.modell.fall.kopf
    mappe.set_properties(
        {"title": kopf.titel, "subject": kopf.nummer, "company": kopf.koerperschaft, "author": "stellenbedarf",
         "comments": f"Szenario {ergebnis.szenario}; gelbe Zellen sind Eingaben, alle anderen Zahlen sind Formeln."}
    )  # fmt: skip
    formate = Formate(mappe)
    schreiber = Schreiber(mappe, formate, dict(ergebnis.werte))
    seiten: dict[str, Any] = {blatt.name: schreiber.write(blatt) for blatt in plan.blaetter}
    _markiere_abweichungen(seiten["Rechenweg"], formate, plan)
    mappe.close()
    return puffer.getvalue()


def _markiere_abweichungen(seite: Any, formate: Formate, plan: Plan) -> None:
    """Colour every step whose live result no longer equals the value at the time of writing."""
    letzte = next(b for b in plan.blaetter if b.name == "Rechenweg").naechste() - 1
    seite.conditional_format(
        3, 7, letzte, 7, {"type": "cell", "criteria": "!=", "value": 0, "format": formate.abweichung}
    )
