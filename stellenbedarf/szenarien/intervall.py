"""Sets of numbers as intervals with exact bounds, and what the inverse of a step of computation makes of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Grenze = Fraction | None  # None: unbounded on that side
HALB = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Intervall:
    """Numbers between two bounds; `unten_zu` and `oben_zu` say whether the bounds belong to it."""

    unten: Grenze = None
    oben: Grenze = None
    unten_zu: bool = True
    oben_zu: bool = True

    @property
    def leer(self) -> bool:
        """Tell whether no number lies in it."""
        if self.unten is None or self.oben is None or self.unten < self.oben:
            return False
        return self.unten > self.oben or not (self.unten_zu and self.oben_zu)

    @property
    def punkt(self) -> Fraction | None:
        """Return its number where it has only one."""
        return self.unten if self.unten == self.oben else None

    def enthaelt(self, wert: Fraction) -> bool:
        """Tell whether a number lies in it."""
        return self.lage(wert) == 0

    def lage(self, wert: Fraction) -> int:
        """Return -1, 0 or 1 for a number below, in or above it."""
        if self.unten is not None and (wert < self.unten or (wert == self.unten and not self.unten_zu)):
            return -1
        return 1 if self.oben is not None and (wert > self.oben or (wert == self.oben and not self.oben_zu)) else 0

    def geteilt(self, faktor: Fraction) -> Intervall:
        """Return the numbers whose product with a factor lies in it."""
        unten, oben = (None if g is None else g / faktor for g in (self.unten, self.oben))
        if faktor > 0:
            return Intervall(unten, oben, self.unten_zu, self.oben_zu)
        return Intervall(oben, unten, self.oben_zu, self.unten_zu)

    def verschoben(self, um: Fraction) -> Intervall:
        """Return the numbers whose sum with a number lies in it."""
        unten, oben = (None if g is None else g - um for g in (self.unten, self.oben))
        return Intervall(unten, oben, self.unten_zu, self.oben_zu)

    def schnitt(self, anderes: Intervall) -> Intervall:
        """Return the numbers that lie in both."""
        unten, unten_zu = self.unten, self.unten_zu
        if anderes.unten is not None and (unten is None or anderes.unten >= unten):
            unten_zu = anderes.unten_zu and (anderes.unten != unten or unten_zu)
            unten = anderes.unten
        oben, oben_zu = self.oben, self.oben_zu
        if anderes.oben is not None and (oben is None or anderes.oben <= oben):
            oben_zu = anderes.oben_zu and (anderes.oben != oben or oben_zu)
            oben = anderes.oben
        return Intervall(unten, oben, unten_zu, oben_zu)


def kehrwerte(menge: Intervall) -> Iterable[Intervall]:
    """Return the numbers whose reciprocal lies in an interval."""
    positiv = menge.schnitt(Intervall(Fraction(0), None, unten_zu=False))
    negativ = menge.schnitt(Intervall(None, Fraction(0), oben_zu=False))
    for teil, aussen in ((negativ, False), (positiv, True)):
        if teil.leer:
            continue
        nah = teil.unten if aussen else teil.oben  # the bound next to zero becomes the far one
        fern = teil.oben if aussen else teil.unten
        nah_zu, fern_zu = (teil.unten_zu, teil.oben_zu) if aussen else (teil.oben_zu, teil.unten_zu)
        weit = 1 / nah if nah else None
        knapp = 1 / fern if fern is not None else Fraction(0)
        knapp_zu = fern_zu and fern is not None
        yield Intervall(knapp, weit, knapp_zu, nah_zu) if aussen else Intervall(weit, knapp, nah_zu, knapp_zu)


def ungerundet(art: str, menge: Intervall) -> Intervall:
    """Return the numbers that a rounding to whole numbers takes into an interval."""
    erste = None if menge.unten is None else math.ceil(menge.unten) + (not menge.unten_zu and menge.unten % 1 == 0)
    letzte = None if menge.oben is None else math.floor(menge.oben) - (not menge.oben_zu and menge.oben % 1 == 0)
    if erste is not None and letzte is not None and erste > letzte:
        return Intervall(Fraction(1), Fraction(0))
    unten, unten_zu = _anfang(art, erste)
    oben, oben_zu = _anfang(art, None if letzte is None else -letzte)  # rounding is symmetric to zero
    return Intervall(unten, None if oben is None else -oben, unten_zu, oben_zu)


def _anfang(art: str, ganze: int | None) -> tuple[Grenze, bool]:
    """Return the lower end of the numbers that are rounded to a whole number, and whether it belongs to them."""
    if ganze is None:
        return None, True
    zahl = Fraction(ganze)
    if art == "runden":
        return zahl - HALB, ganze > 0
    if art == "aufrunden":  # away from zero
        return (zahl - 1, False) if ganze > 0 else (zahl, True)
    return (zahl, True) if ganze > 0 else (zahl - 1, False)  # towards zero


def _verbunden(links: Intervall, rechts: Intervall) -> Intervall:
    """Return two intervals that touch as one; a bound belongs to it where it belongs to either."""
    unten_zu = links.unten_zu or (rechts.unten == links.unten and rechts.unten_zu)
    if links.oben == rechts.oben:
        return Intervall(links.unten, links.oben, unten_zu, links.oben_zu or rechts.oben_zu)
    weiter = links if links.oben is None or (rechts.oben is not None and rechts.oben < links.oben) else rechts
    return Intervall(links.unten, weiter.oben, unten_zu, weiter.oben_zu)


def vereinigt(mengen: Sequence[Intervall]) -> list[Intervall]:
    """Return the intervals in order, those that touch joined."""
    geordnet = sorted((m for m in mengen if not m.leer), key=lambda m: (m.unten is not None, m.unten or Fraction(0)))
    ergebnis: list[Intervall] = []
    for menge in geordnet:
        letzte = ergebnis[-1] if ergebnis else None
        if letzte is not None and (letzte.oben is None or (menge.unten is not None and (
            menge.unten < letzte.oben or (menge.unten == letzte.oben and (menge.unten_zu or letzte.oben_zu))
        ))):  # fmt: skip
            ergebnis[-1] = _verbunden(letzte, menge)
        else:
            ergebnis.append(menge)
    return ergebnis
