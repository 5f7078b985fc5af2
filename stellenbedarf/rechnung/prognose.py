"""Puts forecasts into the net: past years as inputs, the chosen model as steps, a value and a range per future year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from stellenbedarf.formel import Einheit, Formel, einheit
from stellenbedarf.formel.einheit import JAHR, PROZENT
from stellenbedarf.modell.fall import Annahme
from stellenbedarf.netz import EINGABE, Bindung, Herkunft, Reihe
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import prognose as p


@dataclass(frozen=True)
class Prognose:
    """A forecast in the net: by future year the ids of `wert` and, where the model gives a range, `niedrig`, `hoch`.

    The value of the first year is the value of the Annahme. `schritte` are all its steps in the order of computation.
    """

    annahme: Annahme
    je_jahr: Mapping[int, Mapping[str, str]]
    schritte: tuple[str, ...]


def add_prognose(bau: Bau, annahme: Annahme) -> Prognose:
    """Add all steps of a forecast; the value of its first year gets the id of the Annahme."""
    return _Prognosebau(bau, annahme).prognose()


class _Prognosebau:
    def __init__(self, bau: Bau, annahme: Annahme) -> None:
        self.bau = bau
        self.annahme = annahme
        self.einheit: Einheit = einheit(annahme.einheit)
        self.jahre: list[int] = []
        self.jahr_ids: list[str] = []
        self.wert_ids: list[str] = []
        self.schritte: list[str] = []
        for nummer, zeile in enumerate(bau.fall.verlaeufe, start=1):
            if zeile.annahme == annahme.name:
                jahr = int(zeile.jahr)
                name = f"{annahme.bezeichnung} {jahr}"
                herkunft = Herkunft(EINGABE, zeile.orte.get("wert"), zeile.quelle, zeile.stand, zeile.status)
                self.jahre.append(jahr)
                self.wert_ids.append(
                    bau.netz.add_wert(bau.id("verlauf", str(nummer)), name, self.einheit, zeile.wert, herkunft)
                )
                jahr_herkunft = Herkunft(EINGABE, zeile.orte.get("jahr"))
                self.jahr_ids.append(
                    bau.netz.add_wert(
                        bau.id("verlaufsjahr", str(nummer)), f"Jahr {jahr}", JAHR, zeile.jahr, jahr_herkunft
                    )
                )

    def prognose(self) -> Prognose:
        rechnen = {p.KONSTANT: self._konstant, p.LINEAR: self._linear, p.WACHSTUM: self._wachstum,
                   p.GEGEBEN: self._gegeben}[self.annahme.prognose]  # fmt: skip
        je_jahr = rechnen()
        return Prognose(self.annahme, je_jahr, tuple(self.schritte))

    def _id(self, *teile: str) -> str:
        return self.bau.id("prognose", self.annahme.name, *teile)

    def _schritt(self, id_: str, formel: Formel, bindung: dict[str, Bindung], zusatz: str = "") -> str:
        name = f"{formel.bezeichnung} {zusatz}".rstrip()
        self.schritte.append(self.bau.netz.add_schritt(id_, formel, bindung, name, formel.einheit))
        return id_

    def _wert(self, jahr: int, formel: Formel, bindung: dict[str, Bindung]) -> str:
        """Add the value of a future year; the first one is the Annahme itself."""
        if jahr != self.annahme.zieljahre[0]:
            return self._schritt(self._id(str(jahr)), formel, bindung, str(jahr))
        id_ = self.bau.id("annahme", self.annahme.name)
        name = f"{self.annahme.bezeichnung} {jahr}"
        self.schritte.append(self.bau.netz.add_schritt(id_, formel, bindung, name, self.einheit))
        return id_

    def _extremum(self, hoch: bool) -> str:
        bindung: dict[str, Bindung] = {"werte": Reihe(tuple(self.wert_ids), "Werte der vergangenen Jahre")}
        formel = p.extremum("Wert", hoch, self.einheit)
        return self._schritt(self._id("groesster" if hoch else "kleinster"), formel, bindung)

    def _konstant(self) -> dict[int, dict[str, str]]:
        grenzen = {"niedrig": self._extremum(False), "hoch": self._extremum(True)}
        formel = p.uebernommen(self.einheit, "Prognose: Der letzte Wert bleibt gleich")
        return {
            j: {"wert": self._wert(j, formel, {"wert": self.wert_ids[-1]}), **grenzen} for j in self.annahme.zieljahre
        }

    def _linear(self) -> dict[int, dict[str, str]]:
        anzahl, e = len(self.jahre), self.einheit
        groessen: dict[str, Bindung] = {
            "mitteljahr": self._schritt(
                self._id("mitteljahr"), p.mittel("Summe der Jahre", "mittleres Jahr", anzahl, JAHR),
                {"werte": Reihe(tuple(self.jahr_ids), "Jahre")},
            ),
            "mittelwert": self._schritt(
                self._id("mittelwert"), p.mittel("Summe der Werte", "Mittelwert", anzahl, e),
                {"werte": Reihe(tuple(self.wert_ids), "Werte der vergangenen Jahre")},
            ),
        }  # fmt: skip
        for nummer, (jahr_id, wert_id) in enumerate(zip(self.jahr_ids, self.wert_ids, strict=True)):
            groessen |= {f"jahr_{nummer}": jahr_id, f"wert_{nummer}": wert_id}
        groessen["steigung"] = self._schritt(self._id("steigung"), p.steigung(anzahl, e), groessen)
        abweichungen = [
            self._schritt(self._id("abweichung", str(jahr)), p.abweichung_vom_trend(e),
                          {**groessen, "jahr": jahr_id, "wert": wert_id}, str(jahr))
            for jahr, jahr_id, wert_id in zip(self.jahre, self.jahr_ids, self.wert_ids, strict=True)
        ]  # fmt: skip
        groesste = self._schritt(self._id("groesste_abweichung"), p.groesste_abweichung(e),
                                 {"abweichungen": Reihe(tuple(abweichungen), "Abweichungen vom Trend")})  # fmt: skip
        gefunden = {}
        for jahr in self.annahme.zieljahre:
            zieljahr = self.bau.netz.add_wert(
                self.bau.id("zieljahr", self.annahme.name, str(jahr)), f"Jahr {jahr}", JAHR, Fraction(jahr),
                Herkunft(EINGABE, self.annahme.orte.get("zieljahre")),
            )  # fmt: skip
            wert = self._wert(jahr, p.trendwert(e), {**groessen, "jahr": zieljahr})
            mitte: dict[str, Bindung] = {"trendwert": wert, "groesste_abweichung": groesste}
            gefunden[jahr] = {
                "wert": wert,
                "niedrig": self._schritt(self._id(str(jahr), "niedrig"), p.rand(False, e), mitte, str(jahr)),
                "hoch": self._schritt(self._id(str(jahr), "hoch"), p.rand(True, e), mitte, str(jahr)),
            }
        return gefunden

    def _wachstum(self) -> dict[int, dict[str, str]]:
        raten = [
            self._schritt(self._id("rate", str(jahr)), p.jahresrate(), {"vorjahr": alt, "wert": neu}, str(jahr))
            for jahr, (alt, neu) in zip(self.jahre[1:], pairwise(self.wert_ids), strict=True)
        ]
        if self.annahme.wachstumsrate is None:
            groessen: dict[str, Bindung] = {"erster": self.wert_ids[0], "letzter": self.wert_ids[-1]}
            rate = self._schritt(self._id("rate"), p.mittlere_rate(len(raten)), groessen)
        else:
            herkunft = Herkunft(
                EINGABE, self.annahme.orte.get("wachstumsrate"), self.annahme.quelle, self.annahme.stand
            )
            rate = self.bau.netz.add_wert(
                self.bau.id("wachstumsrate", self.annahme.name), "Wachstumsrate", PROZENT, self.annahme.wachstumsrate,
                herkunft,
            )  # fmt: skip
        reihe: dict[str, Bindung] = {"werte": Reihe((*raten, rate), "Veränderungen und Wachstumsrate")}
        grenzen = {
            name: self._schritt(self._id("rate", name), p.extremum("Rate", name == "hoch", PROZENT), reihe)
            for name in ("niedrig", "hoch")
        }
        gefunden = {}
        for jahr in self.annahme.zieljahre:
            formel = p.fortgeschrieben(jahr - self.jahre[-1], self.einheit)
            gefunden[jahr] = {"wert": self._wert(jahr, formel, {"wert": self.wert_ids[-1], "rate": rate})}
            for name, grenzrate in grenzen.items():
                bindung: dict[str, Bindung] = {"wert": self.wert_ids[-1], "rate": grenzrate}
                gefunden[jahr][name] = self._schritt(self._id(str(jahr), name), formel, bindung, f"{jahr} ({name})")
        return gefunden

    def _gegeben(self) -> dict[int, dict[str, str]]:
        formel = p.uebernommen(self.einheit, "Prognose: vorgegebener Wert des Jahres")
        nach_jahr = dict(zip(self.jahre, self.wert_ids, strict=True))
        return {j: {"wert": self._wert(j, formel, {"wert": nach_jahr[j]})} for j in self.annahme.zieljahre}
