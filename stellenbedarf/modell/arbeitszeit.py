"""A working time and the arguments it is built from: what a case states about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Fundstelle


def _orte() -> Mapping[str, Fundstelle]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Argument of a Verfahren: the name of an Annahme, or a number in the unit of the input."""

    name: str = ""
    wert: Fraction | None = None
    ort: Fundstelle | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbeitszeit:
    """What an annual working time is built from: Land, year, free days, and `argumente` in days and hours."""

    land: str
    jahr: int
    heiligabend_frei: bool
    silvester_frei: bool
    feiertagsgebiet: str = ""
    arbeitstage_je_woche: str = "5"
    argumente: Mapping[str, Argument]
    orte: Mapping[str, Fundstelle] = field(default_factory=_orte, compare=False, repr=False)
