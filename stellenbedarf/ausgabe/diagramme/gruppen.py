"""Bars in groups, each with a line to compare with: the computed posts in the scenarios against the requested ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.ausgabe.diagramme.balken import Balken, in_worten
from stellenbedarf.ausgabe.diagramme.zeichnung import (
    BREITE,
    HELL,
    TEXT,
    ZEILE,
    Zeichnung,
    px,
    rechteck,
    strich,
    text,
    umbrochen,
)

_BALKEN, _ABSTAND, _TITEL, _LUECKE = 16, 8, 26, 8
_NAME_MAX = 230


@dataclass(frozen=True, slots=True)
class Gruppe:
    """Bars below one another with their heading; `linie` is what they are compared with, where there is something."""

    titel: str
    balken: tuple[Balken, ...]
    linie: Balken | None = None


@dataclass(frozen=True, slots=True)
class Gruppendiagramm:
    """Groups below one another on one scale; `achse` is the unit, `quelle` the table that holds the figures."""

    titel: str
    achse: str
    gruppen: tuple[Gruppe, ...]
    quelle: str = ""

    @property
    def balken(self) -> tuple[Balken, ...]:
        """Return all figures of the chart."""
        return tuple(b for g in self.gruppen for b in (*g.balken, g.linie) if b is not None)

    @property
    def beschreibung(self) -> str:
        """What the chart shows, in words."""
        gruppen = [
            f"{g.titel}: {'; '.join(f'{b.name}: {b.text}' for b in (*g.balken, g.linie) if b)}" for g in self.gruppen
        ]
        return in_worten(self.achse, ". ".join(gruppen), self.quelle)


def zeichne_gruppen(bild: Gruppendiagramm) -> Zeichnung:
    """Return the drawing."""
    return _Zeichner(bild).zeichnung()


class _Zeichner:
    def __init__(self, bild: Gruppendiagramm) -> None:
        self.bild = bild
        self.namen = {b.name: umbrochen(b.name, _NAME_MAX, 3) for g in bild.gruppen for b in g.balken}
        self.links = max(px(zeile) for name in self.namen.values() for zeile in name) + _LUECKE
        platz = max(px(b.text) for b in bild.balken) + _LUECKE
        self.feld = BREITE - self.links - platz
        self.hoch = max(*(b.wert for b in bild.balken), Fraction(0)) or Fraction(1)

    def _x(self, wert: Fraction) -> int:
        return self.links + int(max(wert, Fraction(0)) * self.feld / self.hoch)

    def zeichnung(self) -> Zeichnung:
        teile: list[str] = []
        oben = 0
        for gruppe in self.bild.gruppen:
            hoehen = [max(_BALKEN, len(self.namen[b.name]) * ZEILE) + _ABSTAND for b in gruppe.balken]
            kopf = _TITEL + (ZEILE if gruppe.linie else 0)
            teile += self._kopf(gruppe, oben, oben + kopf, oben + kopf + sum(hoehen))
            oben += kopf
            for balken, hoehe in zip(gruppe.balken, hoehen, strict=True):
                teile += self._balken(balken, oben + hoehe // 2, gruppe.linie)
                oben += hoehe
            if gruppe.linie:  # last, so that it is seen on the bars as well
                x = self._x(gruppe.linie.wert)
                teile.append(strich(x, oben - sum(hoehen) - 4, x, oben, TEXT, "1.5", gestrichelt=True))
            oben += _ABSTAND
        return Zeichnung(oben, teile)

    def _kopf(self, gruppe: Gruppe, oben: int, boden: int, unten: int) -> Iterable[str]:
        """Write the heading, and below it the line with its name above the bars."""
        (titel,) = umbrochen(gruppe.titel, BREITE * 10 // 11, 1)  # bold runs a little wider
        yield text(0, oben + 16, titel, fett=True)
        yield strich(self.links, boden - 4, self.links, unten)
        if gruppe.linie:
            name, x = f"{gruppe.linie.name} {gruppe.linie.text}", self._x(gruppe.linie.wert)
            halb = px(name) // 2
            yield text(min(max(x, self.links + halb), BREITE - halb - 2), boden - 8, name, "middle")

    def _balken(self, balken: Balken, mitte: int, linie: Balken | None) -> Iterable[str]:
        name = self.namen[balken.name]
        erste = mitte + 5 - (len(name) - 1) * ZEILE // 2
        for stelle, zeile in enumerate(name):
            yield text(self.links - _LUECKE, erste + stelle * ZEILE, zeile, "end")
        x = self._x(balken.wert)
        if balken.wert > 0:
            yield rechteck(self.links, mitte - _BALKEN // 2, max(1, x - self.links), _BALKEN, HELL)
        ort = x + _LUECKE
        x_linie = self._x(linie.wert) if linie else 0
        if ort - 2 < x_linie < ort + px(balken.text):  # the dashed line would run through the figure
            ort = x_linie + 4 if x_linie + 4 + px(balken.text) <= BREITE else ort
        yield text(ort, mitte + 5, balken.text, id_=balken.id)
