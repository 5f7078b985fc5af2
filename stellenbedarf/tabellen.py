"""Tables of a result with a documented column contract: what every output reads.

A table is plain data, so that the command line need not load pandas; `als_dataframe` makes a DataFrame of it with one
column per `Spalte.name`, exact numbers as `Fraction` or `Decimal`-ready strings kept as objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stellenbedarf.modell.fall import BASIS, Position
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import szenarien
from stellenbedarf.rechnung.positionen import abweichung_id, beantragt_id
from stellenbedarf.rechnung.summen import DIMENSION_TITEL, GESAMT

if TYPE_CHECKING:
    import pandas as pd

TEXT, STELLEN, BETRAG, ANTEIL = "text", "stellen", "eur", "anteil"
LEER = "–"


@dataclass(frozen=True, slots=True)
class Spalte:
    """A column: name in DataFrames, title for readers, kind (`text`, `stellen` in VZÄ, `eur`, `anteil`)."""

    name: str
    titel: str
    art: str = TEXT

    @property
    def rechts(self) -> bool:
        """Tell whether the column holds figures and is aligned to the right."""
        return self.art != TEXT


@dataclass(frozen=True, slots=True)
class Zelle:
    """A cell: the text to show, the exact value, and the id of the quantity it shows (empty for plain text).

    `szenario` says in which scenario the quantity has this value.
    """

    text: str
    wert: Any = None
    id: str = ""
    szenario: str = ""


@dataclass(frozen=True, slots=True)
class Tabelle:
    """A table; the last row is a total where `summenzeile` is set."""

    name: str
    titel: str
    spalten: tuple[Spalte, ...]
    zeilen: tuple[tuple[Zelle, ...], ...]
    summenzeile: bool = False

    def als_dataframe(self) -> pd.DataFrame:
        """Return the rows without the total as a DataFrame with the exact values (texts where there is no value)."""
        import pandas as pd

        zeilen = self.zeilen[:-1] if self.summenzeile else self.zeilen
        daten = [[z.text if z.wert is None else z.wert for z in zeile] for zeile in zeilen]
        return pd.DataFrame(daten, columns=[s.name for s in self.spalten])


class Tabellen:
    """Builds the tables of one result."""

    def __init__(self, ergebnis: Ergebnis) -> None:
        """Bind to a result; labels and notation are shared with the Rechenweg."""
        self.ergebnis = ergebnis
        self.rechenweg = Rechenweg(ergebnis)
        self.schreibweise = self.rechenweg.schreibweise

    def zahl(self, id_: str | None) -> Zelle:
        """Return the cell of a quantity; a dash where there is none."""
        if id_ is None:
            return Zelle(LEER)
        return Zelle(self.schreibweise.anzeige(id_), self.ergebnis.werte[id_], id_, self.ergebnis.szenario)

    def veraenderung(self, id_: str | None) -> Zelle:
        """Return the cell of a difference of posts, with its sign; a dash where there is none."""
        zelle = self.zahl(id_)
        return replace(zelle, text=self.mit_vorzeichen(zelle.wert)) if zelle.id else zelle

    def _summenzelle(self, mass: str, dimension: str = GESAMT, schluessel: str = "") -> Zelle:
        return self.zahl(self.ergebnis.summen_id(mass, dimension, schluessel))

    def titel_von(self, dimension: str, schluessel: str) -> str:
        """Return the wording of a key: `Jobcenter (Amt 29)`, `290 – Jobcenter`, or the grade."""
        for fall in self.ergebnis.modell.faelle:
            for amt in fall.aemter.values():
                if dimension == "amt" and amt.schluessel == schluessel:
                    return f"{amt.name} (Amt {schluessel})" if schluessel[:1].isdigit() else amt.name
                if dimension == "teilhaushalt" and amt.teilhaushalt == schluessel and amt.teilhaushalt_name:
                    return f"{schluessel} – {amt.teilhaushalt_name}"
        return schluessel

    def je(self, dimension: str) -> Tabelle:
        """Return posts, cost, refund and net per key of a dimension (`amt`, `teilhaushalt`, `bewertung`)."""
        masse = ["stellen", "kosten"]
        if self.ergebnis.summe("erstattung") is not None:
            masse += ["erstattung", "netto"]
        spalten = (Spalte(dimension, DIMENSION_TITEL[dimension]), *(_MASS_SPALTEN[m] for m in masse))
        zeilen = [
            (Zelle(self.titel_von(dimension, s), s), *(self._summenzelle(m, dimension, s) for m in masse))
            for s in self.ergebnis.schluessel(dimension)
        ]
        zeilen.append((Zelle("Gesamt"), *(self._summenzelle(m) for m in masse)))
        titel = f"Stellen und Kosten je {DIMENSION_TITEL[dimension]}"
        return Tabelle(f"je_{dimension}", titel, spalten, tuple(zeilen), summenzeile=True)

    def je_jahr(self) -> Tabelle:
        """Return cost, refund and net per Haushaltsjahr."""
        masse = ["kosten"]
        if self.ergebnis.summe("erstattung") is not None:
            masse += ["erstattung", "netto"]
        spalten = (Spalte("jahr", "Haushaltsjahr"), *(_MASS_SPALTEN[m] for m in masse))
        zeilen = tuple(
            (Zelle(str(j), j), *(self._summenzelle(f"{m}.{j}") for m in masse)) for j in self.ergebnis.modell.jahre
        )
        return Tabelle("je_jahr", "Kosten je Haushaltsjahr", spalten, zeilen)

    def teilhaushalt_je_jahr(self) -> Tabelle:
        """Return cost per Teilhaushalt (rows) and Haushaltsjahr (columns)."""
        jahre = self.ergebnis.modell.jahre
        spalten = (
            Spalte("teilhaushalt", "Teilhaushalt"),
            *(Spalte(f"kosten_{j}", f"{j} (EUR)", BETRAG) for j in jahre),
        )
        zeilen = [
            (
                Zelle(self.titel_von("teilhaushalt", s), s),
                *(self._summenzelle(f"kosten.{j}", "teilhaushalt", s) for j in jahre),
            )
            for s in self.ergebnis.schluessel("teilhaushalt")
        ]
        zeilen.append((Zelle("Gesamt"), *(self._summenzelle(f"kosten.{j}") for j in jahre)))
        return Tabelle("teilhaushalt_je_jahr", "Mittel je Teilhaushalt und Haushaltsjahr", spalten, tuple(zeilen), True)

    def positionen(self, amt: str | None = None) -> Tabelle:
        """Return the positions in the six columns of the Stuttgart form, all or those of one Amt."""
        posten = [p for p in self.ergebnis.modell.posten if amt in (None, p.position.amt)]
        zeilen = [
            (
                Zelle(p.position.org_einheit or p.position.amt),
                Zelle(p.position.bewertung),
                Zelle(p.position.funktion),
                self.zahl(p.ids["stellen"]),
                Zelle(vermerk(p.position)),
                self.zahl(p.ids["kosten"]),
            )
            for p in posten
        ]
        dimension = (GESAMT, "") if amt is None else ("amt", amt)
        gesamt = (
            Zelle("Gesamt"), Zelle(""), Zelle(""), self._summenzelle("stellen", *dimension), Zelle(""),
            self._summenzelle("kosten", *dimension),
        )  # fmt: skip
        return Tabelle("positionen", "Stellen", _POSITIONSSPALTEN, (*zeilen, gesamt), summenzeile=True)

    def bemessungen(self) -> Tabelle:
        """Return per Bemessung: positions, method, what it rests on, computed, requested, difference."""
        spalten = (
            Spalte("position", "Position"), Spalte("funktion", "Funktion"), Spalte("verfahren", "Verfahren"),
            Spalte("grundlage", "Grundlage"), Spalte("bedarf", "berechnet", STELLEN),
            Spalte("stellen", "beantragt", STELLEN), Spalte("differenz", "Differenz", STELLEN),
        )  # fmt: skip
        return Tabelle("bemessungen", "Bemessung der Stellen", spalten, tuple(self._bemessungszeilen()))

    def _bemessungszeilen(self) -> Iterable[tuple[Zelle, ...]]:
        for bemessung in self.ergebnis.modell.bemessungen:
            posten = self.ergebnis.modell.posten_von(bemessung)
            yield (
                Zelle(self.ergebnis.modell.nummern(posten)),
                Zelle(bemessung.bemessung.bezeichnung or posten[0].position.funktion),
                Zelle(bemessung.verfahrenstitel),
                Zelle(bemessung.grundlage),
                self.zahl(bemessung.ergebnis) if bemessung.misst else Zelle(LEER),
                self.zahl(beantragt_id(bemessung, posten)),
                self.veraenderung(abweichung_id(bemessung, posten)),
            )

    def mit_vorzeichen(self, wert: Fraction) -> str:
        """Return a difference of posts with its sign; what rounds to zero has none."""
        text = self.schreibweise.stellen(wert)
        return f"+{text}" if wert > 0 and text.strip("0,") != "" else text


def szenarienvergleich(ergebnisse: Sequence[Ergebnis]) -> Tabelle:
    """Return the computed posts of every Bemessung that differs between the scenarios, one row per scenario."""
    tabellen = [Tabellen(e) for e in ergebnisse]
    modell = ergebnisse[0].modell
    texte = szenarien(modell)
    spalten = (
        Spalte("bemessung", "Bemessung"), Spalte("szenario", "Szenario"), Spalte("bedarf", "berechnet", STELLEN),
        Spalte("stellen", "beantragt", STELLEN), Spalte("differenz", "Differenz", STELLEN),
    )  # fmt: skip
    zeilen = []
    for bemessung in modell.bemessungen:
        if len({e.werte[bemessung.ergebnis] for e in ergebnisse}) < 2:
            continue
        posten = modell.posten_von(bemessung)
        beantragt = beantragt_id(bemessung, posten)
        name = bemessung.bemessung.bezeichnung or posten[0].position.funktion
        for nummer, (tabelle, e) in enumerate(zip(tabellen, ergebnisse, strict=True)):
            titel = "Basis" if e.szenario == BASIS else texte[e.szenario].beschreibung
            zeilen.append((
                Zelle("" if nummer else name), Zelle(titel), tabelle.zahl(bemessung.ergebnis), tabelle.zahl(beantragt),
                tabelle.veraenderung(abweichung_id(bemessung, posten)),
            ))  # fmt: skip
    return Tabelle("szenarien", "Berechneter Bedarf in den Szenarien", spalten, tuple(zeilen))


def vermerk(position: Position) -> str:
    """Return the Stellenvermerk of a position; a dash where there is none."""
    return position.vermerk or LEER


_MASS_SPALTEN = {
    "stellen": Spalte("stellen", "Stellen", STELLEN),
    "kosten": Spalte("kosten", "Kosten (EUR)", BETRAG),
    "erstattung": Spalte("erstattung", "Erstattung (EUR)", BETRAG),
    "netto": Spalte("netto", "Netto (EUR)", BETRAG),
}
_POSITIONSSPALTEN = (
    Spalte("org_einheit", "Org.-Einheit"),
    Spalte("bewertung", "Stellenwert"),
    Spalte("funktion", "Funktionsbezeichnung"),
    Spalte("stellen", "Anzahl der Stellen", STELLEN),
    Spalte("vermerk", "Stellenvermerk"),
    Spalte("kosten", "Durchschnittlicher jährlicher kostenwirksamer Aufwand (EUR)", BETRAG),
)
