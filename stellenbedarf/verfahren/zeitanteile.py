"""Zeitanteile: the part of a post that goes to the tasks to be counted, from the shares of its working time."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel, summe
from stellenbedarf.formel.satz import AUS_AUFGABEN
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Zeitanteile der Arbeitsvorgänge an der Gesamtarbeitszeit der Stelle"

ANTEILE = Eingabe(
    "zeitanteile", "Zeitanteile", einheit("%"), "Anteile der anrechenbaren Aufgaben an der Arbeitszeit",
    maximum=Fraction(1), reihe=AUS_AUFGABEN,
)  # fmt: skip
UMFANG = Eingabe(
    "umfang_vzae", "Umfang der betrachteten Stellen", einheit("VZÄ"), "Stellen, auf die sich die Anteile beziehen",
    ueber_minimum=True, vorgabe=Fraction(1), vorgabe_grund="die Anteile beziehen sich auf eine Vollzeitstelle",
)  # fmt: skip


@formel(einheit="%", quelle=_QUELLE, bezeichnung="anrechenbarer Zeitanteil")
def anrechenbarer_anteil(zeitanteile: Ausdruck) -> Ausdruck:
    """Summe der Anteile aller anrechenbaren Aufgaben."""
    return summe(zeitanteile)


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(anrechenbarer_anteil: Ausdruck, umfang_vzae: Ausdruck) -> Ausdruck:
    """Anrechenbarer Anteil mal Umfang der betrachteten Stellen."""
    return anrechenbarer_anteil * umfang_vzae


VERFAHREN = Verfahren(
    name="zeitanteile",
    titel="Zeitanteilsverfahren",
    beschreibung="Stellenbedarf aus den Zeitanteilen der Aufgaben einer Stelle.",
    quelle=_QUELLE,
    geeignet="Freistellungen und Mischarbeitsplätze, deren Aufgaben sich in Arbeitsvorgänge gliedern lassen",
    grenzen="die Anteile müssen aufgezeichnet oder strukturiert geschätzt sein; zusammen ergeben sie 100 %",
    varianten={
        "standard": Formelsatz((ANTEILE, UMFANG), (anrechenbarer_anteil, stellenbedarf), "stellenbedarf"),
    },
)
