"""The function table: each row gives one function all its meanings.

A row holds the exact meaning (Fractions), the array meaning (numpy), the spreadsheet text, the German text and the
rule for units. Adding a function means adding a row here and its word in `sprache`; a test runs all meanings of every
row against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf import rundung
from stellenbedarf.formel import warteschlange
from stellenbedarf.formel.baum import FormelFehler
from stellenbedarf.formel.einheit import DATUM, MONATE, OHNE, WAHRHEIT, Einheit
from stellenbedarf.zahlen import tag_aus_zahl

Einheitenregel = Callable[[Sequence[Einheit | None]], Einheit | None]
ATOM = 100
WURZEL_STELLEN = 15
MONATE_IM_JAHR = 12
UNIX_NULLTAG = 25569  # the spreadsheet's serial number of 1970-01-01


@dataclass(frozen=True, slots=True)
class Funktion:
    """One row: `tabelle` and `text` are `str.format` patterns; `{alle}` stands for all arguments joined."""

    exakt: Callable[..., Any]
    feld: Callable[..., Any]
    tabelle: str
    text: str
    einheit: Einheitenregel
    vorrang: int = ATOM
    rechts_klammern: bool = False


def _gleiche(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    """Return the common unit; a zero constant (None) fits every unit."""
    bekannt = [e for e in einheiten if e is not None]
    for e in bekannt[1:]:
        if not e.passt(bekannt[0]):
            raise FormelFehler(f"Die Einheiten „{bekannt[0]}“ und „{e}“ passen nicht zusammen.")
    return bekannt[0] if bekannt else None


def _produkt(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    links, rechts = einheiten
    return (links or OHNE) * (rechts or OHNE)


def _quotient(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    links, rechts = einheiten
    return (links or OHNE) / (rechts or OHNE)


def _vergleich(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _gleiche(einheiten)
    return WAHRHEIT


def _verlange(einheit: Einheit | None, soll: Einheit, wozu: str) -> None:
    if einheit is not None and not einheit.passt(soll):
        raise FormelFehler(f"{wozu} verlangt die Einheit „{soll}“, nicht „{einheit}“.")


def _beide_wahrheit(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    for e in einheiten:
        _verlange(e, WAHRHEIT, "und()")
    return WAHRHEIT


def _wenn(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _verlange(einheiten[0], WAHRHEIT, "Die Bedingung in wenn()")
    return _gleiche(einheiten[1:])


def _rundung(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _verlange(einheiten[1], OHNE, "Die Stellenzahl einer Rundung")
    return einheiten[0]


def _nachschlagen(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _gleiche(einheiten[:2])
    return einheiten[2]


def _ohne(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _verlange(einheiten[0], OHNE, "Diese Funktion")
    return OHNE


def _alle_ohne(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    for e in einheiten:
        _verlange(e, OHNE, "Die Warteschlange")
    return OHNE


def _monate(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    *tage, jahr = einheiten
    for tag in tage:
        _verlange(tag, DATUM, "Die Monatszählung")
    _verlange(jahr, OHNE, "Das Jahr der Monatszählung")
    return MONATE


def flach(werte: Iterable[Any]) -> list[Any]:
    """Return the values with every row (tuple) laid out flat."""
    return [w for wert in werte for w in (wert if isinstance(wert, tuple) else (wert,))]


def _exakt_nachschlagen(schluessel: Any, reihe: Sequence[Any], werte: Sequence[Any]) -> Any:
    for kandidat, wert in zip(reihe, werte, strict=True):
        if kandidat == schluessel:
            return wert
    raise KeyError(schluessel)


def _feld_nachschlagen(np: Any, schluessel: Any, reihe: Sequence[Any], werte: Sequence[Any]) -> Any:
    bedingungen = [np.asarray(schluessel == kandidat) for kandidat in reihe]
    return np.select(bedingungen, list(werte), default=np.nan)


def _exakt_wurzel(x: Fraction) -> Fraction:
    skala = 10 ** (2 * WURZEL_STELLEN)
    return Fraction(math.isqrt(x.numerator * skala // x.denominator), 10**WURZEL_STELLEN)


def _exakt_nte_wurzel(x: Fraction, grad: Fraction) -> Fraction:
    n = int(grad)
    return Fraction(_ganze_wurzel(x.numerator * 10 ** (n * WURZEL_STELLEN) // x.denominator, n), 10**WURZEL_STELLEN)


def _ganze_wurzel(x: int, n: int) -> int:
    """Return the largest whole number whose n-th power is not above x, by Newton's method from above."""
    wurzel = 1 << -(-x.bit_length() // n)
    while (naechste := ((n - 1) * wurzel + x // wurzel ** (n - 1)) // n) < wurzel:
        wurzel = naechste
    return wurzel


def _normalquantil(p: Any) -> float:
    from statistics import NormalDist  # imported late: slow, and rarely needed

    return NormalDist().inv_cdf(float(p))


def _feld_summe(np: Any, *werte: Any) -> Any:
    teile = flach(werte)
    ergebnis: Any = np.zeros(np.broadcast_shapes(*(np.shape(t) for t in teile)))
    for teil in teile:
        ergebnis = ergebnis + teil
    return ergebnis


def _monatsnummer(tageszahl: Fraction) -> int:
    """Return the number of the month, counted from year 0."""
    tag = tag_aus_zahl(tageszahl)
    return MONATE_IM_JAHR * tag.year + tag.month - 1


def _feld_monatsnummer(np: Any, tageszahl: Any) -> Any:
    monate = (np.asarray(tageszahl).astype("int64") - UNIX_NULLTAG).astype("datetime64[D]").astype("datetime64[M]")
    return (monate.astype("int64") + MONATE_IM_JAHR * 1970).astype(float)


def _exakt_monate_ab(beginn: Fraction, jahr: Fraction) -> Fraction:
    vorher = _monatsnummer(beginn) - MONATE_IM_JAHR * jahr
    return max(Fraction(0), min(Fraction(MONATE_IM_JAHR), MONATE_IM_JAHR - vorher))


def _exakt_monate_zwischen(beginn: Fraction, ende: Fraction, jahr: Fraction) -> Fraction:
    vorher = max(Fraction(0), _monatsnummer(beginn) - MONATE_IM_JAHR * jahr)
    bis = min(Fraction(MONATE_IM_JAHR), _monatsnummer(ende) + 1 - MONATE_IM_JAHR * jahr)
    return max(Fraction(0), bis - vorher)


def _feld_monate_ab(np: Any, beginn: Any, jahr: Any) -> Any:
    return np.clip(MONATE_IM_JAHR - (_feld_monatsnummer(np, beginn) - MONATE_IM_JAHR * jahr), 0, MONATE_IM_JAHR)


def _feld_monate_zwischen(np: Any, beginn: Any, ende: Any, jahr: Any) -> Any:
    vorher = np.maximum(0, _feld_monatsnummer(np, beginn) - MONATE_IM_JAHR * jahr)
    bis = np.minimum(MONATE_IM_JAHR, _feld_monatsnummer(np, ende) + 1 - MONATE_IM_JAHR * jahr)
    return np.maximum(0, bis - vorher)


def _infix(zeichen: str) -> str:
    return "{0}" + zeichen + "{1}"


# Erlang C by the Poisson distribution, for {n} servers and the load {0}
_ERLANG_C = "(POISSON({n},{{0}},FALSE)/(POISSON({n},{{0}},FALSE)+(1-({{0}})/{n})*POISSON({n}-1,{{0}},TRUE)))"
_ERLANG_N = f"(INT({{0}})+ROW($1:${warteschlange.MAX_PLAETZE}))"

FUNKTIONEN: dict[str, Funktion] = {
    "und": Funktion(lambda a, b: a and b, lambda np, a, b: np.logical_and(a, b),
                    "AND({0},{1})", "UND({0}; {1})", _beide_wahrheit),
    "kleiner": Funktion(lambda a, b: a < b, lambda np, a, b: a < b, _infix("<"), _infix(" < "), _vergleich, 1, True),
    "kleiner_gleich": Funktion(lambda a, b: a <= b, lambda np, a, b: a <= b,
                               _infix("<="), _infix(" ≤ "), _vergleich, 1, True),
    "groesser": Funktion(lambda a, b: a > b, lambda np, a, b: a > b, _infix(">"), _infix(" > "), _vergleich, 1, True),
    "groesser_gleich": Funktion(lambda a, b: a >= b, lambda np, a, b: a >= b,
                                _infix(">="), _infix(" ≥ "), _vergleich, 1, True),
    "gleich": Funktion(lambda a, b: a == b, lambda np, a, b: a == b, _infix("="), _infix(" = "), _vergleich, 1, True),
    "plus": Funktion(lambda a, b: a + b, lambda np, a, b: a + b, _infix("+"), _infix(" + "), _gleiche, 2),
    "minus": Funktion(lambda a, b: a - b, lambda np, a, b: a - b, _infix("-"), _infix(" − "), _gleiche, 2, True),
    "mal": Funktion(lambda a, b: a * b, lambda np, a, b: a * b, _infix("*"), _infix(" × "), _produkt, 3),
    "geteilt": Funktion(lambda a, b: a / b, lambda np, a, b: a / b, _infix("/"), _infix(" / "), _quotient, 3, True),
    "wenn": Funktion(lambda b, dann, sonst: dann if b else sonst, lambda np, b, dann, sonst: np.where(b, dann, sonst),
                     "IF({0},{1},{2})", "WENN({0}; {1}; {2})", _wenn),
    # The inner ROUND keeps a float error from deciding: 21/0.7 = 30.000000000000004 is not rounded up to 31, and
    # a product that ends at 19381.499999999996 instead of 19381.5 is not rounded down.
    "runden": Funktion(lambda x, n: rundung.halb_auf(x, int(n)),
                       lambda np, x, n: rundung.halb_auf_feld(np, x, int(n)),
                       "ROUND(ROUND({0},9),{1})", "RUNDEN({0}; {1})", _rundung),
    "aufrunden": Funktion(lambda x, n: rundung.auf(x, int(n)), lambda np, x, n: rundung.auf_feld(np, x, int(n)),
                          "ROUNDUP(ROUND({0},9),{1})", "AUFRUNDEN({0}; {1})", _rundung),
    "abrunden": Funktion(lambda x, n: rundung.ab(x, int(n)), lambda np, x, n: rundung.ab_feld(np, x, int(n)),
                         "ROUNDDOWN(ROUND({0},9),{1})", "ABRUNDEN({0}; {1})", _rundung),
    # Multiples of a step, for posts in steps of 0,05 or 1/6; the German names are those of the spreadsheet.
    "runden_auf": Funktion(lambda x, s: rundung.halb_auf(x / s) * s,
                           lambda np, x, s: rundung.halb_auf_feld(np, x / s) * s,
                           "(ROUND(ROUND(({0})/({1}),9),0)*({1}))", "VRUNDEN({0}; {1})", _gleiche),
    "aufrunden_auf": Funktion(lambda x, s: rundung.auf(x / s) * s, lambda np, x, s: rundung.auf_feld(np, x / s) * s,
                              "(ROUNDUP(ROUND(({0})/({1}),9),0)*({1}))", "OBERGRENZE({0}; {1})", _gleiche),
    "abrunden_auf": Funktion(lambda x, s: rundung.ab(x / s) * s, lambda np, x, s: rundung.ab_feld(np, x / s) * s,
                             "(ROUNDDOWN(ROUND(({0})/({1}),9),0)*({1}))", "UNTERGRENZE({0}; {1})", _gleiche),
    "kleinstes": Funktion(lambda *w: min(flach(w)), lambda np, *w: _reduziert(np.minimum, flach(w)),
                          "MIN({alle})", "MIN({alle})", _gleiche),
    "groesstes": Funktion(lambda *w: max(flach(w)), lambda np, *w: _reduziert(np.maximum, flach(w)),
                          "MAX({alle})", "MAX({alle})", _gleiche),
    "summe": Funktion(lambda *w: sum(flach(w), Fraction(0)), _feld_summe, "SUM({alle})", "SUMME({alle})", _gleiche),
    "nachschlagen": Funktion(_exakt_nachschlagen, _feld_nachschlagen,
                             "INDEX({2},MATCH({0},{1},0))", "NACHSCHLAGEN({0}; {1}; {2})", _nachschlagen),
    "wurzel": Funktion(_exakt_wurzel, lambda np, x: np.sqrt(x), "SQRT({0})", "WURZEL({0})", _ohne),
    "nte_wurzel": Funktion(_exakt_nte_wurzel, lambda np, x, n: np.power(x, 1 / n), "POWER({0},1/{1})",
                           "POTENZ({0}; 1/{1})", _alle_ohne),
    "normalquantil": Funktion(lambda p: Fraction(_normalquantil(p)),
                              lambda np, p: np.vectorize(_normalquantil, otypes=[float])(p),
                              "NORMSINV({0})", "STANDNORMINV({0})", _ohne),
    "exponential": Funktion(warteschlange.exponential, lambda np, x: np.exp(x), "EXP({0})", "EXP({0})", _ohne),
    # POISSON is the old name that every spreadsheet knows; the search runs over all numbers of servers at once.
    "erlang_warten": Funktion(warteschlange.wartewahrscheinlichkeit, warteschlange.wartewahrscheinlichkeit_feld,
                              f"IF(({{1}})<=({{0}}),1,{_ERLANG_C.format(n='({1})')})",
                              "ERLANGC({0}; {1})", _alle_ohne),
    "erlang_plaetze": Funktion(warteschlange.plaetze, warteschlange.plaetze_feld,
                               "(INT({0})+1+SUMPRODUCT(--(1-" + _ERLANG_C.format(n=_ERLANG_N) +
                               f"*EXP(-({_ERLANG_N}-({{0}}))*({{2}}))<({{1}}))))",
                               "ERLANGPLÄTZE({0}; {1}; {2})", _alle_ohne),
    # Months of a year that are touched from a day on, or between two days; a month that has begun counts in full.
    "monate_ab": Funktion(_exakt_monate_ab, _feld_monate_ab,
                          "MAX(0,MIN(12,13-12*(YEAR({0})-({1}))-MONTH({0})))", "MONATEAB({0}; {1})", _monate),
    "monate_zwischen": Funktion(_exakt_monate_zwischen, _feld_monate_zwischen,
                                "MAX(0,MIN(12,12*(YEAR({1})-({2}))+MONTH({1}))"
                                "-MAX(0,12*(YEAR({0})-({2}))+MONTH({0})-1))",
                                "MONATEZWISCHEN({0}; {1}; {2})", _monate),
}  # fmt: skip


def _reduziert(zwei: Callable[[Any, Any], Any], teile: Sequence[Any]) -> Any:
    ergebnis = teile[0]
    for teil in teile[1:]:
        ergebnis = zwei(ergebnis, teil)
    return ergebnis
