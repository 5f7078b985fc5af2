"""Reads positions, their tasks, and the Bemessung that a position may hold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Text
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, check_text, read_felder, text_von
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.modell import felder
from stellenbedarf.modell.bemessung import Bemessung
from stellenbedarf.modell.fall import Aufgabe, Position, Rundungsregel
from stellenbedarf.modell.lesen_bemessung import read_bemessungen
from stellenbedarf.modell.lesen_profil import ABSCHNITTE, read_stellenpapier
from stellenbedarf.verfahren.kosten import RUNDUNGSREGELN
from stellenbedarf.zahlen import Zahlfehler, read_zahl

KEINE_RUNDUNG = "keine"
VORGABE_RUNDUNG = Rundungsregel(art="kaufmännisch", schritt=Fraction(1, 100), vorgabe=True)


def read_position(knoten: Abbildung, stelle: int, befunde: Befunde) -> tuple[Position, dict[str, Bemessung]] | None:
    """Read one position and, where it holds one, its own Bemessung (with its parts, if it is a combination)."""
    nr = text_von(knoten, "nr")
    was = f"Position {nr or stelle}"
    eigene: dict[str, Bemessung] = {}
    bemessung = knoten.eintraege.get("bemessung")
    flach = knoten
    if isinstance(bemessung, Abbildung):
        schluessel = f"position_{nr or stelle}"
        eigene = read_bemessungen(bemessung, schluessel, befunde)
        ersatz = Text(schluessel, bemessung.fundstelle)
        flach = replace(knoten, eintraege={**knoten.eintraege, "bemessung": ersatz})
        if schluessel not in eigene:
            return None
    angaben = read_felder(flach, felder.POSITION, befunde, was, ("aufgaben", *ABSCHNITTE))
    if any(f.pflicht and f.name not in angaben.werte for f in felder.POSITION):
        return None
    position = Position(
        **angaben.ohne("rundung"),
        rundung=_read_rundung(angaben.werte.get("rundung", ""), angaben.orte.get("rundung"), befunde, was),
        aufgaben=_read_aufgaben(knoten.eintraege.get("aufgaben"), befunde, was),
        **read_stellenpapier(knoten, befunde, was),
        orte={"": knoten.fundstelle, **angaben.orte},
    )
    return position, eigene


def _read_rundung(text: str, ort: Fundstelle | None, befunde: Befunde, was: str) -> Rundungsregel:
    if not text:
        return VORGABE_RUNDUNG
    art, _, schritt = text.partition(" ")
    if art == KEINE_RUNDUNG and not schritt:
        return Rundungsregel(art=KEINE_RUNDUNG, schritt=Fraction(0))
    try:
        wert = read_zahl(schritt)
    except Zahlfehler:
        wert = Fraction(0)
    if art not in RUNDUNGSREGELN or wert <= 0:
        arten = ", ".join(f"„{a} 0,05“" for a in RUNDUNGSREGELN)
        befunde.fehler(f"{was}: „{text}“ ist keine Rundungsregel", ort,
                       f"Schreiben Sie Art und Schritt, zum Beispiel {arten}, oder „{KEINE_RUNDUNG}“.")  # fmt: skip
        return VORGABE_RUNDUNG
    return Rundungsregel(art=art, schritt=wert)


def _read_aufgaben(knoten: Knoten | None, befunde: Befunde, was: str) -> tuple[Aufgabe, ...]:
    aufgaben = []
    for nummer, element in enumerate(als_liste(knoten, befunde, f"{was}, „aufgaben“"), start=1):
        if isinstance(element, Text):
            if not element.leer:
                aufgaben.append(Aufgabe(text=check_text(element, befunde), orte={"": element.fundstelle}))
            continue
        abbildung = als_abbildung(element, befunde, f"{was}, Aufgabe {nummer}")
        if abbildung is None:
            continue
        angaben = read_felder(abbildung, felder.AUFGABE, befunde, f"{was}, Aufgabe {nummer}")
        if "text" in angaben.werte:
            aufgaben.append(Aufgabe(**angaben.werte, orte={"": abbildung.fundstelle, **angaben.orte}))
    return tuple(aufgaben)
