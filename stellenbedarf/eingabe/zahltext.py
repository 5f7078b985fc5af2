"""Writes exact numbers as text that the readers turn back into the same number."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.zahlen import MAX_ZEICHEN, dezimal, nachkommastellen

_TAUSENDERVERDACHT = re.compile(r"-?[1-9]\d{0,2},\d{3}")


def schreibe_zahl(wert: Fraction) -> str:
    """Return `1234,5`, or `1/6` where no decimal is exact; a fourth decimal keeps `1,2340` from being ambiguous."""
    if nachkommastellen(wert) is not None:
        text = dezimal(wert).replace(".", ",")
        if _TAUSENDERVERDACHT.fullmatch(text):
            text += "0"
        if len(text) <= MAX_ZEICHEN:
            return text
    return f"{wert.numerator}/{wert.denominator}"


def schreibe_prozent(wert: Fraction) -> str:
    """Return `84,8 %`, or `100 %/3` (a third) where no decimal is exact."""
    if nachkommastellen(wert) is not None and "/" not in (text := schreibe_zahl(wert * 100)):
        return f"{text} %"
    return f"{100 * wert.numerator} %/{wert.denominator}"
