"""The derivation as documents show it: complete, and nothing twice.

What is special to a Bemessung is shown step by step. What is the same calculation for every position (difference, cost,
months) is stated as a formula once and followed by a table, in which every figure is the link target of its own label.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Block,
    Laeufe,
    Lauf,
    Liste,
    Punkt,
    SchritteBlock,
    Text,
    Verweis,
)
from stellenbedarf.ausgabe.inhalt.listentabellen import Listentabellen
from stellenbedarf.ausgabe.inhalt.nachweis import fundstelle
from stellenbedarf.ausgabe.inhalt.tabellenbloecke import Tabellenbloecke
from stellenbedarf.ausgabe.inhalt.zellen import rechenzahl, tabellenblock, zelle
from stellenbedarf.formel import Formel
from stellenbedarf.formel.schrift import rechentext
from stellenbedarf.netz import VORGABE, Reihe
from stellenbedarf.rechenweg import Abschnitt, Rechenweg
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.tabellen import ANTEIL, BETRAG, STELLEN, Spalte
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.kosten import kosten_nach_monaten

JAHRE_JE_TABELLE = 2
_POSITION = Spalte("position", "Position")
_STELLENSPALTEN = {
    "bedarf": "berechnet oder gesetzt",
    "stellen": "Stellen",
    "abweichung": "Abweichung",
    "bedarfskosten": "Kosten des Bedarfs (EUR)",
}
_KOSTENSPALTEN = {
    "kostensatz": "Kostensatz",
    "kosten": "Jahreskosten",
    "erstattung": "Erstattung",
    "netto": "Netto",
}
_JAHRESSPALTEN = {"monate": "Monate", "kosten": "Kosten", "erstattung": "Erstattung"}
# How the tables name what the formulas call by their arguments.
_ARGUMENTE = {
    "bedarf": "berechnete Stellen",
    "beantragt": "beantragte Stellen",
    "beantragt_gemeinsam": "beantragte Stellen aller Positionen dieser Bemessung",
    "schritt": "Rundungsschritt",
    "stellen": "Stellen",
    "bewertung": "Bewertung",
    "bewertungen": "Bewertungen",
    "kostensaetze": "Kostensätze",
    "kostensatz": "Kostensatz",
    "kosten": "Kosten",
    "erstattung": "Erstattung",
    "erstattungsquote": "Erstattungsquote",
    "jahreskosten": "Jahreskosten",
    "monate": "Monate",
    "monate_je_jahr": "Monate je Jahr",
    "beginn": "Beginn",
    "ende": "Ende",
    "haushaltsjahr": "Haushaltsjahr",
}


class Herleitung:
    """Builds the parts of the derivation for one result."""

    def __init__(self, bloecke: Tabellenbloecke) -> None:
        """Bind to the tables, whose labels are used."""
        self._bloecke = bloecke
        self._rechenweg = bloecke.rechenweg
        self._modell = bloecke.ergebnis.modell
        self._netz = self._modell.netz
        self._listen = Listentabellen(self._rechenweg)
        self._in_tabellen = {p.ids[r] for p in self._modell.posten for r in p.ids if self._ist_spalte(p, r)}
        self._in_tabellen |= self._listen.ids

    def _ist_spalte(self, posten: Posten, rolle: str) -> bool:
        """Tell whether a quantity of a position is derived in a table instead of step by step."""
        art, _, jahr = rolle.partition(".")
        if rolle not in {*_STELLENSPALTEN, *_KOSTENSPALTEN} and not (art in _JAHRESSPALTEN and jahr.isdecimal()):
            return False
        formel = self._netz[posten.ids[rolle]].formel
        if formel is not None and formel.name == kosten_nach_monaten(0).name:
            return False  # what changes within a year is shown step by step
        return posten.ids[rolle] in posten.schritte or (rolle == "bedarf" and self._ist_setzung(posten))

    def _ist_setzung(self, posten: Posten) -> bool:
        """Tell whether the posts of a position are set for it alone, in a single step."""
        bemessung = self._bemessung(posten)
        allein = len(self._modell.posten_von(bemessung)) == 1 and len(bemessung.schritte) == 1
        return allein and not VERFAHREN[posten.bemessung.verfahren].misst

    def _bemessung_in(self, a: Abschnitt) -> BemessungsErgebnis | None:
        return a.bemessung or (self._bemessung(a.posten) if a.posten else None)

    def _bemessung(self, posten: Posten) -> BemessungsErgebnis:
        return self._rechenweg.bemessung_von(posten)

    # Step by step ------------------------------------------------------------------------------------------------

    def abschnitte(self) -> list[dict[str, Any]]:
        """Return what is derived step by step: derived values, shared Bemessungen, positions, Sachkosten."""
        genutzt = self._netz.vorgaenger_von(self._rechenweg.genutzte_saetze())
        gefunden = []
        for a in self._rechenweg.gliederung():
            ids = [i for i in a.ids if i not in self._in_tabellen and i not in self._modell.summen.values()]
            if a.marke == "A":
                ids = [i for i in ids if i in genutzt or self._rechenweg.marke(i).startswith("A")]
            if ids:
                schritte = tuple(self._rechenweg.schritt(i) for i in ids)
                bemessung = self._bemessung_in(a)
                listen = self._listen.bloecke(bemessung) if bemessung and bemessung.ergebnis in a.ids else ()
                gefunden.append({**self._kopf(a), "schritte": (*listen, SchritteBlock(a.titel, schritte))})
        return gefunden

    def _kopf(self, a: Abschnitt) -> dict[str, Any]:
        bemessung = self._bemessung_in(a)
        if bemessung is None:
            return {"titel": a.titel, "verfahren": "", "begruendung": ()}
        posten = self._modell.posten_von(bemessung)
        titel = f"{'Position' if len(posten) == 1 else 'Positionen'} {self._modell.nummern(posten)}: {a.titel}"
        if not VERFAHREN[bemessung.bemessung.verfahren].misst:  # its reason stands under the Setzungen
            return {"titel": titel, "verfahren": "", "begruendung": ()}
        return {
            "titel": titel,
            "verfahren": bemessung.verfahrenstitel,
            "begruendung": bemessung.begruendung,
        }

    def _satz(self, posten: Posten) -> str:
        return self._rechenweg.satz_id(posten.ids["kostensatz"])

    def setzungen(self) -> list[dict[str, Any]]:
        """Return what is set and not measured, one entry per reason."""
        gruppen: dict[tuple[str, ...], list[Posten]] = {}
        for posten in self._modell.posten:
            if not VERFAHREN[posten.bemessung.verfahren].misst:
                gruppen.setdefault(posten.bemessung.begruendung, []).append(posten)
        return [
            {"nummern": self._modell.nummern(p), "eine": len(p) == 1, "begruendung": begruendung,
             "funktionen": list(dict.fromkeys(q.position.funktion for q in p))}
            for begruendung, p in gruppen.items()
        ]  # fmt: skip

    # Tables ------------------------------------------------------------------------------------------------------

    def angaben(self) -> tuple[Block, ...]:
        """Return what the case states about every position, with its place; the rows are the targets of labels P."""
        zeilen, marken = [], []
        for posten in self._modell.posten:
            marken.append(self._rechenweg.marke(posten.ids["bewertung"]))
            texte = [f"{name} {wert} ({ort})" for name, wert, ort in angaben(self._rechenweg, posten)]
            zeilen.append((zelle(marken[-1]), zelle(posten.position.funktion), zelle("; ".join(texte))))
        spalten = (Spalte("marke", "Nr."), Spalte("funktion", "Position"), Spalte("angaben", "Angaben des Falls"))
        return tabellenblock("Angaben zu den Positionen", spalten, zeilen, (9, 31, 60), tuple(marken))

    def stellen(self) -> tuple[Block, ...]:
        """Return formulas and table of the posts of every position."""
        spalten = (
            _POSITION,
            *(Spalte(r, t, BETRAG if r == "bedarfskosten" else STELLEN) for r, t in _STELLENSPALTEN.items()),
        )
        zeilen = [
            (self._name(p), *(self._zahl(p, r) for r in _STELLENSPALTEN))
            for p in self._modell.posten
        ]  # fmt: skip
        return (
            *self._formeln(_STELLENSPALTEN),
            *tabellenblock("Stellen je Position", spalten, zeilen, (33, 18, 13, 19, 17)),
        )

    def kosten(self) -> tuple[Block, ...]:
        """Return formulas and table of the cost of every position in a full year."""
        rollen = {r: t for r, t in _KOSTENSPALTEN.items() if any(r in p.ids for p in self._modell.posten)}
        spalten = (_POSITION, Spalte("stellen", "Stellen", STELLEN), Spalte("bewertung", "Bewertung"),
                   *(Spalte(r, t, BETRAG) for r, t in rollen.items()))  # fmt: skip
        zeilen = [
            (
                zelle(self._modell.nummer(p)),
                self._zahl(p, "stellen", hergeleitet=False),
                (Text(schuetze(f"{p.position.bewertung} ")), Verweis(self._rechenweg.marke(self._satz(p)))),
                *(self._zahl(p, r) for r in rollen),
            )
            for p in self._modell.posten
        ]
        breiten = (9, 12, 15, *(14 for _ in rollen))
        return (*self._formeln(rollen), *tabellenblock("Jahreskosten der Positionen (EUR)", spalten, zeilen, breiten))

    def jahre(self) -> tuple[Block, ...]:
        """Return formulas and tables of months and cost in the Haushaltsjahre."""
        jahre = self._modell.jahre
        rollen = {f"{r}.{j}": f"{t} {j}" for j in jahre for r, t in _JAHRESSPALTEN.items()}
        rollen = {r: t for r, t in rollen.items() if any(r in p.ids for p in self._modell.posten)}
        bloecke: list[Block] = list(self._formeln(rollen, genannt=_KOSTENSPALTEN))
        for stelle in range(0, len(jahre), JAHRE_JE_TABELLE):
            gewaehlt = jahre[stelle : stelle + JAHRE_JE_TABELLE]
            eigene = {r: t for r, t in rollen.items() if int(r.rpartition(".")[2]) in gewaehlt}
            arten = (ANTEIL if r.startswith("monate") else BETRAG for r in eigene)
            spalten = (_POSITION, *(Spalte(r, t, a) for (r, t), a in zip(eigene.items(), arten, strict=True)))
            zeilen = [
                (zelle(self._modell.nummer(p)), *(self._zahl(p, r) for r in eigene))
                for p in self._modell.posten
                if any(r in p.ids for r in eigene)
            ]
            breiten = (10, *(12 if r.startswith("monate") else 17 for r in eigene))
            bloecke += tabellenblock(f"Kosten der Positionen {_von_bis(gewaehlt)} (EUR)", spalten, zeilen, breiten)
        return tuple(bloecke)

    def summen(self) -> tuple[Block, ...]:
        """Return every total once with its members; totals of a single member bear the member's label."""
        namen: dict[str, list[str]] = {}
        for id_ in dict.fromkeys(self._modell.summen.values()):
            namen.setdefault(self._rechenweg.stellvertreter(id_), []).append(self._netz[id_].bezeichnung)
        eigene = [i for i in namen if i in set(self._modell.summen.values())]
        zeilen = [
            (
                zelle(self._rechenweg.marke(i)),
                zelle("; ".join(namen[i])),
                self._glieder(i),
                zelle(self._rechenweg.schreibweise.rechenwert(i)),
            )
            for i in eigene
        ]
        spalten = (Spalte("marke", "Nr."), Spalte("summe", "Summe"), Spalte("glieder", "aus"),
                   Spalte("ergebnis", "Ergebnis", BETRAG))  # fmt: skip
        marken = tuple(self._rechenweg.marke(i) for i in eigene)
        return tabellenblock("Summen", spalten, zeilen, (7, 35, 38, 20), marken)

    def _glieder(self, id_: str) -> Laeufe:
        """Return the labels that a total is made of, joined by the sign of the calculation."""
        groesse = self._netz[id_]
        zeichen = "; " if any(isinstance(z, Reihe) for _, z in groesse.bindung) else " − "
        laeufe: list[Lauf] = []
        for glied in groesse.vorgaenger():
            laeufe += [Text(zeichen)] if laeufe else []
            laeufe.append(Verweis(self._bloecke.marke(glied)))
        return tuple(laeufe)

    # Cells and formulas ------------------------------------------------------------------------------------------

    def _name(self, posten: Posten) -> Laeufe:
        return zelle(f"{self._modell.nummer(posten)}: {posten.position.funktion}")

    def _zahl(self, posten: Posten, rolle: str, hergeleitet: bool = True) -> Laeufe:
        """Return a quantity of a position as exact as the Rechenweg writes it, without the unit."""
        id_ = posten.ids.get(rolle)
        if id_ is None:
            return zelle("–")
        return (rechenzahl(self._rechenweg, id_, hergeleitet and id_ in self._in_tabellen),)

    def _formeln(self, rollen: Iterable[str], genannt: Iterable[str] = ()) -> tuple[Block, ...]:
        """Return each formula behind the columns once (name, formula, rule, rounding), without those of `genannt`."""
        schon = self._formeln_von(genannt)
        punkte = tuple(_formelzeile(f) for n, f in self._formeln_von(rollen).items() if n not in schon)
        return (Liste(punkte),) if punkte else ()

    def _formeln_von(self, rollen: Iterable[str]) -> dict[str, Formel]:
        gefunden: dict[str, Formel] = {}
        for rolle in rollen:
            for posten in self._modell.posten:
                id_ = posten.ids.get(rolle, "")
                if id_ in self._in_tabellen and id_ in posten.schritte and (formel := self._netz[id_].formel):
                    gefunden.setdefault(formel.name, formel)
        return gefunden


