"""The result of a case in one scenario: every value exact, with the hints that belong to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf.fehler import Befund
from stellenbedarf.parameter.bewertung import rang
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.rechnung.summen import GESAMT


@dataclass(frozen=True)
class Ergebnis:
    """Model, scenario and the exact value of every quantity."""

    modell: Rechenmodell
    szenario: str
    werte: Mapping[str, Any]
    hinweise: tuple[Befund, ...] = ()

    def summe(self, mass: str, dimension: str = GESAMT, schluessel: str = "") -> Fraction | None:
        """Return a total, or None where it has no member (no refund, say)."""
        id_ = self.summen_id(mass, dimension, schluessel)
        return None if id_ is None else self.werte[id_]

    def summen_id(self, mass: str, dimension: str = GESAMT, schluessel: str = "") -> str | None:
        """Return the id of a total, or None where it has no member; without a refund, net is cost."""
        summen = self.modell.summen
        if mass.startswith("netto") and (dimension, schluessel, mass) not in summen:
            mass = mass.replace("netto", "kosten")
        return summen.get((dimension, schluessel, mass))

    def schluessel(self, dimension: str) -> tuple[str, ...]:
        """Return the keys of a dimension: grades in the order of the Stellenplan, others as the positions come."""
        gefunden = [s for d, s, m in self.modell.summen if d == dimension and m == "stellen"]
        return tuple(sorted(gefunden, key=rang)) if dimension == "bewertung" else tuple(gefunden)
