"""Comparisons as formulas: own work against a contract with its break-even, and posts needed against posts there."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from stellenbedarf.formel import Ausdruck, Formel, Rundung, aufrunden, einheit, formel, summe, wenn
from stellenbedarf.formel.baum import Konstante, Symbol, symbole

_CENT = Rundung(2, "Beträge werden in Cent geführt")
_EIGEN = "Vergleich von Eigenleistung und Vergabe: feste Kosten + Menge × Kosten je Einheit"
_SOLL_IST = "Soll-Ist-Vergleich: rechnerischer Bedarf und vorhandene Stellen"


@formel(einheit="EUR", quelle=_EIGEN, bezeichnung="Kosten der Eigenleistung", rundung=_CENT)
def eigenkosten(festkosten: Ausdruck, menge: Ausdruck, stueckkosten: Ausdruck) -> Ausdruck:
    """Jährliche Kosten, wenn die Leistung selbst erbracht wird."""
    return festkosten + menge * stueckkosten


@formel(einheit="EUR", quelle=_EIGEN, bezeichnung="Vorteil der Eigenleistung")
def kostenvorteil(sachkosten: Ausdruck, eigenkosten: Ausdruck) -> Ausdruck:
    """Sachkosten abzüglich der Kosten der Eigenleistung; negativ heißt: die Vergabe ist günstiger."""
    return sachkosten - eigenkosten


@formel(einheit="EUR je Einheit", quelle=_EIGEN, bezeichnung="Vorteil je Einheit")
def stueckvorteil(stueckpreis: Ausdruck, stueckkosten: Ausdruck) -> Ausdruck:
    """Preis je Einheit abzüglich der eigenen Kosten je Einheit."""
    return stueckpreis - stueckkosten


@formel(
    einheit="Einheiten",
    quelle="feste Kosten / Vorteil je Einheit; ohne Vorteil je Einheit gibt es keine Gewinnschwelle",
    bezeichnung="Gewinnschwelle (0: keine)",
)
def gewinnschwelle(festkosten: Ausdruck, stueckvorteil: Ausdruck) -> Ausdruck:
    """Menge im Jahr, ab der die Eigenleistung nicht teurer ist; 0, wenn es keine gibt."""
    return wenn(stueckvorteil > 0, aufrunden(festkosten / stueckvorteil, 0), 0)


@formel(einheit="VZÄ", quelle=_SOLL_IST, bezeichnung="Soll")
def soll(bedarf: Ausdruck) -> Ausdruck:
    """Rechnerischer Bedarf aller Positionen, für die die vorhandenen Stellen da sind."""
    return summe(bedarf)


@formel(einheit="VZÄ", quelle=_SOLL_IST, bezeichnung="Soll abzüglich Ist")
def unterdeckung(soll: Ausdruck, vorhanden: Ausdruck) -> Ausdruck:
    """Soll abzüglich Ist; positiv heißt Unterdeckung, negativ Überdeckung."""
    return soll - vorhanden


@formel(einheit="%", quelle=f"{_SOLL_IST}; über 100 % heißt überlastet", bezeichnung="Auslastung")
def auslastung(soll: Ausdruck, vorhanden: Ausdruck) -> Ausdruck:
    """Soll im Verhältnis zum Ist."""
    return soll / vorhanden


@cache
def mittlerer_kostensatz(anzahl: int) -> Formel:
    """Return the mean rate of so many positions: by their posts, and the plain mean where all of them have none."""
    kosten, stellen, saetze = Symbol("kosten"), Symbol("stellen"), Symbol("kostensaetze")
    baum = wenn(summe(stellen) > 0, summe(kosten) / summe(stellen), summe(saetze) / Konstante(Fraction(anzahl)))
    return Formel(
        "mittlerer_kostensatz", "Kostensatz", symbole(baum), baum, einheit("EUR je VZÄ"),
        "nach Stellen gewichtetes Mittel der Kostensätze; wo alle Positionen 0 Stellen haben, ihr einfaches Mittel",
        "Kostensatz, mit dem die Differenz von Soll und Ist bewertet wird.", None,
    )  # fmt: skip


@formel(einheit="EUR", quelle="Soll abzüglich Ist × Kostensatz", bezeichnung="Kosten der Differenz", rundung=_CENT)
def differenzkosten(unterdeckung: Ausdruck, kostensatz: Ausdruck) -> Ausdruck:
    """Jährliche Kosten der fehlenden Stellen; negativ bei Überdeckung."""
    return unterdeckung * kostensatz
