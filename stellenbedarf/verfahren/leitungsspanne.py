"""Leitungsspanne: posts for leading, from the people led and a span of control or a share of time for each of them."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, Rundung, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Organisationshandbuch BMI/BVA, Abschnitt 2.4.3.11.7 (Führungs- und Leitungsspannen, summarische Ermittlung)"
_ANTEIL = "Zeitanteil für Führung je unterstellter Person mal Zahl der unterstellten Personen"

UNTERSTELLTE = Eingabe(
    "unterstellte", "unterstellte Beschäftigte", einheit("Beschäftigte"),
    "Zahl der unmittelbar unterstellten Personen, nicht der Vollzeitäquivalente",
)  # fmt: skip
LEITUNGSSPANNE = Eingabe(
    "leitungsspanne", "Leitungsspanne", einheit("Beschäftigte je VZÄ"),
    "wie viele Personen eine Leitungsstelle unmittelbar führt", ueber_minimum=True,
)  # fmt: skip
ANTEIL_JE_PERSON = Eingabe(
    "fuehrungsanteil_je_person", "Führungsanteil je Person", einheit("VZÄ je Beschäftigte"),
    "Anteil der Arbeitszeit einer Leitungsstelle, den eine unterstellte Person bindet; 6 % sind 0,06",
    maximum=Fraction(1), ueber_minimum=True,
)  # fmt: skip
LEITUNGSSOCKEL = Eingabe(
    "leitungssockel_vzae", "Sockel für Leitungsaufgaben", einheit("VZÄ"),
    "Leitungsaufgaben, die nicht von der Zahl der Unterstellten abhängen", maximum=Fraction(1),
    vorgabe=Fraction(0), vorgabe_grund="der Anteil je Person deckt alle Leitungsaufgaben ab",
)  # fmt: skip


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(unterstellte: Ausdruck, leitungsspanne: Ausdruck) -> Ausdruck:
    """Anteilige Leitungsstellen: Unterstellte geteilt durch die Leitungsspanne."""
    return unterstellte / leitungsspanne


@formel(
    name="stellenbedarf", einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf",
    rundung=Rundung(0, "eine Leitungsfunktion wird nicht geteilt", "auf"),
)  # fmt: skip
def stellenbedarf_ganz(unterstellte: Ausdruck, leitungsspanne: Ausdruck) -> Ausdruck:
    """Volle Leitungsstellen, damit die Leitungsspanne nirgends überschritten wird."""
    return unterstellte / leitungsspanne


@formel(einheit="VZÄ", quelle=_ANTEIL, bezeichnung="Führungsanteil")
def fuehrungsanteil(unterstellte: Ausdruck, fuehrungsanteil_je_person: Ausdruck) -> Ausdruck:
    """Arbeitszeit für die Führung aller unterstellten Personen."""
    return unterstellte * fuehrungsanteil_je_person


@formel(name="stellenbedarf", einheit="VZÄ", quelle=_ANTEIL, bezeichnung="Stellenbedarf")
def stellenbedarf_anteil(fuehrungsanteil: Ausdruck, leitungssockel_vzae: Ausdruck) -> Ausdruck:
    """Führungsanteil zuzüglich des Sockels für Leitungsaufgaben."""
    return fuehrungsanteil + leitungssockel_vzae


VERFAHREN = Verfahren(
    name="leitungsspanne",
    titel="Leitungsspannenverfahren",
    beschreibung="Stellenbedarf für Leitung aus der Zahl der unterstellten Personen.",
    quelle=_QUELLE,
    geeignet="Prognosen, erste Einschätzungen und die Plausibilisierung gemessener Leitungsanteile",
    grenzen="pauschal: Führungsbedingungen des Einzelfalls bleiben außer Betracht; nur wo Erhebungsdaten fehlen",
    varianten={
        "anteilig": Formelsatz((UNTERSTELLTE, LEITUNGSSPANNE), (stellenbedarf,), "stellenbedarf"),
        "ganze_stellen": Formelsatz((UNTERSTELLTE, LEITUNGSSPANNE), (stellenbedarf_ganz,), "stellenbedarf"),
        "fuehrungsanteil": Formelsatz(
            (UNTERSTELLTE, ANTEIL_JE_PERSON, LEITUNGSSOCKEL), (fuehrungsanteil, stellenbedarf_anteil), "stellenbedarf"
        ),
    },
)
