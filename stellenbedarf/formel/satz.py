"""A set of formulas wired by argument names: checked and ordered once, at import.

Every argument is an input of the set, the result of another formula of the set, or a constant of nature or
calendar (`KONSTANTEN`). Unknown names, cycles and units that do not fit fail here, before any case is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from stellenbedarf.formel.baum import FormelFehler
from stellenbedarf.formel.einheit import Einheit, einheit
from stellenbedarf.formel.formel import Formel


@dataclass(frozen=True, slots=True)
class Konstante:
    """A fixed conversion with its source."""

    name: str
    bezeichnung: str
    wert: Fraction
    einheit: Einheit
    quelle: str


KONSTANTEN = {
    k.name: k
    for k in (
        Konstante("minuten_je_stunde", "Minuten je Stunde", Fraction(60), einheit("min/h"),
                  "Definition: 1 Stunde = 60 Minuten"),
        Konstante("sekunden_je_minute", "Sekunden je Minute", Fraction(60), einheit("s/min"),
                  "Definition: 1 Minute = 60 Sekunden"),
        Konstante("kraft_je_platz", "Kräfte je Platz", Fraction(1), einheit("VZÄ"),
                  "Definition: ein besetzter Platz bindet eine Vollzeitkraft, solange er besetzt ist"),
        Konstante("eine_vollzeitkraft", "Vollzeitkraft", Fraction(1), einheit("VZÄ"),
                  "Definition: gerechnet wird je Vollzeitkraft"),
        Konstante("monate_je_jahr", "Monate je Jahr", Fraction(12), einheit("Monate"),
                  "Definition: 1 Kalenderjahr = 12 Monate"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eingabe:
    """An input of a set of formulas: one row of the field table.

    `vorgabe` is a neutral value used when the case gives none (with its reason); `optional` inputs may be missing,
    then the formulas that need them are left out; a `reihe` holds several values.
    """

    name: str
    bezeichnung: str
    einheit: Einheit
    beschreibung: str
    minimum: Fraction | None = Fraction(0)
    maximum: Fraction | None = None
    ueber_minimum: bool = False
    vorgabe: Fraction | None = None
    vorgabe_grund: str = ""
    optional: bool = False
    reihe: bool = False


@dataclass(frozen=True)
class Formelsatz:
    """Formulas and inputs that belong together; `formeln` ends up in the order of computation."""

    eingaben: tuple[Eingabe, ...]
    formeln: tuple[Formel, ...]
    ergebnis: str
    _nach_name: dict[str, Eingabe | Formel] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check names, cycles and units, and order the formulas."""
        namen: dict[str, Eingabe | Formel] = {}
        teile: list[Eingabe | Formel] = [*self.eingaben, *self.formeln]
        for teil in teile:
            if teil.name in namen or teil.name in KONSTANTEN:
                raise FormelFehler(f"Der Name „{teil.name}“ kommt doppelt vor.")
            namen[teil.name] = teil
        object.__setattr__(self, "_nach_name", namen)
        abhaengig = {f.name: set(f.argumente) for f in self.formeln}
        for name, argumente in abhaengig.items():
            unbekannt = sorted(argumente - namen.keys() - KONSTANTEN.keys())
            if unbekannt:
                raise FormelFehler(f"Die Formel „{name}“ braucht Größen, die es nicht gibt: {', '.join(unbekannt)}.")
        try:
            TopologicalSorter(abhaengig).prepare()
        except CycleError as kreis:
            raise FormelFehler(f"Die Formeln hängen im Kreis voneinander ab: {' → '.join(kreis.args[1])}.") from None
        object.__setattr__(self, "formeln", _geordnet(self.formeln))
        if self.ergebnis not in abhaengig:
            raise FormelFehler(f"Das Ergebnis „{self.ergebnis}“ ist keine Formel dieses Satzes.")
        for f in self.formeln:
            f.check_einheiten({a: self.einheit(a) for a in f.argumente})

    def einheit(self, name: str) -> Einheit:
        """Return the unit of an input, formula or constant."""
        return KONSTANTEN[name].einheit if name in KONSTANTEN else self._nach_name[name].einheit

    def anwendbare(self, vorhanden: set[str]) -> tuple[Formel, ...]:
        """Return the formulas whose inputs are all there; side calculations with missing optional inputs drop out."""
        bekannt = vorhanden | KONSTANTEN.keys()
        auswahl = []
        for f in self.formeln:
            if bekannt.issuperset(f.argumente):
                auswahl.append(f)
                bekannt = bekannt | {f.name}
        return tuple(auswahl)


def _geordnet(formeln: tuple[Formel, ...]) -> tuple[Formel, ...]:
    """Return the formulas in an order of computation that keeps the written order where it can."""
    offen = {f.name: f for f in formeln}
    geordnet: list[Formel] = []
    while offen:
        bereit = next(f for f in offen.values() if not offen.keys() & set(f.argumente))
        geordnet.append(offen.pop(bereit.name))
    return tuple(geordnet)
