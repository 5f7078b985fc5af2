"""What a case compares with: doing a contracted service oneself, posts that exist already, values of past years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Fundstelle
from stellenbedarf.modell.arbeitszeit import Argument


@dataclass(frozen=True, slots=True, kw_only=True)
class Eigenleistung:
    """The alternative to Sachkosten: fixed cost (EUR a year) and cost per unit (EUR) of doing the same oneself."""

    name: str
    sachkosten: str
    festkosten: Argument
    stueckkosten: Argument
    quelle: str
    begruendung: tuple[str, ...] = ()
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VorhandeneStellen:
    """Posts that exist (VZÄ) for exactly one of: a position, an Org.-Einheit, an Amt."""

    stellen: Fraction
    quelle: str
    stand: str
    position: str = ""
    org_einheit: str = ""
    amt: str = ""
    vorschlag: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlaufswert:
    """The value of an Annahme in one year, on which a forecast rests, or which a forecast gives."""

    annahme: str
    jahr: Fraction
    wert: Fraction
    quelle: str
    stand: str = ""
    status: str = ""
    orte: Mapping[str, Fundstelle] = field(default_factory=dict, compare=False, repr=False)
