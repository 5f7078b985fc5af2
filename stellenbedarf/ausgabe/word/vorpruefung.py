"""Checks the file of a Word template before any library parses it: hostile, damaged and foreign files end here."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler, systemgrund

MAX_BYTES = 100_000_000
MAX_XML = 8_000_000
"""Bytes of text in one part; a template of hundred pages has a tenth of it."""
MAX_TEILE = 2_000
MAX_VERHAELTNIS = 400
_KLEIN = 1_000_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSCHLUESSELT = "EncryptedPackage".encode("utf-16-le")
_TYPEN, _TEXT = "[Content_Types].xml", "word/document.xml"
_DOKUMENT = b"wordprocessingml.document.main+xml"
_VORLAGE = b"wordprocessingml.template.main+xml"
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_RAT = "Öffnen Sie die Vorlage in Word und speichern Sie sie als „Word-Dokument (.docx)“ ohne Kennwort."
_RAT_NEU = "Öffnen Sie die Vorlage in Word und speichern Sie sie unter einem neuen Namen als „Word-Dokument (.docx)“."


def read_paket(vorlage: Path) -> bytes:
    """Return the bytes of a Word document that is safe to parse; a `.dotx` comes back as a document.

    Raises:
        StellenbedarfFehler: for everything else; the message says what the file is and what to do.
    """
    ort = Fundstelle(str(vorlage))
    try:
        daten = vorlage.read_bytes()
    except OSError as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Word-Vorlage lässt sich nicht lesen ({systemgrund(fehler)})", ort, "Prüfen Sie Name und Ort."
        ) from None
    return _Vorpruefung(ort).check(daten)


class _Vorpruefung:
    def __init__(self, ort: Fundstelle) -> None:
        self._ort = ort

    def _ablehnen(self, text: str, abhilfe: str = _RAT) -> NoReturn:
        raise StellenbedarfFehler.einzeln(text, self._ort, abhilfe)

    def check(self, daten: bytes) -> bytes:
        if not daten:
            self._ablehnen("Die Word-Vorlage ist eine leere Datei", "Wählen Sie die richtige Datei.")
        if daten.startswith(_OLE2):
            if _VERSCHLUESSELT in daten:
                self._ablehnen("Die Word-Vorlage ist kein lesbares Word-Dokument: Sie ist mit einem Kennwort geschützt",
                               "Entfernen Sie das Kennwort: Datei, Informationen, Dokument schützen.")  # fmt: skip
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument im heutigen Format, sondern eine alte .doc-Datei")
        if not daten.startswith(b"PK"):
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument")
        try:
            with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
                return self._check_archiv(daten, archiv)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument, oder sie ist beschädigt", _RAT_NEU)

    def _check_archiv(self, daten: bytes, archiv: zipfile.ZipFile) -> bytes:
        teile = archiv.infolist()
        namen = [t.filename for t in teile]
        groesse = sum(t.file_size for t in teile)
        if len(teile) > MAX_TEILE or len(set(namen)) < len(namen) or any(t.flag_bits & 1 for t in teile):
            self._ablehnen("Die Word-Vorlage ist ungewöhnlich aufgebaut (verschlüsselte oder doppelte Teile)", _RAT_NEU)
        if groesse > MAX_BYTES or any(self._ist_bombe(t) for t in teile):
            self._ablehnen(
                f"Die Word-Vorlage ist ausgepackt größer als {MAX_BYTES // 1_000_000} MB oder auffällig stark gepackt",
                "Verkleinern Sie die Bilder in der Vorlage und löschen Sie, was nicht zum Briefkopf gehört.",
            )
        if "mimetype" in namen:
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument, sondern ein OpenDocument (.odt)",
                           "Speichern Sie sie in LibreOffice als „Word 2010–365 (.docx)“.")  # fmt: skip
        if _TYPEN not in namen:
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument")
        for teil in teile:
            inhalt = archiv.read(teil)  # finds what does not unpack
            if _ist_xml(teil.filename):
                self._check_xml(inhalt)
        return self._als_dokument(daten, archiv, namen)

    @staticmethod
    def _ist_bombe(teil: zipfile.ZipInfo) -> bool:
        if _ist_xml(teil.filename) and teil.file_size > MAX_XML:
            return True
        return teil.file_size > _KLEIN and teil.file_size > MAX_VERHAELTNIS * max(1, teil.compress_size)

    def _check_xml(self, inhalt: bytes) -> None:
        if _DTD.search(inhalt) or inhalt[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self._ablehnen("Die Word-Vorlage enthält Definitionen, die in Word-Dokumenten nicht vorkommen", _RAT_NEU)

    def _als_dokument(self, daten: bytes, archiv: zipfile.ZipFile, namen: list[str]) -> bytes:
        typen = archiv.read(_TYPEN)
        if b"macroEnabled" in typen or any(n.lower().endswith("vbaproject.bin") for n in namen):
            self._ablehnen("Die Word-Vorlage enthält Makros")
        if _TEXT in namen and b"http://purl.oclc.org/ooxml" in archiv.read(_TEXT)[:4000]:
            self._ablehnen("Die Word-Vorlage ist als „Strict Open XML-Dokument“ gespeichert")
        if _VORLAGE in typen:
            return _mit_typen(archiv, typen.replace(_VORLAGE, _DOKUMENT))
        if _DOKUMENT not in typen:
            self._ablehnen("Die Word-Vorlage ist kein Word-Dokument")
        return daten


def _ist_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _mit_typen(archiv: zipfile.ZipFile, typen: bytes) -> bytes:
    """Return the archive with another list of content types: what Word calls a template, as a document."""
    neu = io.BytesIO()
    with zipfile.ZipFile(neu, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name in archiv.namelist():
            ziel.writestr(name, typen if name == _TYPEN else archiv.read(name))
    return neu.getvalue()
