"""Writes the input workbook of a case with XlsxWriter."""

from __future__ import annotations

import io

from stellenbedarf.ausgabe.mappe.anlage import Anlage
from stellenbedarf.ausgabe.mappe.blatt import Formate, Schreiber
from stellenbedarf.ausgabe.mappe.eingabeblaetter import eingabeblaetter
from stellenbedarf.modell.fall import Fall, Kopf
from stellenbedarf.modell.kostenplan import Kostenwahl

OPTIONEN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def leerer_fall() -> Fall:
    """Return a case without any entry, for an input workbook to fill in."""
    return Fall(
        datei="", kopf=Kopf(titel="", koerperschaft=""), beratungsfolge=(), texte={}, annahmen={},
        kostensaetze=Kostenwahl(), aemter={}, bemessungen={}, positionen=(), sachkosten=(), szenarien={},
        behauptungen=(),
    )  # fmt: skip


def render_eingabemappe(fall: Fall) -> bytes:
    """Return the input workbook of a case as xlsx bytes.

    Raises:
        StellenbedarfFehler: where a text is too long for a cell.
    """
    import xlsxwriter

    eingaben = eingabeblaetter(fall, Anlage())
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, OPTIONEN)
    mappe.set_properties(
        {"title": fall.kopf.titel or "Stellenbedarf: Eingabemappe", "subject": fall.kopf.nummer,
         "company": fall.kopf.koerperschaft, "author": "stellenbedarf", "comments": "Gelbe Zellen sind Eingaben."}
    )  # fmt: skip
    schreiber = Schreiber(mappe, Formate(mappe))
    for nummer, blatt in enumerate(eingaben.blaetter):
        seite = schreiber.write(blatt)
        seite.ignore_errors({"number_stored_as_text": "A1:XFD2000"})
        if nummer == 0:
            seite.activate()
    mappe.close()
    return puffer.getvalue()
