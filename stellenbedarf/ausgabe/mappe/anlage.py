"""Where each quantity lives: sheet, row and column; and how a formula refers to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stellenbedarf.formel.schrift import tabellentext
from stellenbedarf.netz import Groesse, Reihe

SPALTENBUCHSTABEN = 26
MAX_BEREICHE = 200


@dataclass(frozen=True, slots=True)
class Zellort:
    """A cell; row and column count from 0."""

    blatt: str
    zeile: int
    spalte: int

    def adresse(self, von_blatt: str) -> str:
        """Return the absolute address, with the sheet where it is another one."""
        zelle = f"${spaltenname(self.spalte)}${self.zeile + 1}"
        return zelle if self.blatt == von_blatt else f"'{self.blatt}'!{zelle}"


def spaltenname(spalte: int) -> str:
    """Return `A`, `B`, …, `AA` for a column counted from 0."""
    name = ""
    rest = spalte + 1
    while rest:
        rest, ziffer = divmod(rest - 1, SPALTENBUCHSTABEN)
        name = chr(ord("A") + ziffer) + name
    return name


@dataclass(frozen=True, slots=True)
class Positionsblatt:
    """The sheet with one row per position: its rows, and the column of every dimension and role."""

    blatt: str
    erste: int
    letzte: int
    spalten: Mapping[str, int]

    def bereich(self, rolle: str, von_blatt: str) -> str:
        """Return the range of a column over all positions."""
        name = spaltenname(self.spalten[rolle])
        bereich = f"${name}${self.erste + 1}:${name}${self.letzte + 1}"
        return bereich if self.blatt == von_blatt else f"'{self.blatt}'!{bereich}"


class Anlage:
    """The home cell of every quantity, and the formulas that follow from it."""

    def __init__(self) -> None:
        """Start empty."""
        self.orte: dict[str, Zellort] = {}
        self.positionen: Positionsblatt | None = None
        self.schluessel: dict[tuple[str, str], Zellort] = {}

    def formel(self, groesse: Groesse, blatt: str) -> str:
        """Return the live formula of a step for a cell on the given sheet."""
        assert groesse.formel is not None
        bezuege: dict[str, str] = {}
        for name, ziel in groesse.bindung:
            if not isinstance(ziel, Reihe):
                bezuege[name] = self.orte[ziel].adresse(blatt)
                continue
            if ziel.auswahl is not None:
                return f"={self._auswahlsumme(ziel.auswahl, blatt)}"
            bezuege[name] = self._bereiche(ziel.mitglieder, blatt)
        return f"={tabellentext(groesse.formel.baum, bezuege)}"

    def _auswahlsumme(self, auswahl: tuple[str, str, str], blatt: str) -> str:
        """Return the sum of a column over all positions, or over those whose key equals the key cell.

        SUMPRODUCT and not SUMIFS: keys such as `10` or `A*` must match as text and nothing else.
        """
        assert self.positionen is not None
        dimension, schluessel, rolle = auswahl
        werte = self.positionen.bereich(rolle, blatt)
        if not schluessel:
            return f"SUM({werte})"
        zelle = self.schluessel[dimension, schluessel].adresse(blatt)
        return f"SUMPRODUCT(--({self.positionen.bereich(dimension, blatt)}={zelle}),{werte})"

    def _bereiche(self, mitglieder: Iterable[str], blatt: str) -> str:
        """Return the cells of a row as ranges: neighbours below one another are joined."""
        bereiche: list[tuple[Zellort, Zellort]] = []
        for id_ in mitglieder:
            ort = self.orte[id_]
            if bereiche:
                anfang, ende = bereiche[-1]
                if (ort.blatt, ort.spalte, ort.zeile) == (ende.blatt, ende.spalte, ende.zeile + 1):
                    bereiche[-1] = (anfang, ort)
                    continue
            bereiche.append((ort, ort))
        if len(bereiche) > MAX_BEREICHE:
            raise ValueError(f"a formula cannot refer to {len(bereiche)} separate ranges")
        return ",".join(_bereich(a, e, blatt) for a, e in bereiche)


def _bereich(anfang: Zellort, ende: Zellort, blatt: str) -> str:
    if anfang == ende:
        return anfang.adresse(blatt)
    return f"{anfang.adresse(blatt)}:${spaltenname(ende.spalte)}${ende.zeile + 1}"
