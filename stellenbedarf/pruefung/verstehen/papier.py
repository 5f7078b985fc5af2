"""A paper understood: its text blocks, tables, posts and offices, with indexes that the rules look figures up in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from stellenbedarf.pruefung.dokument import Dokument, Stelle, Tabelle
from stellenbedarf.pruefung.verstehen.aemter import Aemter
from stellenbedarf.pruefung.verstehen.mengen import EUR, STELLEN, Menge
from stellenbedarf.pruefung.verstehen.posten import (
    Posten,
    ist_wiederholung,
    ist_zusatz,
    mark_vorzeitig,
    posten_aus_tabelle,
    posten_im_text,
)
from stellenbedarf.pruefung.verstehen.saetze import Satz, Textblock, textbloecke
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, lies_blatt
from stellenbedarf.pruefung.verstehen.teile import Teil, teile

_PUNKT = re.compile(r"\(?(?:\d{1,2}[.)]?|[IVX]+\.)$")


@dataclass(frozen=True, slots=True)
class Betrag:
    """A figure of the paper with its place, wherever it stands."""

    menge: Menge
    stelle: Stelle


class Papier:
    """The understood paper. Everything is worked out once, on demand, in passes that are linear in its length."""

    def __init__(self, dokument: Dokument, weitere: Sequence[Papier] = ()) -> None:
        """Bind to a paper; `weitere` are papers that may explain its figures."""
        self.dokument = dokument
        self.weitere = tuple(weitere)
        self.datei = dokument.datei
        self._teile = teile(dokument)

    @cached_property
    def texte(self) -> tuple[Textblock, ...]:
        """Return headings and paragraphs in reading order."""
        return tuple(textbloecke(self.dokument, self._teile))

    @cached_property
    def saetze(self) -> tuple[Satz, ...]:
        """Return all sentences."""
        return tuple(s for t in self.texte for s in t.saetze)

    @cached_property
    def saetze_mit_zahlen(self) -> tuple[Satz, ...]:
        """Return the sentences that hold a figure with a unit."""
        return tuple(s for s in self.saetze if s.mengen)

    @cached_property
    def blaetter(self) -> tuple[Blatt, ...]:
        """Return the tables."""
        bloecke = [(n, b) for n, b in enumerate(self.dokument.bloecke) if isinstance(b, Tabelle) and b.zeilen]
        return tuple(lies_blatt(b, k, self._teile[n], n) for k, (n, b) in enumerate(bloecke, start=1))

    @cached_property
    def aemter(self) -> Aemter:
        """Return the offices that the paper names."""
        zellen = (
            z.text for b in self.dokument.bloecke if isinstance(b, Tabelle) for zeile in b.zeilen for z in zeile[:2]
        )
        return Aemter([*(t.text for t in self.texte), *zellen])

    @cached_property
    def nach_abschnitt(self) -> dict[tuple[str, ...], list[Satz]]:
        """Return the sentences of every section, by its headings."""
        abschnitte: dict[tuple[str, ...], list[Satz]] = defaultdict(list)
        for satz in self.saetze:
            abschnitte[satz.block.abschnitt].append(satz)
        return abschnitte

    def im_abschnitt(self, satz: Satz) -> list[Satz]:
        """Return the sentences of the same section."""
        return self.nach_abschnitt[satz.block.abschnitt]

    @cached_property
    def amt_je_block(self) -> dict[int, str]:
        """Return for every block the office named last: by a heading, or by a line that ends with a colon."""
        zuordnung: dict[int, str] = {}
        offen: list[tuple[int, str]] = []
        amt, teil = "", None
        bloecke = {t.block: t for t in self.texte}
        for n in range(len(self.dokument.bloecke)):
            text = bloecke.get(n)
            if text is not None:
                if text.teil is not teil:
                    amt, offen, teil = "", [], text.teil
                if text.ist_ueberschrift:
                    while offen and offen[-1][0] >= text.ebene:
                        offen.pop()
                    darueber = offen[-1][1] if offen else ""
                    neu = self.aemter.aus_titel(text.text)
                    amt = neu if neu and (not darueber or neu in self.aemter.mit_nummer) else darueber
                    offen.append((text.ebene, amt))
                elif text.text.rstrip(" *").endswith(":") and len(text.text) < 100:
                    amt = self.aemter.aus_titel(text.text) or amt
            zuordnung[n] = amt
        return zuordnung

    @cached_property
    def stellentabellen(self) -> tuple[tuple[Blatt, Spalte], ...]:
        """Return the tables that list posts by grade, with the column that holds the posts asked for."""
        gefunden = []
        for blatt in self.blaetter:
            spalten = [s for s in blatt.alle(Rolle.STELLEN) if not s.differenz and not s.bisher]
            neu = [s for s in spalten if s.neu] or spalten
            if blatt.spalte(Rolle.BEWERTUNG) and len(neu) == 1:
                gefunden.append((blatt, neu[0]))
        return tuple(gefunden)

    @cached_property
    def tabellenposten(self) -> tuple[Posten, ...]:
        """Return the posts of all tables."""
        return tuple(
            p
            for blatt, spalte in self.stellentabellen
            for p in posten_aus_tabelle(blatt, self.aemter, self.amt_je_block[blatt.block], spalte)
        )

    @cached_property
    def textposten(self) -> tuple[Posten, ...]:
        """Return the posts that paragraphs and headings list with share and grade, without repeated lists."""
        je_punkt: dict[int, list[Posten]] = defaultdict(list)
        punkt = 0
        for text in self.texte:
            if text.ist_ueberschrift or (_PUNKT.match(text.nummer) and text.tiefe <= 1):
                punkt += 1
            bisher = je_punkt[punkt]
            if bisher and ist_zusatz(text.text):
                bisher[-1] = replace(bisher[-1], vorzeitig=True)
            elif len(text.text) < 600:
                je_punkt[punkt] += posten_im_text(text, self.amt_je_block[text.block], punkt)
        inhalt = {t.stelle.block or 0: t.text for t in self.texte}
        fertig: list[Posten] = []
        for posten in je_punkt.values():
            bisher = [p for p in fertig if p.teil is posten[0].teil] if posten else []
            if posten and posten[0].teil is Teil.BESCHLUSS and ist_wiederholung(posten, bisher):
                fertig = mark_vorzeitig(fertig, posten, inhalt)
            else:
                fertig += posten
        return tuple(fertig)

    def beschlussposten(self) -> tuple[Posten, ...]:
        """Return the posts that the resolution lists."""
        return tuple(p for p in self.textposten if p.teil is Teil.BESCHLUSS)

    @cached_property
    def betraege(self) -> dict[tuple[str, Fraction], list[Betrag]]:
        """Return every figure of the paper by unit and value: sentences and table cells."""
        index: dict[tuple[str, Fraction], list[Betrag]] = defaultdict(list)
        for satz in self.saetze_mit_zahlen:
            for menge in satz.mengen:
                index[menge.einheit, menge.wert].append(Betrag(menge, satz.stelle))
        for blatt in self.blaetter:
            for spalte in blatt.spalten:
                einheit = {Rolle.BETRAG: EUR, Rolle.SATZ: EUR, Rolle.STELLEN: STELLEN}.get(spalte.rolle, "")
                for zeile in blatt.zeilen:
                    if zelle := zeile.menge(spalte):
                        index[zelle.einheit or einheit, zelle.wert].append(Betrag(zelle, zeile.ort(spalte)))
        return index

    def nennt(self, wert: Fraction, einheit: str) -> list[Betrag]:
        """Return the places that state a value in a unit."""
        return self.betraege.get((einheit, wert), [])

    def saetze_mit(self, muster: re.Pattern[str]) -> Iterable[Satz]:
        """Return the sentences that contain a pattern."""
        return (s for s in self.saetze if s.nennt(muster))
