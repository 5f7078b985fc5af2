"""Puts positions into the net: need, requested and rounded posts, cost, refund, part-years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.formel import Einheit, Formel
from stellenbedarf.formel.einheit import DATUM, PROZENT, TEXT, VZAE
from stellenbedarf.modell.bemessung import Bemessung
from stellenbedarf.modell.fall import Position
from stellenbedarf.netz import EINGABE, VORGABE, Bindung, Herkunft
from stellenbedarf.parameter.bewertung import BESOLDUNG, TARIF, gruppe
from stellenbedarf.rechnung.arbeitsvorgaenge import add_arbeitsvorgaenge
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.rechnung.bemessung import BemessungsErgebnis
from stellenbedarf.rechnung.jahreskosten import add_jahr
from stellenbedarf.rechnung.kostensaetze import Kostenplan
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren import kosten as k
from stellenbedarf.zahlen import format_datum, tageszahl

RUNDUNG_GRUND = "keine Rundungsregel angegeben; Vorgabe: zwei Nachkommastellen"


@dataclass(frozen=True)
class Posten:
    """A position in the net: ids of its quantities by role (`stellen`, `kosten.2012`, …), and its key in each total."""

    position: Position
    bemessung: Bemessung
    gruppen: dict[str, str]
    ids: dict[str, str]
    schritte: tuple[str, ...]


def beantragt_id(bemessung: BemessungsErgebnis, posten: Sequence[Posten]) -> str:
    """Return the id of the posts asked for on a Bemessung: those of its position, or of all that share it."""
    return posten[0].ids["stellen"] if len(posten) == 1 else f"{bemessung.ergebnis.rpartition('.')[0]}.beantragt"


def abweichung_id(bemessung: BemessungsErgebnis, posten: Sequence[Posten]) -> str | None:
    """Return the id of requested less computed posts; None where nothing is computed or nothing can differ."""
    if len(posten) == 1:
        return posten[0].ids.get("abweichung")
    return f"{bemessung.ergebnis.rpartition('.')[0]}.abweichung" if bemessung.misst else None


DAUERHAFT, BEFRISTET = "dauerhaft", "befristet"


def add_beantragt(bau: Bau, position: Position) -> str | None:
    """Add the requested posts of a position, where the case gives them."""
    if position.beantragt is None:
        return None
    herkunft = Herkunft(EINGABE, position.orte.get("beantragt"))
    return bau.netz.add_wert(
        bau.id("position", position.nr, "beantragt"), "beantragte Stellen", VZAE, position.beantragt, herkunft
    )


def add_position(
    bau: Bau, position: Position, bemessung: BemessungsErgebnis, gemeinsam: str | None, plan: Kostenplan
) -> Posten:
    """Add one position.

    Args:
        bau: the net under construction.
        position: the position.
        bemessung: the Bemessung that it rests on, already in the net.
        gemeinsam: id of the requested posts of all positions that share the Bemessung; None if it has its own.
        plan: the rates.
    """
    posten = _PostenBau(bau, position, VERFAHREN[bemessung.bemessung.verfahren].misst, plan)
    posten.add_bedarf(bemessung.ergebnis, gemeinsam)
    posten.add_stellen()
    posten.add_kosten()
    posten.add_jahre()
    posten.add_arbeitsvorgaenge()
    posten.add_vergleich(bemessung)
    gruppen = {
        "amt": position.amt,
        "teilhaushalt": bau.fall.teilhaushalt(position),
        "bewertung": position.bewertung,
        "beginn": format_datum(position.beginn) if position.beginn else "",
        "grundlage": bemessung.grundlage,
        "dauer": BEFRISTET if position.ende else DAUERHAFT,
    }
    return Posten(position, bemessung.bemessung, gruppen, posten.ids, tuple(posten.schritte))


class _PostenBau:
    """Adds the quantities of one position, role by role."""

    def __init__(self, bau: Bau, position: Position, misst: bool, plan: Kostenplan) -> None:
        self.bau = bau
        self.plan = plan
        self.misst = misst
        self.position = position
        self.ids: dict[str, str] = {}
        self.schritte: list[str] = []
        if position.beantragt is not None:
            self.ids["beantragt"] = self._id("beantragt")

    def _id(self, rolle: str) -> str:
        return self.bau.id("position", self.position.nr, rolle)

    def _schritt(self, rolle: str, formel: Formel, bindung: dict[str, Bindung], bezeichnung: str = "") -> None:
        self.ids[rolle] = self.bau.netz.add_schritt(self._id(rolle), formel, bindung, bezeichnung or None)
        self.schritte.append(self.ids[rolle])

    def _wert(self, rolle: str, bezeichnung: str, einheit: Einheit, wert: Fraction | str, quelle: str = "") -> None:
        herkunft = Herkunft(EINGABE, self.position.orte.get(rolle), quelle)
        self.ids[rolle] = self.bau.netz.add_wert(self._id(rolle), bezeichnung, einheit, wert, herkunft)

    def add_bedarf(self, ergebnis: str, gemeinsam: str | None) -> None:
        if gemeinsam is None:
            self.ids["bedarf"] = ergebnis
            return
        self._schritt("bedarf", k.anteilige_stellen, {
            "bedarf": ergebnis, "beantragt": self.ids["beantragt"], "beantragt_gemeinsam": gemeinsam,
        })  # fmt: skip

    def add_stellen(self) -> None:
        if "beantragt" in self.ids:
            self.ids["stellen"] = self.ids["beantragt"]
            self._add_abweichung()
            return
        regel = self.position.rundung
        if regel.art not in k.RUNDUNGSREGELN:
            self.ids["stellen"] = self.ids["bedarf"]
            return
        art = VORGABE if regel.vorgabe else EINGABE
        herkunft = Herkunft(art, self.position.orte.get("rundung"), RUNDUNG_GRUND if regel.vorgabe else "")
        self.ids["schritt"] = self.bau.netz.add_wert(
            self._id("schritt"), "Rundungsschritt", VZAE, regel.schritt, herkunft
        )
        self._schritt("stellen", k.RUNDUNGSREGELN[regel.art],
                      {"bedarf": self.ids["bedarf"], "schritt": self.ids["schritt"]})  # fmt: skip
        self._add_abweichung()

    def _add_abweichung(self) -> None:
        if self.misst:  # a decision has nothing to differ from
            self._schritt("abweichung", k.abweichung, {"beantragt": self.ids["stellen"], "bedarf": self.ids["bedarf"]})

    def add_kosten(self) -> None:
        self._wert("bewertung", "Bewertung", TEXT, self.position.bewertung)
        self._schritt("kostensatz", k.kostensatz, self.plan.tafel.bindung(self.ids["bewertung"]))
        self._add_stundensatz()
        self._schritt("kosten", k.jahreskosten, {"stellen": self.ids["stellen"], "kostensatz": self.ids["kostensatz"]})
        if self.position.erstattungsquote is not None:
            quelle = f"Erstattung durch {self.position.erstattung_durch}" if self.position.erstattung_durch else ""
            self._wert("erstattungsquote", "Erstattungsquote", PROZENT, self.position.erstattungsquote, quelle)
            self._erstattung("erstattung", "kosten")
            self._schritt("netto", k.nettokosten, {"kosten": self.ids["kosten"], "erstattung": self.ids["erstattung"]})

    def _add_stundensatz(self) -> None:
        wahl = self.bau.fall.kostensaetze
        stunden = {TARIF: wahl.stunden_tarif, BESOLDUNG: wahl.stunden_besoldung}.get(
            gruppe(self.position.bewertung) or "", ""
        )
        if stunden:
            self._schritt("stundensatz", k.stundensatz, {
                "kostensatz": self.ids["kostensatz"], "jahresarbeitszeit": self.bau.id("annahme", stunden),
            })  # fmt: skip

    def _erstattung(self, rolle: str, kosten: str, bezeichnung: str = "") -> None:
        bindung: dict[str, Bindung] = {"kosten": self.ids[kosten], "erstattungsquote": self.ids["erstattungsquote"]}
        self._schritt(rolle, k.erstattung, bindung, bezeichnung)

    def add_jahre(self) -> None:
        if self.position.beginn is None:
            return
        self._wert("beginn", "Beginn", DATUM, tageszahl(self.position.beginn))
        if self.position.ende is not None:
            self._wert("ende", "Ende", DATUM, tageszahl(self.position.ende))
        for jahr in self.bau.fall.kopf.haushaltsjahre:
            add_jahr(self.bau, jahr, self.plan.tafeln(jahr, self.position.bewertung), self.ids, self._schritt)
            if "erstattungsquote" in self.ids:
                self._erstattung(f"erstattung.{jahr}", f"kosten.{jahr}", f"Erstattung {jahr}")

    def add_arbeitsvorgaenge(self) -> None:
        neue = add_arbeitsvorgaenge(self.bau, self.position, self.ids["stellen"])
        self.ids.update(neue)
        self.schritte += [i for i in neue.values() if self.bau.netz[i].ist_schritt]

    def add_vergleich(self, bemessung: BemessungsErgebnis) -> None:
        """Add what compares request and need: cost of the computed posts; units per post where a key is weighted."""
        bindung: dict[str, Bindung] = {"bedarf": self.ids["bedarf"], "kostensatz": self.ids["kostensatz"]}
        self._schritt("bedarfskosten", k.bedarfskosten, bindung)
        menge = bemessung.argumente.get("bezugsmenge")
        gewichtet = "komplexitaetsfaktor" in bemessung.bemessung.argumente
        if gewichtet and isinstance(menge, str) and self.position.beantragt:
            name = f"{self.bau.netz[menge].bezeichnung} je beantragter Vollzeitstelle"
            self._schritt("betreuung", k.betreuungsverhaeltnis, {
                "bezugsmenge": menge, "beantragt": self.ids["beantragt"],
            }, name)  # fmt: skip
