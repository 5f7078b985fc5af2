"""Opens a workbook that someone else made as a paper: checks all its parts, then lets a library parse it."""

from __future__ import annotations

import io
import re
import warnings
from functools import cached_property
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.paket import Paketart
from stellenbedarf.eingabe.vorpruefung import Mappenpruefung
from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.pruefung.lesen.grenzen import fremde_fehler

MAX_ZELLEN = 300_000  # cells, rows and shared strings together
MAX_SONSTIGE = 150_000  # other elements, such as formats and drop-downs; a parser takes up to 30 µs for each
MAX_ZEILE = 200_000
MAX_SPALTE = 500
MAX_VERBUNDEN = 100_000
_ADRESSE = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]+)(\d+)""")
_BEREICH = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s(?:[^<>]*?\s)?ref\s*=\s*["']([^"']*)""")
_KOMMENTAR = re.compile(rb"""<(?:\w+:)?comment\s(?:[^<>]*?\s)?ref\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)""")
_ZELLBEREICH = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")


class Entwurfsmappe:
    """A workbook with what its cells show: values, the stored results of formulas, formats and fonts."""

    def __init__(self, pfad: Path, befunde: Befunde, art: Paketart) -> None:
        """Check and load the file.

        Args:
            pfad: the file.
            befunde: takes the remarks.
            art: the words in which a file is refused.

        Raises:
            StellenbedarfFehler: where the file is no workbook, is damaged or could do harm.
        """
        self.datei = pfad.name
        self._daten = read_bytes(pfad)
        _Pruefung(Fundstelle(pfad.name), befunde, art).check(self._daten)
        self._mappe = self._lade(werte=False)

    def _lade(self, werte: bool) -> Any:
        import openpyxl

        with fremde_fehler(self.datei, "Mappe"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(self._daten), data_only=werte)

    @cached_property
    def _werte(self) -> Any:
        """Return the workbook with results instead of formulas; loaded only where a formula is met."""
        return self._lade(werte=True)

    @property
    def blaetter(self) -> list[Any]:
        """Return the sheets in their order."""
        return list(self._mappe.worksheets)

    def gezeigt(self, zelle: Any) -> tuple[Any, str]:
        """Return what a cell shows and its type: the value, or the stored result of its formula."""
        if zelle.data_type != "f":
            return zelle.value, zelle.data_type
        gespeichert = self._werte[zelle.parent.title][zelle.coordinate]
        return gespeichert.value, gespeichert.data_type


def zeilen(blatt: Any) -> dict[int, dict[int, Any]]:
    """Return the existing cells of a sheet by row and column, both counted from 1; never the whole bounding box."""
    geordnet: dict[int, dict[int, Any]] = {}
    for (zeile, spalte), zelle in sorted(blatt._cells.items()):
        if zelle.value is not None:
            geordnet.setdefault(zeile, {})[spalte] = zelle
    return geordnet


class _Pruefung(Mappenpruefung):
    """Bounds what the library has to parse: cells, other elements, addresses and merged areas."""

    zellen = 0
    verbunden = 0
    sonstige = 0

    def check_teil(self, name: str, inhalt: bytes) -> None:
        self._zaehle(inhalt)
        adressen = set(_ADRESSE.findall(inhalt)) if name.startswith("xl/") else set()
        if b"comment" in inhalt:
            adressen |= set(_KOMMENTAR.findall(inhalt))
        for spalte, zeile in adressen:
            self._check_adresse(name, spalte, zeile)
        for bereich in _BEREICH.findall(inhalt):
            self._check_bereich(name, bereich)

    def _zaehle(self, inhalt: bytes) -> None:
        """Count elements; the time and memory that parsing takes follow from their number."""
        zellen = sum(inhalt.count(anfang) for anfang in (b"<c", b":c", b"<row", b":row", b"<si"))
        inhalte = sum(inhalt.count(anfang) for anfang in (b"<v", b"<f", b"<t", b"<is", b"<r>"))
        self.zellen += zellen
        self.sonstige += max(0, inhalt.count(b"<") - inhalt.count(b"</") - zellen - inhalte)
        if self.zellen > MAX_ZELLEN or self.sonstige > MAX_SONSTIGE:
            self.ablehnen(f"Die Mappe ist zu groß (mehr als {MAX_ZELLEN} Zellen oder Formate)",
                           "Kopieren Sie nur die Eingabeblätter in eine neue Mappe.")  # fmt: skip

    def _check_adresse(self, name: str, spalte: bytes, zeile: bytes) -> None:
        if len(spalte) > 3 or len(zeile) > 7 or int(zeile) > MAX_ZEILE or _spaltennummer(spalte) > MAX_SPALTE:
            self.ablehnen(
                f"Die Mappe hat eine Zelle weit außerhalb der Tabellen "
                f"({(spalte + zeile).decode('ascii')[:20]} in {name})",
                f"Löschen Sie alles unterhalb von Zeile {MAX_ZEILE} und rechts von Spalte {MAX_SPALTE}.",
            )

    def _check_bereich(self, name: str, bereich: bytes) -> None:
        treffer = _ZELLBEREICH.fullmatch(bereich)
        if treffer is None:
            self.ablehnen(f"Ein Teil der Mappe nennt einen ungültigen Zellbereich ({name})", self.art.neu)
        links, oben, rechts, unten = treffer.groups()
        breite = _spaltennummer(rechts or links) - _spaltennummer(links) + 1
        self.verbunden += max(0, breite) * max(0, int(unten or oben) - int(oben) + 1)
        if self.verbunden > MAX_VERBUNDEN:
            self.ablehnen("Die Mappe verbindet oder verlinkt riesige Zellbereiche", "Heben Sie den Verbund auf.")


def _spaltennummer(spalte: bytes) -> int:
    nummer = 0
    for zeichen in spalte.upper():
        nummer = nummer * 26 + zeichen - ord("A") + 1
    return nummer
