"""Forecast of a caseload from past years: constant, linear trend, growth rate or given values, each with a range.

The formulas are made for the number of past years and the unit at hand, so that every step shows all of its numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache, reduce
from operator import add, mul

from stellenbedarf.formel import Ausdruck, Einheit, Formel, Rundung, groesstes, kleinstes, nte_wurzel, summe
from stellenbedarf.formel.baum import Konstante, Symbol, symbole
from stellenbedarf.formel.einheit import PROZENT

KONSTANT, LINEAR, WACHSTUM, GEGEBEN = ARTEN = ("konstant", "linear", "wachstumsrate", "gegeben")
TITEL = {KONSTANT: "gleichbleibend", LINEAR: "linearer Trend", WACHSTUM: "Wachstumsrate", GEGEBEN: "vorgegeben"}
MINDESTENS = {KONSTANT: 1, LINEAR: 3, WACHSTUM: 2, GEGEBEN: 0}  # past years that a forecast needs

_TREND = "Lineare Prognose: Gerade mit der kleinsten Summe der Abweichungsquadrate"
_RATENRUNDUNG = Rundung(4, "also auf 0,01 %; fortgeschrieben wird mit der gerundeten Rate")
_RATE = "Prognose mit einer Wachstumsrate: letzter Wert × (1 + Rate) je Jahr"


def _formel(name: str, bezeichnung: str, baum: Ausdruck, einheit: Einheit, quelle: str) -> Formel:
    return Formel(name, bezeichnung, symbole(baum), baum, einheit, quelle, f"{bezeichnung}.", None)


@cache
def mittel(name: str, bezeichnung: str, anzahl: int, einheit: Einheit) -> Formel:
    """Return the mean of the row `werte`."""
    return _formel(name, bezeichnung, summe(Symbol("werte")) / Konstante(Fraction(anzahl)), einheit, f"{name} / Anzahl")


@cache
def steigung(anzahl: int, einheit: Einheit) -> Formel:
    """Return the change per year of the trend through `jahr_n`, `wert_n`, given `mitteljahr` and `mittelwert`."""
    jahre: Sequence[Ausdruck] = [Symbol(f"jahr_{n}") - Symbol("mitteljahr") for n in range(anzahl)]
    werte: Sequence[Ausdruck] = [Symbol(f"wert_{n}") - Symbol("mittelwert") for n in range(anzahl)]
    oben = reduce(add, (j * w for j, w in zip(jahre, werte, strict=True)))
    baum: Ausdruck = oben / reduce(add, (j * j for j in jahre))
    return _formel("steigung", "Veränderung je Jahr", baum, einheit, _TREND)


@cache
def trendwert(einheit: Einheit) -> Formel:
    """Return the value of the trend in `jahr`."""
    baum = Symbol("mittelwert") + Symbol("steigung") * (Symbol("jahr") - Symbol("mitteljahr"))
    return _formel("trendwert", "Wert nach dem Trend", baum, einheit, _TREND)


@cache
def abweichung_vom_trend(einheit: Einheit) -> Formel:
    """Return how far a past value lies from the trend."""
    baum = Symbol("wert") - trendwert(einheit).baum
    return _formel("abweichung_vom_trend", "Abweichung vom Trend", baum, einheit, _TREND)


@cache
def groesste_abweichung(einheit: Einheit) -> Formel:
    """Return the largest of the deviations without regard to their sign."""
    reihe = Symbol("abweichungen")
    baum = groesstes(groesstes(reihe), 0 - kleinstes(reihe))
    return _formel("groesste_abweichung", "größte Abweichung vom Trend", baum, einheit, _TREND)


@cache
def rand(hoch: bool, einheit: Einheit) -> Formel:
    """Return the bound of the range around a trend value."""
    mitte, abstand = Symbol("trendwert"), Symbol("groesste_abweichung")
    baum = mitte + abstand if hoch else mitte - abstand
    quelle = "Spanne: Trend ± größte Abweichung eines vergangenen Jahres vom Trend"
    return _formel("hoch" if hoch else "niedrig", "obere Grenze" if hoch else "untere Grenze", baum, einheit, quelle)


@cache
def jahresrate() -> Formel:
    """Return the growth from one year to the next."""
    baum = Symbol("wert") / Symbol("vorjahr") - 1
    return _formel("jahresrate", "Veränderung zum Vorjahr", baum, PROZENT, "Wert / Wert des Vorjahres − 1")


@cache
def mittlere_rate(jahre: int) -> Formel:
    """Return the geometric mean of the growth over so many years, from `erster` to `letzter`.

    It is irrational as a rule; declared to be rounded, and applied as rounded, so that a reader can follow by hand.
    """
    baum = nte_wurzel(Symbol("letzter") / Symbol("erster"), jahre) - 1
    return Formel(
        "mittlere_rate", "mittlere Wachstumsrate", symbole(baum), _RATENRUNDUNG.baum(baum), PROZENT,
        "Geometrisches Mittel: (letzter Wert / erster Wert) hoch 1 / Anzahl der Veränderungen − 1",
        "Rate, die vom ersten zum letzten Wert führt, wenn sie jedes Jahr gilt.", _RATENRUNDUNG,
    )  # fmt: skip


@cache
def extremum(was: str, hoch: bool, einheit: Einheit) -> Formel:
    """Return the largest or smallest of a row `werte` (of `Wert` or `Rate`)."""
    name = f"{'größte' if hoch else 'kleinste'}{'r' if was == 'Wert' else ''} {was}"
    baum = groesstes(Symbol("werte")) if hoch else kleinstes(Symbol("werte"))
    quelle = f"Spanne: {name} der vergangenen Jahre"
    return _formel("groesster" if hoch else "kleinster", name, baum, einheit, quelle)


@cache
def fortgeschrieben(jahre: int, einheit: Einheit) -> Formel:
    """Return the last value after so many years of growth by `rate`."""
    faktoren: Sequence[Ausdruck] = [1 + Symbol("rate") for _ in range(jahre)]
    return _formel(
        "fortgeschrieben", "Wert nach der Wachstumsrate", Symbol("wert") * reduce(mul, faktoren), einheit, _RATE
    )


@cache
def uebernommen(einheit: Einheit, quelle: str) -> Formel:
    """Return a value as it is: the last one, or the one that is given."""
    return _formel("uebernommen", "Wert", Symbol("wert"), einheit, quelle)
