"""The only place where numbers are rounded: commercially (half away from zero), up and down.

The exact functions work on `fractions.Fraction`; the array functions do the same on float64 with a guard
of 8 units in the last place, which makes them agree with the spreadsheet's ROUND (see decision 0002).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

WAECHTER_ULP = 8


def _auf_stellen(betrag_ganz: int, wert: Fraction, stellen: int) -> Fraction:
    ergebnis = Fraction(betrag_ganz) / Fraction(10) ** stellen
    return -ergebnis if wert < 0 else ergebnis


def halb_auf(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round half away from zero to `stellen` decimals (kaufmännisch, like the spreadsheet's ROUND)."""
    skaliert = abs(wert) * Fraction(10) ** stellen
    return _auf_stellen((2 * skaliert.numerator + skaliert.denominator) // (2 * skaliert.denominator), wert, stellen)


def auf(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round away from zero to `stellen` decimals (like ROUNDUP)."""
    skaliert = abs(wert) * Fraction(10) ** stellen
    return _auf_stellen(-((-skaliert.numerator) // skaliert.denominator), wert, stellen)


def ab(wert: Fraction, stellen: int = 0) -> Fraction:
    """Round towards zero to `stellen` decimals (like ROUNDDOWN)."""
    skaliert = abs(wert) * Fraction(10) ** stellen
    return _auf_stellen(skaliert.numerator // skaliert.denominator, wert, stellen)


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
