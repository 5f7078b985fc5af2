"""Cells and tables out of texts and figures."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, TabellenBlock, Text, Zahl
from stellenbedarf.tabellen import Spalte


def zelle(inhalt: Zahl | str) -> Laeufe:
    """Return a figure or a text as a cell; no text gives an empty one."""
    if isinstance(inhalt, Zahl):
        return (inhalt,)
    return (Text(schuetze(inhalt)),) if inhalt else ()


def tabellenblock(
    titel: str,
    spalten: tuple[Spalte, ...],
    zeilen: Sequence[tuple[Laeufe, ...]],
    breiten: tuple[int, ...],
    marken: tuple[str, ...] = (),
    summenzeile: bool = False,
) -> tuple[Block, ...]:
    """Return a table as a text template places it; nothing where it has no rows."""
    return (TabellenBlock(titel, spalten, tuple(zeilen), breiten, summenzeile, marken),) if zeilen else ()
