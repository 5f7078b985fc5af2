"""What a job paper says about a position beyond its size: profile, Leistungsmerkmale and advertisement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Fundstelle

Orte = Mapping[str, Fundstelle]

GRUPPEN: Mapping[str, str] = {
    "fachlich": "Fachkompetenzen",
    "persönlich": "Persönliche Kompetenzen",
    "sozial": "Sozialkompetenzen",
    "Führung": "Führungskompetenzen",
}
"""Groups of Leistungsmerkmale in the order of the form; their numbers (3.1, 3.2, …) follow from it."""

GEWICHTE: Mapping[str, str] = {"4": "unabdingbar", "3": "sehr wichtig", "2": "wichtig", "1": "erforderlich"}
"""Weights of a Leistungsmerkmal and their wording; they rank and are never computed with."""


def _orte() -> Orte:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leistungsmerkmal:
    """A competence with its weight (1 to 4) and the statements by which it is observed."""

    gruppe: str
    bezeichnung: str
    gewicht: str
    beschreibung: str = ""
    aussagen: tuple[str, ...] = ()
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profil:
    """Head, field of work, grades and formal requirements; both working times are names of Annahmen (h je VZÄ)."""

    arbeitsgebiet: tuple[str, ...]
    dienststelle: tuple[str, ...] = ()
    stellenzeichen: str = ""
    erstellt_von: str = ""
    stand: str = ""
    entgeltgruppe: str = ""
    besoldungsgruppe: str = ""
    bewertungsvermutung: bool = False
    anforderungen_beamte: tuple[str, ...] = ()
    anforderungen_tarif: tuple[str, ...] = ()
    erwuenscht: tuple[str, ...] = ()
    jahresarbeitszeit: str = ""
    wochenarbeitszeit: str = ""
    quelle: str = ""
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ausschreibung:
    """What an advertisement needs besides the profile; `umfang` is a share of full-time work."""

    kennziffer: str = ""
    datum: dt.date | None = None
    bezeichnung: str = ""
    umfang: Fraction | None = None
    besetzbar_ab: str = ""
    befristung: str = ""
    einsatzort: str = ""
    bewerbungsfrist: dt.date | None = None
    fristtext: str = ""
    bewerbungsweg: tuple[str, ...] = ()
    unterlagen: tuple[str, ...] = ()
    kontakt: tuple[str, ...] = ()
    hinweise: tuple[str, ...] = ()
    quelle: str = ""
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)
