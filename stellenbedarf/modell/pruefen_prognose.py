"""Checks of forecasts: which years and values each model needs, and that every past value has its Annahme."""

from __future__ import annotations

from itertools import pairwise

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell.fall import Annahme, Fall
from stellenbedarf.verfahren.prognose import GEGEBEN, MINDESTENS, WACHSTUM


def check_prognosen(fall: Fall, befunde: Befunde) -> None:
    """Check all forecasts and the past values they rest on."""
    mit_prognose = [a.name for a in fall.annahmen.values() if a.prognose]
    for zeile in fall.verlaeufe:
        if zeile.annahme not in mit_prognose:
            befunde.fehler(f"Verlauf: Eine Annahme „{zeile.annahme}“ mit Prognose gibt es nicht",
                           zeile.orte.get("annahme"), vorschlag(zeile.annahme, mit_prognose))  # fmt: skip
        if zeile.jahr.denominator != 1:
            befunde.fehler(f"Verlauf {zeile.annahme}: Das Jahr ist keine ganze Zahl", zeile.orte.get("jahr"),
                           "Schreiben Sie es vierstellig, etwa 2024.")  # fmt: skip
    for annahme in fall.annahmen.values():
        if annahme.prognose:
            _check(fall, annahme, befunde)
        elif annahme.zieljahre or annahme.wachstumsrate is not None:
            befunde.fehler(f"Annahme {annahme.name}: „zieljahre“ und „wachstumsrate“ gehören zu einer Prognose",
                           annahme.orte.get("zieljahre", annahme.orte.get("wachstumsrate")),
                           "Ergänzen Sie „prognose“ oder löschen Sie die Angabe.")  # fmt: skip


def _check(fall: Fall, annahme: Annahme, befunde: Befunde) -> None:
    was = f"Annahme {annahme.name}"
    ort = annahme.orte.get("prognose")
    zeilen = [z for z in fall.verlaeufe if z.annahme == annahme.name]
    jahre = [int(z.jahr) for z in zeilen]
    if annahme.einheit == "%":
        befunde.fehler(f"{was}: Anteile in % lassen sich nicht vorhersagen", annahme.orte.get("einheit"),
                       "Sagen Sie die Mengen vorher, aus denen der Anteil entsteht.")  # fmt: skip
    for frueher, spaeter in pairwise(zeilen):
        if spaeter.jahr <= frueher.jahr:
            befunde.fehler(f"{was}: Im Verlauf steht {int(spaeter.jahr)} hinter {int(frueher.jahr)}",
                           spaeter.orte.get("jahr"), "Ordnen Sie die Jahre und nennen Sie jedes einmal.")  # fmt: skip
    ziele = annahme.zieljahre
    if not ziele or list(ziele) != sorted(set(ziele)):
        befunde.fehler(f"{was}: Die Prognose braucht „zieljahre“ in aufsteigender Folge",
                       annahme.orte.get("zieljahre", ort), "Das erste Jahr liefert den Wert, zum Beispiel "
                       "zieljahre: 2027, 2028.")  # fmt: skip
        return
    if annahme.wachstumsrate is not None and annahme.prognose != WACHSTUM:
        befunde.fehler(f"{was}: Eine Wachstumsrate gehört zur Prognose „{WACHSTUM}“",
                       annahme.orte.get("wachstumsrate"), "Löschen Sie sie oder ändern Sie „prognose“.")  # fmt: skip
    if annahme.wachstumsrate is not None and not annahme.quelle:
        befunde.fehler(f"{was}: Die vorgegebene Wachstumsrate hat keine Quelle", annahme.orte.get("wachstumsrate"),
                       "Ergänzen Sie „quelle“ und „stand“.")  # fmt: skip
    if annahme.prognose == GEGEBEN:
        fehlend = [str(j) for j in ziele if j not in jahre]
        if fehlend:
            befunde.fehler(f"{was}: Für {', '.join(fehlend)} fehlt der vorgegebene Wert", ort,
                           "Ergänzen Sie ihn unter „verlaeufe“ mit Quelle.")  # fmt: skip
        return
    if len(zeilen) < MINDESTENS[annahme.prognose]:
        befunde.fehler(f"{was}: Die Prognose „{annahme.prognose}“ braucht mindestens {MINDESTENS[annahme.prognose]} "
                       f"Jahre im Verlauf, angegeben sind {len(zeilen)}", ort,
                       "Ergänzen Sie unter „verlaeufe“ Werte vergangener Jahre.")  # fmt: skip
    elif ziele[0] <= jahre[-1]:
        befunde.fehler(f"{was}: Das Zieljahr {ziele[0]} liegt nicht nach dem letzten Jahr des Verlaufs ({jahre[-1]})",
                       annahme.orte.get("zieljahre"), "Prüfen Sie beide Angaben.")  # fmt: skip
    if annahme.prognose == WACHSTUM:
        if any(b - a != 1 for a, b in pairwise(jahre)):
            befunde.fehler(f"{was}: Im Verlauf fehlen Jahre; eine Wachstumsrate braucht aufeinanderfolgende", ort,
                           "Ergänzen Sie die Jahre oder wählen Sie „linear“.")  # fmt: skip
        if any(z.wert <= 0 for z in zeilen):
            befunde.fehler(f"{was}: Eine Wachstumsrate braucht Werte über 0", ort,
                           "Prüfen Sie den Verlauf oder wählen Sie „linear“.")  # fmt: skip
