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

_PAUSCHALE = "das Organisationshandbuch lässt pauschal 5 % zu, wenn die Zeit je Fall nachweislich keine enthält"
PERSOENLICHE_VERTEILZEIT = Eingabe(
    "persoenliche_verteilzeit", "persönliche Verteilzeit", einheit("%"),
    f"Anteil für persönlich bedingte Unterbrechungen; {_PAUSCHALE}", maximum=Fraction(1, 2),
)  # fmt: skip
SACHLICHE_VERTEILZEIT = Eingabe(
    "sachliche_verteilzeit", "sachliche Verteilzeit", einheit("%"),
    f"Anteil für störungsbedingte Unterbrechungen; {_PAUSCHALE}", maximum=Fraction(49, 100),
)  # fmt: skip
GETRENNTE_VERTEILZEIT = (PERSOENLICHE_VERTEILZEIT, SACHLICHE_VERTEILZEIT)
"""Both kinds apart; together they stay under 100 %, so that a reduction of supply leaves some of it."""

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


_VERTEILZEIT = "Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4.3"
_MINDERUNG = "Verteilzeit als Minderung der Jahresarbeitszeit (Angebot), nicht als Zuschlag auf den Bedarf"


@formel(einheit="%", quelle=_VERTEILZEIT, bezeichnung="Verteilzeit zusammen")
def verteilzeit(persoenliche_verteilzeit: Ausdruck, sachliche_verteilzeit: Ausdruck) -> Ausdruck:
    """Persönliche und sachliche Verteilzeit zusammen; beide beziehen sich auf dieselbe Zeit."""
    return persoenliche_verteilzeit + sachliche_verteilzeit


@formel(einheit="h je VZÄ", quelle=_MINDERUNG, bezeichnung="Jahresarbeitszeit ohne Verteilzeit")
def nutzbare_jahresarbeitszeit_h(jahresarbeitszeit_h: Ausdruck, verteilzeit: Ausdruck) -> Ausdruck:
    """Jahresarbeitszeit abzüglich der Verteilzeit; die Minderung wirkt auf das Angebot, nicht auf den Bedarf."""
    return jahresarbeitszeit_h * (1 - verteilzeit)


@formel(
    name="stellenbedarf", einheit="VZÄ", quelle=f"{_QUELLE}; {_MINDERUNG}",
    bezeichnung="Stellenbedarf (Verteilzeit vom Angebot)",
)  # fmt: skip
def stellenbedarf_vom_angebot(zeitbedarf_h: Ausdruck, nutzbare_jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Zeitbedarf ohne Zuschlag, geteilt durch die um die Verteilzeit geminderte Jahresarbeitszeit."""
    return zeitbedarf_h / nutzbare_jahresarbeitszeit_h


_VERGLEICH = "nachrichtlich, für den Vergleich der Konventionen; geht nicht in das Ergebnis ein"


@formel(
    einheit="VZÄ", quelle=f"{_MINDERUNG}; {_VERGLEICH}",
    bezeichnung="zum Vergleich: Stellenbedarf bei Verteilzeit vom Angebot",
)  # fmt: skip
def vergleich_vom_angebot(zeitbedarf_h: Ausdruck, jahresarbeitszeit_h: Ausdruck, verteilzeit: Ausdruck) -> Ausdruck:
    """Was sich ergäbe, wenn die Verteilzeit die Jahresarbeitszeit minderte, statt den Bedarf zu erhöhen."""
    return zeitbedarf_h / (jahresarbeitszeit_h * (1 - verteilzeit))


@formel(
    einheit="VZÄ", quelle=f"{_VERTEILZEIT} (Zuschlag auf den Bedarf); {_VERGLEICH}",
    bezeichnung="zum Vergleich: Stellenbedarf bei Verteilzeit als Zuschlag",
)  # fmt: skip
def vergleich_als_zuschlag(zeitbedarf_h: Ausdruck, jahresarbeitszeit_h: Ausdruck, verteilzeit: Ausdruck) -> Ausdruck:
    """Was sich ergäbe, wenn die Verteilzeit den Bedarf erhöhte, statt die Jahresarbeitszeit zu mindern."""
    return zeitbedarf_h * (1 + verteilzeit) / jahresarbeitszeit_h


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
        "verteilzeit_zuschlag": Formelsatz(
            (FALLZAHL, BEARBEITUNGSZEIT, *GETRENNTE_VERTEILZEIT, JAHRESARBEITSZEIT),
            (zeitbedarf_h, verteilzeit, zeitbedarf_mit_verteilzeit_h, stellenbedarf, vergleich_vom_angebot),
            "stellenbedarf",
        ),
        "verteilzeit_minderung": Formelsatz(
            (FALLZAHL, BEARBEITUNGSZEIT, *GETRENNTE_VERTEILZEIT, JAHRESARBEITSZEIT),
            (
                zeitbedarf_h,
                verteilzeit,
                nutzbare_jahresarbeitszeit_h,
                stellenbedarf_vom_angebot,
                vergleich_als_zuschlag,
            ),
            "stellenbedarf",
        ),
    },
)
