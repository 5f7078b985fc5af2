"""A grid as a table: one or more inputs in rows, or two inputs as rows and columns of one result."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.szenarien.groessen import ziel_id
from stellenbedarf.szenarien.plan import als_zahl
from stellenbedarf.szenarien.raster import Achse, Raster
from stellenbedarf.tabellen import BETRAG, STELLEN, Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import format_fest

MARKE = "◄ Stufe"


class Rastertabellen:
    """Builds the tables of one grid that is small enough to be read."""

    def __init__(self, modell: Rechenmodell, raster: Raster) -> None:
        """Compute the whole grid."""
        self.modell = modell
        self.raster = raster
        bloecke = list(raster.laufe())
        self.werte = [w for b in bloecke for w in b[0].T.tolist()]
        self.ergebnisse = [e for b in bloecke for e in b[1].T.tolist()]
        self.spruenge = [s for b in bloecke for s in b[2].tolist()]
        self.einheiten = [modell.netz[ziel_id(modell, z)].einheit for z in raster.ziele]

    def liste(self) -> Tabelle:
        """Return a row per point; a mark shows where the first result steps."""
        spalten = (
            *(Spalte(a.name, self.titel(a), STELLEN) for a in self.raster.achsen),
            *(Spalte(z, zieltitel(z, e), BETRAG) for z, e in zip(self.raster.ziele, self.einheiten, strict=True)),
            Spalte("stufe", "Stufe"),
        )
        zeilen = [
            (
                *(self.achszelle(a, w) for a, w in zip(self.raster.achsen, werte, strict=True)),
                *(Zelle(self.zielwert(e), als_zahl(e)) for e in ergebnisse),
                Zelle(MARKE if sprung else ""),
            )
            for werte, ergebnisse, sprung in zip(self.werte, self.ergebnisse, self.spruenge, strict=True)
        ]
        return Tabelle("raster", "Raster", spalten, tuple(zeilen))

    def titel(self, achse: Achse) -> str:
        """Return the name of an input with its unit."""
        groesse = self.modell.netz[achse.id]
        einheit = groesse.einheit.anzeige
        return groesse.bezeichnung if groesse.einheit.prozent or not einheit else f"{groesse.bezeichnung} ({einheit})"

    def bildtitel(self, ziel: int = 0) -> str:
        """Return the heading of a picture of one result: `Position 12: Stellenbedarf (VZÄ)`."""
        name = self.raster.ziele[ziel]
        groesse = self.modell.netz[ziel_id(self.modell, name)]
        wo = f"Position {name.split('.', 1)[1].rpartition('.')[0]}: " if name.startswith("position.") else ""
        return zieltitel(f"{wo}{groesse.bezeichnung}", groesse.einheit)

    def achszelle(self, achse: Achse, wert: float) -> Zelle:
        """Return the value of an input."""
        return Zelle(zahltext(als_zahl(wert), self.modell.netz[achse.id].einheit), als_zahl(wert))

    def zielwert(self, wert: float) -> str:
        """Return a result with two decimals."""
        return format_fest(als_zahl(wert), 2)

    def matrix(self, ziel: int = 0) -> list[list[Any]]:
        """Return one result of a grid of two inputs, a list per value of the first."""
        breite = self.raster.form[1]
        alle = [e[ziel] for e in self.ergebnisse]
        return [alle[n : n + breite] for n in range(0, len(alle), breite)]

    def kanten(self) -> list[tuple[int, int, str]]:
        """Return the borders between points at which the first result steps."""
        stufe = self.raster.stufe
        gerundet = [[_gerundet(w, stufe) for w in zeile] for zeile in self.matrix()]
        return [
            (z, s, seite)
            for z, zeile in enumerate(gerundet)
            for s, wert in enumerate(zeile)
            for seite, nachbar in (("links", zeile[s - 1] if s else wert), ("oben", gerundet[z - 1][s] if z else wert))
            if nachbar != wert
        ]


def _gerundet(wert: float, stufe: Fraction) -> Fraction:
    from stellenbedarf.rundung import halb_auf

    return halb_auf(als_zahl(wert) / stufe)


def zieltitel(name: str, einheit: Any) -> str:
    """Return the heading of a result."""
    return f"{name} ({einheit.anzeige})"
