"""Reads one sheet of a workbook: its cells that hold something, merged areas and whether rows are hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from stellenbedarf.eingabe.mappe_paket import Genug, Paket, elemente
from stellenbedarf.eingabe.mappe_texte import KUERZEN, MAX_ZEICHEN, Textsammler, entschluesselt
from stellenbedarf.zahlen import format_zahl

MAX_ZELLEN = 700_000  # cells with content on all sheets together; 10,000 positions need 230,000
MAX_ZELLTEXT = 100_000  # Excel itself ends at 32,767
MAX_ZEILE = 200_000
MAX_SPALTE = 500
MAX_VERBUNDEN = 20_000
MATRIX = "{=}"  # stands for array formulas and data tables
_ELEMENTE = elemente("worksheet", "sheetData", "row", "c", "v", "f", "is", "mergeCell")
_ZEILENATTRIBUTE = {
    "r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop",
    "thickBot", "ph",
}  # fmt: skip
_ZELLATTRIBUTE = {"r", "s", "t", "cm", "vm", "ph"}
_WAHR = {"1": "ja", "true": "ja", "0": "nein", "false": "nein"}
_BEREICH = re.compile(r"[A-Z]{1,3}\d{1,7}(:[A-Z]{1,3}\d{1,7})?")


class Zelle(NamedTuple):
    """A cell with content: address, kind (`s` text, `n` number, `b`, `e`, `d`), style, stored value, formula."""

    adresse: str
    art: str
    stil: int
    text: str
    formel: str = ""


class Bereich(NamedTuple):
    """A merged area, rows and columns counted from 1."""

    adresse: str
    links: int
    oben: int
    rechts: int
    unten: int


@dataclass(slots=True)
class Blatt:
    """A sheet as far as it was read: cells by row and column, both counted from 1."""

    titel: str
    zeilen: dict[int, dict[int, Zelle]] = field(default_factory=dict)
    ausgeblendet: set[int] = field(default_factory=set)
    verbunden: list[Bereich] = field(default_factory=list)


@dataclass(slots=True)
class Zaehler:
    """What the sheets of a workbook hold together; bounds the memory that they take."""

    zellen: int = 0
    zeichen: int = 0


@cache
def spaltenname(spalte: int) -> str:
    """Return `AB` for 28."""
    name = ""
    while spalte:
        spalte, rest = divmod(spalte - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def adresse_von(zeile: int, spalte: int) -> str:
    """Return `B4` for row 4, column 2."""
    return f"{spaltenname(spalte)}{zeile}"


def stelle_von(adresse: str) -> tuple[int, int]:
    """Return column and row of an address such as `B4`, counted from 1."""
    buchstaben = adresse.rstrip("0123456789")
    spalte = 0
    for zeichen in buchstaben:
        spalte = spalte * 26 + ord(zeichen) - ord("A") + 1
    return spalte, int(adresse[len(buchstaben) :])


_SPALTEN = {spaltenname(n): n for n in range(1, MAX_SPALTE + 1)}


def read_blatt(
    paket: Paket, teil: str, blatt: Blatt, texte: Sequence[str], stile: int, zaehler: Zaehler, bis: int | None = None
) -> Blatt:
    """Fill a sheet from its part, down to the row `bis`.

    Raises:
        StellenbedarfFehler: where the part is damaged; nothing is guessed.
    """
    leser = _Blattleser(paket, blatt, texte, stile, zaehler, bis)
    paket.lies(teil, leser.anfang, leser.ende, leser.zeichen)
    blatt.zeilen = dict(sorted(blatt.zeilen.items()))
    return blatt


class _Blattleser:
    """Receives the elements of a sheet; called for every cell, so it does little for the empty ones."""

    def __init__(
        self, paket: Paket, blatt: Blatt, texte: Sequence[str], stile: int, zaehler: Zaehler, bis: int | None
    ) -> None:
        self.paket = paket
        self.blatt = blatt
        self.texte = texte
        self.stile = stile
        self.zaehler = zaehler
        self.bis = bis
        self.begonnen = self.in_daten = False
        self.zeile = 0
        self.zeilentext = "0"
        self.zellen: dict[int, Zelle] | None = None  # of the row that is being read, once it has one
        self.attribute: dict[str, str] | None = None  # of the cell that is being read
        self.adresse = ""  # last address that was given
        self.versatz = 0  # cells since then that have none of their own
        self.wert: str | None = None
        self.formel: str | None = None
        self.formelart: dict[str, str] = {}
        self.formeln: dict[str, str] = {}  # shared formulas by number
        self.sammler: Textsammler | None = None
        self.teile: list[str] | None = None  # text of the element that is being read

    def beschaedigt(self, grund: str) -> None:
        self.paket.ablehnen(f"Das Blatt „{self.blatt.titel}“ ist beschädigt ({grund})")

    # --- Events ---------------------------------------------------------------------------------------------------

    def anfang(self, name: str, a: dict[str, str]) -> None:
        if self.sammler is not None:
            self.sammler.anfang(name)
            return
        element = _ELEMENTE.get(name)
        if element == "c" and self.in_daten:
            self.attribute = a
            if "r" in a:
                self.adresse, self.versatz = a["r"], 0
            else:
                self.versatz += 1
        elif self.attribute is not None:
            self._inhalt(element, a)
        elif element == "row" and self.in_daten:
            self._zeile(a)
        elif element == "sheetData":
            self.in_daten = True
        elif self.in_daten:
            self.beschaedigt("unbekannte Angaben in der Tabelle")
        elif element == "mergeCell":
            self._verbund(a.get("ref", ""))
        elif not self.begonnen and element != "worksheet":
            self.beschaedigt("kein Tabellenblatt")
        self.begonnen = True

    def ende(self, name: str) -> None:
        if self.attribute is None:
            element = _ELEMENTE.get(name)
            if element == "sheetData":
                self.in_daten = False
            return
        if self.sammler is not None:
            if self.sammler.ende(name):
                self.wert = self.sammler.text()
                self.sammler = None
            return
        element = _ELEMENTE.get(name)
        if element == "c":
            if self.wert is not None or self.formel is not None:
                self._zelle(self.attribute)
                self.wert = self.formel = None
            self.attribute = None
        elif self.teile is not None:
            if element == "v":
                self.wert = "".join(self.teile)
            else:
                self.formel = "".join(self.teile)
            self.teile = None

    def zeichen(self, text: str) -> None:
        if self.teile is not None:
            self.teile.append(text)
        elif self.sammler is not None:
            self.sammler.zeichen(text)

    # --- Rows and cells -------------------------------------------------------------------------------------------

    def _zeile(self, a: dict[str, str]) -> None:
        if "r" in a:
            nummer = a["r"]
            if not (nummer.isdecimal() and nummer.isascii() and nummer[0] != "0" and len(nummer) <= 7):
                self.beschaedigt("eine Zeile ohne gültige Nummer")
            self.zeile = int(nummer)
        else:
            self.zeile += 1
        if not all(name in _ZEILENATTRIBUTE or " " in name for name in a):
            self.beschaedigt("eine Zeile mit unbekannten Angaben")
        self.zeilentext = str(self.zeile)
        if self.bis is not None and self.zeile > self.bis:
            raise Genug
        if a.get("hidden") in ("1", "true") and self.zeile <= MAX_ZEILE:
            self.blatt.ausgeblendet.add(self.zeile)
        self.zellen = None
        self.adresse, self.versatz = "", 0

    def _inhalt(self, element: str | None, a: dict[str, str]) -> None:
        """Begin the value, the formula or the text of a cell."""
        if element == "v" and self.wert is None and self.teile is None:
            self.teile = []
        elif element == "f" and self.formel is None and self.wert is None and self.teile is None:
            self.teile = []
            self.formelart = a
        elif element == "is" and self.wert is None and self.teile is None:
            self.sammler = Textsammler()
        else:
            self.beschaedigt(f"unbekannte Angaben in der Zelle {self.adresse}")

    def _zelle(self, a: dict[str, str]) -> None:
        if a.keys() - _ZELLATTRIBUTE:
            self.beschaedigt(f"unbekannte Angaben in der Zelle {self.adresse}")
        spalte, adresse = self._stelle()
        art, roh, formel = a.get("t", "n"), self.wert or "", self._formel()
        if art == "s":
            if roh:
                if not (roh.isdecimal() and roh.isascii() and int(roh) < len(self.texte)):
                    self.beschaedigt(f"die Zelle {adresse} verweist auf einen Text, den es nicht gibt")
                roh = self.texte[int(roh)]
        elif art in ("str", "inlineStr"):
            art, roh = "s", entschluesselt(roh) if art == "str" else roh
        elif art not in ("n", "b", "e", "d"):
            self.beschaedigt(f"die Zelle {adresse} hat eine unbekannte Art")
        if not formel and not roh.strip():
            return
        stil = a.get("s", "0")
        if not (stil.isdecimal() and stil.isascii() and len(stil) < 7 and int(stil) < self.stile):
            self.beschaedigt(f"die Zelle {adresse} hat ein unbekanntes Format")
        if self.zellen is None:
            self.zellen = self.blatt.zeilen.setdefault(self.zeile, {})
        if spalte in self.zellen:
            self.beschaedigt(f"die Zelle {adresse} gibt es zweimal")
        self.zellen[spalte] = Zelle(adresse, art, int(stil), roh, formel)
        self._zaehle(len(roh) + len(formel))

    def _stelle(self) -> tuple[int, str]:
        """Return column and address of the cell; without an address it follows the one before."""
        adresse = self.adresse
        if adresse or not self.versatz:
            zeilentext = self.zeilentext
            if not adresse.endswith(zeilentext):
                self._unpassend(adresse)
            spalte = _SPALTEN.get(adresse[: -len(zeilentext)], 0)
            if not spalte:
                self._unpassend(adresse)
        else:
            spalte = 0
        spalte += self.versatz
        if spalte > MAX_SPALTE or self.zeile > MAX_ZEILE:
            self._zu_weit(adresse)
        return spalte, adresse_von(self.zeile, spalte) if self.versatz else adresse

    def _unpassend(self, adresse: str) -> None:
        if adresse.endswith(self.zeilentext) and _BEREICH.fullmatch(adresse):
            self._zu_weit(adresse)
        self.beschaedigt(f"die Zelle {adresse[:20]} steht in Zeile {self.zeile}")

    def _zu_weit(self, adresse: str) -> None:
        self.paket.ablehnen(
            f"Die Mappe hat eine Zelle weit außerhalb der Tabellen (Blatt {self.blatt.titel}, {adresse[:20]})",
            f"Löschen Sie alles unterhalb von Zeile {_ganz(MAX_ZEILE)} und rechts von Spalte {MAX_SPALTE}.",
        )

    def _formel(self) -> str:
        """Return the formula; cells that share one get that of the first, whose references do not matter here."""
        if self.formel is None:
            return ""
        art = self.formelart.get("t", "normal")
        if art in ("array", "dataTable"):
            return MATRIX
        formel = "=" + self.formel
        if art == "shared":
            nummer = self.formelart.get("si", "")
            formel = self.formeln.setdefault(nummer, formel) if self.formel else self.formeln.get(nummer, formel)
        return formel

    def _zaehle(self, zeichen: int) -> None:
        zaehler = self.zaehler
        zaehler.zellen += 1
        zaehler.zeichen += zeichen
        if zeichen > MAX_ZELLTEXT:
            wo = f"Eine Zelle auf dem Blatt „{self.blatt.titel}“"
            self.paket.ablehnen(f"{wo} hat mehr als {_ganz(MAX_ZELLTEXT)} Zeichen", KUERZEN)
        if zaehler.zellen > MAX_ZELLEN or zaehler.zeichen > MAX_ZEICHEN:
            self.paket.ablehnen(
                f"Die Mappe ist zu groß (mehr als {_ganz(MAX_ZELLEN)} Zellen oder {_ganz(MAX_ZEICHEN)} Zeichen)",
                KUERZEN,
            )

    def _verbund(self, adresse: str) -> None:
        treffer = _BEREICH.fullmatch(adresse)
        if treffer is None or len(self.blatt.verbunden) >= MAX_VERBUNDEN:
            self.beschaedigt("ungültige verbundene Zellen" if treffer is None else "zu viele verbundene Zellen")
        von, _, bis = adresse.partition(":")
        self.blatt.verbunden.append(Bereich(adresse, *stelle_von(von), *stelle_von(bis or von)))


def _ganz(zahl: int) -> str:
    return format_zahl(Fraction(zahl))
