"""Replaces the values of named Annahmen by current figures from a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.fallzahlen import FELDER, read_fallzahlen
from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.leser import in_einheit, read_felder, vorschlag
from stellenbedarf.eingabe.zahltext import schreibe_prozent, schreibe_zahl
from stellenbedarf.fehler import Befunde, Stufe
from stellenbedarf.modell.fall import Annahme, Fall
from stellenbedarf.modell.pruefen import check_fall


def ersetze_fallzahlen(faelle: Sequence[Fall], pfad: Path, befunde: Befunde) -> list[Fall]:
    """Return the cases with the values of a list (CSV or workbook) in place of their own.

    A name that no case knows is a hint; a value that cannot be read, and a value for a computed Annahme, are errors.

    Raises:
        StellenbedarfFehler: with all findings, where one of them is an error.
    """
    neu = [dict(fall.annahmen) for fall in faelle]
    gesehen: set[str] = set()
    for zeile in read_fallzahlen(pfad, befunde):
        angaben = read_felder(zeile, FELDER, befunde, f"Fallzahlen {pfad.name}").werte
        if "name" not in angaben or "wert" not in angaben:
            continue
        name = angaben["name"]
        if name in gesehen:
            befunde.fehler(f"„{name}“ steht zweimal in der Liste", zeile.fundstelle, "Löschen Sie eine der Zeilen.")
        gesehen.add(name)
        treffer = [annahmen for annahmen in neu if name in annahmen]
        if not treffer:
            bekannt = [n for annahmen in neu for n in annahmen]
            befunde.hinweis(f"Die Annahme „{name}“ gibt es nicht; die Zeile bleibt ohne Wirkung", zeile.fundstelle,
                            vorschlag(name, bekannt), Stufe.LUECKE)  # fmt: skip
        for annahmen in treffer:
            annahmen[name] = _ersetzt(annahmen[name], zeile, angaben, pfad.name, befunde)
    geaendert = [replace(fall, annahmen=a) for fall, a in zip(faelle, neu, strict=True)]
    for fall in geaendert:
        check_fall(fall, befunde)
    befunde.raise_on_error()
    return geaendert


def _ersetzt(annahme: Annahme, zeile: Abbildung, angaben: Mapping[str, Any], datei: str, befunde: Befunde) -> Annahme:
    roh, wert = zeile.eintraege["wert"], angaben["wert"]
    assert isinstance(roh, Text)
    assert isinstance(wert, Fraction)
    if annahme.berechnet:
        befunde.fehler(f"„{annahme.name}“ wird berechnet und kann nicht ersetzt werden", zeile.fundstelle,
                       annahme.ersatzrat)  # fmt: skip
        return annahme
    if annahme.einheit == "%" and "%" not in roh.text and 0 < abs(wert) <= 1:
        befunde.fehler(f"„{annahme.name}“: {roh.text} ohne Prozentzeichen ist mehrdeutig", roh.fundstelle,
                       f"Schreiben Sie {schreibe_prozent(wert)} oder {schreibe_zahl(wert)} %.")  # fmt: skip
        return annahme
    return replace(
        annahme,
        wert=in_einheit(roh, wert, annahme.einheit, befunde, f"Fallzahlen, {annahme.name}"),
        parameter="",
        quelle=angaben.get("quelle") or f"Fallzahlenliste {datei}",  # the old source no longer proves the value
        stand=angaben.get("stand", ""),
        orte={**annahme.orte, "wert": roh.fundstelle},
    )
