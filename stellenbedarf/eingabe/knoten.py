"""The raw tree that every input format is read into: texts, lists and mappings, each with its Fundstelle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stellenbedarf.fehler import Fundstelle


class Mappenstelle(Fundstelle):
    """Place in a workbook; there the user knows a field by the heading of its column, not by its key."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A value as the user wrote it; empty means not given."""

    text: str
    fundstelle: Fundstelle

    @property
    def leer(self) -> bool:
        """Tell whether nothing was given."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Liste:
    """Several nodes in order."""

    elemente: tuple[Knoten, ...]
    fundstelle: Fundstelle


@dataclass(frozen=True, slots=True)
class Abbildung:
    """Nodes by name, in the order of the input; `leer` are the places where an entry could stand, but does not."""

    eintraege: dict[str, Knoten]
    fundstelle: Fundstelle
    schluessel: Mapping[str, Fundstelle] = field(default_factory=dict)
    leer: Mapping[str, Fundstelle] = field(default_factory=dict)


Knoten = Text | Liste | Abbildung
