"""The parts of a council paper: head, resolution, reasons and annexes, told by the usual headings."""

from __future__ import annotations

import re
from enum import StrEnum

from stellenbedarf.pruefung.dokument import Absatz, Dokument, Ueberschrift


class Teil(StrEnum):
    """A part of the paper, in the words of a finding."""

    KOPF = "Kopf"
    BESCHLUSS = "Beschluss"
    BEGRUENDUNG = "Begründung"
    ANLAGE = "Anlage"


_BESCHLUSS = re.compile(
    r"(?:(?:kurz)?beschlu(?:ss|ß)(?:antrag|vorschlag|entwurf|empfehlung|tenor|text)?|antrag(?:\s(?:des|"
    r"der)\s.+)?|tenor|"
    r"empfehlung|antragstext|wir beantragen)",
    re.I,
)
_BEGRUENDUNG = re.compile(
    r"(?:(?:kurzfassung der |ausführliche )?begründung|sachverhalt(?:sdarstellung)?|vortrag(?:\s(?:des|"
    r"der)\s.+)?|sachstand|"
    r"erläuterung(?:en)?|problem|anlass|ausgangslage|finanzielle auswirkungen.*|beteiligte stellen|beratungsfolge|"
    r"stellungnahmen?|finanzierung)",
    re.I,
)
_ANLAGE = re.compile(
    r"(?:anlagen?|anhang|anhänge)(?:\s*\d*[a-z]?|\s[ivx]+)?(?:\s*[:–-].*)?|aufgabenbeschreibungen?", re.I
)
_SCHMUCK = re.compile(r"^[*_#\s]+|[*_:\s]+$")


def reiner_titel(text: str) -> str:
    """Return a heading without emphasis marks and colon."""
    return _SCHMUCK.sub("", text)


def teile(dokument: Dokument) -> list[Teil]:
    """Return for every block the part it stands in.

    A part begins at its heading and lasts until the next one that names a part; headings below it do not end it. After
    the annexes only a resolution begins a new part: towns print it last.
    """
    teil, ebene = Teil.KOPF, 9
    liste: list[Teil] = []
    for block in dokument.bloecke:
        if isinstance(block, Ueberschrift) or (isinstance(block, Absatz) and _ist_zeile(block)):
            rang = block.ebene if isinstance(block, Ueberschrift) else ebene
            neu = _teil(block.text, block.nummer, teil, tiefer=rang > ebene)
            if neu is not None:
                teil, ebene = neu, rang
        liste.append(teil)
    return liste


def _ist_zeile(absatz: Absatz) -> bool:
    """Tell whether a paragraph is a bare line such as „Begründung:“ that a reader could not know to be a heading."""
    return not absatz.nummer and len(absatz.text) < 40 and absatz.text.rstrip(" *").endswith(":")


def _teil(text: str, nummer: str, bisher: Teil, tiefer: bool) -> Teil | None:
    titel = reiner_titel(text)
    if _ANLAGE.fullmatch(titel) or nummer.startswith(("Anlage", "Anhang")):
        return Teil.ANLAGE
    if _BESCHLUSS.fullmatch(titel):
        return Teil.BESCHLUSS
    if bisher is Teil.ANLAGE or (tiefer and bisher is not Teil.KOPF):
        return None
    return Teil.BEGRUENDUNG if _BEGRUENDUNG.fullmatch(titel) or (bisher is Teil.KOPF and nummer) else None
