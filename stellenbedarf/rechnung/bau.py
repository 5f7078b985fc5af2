"""The net of one case under construction: ids, constants, bound arguments and what they may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.formel import Ausdruck, Einheit, Formel, einheit
from stellenbedarf.formel.baum import Symbol
from stellenbedarf.formel.satz import KONSTANTEN, Eingabe
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Fall
from stellenbedarf.netz import EINGABE, PARAMETER, Herkunft, Netz


@dataclass(frozen=True)
class Grenze:
    """A bound argument and the field that says which values it may take; checked after computing."""

    id: str
    eingabe: Eingabe
    was: str
    ort: Fundstelle | None

    def verletzt(self, wert: Fraction, zeige: Callable[[Fraction], str]) -> str:
        """Return what is allowed where the value is not, written by `zeige`; empty where the value is allowed."""
        feld = self.eingabe
        if feld.minimum is not None and (wert < feld.minimum or (feld.ueber_minimum and wert == feld.minimum)):
            return f"{'mehr als' if feld.ueber_minimum else 'mindestens'} {zeige(feld.minimum)}"
        if feld.maximum is not None and wert > feld.maximum:
            return f"höchstens {zeige(feld.maximum)}"
        return ""


@dataclass
class Bau:
    """The net of one case under construction; `praefix` keeps several cases in one net apart."""

    fall: Fall
    netz: Netz
    befunde: Befunde
    praefix: str = ""
    grenzen: list[Grenze] = field(default_factory=list)

    def id(self, *teile: str) -> str:
        """Return the id of a quantity of this case."""
        return self.praefix + ".".join(teile)

    def konstante(self, name: str) -> str:
        """Return the id of a constant, which is added on first use."""
        id_ = f"konstante.{name}"
        if id_ not in self.netz:
            k = KONSTANTEN[name]
            self.netz.add_wert(id_, k.bezeichnung, k.einheit, k.wert, Herkunft(PARAMETER, quelle=k.quelle))
        return id_

    def argument(
        self, argument: Argument, eingabe: Eingabe, id_: str, was: str, quelle: str, stand: str = "", status: str = ""
    ) -> str:
        """Return the id of the quantity bound to an input of a Verfahren; converts hours and minutes visibly."""
        if argument.name:
            gebunden = self._passend(self.id("annahme", argument.name), eingabe, id_, was, argument.ort)
        else:
            assert argument.wert is not None
            herkunft = Herkunft(EINGABE, argument.ort, quelle, stand, status)
            gebunden = self.netz.add_wert(id_, eingabe.bezeichnung, eingabe.einheit, argument.wert, herkunft)
        self.check_grenze(gebunden, eingabe, was, argument.ort)
        return gebunden

    def check_grenze(self, id_: str, eingabe: Eingabe, was: str, ort: Fundstelle | None) -> None:
        """Have the value of a quantity checked against the bounds of an input, in every scenario."""
        self.grenzen.append(Grenze(id_, eingabe, was, ort))

    def _passend(self, quelle_id: str, eingabe: Eingabe, id_: str, was: str, ort: Fundstelle | None) -> str:
        ist, soll = self.netz[quelle_id].einheit, eingabe.einheit
        if ist.passt(soll):
            return quelle_id
        faktor = soll / ist
        if faktor.dimensionen not in (_MIN_JE_H, _H_JE_MIN):
            self.befunde.fehler(
                f"{was}: „{eingabe.bezeichnung}“ braucht die Einheit „{soll}“, die Annahme "
                f"„{self.netz[quelle_id].bezeichnung}“ hat „{ist}“",
                ort,
                "Wählen Sie eine passende Annahme oder berichtigen Sie deren Einheit.",
            )
            return quelle_id
        formel = _umrechnung(faktor.dimensionen == _MIN_JE_H, soll)
        bindung = {"wert": quelle_id, "minuten_je_stunde": self.konstante("minuten_je_stunde")}
        return self.netz.add_schritt(id_, formel, bindung, bezeichnung=f"{eingabe.bezeichnung}, umgerechnet")


_MIN_JE_H = einheit("min/h").dimensionen
_H_JE_MIN = einheit("h/min").dimensionen


@cache
def _umrechnung(in_minuten: bool, soll: Einheit) -> Formel:
    wert, faktor = Symbol("wert"), Symbol("minuten_je_stunde")
    baum: Ausdruck = wert * faktor if in_minuten else wert / faktor
    quelle = "Umrechnung zwischen Stunden und Minuten"
    return Formel("umrechnung", "Umrechnung", ("wert", "minuten_je_stunde"), baum, soll, quelle, quelle, None)
