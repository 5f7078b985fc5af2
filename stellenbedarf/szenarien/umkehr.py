"""The reverse question: which values of one input lead to a given result.

Where the input reaches the result on one path, the tree is inverted step by step, exactly: roundings give intervals.
Elsewhere the range of the input is searched: many points at once in arrays, then every change is narrowed down with the
exact reader. Days are few, so all of them are tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.graph import RUNDUNGEN, Graph, Term
from stellenbedarf.szenarien.groessen import ist_tag
from stellenbedarf.szenarien.intervall import Intervall, kehrwerte, ungerundet, vereinigt
from stellenbedarf.szenarien.plan import Rechenplan

PROBEN = 4096
HALBIERUNGEN = 60
_GENAU = Fraction(1, 10**9)  # relative distance from the target at which a crossing counts as met
_WEIT = 100  # the search reaches to so many times the present value where the input has no upper bound
_TAGE = 366


@dataclass(frozen=True, slots=True)
class Loesung:
    """Answer: the values of the input, whether they are exact, and what was searched.

    `kleinstes` and `groesstes` are the least and largest result met within `bereich`.
    """

    mengen: tuple[Intervall, ...]
    exakt: bool
    bereich: Intervall
    jetzt: Fraction
    ergebnis_jetzt: Fraction
    kleinstes: Fraction
    groesstes: Fraction


def kehre_um(
    modell: Rechenmodell,
    eingabe: str,
    ziel: str,
    menge: Intervall,
    ersetzt: Mapping[str, Fraction | str] | None = None,
    bereich: Intervall | None = None,
) -> Loesung:
    """Return the values of an input for which a result lies in a set.

    Args:
        modell: the model.
        eingabe: id of the input.
        ziel: id of the result.
        menge: what the result shall be.
        ersetzt: values of the other inputs (a scenario).
        bereich: values of the input to search; by default those its bounds allow, up to 100 times its value.

    Raises:
        StellenbedarfFehler: where the result does not depend on the input.
    """
    plan = Rechenplan(modell, [eingabe], [ziel], ersetzt)
    wert = plan.graph.ziele[0]
    if not isinstance(wert, Term):
        raise StellenbedarfFehler.einzeln(
            f"„{modell.netz[ziel].bezeichnung}“ hängt nicht von „{modell.netz[eingabe].bezeichnung}“ ab", None,
            "Sind Stellen beantragt, ändern Annahmen nur den berechneten Bedarf: Wählen Sie zum Beispiel "
            "position.NR.bedarf als Ziel.",
        )  # fmt: skip
    jetzt = (ersetzt or {}).get(eingabe, modell.netz[eingabe].wert)
    assert isinstance(jetzt, Fraction)
    erlaubt = _bereich(plan, eingabe, jetzt)
    gesucht = erlaubt if bereich is None else erlaubt.schnitt(bereich)
    if gesucht.leer:
        raise StellenbedarfFehler.einzeln("Der Suchbereich ist leer", None, "Prüfen Sie --von und --bis.")
    suche = _Suche(plan, menge, gesucht)
    if ist_tag(modell, eingabe):
        mengen, exakt = suche.tage(), True
    else:
        wege = _umgekehrt(plan.graph, wert, menge)
        exakt = wege is not None
        mengen = [m.schnitt(gesucht) for m in wege] if wege is not None else suche.stellen()
    kleinstes, groesstes = suche.spanne()
    return Loesung(tuple(vereinigt(mengen)), exakt, gesucht, jetzt, plan.exakt([jetzt])[0], kleinstes, groesstes)


def _bereich(plan: Rechenplan, eingabe: str, jetzt: Fraction) -> Intervall:
    if ist_tag(plan.modell, eingabe):
        tag = Fraction(_TAGE * 5)
        return Intervall(jetzt - tag, jetzt + tag)
    bereich = Intervall(Fraction(0), max(abs(jetzt), Fraction(1)) * _WEIT, unten_zu=_hat_wert(plan, Fraction(0)))
    for grenze in plan.grenzen:
        if grenze.id == eingabe:
            feld = grenze.eingabe
            if feld.maximum is not None and feld.maximum < (bereich.oben or 0):
                bereich = Intervall(bereich.unten, feld.maximum, bereich.unten_zu)
            bereich = bereich.schnitt(Intervall(feld.minimum, None, unten_zu=not feld.ueber_minimum))
    return bereich


def _hat_wert(plan: Rechenplan, wert: Fraction) -> bool:
    """Tell whether the result has a value there; a divisor has none at 0."""
    try:
        plan.exakt([wert])
    except StellenbedarfFehler:
        return False
    return True


def _umgekehrt(graph: Graph, ziel: Term, menge: Intervall) -> list[Intervall] | None:
    """Walk from the target to the input and invert every step; None where there is more than one path."""
    mengen = [menge.geteilt(ziel.faktor)]
    nummer = ziel.knoten
    while graph.knoten[nummer].art != "eingabe":
        knoten = graph.knoten[nummer]
        if knoten.art == "kehrwert":
            mengen = [k for m in mengen for k in kehrwerte(m)]
        elif knoten.art in RUNDUNGEN:
            mengen = [ungerundet(knoten.art, m).geteilt(knoten.zahlen[0]) for m in mengen]
        elif knoten.art == "summe" and len(knoten.argumente) == 1:
            mengen = [m.verschoben(knoten.zahlen[0]).geteilt(knoten.zahlen[1]) for m in mengen]
        elif knoten.art == "skaliert":
            mengen = [m.geteilt(knoten.zahlen[0]) for m in mengen]
        else:
            return None
        mengen = [m for m in mengen if not m.leer]
        nummer = knoten.argumente[0]
    return mengen


class _Suche:
    """Searches a range of one input for results that lie in a set."""

    def __init__(self, plan: Rechenplan, menge: Intervall, bereich: Intervall) -> None:
        self.plan = plan
        self.menge = menge
        assert bereich.unten is not None
        assert bereich.oben is not None
        breite = bereich.oben - bereich.unten
        rand = breite / PROBEN / 2
        unten = bereich.unten if bereich.unten_zu else bereich.unten + rand
        oben = bereich.oben if bereich.oben_zu else bereich.oben - rand
        self.punkte = [unten + (oben - unten) * n / PROBEN for n in range(PROBEN + 1)] if breite else [unten]

    def _g(self, x: Fraction) -> Fraction:
        return self.plan.exakt([x])[0]

    def _alle(self, punkte: list[Fraction]) -> Any:
        return self.plan.rechne(np.array([[float(p) for p in punkte]]))[0]

    def spanne(self) -> tuple[Fraction, Fraction]:
        werte = self._alle(self.punkte)
        return tuple(self._g(self.punkte[int(n)]) for n in (werte.argmin(), werte.argmax()))  # type: ignore[return-value]

    def tage(self) -> list[Intervall]:
        erster, letzter = self.punkte[0], self.punkte[-1]
        tage = [Fraction(t) for t in range(int(erster), int(letzter) + 1)]
        gut = [self.menge.enthaelt(self._wert(w)) for w in self._alle(tage)]
        return [Intervall(t, t + 1, oben_zu=False) for t, ja in zip(tage, gut, strict=True) if ja]

    def _wert(self, w: float) -> Fraction:
        schritt = self.plan.schritt(0)
        return Fraction(repr(float(w))) if schritt is not None else Fraction(float(w))

    def stellen(self) -> list[Intervall]:
        """Return the parts of the range whose results lie in the set; every boundary is narrowed down exactly."""
        lagen = [self.menge.lage(self._wert(w)) for w in self._alle(self.punkte)]
        mengen: list[Intervall] = []
        anfang = self.punkte[0] if lagen[0] == 0 else None
        for n in range(1, len(lagen)):
            if lagen[n] == lagen[n - 1]:
                continue
            links, rechts = self._grenze(self.punkte[n - 1], self.punkte[n], lagen[n - 1])
            if lagen[n - 1] == 0 and anfang is not None:
                mengen.append(Intervall(anfang, links))
                anfang = None
            if lagen[n] == 0:
                anfang = rechts
            elif lagen[n - 1] != 0:  # from below to above: met in between, or jumped over
                mengen += self._treffer(links, rechts, self.punkte[n])
        if anfang is not None:
            mengen.append(Intervall(anfang, self.punkte[-1]))
        return mengen

    def _grenze(self, links: Fraction, rechts: Fraction, lage: int) -> tuple[Fraction, Fraction]:
        """Narrow down where the result leaves a side of the set."""
        for _ in range(HALBIERUNGEN):
            mitte = (links + rechts) / 2
            if self.menge.lage(self._g(mitte)) == lage:
                links = mitte
            else:
                rechts = mitte
        return links, rechts

    def _treffer(self, links: Fraction, rechts: Fraction, weiter: Fraction) -> list[Intervall]:
        ergebnis = self._g(rechts)
        if self.menge.lage(ergebnis) == 0:  # a step narrower than the distance of two samples
            return [Intervall(rechts, self._grenze(rechts, weiter, 0)[0])]
        ziel = self.menge.unten if self.menge.unten is not None else self.menge.oben
        assert ziel is not None
        nah = all(abs(w - ziel) <= _GENAU * max(abs(ziel), Fraction(1)) for w in (ergebnis, self._g(links)))
        return [Intervall(links, rechts)] if nah else []
