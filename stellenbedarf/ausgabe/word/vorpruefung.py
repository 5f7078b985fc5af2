"""Reads the file of a Word template; hostile, damaged and foreign files end here, before any library parses them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from stellenbedarf.eingabe.paket import Paketart, Paketpruefung, beschaedigung
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler, systemgrund

MAX_XML = 8_000_000
"""Bytes of text in one part; a template of hundred pages has a tenth of it."""
_TYPEN, _TEXT = "[Content_Types].xml", "word/document.xml"
_DOKUMENT = b"wordprocessingml.document.main+xml"
_VORLAGE = b"wordprocessingml.template.main+xml"
VORLAGE = Paketart(
    was="Word-Vorlage",
    art="kein Word-Dokument",
    alt=".doc",
    speichern="Öffnen Sie die Vorlage in Word und speichern Sie sie als „Word-Dokument (.docx)“.",
    neu="Öffnen Sie die Vorlage in Word und speichern Sie sie unter einem neuen Namen als „Word-Dokument (.docx)“.",
    kleiner="Verkleinern Sie die Bilder in der Vorlage und löschen Sie, was nicht zum Briefkopf gehört.",
    entsperren="Entfernen Sie das Kennwort: Datei, Informationen, Dokument schützen.",
)


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
    pruefung = _Vorlagenpruefung(ort, Befunde(), VORLAGE)
    pruefung.check(daten)
    with beschaedigung(ort, VORLAGE), zipfile.ZipFile(io.BytesIO(daten)) as archiv:
        if archiv.testzip() is not None:
            raise zipfile.BadZipFile
        typen = archiv.read(_TYPEN)
        if _VORLAGE in typen:
            return _mit_typen(archiv, typen.replace(_VORLAGE, _DOKUMENT))
    return daten


class _Vorlagenpruefung(Paketpruefung):
    def check_teil(self, name: str, inhalt: bytes) -> None:
        if len(inhalt) > MAX_XML:
            self.ablehnen("Die Word-Vorlage ist entpackt zu groß", self.art.kleiner)
        if name == _TEXT and b"http://purl.oclc.org/ooxml" in inhalt[:4000]:
            self.ablehnen("Die Word-Vorlage ist als „Strict Open XML-Dokument“ gespeichert", self.art.speichern)
        if name == _TYPEN and _DOKUMENT not in inhalt and _VORLAGE not in inhalt:
            self.ablehnen(f"Das ist {self.art.art}", self.art.speichern)


def _mit_typen(archiv: zipfile.ZipFile, typen: bytes) -> bytes:
    """Return the archive with another list of content types: what Word calls a template, as a document."""
    neu = io.BytesIO()
    with zipfile.ZipFile(neu, "w", zipfile.ZIP_DEFLATED) as ziel:
        for name in archiv.namelist():
            ziel.writestr(name, typen if name == _TYPEN else archiv.read(name))
    return neu.getvalue()
