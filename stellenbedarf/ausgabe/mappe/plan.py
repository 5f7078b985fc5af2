"""Plans the sheets of the result workbook: which quantity stands where."""

from __future__ import annotations

from collections.abc import Iterable

from stellenbedarf.ausgabe.inhalt.nachweis import fundstelle
from stellenbedarf.ausgabe.mappe.anlage import Anlage, Positionsblatt, Zellort
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.formel.einheit import DATUM
from stellenbedarf.netz import Groesse, Herkunft
from stellenbedarf.rechnung.summen import DIMENSION_TITEL, GESAMT
from stellenbedarf.tabellen import Tabellen, vermerk
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.zahlen import read_datum, tageszahl

_MASSE = {
    "stellen": "Stellen",
    "bedarf": "rechnerische Stellen",
    "kosten": "Kosten EUR",
    "erstattung": "Erstattung EUR",
    "netto": "Netto EUR",
}


class Plan:
    """All sheets of one result, planned so that every quantity of the net has exactly one home cell."""

    def __init__(self, tabellen: Tabellen) -> None:
        """Bind to a result."""
        self.tabellen = tabellen
        self.ergebnis = tabellen.ergebnis
        self.netz = self.ergebnis.modell.netz
        self.rechenweg = tabellen.rechenweg
        self.anlage = Anlage()
        eingaben, saetze, bemessung = self._eingaben(), self._kostensaetze(), self._bemessung()
        positionen, auswertung = self._positionen(), self._auswertung()
        self.blaetter = (  # planned in the order of computation, shown in the order of reading
            auswertung, positionen, eingaben, saetze, bemessung, self._rechenweg(), self._quellen(), self._hinweise(),
        )  # fmt: skip

    def _blatt(self, name: str, titel: str, *spalten: tuple[str, int]) -> Blatt:
        return Blatt(name, [Spaltenkopf(t, b, t in _RECHTS) for t, b in spalten], titel, self.anlage)

    def _praefix(self, id_: str) -> str:
        for praefix in self.ergebnis.modell.praefixe:
            if praefix and id_.startswith(praefix):
                id_ = id_.removeprefix(praefix)
        return id_.partition(".")[0]

    def _angabe(self, groesse: Groesse) -> list[Zelle]:
        """Return the row of a stated or derived value: label, name, value, unit, source, date, status, place."""
        herkunft = groesse.herkunft
        zeile = [
            Zelle(self.rechenweg.marke(groesse.id)),
            Zelle(groesse.bezeichnung, umbruch=True),
            Zelle(groesse=groesse),
            Zelle(groesse.einheit.anzeige),
        ]
        if herkunft is None:
            assert groesse.formel is not None
            return [*zeile, Zelle(groesse.formel.quelle, umbruch=True)]
        return [
            *zeile,
            Zelle(herkunft.quelle, umbruch=True),
            Zelle(herkunft.stand),
            Zelle(herkunft.status),
            Zelle(fundstelle(self.rechenweg, herkunft)),
        ]

    _ANGABEN = (
        ("Nr.", 7), ("Angabe", 44), ("Wert", 16), ("Einheit", 22), ("Quelle", 60), ("Stand", 12), ("Status", 12),
        ("Fundstelle", 20),
    )  # fmt: skip

    def _eingaben(self) -> Blatt:
        blatt = self._blatt("Eingaben", f"Eingaben: {self.ergebnis.modell.fall.kopf.titel}", *self._ANGABEN)
        arten = (("Annahmen", ("annahme",)), ("Einzelangaben der Bemessungen", ("bemessung", "sachkosten")),
                 ("Haushaltsjahre und Umrechnungen", ("haushaltsjahr", "konstante")))  # fmt: skip
        for titel, praefixe in arten:
            groessen = [
                g for g in self.netz
                if self._praefix(g.id) in praefixe and (not g.ist_schritt or praefixe == ("annahme",))
            ]  # fmt: skip
            if groessen:
                blatt.add_ueberschrift(titel)
                for groesse in groessen:
                    blatt.add(self._angabe(groesse))
        return blatt

    def _kostensaetze(self) -> Blatt:
        blatt = self._blatt("Kostensätze", "Kostensätze in EUR je Stelle und Jahr", ("Bewertung", 26), ("Satz", 16),
                            ("Personalkosten", 16), ("Stand", 12), ("Status", 12), ("Quelle", 90))  # fmt: skip
        gemeinsam = [g for g in self.netz if g.id.endswith(("kostensatz.sachkosten", "kostensatz.gemeinkosten"))]
        for groesse in gemeinsam:
            assert groesse.herkunft is not None
            blatt.add([Zelle(groesse.bezeichnung), Zelle(groesse=groesse), Zelle(), *self._beleg(groesse.herkunft)])
        for praefix in self.ergebnis.modell.praefixe:
            if gemeinsam or len(self.ergebnis.modell.praefixe) > 1:
                blatt.add_ueberschrift("Sätze")
            for schluessel in (g for g in self.netz if g.id.startswith(f"{praefix}bewertung.")):
                name = schluessel.id.removeprefix(f"{praefix}bewertung.")
                satz = self.netz[f"{praefix}kostensatz.{name}"]
                personal = f"{praefix}personalkosten.{name}"
                herkunft = self.netz[personal].herkunft if personal in self.netz else satz.herkunft
                assert herkunft is not None
                anteil = Zelle(groesse=self.netz[personal]) if personal in self.netz else Zelle()
                blatt.add([Zelle(groesse=schluessel), Zelle(groesse=satz), anteil, *self._beleg(herkunft)])
        return blatt

    @staticmethod
    def _beleg(herkunft: Herkunft) -> list[Zelle]:
        return [Zelle(herkunft.stand), Zelle(herkunft.status), Zelle(herkunft.quelle)]

    def _bemessung(self) -> Blatt:
        blatt = self._blatt("Bemessung", "Bemessung: Rechenschritte der Verfahren", ("Nr.", 9), ("Größe", 44),
                            ("Ergebnis", 16), ("Einheit", 16), ("Formel", 70), ("Rundung", 40))  # fmt: skip
        for bemessung in self.ergebnis.modell.bemessungen:
            posten = self.ergebnis.modell.posten_von(bemessung)
            nummern = ", ".join(p.position.nr for p in posten)
            name = bemessung.bemessung.bezeichnung or posten[0].position.funktion
            verfahren = VERFAHREN[bemessung.bemessung.verfahren].titel
            wort = "Position" if len(posten) == 1 else "Positionen"
            blatt.add_ueberschrift(f"{wort} {nummern}: {name} ({verfahren})")
            zusammen = f"{bemessung.ergebnis.rpartition('.')[0]}.beantragt"
            schritte = [*bemessung.schritte, *([zusammen] if zusammen in self.netz else [])]
            self._add_schritte(blatt, schritte)
        if self.ergebnis.modell.sachposten:
            blatt.add_ueberschrift("Sachkosten")
            self._add_schritte(blatt, [s.id for s in self.ergebnis.modell.sachposten])
        return blatt

    def _add_schritte(self, blatt: Blatt, ids: Iterable[str]) -> None:
        for id_ in ids:
            schritt = self.rechenweg.schritt(id_)
            blatt.add(
                [Zelle(schritt.marke), Zelle(schritt.bezeichnung), Zelle(groesse=self.netz[id_]),
                 Zelle(self.netz[id_].einheit.anzeige), Zelle(schritt.symbolisch, umbruch=True),
                 Zelle(schritt.rundung, umbruch=True)]
            )  # fmt: skip

    def _positionen(self) -> Blatt:
        jahre = self.ergebnis.modell.jahre
        texte = (
            ("Nr.", 7), ("Amt", 8), ("Teilhaushalt", 12), ("Org.-Einheit", 12), ("Funktion", 44), ("Grundlage", 12),
            ("Vermerk", 14),
        )  # fmt: skip
        rollen = ["bewertung", "bedarf", "beantragt", "schritt", "stellen", "abweichung", "kostensatz", "kosten",
                  "erstattungsquote", "erstattung", "netto", "beginn", "ende"]  # fmt: skip
        rollen += [f"{r}.{j}" for j in jahre for r in ("monate", "kosten", "erstattung")]
        vorhanden = [r for r in rollen if any(r in p.ids for p in self.ergebnis.modell.posten)]
        spalten = [*texte, *((_rollentitel(r), 13) for r in vorhanden)]
        blatt = self._blatt("Positionen", "Positionen", *spalten)
        blatt.seitenbreite = 2
        erste = blatt.naechste()
        for posten in self.ergebnis.modell.posten:
            p = posten.position
            zeile = [
                Zelle(p.nr), Zelle(p.amt), Zelle(posten.gruppen["teilhaushalt"]), Zelle(p.org_einheit),
                Zelle(p.funktion, umbruch=True), Zelle(posten.gruppen["grundlage"]), Zelle(vermerk(p)),
            ]  # fmt: skip
            blatt.add(
                zeile + [Zelle(groesse=self.netz[posten.ids[r]]) if r in posten.ids else Zelle() for r in vorhanden]
            )
        spalten_von = {"amt": 1, "teilhaushalt": 2, "grundlage": 5}
        spalten_von.update({rolle: len(texte) + n for n, rolle in enumerate(vorhanden)})
        self.anlage.positionen = Positionsblatt(blatt.name, erste, blatt.naechste() - 1, spalten_von)
        return blatt

    def _auswertung(self) -> Blatt:
        blatt = self._blatt("Auswertung", "Auswertung", ("Schlüssel", 14), ("Bezeichnung", 34),
                            *((t, 18) for t in _MASSE.values()))  # fmt: skip
        for dimension in (GESAMT, *DIMENSION_TITEL):
            schluessel = [""] if dimension == GESAMT else list(self.ergebnis.schluessel(dimension))
            if not schluessel:
                continue
            blatt.add_ueberschrift("Insgesamt" if dimension == GESAMT else f"Je {DIMENSION_TITEL[dimension]}")
            for s in schluessel:
                zellen = [self._summe(self.ergebnis.summen_id(m, dimension, s)) for m in _MASSE]
                zeile = blatt.add([self._schluesselzelle(dimension, s), self._titelzelle(dimension, s), *zellen])
                self.anlage.schluessel[dimension, s] = Zellort(blatt.name, zeile, 0)
        for jahr in self.ergebnis.modell.jahre:
            blatt.add_ueberschrift(f"Haushaltsjahr {jahr}")
            for dimension in (GESAMT, "teilhaushalt"):
                for s in [""] if dimension == GESAMT else self.ergebnis.schluessel(dimension):
                    zellen = [self._summe(self.ergebnis.summen_id(f"{m}.{jahr}", dimension, s)) for m in _MASSE]
                    blatt.add([Zelle(s), self._titelzelle(dimension, s), *zellen])
        return blatt

    def _titelzelle(self, dimension: str, schluessel: str) -> Zelle:
        if dimension == GESAMT:
            return Zelle("Insgesamt")
        titel = self.tabellen.titel_von(dimension, schluessel)
        return Zelle("" if titel == schluessel else titel, umbruch=True)

    def _schluesselzelle(self, dimension: str, schluessel: str) -> Zelle:
        if dimension == "beginn":
            return Zelle(wert=tageszahl(read_datum(schluessel)), einheit=DATUM)
        return Zelle(schluessel)

    def _summe(self, id_: str | None) -> Zelle:
        return Zelle(groesse=self.netz[id_]) if id_ else Zelle()

    def _rechenweg(self) -> Blatt:
        blatt = self._blatt("Rechenweg", "Rechenweg: jeder Schritt mit lebender Zelle, Prüfwert und Abweichung",
                            ("Nr.", 9), ("Größe", 40), ("Formel", 60), ("eingesetzt (Stand der Ausgabe)", 60),
                            ("Ergebnis", 16), ("Einheit", 14), ("Prüfwert", 16), ("Abweichung", 13),
                            ("Regel", 50))  # fmt: skip
        for abschnitt in self.rechenweg.abschnitte():
            blatt.add_ueberschrift(f"{abschnitt.marke} {abschnitt.titel}")
            for schritt in abschnitt.schritte:
                groesse, wert = self.netz[schritt.id], self.ergebnis.werte[schritt.id]
                ort = self.anlage.orte[schritt.id].adresse(blatt.name)
                n = blatt.naechste() + 1
                blatt.add([
                    Zelle(schritt.marke),
                    Zelle(schritt.bezeichnung, umbruch=True),
                    Zelle(schritt.symbolisch, umbruch=True),
                    Zelle(schritt.eingesetzt, umbruch=True),
                    Zelle(verweis=f"={ort}", wert=wert, einheit=groesse.einheit),
                    Zelle(groesse.einheit.anzeige),
                    Zelle(wert=wert, einheit=groesse.einheit),
                    Zelle(verweis=f"=ROUND(E{n}-G{n},6)", wert=0),
                    Zelle(schritt.quelle, umbruch=True),
                ])  # fmt: skip
        return blatt

    def _quellen(self) -> Blatt:
        blatt = self._blatt("Quellen", "Quellen und Regeln", ("Quelle", 100), ("Stand", 14), ("verwendet für", 60))
        genutzt: dict[tuple[str, str], list[str]] = {}
        for groesse in self.netz:
            if groesse.herkunft and groesse.herkunft.quelle:
                genutzt.setdefault((groesse.herkunft.quelle, groesse.herkunft.stand), []).append(groesse.bezeichnung)
        for (quelle, stand), namen in genutzt.items():
            verwendung = ", ".join(dict.fromkeys(namen))
            blatt.add([Zelle(quelle, umbruch=True), Zelle(stand), Zelle(verwendung[:1000], umbruch=True)])
        return blatt

    def _hinweise(self) -> Blatt:
        blatt = self._blatt("Hinweise", "Hinweise der Prüfung", ("Stufe", 14), ("Hinweis", 110), ("Fundstelle", 50),
                            ("Abhilfe", 50))  # fmt: skip
        for h in self.ergebnis.hinweise:
            blatt.add([Zelle(h.stufe.value), Zelle(h.text, umbruch=True), Zelle(str(h.fundstelle or ""), umbruch=True),
                       Zelle(h.abhilfe, umbruch=True)])  # fmt: skip
        return blatt


_ROLLEN_TITEL = {
    "bewertung": "Bewertung",
    "bedarf": "berechnet (VZÄ)",
    "beantragt": "beantragt (VZÄ)",
    "schritt": "Rundungsschritt",
    "stellen": "Stellen (VZÄ)",
    "abweichung": "Abweichung (VZÄ)",
    "kostensatz": "Kostensatz EUR",
    "kosten": "Jahreskosten EUR",
    "erstattungsquote": "Erstattungsquote",
    "erstattung": "Erstattung EUR",
    "netto": "Netto EUR",
}
_RECHTS = {"Wert", "Satz", "Personalkosten", "Ergebnis", "Prüfwert", "Abweichung", *_MASSE.values()} | {
    t for r, t in _ROLLEN_TITEL.items() if r not in ("bewertung",)
}


def _rollentitel(rolle: str) -> str:
    if rolle in _ROLLEN_TITEL:
        return _ROLLEN_TITEL[rolle]
    art, _, jahr = rolle.partition(".")
    return f"{art.capitalize()} {jahr}" + (" EUR" if jahr and art != "monate" else "")
