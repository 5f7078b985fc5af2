"""Exact reader: computes a tree with `fractions.Fraction`; the value in every report."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from stellenbedarf.formel.baum import Anwendung, Ausdruck, Konstante, Symbol
from stellenbedarf.formel.funktionen import FUNKTIONEN

Wert = Fraction | str | bool | tuple[Any, ...]


def exakt(baum: Ausdruck, werte: Mapping[str, Wert]) -> Any:
    """Return the exact value of the tree.

    Args:
        baum: the formula's tree.
        werte: value of every symbol; a row is a tuple, a grade is a string, a day is its serial number.

    Raises:
        ZeroDivisionError: where the formula divides by zero.
        KeyError: where a key is missing in a table that is looked up.
    """
    if isinstance(baum, Symbol):
        return werte[baum.name]
    if isinstance(baum, Konstante):
        return baum.wert
    assert isinstance(baum, Anwendung)
    if baum.funktion == "wenn":  # only the chosen branch, so that a guard against division by zero works
        bedingung, dann, sonst = baum.argumente
        return exakt(dann if exakt(bedingung, werte) else sonst, werte)
    return FUNKTIONEN[baum.funktion].exakt(*[exakt(a, werte) for a in baum.argumente])
