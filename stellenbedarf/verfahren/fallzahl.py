"""Fallzahlverfahren: caseload times mean processing time over the annual working time of one full-time post."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4"

FALLZAHL = Eingabe(
    "fallzahl", "Fallzahl", einheit("Fälle"), "Zahl der Fälle im Jahr; was ein Fall ist, gehört in die Quelle"
)
BEARBEITUNGSZEIT = Eingabe(
    "mittlere_bearbeitungszeit_min",
    "mittlere Bearbeitungszeit",
    einheit("min je Fall"),
    "Zeit je Fall; ob Erholungs- und Verteilzeit darin enthalten sind, gehört in die Quelle",
)
JAHRESARBEITSZEIT = Eingabe(
    "jahresarbeitszeit_h",
    "Jahresarbeitszeit",
    einheit("h je VZÄ"),
    "Stunden, die eine Vollzeitkraft im Jahr für ihre Aufgaben hat",
    ueber_minimum=True,
)
VERTEILZEIT = Eingabe(
    "verteilzeit",
    "Verteilzeitzuschlag",
    einheit("%"),
    "Zuschlag auf den Zeitbedarf für sachliche und persönliche Verteilzeit",
    vorgabe=Fraction(0),
    vorgabe_grund="kein Zuschlag angesetzt (Verteilzeit in der Bearbeitungszeit enthalten oder bereits in der "
    "Jahresarbeitszeit abgezogen)",
)


_DREIPUNKT = "Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.11.3 (strukturiertes Schätzen); Dreipunktschätzung (PERT)"


def _schaetzwert(name: str, bezeichnung: str, beschreibung: str) -> Eingabe:
    return Eingabe(name, bezeichnung, einheit("min je Fall"), beschreibung)


MINDESTZEIT = _schaetzwert("mindestzeit_min", "Mindestzeit", "Zeit für den einfachsten Fall; geschätzt")
NORMALZEIT = _schaetzwert("normalzeit_min", "Normalzeit", "Zeit für den üblichen Fall; geschätzt")
HOECHSTZEIT = _schaetzwert("hoechstzeit_min", "Höchstzeit", "Zeit für den schwierigsten Fall; geschätzt")


@formel(
    name="mittlere_bearbeitungszeit_min",
    einheit="min je Fall",
    quelle=_DREIPUNKT,
    bezeichnung="mittlere Bearbeitungszeit",
)
def bearbeitungszeit_aus_schaetzung_min(
    mindestzeit_min: Ausdruck, normalzeit_min: Ausdruck, hoechstzeit_min: Ausdruck
) -> Ausdruck:
    """Mittelwert der Schätzung, in dem die Normalzeit vierfach zählt."""
    return (mindestzeit_min + 4 * normalzeit_min + hoechstzeit_min) / 6


@formel(einheit="h", quelle=_QUELLE, bezeichnung="Zeitbedarf")
def zeitbedarf_h(fallzahl: Ausdruck, mittlere_bearbeitungszeit_min: Ausdruck, minuten_je_stunde: Ausdruck) -> Ausdruck:
    """Arbeitszeit für alle Fälle eines Jahres in Stunden."""
    return fallzahl * mittlere_bearbeitungszeit_min / minuten_je_stunde


@formel(
    einheit="h",
    quelle="Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4.3 (Zuschlag auf den Bedarf)",
    bezeichnung="Zeitbedarf mit Verteilzeit",
)
def zeitbedarf_mit_verteilzeit_h(zeitbedarf_h: Ausdruck, verteilzeit: Ausdruck) -> Ausdruck:
    """Zeitbedarf zuzüglich Verteilzeit; der Zuschlag wirkt auf den Bedarf, nicht auf das Angebot."""
    return zeitbedarf_h * (1 + verteilzeit)


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(zeitbedarf_mit_verteilzeit_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Zeitbedarf geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return zeitbedarf_mit_verteilzeit_h / jahresarbeitszeit_h


VERFAHREN = Verfahren(
    name="fallzahl",
    titel="Fallzahlverfahren",
    beschreibung="Stellenbedarf aus Fallzahl, mittlerer Bearbeitungszeit und Jahresarbeitszeit.",
    quelle=_QUELLE,
    geeignet="gleichartige, zählbare Fälle mit gemessener oder strukturiert geschätzter Bearbeitungszeit",
    grenzen="setzt eine klare Definition des Falls voraus; Grundlasten ohne Fallbezug gehören in ein anderes Verfahren",
    varianten={
        "standard": Formelsatz(
            (FALLZAHL, BEARBEITUNGSZEIT, VERTEILZEIT, JAHRESARBEITSZEIT),
            (zeitbedarf_h, zeitbedarf_mit_verteilzeit_h, stellenbedarf),
            "stellenbedarf",
        ),
        "dreipunktschaetzung": Formelsatz(
            (FALLZAHL, MINDESTZEIT, NORMALZEIT, HOECHSTZEIT, VERTEILZEIT, JAHRESARBEITSZEIT),
            (bearbeitungszeit_aus_schaetzung_min, zeitbedarf_h, zeitbedarf_mit_verteilzeit_h, stellenbedarf),
            "stellenbedarf",
        ),
    },
)
