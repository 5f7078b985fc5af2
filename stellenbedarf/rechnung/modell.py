"""The computable model of one or several cases: the net and where its quantities belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stellenbedarf.fehler import Befunde, Stufe
from stellenbedarf.formel import FormelFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.netz import Netz, Reihe
from stellenbedarf.parameter.tabellen import Kostensatztabelle
from stellenbedarf.rechnung.annahmen import add_annahmen
from stellenbedarf.rechnung.bau import Bau, Grenze
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis, add_bemessung
from stellenbedarf.rechnung.kostensaetze import Kostenplan, add_kostensaetze
from stellenbedarf.rechnung.positionen import Posten, add_beantragt, add_position
from stellenbedarf.rechnung.prognose import Prognose
from stellenbedarf.rechnung.sachkosten import Eigenposten, Sachposten, add_eigenleistungen, add_sachkosten
from stellenbedarf.rechnung.sollist import SollIst, add_sollist
from stellenbedarf.rechnung.stellenplan import add_bestand, add_stellenplan
from stellenbedarf.rechnung.summen import Summen, add_summen
from stellenbedarf.verfahren import kosten as k


@dataclass(frozen=True)
class Rechenmodell:
    """Net, positions, Bemessungen and totals of the loaded cases; the scenarios only replace values in it."""

    faelle: tuple[Fall, ...]
    praefixe: tuple[str, ...]
    netz: Netz
    bemessungen: tuple[BemessungsErgebnis, ...]
    posten: tuple[Posten, ...]
    sachposten: tuple[Sachposten, ...]
    summen: Summen
    grenzen: tuple[Grenze, ...]
    tabellen: tuple[Kostensatztabelle, ...]
    jahre: tuple[int, ...]
    eigenposten: tuple[Eigenposten, ...] = ()
    sollist: tuple[SollIst, ...] = ()
    prognosen: tuple[Prognose, ...] = ()

    def posten_von(self, bemessung: BemessungsErgebnis) -> tuple[Posten, ...]:
        """Return the positions that rest on a Bemessung, or on the combination that it is a part of."""
        return self._posten_je_bemessung[id(bemessung.bemessung)]

    @property
    def einzelbemessungen(self) -> tuple[BemessungsErgebnis, ...]:
        """Return every application of a single Verfahren: the Bemessungen, with combinations taken apart."""
        return tuple(e for b in self.bemessungen for e in b.einzelne)

    @cached_property
    def grenzen_je_groesse(self) -> dict[str, tuple[Grenze, ...]]:
        """Bounds by the id of the quantity that they limit."""
        gruppen: dict[str, list[Grenze]] = {}
        for grenze in self.grenzen:
            gruppen.setdefault(grenze.id, []).append(grenze)
        return {id_: tuple(gruppe) for id_, gruppe in gruppen.items()}

    def nummer(self, posten: Posten) -> str:
        """Return the number of a position; with several cases it names the case as well: `2/1`."""
        return self._nummern[id(posten.position)]

    def nummern(self, posten: Sequence[Posten]) -> str:
        """Return the numbers of several positions as one text: `12, 14–16`."""
        return _bereiche([self.nummer(p) for p in posten])

    @cached_property
    def _nummern(self) -> dict[int, str]:
        mehrere = len(self.faelle) > 1
        return {
            id(p): f"{fall_nr}/{p.nr}" if mehrere else p.nr
            for fall_nr, fall in enumerate(self.faelle, start=1)
            for p in fall.positionen
        }

    @cached_property
    def _posten_je_bemessung(self) -> dict[int, tuple[Posten, ...]]:
        gruppen: dict[int, list[Posten]] = {}
        for posten in self.posten:
            gruppen.setdefault(id(posten.bemessung), []).append(posten)
        for bemessung in self.bemessungen:
            gruppen |= {id(t.bemessung): gruppen[id(bemessung.bemessung)] for t in bemessung.teile}
        return {schluessel: tuple(gruppe) for schluessel, gruppe in gruppen.items()}

    @property
    def fall(self) -> Fall:
        """Return the first case, whose head names the whole."""
        return self.faelle[0]


def baue_modell(faelle: Sequence[Fall], befunde: Befunde) -> Rechenmodell:
    """Build the model of one case or of several loaded together.

    Raises:
        StellenbedarfFehler: where units, grades or tables do not fit; all findings at once.
    """
    netz = Netz()
    jahre = tuple(sorted({j for f in faelle for j in f.kopf.haushaltsjahre}))
    praefixe = tuple("" if len(faelle) == 1 else f"f{n}." for n in range(1, len(faelle) + 1))
    if len({f.kopf.haushaltsjahre for f in faelle}) > 1:
        befunde.hinweis(
            "Die Fälle nennen verschiedene Haushaltsjahre; die Kosten eines Jahres enthalten nur Fälle, die es nennen",
            faelle[-1].kopf.orte.get("haushaltsjahre"),
            "Nennen Sie in allen Fällen dieselben Haushaltsjahre.",
            Stufe.LUECKE,
        )
    baue = [Bau(fall, netz, befunde, praefix) for fall, praefix in zip(faelle, praefixe, strict=True)]
    bemessungen: list[BemessungsErgebnis] = []
    posten: list[Posten] = []
    sachposten: list[Sachposten] = []
    eigenposten: list[Eigenposten] = []
    sollist: list[SollIst] = []
    prognosen: list[Prognose] = []
    tabellen: list[Kostensatztabelle] = []
    for bau in baue:
        prognosen += add_annahmen(bau)
        plan = add_kostensaetze(bau)
        tabellen += plan.tabellen if plan else ()
        neue, neue_posten = _add_positionen(bau, plan)
        bemessungen += neue
        posten += neue_posten
        neue_sachposten = add_sachkosten(bau)
        sachposten += neue_sachposten
        eigenposten += add_eigenleistungen(bau, neue_sachposten)
        if not befunde.hat_fehler:
            sollist += add_sollist(bau, neue_posten)
    bestand = add_bestand(baue)
    befunde.raise_on_error()
    summen = add_summen(netz, posten, jahre)
    summen.update(add_stellenplan(netz, summen, bestand))
    return Rechenmodell(
        faelle=tuple(faelle),
        praefixe=praefixe,
        netz=netz,
        bemessungen=tuple(bemessungen),
        posten=tuple(posten),
        sachposten=tuple(sachposten),
        summen=summen,
        eigenposten=tuple(eigenposten),
        sollist=tuple(sollist),
        prognosen=tuple(prognosen),
        grenzen=tuple(g for bau in baue for g in bau.grenzen),
        tabellen=tuple(tabellen),
        jahre=jahre,
    )


def _add_positionen(bau: Bau, plan: Kostenplan | None) -> tuple[list[BemessungsErgebnis], list[Posten]]:
    """Add Bemessungen and positions; stops after the Bemessungen if something is wrong by then."""
    nutzer = bau.fall.nutzer()
    ergebnisse: dict[str, BemessungsErgebnis] = {}
    for schluessel, positionen in nutzer.items():
        try:
            ergebnisse[schluessel] = add_bemessung(bau, bau.fall.bemessungen[schluessel], positionen)
        except FormelFehler as fehler:
            bau.befunde.fehler(str(fehler), bau.fall.bemessungen[schluessel].orte.get(""), "Prüfen Sie die Einheiten.")
    if bau.befunde.hat_fehler or plan is None:
        return [], []
    gemeinsam: dict[str, str | None] = {}
    for schluessel, positionen in nutzer.items():
        beantragt = tuple(i for i in (add_beantragt(bau, p) for p in positionen) if i)
        gemeinsam[schluessel] = None
        if len(positionen) > 1:
            gemeinsam[schluessel] = bau.netz.add_schritt(
                bau.id("bemessung", schluessel, "beantragt"), k.summe_stellen,
                {"stellen": Reihe(beantragt, "Positionen dieser Bemessung")}, "beantragte Stellen zusammen",
            )  # fmt: skip
            if ergebnisse[schluessel].misst:
                bau.netz.add_schritt(
                    bau.id("bemessung", schluessel, "abweichung"), k.abweichung,
                    {"beantragt": gemeinsam[schluessel] or "", "bedarf": ergebnisse[schluessel].ergebnis},
                )  # fmt: skip
    posten = [add_position(bau, p, ergebnisse[p.bemessung], gemeinsam[p.bemessung], plan) for p in bau.fall.positionen]
    return list(ergebnisse.values()), posten


def _bereiche(nummern: Sequence[str]) -> str:
    """Return numbers with runs of three and more drawn together: `1–3, 5, 2/1–2/4`."""
    laeufe: list[list[str]] = []
    for nummer in nummern:
        if laeufe and _folgt(laeufe[-1][-1], nummer):
            laeufe[-1].append(nummer)
        else:
            laeufe.append([nummer])
    return ", ".join(f"{lauf[0]}–{lauf[-1]}" if len(lauf) > 2 else ", ".join(lauf) for lauf in laeufe)


def _folgt(eine: str, naechste: str) -> bool:
    vorn, _, zahl = eine.rpartition("/")
    vorn_2, _, zahl_2 = naechste.rpartition("/")
    beide = zahl.isascii() and zahl.isdecimal() and zahl_2.isascii() and zahl_2.isdecimal()
    return vorn == vorn_2 and beide and int(zahl_2) == int(zahl) + 1
