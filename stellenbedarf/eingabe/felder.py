"""What a field of the input is: name, type, meaning, bounds. The tables of fields stand where they are needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Typ(StrEnum):
    """How a field's text is read."""

    TEXT = "Text"
    ABSAETZE = "Absätze"
    TEXTLISTE = "Liste von Texten"
    ZAHL = "Zahl"
    ARGUMENT = "Zahl oder Name einer Annahme"
    ANTEIL = "Anteil in %"
    JAHR = "Jahr"
    JAHRE = "Liste von Jahren"
    DATUM = "Datum"
    JA_NEIN = "ja oder nein"
    WAHL = "Auswahl"


@dataclass(frozen=True, slots=True, eq=False)  # tables of fields are keys of caches: identity is enough and quick
class Feld:
    """One field: name, type, meaning, example, whether it must be given, bounds, choices and title in a workbook."""

    name: str
    typ: Typ
    bedeutung: str
    beispiel: str = ""
    pflicht: bool = False
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    wahl: tuple[str, ...] = ()
    titel: str = ""

    @property
    def ueberschrift(self) -> str:
        """Return the heading of its column; names with umlauts or abbreviations bring a title of their own."""
        return self.titel or self.name[0].upper() + self.name[1:].replace("_", " ")
