"""Years ahead: posts and cost of every Haushaltsjahr, from the forecasts of caseloads and the path of pay.

The case is built twice. First its forecasts are extended to all years. Then every year is computed with its caseloads
three times: as expected, and with all forecasts and assumed increases at the lower and at the upper end of their range.
So the lower and the upper value are those of years in which everything comes low or high together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from stellenbedarf.fehler import Befunde, StellenbedarfFehler
from stellenbedarf.modell.fall import BASIS, Annahme, Fall
from stellenbedarf.modell.kostenplan import ALLE, Erhoehung
from stellenbedarf.modell.pruefen import check_fall
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import ersetzungen, grenzen_befund, ist_erlaubt
from stellenbedarf.rechnung.modell import Rechenmodell, baue_modell

MAX_JAHRE = 50
MASSE = ("bedarf", "stellen", "kosten", "erstattung", "netto")
_JE_JAHR = ("kosten", "erstattung", "netto")
_QUELLE = "Annahme der Projektion"
NIEDRIG, ERWARTET, HOCH = range(3)


@dataclass(frozen=True, slots=True)
class Spanne:
    """A value with the lower and upper end of its range."""

    niedrig: Fraction
    erwartet: Fraction
    hoch: Fraction

    @property
    def alle(self) -> tuple[Fraction, Fraction, Fraction]:
        """Return the three values, the lower end first."""
        return self.niedrig, self.erwartet, self.hoch


@dataclass(frozen=True, slots=True)
class Jahr:
    """A year: the caseloads that it is computed with, by id of the Annahme, and its results by measure."""

    jahr: int
    mengen: Mapping[str, Spanne]
    werte: Mapping[str, Spanne]


class Projektion:
    """The projection of a model over several years."""

    def __init__(
        self,
        modell: Rechenmodell,
        bis: int | None = None,
        erhoehung: Spanne | None = None,
        nach_bedarf: bool = False,
        szenario: str = BASIS,
    ) -> None:
        """Choose the years.

        Args:
            modell: the model of the cases.
            bis: last year; by default the last Haushaltsjahr or year of a forecast.
            erhoehung: increase of pay on 1 January of every year after the last one that the case states.
            nach_bedarf: let posts follow the need, as if none were asked for.
            szenario: scenario whose values hold for everything else.

        Raises:
            StellenbedarfFehler: where no years follow from the case, or a forecast lacks values for one.
        """
        self.ausgang, self.erhoehung, self.nach_bedarf, self.szenario = modell, erhoehung, nach_bedarf, szenario
        self.jahre = _jahre(modell, bis)
        self._mengen = dict(self._sage_voraus())
        self.modell = self._baue([self._fall(f, p) for f, p in zip(modell.faelle, modell.praefixe, strict=True)])

    # The caseloads ----------------------------------------------------------------------------------------------

    def _sage_voraus(self) -> Iterable[tuple[str, dict[int, Spanne]]]:
        """Yield, by id of the Annahme, the caseload of every year with its range."""
        befunde = Befunde()
        faelle = [
            replace(f, annahmen={n: self._verlaengert(f, a, befunde) for n, a in f.annahmen.items()})
            for f in self.ausgang.faelle
        ]
        befunde.raise_on_error()
        modell = baue_modell(faelle, Befunde())
        werte: dict[str, Any] = {}
        modell.netz.rechne({}, werte)
        for prognose, (fall, praefix) in self._prognosen(modell):
            name = prognose.annahme.name
            gewesen = {int(v.jahr): Spanne(v.wert, v.wert, v.wert) for v in fall.verlaeufe if v.annahme == name}
            kommend = {
                j: Spanne(werte[ids.get("niedrig", ids["wert"])], werte[ids["wert"]],
                          werte[ids.get("hoch", ids["wert"])])
                for j, ids in prognose.je_jahr.items()
            }  # fmt: skip
            yield f"{praefix}annahme.{name}", {j: kommend.get(j) or gewesen[j] for j in self.jahre}

    @staticmethod
    def _prognosen(modell: Rechenmodell) -> Iterable[tuple[Any, tuple[Fall, str]]]:
        for prognose in modell.prognosen:
            for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True):
                if fall.annahmen.get(prognose.annahme.name) is prognose.annahme:
                    yield prognose, (fall, praefix)

    def _verlaengert(self, fall: Fall, annahme: Annahme, befunde: Befunde) -> Annahme:
        """Return an Annahme whose forecast reaches over all years; those that are known already keep their value."""
        if not annahme.prognose:
            return annahme
        bekannt = {int(v.jahr) for v in fall.verlaeufe if v.annahme == annahme.name}
        gegeben = annahme.prognose == "gegeben"
        fehlend = [j for j in self.jahre if j not in bekannt and (gegeben or j < max(bekannt))]
        if fehlend:
            befunde.fehler(
                f"Annahme {annahme.name}: Für {', '.join(map(str, fehlend))} steht unter „verlaeufe“ kein Wert",
                annahme.orte.get("prognose"), "Ergänzen Sie ihn mit Quelle oder wählen Sie einen kürzeren Zeitraum.",
            )  # fmt: skip
        ziele = self.jahre if gegeben else [j for j in self.jahre if j > max(bekannt)]
        return replace(annahme, zieljahre=tuple(ziele) or annahme.zieljahre)

    # The case of all years --------------------------------------------------------------------------------------

    def _fall(self, fall: Fall, praefix: str) -> Fall:
        """Return a case whose caseloads are plain values that can be replaced year by year."""
        annahmen = dict(fall.annahmen)
        for name, annahme in fall.annahmen.items():
            if annahme.prognose:
                wert = self._mengen[f"{praefix}annahme.{name}"][self.jahre[0]].erwartet
                annahmen[name] = replace(annahme, wert=wert, prognose="", zieljahre=(), wachstumsrate=None)
        positionen = fall.positionen
        if self.nach_bedarf:
            positionen = tuple(replace(p, beantragt=None) for p in positionen)
        return replace(
            fall, annahmen=annahmen, verlaeufe=(), positionen=positionen, vorhandene_stellen=(),
            erhoehungen=(*fall.erhoehungen, *self._angenommen(fall)),
            kopf=replace(fall.kopf, haushaltsjahre=self.jahre),
        )  # fmt: skip

    def _angenommen(self, fall: Fall) -> list[Erhoehung]:
        """Return the assumed increases: one on 1 January of every year after the last one that the case states."""
        if self.erhoehung is None:
            return []
        letztes = max((e.ab.year for e in fall.erhoehungen), default=0)
        return [
            Erhoehung(ab=dt.date(j, 1, 1), satz=self.erhoehung.erwartet, gruppe=ALLE, quelle=_QUELLE)
            for j in self.jahre[1:] if j > letztes
        ]  # fmt: skip

    @staticmethod
    def _baue(faelle: Sequence[Fall]) -> Rechenmodell:
        befunde = Befunde()
        for fall in faelle:
            check_fall(fall, befunde)
        befunde.raise_on_error()
        return baue_modell(faelle, befunde)

    # The results ------------------------------------------------------------------------------------------------

    @cached_property
    def ergebnisse(self) -> tuple[Jahr, ...]:
        """Return every year with its caseloads and results."""
        leer = Ergebnis(self.modell, BASIS, {})
        ergebnisse = []
        for jahr in self.jahre:
            ziele = {m: i for m in MASSE if (i := leer.summen_id(f"{m}.{jahr}" if m in _JE_JAHR else m))}
            nur = self.modell.netz.vorgaenger_von(ziele.values())
            laeufe = [self._rechne(jahr, ende, nur) for ende in (NIEDRIG, ERWARTET, HOCH)]
            werte = {}
            for mass, id_ in ziele.items():
                niedrig, erwartet, hoch = (lauf[id_] for lauf in laeufe)
                werte[mass] = Spanne(min(niedrig, erwartet, hoch), erwartet, max(niedrig, erwartet, hoch))
            ergebnisse.append(Jahr(jahr, {i: m[jahr] for i, m in self._mengen.items()}, werte))
        return tuple(ergebnisse)

    def _rechne(self, jahr: int, ende: int, nur: set[str]) -> dict[str, Any]:
        ersetzt: dict[str, Fraction | str] = dict(ersetzungen(self.modell, self.szenario))
        ersetzt |= {id_: mengen[jahr].alle[ende] for id_, mengen in self._mengen.items()}
        if self.erhoehung is not None:
            ersetzt |= dict.fromkeys(self.angenommene, self.erhoehung.alle[ende])
        werte: dict[str, Any] = {}
        self.modell.netz.rechne(ersetzt, werte, nur)
        falsch = [g for g in self.modell.grenzen if g.id in werte and not ist_erlaubt(g, werte[g.id])]
        if falsch:
            raise StellenbedarfFehler([grenzen_befund(self.modell, g, werte[g.id], f"{jahr}, ") for g in falsch])
        return werte

    @property
    def angenommene(self) -> list[str]:
        """Return the ids of the assumed increases."""
        return [
            f"{praefix}erhoehung.{nummer}.satz"
            for fall, praefix in zip(self.modell.faelle, self.modell.praefixe, strict=True)
            for nummer, e in enumerate(fall.erhoehungen, start=1)
            if e.quelle == _QUELLE and e.ab.year in self.jahre
        ]


def _jahre(modell: Rechenmodell, bis: int | None) -> tuple[int, ...]:
    ziele = {j for prognose in modell.prognosen for j in prognose.je_jahr}
    genannt = sorted({*modell.jahre, *ziele})
    if not genannt:
        raise StellenbedarfFehler.einzeln(
            "Der Fall nennt weder Haushaltsjahre noch Zieljahre einer Prognose", None,
            "Tragen Sie im Kopf „haushaltsjahre“ ein.",
        )  # fmt: skip
    von, letztes = genannt[0], genannt[-1] if bis is None else bis
    if not von <= letztes < von + MAX_JAHRE:
        raise StellenbedarfFehler.einzeln(
            f"Die Projektion von {von} bis {letztes} ist nicht möglich", None,
            f"Nennen Sie mit --bis ein Jahr von {von} bis {von + MAX_JAHRE - 1}.",
        )  # fmt: skip
    return tuple(range(von, letztes + 1))
