"""Puts a town's own pay table into the net: pay of the steps, their shares, what the employer pays on top."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Einheit
from stellenbedarf.formel.einheit import EUR, MONATE, PROZENT, VZAE
from stellenbedarf.netz import PARAMETER, Bindung, Herkunft
from stellenbedarf.parameter.entgelte import SONDERZAHLUNG, TITEL, Entgelt, Faktor
from stellenbedarf.parameter.tabellen import Kostensatztabelle
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import entgelt as v


class Entgeltbau:
    """Adds the personnel cost of grades; a factor that several grades share is one quantity."""

    def __init__(self, bau: Bau, tabelle: Kostensatztabelle, zusatz: str) -> None:
        """Bind to the net; `zusatz` tells the tables of a case apart in titles and ids."""
        self._bau = bau
        self._tabelle = tabelle
        self._zusatz = zusatz
        self._faktoren: dict[Faktor, str] = {}

    def add(self, bewertung: str, name: str) -> str:
        """Add the steps from monthly pay to personnel cost (`name`: grade in ids); return the id of the cost."""
        bau, netz, entgelt = self._bau, self._bau.netz, self._tabelle.entgelte[bewertung]
        titel = f"{bewertung} {self._zusatz}".rstrip()
        monat = netz.add_schritt(
            bau.id("monatsentgelt", name), v.monatsentgelt(len(entgelt.stufen)), self._stufen(entgelt, titel, name),
            f"mittleres Monatsentgelt {titel}",
        )  # fmt: skip
        jahr: dict[str, Bindung] = {
            "monatsentgelt": monat, "monate_je_jahr": bau.konstante("monate_je_jahr"),
            "sonderzahlung": self._faktor(entgelt.sonderzahlung),
        }  # fmt: skip
        kosten: dict[str, Bindung] = {
            "jahresentgelt": netz.add_schritt(
                bau.id("jahresentgelt", name), v.jahresentgelt, jahr, f"Jahresentgelt {titel}"
            )
        }
        kosten |= {f"anteil_{n}": self._faktor(f) for n, f in enumerate(entgelt.anteile)}
        kosten |= {f"betrag_{n}": self._faktor(f) for n, f in enumerate(entgelt.betraege)}
        formel = v.personalkosten(len(entgelt.anteile), len(entgelt.betraege))
        return netz.add_schritt(bau.id("personalkosten", name), formel, kosten, f"Personalkosten {titel}")

    def _stufen(self, entgelt: Entgelt, titel: str, name: str) -> dict[str, Bindung]:
        tabelle, bindung = self._tabelle, dict[str, Bindung]()
        for nummer, stufe in enumerate(entgelt.stufen):
            teil = f"{name} Stufe {stufe.stufe}"
            for argument, art, was, einheit, wert, herkunft in (
                ("anteil", "stufenanteil", "Anteil", PROZENT, stufe.anteil,
                 Herkunft(PARAMETER, stufe.ort, tabelle.stufen_quelle)),
                ("entgelt", "stufenentgelt", "Monatsentgelt", v.EUR_IM_MONAT, stufe.entgelt,
                 Herkunft(PARAMETER, stufe.ort, tabelle.quelle, tabelle.stand)),
            ):  # fmt: skip
                bindung[f"{argument}_{nummer}"] = self._bau.netz.add_wert(
                    self._bau.id(art, teil), f"{was} {titel} Stufe {stufe.stufe}", einheit, wert, herkunft
                )
        return bindung

    def _faktor(self, faktor: Faktor) -> str:
        if faktor not in self._faktoren:
            id_ = self._bau.id("arbeitgeberkosten", f"{self._zusatz} {len(self._faktoren) + 1}".lstrip())
            herkunft = Herkunft(PARAMETER, faktor.ort, faktor.quelle, faktor.stand)
            wert, einheit = self._wert(faktor)
            titel = f"{faktor.bezeichnung or TITEL[faktor.art]} ({', '.join(faktor.bewertungen) or faktor.gruppe})"
            self._faktoren[faktor] = self._bau.netz.add_wert(id_, titel, einheit, wert, herkunft)
        return self._faktoren[faktor]

    @staticmethod
    def _wert(faktor: Faktor) -> tuple[Fraction, Einheit]:
        if faktor.satz is not None:
            return faktor.satz, MONATE if faktor.art == SONDERZAHLUNG else PROZENT
        assert faktor.betrag is not None
        return faktor.betrag, EUR / VZAE