def _formelzeile(formel: Formel) -> Punkt:
    text = f" = {rechentext(formel.baum, {a: _ARGUMENTE.get(a, a) for a in formel.argumente})}. Regel: {formel.quelle}."
    rundung = f" {str(formel.rundung)[0].upper()}{str(formel.rundung)[1:]}." if formel.rundung else ""
    return Punkt((Text(formel.bezeichnung, fett=True), Text(schuetze(f"{text}{rundung}"))))


def _von_bis(jahre: Sequence[int]) -> str:
    return " und ".join(str(j) for j in jahre)


def kontext(herleitung: Herleitung) -> Mapping[str, Any]:
    """Return what a text template places of the derivation, by name."""
    return {
        "abschnitte": herleitung.abschnitte(),
        "setzungen": herleitung.setzungen(),
        "angaben": herleitung.angaben(),
        "stellen": herleitung.stellen(),
        "kosten": herleitung.kosten(),
        "jahre": herleitung.jahre(),
        "summen": herleitung.summen(),
    }


def angaben(rechenweg: Rechenweg, posten: Posten, nur: Container[str] | None = None) -> list[tuple[str, str, str]]:
    """Return what the case states about a position: name, value and place (or the reason of a default)."""
    gefunden = []
    for groesse in rechenweg.angaben(posten):
        if nur is not None and groesse.id not in nur:
            continue
        herkunft = groesse.herkunft
        assert herkunft is not None
        ort = f"Vorgabe: {herkunft.quelle}" if herkunft.art == VORGABE else fundstelle(rechenweg, herkunft)
        gefunden.append((groesse.bezeichnung, rechenweg.schreibweise.rechenwert(groesse.id), ort))
    return gefunden
