"""What a Bemessungsverfahren is: its variants, their inputs and formulas, and what the reader must know about it."""

from __future__ import annotations

from dataclasses import dataclass

from stellenbedarf.formel import Formelsatz


@dataclass(frozen=True, slots=True)
class Verfahren:
    """A recognised way to size posts.

    `varianten` maps the name of a variant to its formulas; the first one is the default. The result of every
    variant is a number of posts (VZÄ). `misst` is False where the number is set and not derived from a workload.
    `texte` names text fields of which the case must give every one (such as the reason of a Setzung).
    """

    name: str
    titel: str
    beschreibung: str
    quelle: str
    geeignet: str
    grenzen: str
    varianten: dict[str, Formelsatz]
    misst: bool = True
    texte: tuple[str, ...] = ()

    @property
    def standardvariante(self) -> str:
        """Return the name of the variant that is used when the case names none."""
        return next(iter(self.varianten))
