"""Array reader: computes a tree with numpy float64, for many scenarios at once, in the tree's own order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stellenbedarf.formel.baum import Anwendung, Ausdruck, Konstante, Symbol
from stellenbedarf.formel.funktionen import FUNKTIONEN


def feld(baum: Ausdruck, werte: Mapping[str, Any]) -> Any:
    """Return the values of the tree as float64.

    Args:
        baum: the formula's tree.
        werte: for every symbol an array of shape (scenarios,), a scalar, or a tuple of these for a row.
    """
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return _feld(np, baum, werte)


def _feld(np: Any, baum: Ausdruck, werte: Mapping[str, Any]) -> Any:
    if isinstance(baum, Symbol):
        wert = werte[baum.name]
        return np.float64(wert) if isinstance(wert, float | int) else wert  # a Python scalar raises on x / 0
    if isinstance(baum, Konstante):
        return np.float64(baum.wert)
    assert isinstance(baum, Anwendung)
    return FUNKTIONEN[baum.funktion].feld(np, *[_feld(np, a, werte) for a in baum.argumente])
