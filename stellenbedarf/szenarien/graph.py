"""The part of a net that varies, as a graph of few kinds of nodes: constants folded exactly, equal nodes shared.

A value is either fixed (computed once by the exact reader) or a `Term`, an exact factor times a node. Factors travel
outwards through products, quotients and roundings, so that `Fälle × 12 / 60 / 1590` costs one multiplication and
rounding to cents costs none of its own. Reordering such factors changes float results in the last place only; the
guards of `schranken` are computed for the operations that are really carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from stellenbedarf.formel.baum import Anwendung, Ausdruck, Konstante, Symbol
from stellenbedarf.formel.funktionen import FUNKTIONEN, flach
from stellenbedarf.netz import Netz, Reihe

NULL, EINS = Fraction(0), Fraction(1)
_GROESSTE_GANZE = 2**40  # coefficients of a sum beyond this are not worth keeping as whole numbers
RUNDUNGEN = ("runden", "aufrunden", "abrunden")


@dataclass(frozen=True, slots=True)
class Knoten:
    """A node: kind, numbers of its arguments, exact numbers; `ganz` says that its values are whole numbers.

    Kinds and their numbers: `eingabe` (row), `fest` (value), `skaliert` (factor), `produkt`, `kehrwert`, `summe`
    (constant, one factor per argument), `runden`, `aufrunden`, `abrunden` (factor; the result is a whole number),
    `negativ`, `nicht_positiv`, `null` (sign), `wenn`, `minimum`, `maximum`, and functions of the language by their
    own name, such as `wurzel`.
    """

    art: str
    argumente: tuple[int, ...]
    zahlen: tuple[Fraction, ...]
    ganz: bool


@dataclass(frozen=True, slots=True)
class Term:
    """An exact factor times a node."""

    faktor: Fraction
    knoten: int


Wert = Any  # Term | Fraction | str | bool | tuple of these


class Graph:
    """Nodes in an order of computation, and the targets as terms or fixed values."""

    def __init__(self) -> None:
        """Start empty."""
        self.knoten: list[Knoten] = []
        self.ziele: tuple[Wert, ...] = ()
        self._nummern: dict[tuple[Any, ...], int] = {}

    def neu(self, art: str, argumente: Sequence[int], zahlen: Sequence[Fraction] = (), ganz: bool = False) -> Term:
        """Return the node with these parts; equal ones exist once."""
        schluessel = (art, tuple(argumente), tuple(zahlen))
        if schluessel not in self._nummern:
            self._nummern[schluessel] = len(self.knoten)
            self.knoten.append(Knoten(art, *schluessel[1:], ganz))
        return Term(EINS, self._nummern[schluessel])

    def als_knoten(self, wert: Term | Fraction) -> int:
        """Return a node that holds the value with its factor carried out."""
        if not isinstance(wert, Term):
            wahr = Fraction(wert)
            return self.neu("fest", (), (wahr,), wahr.denominator == 1).knoten
        if wert.faktor == 1:
            return wert.knoten
        ganz = self.knoten[wert.knoten].ganz and wert.faktor.denominator == 1
        return self.neu("skaliert", (wert.knoten,), (wert.faktor,), ganz).knoten

    def _ganz(self, *nummern: int) -> bool:
        return all(self.knoten[n].ganz for n in nummern)

    # --- the functions of the formula language, on terms ---------------------------------------------------------

    def mal(self, links: Wert, rechts: Wert) -> Wert:
        """Product: factors are multiplied exactly."""
        if not isinstance(links, Term):
            links, rechts = rechts, links
        if not isinstance(rechts, Term):
            return Term(links.faktor * rechts, links.knoten) if rechts else NULL
        knoten = sorted((links.knoten, rechts.knoten))
        return Term(links.faktor * rechts.faktor, self.neu("produkt", knoten, (), self._ganz(*knoten)).knoten)

    def geteilt(self, links: Wert, rechts: Wert) -> Wert:
        """Quotient: a fixed divisor joins the factor, any other is inverted once for all its users."""
        if not isinstance(rechts, Term):
            return Term(links.faktor / rechts, links.knoten)
        return self.mal(links, Term(1 / rechts.faktor, self.neu("kehrwert", (rechts.knoten,)).knoten))

    def summe(self, werte: Sequence[Wert]) -> Wert:
        """Sum with exact coefficients, divided by their common factor."""
        fest = sum((w for w in werte if not isinstance(w, Term)), NULL)
        faktoren: dict[int, Fraction] = {}
        for w in werte:
            if isinstance(w, Term):
                faktoren[w.knoten] = faktoren.get(w.knoten, NULL) + w.faktor
        faktoren = {k: f for k, f in faktoren.items() if f}
        if not faktoren:
            return fest
        if len(faktoren) == 1 and not fest:
            ((knoten, faktor),) = faktoren.items()
            return Term(faktor, knoten)
        teiler = _gemeinsamer_teiler([*faktoren.values(), fest])
        ganze = [f / teiler for f in (fest, *faktoren.values())]
        if max(abs(g) for g in ganze) > _GROESSTE_GANZE:
            teiler = next(iter(faktoren.values()))
            ganze = [f / teiler for f in (fest, *faktoren.values())]
        ganz = self._ganz(*faktoren) and all(g.denominator == 1 for g in ganze)
        return Term(teiler, self.neu("summe", tuple(faktoren), ganze, ganz).knoten)

    def minus(self, links: Wert, rechts: Wert) -> Wert:
        """Difference."""
        return self.summe((links, self.mal(-EINS, rechts) if isinstance(rechts, Term) else -rechts))

    def gerundet(self, art: str, wert: Term, schritt: Wert) -> Wert:
        """Rounding to a multiple of a step; nothing is to be done where the value is one by its nature."""
        zahl = self.geteilt(wert, schritt)
        if self.knoten[zahl.knoten].ganz and zahl.faktor.denominator == 1:
            return wert
        return self.mal(self.neu(art, (zahl.knoten,), (zahl.faktor,), ganz=True), schritt)

    def vergleich(self, art: str, links: Wert, rechts: Wert) -> Wert:
        """Comparison, as a question about the sign of the difference."""
        unterschied = self.minus(links, rechts)
        if not isinstance(unterschied, Term):
            return {"negativ": unterschied < 0, "nicht_positiv": unterschied <= 0, "null": unterschied == 0}[art]
        vorzeichen = EINS if unterschied.faktor > 0 else -EINS
        return self.neu(art, (unterschied.knoten,), (vorzeichen,), ganz=True)

    def wenn(self, bedingung: Wert, dann: Wert, sonst: Wert) -> Wert:
        """Choice between two values."""
        zweige = self.als_knoten(dann), self.als_knoten(sonst)
        return self.neu("wenn", (bedingung.knoten, *zweige), (), self._ganz(*zweige))

    def extrem(self, art: str, werte: Sequence[Wert]) -> Wert:
        """Return the smallest or largest of several values; the fixed ones are compared beforehand."""
        auswahl = min if art == "minimum" else max
        feste = [w for w in werte if not isinstance(w, Term)]
        knoten = dict.fromkeys(self.als_knoten(w) for w in werte if isinstance(w, Term))
        if feste:
            knoten[self.als_knoten(auswahl(feste))] = None
        erster, *rest = knoten
        for naechster in rest:
            erster = self.neu(art, (erster, naechster), (), self._ganz(erster, naechster)).knoten
        return Term(EINS, erster)

    def einfach(self, art: str, werte: Sequence[Wert], ganz: bool = False) -> Wert:
        """Apply a function that takes its arguments as they are."""
        return self.neu(art, [self.als_knoten(w) for w in werte], (), ganz)

    def nachschlagen(self, schluessel: Wert, reihe: Sequence[Wert], werte: Sequence[Wert]) -> Wert:
        """Look a fixed key up; the value found may vary."""
        if isinstance(schluessel, Term) or any(isinstance(k, Term) for k in reihe):
            raise NotImplementedError("a key that varies cannot be looked up in arrays")
        return FUNKTIONEN["nachschlagen"].exakt(schluessel, reihe, werte)


def _gemeinsamer_teiler(zahlen: Sequence[Fraction]) -> Fraction:
    nenner = lcm(*(z.denominator for z in zahlen))
    return Fraction(gcd(*(z.numerator * (nenner // z.denominator) for z in zahlen)), nenner)


# Function of the formula language → meaning on terms; every row of the function table has one.
BEDEUTUNGEN: dict[str, Callable[..., Wert]] = {
    "und": lambda g, a, b: b if a is True else a if b is True else False if False in (a, b) else g.mal(a, b),
    "kleiner": lambda g, a, b: g.vergleich("negativ", a, b),
    "kleiner_gleich": lambda g, a, b: g.vergleich("nicht_positiv", a, b),
    "groesser": lambda g, a, b: g.vergleich("negativ", b, a),
    "groesser_gleich": lambda g, a, b: g.vergleich("nicht_positiv", b, a),
    "gleich": lambda g, a, b: g.vergleich("null", a, b),
    "plus": lambda g, a, b: g.summe((a, b)),
    "minus": lambda g, a, b: g.minus(a, b),
    "mal": lambda g, a, b: g.mal(a, b),
    "geteilt": lambda g, a, b: g.geteilt(a, b),
    "wenn": lambda g, b, dann, sonst: g.wenn(b, dann, sonst),
    "runden": lambda g, x, n: g.gerundet("runden", x, Fraction(10) ** -int(n)),
    "aufrunden": lambda g, x, n: g.gerundet("aufrunden", x, Fraction(10) ** -int(n)),
    "abrunden": lambda g, x, n: g.gerundet("abrunden", x, Fraction(10) ** -int(n)),
    "runden_auf": lambda g, x, s: g.gerundet("runden", x, s),
    "aufrunden_auf": lambda g, x, s: g.gerundet("aufrunden", x, s),
    "abrunden_auf": lambda g, x, s: g.gerundet("abrunden", x, s),
    "kleinstes": lambda g, *w: g.extrem("minimum", flach(w)),
    "groesstes": lambda g, *w: g.extrem("maximum", flach(w)),
    "summe": lambda g, *w: g.summe(flach(w)),
    "nachschlagen": lambda g, k, reihe, werte: g.nachschlagen(k, reihe, werte),
    "wurzel": lambda g, x: g.einfach("wurzel", (x,)),
    "nte_wurzel": lambda g, *w: g.einfach("nte_wurzel", w),
    "normalquantil": lambda g, p: g.einfach("normalquantil", (p,)),
    "exponential": lambda g, x: g.einfach("exponential", (x,)),
    "erlang_warten": lambda g, *w: g.einfach("erlang_warten", w),
    "erlang_plaetze": lambda g, *w: g.einfach("erlang_plaetze", w, ganz=True),
    "monate_ab": lambda g, *w: g.einfach("monate_ab", w, ganz=True),
    "monate_zwischen": lambda g, *w: g.einfach("monate_zwischen", w, ganz=True),
}


def _haengt_ab(wert: Wert) -> bool:
    return any(isinstance(w, Term) for w in wert) if isinstance(wert, tuple) else isinstance(wert, Term)


def baue_graph(netz: Netz, eingaben: Sequence[str], ziele: Collection[str], fest: Mapping[str, Any]) -> Graph:
    """Return the graph of everything that the targets need.

    Args:
        netz: the net.
        eingaben: ids of the inputs that vary, in the order of the rows that will hold them.
        ziele: ids of the quantities asked for.
        fest: exact values of all quantities that do not depend on these inputs.
    """
    graph = Graph()
    werte: dict[str, Wert] = {id_: graph.neu("eingabe", (), (Fraction(n),)) for n, id_ in enumerate(eingaben)}
    gebraucht = netz.vorgaenger_von(ziele)
    for groesse in netz:
        if groesse.id not in gebraucht or groesse.id in werte:
            continue
        if groesse.id in fest:
            werte[groesse.id] = fest[groesse.id]
            continue
        assert groesse.formel is not None, groesse.id
        argumente = {
            name: tuple(werte[m] for m in ziel.mitglieder) if isinstance(ziel, Reihe) else werte[ziel]
            for name, ziel in groesse.bindung
        }
        werte[groesse.id] = _lesen(graph, groesse.formel.baum, argumente)
    graph.ziele = tuple(werte[z] for z in ziele)
    return graph


def _lesen(graph: Graph, baum: Ausdruck, werte: Mapping[str, Wert]) -> Wert:
    """Read a tree into the graph: the fifth reader of formulas, beside values, arrays, cells and text."""
    if isinstance(baum, Symbol):
        return werte[baum.name]
    if isinstance(baum, Konstante):
        return baum.wert
    assert isinstance(baum, Anwendung)
    if baum.funktion == "wenn":
        bedingung = _lesen(graph, baum.argumente[0], werte)
        if not isinstance(bedingung, Term):
            return _lesen(graph, baum.argumente[1 if bedingung else 2], werte)
    argumente = [_lesen(graph, a, werte) for a in baum.argumente]
    if any(_haengt_ab(a) for a in argumente):
        return BEDEUTUNGEN[baum.funktion](graph, *argumente)
    return FUNKTIONEN[baum.funktion].exakt(*argumente)
