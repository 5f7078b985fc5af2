"""What the Antrag auf Freistellung shows beyond the council paper: key, time shares, one-off effort, comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.inhalt.bloecke import Block, Laeufe, Zahl
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.ausgabe.inhalt.zellen import tabellenblock, zelle
from stellenbedarf.netz import VORGABE
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.empfindlichkeit import ersatz_id, folge
from stellenbedarf.rechnung.positionen import BEFRISTET, DAUERHAFT, Posten
from stellenbedarf.tabellen import ANTEIL, LEER, STELLEN, Spalte
from stellenbedarf.zahlen import dezimal, format_prozent

FAKTOR = "komplexitaetsfaktor"
_OHNE_ANTEIL = "nicht angegeben"
_AUFGABEN = (Spalte("bereich", "Bereich"), Spalte("aufgabe", "Aufgabe"), Spalte("anteil", "Zeitanteil", ANTEIL))
_VERGLEICH = (
    Spalte("position", "Position"), Spalte("funktion", "Aufgabe"), Spalte("beantragt", "beantragt", STELLEN),
    Spalte("berechnet", "berechnet", STELLEN), Spalte("kgst", "Schlüssel ohne Faktor", STELLEN),
)  # fmt: skip


def kontext(sicht: Sicht) -> Mapping[str, Any]:
    """Return the parts by name, for text templates."""
    return {"freistellung": _Freistellung(sicht).kontext()}


class _Freistellung:
    def __init__(self, sicht: Sicht) -> None:
        self.sicht = sicht
        self.ergebnis = sicht.ergebnis
        self.modell = sicht.ergebnis.modell
        self.zahl = sicht.zahl

    def kontext(self) -> dict[str, Any]:
        nach = {v: list(self._mit(v)) for v in ("schluessel", "zeitanteile", "projektaufwand")}
        return {
            "dauerhaft": self._teil(DAUERHAFT),
            "befristet": self._teil(BEFRISTET),
            "aufgaben": [self._aufgaben(p) for p in self.modell.posten],
            "schluessel": [self._schluessel(b) for b in nach["schluessel"]],
            "zeitanteile": [self._zeitanteile(b) for b in nach["zeitanteile"]],
            "projekte": [self._projekt(b) for b in nach["projektaufwand"]],
            "vergleich": self._vergleich(),
        }

    def _mit(self, verfahren: str) -> Iterable[BemessungsErgebnis]:
        return (b for b in self.modell.einzelbemessungen if b.bemessung.verfahren == verfahren)

    def _kopf(self, posten: list[Posten]) -> dict[str, Any]:
        return {
            "nummern": self.modell.nummern(posten),
            "eine": len(posten) == 1,
            "funktion": posten[0].position.funktion,
        }

    def _teil(self, dauer: str) -> dict[str, Any]:
        """Return the posts that are asked for permanently or for a time, with their totals."""
        posten = [p for p in self.modell.posten if p.gruppen["dauer"] == dauer]
        return {
            "stellen": self.sicht.summe("stellen", "dauer", dauer),
            "kosten": self.sicht.summe("kosten", "dauer", dauer),
            "posten": [self.sicht.posten(p) for p in posten],
        }

    def _aufgaben(self, posten: Posten) -> dict[str, Any]:
        """Return the task catalogue of a position: area, task, share; without areas in two columns."""
        aufgaben = posten.position.aufgaben
        anteile = [a.anteil for a in aufgaben if a.anteil is not None]
        mit_bereich = any(a.bereich for a in aufgaben)
        zeilen, davor = [], ""
        for a in aufgaben:
            bereich = zelle("" if a.bereich == davor else a.bereich)
            anteil = _OHNE_ANTEIL if a.anteil is None else format_prozent(a.anteil)
            davor = a.bereich
            zeilen.append((*([bereich] if mit_bereich else []), zelle(a.text), *([zelle(anteil)] if anteile else [])))
        spalten = tuple(s for s, da in zip(_AUFGABEN, (mit_bereich, True, bool(anteile)), strict=True) if da)
        breiten = tuple(b for b, da in zip((26, 60, 14), (mit_bereich, True, bool(anteile)), strict=True) if da)
        titel = f"Aufgaben der Position {self.modell.nummer(posten)}"
        return {
            **self._kopf([posten]),
            "stellen": self.zahl(posten.ids["stellen"]),
            "begruendung": posten.position.begruendung,
            "tabelle": tabellenblock(titel, spalten, zeilen, breiten),
            "bereiche": len({a.bereich for a in aufgaben if a.bereich}),
            "mit_anteilen": bool(anteile),
        }

    def _wert(self, bemessung: BemessungsErgebnis, name: str) -> dict[str, Any] | None:
        """Return an argument of a Bemessung: figure with unit, name, source and explanation."""
        id_ = bemessung.argumente.get(name)
        if not isinstance(id_, str):
            return None
        groesse = self.modell.netz[id_]
        herkunft = groesse.herkunft
        annahme = next(
            (f.annahmen[n] for f, p in zip(self.modell.faelle, self.modell.praefixe, strict=True)
             for n in f.annahmen if f"{p}annahme.{n}" == id_), None,
        )  # fmt: skip
        return {
            "zahl": self.zahl(id_),
            "bezeichnung": groesse.bezeichnung,
            "einheit": groesse.einheit.anzeige,
            "quelle": herkunft.quelle if herkunft else "",
            "status": herkunft.status if herkunft else "",
            "vorgabe": herkunft is not None and herkunft.art == VORGABE,
            "erlaeuterung": annahme.erlaeuterung if annahme else "",
        }

    def _schluessel(self, bemessung: BemessungsErgebnis) -> dict[str, Any]:
        posten = list(self.modell.posten_von(bemessung))
        ohne = self._ohne_faktor(bemessung)
        return {
            **self._kopf(posten),
            "begruendung": bemessung.bemessung.begruendung,
            "menge": self._wert(bemessung, "bezugsmenge"),
            "schluessel": self._wert(bemessung, "einheiten_je_stelle"),
            "faktor": self._wert(bemessung, FAKTOR),
            "ganze": bemessung.bemessung.variante == "schwelle",
            "bedarf": self.zahl(bemessung.ergebnis),
            "ohne_faktor": ohne if isinstance(ohne, Zahl) else "",
            "betreuung": [self.zahl(p.ids["betreuung"]) for p in posten if "betreuung" in p.ids],
        }

    def _ohne_faktor(self, bemessung: BemessungsErgebnis) -> Zahl | None:
        """Return the posts that the key gives unweighted: the same steps with the factor 1."""
        faktor = bemessung.argumente.get(FAKTOR)
        if not isinstance(faktor, str) or self.modell.netz[faktor].ist_schritt:
            return None
        ergebnis = folge(self.modell, self.ergebnis, faktor, Fraction(1), {"bedarf": bemessung.ergebnis})
        wert = ergebnis.summen["bedarf"]
        text = self.sicht.tabellen.schreibweise.stellen(wert)
        id_ = ersatz_id(bemessung.ergebnis, faktor, Fraction(1))
        return Zahl(text, self.sicht.bloecke.marke(bemessung.ergebnis), id_, dezimal(wert))

    def _zeitanteile(self, bemessung: BemessungsErgebnis) -> dict[str, Any]:
        posten = list(self.modell.posten_von(bemessung))
        anteil = next(i for i in bemessung.schritte if i.endswith(".anrechenbarer_anteil"))
        return {
            **self._kopf(posten),
            "anteil": self.zahl(anteil),
            "bedarf": self.zahl(bemessung.ergebnis),
            "begruendung": bemessung.bemessung.begruendung,
        }

    def _projekt(self, bemessung: BemessungsErgebnis) -> dict[str, Any]:
        posten = list(self.modell.posten_von(bemessung))
        aufwand = next(
            (i for i in bemessung.schritte if i.endswith(".aufwand_h")), bemessung.argumente.get("aufwand_h")
        )
        namen = ("vergleichsaufwand_h", "vergleichsmenge", "bezugsmenge", "mehraufwandsfaktor", "dauer_monate")
        return {
            **self._kopf(posten),
            **{n: self._wert(bemessung, n) for n in namen},
            "jahresarbeitszeit": self._wert(bemessung, "jahresarbeitszeit_h"),
            "aufwand": self.zahl(aufwand) if isinstance(aufwand, str) else "",
            "bedarf": self.zahl(bemessung.ergebnis),
            "begruendung": bemessung.bemessung.begruendung,
            "posten": [self.sicht.posten(p) for p in posten],
        }

    def _vergleich(self) -> tuple[Block, ...]:
        """Return requested, computed and unweighted posts of every position, with the total of the first two."""
        ohne_faktor = {id(b.bemessung): self._ohne_faktor(b) for b in self._mit("schluessel")}
        zeilen: list[tuple[Laeufe, ...]] = []
        for p in self.modell.posten:
            allein = len(self.modell.posten_von(self.sicht.rechenweg.bemessung_von(p))) == 1
            ohne = ohne_faktor.get(id(p.bemessung)) if allein else None
            zeilen.append((
                zelle(self.modell.nummer(p)), zelle(p.position.funktion), zelle(self.zahl(p.ids["stellen"])),
                zelle(self.zahl(p.ids["bedarf"])), zelle(ohne or LEER),
            ))  # fmt: skip
        gesamt = [zelle(self.sicht.summe(m)) for m in ("stellen", "bedarf")]
        zeilen.append((zelle("Gesamt"), (), *gesamt, ()))
        titel = "Beantragt, berechnet und nach dem Schlüssel"
        return tabellenblock(titel, _VERGLEICH, zeilen, (11, 41, 16, 16, 16), summenzeile=True)
