"""Reads a paper of any format: what a file is, its content says, not its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.pruefung.dokument import Dokument

# kind → (module, function); imported only when such a file is met
LESER = {
    "docx": ("word", "read_word"),
    "pdf": ("pdf", "read_pdf"),
    "html": ("html", "read_html"),
    "xlsx": ("mappe", "read_mappe"),
    "md": ("text", "read_text"),
    "txt": ("text", "read_text"),
}
ENDUNGEN = {".docx": "docx", ".pdf": "pdf", ".html": "html", ".htm": "html", ".xlsx": "xlsx", ".md": "md",
            ".markdown": "md", ".txt": "txt"}  # fmt: skip
FORMATE = "docx, pdf, html, xlsx, md oder txt"


def read(pfad: Path) -> Dokument:
    """Return the paper in a file.

    Raises:
        StellenbedarfFehler: where there is nothing to check: no such file, another format, encrypted, damaged,
            scanned, empty; the message says what to do.
    """
    daten = read_bytes(pfad)
    art = art_von(daten, pfad)
    modul, funktion = LESER[art]
    leser: Callable[..., Dokument] = getattr(import_module(f"stellenbedarf.pruefung.lesen.{modul}"), funktion)
    # The reader of workbooks is that of cases and opens the file itself.
    dokument = leser(pfad) if art == "xlsx" else leser(daten, pfad.name, art)
    if not dokument.bloecke:
        raise StellenbedarfFehler.einzeln(
            "Die Datei enthält keinen Text", Fundstelle(pfad.name), "Wählen Sie die richtige Datei."
        )
    return dokument


def art_von(daten: bytes, pfad: Path) -> str:
    """Return what kind of file it is by its first bytes, and by its extension where it is text.

    Raises:
        StellenbedarfFehler: where it is none that can be read.
    """
    ort = Fundstelle(pfad.name)
    if not daten.strip(b"\0 \t\r\n"):
        raise StellenbedarfFehler.einzeln("Die Datei ist leer", ort, "Wählen Sie die richtige Datei.")
    kopf = daten[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    endung = ENDUNGEN.get(pfad.suffix.lower())
    if b"%PDF-" in daten[:1024]:
        return "pdf"
    if daten.startswith(b"PK"):
        return _office(daten, ort, endung)
    if daten.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _ole(daten, ort)
    if daten.startswith(b"{\\rtf"):
        raise StellenbedarfFehler.einzeln("Die Datei ist im Rich-Text-Format (.rtf)", ort, _ALS_DOCX)
    if endung in ("docx", "xlsx", "pdf"):
        was = {"docx": "keine Word-Datei", "xlsx": "keine Excel-Arbeitsmappe", "pdf": "kein PDF"}[endung]
        raise StellenbedarfFehler.einzeln(
            f"Die Datei heißt {pfad.suffix}, ist aber {was}, oder sie ist beschädigt", ort,
            "Öffnen und speichern Sie sie neu, oder lassen Sie sie sich noch einmal schicken.",
        )  # fmt: skip
    if kopf[:15].lower().startswith((b"<!doctype html", b"<html")) or (endung == "html"):
        return "html"
    if endung is None and pfad.suffix:
        raise StellenbedarfFehler.einzeln(
            f"Entwürfe mit der Endung {pfad.suffix} werden nicht gelesen", ort,
            f"Wählen Sie den Entwurf als {FORMATE}.",
        )  # fmt: skip
    return endung or "txt"


_ALS_DOCX = "Speichern Sie sie in Word oder LibreOffice als „Word-Dokument (.docx)“."
_ALS_XLSX = "Speichern Sie sie in Excel oder LibreOffice als „Excel-Arbeitsmappe (.xlsx)“."


def _office(daten: bytes, ort: Fundstelle, endung: str | None) -> str:
    """Return which Office file a ZIP is; one that is too damaged to tell is what its extension says."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(daten)) as archiv:
            namen = archiv.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        namen = []
    if "mimetype" in namen:
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist ein OpenDocument (.odt, .ods)", ort,
            "Speichern Sie sie in LibreOffice als „Word-Dokument (.docx)“ oder „Excel-Arbeitsmappe (.xlsx)“.",
        )  # fmt: skip
    for anfang, art in (("word/", "docx"), ("xl/", "xlsx")):
        if any(n.startswith(anfang) for n in namen):
            return art
    if endung in ("docx", "xlsx"):
        return endung  # the pre-check says what is wrong with it
    raise StellenbedarfFehler.einzeln(
        "Die Datei ist ein ZIP-Archiv oder beschädigt", ort, f"Packen Sie den Entwurf aus: {FORMATE}."
    )


def _ole(daten: bytes, ort: Fundstelle) -> None:
    if "EncryptedPackage".encode("utf-16-le") in daten:
        raise StellenbedarfFehler.einzeln(
            "Die Datei ist mit einem Kennwort verschlüsselt", ort,
            "Entfernen Sie das Kennwort: Datei, Informationen, Dokument oder Arbeitsmappe schützen.",
        )  # fmt: skip
    if "Workbook".encode("utf-16-le") in daten:
        raise StellenbedarfFehler.einzeln("Die Arbeitsmappe hat das alte Format .xls", ort, _ALS_XLSX)
    raise StellenbedarfFehler.einzeln("Die Datei hat ein altes Office-Format (.doc, .xls)", ort, _ALS_DOCX)
