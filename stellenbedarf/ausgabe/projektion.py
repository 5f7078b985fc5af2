"""The projection over years as tables, chart, sentence and JSON."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from stellenbedarf.ausgabe.diagramme.verlauf import Punkt, Verlauf
from stellenbedarf.schreibweise import zahltext
from stellenbedarf.szenarien.projektion import MASSE, Jahr, Projektion, Spanne
from stellenbedarf.tabellen import ANTEIL, BETRAG, LEER, STELLEN, Spalte, Tabelle, Zelle
from stellenbedarf.zahlen import dezimal, format_datum, format_fest, format_prozent

_TITEL = {"bedarf": "Bedarf", "stellen": "Stellen", "kosten": "Kosten (EUR)", "erstattung": "Erstattung (EUR)",
          "netto": "Netto (EUR)"}  # fmt: skip
_STELLENMASSE = ("bedarf", "stellen")
_GANZ_AB = 100  # from here on a caseload is shown without decimals


class Projektionsbericht:
    """Builds what is shown of a projection."""

    def __init__(self, projektion: Projektion) -> None:
        """Bind to a computed projection."""
        self.projektion = projektion
        self.jahre = projektion.ergebnisse
        self.masse = [m for m in MASSE if all(m in j.werte for j in self.jahre)]
        if "erstattung" not in self.masse:
            self.masse = [m for m in self.masse if m != "netto"]

    def haushaltsjahre(self) -> Tabelle:
        """Return a row per year: need, posts, cost, refund, net, each with its range where it has one."""
        spalten = [Spalte("jahr", "Haushaltsjahr")]
        for mass in self.masse:
            art = STELLEN if mass in _STELLENMASSE else BETRAG
            spalten.append(Spalte(mass, _TITEL[mass], art))
            if self._streut(mass):
                spalten += [Spalte(f"{mass}_niedrig", "von", art), Spalte(f"{mass}_hoch", "bis", art)]
        spalten.append(Spalte("veraenderung", "Kosten zum Vorjahr", ANTEIL))
        zeilen = []
        vorher: Fraction | None = None
        for jahr in self.jahre:
            zellen = [Zelle(str(jahr.jahr), jahr.jahr)]
            for mass in self.masse:
                spanne = jahr.werte[mass]
                werte = (spanne.erwartet, spanne.niedrig, spanne.hoch) if self._streut(mass) else (spanne.erwartet,)
                zellen += [Zelle(_zahl(w), w) for w in werte]
            kosten = jahr.werte["kosten"].erwartet
            zellen.append(_anteil(kosten / vorher - 1) if vorher else Zelle(LEER))
            vorher = kosten
            zeilen.append(tuple(zellen))
        return Tabelle("projektion", "Projektion der Haushaltsjahre", tuple(spalten), tuple(zeilen))

    def _streut(self, mass: str) -> bool:
        return any(j.werte[mass].niedrig != j.werte[mass].hoch for j in self.jahre)

    def mengen(self) -> Tabelle:
        """Return the caseload of every year with its range, one row per Annahme and year."""
        spalten = (Spalte("annahme", "Menge"), Spalte("jahr", "Jahr"), Spalte("niedrig", "niedrig", BETRAG),
                   Spalte("wert", "erwartet", BETRAG), Spalte("hoch", "hoch", BETRAG))  # fmt: skip
        zeilen = [
            (Zelle(self.projektion.modell.netz[id_].bezeichnung, id_), Zelle(str(j.jahr)),
             *(self._menge(id_, w) for w in j.mengen[id_].alle))
            for id_ in self.jahre[0].mengen for j in self.jahre
        ]  # fmt: skip
        return Tabelle("mengen", "Mengen, mit denen gerechnet ist", spalten, tuple(zeilen))

    def _menge(self, id_: str, wert: Fraction) -> Zelle:
        if abs(wert) >= _GANZ_AB:
            return Zelle(format_fest(wert, 0), wert)
        return Zelle(zahltext(wert, self.projektion.modell.netz[id_].einheit), wert)

    def erhoehungen(self) -> Tabelle:
        """Return the increases of pay in the projection, stated by the case and assumed."""
        spalten = (Spalte("ab", "Gilt ab"), Spalte("gruppe", "Gruppe"), Spalte("niedrig", "niedrig", ANTEIL),
                   Spalte("satz", "Erhöhung", ANTEIL), Spalte("hoch", "hoch", ANTEIL),
                   Spalte("quelle", "Quelle"))  # fmt: skip
        p = self.projektion
        angenommen = set(p.angenommene)
        zeilen = []
        for fall, praefix in zip(p.modell.faelle, p.modell.praefixe, strict=True):
            for nummer, e in enumerate(fall.erhoehungen, start=1):
                streut = p.erhoehung is not None and f"{praefix}erhoehung.{nummer}.satz" in angenommen
                spanne = p.erhoehung if streut and p.erhoehung else Spanne(e.satz, e.satz, e.satz)
                saetze = (_anteil(s, vorzeichen=False) for s in spanne.alle)
                zeilen.append((Zelle(format_datum(e.ab)), Zelle(e.gruppe), *saetze, Zelle(e.quelle)))
        return Tabelle("erhoehungen", "Erhöhungen von Tarif und Besoldung", spalten, tuple(zeilen))

    def tabellen(self) -> list[Tabelle]:
        """Return the tables that have rows."""
        return [t for t in (self.haushaltsjahre(), self.mengen(), self.erhoehungen()) if t.zeilen]

    def hinweise(self) -> list[str]:
        """Return what has to be known to read the tables."""
        p = self.projektion
        texte = ["„von“ und „bis“: alle Prognosen und angenommenen Erhöhungen zugleich am unteren oder oberen Rand."]
        if not self.jahre[0].mengen:
            texte.append("Der Fall hat keine Prognose; die Mengen bleiben gleich.")
        if not any(f.erhoehungen for f in p.modell.faelle):
            texte.append("Erhöhungen von Tarif und Besoldung sind nicht eingerechnet (--erhoehung).")
        if not p.nach_bedarf and any(q.position.beantragt is not None for q in p.modell.posten):
            texte.append("Beantragte Stellen bleiben gleich; mit --nach-bedarf folgen alle Stellen dem Bedarf.")
        return texte

    def satz(self) -> str:
        """Return the projection in one sentence."""
        erstes, letztes = self.jahre[0], self.jahre[-1]
        bedarf, kosten = (_entwicklung(erstes, letztes, m) for m in ("bedarf", "kosten"))
        return f"Der berechnete Bedarf {bedarf}; die Kosten {kosten}."

    def bild(self) -> Verlauf:
        """Return the chart of the need, with its range."""
        punkte = tuple(
            Punkt(str(j.jahr), w.niedrig, w.erwartet, w.hoch, _zahl(w.erwartet))
            for j in self.jahre for w in (j.werte["bedarf"],)
        )  # fmt: skip
        spanne = "Die Achse beginnt nicht bei 0."
        if self._streut("bedarf"):
            spanne = f"Fläche: Spanne der Prognosen. {spanne}"
        return Verlauf("Berechneter Bedarf in den Haushaltsjahren (VZÄ)", "VZÄ", punkte, spanne)

    def als_json(self) -> str:
        """Return everything as JSON text; numbers are strings of decimals."""
        p = self.projektion
        daten: dict[str, Any] = {
            "szenario": p.szenario,
            "nach_bedarf": p.nach_bedarf,
            "erhoehung": _spanne(p.erhoehung) if p.erhoehung else None,
            "jahre": [
                {"jahr": j.jahr, "mengen": {i: _spanne(s) for i, s in j.mengen.items()},
                 **{m: _spanne(j.werte[m]) for m in self.masse}}
                for j in self.jahre
            ],
            "hinweise": self.hinweise(),
            "satz": self.satz(),
        }  # fmt: skip
        return json.dumps(daten, ensure_ascii=False, indent=2)


def _entwicklung(erstes: Jahr, letztes: Jahr, mass: str) -> str:
    a, b = erstes.werte[mass], letztes.werte[mass]
    einheit = "EUR" if mass == "kosten" else "Stellen"
    verb = "steigt" if b.erwartet > a.erwartet else "sinkt" if b.erwartet < a.erwartet else "bleibt"
    if mass == "kosten":
        verb = {"steigt": "steigen", "sinkt": "sinken", "bleibt": "bleiben"}[verb]
    grenzen = f"{_zahl(b.niedrig)} bis {_zahl(b.hoch)}"
    klammer = "" if b.niedrig == b.hoch else f" ({grenzen})"
    if a.erwartet == b.erwartet:
        return f"{verb} von {erstes.jahr} bis {letztes.jahr} bei {_zahl(b.erwartet)} {einheit}{klammer}"
    anfang, ende = (f"{_zahl(j.werte[mass].erwartet)} {einheit}" for j in (erstes, letztes))
    return f"{verb} von {anfang} im Jahr {erstes.jahr} auf {ende}{klammer} im Jahr {letztes.jahr}"


def _zahl(wert: Fraction) -> str:
    return format_fest(wert, 2)


def _anteil(wert: Fraction, vorzeichen: bool = True) -> Zelle:
    text = format_prozent(wert, 2)
    return Zelle(f"+{text}" if vorzeichen and wert > 0 else text, wert)


def _spanne(spanne: Spanne) -> dict[str, str]:
    return {n: dezimal(w) for n, w in zip(("niedrig", "erwartet", "hoch"), spanne.alle, strict=True)}
