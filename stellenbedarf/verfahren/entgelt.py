"""From a pay table to personnel cost: steps by their shares, yearly pay, what the employer pays on top.

The formulas are made for the number of steps and factors at hand, so that every step shows all of its numbers.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import add

from stellenbedarf.formel import Ausdruck, Formel, einheit, formel
from stellenbedarf.formel.baum import Symbol, symbole

EUR_IM_MONAT = einheit("EUR je VZÄ je Monat")
_MITTEL = "Entgelttabelle: Summe aus Anteil der Stufe × Entgelt der Stufe"
_PERSONAL = "Jahresentgelt + Jahresentgelt × Arbeitgeberanteile + feste Beträge je Stelle"


@cache
def monatsentgelt(stufen: int) -> Formel:
    """Return the mean pay of a month from `anteil_n` and `entgelt_n` of so many steps."""
    baum: Ausdruck = reduce(add, (Symbol(f"anteil_{n}") * Symbol(f"entgelt_{n}") for n in range(stufen)))
    return Formel("monatsentgelt", "mittleres Monatsentgelt", symbole(baum), baum, EUR_IM_MONAT, _MITTEL,
                  "Monatsentgelt, das sich im Mittel über die besetzten Stufen ergibt.", None)  # fmt: skip


@formel(
    einheit="EUR je VZÄ",
    quelle="Monatsentgelt × (12 Monate + Jahressonderzahlung in Monatsentgelten)",
    bezeichnung="Jahresentgelt",
)
def jahresentgelt(monatsentgelt: Ausdruck, monate_je_jahr: Ausdruck, sonderzahlung: Ausdruck) -> Ausdruck:
    """Entgelt oder Besoldung eines Jahres mit der Sonderzahlung."""
    return monatsentgelt * (monate_je_jahr + sonderzahlung)


@cache
def personalkosten(anteile: int, betraege: int) -> Formel:
    """Return the personnel cost of a year from `jahresentgelt`, shares of it `anteil_n` and amounts `betrag_n`."""
    entgelt = Symbol("jahresentgelt")
    baum: Ausdruck = entgelt
    if anteile:
        baum = baum + entgelt * reduce(add, (Symbol(f"anteil_{n}") for n in range(anteile)))
    baum = reduce(add, (Symbol(f"betrag_{n}") for n in range(betraege)), baum)
    return Formel("personalkosten", "Personalkosten", symbole(baum), baum, einheit("EUR je VZÄ"), _PERSONAL,
                  "Kosten des Arbeitgebers für eine Stelle im Jahr ohne Sach- und Gemeinkosten.", None)  # fmt: skip
