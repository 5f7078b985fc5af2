"""A sheet being written: rows of cells, number formats by unit, column widths and page set-up for A4 landscape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort
from stellenbedarf.formel import Einheit
from stellenbedarf.formel.einheit import DATUM, EUR, VZAE
from stellenbedarf.netz import Groesse
from stellenbedarf.zahlen import nachkommastellen

MAX_NACHKOMMA = 6
ZEILENHOEHE = 15
MAX_ZEILEN = 12


@dataclass(frozen=True, slots=True)
class Spaltenkopf:
    """Head of a column: title and width in characters."""

    titel: str
    breite: int
    rechts: bool = False


@dataclass
class Zelle:
    """A cell to be written: text, an input value, or the value and formula of a quantity."""

    text: str = ""
    groesse: Groesse | None = None
    verweis: str = ""
    wert: Any = None
    einheit: Einheit | None = None
    fett: bool = False
    umbruch: bool = False


@dataclass
class Blatt:
    """Rows of a sheet, planned before anything is written, so that formulas can refer to any cell."""

    name: str
    spalten: Sequence[Spaltenkopf]
    titel: str
    anlage: Anlage
    zeilen: list[list[Zelle] | None] = field(default_factory=list)
    ueberschriften: dict[int, str] = field(default_factory=dict)

    kopfzeile: int = 2
    seitenbreite: int = 1

    def naechste(self) -> int:
        """Return the index of the next row."""
        return self.kopfzeile + 1 + len(self.zeilen)

    def add(self, zellen: list[Zelle]) -> int:
        """Plan a row; quantities in it that have no home yet get it here. Returns the row's index."""
        zeile = self.naechste()
        for spalte, zelle in enumerate(zellen):
            if zelle.groesse is not None and zelle.groesse.id not in self.anlage.orte:
                self.anlage.orte[zelle.groesse.id] = Zellort(self.name, zeile, spalte)
        self.zeilen.append(zellen)
        return zeile

    def add_ueberschrift(self, text: str) -> None:
        """Plan an empty row and a heading row."""
        if self.zeilen:
            self.zeilen.append(None)
        self.ueberschriften[self.naechste()] = text
        self.zeilen.append(None)


class Formate:
    """Cell formats by name, made once per workbook."""

    def __init__(self, mappe: Any) -> None:
        """Bind to an XlsxWriter workbook."""
        self._mappe = mappe
        self._gemacht: dict[tuple[str, bool, bool, bool], Any] = {}
        self.titel = mappe.add_format({"bold": True, "font_size": 14})
        self.ueberschrift = mappe.add_format({"bold": True, "font_size": 11, "bottom": 1})
        kopf = {
            "bold": True,
            "text_wrap": True,
            "valign": "top",
            "bg_color": "#E3E8EE",
            "border": 1,
            "border_color": "#9AA5B1",
        }
        self.kopf = mappe.add_format(kopf)
        self.kopf_rechts = mappe.add_format({**kopf, "align": "right"})
        self.abweichung = mappe.add_format({"bg_color": "#F8CBAD", "font_color": "#7F1D1D", "bold": True})

    def zelle(self, zahlformat: str = "", fett: bool = False, eingabe: bool = False, umbruch: bool = False) -> Any:
        """Return the format of a cell: number format, bold, input (yellow, unlocked), wrapped."""
        schluessel = (zahlformat, fett, eingabe, umbruch)
        if schluessel not in self._gemacht:
            angaben: dict[str, Any] = {"valign": "top"}
            if zahlformat:
                angaben["num_format"] = zahlformat
            if fett:
                angaben.update(bold=True, top=1)
            if eingabe:
                angaben.update(bg_color="#FFF7CC", locked=False)
            if umbruch:
                angaben["text_wrap"] = True
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


