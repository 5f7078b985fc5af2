"""Kombination: several methods in one position, such as the main task by caseload and the rest by share."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel, summe
from stellenbedarf.formel.satz import AUS_TEILEN
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Summe der ungerundeten Teilergebnisse; gerundet wird erst danach"
_REST = "Hochrechnung: Die bemessenen Aufgaben füllen den übrigen Teil der Arbeitszeit"

TEILBEDARF = Eingabe(
    "teilbedarf", "Bedarf", einheit("VZÄ"), "ungerundetes Ergebnis jedes Teils der Kombination", reihe=AUS_TEILEN
)
RESTANTEIL = Eingabe(
    "restanteil", "Anteil der übrigen Aufgaben", einheit("%"),
    "Anteil der gesamten Arbeitszeit, der auf die nicht einzeln bemessenen Aufgaben entfällt",
    maximum=Fraction(99, 100),
)  # fmt: skip


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(teilbedarf: Ausdruck) -> Ausdruck:
    """Summe der Teile; gerundet wird erst danach."""
    return summe(teilbedarf)


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="bemessener Teil")
def bemessener_teil(teilbedarf: Ausdruck) -> Ausdruck:
    """Summe der Teile, die einzeln bemessen sind."""
    return summe(teilbedarf)


@formel(name="stellenbedarf", einheit="VZÄ", quelle=_REST, bezeichnung="Stellenbedarf")
def stellenbedarf_hochgerechnet(bemessener_teil: Ausdruck, restanteil: Ausdruck) -> Ausdruck:
    """Bemessener Teil geteilt durch den Anteil der Arbeitszeit, den er füllt."""
    return bemessener_teil / (1 - restanteil)


@formel(einheit="VZÄ", quelle=f"{_REST}; nachrichtlich", bezeichnung="davon übrige Aufgaben")
def restbedarf(stellenbedarf: Ausdruck, restanteil: Ausdruck) -> Ausdruck:
    """Teil des Bedarfs, der auf die übrigen Aufgaben entfällt."""
    return stellenbedarf * restanteil


VERFAHREN = Verfahren(
    name="kombination",
    titel="Kombination mehrerer Verfahren",
    beschreibung="Stellenbedarf aus mehreren Teilen, jeder nach einem eigenen Verfahren.",
    quelle="Wahl des Verfahrens nach Art der Aufgaben: Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.1",
    geeignet="Stellen mit verschiedenartigen Aufgaben, etwa Hauptaufgabe nach Fallzahl und Rest nach Zeitanteil",
    grenzen="die Teile dürfen sich nicht überschneiden; eine Setzung kann kein Teil sein, weil die Summe sonst als "
    "bemessen gälte",
    varianten={
        "summe": Formelsatz((TEILBEDARF,), (stellenbedarf,), "stellenbedarf"),
        "hochrechnung": Formelsatz(
            (TEILBEDARF, RESTANTEIL), (bemessener_teil, stellenbedarf_hochgerechnet, restbedarf), "stellenbedarf"
        ),
    },
)
