"""How far the computed posts can be relied on, for papers: scenarios, spread, the reverse question.

The figures are those of the commands `szenarien`, `unsicherheit` and `umkehr`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.inhalt.bloecke import Block, Diagramm, Laeufe, Zahl
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.streuung import Streuung
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.ausgabe.szenarienbild import szenarienbild
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.lauf import ersetzungen
from stellenbedarf.rechnung.positionen import beantragt_id
from stellenbedarf.szenarien.intervall import Intervall
from stellenbedarf.szenarien.umkehr import kehre_um
from stellenbedarf.szenarien.unsicherheit import spannen
from stellenbedarf.szenarientabellen import Szenarientabellen
from stellenbedarf.zahlen import dezimal, format_prozent, format_zahl

_GLEICH = ("stellen", "kosten", "netto")
_UMKEHRSTELLEN = 2


def kontext(sicht: Sicht) -> Mapping[str, Any]:
    """Return the parts by name, for text templates."""
    return {"belastbarkeit": _Belastbarkeit(sicht).kontext()}


class _Belastbarkeit:
    def __init__(self, sicht: Sicht) -> None:
        self.sicht = sicht
        self.ergebnis = sicht.ergebnis
        self.modell = sicht.ergebnis.modell
        self.ersetzt = ersetzungen(self.modell, self.ergebnis.szenario)
        self.spannen = spannen(self.modell, self.ersetzt)

    def kontext(self) -> dict[str, Any]:
        return {
            "szenarien": self._szenarien(),
            "streuung": Streuung(self.sicht).kontext() if self.spannen else None,
            "umkehr": list(self._umkehr()),
        }

    # Scenarios ---------------------------------------------------------------------------------------------------

    def _szenarien(self) -> dict[str, Any] | None:
        """Return tables and chart of the scenarios; None where there are none."""
        alle = self.sicht.bloecke.je_szenario
        if len(alle) < 2:
            return None
        tabellen = Szenarientabellen(alle)
        return {
            "antrag_gleich": all(len({e.summe(m) for e in alle}) == 1 for m in _GLEICH),
            "summen": self.sicht.bloecke.tabelle(tabellen.summen()),
            "annahmen": self._annahmen(tabellen),
            "diagramm": (Diagramm(bild),) if (bild := szenarienbild(alle)) else (),
        }

    def _annahmen(self, tabellen: Szenarientabellen) -> tuple[Block, ...]:
        """Return what differs between the scenarios; inputs of the document's own scenario lead to their entry."""
        tabelle = tabellen.annahmen()
        zeilen: list[tuple[Laeufe, ...]] = []
        for name, einheit, *werte in tabelle.zeilen:
            marke = self.sicht.rechenweg.marke(name.wert)
            zahlen = (
                Zahl(w.text, marke, name.wert, dezimal(w.wert),
                     szenario="" if e is self.ergebnis else e.szenario)
                for e, w in zip(tabellen.ergebnisse, werte, strict=True)
            )  # fmt: skip
            zeilen.append((zelle(name.text), zelle(einheit.text), *(zelle(z) for z in zahlen)))
        breiten = (30, 14, *[56 // len(tabellen.ergebnisse)] * len(tabellen.ergebnisse))
        return tabellenblock("Was die Szenarien unterscheidet", tabelle.spalten, zeilen, breiten)

    # The reverse question ----------------------------------------------------------------------------------------

    def _umkehr(self) -> Iterable[dict[str, Any]]:
        """Yield, for every measured Bemessung that differs from the request, what the request would presuppose."""
        for b in self.modell.bemessungen:
            posten = self.modell.posten_von(b)
            if not (b.misst and posten) or any(p.position.beantragt is None for p in posten):
                continue
            werte, beantragt = self.ergebnis.werte, beantragt_id(b, posten)
            if werte[beantragt] == werte[b.ergebnis]:
                continue
            ziel = Intervall(werte[beantragt], werte[beantragt])
            wirksam = self.modell.netz.vorgaenger_von([b.ergebnis])
            for annahme in (i for i in self.spannen if i in wirksam):
                try:
                    loesung = kehre_um(self.modell, annahme, b.ergebnis, ziel, self.ersetzt)
                except StellenbedarfFehler:  # the values of the other Annahmen leave it without any effect
                    continue
                yield {
                    **self._frage(b, annahme, beantragt),
                    "loesungen": [self._loesung(annahme, b.ergebnis, werte[beantragt], m) for m in loesung.mengen],
                    "innerhalb": any(not m.schnitt(self._spanne(annahme)).leer for m in loesung.mengen),
                }

    def _frage(self, b: BemessungsErgebnis, annahme: str, beantragt: str) -> dict[str, Any]:
        posten = self.modell.posten_von(b)
        groesse, spanne = self.modell.netz[annahme], self._spanne(annahme)
        return {
            "nummern": self.modell.nummern(posten),
            "eine": len(posten) == 1,
            "name": b.bemessung.bezeichnung or posten[0].position.funktion,
            "beantragt": self.sicht.zahl(beantragt),
            "annahme": groesse.bezeichnung,
            "einheit": "" if groesse.einheit.prozent else groesse.einheit.anzeige,
            "spanne": [self._wert(annahme, w) for w in (spanne.unten, spanne.oben) if w is not None],
        }

    def _spanne(self, annahme: str) -> Intervall:
        v = self.spannen[annahme]
        return Intervall(min(v.werte), max(v.werte)) if v.werte else Intervall(v.niedrig, v.hoch)

    def _wert(self, annahme: str, wert: Fraction) -> str:
        if self.modell.netz[annahme].einheit.prozent:
            return format_prozent(wert, _UMKEHRSTELLEN)
        return format_zahl(wert, 0, _UMKEHRSTELLEN)

    def _loesung(self, annahme: str, ziel: str, wert: Fraction, menge: Intervall) -> list[Zahl]:
        """Return the value, or both ends of an interval, as figures that lead to the entry of the assumption."""
        enden = [w for w in dict.fromkeys((menge.unten, menge.oben)) if w is not None]
        marke = self.sicht.rechenweg.marke(annahme)
        id_ = f"{annahme}@umkehr:{ziel}={wert}"
        return [Zahl(self._wert(annahme, w), marke, id_, dezimal(w)) for w in enden]
