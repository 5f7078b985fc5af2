"""Counts values: exactly while they are few, else in bins whose width is at most 2⁻¹⁶ of the value; memory is bounded.

Counts are whole numbers and tables are merged in the order of the blocks, so the result does not depend on where the
blocks were computed. Sums are exact: whole multiples of the step where there is one, else fractions of the floats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np

Feld = Any
MAX_WERTE = 100_000  # distinct values that are counted exactly
FEHLER = 2.0**-16  # largest relative error of a quantile that comes from bins
_BITS = 52 - 16


@dataclass(slots=True)
class Haeufigkeit:
    """Table of counts of one quantity."""

    zaehler: dict[float, int] = field(default_factory=dict)
    genau: bool = True
    zahl: int = 0
    summe: Fraction = Fraction(0)
    kleinster: float = float("inf")
    groesster: float = float("-inf")

    @classmethod
    def aus(cls, werte: Feld) -> Haeufigkeit:
        """Return the table of one block."""
        einzelne, anzahl = np.unique(werte, return_counts=True)
        genau = len(einzelne) <= MAX_WERTE // 4
        paare = zip(einzelne.tolist(), anzahl.tolist(), strict=True)
        tabelle = cls(genau=genau, zahl=len(werte), kleinster=float(einzelne[0]), groesster=float(einzelne[-1]))
        if genau:
            tabelle.zaehler = dict(paare)
            tabelle.summe = sum((Fraction(w) * n for w, n in tabelle.zaehler.items()), Fraction(0))
        else:
            einzelne, anzahl = np.unique(_klassen(werte), return_counts=True)
            tabelle.zaehler = dict(zip(einzelne.tolist(), anzahl.tolist(), strict=True))
            tabelle.summe = Fraction(float(np.add.reduce(werte)))
        return tabelle

    def add(self, andere: Haeufigkeit) -> None:
        """Add the table of a later block."""
        if self.genau and (not andere.genau or len(self.zaehler) + len(andere.zaehler) > MAX_WERTE):
            self._vergroebere()
        zaehler = andere.zaehler if self.genau or not andere.genau else _grob(andere.zaehler)
        for wert, anzahl in zaehler.items():
            self.zaehler[wert] = self.zaehler.get(wert, 0) + anzahl
        self.zahl += andere.zahl
        self.summe += andere.summe
        self.kleinster = min(self.kleinster, andere.kleinster)
        self.groesster = max(self.groesster, andere.groesster)

    def _vergroebere(self) -> None:
        self.zaehler, self.genau = _grob(self.zaehler), False

    def quantil(self, anteil: Fraction) -> float:
        """Return the smallest value that at least this share of the scenarios does not exceed."""
        rang, bisher = max(1, ceil(anteil * self.zahl)), 0
        for wert in sorted(self.zaehler):
            bisher += self.zaehler[wert]
            if bisher >= rang:
                return wert
        return self.groesster

    @property
    def mittel(self) -> float:
        """Return the mean."""
        return float(self.summe / self.zahl)

    def klassen(self, zahl: int) -> list[tuple[float, float, int]]:
        """Return a histogram: bounds and counts of classes of equal width."""
        spanne = self.groesster - self.kleinster
        breite = spanne / zahl or 1.0
        anzahl = [0] * zahl
        for wert, n in self.zaehler.items():
            anzahl[min(zahl - 1, max(0, int((wert - self.kleinster) / breite)))] += n
        if not spanne:
            return [(self.kleinster, self.groesster, self.zahl)]
        return [(self.kleinster + n * breite, self.kleinster + (n + 1) * breite, a) for n, a in enumerate(anzahl)]


def _klassen(werte: Feld) -> Feld:
    """Return the values with the last bits of their fraction cut off and the middle of their bin in its place."""
    bits = np.ascontiguousarray(werte, dtype=float).view(np.int64)
    return ((bits >> _BITS << _BITS) | (1 << (_BITS - 1))).view(float)


def _grob(zaehler: dict[float, int]) -> dict[float, int]:
    werte = np.array(list(zaehler))
    neu: dict[float, int] = {}
    for wert, anzahl in zip(_klassen(werte).tolist(), zaehler.values(), strict=True):
        neu[wert] = neu.get(wert, 0) + anzahl
    return neu
