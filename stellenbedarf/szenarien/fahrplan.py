"""The order in which a graph is computed: batches of like nodes, tiles that fit the cache, rows that are reused.

Positions that are computed alike lie in one batch and are computed by one array operation on rows × scenarios. A tile
holds as many positions as keep the processor's cache; totals are added up tile by tile, so that the amounts of 10.000
positions never lie in memory at once. The order depends on the graph alone, never on the number of scenarios.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from stellenbedarf.szenarien.graph import RUNDUNGEN, Graph, Term

SAMMELN_AB = 8  # sums with more members are added up tile by tile
DREHSCHEIBE_AB = 12  # a node with more users is computed first and kept for all tiles
KACHEL = 72  # nodes of a tile


@dataclass(frozen=True, slots=True)
class Stapel:
    """Nodes of one kind on adjacent rows from `zeile` on; `operanden` holds the rows of each argument."""

    art: str
    knoten: tuple[int, ...]
    zeile: int
    operanden: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Sammlung:
    """Members of a sum that have just been computed: row of the sum, and row and coefficient of each member."""

    summe: int
    zeile: int
    mitglieder: tuple[tuple[int, int], ...]  # row, place among the arguments of the sum


@dataclass(frozen=True, slots=True)
class Lieferung:
    """Targets whose node has just been computed: row and number of the target."""

    ziele: tuple[tuple[int, int], ...]


@dataclass
class Fahrplan:
    """Steps in order; rows 0 to `eingaben`-1 hold the inputs."""

    eingaben: int
    schritte: list[Stapel | Sammlung | Lieferung] = field(default_factory=list)
    sammler: dict[int, int] = field(default_factory=dict)  # node → row of a sum that is added up
    feste: dict[int, int] = field(default_factory=dict)  # node → row that holds a fixed value
    zeilen: int = 0


def baue_fahrplan(graph: Graph, eingaben: int) -> Fahrplan:
    """Return the order of computation of everything that the targets of a graph need."""
    return _Planer(graph, eingaben).plan


class _Planer:
    def __init__(self, graph: Graph, eingaben: int) -> None:
        self.graph = graph
        self.knoten = graph.knoten
        self.plan = Fahrplan(eingaben, zeilen=eingaben)
        self.zeile: dict[int, int] = {}
        self._formen: dict[tuple[str | int, ...], int] = {}  # equal shapes have equal numbers
        self.ziele: dict[int, list[int]] = {}
        for nummer, ziel in enumerate(graph.ziele):
            if isinstance(ziel, Term):
                self.ziele.setdefault(ziel.knoten, []).append(nummer)
        gebraucht = self._gebraucht()
        self.nutzer: dict[int, list[int]] = {n: [] for n in gebraucht}
        self.platz: dict[int, dict[int, int]] = {}  # large sum → member → place among its arguments
        for n in gebraucht:
            if self._sammelt(n):
                self.platz[n] = {a: m for m, a in enumerate(self.knoten[n].argumente)}
            for a in dict.fromkeys(self.knoten[n].argumente):
                self.nutzer[a].append(n)
        rechnend = set(self._ablegen(gebraucht))
        phase = self._phasen(gebraucht)
        self.kachel: dict[int, int] = {}
        phasen = [[n for n in gebraucht if phase[n] == p] for p in range(max(phase.values(), default=-1) + 1)]
        je_phase = [list(self._kacheln([n for n in p if n in rechnend])) for p in phasen]
        for nummer, kachel in enumerate(k for kacheln in je_phase for k in kacheln):
            self.kachel.update(dict.fromkeys(kachel, nummer))
        self.bleibt = self._bleibend()
        self._naechste_bleibende = self.plan.zeilen
        self.basis = self.plan.zeilen = self.plan.zeilen + len(self.bleibt)
        self._liefern([n for n in gebraucht if self.knoten[n].art == "eingabe"])
        for nummern, kacheln in zip(phasen, je_phase, strict=True):
            for kachel in kacheln:
                self._plane_kachel(kachel)
            self._liefern([n for n in nummern if n in self.plan.sammler])

    def _gebraucht(self) -> list[int]:
        gesehen: set[int] = set()
        offen = list(self.ziele)
        while offen:
            n = offen.pop()
            if n not in gesehen:
                gesehen.add(n)
                offen.extend(self.knoten[n].argumente)
        return sorted(gesehen)

    def _ablegen(self, gebraucht: Iterable[int]) -> list[int]:
        """Give inputs, fixed values and large sums their rows; return the nodes that remain to be computed."""
        rest = []
        for n in gebraucht:
            knoten = self.knoten[n]
            if knoten.art == "eingabe":
                self.zeile[n] = int(knoten.zahlen[0])
            elif knoten.art == "fest" or self._sammelt(n):
                self.zeile[n] = self.plan.zeilen
                self.plan.zeilen += 1
                (self.plan.feste if knoten.art == "fest" else self.plan.sammler)[n] = self.zeile[n]
            else:
                rest.append(n)
        return rest

    def _sammelt(self, n: int) -> bool:
        return self.knoten[n].art == "summe" and len(self.knoten[n].argumente) > SAMMELN_AB

    def _phasen(self, gebraucht: Iterable[int]) -> dict[int, int]:
        """Return how many large sums must be complete before a node can be computed."""
        phase: dict[int, int] = {}
        for n in gebraucht:
            phase[n] = max((phase[a] + self._sammelt(a) for a in self.knoten[n].argumente), default=0)
        return phase

    def _kacheln(self, knoten: Sequence[int]) -> Iterator[list[int]]:
        """Yield the tiles of one phase: first what many use, then the positions, alike ones together."""
        eigene = set(knoten)
        vorab = self._vorab(knoten)
        if vorab:
            yield sorted(vorab)
        kachel: list[int] = []
        for gruppe in self._gruppen([n for n in knoten if n not in vorab], eigene - vorab):
            if kachel and len(kachel) + len(gruppe) > KACHEL:
                yield sorted(kachel)
                kachel = []
            kachel += gruppe
        if kachel:
            yield sorted(kachel)

    def _vorab(self, knoten: Sequence[int]) -> set[int]:
        """Return the nodes with many users, and what they are computed from."""
        vorab: set[int] = set()
        for n in reversed(knoten):
            rechnende = [m for m in self.nutzer[n] if not self._sammelt(m)]
            if len(rechnende) > DREHSCHEIBE_AB or vorab.intersection(rechnende):
                vorab.add(n)
        return vorab

    def _gruppen(self, knoten: Sequence[int], eigene: set[int]) -> list[list[int]]:
        """Return the connected groups of nodes, sorted by their shape and then by what they share."""
        haupt = {n: n for n in knoten}

        def finde(n: int) -> int:
            while haupt[n] != n:
                haupt[n] = haupt[haupt[n]]
                n = haupt[n]
            return n

        form: dict[int, int] = {}
        for n in knoten:
            teile = []
            for a in self.knoten[n].argumente:
                teile.append(form[a] if a in eigene else -1)
                if a in eigene:
                    haupt[finde(a)] = finde(n)
            form[n] = self._formen.setdefault((self.knoten[n].art, *teile), len(self._formen))
        gruppen: dict[int, list[int]] = {}
        for n in knoten:
            gruppen.setdefault(finde(n), []).append(n)

        def rang(gruppe: list[int]) -> tuple[tuple[int, ...], tuple[int, ...], int]:
            fremde = tuple(a for n in gruppe for a in self.knoten[n].argumente if a not in eigene)
            return tuple(form[n] for n in gruppe), fremde, gruppe[0]

        return sorted(gruppen.values(), key=rang)

    def _bleibend(self) -> set[int]:
        """Return the nodes whose rows must be kept because a later tile needs them."""
        return {
            n for n, kachel in self.kachel.items() if any(self.kachel.get(m, kachel) != kachel for m in self.nutzer[n])
        }

    def _plane_kachel(self, kachel: Sequence[int]) -> None:
        eigene = set(kachel)
        stufe: dict[int, int] = {}
        for n in kachel:
            stufe[n] = 1 + max((stufe[a] for a in self.knoten[n].argumente if a in eigene), default=0)
        gruppen: dict[tuple[int, str, int, bool], list[int]] = {}
        for n in kachel:
            k = self.knoten[n]
            gruppen.setdefault((stufe[n], k.art, len(k.argumente), n in self.bleibt), []).append(n)
        letzter: dict[int, int] = {}  # node → number of the last batch that reads it
        folge = sorted(gruppen)
        for nummer, schluessel in enumerate(folge):
            for n in gruppen[schluessel]:
                letzter.update(dict.fromkeys((a for a in self.knoten[n].argumente if a in eigene), nummer))
        belegt: list[bool] = []
        for nummer, schluessel in enumerate(folge):
            frei = {n for n in eigene - self.bleibt if letzter.get(n) == nummer}
            self._plane_stapel(gruppen[schluessel], schluessel[3], belegt, frei)
            for n in eigene - self.bleibt:
                if n in self.zeile and letzter.get(n, -1) <= nummer:
                    belegt[self.zeile[n] - self.basis] = False
                    eigene = eigene - {n}
            for n in self._uebernommen:
                belegt[self.zeile[n] - self.basis] = letzter.get(n, -1) > nummer
        self.plan.zeilen = max(self.plan.zeilen, self.basis + len(belegt))

    def _plane_stapel(self, knoten: list[int], bleibt: bool, belegt: list[bool], frei: set[int]) -> None:
        """Place a batch; `frei` are the nodes that nothing needs after it, so that a rounding may replace them."""
        knoten = sorted(knoten, key=lambda n: [self.zeile[a] for a in self.knoten[n].argumente])
        erste = [self.knoten[n].argumente[0] for n in knoten if self.knoten[n].argumente]
        zeilen = [self.zeile[a] for a in erste]
        am_ort = self.knoten[knoten[0]].art in RUNDUNGEN and frei.issuperset(erste) and len(set(erste)) == len(erste)
        self._uebernommen: list[int] = []
        if am_ort and not bleibt and zeilen == list(range(zeilen[0], zeilen[0] + len(zeilen))):
            zeile = zeilen[0]
            self._uebernommen = knoten
        elif bleibt:
            zeile = self._naechste_bleibende
            self._naechste_bleibende += len(knoten)
        else:
            zeile = self.basis + _reserviere(belegt, len(knoten))
        self.zeile.update({n: zeile + m for m, n in enumerate(knoten)})
        argumente = range(len(self.knoten[knoten[0]].argumente))
        operanden = tuple(tuple(self.zeile[self.knoten[n].argumente[a]] for n in knoten) for a in argumente)
        self.plan.schritte.append(Stapel(self.knoten[knoten[0]].art, tuple(knoten), zeile, operanden))
        self._liefern(knoten)

    def _liefern(self, knoten: Sequence[int]) -> None:
        """Hand computed nodes on to the large sums and targets that they belong to."""
        summen: dict[int, list[tuple[int, int]]] = {}
        for n in knoten:
            for m in self.nutzer[n]:
                if m in self.platz:
                    summen.setdefault(m, []).append((self.zeile[n], self.platz[m][n]))
        for summe, mitglieder in summen.items():
            self.plan.schritte.append(Sammlung(summe, self.zeile[summe], tuple(mitglieder)))
        ziele = [(self.zeile[n], z) for n in knoten for z in self.ziele.get(n, ())]
        if ziele:
            self.plan.schritte.append(Lieferung(tuple(ziele)))


def _reserviere(belegt: list[bool], zahl: int) -> int:
    """Return the first of so many adjacent free rows and mark them as taken."""
    lauf = 0
    for n, voll in enumerate(belegt):
        lauf = 0 if voll else lauf + 1
        if lauf == zahl:
            belegt[n - zahl + 1 : n + 1] = [True] * zahl
            return n - zahl + 1
    start = len(belegt) - lauf
    belegt[start:] = [True] * zahl
    return start
