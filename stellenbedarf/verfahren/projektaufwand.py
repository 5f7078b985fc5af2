"""Projektaufwand: one-off hours within a period, expressed as full-time posts for that period."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren
from stellenbedarf.verfahren.fallzahl import JAHRESARBEITSZEIT

_QUELLE = "Einmaliger Zeitaufwand geteilt durch die Arbeitszeit einer Vollzeitkraft im Projektzeitraum"
_QUELLE_VERGLEICH = "Hochrechnung aus einem abgeschlossenen Vergleichsprojekt"

AUFWAND = Eingabe("aufwand_h", "einmaliger Aufwand", einheit("h"), "Stunden für das ganze Vorhaben")
DAUER = Eingabe(
    "dauer_monate", "Projektdauer", einheit("Monate"), "Monate, in denen der Aufwand anfällt", ueber_minimum=True
)
VERGLEICHSAUFWAND = Eingabe(
    "vergleichsaufwand_h", "Aufwand des Vergleichsprojekts", einheit("h"), "Stunden des abgeschlossenen Projekts"
)
VERGLEICHSMENGE = Eingabe(
    "vergleichsmenge", "Menge des Vergleichsprojekts", einheit("Einheiten"), "zum Beispiel beteiligte Beschäftigte",
    ueber_minimum=True,
)  # fmt: skip
BEZUGSMENGE = Eingabe("bezugsmenge", "Menge des Vorhabens", einheit("Einheiten"), "dieselbe Einheit wie im Vergleich")
MEHRAUFWAND = Eingabe(
    "mehraufwandsfaktor", "Mehraufwandsfaktor", einheit("Faktor"),
    "Verhältnis des Aufwands je Einheit zum Vergleichsprojekt; braucht eine Begründung",
    ueber_minimum=True, vorgabe=Fraction(1), vorgabe_grund="gleicher Aufwand je Einheit wie im Vergleichsprojekt",
)  # fmt: skip


@formel(name="aufwand_h", einheit="h", quelle=_QUELLE_VERGLEICH, bezeichnung="einmaliger Aufwand")
def aufwand_aus_vergleich_h(
    vergleichsaufwand_h: Ausdruck, vergleichsmenge: Ausdruck, bezugsmenge: Ausdruck, mehraufwandsfaktor: Ausdruck
) -> Ausdruck:
    """Stunden je Einheit des Vergleichsprojekts mal Menge des Vorhabens mal Mehraufwandsfaktor."""
    return vergleichsaufwand_h / vergleichsmenge * bezugsmenge * mehraufwandsfaktor


@formel(einheit="h je VZÄ", quelle=_QUELLE, bezeichnung="Arbeitszeit im Projektzeitraum")
def arbeitszeit_im_zeitraum_h(
    jahresarbeitszeit_h: Ausdruck, dauer_monate: Ausdruck, monate_je_jahr: Ausdruck
) -> Ausdruck:
    """Anteilige Jahresarbeitszeit einer Vollzeitkraft für die Projektdauer."""
    return jahresarbeitszeit_h * dauer_monate / monate_je_jahr


@formel(einheit="VZÄ", quelle=_QUELLE, bezeichnung="Stellenbedarf im Projektzeitraum")
def stellenbedarf(aufwand_h: Ausdruck, arbeitszeit_im_zeitraum_h: Ausdruck) -> Ausdruck:
    """Stellen, die für die Dauer des Projekts gebraucht werden."""
    return aufwand_h / arbeitszeit_im_zeitraum_h


_STELLEN = (arbeitszeit_im_zeitraum_h, stellenbedarf)

VERFAHREN = Verfahren(
    name="projektaufwand",
    titel="Projektaufwand",
    beschreibung="Befristeter Stellenbedarf aus einem einmaligen Aufwand.",
    quelle=_QUELLE,
    geeignet="Einführungen, Umstellungen und andere befristete Vorhaben",
    grenzen="gehört getrennt vom Dauerbedarf ausgewiesen; die Stelle braucht ein Ende oder einen kw-Vermerk",
    varianten={
        "stunden": Formelsatz((AUFWAND, DAUER, JAHRESARBEITSZEIT), _STELLEN, "stellenbedarf"),
        "vergleich": Formelsatz(
            (VERGLEICHSAUFWAND, VERGLEICHSMENGE, BEZUGSMENGE, MEHRAUFWAND, DAUER, JAHRESARBEITSZEIT),
            (aufwand_aus_vergleich_h, *_STELLEN),
            "stellenbedarf",
        ),
    },
)
