"""Cells and tables out of texts and figures."""

from __future__ import annotations

from collections.abc import Sequence

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, TabellenBlock, Text, Zahl
from stellenbedarf.formel.einheit import EUR, VZAE
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.tabellen import Spalte
from stellenbedarf.zahlen import dezimal


def zelle(inhalt: Zahl | str) -> Laeufe:
    """Return a figure or a text as a cell; no text gives an empty one."""
    if isinstance(inhalt, Zahl):
        return (inhalt,)
    return (Text(schuetze(inhalt)),) if inhalt else ()


def rechenzahl(rechenweg: Rechenweg, id_: str, hergeleitet: bool) -> Zahl:
    """Return a quantity as exact as the Rechenweg writes it, without the unit."""
    ergebnis, schreibweise = rechenweg.ergebnis, rechenweg.schreibweise
    einheit, wert = ergebnis.modell.netz[id_].einheit, ergebnis.werte[id_]
    mindestens = schreibweise.eur_stellen if einheit.passt(EUR) else schreibweise.stellen_stellen
    text = zahltext(wert, einheit, mindestens if einheit.passt(EUR) or einheit.passt(VZAE) else 0)
    ungefaehr = "" if schreibweise.exakt(id_) else "≈\u00a0"
    return Zahl(f"{ungefaehr}{text}", rechenweg.marke(id_), id_, dezimal(wert), hergeleitet=hergeleitet)


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
