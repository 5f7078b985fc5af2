"""Checks of what job papers need: working times that exist, grades that agree, dates in order, shares with a source."""

from __future__ import annotations

import re

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde, Stufe
from stellenbedarf.modell.fall import Fall, Position
from stellenbedarf.zahlen import format_datum

ARBEITSZEITEN = ("jahresarbeitszeit", "wochenarbeitszeit")


def check_stellenpapiere(fall: Fall, befunde: Befunde) -> None:
    """Check profile and advertisement of every position."""
    for position in fall.positionen:
        if position.profil is not None:
            _check_arbeitszeiten(fall, position, befunde)
            _check_bewertung(position, befunde)
            _check_quellen(position, befunde)
        _check_frist(fall, position, befunde)


def _check_arbeitszeiten(fall: Fall, position: Position, befunde: Befunde) -> None:
    assert position.profil is not None
    for feld in ARBEITSZEITEN:
        name = getattr(position.profil, feld)
        if name and name not in fall.annahmen:
            befunde.fehler(f"Position {position.nr}, Profil: Die Annahme „{name}“ gibt es nicht („{feld}“)",
                           position.profil.orte.get(feld), vorschlag(name, fall.annahmen))  # fmt: skip


def _check_bewertung(position: Position, befunde: Befunde) -> None:
    """Report a grade that the cost is computed with and the papers do not state."""
    profil = position.profil
    assert profil is not None
    genannt = [b for b in (profil.entgeltgruppe, profil.besoldungsgruppe) if b]
    gesucht = re.compile(rf"\s*{re.escape(position.bewertung)}(?!\w)")
    if genannt and not any(gesucht.match(b) for b in genannt):
        befunde.hinweis(
            f"Position {position.nr}: Gerechnet wird mit {position.bewertung}, "
            f"das Profil nennt {' und '.join(genannt)}",
            profil.orte.get("entgeltgruppe", profil.orte.get("besoldungsgruppe")),
            "Gleichen Sie die Bewertung der Position und die des Profils an.",
            Stufe.WIDERSPRUCH,
        )


def _check_quellen(position: Position, befunde: Befunde) -> None:
    ohne = [n for n, a in enumerate(position.aufgaben, start=1) if a.anteil is not None and not a.quelle]
    if ohne:
        befunde.hinweis(f"Position {position.nr}: Der Zeitanteil der Aufgaben {', '.join(map(str, ohne))} hat keine "
                        "Quelle", position.aufgaben[ohne[0] - 1].orte.get("anteil"),
                        "Tragen Sie bei der Aufgabe „quelle“ ein.", Stufe.LUECKE)  # fmt: skip


def _check_frist(fall: Fall, position: Position, befunde: Befunde) -> None:
    ausschreibung = position.ausschreibung
    if ausschreibung is None or ausschreibung.bewerbungsfrist is None:
        return
    datum = ausschreibung.datum or fall.kopf.datum
    if datum is not None and ausschreibung.bewerbungsfrist <= datum:
        befunde.fehler(
            f"Position {position.nr}: Die Bewerbungsfrist {format_datum(ausschreibung.bewerbungsfrist)} endet nicht "
            f"nach dem Datum der Ausschreibung ({format_datum(datum)})",
            ausschreibung.orte.get("bewerbungsfrist"),
            "Prüfen Sie beide Tage.",
        )
    if ausschreibung.fristtext:
        befunde.fehler(
            f"Position {position.nr}, Ausschreibung: Die Frist ist als Tag und als Text angegeben",
            ausschreibung.orte.get("fristtext"),
            "Behalten Sie eines von beiden: bewerbungsfrist oder fristtext.",
        )
