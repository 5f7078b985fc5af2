"""From a model to a plan for many scenarios: what varies, what is asked for, every value as the exact reader has it.

An input of a scenario counts as the decimal number that it is shown as (0.1 is one tenth). Values that a rounding
decides are those of the exact reader in every scenario: where float64 cannot be sure, the scenario is computed exactly
and counted. Quantities that nothing rounds differ from the exact value in the last places of float64 only.
"""

from __future__ import annotations

import math
from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.bau import Grenze
from stellenbedarf.rechnung.lauf import grenzen_befund, ist_erlaubt
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.fahrplan import baue_fahrplan
from stellenbedarf.szenarien.graph import Term, baue_graph
from stellenbedarf.szenarien.rechner import Fassung, Speicher, breite_fuer
from stellenbedarf.szenarien.schranken import Bereich, schranken

Feld = Any  # numpy.ndarray of float64
MAX_STELLEN = 6
_PROBE = 16
_VIELFACHES = 64
_GANZE = 1e15  # decimals with more digits are not told apart by float64
_HANDLICH = 2**32  # multiples of steps with longer numbers are not exact in float64
_BITS = 8  # bounds of inputs are kept to so many binary digits, so that similar inputs share a bound plan


def als_zahl(wert: float) -> Fraction:
    """Return the exact value that an input stands for: the shortest decimal that denotes this float."""
    return Fraction(repr(float(wert)))


@dataclass
class Lauf:
    """What a run has met: number of scenarios and how many of them were decided exactly."""

    szenarien: int = 0
    exakt: int = 0


