"""Puts Bemessungen into the net: arguments, entries of lists, and the steps of the Verfahren."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from stellenbedarf.formel import Eingabe, Formelsatz
from stellenbedarf.formel.abfolge import OHNE_EINTRAG, Satzschritt, abfolge, eintragsname
from stellenbedarf.formel.satz import AUS_TEILEN, KONSTANTEN
from stellenbedarf.modell.bemessung import Bemessung
from stellenbedarf.modell.fall import Position
from stellenbedarf.netz import EINGABE, VORGABE, Bindung, Herkunft, Reihe
from stellenbedarf.rechnung.arbeitsvorgaenge import add_anteil
from stellenbedarf.rechnung.bau import Bau
from stellenbedarf.verfahren import VERFAHREN

BEMESSEN, ERSCHLOSSEN, GESETZT = "bemessen", "erschlossen", "gesetzt"


@dataclass(frozen=True)
class BemessungsErgebnis:
    """A Bemessung in the net: the ids of its arguments and steps, and of its result.

    Arguments of an entry of a list are named as in `abfolge`: `schritte.2.schrittzeit_min`. The steps of a combination
    begin with those of its parts (`teile`).
    """

    bemessung: Bemessung
    argumente: dict[str, Bindung]
    schritte: tuple[str, ...]
    ergebnis: str
    grundlage: str
    teile: tuple[BemessungsErgebnis, ...] = ()

    @property
    def misst(self) -> bool:
        """Tell whether the result is computed and not decided."""
        return VERFAHREN[self.bemessung.verfahren].misst

    @property
    def satz(self) -> Formelsatz:
        """Return the formulas of the variant in use."""
        return VERFAHREN[self.bemessung.verfahren].varianten[self.bemessung.variante]

    @property
    def basis(self) -> str:
        """Return what the ids of all its quantities begin with, up to a point."""
        return self.ergebnis.rpartition(".")[0]

    @property
    def einzelne(self) -> tuple[BemessungsErgebnis, ...]:
        """Return the parts of a combination, or else the Bemessung itself."""
        return self.teile or (self,)

    @property
    def verfahrenstitel(self) -> str:
        """Return the name of the Verfahren, with those of the parts of a combination."""
        titel = VERFAHREN[self.bemessung.verfahren].titel
        teile = dict.fromkeys(t.verfahrenstitel for t in self.teile)
        return f"{titel} ({', '.join(teile)})" if teile else titel

    @property
    def begruendung(self) -> tuple[str, ...]:
        """Return the reasons given for the Bemessung and for its parts."""
        return (*self.bemessung.begruendung, *(a for t in self.teile for a in t.begruendung))

    def eigene_zahlen(self) -> Iterator[str]:
        """Yield the ids of the numbers that the Bemessung states itself and that may vary one at a time."""
        satz = self.satz
        feste = {g.name for g in satz.grenzen if g.minimum == g.maximum}  # their terms hang together
        gebunden = {a for f in satz.formeln if f.name in feste for a in f.argumente}
        argumente = dict(self.bemessung.argumente)
        for liste, eintraege in self.bemessung.listen.items():
            for nummer, eintrag in enumerate(eintraege, start=1):
                frei = {n: a for n, a in eintrag.argumente.items() if n not in gebunden}
                argumente |= {eintragsname(liste, nummer, n): a for n, a in frei.items()}
        for name, argument in argumente.items():
            ziel = self.argumente[name]
            if argument.wert is not None and isinstance(ziel, str):
                yield ziel


def add_bemessung(bau: Bau, bemessung: Bemessung, positionen: list[Position]) -> BemessungsErgebnis:
    """Add the steps of one Verfahren applied to its arguments and to the entries of its lists, after its parts."""
    return _BemessungsBau(bau, bemessung).ergebnis(positionen)


class _BemessungsBau:
    """Adds the quantities of one Bemessung: arguments first, then the steps in order."""

    def __init__(self, bau: Bau, bemessung: Bemessung, teil: int = 0) -> None:
        self.zusatz = f" ({bemessung.bezeichnung or f'Teil {teil}'})" if teil else ""
        self.bau = bau
        self.bemessung = bemessung
        self.satz: Formelsatz = VERFAHREN[bemessung.verfahren].varianten[bemessung.variante]
        self.basis = bau.id("bemessung", bemessung.schluessel)
        self.was = f"Bemessung {bemessung.schluessel}"
        self.argumente: dict[str, Bindung] = {}
        self.schritte: dict[str, str] = {}

    def ergebnis(self, positionen: list[Position]) -> BemessungsErgebnis:
        teile = tuple(
            _BemessungsBau(self.bau, self.bau.fall.bemessungen[t], n).ergebnis(positionen)
            for n, t in enumerate(self.bemessung.teile, start=1)
        )
        self._add_argumente(positionen, teile)
        eintraege = dict(self._add_eintraege())
        self.schritte = {  # arguments that were converted from hours to minutes or back are steps of their own
            f"{name}.umgerechnet": ziel
            for name, ziel in self.argumente.items()
            if isinstance(ziel, str) and ziel.startswith(self.basis) and self.bau.netz[ziel].ist_schritt
        }
        if not self.bau.befunde.hat_fehler:
            for schritt in abfolge(self.satz, self.argumente.keys(), eintraege):
                self._add_schritt(schritt)
        for grenze in self.satz.grenzen:
            if grenze.name in self.schritte:
                id_ = self.schritte[grenze.name]
                self.bau.check_grenze(id_, grenze, self.was, self.bau.netz.fundstelle(self.bau.netz[id_]))
        ergebnis = self.schritte.get(self.satz.ergebnis, "")
        return BemessungsErgebnis(
            self.bemessung, self.argumente, (*(i for t in teile for i in t.schritte), *self.schritte.values()),
            ergebnis,
            _grundlage(self.bau, self.bemessung, ergebnis), teile,
        )  # fmt: skip

    def _add_argumente(self, positionen: list[Position], teile: tuple[BemessungsErgebnis, ...]) -> None:
        for eingabe in self.satz.eingaben:
            id_ = f"{self.basis}.{eingabe.name}"
            if eingabe.reihe == AUS_TEILEN:
                self.argumente[eingabe.name] = Reihe(tuple(t.ergebnis for t in teile), "Bedarf der Teile")
            elif eingabe.reihe:
                self.argumente[eingabe.name] = _add_zeitanteile(self.bau, eingabe, id_, positionen)
            elif eingabe.name in self.bemessung.argumente:
                argument = self.bemessung.argumente[eingabe.name]
                self.argumente[eingabe.name] = self.bau.argument(
                    argument, eingabe, id_, self.was, self.bemessung.quelle
                )
            elif eingabe.vorgabe is not None:
                self._add_vorgabe(eingabe.name, eingabe)

    def _add_vorgabe(self, name: str, eingabe: Eingabe) -> None:
        assert eingabe.vorgabe is not None
        herkunft = Herkunft(VORGABE, quelle=eingabe.vorgabe_grund)
        self.argumente[name] = self.bau.netz.add_wert(
            f"{self.basis}.{name}", eingabe.bezeichnung, eingabe.einheit, eingabe.vorgabe, herkunft
        )

    def _add_eintraege(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Add the arguments of all entries; yield for every list to which entry each of its own belongs."""
        for liste in self.satz.listen:
            eintraege = self.bemessung.listen.get(liste.name, ())
            for nummer, eintrag in enumerate(eintraege, start=1):
                was = f"{self.was}, {liste.bezeichnung} {eintrag.bezeichnung}"
                for feld in liste.eingaben:
                    name = eintragsname(liste.name, nummer, feld.name)
                    eingabe = replace(feld, bezeichnung=f"{feld.bezeichnung} ({eintrag.bezeichnung})")
                    if feld.name in eintrag.argumente:
                        self.argumente[name] = self.bau.argument(
                            eintrag.argumente[feld.name], eingabe, f"{self.basis}.{name}", was,
                            eintrag.quelle or self.bemessung.quelle, eintrag.stand, eintrag.status,
                        )  # fmt: skip
                    elif feld.vorgabe is not None:
                        self._add_vorgabe(name, eingabe)
            ziele = [e.bezeichnung for e in self.bemessung.listen.get(liste.je, ())]
            yield liste.name, tuple(ziele.index(e.variante) + 1 if e.variante else OHNE_EINTRAG for e in eintraege)

    def _add_schritt(self, schritt: Satzschritt) -> None:
        bindung: dict[str, Bindung] = {}
        for argument, bezug in schritt.bezuege.items():
            if isinstance(bezug, str):
                bindung[argument] = self._binde(bezug)
            else:
                ids = tuple(str(self._binde(b)) for b in bezug)
                bindung[argument] = Reihe(ids, self._reihenname(argument, bezug, schritt))
        zusatz = f" ({self._eintrag(schritt)})" if schritt.liste else self.zusatz
        self.schritte[schritt.name] = self.bau.netz.add_schritt(
            f"{self.basis}.{schritt.name}", schritt.formel, bindung, f"{schritt.formel.bezeichnung}{zusatz}"
        )

    def _binde(self, name: str) -> Bindung:
        """Return the id of a quantity; neutral values of lists are added on first use."""
        if name in self.schritte:
            return self.schritte[name]
        if name in KONSTANTEN:
            return self.bau.konstante(name)
        if name not in self.argumente:
            liste, _, feld = name.split(".")
            neutral = next(n for li in self.satz.listen if li.name == liste for n in li.neutral if n.name == feld)
            self._add_vorgabe(name, neutral)
        return self.argumente[name]

    def _eintrag(self, schritt: Satzschritt) -> str:
        assert schritt.liste is not None
        return self.bemessung.listen[schritt.liste.name][schritt.nummer - 1].bezeichnung

    def _reihenname(self, argument: str, bezug: tuple[str, ...], schritt: Satzschritt) -> str:
        """Return the wording of a row: `anteilige Zeit aller Prozessschritte`, of one variant with its name."""
        liste = self.satz.liste_von(argument)
        assert liste is not None
        if bezug == (eintragsname(liste.name, OHNE_EINTRAG, argument),):
            return self.bau.netz[str(self.argumente[bezug[0]])].bezeichnung
        zusatz = f" ({self._eintrag(schritt)})" if schritt.liste else ""
        return f"{self.satz.bezeichnung(argument)} aller {liste.mehrzahl}{zusatz}"


