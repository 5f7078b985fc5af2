"""A Bemessung: one Verfahren applied to its arguments and to the entries of its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stellenbedarf.fehler import Fundstelle
from stellenbedarf.modell.arbeitszeit import Argument


def _orte() -> Mapping[str, Fundstelle]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Eintrag:
    """An entry of a list of a Bemessung: a step or variant of a process, an activity, an allowance, an interval.

    `variante` names the variant that a step belongs to; a source of its own comes before that of the Bemessung.
    """

    bezeichnung: str
    variante: str = ""
    argumente: Mapping[str, Argument]
    quelle: str = ""
    stand: str = ""
    status: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bemessung:
    """One application of a Verfahren; several positions may share it.

    `listen` holds the entries by list, `teile` the keys of the Bemessungen that a combination consists of.
    """

    schluessel: str
    verfahren: str
    variante: str
    argumente: Mapping[str, Argument]
    listen: Mapping[str, tuple[Eintrag, ...]] = field(default_factory=dict)
    teile: tuple[str, ...] = ()
    bezeichnung: str = ""
    zeitart: str = ""
    quelle: str = ""
    begruendung: tuple[str, ...] = ()
    erlaeuterung_abweichung: tuple[str, ...] = ()
    orte: Mapping[str, Fundstelle] = field(default_factory=_orte, compare=False, repr=False)

    def alle_argumente(self) -> tuple[Argument, ...]:
        """Return the arguments of the Bemessung itself and of all entries."""
        eintraege = (e for liste in self.listen.values() for e in liste)
        return (*self.argumente.values(), *(a for e in eintraege for a in e.argumente.values()))

    def hat_zahl_ohne_quelle(self) -> bool:
        """Tell whether a number stands here for which only the source of the Bemessung itself can vouch."""
        ohne = (e for liste in self.listen.values() for e in liste if not e.quelle)
        argumente = (*self.argumente.values(), *(a for e in ohne for a in e.argumente.values()))
        return any(a.wert is not None for a in argumente)
