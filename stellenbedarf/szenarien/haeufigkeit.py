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
_SPANNE = 2**20  # multiples of a step are counted one by one where they lie closer together than this
_PROBE = 2048
_DICHT = 2**17  # counts of so many adjacent numbers are kept in an array, which is much faster to add than a dict


@dataclass(slots=True)
class _Reihe:
    """Counts of adjacent whole numbers from `erste` on: multiples of a step, or without one numbers of bins."""

    erste: int
    anzahlen: Feld
    schritt: Fraction | None

    def add(self, andere: _Reihe) -> bool:
        """Add another row; False, and nothing is added, where they count other things or lie too far apart."""
        erste = min(self.erste, andere.erste)
        ende = max(r.erste + len(r.anzahlen) for r in (self, andere))
        if self.schritt != andere.schritt or ende - erste > _DICHT:
            return False
        if ende - erste > len(self.anzahlen) or self.anzahlen.dtype != np.int64:
            bisher, self.anzahlen = self.anzahlen, np.zeros(ende - erste, dtype=np.int64)
            self.anzahlen[self.erste - erste : self.erste - erste + len(bisher)] = bisher
            self.erste = erste
        anfang = andere.erste - self.erste
        self.anzahlen[anfang : anfang + len(andere.anzahlen)] += andere.anzahlen
        return True

    def werte(self, stellen: Feld) -> Feld:
        """Return the values that numbers of this row stand for."""
        if self.schritt is None:
            return _mitte(stellen + self.erste)
        return (stellen + self.erste) * float(self.schritt.numerator) / float(self.schritt.denominator)

    def als_zaehler(self) -> dict[float, int]:
        """Return the counts by value."""
        stellen = np.flatnonzero(self.anzahlen)
        return dict(zip(self.werte(stellen).tolist(), self.anzahlen[stellen].tolist(), strict=True))


@dataclass(slots=True)
class Haeufigkeit:
    """Table of counts of one quantity, as a row of adjacent numbers where they lie close together, else as a dict."""

    einzelne: dict[float, int] = field(default_factory=dict)
    reihe: _Reihe | None = None
    genau: bool = True
    zahl: int = 0
    summe: Fraction = Fraction(0)
    kleinster: float = float("inf")
    groesster: float = float("-inf")

    @property
    def zaehler(self) -> dict[float, int]:
        """Return the counts by value."""
        return self.einzelne if self.reihe is None else self.reihe.als_zaehler()

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
            tabelle._zaehle(ganze, schritt)
            tabelle.summe = int(ganze.sum()) * schritt
            return tabelle
        tabelle.summe = Fraction(float(np.add.reduce(werte)))
        if len(np.unique(werte[:_PROBE])) < _PROBE // 8:  # inputs with few values make results with few values
            einzelne, anzahlen = np.unique(werte, return_counts=True)
            if len(einzelne) <= MAX_WERTE // 4:
                tabelle.einzelne = dict(zip(einzelne.tolist(), anzahlen.tolist(), strict=True))
                return tabelle
        tabelle.genau = False
        tabelle._zaehle(np.ascontiguousarray(werte, dtype=float).view(np.int64) >> _BITS, None)
        return tabelle

    def _zaehle(self, ganze: Feld, schritt: Fraction | None) -> None:
        kleinste, groesste = int(ganze.min()), int(ganze.max())
        if groesste - kleinste < _DICHT:
            self.reihe = _Reihe(kleinste, np.bincount(ganze - kleinste), schritt)
            return
        stellen, anzahlen = np.unique(ganze, return_counts=True)
        werte = _Reihe(0, anzahlen, schritt).werte(stellen)
        self.einzelne = dict(zip(werte.tolist(), anzahlen.tolist(), strict=True))

    def packe(self) -> None:
        """Keep the counts in the smallest type that holds them: a table may go to another process."""
        if self.reihe is not None:
            anzahlen = self.reihe.anzahlen
            self.reihe.anzahlen = anzahlen.astype(np.min_scalar_type(int(anzahlen.max())))

    def add(self, andere: Haeufigkeit) -> None:
        """Add the table of a later block."""
        if self.reihe is None or andere.reihe is None or not self.reihe.add(andere.reihe):
            self._add_einzeln(andere)
        self.zahl += andere.zahl
        self.summe += andere.summe
        self.kleinster = min(self.kleinster, andere.kleinster)
        self.groesster = max(self.groesster, andere.groesster)

    def _add_einzeln(self, andere: Haeufigkeit) -> None:
        self.einzelne, self.reihe = self.zaehler, None
        zaehler = andere.zaehler
        if self.genau and (not andere.genau or len(self.einzelne) + len(zaehler) > MAX_WERTE):
            self.einzelne, self.genau = _grob(self.einzelne), False
        for wert, anzahl in (zaehler if self.genau or not andere.genau else _grob(zaehler)).items():
            self.einzelne[wert] = self.einzelne.get(wert, 0) + anzahl

    def quantil(self, anteil: Fraction) -> float:
        """Return the smallest value that at least this share of the scenarios does not exceed."""
        rang = max(1, ceil(anteil * self.zahl))
        if self.reihe is not None:
            stelle = np.searchsorted(np.cumsum(self.reihe.anzahlen), rang)
            return float(self.reihe.werte(stelle))
        bisher = 0
        for wert in sorted(self.einzelne):
            bisher += self.einzelne[wert]
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


def _mitte(klassen: Feld) -> Feld:
    """Return the middle of bins that are numbered by the first bits of a float."""
    return ((klassen << _BITS) | (1 << (_BITS - 1))).view(float)


def _grob(zaehler: dict[float, int]) -> dict[float, int]:
    werte = _mitte(np.array(list(zaehler), dtype=float).view(np.int64) >> _BITS)
    neu: dict[float, int] = {}
    for wert, anzahl in zip(werte.tolist(), zaehler.values(), strict=True):
        neu[wert] = neu.get(wert, 0) + anzahl
    return neu
