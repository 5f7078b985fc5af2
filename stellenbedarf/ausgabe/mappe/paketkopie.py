"""A copy of a workbook in which single parts change; all others keep their very bytes, packed as they are."""

from __future__ import annotations

import copy
import io
import posixpath
import struct
import zipfile
from typing import Any
from urllib.parse import unquote

from lxml import etree

from stellenbedarf.eingabe.paket import beschaedigung
from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler

MAX_TAGS = 1_500_000  # of a part that changes; as a tree they take up to 400 MB
_INHALTSTYPEN = "[Content_Types].xml"
_TYPEN = "http://schemas.openxmlformats.org/package/2006/content-types"
_BEZIEHUNGEN = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRENG = "http://purl.oclc.org/ooxml/"
_ARTEN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ARTEN_STRENG = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_KOPFLAENGE = 30  # of a local file header, before name and extra field


class Paketkopie:
    """The parts of a workbook file: changed ones as trees, the others as they are."""

    def __init__(self, archiv: zipfile.ZipFile, ort: Fundstelle) -> None:
        """Bind to a checked archive.

        Args:
            archiv: the workbook.
            ort: the file, for messages.
        """
        self._archiv = archiv
        self._ort = ort
        self._namen = {n.casefold(): n for n in archiv.namelist()}
        self._baeume: dict[str, Any] = {}
        self._vorher: dict[str, bytes] = {}
        self._roh: dict[str, bytes] = {}

    def hat(self, name: str) -> bool:
        """Tell whether there is such a part; names of parts ignore case."""
        return self._name(name) in {*self._namen.values(), *self._baeume, *self._roh}

    def _name(self, name: str) -> str:
        return self._namen.get(name.casefold(), name)

    def roh(self, name: str) -> bytes:
        """Return the bytes of a part."""
        if (name := self._name(name)) in self._roh:
            return self._roh[name]
        if name not in self._namen.values():
            raise StellenbedarfFehler.einzeln(f"Der Mappe fehlt ein Teil ({name})", self._ort)
        with beschaedigung(self._ort), self._archiv.open(name) as strom:
            daten, tags = bytearray(), 0
            while stueck := strom.read(1 << 20):
                daten += stueck
                tags += stueck.count(b"<")
                if tags > MAX_TAGS:
                    raise StellenbedarfFehler.einzeln(f"Ein Teil der Mappe ist zu groß ({name})", self._ort)
        return bytes(daten)

    def setze(self, name: str, inhalt: bytes) -> None:
        """Replace or add a part."""
        self._roh[self._name(name)] = inhalt

    def baum(self, name: str) -> Any:
        """Return the root of an XML part; what the caller changes there is written."""
        name = self._name(name)
        if name not in self._baeume:
            leser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                wurzel = etree.fromstring(self.roh(name), leser)
            except etree.XMLSyntaxError:
                raise StellenbedarfFehler.einzeln(f"Ein Teil der Mappe ist kein XML ({name})", self._ort) from None
            if wurzel.getroottree().docinfo.doctype:
                raise StellenbedarfFehler.einzeln(f"Ein Teil der Mappe hat eine DTD ({name})", self._ort)
            self._baeume[name] = wurzel
            self._vorher[name] = _geschrieben(wurzel)
        return self._baeume[name]

    def schliesse(self, name: str) -> None:
        """Write a tree back into its part and free the memory that it takes."""
        name = self._name(name)
        inhalt = _geschrieben(self._baeume.pop(name))
        if inhalt != self._vorher.pop(name, None):
            self._roh[name] = inhalt

    def neuer_baum(self, name: str, wurzel: Any) -> None:
        """Replace or add an XML part."""
        self._baeume[self._name(name)] = wurzel

    # --- Relationships and content types --------------------------------------------------------------------------

    def ziel(self, teil: str, kennung: str = "", art: str = "") -> str | None:
        """Return the part that a relationship names, found by its key or by the last word of its type."""
        rels = _rels_von(teil)
        for b in self.baum(rels) if self.hat(rels) else ():
            if b.tag == f"{{{_BEZIEHUNGEN}}}Relationship" and (
                b.get("Id") == kennung or (art and b.get("Type", "").rpartition("/")[2] == art)
            ):
                ordner = posixpath.dirname(teil)
                return posixpath.normpath(posixpath.join("/", ordner, unquote(b.get("Target", "")))).lstrip("/")
        return None

    def verbinde(self, teil: str, ziel: str, art: str) -> str:
        """Add a relationship from one part to another and return its key."""
        rels = _rels_von(teil)
        if not self.hat(rels):
            self.neuer_baum(rels, etree.Element(f"{{{_BEZIEHUNGEN}}}Relationships", nsmap={None: _BEZIEHUNGEN}))
        wurzel = self.baum(rels)
        vergeben = {b.get("Id") for b in wurzel}
        kennung = next(k for n in range(1, len(vergeben) + 2) if (k := f"rIdBefund{n}") not in vergeben)
        streng = self.baum(teil).tag.startswith(f"{{{_STRENG}")
        etree.SubElement(
            wurzel, f"{{{_BEZIEHUNGEN}}}Relationship", Id=kennung, Target=f"/{ziel}",
            Type=f"{_ARTEN_STRENG if streng else _ARTEN}/{art}",
        )  # fmt: skip
        return kennung

    def kennungsname(self, teil: str) -> str:
        """Return the name of the attribute that refers to a relationship (`r:id`) in a part."""
        streng = self.baum(teil).tag.startswith(f"{{{_STRENG}")
        return f"{{{_ARTEN_STRENG if streng else _ARTEN}}}id"

    def typ(self, teil: str, inhaltstyp: str) -> None:
        """Declare the content type of a new part."""
        etree.SubElement(
            self.baum(_INHALTSTYPEN), f"{{{_TYPEN}}}Override", PartName=f"/{teil}", ContentType=inhaltstyp
        )  # fmt: skip

    def endung(self, endung: str, inhaltstyp: str) -> None:
        """Declare the content type of all parts with an ending, where none is declared."""
        typen = self.baum(_INHALTSTYPEN)
        if not any(e.get("Extension", "").lower() == endung for e in typen):
            typen.insert(0, etree.Element(f"{{{_TYPEN}}}Default", Extension=endung, ContentType=inhaltstyp))

    def freier_name(self, muster: str) -> str:
        """Return a name that no part has: the pattern with a number in place of `{}`."""
        return next(name for n in range(1, 100_000) if not self.hat(name := muster.format(n)))

    # --- The file -------------------------------------------------------------------------------------------------

    def als_bytes(self) -> bytes:
        """Return the workbook with the changed parts."""
        for name in list(self._baeume):
            self.schliesse(name)
        neu = dict(self._roh)
        puffer = io.BytesIO()
        with beschaedigung(self._ort), zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as ziel:
            for eintrag in self._archiv.infolist():
                if eintrag.filename in neu:
                    ziel.writestr(_eintrag(eintrag.filename), neu.pop(eintrag.filename))
                else:
                    _kopiere(self._archiv, eintrag, ziel)
            for name, inhalt in neu.items():
                ziel.writestr(_eintrag(name), inhalt)
        return puffer.getvalue()


