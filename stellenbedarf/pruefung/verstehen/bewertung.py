"""Pay grades as papers write them: „A 13 hD“, „EG 9b“, „Entgeltgruppe 9“, „Bes.Gr. A 11“, „S 12“."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stellenbedarf.pruefung.verstehen.zahlen_im_text import ohne_marken

_MUSTER = re.compile(
    r"(?<![\w-])(?:(?:Bes(?:oldungs)?\.?\s?-?[Gg]r(?:uppe|\.)?\.?\s?)?(?P<bes>[ABRW])[\s\u00a0]?(?P<bstufe>\d{1,2})"
    r"(?:[\s\u00a0]?(?P<zusatz>hD|gD|mD|eD|h\.D\.|g\.D\.|LG\s?\d|\+\s?(?:AZ|Z)|AZ|Z|kw|ku)(?!\w))?"
    r"|(?:TV[öÖoO][Dd](?:-V)?\s|TV-L\s)?(?P<ent>EG|Entgeltgruppe|Entg\.?\s?Gr\.?|EntgGr\.?|E|S)[\s\u00a0]?(?P<s>S\s?)?"
    r"(?P<estufe>\d{1,2})(?P<buchstabe>[\u00fc\u00dcabc](?!\w))?)(?![\w]|[.,]\d|-\d)"
)
_HOECHSTE = {"A": 16, "B": 11, "R": 10, "W": 3, "EG": 15, "S": 18}


@dataclass(frozen=True, slots=True)
class Bewertung:
    """A grade: `schluessel` compares (EG 9 = E 9 = Entgeltgruppe 9), `text` is as printed, `von`/`ende` its place."""

    schluessel: str
    text: str
    von: int
    ende: int

    @property
    def gruppe(self) -> str:
        """Return the pay scale: `A`, `EG`, `S` …"""
        return self.schluessel.split()[0]

    @property
    def stufe(self) -> int:
        """Return the number in the scale."""
        return int(re.sub(r"\D", "", self.schluessel.split()[1]))

    @property
    def gibt_es(self) -> bool:
        """Tell whether the scale has such a grade (A 2 to A 16, EG 1 to EG 15, S 2 to S 18 …)."""
        return 1 <= self.stufe <= _HOECHSTE[self.gruppe]


def finde_bewertungen(text: str) -> tuple[Bewertung, ...]:
    """Return the grades of a text in reading order."""
    return tuple(_bewertung(m) for m in _MUSTER.finditer(text))


def lies_bewertung(text: str) -> Bewertung | None:
    """Return the grade that a text consists of (a table cell); None if it holds none or several."""
    rein = " ".join(ohne_marken(text).split())
    gefunden = finde_bewertungen(rein)
    return gefunden[0] if len(gefunden) == 1 and len(rein) <= len(gefunden[0].text) + 14 else None


def _bewertung(treffer: re.Match[str]) -> Bewertung:
    if treffer["bes"]:
        zusatz = (treffer["zusatz"] or "").replace(".", "")
        zusatz = "" if zusatz in ("kw", "ku") else zusatz
        schluessel = f"{treffer['bes']} {int(treffer['bstufe'])} {zusatz}".strip()
    else:
        gruppe = "S" if treffer["ent"] == "S" or treffer["s"] else "EG"
        schluessel = f"{gruppe} {int(treffer['estufe'])}{(treffer['buchstabe'] or '').lower()}"
    return Bewertung(schluessel, treffer[0].strip(), treffer.start(), treffer.end())
