"""Puts Annahmen and constants into the net."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from graphlib import TopologicalSorter

from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.formel import Ausdruck, Einheit, Formel, FormelFehler, einheit
from stellenbedarf.formel.baum import Symbol
from stellenbedarf.formel.satz import KONSTANTEN, Eingabe
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Annahme, Fall
from stellenbedarf.netz import EINGABE, PARAMETER, Herkunft, Netz
from stellenbedarf.parameter.tabellen import load_richtwerte
from stellenbedarf.rechnung.arbeitszeit import add_arbeitszeit
from stellenbedarf.rechnung.prognose import Prognose, add_prognose

_RECHNUNGEN: dict[str, tuple[str, Callable[[Ausdruck, Ausdruck], Ausdruck]]] = {
    "summe": ("Summe", lambda a, b: a + b),
    "differenz": ("Differenz", lambda a, b: a - b),
    "produkt": ("Produkt", lambda a, b: a * b),
    "quotient": ("Quotient", lambda a, b: a / b),
}


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
    prognosen: list[Prognose] = field(default_factory=list)

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


@cache
def _rechnung(art: str, glieder: int, ziel: Einheit) -> Formel:
    titel, verbinden = _RECHNUNGEN[art]
    namen = tuple(f"glied_{n}" for n in range(1, glieder + 1))
    baum: Ausdruck = Symbol(namen[0])
    for name in namen[1:]:
        baum = verbinden(baum, Symbol(name))
    return Formel(art, titel, namen, baum, ziel, f"{titel} der genannten Annahmen", titel, None)


def add_annahmen(bau: Bau) -> None:
    """Add every Annahme: given, looked up, or derived from others."""
    ordnung = TopologicalSorter({a.name: a.vorgaenger for a in bau.fall.annahmen.values()}).static_order()
    for name in ordnung:
        annahme = bau.fall.annahmen[name]
        id_ = bau.id("annahme", name)
        if annahme.rechnung:
            _add_rechnung(bau, annahme, id_)
        elif annahme.arbeitszeit is not None:
            _add_arbeitszeit(bau, annahme, id_)
        elif annahme.prognose:
            bau.prognosen.append(add_prognose(bau, annahme))
        elif annahme.parameter:
            richtwert = load_richtwerte()[annahme.parameter]
            herkunft = Herkunft(
                PARAMETER, annahme.orte.get("parameter"), richtwert.quelle, richtwert.stand, annahme.status
            )
            if not einheit(annahme.einheit).passt(einheit(richtwert.einheit)):
                bau.befunde.fehler(
                    f"Annahme {name}: Der Richtwert „{annahme.parameter}“ hat die Einheit „{richtwert.einheit}“",
                    annahme.orte.get("einheit"),
                    f"Schreiben Sie einheit: {richtwert.einheit}",
                )
            bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), richtwert.wert, herkunft)
        else:
            assert annahme.wert is not None
            herkunft = Herkunft(EINGABE, annahme.orte.get("wert"), annahme.quelle, annahme.stand, annahme.status)
            bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), annahme.wert, herkunft)


def _add_arbeitszeit(bau: Bau, annahme: Annahme, id_: str) -> None:
    try:
        add_arbeitszeit(bau, annahme, id_)
    except StellenbedarfFehler as fehler:
        for befund in fehler.befunde:
            bau.befunde.add(befund)
    if id_ not in bau.netz:  # something is wrong and reported; what refers to it must find it
        bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), Fraction(0), Herkunft(EINGABE))


def _add_rechnung(bau: Bau, annahme: Annahme, id_: str) -> None:
    formel = _rechnung(annahme.rechnung, len(annahme.aus), einheit(annahme.einheit))
    bindung = {g: bau.id("annahme", n) for g, n in zip(formel.argumente, annahme.aus, strict=True)}
    try:
        bau.netz.add_schritt(id_, formel, bindung, bezeichnung=annahme.bezeichnung, einheit=einheit(annahme.einheit))
    except FormelFehler as fehler:
        bau.befunde.fehler(
            f"Annahme {annahme.name}: {str(fehler).removeprefix(f'{id_}: ')}", annahme.orte.get("einheit"),
            "Prüfen Sie die Einheiten der genannten Annahmen.",
        )  # fmt: skip
        bau.netz.add_wert(id_, annahme.bezeichnung, einheit(annahme.einheit), Fraction(0), Herkunft(EINGABE))
