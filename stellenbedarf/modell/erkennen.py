"""Tells whether a file is a case or a paper of others, before anything of it is read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from stellenbedarf.eingabe.endungen import ist_mappe

_YAML = (".yaml", ".yml")
_BLATT = re.compile(r'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"')
_MINDESTENS = 2  # a case with a renamed sheet is still one, and then gets its message
_GRENZE = 1_000_000


def ist_fall(pfad: Path) -> bool:
    """Tell whether a file is a case: YAML, or a workbook with at least two of the sheets of a case.

    A workbook of an old or foreign format counts as case, so that the reader of cases says what to do.
    """
    if pfad.suffix.lower() in _YAML:
        return True
    if not ist_mappe(pfad):
        return False
    if pfad.suffix.lower() != ".xlsx":
        return True
    from stellenbedarf.eingabe.mappe_datei import gleich
    from stellenbedarf.modell.mappenplan import PLAENE, SZENARIEN

    bekannt = {gleich(p.name) for p in (*PLAENE, SZENARIEN)}
    return len({gleich(n) for n in _blaetter(pfad)} & bekannt) >= _MINDESTENS


def _blaetter(pfad: Path) -> list[str]:
    """Return the names of the sheets; none where the file is damaged, which its reader reports."""
    try:
        with zipfile.ZipFile(pfad) as archiv, archiv.open("xl/workbook.xml") as teil:
            return _BLATT.findall(teil.read(_GRENZE).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return []
