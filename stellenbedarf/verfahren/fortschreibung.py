"""Fortschreibung: an earlier result carried forward by the change of the caseload."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.7 (Gültigkeit zum Stichtag und Fortschreibung)"

BISHERIGER_BEDARF = Eingabe(
    "bisheriger_bedarf_vzae", "bisheriger Stellenbedarf", einheit("VZÄ"),
    "Ergebnis der früheren Bemessung; Verfahren und Stichtag gehören in die Quelle",
)  # fmt: skip
BISHERIGE_FALLZAHL = Eingabe(
    "bisherige_fallzahl", "bisherige Fallzahl", einheit("Fälle"), "Fallzahl, mit der damals gerechnet wurde",
    ueber_minimum=True,
)  # fmt: skip
NEUE_FALLZAHL = Eingabe("neue_fallzahl", "neue Fallzahl", einheit("Fälle"), "Fallzahl zum neuen Stichtag")
FESTER_ANTEIL = Eingabe(
    "fester_anteil", "mengenunabhängiger Anteil", einheit("%"),
    "Teil des bisherigen Bedarfs, der sich mit der Fallzahl nicht ändert", maximum=Fraction(1),
    vorgabe=Fraction(0), vorgabe_grund="der gesamte Bedarf folgt der Fallzahl",
)  # fmt: skip


@formel(einheit="%", quelle=_QUELLE, bezeichnung="Veränderung der Fallzahl")
def fallzahlverhaeltnis(neue_fallzahl: Ausdruck, bisherige_fallzahl: Ausdruck) -> Ausdruck:
    """Neue Fallzahl im Verhältnis zur bisherigen."""
    return neue_fallzahl / bisherige_fallzahl


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(bisheriger_bedarf_vzae: Ausdruck, fester_anteil: Ausdruck, fallzahlverhaeltnis: Ausdruck) -> Ausdruck:
    """Bisheriger Bedarf; sein mengenabhängiger Teil ändert sich im Verhältnis der Fallzahlen."""
    return bisheriger_bedarf_vzae * (fester_anteil + (1 - fester_anteil) * fallzahlverhaeltnis)


VERFAHREN = Verfahren(
    name="fortschreibung",
    titel="Fortschreibung",
    beschreibung="Stellenbedarf aus dem Ergebnis einer früheren Bemessung und der Veränderung der Fallzahl.",
    quelle=_QUELLE,
    geeignet="die Zeit zwischen zwei Bemessungen, solange Aufgaben, Abläufe und Bearbeitungszeiten gleich bleiben",
    grenzen="überträgt die Fehler der früheren Bemessung; nach Änderungen von Recht, Technik oder Ablauf neu bemessen",
    varianten={
        "standard": Formelsatz(
            (BISHERIGER_BEDARF, BISHERIGE_FALLZAHL, NEUE_FALLZAHL, FESTER_ANTEIL),
            (fallzahlverhaeltnis, stellenbedarf),
            "stellenbedarf",
        )
    },
)
