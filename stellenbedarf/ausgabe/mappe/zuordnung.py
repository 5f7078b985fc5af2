"""Which cell of the input sheets holds which quantity of the net."""

from __future__ import annotations

from collections.abc import Mapping

from stellenbedarf.ausgabe.mappe.anlage import Zellort
from stellenbedarf.modell.fall import Fall
from stellenbedarf.netz import Netz

Schluessel = tuple[str, str, str]
_POSITIONSFELDER = ("beantragt", "bewertung", "beginn", "ende", "erstattungsquote")


def orte_der_groessen(fall: Fall, praefix: str, netz: Netz, orte: Mapping[Schluessel, Zellort]) -> dict[str, Zellort]:
    """Return the cell of every input quantity of a case that stands on its input sheets, by id."""
    gefunden: dict[str, Zellort] = {}

    def merke(id_: str, schluessel: Schluessel) -> None:
        if f"{praefix}{id_}" in netz and schluessel in orte and not netz[f"{praefix}{id_}"].ist_schritt:
            gefunden[f"{praefix}{id_}"] = orte[schluessel]

    for name, annahme in fall.annahmen.items():
        merke(f"annahme.{name}", ("annahmen", name, "wert"))
        merke(f"wachstumsrate.{name}", ("annahmen", name, "wachstumsrate"))
        for baustein in annahme.arbeitszeit.argumente if annahme.arbeitszeit else ():
            merke(f"annahme.{name}.{baustein}", ("annahmen", name, baustein))
    for nummer, _ in enumerate(fall.verlaeufe, start=1):
        merke(f"verlauf.{nummer}", ("verlaeufe", str(nummer), "wert"))
        merke(f"verlaufsjahr.{nummer}", ("verlaeufe", str(nummer), "jahr"))
    for satz in fall.kostensaetze.eigene:
        merke(f"kostensatz.{satz.bewertung}", ("kostensaetze", satz.bewertung, "satz"))
        merke(f"preisstand.eigen.{satz.bewertung}", ("kostensaetze", satz.bewertung, "preisstand"))
    for nummer, _ in enumerate(fall.erhoehungen, start=1):
        for feld in ("ab", "satz"):
            merke(f"erhoehung.{nummer}.{feld}", ("erhoehungen", str(nummer), feld))
    for schluessel, bemessung in fall.bemessungen.items():
        for eingabe in bemessung.argumente:
            merke(f"bemessung.{schluessel}.{eingabe}", ("bemessungen", schluessel, eingabe))
        for liste, eintraege in bemessung.listen.items():
            for nummer, eintrag in enumerate(eintraege, start=1):
                schluessel_e = f"{schluessel}.{liste}.{nummer}"
                for eingabe in eintrag.argumente:
                    merke(f"bemessung.{schluessel_e}.{eingabe}", ("eintraege", schluessel_e, eingabe))
    for position in fall.positionen:
        for feld in _POSITIONSFELDER:
            merke(f"position.{position.nr}.{feld}", ("positionen", position.nr, feld))
        for nummer, _ in enumerate(position.aufgaben, start=1):
            merke(f"position.{position.nr}.anteil.{nummer}", ("aufgaben", f"{position.nr}.{nummer}", "anteil"))
        merke(f"position.{position.nr}.umfang", ("ausschreibungen", position.nr, "umfang"))
    for nummer, _ in enumerate(fall.sachkosten, start=1):
        for feld in ("menge", "stueckpreis"):
            merke(f"sachkosten.{nummer}.{feld}", ("sachkosten", str(nummer), feld))
    for nummer, _ in enumerate(fall.stellenbestand, start=1):
        merke(f"stellenbestand.{nummer}", ("stellenbestand", str(nummer), "stellen"))
    for nummer, _ in enumerate(fall.eigenleistungen, start=1):
        for feld in ("festkosten", "stueckkosten"):
            merke(f"eigenleistung.{nummer}.{feld}", ("eigenleistungen", str(nummer), feld))
    for nummer, _ in enumerate(fall.vorhandene_stellen, start=1):
        merke(f"sollist.{nummer}.vorhanden", ("vorhandene_stellen", str(nummer), "stellen"))
    return gefunden


def orte_der_ersatzwerte(
    fall: Fall, praefix: str, orte: Mapping[Schluessel, Zellort]
) -> dict[tuple[str, str], tuple[Zellort, ...]]:
    """Return the cells by which each scenario may replace an input, by scenario and id; empty cells replace nothing.

    A scenario's own cell comes first, then those of the scenarios that it inherits from.
    """
    gefunden: dict[tuple[str, str], tuple[Zellort, ...]] = {}
    for szenario in fall.szenarien:
        for abschnitt, name, feld in orte:
            if (abschnitt, name) != ("szenarien", szenario):
                continue
            art, _, rest = feld.partition(".")
            id_ = f"annahme.{rest}" if art == "annahmen" else f"position.{rest}"
            gefunden[szenario, f"{praefix}{id_}"] = tuple(
                orte[abschnitt, s.name, feld] for s in fall.szenariokette(szenario)
            )
    return gefunden
