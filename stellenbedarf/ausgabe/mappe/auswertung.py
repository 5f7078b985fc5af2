"""The sheets that sum up: overview with the scenario switch, totals per key, and all scenarios side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from stellenbedarf.ausgabe.mappe.anlage import RECHENWEG, Anlage, spaltenname
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.ausgabe.mappe.rechenblatt import Rechenblatt
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import szenarien
from stellenbedarf.rechnung.summen import DIMENSION_TITEL, GESAMT
from stellenbedarf.stellenplan import stellenplan, vermerke
from stellenbedarf.tabellen import Tabellen
from stellenbedarf.tabellen import Zelle as Tabellenzelle

MASSE = {
    "stellen": "Stellen",
    "bedarf": "rechnerische Stellen",
    "kosten": "Kosten EUR",
    "erstattung": "Erstattung EUR",
    "netto": "Netto EUR",
}
_PLANBREITEN = (14, 18, 18, 16, 24, 16, 40)
AUSWAHL_ZEILE, AUSWAHL_SPALTE = 3, 1


class Auswertung:
    """Plans the summing sheets of one workbook."""

    def __init__(self, tabellen: Tabellen, rechenblatt: Rechenblatt, ergebnisse: Sequence[Ergebnis]) -> None:
        """Bind to the active result, the planned Rechenweg and the results of all scenarios."""
        self.tabellen = tabellen
        self.ergebnis = tabellen.ergebnis
        self.netz = self.ergebnis.modell.netz
        self.rechenblatt = rechenblatt
        self.ergebnisse = ergebnisse
        self.bereiche: dict[str, tuple[int, int]] = {}
        self.bedarfszeile = 0

    def _blatt(self, name: str, titel: str, *spalten: tuple[str, int, bool]) -> Blatt:
        return Blatt(name, [Spaltenkopf(*s) for s in spalten], titel, Anlage())

    def _aktiv(self, id_: str | None, fett: bool = False) -> Zelle:
        if id_ is None:
            return Zelle()
        groesse, wert = self.netz[id_], self.ergebnis.werte[id_]
        anlage = self.rechenblatt.anlage
        adresse = self.rechenblatt.aktiv(id_) if id_ in anlage.zeilen else anlage.orte[id_].adresse("")
        return Zelle(verweis=f"={adresse}", wert=wert, einheit=groesse.einheit, fett=fett)

    def auswertung(self) -> Blatt:
        """Return totals of the active scenario: per Amt, Teilhaushalt, grade, start, basis and Haushaltsjahr."""
        blatt = self._blatt("Auswertung", "Auswertung im aktiven Szenario", ("Schlüssel", 14, False),
                            ("Bezeichnung", 34, False), *((t, 18, True) for t in MASSE.values()))  # fmt: skip
        for dimension in (GESAMT, *DIMENSION_TITEL):
            schluessel = ("",) if dimension == GESAMT else self.ergebnis.schluessel(dimension)
            if schluessel:
                titel = "Insgesamt" if dimension == GESAMT else f"Je {DIMENSION_TITEL[dimension]}"
                self._add_zeilen(blatt, titel, dimension, schluessel, "")
        for jahr in self.ergebnis.modell.jahre:
            zeilen = [(GESAMT, ("",)), ("teilhaushalt", self.ergebnis.schluessel("teilhaushalt"))]
            for dimension, schluessel in zeilen:
                titel = f"Haushaltsjahr {jahr}" + ("" if dimension == GESAMT else " je Teilhaushalt")
                self._add_zeilen(blatt, titel, dimension, schluessel, f".{jahr}")
        return blatt

    def _add_zeilen(self, blatt: Blatt, titel: str, dimension: str, schluessel: Sequence[str], jahr: str) -> None:
        blatt.add_ueberschrift(titel)
        erste = blatt.naechste()
        for s in schluessel:
            zellen = [self._aktiv(self.ergebnis.summen_id(f"{m}{jahr}", dimension, s)) for m in MASSE]
            blatt.add([Zelle(s), self._titel(dimension, s), *zellen])
        self.bereiche[titel] = (erste, blatt.naechste() - 1)

    def _titel(self, dimension: str, schluessel: str) -> Zelle:
        if dimension == GESAMT:
            return Zelle("Insgesamt", fett=True)
        titel = self.tabellen.titel_von(dimension, schluessel)
        return Zelle("" if titel == schluessel else titel, umbruch=True)

    def stellenplan(self) -> Blatt:
        """Return the extract of the Stellenplan: posts per grade before and after, and the kw- and ku-Vermerke."""
        oben, unten = stellenplan(self.tabellen), vermerke(self.tabellen)
        titel = [s.titel for s in oben.spalten]
        if unten.zeilen:
            titel += [""] * (len(unten.spalten) - len(titel))
        spalten = ((t, b, bool(t) and n > 0) for n, (t, b) in enumerate(zip(titel, _PLANBREITEN, strict=False)))
        blatt = self._blatt("Stellenplan", "Auszug aus dem Stellenplan im aktiven Szenario", *spalten)
        for nummer, zeile in enumerate(oben.zeilen, start=1):
            blatt.add([self._gezeigt(z, fett=nummer == len(oben.zeilen)) for z in zeile])
        if unten.zeilen:
            blatt.add_ueberschrift(unten.titel)
            blatt.add([Zelle(s.titel, kopf=True) for s in unten.spalten])
            for zeile in unten.zeilen:
                blatt.add([self._gezeigt(z) for z in zeile])
        return blatt

    def _gezeigt(self, zelle: Tabellenzelle, fett: bool = False) -> Zelle:
        """Return the live cell of a table's figure, or its text."""
        return self._aktiv(zelle.id, fett) if zelle.id else Zelle(zelle.text, fett=fett, umbruch=True)

    def uebersicht(self) -> Blatt:
        """Return the first sheet: scenario switch, totals of the active scenario, and what the sheets hold."""
        kopf = self.ergebnis.modell.fall.kopf
        blatt = self._blatt("Übersicht", kopf.titel, ("", 34, False), ("", 26, True), ("", 70, False))
        texte = szenarien(self.ergebnis.modell)
        hinweis = "Hier das Szenario wählen; alle Blätter folgen."
        blatt.add([Zelle("Aktives Szenario", fett=True), Zelle(self.ergebnis.szenario, eingabe=True), Zelle(hinweis)])
        blatt.add([Zelle("Nummer des Szenarios"), Zelle(verweis=self._nummer(), wert=Fraction(self._stelle()))])
        blatt.add_ueberschrift("Ergebnis im aktiven Szenario")
        for mass, titel in MASSE.items():
            blatt.add([Zelle(titel), self._aktiv(self.ergebnis.summen_id(mass))])
        for jahr in self.ergebnis.modell.jahre:
            for mass in ("kosten", "erstattung", "netto"):
                id_ = self.ergebnis.summen_id(f"{mass}.{jahr}")
                if id_:
                    blatt.add([Zelle(f"{MASSE[mass].removesuffix(' EUR')} {jahr} EUR"), self._aktiv(id_)])
        blatt.add_ueberschrift("Szenarien")
        for e in self.ergebnisse:
            blatt.add([Zelle(e.szenario), Zelle(), Zelle(texte[e.szenario].beschreibung, umbruch=True)])
        blatt.add_ueberschrift("Gelbe Zellen sind Eingaben; alle anderen Zahlen sind Formeln.")
        return blatt

    def _stelle(self) -> int:
        return 1 + [e.szenario for e in self.ergebnisse].index(self.ergebnis.szenario)

    def _nummer(self) -> str:
        spalten = list(self.rechenblatt.anlage.szenariospalten.values())
        kopf = f"'{RECHENWEG}'!${spaltenname(spalten[0])}$3:${spaltenname(spalten[-1])}$3"
        return f"=MATCH(${spaltenname(AUSWAHL_SPALTE)}${AUSWAHL_ZEILE + 1},{kopf},0)"

    def vergleich(self) -> Blatt:
        """Return all scenarios side by side, live, with the difference of each to the base."""
        namen = [e.szenario for e in self.ergebnisse]
        blatt = self._blatt("Szenarienvergleich", "Szenarienvergleich", ("Größe", 50, False), ("Einheit", 10, False),
                            *((n, 18, True) for n in namen),
                            *((f"{n} − {namen[0]}", 18, True) for n in namen[1:]))  # fmt: skip
        ids = [i for m in MASSE if (i := self.ergebnis.summen_id(m))]
        self.bedarfszeile = blatt.naechste() + 1 + list(MASSE).index("bedarf")
        je_jahr = (f"{m}.{j}" for j in self.ergebnis.modell.jahre for m in ("kosten", "netto"))
        ids += [i for m in je_jahr if (i := self.ergebnis.summen_id(m))]
        self._add_vergleich(blatt, "Insgesamt", dict.fromkeys(ids))
        for dimension in ("amt", "bewertung"):
            for mass in ("stellen", "kosten"):
                alle = (self.ergebnis.summen_id(mass, dimension, s) for s in self.ergebnis.schluessel(dimension))
                ids = [i for i in alle if i]
                titel = f"{MASSE[mass]} je {DIMENSION_TITEL[dimension]}"
                self._add_vergleich(blatt, titel, dict.fromkeys(ids))
        bedarf = {
            b.ergebnis: b.bemessung.bezeichnung or self.ergebnis.modell.posten_von(b)[0].position.funktion
            for b in self.ergebnis.modell.bemessungen
            if len({e.werte[b.ergebnis] for e in self.ergebnisse}) > 1
        }
        if bedarf:
            self._add_vergleich(blatt, "Berechneter Bedarf, soweit er sich ändert", bedarf)
        return blatt

    def _add_vergleich(self, blatt: Blatt, titel: str, ids: Mapping[str, str | None]) -> None:
        blatt.add_ueberschrift(titel)
        erste = blatt.naechste()
        for id_, name in ids.items():
            groesse = self.netz[id_]
            zellen = [Zelle(name or groesse.bezeichnung, umbruch=True), Zelle(groesse.einheit.anzeige)]
            orte = [self.rechenblatt.anlage.ort(id_, e.szenario).adresse("") for e in self.ergebnisse]
            for ort, e in zip(orte, self.ergebnisse, strict=True):
                zellen.append(Zelle(verweis=f"={ort}", wert=e.werte[id_], einheit=groesse.einheit))
            basis = self.ergebnisse[0].werte[id_]
            for ort, e in zip(orte[1:], self.ergebnisse[1:], strict=True):
                zellen.append(Zelle(verweis=f"={ort}-{orte[0]}", wert=e.werte[id_] - basis, einheit=groesse.einheit))
            blatt.add(zellen)
        self.bereiche[titel] = (erste, blatt.naechste() - 1)
