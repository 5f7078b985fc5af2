"""Rates of a case: the chosen table and its own rates, tables of later years, increases of Tarif and Besoldung."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Fundstelle

ALLE = "alle"


@dataclass(frozen=True, slots=True, kw_only=True)
class EigenerSatz:
    """A rate of the case's own, EUR per post and year."""

    bewertung: str
    satz: Fraction
    preisstand: dt.date | None = None
    quelle: str = ""
    stand: str = ""
    status: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kostenwahl:
    """Which shipped table of rates applies, and rates of the case's own that come first.

    `stunden_tarif` and `stunden_besoldung` name the Annahmen (hours a year) from which hourly rates are made.
    """

    tabelle: str = ""
    stunden_tarif: str = ""
    stunden_besoldung: str = ""
    eigene: tuple[EigenerSatz, ...] = ()
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jahrestabelle:
    """A table of rates that replaces the one before it from a Haushaltsjahr on (`ab` is its first day)."""

    ab: dt.date
    tabelle: str
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erhoehung:
    """An increase of pay from the first day of a month on, as a share of the rate that held until then."""

    ab: dt.date
    satz: Fraction
    gruppe: str
    quelle: str
    stand: str = ""
    status: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)
