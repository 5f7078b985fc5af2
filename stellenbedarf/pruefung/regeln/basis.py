"""What a check is made of: a name, what it compares, how severe, where the rule comes from, and a small function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.ergebnis import Hypothese
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.zahlen import format_zahl

RECHNUNG = "Nachrechnung"


@dataclass(frozen=True, slots=True)
class Fund:
    """Something that does not fit; the rule's own severity counts unless a weaker one is given."""

    text: str
    stelle: Stelle
    angegeben: str = ""
    nachgerechnet: str = ""
    weitere: tuple[Stelle, ...] = ()
    hypothesen: tuple[Hypothese, ...] = ()
    stufe: Stufe | None = None


@dataclass(frozen=True, slots=True)
class Richtig:
    """Something that was recomputed and fits."""

    text: str
    stelle: Stelle


Ergebnisse = Iterator[Fund | Richtig]


@dataclass(frozen=True, slots=True)
class Pruefregel:
    """A check: explicit data for the list of rules, and the function that applies it to a paper."""

    name: str
    erklaerung: str
    stufe: Stufe
    quelle: str
    pruefe: Callable[[Papier], Iterable[Fund | Richtig]] = field(repr=False)


def eur(wert: Fraction) -> str:
    """Return an amount: whole euros without cents."""
    return f"{format_zahl(wert, 0 if wert.denominator == 1 else 2, 2)} EUR"


def stellen(wert: Fraction) -> str:
    """Return a number of posts with at least one decimal."""
    return f"{format_zahl(wert, 1, 4)} {'Stelle' if wert == 1 else 'Stellen'}"


def zahl(wert: Fraction, hoechstens: int = 4) -> str:
    """Return a bare number."""
    return format_zahl(wert, 0, hoechstens)


def aufzaehlung(teile: Iterable[str]) -> str:
    """Return „a, b und c“."""
    *vorn, letzter = list(teile) or [""]
    return f"{', '.join(vorn)} und {letzter}" if vorn else letzter
