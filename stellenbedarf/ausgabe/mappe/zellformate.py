"""How cells look: formats by their properties, and the number format of a unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from stellenbedarf.formel import Einheit
from stellenbedarf.formel.einheit import DATUM, EUR, VZAE
from stellenbedarf.zahlen import nachkommastellen

MAX_NACHKOMMA = 6
SICHERE_STELLEN = 15  # decimal digits that float64 and every spreadsheet keep


class Formate:
    """Cell formats by their properties, made once per workbook."""

    def __init__(self, mappe: Any) -> None:
        """Bind to an XlsxWriter workbook."""
        self._mappe = mappe
        self._gemacht: dict[tuple[Any, ...], Any] = {}
        self.titel = mappe.add_format({"bold": True, "font_size": 14})
        self.ueberschrift = mappe.add_format({"bold": True, "font_size": 11, "font_color": "#1E3A5F"})
        self.hinweis = mappe.add_format({"font_color": "#475569"})
        self.fett = mappe.add_format({"bold": True})
        self.klein = mappe.add_format({"font_size": 8, "font_color": "#475569"})
        self.grau = mappe.add_format({"bg_color": "#D9D9D9"})
        self.verweis = mappe.add_format({"font_color": "#1D4ED8", "underline": 1, "valign": "top"})
        kopf = {
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#E3E8EE",
            "border": 1,
            "border_color": "#9AA5B1",
        }
        self.kopf = mappe.add_format({**kopf, "bold": True})
        self.kopf_rechts = mappe.add_format({**kopf, "bold": True, "align": "right"})
        self.kopf_pflicht = mappe.add_format({**kopf, "bold": True, "bg_color": "#C3D3E6"})
        self.abweichung = mappe.add_format({"bg_color": "#F8CBAD", "font_color": "#7F1D1D", "bold": True})

    def zelle(
        self,
        zahlformat: str = "",
        fett: bool = False,
        eingabe: bool = False,
        umbruch: bool = False,
        blass: bool = False,
    ) -> Any:
        """Return the format of a cell: number format, bold, input (yellow, unlocked), wrapped, pale."""
        schluessel = (zahlformat, fett, eingabe, umbruch, blass)
        if schluessel not in self._gemacht:
            angaben: dict[str, Any] = {"valign": "top"}
            if zahlformat:
                angaben["num_format"] = zahlformat
            if fett:
                angaben.update(bold=True, top=1)
            if eingabe:
                angaben.update(bg_color="#FFF7CC", border=1, border_color="#E0D6A2", locked=False)
            if umbruch:
                angaben["text_wrap"] = True
            if blass:
                angaben["font_color"] = "#64748B"
            self._gemacht[schluessel] = self._mappe.add_format(angaben)
        return self._gemacht[schluessel]


def zahlformat(einheit: Einheit, wert: Any) -> str:
    """Return the number format of a unit: cents for EUR, at least two decimals for posts, percent, days."""
    if not isinstance(wert, Fraction):
        return ""
    if einheit.passt(DATUM):
        return "dd.mm.yyyy"
    if einheit.jahreszahl:
        return "0"
    if einheit.passt(EUR):
        return "#,##0.00"
    stellen = nachkommastellen(wert * 100 if einheit.prozent else wert)
    stellen = MAX_NACHKOMMA if stellen is None else min(stellen, MAX_NACHKOMMA)
    if einheit.passt(VZAE):
        stellen = max(stellen, 2)
    basis = "0" if einheit.prozent else "#,##0"
    return basis + ("." + "0" * stellen if stellen else "") + ("%" if einheit.prozent else "")


def exakte_formel(wert: Fraction) -> str:
    """Return `=1/6` for a number that a cell cannot hold as a decimal; empty where it can."""
    if Fraction(f"{float(wert):.{SICHERE_STELLEN}g}") == wert:
        return ""
    return f"={wert.numerator}/{wert.denominator}"
