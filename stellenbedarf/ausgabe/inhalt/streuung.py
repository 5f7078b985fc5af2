"""The spread of the computed posts for papers: quantiles, how often the request covers them, the histogram.

The run is that of `stellenbedarf unsicherheit FALL --startwert 1` with the number of runs that the paper states, so
everybody can repeat it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe import unsicherheit as bericht
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Diagramm, Text, Zahl
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.rechnung.lauf import ersetzungen
from stellenbedarf.szenarien.plan import als_zahl
from stellenbedarf.szenarien.unsicherheit import (
    BEDARF,
    GESAMT,
    LAEUFE,
    LAEUFE_EXAKT,
    QUANTILE,
    STARTWERT,
    Deckung,
    Unsicherheit,
    zahl_prozent,
)
from stellenbedarf.tabellen import ANTEIL, STELLEN, Spalte
from stellenbedarf.zahlen import dezimal, format_zahl

MITTEL, GEDECKT = "mittel", "gedeckt"


def streuungs_id(id_: str, kennzahl: str) -> str:
    """Return the id of a figure of the run: `summe.gesamt.bedarf@p95`, `…@mittel`, `…@gedeckt`."""
    return f"{id_}@{kennzahl}"


class Streuung:
    """The Monte Carlo run of a result."""

    def __init__(self, sicht: Sicht) -> None:
        """Draw and compute."""
        self.sicht = sicht
        ergebnis = sicht.ergebnis
        ersetzt = ersetzungen(ergebnis.modell, ergebnis.szenario)
        self.lauf = Unsicherheit(ergebnis.modell, LAEUFE, STARTWERT, ersetzt=ersetzt)
        if self.lauf.entscheidet_alles_exakt():
            self.lauf.szenarien = LAEUFE_EXAKT
        self.teil = self.lauf.laufe()
        if self.lauf.abbruch is not None:  # a paper never rests on half a run
            raise self.lauf.abbruch

    def kontext(self) -> dict[str, Any] | None:
        """Return the parts by name; None where the ranges leave the computed posts alone."""
        gesamt = [n for n, z in enumerate(self.lauf.ziele) if (z.bereich, z.mass) == (GESAMT, BEDARF)]
        if not gesamt:
            return None
        unten, _, mitte, _, oben = self._quantile(gesamt[0])
        bild = bericht.histogramm(self.lauf, self.teil)
        gedeckt = [self._gedeckt(d, n) for d, n in zip(self.lauf.deckungen, self.teil.gedeckt, strict=True)
                   if d.bereich == GESAMT]  # fmt: skip
        return {
            "unten": unten, "mitte": mitte, "oben": oben,
            "gedeckt": gedeckt[0] if gedeckt else "",
            "laeufe": format_zahl(Fraction(self.lauf.szenarien)),
            "startwert": STARTWERT,
            "quantile": self._quantiltabelle(),
            "deckung": self._deckungstabelle(),
            "diagramm": (Diagramm(bild),) if bild else (),
        }  # fmt: skip

    def _zahl(self, id_: str, kennzahl: str, wert: float, text: str = "") -> Zahl:
        zahl = als_zahl(wert)
        schreibweise = self.sicht.tabellen.schreibweise
        return Zahl(text or schreibweise.fest(id_, zahl), self.sicht.bloecke.marke(id_), streuungs_id(id_, kennzahl),
                    dezimal(zahl))  # fmt: skip

    def _quantile(self, nummer: int) -> list[Zahl]:
        ziel, tabelle = self.lauf.ziele[nummer], self.teil.tabellen[nummer]
        return [self._zahl(ziel.id, f"p{int(q * 100)}", tabelle.quantil(q)) for q in QUANTILE]

    def _gedeckt(self, deckung: Deckung, anzahl: int) -> Zahl | str:
        """Return in which share of the runs the request covers the need; what is not quite all or none is a text."""
        text = zahl_prozent(anzahl, self.teil.szenarien)
        if not text[0].isdigit():
            return text
        anteil = dezimal(Fraction(anzahl, self.teil.szenarien))
        return Zahl(text, self.sicht.bloecke.marke(deckung.bedarf), streuungs_id(deckung.bedarf, GEDECKT), anteil)

    def _quantiltabelle(self) -> tuple[Block, ...]:
        spalten = (
            Spalte("bereich", "Bereich"), Spalte("mass", "Größe"),
            *(Spalte(f"p{int(q * 100)}", f"P{int(q * 100)}", STELLEN) for q in QUANTILE),
            Spalte(MITTEL, "Mittel", STELLEN),
        )  # fmt: skip
        zeilen = []
        for nummer, ziel in enumerate(self.lauf.ziele):
            mittel = self._zahl(ziel.id, MITTEL, self.teil.tabellen[nummer].mittel)
            zellen = (*self._quantile(nummer), mittel)
            zeilen.append((zelle(ziel.bereich), zelle(ziel.mass), *(zelle(z) for z in zellen)))
        return tabellenblock("Streuung von Stellen (VZÄ) und Kosten (EUR)", spalten, zeilen,
                             (18, 10, 12, 12, 12, 12, 12, 12))  # fmt: skip

    def _deckungstabelle(self) -> tuple[Block, ...]:
        spalten = (Spalte("bereich", "Bereich"), Spalte("bedarf", "berechnet", STELLEN),
                   Spalte("beantragt", "beantragt", STELLEN), Spalte("anteil", "gedeckt in", ANTEIL))  # fmt: skip
        zeilen = []
        for deckung, anzahl in zip(self.lauf.deckungen, self.teil.gedeckt, strict=True):
            gedeckt = self._gedeckt(deckung, anzahl)
            anteil = zelle(gedeckt) if isinstance(gedeckt, Zahl) else (Text(gedeckt),)
            zahlen = (zelle(self.sicht.zahl(i)) for i in (deckung.bedarf, deckung.beantragt))
            zeilen.append((zelle(deckung.bereich), *zahlen, anteil))
        return tabellenblock("Wie oft die beantragten Stellen den Bedarf decken", spalten, zeilen, (40, 20, 20, 20))
