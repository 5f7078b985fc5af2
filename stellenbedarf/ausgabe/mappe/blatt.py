"""A sheet being written: rows of cells, number formats by unit, column widths, inputs, drop-downs and page set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort, spaltenname
from stellenbedarf.ausgabe.mappe.seite import Seite
from stellenbedarf.ausgabe.mappe.zellformate import Formate as Formate
from stellenbedarf.ausgabe.mappe.zellformate import exakte_formel, zahlformat
from stellenbedarf.formel import Einheit

ZEILENHOEHE = 15
UEBERSCHRIFTHOEHE = 22
MAX_ZEILEN = 12
MAX_TEXT = 32_767  # characters in a cell
MAX_KOMMENTAR = 900
SCHUTZ = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)


@dataclass(frozen=True)
class Auswahl:
    """A drop-down: fixed choices, or the cells of a column of another sheet; `streng` refuses everything else."""

    werte: tuple[str, ...] = ()
    blatt: Blatt | None = None
    spalte: int = 0
    streng: bool = False


@dataclass(frozen=True, slots=True)
class Spaltenkopf:
    """Head of a column: title and width in characters; for inputs also example, comment, drop-down and name."""

    titel: str
    breite: int
    rechts: bool = False
    zusatz: str = ""
    kommentar: str = ""
    pflicht: bool = False
    auswahl: Auswahl | None = None
    name: str = ""
    eingabe: bool = False
    grau_wenn: str = ""  # condition for a cell that is not needed; {spalte} and {zeile} are filled in


@dataclass(slots=True)
class Zelle:
    """A cell to be written: text, a value in a unit, a live formula (`verweis`), an input, or a link to a sheet."""

    text: str = ""
    verweis: str = ""
    wert: Any = None
    einheit: Einheit | None = None
    fett: bool = False
    umbruch: bool = False
    eingabe: bool = False
    zahlformat: str = ""
    kommentar: str = ""
    auswahl: Auswahl | None = None
    ziel: Blatt | None = None
    bezug: tuple[Blatt, Zellort] | None = None  # shows another cell, whatever its sheet is called when written
    blass: bool = False
    kopf: bool = False  # looks like a heading; a star at its end marks a required entry
    rechts: bool = False  # a heading above numbers
    mindestzeilen: int = 1


@dataclass(eq=False)
class Blatt:
    """Rows of a sheet, planned before anything is written, so that formulas can refer to any cell."""

    name: str
    spalten: Sequence[Spaltenkopf]
    titel: str
    anlage: Anlage
    zeilen: list[list[Zelle] | None] = field(default_factory=list)
    ueberschriften: dict[int, str] = field(default_factory=dict)
    vorspann: dict[tuple[int, int], Zelle] = field(default_factory=dict)

    kopfzeile: int = 2
    seitenbreite: int = 1
    fixiert: int = 0
    hinweis: str = ""
    schutz: bool = False
    versteckt: bool = False

    def naechste(self) -> int:
        """Return the index of the next row."""
        return self.kopfzeile + 1 + len(self.zeilen)

    def add(self, zellen: list[Zelle]) -> int:
        """Plan a row and return its index."""
        self.zeilen.append(zellen)
        return self.naechste() - 1

    def add_ueberschrift(self, text: str) -> None:
        """Plan an empty row and a heading row."""
        if self.zeilen:
            self.zeilen.append(None)
        self.ueberschriften[self.naechste()] = text
        self.zeilen.append(None)

    def bereich(self, spalte: int) -> str:
        """Return the absolute address of a column's data rows, with the sheet."""
        name = spaltenname(spalte)
        return f"'{self.name}'!${name}${self.kopfzeile + 2}:${name}${max(self.naechste(), self.kopfzeile + 2)}"


def _zeilenzahl(blatt: Blatt, zellen: Sequence[Zelle]) -> int:
    """Return how many lines the longest wrapped text needs; not every program adjusts the height on opening."""
    zeilen = 1
    for zelle, spalte in zip(zellen, blatt.spalten, strict=False):
        zeilen = max(zeilen, zelle.mindestzeilen)
        if zelle.umbruch:
            zeilen = max(zeilen, _umbrochen(zelle.text, max(1, spalte.breite - 2)))
    return min(zeilen, MAX_ZEILEN)


