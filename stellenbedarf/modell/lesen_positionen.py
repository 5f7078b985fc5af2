"""Reads positions and Bemessungen: their arguments belong to the Verfahren, which knows names, units and bounds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from functools import cache

from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Mappenstelle, Text
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, angabe, check_text, read_felder, vorschlag
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.formel import Eingabe
from stellenbedarf.modell import felder
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Aufgabe, Bemessung, Position, Rundungsregel
from stellenbedarf.modell.lesen_profil import ABSCHNITTE, read_stellenpapier
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren.kosten import RUNDUNGSREGELN
from stellenbedarf.zahlen import Zahlfehler, read_zahl

_FELDNAMEN = {f.name for f in felder.BEMESSUNG}
KEINE_RUNDUNG = "keine"
VORGABE_RUNDUNG = Rundungsregel(art="kaufmännisch", schritt=Fraction(1, 100), vorgabe=True)


def read_argument(knoten: Knoten | None, befunde: Befunde, was: str, eingabe: Eingabe | None = None) -> Argument:
    """Return the name of an Annahme or the number that a node holds, for an input of a Verfahren if one is given."""
    ort = knoten.fundstelle if knoten else None
    text = knoten.text.strip() if isinstance(knoten, Text) else ""
    if text.isidentifier():
        return Argument(name=text, ort=ort)

    def melde(grund: str, abhilfe: str) -> None:
        wo = f"{was}, {eingabetitel(eingabe.name, ort)}" if eingabe is not None else was
        befunde.fehler(f"{wo}: {grund}", ort, abhilfe)

    if not isinstance(knoten, Text):
        melde("braucht eine Zahl oder den Namen einer Annahme", "Zum Beispiel: fallzahl: 22082")
        return Argument(ort=ort)
    prozent = eingabe is not None and eingabe.einheit.prozent
    try:
        wert = read_zahl(text)
    except Zahlfehler as fehler:
        melde(str(fehler), fehler.abhilfe)
        return Argument(ort=ort)
    if prozent and wert > 1 and "%" not in text:
        melde(f"„{text}“ ist als Anteil größer als 1", f"Schreiben Sie „{text} %“, wenn Prozent gemeint sind.")
    if not prozent and "%" in text:
        melde(f"„{text}“ ist eine Prozentangabe, gebraucht wird eine Zahl", "Lassen Sie das Prozentzeichen weg.")
    return Argument(wert=wert, ort=ort)


def read_bemessung(knoten: Abbildung, schluessel: str, befunde: Befunde) -> Bemessung | None:
    """Read one application of a Verfahren; None (and findings) where it cannot be used."""
    was = f"Bemessung {schluessel}"
    name = _text(knoten, "verfahren")
    verfahren = VERFAHREN.get(name)
    if verfahren is None:
        leer = knoten.leer.get("verfahren", knoten.fundstelle)
        ort = knoten.eintraege["verfahren"].fundstelle if "verfahren" in knoten.eintraege else leer
        fehlt = f"Die Angabe „{angabe(felder.BEMESSUNG, 'verfahren', ort)}“ fehlt"
        grund = f"Das Verfahren „{name}“ gibt es nicht" if name else fehlt
        befunde.fehler(f"{was}: {grund}", ort, vorschlag(name, VERFAHREN))
        return None
    variante = _text(knoten, "variante") or verfahren.standardvariante
    satz = verfahren.varianten.get(variante)
    if satz is None:
        befunde.fehler(f"{was}: Das Verfahren {name} hat keine Variante „{variante}“",
                       knoten.eintraege["variante"].fundstelle, vorschlag(variante, verfahren.varianten))  # fmt: skip
        return None
    eingaben = _eingaben(name, variante)
    ungebraucht = _melde_ungebrauchte(knoten, eingaben, name, befunde, was)
    angaben = read_felder(knoten, felder.BEMESSUNG, befunde, was, {*eingaben, *ungebraucht})
    argumente: dict[str, Argument] = {}
    for eingabe in eingaben.values():
        roh = knoten.eintraege.get(eingabe.name)
        if roh is not None and not (isinstance(roh, Text) and roh.leer):
            argumente[eingabe.name] = read_argument(roh, befunde, was, eingabe)
        elif eingabe.vorgabe is None and not eingabe.optional:
            befunde.fehler(
                f"{was}: Für das Verfahren {name} fehlt „{eingabetitel(eingabe.name, knoten.fundstelle)}“ "
                f"({eingabe.bezeichnung}, {eingabe.einheit})",
                knoten.leer.get(eingabe.name, knoten.fundstelle),
                "Tragen Sie eine Zahl oder den Namen einer Annahme ein; fehlt der Wert wirklich, wählen Sie das "
                "Verfahren setzung und nennen Sie die Lücke.",
            )
    for feld in verfahren.texte:
        if feld not in angaben.werte:
            ort = knoten.leer.get(feld, knoten.fundstelle)
            befunde.fehler(f"{was}: Das Verfahren {name} verlangt „{angabe(felder.BEMESSUNG, feld, ort)}“", ort,
                           "Begründen Sie den Wert in ein bis drei Sätzen.")  # fmt: skip
    return Bemessung(
        schluessel=schluessel,
        variante=variante,
        verfahren=name,
        argumente=argumente,
        orte={"": knoten.fundstelle, **angaben.orte},
        **angaben.ohne("verfahren", "variante"),
    )


@cache
def _eingaben(verfahren: str, variante: str) -> dict[str, Eingabe]:
    return {e.name: e for e in VERFAHREN[verfahren].varianten[variante].eingaben if not e.reihe}


def eingabetitel(eingabe: str, ort: Fundstelle | None) -> str:
    """Return the name by which the user knows an input of a Verfahren: the heading in a workbook, else the key."""
    if not isinstance(ort, Mappenstelle):
        return eingabe
    from stellenbedarf.modell.mappenplan import plan  # only messages about workbooks need it

    spalten = (*plan("bemessungen").spalten, *plan("arbeitszeit").spalten)
    return next(s.titel for s in spalten if s.name == eingabe)


def _melde_ungebrauchte(
    knoten: Abbildung, eingaben: Collection[str], name: str, befunde: Befunde, was: str
) -> set[str]:
    """Report inputs of other Verfahren, which have their columns in a workbook, and return their names."""
    if not isinstance(knoten.fundstelle, Mappenstelle):
        return set()
    ungebraucht = {n for n in knoten.eintraege if n not in eingaben and n not in _FELDNAMEN}
    for eingabe in sorted(ungebraucht):
        ort = knoten.eintraege[eingabe].fundstelle
        befunde.fehler(f"{was}: Das Verfahren {name} braucht „{eingabetitel(eingabe, ort)}“ nicht", ort,
                       "Leeren Sie die Zelle, oder wählen Sie das Verfahren, zu dem die Angabe gehört.")  # fmt: skip
    return ungebraucht


def read_position(knoten: Abbildung, stelle: int, befunde: Befunde) -> tuple[Position, Bemessung | None] | None:
    """Read one position and, where it holds one, its own Bemessung."""
    nr = _text(knoten, "nr")
    was = f"Position {nr or stelle}"
    eigene: Bemessung | None = None
    bemessung = knoten.eintraege.get("bemessung")
    flach = knoten
    if isinstance(bemessung, Abbildung):
        schluessel = f"position_{nr or stelle}"
        eigene = read_bemessung(bemessung, schluessel, befunde)
        ersatz = Text(schluessel, bemessung.fundstelle)
        flach = replace(knoten, eintraege={**knoten.eintraege, "bemessung": ersatz})
        if eigene is None:
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


def _text(knoten: Abbildung, name: str) -> str:
    wert = knoten.eintraege.get(name)
    return wert.text.strip() if isinstance(wert, Text) else ""


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
