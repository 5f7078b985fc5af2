"""Sockelverfahren: a fixed base that every unit of this kind needs, plus a part that follows the caseload."""

from __future__ import annotations

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import (
    BEARBEITUNGSZEIT,
    FALLZAHL,
    GETRENNTE_VERTEILZEIT,
    JAHRESARBEITSZEIT,
    VERTEILZEIT,
    nutzbare_jahresarbeitszeit_h,
    verteilzeit,
    zeitbedarf_h,
    zeitbedarf_mit_verteilzeit_h,
)
from stellenbedarf.verfahren.schluessel import BEZUGSMENGE, SCHLUESSEL

_QUELLE = "Grundbedarf zuzüglich fallzahlabhängigem Bedarf (Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.5.4)"

SOCKEL = Eingabe(
    "sockel_vzae", "Sockel", einheit("VZÄ"),
    "Bedarf, der unabhängig von der Menge anfällt, zum Beispiel Leitung, Vertretung und Grundlast; braucht eine Quelle",
)  # fmt: skip


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="mengenabhängiger Bedarf")
def mengenbedarf(zeitbedarf_mit_verteilzeit_h: Ausdruck, jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Zeitbedarf der Fälle geteilt durch die Jahresarbeitszeit einer Vollzeitkraft."""
    return zeitbedarf_mit_verteilzeit_h / jahresarbeitszeit_h


@formel(
    name="mengenbedarf", einheit="VZÄ", quelle=f"{_QUELLE}; Verteilzeit als Minderung der Jahresarbeitszeit",
    bezeichnung="mengenabhängiger Bedarf (Verteilzeit vom Angebot)",
)  # fmt: skip
def mengenbedarf_vom_angebot(zeitbedarf_h: Ausdruck, nutzbare_jahresarbeitszeit_h: Ausdruck) -> Ausdruck:
    """Zeitbedarf der Fälle geteilt durch die um die Verteilzeit geminderte Jahresarbeitszeit."""
    return zeitbedarf_h / nutzbare_jahresarbeitszeit_h


@formel(name="mengenbedarf", einheit="VZÄ", quelle=_QUELLE, bezeichnung="mengenabhängiger Bedarf")
def mengenbedarf_schluessel(bezugsmenge: Ausdruck, einheiten_je_stelle: Ausdruck) -> Ausdruck:
    """Anteilige Stellen nach dem Schlüssel."""
    return bezugsmenge / einheiten_je_stelle


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(sockel_vzae: Ausdruck, mengenbedarf: Ausdruck) -> Ausdruck:
    """Sockel zuzüglich des mengenabhängigen Bedarfs."""
    return sockel_vzae + mengenbedarf


VERFAHREN = Verfahren(
    name="sockel",
    titel="Sockelverfahren",
    beschreibung="Stellenbedarf aus einem festen Sockel und einem Teil, der mit der Menge wächst.",
    quelle=_QUELLE,
    geeignet="kleine Einheiten und neue Aufgaben, deren Grundlast nicht mit der Fallzahl wächst",
    grenzen="der Sockel braucht eine eigene Begründung; was in ihm steckt, darf in der Zeit je Fall nicht noch einmal "
    "stecken",
    varianten={
        "fallzahl": Formelsatz(
            (SOCKEL, FALLZAHL, BEARBEITUNGSZEIT, VERTEILZEIT, JAHRESARBEITSZEIT),
            (zeitbedarf_h, zeitbedarf_mit_verteilzeit_h, mengenbedarf, stellenbedarf),
            "stellenbedarf",
        ),
        "verteilzeit_zuschlag": Formelsatz(
            (SOCKEL, FALLZAHL, BEARBEITUNGSZEIT, *GETRENNTE_VERTEILZEIT, JAHRESARBEITSZEIT),
            (zeitbedarf_h, verteilzeit, zeitbedarf_mit_verteilzeit_h, mengenbedarf, stellenbedarf),
            "stellenbedarf",
        ),
        "verteilzeit_minderung": Formelsatz(
            (SOCKEL, FALLZAHL, BEARBEITUNGSZEIT, *GETRENNTE_VERTEILZEIT, JAHRESARBEITSZEIT),
            (zeitbedarf_h, verteilzeit, nutzbare_jahresarbeitszeit_h, mengenbedarf_vom_angebot, stellenbedarf),
            "stellenbedarf",
        ),
        "schluessel": Formelsatz(
            (SOCKEL, BEZUGSMENGE, SCHLUESSEL), (mengenbedarf_schluessel, stellenbedarf), "stellenbedarf"
        ),
    },
)