def _zeilenzahl(blatt: Blatt, zellen: Sequence[Zelle]) -> int:
    """Return how many lines the longest wrapped text needs; not every program adjusts the height on opening."""
    zeilen = 1
    for zelle, spalte in zip(zellen, blatt.spalten, strict=False):
        if zelle.umbruch:
            zeilen = max(zeilen, -(-len(zelle.text) // max(1, spalte.breite - 2)))
    return min(zeilen, MAX_ZEILEN)


class Schreiber:
    """Writes planned sheets with XlsxWriter."""

    def __init__(self, mappe: Any, formate: Formate, werte: dict[str, Any]) -> None:
        """Bind to a workbook and the values of all quantities."""
        self._mappe = mappe
        self._formate = formate
        self._werte = werte

    def write(self, blatt: Blatt) -> Any:
        """Write one sheet and return XlsxWriter's worksheet."""
        seite = self._mappe.add_worksheet(blatt.name)
        for nummer, spalte in enumerate(blatt.spalten):
            seite.set_column(nummer, nummer, spalte.breite)
            kopf = self._formate.kopf_rechts if spalte.rechts else self._formate.kopf
            seite.write_string(blatt.kopfzeile, nummer, spalte.titel, kopf)
        seite.set_row(blatt.kopfzeile, 2 * ZEILENHOEHE)
        seite.write_string(0, 0, blatt.titel, self._formate.titel)
        for zeile, text in blatt.ueberschriften.items():
            seite.write_string(zeile, 0, text, self._formate.ueberschrift)
        for nummer, zellen in enumerate(blatt.zeilen, start=blatt.kopfzeile + 1):
            zeilen = _zeilenzahl(blatt, zellen or ())
            if zeilen > 1:
                seite.set_row(nummer, ZEILENHOEHE * zeilen)
            for stelle, zelle in enumerate(zellen or ()):
                self._write_zelle(seite, blatt, nummer, stelle, zelle)
        seite.freeze_panes(blatt.kopfzeile + 1, 0)
        seite.set_landscape()
        seite.set_paper(9)
        seite.fit_to_pages(blatt.seitenbreite, 0)
        seite.repeat_rows(blatt.kopfzeile)
        if blatt.seitenbreite > 1:
            seite.repeat_columns(0)
        seite.set_footer("&L&F – &A&RSeite &P von &N")
        return seite

    def _write_zelle(self, seite: Any, blatt: Blatt, zeile: int, spalte: int, zelle: Zelle) -> None:
        if zelle.groesse is None:
            self._write_fest(seite, zeile, spalte, zelle)
            return
        groesse = zelle.groesse
        wert = self._werte[groesse.id]
        zahl = zahlformat(groesse.einheit, wert)
        heimat = blatt.anlage.orte[groesse.id]
        if heimat != Zellort(blatt.name, zeile, spalte):
            formel = f"={heimat.adresse(blatt.name)}"
        elif groesse.ist_schritt:
            formel = blatt.anlage.formel(groesse, blatt.name)
        else:
            eingabe = self._formate.zelle(zahl, eingabe=True)
            if isinstance(wert, Fraction):
                seite.write_number(zeile, spalte, float(wert), eingabe)
            else:
                seite.write_string(zeile, spalte, wert, eingabe)
            return
        gespeichert = float(wert) if isinstance(wert, Fraction) else wert
        seite.write_formula(zeile, spalte, formel, self._formate.zelle(zahl, fett=zelle.fett), gespeichert)

    def _write_fest(self, seite: Any, zeile: int, spalte: int, zelle: Zelle) -> None:
        if zelle.verweis:
            formatiert = self._formate.zelle(zahlformat(zelle.einheit, zelle.wert) if zelle.einheit else "")
            gespeichert = float(zelle.wert) if isinstance(zelle.wert, Fraction) else zelle.wert
            seite.write_formula(zeile, spalte, zelle.verweis, formatiert, gespeichert)
        elif zelle.wert is not None:
            formatiert = self._formate.zelle(zahlformat(zelle.einheit, zelle.wert) if zelle.einheit else "")
            seite.write_number(zeile, spalte, float(zelle.wert), formatiert)
        elif zelle.text:
            seite.write_string(zeile, spalte, zelle.text, self._formate.zelle(fett=zelle.fett, umbruch=zelle.umbruch))
