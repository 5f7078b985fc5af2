"""What the checks say about a paper: findings with a recomputed figure, and what was confirmed."""

from __future__ import annotations

from dataclasses import dataclass, field

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Stelle


@dataclass(frozen=True, slots=True)
class Hypothese:
    """What would explain a contradiction, with its arithmetic; always said as a possibility, never as a fact."""

    text: str
    rechnung: str


@dataclass(frozen=True, slots=True)
class Pruefbefund:
    """A finding: which rule, how severe, what, where, the figure stated and the one recomputed, as text with unit.

    `weitere` are the other places that take part (the second of two contradicting figures, the rows of a sum).
    """

    regel: str
    stufe: Stufe
    text: str
    stelle: Stelle
    angegeben: str = ""
    nachgerechnet: str = ""
    weitere: tuple[Stelle, ...] = ()
    hypothesen: tuple[Hypothese, ...] = ()


@dataclass(frozen=True, slots=True)
class Bestaetigung:
    """Something that was recomputed and is right."""

    regel: str
    text: str
    stelle: Stelle


@dataclass(frozen=True, slots=True)
class Regel:
    """A check for the list of rules: short name, what it compares, where the rule comes from."""

    name: str
    erklaerung: str
    quelle: str


@dataclass(frozen=True, slots=True)
class Pruefergebnis:
    """All findings and confirmations of a paper, in reading order, and the rules that were applied."""

    datei: str
    befunde: tuple[Pruefbefund, ...] = field(default=())
    bestaetigt: tuple[Bestaetigung, ...] = field(default=())
    regeln: tuple[Regel, ...] = field(default=())