def _umbrochen(text: str, breite: int) -> int:
    """Return how many lines a text takes when its words are wrapped at a width in characters."""
    if len(text) <= breite and "\n" not in text:
        return 1
    zeilen = 0
    for absatz in text.split("\n"):
        zeilen, frei = zeilen + 1, breite
        for wort in absatz.split(" "):
            if len(wort) > frei < breite:
                zeilen, frei = zeilen + 1, breite
            zeilen += max(0, len(wort) - 1) // breite
            frei -= len(wort) % breite + 1
    return zeilen


class Schreiber:
    """Writes planned sheets with XlsxWriter."""

    def __init__(self, mappe: Any, formate: Formate) -> None:
        """Bind to a workbook."""
        self._mappe = mappe
        self._formate = formate

    def write(self, blatt: Blatt) -> Any:
        """Write one sheet and return XlsxWriter's worksheet."""
        seite = self._mappe.add_worksheet(blatt.name, Seite)
        seite.write_string(0, 0, blatt.titel, self._formate.titel)
        if blatt.hinweis:
            seite.write_string(1, 0, blatt.hinweis, self._formate.hinweis)
        for (zeile, stelle), zelle in blatt.vorspann.items():
            self._write_zelle(seite, zeile, stelle, zelle)
        mit_kopf = any(s.titel for s in blatt.spalten)
        for nummer, spalte in enumerate(blatt.spalten):
            seite.set_column(nummer, nummer, spalte.breite)
            if mit_kopf:
                self._write_kopf(seite, blatt, nummer, spalte)
        if mit_kopf:
            hoehe = 3 if any(s.zusatz for s in blatt.spalten) else 2
            seite.set_row(blatt.kopfzeile, hoehe * ZEILENHOEHE)
        for zeile, text in blatt.ueberschriften.items():
            seite.set_row(zeile, UEBERSCHRIFTHOEHE)
            seite.write_string(zeile, 0, text, self._formate.ueberschrift)
        for nummer, zellen in enumerate(blatt.zeilen, start=blatt.kopfzeile + 1):
            zeilen = _zeilenzahl(blatt, zellen or ())
            if zeilen > 1:
                seite.set_row(nummer, ZEILENHOEHE * zeilen)
            for stelle, zelle in enumerate(zellen or ()):
                self._write_zelle(seite, nummer, stelle, zelle)
        seite.freeze_panes(blatt.kopfzeile + 1, blatt.fixiert)
        self._setze_seite(seite, blatt)
        if blatt.schutz:
            seite.protect("", SCHUTZ)
        if blatt.versteckt:
            seite.hide()
        return seite

    def _setze_seite(self, seite: Any, blatt: Blatt) -> None:
        seite.set_landscape()
        seite.set_paper(9)
        seite.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        seite.fit_to_pages(blatt.seitenbreite, 0)
        seite.repeat_rows(blatt.kopfzeile)
        if blatt.seitenbreite > 1:
            seite.repeat_columns(0, max(0, blatt.fixiert - 1))
        if blatt.spalten:
            seite.print_area(0, 0, max(blatt.naechste() - 1, blatt.kopfzeile), len(blatt.spalten) - 1)
        seite.set_footer("&L&F – &A&RSeite &P von &N")

    def _write_kopf(self, seite: Any, blatt: Blatt, nummer: int, spalte: Spaltenkopf) -> None:
        """Write the head of a column and what holds for its cells: drop-down, grey when not needed, name."""
        f = self._formate
        kopf = f.kopf_pflicht if spalte.pflicht else f.kopf_rechts if spalte.rechts else f.kopf
        if spalte.eingabe:  # the heading is an input itself: the name of a scenario
            self._write_zelle(seite, blatt.kopfzeile, nummer, Zelle(spalte.titel, eingabe=True, zahlformat="@"))
        elif spalte.zusatz:
            titel = f"{spalte.titel} *" if spalte.pflicht else spalte.titel
            seite.write_rich_string(blatt.kopfzeile, nummer, f.fett, titel, f.klein, f"\n{spalte.zusatz}", kopf)
        else:
            titel = f"{spalte.titel} *" if spalte.pflicht else spalte.titel
            seite.write_string(blatt.kopfzeile, nummer, titel, kopf)
        if spalte.kommentar:
            self._kommentiere(seite, blatt.kopfzeile, nummer, spalte.kommentar)
        erste, letzte = blatt.kopfzeile + 1, blatt.naechste() - 1
        if letzte < erste:
            return
        if spalte.auswahl:
            self._setze_auswahl(seite, (erste, nummer, letzte, nummer), spalte.auswahl)
        if spalte.grau_wenn:
            bedingung = spalte.grau_wenn.format(spalte=spaltenname(nummer), zeile=erste + 1)
            seite.conditional_format(erste, nummer, letzte, nummer,
                                     {"type": "formula", "criteria": bedingung, "format": f.grau})  # fmt: skip
        if spalte.name:
            name = f"{blatt.name}_{spalte.name}".replace(" ", "_")
            self._mappe.define_name(name, f"={blatt.bereich(nummer)}")

    def _setze_auswahl(self, seite: Any, bereich: tuple[int, int, int, int], auswahl: Auswahl) -> None:
        quelle: Any = f"={auswahl.blatt.bereich(auswahl.spalte)}" if auswahl.blatt else list(auswahl.werte)
        seite.data_validation(*bereich, {
            "validate": "list", "source": quelle, "error_type": "stop" if auswahl.streng else "warning",
            "error_title": "Auswahl", "error_message": "Dieser Wert steht nicht in der Liste."
            + ("" if auswahl.streng else " Trotzdem übernehmen?"),
        })  # fmt: skip

    def _kommentiere(self, seite: Any, zeile: int, spalte: int, text: str) -> None:
        hoehe = 26 + 16 * sum(1 + len(z) // 48 for z in text.split("\n"))
        seite.write_comment(zeile, spalte, text[:MAX_KOMMENTAR], {
            "author": "stellenbedarf", "width": 300, "height": hoehe, "font_size": 9,
        })  # fmt: skip

    def _write_zelle(self, seite: Any, zeile: int, spalte: int, zelle: Zelle) -> None:
        zahl = zelle.zahlformat or (zahlformat(zelle.einheit, zelle.wert) if zelle.einheit else "")
        format_ = self._formate.zelle(zahl, zelle.fett, zelle.eingabe, zelle.umbruch, zelle.blass)
        if zelle.kopf:
            anderer = self._formate.kopf_rechts if zelle.rechts else self._formate.kopf
            format_ = self._formate.kopf_pflicht if zelle.text.endswith("*") else anderer
        bruch = isinstance(zelle.wert, Fraction)
        gespeichert = float(zelle.wert) if bruch else zelle.wert
        if zelle.ziel is not None:
            seite.write_url(zeile, spalte, f"internal:'{zelle.ziel.name}'!A1", self._formate.verweis, zelle.text)
        elif zelle.verweis or zelle.bezug:
            quelle = zelle.bezug and replace(zelle.bezug[1], blatt=zelle.bezug[0].name).adresse("")
            seite.write_formula(zeile, spalte, zelle.verweis or f"={quelle}", format_, gespeichert)
        elif bruch and zelle.eingabe and (formel := exakte_formel(zelle.wert)):
            seite.write_formula(zeile, spalte, formel, format_, gespeichert)
        elif bruch or (isinstance(zelle.wert, int | float) and not isinstance(zelle.wert, bool)):
            seite.write_number(zeile, spalte, gespeichert, format_)
        elif zelle.text or zelle.wert:
            seite.write_string(zeile, spalte, zelle.text or str(zelle.wert), format_)
        elif zelle.eingabe:
            seite.write_blank(zeile, spalte, None, format_)
        if zelle.kommentar:
            self._kommentiere(seite, zeile, spalte, zelle.kommentar)
        if zelle.auswahl is not None:
            self._setze_auswahl(seite, (zeile, spalte, zeile, spalte), zelle.auswahl)
