"""How strongly the result hangs on each assumption: one value replaced at a time, everything else left alone.

The values come from the net itself (`Netz.rechne_schritt`), restricted to the steps between the replaced input and the
totals asked for. So they equal a fresh run of the case with the changed value, and a case with many assumptions does
not compute everything anew for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.fall import Annahme
from stellenbedarf.modell.verteilungen import MIT_STUETZWERTEN, verteilung_von
from stellenbedarf.netz import Groesse
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.zahlen import format_prozent, format_zahl

SPIELRAUM = Fraction(1, 10)
MASSE = ("bedarf", "stellen", "bedarfskosten", "kosten")
"""Totals whose change is reported: computed and granted posts, the cost of both."""


@dataclass(frozen=True, slots=True)
class Variation:
    """An assumption with the two values it is replaced by; `aus_spanne` tells whether the case gives them itself."""

    id: str
    wert: Fraction
    niedrig: Fraction
    hoch: Fraction
    aus_spanne: bool

    @property
    def seiten(self) -> tuple[Fraction, Fraction]:
        """Return both replacing values, the lower one first."""
        return self.niedrig, self.hoch


@dataclass(frozen=True, slots=True)
class Folge:
    """What follows from one replaced value: totals by measure, or why the value is not possible (`unmoeglich`)."""

    wert: Fraction
    summen: Mapping[str, Fraction]
    unmoeglich: str = ""

    def unterschied(self, mass: str, basis: Ergebnis) -> Fraction:
        """Return by how much a total moves; 0 where the value is not possible."""
        vorher = basis.summe(mass)
        return Fraction(0) if self.unmoeglich or vorher is None else self.summen[mass] - vorher


@dataclass(frozen=True, slots=True)
class Wirkung:
    """An assumption and what follows from its lower and its upper value."""

    variation: Variation
    niedrig: Folge
    hoch: Folge

    @property
    def folgen(self) -> tuple[Folge, Folge]:
        """Return both consequences, that of the lower value first."""
        return self.niedrig, self.hoch

    def staerke(self, mass: str, basis: Ergebnis) -> Fraction:
        """Return the larger of both changes of a total, without its sign."""
        return max(abs(f.unterschied(mass, basis)) for f in self.folgen)

    def wirkt(self, basis: Ergebnis) -> bool:
        """Tell whether any of the totals moves at all."""
        return any(self.staerke(m, basis) for m in self.niedrig.summen or self.hoch.summen)


def ersatz_id(id_: str, eingabe: str, wert: Fraction) -> str:
    """Return the id of a quantity computed with one input replaced: `summe.gesamt.bedarf@annahme.quote=1/40`."""
    return f"{id_}@{eingabe}={wert}"


def variationen(modell: Rechenmodell, basis: Ergebnis) -> tuple[Variation, ...]:
    """Return every assumption that can be varied: its declared range, or a tenth to either side.

    These are the Annahmen with a value of their own and the numbers that a measuring Bemessung states itself. What is
    derived moves with its parts; a Setzung is a decision; time shares and variants hang together through their sum.
    """
    gefunden = [
        _variation(f"{praefix}annahme.{a.name}", basis, *_grenzen(a))
        for fall, praefix in zip(modell.faelle, modell.praefixe, strict=True)
        for a in fall.annahmen.values()
        if not a.berechnet
    ]
    gefunden += [_variation(id_, basis, None, None) for id_ in _eigene_zahlen(modell)]
    return tuple(v for v in gefunden if v.niedrig != v.hoch)


def _grenzen(annahme: Annahme) -> tuple[Fraction | None, Fraction | None]:
    """Return the ends of a declared range; those of measured or listed values are the least and the largest."""
    if annahme.verteilung in MIT_STUETZWERTEN and (verteilung := verteilung_von(annahme)):
        return min(verteilung.werte), max(verteilung.werte)
    return annahme.niedrig, annahme.hoch


def _eigene_zahlen(modell: Rechenmodell) -> Iterable[str]:
    for bemessung in modell.einzelbemessungen:
        if bemessung.misst:
            yield from bemessung.eigene_zahlen()


def _variation(id_: str, basis: Ergebnis, niedrig: Fraction | None, hoch: Fraction | None) -> Variation:
    wert: Fraction = basis.werte[id_]
    rand = abs(wert) * SPIELRAUM
    unten = wert - rand if niedrig is None else niedrig
    oben = wert + rand if hoch is None else hoch
    return Variation(id_, wert, unten, oben, niedrig is not None or hoch is not None)


def empfindlichkeit(modell: Rechenmodell, basis: Ergebnis, masse: Sequence[str] = MASSE) -> tuple[Wirkung, ...]:
    """Return what every assumption does to the totals, the strongest effect on the computed posts first.

    Args:
        modell: the model.
        basis: its result in the scenario that is varied.
        masse: the totals to watch.
    """
    ziele = {m: id_ for m in masse if (id_ := basis.summen_id(m))}
    return tuple(sorted(wirkungen(modell, basis, ziele), key=lambda w: [-w.staerke(m, basis) for m in ziele]))


def wirkungen(modell: Rechenmodell, basis: Ergebnis, ziele: Mapping[str, str]) -> list[Wirkung]:
    """Return what every assumption does to some quantities, in the order of the case.

    Args:
        modell: the model.
        basis: its result in the scenario that is varied.
        ziele: ids of the quantities, by the names under which `Folge.summen` holds them.
    """
    wege = modell.netz.wege(ziele.values())
    return [
        Wirkung(v, *(_folge(modell, basis, v.id, wert, wege.get(v.id, ()), ziele) for wert in v.seiten))
        for v in variationen(modell, basis)
    ]


def folge(modell: Rechenmodell, basis: Ergebnis, id_: str, wert: Fraction, ziele: Mapping[str, str]) -> Folge:
    """Return what follows from replacing a single input.

    Args:
        modell: the model.
        basis: the result that is varied.
        id_: the input.
        wert: its replacing value.
        ziele: the quantities asked for, by any name.
    """
    return _folge(modell, basis, id_, wert, modell.netz.wege(ziele.values()).get(id_, ()), ziele)


def _folge(
    modell: Rechenmodell, basis: Ergebnis, id_: str, wert: Fraction, weg: Iterable[str], ziele: Mapping[str, str]
) -> Folge:
    werte: dict[str, Any] = _Ueberlagert(basis.werte)
    werte[id_] = wert
    try:
        for schritt in weg:
            groesse = modell.netz[schritt]
            assert groesse.formel is not None
            werte[schritt] = modell.netz.rechne_schritt(groesse, groesse.formel, werte)
    except StellenbedarfFehler as fehler:
        return Folge(wert, {}, fehler.befunde[0].text)
    for geaendert in werte:
        for grenze in modell.grenzen_je_groesse.get(geaendert, ()):
            if erlaubt := grenze.verletzt(werte[geaendert], _zeige(modell, geaendert)):
                return Folge(wert, {}, f"erlaubt ist {erlaubt}")
    return Folge(wert, {m: werte[z] for m, z in ziele.items()})


def _zeige(modell: Rechenmodell, id_: str) -> Any:
    groesse: Groesse = modell.netz[id_]
    return format_prozent if groesse.einheit.prozent else format_zahl


class _Ueberlagert(dict[str, Any]):
    """New values in front of the old ones, so that a variation need not copy the whole result."""

    def __init__(self, grund: Mapping[str, Any]) -> None:
        super().__init__()
        self._grund = grund

    def __missing__(self, id_: str) -> Any:
        return self._grund[id_]
