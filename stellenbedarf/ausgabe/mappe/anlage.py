"""Where each quantity lives, and how a formula refers to it.

An input lives in one cell of an input sheet. Every computed quantity has a row on the sheet Rechenweg and one cell in
it per scenario; so do the inputs that a scenario can replace. A formula of a scenario refers to the cells of the same
scenario.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stellenbedarf.eingabe.mappe_blatt import spaltenname as name_ab_eins
from stellenbedarf.formel.schrift import tabellentext
from stellenbedarf.netz import Groesse, Reihe
from stellenbedarf.zahlen import read_datum, tageszahl

MAX_BEREICHE = 200
RECHENWEG = "Rechenweg"


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
    return name_ab_eins(spalte + 1)


def bereich(blatt: str, spalte: int, erste: int, letzte: int, von_blatt: str) -> str:
    """Return the address of a part of a column."""
    name = spaltenname(spalte)
    adresse = f"${name}${erste + 1}:${name}${letzte + 1}"
    return adresse if blatt == von_blatt else f"'{blatt}'!{adresse}"


@dataclass
class Anlage:
    """The cells of all quantities.

    `orte`: the cells of the inputs. `ersatz`: the cells of the values by which a scenario replaces one, its own first.
    `tafel`: the cells of the tables that are looked up, keys and rates below one another. On the sheet Rechenweg:
    `zeilen`, the rows; `szenariospalten`, the column of each scenario; `schluesselspalten`, the columns of role, Amt,
    grade, … by which totals pick their rows, which lie between `erste` and `letzte`.
    """

    orte: dict[str, Zellort] = field(default_factory=dict)
    zeilen: dict[str, int] = field(default_factory=dict)
    ersatz: dict[tuple[str, str], tuple[Zellort, ...]] = field(default_factory=dict)
    tafel: dict[str, Zellort] = field(default_factory=dict)
    szenariospalten: Mapping[str, int] = field(default_factory=dict)
    schluesselspalten: Mapping[str, int] = field(default_factory=dict)
    erste: int = 0
    letzte: int = 0

    def ort(self, id_: str, szenario: str) -> Zellort:
        """Return the cell of a quantity in a scenario."""
        if id_ in self.zeilen:
            return Zellort(RECHENWEG, self.zeilen[id_], self.szenariospalten[szenario])
        return self.orte[id_]

    def formel(self, groesse: Groesse, szenario: str) -> str:
        """Return the live formula of a step for its cell in a scenario."""
        assert groesse.formel is not None
        bezuege: dict[str, str] = {}
        for name, ziel in groesse.bindung:
            if not isinstance(ziel, Reihe):
                bezuege[name] = self.ort(ziel, szenario).adresse(RECHENWEG)
            elif ziel.auswahl is not None:
                return f"={self._auswahlsumme(ziel.auswahl, szenario)}"
            else:
                bezuege[name] = self._bereiche(ziel.mitglieder, szenario)
        return f"={tabellentext(groesse.formel.baum, bezuege)}"

    def _spalte(self, spalte: int) -> str:
        return bereich(RECHENWEG, spalte, self.erste, self.letzte, RECHENWEG)

    def _auswahlsumme(self, auswahl: tuple[str, str, str], szenario: str) -> str:
        """Return the sum over all rows of a role, or over those of them that have a key.

        SUMPRODUCT and not SUMIFS: keys such as `10` or `A*` must match as text and nothing else.
        """
        dimension, schluessel, rolle = auswahl
        werte = self._spalte(self.szenariospalten[szenario])
        treffer = f"({self._spalte(self.schluesselspalten['rolle'])}={_text(rolle)})"
        if schluessel:
            gesucht = str(tageszahl(read_datum(schluessel))) if dimension == "beginn" else _text(schluessel)
            treffer += f"*({self._spalte(self.schluesselspalten[dimension])}={gesucht})"
        else:
            treffer = f"--{treffer}"
        return f"SUMPRODUCT({treffer},{werte})"

    def _bereiche(self, mitglieder: Iterable[str], szenario: str) -> str:
        """Return the cells of a row as ranges: neighbours below one another are joined."""
        bereiche: list[tuple[Zellort, Zellort]] = []
        for id_ in mitglieder:
            ort = self.tafel.get(id_) or self.ort(id_, szenario)
            if bereiche:
                anfang, ende = bereiche[-1]
                if (ort.blatt, ort.spalte, ort.zeile) == (ende.blatt, ende.spalte, ende.zeile + 1):
                    bereiche[-1] = (anfang, ort)
                    continue
            bereiche.append((ort, ort))
        if len(bereiche) > MAX_BEREICHE:
            raise ValueError(f"a formula cannot refer to {len(bereiche)} separate ranges")
        return ",".join(
            a.adresse(RECHENWEG) if a == e else bereich(a.blatt, a.spalte, a.zeile, e.zeile, RECHENWEG)
            for a, e in bereiche
        )


def _text(text: str) -> str:
    """Return a text literal for a formula."""
    return '"' + text.replace('"', '""') + '"'
