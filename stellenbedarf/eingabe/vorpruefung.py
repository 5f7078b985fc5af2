"""Checks a workbook before any part of it is unpacked: hostile, damaged and foreign files end here with a message."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

MAX_DATEI = 60_000_000  # bytes packed; a result workbook of 10,000 positions and one scenario has 13 million
MAX_TEILE = 2_000
MAX_VERHAELTNIS = 400
KLEIN = 1_000_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSCHLUESSELT = "EncryptedPackage".encode("utf-16-le")
_XLSX = "Speichern Sie die Datei in Excel oder LibreOffice als „Excel-Arbeitsmappe (.xlsx)“."
NEU = "Öffnen und speichern Sie die Mappe neu, oder beginnen Sie mit „stellenbedarf neu“."


def check_mappe(pfad: Path, befunde: Befunde) -> zipfile.ZipFile:
    """Return the archive of a workbook whose directory is sound; its parts are not unpacked yet.

    Raises:
        StellenbedarfFehler: for everything else; the message says what the file is and what to do.
    """
    daten = read_bytes(pfad, MAX_DATEI)
    return _Vorpruefung(Fundstelle(pfad.name), befunde).check(daten)


@contextmanager
def beschaedigung(ort: Fundstelle) -> Iterator[None]:
    """Turn whatever unpacking raises about a damaged archive into one message."""
    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError,
    ):  # fmt: skip
        raise StellenbedarfFehler.einzeln("Die Mappe ist beschädigt oder unvollständig", ort, NEU) from None


class _Vorpruefung:
    def __init__(self, ort: Fundstelle, befunde: Befunde) -> None:
        self.ort = ort
        self.befunde = befunde

    def _ablehnen(self, text: str, abhilfe: str) -> NoReturn:
        raise StellenbedarfFehler.einzeln(text, self.ort, abhilfe)

    def check(self, daten: bytes) -> zipfile.ZipFile:
        if not daten:
            self._ablehnen("Die Datei ist leer", "Wählen Sie die richtige Datei.")
        if daten.startswith(_OLE2):
            if _VERSCHLUESSELT in daten:
                self._ablehnen("Die Mappe ist mit einem Kennwort verschlüsselt",
                               "Entfernen Sie das Kennwort: Datei, Informationen, Arbeitsmappe schützen.")  # fmt: skip
            self._ablehnen("Die Mappe hat das alte Format .xls", _XLSX)
        if not daten.startswith(b"PK"):
            self._ablehnen("Das ist keine Excel-Arbeitsmappe", _XLSX)
        with beschaedigung(self.ort):
            archiv = zipfile.ZipFile(io.BytesIO(daten))
        self._check_verzeichnis(archiv.infolist())
        return archiv

    def _check_verzeichnis(self, teile: list[zipfile.ZipInfo]) -> None:
        namen = [t.filename for t in teile]
        if len(teile) > MAX_TEILE or len({n.casefold() for n in namen}) < len(namen):
            self._ablehnen("Die Mappe ist ungewöhnlich aufgebaut (zu viele oder doppelte Teile)", NEU)
        if "mimetype" in namen or "[Content_Types].xml" not in namen:
            self._ablehnen("Das ist keine Excel-Arbeitsmappe", _XLSX)
        if any(t.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for t in teile):
            self._ablehnen("Die Mappe ist ungewöhnlich gepackt", NEU)  # others unpack without a bound on memory
        if any(t.flag_bits & 1 for t in teile):
            self._ablehnen("Die Mappe ist verschlüsselt", "Entfernen Sie das Kennwort.")
        if any(t.file_size > KLEIN and t.file_size > MAX_VERHAELTNIS * t.compress_size for t in teile):
            self._ablehnen("Die Mappe ist entpackt zu groß (auffällig stark gepackt)",
                           "Kopieren Sie nur die Eingabeblätter in eine neue Mappe; leere formatierte Zeilen und "
                           "Spalten löschen.")  # fmt: skip
        if any(n.lower().endswith("vbaproject.bin") for n in namen):
            self._ablehnen("Die Mappe enthält Makros", "Speichern Sie sie als .xlsx ohne Makros.")
        if any(n.startswith("xl/externalLinks/") for n in namen):
            self.befunde.hinweis("Die Mappe verweist auf andere Mappen; diese werden nicht geöffnet", self.ort,
                                 "Ersetzen Sie solche Formeln durch ihre Werte.")  # fmt: skip
