"""Figures in free text as they appear in a document: checked ones lead to their origin, the others into a list.

Labels of unchecked figures are numbered in reading order, so they are given when the whole document is there. A
document without derivation or without the list shows its texts as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    Laeufe,
    Lauf,
    Liste,
    TabellenBlock,
    Text,
    Zahl,
)
from stellenbedarf.ausgabe.inhalt.daten import marken
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.freitext import GEPRUEFT, WIDERSPRUCH, Fund, finde
from stellenbedarf.tabellen import Spalte
from stellenbedarf.zahlen import dezimal

TITEL = "Ungeprüfte Zahlen im Freitext"
KENNUNG = "freitext:"
_GROESSENORDNUNG = re.compile(r"[ \u00a0]?(?:%|Prozent\b|v\. ?H\.|Tsd\.|Mio\.|Mrd\.|T€|TEUR\b)")  # part of the figure
_SPALTEN = (
    Spalte("marke", "Nr."), Spalte("zahl", "Zahl im Text"), Spalte("ort", "Stelle im Fall"), Spalte("grund", "Warum"),
)  # fmt: skip
PLATZ = TabellenBlock(TITEL, _SPALTEN, (), (7, 28, 30, 35))
"""Stands where the list goes until the document is complete."""


class Freitexte:
    """The texts of one result with their figures; a text that occurs twice is judged where both agree only."""

    def __init__(self, rechenweg: Rechenweg) -> None:
        """Look for figures in all texts of the loaded cases."""
        self._rechenweg = rechenweg
        self._funde = finde(rechenweg.ergebnis)
        self._nach_text: dict[str, dict[int, int]] = {}
        for nummer, fund in enumerate(self._funde):
            stellen = self._nach_text.setdefault(fund.freitext.text, {})
            erster = self._funde[stellen.setdefault(fund.menge.start, nummer)]
            if erster.status == GEPRUEFT and erster.id != fund.id:
                stellen[fund.menge.start] = nummer

    def laeufe(self, text: str) -> Laeufe:
        """Return a text of the case as runs; any other text comes back as it is."""
        laeufe: list[Lauf] = []
        ende = 0
        for start, nummer in sorted(self._nach_text.get(text, {}).items()):
            fund = self._funde[nummer]
            laeufe += [Text(schuetze(text[ende:start]))] if start > ende else []
            marke = self._rechenweg.marke(self._rechenweg.stellvertreter(fund.id)) if fund.status == GEPRUEFT else ""
            zusatz = _GROESSENORDNUNG.match(text, fund.menge.ende)
            ende = zusatz.end() if zusatz else fund.menge.ende
            anzeige = text[start:ende].replace(" ", "\u00a0")
            laeufe.append(Zahl(anzeige, marke, f"{KENNUNG}{nummer}", dezimal(fund.menge.wert)))
        rest = text[ende:]
        if laeufe and rest[:1] == " ":  # no line break between figure and unit
            rest = f"\u00a0{rest[1:]}"
        return (*laeufe, Text(schuetze(rest))) if rest or not laeufe else tuple(laeufe)

    def absaetze(self, texte: Iterable[str]) -> tuple[Block, ...]:
        """Return paragraphs as blocks."""
        return tuple(Absatz(self.laeufe(t)) for t in texte)

    def vollende(self, bloecke: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return the blocks of a whole document with labels at the unchecked figures and the list in its place."""
        ziele = set(marken(bloecke))
        gelistet = PLATZ in bloecke
        zeilen: dict[tuple[Laeufe, ...], str] = {}

        def fertig(zahl: Zahl) -> Lauf:
            fund = self._funde[int(zahl.id.removeprefix(KENNUNG))]
            if zahl.marke:
                return replace(zahl, id=f"{KENNUNG}{fund.id}") if zahl.marke in ziele else Text(zahl.text)
            if not gelistet:
                return Text(zahl.text)
            marke = zeilen.setdefault(self._zeile(fund), f"U{len(zeilen) + 1}")
            return replace(zahl, marke=marke, id=f"{KENNUNG}{marke}")

        neu = _ersetze(bloecke, fertig)
        fertige = tuple(((Text(marke),), *zeile) for zeile, marke in zeilen.items())
        liste = replace(PLATZ, zeilen=fertige, marken=tuple(zeilen.values()))
        return tuple(liste if b == PLATZ else b for b in neu if b != PLATZ or zeilen)

    def _zeile(self, fund: Fund) -> tuple[Laeufe, ...]:
        ort = fund.freitext.ort
        stelle = ", ".join(t for t in (fund.freitext.was, f"Zeile {ort.zeile}" if ort and ort.zeile else "") if t)
        grund = f"Widerspruch: {fund.grund}" if fund.status == WIDERSPRUCH else fund.grund
        return tuple((Text(schuetze(t)),) for t in (fund.menge.wortlaut, stelle, grund))


def _ersetze(bloecke: tuple[Block, ...], fertig: Callable[[Zahl], Lauf]) -> tuple[Block, ...]:
    """Return the blocks with every figure of a free text replaced, in reading order."""

    def laeufe(teile: Laeufe) -> Laeufe:
        return tuple(fertig(t) if isinstance(t, Zahl) and t.id.startswith(KENNUNG) else t for t in teile)

    def block(alt: Block) -> Block:
        match alt:
            case Absatz():
                return Absatz(laeufe(alt.laeufe))
            case Liste():
                return replace(alt, punkte=tuple(
                    replace(p, laeufe=laeufe(p.laeufe), bloecke=_ersetze(p.bloecke, fertig)) for p in alt.punkte
                ))  # fmt: skip
            case TabellenBlock():
                return replace(alt, zeilen=tuple(tuple(laeufe(z) for z in zeile) for zeile in alt.zeilen))
        return alt

    return tuple(block(b) for b in bloecke)
