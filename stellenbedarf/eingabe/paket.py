"""Checks an Office file (a ZIP of XML parts) before anything of it is unpacked or parsed: hostile files end here."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

MAX_TEILE = 2_000
MAX_GESAMT = 40_000_000  # bytes unpacked, where a library parses all parts; also bounds the time that this check takes
MAX_VERHAELTNIS = 400
KLEIN = 1_000_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSCHLUESSELT = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_KODIERUNG = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")


@dataclass(frozen=True, slots=True)
class Paketart:
    """The words for one kind of Office file: `was` („Mappe“), `art` with article, and what to do about it."""

    was: str
    art: str
    alt: str
    speichern: str
    neu: str
    kleiner: str
    entsperren: str


MAPPE = Paketart(
    was="Mappe",
    art="keine Excel-Arbeitsmappe",
    alt=".xls",
    speichern="Speichern Sie die Datei in Excel oder LibreOffice als „Excel-Arbeitsmappe (.xlsx)“.",
    neu="Öffnen und speichern Sie die Mappe neu, oder beginnen Sie mit „stellenbedarf neu“.",
    kleiner="Kopieren Sie nur die Eingabeblätter in eine neue Mappe; leere formatierte Zeilen und Spalten löschen.",
    entsperren="Entfernen Sie das Kennwort: Datei, Informationen, Arbeitsmappe schützen.",
)
WORD = Paketart(
    was="Word-Datei",
    art="keine Word-Datei",
    alt=".doc",
    speichern="Speichern Sie die Datei in Word oder LibreOffice als „Word-Dokument (.docx)“.",
    neu="Öffnen und speichern Sie die Datei neu, oder lassen Sie sie sich noch einmal schicken.",
    kleiner="Entfernen Sie Bilder und eingebettete Dateien; geprüft wird nur der Text.",
    entsperren="Entfernen Sie das Kennwort: Datei, Informationen, Dokument schützen.",
)


@contextmanager
def beschaedigung(ort: Fundstelle, art: Paketart = MAPPE) -> Iterator[None]:
    """Turn whatever unpacking raises about a damaged archive into one message."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError,
    ):  # fmt: skip
        raise StellenbedarfFehler.einzeln(f"Die {art.was} ist beschädigt oder unvollständig", ort, art.neu) from None


class Paketpruefung:
    """Checks one file; subclasses add what they must know about its parts."""

    def __init__(self, ort: Fundstelle, befunde: Befunde, art: Paketart) -> None:
        """Bind to the file's place, the list for remarks and the words for its kind."""
        self.ort = ort
        self.befunde = befunde
        self.art = art

    def ablehnen(self, text: str, abhilfe: str) -> NoReturn:
        """Raise the finding that ends reading."""
        raise StellenbedarfFehler.einzeln(text, self.ort, abhilfe)

    def oeffne(self, daten: bytes) -> zipfile.ZipFile:
        """Return the archive of a file whose directory is sound; its parts are not unpacked yet.

        Raises:
            StellenbedarfFehler: for everything else; the message says what the file is and what to do.
        """
        art = self.art
        if not daten:
            self.ablehnen("Die Datei ist leer", "Wählen Sie die richtige Datei.")
        if daten.startswith(_OLE2):
            if _VERSCHLUESSELT in daten:
                self.ablehnen(f"Die {art.was} ist mit einem Kennwort verschlüsselt", art.entsperren)
            self.ablehnen(f"Die {art.was} hat das alte Format {art.alt}", art.speichern)
        if not daten.startswith(b"PK"):
            self.ablehnen(f"Das ist {art.art}", art.speichern)
        with beschaedigung(self.ort, art):
            archiv = zipfile.ZipFile(io.BytesIO(daten))
        self._check_verzeichnis(archiv.infolist())
        return archiv

    def check(self, daten: bytes) -> None:
        """Raise a finding unless the file is safe to be parsed as a whole by a library."""
        archiv = self.oeffne(daten)
        if sum(t.file_size for t in archiv.infolist()) > MAX_GESAMT:
            self.ablehnen(
                f"Die {self.art.was} ist entpackt zu groß (mehr als {MAX_GESAMT // 1_000_000} MB)", self.art.kleiner
            )
        with beschaedigung(self.ort, self.art):
            for teil in archiv.infolist():
                if teil.filename.lower().endswith(_XML):
                    self._check_xml(teil.filename, archiv.read(teil))

    def _check_verzeichnis(self, teile: list[zipfile.ZipInfo]) -> None:
        art = self.art
        namen = [t.filename for t in teile]
        if len(teile) > MAX_TEILE or len({n.casefold() for n in namen}) < len(namen):
            self.ablehnen(f"Die {art.was} ist ungewöhnlich aufgebaut (zu viele oder doppelte Teile)", art.neu)
        if "mimetype" in namen or "[Content_Types].xml" not in namen:
            self.ablehnen(f"Das ist {art.art}", art.speichern)
        if any(t.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for t in teile):
            # others unpack without a bound on memory
            self.ablehnen(f"Die {art.was} ist ungewöhnlich gepackt", art.neu)
        if any(t.flag_bits & 1 for t in teile):
            self.ablehnen(f"Die {art.was} ist verschlüsselt", "Entfernen Sie das Kennwort.")
        if any(t.file_size > KLEIN and t.file_size > MAX_VERHAELTNIS * t.compress_size for t in teile):
            self.ablehnen(f"Die {art.was} ist entpackt zu groß (auffällig stark gepackt)", art.kleiner)
        if any(n.lower().endswith("vbaproject.bin") for n in namen):
            self._makros()
        self.check_namen(namen)

    def _makros(self) -> NoReturn:
        endung = self.art.alt + "x"
        self.ablehnen(f"Die {self.art.was} enthält Makros", f"Speichern Sie sie als {endung} ohne Makros.")

    def _check_xml(self, name: str, inhalt: bytes) -> None:
        art = self.art
        anfang = inhalt[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
        kodierung = _KODIERUNG.search(anfang.partition(b"?>")[0]) if anfang.startswith(b"<?xml") else None
        if (
            not anfang.startswith(b"<")
            or b"\0" in anfang
            or (kodierung and kodierung.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"))
        ):
            self.ablehnen(f"Ein Teil der {art.was} ist kein lesbares XML ({name})", art.neu)
        if b"<!DOCTYPE" in inhalt or b"<!ENTITY" in inhalt:
            self.ablehnen(
                f"Ein Teil der {art.was} enthält eine Dokumenttypdefinition ({name})",
                f"Solche Dateien sind ein Sicherheitsrisiko; lassen Sie sich die {art.was} neu schicken.",
            )
        if b"macroEnabled" in inhalt and name == "[Content_Types].xml":
            self._makros()
        self.check_teil(name, inhalt)

    def check_namen(self, namen: list[str]) -> None:
        """Look at the names of the parts; nothing to add by default."""

    def check_teil(self, name: str, inhalt: bytes) -> None:
        """Look at one XML part; nothing to add by default."""
