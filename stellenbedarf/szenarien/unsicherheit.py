"""Monte Carlo: how posts and cost spread when the Annahmen vary within their ranges."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel.einheit import VZAE
from stellenbedarf.modell.verteilungen import Verteilung, verteilung_von
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.rechnung.positionen import beantragt_id
from stellenbedarf.szenarien.groessen import ist_tag
from stellenbedarf.szenarien.haeufigkeit import Haeufigkeit
from stellenbedarf.szenarien.plan import Rechenplan
from stellenbedarf.szenarien.verteilung import BLOCK, rechne_bloecke, sammle
from stellenbedarf.szenarien.ziehung import Ziehung

QUANTILE = tuple(Fraction(p, 100) for p in (5, 10, 50, 90, 95))
STARTWERT, LAEUFE = 1, 100_000  # what papers are computed with, and the command by default
LAEUFE_EXAKT = 2_000  # the same where every scenario has to be decided exactly
GRUPPE = 4  # blocks of random numbers that are added up where they were drawn, so that processes send less
_PROBE = 64
MAX_GROESSEN = 150  # quantities that are counted side by side; each may take some MB
BEDARF, STELLEN, KOSTEN = "Bedarf", "Stellen", "Kosten"
GESAMT, POSITION = "Gesamt", "Position"


@dataclass(frozen=True, slots=True)
class Ziel:
    """A quantity whose spread is reported: where it belongs (position, grade, total), what it is, its id."""

    bereich: str
    mass: str
    id: str


@dataclass(frozen=True, slots=True)
class Deckung:
    """A demand and the posts that are asked for it."""

    bereich: str
    bedarf: str
    beantragt: str


@dataclass(slots=True)
class Teil:
    """Result of one block, or of all blocks so far."""

    tabellen: list[Haeufigkeit]
    gedeckt: list[int]
    szenarien: int
    exakt: int

    def add(self, anderer: Teil) -> None:
        """Add a later block."""
        for tabelle, neu in zip(self.tabellen, anderer.tabellen, strict=True):
            tabelle.add(neu)
        self.gedeckt = [a + b for a, b in zip(self.gedeckt, anderer.gedeckt, strict=True)]
        self.szenarien += anderer.szenarien
        self.exakt += anderer.exakt


class Unsicherheit:
    """A Monte Carlo run of a model."""

    def __init__(
        self,
        modell: Rechenmodell,
        szenarien: int,
        startwert: int,
        korrelationen: Mapping[tuple[str, str], float] | None = None,
        hyperwuerfel: bool = False,
        ersetzt: Mapping[str, Fraction | str] | None = None,
    ) -> None:
        """Compile the plan for all Annahmen that have a range.

        Args:
            modell: the model.
            szenarien: how many to draw.
            startwert: seed of the random numbers; the same seed gives the same result.
            korrelationen: pairs of ids of inputs and their correlation (of the normal scores); they come before those
                of the case.
            hyperwuerfel: draw by Latin hypercube.
            ersetzt: values of the other inputs (a scenario); an Annahme replaced here does not vary.

        Raises:
            StellenbedarfFehler: where no Annahme has a range, or the correlations contradict each other.
        """
        self.abbruch: BaseException | None = None
        self.szenarien = szenarien
        self.startwert = startwert
        verteilungen = spannen(modell, ersetzt or {})
        if not verteilungen:
            raise StellenbedarfFehler.einzeln(
                "Keine Annahme des Falls hat eine Spanne", None,
                "Tragen Sie zu mindestens einer „niedrig“ und „hoch“ ein, bei Bedarf auch „verteilung“.",
            )  # fmt: skip
        self.eingaben = tuple(verteilungen)
        self.korrelationen = korrelationen_von(modell, self.eingaben, korrelationen or {})
        platz = {id_: n for n, id_ in enumerate(self.eingaben)}
        paare = {(platz[a], platz[b]): w for (a, b), w in self.korrelationen.items()}
        self.ziehung = Ziehung(list(verteilungen.values()), startwert, paare, hyperwuerfel)
        abhaengig = modell.netz.nachfolger_von(self.eingaben)
        alle = [z for z in _ziele(modell) if z.id in abhaengig]
        self.gekuerzt = len(alle) > MAX_GROESSEN
        self.ziele = [z for z in alle if not (self.gekuerzt and z.bereich.startswith(POSITION))]
        self.deckungen = [d for d in _deckungen(modell, abhaengig) if not self.gekuerzt or d.bereich == GESAMT]
        gedeckt = (i for d in self.deckungen for i in (d.bedarf, d.beantragt))
        ids = list(dict.fromkeys([*(z.id for z in self.ziele), *gedeckt]))
        self.plan = Rechenplan(modell, self.eingaben, ids, ersetzt, stellen=self.ziehung.stellen)
        self._platz = {id_: n for n, id_ in enumerate(ids)}

    @property
    def bloecke(self) -> int:
        """Return the number of blocks to compute; each holds several blocks of random numbers."""
        return -(-self.szenarien // (BLOCK * GRUPPE))

    def entscheidet_alles_exakt(self) -> bool:
        """Tell whether float64 is never sure (queueing formulas), so that every scenario takes the exact reader."""
        vorher = self.plan.lauf.exakt
        self.plan.rechne(self.ziehung.block(0, _PROBE))
        return self.plan.lauf.exakt - vorher == _PROBE

    def rechne_block(self, nummer: int) -> Teil:
        """Draw and compute the blocks of random numbers of one group, and add them up in order."""
        ende = min((nummer + 1) * GRUPPE, -(-self.szenarien // BLOCK))
        teil = self._rechne_ziehung(nummer * GRUPPE)
        for n in range(nummer * GRUPPE + 1, ende):
            teil.add(self._rechne_ziehung(n))
        for tabelle in teil.tabellen:
            tabelle.packe()
        return teil

    def _rechne_ziehung(self, nummer: int) -> Teil:
        zahl = min(BLOCK, self.szenarien - nummer * BLOCK)
        vorher = self.plan.lauf.exakt
        ergebnis = self.plan.rechne(self.ziehung.block(nummer, zahl))
        gedeckt = [
            int(np.count_nonzero(ergebnis[self._platz[d.bedarf]] <= ergebnis[self._platz[d.beantragt]]))
            for d in self.deckungen
        ]
        plaetze = [self._platz[z.id] for z in self.ziele]
        tabellen = [Haeufigkeit.aus(ergebnis[p], self.plan.schritt(p)) for p in plaetze]
        return Teil(tabellen, gedeckt, zahl, self.plan.lauf.exakt - vorher)

    def laufe(
        self, prozesse: int = 1, cluster: str = "", begleiten: Callable[[Iterable[Teil]], Iterable[Teil]] | None = None
    ) -> Teil:
        """Run all blocks and merge them in order; after an interruption (`abbruch`) only those that are finished."""
        bloecke: Iterable[Teil] = rechne_bloecke(self, prozesse, cluster)
        teil, self.abbruch = sammle(begleiten(bloecke) if begleiten else bloecke)
        assert isinstance(teil, Teil)
        return teil


def spannen(modell: Rechenmodell, ersetzt: Container[str] = ()) -> dict[str, Verteilung]:
    """Return the distribution of every Annahme that has one and is not replaced, by id."""
    gefunden = {}
    for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True):
        for annahme in fall.annahmen.values():
            verteilung = None if annahme.berechnet else verteilung_von(annahme)
            id_ = f"{praefix}annahme.{annahme.name}"
            if verteilung is not None and id_ not in ersetzt and not ist_tag(modell, id_):
                gefunden[id_] = verteilung
    return gefunden


def korrelationen_von(
    modell: Rechenmodell, eingaben: Sequence[str], weitere: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Return the correlations of the cases and further ones, which come first, among inputs that vary."""
    alle = {
        _paar(f"{praefix}annahme.{k.annahme}", f"{praefix}annahme.{k.mit}"): float(k.wert)
        for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True)
        for k in fall.korrelationen
    }
    alle |= {_paar(*paar): wert for paar, wert in weitere.items()}
    return {paar: wert for paar, wert in alle.items() if set(paar) <= set(eingaben)}


