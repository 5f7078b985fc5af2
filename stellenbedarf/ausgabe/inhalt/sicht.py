"""What a text template sees: figures with origin, tables as blocks, and the case's own words."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from stellenbedarf.ausgabe.inhalt import herleitung
from stellenbedarf.ausgabe.inhalt.auszeichnung import Markdown
from stellenbedarf.ausgabe.inhalt.bloecke import Ueberschrift, Unterschriften, Zahl
from stellenbedarf.ausgabe.inhalt.tabellenbloecke import Tabellenbloecke
from stellenbedarf.ausgabe.inhalt.wortlaut import Gliederung, aufzaehlung, form, menge, stellenwort, vergleich, zahlwort
from stellenbedarf.fehler import Befund, Fundstelle, Stufe
from stellenbedarf.modell.fall import Fall, Position
from stellenbedarf.modell.felder import TEXTE
from stellenbedarf.rechnung.bemessung import BEMESSEN, ERSCHLOSSEN, GESETZT
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import szenarien
from stellenbedarf.rechnung.positionen import BEFRISTET, Posten, beantragt_id
from stellenbedarf.stellenplan import ohne_bestand
from stellenbedarf.tabellen import Tabellen
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
        self.freitexte = self.bloecke.freitexte

    def summe(self, mass: str, dimension: str = "gesamt", schluessel: str = "") -> Zahl | str:
        """Return a total as a figure."""
        return self.zahl(self.ergebnis.summen_id(mass, dimension, schluessel))

    def ist_null(self, mass: str, dimension: str = "gesamt", schluessel: str = "") -> bool:
        """Tell whether a total is zero or absent."""
        return not self.ergebnis.summe(mass, dimension, schluessel)

    def kontext(self) -> dict[str, Any]:
        """Return everything a text template may use, by name."""
        modell = self.ergebnis.modell
        fall = modell.fall
        return {
            "kopf": fall.kopf,
            "texte": {f.name: [t for f2 in modell.faelle for t in f2.texte.get(f.name, ())] for f in TEXTE},
            "beitraege": {f.name: self._falltexte(f.name) for f in TEXTE},
            "mehrere_faelle": len(modell.faelle) > 1,
            "jahre": modell.jahre,
            "summe": self.summe,
            "ist_null": self.ist_null,
            "menge": menge,
            "form": form,
            "stellenwort": stellenwort,
            "vergleich": vergleich,
            "zahlwort": zahlwort,
            "abschnitt": Gliederung(),
            "absaetze": self.freitexte.absaetze,
            "ueberschrift": lambda ebene, text, marke="": (Ueberschrift(ebene, text, marke),),
            "datum": lambda tag: format_datum(tag) if tag else "",
            "aufzaehlung": aufzaehlung,
            "anteil": format_prozent,
            "ziffer": lambda n: Markdown(f"{n}."),
            "beginne": self._beginne(),
            "befristet": {m: self.summe(m, "dauer", BEFRISTET) for m in ("stellen", "kosten")},
            "aemter": [self._amt(s) for s in self.ergebnis.schluessel("amt")],
            "teilhaushalte": [self._teilhaushalt(s) for s in self.ergebnis.schluessel("teilhaushalt")],
            "sachkosten": [
                {"name": s.sachkosten.name, "betrag": self.zahl(s.id), "begruendung": s.sachkosten.begruendung,
                 "teilhaushalt": s.sachkosten.teilhaushalt, "beginn": s.sachkosten.beginn}
                for s in modell.sachposten
            ],
            "eigenleistungen": [e.eigenleistung for e in modell.eigenposten],
            "beschliessende": [b.gremium for b in fall.beratungsfolge if b.zweck == "Beschlussfassung"],
            "erstattende": sorted({p.position.erstattung_durch for p in modell.posten if p.position.erstattung_durch}),
            "erstattungsquoten": self._quoten(),
            "vorzeitige": [self.posten(p) for p in modell.posten if p.position.vorzeitig],
            "anteile": self._anteile(),
            "abweichungen": list(self._abweichungen()),
            "luecken": self._luecken(),
            "tabellen": self.bloecke.alle(),
            "herleitung": herleitung.kontext(herleitung.Herleitung(self.bloecke)),
            "hinweise": self._hinweise(),
            "datei": aufzaehlung(f.datei for f in modell.faelle),
            "ohne_bestand": ohne_bestand(self.tabellen),
            "unterschriften": (Unterschriften(fall.kopf.unterschriften),) if fall.kopf.unterschriften else (),
            "kostentabellen": list({t.schluessel: t for t in modell.tabellen}.values()),
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
                "art": s,
                "text": GRUNDLAGEN[s],
            }
            for s in GRUNDLAGEN
            if ergebnis.summe("stellen", "grundlage", s)
        ]

    def posten(self, posten: Posten) -> dict[str, Any]:
        """Return one position as text templates see it."""
        position: Position = posten.position
        return {
            "nr": self.ergebnis.modell.nummer(posten),
            "funktion": position.funktion,
            "bewertung": position.bewertung,
            "org_einheit": position.org_einheit,
            "beginn": self._tag(posten, "beginn"),
            "ende": self._tag(posten, "ende"),
            "vorzeitig": position.vorzeitig,
            "vermerk": position.vermerk,
            "begruendung": position.begruendung,
            "aufgaben": position.aufgaben,
            "luecke": position.luecke,
            "stellen": self.zahl(posten.ids["stellen"]),
            "kosten": self.zahl(posten.ids["kosten"]),
            "amt": position.amt,
        }

    @staticmethod
    def _beitraege(texte: Iterable[tuple[Fall, tuple[str, ...]]]) -> list[dict[str, Any]]:
        """Return what each case says, with the name of its paper; the same words from several cases once."""
        gefunden: dict[tuple[str, ...], str] = {}
        for fall, absaetze_ in texte:
            if absaetze_:
                gefunden.setdefault(absaetze_, fall.kopf.nummer or fall.kopf.titel)
        return [{"fall": name, "absaetze": a} for a, name in gefunden.items()]

    def _falltexte(self, feld: str) -> list[dict[str, Any]]:
        return self._beitraege((f, f.texte.get(feld, ())) for f in self.ergebnis.modell.faelle)

    def _luecken(self) -> list[dict[str, Any]]:
        """Return what is missing, one entry per text, with the positions that it concerns."""
        gruppen: dict[str, list[Posten]] = {}
        for posten in self.ergebnis.modell.posten:
            if posten.position.luecke:
                gruppen.setdefault(posten.position.luecke, []).append(posten)
        return [
            {"nummern": self.ergebnis.modell.nummern(p), "eine": len(p) == 1, "text": text,
             "funktionen": list(dict.fromkeys(q.position.funktion for q in p))}
            for text, p in gruppen.items()
        ]  # fmt: skip

    def _hinweise(self) -> list[Befund]:
        """Return the hints that the text does not give elsewhere (gaps, differences, age of the rates)."""
        gesagt: set[Fundstelle | None] = set()
        for fall in self.ergebnis.modell.faelle:
            gesagt.add(fall.kostensaetze.orte.get("tabelle"))
            for position in fall.positionen:
                gesagt |= {position.orte.get("luecke"), position.orte.get("beantragt")}
        gesagt.discard(None)
        return [h for h in self.ergebnis.hinweise if h.stufe is Stufe.WIDERSPRUCH or h.fundstelle not in gesagt]

    def _amt(self, schluessel: str) -> dict[str, Any]:
        modell = self.ergebnis.modell
        amt = next(f.aemter[schluessel] for f in modell.faelle if schluessel in f.aemter)
        faelle = ((f, f.aemter[schluessel].begruendung) for f in modell.faelle if schluessel in f.aemter)
        return {
            "schluessel": schluessel,
            "name": amt.name,
            "titel": self.tabellen.titel_von("amt", schluessel),
            "begruendung": self._beitraege(faelle),
            "stellen": self.summe("stellen", "amt", schluessel),
            "kosten": self.summe("kosten", "amt", schluessel),
            "posten": [self.posten(p) for p in modell.posten if p.position.amt == schluessel],
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
            if any(p.position.beantragt is None for p in posten):
                continue  # without a request the computed posts are granted, rounded by their rule
            if self.tabellen.schreibweise.stellen(werte[beantragt]) == self.tabellen.schreibweise.stellen(
                werte[bemessung.ergebnis]
            ):
                continue
            yield {
                "nummern": self.ergebnis.modell.nummern(posten),
                "eine": len(posten) == 1,
                "name": bemessung.bemessung.bezeichnung or posten[0].position.funktion,
                "beantragt": self.zahl(beantragt),
                "berechnet": self.zahl(bemessung.ergebnis),
                "differenz": werte[beantragt] - werte[bemessung.ergebnis],
                "erlaeuterung": bemessung.bemessung.erlaeuterung_abweichung,
            }

    def angaben(self, posten: Posten, nur: Container[str] | None = None) -> list[tuple[str, str, str]]:
        """Return what the case states about a position: name, value and place (or the reason of a default)."""
        return herleitung.angaben(self.rechenweg, posten, nur)
