"""Analogieverfahren: the same density of posts as in an existing unit with comparable work."""

from __future__ import annotations

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

_QUELLE = "Analogieschluss: gleiche Stellendichte wie in der Vergleichseinheit"

BEZUGSMENGE = Eingabe("bezugsmenge", "neue Menge", einheit("Einheiten"), "Menge, für die Stellen gesucht werden")
VERGLEICHSMENGE = Eingabe(
    "vergleichsmenge", "Vergleichsmenge", einheit("Einheiten"), "Menge, die in der Vergleichseinheit bearbeitet wird",
    ueber_minimum=True,
)  # fmt: skip
VERGLEICHSSTELLEN = Eingabe(
    "vergleichsstellen", "Stellen der Vergleichseinheit", einheit("VZÄ"), "dafür dort eingesetzte Stellen"
)


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf")
def stellenbedarf(bezugsmenge: Ausdruck, vergleichsstellen: Ausdruck, vergleichsmenge: Ausdruck) -> Ausdruck:
    """Neue Menge mal Stellen je Einheit der Vergleichseinheit."""
    return bezugsmenge * vergleichsstellen / vergleichsmenge


VERFAHREN = Verfahren(
    name="analogie",
    titel="Analogieverfahren",
    beschreibung="Stellenbedarf mit der Stellendichte einer vergleichbaren Einheit.",
    quelle=_QUELLE,
    geeignet="neue Mengen einer Aufgabe, die schon an anderer Stelle erledigt wird",
    grenzen="setzt gleiche Aufgaben und eine angemessene Besetzung der Vergleichseinheit voraus",
    varianten={
        "standard": Formelsatz((BEZUGSMENGE, VERGLEICHSSTELLEN, VERGLEICHSMENGE), (stellenbedarf,), "stellenbedarf")
    },
)
