"""A table understood: columns with their meaning, rows with their kind (position, sum, „davon“), cells as figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from stellenbedarf.pruefung.dokument import Stelle, Tabelle, Zelle
from stellenbedarf.pruefung.verstehen.bewertung import Bewertung, lies_bewertung
from stellenbedarf.pruefung.verstehen.mengen import Menge, lies_zelle
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte, lies_spalte
from stellenbedarf.pruefung.verstehen.teile import Teil


class Zeilenart(StrEnum):
    """Kind of a row."""

    POSITION = "Position"
    SUMME = "Summe"
    DAVON = "davon"
    FORTSETZUNG = "Fortsetzung"
    GRUPPE = "Gruppe"
    UEBERTRAG = "Übertrag"


_SUMME = re.compile(
    r"^(?:gesamt(?:summe|zahl|stellen|kosten|aufwand|bedarf|ergebnis|betrag|aufwendungen)?|(?:end|zwischen|"
    r"teil)?summen?|insgesamt|"
    r"total|zusammen|[σ∑])(?![\w-])|(?<![\w-])(?:gesamt|insgesamt|summe|zusammen)\s*:?$",
    re.I,
)
_ZWISCHEN = re.compile(r"^(?:zwischensumme|teilsumme|summe\s+\S)", re.I)
_DAVON = re.compile(r"^(?:[-–•]\s*)?(?:davon|darunter|hiervon|dav\.|darin enthalten|nachrichtlich)(?!\w)", re.I)
_UEBERTRAG = re.compile(r"^(?:übertrag|vortrag)\b", re.I)
_NACKT = re.compile(r"\d{1,2}[abcü]?", re.I)
_ENTGELTGRUPPE = re.compile(r"EG|E\.?\s?Gr\.?|E|Entgeltgruppe|Entg\.?\s?-?Gr\.?|TVöD(?:\s?EG)?", re.I)
_LEER = re.compile(r"[-–—./\s]*")


@dataclass(frozen=True, slots=True, eq=False)
class Zeile:
    """A row: its kind, its label (the texts in front of the figures) and its cells."""

    art: Zeilenart
    zellen: tuple[Zelle, ...]
    beschriftung: str
    nummer: int

    def menge(self, spalte: Spalte) -> Menge | None:
        """Return the figure in a column in base units (EUR also where the head says T€); None where there is none."""
        menge = lies_zelle(self.zellen[spalte.nummer].text)
        if menge is None or spalte.faktor == 1 or menge.einheit:
            return menge
        return replace(menge, wert=menge.wert * spalte.faktor, feinheit=menge.feinheit * spalte.faktor)

    def wert(self, spalte: Spalte) -> Fraction | None:
        """Return the exact value in a column; None where there is no figure."""
        menge = self.menge(spalte)
        return menge.wert if menge else None

    def text(self, spalte: Spalte) -> str:
        """Return the text in a column on one line."""
        return " ".join(self.zellen[spalte.nummer].text.split())

    def ist_leer(self, spalte: Spalte) -> bool:
        """Tell whether a cell is empty or a dash: counts as nothing in a sum."""
        return _LEER.fullmatch(self.zellen[spalte.nummer].text) is not None

    def bewertung(self, spalte: Spalte) -> Bewertung | None:
        """Return the grade in a column; under a head „EG“ a bare `9b` is one too."""
        text = self.zellen[spalte.nummer].text
        if _NACKT.fullmatch(text.strip()) and _ENTGELTGRUPPE.fullmatch(spalte.kopf):
            text = f"EG {text.strip()}"
        return lies_bewertung(text)

    def ort(self, spalte: Spalte) -> Stelle:
        """Return the place of the cell in a column."""
        return self.zellen[spalte.nummer].stelle

    @property
    def stelle(self) -> Stelle:
        """Return the place of the row."""
        return self.zellen[0].stelle


@dataclass(frozen=True, eq=False)
class Blatt:
    """A table of the paper with its columns and rows; `teil` is the part of the paper it stands in."""

    nummer: int
    stelle: Stelle
    titel: str
    teil: Teil
    block: int
    spalten: tuple[Spalte, ...]
    zeilen: tuple[Zeile, ...]

    def spalte(self, rolle: Rolle) -> Spalte | None:
        """Return the one column of a meaning; None where there is none or more than one that is no difference."""
        treffer = [s for s in self.spalten if s.rolle is rolle and not s.differenz]
        return treffer[0] if len(treffer) == 1 else None

    def alle(self, rolle: Rolle) -> tuple[Spalte, ...]:
        """Return every column of a meaning."""
        return tuple(s for s in self.spalten if s.rolle is rolle)

    @cached_property
    def positionen(self) -> tuple[Zeile, ...]:
        """Return the rows that are neither sums nor „davon“ nor text."""
        return tuple(z for z in self.zeilen if z.art is Zeilenart.POSITION)

    @cached_property
    def summen(self) -> tuple[Zeile, ...]:
        """Return the sum rows."""
        return tuple(z for z in self.zeilen if z.art is Zeilenart.SUMME)


def ist_zwischensumme(zeile: Zeile) -> bool:
    """Tell whether a sum row names itself a subtotal or the sum of something."""
    return _ZWISCHEN.search(zeile.beschriftung) is not None


def lies_blatt(tabelle: Tabelle, nummer: int, teil: Teil, block: int) -> Blatt:
    """Return a table with the meaning of its columns and rows."""
    koepfe = tabelle.zeilen[: tabelle.kopfzeilen]
    breite = len(tabelle.zeilen[0]) if tabelle.zeilen else 0
    texte = [" ".join(dict.fromkeys(z[s].text for z in koepfe if z[s].text)) for s in range(breite)]
    spalten = _nach_inhalt([lies_spalte(s, texte[s]) for s in range(breite)], tabelle)
    koepfe_texte = {tuple(z.text for z in k) for k in koepfe}
    zeilen = [
        _zeile(zellen, n, spalten)
        for n, zellen in enumerate(tabelle.zeilen[tabelle.kopfzeilen :], start=tabelle.kopfzeilen + 1)
        if tuple(z.text for z in zellen) not in koepfe_texte
    ]
    if len(zeilen) > 2 and _ist_summe_ohne_namen(zeilen[-1], zeilen[:-1], spalten):
        zeilen[-1] = replace(zeilen[-1], art=Zeilenart.SUMME)
    return Blatt(nummer, tabelle.stelle, tabelle.titel, teil, block, spalten, tuple(zeilen))


def _ist_summe_ohne_namen(letzte: Zeile, davor: list[Zeile], spalten: tuple[Spalte, ...]) -> bool:
    """Tell whether the last row is a sum that names itself nowhere: it leaves the texts of all other rows empty."""
    if letzte.art is not Zeilenart.POSITION or letzte.beschriftung or letzte.zellen[0].text.strip():
        return False
    return all(z.zellen[0].text.strip() for z in davor) and any(s.ist_menge and letzte.menge(s) for s in spalten)


def _nach_inhalt(spalten: list[Spalte], tabelle: Tabelle) -> tuple[Spalte, ...]:
    """Correct meanings by what stands in the cells: grades are grades, text is no amount."""
    fertig = []
    for spalte in spalten:
        texte = [z[spalte.nummer].text.strip() for z in tabelle.zeilen[tabelle.kopfzeilen :]]
        gefuellt = [x for x in texte if x and not _LEER.fullmatch(x)]
        zahlen = [m for x in gefuellt if (m := lies_zelle(x))]
        if gefuellt and 2 * sum(lies_bewertung(x) is not None for x in gefuellt) > len(gefuellt):
            spalte = replace(spalte, rolle=Rolle.BEWERTUNG)
        elif gefuellt and 2 * len(zahlen) < len(gefuellt) and spalte.ist_menge:
            spalte = replace(spalte, rolle=Rolle.FUNKTION)
        elif spalte.rolle is Rolle.VERMERK and zahlen and 2 * len(zahlen) > len(texte):
            spalte = replace(spalte, rolle=Rolle.UNBEKANNT)  # „befristet“ over a column of amounts
        elif spalte.rolle is Rolle.UNBEKANNT and zahlen and all(m.einheit == "EUR" for m in zahlen):
            spalte = replace(spalte, rolle=Rolle.BETRAG)
        elif zahlen and all(m.einheit == "%" for m in zahlen):
            spalte = replace(spalte, rolle=Rolle.PROZENT)
        fertig.append(spalte)
    return tuple(fertig)


def _zeile(zellen: tuple[Zelle, ...], nummer: int, spalten: tuple[Spalte, ...]) -> Zeile:
    texte = [
        " ".join(z.text.split())
        for z, s in zip(zellen, spalten, strict=True)
        if z.text.strip()
        and lies_zelle(z.text) is None
        and not _LEER.fullmatch(z.text)
        and s.rolle is not Rolle.VERMERK
    ]
    zahlen = [
        s
        for z, s in zip(zellen, spalten, strict=True)
        if lies_zelle(z.text) and s.rolle not in (Rolle.NUMMER, Rolle.ORG)
    ]
    beschriftung = " ".join(texte)
    if any(_UEBERTRAG.search(t) for t in texte):
        art = Zeilenart.UEBERTRAG
    elif not zahlen:
        art = Zeilenart.FORTSETZUNG if not zellen[0].text.strip() else Zeilenart.GRUPPE
    elif any(_DAVON.search(t) for t in texte):
        art = Zeilenart.DAVON
    elif any(_SUMME.search(t) for t in texte):
        art = Zeilenart.SUMME
    else:
        art = Zeilenart.POSITION
    return Zeile(art, zellen, beschriftung, nummer)
