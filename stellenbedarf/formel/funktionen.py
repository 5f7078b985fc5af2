"""The function table: each row gives one function all its meanings.

A row holds the exact meaning (Fractions), the array meaning (numpy), the spreadsheet text, the German text and the
rule for units. Adding a function means adding a row and a German wrapper below; a test runs all meanings of every
row against each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf import rundung
from stellenbedarf.formel.baum import Anwendung, Ausdruck, FormelFehler, Konstante, wrap
from stellenbedarf.formel.einheit import DATUM, MONATE, OHNE, WAHRHEIT, Einheit
from stellenbedarf.zahlen import tag_aus_zahl

Einheitenregel = Callable[[Sequence[Einheit | None]], Einheit | None]
ATOM = 100
WURZEL_STELLEN = 15


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


def _jahr(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _verlange(einheiten[0], DATUM, "jahr()")
    return OHNE


def _monat(einheiten: Sequence[Einheit | None]) -> Einheit | None:
    _verlange(einheiten[0], DATUM, "monat()")
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


def _normalquantil(p: Any) -> float:
    from statistics import NormalDist  # imported late: slow, and rarely needed

    return NormalDist().inv_cdf(float(p))


def _feld_summe(np: Any, *werte: Any) -> Any:
    teile = flach(werte)
    ergebnis: Any = np.zeros(np.broadcast_shapes(*(np.shape(t) for t in teile)))
    for teil in teile:
        ergebnis = ergebnis + teil
    return ergebnis


def _feld_kalender(np: Any, zahl: Any, teil: str) -> Any:
    tage = np.asarray(zahl).astype("int64") - 25569
    monate = tage.astype("datetime64[D]").astype("datetime64[M]").astype("int64")
    return (1970 + monate // 12 if teil == "jahr" else monate % 12 + 1).astype(float)


def _infix(zeichen: str) -> str:
    return "{0}" + zeichen + "{1}"


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
    "runden": Funktion(lambda x, n: rundung.halb_auf(x, int(n)),
                       lambda np, x, n: rundung.halb_auf_feld(np, x, int(n)),
                       "ROUND({0},{1})", "RUNDEN({0}; {1})", _rundung),
    # The inner ROUND keeps a float error such as 21/0.7 = 30.000000000000004 from being rounded up to 31.
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
    "normalquantil": Funktion(lambda p: Fraction(_normalquantil(p)),
                              lambda np, p: np.vectorize(_normalquantil, otypes=[float])(p),
                              "NORMSINV({0})", "STANDNORMINV({0})", _ohne),
    "jahr": Funktion(lambda d: Fraction(tag_aus_zahl(d).year), lambda np, d: _feld_kalender(np, d, "jahr"),
                     "YEAR({0})", "JAHR({0})", _jahr),
    "monat": Funktion(lambda d: Fraction(tag_aus_zahl(d).month), lambda np, d: _feld_kalender(np, d, "monat"),
                      "MONTH({0})", "MONAT({0})", _monat),
}  # fmt: skip


def _reduziert(zwei: Callable[[Any, Any], Any], teile: Sequence[Any]) -> Any:
    ergebnis = teile[0]
    for teil in teile[1:]:
        ergebnis = zwei(ergebnis, teil)
    return ergebnis


def _anwenden(name: str, *argumente: Ausdruck | int) -> Ausdruck:
    return Anwendung(name, tuple(wrap(a) for a in argumente))


def _stellen(name: str, stellen: int) -> Konstante:
    if isinstance(stellen, bool) or not isinstance(stellen, int):
        raise FormelFehler(f"{name}() braucht die Zahl der Nachkommastellen als ganze Zahl, zum Beispiel 2.")
    return Konstante(Fraction(stellen))


def wenn(bedingung: Ausdruck, dann: Ausdruck | int, sonst: Ausdruck | int) -> Ausdruck:
    """Choose between two values; the exact reader computes only the chosen one."""
    return _anwenden("wenn", bedingung, dann, sonst)


def gleich(links: Ausdruck, rechts: Ausdruck | int) -> Ausdruck:
    """Compare two values for equality."""
    return _anwenden("gleich", links, rechts)


def und(links: Ausdruck, rechts: Ausdruck) -> Ausdruck:
    """Both conditions hold."""
    return _anwenden("und", links, rechts)


def runden(wert: Ausdruck, stellen: int) -> Ausdruck:
    """Round commercially to a number of decimals."""
    return _anwenden("runden", wert, _stellen("runden", stellen))


def aufrunden(wert: Ausdruck, stellen: int) -> Ausdruck:
    """Round away from zero."""
    return _anwenden("aufrunden", wert, _stellen("aufrunden", stellen))


def abrunden(wert: Ausdruck, stellen: int) -> Ausdruck:
    """Round towards zero."""
    return _anwenden("abrunden", wert, _stellen("abrunden", stellen))


def kleinstes(*werte: Ausdruck | int) -> Ausdruck:
    """Return the smallest value; rows count with all their members."""
    return _anwenden("kleinstes", *werte)


def groesstes(*werte: Ausdruck | int) -> Ausdruck:
    """Return the largest value; rows count with all their members."""
    return _anwenden("groesstes", *werte)


def summe(*werte: Ausdruck | int) -> Ausdruck:
    """Add values; rows count with all their members."""
    return _anwenden("summe", *werte)


def nachschlagen(schluessel: Ausdruck, schluesselreihe: Ausdruck, wertreihe: Ausdruck) -> Ausdruck:
    """Return the value that stands beside the key (INDEX/MATCH; exact match)."""
    return _anwenden("nachschlagen", schluessel, schluesselreihe, wertreihe)


def wurzel(wert: Ausdruck) -> Ausdruck:
    """Square root of a number without unit (15 decimals; declare a rounding on the formula)."""
    return _anwenden("wurzel", wert)


def normalquantil(anteil: Ausdruck) -> Ausdruck:
    """Quantile of the standard normal distribution (float precision; declare a rounding on the formula)."""
    return _anwenden("normalquantil", anteil)


def jahr(datum: Ausdruck) -> Ausdruck:
    """Calendar year of a day."""
    return _anwenden("jahr", datum)


def monat(datum: Ausdruck) -> Ausdruck:
    """Calendar month of a day, 1 to 12."""
    return _anwenden("monat", datum)


def runden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round commercially to a multiple of the step, e.g. 0,05 or 1/6 of a post."""
    return _anwenden("runden_auf", wert, schritt)


def aufrunden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round up to a multiple of the step."""
    return _anwenden("aufrunden_auf", wert, schritt)


def abrunden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round down to a multiple of the step."""
    return _anwenden("abrunden_auf", wert, schritt)


__all__ = [
    "ATOM", "FUNKTIONEN", "Funktion", "abrunden", "abrunden_auf", "aufrunden", "aufrunden_auf", "flach",
    "gleich", "groesstes", "jahr", "kleinstes", "monat", "nachschlagen", "normalquantil", "runden", "runden_auf",
    "summe", "und", "wenn", "wurzel",
]  # fmt: skip
