"""From the size of a post to the hours of its Arbeitsvorgänge, as formulas like all others."""

from __future__ import annotations

from stellenbedarf.formel import Ausdruck, formel, summe

_STUNDEN = "Zeitanteil × Stellen × Arbeitszeit einer Vollzeitkraft"


@formel(einheit="%", quelle="Summe der Zeitanteile aller Arbeitsvorgänge", bezeichnung="Zeitanteile zusammen")
def zeitanteile_zusammen(zeitanteile: Ausdruck) -> Ausdruck:
    """Summe der Zeitanteile einer Stelle; sie beträgt 100 %."""
    return summe(zeitanteile)


@formel(einheit="h", quelle=_STUNDEN, bezeichnung="Stunden")
def stunden(zeitanteil: Ausdruck, stellen: Ausdruck, arbeitszeit: Ausdruck) -> Ausdruck:
    """Stunden, die im Jahr oder in der Woche auf einen Arbeitsvorgang entfallen."""
    return zeitanteil * stellen * arbeitszeit


@formel(einheit="h", quelle="Summe der Arbeitsvorgänge", bezeichnung="Stunden zusammen")
def stunden_zusammen(stunden: Ausdruck) -> Ausdruck:
    """Stunden aller Arbeitsvorgänge einer Stelle."""
    return summe(stunden)
