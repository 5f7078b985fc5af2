"""German wording that depends on numbers; the text templates call these functions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.inhalt.bloecke import Block, Ueberschrift, Zahl

_ZAHLWORTE = ("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


def zahlwort(anzahl: int) -> str:
    """Return a count up to twelve as a word, above in digits."""
    return _ZAHLWORTE[anzahl] if 0 <= anzahl < len(_ZAHLWORTE) else str(anzahl)


def menge(zahl: Zahl | Fraction | int | str) -> Fraction:
    """Return the exact value of a figure; what is not there counts as 0."""
    if isinstance(zahl, Zahl):
        return Fraction(zahl.wert)
    return Fraction(zahl or 0)


def form(zahl: Zahl | Fraction | int, einzahl: str, mehrzahl: str) -> str:
    """Return the word for exactly one (`wird`, `Stelle`) or for any other number (`werden`, `Stellen`)."""
    return einzahl if menge(zahl) == 1 else mehrzahl


def stellenwort(zahl: Zahl | Fraction | int) -> str:
    """Return `Stelle` for exactly one post, else `Stellen`: `0,50 Stellen`, `1,00 Stelle`, `2,00 Stellen`."""
    return form(zahl, "Stelle", "Stellen")


def vergleich(zahl: Zahl | Fraction | int, mehr: str, weniger: str, gleich: str) -> str:
    """Return the word for a positive, a negative or no difference: `mehr`, `weniger`, `gleich viel`."""
    wert = menge(zahl)
    return mehr if wert > 0 else weniger if wert < 0 else gleich


def aufzaehlung(teile: Iterable[Any], wort: str = "und") -> str:
    """Return `a`, `a und b` or `a, b und c`; nothing for nothing."""
    liste = [str(t) for t in teile]
    return f"{', '.join(liste[:-1])} {wort} {liste[-1]}" if len(liste) > 1 else "".join(liste)


class Gliederung:
    """Numbers the sections of a document below its main headings: 1., 2., 2.1, 2.2, 3."""

    def __init__(self) -> None:
        """Start before the first section."""
        self._abschnitt = 0
        self._unter = 0

    def __call__(self, ebene: int, titel: str) -> tuple[Block, ...]:
        """Return the heading of the next section (level 2) or subsection (level 3)."""
        if ebene == 2:
            self._abschnitt, self._unter = self._abschnitt + 1, 0
            return (Ueberschrift(2, f"{self._abschnitt}. {titel}"),)
        self._unter += 1
        return (Ueberschrift(ebene, f"{self._abschnitt}.{self._unter} {titel}"),)
