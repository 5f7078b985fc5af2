"""Puts Annahmen and constants into the net."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from graphlib import TopologicalSorter

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel import Ausdruck, Einheit, Formel, FormelFehler, einheit
from stellenbedarf.formel.baum import Symbol
from stellenbedarf.modell.fall import Annahme
from stellenbedarf.netz import EINGABE, PARAMETER, Herkunft
from stellenbedarf.parameter.tabellen import load_richtwerte
from stellenbedarf.rechnung.arbeitszeit import add_arbeitszeit
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.prognose import Prognose, add_prognose

_RECHNUNGEN: dict[str, tuple[str, Callable[[Ausdruck, Ausdruck], Ausdruck]]] = {
    "summe": ("Summe", lambda a, b: a + b),
    "differenz": ("Differenz", lambda a, b: a - b),
    "produkt": ("Produkt", lambda a, b: a * b),
    "quotient": ("Quotient", lambda a, b: a / b),
}


@cache
def _rechnung(art: str, glieder: int, ziel: Einheit) -> Formel:
    titel, verbinden = _RECHNUNGEN[art]
    namen = tuple(f"glied_{n}" for n in range(1, glieder + 1))
    baum: Ausdruck = Symbol(namen[0])
    for name in namen[1:]:
        baum = verbinden(baum, Symbol(name))
    return Formel(art, titel, namen, baum, ziel, f"{titel} der genannten Annahmen", titel, None)


def add_annahmen(bau: Bau) -> list[Prognose]:
    """Add every Annahme: given, looked up, derived from others, or forecast; return the forecasts."""
    prognosen: list[Prognose] = []
    ordnung = TopologicalSorter({a.name: a.vorgaenger for a in bau.fall.annahmen.values()}).static_order()
    for name in ordnung:
        annahme = bau.fall.annahmen[name]
        id_ = bau.id("annahme", name)
        if annahme.rechnung:
            _add_rechnung(bau, annahme, id_)
        elif annahme.arbeitszeit is not None:
            _add_arbeitszeit(bau, annahme, id_)
        elif annahme.prognose:
            prognosen.append(add_prognose(bau, annahme))
        elif annahme.parameter:
            richtwert = load_richtwerte()[annahme.parameter]
            herkunft = Herkunft(
                PARAMETER, annahme.orte.get("parameter"), richtwert.quelle, richtwert.stand, annahme.status
            )
            if not einheit(annahme.einheit).passt(einheit(richtwert.einheit)):
                bau.befunde.fehler(
                    f"Annahme {name}: Der Richtwert „{annahme.parameter}“ hat die Einheit „{richtwert.einheit}“",
                    annahme.orte.get("einheit"),
                    f"Schreiben Sie einheit: {richtwert.einheit}",
                )
            bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), richtwert.wert, herkunft)
        else:
            assert annahme.wert is not None
            herkunft = Herkunft(EINGABE, annahme.orte.get("wert"), annahme.quelle, annahme.stand, annahme.status)
            bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), annahme.wert, herkunft)
    return prognosen


def _add_arbeitszeit(bau: Bau, annahme: Annahme, id_: str) -> None:
    try:
        add_arbeitszeit(bau, annahme, id_)
    except StellenbedarfFehler as fehler:
        for befund in fehler.befunde:
            bau.befunde.add(befund)
    if id_ not in bau.netz:  # something is wrong and reported; what refers to it must find it
        bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), Fraction(0), Herkunft(EINGABE))


def _add_rechnung(bau: Bau, annahme: Annahme, id_: str) -> None:
    formel = _rechnung(annahme.rechnung, len(annahme.aus), einheit(annahme.einheit))
    bindung = {g: bau.id("annahme", n) for g, n in zip(formel.argumente, annahme.aus, strict=True)}
    try:
        bau.netz.add_schritt(id_, formel, bindung, bezeichnung=annahme.bezeichnung, einheit=einheit(annahme.einheit))
    except FormelFehler as fehler:
        bau.befunde.fehler(
            f"Annahme {annahme.name}: {str(fehler).removeprefix(f'{id_}: ')}", annahme.orte.get("einheit"),
            "Prüfen Sie die Einheiten der genannten Annahmen.",
        )  # fmt: skip
        bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), Fraction(0), Herkunft(EINGABE))
