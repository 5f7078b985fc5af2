"""Tables that set the named scenarios of a case side by side."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import ersetzungen
from stellenbedarf.rechnung.summen import DIMENSION_TITEL, GESAMT
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.tabellen import BETRAG, LEER, STELLEN, Spalte, Tabelle, Tabellen, Zelle

_MASSE = {"stellen": ("Stellen", STELLEN), "bedarf": ("rechnerisch", STELLEN), "kosten": ("Kosten (EUR)", BETRAG),
          "erstattung": ("Erstattung (EUR)", BETRAG), "netto": ("Netto (EUR)", BETRAG)}  # fmt: skip


class Szenarientabellen:
    """Builds the tables of several results of one model; the first result is what the others are compared with."""

    def __init__(self, ergebnisse: Sequence[Ergebnis]) -> None:
        """Bind to the results, one per scenario."""
        self.ergebnisse = ergebnisse
        self.modell = ergebnisse[0].modell
        self.tabellen = [Tabellen(e) for e in ergebnisse]
        self.eur_stellen = max(t.schreibweise.eur_stellen for t in self.tabellen)
        for t in self.tabellen:  # one notation for all scenarios, so that their amounts line up
            t.schreibweise.eur_stellen = self.eur_stellen

    def alle(self) -> list[Tabelle]:
        """Return all tables in reading order."""
        tabellen = [self.summen(), self.annahmen()]
        tabellen += [self.je(d, m) for d in ("amt", "bewertung") for m in ("stellen", "kosten")]
        return tabellen

    def summen(self) -> Tabelle:
        """Return posts, cost, refund and net per scenario, and their differences from the first."""
        erster = self.ergebnisse[0]
        masse = [m for m in _MASSE if erster.summe(m) is not None and (m != "netto" or erster.summe("erstattung"))]
        verglichen = [m for m in ("bedarf", "stellen", "kosten") if m in masse and (m != "bedarf" or self._bewegt(m))]
        spalten = [Spalte("szenario", "Szenario"), *(Spalte(m, *_MASSE[m]) for m in masse)]
        spalten += [Spalte(f"differenz_{m}", f"± {_MASSE[m][0]}", _MASSE[m][1]) for m in verglichen]
        zeilen = []
        for e, t in zip(self.ergebnisse, self.tabellen, strict=True):
            zellen = [Zelle(e.szenario, e.szenario), *(t.zahl(e.summen_id(m)) for m in masse)]
            zeilen.append((*zellen, *(self._differenz(e, t, m) for m in verglichen)))
        return Tabelle("szenarien_summen", "Szenarien im Vergleich", tuple(spalten), tuple(zeilen))

    def _bewegt(self, mass: str) -> bool:
        return len({e.summe(mass) for e in self.ergebnisse}) > 1

    def _differenz(self, e: Ergebnis, t: Tabellen, mass: str) -> Zelle:
        wert, grund = e.summe(mass), self.ergebnisse[0].summe(mass)
        if e is self.ergebnisse[0] or wert is None or grund is None:
            return Zelle(LEER)
        unterschied = wert - grund
        if mass in ("stellen", "bedarf"):
            return Zelle(t.mit_vorzeichen(unterschied), unterschied)
        text = t.schreibweise.eur(unterschied)
        return Zelle(f"+{text}" if unterschied > 0 else text, unterschied)

    def annahmen(self) -> Tabelle:
        """Return the inputs that differ between the scenarios, with their value in each."""
        ersetzt = [ersetzungen(self.modell, e.szenario) for e in self.ergebnisse]
        ids = [g.id for g in self.modell.netz if any(g.id in x for x in ersetzt)]
        spalten = (Spalte("groesse", "Abweichende Angabe"), Spalte("einheit", "Einheit"),
                   *(Spalte(e.szenario, e.szenario, STELLEN) for e in self.ergebnisse))  # fmt: skip
        zeilen = []
        for id_ in ids:
            groesse = self.modell.netz[id_]
            werte = [e.werte[id_] for e in self.ergebnisse]
            if len(set(werte)) < 2:
                continue
            name = groesse.bezeichnung
            if ".position." in f".{id_}":
                name = f"Position {self._nummer(id_)}: {name}"
            einheit = "" if groesse.einheit.prozent else groesse.einheit.anzeige
            zeilen.append((Zelle(name, id_), Zelle(einheit), *(Zelle(zahltext(w, groesse.einheit), w) for w in werte)))
        return Tabelle("szenarien_annahmen", "Was sich unterscheidet", spalten, tuple(zeilen))

    def _nummer(self, id_: str) -> str:
        """Return the number under which papers know the position of an input."""
        return next(self.modell.nummer(p) for p in self.modell.posten if id_ in p.ids.values())

    def je(self, dimension: str, mass: str) -> Tabelle:
        """Return one measure per key of a dimension (rows) and scenario (columns)."""
        titel, art = _MASSE[mass]
        spalten = (Spalte(dimension, DIMENSION_TITEL[dimension]),
                   *(Spalte(e.szenario, e.szenario, art) for e in self.ergebnisse))  # fmt: skip
        paare = list(zip(self.ergebnisse, self.tabellen, strict=True))
        zeilen = [
            (Zelle(self.tabellen[0].titel_von(dimension, s), s), *(t.zahl(e.summen_id(mass, dimension, s))
                                                                  for e, t in paare))
            for s in self.ergebnisse[0].schluessel(dimension)
        ]  # fmt: skip
        zeilen.append((Zelle("Gesamt"), *(t.zahl(e.summen_id(mass, GESAMT)) for e, t in paare)))
        return Tabelle(f"szenarien_{mass}_je_{dimension}", f"{titel} je {DIMENSION_TITEL[dimension]}", spalten,
                       tuple(zeilen), summenzeile=True)  # fmt: skip


def unterschiede(ergebnis: Ergebnis, grund: Ergebnis) -> dict[str, Fraction]:
    """Return the differences of the totals of a scenario from another."""
    masse = [m for m in _MASSE if ergebnis.summe(m) is not None and grund.summe(m) is not None]
    return {m: (ergebnis.summe(m) or Fraction(0)) - (grund.summe(m) or Fraction(0)) for m in masse}
