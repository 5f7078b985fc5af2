"""What a text template sees: figures with origin, tables as blocks, and the case's own words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from stellenbedarf.ausgabe.inhalt.auszeichnung import Markdown, schuetze
from stellenbedarf.ausgabe.inhalt.bloecke import (
    Absatz,
    Block,
    SchritteBlock,
    Text,
    Ueberschrift,
    Unterschriften,
    Zahl,
)
from stellenbedarf.ausgabe.inhalt.nachweis import fundstelle
from stellenbedarf.ausgabe.inhalt.tabellenbloecke import Tabellenbloecke
from stellenbedarf.modell.fall import Position
from stellenbedarf.modell.felder import TEXTE
from stellenbedarf.netz import VORGABE
from stellenbedarf.rechenweg import Abschnitt
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import szenarien
from stellenbedarf.rechnung.positionen import BEMESSEN, ERSCHLOSSEN, GESETZT, Posten, beantragt_id
from stellenbedarf.tabellen import Tabellen
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.zahlen import format_datum, format_prozent, tag_aus_zahl

GRUNDLAGEN = {
    BEMESSEN: "nach einem anerkannten Verfahren bemessen",
    ERSCHLOSSEN: "nur mit zurückgerechneten Werten hergeleitet",
    GESETZT: "gesetzt",
}


class Sicht:
    """Functions and values for text templates, bound to one result."""

    def __init__(self, ergebnis: Ergebnis) -> None:
        """Bind to a result."""
        self.ergebnis = ergebnis
        self.tabellen = Tabellen(ergebnis)
        self.rechenweg = self.tabellen.rechenweg
        self.bloecke = Tabellenbloecke(self.tabellen)
        self.zahl = self.bloecke.zahl

    def summe(self, mass: str, dimension: str = "gesamt", schluessel: str = "") -> Zahl | str:
        """Return a total as a figure."""
        return self.zahl(self.ergebnis.summen_id(mass, dimension, schluessel))

    def ist_null(self, mass: str, dimension: str = "gesamt", schluessel: str = "") -> bool:
        """Tell whether a total is zero or absent."""
        return not self.ergebnis.summe(mass, dimension, schluessel)

    def stellenwort(self, mass: str, dimension: str = "gesamt", schluessel: str = "") -> str:
        """Return `Stelle` for exactly one post, else `Stellen`."""
        return "Stelle" if self.ergebnis.summe(mass, dimension, schluessel) == 1 else "Stellen"

    def kontext(self) -> dict[str, Any]:
        """Return everything a text template may use, by name."""
        modell = self.ergebnis.modell
        fall = modell.fall
        return {
            "kopf": fall.kopf,
            "texte": {f.name: fall.texte.get(f.name, ()) for f in TEXTE},
            "jahre": modell.jahre,
            "summe": self.summe,
            "ist_null": self.ist_null,
            "stellenwort": self.stellenwort,
            "absaetze": absaetze,
            "ueberschrift": lambda ebene, text, marke="": (Ueberschrift(ebene, text, marke),),
            "datum": lambda tag: format_datum(tag) if tag else "",
            "aufzaehlung": aufzaehlung,
            "anteil": format_prozent,
            "ziffer": lambda n: Markdown(f"{n}."),
            "beginne": self._beginne(),
            "aemter": [self._amt(s) for s in self.ergebnis.schluessel("amt")],
            "teilhaushalte": [self._teilhaushalt(s) for s in self.ergebnis.schluessel("teilhaushalt")],
            "sachkosten": [
                {"name": s.sachkosten.name, "betrag": self.zahl(s.id), "begruendung": s.sachkosten.begruendung,
                 "teilhaushalt": s.sachkosten.teilhaushalt, "beginn": s.sachkosten.beginn}
                for s in modell.sachposten
            ],
            "erstattende": sorted({p.position.erstattung_durch for p in modell.posten if p.position.erstattung_durch}),
            "erstattungsquoten": self._quoten(),
            "vorzeitige": [self._posten(p) for p in modell.posten if p.position.vorzeitig],
            "anteile": self._anteile(),
            "abweichungen": list(self._abweichungen()),
            "luecken": [
                (p.position.nr, p.position.funktion, p.position.luecke) for p in modell.posten if p.position.luecke
            ],
            "tabellen": self.bloecke.alle(),
            "abschnitte": self._abschnitte(),
            "hinweise": self.ergebnis.hinweise,
            "datei": aufzaehlung(f.datei for f in modell.faelle),
            "unterschriften": (Unterschriften(fall.kopf.unterschriften),) if fall.kopf.unterschriften else (),
            "kostentabellen": modell.tabellen,
            "szenario": None if self.ergebnis.szenario == "basis" else szenarien(modell)[self.ergebnis.szenario],
        }  # fmt: skip

    def _tag(self, posten: Posten, rolle: str) -> str:
        """Return a day of a position in this scenario; empty where it has none."""
        return format_datum(tag_aus_zahl(self.ergebnis.werte[posten.ids[rolle]])) if rolle in posten.ids else ""

    def _beginne(self) -> list[dict[str, Any]]:
        """Return the posts by start; nothing where a scenario moves a start, since the totals follow the case."""
        if any(self._tag(p, "beginn") != p.gruppen["beginn"] for p in self.ergebnis.modell.posten):
            return []
        gruppen = [
            {
                "beginn": s,
                "stellen": self.summe("stellen", "beginn", s),
                "wort": self.stellenwort("stellen", "beginn", s),
            }
            for s in self.ergebnis.schluessel("beginn")
        ]
        return sorted(gruppen, key=lambda g: g["beginn"].split(".")[::-1])

    def _anteile(self) -> list[dict[str, Any]]:
        """Return the posts by what they rest on, with the words for the sentence."""
        ergebnis = self.ergebnis
        return [
            {
                "stellen": self.summe("stellen", "grundlage", s),
                "eine": ergebnis.summe("stellen", "grundlage", s) == 1,
                "text": GRUNDLAGEN[s],
            }
            for s in GRUNDLAGEN
            if s in ergebnis.schluessel("grundlage")
        ]

    def _posten(self, posten: Posten) -> dict[str, Any]:
        position: Position = posten.position
        stellen = self.ergebnis.werte[posten.ids["stellen"]]
        return {
            "nr": position.nr,
            "funktion": position.funktion,
            "bewertung": position.bewertung,
            "org_einheit": position.org_einheit,
            "beginn": self._tag(posten, "beginn"),
            "vorzeitig": position.vorzeitig,
            "vermerk": position.vermerk,
            "begruendung": position.begruendung,
            "setzung": posten.bemessung.begruendung,
            "aufgaben": position.aufgaben,
            "luecke": position.luecke,
            "stellen": self.zahl(posten.ids["stellen"]),
            "wort": "Stelle" if stellen == 1 else "Stellen",
            "kosten": self.zahl(posten.ids["kosten"]),
            "amt": position.amt,
        }

    def _amt(self, schluessel: str) -> dict[str, Any]:
        modell = self.ergebnis.modell
        amt = next(f.aemter[schluessel] for f in modell.faelle if schluessel in f.aemter)
        return {
            "schluessel": schluessel,
            "name": amt.name,
            "titel": self.tabellen.titel_von("amt", schluessel),
            "begruendung": amt.begruendung,
            "stellen": self.summe("stellen", "amt", schluessel),
            "wort": self.stellenwort("stellen", "amt", schluessel),
            "kosten": self.summe("kosten", "amt", schluessel),
            "posten": [self._posten(p) for p in modell.posten if p.position.amt == schluessel],
            "tabelle": self.bloecke.tabelle(self.tabellen.positionen(schluessel)),
        }

    def _teilhaushalt(self, schluessel: str) -> dict[str, Any]:
        return {
            "schluessel": schluessel,
            "titel": self.tabellen.titel_von("teilhaushalt", schluessel),
            "kosten": self.summe("kosten", "teilhaushalt", schluessel),
            "je_jahr": {j: self.summe(f"kosten.{j}", "teilhaushalt", schluessel) for j in self.ergebnis.modell.jahre},
            "jahre": [
                j for j in self.ergebnis.modell.jahre if not self.ist_null(f"kosten.{j}", "teilhaushalt", schluessel)
            ],
        }

    def _quoten(self) -> list[Zahl | str]:
        quoten: dict[Any, str] = {}
        for posten in self.ergebnis.modell.posten:
            if "erstattungsquote" in posten.ids:
                quoten.setdefault(self.ergebnis.werte[posten.ids["erstattungsquote"]], posten.ids["erstattungsquote"])
        return [self.zahl(i) for i in quoten.values()]

    def _abweichungen(self) -> Iterable[dict[str, Any]]:
        """Yield every Bemessung whose requested posts differ from the computed ones in the decimals shown."""
        for bemessung in self.ergebnis.modell.bemessungen:
            posten = self.ergebnis.modell.posten_von(bemessung)
            beantragt = beantragt_id(bemessung, posten)
            werte = self.ergebnis.werte
            if self.tabellen.schreibweise.stellen(werte[beantragt]) == self.tabellen.schreibweise.stellen(
                werte[bemessung.ergebnis]
            ):
                continue
            yield {
                "nummern": [p.position.nr for p in posten],
                "name": bemessung.bemessung.bezeichnung or posten[0].position.funktion,
                "beantragt": self.zahl(beantragt),
                "wort": "Stelle" if werte[beantragt] == 1 else "Stellen",
                "berechnet": self.zahl(bemessung.ergebnis),
                "mehr": werte[beantragt] > werte[bemessung.ergebnis],
                "erlaeuterung": bemessung.bemessung.erlaeuterung_abweichung,
            }

    def _abschnitte(self) -> list[dict[str, Any]]:
        return [
            {
                "marke": a.marke,
                "titel": a.titel,
                "posten": self._posten(a.posten) if a.posten else None,
                "angaben": self._angaben(a.posten) if a.posten else [],
                "erlaeuterung": self._erlaeuterung(a),
                "verfahren": self._verfahren(a.posten, a.bemessung),
                "schritte": (SchritteBlock(a.titel, a.schritte),),
            }
            for a in self.rechenweg.abschnitte()
        ]

    def _angaben(self, posten: Posten, nur: Container[str] | None = None) -> list[tuple[str, str, str]]:
        """Return what the case states about a position: name, value and place (or the reason of a default)."""
        angaben = []
        for groesse in self.rechenweg.angaben(posten):
            if nur is not None and groesse.id not in nur:
                continue
            herkunft = groesse.herkunft
            assert herkunft is not None
            ort = f"Vorgabe: {herkunft.quelle}" if herkunft.art == VORGABE else fundstelle(self.rechenweg, herkunft)
            angaben.append((groesse.bezeichnung, self.rechenweg.schreibweise.rechenwert(groesse.id), ort))
        return angaben

    @staticmethod
    def _erlaeuterung(abschnitt: Abschnitt) -> tuple[str, ...]:
        bemessung = abschnitt.bemessung.bemessung if abschnitt.bemessung else None
        if bemessung is None and abschnitt.posten is not None:
            bemessung = abschnitt.posten.bemessung
        return bemessung.begruendung if bemessung else ()

    @staticmethod
    def _verfahren(posten: Posten | None, bemessung: Any) -> str:
        anwendung = bemessung.bemessung if bemessung else posten.bemessung if posten else None
        return VERFAHREN[anwendung.verfahren].titel if anwendung else ""


def absaetze(texte: Iterable[str]) -> tuple[Block, ...]:
    """Return paragraphs as blocks."""
    return tuple(Absatz((Text(schuetze(t)),)) for t in texte)


def aufzaehlung(teile: Iterable[str]) -> str:
    """Return `a, b und c`."""
    liste = [str(t) for t in teile]
    return liste[0] if len(liste) == 1 else f"{', '.join(liste[:-1])} und {liste[-1]}" if liste else ""
