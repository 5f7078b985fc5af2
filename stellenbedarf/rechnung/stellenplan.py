"""Puts the posts of the Stellenplan in force into the net, and what they become with the posts asked for.

What the case does not give is missing: a grade without a Bestand has neither previous nor future posts, and there is
no total unless every grade that is asked for has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stellenbedarf.fehler import Stufe
from stellenbedarf.formel.einheit import VZAE
from stellenbedarf.netz import EINGABE, Herkunft, Netz, Reihe
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.summen import GESAMT, Summen, summen_id
from stellenbedarf.verfahren import kosten as k

STELLENPLAN = "stellenplan"
BISHER, KUENFTIG = "stellen", "kuenftig"


def add_bestand(baue: Iterable[Bau]) -> Mapping[str, Sequence[str]]:
    """Add the posts of the Stellenplan in force as inputs; return their ids by grade."""
    ids: dict[str, list[str]] = {}
    gesehen: set[tuple[str, str]] = set()
    for bau in baue:
        for nummer, bestand in enumerate(bau.fall.stellenbestand, start=1):
            wo = f"{bestand.bewertung}, {bestand.org_einheit}" if bestand.org_einheit else bestand.bewertung
            if (bestand.bewertung, bestand.org_einheit) in gesehen:
                bau.befunde.fehler(f"Der Stellenbestand {wo} ist zweimal angegeben", bestand.orte.get("bewertung"),
                                   "Nennen Sie den Bestand jeder Bewertung und Einheit nur einmal, auch wenn mehrere "
                                   "Fälle zusammen gerechnet werden.")  # fmt: skip
                continue
            gesehen.add((bestand.bewertung, bestand.org_einheit))
            if not bestand.quelle:
                bau.befunde.hinweis(f"Der Stellenbestand {wo} hat keine Quelle", bestand.orte.get("stellen"),
                                    "Ergänzen Sie „quelle“ und „stand“.", Stufe.LUECKE)  # fmt: skip
            herkunft = Herkunft(EINGABE, bestand.orte.get("stellen"), bestand.quelle, bestand.stand, bestand.status)
            id_ = bau.netz.add_wert(
                bau.id("stellenbestand", str(nummer)), f"Stellenbestand {wo}", VZAE, bestand.stellen, herkunft
            )
            ids.setdefault(bestand.bewertung, []).append(id_)
    return ids


def add_stellenplan(netz: Netz, summen: Summen, bestand: Mapping[str, Sequence[str]]) -> Summen:
    """Add previous and future posts per grade and in total; return them as totals of the dimension `stellenplan`."""
    if not bestand:
        return {}
    neu: Summen = {}
    for bewertung, ids in bestand.items():
        _add(netz, summen, neu, bewertung, ids)
    beantragt = {s for d, s, m in summen if (d, m) == ("bewertung", "stellen")}
    if beantragt <= bestand.keys():
        _add(netz, summen, neu, "", [neu[STELLENPLAN, b, BISHER] for b in bestand])
    return neu


def _add(netz: Netz, summen: Summen, neu: Summen, bewertung: str, ids: Sequence[str]) -> None:
    wo = bewertung or "insgesamt"
    bisher = netz.add_schritt(
        summen_id(STELLENPLAN, bewertung, BISHER), k.bisherige_stellen,
        {"bestand": Reihe(tuple(ids), "Angaben zum Stellenbestand" if bewertung else "bisherige Stellen je Bewertung")},
        f"bisherige Stellen {wo}",
    )  # fmt: skip
    neu[STELLENPLAN, bewertung, BISHER] = bisher
    stellen = summen.get(("bewertung", bewertung, "stellen") if bewertung else (GESAMT, "", "stellen"))
    if stellen is not None:
        neu[STELLENPLAN, bewertung, KUENFTIG] = netz.add_schritt(
            summen_id(STELLENPLAN, bewertung, KUENFTIG), k.kuenftige_stellen,
            {"bisherige_stellen": bisher, "stellen": stellen}, f"künftige Stellen {wo}",
        )  # fmt: skip
