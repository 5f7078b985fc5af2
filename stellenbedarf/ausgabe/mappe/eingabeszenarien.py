"""The sheet Szenarien: what can be replaced in rows, one column per scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort
from stellenbedarf.ausgabe.mappe.blatt import Auswahl, Blatt, Spaltenkopf, Zelle
from stellenbedarf.ausgabe.mappe.eingabezellen import kommentar_von, zelle_von
from stellenbedarf.eingabe.blattplan import Spalte, Zellart
from stellenbedarf.eingabe.felder import Typ
from stellenbedarf.formel.einheit import DATUM, PROZENT, VZAE, Einheit, einheit
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.felder import SZENARIO
from stellenbedarf.modell.lesen_mappe import INFOSPALTEN
from stellenbedarf.modell.lesen_szenarien import ERSETZBAR
from stellenbedarf.modell.mappenplan import SZENARIEN
from stellenbedarf.zahlen import tageszahl

LEERE_SPALTEN = 4
LEERZEILEN = 15
_ARTEN = {Typ.DATUM: Zellart.DATUM, Typ.ANTEIL: Zellart.ANTEIL}
_HINWEIS = (
    "Name des Szenarios in die Überschrift einer gelben Spalte schreiben, Beschreibung darunter; leere Felder behalten "
    "den Wert des Falls."
)


def szenarienblatt(
    fall: Fall, anlage: Anlage, orte: dict[tuple[str, str, str], Zellort], blaetter: Mapping[str, Blatt]
) -> Blatt:
    """Return the sheet and note the cell of every value, also of the empty ones."""
    namen = list(fall.szenarien)
    erste = 1 + len(INFOSPALTEN)
    groesse = SZENARIEN.spalten[0]
    koepfe = [
        Spaltenkopf(groesse.titel, 34, kommentar=kommentar_von(groesse), auswahl=Auswahl(blatt=blaetter["annahmen"])),
        Spaltenkopf(INFOSPALTEN[0], 44),
        Spaltenkopf(INFOSPALTEN[1], 20),
        Spaltenkopf(INFOSPALTEN[2], 16, True),
        *(Spaltenkopf(n, 20, True, eingabe=True) for n in [*namen, *[""] * LEERE_SPALTEN]),
    ]
    blatt = Blatt(SZENARIEN.name, koepfe, f"{SZENARIEN.name}: {SZENARIEN.zweck}", anlage, hinweis=_HINWEIS, schutz=True,
                  fixiert=1)  # fmt: skip
    leer = [None] * LEERE_SPALTEN
    for feld in SZENARIO:
        text = Spalte(feld.name, feld.ueberschrift, Zellart.TEXT)
        zellen = [zelle_von(t, text) for t in [*(getattr(fall.szenarien[n], feld.name) or None for n in namen), *leer]]
        for zelle in zellen:
            zelle.umbruch = True
        titel = f"{feld.name} *" if feld.pflicht else feld.name
        blatt.add([Zelle(titel, fett=True), Zelle(feld.bedeutung, blass=True), Zelle(), Zelle(), *zellen])

    def add(vorn: list[Zelle], spalte: Spalte, werte: list[Fraction | None], ziel: str, ist: Einheit | None) -> None:
        zeile = blatt.add([*vorn, *(_ersatzzelle(w, spalte, ist) for w in [*werte, *leer])])
        for stelle, name in enumerate(namen):
            orte["szenarien", name, ziel] = Zellort(blatt.name, zeile, erste + stelle)

    for annahme in fall.annahmen.values():
        if annahme.berechnet:
            continue  # derived values follow from the others
        ist = einheit(annahme.einheit)
        vorn = [Zelle(annahme.name), Zelle(annahme.bezeichnung, umbruch=True), Zelle(annahme.einheit),
                _grundwert(annahme.wert, ist, orte.get(("annahmen", annahme.name, "wert")), blaetter)]  # fmt: skip
        werte = [fall.szenarien[n].annahmen.get(annahme.name) for n in namen]
        add(vorn, Spalte(annahme.name, annahme.name, Zellart.EINHEIT), werte, f"annahmen.{annahme.name}", ist)
    for position in fall.positionen:
        for feld in ERSETZBAR.values():
            ersatz = [fall.szenarien[n].positionen.get(position.nr, {}).get(feld.name) for n in namen]
            if any(w is not None for w in ersatz):
                spalte = Spalte(feld.name, feld.ueberschrift, _ARTEN.get(feld.typ, Zellart.ZAHL))
                ist = {Typ.DATUM: DATUM, Typ.ANTEIL: PROZENT}.get(feld.typ, VZAE)
                ort = orte.get(("positionen", position.nr, feld.name))
                grund = _grundwert(getattr(position, feld.name), ist, ort, blaetter)
                vorn = [
                    Zelle(f"position {position.nr}: {feld.name}"),
                    Zelle(position.funktion, umbruch=True),
                    Zelle(),
                    grund,
                ]
                add(vorn, spalte, ersatz, f"positionen.{position.nr}.{feld.name}", None)
    for _ in range(LEERZEILEN):
        blatt.add([zelle_von(None, groesse), Zelle(), Zelle(), Zelle(),
                   *(Zelle(eingabe=True) for _ in [*namen, *leer])])  # fmt: skip
    return blatt


def _ersatzzelle(wert: Fraction | None, spalte: Spalte, ist: Einheit | None) -> Zelle:
    if wert is not None and spalte.art is Zellart.DATUM:
        return Zelle(wert=wert, einheit=DATUM, eingabe=True)
    zelle = zelle_von(wert, spalte, ist)
    if wert is None and ist is not None and ist.prozent:
        zelle.zahlformat = "0.0%"
    return zelle


def _grundwert(wert: Any, ist: Einheit, ort: Zellort | None, blaetter: Mapping[str, Blatt]) -> Zelle:
    """Return the value without a scenario as a reference to its own cell, so that it never goes stale."""
    if wert is None or ort is None:
        return Zelle()
    blatt = next(b for b in blaetter.values() if b.name == ort.blatt)
    if isinstance(wert, dt.date):
        wert = tageszahl(wert)
    return Zelle(bezug=(blatt, ort), wert=wert, einheit=ist, blass=True)
