"""Turns the values of a case into input cells, and the description of a column into its head."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.mappe.blatt import MAX_TEXT, Auswahl, Spaltenkopf, Zelle
from stellenbedarf.eingabe.blattplan import Spalte, Zellart
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel.einheit import DATUM, EUR, JAHR, OHNE, PROZENT, VZAE, Einheit
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Rundungsregel
from stellenbedarf.modell.zerlegen import rundungstext
from stellenbedarf.zahlen import tageszahl

_BREITEN = {
    Zellart.ABSAETZE: 60, Zellart.LISTE: 30, Zellart.ZAHL: 13, Zellart.ANTEIL: 17, Zellart.EINHEIT: 13,
    Zellart.JAHRE: 16, Zellart.DATUM: 13, Zellart.JA_NEIN: 12, Zellart.WAHL: 16, Zellart.ARGUMENT: 22,
    Zellart.ARGUMENT_ANTEIL: 22, Zellart.TEXT: 18,
}  # fmt: skip
_TEXTBREITEN = {
    "bezeichnung": 36, "quelle": 40, "erlaeuterung": 50, "funktion": 36, "luecke": 40, "text": 50, "name": 34,
    "nr": 8, "schluessel": 24, "bewertung": 13, "amt": 10, "position": 10, "stand": 11, "gremium": 34, "einheit": 22,
    "teilhaushalt": 13, "org_einheit": 12, "groesse": 30, "erstattung_durch": 14, "rundung": 18,
    "beschreibung": 50, "entgeltgruppe": 24, "jahresarbeitszeit": 24, "wochenarbeitszeit": 24, "einsatzort": 34,
    "fristtext": 34,
}  # fmt: skip
_LEERFORMATE = {Zellart.DATUM: "dd.mm.yyyy", Zellart.ANTEIL: "0.0%", Zellart.ARGUMENT_ANTEIL: "0.0%"}
_ALS_TEXT = (Zellart.TEXT, Zellart.ABSAETZE, Zellart.LISTE, Zellart.JAHRE, Zellart.JA_NEIN, Zellart.WAHL)
_WERTEINHEITEN = {"satz": EUR, "beantragt": VZAE, "stellen": VZAE, "jahr": JAHR}


def kopf_von(spalte: Spalte, auswahl: Auswahl | None = None, grau_wenn: str = "") -> Spaltenkopf:
    """Return the head of a column: title, unit or example below it, and everything else in a comment."""
    beispiel = spalte.beispiel if len(spalte.beispiel) <= 2 * breite_von(spalte) else ""
    return Spaltenkopf(
        titel=spalte.titel,
        breite=breite_von(spalte),
        zusatz=spalte.zusatz or (f"z. B. {beispiel}" if beispiel else spalte.art.value),
        kommentar=kommentar_von(spalte),
        pflicht=spalte.pflicht,
        auswahl=auswahl,
        name="".join(z for z in spalte.titel.replace(" ", "_") if z.isalnum() or z == "_"),
        grau_wenn=grau_wenn,
    )


def breite_von(spalte: Spalte) -> int:
    """Return the width of a column in characters."""
    if spalte.art is Zellart.TEXT:
        return _TEXTBREITEN.get(spalte.name, _BREITEN[spalte.art])
    return _BREITEN[spalte.art]


def kommentar_von(spalte: Spalte) -> str:
    """Return what a reader of the heading may want to know."""
    teile = [f"{spalte.bedeutung[:1].upper()}{spalte.bedeutung[1:]}." if spalte.bedeutung else "",
             f"Art: {spalte.art.value}" + (f" ({spalte.zusatz})" if spalte.zusatz else "") + "."]  # fmt: skip
    if spalte.grenzen:
        teile.append(f"Erlaubt: {spalte.grenzen}.")
    if spalte.wahl:
        teile.append(f"Möglich: {', '.join(spalte.wahl)}.")
    if spalte.beispiel:
        teile.append(f"Beispiel: {spalte.beispiel}")
    teile.append("Pflichtangabe." if spalte.pflicht else "Kann leer bleiben.")
    return "\n".join(t for t in teile if t)


def zelle_von(wert: Any, spalte: Spalte, einheit: Einheit | None = None) -> Zelle:
    """Return the input cell of a value of the case; None and empty values give an empty input cell."""
    art = spalte.art
    if isinstance(wert, Argument):
        wert = wert.name or wert.wert
    if isinstance(wert, Rundungsregel):
        wert = rundungstext(wert)
    if isinstance(wert, dt.date):
        return Zelle(wert=tageszahl(wert), einheit=DATUM, eingabe=True)
    if isinstance(wert, bool):
        wert = "ja" if wert else "nein"
    if isinstance(wert, Fraction):
        prozent = art in (Zellart.ANTEIL, Zellart.ARGUMENT_ANTEIL) or (einheit is not None and einheit.prozent)
        basis = PROZENT if prozent else _WERTEINHEITEN.get(spalte.name, OHNE)
        return Zelle(wert=wert, einheit=basis, eingabe=True)
    text = text_von(wert, spalte)
    umbruch = art in (Zellart.ABSAETZE, Zellart.LISTE) or len(text) > breite_von(spalte) - 2
    format_ = "@" if art in _ALS_TEXT else _LEERFORMATE.get(art, "")
    return Zelle(text=text, eingabe=True, umbruch=umbruch, zahlformat=format_)


def text_von(wert: Any, spalte: Spalte) -> str:
    """Return the text of a cell; several entries stand below one another, paragraphs apart by an empty line."""
    if isinstance(wert, tuple):
        if spalte.art is Zellart.ABSAETZE:
            text = "\n\n".join(wert)
        elif spalte.art is Zellart.JAHRE:
            text = ", ".join(str(j) for j in wert)
        else:
            text = "\n".join(wert)
            if len(wert) == 1 and ("," in text or ";" in text):
                text += "\n"  # the line break says that this is one entry
    else:
        text = "" if wert is None else str(wert)
    if len(text) > MAX_TEXT:
        raise StellenbedarfFehler.einzeln(
            f"„{spalte.titel}“: Ein Text hat {len(text)} Zeichen, eine Zelle fasst {MAX_TEXT}", None,
            "Kürzen Sie den Text oder bleiben Sie bei YAML.",
        )  # fmt: skip
    return text
