"""Schlüsselverfahren: one post for every n units, in proportion or in whole steps from a threshold."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, abrunden, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Betreuungsschlüssel: Bezugsmenge geteilt durch Einheiten je Stelle"

BEZUGSMENGE = Eingabe(
    "bezugsmenge", "Bezugsmenge", einheit("Einheiten"), "Zahl der zu betreuenden Personen, Fälle oder Arbeitsplätze"
)
SCHLUESSEL = Eingabe(
    "einheiten_je_stelle", "Schlüssel", einheit("Einheiten je VZÄ"), "wie viele Einheiten auf eine Stelle kommen",
    ueber_minimum=True,
)  # fmt: skip
KOMPLEXITAET = Eingabe(
    "komplexitaetsfaktor", "Komplexitätsfaktor", einheit("Faktor"),
    "Verhältnis des Aufwands zu dem Fall, für den der Schlüssel gilt; braucht eine Quelle",
    ueber_minimum=True, vorgabe=Fraction(1), vorgabe_grund="der Schlüssel gilt unverändert",
)  # fmt: skip


@formel(einheit="Einheiten", quelle=_QUELLE, bezeichnung="gewichtete Bezugsmenge")
def gewichtete_bezugsmenge(bezugsmenge: Ausdruck, komplexitaetsfaktor: Ausdruck) -> Ausdruck:
    """Bezugsmenge nach Gewichtung mit dem Komplexitätsfaktor."""
    return bezugsmenge * komplexitaetsfaktor


@formel(name="stellenbedarf", einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf_linear(gewichtete_bezugsmenge: Ausdruck, einheiten_je_stelle: Ausdruck) -> Ausdruck:
    """Anteilige Stellen nach dem Schlüssel."""
    return gewichtete_bezugsmenge / einheiten_je_stelle


@formel(name="stellenbedarf", einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf_schwelle(gewichtete_bezugsmenge: Ausdruck, einheiten_je_stelle: Ausdruck) -> Ausdruck:
    """Volle Stellen: eine je vollständig erreichter Schwelle, darunter keine."""
    return abrunden(gewichtete_bezugsmenge / einheiten_je_stelle, 0)


_EINGABEN = (BEZUGSMENGE, SCHLUESSEL, KOMPLEXITAET)

VERFAHREN = Verfahren(
    name="schluessel",
    titel="Schlüsselverfahren",
    beschreibung="Stellenbedarf aus einer Bezugsmenge und einem Schlüssel (eine Stelle je n Einheiten).",
    quelle=_QUELLE,
    geeignet="Betreuungs- und Querschnittsaufgaben mit anerkanntem oder vorgegebenem Schlüssel",
    grenzen="Zähler und Nenner des Schlüssels müssen definiert sein; ein rückgerechneter Schlüssel belegt nichts",
    varianten={
        "linear": Formelsatz(_EINGABEN, (gewichtete_bezugsmenge, stellenbedarf_linear), "stellenbedarf"),
        "schwelle": Formelsatz(_EINGABEN, (gewichtete_bezugsmenge, stellenbedarf_schwelle), "stellenbedarf"),
    },
)
