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
Uebergabe = tuple[Feld, slice, list[tuple[Callable[..., Any], Any]]]  # rows, targets, how they are scaled
PUFFER = 256  # numpy copies rows shorter than its buffer when it broadcasts a column; a small buffer avoids that
GEMEINSAM = 1e-9  # below this, a wider guard zone than needed costs practically no exact decisions
CACHE_BYTES = 4 * 2**20  # what a plan may take up of the processor's caches
MIN_BREITE, MAX_BREITE = 1024, 8192


def breite_fuer(zeilen: int) -> int:
    """Return how many scenarios a chunk holds: long rows for few, short ones for many."""
    return max(MIN_BREITE, min(MAX_BREITE, CACHE_BYTES // (8 * zeilen) // 64 * 64))


class Speicher:
    """The memory of a plan: rows of values, and rows that steps use while they run."""

    def __init__(self, plan: Fahrplan, breite: int) -> None:
        """Reserve everything once."""
        hilfszeilen = max((len(s.knoten) for s in plan.schritte if isinstance(s, Stapel)), default=1)
        hilfszeilen = max([hilfszeilen, *(len(s.mitglieder) for s in plan.schritte if isinstance(s, Sammlung))])
        self.breite = breite
        self.block = np.zeros((plan.zeilen, breite))
        self.hilfe = np.zeros((hilfszeilen, breite))
        self.hilfe2 = np.zeros((hilfszeilen, breite))
        self.eingaben = self.block[: plan.eingaben]

    def load(self, werte: Feld) -> tuple[Feld, Feld]:
        """Put the inputs of a chunk into their rows and return their least and largest values."""
        zahl = werte.shape[1]
        self.eingaben[:, :zahl] = werte
        if zahl < self.breite:
            self.eingaben[:, zahl:] = werte[:, -1:]
        return np.minimum.reduce(self.eingaben, axis=1), np.maximum.reduce(self.eingaben, axis=1)


class Fassung:
    """A plan bound to its memory, ready to run on the chunk that lies there."""

    def __init__(
        self,
        graph: Graph,
        plan: Fahrplan,
        grenzen: Sequence[Schranke],
        lagen: dict[int, Grenzlage],
        speicher: Speicher,
    ) -> None:
        """Bind every step to its rows."""
        self.graph = graph
        self.lagen = lagen
        self.block, self.hilfe, self.hilfe2 = speicher.block, speicher.hilfe, speicher.hilfe2
        self.marken = np.zeros(self.block.shape[1], dtype=bool)
        for knoten, zeile in plan.feste.items():
            self.block[zeile] = float(graph.knoten[knoten].zahlen[0])
        self.anfang = [(self.block[z], float(graph.knoten[n].zahlen[0])) for n, z in plan.sammler.items()]
        self.unsicher = any(isinstance(z, Term) and not np.isfinite(grenzen[z.knoten].fehler) for z in graph.ziele)
        self.schritte: list[tuple[list[Aufruf], list[Uebergabe]]] = []
        aufrufe: list[Aufruf] = []
        for schritt in plan.schritte:
            if isinstance(schritt, Stapel):
                aufrufe += self._stapel(schritt)
            elif isinstance(schritt, Sammlung):
                aufrufe += self._sammlung(schritt)
            else:
                self.schritte.append((aufrufe, list(self._lieferung(schritt))))
                aufrufe = []

    def rechne(self, zahl: int, aus: Feld) -> Feld:
        """Compute one chunk and return the numbers of the scenarios that must be decided exactly.

        Args:
            zahl: how many scenarios lie in the rows of the inputs.
            aus: receives the targets, float64 of shape (targets, scenarios); rows of fixed targets are left alone.
        """
        self.marken.fill(self.unsicher)
        for zeile, wert in self.anfang:
            zeile.fill(wert)
        puffer = np.setbufsize(PUFFER)
        try:
            self._laufe(zahl, aus)
        finally:
            np.setbufsize(puffer)
        return np.flatnonzero(self.marken[:zahl])

    def _laufe(self, zahl: int, aus: Feld) -> None:
        for aufrufe, lieferungen in self.schritte:
            for funktion, argumente in aufrufe:
                funktion(*argumente)
            for zeilen, ziele, rechnungen in lieferungen:
                quelle = zeilen[:, :zahl]
                for funktion, zahlen in rechnungen:
                    funktion(quelle, zahlen, aus[ziele])
                    quelle = aus[ziele]

    # --- binding ---------------------------------------------------------------------------------------------------

    def _lieferung(self, schritt: Lieferung) -> Iterator[Uebergabe]:
        for a, b in _laeufe(schritt.ziele, (1, 1)):
            zeile, ziel = schritt.ziele[a]
            faktoren = [self.graph.ziele[z].faktor for _, z in schritt.ziele[a:b]]
            zeilen, ziele = self.block[zeile : zeile + b - a], slice(ziel, ziel + b - a)
            if any(self.graph.knoten[self.graph.ziele[z].knoten].ganz for _, z in schritt.ziele[a:b]):
                # dividing by 100 gives the double nearest to the decimal, multiplying by 0,01 need not
                teilen = np.divide, _spalte([Fraction(f.denominator) for f in faktoren])
                malnehmen = np.multiply, _spalte([Fraction(f.numerator) for f in faktoren])
                yield zeilen, ziele, [teilen] if all(f.numerator == 1 for f in faktoren) else [malnehmen, teilen]
            else:
                yield zeilen, ziele, [(np.multiply, _spalte(faktoren))]

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
            if self.graph.knoten[schritt.summe].ganz:  # sums of whole numbers are exact in any order
                zwischensumme = self.hilfe2[0]
                yield np.add.reduce, (teil, 0, None, zwischensumme)
                teil = zwischensumme[np.newaxis]
            for zeile in teil:  # one by one, so that the order of adding never depends on the tiles
                yield np.add, (ziel, zeile, ziel)

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
            yield (
                a,
                b,
                tuple(self.block[x : x + (b - a if s == 1 else 1)] for s, x in zip(schritte, zeilen[a], strict=True)),
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
        schub, guertel = self._schuebe(schritt, doppelt=True)
        zahl = len(schritt.knoten)
        roh = aus if guertel is None else self.hilfe[:zahl]
        yield from self._skaliert(schritt.operanden[0], faktoren, roh)
        vorzeichen = self.hilfe2[:zahl]
        negativ = any(self.lagen[n].negativ for n in schritt.knoten)
        if negativ:
            yield np.copyto, (vorzeichen, roh)
            yield np.abs, (roh, roh)
        runde = np.ceil if schritt.art == "aufrunden" else np.floor
        yield np.add, (roh, {"runden": 0.5 + schub, "abrunden": schub, "aufrunden": -schub}[schritt.art], roh)
        yield runde, (roh, aus)
        if guertel is not None:  # how far the shifted value lies inside its whole number
            yield np.subtract, ((aus, roh, roh) if runde is np.ceil else (roh, aus, roh))
            yield self._nachsehen, (roh, *guertel)
        if negativ:
            yield np.copysign, (aus, vorzeichen, aus)

    def _vorzeichen(self, schritt: Stapel, zeichen: Sequence[Fraction], aus: Feld) -> Iterator[Aufruf]:
        schub, guertel = self._schuebe(schritt, doppelt=False)
        roh = self.hilfe[: len(schritt.knoten)]
        yield from self._skaliert(schritt.operanden[0], zeichen, roh)
        if schritt.art == "null":
            yield np.abs, (roh, roh)
        yield _VORZEICHEN[schritt.art], (roh, -schub if schritt.art == "negativ" else schub, aus)
        if guertel is not None:
            yield np.abs, (roh, roh)
            yield self._nachsehen, (roh, *guertel)

    def _schuebe(self, schritt: Stapel, doppelt: bool) -> tuple[Any, tuple[Any, float] | None]:
        """Return the shifts of a batch, and the guard zone as rows and as its largest width where there is one.

        A shift that is infinite says that nothing is known; such a plan decides every scenario exactly.
        """
        lagen = [self.lagen[n] for n in schritt.knoten]
        if not all(np.isfinite(x.schub) for x in lagen):
            self.unsicher = True
            return 0.0, None
        schuebe = [x.schub for x in lagen]
        if max(schuebe) < GEMEINSAM:  # one shift for all rows is faster
            schuebe = [max(schuebe)] * len(schuebe)
        breiten = [(2 * s if doppelt else s) * (1 + 1e-9) if x.nachsehen(s) else -1.0
                   for x, s in zip(lagen, schuebe, strict=True)]  # fmt: skip
        guertel = None if max(breiten) < 0 else (_spalte(breiten), max(breiten))
        return _spalte(schuebe), guertel

    def _nachsehen(self, abstand: Feld, grenzen: Any, groesste: float) -> None:
        """Mark the scenarios in which a value lies so near to a boundary that its float error could matter."""
        if np.minimum.reduce(abstand, axis=None) <= groesste:
            np.logical_or(self.marken, (abstand <= grenzen).any(axis=0), self.marken)


def _waehle(bedingung: Feld, dann: Feld, sonst: Feld, aus: Feld) -> None:
    np.copyto(aus, sonst)
    np.copyto(aus, dann, where=bedingung != 0)


_ZWEISTELLIG: dict[str, Callable[..., Any]] = {
    "produkt": np.multiply,
    "minimum": lambda x, y, aus: np.minimum(x, y, out=aus),
    "maximum": lambda x, y, aus: np.maximum(x, y, out=aus),
}
_VORZEICHEN: dict[str, Callable[..., Any]] = {
    "negativ": np.less,
    "nicht_positiv": np.less_equal,
    "null": np.less_equal,
}


def _spalte(zahlen: Sequence[Fraction] | Sequence[float]) -> Any:
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