class Rechenplan:
    """Computes targets of a model for any number of scenarios."""

    def __init__(
        self,
        modell: Rechenmodell,
        eingaben: Sequence[str],
        ziele: Sequence[str],
        ersetzt: Mapping[str, Fraction | str] | None = None,
        breite: int | None = None,
        stellen: Sequence[int | None] = (),
    ) -> None:
        """Fold everything that does not vary.

        Args:
            modell: the model.
            eingaben: ids of the inputs that vary.
            ziele: ids of the quantities asked for.
            ersetzt: values of the other inputs (a scenario of the case).
            breite: scenarios per chunk; chosen for the processor's cache by default. It never changes a result.
            stellen: decimals that every value of an input is known to have; looked for in the values by default.
        """
        self.modell = modell
        self.eingaben = tuple(eingaben)
        self._stellen = tuple(stellen) or (None,) * len(self.eingaben)
        self.grenzen = _abhaengige_grenzen(modell, eingaben)
        self.zielzahl = len(ziele)
        alle = (*ziele, *dict.fromkeys(g.id for g in self.grenzen if g.id not in self.eingaben))
        self.ziele = alle
        self._abhaengig = modell.netz.nachfolger_von(eingaben) & modell.netz.vorgaenger_von(alle)
        self._fest: dict[str, Any] = {}
        unabhaengig = modell.netz.vorgaenger_von(alle) - self._abhaengig
        modell.netz.rechne(ersetzt or {}, self._fest, unabhaengig)
        self.graph = baue_graph(modell.netz, self.eingaben, alle, self._fest)
        self.plan = baue_fahrplan(self.graph, len(self.eingaben))
        self.breite = max(2, breite or breite_fuer(self.plan.zeilen))
        self._speicher: Speicher | None = None
        self._bereiche = _Bereiche([])
        self._fassung: Fassung | None = None
        self.lauf = Lauf()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the memory behind when a plan is sent to another process, which binds it anew."""
        return {**self.__dict__, "_speicher": None, "_fassung": None, "_bereiche": _Bereiche([])}

    def schritt(self, ziel: int) -> Fraction | None:
        """Return the step of which every value of a target is a whole multiple; None where nothing rounds it."""
        wert = self.graph.ziele[ziel]
        if not isinstance(wert, Term):
            return abs(wert) or Fraction(1)
        schritt = abs(wert.faktor)
        handlich = max(schritt.numerator, schritt.denominator) < _HANDLICH
        return schritt if handlich and self.graph.knoten[wert.knoten].ganz else None

    def rechne(self, werte: Feld, aus: Feld | None = None) -> Feld:
        """Return the targets for many scenarios.

        Args:
            werte: float64 of shape (inputs, scenarios).
            aus: receives the targets where given, float64 of shape (targets, scenarios).

        Raises:
            StellenbedarfFehler: where a value lies outside the bounds of its input or a step has no value.
        """
        werte = np.asarray(werte, dtype=float).reshape(len(self.eingaben), -1)
        zahl = werte.shape[1]
        ergebnis = np.empty((len(self.ziele), zahl)) if aus is None or len(self.ziele) > self.zielzahl else aus
        if not zahl:
            return ergebnis[: self.zielzahl]
        for n, ziel in enumerate(self.graph.ziele):
            if not isinstance(ziel, Term):
                ergebnis[n] = float(ziel)
        breite = min(self.breite, -(-zahl // _VIELFACHES) * _VIELFACHES)
        if self._speicher is None or breite > self._speicher.breite:
            self._speicher, self._fassung = Speicher(self.plan, max(2, breite)), None
        with np.errstate(all="ignore"):
            for a in range(0, zahl, self._speicher.breite):
                b = a + self._speicher.breite
                self._rechne_block(werte[:, a:b], ergebnis[:, a:b])
        self.lauf.szenarien += zahl
        if aus is None:
            return ergebnis[: self.zielzahl]
        if aus is not ergebnis:
            aus[...] = ergebnis[: self.zielzahl]
        return aus

    def _rechne_block(self, werte: Feld, aus: Feld) -> None:
        assert self._speicher is not None
        unten, oben = self._speicher.load(werte)
        bekannt = self._bereiche
        bekannt_genug = self._fassung is not None and bekannt.enthaelt(unten, oben)
        if not bekannt_genug or not all(
            _hat_stellen(werte[n], s) for n, s in bekannt.gitter if self._stellen[n] is None
        ):
            self._bind(werte, unten, oben)
        assert self._fassung is not None
        offen = self._fassung.rechne(werte.shape[1], aus)
        for spalte in offen:
            aus[:, spalte] = self._exakt(werte[:, spalte])
        self.lauf.exakt += len(offen)
        for grenze in self.grenzen:
            if grenze.id not in self.eingaben:
                zeile = aus[self.ziele.index(grenze.id, self.zielzahl)]
                self._check_grenze(grenze, zeile.min(), zeile.max())

    def _check_grenze(self, grenze: Grenze, *extreme: float) -> None:
        for wert in map(als_zahl, extreme):
            if not ist_erlaubt(grenze, wert):
                raise StellenbedarfFehler([grenzen_befund(self.modell, grenze, wert)])

    def exakt(self, werte: Sequence[Fraction]) -> list[Fraction]:
        """Return the exact values of the targets in one scenario."""
        neu: dict[str, Any] = {}
        ersetzt = dict(zip(self.eingaben, werte, strict=True))
        self.modell.netz.rechne(ersetzt, ChainMap(neu, self._fest), self._abhaengig)
        return [neu[z] if z in neu else self._fest[z] for z in self.ziele]

    def _exakt(self, werte: Feld) -> list[float]:
        return [float(w) for w in self.exakt([als_zahl(w) for w in werte])]

    def _bind(self, werte: Feld, unten: Feld, oben: Feld) -> None:
        """Bind the plan for inputs like these and all that have been seen before."""
        for n, id_ in enumerate(self.eingaben):
            if not (math.isfinite(unten[n]) and math.isfinite(oben[n])):
                raise StellenbedarfFehler.einzeln(
                    f"Für „{self.modell.netz[id_].bezeichnung}“ fehlt in mindestens einem Szenario ein Wert, oder er "
                    "ist unendlich", None, "Geben Sie für jedes Szenario eine Zahl an.",
                )  # fmt: skip
            for grenze in self.grenzen:
                if grenze.id == id_:
                    self._check_grenze(grenze, unten[n], oben[n])
        neu = [self._bereich(n, unten[n], oben[n], werte[n]) for n in range(len(self.eingaben))]
        self._bereiche = self._bereiche.erweitert(neu)
        alle, lagen = schranken(self.graph, self._bereiche.liste)
        assert self._speicher is not None
        self._fassung = Fassung(self.graph, self.plan, alle, lagen, self._speicher)

    def _bereich(self, nummer: int, unten: float, oben: float, werte: Feld) -> Bereich:
        """Return a range that holds similar inputs too, but none that the bounds of the input forbid."""
        unten, oben = _grob(unten, math.floor), _grob(oben, math.ceil)
        for feld in (g.eingabe for g in self.grenzen if g.id == self.eingaben[nummer]):
            unten = unten if feld.minimum is None else max(unten, float(feld.minimum))
            oben = oben if feld.maximum is None else min(oben, float(feld.maximum))
        stellen = self._stellen[nummer]
        return Bereich(unten, oben, _stellen(werte) if stellen is None else stellen)


class _Bereiche:
    """The ranges for which a plan is bound, as arrays for a quick look."""

    def __init__(self, liste: Sequence[Bereich]) -> None:
        self.liste = liste
        self.unten = np.array([b.unten for b in liste])
        self.oben = np.array([b.oben for b in liste])
        self.gitter = [(n, b.stellen) for n, b in enumerate(liste) if b.stellen is not None]

    def enthaelt(self, unten: Feld, oben: Feld) -> bool:
        return bool(self.liste) and bool((unten >= self.unten).all()) and bool((oben <= self.oben).all())

    def erweitert(self, neu: Sequence[Bereich]) -> _Bereiche:
        return _Bereiche([b.vereinigt(n) for b, n in zip(self.liste or neu, neu, strict=True)])


def _abhaengige_grenzen(modell: Rechenmodell, eingaben: Sequence[str]) -> tuple[Grenze, ...]:
    abhaengig = modell.netz.nachfolger_von(eingaben)
    gesehen: dict[tuple[str, str, Any, Any], Grenze] = {}
    for g in modell.grenzen:
        if g.id in abhaengig:
            gesehen.setdefault((g.id, g.eingabe.name, g.eingabe.minimum, g.eingabe.maximum), g)
    return tuple(gesehen.values())


def _grob(wert: float, richtung: Callable[[float], int]) -> float:
    """Return a bound with few binary digits in one direction."""
    anteil, exponent = math.frexp(wert)
    return math.ldexp(richtung(math.ldexp(anteil, _BITS)), exponent - _BITS)


def _stellen(werte: Feld) -> int | None:
    """Return the number of decimals (0, 2, 4 or 6) that all values have at most; None where they have more."""
    probe = werte[:_PROBE]
    moeglich = (s for s in range(0, MAX_STELLEN + 1, 2) if _hat_stellen(probe, s))
    return next((s for s in moeglich if _hat_stellen(werte, s)), None)


def _hat_stellen(werte: Feld, stellen: int) -> bool:
    """Tell whether all values are decimals with so many places."""
    skala = 10.0**stellen
    ganze = np.floor(werte * skala + 0.5)
    return bool((ganze / skala == werte).all()) and bool((np.abs(ganze) < _GANZE).all())
