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
_SPANNE = 2**20  # whole numbers that lie closer together are counted in a table
_PROBE = 2048


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
    def aus(cls, werte: Feld, schritt: Fraction | None = None) -> Haeufigkeit:
        """Return the table of one block.

        Args:
            werte: the values.
            schritt: step of which all values are whole multiples, where there is one.
        """
        tabelle = cls(zahl=len(werte), kleinster=float(werte.min()), groesster=float(werte.max()))
        if schritt is not None and (tabelle.groesster - tabelle.kleinster) / float(schritt) < _SPANNE:
            ganze = np.floor(werte / float(schritt) + 0.5).astype(np.int64)
            stellen, anzahlen = _gezaehlt(ganze)
            einzelne = stellen * float(schritt.numerator) / float(schritt.denominator)
            tabelle.zaehler = dict(zip(einzelne.tolist(), anzahlen.tolist(), strict=True))
            tabelle.summe = int(ganze.sum()) * schritt
            return tabelle
        tabelle.summe = Fraction(float(np.add.reduce(werte)))
        if len(np.unique(werte[:_PROBE])) < _PROBE // 8:  # inputs with few values make results with few values
            einzelne, anzahlen = np.unique(werte, return_counts=True)
            if len(einzelne) <= MAX_WERTE // 4:
                tabelle.zaehler = dict(zip(einzelne.tolist(), anzahlen.tolist(), strict=True))
                return tabelle
        tabelle.genau = False
        klassen = np.ascontiguousarray(werte, dtype=float).view(np.int64) >> _BITS
        stellen, anzahlen = _gezaehlt(klassen)
        tabelle.zaehler = dict(zip(_mitte(stellen).tolist(), anzahlen.tolist(), strict=True))
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


def _gezaehlt(ganze: Feld) -> tuple[Feld, Feld]:
    """Return the whole numbers that occur, and how often."""
    kleinste = int(ganze.min())
    if int(ganze.max()) - kleinste < _SPANNE:
        anzahlen = np.bincount(ganze - kleinste)
        stellen = np.flatnonzero(anzahlen)
        return stellen + kleinste, anzahlen[stellen]
    einzelne, haeufig = np.unique(ganze, return_counts=True)
    return einzelne, haeufig


def _mitte(klassen: Feld) -> Feld:
    """Return the middle of bins that are numbered by the first bits of a float."""
    return ((klassen << _BITS) | (1 << (_BITS - 1))).view(float)


def _grob(zaehler: dict[float, int]) -> dict[float, int]:
    werte = _mitte(np.array(list(zaehler), dtype=float).view(np.int64) >> _BITS)
    neu: dict[float, int] = {}
    for wert, anzahl in zip(werte.tolist(), zaehler.values(), strict=True):
        neu[wert] = neu.get(wert, 0) + anzahl
    return neu
