"""What drives a result: the effect of every assumption as table, tornado chart, sentence and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.diagramme import tornado
from stellenbedarf.formel.einheit import Einheit
from stellenbedarf.rechnung.empfindlichkeit import SPIELRAUM, Folge, Wirkung, wirkungen
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.schreibweise import Schreibweise, zahltext
from stellenbedarf.szenarien.plan import als_zahl
from stellenbedarf.szenarien.sobol import Index, Sobol
from stellenbedarf.tabellen import ANTEIL, LEER, STELLEN, Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import GESCHUETZTES_LEERZEICHEN, dezimal, format_fest, format_prozent, format_zahl

_ZIEL = "ziel"
_ANNAHME_STELLEN = 4


@dataclass(frozen=True, slots=True)
class Zeile:
    """An assumption: its effect, the width of the results, and its Sobol indices where it has been drawn."""

    wirkung: Wirkung
    breite: Fraction
    index: Index | None


class Sensitivitaet:
    """The effect of every assumption on one result, the strongest first."""

    def __init__(self, basis: Ergebnis, ziel: str, sobol: Sobol | None = None, indizes: Sequence[Index] = ()) -> None:
        """Compute the ends of all ranges.

        Args:
            basis: the result that is varied.
            ziel: id of the quantity.
            sobol: the run that gave the indices.
            indizes: its indices.
        """
        self.basis, self.ziel, self.sobol, self.indizes = basis, ziel, sobol, indizes
        self.netz = basis.modell.netz
        self.mitte: Fraction = basis.werte[ziel]
        self._schreibweise = Schreibweise(basis)
        nach_id = {i.eingabe: i for i in indizes}
        zeilen = [
            Zeile(w, self._breite(w), nach_id.get(w.variation.id))
            for w in wirkungen(basis.modell, basis, {_ZIEL: ziel})
        ]
        self.zeilen = sorted((z for z in zeilen if z.breite or z.index), key=lambda z: -z.breite)

    def _breite(self, wirkung: Wirkung) -> Fraction:
        ergebnisse = [self.mitte, *(f.summen[_ZIEL] for f in wirkung.folgen if not f.unmoeglich)]
        return max(ergebnisse) - min(ergebnisse)

    def _einheit(self) -> Einheit:
        return self.netz[self.ziel].einheit

    def zieltext(self, wert: Fraction) -> str:
        """Return a result in the notation of the papers."""
        return self._schreibweise.fest(self.ziel, wert)

    def _annahme(self, id_: str, wert: Fraction) -> str:
        einheit = self.netz[id_].einheit
        text = zahltext(wert, einheit)
        return text if einheit.prozent or not einheit.anzeige else f"{text}{GESCHUETZTES_LEERZEICHEN}{einheit.anzeige}"

    def _name(self, id_: str) -> tuple[str, str]:
        """Return name and unit of an assumption; shares carry their unit with the value."""
        groesse = self.netz[id_]
        return groesse.bezeichnung, "" if groesse.einheit.prozent else groesse.einheit.anzeige

    def tabelle(self) -> Tabelle:
        """Return the ranking: both ends of each range, what follows, and the indices where there are any."""
        ziel, einheit = self.netz[self.ziel], self._einheit().anzeige
        spalten = [
            Spalte("rang", "Rang"), Spalte("annahme", "Annahme"), Spalte("einheit", "Einheit"),
            Spalte("wert", "angesetzt", STELLEN),
            Spalte("niedrig", "unten", STELLEN), Spalte("hoch", "oben", STELLEN), Spalte("spanne", "Spanne"),
            Spalte("bei_niedrig", f"{einheit} bei unten", STELLEN), Spalte("bei_hoch", f"{einheit} bei oben", STELLEN),
            Spalte("breite", "Breite", STELLEN),
        ]  # fmt: skip
        if self.sobol:
            spalten += [Spalte("allein", "allein", ANTEIL), Spalte("gesamt", "mit Wechselwirkung", ANTEIL)]
        zeilen = tuple((Zelle(str(n)), *self._zellen(z)) for n, z in enumerate(self.zeilen, start=1))
        return Tabelle("sensitivitaet", f"Wovon „{ziel.bezeichnung}“ ({einheit}) abhängt", tuple(spalten), zeilen)

    def _zellen(self, zeile: Zeile) -> Iterator[Zelle]:
        v = zeile.wirkung.variation
        name, einheit = self._name(v.id)
        yield Zelle(name, v.id)
        yield Zelle(einheit)
        for wert in (v.wert, *v.seiten):
            yield Zelle(zahltext(wert, self.netz[v.id].einheit), wert)
        yield Zelle("aus dem Fall" if v.aus_spanne else f"±{GESCHUETZTES_LEERZEICHEN}{format_prozent(SPIELRAUM)}")
        for folge in zeile.wirkung.folgen:
            yield Zelle("nicht möglich") if folge.unmoeglich else self._zielzelle(folge.summen[_ZIEL])
        yield self._zielzelle(zeile.breite)
        if self.sobol:
            for anteil in (zeile.index.allein, zeile.index.gesamt) if zeile.index else (None, None):
                yield Zelle(LEER) if anteil is None else _anteil(anteil)

    def _zielzelle(self, wert: Fraction) -> Zelle:
        return Zelle(self.zieltext(wert), wert)

    def bild(self) -> tornado.Tornado | None:
        """Return the chart of the strongest assumptions; None where nothing moves."""
        zeilen = [z for z in self.zeilen if z.breite][: tornado.MAX_ZEILEN]
        if not zeilen:
            return None
        ziel = self.netz[self.ziel]
        return tornado.Tornado(
            titel=f"Wovon „{ziel.bezeichnung}“ ({ziel.einheit.anzeige}) abhängt",
            achse=ziel.einheit.anzeige,
            mitte=self.mitte,
            mittetext=self.zieltext(self.mitte),
            zeilen=tuple(
                tornado.Zeile(*self._name(z.wirkung.variation.id), *(self._seite(z, f) for f in z.wirkung.folgen))
                for z in zeilen
            ),
        )

    def _seite(self, zeile: Zeile, folge: Folge) -> tornado.Seite | None:
        if folge.unmoeglich:
            return None
        ergebnis = folge.summen[_ZIEL]
        wert = zahltext(folge.wert, self.netz[zeile.wirkung.variation.id].einheit)
        return tornado.Seite(wert, ergebnis, self.zieltext(ergebnis))

    def satz(self) -> str:
        """Return what drives the result in one sentence for the paper."""
        ziel = self.netz[self.ziel].bezeichnung
        staerkste = next((z for z in self.zeilen if z.breite), None)
        if staerkste is None:
            return f"Keine Annahme ändert „{ziel}“."
        v = staerkste.wirkung.variation
        moeglich = [f for f in staerkste.wirkung.folgen if not f.unmoeglich]
        folgen = " und ".join(f"{self.zieltext(f.summen[_ZIEL])} bei {self._annahme(v.id, f.wert)}" for f in moeglich)
        text = f"Am stärksten hängt „{ziel}“ von „{self.netz[v.id].bezeichnung}“ ab: {folgen}"
        if self.indizes:
            erster = self.indizes[0]
            text += (
                f"; von der Streuung aller Annahmen mit Spanne gehen {_anteil(erster.gesamt).text} auf "
                f"„{self.netz[erster.eingabe].bezeichnung}“ zurück"
            )
        return f"{text}."

    def erlaeuterung(self) -> list[str]:
        """Return how the table is to be read."""
        zeilen = [
            "Geändert ist jeweils eine Annahme, alles andere bleibt gleich; ohne Änderung: "
            f"{self.zieltext(self.mitte)} {self._einheit().anzeige}."
        ]
        if self.sobol is None:
            return [*zeilen, "Mit --startwert ZAHL kommen Sobol-Indizes dazu, die alle Spannen zugleich betrachten."]
        if not self.indizes:
            return [*zeilen, "Die Größe bewegt sich in den Spannen nicht; Sobol-Indizes gibt es daher nicht."]
        zusammen = sum(i.allein for i in self.indizes)
        fehler = max(max(i.allein_fehler, i.gesamt_fehler) for i in self.indizes)
        paare = format_zahl(Fraction(self.sobol.gerechnet))
        return [
            *zeilen,
            "Sobol-Indizes: Anteil an der Streuung, wenn alle Annahmen mit Spanne zugleich streuen, allein und mit "
            f"Wechselwirkung; allein erklären sie zusammen {_anteil(zusammen).text}. Standardfehler höchstens "
            f"{format_fest(als_zahl(100 * fehler), 2)} Prozentpunkte ({paare} Paare, Startwert "
            f"{self.sobol.startwert}).",
        ]

    def als_json(self) -> str:
        """Return everything as JSON text; numbers are strings of decimals, shares count to 1."""
        daten: dict[str, Any] = {
            "ziel": self.ziel,
            "bezeichnung": self.netz[self.ziel].bezeichnung,
            "einheit": self._einheit().anzeige,
            "szenario": self.basis.szenario,
            "wert": dezimal(self.mitte),
            "startwert": self.sobol.startwert if self.sobol else None,
            "paare": self.sobol.gerechnet if self.sobol else None,
            "annahmen": [self._eintrag(z) for z in self.zeilen],
            "satz": self.satz(),
        }
        return json.dumps(daten, ensure_ascii=False, indent=2)

    def _eintrag(self, zeile: Zeile) -> dict[str, Any]:
        v = zeile.wirkung.variation
        seiten = [
            {"wert": dezimal(f.wert), "ergebnis": None if f.unmoeglich else dezimal(f.summen[_ZIEL]),
             "unmoeglich": f.unmoeglich}
            for f in zeile.wirkung.folgen
        ]  # fmt: skip
        index = {
            name: dezimal(als_zahl(getattr(zeile.index, name)))
            for name in ("allein", "allein_fehler", "gesamt", "gesamt_fehler")
        } if zeile.index else None  # fmt: skip
        return {
            "id": v.id, "bezeichnung": self.netz[v.id].bezeichnung, "wert": dezimal(v.wert), "aus_spanne": v.aus_spanne,
            "niedrig": seiten[0], "hoch": seiten[1], "breite": dezimal(zeile.breite), "sobol": index,
        }  # fmt: skip


def _anteil(anteil: float) -> Zelle:
    """Return a share of the variance; an estimate a little outside 0 and 1 is shown at the end of the scale."""
    wert = als_zahl(min(1.0, max(0.0, anteil)))
    return Zelle(f"{format_fest(wert * 100, 1)}{GESCHUETZTES_LEERZEICHEN}%", wert)
