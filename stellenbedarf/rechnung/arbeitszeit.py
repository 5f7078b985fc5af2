"""Puts an annual working time that is built from its parts into the net."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.formel.einheit import einheit
from stellenbedarf.formel.satz import KONSTANTEN
from stellenbedarf.modell.fall import Annahme
from stellenbedarf.netz import PARAMETER, VORGABE, Herkunft
from stellenbedarf.rechnung.arbeitszeit_kalender import zaehle_kalender
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import arbeitszeit as a

STUNDEN_JE_VZAE = einheit("h je VZÄ")


def add_arbeitszeit(bau: Bau, annahme: Annahme, id_: str) -> None:
    """Add the steps of an annual working time; the result is the Annahme itself.

    Args:
        bau: the net under construction; after a finding in it the steps are left out.
        annahme: the Annahme with its parts.
        id_: its id.

    Raises:
        StellenbedarfFehler: where year, area or unit are not possible.
    """
    teile = annahme.arbeitszeit
    assert teile is not None
    if not einheit(annahme.einheit).passt(STUNDEN_JE_VZAE):
        raise StellenbedarfFehler.einzeln(
            f"Annahme {annahme.name}: Eine Jahresarbeitszeit aus Bestandteilen hat die Einheit „{STUNDEN_JE_VZAE}“",
            annahme.orte.get("einheit"), f"Schreiben Sie einheit: {STUNDEN_JE_VZAE}",
        )  # fmt: skip
    kalender = zaehle_kalender(teile)
    satz = a.MIT_ABZUG if a.VERTEILZEITABZUG.name in teile.argumente else a.OHNE_ABZUG
    was = f"Annahme {annahme.name}"
    ids: dict[str, str] = {}
    for eingabe in satz.eingaben:
        ziel = f"{id_}.{eingabe.name}"
        if eingabe.name in kalender:
            ort = teile.orte.get("jahr") or teile.orte.get("")
            zahl = kalender[eingabe.name]
            herkunft = Herkunft(PARAMETER, ort, zahl.quelle, str(teile.jahr))
            ids[eingabe.name] = bau.netz.add_wert(
                ziel, eingabe.bezeichnung, eingabe.einheit, Fraction(zahl.anzahl), herkunft
            )
        elif eingabe.name in teile.argumente:
            ids[eingabe.name] = bau.argument(teile.argumente[eingabe.name], eingabe, ziel, was, annahme.quelle)
        else:
            assert eingabe.vorgabe is not None
            herkunft = Herkunft(VORGABE, quelle=eingabe.vorgabe_grund)
            ids[eingabe.name] = bau.netz.add_wert(ziel, eingabe.bezeichnung, eingabe.einheit, eingabe.vorgabe, herkunft)
    if bau.befunde.hat_fehler:
        return  # units may not fit: the net must not see them
    for formel in satz.formeln:
        bindung = {n: bau.konstante(n) if n in KONSTANTEN else ids[n] for n in formel.argumente}
        fertig = formel.name == satz.ergebnis
        ids[formel.name] = bau.netz.add_schritt(
            id_ if fertig else f"{id_}.{formel.name}", formel, bindung, annahme.bezeichnung if fertig else None
        )
    bau.check_grenze(f"{id_}.{a.ANWESENHEIT.name}", a.ANWESENHEIT, was, annahme.orte.get(""))