def _grundlage(bau: Bau, bemessung: Bemessung, ergebnis: str) -> str:
    """Tell what a Bemessung rests on: a recognised method, values inferred from the result itself, or a decision.

    A Bemessung is inferred where one of the values it needs is marked `erschlossen`: such a value was worked out
    backwards and proves nothing. Side calculations do not count.
    """
    if not VERFAHREN[bemessung.verfahren].misst:
        return GESETZT
    eingaben = bau.netz.eingaben_von(ergebnis) if ergebnis else []
    return ERSCHLOSSEN if any(e.herkunft and e.herkunft.status == "erschlossen" for e in eingaben) else BEMESSEN


def _add_zeitanteile(bau: Bau, eingabe: Eingabe, id_: str, positionen: list[Position]) -> Reihe:
    mitglieder: list[str] = []
    for position in positionen:
        for nummer, aufgabe in enumerate(position.aufgaben, start=1):
            if aufgabe.anteil is not None and aufgabe.anrechenbar:
                mitglieder.append(add_anteil(bau, position, nummer))
    if not mitglieder:
        bau.befunde.fehler(
            f"Position {positionen[0].nr}: Keine Aufgabe ist anrechenbar",
            positionen[0].orte.get(""),
            "Lassen Sie mindestens eine Aufgabe mit Zeitanteil anrechnen.",
        )
        herkunft = Herkunft(EINGABE)
        mitglieder.append(bau.netz.add_wert(f"{id_}.1", eingabe.bezeichnung, eingabe.einheit, Fraction(0), herkunft))
    return Reihe(tuple(mitglieder), "Zeitanteile der anrechenbaren Aufgaben")
