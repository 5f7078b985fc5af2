"""The only place where numbers are rounded: commercially (half away from zero), up and down.

The exact functions work on `fractions.Fraction`; the array functions do the same on float64 with a guard
of 8 units in the last place, which makes them agree with the spreadsheet's ROUND (see decision 0002).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

WAECHTER_ULP = 8


def _skaliert(wert: Fraction, stellen: int) -> tuple[int, int]:
    """Return numerator and denominator of the absolute value times 10 to the power of `stellen`."""
    if stellen >= 0:
        return abs(wert.numerator) * 10**stellen, wert.denominator
    return abs(wert.numerator), wert.denominator * 10**-stellen


def _aus_ganzem(ganzes: int, wert: Fraction, stellen: int) -> Fraction:
    betrag = -ganzes if wert.numerator < 0 else ganzes
    return Fraction(betrag, 10**stellen) if stellen >= 0 else Fraction(betrag * 10**-stellen)


def halb_auf_ganzes(wert: Fraction, stellen: int) -> int:
    """Return the absolute value in units of the last decimal, rounded half up; the digits that are printed."""
    zaehler, nenner = _skaliert(wert, stellen)
    return (2 * zaehler + nenner) // (2 * nenner)


def halb_auf(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round half away from zero to `stellen` decimals (kaufmännisch, like the spreadsheet's ROUND)."""
    return _aus_ganzem(halb_auf_ganzes(wert, stellen), wert, stellen)


def auf(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round away from zero to `stellen` decimals (like ROUNDUP)."""
    zaehler, nenner = _skaliert(wert, stellen)
    return _aus_ganzem(-(-zaehler // nenner), wert, stellen)


def ab(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round towards zero to `stellen` decimals (like ROUNDDOWN)."""
    zaehler, nenner = _skaliert(wert, stellen)
    return _aus_ganzem(zaehler // nenner, wert, stellen)


def halb_auf_feld(np: Any, wert: Any, stellen: int = 0) -> Any:
    """Array version of `halb_auf`: float64 in, float64 out."""
    skaliert = np.abs(wert) * 10.0**stellen
    return np.copysign(np.floor(skaliert + (0.5 + WAECHTER_ULP * np.spacing(skaliert))) / 10.0**stellen, wert)


def auf_feld(np: Any, wert: Any, stellen: int = 0) -> Any:
    """Array version of `auf`."""
    skaliert = np.abs(wert) * 10.0**stellen
    return np.copysign(np.ceil(skaliert - WAECHTER_ULP * np.spacing(skaliert)) / 10.0**stellen, wert)


def ab_feld(np: Any, wert: Any, stellen: int = 0) -> Any:
    """Array version of `ab`."""
    skaliert = np.abs(wert) * 10.0**stellen
    return np.copysign(np.floor(skaliert + WAECHTER_ULP * np.spacing(skaliert)) / 10.0**stellen, wert)
