"""The steps of a set of formulas for given inputs and entries of its lists, in an order of computation.

A quantity of an entry is named `list.number.name`, the entries counted from 1; number 0 stands for "no entry", whose
values are the neutral ones of the list.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stellenbedarf.formel.formel import Formel
from stellenbedarf.formel.satz import KONSTANTEN, Formelsatz, Liste

Bezug = str | tuple[str, ...]
OHNE_EINTRAG = 0


@dataclass(frozen=True, slots=True)
class Satzschritt:
    """A formula applied once: `bezuege` names, for every argument, the quantity or the row of quantities bound to it.

    `liste` and `nummer` say for which entry; a formula of the set itself has neither.
    """

    name: str
    formel: Formel
    bezuege: Mapping[str, Bezug]
    liste: Liste | None = None
    nummer: int = OHNE_EINTRAG


def eintragsname(liste: str, nummer: int, name: str) -> str:
    """Return the name of a quantity of an entry."""
    return f"{liste}.{nummer}.{name}"


def abfolge(
    satz: Formelsatz, vorhanden: Collection[str], eintraege: Mapping[str, Sequence[int]] | None = None
) -> tuple[Satzschritt, ...]:
    """Return the steps; side calculations with missing optional inputs drop out, and so do sums over no entry at all.

    Args:
        satz: the set.
        vorhanden: names of the inputs that have a value, those of entries included.
        eintraege: for every list and each of its entries the number of the entry it belongs to, 0 if to none.
    """
    zugehoerig = eintraege or {}
    bekannt = {
        *vorhanden, *KONSTANTEN,
        *(eintragsname(liste.name, OHNE_EINTRAG, e.name) for liste in satz.listen for e in liste.neutral),
    }  # fmt: skip
    schritte = []
    for formel in satz.formeln:
        liste = satz.liste_von(formel.name)
        nummern = range(1, len(zugehoerig.get(liste.name, ())) + 1) if liste else (OHNE_EINTRAG,)
        for nummer in nummern:
            bezuege = {a: _bezug(satz, a, liste, nummer, zugehoerig, bekannt) for a in formel.argumente}
            if all(bekannt.issuperset(b) if isinstance(b, tuple) else b in bekannt for b in bezuege.values()) and all(
                bezuege.values()
            ):
                name = eintragsname(liste.name, nummer, formel.name) if liste else formel.name
                schritte.append(Satzschritt(name, formel, bezuege, liste, nummer))
                bekannt.add(name)
    return tuple(schritte)


def _bezug(
    satz: Formelsatz, name: str, liste: Liste | None, nummer: int, zugehoerig: Mapping[str, Sequence[int]],
    bekannt: Collection[str],
) -> Bezug:  # fmt: skip
    """Return what an argument stands for in the formula of an entry, or (without a list) of the set."""
    fremde = satz.liste_von(name)
    if fremde is None:
        return name
    if fremde is liste:
        return eintragsname(fremde.name, nummer, name)
    if liste is not None and liste.je == fremde.name:
        return eintragsname(fremde.name, zugehoerig[liste.name][nummer - 1], name)
    alle = enumerate(zugehoerig.get(fremde.name, ()), start=1)
    reihe = tuple(eintragsname(fremde.name, n, name) for n, ziel in alle if liste is None or ziel == nummer)
    neutral = eintragsname(fremde.name, OHNE_EINTRAG, name)
    return reihe or ((neutral,) if liste is None and neutral in bekannt else ())
