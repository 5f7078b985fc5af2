"""Carries a plan out on float64 rows: array operations bound once to their rows, constants and guards.

A `Fassung` is a plan bound for inputs of certain ranges and decimals. Its steps are plain calls of numpy on views of
one block of memory; nothing is allocated while it runs. Scenarios in a guard zone are marked, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from stellenbedarf.formel.funktionen import FUNKTIONEN
from stellenbedarf.szenarien.fahrplan import Fahrplan, Lieferung, Sammlung, Stapel
from stellenbedarf.szenarien.graph import RUNDUNGEN, Graph, Term
from stellenbedarf.szenarien.schranken import Grenzlage, Schranke

Feld = Any  # numpy.ndarray of float64
Aufruf = tuple[Callable[..., Any], tuple[Any, ...]]
CACHE_BYTES = 768 * 1024
MIN_BREITE, MAX_BREITE = 256, 16384


def breite_fuer(zeilen: int) -> int:
    """Return how many scenarios a block of so many rows holds so that it stays in the processor's cache."""
    return max(MIN_BREITE, min(MAX_BREITE, CACHE_BYTES // (8 * max(1, zeilen)) // 64 * 64))


class Fassung:
    """A plan with its memory, ready to run on chunks of up to `breite` scenarios."""

    def __init__(
        self, graph: Graph, plan: Fahrplan, grenzen: Sequence[Schranke], lagen: dict[int, Grenzlage], breite: int
    ) -> None:
        """Bind every step to its rows."""
        self.graph = graph
        self.lagen = lagen
        self.breite = breite
        stapel = [s for s in plan.schritte if isinstance(s, Stapel)]
        self.hilfszeilen = max([len(s.knoten) for s in stapel] + _sammelbreiten(plan), default=1)
        self.block = np.zeros((plan.zeilen, breite))
        self.hilfe = np.zeros((self.hilfszeilen, breite))
        self.hilfe2 = np.zeros((self.hilfszeilen, breite))
        self.marken = np.zeros(breite, dtype=bool)
        self.eingaben = self.block[: plan.eingaben]
        for knoten, zeile in plan.feste.items():
            self.block[zeile] = float(graph.knoten[knoten].zahlen[0])
        self.anfang = [(self.block[z], float(graph.knoten[n].zahlen[0])) for n, z in plan.sammler.items()]
        self.schritte: list[tuple[list[Aufruf], list[tuple[Feld, slice, Any, Any]]]] = []
        aufrufe: list[Aufruf] = []
        for schritt in plan.schritte:
            if isinstance(schritt, Stapel):
                aufrufe += self._stapel(schritt)
            elif isinstance(schritt, Sammlung):
                aufrufe += self._sammlung(schritt)
            else:
                self.schritte.append((aufrufe, list(self._lieferung(schritt))))
                aufrufe = []
        self.unsicher = any(isinstance(z, Term) and not np.isfinite(grenzen[z.knoten].fehler) for z in graph.ziele)

    def rechne(self, eingaben: Feld, aus: Feld) -> Feld:
        """Compute one chunk and return the numbers of the scenarios that must be decided exactly.

        Args:
            eingaben: float64 of shape (inputs, scenarios).
            aus: receives the targets, float64 of shape (targets, scenarios); rows of fixed targets are left alone.
        """
        zahl = eingaben.shape[1]
        self.eingaben[:, :zahl] = eingaben
        if zahl < self.breite:
            self.eingaben[:, zahl:] = eingaben[:, -1:]
        self.marken.fill(self.unsicher)
        for zeile, wert in self.anfang:
            zeile.fill(wert)
        for aufrufe, lieferungen in self.schritte:
            for funktion, argumente in aufrufe:
                funktion(*argumente)
            for zeilen, ziele, faktor, teiler in lieferungen:
                np.multiply(zeilen[:, :zahl], faktor, aus[ziele])
                if teiler is not None:
                    np.divide(aus[ziele], teiler, aus[ziele])
        return np.flatnonzero(self.marken[:zahl])

    # --- binding ---------------------------------------------------------------------------------------------------

    def _lieferung(self, schritt: Lieferung) -> Iterator[tuple[Feld, slice, Any, Any]]:
        for a, b in _laeufe(schritt.ziele, (1, 1)):
            zeile, ziel = schritt.ziele[a]
            faktoren = [self.graph.ziele[z].faktor for _, z in schritt.ziele[a:b]]
            zeilen, ziele = self.block[zeile : zeile + b - a], slice(ziel, ziel + b - a)
            if any(self.graph.knoten[self.graph.ziele[z].knoten].ganz for _, z in schritt.ziele[a:b]):
                # dividing by 100 gives the double nearest to the decimal, multiplying by 0,01 need not
                teiler = [Fraction(f.denominator) for f in faktoren]
                yield zeilen, ziele, _spalte([Fraction(f.numerator) for f in faktoren]), _spalte(teiler)
            else:
                yield zeilen, ziele, _spalte(faktoren), None

    def _sammlung(self, schritt: Sammlung) -> Iterator[Aufruf]:
        faktoren = self.graph.knoten[schritt.summe].zahlen[1:]
        ziel = self.block[schritt.zeile]
        zeilen = [(z,) for z, _ in schritt.mitglieder]
        for a, b in _laeufe(zeilen, (1,)):
            teil = self.block[zeilen[a][0] : zeilen[a][0] + b - a]
            f = [faktoren[platz] for _, platz in schritt.mitglieder[a:b]]
            if any(x != 1 for x in f):
                yield np.multiply, (teil, _spalte(f), self.hilfe[: b - a])
                teil = self.hilfe[: b - a]
            if b - a > 1:
                yield np.add.reduce, (teil, 0, None, self.hilfe2[0])
                teil = self.hilfe2[:1]
            yield np.add, (ziel, teil[0], ziel)

    def _stapel(self, schritt: Stapel) -> Iterator[Aufruf]:
        art, zahl = schritt.art, len(schritt.knoten)
        aus = self.block[schritt.zeile : schritt.zeile + zahl]
        zahlen = [self.graph.knoten[n].zahlen for n in schritt.knoten]
        if art in _ZWEISTELLIG:
            yield from self._je_lauf(_ZWEISTELLIG[art], schritt.operanden, aus)
        elif art == "kehrwert":
            for a, b, (x,) in self._sichten(schritt.operanden):
                yield np.divide, (1.0, x, aus[a:b])
        elif art == "skaliert":
            yield from self._skaliert(schritt.operanden[0], [z[0] for z in zahlen], aus)
        elif art == "summe":
            yield from self._summe(schritt, zahlen, aus)
        elif art in RUNDUNGEN:
            yield from self._rundung(schritt, [z[0] for z in zahlen], aus)
        elif art in _VORZEICHEN:
            yield from self._vorzeichen(schritt, [z[0] for z in zahlen], aus)
        elif art == "wenn":
            yield from self._je_lauf(_waehle, schritt.operanden, aus)
        else:
            bedeutung = FUNKTIONEN[art].feld
            yield from self._je_lauf(lambda *w: np.copyto(w[-1], bedeutung(np, *w[:-1])), schritt.operanden, aus)

    def _sichten(self, operanden: Sequence[Sequence[int]]) -> Iterator[tuple[int, int, tuple[Feld, ...]]]:
        """Yield the runs of a batch in which every operand lies on adjacent rows or on one row, with their views."""
        zeilen = list(zip(*operanden, strict=True))
        a = 0
        while a < len(zeilen):
            b = a + 1
            if b < len(zeilen):
                schritte = tuple(y - x for x, y in zip(zeilen[a], zeilen[b], strict=True))
                while b < len(zeilen) and all(
                    s in (0, 1) and z == x + s * (b - a) for s, x, z in zip(schritte, zeilen[a], zeilen[b], strict=True)
                ):
                    b += 1
            else:
                schritte = (1,) * len(operanden)
            yield a, b, tuple(
                self.block[x : x + (b - a if s == 1 else 1)] for s, x in zip(schritte, zeilen[a], strict=True)
            )
            a = b

    def _je_lauf(self, funktion: Callable[..., Any], operanden: Sequence[Sequence[int]], aus: Feld) -> Iterator[Aufruf]:
        for a, b, sichten in self._sichten(operanden):
            yield funktion, (*sichten, aus[a:b])

    def _skaliert(self, operand: Sequence[int], faktoren: Sequence[Fraction], aus: Feld) -> Iterator[Aufruf]:
        for a, b, (x,) in self._sichten((operand,)):
            yield np.multiply, (x, _spalte(faktoren[a:b]), aus[a:b])

    def _summe(self, schritt: Stapel, zahlen: Sequence[tuple[Fraction, ...]], aus: Feld) -> Iterator[Aufruf]:
        yield np.copyto, (aus, _spalte([z[0] for z in zahlen]))
        hilfe = self.hilfe[: len(schritt.knoten)]
        for n, operand in enumerate(schritt.operanden, start=1):
            faktoren = [z[n] for z in zahlen]
            if all(abs(f) == 1 for f in faktoren):
                for a, b, (x,) in self._sichten((operand,)):
                    for c, d in _gleiche(faktoren, a, b):
                        teil = x if len(x) == 1 else x[c - a : d - a]
                        yield (np.add if faktoren[c] == 1 else np.subtract), (aus[c:d], teil, aus[c:d])
            else:
                yield from self._skaliert(operand, faktoren, hilfe)
                yield np.add, (aus, hilfe, aus)

    def _rundung(self, schritt: Stapel, faktoren: Sequence[Fraction], aus: Feld) -> Iterator[Aufruf]:
        lagen = [self.lagen[n] for n in schritt.knoten]
        negativ, nachsehen = any(x.negativ for x in lagen), any(x.nachsehen for x in lagen)
        if not all(np.isfinite(x.schub) for x in lagen):
            yield self.marken.fill, (True,)
        schub = np.array([[x.schub if np.isfinite(x.schub) else 0.0] for x in lagen])
        zahl = len(schritt.knoten)
        roh = self.hilfe[:zahl] if nachsehen else aus
        yield from self._skaliert(schritt.operanden[0], faktoren, roh)
        vorzeichen = self.hilfe2[:zahl]
        if negativ:
            yield np.copyto, (vorzeichen, roh)
            yield np.abs, (roh, roh)
        runde = np.ceil if schritt.art == "aufrunden" else np.floor
        yield np.add, (roh, {"runden": 0.5 + schub, "abrunden": schub, "aufrunden": -schub}[schritt.art], roh)
        yield runde, (roh, aus)
        if nachsehen:  # how far the shifted value lies inside its whole number; within twice the shift nothing is sure
            yield (np.subtract, (aus, roh, roh) if runde is np.ceil else (roh, aus, roh))
            yield self._nachsehen, (roh, *_guertel(lagen, 2 * schub * (1 + 1e-9)))
        if negativ:
            yield np.copysign, (aus, vorzeichen, aus)

    def _vorzeichen(self, schritt: Stapel, zeichen: Sequence[Fraction], aus: Feld) -> Iterator[Aufruf]:
        lagen = [self.lagen[n] for n in schritt.knoten]
        roh = self.hilfe[: len(lagen)]
        if not all(np.isfinite(x.schub) for x in lagen):
            yield self.marken.fill, (True,)
        schub = np.array([[x.schub if np.isfinite(x.schub) else 0.0] for x in lagen])
        yield from self._skaliert(schritt.operanden[0], zeichen, roh)
        if schritt.art == "null":
            yield np.abs, (roh, roh)
        yield _VORZEICHEN[schritt.art], (roh, -schub if schritt.art == "negativ" else schub, aus)
        if any(x.nachsehen for x in lagen):
            yield np.abs, (roh, roh)
            yield self._nachsehen, (roh, *_guertel(lagen, schub))

    def _nachsehen(self, abstand: Feld, grenzen: Feld, groesste: float) -> None:
        """Mark the scenarios in which a value lies so near to a boundary that its float error could matter."""
        if np.minimum.reduce(abstand, axis=None) <= groesste:
            np.logical_or(self.marken, (abstand <= grenzen).any(axis=0), self.marken)


def _guertel(lagen: Sequence[Grenzlage], breite: Feld) -> tuple[Feld, float]:
    """Return the width of the guard zone per row, and the largest; where the lattice decides, there is no zone."""
    breite = np.where([[x.nachsehen] for x in lagen], breite, -1.0)
    return breite, float(breite.max())


def _waehle(bedingung: Feld, dann: Feld, sonst: Feld, aus: Feld) -> None:
    np.copyto(aus, sonst)
    np.copyto(aus, dann, where=bedingung != 0)


_ZWEISTELLIG: dict[str, Callable[..., Any]] = {
    "produkt": np.multiply,
    "quotient": np.divide,
    "minimum": np.minimum,
    "maximum": np.maximum,
}
_VORZEICHEN: dict[str, Callable[..., Any]] = {
    "negativ": np.less,
    "nicht_positiv": np.less_equal,
    "null": np.less_equal,
}


def _spalte(zahlen: Sequence[Fraction]) -> Any:
    """Return factors as a column, or as one number where they are all equal."""
    if all(z == zahlen[0] for z in zahlen):
        return float(zahlen[0])
    return np.array([[float(z)] for z in zahlen])


def _laeufe(zeilen: Sequence[tuple[int, ...]], schritte: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield the runs in which all numbers go up by these steps."""
    schnitte = [
        n
        for n, (x, y) in enumerate(pairwise(zeilen), start=1)
        if tuple(q - p for p, q in zip(x, y, strict=True)) != schritte
    ]
    yield from pairwise([0, *schnitte, len(zeilen)])


def _gleiche(zahlen: Sequence[Fraction], a: int, b: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of equal numbers between two places."""
    schnitte = [n for n in range(a + 1, b) if zahlen[n] != zahlen[n - 1]]
    yield from pairwise([a, *schnitte, b])


def _sammelbreiten(plan: Fahrplan) -> list[int]:
    return [len(s.mitglieder) for s in plan.schritte if isinstance(s, Sammlung)]
