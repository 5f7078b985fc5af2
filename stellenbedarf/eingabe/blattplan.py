"""What a sheet of an input workbook looks like: the one description that its writer and its reader share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stellenbedarf.eingabe.felder import Feld, Typ


class Zellart(StrEnum):
    """How a cell is written, formatted and read."""

    TEXT = "Text"
    ABSAETZE = "Text, Absätze durch eine Leerzeile getrennt"
    LISTE = "mehrere Einträge, je Eintrag eine Zeile in der Zelle"
    ZAHL = "Zahl"
    ANTEIL = "Anteil in %"
    EINHEIT = "Zahl in der Einheit der Zeile"
    JAHRE = "Jahr oder Jahre, durch Komma getrennt"
    DATUM = "Datum"
    JA_NEIN = "ja oder nein"
    WAHL = "Auswahl"
    ARGUMENT = "Zahl oder Kurzname einer Annahme"
    ARGUMENT_ANTEIL = "Anteil in % oder Kurzname einer Annahme"


VON_TYP = {
    Typ.TEXT: Zellart.TEXT,
    Typ.ARGUMENT: Zellart.ARGUMENT,
    Typ.ABSAETZE: Zellart.ABSAETZE,
    Typ.TEXTLISTE: Zellart.LISTE,
    Typ.ZAHL: Zellart.ZAHL,
    Typ.ANTEIL: Zellart.ANTEIL,
    Typ.JAHR: Zellart.JAHRE,
    Typ.JAHRE: Zellart.JAHRE,
    Typ.DATUM: Zellart.DATUM,
    Typ.JA_NEIN: Zellart.JA_NEIN,
    Typ.WAHL: Zellart.WAHL,
}


@dataclass(frozen=True, slots=True)
class Spalte:
    """A column (or, on a form, a row) of a sheet: the entry of the raw tree that it holds, its title and its kind."""

    name: str
    titel: str
    art: Zellart
    bedeutung: str = ""
    beispiel: str = ""
    zusatz: str = ""
    pflicht: bool = False
    wahl: tuple[str, ...] = ()
    grenzen: str = ""


@dataclass(frozen=True, slots=True)
class Blattplan:
    """A sheet: a table with one entry per row, or a form with one field per row (`formular`).

    `schluessel` names the column whose text is the key of the row; `vorspann` are single fields above the table.
    """

    name: str
    abschnitt: str
    spalten: tuple[Spalte, ...]
    zweck: str
    pflicht: bool = False
    formular: bool = False
    schluessel: str = ""
    vorspann: tuple[Spalte, ...] = ()


def spalte_von(feld: Feld, art: Zellart | None = None, grenzen: str = "") -> Spalte:
    """Return the column of a field."""
    return Spalte(
        name=feld.name,
        titel=feld.ueberschrift,
        art=art or VON_TYP[feld.typ],
        bedeutung=feld.bedeutung,
        beispiel=feld.beispiel,
        pflicht=feld.pflicht,
        wahl=feld.wahl,
        grenzen=grenzen,
    )
