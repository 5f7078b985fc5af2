"""Checks of what changes cost over the years: the order of tables and increases, first days, hours for hourly rates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from stellenbedarf.eingabe.leser import vorschlag
from stellenbedarf.fehler import Befunde
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.kostenplan import ALLE, Erhoehung
from stellenbedarf.parameter.bewertung import BESOLDUNG, TARIF
from stellenbedarf.zahlen import format_datum

_JAHRESSTUNDEN = einheit("h je VZÄ")


def check_kosten(fall: Fall, befunde: Befunde) -> None:
    """Check tables per year, increases and the hours behind hourly rates."""
    _check_jahrestabellen(fall, befunde)
    _check_erhoehungen(fall.erhoehungen, befunde)
    if not fall.kopf.haushaltsjahre:
        for was, eintraege in (("Erhöhungen", fall.erhoehungen), ("Tabellen je Jahr", fall.kostentabellen)):
            if eintraege:
                befunde.fehler(f"{was} wirken nur auf die Kosten der Haushaltsjahre; der Fall nennt keines",
                               eintraege[0].orte.get(""), "Ergänzen Sie im Kopf „haushaltsjahre“.")  # fmt: skip
    for feld in ("stunden_tarif", "stunden_besoldung"):
        name = getattr(fall.kostensaetze, feld)
        ort = fall.kostensaetze.orte.get(feld)
        if name and name not in fall.annahmen:
            befunde.fehler(f"Kostensätze: Die Annahme „{name}“ gibt es nicht", ort, vorschlag(name, fall.annahmen))
        elif name and not einheit(fall.annahmen[name].einheit).passt(_JAHRESSTUNDEN):
            befunde.fehler(f"Kostensätze: „{feld}“ braucht eine Annahme in h je VZÄ, „{name}“ hat "
                           f"„{fall.annahmen[name].einheit}“", ort, "Nennen Sie die Jahresarbeitszeit.")  # fmt: skip


def _check_jahrestabellen(fall: Fall, befunde: Befunde) -> None:
    for eintrag in fall.kostentabellen:
        if (eintrag.ab.day, eintrag.ab.month) != (1, 1):
            befunde.fehler(
                f"Die Tabelle „{eintrag.tabelle}“ gilt ab {format_datum(eintrag.ab)}; eine Tabelle gilt für ganze "
                "Haushaltsjahre",
                eintrag.orte.get("ab"),
                "Nennen Sie den 1. Januar; Änderungen im Jahr geben Sie unter „erhoehungen“ an.",
            )
    for frueher, spaeter in pairwise(fall.kostentabellen):
        if spaeter.ab <= frueher.ab:
            befunde.fehler(
                f"Die Tabelle „{spaeter.tabelle}“ ab {format_datum(spaeter.ab)} folgt auf eine Tabelle ab "
                f"{format_datum(frueher.ab)}",
                spaeter.orte.get("ab"),
                "Ordnen Sie die Tabellen nach ihrem ersten Tag und nennen Sie jeden nur einmal.",
            )
    if fall.kostentabellen and not fall.kostensaetze.tabelle:
        befunde.fehler("Für die Jahre vor der ersten Tabelle je Jahr fehlt eine Kostensatztabelle",
                       fall.kostentabellen[0].orte.get(""), "Ergänzen Sie unter „kostensaetze“ die „tabelle“, mit der "
                       "die Jahreskosten gerechnet werden.")  # fmt: skip


def _check_erhoehungen(erhoehungen: Sequence[Erhoehung], befunde: Befunde) -> None:
    letzte: dict[str, dt.date] = {}
    for erhoehung in erhoehungen:
        wann = format_datum(erhoehung.ab)
        if erhoehung.ab.day != 1:
            befunde.fehler(f"Die Erhöhung vom {wann} beginnt nicht am Ersten eines Monats; gerechnet wird monatsweise",
                           erhoehung.orte.get("ab"), "Nennen Sie den Ersten des Monats, ab dem sie gilt.")  # fmt: skip
        betroffen = (TARIF, BESOLDUNG) if erhoehung.gruppe == ALLE else (erhoehung.gruppe,)
        spaetestes = max((letzte[g] for g in betroffen if g in letzte), default=None)
        if any(erhoehung.ab < tag for tag in letzte.values()):
            vorher = format_datum(max(letzte.values()))
            befunde.fehler(f"Die Erhöhung vom {wann} steht hinter der vom {vorher}", erhoehung.orte.get("ab"),
                           "Ordnen Sie die Erhöhungen nach dem Tag, ab dem sie gelten; sie wirken "
                           "nacheinander.")  # fmt: skip
        elif spaetestes == erhoehung.ab:
            befunde.fehler(f"Für {erhoehung.gruppe} stehen zwei Erhöhungen zum {wann}", erhoehung.orte.get("ab"),
                           "Löschen Sie eine, oder fassen Sie beide zu einem Satz mit Quelle zusammen.")  # fmt: skip
        letzte.update(dict.fromkeys(betroffen, erhoehung.ab))
