"""The net of a case: every quantity once, as an input or as a formula applied to other quantities.

Everything that is shown anywhere (value, cell, Rechenweg, origin) is read from this net. Inputs carry their origin;
steps carry their formula and which quantities stand for its arguments. A quantity can only refer to quantities that
are already in the net, so the order of insertion is an order of computation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf.fehler import Fundstelle, StellenbedarfFehler
from stellenbedarf.formel import FormelFehler
from stellenbedarf.formel.einheit import Einheit
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.formel import Formel


@dataclass(frozen=True, slots=True)
class Herkunft:
    """Where an input comes from: place in the case, source, date, and how sure it is."""

    art: str
    fundstelle: Fundstelle | None = None
    quelle: str = ""
    stand: str = ""
    status: str = ""


EINGABE, PARAMETER, VORGABE = "Eingabe", "Parameter", "Vorgabe"


@dataclass(frozen=True, slots=True)
class Reihe:
    """Several quantities bound to one argument.

    `name` is the wording for the reader; `auswahl` says which positions and which of their quantities these are
    (dimension, key, role: `("amt", "29", "kosten")`), so that a workbook can pick them by the same rule.
    """

    mitglieder: tuple[str, ...]
    name: str
    auswahl: tuple[str, str, str] | None = None


Bindung = str | Reihe


@dataclass(frozen=True, slots=True)
class Groesse:
    """One quantity: an input (with `wert` and `herkunft`) or a step (with `formel` and `bindung`)."""

    id: str
    bezeichnung: str
    einheit: Einheit
    wert: Fraction | str | None = None
    herkunft: Herkunft | None = None
    formel: Formel | None = None
    bindung: tuple[tuple[str, Bindung], ...] = ()

    @property
    def ist_schritt(self) -> bool:
        """Tell whether the quantity is computed."""
        return self.formel is not None

    def vorgaenger(self) -> Iterator[str]:
        """Iterate over the ids of the quantities this one is computed from."""
        for _, ziel in self.bindung:
            if isinstance(ziel, Reihe):
                yield from ziel.mitglieder
            else:
                yield ziel


class Netz:
    """All quantities of a case in an order of computation."""

    def __init__(self) -> None:
        """Start empty."""
        self._groessen: dict[str, Groesse] = {}
        self._stellen: dict[str, int] = {}
        self._geprueft: set[tuple[Any, ...]] = set()

    def __getitem__(self, id_: str) -> Groesse:
        """Return the quantity with this id."""
        return self._groessen[id_]

    def __contains__(self, id_: str) -> bool:
        """Tell whether there is such a quantity."""
        return id_ in self._groessen

    def __iter__(self) -> Iterator[Groesse]:
        """Iterate in an order of computation."""
        return iter(self._groessen.values())

    def __len__(self) -> int:
        """Return the number of quantities."""
        return len(self._groessen)

    def _add(self, groesse: Groesse) -> str:
        if groesse.id in self._groessen:
            raise ValueError(f"quantity {groesse.id} exists already")
        self._stellen[groesse.id] = len(self._groessen)
        self._groessen[groesse.id] = groesse
        return groesse.id

    def add_wert(self, id_: str, bezeichnung: str, einheit: Einheit, wert: Fraction | str, herkunft: Herkunft) -> str:
        """Add an input and return its id."""
        return self._add(Groesse(id_, bezeichnung, einheit, wert=wert, herkunft=herkunft))

    def add_schritt(
        self,
        id_: str,
        formel: Formel,
        bindung: Mapping[str, Bindung],
        bezeichnung: str | None = None,
        einheit: Einheit | None = None,
    ) -> str:
        """Add a step and return its id.

        Args:
            id_: id of the new quantity.
            formel: the definition.
            bindung: for every argument the id of a quantity that is already there, or a `Reihe` of them.
            bezeichnung: name to show; the formula's name by default.
            einheit: unit to show where it differs from the formula's in wording.
        """
        schritt = Groesse(
            id_,
            bezeichnung or formel.bezeichnung,
            einheit or formel.einheit,
            formel=formel,
            bindung=tuple((a, bindung[a]) for a in formel.argumente),
        )
        self._check_einheiten(schritt)
        return self._add(schritt)

    def rechne(
        self, ersetzt: Mapping[str, Fraction | str], werte: MutableMapping[str, Any], nur: Collection[str] | None = None
    ) -> None:
        """Compute the exact value of every quantity.

        Args:
            ersetzt: values that replace those of inputs (a scenario).
            werte: receives the values by id; after an error it holds those computed so far.
            nur: ids to compute; what they need must be among them or in `werte` already. All by default.

        Raises:
            StellenbedarfFehler: where a step has no value: division by zero, root of a negative number, missing key.
        """
        for groesse in self._groessen.values():
            if nur is not None and groesse.id not in nur:
                continue
            if groesse.formel is None:
                werte[groesse.id] = ersetzt.get(groesse.id, groesse.wert)
            else:
                werte[groesse.id] = self.rechne_schritt(groesse, groesse.formel, werte)

    def rechne_schritt(self, groesse: Groesse, formel: Formel, werte: Mapping[str, Any]) -> Any:
        """Return the exact value of one step, whose arguments have their values already.

        Raises:
            StellenbedarfFehler: where it has none.
        """
        argumente = {
            name: tuple(werte[m] for m in ziel.mitglieder) if isinstance(ziel, Reihe) else werte[ziel]
            for name, ziel in groesse.bindung
        }
        try:
            return exakt(formel.baum, argumente)
        except (ZeroDivisionError, ValueError) as fehler:
            grund = (
                "teilt durch null" if isinstance(fehler, ZeroDivisionError) else "ist mit diesen Werten nicht bestimmt"
            )
            raise StellenbedarfFehler.einzeln(
                f"Die Größe „{groesse.bezeichnung}“ ({groesse.id}) {grund}",
                self.fundstelle(groesse),
                "Prüfen Sie die Ausgangswerte, zuerst solche, die 0 oder ungewöhnlich groß sind.",
            ) from None
        except KeyError as schluessel:
            raise StellenbedarfFehler.einzeln(
                f"Für „{schluessel.args[0]}“ gibt es keinen Wert in der Tabelle zu „{groesse.bezeichnung}“",
                self.fundstelle(groesse),
                "Ergänzen Sie den Wert in der Tabelle oder berichtigen Sie den Schlüssel.",
            ) from None

    def wege(self, ziele: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Return for every input that leads to one of the targets the steps between, in an order of computation."""
        bedeutsam: set[str] = set()
        offen = list(ziele)
        while offen:
            id_ = offen.pop()
            if id_ not in bedeutsam:
                bedeutsam.add(id_)
                offen.extend(self._groessen[id_].vorgaenger())
        nachfolger: dict[str, list[str]] = {id_: [] for id_ in bedeutsam}
        for id_ in bedeutsam:
            for vorher in dict.fromkeys(self._groessen[id_].vorgaenger()):
                nachfolger[vorher].append(id_)
        return {
            id_: tuple(sorted(_erreichbar(id_, nachfolger), key=self._stellen.__getitem__))
            for id_ in sorted(bedeutsam, key=self._stellen.__getitem__)
            if not self._groessen[id_].ist_schritt
        }

    def fundstelle(self, groesse: Groesse) -> Fundstelle | None:
        """Return the place of the first input that leads to this quantity."""
        offen = list(groesse.vorgaenger())
        while offen:
            kandidat = self._groessen[offen.pop()]
            if kandidat.herkunft and kandidat.herkunft.fundstelle:
                return kandidat.herkunft.fundstelle
            offen.extend(kandidat.vorgaenger())
        return None

    def vorgaenger_von(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of all quantities that some quantities are computed from, and their own."""
        gesehen: set[str] = set()
        offen = list(ids)
        while offen:
            name = offen.pop()
            if name not in gesehen:
                gesehen.add(name)
                offen.extend(self._groessen[name].vorgaenger())
        return gesehen

    def nachfolger_von(self, ids: Iterable[str]) -> set[str]:
        """Return the ids of all quantities that change with some quantities, and their own."""
        abhaengig = set(ids)
        for groesse in self._groessen.values():
            if not abhaengig.isdisjoint(groesse.vorgaenger()):
                abhaengig.add(groesse.id)
        return abhaengig

    def eingaben_von(self, id_: str) -> list[Groesse]:
        """Return all inputs that a quantity depends on, each once."""
        return [self._groessen[i] for i in sorted(self.vorgaenger_von([id_])) if not self._groessen[i].ist_schritt]

    def _check_einheiten(self, schritt: Groesse) -> None:
        """Raise `FormelFehler` if the units of the bound quantities do not yield the unit of the formula.

        Many steps share a formula and units; each combination is checked once.
        """
        assert schritt.formel is not None
        einheiten: dict[str, Einheit] = {}
        for name, ziel in schritt.bindung:
            mitglieder = ziel.mitglieder if isinstance(ziel, Reihe) else (ziel,)
            einheiten[name] = self._groessen[mitglieder[0]].einheit
            for mitglied in mitglieder[1:]:
                if not self._groessen[mitglied].einheit.passt(einheiten[name]):
                    raise FormelFehler(f"{schritt.id}: Die Reihe „{name}“ mischt Einheiten.")
        merkmal = (id(schritt.formel), *(e.dimensionen for e in einheiten.values()))
        if merkmal in self._geprueft:
            return
        try:
            schritt.formel.check_einheiten(einheiten)
        except FormelFehler as fehler:
            raise FormelFehler(f"{schritt.id}: {fehler}") from None
        self._geprueft.add(merkmal)


def _erreichbar(start: str, nachfolger: Mapping[str, list[str]]) -> set[str]:
    gesehen: set[str] = set()
    offen = list(nachfolger[start])
    while offen:
        id_ = offen.pop()
        if id_ not in gesehen:
            gesehen.add(id_)
            offen.extend(nachfolger[id_])
    return gesehen
