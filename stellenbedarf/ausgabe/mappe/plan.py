"""Plans the result workbook: the case's own input sheets, extended by computed columns, and the result sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort
from stellenbedarf.ausgabe.mappe.auswertung import Auswertung
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.ausgabe.mappe.eingabeblaetter import eingabeblaetter
from stellenbedarf.ausgabe.mappe.parameterblatt import Parameterblatt
from stellenbedarf.ausgabe.mappe.rechenblatt import Rechenblatt
from stellenbedarf.ausgabe.mappe.zuordnung import Schluessel, orte_der_ersatzwerte, orte_der_groessen
from stellenbedarf.modell.fall import Fall
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.positionen import Posten
from stellenbedarf.tabellen import Tabellen
from stellenbedarf.vergleichstabellen import vergleiche

# computed columns beside the inputs of a position: role and title
_POSITIONSSPALTEN = {
    "bedarf": "berechnet (VZÄ)",
    "stellen": "Stellen (VZÄ)",
    "abweichung": "Abweichung (VZÄ)",
    "kostensatz": "Kostensatz EUR",
    "stundensatz": "Stundensatz EUR",
    "kosten": "Jahreskosten EUR",
    "erstattung": "Erstattung EUR",
    "netto": "Netto EUR",
}


class Plan:
    """All sheets of one workbook; every quantity of the net has its cell in every scenario."""

    def __init__(self, ergebnisse: Sequence[Ergebnis], aktiv: Ergebnis) -> None:
        """Plan the workbook.

        Args:
            ergebnisse: results of all scenarios, the base first.
            aktiv: the one of them that is active when the workbook is opened.
        """
        self.ergebnis = aktiv
        self.modell = aktiv.modell
        self.tabellen = Tabellen(aktiv)
        self.rechenblatt = Rechenblatt(self.tabellen.rechenweg, ergebnisse, self._ersetzbar())
        self.anlage = self.rechenblatt.anlage
        eingaben = self._eingaben()
        parameter = Parameterblatt(self.tabellen.rechenweg, self.anlage)
        self._add_positionsspalten()
        self.auswertung = Auswertung(self.tabellen, self.rechenblatt, ergebnisse)
        self.blaetter: list[Blatt] = [
            self.auswertung.uebersicht(),
            self.auswertung.auswertung(),
            self.auswertung.stellenplan(),
            *([self.auswertung.vergleich()] if len(ergebnisse) > 1 else []),
            *self._vergleiche(),
            *eingaben,
            parameter.blatt,
            self.rechenblatt.blatt(),
            self._quellen(),
            self._hinweise(),
        ]

    def _ersetzbar(self) -> list[str]:
        """Return the ids of the inputs that the sheet Szenarien can replace."""
        ids: list[str] = []
        for fall, praefix in zip(self.modell.faelle, self.modell.praefixe, strict=True):
            if not fall.szenarien:
                continue
            ids += [f"{praefix}annahme.{a.name}" for a in fall.annahmen.values() if not a.berechnet]
            felder = {(nr, f) for s in fall.szenarien.values() for nr, werte in s.positionen.items() for f in werte}
            ersetzt = [(p.nr, f) for p in fall.positionen for f in _ERSETZBARE if (p.nr, f) in felder]
            ids += [f"{praefix}position.{nr}.{feld}" for nr, feld in ersetzt]
        return ids

    def _eingaben(self) -> list[Blatt]:
        """Return the input sheets of every case and note their cells; later cases carry a number in the sheet name."""
        blaetter: list[Blatt] = []
        self._positionsblatt: dict[str, tuple[Blatt, dict[Schluessel, Zellort]]] = {}
        for nummer, (fall, praefix) in enumerate(zip(self.modell.faelle, self.modell.praefixe, strict=True), start=1):
            mappe = eingabeblaetter(fall, Anlage())
            zusatz = f" {nummer}" if nummer > 1 else ""
            orte = {k: replace(o, blatt=f"{o.blatt}{zusatz}") for k, o in mappe.orte.items()}
            for blatt in mappe.blaetter:
                blatt.name = f"{blatt.name}{zusatz}"
            self.anlage.orte.update(orte_der_groessen(fall, praefix, self.modell.netz, orte))
            self.anlage.ersatz.update(orte_der_ersatzwerte(fall, praefix, orte))
            nach_name = {b.name: b for b in mappe.blaetter}
            self._positionsblatt[praefix] = (nach_name[f"Positionen{zusatz}"], orte)
            self._add_wirksam(fall, praefix, nach_name, orte)
            blaetter += mappe.blaetter
        return blaetter

    def _add_wirksam(
        self, fall: Fall, praefix: str, blaetter: dict[str, Blatt], orte: dict[Schluessel, Zellort]
    ) -> None:
        """Add to every Annahme the value that is in force in the active scenario."""
        genutzt = {orte["annahmen", n, "wert"].blatt for n in fall.annahmen if ("annahmen", n, "wert") in orte}
        for name in genutzt:
            blaetter[name].spalten = [*blaetter[name].spalten, Spaltenkopf("wirksam im aktiven Szenario", 18, True)]
        for name in fall.annahmen:
            id_ = f"{praefix}annahme.{name}"
            ort = orte.get(("annahmen", name, "wert"))
            if ort is not None and id_ in self.anlage.zeilen:
                einheit, wert = self.modell.netz[id_].einheit, self.ergebnis.werte[id_]
                zelle = Zelle(verweis=f"={self.rechenblatt.aktiv(id_)}", wert=wert, einheit=einheit)
                _setze(blaetter[ort.blatt], ort.zeile, len(blaetter[ort.blatt].spalten) - 1, zelle)

    def _add_positionsspalten(self) -> None:
        """Add to every position what is computed for it in the active scenario."""
        je_jahr = ((r, j) for j in self.modell.jahre for r in ("monate", "kosten", "erstattung"))
        moeglich = {**_POSITIONSSPALTEN, **{f"{r}.{j}": f"{r.capitalize()} {j}" for r, j in je_jahr}}
        titel = {r: t for r, t in moeglich.items() if any(r in p.ids for p in self.modell.posten)}
        for praefix, (blatt, orte) in self._positionsblatt.items():
            erste = len(blatt.spalten)
            blatt.spalten = [*blatt.spalten, *(Spaltenkopf(t, 15, True) for t in titel.values())]
            for posten in self.modell.posten:
                if posten.ids["kosten"] != f"{praefix}position.{posten.position.nr}.kosten":
                    continue
                zeile = orte["positionen", posten.position.nr, "bewertung"].zeile
                for stelle, rolle in enumerate(titel):
                    if rolle in posten.ids:
                        _setze(blatt, zeile, erste + stelle, self._aktiv(posten, rolle))

    def _aktiv(self, posten: Posten, rolle: str) -> Zelle:
        return self._live(posten.ids[rolle])

    def _vergleiche(self) -> list[Blatt]:
        """Return Soll-Ist and own work against contracts, live in the active scenario; no sheet where there is none."""
        gefunden = vergleiche(self.tabellen)
        if not gefunden:
            return []
        blatt = Blatt("Vergleiche", [Spaltenkopf("", breite) for breite in (50, 18, 20, 18, 30, 27, 40)],
                      "Vergleiche im aktiven Szenario", Anlage())  # fmt: skip
        for tabelle in gefunden:
            blatt.add_ueberschrift(tabelle.titel)
            blatt.add([Zelle(s.titel, kopf=True, rechts=s.rechts) for s in tabelle.spalten])
            for zeile in tabelle.zeilen:
                blatt.add([
                    self._live(z.id, _zahlformat(z.text)) if z.id else Zelle(z.text, umbruch=True) for z in zeile
                ])  # fmt: skip
        return [blatt]

    def _live(self, id_: str, zahlformat: str = "") -> Zelle:
        groesse, wert = self.modell.netz[id_], self.ergebnis.werte[id_]
        if id_ in self.anlage.zeilen:
            verweis = f"={self.rechenblatt.aktiv(id_)}"
        else:
            verweis = f"={self.anlage.orte[id_].adresse('')}"
        return Zelle(verweis=verweis, wert=wert, einheit=groesse.einheit, zahlformat=zahlformat)

    def _quellen(self) -> Blatt:
        spalten = [Spaltenkopf("Quelle", 100), Spaltenkopf("Stand", 14), Spaltenkopf("verwendet für", 60)]
        blatt = Blatt("Quellen", spalten, "Quellen und Regeln", Anlage())
        genutzt: dict[tuple[str, str], list[str]] = {}
        for groesse in self.modell.netz:
            if groesse.herkunft and groesse.herkunft.quelle:
                genutzt.setdefault((groesse.herkunft.quelle, groesse.herkunft.stand), []).append(groesse.bezeichnung)
        for (quelle, stand), namen in genutzt.items():
            verwendung = ", ".join(dict.fromkeys(namen))
            blatt.add([Zelle(quelle, umbruch=True), Zelle(stand), Zelle(verwendung[:1000], umbruch=True)])
        return blatt

    def _hinweise(self) -> Blatt:
        titel = {"Stufe": 14, "Hinweis": 100, "Fundstelle": 44, "Abhilfe": 50}
        spalten = [Spaltenkopf(t, breite) for t, breite in titel.items()]
        blatt = Blatt("Hinweise", spalten, "Hinweise der Prüfung", Anlage())
        for h in self.ergebnis.hinweise:
            blatt.add([Zelle(h.stufe.value), Zelle(h.text, umbruch=True), Zelle(str(h.fundstelle or ""), umbruch=True),
                       Zelle(h.abhilfe, umbruch=True)])  # fmt: skip
        return blatt


def _zahlformat(text: str) -> str:
    """Return the number format with the decimals of a text; zero stands for „keine“ in a column that says so."""
    zahl, _, prozent = text.partition(" ")
    _, _, nachkomma = zahl.partition(",")
    format_ = "#,##0" + ("." + "0" * len(nachkomma) if nachkomma else "") + prozent
    return format_ if text[-1:].isdigit() or prozent else f'#,##0;-#,##0;"{text}"'


_ERSETZBARE = ("beantragt", "beginn", "ende", "erstattungsquote")


def _setze(blatt: Blatt, zeile: int, spalte: int, zelle: Zelle) -> None:
    """Put a cell into a planned row, padding the row with empty cells."""
    zellen = blatt.zeilen[zeile - blatt.kopfzeile - 1]
    assert zellen is not None
    zellen += [Zelle() for _ in range(spalte + 1 - len(zellen))]
    zellen[spalte] = zelle
