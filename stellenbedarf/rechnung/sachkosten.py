"""Puts Sachkosten into the net, and what doing the same oneself would cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stellenbedarf.formel import Eingabe
from stellenbedarf.formel.einheit import EUR, einheit
from stellenbedarf.modell.fall import Sachkosten
from stellenbedarf.modell.vergleich import Eigenleistung
from stellenbedarf.netz import Bindung
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import kosten as k
from stellenbedarf.verfahren import vergleich as v

MENGE = Eingabe("menge", "Menge", einheit("Einheiten"), "Menge im Jahr")
STUECKPREIS = Eingabe("stueckpreis", "Preis je Einheit", einheit("EUR je Einheit"), "Preis je Einheit")
FESTKOSTEN = Eingabe("festkosten", "feste Kosten im Jahr", EUR, "Kosten, die ohne Rücksicht auf die Menge anfallen")
STUECKKOSTEN = Eingabe("stueckkosten", "eigene Kosten je Einheit", einheit("EUR je Einheit"), "Kosten je Einheit")


@dataclass(frozen=True)
class Sachposten:
    """Sachkosten in the net: the ids of the annual amount, and of quantity and price."""

    sachkosten: Sachkosten
    id: str
    bindung: Mapping[str, str]


@dataclass(frozen=True)
class Eigenposten:
    """Own work in the net: ids by role (`eigenkosten`, `kostenvorteil`, `stueckvorteil`, `gewinnschwelle`)."""

    eigenleistung: Eigenleistung
    sachposten: Sachposten
    ids: Mapping[str, str]


def add_sachkosten(bau: Bau) -> list[Sachposten]:
    """Add quantity, price and annual amount of all Sachkosten."""
    gebaut = []
    for nummer, sachkosten in enumerate(bau.fall.sachkosten, start=1):
        basis = bau.id("sachkosten", str(nummer))
        was = f"Sachkosten „{sachkosten.name}“"
        bindung = {
            "menge": bau.argument(sachkosten.menge, MENGE, f"{basis}.menge", was, sachkosten.quelle),
            "stueckpreis": bau.argument(
                sachkosten.stueckpreis, STUECKPREIS, f"{basis}.stueckpreis", was, sachkosten.quelle
            ),
        }
        if not bau.befunde.hat_fehler:
            id_ = bau.netz.add_schritt(f"{basis}.kosten", k.sachkosten, bindung, f"Sachkosten {sachkosten.name}")
            gebaut.append(Sachposten(sachkosten, id_, bindung))
    return gebaut


def add_eigenleistungen(bau: Bau, sachposten: Sequence[Sachposten]) -> list[Eigenposten]:
    """Add what own work costs, how it compares with the Sachkosten, and from which quantity on it pays."""
    gebaut = []
    nach_name = {p.sachkosten.name: p for p in sachposten}
    for nummer, eigene in enumerate(bau.fall.eigenleistungen, start=1):
        basis = bau.id("eigenleistung", str(nummer))
        was = f"Eigenleistung „{eigene.name}“"
        fest = bau.argument(eigene.festkosten, FESTKOSTEN, f"{basis}.festkosten", was, eigene.quelle)
        stueck = bau.argument(eigene.stueckkosten, STUECKKOSTEN, f"{basis}.stueckkosten", was, eigene.quelle)
        posten = nach_name.get(eigene.sachkosten)
        if bau.befunde.hat_fehler or posten is None:
            continue
        groessen: dict[str, Bindung] = {
            **posten.bindung, "sachkosten": posten.id, "festkosten": fest, "stueckkosten": stueck,
        }  # fmt: skip
        ids: dict[str, str] = {}
        for formel in (v.eigenkosten, v.kostenvorteil, v.stueckvorteil, v.gewinnschwelle):
            name = f"{formel.bezeichnung}: {eigene.name}"
            ids[formel.name] = bau.netz.add_schritt(f"{basis}.{formel.name}", formel, groessen, name)
            groessen[formel.name] = ids[formel.name]
        gebaut.append(Eigenposten(eigene, posten, ids))
    return gebaut
