"""The grammar of a German figure inside a sentence: digits, number words, approximations and ranges."""

from __future__ import annotations

import re
from fractions import Fraction

# Own papers print a mark right behind a figure („13,50S1 Stellen“, „480.000,00M.1 EUR“, „1,00P1/12“ in a paper about
# two cases); it is no part of the figure.
_MARKE = re.compile(r"(?<=[\d%])\t?[ABKLMPRSV](?:(?:\d{1,3}/)?\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})(?![\w,])")

_ZIFFERN = r"\d{1,3}(?:[.\u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
ZAHL = rf"(?<![\d.,/§])(?:[+\u2212-](?=\d))?(?:{_ZIFFERN})(?![\d]|[.,]\d)"
_WORTE = {
    "einer halben": Fraction(1, 2), "eine halbe": Fraction(1, 2), "halbe": Fraction(1, 2), "halben": Fraction(1, 2),
    "eineinhalb": Fraction(3, 2), "anderthalb": Fraction(3, 2),
    "ein": Fraction(1), "eine": Fraction(1), "einer": Fraction(1), "einem": Fraction(1), "einen": Fraction(1),
    "zwei": Fraction(2), "drei": Fraction(3), "vier": Fraction(4), "fünf": Fraction(5), "sechs": Fraction(6),
    "sieben": Fraction(7), "acht": Fraction(8), "neun": Fraction(9), "zehn": Fraction(10), "elf": Fraction(11),
    "zwölf": Fraction(12),
}  # fmt: skip
WORT = r"(?<![\w-])(?:" + "|".join(sorted(_WORTE, key=len, reverse=True)) + r")(?![\w])"

NAEHERUNG = (
    r"rund|ca\.|circa|zirka|etwa|ungefähr|knapp|gut|fast|nahezu|annähernd|über|mehr als|bis zu|maximal|max\.|"
    r"höchstens|mindestens|mind\.|wenigstens|voraussichtlich|geschätzt"
)
BIS = r"\s?(?:-|–|—|bis(?: zu)?|und)\s?"

_ENGLISCH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+\.\d{1,2}(?![\d.,])|(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d.,])")


def ohne_marken(text: str) -> str:
    """Return the text with the marks behind figures blanked, so that places in the text stay where they are."""
    return _MARKE.sub(lambda m: " " * len(m[0]), text)


def englische_zahlen(text: str) -> list[str]:
    """Return figures in English notation that are certainly English (`1,128,560.00`)."""
    return _ENGLISCH.findall(text)


def lies(text: str) -> Fraction:
    """Return the exact value of a figure that matched `ZAHL` or `WORT`."""
    wort = text.strip().lower()
    if wort in _WORTE:
        return _WORTE[wort]
    roh = re.sub(r"[.\u00a0\u202f]", "", wort).replace("\u2212", "-").replace(",", ".")
    return Fraction(roh)


def nachkommastellen_von(text: str) -> int:
    """Return how many decimals are printed."""
    _, komma, rest = text.partition(",")
    return len(rest) if komma else 0
