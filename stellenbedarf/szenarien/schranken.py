"""How far float results can lie from the exact ones, and how near an exact value can come to a boundary.

For every node: bounds of its values, a bound of the float error of the value that the plan computes, and its lattice.
The lattice says that the exact value is a quotient A/B with A a multiple of `a`, B a multiple of `b` and |B| ≤ `b_max`.
From it follows the least distance that a value which does not lie on a boundary (a half cent, say) keeps from it. Where
the float error is smaller than that, shifting by the error rounds every scenario as the exact reader does and nothing
needs to be looked at again; elsewhere the plan marks the scenarios within the guard zone and decides them exactly.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.szenarien.graph import RUNDUNGEN, Graph, Knoten

U = 2.0**-53
GENAU = 2.0**52  # whole numbers up to here are exact in float64, sums and shifts included
LUFT = 1.0 + 2.0**-20  # covers the rounding errors of the bounds themselves
_WURZEL_STELLE = 1e-15  # the exact reader rounds roots to 15 decimals
_MAX_NENNER = 4  # sums with more different denominators have no useful lattice
UNBEGRENZT = math.inf
# Float errors of these are not bounded here: every scenario in which their arguments vary is decided exactly.
_OHNE_SCHRANKE = ("nte_wurzel", "exponential", "erlang_warten", "erlang_plaetze")


@dataclass(frozen=True, slots=True)
class Gitter:
    """Lattice of a value A/B; the bounds of |A| and |B| are floats and may be infinite."""

    a: Fraction
    b: Fraction
    a_max: float
    b_max: float

    def mal(self, faktor: Fraction) -> Gitter:
        """Return the lattice of the value times a factor."""
        return Gitter(self.a * abs(faktor), self.b, self.a_max * abs(float(faktor)), self.b_max)

    @property
    def ganz(self) -> bool:
        """Tell whether the values are multiples of `a` without a denominator that varies."""
        return self.b == 1 and self.b_max == 1.0


@dataclass(frozen=True, slots=True)
class Schranke:
    """Bounds of one node: values, absolute float error, lattice (None where it is too fine to help)."""

    unten: float
    oben: float
    fehler: float
    gitter: Gitter | None = None

    @property
    def betrag(self) -> float:
        """Return the largest absolute value."""
        return max(abs(self.unten), abs(self.oben))


@dataclass(frozen=True, slots=True)
class Bereich:
    """What is known of an input: least and largest value, and the decimals it has (None: more than can be used)."""

    unten: float
    oben: float
    stellen: int | None

    def vereinigt(self, anderer: Bereich) -> Bereich:
        """Return what is known of values of both."""
        stellen = None if None in (self.stellen, anderer.stellen) else max(self.stellen or 0, anderer.stellen or 0)
        return Bereich(min(self.unten, anderer.unten), max(self.oben, anderer.oben), stellen)


@dataclass(frozen=True, slots=True)
class Grenzlage:
    """How a node that decides is to be computed.

    `schub` is the shift that covers its float error, `abstand` the least distance that an exact value keeps from a
    boundary on which it does not lie; `negativ` says that values below zero are possible.
    """

    schub: float
    negativ: bool
    abstand: float

    def nachsehen(self, schub: float) -> bool:
        """Tell whether values within twice a shift of a boundary must be decided exactly."""
        return schub > 0 and not self.abstand > 2 * schub


_GANZ = Gitter(Fraction(1), Fraction(1), UNBEGRENZT, 1.0)


def schranken(graph: Graph, bereiche: Sequence[Bereich]) -> tuple[list[Schranke], dict[int, Grenzlage]]:
    """Return the bounds of all nodes, and for every rounding and comparison how it is to be computed."""
    alle: list[Schranke] = []
    lagen: dict[int, Grenzlage] = {}
    for nummer, knoten in enumerate(graph.knoten):
        teile = [alle[n] for n in knoten.argumente]
        if knoten.art in RUNDUNGEN:
            lagen[nummer] = _rundungslage(knoten, teile[0])
        elif knoten.art in ("negativ", "nicht_positiv", "null"):
            lagen[nummer] = _vorzeichenlage(teile[0])
        alle.append(_genau(_schranke(knoten, teile, bereiche)))
    return alle, lagen


def _genau(s: Schranke) -> Schranke:
    """Whole numbers that float64 holds carry no error; beyond its range nothing is certain."""
    if math.isnan(s.unten) or math.isnan(s.oben) or math.isnan(s.fehler):
        return Schranke(-UNBEGRENZT, UNBEGRENZT, UNBEGRENZT)
    if s.gitter is not None:
        a_max = min(s.gitter.a_max, s.betrag if s.gitter.ganz else UNBEGRENZT)
        return Schranke(s.unten, s.oben, s.fehler, Gitter(s.gitter.a, s.gitter.b, a_max, s.gitter.b_max))
    return s


def skaliert(s: Schranke, faktor: Fraction) -> Schranke:
    """Return the bounds of a value times an exact factor, computed with one multiplication."""
    if faktor == 1:
        return s
    f = float(faktor)
    enden = sorted((s.unten * f, s.oben * f))
    gitter = s.gitter.mal(faktor) if s.gitter else None
    betrag = s.betrag * abs(f)
    fehler = 0.0
    if s.fehler or not _exakt_ganz(gitter, betrag) or Fraction(f) != faktor:
        fehler = (s.fehler * abs(f) + 2 * U * betrag) * LUFT
    return Schranke(enden[0], enden[1], fehler, gitter)


def _exakt_ganz(gitter: Gitter | None, betrag: float) -> bool:
    return gitter is not None and gitter.ganz and gitter.a.denominator == 1 and betrag < GENAU


def _eingabe(bereich: Bereich) -> Schranke:
    betrag = max(abs(bereich.unten), abs(bereich.oben))
    if bereich.stellen is None:
        return Schranke(bereich.unten, bereich.oben, U * betrag)
    gitter = Gitter(Fraction(1, 10**bereich.stellen), Fraction(1), betrag, 1.0)
    return Schranke(bereich.unten, bereich.oben, 0.0 if bereich.stellen == 0 else U * betrag, gitter)


def _schranke(knoten: Knoten, teile: list[Schranke], bereiche: Sequence[Bereich]) -> Schranke:
    art = knoten.art
    if art == "eingabe":
        return _eingabe(bereiche[int(knoten.zahlen[0])])
    if art == "fest":
        wert = knoten.zahlen[0]
        gitter = Gitter(abs(wert) or Fraction(1), Fraction(1), abs(float(wert)), 1.0)
        return Schranke(
            float(wert), float(wert), 0.0 if Fraction(float(wert)) == wert else U * abs(float(wert)), gitter
        )
    if art == "skaliert":
        return skaliert(teile[0], knoten.zahlen[0])
    if art == "produkt":
        return _produkt(*teile)
    if art == "kehrwert":
        return _kehrwert(teile[0])
    if art == "summe":
        return _summe(knoten, teile)
    if art in RUNDUNGEN:
        s = skaliert(teile[0], knoten.zahlen[0])
        fehler = 0.0 if s.betrag + 1 < GENAU else UNBEGRENZT
        return Schranke(math.floor(s.unten) if s.unten > -GENAU else s.unten, s.oben + 1, fehler, _GANZ)
    if art in ("negativ", "nicht_positiv", "null"):
        return Schranke(0.0, 1.0, 0.0, _GANZ)
    if art in ("wenn", "minimum", "maximum"):
        zweige = teile[-2:]
        fehler = max(z.fehler for z in zweige)
        return Schranke(min(z.unten for z in zweige), max(z.oben for z in zweige), fehler, _vereinigt(zweige))
    if art == "wurzel":
        return _wurzel(teile[0])
    if art == "normalquantil":
        return _normalquantil(teile[0])
    if art in _OHNE_SCHRANKE:
        return Schranke(-UNBEGRENZT, UNBEGRENZT, UNBEGRENZT)
    assert art in ("monate_ab", "monate_zwischen"), art
    return Schranke(0.0, 12.0, 0.0 if all(t.fehler == 0.0 for t in teile) else UNBEGRENZT, _GANZ)


def _produkt(x: Schranke, y: Schranke) -> Schranke:
    enden = [p * q if p and q else 0.0 for p in (x.unten, x.oben) for q in (y.unten, y.oben)]
    betrag = max(abs(e) for e in enden)
    gitter = None
    if x.gitter and y.gitter:
        p, q = x.gitter, y.gitter
        gitter = Gitter(p.a * q.a, p.b * q.b, p.a_max * q.a_max, p.b_max * q.b_max)
    fehler = 0.0
    if x.fehler or y.fehler or not _exakt_ganz(gitter, betrag):
        fehler = (x.fehler * y.betrag + y.fehler * x.betrag + x.fehler * y.fehler + U * betrag) * LUFT
    return Schranke(min(enden), max(enden), fehler, gitter)


def _kehrwert(x: Schranke) -> Schranke:
    """Bounds of 1/x; where x may be zero, nothing is known."""
    if x.unten <= x.fehler and x.oben >= -x.fehler:
        return Schranke(-UNBEGRENZT, UNBEGRENZT, UNBEGRENZT)
    enden = sorted((1 / x.unten, 1 / x.oben))
    kleinster = min(abs(x.unten), abs(x.oben)) - x.fehler
    gitter = None
    if x.gitter:
        gitter = Gitter(x.gitter.b, x.gitter.a, x.gitter.b_max, x.gitter.a_max)
    return Schranke(enden[0], enden[1], (x.fehler / kleinster**2 + U / kleinster) * LUFT, gitter)


def _summe(knoten: Knoten, teile: list[Schranke]) -> Schranke:
    """Bounds of a sum that is added up from left to right, the constant first."""
    fest, *faktoren = knoten.zahlen
    glieder = [skaliert(t, f) for t, f in zip(teile, faktoren, strict=True)]
    konstante = float(fest)
    unten = konstante + sum(g.unten for g in glieder)
    oben = konstante + sum(g.oben for g in glieder)
    betrag = (abs(konstante) + sum(g.betrag for g in glieder)) * LUFT
    gitter = _summengitter(glieder, fest, betrag)
    fehler = sum(g.fehler for g in glieder)
    if fehler or not _exakt_ganz(gitter, betrag):
        fehler = (fehler + (len(glieder) + 1) * U * betrag) * LUFT
    return Schranke(unten - fehler, oben + fehler, fehler, gitter)


def _summengitter(glieder: Sequence[Schranke], fest: Fraction, betrag: float) -> Gitter | None:
    gitter = [g.gitter for g in glieder if g.gitter is not None]
    if len(gitter) < len(glieder):
        return None
    if all(g.ganz for g in gitter):
        return Gitter(_ggt([*(g.a for g in gitter), abs(fest)]), Fraction(1), betrag, 1.0)
    if len(gitter) > _MAX_NENNER:
        return None
    nenner = [g.b for g in gitter]
    ohne = [math.prod((b for m, b in enumerate(nenner) if m != n), start=Fraction(1)) for n in range(len(nenner))]
    b_max = math.prod(g.b_max for g in gitter)
    a = _ggt([*(g.a * o for g, o in zip(gitter, ohne, strict=True)), abs(fest) * math.prod(nenner, start=Fraction(1))])
    return Gitter(a, math.prod(nenner, start=Fraction(1)), betrag * b_max, b_max)


def _ggt(zahlen: Sequence[Fraction]) -> Fraction:
    nenner = math.lcm(*(z.denominator for z in zahlen))
    return Fraction(math.gcd(*(z.numerator * (nenner // z.denominator) for z in zahlen)), nenner)


def _vereinigt(zweige: Sequence[Schranke]) -> Gitter | None:
    """Lattice of a value that is one of two; denominators that vary differ between them, so none is kept."""
    if not all(z.gitter and z.gitter.ganz for z in zweige):
        return None
    gitter = [z.gitter for z in zweige if z.gitter]
    return Gitter(_ggt([g.a for g in gitter]), Fraction(1), max(g.a_max for g in gitter), 1.0)


def _wurzel(x: Schranke) -> Schranke:
    unten, oben = max(x.unten, 0.0), max(x.oben, 0.0)
    fehler = UNBEGRENZT
    if x.unten - x.fehler > 0:
        fehler = (x.fehler / (2 * math.sqrt(x.unten - x.fehler)) + U * math.sqrt(oben) + _WURZEL_STELLE) * LUFT
    return Schranke(math.sqrt(unten) * (1 - 4 * U), math.sqrt(oben) * (1 + 4 * U), fehler)


def _normalquantil(x: Schranke) -> Schranke:
    from statistics import NormalDist

    normal = NormalDist()
    unten, oben = x.unten - x.fehler, x.oben + x.fehler
    if unten <= 0 or oben >= 1:
        return Schranke(-UNBEGRENZT, UNBEGRENZT, UNBEGRENZT)
    enden = normal.inv_cdf(unten), normal.inv_cdf(oben)
    steigung = 1 / min(normal.pdf(e) for e in enden)
    # both readers call the same function; they differ by their argument and by the rounding of the result
    fehler = (steigung * (x.fehler + U) + 8 * U * max(1.0, *(abs(e) for e in enden))) * LUFT
    return Schranke(enden[0] - fehler, enden[1] + fehler, fehler)


def _rundungslage(knoten: Knoten, teil: Schranke) -> Grenzlage:
    s = skaliert(teil, knoten.zahlen[0])
    schub = (s.fehler + 4 * U * (s.betrag + 1)) * LUFT
    # a value whose sign float and fraction might see differently lies next to zero, where both round to zero
    negativ = not s.unten >= 0
    return Grenzlage(schub, negativ, _abstand(s, halbe=knoten.art == "runden"))


def _vorzeichenlage(s: Schranke) -> Grenzlage:
    return Grenzlage(s.fehler * LUFT, True, _abstand(s, halbe=False, nur_null=True))


def _abstand(s: Schranke, halbe: bool, nur_null: bool = False) -> float:
    """Return the least distance from a boundary that a value not lying on one can have."""
    if s.gitter is None or not math.isfinite(s.gitter.b_max) or not math.isfinite(s.fehler):
        return 0.0
    g = s.gitter
    zaehler = g.a if nur_null else _ggt([2 * g.a, g.b]) / 2 if halbe else _ggt([g.a, g.b])
    return float(zaehler) / g.b_max * (1 - 2.0**-20)
