"""Puts what job papers show into the net: shares, hours per year and week of each Arbeitsvorgang, and their sums."""

from __future__ import annotations

from collections.abc import Mapping

from stellenbedarf.formel import Eingabe, Formel, einheit
from stellenbedarf.formel.einheit import PROZENT
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Position
from stellenbedarf.netz import EINGABE, Bindung, Herkunft, Reihe
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import arbeitsvorgang as a

STUNDEN = {"jahresstunden": "jahresarbeitszeit", "wochenstunden": "wochenarbeitszeit"}
"""Roles of hours and the field of the profile that names the working time they are computed with."""

ARBEITSZEIT = Eingabe(
    "arbeitszeit", "Arbeitszeit", einheit("h je VZÄ"), "Arbeitszeit einer Vollzeitkraft im Jahr oder in der Woche",
    ueber_minimum=True,
)  # fmt: skip
_TITEL = {"jahresstunden": "Stunden im Jahr", "wochenstunden": "Stunden je Woche"}


def add_anteil(bau: Bau, position: Position, nummer: int) -> str:
    """Return the id of the share of a task (counted from 1), which is added on first use."""
    id_ = bau.id("position", position.nr, f"anteil.{nummer}")
    if id_ not in bau.netz:
        aufgabe = position.aufgaben[nummer - 1]
        assert aufgabe.anteil is not None
        quelle = aufgabe.quelle or "Aufgabenliste der Position"
        herkunft = Herkunft(EINGABE, aufgabe.orte.get("anteil"), quelle, status=aufgabe.status)
        bau.netz.add_wert(id_, f"Zeitanteil Aufgabe {nummer}", PROZENT, aufgabe.anteil, herkunft)
    return id_


def add_arbeitsvorgaenge(bau: Bau, position: Position, stellen: str) -> Mapping[str, str]:
    """Add the quantities of a position that has a profile.

    Args:
        bau: the net under construction.
        position: the position.
        stellen: id of its posts.

    Returns:
        Ids by role: `umfang` (an input), the steps `anteilssumme`, and `jahresstunden.1`, …, `jahresstunden.summe`,
        likewise `wochenstunden`.
    """
    ids: dict[str, str] = {}
    if position.ausschreibung is not None and position.ausschreibung.umfang is not None:
        herkunft = Herkunft(EINGABE, position.ausschreibung.orte.get("umfang"), position.ausschreibung.quelle)
        ids["umfang"] = bau.netz.add_wert(
            bau.id("position", position.nr, "umfang"), "Umfang der Stelle", PROZENT, position.ausschreibung.umfang,
            herkunft,
        )  # fmt: skip
    if position.profil is None or not all(aufgabe.anteil is not None for aufgabe in position.aufgaben):
        return ids
    anteile = tuple(add_anteil(bau, position, n) for n in range(1, len(position.aufgaben) + 1))
    if not anteile:
        return ids

    def schritt(rolle: str, formel: Formel, bindung: dict[str, Bindung], bezeichnung: str = "") -> None:
        ids[rolle] = bau.netz.add_schritt(bau.id("position", position.nr, rolle), formel, bindung, bezeichnung or None)

    schritt("anteilssumme", a.zeitanteile_zusammen, {"zeitanteile": Reihe(anteile, "Zeitanteile der Aufgaben")})
    for rolle, feld in STUNDEN.items():
        name = getattr(position.profil, feld)
        if not name:
            continue
        arbeitszeit = bau.argument(
            Argument(name=name, ort=position.profil.orte.get(feld)), ARBEITSZEIT,
            bau.id("position", position.nr, feld), f"Position {position.nr}, Profil", position.profil.quelle,
        )  # fmt: skip
        if bau.befunde.hat_fehler:
            return ids
        if arbeitszeit == bau.id("position", position.nr, feld):  # converted from minutes, a step of its own
            ids[feld] = arbeitszeit
        for nummer, anteil in enumerate(anteile, start=1):
            schritt(
                f"{rolle}.{nummer}",
                a.stunden,
                {"zeitanteil": anteil, "stellen": stellen, "arbeitszeit": arbeitszeit},
                f"{_TITEL[rolle]}, Aufgabe {nummer}",
            )
        glieder = Reihe(tuple(ids[f"{rolle}.{n}"] for n in range(1, len(anteile) + 1)), "Stunden der Aufgaben")
        schritt(f"{rolle}.summe", a.stunden_zusammen, {"stunden": glieder}, f"{_TITEL[rolle]} zusammen")
    return ids
