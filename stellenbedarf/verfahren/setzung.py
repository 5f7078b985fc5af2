"""Setzung: a number of posts that was decided and not measured; it needs a reason and is reported as such."""

from __future__ import annotations

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Organisatorische Festlegung ohne Messung"

STELLEN = Eingabe("stellen", "gesetzte Stellen", einheit("VZÄ"), "festgelegte Zahl der Stellen")


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="gesetzter Stellenanteil")
def stellenbedarf(stellen: Ausdruck) -> Ausdruck:
    """Festgelegter Stellenanteil; er ist nicht aus Mengen und Zeiten hergeleitet."""
    return stellen


VERFAHREN = Verfahren(
    name="setzung",
    titel="Setzung",
    beschreibung="Festgelegter, nicht gemessener Stellenanteil mit Begründung.",
    quelle=_QUELLE,
    geeignet="Leitungs-, Stabs- und Mindestausstattungen, für die es keine Mengen gibt",
    grenzen="kein anerkanntes Bemessungsverfahren; die Begründung muss den Bedarf tragen",
    varianten={"standard": Formelsatz((STELLEN,), (stellenbedarf,), "stellenbedarf")},
    misst=False,
    texte=("begruendung",),
)
