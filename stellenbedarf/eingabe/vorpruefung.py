"""Checks a workbook before any library parses it: hostile, damaged and foreign files end here with a message."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

MAX_TEILE = 2_000
MAX_GESAMT = 40_000_000  # bytes unpacked; also bounds the time that this check takes
MAX_VERHAELTNIS = 400
KLEIN = 1_000_000
MAX_ZELLEN = 300_000  # cells, rows and shared strings together
MAX_SONSTIGE = 150_000  # other elements, such as formats and drop-downs; a parser takes up to 30 µs for each
MAX_ZEILE = 200_000
MAX_SPALTE = 500
MAX_VERBUNDEN = 100_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSCHLUESSELT = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_KODIERUNG = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_ADRESSE = re.compile(rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Za-z]+)(\d+)""")
_BEREICH = re.compile(rb"""<(?:\w+:)?(?:mergeCell|hyperlink)\s(?:[^<>]*?\s)?ref\s*=\s*["']([^"']*)""")
_KOMMENTAR = re.compile(rb"""<(?:\w+:)?comment\s(?:[^<>]*?\s)?ref\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)""")
_ZELLBEREICH = re.compile(rb"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_XLSX = "Speichern Sie die Datei in Excel oder LibreOffice als „Excel-Arbeitsmappe (.xlsx)“."
_NEU = "Öffnen und speichern Sie die Mappe neu, oder beginnen Sie mit „stellenbedarf neu“."


def check_mappe(pfad: Path, befunde: Befunde) -> bytes:
    """Return the bytes of a workbook that is safe to parse.

    Raises:
        StellenbedarfFehler: for everything else; the message says what the file is and what to do.
    """
    daten = read_bytes(pfad)
    _Vorpruefung(Fundstelle(pfad.name), befunde).check(daten)
    return daten


class _Vorpruefung:
    def __init__(self, ort: Fundstelle, befunde: Befunde) -> None:
        self.ort = ort
        self.befunde = befunde
        self.zellen = 0
        self.verbunden = 0
        self.sonstige = 0

    def _ablehnen(self, text: str, abhilfe: str) -> NoReturn:
        raise StellenbedarfFehler.einzeln(text, self.ort, abhilfe)

    def check(self, daten: bytes) -> None:
        if not daten:
            self._ablehnen("Die Datei ist leer", "Wählen Sie die richtige Datei.")
        if daten.startswith(_OLE2):
            if _VERSCHLUESSELT in daten:
                self._ablehnen("Die Mappe ist mit einem Kennwort verschlüsselt",
                               "Entfernen Sie das Kennwort: Datei, Informationen, Arbeitsmappe schützen.")  # fmt: skip
            self._ablehnen("Die Mappe hat das alte Format .xls", _XLSX)
        if not daten.startswith(b"PK"):
            self._ablehnen("Das ist keine Excel-Arbeitsmappe", _XLSX)
        try:
            with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
                self._check_archiv(archiv)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError):
            self._ablehnen("Die Mappe ist beschädigt oder unvollständig", _NEU)

    def _check_archiv(self, archiv: zipfile.ZipFile) -> None:
        teile = archiv.infolist()
        namen = [t.filename for t in teile]
        if len(teile) > MAX_TEILE or len(set(namen)) < len(namen):
            self._ablehnen("Die Mappe ist ungewöhnlich aufgebaut (zu viele oder doppelte Teile)", _NEU)
        if "mimetype" in namen or "[Content_Types].xml" not in namen:
            self._ablehnen("Das ist keine Excel-Arbeitsmappe", _XLSX)
        if any(t.flag_bits & 1 for t in teile):
            self._ablehnen("Die Mappe ist verschlüsselt", "Entfernen Sie das Kennwort.")
        gesamt = sum(t.file_size for t in teile)
        if gesamt > MAX_GESAMT or any(
            t.file_size > KLEIN and t.file_size > MAX_VERHAELTNIS * t.compress_size for t in teile
        ):
            self._ablehnen(
                f"Die Mappe ist entpackt zu groß (mehr als {MAX_GESAMT // 1_000_000} MB oder auffällig stark gepackt)",
                "Kopieren Sie nur die Eingabeblätter in eine neue Mappe; leere formatierte Zeilen und Spalten löschen.",
            )
        if any(n.lower().endswith("vbaproject.bin") for n in namen):
            self._ablehnen("Die Mappe enthält Makros", "Speichern Sie sie als .xlsx ohne Makros.")
        if any(n.startswith("xl/externalLinks/") for n in namen):
            self.befunde.hinweis("Die Mappe verweist auf andere Mappen; diese werden nicht geöffnet", self.ort,
                                 "Ersetzen Sie solche Formeln durch ihre Werte.")  # fmt: skip
        for teil in teile:
            if teil.filename.lower().endswith(_XML):
                self._check_xml(teil.filename, archiv.read(teil))

    def _check_xml(self, name: str, inhalt: bytes) -> None:
        anfang = inhalt[:400].removeprefix(b"\xef\xbb\xbf").lstrip()
        kodierung = _KODIERUNG.search(anfang.partition(b"?>")[0]) if anfang.startswith(b"<?xml") else None
        if (
            not anfang.startswith(b"<")
            or b"\0" in anfang
            or (kodierung and kodierung.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii"))
        ):
            self._ablehnen(f"Ein Teil der Mappe ist kein lesbares XML ({name})", _NEU)
        if b"<!DOCTYPE" in inhalt or b"<!ENTITY" in inhalt:
            self._ablehnen(
                f"Ein Teil der Mappe enthält eine Dokumenttypdefinition ({name})",
                "Solche Dateien sind ein Sicherheitsrisiko; lassen Sie sich die Mappe neu schicken.",
            )
        if b"macroEnabled" in inhalt and name == "[Content_Types].xml":
            self._ablehnen("Die Mappe enthält Makros", "Speichern Sie sie als .xlsx ohne Makros.")
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
            self._ablehnen(f"Die Mappe ist zu groß (mehr als {MAX_ZELLEN} Zellen oder Formate)",
                           "Kopieren Sie nur die Eingabeblätter in eine neue Mappe.")  # fmt: skip

    def _check_adresse(self, name: str, spalte: bytes, zeile: bytes) -> None:
        if len(spalte) > 3 or len(zeile) > 7 or int(zeile) > MAX_ZEILE or _spaltennummer(spalte) > MAX_SPALTE:
            self._ablehnen(
                f"Die Mappe hat eine Zelle weit außerhalb der Tabellen "
                f"({(spalte + zeile).decode('ascii')[:20]} in {name})",
                f"Löschen Sie alles unterhalb von Zeile {MAX_ZEILE} und rechts von Spalte {MAX_SPALTE}.",
            )

    def _check_bereich(self, name: str, bereich: bytes) -> None:
        treffer = _ZELLBEREICH.fullmatch(bereich)
        if treffer is None:
            self._ablehnen(f"Ein Teil der Mappe nennt einen ungültigen Zellbereich ({name})", _NEU)
        links, oben, rechts, unten = treffer.groups()
        breite = _spaltennummer(rechts or links) - _spaltennummer(links) + 1
        self.verbunden += max(0, breite) * max(0, int(unten or oben) - int(oben) + 1)
        if self.verbunden > MAX_VERBUNDEN:
            self._ablehnen("Die Mappe verbindet oder verlinkt riesige Zellbereiche", "Heben Sie den Verbund auf.")


def _spaltennummer(spalte: bytes) -> int:
    nummer = 0
    for zeichen in spalte.upper():
        nummer = nummer * 26 + zeichen - ord("A") + 1
    return nummer
