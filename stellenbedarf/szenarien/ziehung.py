"""Draws inputs from their distributions: a counter-based generator, so that a block is the same wherever it is drawn.

Block n of a run with seed s uses Philox with the key (s, n). Uniform numbers become values by the quantile function of
each distribution, which also serves Latin hypercube (one draw per stratum of a block) and correlations (Gaussian
copula). Drawn values are rounded to the decimals that resolve the range a thousandfold, whole numbers for caseloads:
that is how such values are known, and it makes every later rounding exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from math import erf, log, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.verteilungen import (
    DISKRET,
    DREIECK,
    EMPIRISCH,
    GLEICH,
    LOGNORMAL,
    NORMAL,
    PERT,
    Verteilung,
)
from stellenbedarf.rundung import halb_auf_feld
from stellenbedarf.zahlen import nachkommastellen

Feld = Any
Quantil = Callable[[Feld], Feld]
AUFLOESUNG = 1000
_P95 = NormalDist().inv_cdf(0.95)
_TAFEL = 2**15  # points of the table by which the PERT distribution is inverted
_Z_MAX, _Z_SCHRITTE = 9, 4096  # table of the normal distribution; interpolating it errs by less than 2e-9


class Ziehung:
    """Draws blocks of values for several inputs."""

    def __init__(
        self,
        verteilungen: Sequence[Verteilung],
        startwert: int,
        korrelationen: Mapping[tuple[int, int], float] | None = None,
        hyperwuerfel: bool = False,
    ) -> None:
        """Prepare the quantile functions.

        Raises:
            StellenbedarfFehler: where the correlations contradict each other.
        """
        self.verteilungen = tuple(verteilungen)
        self.startwert = startwert
        self.hyperwuerfel = hyperwuerfel
        self.stellen = [aufloesung(v) for v in verteilungen]
        self._mischung = _cholesky(len(verteilungen), korrelationen) if korrelationen else None

    def block(self, nummer: int, zahl: int) -> Feld:
        """Return the values of one block, float64 of shape (inputs, scenarios)."""
        rng = np.random.Generator(np.random.Philox(key=np.array([self.startwert, nummer], dtype=np.uint64)))
        u = rng.random((len(self.verteilungen), zahl))
        if self.hyperwuerfel:
            for zeile in u:
                zeile += rng.permutation(zahl)
                zeile /= zahl
        if self._mischung is not None:
            u = normalverteilung(self._mischung @ normalquantil(np.maximum(u, 2.0**-54)))
        werte = np.array([quantil(v)(z) for v, z in zip(self.verteilungen, u, strict=True)])
        for zeile, stellen in zip(werte, self.stellen, strict=True):
            if stellen is not None:
                zeile[:] = halb_auf_feld(np, zeile, stellen)
        return werte


def aufloesung(verteilung: Verteilung) -> int | None:
    """Return the decimals to which drawn values are rounded; None for given values with more than six decimals."""
    if verteilung.werte:
        stellen = [nachkommastellen(w) for w in verteilung.werte]
        return None if any(s is None or s > 6 for s in stellen) else max(s or 0 for s in stellen)
    return next((s for s in (0, 2, 4) if (verteilung.hoch - verteilung.niedrig) * 10**s >= AUFLOESUNG), 6)


@cache
def quantil(verteilung: Verteilung) -> Quantil:
    """Return the quantile function of a distribution: shares in, values out."""
    a, m, b = (float(w) for w in (verteilung.niedrig, verteilung.mitte, verteilung.hoch))
    if verteilung.art == GLEICH:
        return lambda u: a + u * (b - a)
    if verteilung.art == DREIECK:
        knick = (m - a) / (b - a)
        return lambda u: np.where(
            u < knick, a + np.sqrt(u * (b - a) * (m - a)), b - np.sqrt((1 - u) * (b - a) * (b - m))
        )
    if verteilung.art == PERT:
        return _pert(a, m, b)
    if verteilung.art == NORMAL:
        return lambda u: (a + b) / 2 + (b - a) / (2 * _P95) * normalquantil(np.maximum(u, 2.0**-54))
    if verteilung.art == LOGNORMAL:
        mitte, breite = (log(a) + log(b)) / 2, (log(b) - log(a)) / (2 * _P95)
        return lambda u: np.exp(mitte + breite * normalquantil(np.maximum(u, 2.0**-54)))
    assert verteilung.art in (DISKRET, EMPIRISCH), verteilung.art
    return _stuetzwerte(verteilung.werte, verteilung.gewichte)


def _stuetzwerte(werte: Sequence[Fraction], gewichte: Sequence[Fraction]) -> Quantil:
    gesamt = sum(gewichte)
    grenzen = np.array([float(sum(gewichte[: n + 1]) / gesamt) for n in range(len(gewichte) - 1)])
    feld = np.array([float(w) for w in werte])
    return lambda u: feld[np.searchsorted(grenzen, u, side="right")]


def _pert(a: float, m: float, b: float) -> Quantil:
    """Invert the beta distribution of PERT (weight 4) by a table of its integral."""
    alpha, beta = 1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a)
    x = np.linspace(0.0, 1.0, 2 * _TAFEL + 1)
    with np.errstate(divide="ignore"):
        dichte = x ** (alpha - 1) * (1 - x) ** (beta - 1)
    stuecke = dichte[:-2:2] + 4 * dichte[1:-1:2] + dichte[2::2]  # Simpson
    summe = np.concatenate([[0.0], np.cumsum(stuecke)])
    return lambda u: a + (b - a) * np.interp(u, summe / summe[-1], x[::2])


@cache
def _normaltafel() -> tuple[Feld, Feld]:
    z = np.arange(-_Z_MAX * _Z_SCHRITTE, _Z_MAX * _Z_SCHRITTE + 1) / _Z_SCHRITTE
    return z, np.array([(1 + erf(w / sqrt(2))) / 2 for w in z.tolist()])


def normalverteilung(z: Feld) -> Feld:
    """Return the distribution function of the standard normal distribution."""
    return np.interp(z, *_normaltafel())


# Wichura (1988), Algorithm AS 241: rational approximations of the normal quantile to about 16 digits.
_MITTE = (
    (3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3),
    (1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3),
)  # fmt: skip
_RAND = (
    (1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
     1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4),
    (1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
     1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9),
)  # fmt: skip
_ENDE = (
    (6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
     2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7),
    (1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
     1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15),
)  # fmt: skip


def _bruch(x: Feld, koeffizienten: tuple[tuple[float, ...], tuple[float, ...]]) -> Feld:
    oben, unten = (np.polynomial.polynomial.polyval(x, k) for k in koeffizienten)
    return oben / unten


def normalquantil(u: Feld) -> Feld:
    """Return the quantiles of the standard normal distribution."""
    q = u - 0.5
    innen = np.abs(q) <= 0.425
    ergebnis = np.empty_like(q)
    ergebnis[innen] = q[innen] * _bruch(0.180625 - q[innen] ** 2, _MITTE)
    aussen = ~innen
    r = np.sqrt(-np.log(np.minimum(u[aussen], 1 - u[aussen])))
    werte = np.where(r <= 5, _bruch(r - 1.6, _RAND), _bruch(r - 5, _ENDE))
    ergebnis[aussen] = np.copysign(werte, q[aussen])
    return ergebnis


def _cholesky(zahl: int, korrelationen: Mapping[tuple[int, int], float]) -> Feld:
    matrix = np.eye(zahl)
    for (x, y), wert in korrelationen.items():
        matrix[x, y] = matrix[y, x] = wert
    try:
        return np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError:
        raise StellenbedarfFehler.einzeln(
            "Die Korrelationen widersprechen einander: Die Matrix ist nicht positiv definit", None,
            "Verkleinern Sie einzelne Werte, zuerst die nahe 1 oder −1.",
        ) from None  # fmt: skip
