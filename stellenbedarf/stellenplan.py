"""The extract of the Stellenplan as tables: posts per grade before and after, and the kw- and ku-Vermerke."""

from __future__ import annotations

import re

from stellenbedarf.modell.fall import Position
from stellenbedarf.parameter.bewertung import rang
from stellenbedarf.rechnung.stellenplan import BISHER, KUENFTIG, STELLENPLAN
from stellenbedarf.tabellen import STELLEN, Spalte, Tabelle, Tabellen, Zelle
from stellenbedarf.zahlen import format_datum

NICHT_ANGEGEBEN = "nicht angegeben"
_TAG = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")
_SPALTEN = (
    Spalte("bewertung", "Bewertung"), Spalte("bisher", "Stellen bisher", STELLEN),
    Spalte("kuenftig", "Stellen künftig", STELLEN), Spalte("veraenderung", "Veränderung", STELLEN),
)  # fmt: skip
_VERMERKSPALTEN = (
    Spalte("position", "Position"), Spalte("org_einheit", "Org.-Einheit"), Spalte("bewertung", "Bewertung"),
    Spalte("stellen", "Stellen", STELLEN), Spalte("vermerk", "Vermerk"), Spalte("datum", "zum"),
    Spalte("funktion", "Funktion"),
)  # fmt: skip


def stellenplan(tabellen: Tabellen) -> Tabelle:
    """Return previous and future posts and the change per grade; what the case does not give is said, never 0."""
    ergebnis = tabellen.ergebnis
    bestand = [s for d, s, m in ergebnis.modell.summen if (d, m) == (STELLENPLAN, BISHER) and s]
    bewertungen = sorted({*bestand, *ergebnis.schluessel("bewertung")}, key=rang)
    zeilen = [_zeile(tabellen, b, b) for b in bewertungen]
    return Tabelle(
        "stellenplan", "Veränderung der Stellen je Bewertung", _SPALTEN,
        (*zeilen, _zeile(tabellen, "Gesamt", "")), summenzeile=True,
    )  # fmt: skip


def ohne_bestand(tabellen: Tabellen) -> list[str] | None:
    """Return the grades asked for whose previous posts the case does not give; None where it gives none at all."""
    ergebnis = tabellen.ergebnis
    if not any(d == STELLENPLAN for d, _, _ in ergebnis.modell.summen):
        return None
    return [b for b in ergebnis.schluessel("bewertung") if ergebnis.summen_id(BISHER, STELLENPLAN, b) is None]


def _zeile(tabellen: Tabellen, titel: str, bewertung: str) -> tuple[Zelle, ...]:
    ergebnis = tabellen.ergebnis
    bisher = ergebnis.summen_id(BISHER, STELLENPLAN, bewertung)
    kuenftig = ergebnis.summen_id(KUENFTIG, STELLENPLAN, bewertung)
    stellen = ergebnis.summen_id("stellen", *(("bewertung", bewertung) if bewertung else ()))
    if stellen is None:
        kuenftig = bisher  # nothing is asked for in this grade
    return (
        Zelle(titel),
        Zelle(NICHT_ANGEGEBEN) if bisher is None else tabellen.zahl(bisher),
        Zelle(NICHT_ANGEGEBEN) if kuenftig is None else tabellen.zahl(kuenftig),
        tabellen.veraenderung(stellen),
    )


def vermerke(tabellen: Tabellen) -> Tabelle:
    """Return the positions with a kw- or ku-Vermerk and the day by which it takes effect."""
    zeilen = tuple(
        (
            Zelle(tabellen.ergebnis.modell.nummer(p)),
            Zelle(p.position.org_einheit or p.position.amt),
            Zelle(p.position.bewertung),
            tabellen.zahl(p.ids["stellen"]),
            Zelle(p.position.vermerk),
            Zelle(datum(p.position)),
            Zelle(p.position.funktion),
        )
        for p in tabellen.ergebnis.modell.posten
        if p.position.vermerk
    )
    return Tabelle("vermerke", "kw- und ku-Vermerke", _VERMERKSPALTEN, zeilen)


def datum(position: Position) -> str:
    """Return the day of a Vermerk: the one it names, else the end of the position."""
    if treffer := _TAG.search(position.vermerk):
        return treffer[0]
    return format_datum(position.ende) if position.ende else NICHT_ANGEGEBEN
