"""Reads the parts from which an annual working time is built."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.leser import angabe, read_felder
from stellenbedarf.fehler import Befunde
from stellenbedarf.modell import felder
from stellenbedarf.modell.arbeitszeit import Arbeitszeit
from stellenbedarf.modell.lesen_bemessung import eingabetitel, read_argument
from stellenbedarf.verfahren.arbeitszeit import ANGABEN

BAUSTEINE = (*(f.name for f in felder.ARBEITSZEIT), *(e.name for e in ANGABEN))
_EINGABEN = {e.name: e for e in ANGABEN}


def read_arbeitszeit(knoten: Abbildung, befunde: Befunde, was: str) -> Arbeitszeit | None:
    """Return the parts of an annual working time; None where the entry has none, or with findings if some lack."""
    gegeben = {
        n: k for n, k in knoten.eintraege.items() if n in BAUSTEINE and not (isinstance(k, Text) and k.leer)
    }  # fmt: skip
    if not gegeben:
        return None
    teil = Abbildung(gegeben, knoten.fundstelle, knoten.schluessel, knoten.leer)
    angaben = read_felder(teil, felder.ARBEITSZEIT, befunde, was, _EINGABEN)
    argumente = {}
    for eingabe in ANGABEN:
        if eingabe.name in gegeben:
            roh = gegeben[eingabe.name]
            argumente[eingabe.name] = read_argument(roh, befunde, was, eingabe)
        elif eingabe.vorgabe is None and not eingabe.optional:
            ort = knoten.leer.get(eingabe.name, knoten.fundstelle)
            befunde.fehler(
                f"{was}: Für die Jahresarbeitszeit fehlt „{eingabetitel(eingabe.name, ort)}“ ({eingabe.bezeichnung}, "
                f"{eingabe.einheit})",
                ort, "Tragen Sie eine Zahl oder den Namen einer Annahme ein.",
            )  # fmt: skip
    jahr = angaben.werte.get("jahr", Fraction(0))
    if jahr.denominator != 1:
        ort = angaben.orte["jahr"]
        befunde.fehler(f"{was}: „{angabe(felder.ARBEITSZEIT, 'jahr', ort)}“ ist keine ganze Zahl", ort,
                       "Schreiben Sie es vierstellig.")  # fmt: skip
    if any(f.pflicht and f.name not in angaben.werte for f in felder.ARBEITSZEIT):
        return None
    return Arbeitszeit(
        jahr=int(jahr), argumente=argumente, orte={"": knoten.fundstelle, **angaben.orte}, **angaben.ohne("jahr")
    )
