"""Sobol indices: which share of the spread of a result each assumption causes, alone and together with others.

Two independent samples A and B are drawn, and for each assumption the sample A with its column taken from B (Saltelli
et al., Computer Physics Communications 181, 2010, 259–270). First-order indices use estimator (b) of their table 2,
total indices that of Jansen, estimator (f). Values are taken relative to the result of the case, which leaves the
indices alone and makes the first estimator steadier. Standard errors come from the same sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.plan import Rechenplan
from stellenbedarf.szenarien.unsicherheit import korrelationen_von, spannen
from stellenbedarf.szenarien.verteilung import BLOCK, rechne_bloecke, sammle
from stellenbedarf.szenarien.ziehung import Ziehung

Feld = Any


@dataclass(frozen=True, slots=True)
class Index:
    """Indices of one input, each with its standard error: share of its own effect, and with all its interactions."""

    eingabe: str
    allein: float
    allein_fehler: float
    gesamt: float
    gesamt_fehler: float


@dataclass(slots=True)
class Summen:
    """Sums of one block, or of all blocks so far; rows: value and square of both estimators, columns: inputs."""

    zahl: int
    werte: float
    quadrate: float
    schaetzer: Feld

    def add(self, andere: Summen) -> None:
        """Add a later block."""
        self.zahl += andere.zahl
        self.werte += andere.werte
        self.quadrate += andere.quadrate
        self.schaetzer = self.schaetzer + andere.schaetzer


class Sobol:
    """The run that estimates the indices of one result."""

    def __init__(
        self,
        modell: Rechenmodell,
        ziel: str,
        paare: int,
        startwert: int,
        ersetzt: Mapping[str, Fraction | str] | None = None,
    ) -> None:
        """Compile the plan.

        Args:
            modell: the model.
            ziel: id of the result.
            paare: how many pairs of scenarios to draw; each costs one more scenario per input.
            startwert: seed of the random numbers.
            ersetzt: values of the other inputs (a scenario); an Annahme replaced here does not vary.

        Raises:
            StellenbedarfFehler: where the result does not depend on any Annahme that has a range.
        """
        wirksam = modell.netz.vorgaenger_von([ziel])
        verteilungen = {i: v for i, v in spannen(modell, ersetzt or {}).items() if i in wirksam}
        if not verteilungen:
            raise StellenbedarfFehler.einzeln(
                f"„{modell.netz[ziel].bezeichnung}“ hängt von keiner Annahme ab, die eine Spanne hat", None,
                "Tragen Sie zu mindestens einer „niedrig“ und „hoch“ ein oder wählen Sie ein anderes --ziel; sind "
                "Stellen beantragt, ändern Annahmen nur den berechneten Bedarf.",
            )  # fmt: skip
        if paar := next(iter(korrelationen_von(modell, tuple(verteilungen), {})), None):
            raise StellenbedarfFehler.einzeln(
                f"„{modell.netz[paar[0]].bezeichnung}“ und „{modell.netz[paar[1]].bezeichnung}“ hängen zusammen; "
                "Sobol-Indizes setzen unabhängige Annahmen voraus", None,
                "Rechnen Sie ohne --startwert (Wirkung jeder einzelnen Annahme) oder mit „unsicherheit“.",
            )  # fmt: skip
        self.paare, self.gerechnet, self.startwert = paare, 0, startwert
        self.abbruch: BaseException | None = None
        self.eingaben = tuple(verteilungen)
        self.ziehung = Ziehung(list(verteilungen.values()), startwert)
        self.plan = Rechenplan(modell, self.eingaben, [ziel], ersetzt, stellen=self.ziehung.stellen)
        mitte = [(ersetzt or {}).get(i, modell.netz[i].wert) for i in self.eingaben]
        self._bezug = float(self.plan.exakt(mitte)[0])  # type: ignore[arg-type]

    @property
    def bloecke(self) -> int:
        """Return the number of blocks."""
        return -(-self.paare // BLOCK)

    def rechne_block(self, nummer: int) -> Summen:
        """Draw and compute one block of pairs."""
        zahl = min(BLOCK, self.paare - nummer * BLOCK)
        a, b = (self.ziehung.block(2 * nummer + n, zahl) for n in (0, 1))
        f_a, f_b = (self.plan.rechne(x)[0] - self._bezug for x in (a, b))
        schaetzer = np.empty((4, len(self.eingaben)))
        for n in range(len(self.eingaben)):
            eigene, a[n] = a[n].copy(), b[n]
            unterschied = self.plan.rechne(a)[0] - self._bezug - f_a
            a[n] = eigene
            for zeile, werte in enumerate((f_b * unterschied, unterschied**2 / 2)):
                schaetzer[2 * zeile : 2 * zeile + 2, n] = np.add.reduce(werte), np.add.reduce(werte**2)
        alle = np.concatenate([f_a, f_b])
        return Summen(zahl, float(np.add.reduce(alle)), float(np.add.reduce(alle**2)), schaetzer)

    def laufe(
        self,
        prozesse: int = 1,
        cluster: str = "",
        begleiten: Callable[[Iterable[Summen]], Iterable[Summen]] | None = None,
    ) -> tuple[Index, ...]:
        """Run all blocks and return the indices, the largest total index first; none where the result never moves.

        After an interruption the indices are those of the blocks that are finished, see `gerechnet`.
        """
        bloecke: Iterable[Summen] = rechne_bloecke(self, prozesse, cluster)
        gesamt, self.abbruch = sammle(begleiten(bloecke) if begleiten else bloecke)
        assert isinstance(gesamt, Summen)
        self.gerechnet = gesamt.zahl
        return tuple(sorted(self._indizes(gesamt), key=lambda i: -i.gesamt))

    def _indizes(self, s: Summen) -> Iterable[Index]:
        varianz = s.quadrate / (2 * s.zahl) - (s.werte / (2 * s.zahl)) ** 2
        if varianz <= 0:
            return
        for n, eingabe in enumerate(self.eingaben):
            mittel, quadrate = ((s.schaetzer[erste::2, n] / s.zahl).tolist() for erste in (0, 1))
            fehler = [sqrt(max(0.0, q - m * m) / s.zahl) / varianz for m, q in zip(mittel, quadrate, strict=True)]
            yield Index(eingabe, mittel[0] / varianz, fehler[0], mittel[1] / varianz, fehler[1])
