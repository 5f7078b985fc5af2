"""A bar chart as plain data, and how a table becomes one: the same figures in the same notation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.tabellen import BETRAG, Tabelle

MAX_BALKEN = 30
"""More bars than this would no longer be read, nor stay on one page."""


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
        tabelle = f" Dieselben Zahlen stehen in der Tabelle „{self.quelle}“." if self.quelle else ""
        return f"Balkendiagramm, Angaben in {self.achse}. {werte}.{tabelle}"


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
