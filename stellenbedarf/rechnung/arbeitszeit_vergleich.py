"""Compares an annual working time that is built from its parts with published values."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Fall
from stellenbedarf.parameter.tabellen import Richtwert, load_richtwerte
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.verfahren import arbeitszeit as a
from stellenbedarf.zahlen import format_fest, format_prozent, format_zahl


def vergleichswert(wochenstunden: Fraction) -> Richtwert | None:
    """Return the most recent published value for these weekly hours."""
    passende = [r for r in load_richtwerte().values() if r.wochenstunden == wochenstunden]
    return max(passende, key=lambda r: r.stand, default=None)


def vergleiche(ergebnis: Ergebnis, fall: Fall, praefix: str, befunde: Befunde) -> None:
    """Compare every built working time with the published value for the same weekly hours."""
    for annahme in fall.annahmen.values():
        if annahme.arbeitszeit is None:
            continue
        id_ = f"{praefix}annahme.{annahme.name}"
        mit_abzug = f"{id_}.{a.anwesenheitszeit_h.name}"
        vergleichbar = mit_abzug if mit_abzug in ergebnis.werte else id_  # the published values hold Verteilzeit
        wochenstunden = dict(ergebnis.modell.netz[f"{id_}.{a.tagesarbeitszeit_h.name}"].bindung)["wochenstunden"]
        assert isinstance(wochenstunden, str)
        richtwert = vergleichswert(ergebnis.werte[wochenstunden])
        if richtwert is None:
            continue
        eigener = ergebnis.werte[vergleichbar]
        vor_abzug = " vor Abzug der Verteilzeit" if vergleichbar == mit_abzug else ""
        befunde.hinweis(
            f"{annahme.bezeichnung}: eigener Wert {format_fest(eigener, 2)} h{vor_abzug}, "
            f"{vergleichstext(eigener, richtwert)}",
            annahme.orte.get(""),
        )


def vergleichstext(eigener: Fraction, richtwert: Richtwert) -> str:
    """Return how an own value differs from a published one."""
    unterschied = eigener - richtwert.wert
    lage = "mehr" if unterschied > 0 else "weniger"
    abstand = (
        f"das sind {format_fest(abs(unterschied), 2)} h ({format_prozent(abs(unterschied) / richtwert.wert, 1)}) {lage}"
        if unterschied
        else "beide stimmen überein"
    )
    return f"zum Vergleich {richtwert.bezeichnung}, Stand {richtwert.stand}: {format_zahl(richtwert.wert)} h; {abstand}"
