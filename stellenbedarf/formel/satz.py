"""A set of formulas wired by argument names: checked and ordered once, at import.

Every argument is an input of the set, the result of another formula of the set, or a constant of nature or
calendar (`KONSTANTEN`). A set may hold lists (`Liste`), whose entries have inputs and formulas of their own. Unknown
names, cycles and units that do not fit fail here, before any case is read.
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


AUS_AUFGABEN, AUS_TEILEN = "aus den Aufgaben der Position", "aus den Teilen der Kombination"
"""Where the values of a row come from, which the case does not state as an argument."""


@dataclass(frozen=True, slots=True)
class Eingabe:
    """An input of a set of formulas: one row of the field table.

    `vorgabe` is a neutral value used when the case gives none (with its reason); `optional` inputs may be missing,
    then the formulas that need them are left out; a `reihe` holds several values and says where they come from.
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
    reihe: str = ""


@dataclass(frozen=True, slots=True)
class Liste:
    """A list in a set: every entry has these inputs, and these formulas are computed for it.

    To the formulas of the set, what the entries hold is a row of values. `bezeichnung` says what an entry is
    (`Prozessschritt`), `mehrzahl` what all of them are, `beschreibung` what belongs into the list. Where `je` names
    another list, an entry may belong to one of that list: it sees that entry's values, and that entry sees a row of
    the values of all that belong to it. `neutral` are the values in force where there is no entry, with their reason;
    a list that may be empty (`pflicht` is False) needs them.
    """

    name: str
    bezeichnung: str
    mehrzahl: str
    beschreibung: str
    eingaben: tuple[Eingabe, ...]
    formeln: tuple[Formel, ...] = ()
    je: str = ""
    neutral: tuple[Eingabe, ...] = ()
    pflicht: bool = True

    @property
    def namen(self) -> tuple[str, ...]:
        """Return the names of what an entry holds and of what is computed for it."""
        return (*(e.name for e in self.eingaben), *(f.name for f in self.formeln))


@dataclass(frozen=True)
class Formelsatz:
    """Formulas and inputs that belong together; `formeln` ends up in the order of computation, those of lists too.

    `grenzen` are bounds of results, by the name of the formula.
    """

    eingaben: tuple[Eingabe, ...]
    formeln: tuple[Formel, ...]
    ergebnis: str
    listen: tuple[Liste, ...] = ()
    grenzen: tuple[Eingabe, ...] = ()
    _nach_name: dict[str, Eingabe | Formel] = field(init=False, repr=False, compare=False)
    _liste_von: dict[str, Liste] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check names, cycles and units, and order the formulas."""
        formeln = (*(f for liste in self.listen for f in liste.formeln), *self.formeln)
        namen: dict[str, Eingabe | Formel] = {}
        teile: list[Eingabe | Formel] = [*self.eingaben, *(e for li in self.listen for e in li.eingaben), *formeln]
        for teil in teile:
            if teil.name in namen or teil.name in KONSTANTEN:
                raise FormelFehler(f"Der Name „{teil.name}“ kommt doppelt vor.")
            namen[teil.name] = teil
        object.__setattr__(self, "_nach_name", namen)
        je_teil = {name: liste for liste in self.listen for name in liste.namen}
        object.__setattr__(self, "_liste_von", je_teil)
        abhaengig = {f.name: set(f.argumente) for f in formeln}
        for name, argumente in abhaengig.items():
            unbekannt = sorted(argumente - namen.keys() - KONSTANTEN.keys())
            if unbekannt:
                raise FormelFehler(f"Die Formel „{name}“ braucht Größen, die es nicht gibt: {', '.join(unbekannt)}.")
        try:
            TopologicalSorter(abhaengig).prepare()
        except CycleError as kreis:
            raise FormelFehler(f"Die Formeln hängen im Kreis voneinander ab: {' → '.join(kreis.args[1])}.") from None
        object.__setattr__(self, "formeln", _geordnet(formeln))
        if self.ergebnis not in abhaengig or self.ergebnis in je_teil:
            raise FormelFehler(f"Das Ergebnis „{self.ergebnis}“ ist keine Formel dieses Satzes.")
        for f in self.formeln:
            self._check_sicht(f)
            f.check_einheiten({a: self.einheit(a) for a in f.argumente})

    def _check_sicht(self, formel: Formel) -> None:
        """Raise `FormelFehler` where a formula asks for values that it cannot see or that may be missing."""
        eigene = self.liste_von(formel.name)
        for name in formel.argumente:
            fremde = self.liste_von(name)
            if fremde is None or fremde is eigene:
                continue
            if eigene is None:
                if not fremde.pflicht and name not in {e.name for e in fremde.neutral}:
                    raise FormelFehler(f"Die Liste „{fremde.name}“ kann leer sein; „{name}“ hat dann keinen Wert.")
            elif eigene.je != fremde.name and fremde.je != eigene.name:
                raise FormelFehler(f"Die Formel „{formel.name}“ sieht die Liste „{fremde.name}“ nicht.")

    def liste_von(self, name: str) -> Liste | None:
        """Return the list that an input or formula belongs to; None for those of the set itself."""
        return self._liste_von.get(name)

    def bezeichnung(self, name: str) -> str:
        """Return the German name of an input, formula or constant."""
        return KONSTANTEN[name].bezeichnung if name in KONSTANTEN else self._nach_name[name].bezeichnung

    def einheit(self, name: str) -> Einheit:
        """Return the unit of an input, formula or constant."""
        return KONSTANTEN[name].einheit if name in KONSTANTEN else self._nach_name[name].einheit


def _geordnet(formeln: tuple[Formel, ...]) -> tuple[Formel, ...]:
    """Return the formulas in an order of computation that keeps the written order where it can."""
    offen = {f.name: f for f in formeln}
    geordnet: list[Formel] = []
    while offen:
        bereit = next(f for f in offen.values() if not offen.keys() & set(f.argumente))
        geordnet.append(offen.pop(bereit.name))
    return tuple(geordnet)
