"""A copy of the user's workbook with every finding in its cell, and a sheet that lists them all."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.endungen import ist_mappe
from stellenbedarf.eingabe.mappe_datei import fremde_fehler
from stellenbedarf.eingabe.vorpruefung import check_mappe
from stellenbedarf.fehler import Befund, Befunde, StellenbedarfFehler, Stufe

BLATT = "Befunde"
_ORT = re.compile(r"Blatt (.+?)(?:, (?:Zelle ([A-Z]+\d+)|Zeile (\d+)))?")
_KOEPFE = (("Stufe", 14), ("Befund", 90), ("Abhilfe", 70), ("Fundstelle", 40))
_FARBEN = {Stufe.FEHLER: "FFF4B6B6", Stufe.WIDERSPRUCH: "FFF8CBAD"}
_HINWEISFARBE = "FFDCE6F5"


def render_fehlerliste(pfade: Sequence[Path], befunde: Iterable[Befund]) -> bytes:
    """Return the first workbook among the files with its findings; without one, the list alone."""
    import openpyxl

    liste = list(befunde)
    mappe: Any = openpyxl.Workbook()
    uebersicht = mappe.active
    quelle = next((p for p in pfade if ist_mappe(p)), None)
    if quelle is not None:
        try:
            daten = check_mappe(quelle, Befunde())
            with fremde_fehler(quelle.name):
                mappe = openpyxl.load_workbook(io.BytesIO(daten), rich_text=True)
            if BLATT in mappe.sheetnames:
                del mappe[BLATT]
            uebersicht = mappe.create_sheet(BLATT, 0)
            mappe.active = 0
            _markiere(mappe, [b for b in liste if b.fundstelle and b.fundstelle.datei == quelle.name])
        except StellenbedarfFehler:
            pass  # a file that cannot be opened gets the list alone; the finding itself is in it
    uebersicht.title = BLATT
    _schreibe_liste(uebersicht, liste, mappe)
    puffer = io.BytesIO()
    mappe.save(puffer)
    return puffer.getvalue()


def _stelle(mappe: Any, befund: Befund) -> tuple[Any, str] | None:
    """Return sheet and cell of a finding, or None where it names none of the workbook."""
    treffer = _ORT.fullmatch(befund.fundstelle.ort) if befund.fundstelle else None
    if treffer is None or treffer.group(1) not in mappe.sheetnames:
        return None
    blatt = mappe[treffer.group(1)]
    return blatt, treffer.group(2) or f"A{treffer.group(3) or 1}"


def _markiere(mappe: Any, befunde: Iterable[Befund]) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    texte: dict[tuple[str, str], list[Befund]] = {}
    for befund in befunde:
        if (stelle := _stelle(mappe, befund)) is not None:
            texte.setdefault((stelle[0].title, stelle[1]), []).append(befund)
    for (blatt, adresse), hier in texte.items():
        zelle = mappe[blatt][adresse]
        if isinstance(zelle, MergedCell):
            continue  # listed on the sheet Befunde all the same
        eigener = f"{zelle.comment.text}\n\n" if zelle.comment else ""
        text = "\n\n".join(f"{b.stufe.value}: {b.text}" + (f"\n→ {b.abhilfe}" if b.abhilfe else "") for b in hier)
        zelle.comment = Comment(eigener + text, "stellenbedarf", height=60 + 16 * (len(text) // 45), width=360)
        stufen = {b.stufe for b in hier}
        farbe = next((f for s, f in _FARBEN.items() if s in stufen), _HINWEISFARBE)
        zelle.fill = PatternFill("solid", start_color=farbe)


def _schreibe_liste(blatt: Any, befunde: Sequence[Befund], mappe: Any) -> None:
    from openpyxl.styles import Alignment, Font

    for spalte, (titel, breite) in enumerate(_KOEPFE, start=1):
        zelle = blatt.cell(1, spalte, titel)
        zelle.font = Font(bold=True)
        blatt.column_dimensions[zelle.column_letter].width = breite
    for zeile, befund in enumerate(befunde, start=2):
        werte = (befund.stufe.value, befund.text, befund.abhilfe, str(befund.fundstelle or ""))
        for spalte, text in enumerate(werte, start=1):
            zelle = blatt.cell(zeile, spalte)
            zelle.value = text
            zelle.data_type = "s"  # a text that begins with = stays text
            zelle.alignment = Alignment(wrap_text=True, vertical="top")
        if (stelle := _stelle(mappe, befund)) is not None:
            zelle.hyperlink = f"#'{stelle[0].title}'!{stelle[1]}"
            zelle.font = Font(color="FF1D4ED8", underline="single")
    blatt.freeze_panes = "A2"
    blatt.page_setup.orientation = "landscape"
    blatt.page_setup.fitToHeight = 0
    blatt.sheet_properties.pageSetUpPr.fitToPage = True
