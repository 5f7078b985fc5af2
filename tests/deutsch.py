"""An independent reader of the German calculation texts: parses `662 Fälle × 1,5 h je Fall` and computes it exactly.

It shares no code with the package: numbers, units, precedence, functions and roundings are written here a second
time, from the meaning of the text, so that a wrong text or a wrong result shows up as a difference.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction
from typing import Any

NBSP = "\u00a0"
_TOKENS = re.compile(
    rf"""
    (?P<datum>\d\d\.\d\d\.\d{{4}})
  | (?P<zahl>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?)(?P<einheit>{NBSP}[^;()+−×/<>≤≥=]*)?
  | (?P<funktion>[A-ZÄÖÜ]{{3,}})\(
  | (?P<zeichen>[-+−×/<>≤≥=();])
  | (?P<wort>[^\W\d][^;()+−×/<>≤≥=]*)
    """,
    re.VERBOSE,
)
_VERGLEICHE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}


def betrag_runden(wert: Fraction, stellen: int, ganz: Callable[[Fraction], int]) -> Fraction:
    """Round the absolute value with `ganz` at a decimal place and put the sign back."""
    zehner = Fraction(10) ** stellen
    gerundet = Fraction(ganz(abs(wert) * zehner)) / zehner
    return -gerundet if wert < 0 else gerundet


def runden(wert: Fraction, stellen: int = 0) -> Fraction:
    return betrag_runden(wert, stellen, lambda x: math.floor(x + Fraction(1, 2)))


def aufrunden(wert: Fraction, stellen: int = 0) -> Fraction:
    return betrag_runden(wert, stellen, math.ceil)


def abrunden(wert: Fraction, stellen: int = 0) -> Fraction:
    return betrag_runden(wert, stellen, math.floor)


def wurzel(wert: Fraction) -> Fraction:
    """Square root to 15 decimals, the rest cut off."""
    with localcontext(prec=80):
        genau = (Decimal(wert.numerator) / Decimal(wert.denominator)).sqrt()
        return Fraction(genau.quantize(Decimal(1).scaleb(-15), rounding=ROUND_DOWN))


def standnorminv(anteil: Fraction) -> Fraction:
    """Quantile of the standard normal distribution by bisection of the error function."""
    unten, oben = -10.0, 10.0
    while True:
        mitte = (unten + oben) / 2
        if mitte in (unten, oben):
            return Fraction(mitte)
        if math.erfc(-mitte / math.sqrt(2)) / 2 < anteil:
            unten = mitte
        else:
            oben = mitte


def potenz(basis: Fraction, exponent: Fraction) -> Fraction:
    """Find the root to 15 decimals by halving; the exponents of this language are 1/n."""
    assert exponent.numerator == 1
    unten, oben = 0, max(1, math.ceil(basis)) * 10**15
    while unten < oben:
        mitte = (unten + oben + 1) // 2
        unten, oben = (mitte, oben) if Fraction(mitte, 10**15) ** exponent.denominator <= basis else (unten, mitte - 1)
    return Fraction(unten, 10**15)


def _bruch(wert: Decimal) -> Fraction:
    """Keep 18 significant digits."""
    with localcontext(prec=18):
        return Fraction(+wert)


def exponential(x: Fraction) -> Fraction:
    with localcontext(prec=60):
        return _bruch((Decimal(x.numerator) / Decimal(x.denominator)).exp())


def _erlang_c(last: Fraction, n: int) -> Fraction:
    """Erlang C straight from its definition: a^n/n! · n/(n − a) over the sum of all states."""
    if n <= last:
        return Fraction(1)
    glied, summe = Fraction(1), Fraction(1)
    for k in range(1, n):
        glied *= last / k
        summe += glied
    letztes = glied * last / n * n / (n - last)
    return letztes / (summe + letztes)


def erlang_warten(last: Fraction, plaetze: Fraction) -> Fraction:
    genau = _erlang_c(last, int(plaetze))
    with localcontext(prec=60):
        return _bruch(Decimal(genau.numerator) / Decimal(genau.denominator))


def erlang_plaetze(last: Fraction, servicegrad: Fraction, zielzeit: Fraction) -> Fraction:
    n = math.floor(last) + 1
    while 1 - _erlang_c(last, n) * exponential(-(n - last) * zielzeit) < servicegrad:
        n += 1
    return Fraction(n)


def _tag(zahl: Fraction) -> dt.date:
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(zahl))


def nachschlagen(schluessel: Any, reihe: list[Any], werte: list[Any]) -> Any:
    return werte[reihe.index(schluessel)]


def _monate(beginn: dt.date, ende: dt.date, jahr: int) -> Fraction:
    """Count the months of the year one by one."""
    von, bis = (beginn.year, beginn.month), (ende.year, ende.month)
    return Fraction(sum(von <= (jahr, monat) <= bis for monat in range(1, 13)))


_FUNKTIONEN: dict[str, Callable[..., Any]] = {
    "RUNDEN": lambda x, n: runden(x, int(n)),
    "AUFRUNDEN": lambda x, n: aufrunden(x, int(n)),
    "ABRUNDEN": lambda x, n: abrunden(x, int(n)),
    "VRUNDEN": lambda x, s: runden(x / s) * s,
    "OBERGRENZE": lambda x, s: aufrunden(x / s) * s,
    "UNTERGRENZE": lambda x, s: abrunden(x / s) * s,
    "MIN": lambda *w: min(w),
    "MAX": lambda *w: max(w),
    "SUMME": lambda *w: sum(w, Fraction(0)),
    "UND": lambda a, b: a and b,
    "WURZEL": wurzel,
    "POTENZ": potenz,
    "STANDNORMINV": standnorminv,
    "EXP": exponential,
    "ERLANGC": erlang_warten,
    "ERLANGPLÄTZE": erlang_plaetze,
    "MONATEAB": lambda d, j: _monate(_tag(d), dt.date(9999, 12, 31), int(j)),
    "MONATEZWISCHEN": lambda d, e, j: _monate(_tag(d), _tag(e), int(j)),
    "NACHSCHLAGEN": nachschlagen,
}


@dataclass
class Literal:
    """A number in the text: its value, how many decimals it is written with, and whether it is a percentage."""

    wert: Fraction
    stellen: int
    prozent: bool


@dataclass
class Rechnung:
    """A parsed text: `wert()` computes it; `literale` are its numbers in order of appearance."""

    text: str
    namen: Mapping[str, Any]
    literale: list[Literal] = field(default_factory=list)
    _baum: Callable[[], Any] | None = None

    def wert(self, statt: Mapping[int, Fraction] | None = None) -> Any:
        """Return the exact value, with some literals replaced by position."""
        self._statt = statt or {}
        assert self._baum is not None
        return self._baum()

    def __post_init__(self) -> None:
        self._tokens = _zerlegen(self.text)
        self._ort = 0
        self._statt: Mapping[int, Fraction] = {}
        self._baum = self._vergleich()
        if self._ort != len(self._tokens):
            raise ValueError(f"unread rest in {self.text!r} from token {self._ort}")

    def _naechstes(self) -> re.Match[str] | None:
        return self._tokens[self._ort] if self._ort < len(self._tokens) else None

    def _ist(self, *zeichen: str) -> str:
        """Consume and return the next sign if it is one of these."""
        token = self._naechstes()
        if token is not None and token["zeichen"] in zeichen:
            self._ort += 1
            return token["zeichen"]
        return ""

    def _vergleich(self) -> Callable[[], Any]:
        links = self._summe()
        if zeichen := self._ist(*_VERGLEICHE):
            rechts, pruefung = self._summe(), _VERGLEICHE[zeichen]
            return lambda: pruefung(links(), rechts())
        return links

    def _summe(self) -> Callable[[], Any]:
        links = self._produkt()
        while zeichen := self._ist("+", "−"):
            links = _verbinden(zeichen, links, self._produkt())
        return links

    def _produkt(self) -> Callable[[], Any]:
        links = self._faktor()
        while zeichen := self._ist("×", "/"):
            links = _verbinden(zeichen, links, self._faktor())
        return links

    def _faktor(self) -> Callable[[], Any]:
        if self._ist("−"):
            rest = self._faktor()
            return lambda: -rest()
        if self._ist("("):
            innen = self._vergleich()
            self._erwarte(")")
            return innen
        token = self._naechstes()
        if token is None:
            raise ValueError(f"text ends too early: {self.text!r}")
        self._ort += 1
        if token["funktion"]:
            return self._funktion(token["funktion"])
        if token["datum"]:
            tag, monat, jahr = (int(t) for t in token["datum"].split("."))
            zahl = Fraction((dt.date(jahr, monat, tag) - dt.date(1899, 12, 30)).days)
            return lambda: zahl
        if token["zahl"]:
            return self._zahl(token["zahl"], (token["einheit"] or "").strip())
        if token["wort"]:
            wort = token["wort"].strip()
            wert = self.namen.get(wort, wort)
            return lambda: wert
        raise ValueError(f"unexpected {token[0]!r} in {self.text!r}")

    def _zahl(self, ziffern: str, einheit: str) -> Callable[[], Any]:
        prozent = einheit == "%"
        wert = Fraction(ziffern.replace(".", "").replace(",", ".")) / (100 if prozent else 1)
        nummer = len(self.literale)
        self.literale.append(Literal(wert, len(ziffern.partition(",")[2]), prozent))
        return lambda: self._statt.get(nummer, wert)

    def _funktion(self, name: str) -> Callable[[], Any]:
        argumente = [self._vergleich()]
        while self._ist(";"):
            argumente.append(self._vergleich())
        self._erwarte(")")
        if name == "WENN":  # only the chosen branch, as in a spreadsheet
            bedingung, dann, sonst = argumente
            return lambda: dann() if bedingung() else sonst()
        funktion = _FUNKTIONEN[name]
        return lambda: funktion(*(a() for a in argumente))

    def _erwarte(self, zeichen: str) -> None:
        if not self._ist(zeichen):
            raise ValueError(f"missing {zeichen} in {self.text!r}")


def _verbinden(zeichen: str, links: Callable[[], Any], rechts: Callable[[], Any]) -> Callable[[], Any]:
    return {
        "+": lambda: links() + rechts(),
        "−": lambda: links() - rechts(),
        "×": lambda: links() * rechts(),
        "/": lambda: links() / rechts(),
    }[zeichen]


def _zerlegen(text: str) -> list[re.Match[str]]:
    tokens, ort = [], 0
    while ort < len(text):
        if text[ort] == " ":
            ort += 1
            continue
        token = _TOKENS.match(text, ort)
        if token is None:
            raise ValueError(f"cannot read {text[ort:]!r} in {text!r}")
        tokens.append(token)
        ort = token.end()
    return tokens


def rechne(text: str, namen: Mapping[str, Any] | None = None) -> Any:
    """Return the exact value of a German calculation text; `namen` gives the rows that the text only names."""
    return Rechnung(text, namen or {}).wert()
