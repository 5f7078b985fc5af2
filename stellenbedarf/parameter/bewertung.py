"""Grades: whether Tarif or Besoldung, and their order in a Stellenplan (Besoldung first, higher grades first)."""

from __future__ import annotations

import re

TARIF, BESOLDUNG = "Tarif", "Besoldung"
# Besoldungsordnungen B, R, W, A and C, then Tarif: EG and E (TVöD, TV-L), S (Sozial- und Erziehungsdienst), P (Pflege)
_ORDNUNGEN = ("B", "R", "W", "C", "A", "EG", "E", "S", "P")
_BESOLDUNG = frozenset(_ORDNUNGEN[:5])
_BEWERTUNG = re.compile(r"([A-Za-z]+)\s*(\d+)\s*(.*)")


def gruppe(bewertung: str) -> str | None:
    """Return `Tarif` or `Besoldung`, or None where the notation does not tell."""
    treffer = _BEWERTUNG.fullmatch(bewertung.strip())
    if treffer is None or treffer[1] not in _ORDNUNGEN:
        return None
    return BESOLDUNG if treffer[1] in _BESOLDUNG else TARIF


def rang(bewertung: str) -> tuple[int, int, str, str]:
    """Return the sort key of a grade; unknown notations come last, in alphabetical order."""
    treffer = _BEWERTUNG.fullmatch(bewertung.strip())
    if treffer is None or treffer[1] not in _ORDNUNGEN:
        return (len(_ORDNUNGEN), 0, "", bewertung)
    stufe = "".join(chr(0x10FFFF - ord(z)) for z in treffer[3])  # 9c before 9b before 9a
    return (_ORDNUNGEN.index(treffer[1]), -int(treffer[2]), stufe, bewertung)
