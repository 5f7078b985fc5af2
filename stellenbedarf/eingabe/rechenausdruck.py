"""Exact value of a cell formula that consists of numbers only, such as `=1/6`."""

from __future__ import annotations

import re
from fractions import Fraction

_ZEICHEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([-+*/()]))")
MAX_ZEICHEN = 200


def rechne_konstante(formel: str) -> Fraction | None:
    """Return the exact value of constant arithmetic; None for anything else and where it divides by zero."""
    text = formel.strip().removeprefix("=").strip()
    if not text or len(text) > MAX_ZEICHEN:
        return None
    teile: list[str] = []
    stelle = 0
    while stelle < len(text):
        treffer = _ZEICHEN.match(text, stelle)
        if treffer is None:
            return None
        teile.append(treffer.group(1) or treffer.group(2))
        stelle = treffer.end()
    try:
        return _Leser(teile).ganzes()
    except (ValueError, ZeroDivisionError, RecursionError):
        return None


class _Leser:
    """Recursive descent: sums of products of signed numbers and brackets."""

    def __init__(self, teile: list[str]) -> None:
        self._teile = teile
        self._stelle = 0

    def _blick(self) -> str:
        return self._teile[self._stelle] if self._stelle < len(self._teile) else ""

    def _nimm(self) -> str:
        teil = self._blick()
        self._stelle += 1
        return teil

    def ganzes(self) -> Fraction:
        wert = self._summe()
        if self._blick():
            raise ValueError
        return wert

    def _summe(self) -> Fraction:
        wert = self._produkt()
        while self._blick() in ("+", "-"):
            wert = wert + self._produkt() if self._nimm() == "+" else wert - self._produkt()
        return wert

    def _produkt(self) -> Fraction:
        wert = self._glied()
        while self._blick() in ("*", "/"):
            wert = wert * self._glied() if self._nimm() == "*" else wert / self._glied()
        return wert

    def _glied(self) -> Fraction:
        teil = self._nimm()
        if teil in ("+", "-"):
            return self._glied() if teil == "+" else -self._glied()
        if teil == "(":
            wert = self._summe()
            if self._nimm() != ")":
                raise ValueError
            return wert
        return Fraction(teil)  # a lone operator or nothing at all is a ValueError
