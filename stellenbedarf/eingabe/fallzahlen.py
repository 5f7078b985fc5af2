"""Reads a list of current figures (name, wert, stand, quelle) from CSV or a workbook into raw rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from stellenbedarf.eingabe.endungen import ist_mappe
from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Befunde, Fundstelle

FELDER = (
    Feld("name", Typ.TEXT, "Kurzname der Annahme", "antraege", pflicht=True),
    Feld("wert", Typ.ZAHL, "neuer Wert", "4200", pflicht=True),
    Feld("stand", Typ.TEXT, "Stichtag oder Jahr", "12/2025"),
    Feld("quelle", Typ.TEXT, "woher der Wert stammt", "Fachverfahren"),
)
_PFLICHT = ("name", "wert")


def read_fallzahlen(pfad: Path, befunde: Befunde) -> list[Abbildung]:
    """Return the rows of the list; findings name file and row or cell."""
    return _read_mappe(pfad, befunde) if ist_mappe(pfad) else _read_csv(pfad, befunde)


def _read_csv(pfad: Path, befunde: Befunde) -> list[Abbildung]:
    roh = read_bytes(pfad)
    try:
        text = roh.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = roh.decode("cp1252", errors="replace")
    kopf_text = next((z for z in text.splitlines() if z.strip()), "")
    trenner = max(";,\t", key=kopf_text.count)
    leser = csv.reader(io.StringIO(text, newline=""), delimiter=trenner, strict=True)
    kopf: list[str] = []
    zeilen: list[Abbildung] = []
    try:
        for zellen in leser:
            ort = Fundstelle(pfad.name, zeile=leser.line_num)
            if not any(z.strip() for z in zellen):
                continue
            if not kopf:
                kopf = [z.strip().lower() for z in zellen]
                if _check_kopf(kopf, ort, befunde):
                    continue
                return []
            if len(zellen) > len(kopf):
                befunde.fehler("Die Zeile hat mehr Spalten als die Überschrift", ort,
                               "Setzen Sie Werte mit Trennzeichen in Anführungszeichen.")  # fmt: skip
                continue
            werte = {n: Text(z.strip(), ort) for n, z in zip(kopf, zellen, strict=False) if n in _namen()}
            zeilen.append(Abbildung(dict(werte), ort))
    except csv.Error:
        befunde.fehler("Die Zeile ist kein gültiges CSV", Fundstelle(pfad.name, zeile=leser.line_num),
                       "Prüfen Sie Anführungszeichen und Sonderzeichen.")  # fmt: skip
    if not kopf:
        befunde.fehler("Die Datei ist leer", Fundstelle(pfad.name), "Sie braucht die Spalten name und wert.")
    return zeilen


def _namen() -> tuple[str, ...]:
    return tuple(f.name for f in FELDER)


def _check_kopf(kopf: list[str], ort: Fundstelle, befunde: Befunde) -> bool:
    doppelt = [n for n in _namen() if kopf.count(n) > 1]
    fehlend = [n for n in _PFLICHT if n not in kopf]
    if doppelt or fehlend:
        was = f"Die Spalte „{(doppelt or fehlend)[0]}“ {'gibt es zweimal' if doppelt else 'fehlt'}"
        befunde.fehler(was, ort, "Die erste Zeile nennt die Spalten: name; wert; stand; quelle.")
    return not doppelt and not fehlend


def _read_mappe(pfad: Path, befunde: Befunde) -> list[Abbildung]:
    from stellenbedarf.eingabe.blattplan import Blattplan, spalte_von
    from stellenbedarf.eingabe.mappe_datei import Mappe
    from stellenbedarf.eingabe.mappe_tabelle import Tabellenleser, find_kopfzeile

    mappe = Mappe(pfad, befunde)
    plan = Blattplan("Fallzahlen", "fallzahlen", tuple(spalte_von(f) for f in FELDER), "aktuelle Fallzahlen")
    for eintrag in mappe.weitere(()):
        if find_kopfzeile(mappe.anfang(eintrag).zeilen, plan.spalten) is not None:
            blatt = mappe.blatt(eintrag.titel)
            return Tabellenleser(mappe).read(blatt, plan) if blatt else []
    befunde.fehler("Kein Blatt hat die Spalten „name“ und „wert“", Fundstelle(pfad.name),
                   "Die Überschriften heißen name, wert, stand, quelle.")  # fmt: skip
    return []
