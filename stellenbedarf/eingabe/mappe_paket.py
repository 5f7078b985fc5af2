"""Streams the XML parts of a workbook and follows their relationships; size, number of tags and DTDs are checked."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote
from xml.parsers import expat

from stellenbedarf.eingabe.paket import MAPPE, beschaedigung
from stellenbedarf.eingabe.vorpruefung import check_mappe
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

MAX_ENTPACKT = 150_000_000  # bytes of the parts that are read
MAX_MARKEN = 6_000_000  # tags, opening and closing; 10,000 positions need 2 million
MAX_MARKE = 1_000_000  # bytes of a single tag
MAX_TIEFE = 100
MAX_BEZIEHUNGEN = 20_000
_STUECK = 1 << 16
INHALTSTYPEN = "[Content_Types].xml"
HAUPT = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # strict
)
_KLEINER = "Kopieren Sie nur die Eingabeblätter in eine neue Mappe."
BEZIEHUNGS_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_BEZIEHUNG = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"

Anfang = Callable[[str, dict[str, str]], object]
Ende = Callable[[str], object]
Zeichen = Callable[[str], object]


class Genug(Exception):
    """Raised by a receiver to end the reading of a part early."""


@dataclass(frozen=True, slots=True)
class Beziehung:
    """A relationship of a part: the last word of its type (`worksheet`, `styles`, …) and the part that it names."""

    art: str
    ziel: str


def elemente(*namen: str) -> Mapping[str, str]:
    """Return local names by the names that the parser reports, in both namespaces of workbooks."""
    return {f"{raum} {name}": name for raum in HAUPT for name in namen}


class Paket:
    """The parts of one workbook file."""

    def __init__(self, pfad: Path, befunde: Befunde) -> None:
        """Check the file without unpacking it.

        Raises:
            StellenbedarfFehler: where the file is no workbook or could do harm.
        """
        self.ort = Fundstelle(pfad.name)
        self.archiv = check_mappe(pfad, befunde)
        self._namen = {n.casefold(): n for n in self.archiv.namelist()}
        self._entpackt = 0
        self._marken = 0
        self.lies(INHALTSTYPEN, self._check_typ)

    def _check_typ(self, _: str, attribute: dict[str, str]) -> None:
        if "macroEnabled" in attribute.get("ContentType", ""):
            self.ablehnen("Die Mappe enthält Makros", "Speichern Sie sie als .xlsx ohne Makros.")

    def ablehnen(self, text: str, abhilfe: str = MAPPE.neu) -> NoReturn:
        """Raise the finding that ends the reading of this file."""
        raise StellenbedarfFehler.einzeln(text, self.ort, abhilfe)

    def hat(self, name: str) -> bool:
        """Tell whether there is such a part; names of parts ignore case."""
        return name.casefold() in self._namen

    def lies(self, name: str, anfang: Anfang, ende: Ende | None = None, zeichen: Zeichen | None = None) -> None:
        """Read one part and report its elements as `namespace name`, until its end or until `Genug` is raised.

        Raises:
            StellenbedarfFehler: where the part is missing, no XML, brings a DTD or is too large.
        """
        if not self.hat(name):
            self.ablehnen(f"Der Mappe fehlt ein Teil ({name})")
        leser = expat.ParserCreate(namespace_separator=" ")
        leser.buffer_text = True
        leser.StartElementHandler, leser.EndElementHandler = self._mit_tiefe(anfang, ende)
        leser.CharacterDataHandler = zeichen
        leser.StartDoctypeDeclHandler = lambda *_: self.ablehnen(
            f"Ein Teil der Mappe enthält eine Dokumenttypdefinition ({name})",
            "Solche Dateien sind ein Sicherheitsrisiko; lassen Sie sich die Mappe neu schicken.",
        )
        try:
            with beschaedigung(self.ort), self.archiv.open(self._namen[name.casefold()]) as strom:
                gelesen = 0
                while stueck := strom.read(_STUECK):
                    self._zaehle(stueck)
                    leser.Parse(stueck, False)
                    gelesen += len(stueck)
                    if gelesen - leser.CurrentByteIndex > MAX_MARKE:
                        self.ablehnen(f"Ein Teil der Mappe ist kein lesbares XML ({name})")
                leser.Parse(b"", True)
        except (expat.ExpatError, LookupError):  # LookupError: an encoding that nobody knows
            self.ablehnen(f"Ein Teil der Mappe ist kein lesbares XML ({name})")
        except Genug:
            pass

    def _mit_tiefe(self, anfang: Anfang, ende: Ende | None) -> tuple[Anfang, Ende]:
        """Return the receivers with a bound on nesting; the parser keeps every open element in memory."""
        tiefe = 0

        def tiefer(name: str, attribute: dict[str, str]) -> None:
            nonlocal tiefe
            tiefe += 1
            if tiefe > MAX_TIEFE:
                self.ablehnen("Ein Teil der Mappe ist zu tief verschachtelt")
            anfang(name, attribute)

        def hoeher(name: str) -> None:
            nonlocal tiefe
            tiefe -= 1
            if ende is not None:
                ende(name)

        return tiefer, hoeher

    def _zaehle(self, stueck: bytes) -> None:
        """Count what time and memory follow from, before it is parsed."""
        self._entpackt += len(stueck)
        self._marken += stueck.count(b"<")
        if self._entpackt > MAX_ENTPACKT:
            self.ablehnen(f"Die Mappe ist entpackt zu groß (mehr als {MAX_ENTPACKT // 1_000_000} MB)", _KLEINER)
        if self._marken > MAX_MARKEN:
            self.ablehnen("Die Mappe ist zu groß (zu viele Zellen oder Formate)", _KLEINER)

    def beziehungen(self, name: str = "") -> dict[str, Beziehung]:
        """Return the relationships of a part (or of the whole package) by their key; external ones are left out."""
        ordner, _, datei = name.rpartition("/")
        rels = posixpath.join(ordner, "_rels", f"{datei}.rels")
        gefunden: dict[str, Beziehung] = {}

        def anfang(element: str, a: dict[str, str]) -> None:
            if element != _BEZIEHUNG or a.get("TargetMode") == "External":
                return
            if len(gefunden) >= MAX_BEZIEHUNGEN:
                self.ablehnen("Die Mappe ist ungewöhnlich aufgebaut (zu viele Verweise)")
            ziel = posixpath.normpath(posixpath.join("/", ordner, unquote(a.get("Target", "")))).lstrip("/")
            gefunden[a.get("Id", "")] = Beziehung(a.get("Type", "").rpartition("/")[2], ziel)

        if self.hat(rels):
            self.lies(rels, anfang)
        return gefunden
