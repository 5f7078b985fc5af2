"""Reads scenarios: values that replace those of Annahmen and positions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.leser import als_abbildung, in_einheit, read_felder, read_wert
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.modell import felder
from stellenbedarf.modell.fall import Szenario
from stellenbedarf.zahlen import tageszahl

# Fields of a position that a scenario may replace; days are kept as the spreadsheet's serial number.
ERSETZBAR = {f.name: f for f in felder.POSITION if f.name in ("beantragt", "beginn", "ende", "erstattungsquote")}
_ZAHL = Feld("wert", Typ.ZAHL, "Wert in diesem Szenario", "2")


def read_szenario(knoten: Abbildung, name: str, einheiten: Mapping[str, str], befunde: Befunde) -> Szenario | None:
    """Read one scenario; whether the names exist is checked with the whole case.

    Args:
        knoten: the raw mapping.
        name: name of the scenario.
        einheiten: unit of every Annahme, since `3` means 3 % where the unit is %.
        befunde: collects findings.
    """
    was = f"Szenario {name}"
    angaben = read_felder(knoten, felder.SZENARIO, befunde, was, ("annahmen", "positionen"))
    orte: dict[str, Fundstelle] = {"": knoten.fundstelle}
    annahmen: dict[str, Fraction] = {}
    abbildung = als_abbildung(knoten.eintraege.get("annahmen"), befunde, f"{was}, „annahmen“")
    for schluessel, roh in (abbildung.eintraege if abbildung else {}).items():
        wert = read_wert(roh, _ZAHL, befunde, f"{was}, {schluessel}")
        orte[f"annahmen.{schluessel}"] = roh.fundstelle
        if wert is not None and isinstance(roh, Text):
            annahmen[schluessel] = in_einheit(roh, wert, einheiten.get(schluessel, ""), befunde, was)
    positionen: dict[str, dict[str, Fraction]] = {}
    abbildung = als_abbildung(knoten.eintraege.get("positionen"), befunde, f"{was}, „positionen“")
    for nr, roh in (abbildung.eintraege if abbildung else {}).items():
        felder_der_position = als_abbildung(roh, befunde, f"{was}, Position {nr}")
        orte[f"positionen.{nr}"] = roh.fundstelle
        if felder_der_position is not None:
            werte = read_felder(felder_der_position, tuple(ERSETZBAR.values()), befunde, f"{was}, Position {nr}")
            positionen[nr] = {
                feld: tageszahl(wert) if ERSETZBAR[feld].typ is Typ.DATUM else wert
                for feld, wert in werte.werte.items()
            }
    if "beschreibung" not in angaben.werte:
        return None
    return Szenario(name=name, annahmen=annahmen, positionen=positionen, orte={**orte, **angaben.orte}, **angaben.werte)