def _paar(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _ziele(modell: Rechenmodell) -> Iterable[Ziel]:
    masse = {"bedarf": BEDARF, "stellen": STELLEN, "kosten": KOSTEN}
    for mass, titel in masse.items():
        yield Ziel(GESAMT, titel, modell.summen["gesamt", "", mass])
    for dimension, schluessel, mass in modell.summen:
        if dimension == "bewertung" and mass in masse:
            yield Ziel(f"Bewertung {schluessel}", masse[mass], modell.summen[dimension, schluessel, mass])
    for posten in modell.posten:
        for mass, titel in masse.items():
            if mass in posten.ids and modell.netz[posten.ids[mass]].einheit.passt(VZAE) == (mass != "kosten"):
                yield Ziel(f"{POSITION} {modell.nummer(posten)}", titel, posten.ids[mass])


def _deckungen(modell: Rechenmodell, abhaengig: set[str]) -> Iterable[Deckung]:
    for bemessung in modell.bemessungen:
        posten = modell.posten_von(bemessung)
        if bemessung.misst and bemessung.ergebnis in abhaengig and posten:
            wort = POSITION if len(posten) == 1 else "Positionen"
            bereich = f"{wort} {modell.nummern(posten)}"
            yield Deckung(bereich, bemessung.ergebnis, beantragt_id(bemessung, posten))
    summen = modell.summen
    if summen["gesamt", "", "bedarf"] in abhaengig:
        yield Deckung(GESAMT, summen["gesamt", "", "bedarf"], summen["gesamt", "", "stellen"])


def satz(lauf: Unsicherheit, teil: Teil, stellen: Callable[[float], str], zahl: Callable[[int], str]) -> str:
    """Return what the run says in one sentence for the paper."""
    bedarf = next((t for z, t in zip(lauf.ziele, teil.tabellen, strict=True) if z.mass == BEDARF), None)
    if bedarf is None:
        return "Die Spannen der Annahmen ändern den berechneten Stellenbedarf nicht."
    unten, oben = bedarf.quantil(QUANTILE[0]), bedarf.quantil(QUANTILE[-1])
    text = (
        "Streuen die Annahmen in ihren Spannen, liegt der berechnete Bedarf mit einer Wahrscheinlichkeit von "
        f"90\u00a0% zwischen {stellen(unten)} und {stellen(oben)} Stellen"
    )
    for deckung, gedeckt in zip(lauf.deckungen, teil.gedeckt, strict=True):
        if deckung.bereich == GESAMT:
            anteil = zahl_prozent(gedeckt, teil.szenarien)
            text += f"; die beantragten Stellen decken ihn in {anteil} der Fälle"
    return f"{text} ({zahl(teil.szenarien)} Durchläufe, Startwert {lauf.startwert})."


def zahl_prozent(teil: int, ganzes: int) -> str:
    """Return a share in per cent with one decimal; what is not all is never written as 100 %."""
    from stellenbedarf.zahlen import format_fest

    anteil = Fraction(teil, ganzes) * 100
    if 0 < anteil < Fraction(5, 100):
        return "weniger als 0,1\u00a0%"
    if Fraction(9995, 100) <= anteil < 100:
        return "mehr als 99,9\u00a0%"
    return f"{format_fest(anteil, 1)}\u00a0%"


def read_korrelationen(texte: Sequence[str], modell: Rechenmodell) -> dict[tuple[str, str], float]:
    """Read `NAME,NAME=0,6`.

    Raises:
        StellenbedarfFehler: where a text cannot be read, a name has no range, or the value is not between −1 and 1.
    """
    from stellenbedarf.szenarien.groessen import eingabe_id
    from stellenbedarf.zahlen import Zahlfehler, read_zahl

    bekannt = spannen(modell)
    gelesen: dict[tuple[str, str], float] = {}
    for text in texte:
        namen, gleich, wert = text.partition("=")
        paar = [n.strip() for n in namen.split(",")]
        try:
            zahl = read_zahl(wert) if gleich and len(paar) == 2 else None
        except Zahlfehler:
            zahl = None
        if zahl is None or not -1 <= zahl <= 1 or len(set(paar)) < 2:
            raise StellenbedarfFehler.einzeln(
                f"„{text}“ ist keine Korrelation", None,
                "Schreiben Sie zwei Annahmen und einen Wert zwischen −1 und 1, zum Beispiel fallzahl,zeit=0,6.",
            )  # fmt: skip
        ids = [eingabe_id(modell, n) for n in paar]
        for name, id_ in zip(paar, ids, strict=True):
            if id_ not in bekannt:
                raise StellenbedarfFehler.einzeln(
                    f"Die Annahme „{name}“ hat keine Spanne und kann nicht korrelieren", None,
                    "Tragen Sie „niedrig“ und „hoch“ ein.",
                )  # fmt: skip
        gelesen[ids[0], ids[1]] = float(zahl)
    return gelesen
