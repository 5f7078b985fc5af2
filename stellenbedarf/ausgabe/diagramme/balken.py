"""A bar chart: plain data, how a table becomes one with the same figures in the same notation, and its drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.ausgabe.diagramme.zeichnung import (
    BREITE,
    DUNKEL,
    ZEILE,
    Zeichnung,
    px,
    rechteck,
    strich,
    text,
    umbrochen,
)
from stellenbedarf.tabellen import BETRAG, Tabelle

MAX_BALKEN = 30
"""More bars than this would no longer be read, nor stay on one page."""
_BALKEN, _ABSTAND, _RAND, _LUECKE = 15, 8, 4, 8
_NAME_MAX = 230


@dataclass(frozen=True, slots=True)
class Balken:
    """One bar: its name, the exact value, the value as text (as the table shows it), and the id of the quantity."""

    name: str
    wert: Fraction
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Balkendiagramm:
    """Horizontal bars below one another; `achse` is the unit, `quelle` the table that holds the figures."""

    titel: str
    achse: str
    balken: tuple[Balken, ...]
    quelle: str = ""

    @property
    def beschreibung(self) -> str:
        """What the chart shows, in words: every bar with its value, for readers who do not see it."""
        werte = "; ".join(f"{b.name}: {b.text}" for b in self.balken)
        return in_worten(self.achse, werte, self.quelle)


def in_worten(achse: str, werte: str, quelle: str) -> str:
    """Return what a chart of bars shows: its unit, its values, and the table that holds them."""
    tabelle = f" Dieselben Zahlen stehen in der Tabelle „{quelle}“." if quelle else ""
    return f"Balkendiagramm, Angaben in {achse}. {werte}.{tabelle}"


def aus_tabelle(tabelle: Tabelle, spalte: str, titel: str) -> Balkendiagramm | None:
    """Return the chart of one column of a table without its total.

    Args:
        tabelle: the table; its first column names the bars.
        spalte: name of the column of figures.
        titel: title of the chart.

    Returns:
        The chart; None where there is nothing to compare, or too much to read. A row without a figure has no bar.
    """
    stelle = next(n for n, s in enumerate(tabelle.spalten) if s.name == spalte)
    achse = "EUR" if tabelle.spalten[stelle].art == BETRAG else tabelle.spalten[stelle].titel
    zeilen = tabelle.zeilen[:-1] if tabelle.summenzeile else tabelle.zeilen
    balken = tuple(
        Balken(zeile[0].text, zeile[stelle].wert, zeile[stelle].text, zeile[stelle].id)
        for zeile in zeilen
        if isinstance(zeile[stelle].wert, Fraction)
    )
    if not 2 <= len(balken) <= MAX_BALKEN:
        return None
    return Balkendiagramm(titel, achse, balken, tabelle.titel)


def zeichne_balken(diagramm: Balkendiagramm) -> Zeichnung:
    """Return the drawing."""
    return _Zeichner(diagramm).zeichnung()


class _Zeichner:
    def __init__(self, diagramm: Balkendiagramm) -> None:
        self.diagramm = diagramm
        self.namen = [umbrochen(b.name, _NAME_MAX) for b in diagramm.balken]
        self.texte = [b.text for b in diagramm.balken]
        self.links = max((px(zeile) for name in self.namen for zeile in name), default=0) + _LUECKE
        platz = max((px(t) for t in self.texte), default=0) + _LUECKE
        werte = [b.wert for b in diagramm.balken]
        hoch, tief = max([*werte, Fraction(0)]), min([*werte, Fraction(0)])
        # A value below zero has its text on the left of its bar, so there is room for texts on both sides.
        self.feld = BREITE - self.links - platz * (2 if tief < 0 else 1)
        self.spanne = hoch - tief
        self.null = self.links + (platz if tief < 0 else 0) + self._laenge(-tief)

    def _laenge(self, wert: Fraction) -> int:
        """Return the length of a bar; what is more than nothing is seen."""
        if wert == 0:
            return 0
        return max(1, wert * self.feld // self.spanne)

    def zeichnung(self) -> Zeichnung:
        hoehen = [max(_BALKEN, len(n) * ZEILE) + _ABSTAND for n in self.namen]
        gesamt = sum(hoehen) + 2 * _RAND
        teile: list[str] = []
        oben = _RAND
        for nummer, hoehe in enumerate(hoehen):
            teile += self._balken(nummer, oben + hoehe // 2)
            oben += hoehe
        teile.append(strich(self.null, _RAND, self.null, gesamt - _RAND))
        return Zeichnung(gesamt, teile)

    def _balken(self, nummer: int, mitte: int) -> Iterable[str]:
        balken, name = self.diagramm.balken[nummer], self.namen[nummer]
        erste = mitte + 5 - (len(name) - 1) * ZEILE // 2
        for stelle, zeile in enumerate(name):
            yield text(self.links - _LUECKE, erste + stelle * ZEILE, zeile, "end")
        laenge = self._laenge(abs(balken.wert))
        negativ = balken.wert < 0
        anfang = self.null - laenge if negativ else self.null
        if laenge:
            yield rechteck(anfang, mitte - _BALKEN // 2, laenge, _BALKEN, DUNKEL)
        ort = anfang - _LUECKE if negativ else self.null + laenge + _LUECKE
        yield text(ort, mitte + 5, self.texte[nummer], "end" if negativ else "start", balken.id)
