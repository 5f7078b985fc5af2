"""Correlations between Annahmen: what a case states, and the check that they do not contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.fehler import Fundstelle

KORRELATION = (
    Feld("annahme", Typ.TEXT, "Name einer Annahme mit Spanne", "antraege", pflicht=True),
    Feld("mit", Typ.TEXT, "Name der Annahme, mit der sie zusammenhängt", "zeit_je_antrag", pflicht=True,
         titel="Hängt zusammen mit"),
    Feld("wert", Typ.ZAHL, "Korrelation zwischen −1 und 1", "0,6", pflicht=True, minimum=Fraction(-1),
         maximum=Fraction(1)),
    Feld("quelle", Typ.TEXT, "worauf der Zusammenhang beruht", "Auswertung der Monate 01/2025 bis 12/2025"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Korrelation:
    """Two Annahmen that tend to move together (or against each other, below 0) within their ranges."""

    annahme: str
    mit: str
    wert: Fraction
    quelle: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)


def widerspruch(paare: Mapping[tuple[str, str], Fraction]) -> tuple[str, ...]:
    """Return the Annahmen whose correlations contradict each other; none where the matrix is positive definite.

    The matrix is eliminated exactly: it is positive definite if and only if every pivot is above 0.
    """
    namen = list(dict.fromkeys(n for paar in paare for n in paar))
    for gruppe in _gruppen(namen, paare):
        matrix = [[_wert(paare, a, b) for b in gruppe] for a in gruppe]
        for k in range(len(gruppe)):
            if matrix[k][k] <= 0:
                return tuple(gruppe)
            for i in range(k + 1, len(gruppe)):
                faktor = matrix[i][k] / matrix[k][k]
                if faktor:
                    matrix[i] = [x - faktor * y for x, y in zip(matrix[i], matrix[k], strict=True)]
    return ()


def _wert(paare: Mapping[tuple[str, str], Fraction], a: str, b: str) -> Fraction:
    return Fraction(1) if a == b else paare.get((a, b), paare.get((b, a), Fraction(0)))


def _gruppen(namen: Sequence[str], paare: Mapping[tuple[str, str], Fraction]) -> list[list[str]]:
    """Return the Annahmen in groups that hang together, directly or over others."""
    gruppe = {n: [n] for n in namen}
    for a, b in paare:
        if gruppe[a] is not gruppe[b]:
            gruppe[a] += gruppe[b]
            for n in gruppe[b]:
                gruppe[n] = gruppe[a]
    return list({id(g): g for g in gruppe.values()}.values())
