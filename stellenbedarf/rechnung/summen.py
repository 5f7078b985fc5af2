"""Puts totals into the net: per Amt, Teilhaushalt, grade and year, and over everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stellenbedarf.formel import Formel
from stellenbedarf.netz import Netz, Reihe
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.verfahren import kosten as k

GESAMT = "gesamt"
DIMENSION_TITEL = {
    "amt": "Amt",
    "teilhaushalt": "Teilhaushalt",
    "bewertung": "Bewertung",
    "beginn": "Beginn",
    "grundlage": "Grundlage",
    "dauer": "Dauer",
}

# Totals by (dimension, key, measure); the measure is a role of `Posten.ids`, the total over everything has key "".
Summen = dict[tuple[str, str, str], str]

_TITEL = {
    "stellen": "Stellen",
    "bedarf": "rechnerische Stellen",
    "kosten": "Jahreskosten",
    "erstattung": "Erstattung",
    "netto": "Nettokosten",
    "bedarfskosten": "Kosten des rechnerischen Bedarfs",
}


def masse(dimension: str, jahre: Iterable[int]) -> tuple[str, ...]:
    """Return the measures that are totalled in a dimension; only those that a paper or workbook shows."""
    if dimension in ("beginn", "grundlage"):
        return ("stellen",)
    if dimension in ("amt", "bewertung"):
        return ("stellen", "kosten", "erstattung")
    if dimension == "dauer":
        return ("stellen", "kosten")
    je_jahr = tuple(f"{m}.{j}" for j in jahre for m in ("kosten", "erstattung"))
    if dimension == "teilhaushalt":
        return ("stellen", "kosten", "erstattung", *je_jahr)
    return ("stellen", "bedarf", "kosten", "erstattung", *je_jahr, "bedarfskosten")


def add_summen(netz: Netz, posten: Iterable[Posten], jahre: tuple[int, ...]) -> Summen:
    """Add all totals; a total without any member (no refund in an Amt, say) is left out."""
    alle = tuple(posten)
    summen: Summen = {}
    for dimension, gruppen in _gruppen(alle).items():
        for schluessel, mitglieder in gruppen.items():
            for mass in masse(dimension, jahre):
                ids = tuple(p.ids[mass] for p in mitglieder if mass in p.ids)
                if ids:
                    summen[dimension, schluessel, mass] = _add(netz, dimension, schluessel, mass, ids)
            for jahr in ("", *(f".{j}" for j in jahre)):
                _add_netto(netz, summen, dimension, schluessel, jahr)
    return summen


def _gruppen(alle: tuple[Posten, ...]) -> Mapping[str, Mapping[str, list[Posten]]]:
    gruppen: dict[str, dict[str, list[Posten]]] = {GESAMT: {"": list(alle)}}
    for dimension in DIMENSION_TITEL:
        gruppen[dimension] = {}
        for p in alle:
            if schluessel := p.gruppen[dimension]:
                gruppen[dimension].setdefault(schluessel, []).append(p)
    return gruppen


def bezeichnung(dimension: str, schluessel: str, mass: str) -> str:
    """Return the name of a total, e.g. `Jahreskosten Amt 29` or `Kosten 2011 insgesamt`."""
    art, _, jahr = mass.partition(".")
    titel = _TITEL[art] if not jahr else f"{_TITEL[art].removeprefix('Jahres').capitalize()} {jahr}"
    wo = "insgesamt" if dimension == GESAMT else f"{DIMENSION_TITEL[dimension]} {schluessel}"
    return f"{titel} {wo}"


def _add(netz: Netz, dimension: str, schluessel: str, mass: str, ids: tuple[str, ...]) -> str:
    formel: Formel = k.summe_stellen if mass in ("stellen", "bedarf") else k.summe_betraege
    argument = formel.argumente[0]
    wo = "alle Positionen" if dimension == GESAMT else f"Positionen mit {DIMENSION_TITEL[dimension]} {schluessel}"
    return netz.add_schritt(
        summen_id(dimension, schluessel, mass),
        formel,
        {argument: Reihe(ids, wo, (dimension, schluessel, mass))},
        bezeichnung(dimension, schluessel, mass),
    )


def _add_netto(netz: Netz, summen: Summen, dimension: str, schluessel: str, jahr: str) -> None:
    kosten = summen.get((dimension, schluessel, f"kosten{jahr}"))
    erstattung = summen.get((dimension, schluessel, f"erstattung{jahr}"))
    if kosten and erstattung:
        mass = f"netto{jahr}"
        summen[dimension, schluessel, mass] = netz.add_schritt(
            summen_id(dimension, schluessel, mass),
            k.nettokosten,
            {"kosten": kosten, "erstattung": erstattung},
            bezeichnung(dimension, schluessel, mass),
        )


def summen_id(dimension: str, schluessel: str, mass: str) -> str:
    """Return the id of a total."""
    return ".".join(t for t in ("summe", dimension, schluessel, mass) if t)
