"""The sheet Parameter: rates as one table to look up, and every value that comes from no input sheet."""

from __future__ import annotations

from stellenbedarf.ausgabe.inhalt.nachweis import fundstelle
from stellenbedarf.ausgabe.mappe.anlage import Anlage, Zellort
from stellenbedarf.ausgabe.mappe.blatt import Blatt, Spaltenkopf, Zelle
from stellenbedarf.netz import Groesse
from stellenbedarf.rechenweg import Rechenweg

_SPALTEN = {
    "Nr.": 8, "Angabe": 46, "Wert": 18, "Einheit": 18, "Stand": 12, "Status": 12, "Fundstelle": 30, "Quelle": 90,
}  # fmt: skip
_SCHLUESSEL, _WERT = 1, 2


class Parameterblatt:
    """Plans the sheet and notes the cells of its values."""

    def __init__(self, rechenweg: Rechenweg, anlage: Anlage) -> None:
        """Plan the sheet; `anlage.orte` must already hold the cells of the input sheets."""
        self._rechenweg = rechenweg
        self._anlage = anlage
        self._netz = rechenweg.ergebnis.modell.netz
        self.blatt = Blatt("Parameter", [Spaltenkopf(t, b, t == "Wert") for t, b in _SPALTEN.items()],
                           "Parameter: Kostensätze, Richtwerte und Umrechnungen", Anlage())  # fmt: skip
        for praefix in rechenweg.ergebnis.modell.praefixe:
            self._add_kostensaetze(praefix)
        rest = [
            g for g in self._netz
            if not g.ist_schritt and g.id not in anlage.orte and g.id not in anlage.tafel
        ]  # fmt: skip
        if rest:
            self.blatt.add_ueberschrift("Richtwerte, Vorgaben und Umrechnungen")
            for groesse in rest:
                self._add(groesse)

    def _add(self, groesse: Groesse) -> None:
        """Plan the row of a value that has no cell yet: this is its cell."""
        wert = self._rechenweg.ergebnis.modell.netz[groesse.id].wert
        eingabe = Zelle(eingabe=True, wert=wert, einheit=groesse.einheit)
        vorn = [Zelle(self._rechenweg.marke(groesse.id)), Zelle(groesse.bezeichnung, umbruch=True)]
        zeile = self.blatt.add([*vorn, eingabe, Zelle(groesse.einheit.anzeige), *self._beleg(groesse)])
        self._anlage.orte[groesse.id] = Zellort(self.blatt.name, zeile, _WERT)

    def _beleg(self, groesse: Groesse) -> list[Zelle]:
        herkunft = groesse.herkunft
        if herkunft is None:
            return []
        ort = fundstelle(self._rechenweg, herkunft)
        return [Zelle(herkunft.stand), Zelle(herkunft.status), Zelle(ort), Zelle(herkunft.quelle)]

    def _add_kostensaetze(self, praefix: str) -> None:
        """Plan one table of all rates of a case, so that a look-up finds them in one range."""
        bestandteile = ("sachkosten", "itkosten", "gemeinkosten")
        lose = [
            g for g in self._netz
            if g.id.startswith(f"{praefix}kostensatz.") and g.id.endswith(bestandteile) and not g.ist_schritt
        ]  # fmt: skip
        arten = ("personalkosten", "stufenanteil", "stufenentgelt", "arbeitgeberkosten")
        lose += [
            g for g in self._netz if not g.ist_schritt and g.id.startswith(tuple(f"{praefix}{art}." for art in arten))
        ]
        if lose:
            self.blatt.add_ueberschrift("Bestandteile der Kostensätze")
            for groesse in lose:
                self._add(groesse)
        self.blatt.add_ueberschrift("Kostensätze")
        bisher = ""
        for schluessel in [g for g in self._netz if g.id.startswith(f"{praefix}bewertung.")]:
            name = schluessel.id.removeprefix(f"{praefix}bewertung.")
            tafel = name.rpartition(": ")[0]
            if tafel != bisher:
                self.blatt.add_ueberschrift(f"Kostensätze {tafel}")
                bisher = tafel
            satz = self._netz[f"{praefix}kostensatz.{name}"]
            eigener = self._anlage.orte.get(satz.id)
            if eigener is None and not satz.ist_schritt:
                wert = Zelle(eingabe=True, wert=satz.wert, einheit=satz.einheit)
            else:
                ort = eigener or self._anlage.ort(satz.id, next(iter(self._anlage.szenariospalten)))
                verweis = f"={ort.adresse(self.blatt.name)}"
                wert = Zelle(verweis=verweis, wert=self._rechenweg.ergebnis.werte[satz.id], einheit=satz.einheit)
            text = Zelle(eingabe=True, text=str(schluessel.wert))
            zeile = self.blatt.add([Zelle(self._rechenweg.marke(satz.id)), text, wert, Zelle(satz.einheit.anzeige),
                                    *self._beleg(satz)])  # fmt: skip
            self._anlage.tafel[schluessel.id] = Zellort(self.blatt.name, zeile, _SCHLUESSEL)
            self._anlage.tafel[satz.id] = Zellort(self.blatt.name, zeile, _WERT)
