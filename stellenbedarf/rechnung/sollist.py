"""Puts existing posts into the net and compares them with the posts needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stellenbedarf.formel.einheit import VZAE
from stellenbedarf.modell.vergleich import VorhandeneStellen
from stellenbedarf.netz import EINGABE, Herkunft, Reihe
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.verfahren import vergleich as v


@dataclass(frozen=True)
class SollIst:
    """A comparison in the net: ids by role (`vorhanden`, `soll`, `unterdeckung`, `auslastung`, `differenzkosten`).

    There is no `auslastung` where no post exists.
    """

    vorhanden: VorhandeneStellen
    name: str
    posten: tuple[Posten, ...]
    ids: Mapping[str, str]

    @property
    def schritte(self) -> tuple[str, ...]:
        """Return the ids of the computed quantities in the order of computation."""
        return tuple(i for rolle, i in self.ids.items() if rolle != "vorhanden" and ".sollist." in f".{i}")


def add_sollist(bau: Bau, posten: Sequence[Posten]) -> list[SollIst]:
    """Add the comparison of all existing posts that the case gives."""
    return [_add(bau, n, eintrag, posten) for n, eintrag in enumerate(bau.fall.vorhandene_stellen, start=1)]


def _add(bau: Bau, nummer: int, eintrag: VorhandeneStellen, alle: Sequence[Posten]) -> SollIst:
    netz = bau.netz
    if eintrag.position:
        name, posten = f"Position {eintrag.position}", [p for p in alle if p.position.nr == eintrag.position]
    elif eintrag.org_einheit:
        name = f"Org.-Einheit {eintrag.org_einheit}"
        posten = [p for p in alle if p.position.org_einheit == eintrag.org_einheit]
    else:
        name, posten = f"Amt {eintrag.amt}", [p for p in alle if p.position.amt == eintrag.amt]

    def id_von(rolle: str) -> str:
        return bau.id("sollist", str(nummer), rolle)

    def reihe(rolle: str) -> Reihe:
        return Reihe(tuple(p.ids[rolle] for p in posten), f"Positionen: {name}")

    herkunft = Herkunft(EINGABE, eintrag.orte.get("stellen"), eintrag.quelle, eintrag.stand)
    ids = {
        "vorhanden": netz.add_wert(id_von("vorhanden"), f"vorhandene Stellen, {name}", VZAE, eintrag.stellen, herkunft)
    }
    ids["soll"] = netz.add_schritt(id_von("soll"), v.soll, {"bedarf": reihe("bedarf")}, f"Soll, {name}")
    vergleich = {"soll": ids["soll"], "vorhanden": ids["vorhanden"]}
    ids["unterdeckung"] = netz.add_schritt(
        id_von("unterdeckung"), v.unterdeckung, vergleich, f"Soll abzüglich Ist, {name}"
    )
    if eintrag.stellen:
        ids["auslastung"] = netz.add_schritt(id_von("auslastung"), v.auslastung, vergleich, f"Auslastung, {name}")
    if len(posten) == 1:
        ids["kostensatz"] = posten[0].ids["kostensatz"]
    else:
        ids["kostensatz"] = netz.add_schritt(
            id_von("kostensatz"), v.mittlerer_kostensatz(len(posten)),
            {"kosten": reihe("kosten"), "stellen": reihe("stellen"), "kostensaetze": reihe("kostensatz")},
            f"mittlerer Kostensatz, {name}",
        )  # fmt: skip
    ids["differenzkosten"] = netz.add_schritt(
        id_von("differenzkosten"), v.differenzkosten,
        {"unterdeckung": ids["unterdeckung"], "kostensatz": ids["kostensatz"]}, f"Kosten der Differenz, {name}",
    )  # fmt: skip
    return SollIst(eintrag, name, tuple(posten), ids)
