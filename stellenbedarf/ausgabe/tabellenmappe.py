"""Tables as a workbook: a sheet per table with values (no formulas), numbers as numbers in German notation."""

from __future__ import annotations

import io
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from stellenbedarf.tabellen import Spalte, Tabelle, Zelle

_KOPFZEILE = 32  # points, two lines
_MIN_BREITE, _MAX_BREITE = 8, 60
_UNZULAESSIG = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_MAX_NAME = 31


def tabellen_mappe(blaetter: Iterable[tuple[str, Tabelle]], texte: Iterable[str] = ()) -> bytes:
    """Return a workbook.

    Args:
        blaetter: name of the sheet and its table.
        texte: sentences that stand below the first table.
    """
    import xlsxwriter

    puffer = io.BytesIO()
    with xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False}) as mappe:
        formate = _Formate(mappe)
        for nummer, (name, tabelle) in enumerate(blaetter):
            blatt = mappe.add_worksheet(blattname(name))
            zeile = _add_tabelle(blatt, tabelle, formate)
            for stelle, text in enumerate(texte if nummer == 0 else ()):
                blatt.write_string(zeile + 1 + stelle, 0, text)
    return puffer.getvalue()


def blattname(name: str) -> str:
    """Return a name that a sheet may have."""
    return name.translate(_UNZULAESSIG)[:_MAX_NAME]


class _Formate:
    """Cell formats: a number is shown with the decimals of its text, the total is bold."""

    def __init__(self, mappe: Any) -> None:
        self._mappe = mappe
        self._bekannt: dict[tuple[str, bool, bool], Any] = {}
        self.titel = mappe.add_format({"bold": True, "font_size": 13})

    def kopf(self, rechts: bool) -> Any:
        return self._mappe.add_format({"bold": True, "bg_color": "#E8EEF5", "text_wrap": True, "valign": "top",
                                       "align": "right" if rechts else "left"})  # fmt: skip

    def von(self, zahlformat: str, rechts: bool, fett: bool) -> Any:
        art = zahlformat, rechts, fett
        if art not in self._bekannt:
            angaben = {"num_format": zahlformat, "bold": fett, "top": int(fett), "align": "right" if rechts else "left"}
            self._bekannt[art] = self._mappe.add_format(angaben)
        return self._bekannt[art]


def _zahlformat(text: str) -> str:
    """Return the number format in which a value looks like its text."""
    zahl, _, rest = text.partition("\u00a0")
    stellen = len(zahl.partition(",")[2])
    return "#,##0" + ("." + "0" * stellen if stellen else "") + ("%" if rest == "%" else "")


def _add_tabelle(blatt: Any, tabelle: Tabelle, formate: _Formate) -> int:
    """Write a table and return the number of the row after it."""
    blatt.set_landscape()
    blatt.set_paper(9)
    blatt.fit_to_pages(1, 0)
    blatt.write_string(0, 0, tabelle.titel, formate.titel)
    blatt.set_row(1, _KOPFZEILE)
    for s, spalte in enumerate(tabelle.spalten):
        blatt.write_string(1, s, spalte.titel, formate.kopf(spalte.rechts))
        laengste = max((len(zeile[s].text) for zeile in tabelle.zeilen), default=0)
        wort = max(map(len, spalte.titel.split()), default=0)
        breite = max(_MIN_BREITE, laengste + 2, wort + 3, len(spalte.titel) // 2 + 3)
        blatt.set_column(s, s, min(breite, _MAX_BREITE))
    letzte = len(tabelle.zeilen) - 1
    for z, zeile in enumerate(tabelle.zeilen):
        for s, (zelle, spalte) in enumerate(zip(zeile, tabelle.spalten, strict=True)):
            _write(blatt, z + 2, s, zelle, spalte, formate, tabelle.summenzeile and z == letzte)
    blatt.freeze_panes(2, 1)
    blatt.repeat_rows(0, 1)
    return len(tabelle.zeilen) + 2


def _write(blatt: Any, z: int, s: int, zelle: Zelle, spalte: Spalte, formate: _Formate, fett: bool) -> None:
    if spalte.rechts and isinstance(zelle.wert, Fraction):
        blatt.write_number(z, s, float(zelle.wert), formate.von(_zahlformat(zelle.text), True, fett))
    else:
        blatt.write_string(z, s, zelle.text, formate.von("General", spalte.rechts, fett))
