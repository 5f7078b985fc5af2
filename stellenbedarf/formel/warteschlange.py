"""Erlang C: a queue with n servers in front of which nobody gives up, as exact numbers and as arrays.

The probability of waiting comes from the recursion of Erlang B: B(0) = 1, B(k) = a·B(k−1) / (k + a·B(k−1)), and
C(n) = n·B(n) / (n − a·(1 − B(n))), with the load a in erlangs. Exact here means 40 significant digits: the share of
calls answered in time holds an exponential, which has no fraction.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

STELLEN = 40
ERGEBNIS_STELLEN = 18
MAX_PLAETZE = 500  # servers beyond the load; the spreadsheet formula tries as many


def _dezimal(wert: Fraction) -> Decimal:
    return Decimal(wert.numerator) / Decimal(wert.denominator)


def _wartend(blockiert: Any, last: Any, plaetze: Any) -> Any:
    """Return Erlang C from Erlang B."""
    return plaetze * blockiert / (plaetze - last * (1 - blockiert))


def exponential(x: Fraction) -> Fraction:
    """Return e to the power of x, to 18 significant digits."""
    with localcontext(prec=STELLEN):
        wert = _dezimal(x).exp()
    with localcontext(prec=ERGEBNIS_STELLEN):
        return Fraction(+wert)


def wartewahrscheinlichkeit(last: Fraction, plaetze: Fraction) -> Fraction:
    """Return the probability that a call must wait, to 18 significant digits; 1 where the load fills all servers."""
    if plaetze <= last:
        return Fraction(1)
    with localcontext(prec=STELLEN):
        a, blockiert = _dezimal(last), Decimal(1)
        for k in range(1, int(plaetze) + 1):
            blockiert = a * blockiert / (k + a * blockiert)
        wert = _wartend(blockiert, a, int(plaetze))
    with localcontext(prec=ERGEBNIS_STELLEN):
        return Fraction(+wert)


def plaetze(last: Fraction, servicegrad: Fraction, zielzeit: Fraction) -> Fraction:
    """Return the smallest number of servers that answers the share `servicegrad` of calls within the target time.

    Args:
        last: offered load in erlangs.
        servicegrad: share of calls, below 1.
        zielzeit: target waiting time as a multiple of the mean handling time.

    Raises:
        ZeroDivisionError: where no number of servers within reach is enough, as with a share of 1.
    """
    with localcontext(prec=STELLEN):
        a, ziel, zeit, blockiert = _dezimal(last), _dezimal(servicegrad), _dezimal(zielzeit), Decimal(1)
        for n in range(1, int(last) + MAX_PLAETZE + 1):
            blockiert = a * blockiert / (n + a * blockiert)
            if n > a and 1 - _wartend(blockiert, a, n) * (-(n - a) * zeit).exp() >= ziel:
                return Fraction(n)
    raise ZeroDivisionError("no number of servers reaches the share")


def wartewahrscheinlichkeit_feld(np: Any, last: Any, plaetze: Any) -> Any:
    """Array meaning of `wartewahrscheinlichkeit`."""
    last, plaetze = np.broadcast_arrays(np.asarray(last, float), np.asarray(plaetze, float))
    ergebnis, blockiert = np.ones(last.shape), np.ones(last.shape)
    for k in range(1, int(np.max(plaetze, initial=0)) + 1):
        blockiert = last * blockiert / (k + last * blockiert)
        ergebnis = np.where((plaetze == k) & (k > last), _wartend(blockiert, last, k), ergebnis)
    return ergebnis


def plaetze_feld(np: Any, last: Any, servicegrad: Any, zielzeit: Any) -> Any:
    """Array meaning of `plaetze`; nan where no number of servers is enough."""
    felder = (np.asarray(w, float) for w in (last, servicegrad, zielzeit))
    last, servicegrad, zielzeit = np.broadcast_arrays(*felder)
    ergebnis, blockiert = np.full(last.shape, np.nan), np.ones(last.shape)
    for n in range(1, int(np.max(last, initial=0)) + MAX_PLAETZE + 1):
        blockiert = last * blockiert / (n + last * blockiert)
        erreicht = 1 - _wartend(blockiert, last, n) * np.exp(np.minimum(-(n - last) * zielzeit, 0))
        ergebnis = np.where(np.isnan(ergebnis) & (n > last) & (erreicht >= servicegrad), n, ergebnis)
        if not np.isnan(ergebnis).any():
            break
    return ergebnis
