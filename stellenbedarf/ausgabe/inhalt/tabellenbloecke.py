"""Tables as blocks: figures keep label and origin, columns get their widths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from stellenbedarf.ausgabe.diagramme.balken import aus_tabelle
from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Diagramm, Laeufe, TabellenBlock, Text, Zahl
from stellenbedarf.ausgabe.inhalt.freitext import PLATZ, Freitexte
from stellenbedarf.ausgabe.inhalt.nachweis import Nachweis
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import rechne, szenarien
from stellenbedarf.stellenplan import stellenplan, vermerke
from stellenbedarf.tabellen import Spalte, Tabelle, Tabellen, Zelle, szenarienvergleich
from stellenbedarf.vergleichstabellen import eigenleistungen, erhoehungen, prognosen, soll_ist
from stellenbedarf.zahlen import dezimal, format_datum

BREITEN = {
    "positionen": (11, 10, 33, 11, 14, 21),
    "szenarien": (34, 38, 12, 12, 12),
    "bemessungen": (10, 32, 20, 14, 11, 11, 11),
    "szenarien_summen": (12, 9, 10, 15, 14, 14, 10, 9, 11),
    "beteiligung": (46, 20, 34),
    "je_amt": (40, 12, 18, 18, 18),
    "je_teilhaushalt": (40, 12, 18, 18, 18),
    "je_bewertung": (20, 12, 18, 18, 18),
    "stellenplan": (28, 24, 24, 24),
    "soll_ist": (27, 8, 8, 10, 11, 16, 20),
    "prognosen": (30, 19, 9, 14, 14, 14),
    "eigenleistungen": (28, 18, 18, 18, 18),
    "erhoehungen": (14, 16, 14, 56),
    "vermerke": (10, 13, 12, 10, 17, 15, 23),
}


class Tabellenbloecke:
    """Makes blocks of the tables of one result."""

    def __init__(self, tabellen: Tabellen) -> None:
        """Bind to the tables."""
        self.tabellen = tabellen
        self.ergebnis = tabellen.ergebnis
        self.rechenweg = tabellen.rechenweg
        self.freitexte = Freitexte(self.rechenweg)

    def marke(self, id_: str) -> str:
        """Return the label under which documents derive a quantity."""
        return self.rechenweg.marke(self.rechenweg.stellvertreter(id_))

    def zahl(self, id_: str | None) -> Zahl | str:
        """Return a figure with its origin; empty where there is none."""
        if id_ is None:
            return ""
        wert = self.ergebnis.werte[id_]
        text = self.tabellen.schreibweise.anzeige(id_)
        return Zahl(text, self.marke(id_), id_, wert if isinstance(wert, str) else dezimal(wert))

    def laeufe(self, zelle: Zelle) -> Laeufe:
        """Return a table cell as runs; figures keep their origin (and the value they have in their own scenario)."""
        if zelle.id:
            anderes = "" if zelle.szenario == self.ergebnis.szenario else zelle.szenario
            return (Zahl(zelle.text, self.marke(zelle.id), zelle.id, dezimal(zelle.wert), szenario=anderes),)
        return (Text(schuetze(zelle.text)),) if zelle.text else ()

    def tabelle(self, tabelle: Tabelle) -> tuple[Block, ...]:
        """Return a table as a block; nothing where it has no rows but a total, or no column but the names."""
        if len(tabelle.zeilen) <= tabelle.summenzeile or len(tabelle.spalten) == 1:
            return ()
        spalten = len(tabelle.spalten)
        breiten = BREITEN.get(tabelle.name, ())[:spalten]
        return (
            TabellenBlock(
                titel=tabelle.titel,
                spalten=tabelle.spalten,
                zeilen=tuple(tuple(self.laeufe(z) for z in zeile) for zeile in tabelle.zeilen),
                breiten=breiten if len(breiten) == spalten else (2, *([1] * (spalten - 1))),
                summenzeile=tabelle.summenzeile,
            ),
        )

    def alle(self) -> Mapping[str, tuple[Block, ...]]:
        """Return every table that a text template may place, by name."""
        t, nachweis = self.tabellen, Nachweis(self.rechenweg, self.freitexte)
        return {
            "beratungsfolge": self._beratungsfolge(),
            "je_amt": self.tabelle(t.je("amt")),
            "je_bewertung": self.tabelle(t.je("bewertung")),
            "je_teilhaushalt": self.tabelle(t.je("teilhaushalt")),
            "je_jahr": self.tabelle(t.je_jahr()),
            "teilhaushalt_je_jahr": self.tabelle(t.teilhaushalt_je_jahr()),
            "bemessungen": self.tabelle(t.bemessungen()),
            "prognosen": self.tabelle(prognosen(t)),
            "soll_ist": self.tabelle(soll_ist(t)),
            "erhoehungen": self.tabelle(erhoehungen(t)),
            "eigenleistungen": self.tabelle(eigenleistungen(t)),
            "szenarien": self._szenarien(),
            "stellenplan": self.tabelle(stellenplan(t)),
            "vermerke": self.tabelle(vermerke(t)),
            "annahmen": nachweis.annahmen(),
            "kostensaetze": nachweis.kostensaetze(),
            "quellen": nachweis.quellen(),
            "diagramm_jahr": self._diagramm(t.je_jahr(), "kosten", "Kosten je Haushaltsjahr in EUR"),
            "diagramm_amt": self._diagramm(t.je("amt"), "kosten", "Jährliche Kosten je Amt in EUR"),
            "diagramm_bewertung": self._diagramm(t.je("bewertung"), "stellen", "Stellen je Bewertung"),
            "ungeprueft": (PLATZ,),
        }

    @staticmethod
    def _diagramm(tabelle: Tabelle, spalte: str, titel: str) -> tuple[Block, ...]:
        """Return the chart of a column as a block; nothing where there is nothing to compare."""
        bild = aus_tabelle(tabelle, spalte, titel)
        return (Diagramm(bild),) if bild else ()

    def _szenarien(self) -> tuple[Block, ...]:
        modell = self.ergebnis.modell
        if len(szenarien(modell)) < 2:
            return ()
        return self.tabelle(szenarienvergleich(self.je_szenario))

    @cached_property
    def je_szenario(self) -> list[Ergebnis]:
        """Return the results of all scenarios, the document's own first."""
        modell = self.ergebnis.modell
        andere = (rechne(modell, name) for name in szenarien(modell) if name != self.ergebnis.szenario)
        return [self.ergebnis, *andere]

    def _beratungsfolge(self) -> tuple[Block, ...]:
        folge = self.ergebnis.modell.fall.beratungsfolge
        spalten = tuple(Spalte(n, t) for n, t in (
            ("gremium", "Vorlage an"), ("zweck", "zur"), ("sitzungsart", "Sitzungsart"), ("termin", "Sitzungstermin"),
        ))  # fmt: skip
        zeilen = tuple(
            tuple(
                Zelle(t)
                for t in (b.gremium, b.zweck, b.sitzungsart or "–", format_datum(b.termin) if b.termin else "offen")
            )
            for b in folge
        )
        return self.tabelle(Tabelle("beratungsfolge", "Beratungsfolge", spalten, zeilen))
