"""What the Bemessungsnachweis shows beyond the council paper: methods, periods, sensitivity, audit points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.inhalt.auszeichnung import schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import Block, Diagramm, Laeufe, Text, Verweis, Zahl
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.ausgabe.sensitivitaet import Sensitivitaet
from stellenbedarf.netz import VORGABE, Groesse
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.empfindlichkeit import SPIELRAUM, Folge, Wirkung, empfindlichkeit, ersatz_id
from stellenbedarf.rechnung.pruefpunkte import (
    JAHRESARBEITSZEIT,
    Stand,
    ausgangswerte,
    beantworte,
    ist_bearbeitungszeit,
    messende,
)
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.tabellen import BETRAG, STELLEN, Spalte
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.zahlen import dezimal, format_prozent

_VERFAHREN = (
    Spalte("verfahren", "Verfahren"), Spalte("positionen", "Positionen"), Spalte("regel", "Regel"),
    Spalte("geeignet", "geeignet für"), Spalte("grenzen", "Grenzen"),
)  # fmt: skip
_WIRKUNG = (
    Spalte("marke", "Nr."), Spalte("annahme", "Annahme"), Spalte("statt", "statt", "zahl"),
    Spalte("wert", "Wert", "zahl"),
    Spalte("bedarf", "Bedarf (VZÄ)", STELLEN), Spalte("bedarf_diff", "Änderung", STELLEN),
    Spalte("kosten", "Kosten des Bedarfs (EUR)", BETRAG), Spalte("kosten_diff", "Änderung (EUR)", BETRAG),
)  # fmt: skip
_PRUEFPUNKTE = (
    Spalte("nummer", "Nr."), Spalte("anforderung", "Anforderung"), Spalte("quelle", "Quelle"),
    Spalte("antwort", "Antwort"), Spalte("grund", "Warum"),
)  # fmt: skip


def kontext(sicht: Sicht) -> Mapping[str, Any]:
    """Return the parts by name, for text templates."""
    return {"nachweis": _Nachweis(sicht).kontext()}


class _Nachweis:
    def __init__(self, sicht: Sicht) -> None:
        self.sicht = sicht
        self.ergebnis = sicht.ergebnis
        self.modell = sicht.ergebnis.modell
        self.zahl = sicht.zahl

    def kontext(self) -> dict[str, Any]:
        wirkungen = empfindlichkeit(self.modell, self.ergebnis)
        wirksam = [w for w in wirkungen if w.wirkt(self.ergebnis)]
        punkte = beantworte(self.ergebnis)
        werte = ausgangswerte(self.ergebnis, messende(self.ergebnis))
        return {
            "verfahren": self._verfahren(),
            "bedarf": self.sicht.summe("bedarf"),
            "bedarfskosten": self.sicht.summe("bedarfskosten"),
            "differenz": self._differenz("stellen", "bedarf"),
            "arbeitszeit": [self._wert(g) for g in werte if g.einheit.passt(JAHRESARBEITSZEIT)],
            "verteilzeit": self._verteilzeit(),
            "bearbeitungszeiten": [self._wert(g) for g in werte if ist_bearbeitungszeit(g)],
            "stichtage": self._stichtage(),
            "ohne_stand": [self._wert(g) for g in werte if g.herkunft and not g.herkunft.stand],
            "setzungen": self._setzungen(),
            "spielraum": format_prozent(SPIELRAUM),
            "diagramm": self._diagramm(),
            "empfindlichkeit": self._wirkungstabelle(wirksam),
            "staerkste": self._staerkste(wirksam),
            "antrag_fest": all(p.position.beantragt is not None for p in self.modell.posten),
            "ohne_wirkung": [self._name(w) for w in wirkungen if not w.wirkt(self.ergebnis)],
            "pruefpunkte": _pruefpunkttabelle(punkte),
            "anzahl_punkte": len(punkte),
            "antworten": [
                {"stand": s.value, "anzahl": n} for s in Stand if (n := sum(a.stand is s for _, a in punkte))
            ],
        }

    # Methods and data --------------------------------------------------------------------------------------------

    def _verfahren(self) -> tuple[Block, ...]:
        """Return every Verfahren in use with its positions, rule, range and limits."""
        genutzt: dict[str, list[BemessungsErgebnis]] = {}
        for b in self.modell.einzelbemessungen:
            genutzt.setdefault(b.bemessung.verfahren, []).append(b)
        zeilen = []
        for name, bemessungen in genutzt.items():
            v = VERFAHREN[name]
            gesucht = {id(p) for b in bemessungen for p in self.modell.posten_von(b)}
            posten = [p for p in self.modell.posten if id(p) in gesucht]
            texte = (v.titel, self.modell.nummern(posten), v.quelle, v.geeignet, v.grenzen)
            zeilen.append(tuple(zelle(t) for t in texte))
        return tabellenblock("Eingesetzte Verfahren", _VERFAHREN, zeilen, (19, 11, 24, 22, 24))

    def _wert(self, groesse: Groesse) -> dict[str, Any]:
        herkunft = groesse.herkunft
        assert herkunft is not None
        return {
            "zahl": self.zahl(groesse.id),
            "bezeichnung": groesse.bezeichnung,
            "einheit": groesse.einheit.anzeige,
            "quelle": herkunft.quelle,
            "stand": herkunft.stand,
            "status": herkunft.status,
        }

    def _verteilzeit(self) -> list[dict[str, Any]]:
        """Return per Bemessung with a surcharge for Verteilzeit: positions, surcharge, or the reason of none."""
        gefunden = []
        for b in self.modell.einzelbemessungen:
            id_ = b.argumente.get("verteilzeit")
            if isinstance(id_, str):
                herkunft = self.modell.netz[id_].herkunft
                posten = self.modell.posten_von(b)
                gefunden.append({
                    "nummern": self.modell.nummern(posten), "eine": len(posten) == 1, "zahl": self.zahl(id_),
                    "vorgabe": herkunft.quelle if herkunft and herkunft.art == VORGABE else "",
                })  # fmt: skip
        return gefunden

    def _stichtage(self) -> list[dict[str, str]]:
        return [
            {
                "fall": f.kopf.nummer or f.kopf.titel,
                "stichtag": f"{f.kopf.stichtag:%d.%m.%Y}" if f.kopf.stichtag else "",
            }
            for f in self.modell.faelle
        ]

    def _setzungen(self) -> dict[str, Any]:
        posten = [p for p in self.modell.posten if not VERFAHREN[p.bemessung.verfahren].misst]
        return {"nummern": self.modell.nummern(posten), "eine": len(posten) == 1}

    # Differences -------------------------------------------------------------------------------------------------

    def _differenz(self, mass: str, gegen: str) -> Fraction:
        beide = (self.ergebnis.summe(mass), self.ergebnis.summe(gegen))
        return (beide[0] or Fraction(0)) - (beide[1] or Fraction(0))

    # Sensitivity -------------------------------------------------------------------------------------------------

    def _name(self, wirkung: Wirkung) -> str:
        marke = self.sicht.rechenweg.marke(wirkung.variation.id)
        return f"{self.modell.netz[wirkung.variation.id].bezeichnung} [{marke}]"

    def _text_von(self, id_: str, wert: Fraction) -> str:
        return zahltext(wert, self.modell.netz[id_].einheit)

    def _wirkungstabelle(self, wirkungen: Iterable[Wirkung]) -> tuple[Block, ...]:
        zeilen, marken = [], []
        for nummer, w in enumerate(wirkungen, start=1):
            for seite, folge in enumerate(w.folgen):
                marke = f"E{nummer}"
                marken.append("" if seite else marke)
                id_ = w.variation.id
                name: Laeufe = (Text(schuetze(f"{self.modell.netz[id_].bezeichnung} ")),
                                Verweis(self.sicht.rechenweg.marke(id_)))  # fmt: skip
                zeilen.append((
                    zelle("" if seite else marke), () if seite else name,
                    () if seite else zelle(self._text_von(id_, w.variation.wert)),
                    zelle(self._text_von(id_, folge.wert)), *self._folgezellen(folge, id_),
                ))  # fmt: skip
        return tabellenblock("Wirkung der Annahmen", _WIRKUNG, zeilen, (6, 25, 11, 11, 11, 10, 14, 12), tuple(marken))

    def _folgezellen(self, folge: Folge, annahme: str) -> list[Laeufe]:
        """Return total and change of posts and cost; the reason where the value is not possible."""
        if folge.unmoeglich:
            return [zelle("nicht möglich"), zelle(folge.unmoeglich), (), ()]
        schreibweise = self.sicht.tabellen.schreibweise
        zellen: list[Laeufe] = []
        for mass, schreibe in (("bedarf", schreibweise.stellen), ("bedarfskosten", schreibweise.eur)):
            id_ = self.ergebnis.summen_id(mass)
            assert id_ is not None
            unterschied, wert = folge.unterschied(mass, self.ergebnis), folge.summen[mass]
            eigene_id = ersatz_id(id_, annahme, folge.wert)
            zellen.append((Zahl(schreibe(wert), self.sicht.bloecke.marke(id_), eigene_id, dezimal(wert)),))
            text = schreibe(unterschied)
            zellen.append(zelle(f"+{text}" if unterschied > 0 and text.strip("0,") else text))
        return zellen

    def _diagramm(self) -> tuple[Block, ...]:
        ziel = self.ergebnis.summen_id("bedarf")
        bild = Sensitivitaet(self.ergebnis, ziel).bild() if ziel else None
        return (Diagramm(bild),) if bild else ()

    def _staerkste(self, wirkungen: list[Wirkung]) -> dict[str, Any] | None:
        """Return the assumption that moves the computed posts most, with the span it opens."""
        if not wirkungen or any(f.unmoeglich for f in wirkungen[0].folgen):
            return None
        w = wirkungen[0]
        id_ = self.ergebnis.summen_id("bedarf")
        assert id_ is not None
        schreibweise = self.sicht.tabellen.schreibweise
        zahlen = [
            Zahl(schreibweise.stellen(f.summen["bedarf"]), "E1", ersatz_id(id_, w.variation.id, f.wert),
                 dezimal(f.summen["bedarf"]))
            for f in sorted(w.folgen, key=lambda f: f.summen["bedarf"])
        ]  # fmt: skip
        return {"name": self.modell.netz[w.variation.id].bezeichnung, "von": zahlen[0], "bis": zahlen[1]}


def _pruefpunkttabelle(punkte: Iterable[tuple[Any, Any]]) -> tuple[Block, ...]:
    zeilen = [
        (zelle(str(n)), zelle(p.anforderung), zelle(p.quelle), (Text(a.stand.value, fett=True),), zelle(a.grund))
        for n, (p, a) in enumerate(punkte, start=1)
    ]
    return tabellenblock("Prüfpunkte", _PRUEFPUNKTE, zeilen, (5, 26, 20, 17, 32))