def _geschrieben(wurzel: Any) -> bytes:
    inhalt: bytes = etree.tostring(wurzel, xml_declaration=True, encoding="UTF-8", standalone=True)
    return inhalt


def _rels_von(teil: str) -> str:
    ordner, datei = posixpath.split(teil)
    return posixpath.join(ordner, "_rels", f"{datei}.rels")


def _eintrag(name: str) -> zipfile.ZipInfo:
    eintrag = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    eintrag.compress_type = zipfile.ZIP_DEFLATED
    return eintrag


def _kopiere(quelle: zipfile.ZipFile, eintrag: zipfile.ZipInfo, ziel: zipfile.ZipFile) -> None:
    """Copy a part without unpacking it, which zipfile has no function for."""
    assert quelle.fp is not None
    assert ziel.fp is not None
    quelle.fp.seek(eintrag.header_offset)
    kopf = quelle.fp.read(_KOPFLAENGE)
    if len(kopf) < _KOPFLAENGE or not kopf.startswith(b"PK\x03\x04"):
        raise zipfile.BadZipFile
    name_und_zusatz = struct.unpack("<HH", kopf[26:30])
    quelle.fp.seek(sum(name_und_zusatz), io.SEEK_CUR)
    gepackt = quelle.fp.read(eintrag.compress_size)
    neu = copy.copy(eintrag)
    neu.flag_bits &= ~0x08  # sizes stand in the header, not behind the data
    neu.extra = b""
    neu.header_offset = ziel.start_dir
    ziel.fp.seek(ziel.start_dir)
    ziel.fp.write(neu.FileHeader())
    ziel.fp.write(gepackt)
    ziel.filelist.append(neu)
    ziel.NameToInfo[neu.filename] = neu
    ziel.start_dir = ziel.fp.tell()
