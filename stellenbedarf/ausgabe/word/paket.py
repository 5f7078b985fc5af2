"""The file itself: properties for search and assistive technology, and the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from stellenbedarf.ausgabe.word.stile import SPRACHE
from stellenbedarf.ausgabe.word.xml import einzeilig

MAX_EIGENSCHAFT = 255
_ZEIT = (1980, 1, 1, 0, 0, 0)
_ANGABEN_ZUR_ZEIT = ("created", "modified", "lastPrinted")


def set_eigenschaften(dokument: Any, titel: str, thema: str, kommentar: str = "") -> None:
    """Set title, subject, comment, author and language; times and the name of who last saved the template go."""
    eigenschaften = dokument.core_properties
    eigenschaften.title = einzeilig(titel)[:MAX_EIGENSCHAFT]
    eigenschaften.subject = einzeilig(thema)[:MAX_EIGENSCHAFT]
    eigenschaften.comments = einzeilig(kommentar)[:MAX_EIGENSCHAFT]
    eigenschaften.author = "stellenbedarf"
    eigenschaften.last_modified_by = "stellenbedarf"
    eigenschaften.language = SPRACHE
    eigenschaften.revision = 1
    wurzel = eigenschaften._element
    for kind in list(wurzel):
        if kind.tag.rpartition("}")[2] in _ANGABEN_ZUR_ZEIT:
            wurzel.remove(kind)


def als_bytes(dokument: Any) -> bytes:
    """Return a document (python-docx) as a file whose bytes depend on its content alone."""
    roh, fertig = io.BytesIO(), io.BytesIO()
    dokument.save(roh)
    with zipfile.ZipFile(roh) as quelle, zipfile.ZipFile(fertig, "w") as ziel:
        for name in quelle.namelist():
            eintrag = zipfile.ZipInfo(name, _ZEIT)
            eintrag.compress_type = zipfile.ZIP_DEFLATED
            eintrag.create_system = 3  # else the file would tell on which system it was written
            eintrag.external_attr = 0o644 << 16
            ziel.writestr(eintrag, quelle.read(name))
    return fertig.getvalue()
