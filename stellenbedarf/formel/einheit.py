"""Units: what a number counts, as powers of base units, so that minutes never meet hours unconverted.

All amounts refer to one year; a year is therefore no base unit. Every noun that is no known unit counts things
(Fälle, Bedarfsgemeinschaften, Arbeitsplätze) and has the dimension Stück.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

GRUNDEINHEITEN = {
    "VZÄ": "VZÄ", "Stelle": "VZÄ", "Stellen": "VZÄ",
    "EUR": "EUR", "€": "EUR",
    "h": "h", "Stunde": "h", "Stunden": "h", "Std.": "h",
    "min": "min", "Minute": "min", "Minuten": "min",
    "s": "s", "Sekunde": "s", "Sekunden": "s",
    "Monat": "Monat", "Monate": "Monat",
    "Woche": "Woche", "Wochen": "Woche",
    "Tag": "Tag", "Tage": "Tag",
    "Datum": "Datum", "Text": "Text", "Wahrheit": "Wahrheit",
}  # fmt: skip
OHNE_DIMENSION = frozenset({"", "1", "%", "Anteil", "Jahr", "Faktor"})
STUECK = "Stück"
_TRENNER = re.compile(r"\s*(/| je )\s*")


@dataclass(frozen=True, slots=True)
class Einheit:
    """Powers of base units plus the wording to show; `prozent` numbers are shown times 100."""

    dimensionen: tuple[tuple[str, int], ...]
    anzeige: str

    @property
    def prozent(self) -> bool:
        """Tell whether the number is shown as a percentage."""
        return self.anzeige == "%"

    @property
    def jahreszahl(self) -> bool:
        """Tell whether the number is a calendar year, written without a separator."""
        return self.anzeige == "Jahr"

    def passt(self, andere: Einheit) -> bool:
        """Tell whether both count the same thing."""
        return self.dimensionen == andere.dimensionen

    def __mul__(self, andere: Einheit) -> Einheit:
        """Return the unit of a product."""
        return _verbinden(self, andere, 1)

    def __truediv__(self, andere: Einheit) -> Einheit:
        """Return the unit of a quotient."""
        return _verbinden(self, andere, -1)

    def ohne(self, grund: str) -> Einheit:
        """Return the unit without one of its base units."""
        return Einheit(tuple((g, p) for g, p in self.dimensionen if g != grund), self.anzeige)

    def exponent(self, grund: str) -> int:
        """Return the power of one base unit (0 if it does not occur)."""
        return dict(self.dimensionen).get(grund, 0)

    def __str__(self) -> str:
        """Return the wording: `h je Fall`, `%`, or `ohne Einheit`."""
        return self.anzeige or "ohne Einheit"


def _aus_potenzen(potenzen: dict[str, int]) -> Einheit:
    dimensionen = tuple(sorted((g, p) for g, p in potenzen.items() if p))
    oben = " × ".join(g for g, p in dimensionen for _ in range(p))
    unten = "".join(f" je {g}" for g, p in dimensionen for _ in range(-p))
    return Einheit(dimensionen, (oben or "1") + unten if dimensionen else "")


def _verbinden(links: Einheit, rechts: Einheit, vorzeichen: int) -> Einheit:
    potenzen = dict(links.dimensionen)
    for grund, potenz in rechts.dimensionen:
        potenzen[grund] = potenzen.get(grund, 0) + vorzeichen * potenz
    return _aus_potenzen(potenzen)


@cache
def einheit(text: str) -> Einheit:
    """Return the unit of a wording such as `min/Fall`, `h je VZÄ`, `EUR`, `%` or `Bedarfsgemeinschaften`."""
    teile = [t.strip() for t in _TRENNER.split(text.strip()) if t.strip() not in ("/", "je")]
    potenzen: dict[str, int] = {}
    for stelle, teil in enumerate(teile):
        if teil in OHNE_DIMENSION:
            continue
        grund = GRUNDEINHEITEN.get(teil, STUECK)
        potenzen[grund] = potenzen.get(grund, 0) + (1 if stelle == 0 else -1)
    dimensionen = tuple(sorted((g, p) for g, p in potenzen.items() if p))
    anzeige = " je ".join(teile)
    return Einheit(dimensionen, "" if anzeige in ("1", "Anteil", "Faktor") else anzeige)


OHNE = einheit("")
PROZENT = einheit("%")
VZAE = einheit("VZÄ")
EUR = einheit("EUR")
MONATE = einheit("Monate")
JAHR = einheit("Jahr")
DATUM = einheit("Datum")
TEXT = einheit("Text")
WAHRHEIT = einheit("Wahrheit")
