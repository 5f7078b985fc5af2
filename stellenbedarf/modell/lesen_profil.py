"""Reads what job papers need: profile, Leistungsmerkmale and advertisement of a position."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from stellenbedarf.eingabe.felder import Feld
from stellenbedarf.eingabe.knoten import Abbildung, Knoten
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, read_felder
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell import felder
from stellenbedarf.modell.profil import Ausschreibung, Leistungsmerkmal, Profil

T = TypeVar("T")
ABSCHNITTE = ("profil", "leistungsmerkmale", "ausschreibung")
"""Sections of a position that this module reads."""


def read_stellenpapier(knoten: Abbildung, befunde: Befunde, was: str) -> Mapping[str, Any]:
    """Return the values of a position's `ABSCHNITTE` by name; what cannot be read is a finding and left out.

    Args:
        knoten: the raw position.
        befunde: collects the findings.
        was: the position, for the messages.
    """
    eintraege = knoten.eintraege
    liste = als_liste(eintraege.get("leistungsmerkmale"), befunde, f"{was}, „leistungsmerkmale“")
    merkmale = [
        _read(Leistungsmerkmal, m, felder.LEISTUNGSMERKMAL, befunde, f"{was}, Leistungsmerkmal {n}")
        for n, m in enumerate(liste, start=1)
    ]
    return {
        "profil": _read(Profil, eintraege.get("profil"), felder.PROFIL, befunde, f"{was}, Profil"),
        "leistungsmerkmale": tuple(m for m in merkmale if m is not None),
        "ausschreibung": _read(
            Ausschreibung, eintraege.get("ausschreibung"), felder.AUSSCHREIBUNG, befunde, f"{was}, Ausschreibung"
        ),
    }


def _read(klasse: type[T], knoten: Knoten | None, tabelle: tuple[Feld, ...], befunde: Befunde, was: str) -> T | None:
    abbildung = als_abbildung(knoten, befunde, was)
    if abbildung is None:
        return None
    angaben = read_felder(abbildung, tabelle, befunde, was)
    if any(f.pflicht and f.name not in angaben.werte for f in tabelle):
        return None
    bauen: Callable[..., T] = klasse
    return bauen(**angaben.werte, orte={"": abbildung.fundstelle, **angaben.orte})
