"""Puts the cost of a position in one Haushaltsjahr into the net, month by month where its rate changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from stellenbedarf.formel import Formel
from stellenbedarf.formel.einheit import JAHR
from stellenbedarf.netz import EINGABE, Bindung, Herkunft
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.kostensaetze import Tafel
from stellenbedarf.verfahren import kosten as k

Schritt = Callable[[str, Formel, dict[str, Bindung], str], None]


def haushaltsjahr(bau: Bau, jahr: int) -> str:
    """Return the id of a Haushaltsjahr, which is added on first use."""
    id_ = f"haushaltsjahr.{jahr}"
    if id_ not in bau.netz:
        herkunft = Herkunft(EINGABE, bau.fall.kopf.orte.get("haushaltsjahre"))
        bau.netz.add_wert(id_, f"Haushaltsjahr {jahr}", JAHR, Fraction(jahr), herkunft)
    return id_


def add_jahr(bau: Bau, jahr: int, tafeln: tuple[Tafel, ...], ids: Mapping[str, str], add: Schritt) -> None:
    """Add months and cost of a year.

    Args:
        bau: the net under construction.
        jahr: the Haushaltsjahr.
        tafeln: the rates of the position in that year, as they follow each other; none where they never change.
        ids: the quantities of the position by role; `add` puts new ones into it.
        add: adds a step of the position: role, formula, what it is bound to, name.
    """
    tage: dict[str, Bindung] = {"beginn": ids["beginn"], "haushaltsjahr": haushaltsjahr(bau, jahr)}
    befristet = "ende" in ids
    if befristet:
        tage["ende"] = ids["ende"]
    add(f"monate.{jahr}", k.monate_befristet if befristet else k.monate_unbefristet, tage, f"Monate {jahr}")
    argumente: dict[str, Bindung] = {"monate_je_jahr": bau.konstante("monate_je_jahr")}
    if not tafeln:
        argumente |= {"jahreskosten": ids["kosten"], "monate": ids[f"monate.{jahr}"]}
        add(f"kosten.{jahr}", k.kosten_im_jahr, argumente, f"Kosten {jahr}")
        return
    argumente |= {"stellen": ids["stellen"], "monate_0": ids[f"monate.{jahr}"]}
    for nummer, tafel in enumerate(tafeln):
        if tafel.rolle not in ids:
            add(tafel.rolle, k.kostensatz, tafel.bindung(ids["bewertung"]), tafel.name)
        argumente[f"kostensatz_{nummer}"] = ids[tafel.rolle]
        if tafel.ab is not None:
            rolle = f"monate.{jahr}.{nummer}"
            titel = f"Monate {jahr} ab {bau.netz[tafel.ab].bezeichnung.removesuffix(', gilt ab')}"
            formel = k.erhoehte_monate_befristet if befristet else k.erhoehte_monate_unbefristet
            add(rolle, formel, {**tage, "ab": tafel.ab}, titel)
            argumente[f"monate_{nummer}"] = ids[rolle]
    add(f"kosten.{jahr}", k.kosten_nach_monaten(len(tafeln) - 1), argumente, f"Kosten {jahr}")
