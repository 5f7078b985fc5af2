"""The words of the formula language: each applies one row of the function table."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel.baum import Anwendung, Ausdruck, FormelFehler, Konstante, wrap


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


def nte_wurzel(wert: Ausdruck, grad: int) -> Ausdruck:
    """Root of a number without unit, of a whole degree (15 decimals; declare a rounding on the formula)."""
    return _anwenden("nte_wurzel", wert, grad)


def normalquantil(anteil: Ausdruck) -> Ausdruck:
    """Quantile of the standard normal distribution (float precision; declare a rounding on the formula)."""
    return _anwenden("normalquantil", anteil)


def exponential(wert: Ausdruck) -> Ausdruck:
    """Return e to the power of a number without unit (18 digits; declare a rounding on the formula)."""
    return _anwenden("exponential", wert)


def erlang_warten(last: Ausdruck, plaetze: Ausdruck) -> Ausdruck:
    """Return the probability of waiting by Erlang C (18 digits; declare a rounding on the formula)."""
    return _anwenden("erlang_warten", last, plaetze)


def erlang_plaetze(last: Ausdruck, servicegrad: Ausdruck, zielzeit: Ausdruck) -> Ausdruck:
    """Return the smallest number of servers for a service level; the target time in multiples of handling time."""
    return _anwenden("erlang_plaetze", last, servicegrad, zielzeit)


def monate_ab(beginn: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Months of the year from a day on, 0 to 12; the month of the day counts in full."""
    return _anwenden("monate_ab", beginn, haushaltsjahr)


def monate_zwischen(beginn: Ausdruck, ende: Ausdruck, haushaltsjahr: Ausdruck) -> Ausdruck:
    """Months of the year that are touched between two days, 0 to 12."""
    return _anwenden("monate_zwischen", beginn, ende, haushaltsjahr)


def runden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round commercially to a multiple of the step, e.g. 0,05 or 1/6 of a post."""
    return _anwenden("runden_auf", wert, schritt)


def aufrunden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round up to a multiple of the step."""
    return _anwenden("aufrunden_auf", wert, schritt)


def abrunden_auf(wert: Ausdruck, schritt: Ausdruck) -> Ausdruck:
    """Round down to a multiple of the step."""
    return _anwenden("abrunden_auf", wert, schritt)
