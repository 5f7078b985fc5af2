"""A line over years with its range as a band: every value written at its point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.ausgabe.diagramme.zeichnung import (
    BREITE,
    DUNKEL,
    GRAU,
    HELL,
    Zeichnung,
    px,
    rechteck,
    strich,
    text,
)

_KOPF, _FELD, _FUSS, _RAND = 26, 180, 48, 44
_JAHRE_MAX = 12  # at most so many years have their values written


@dataclass(frozen=True, slots=True)
class Punkt:
    """A year: lower end, value and upper end, and the value as text."""

    jahr: str
    niedrig: Fraction
    wert: Fraction
    hoch: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Verlauf:
    """The points in order; `spanne` says what the band means."""

    titel: str
    achse: str
    punkte: tuple[Punkt, ...]
    spanne: str

    @property
    def beschreibung(self) -> str:
        """What the chart shows, in words."""
        werte = "; ".join(f"{p.jahr}: {p.text}" for p in self.punkte)
        return f"Liniendiagramm, Angaben in {self.achse}. {werte}. {self.spanne}"


def zeichne_verlauf(bild: Verlauf) -> Zeichnung:
    """Return the drawing."""
    return Zeichnung(_KOPF + _FELD + _FUSS, list(_Zeichner(bild).teile()))


class _Zeichner:
    def __init__(self, bild: Verlauf) -> None:
        self.bild = bild
        tief, hoch = min(p.niedrig for p in bild.punkte), max(p.hoch for p in bild.punkte)
        luft = (hoch - tief) / 8 or Fraction(1)
        self.tief, self.spanne = tief - luft, hoch - tief + 2 * luft

    def _x(self, nummer: int) -> int:
        schritte = max(1, len(self.bild.punkte) - 1)
        return _RAND + nummer * (BREITE - 2 * _RAND) // schritte if len(self.bild.punkte) > 1 else BREITE // 2

    def _y(self, wert: Fraction) -> int:
        return _KOPF + _FELD - int((wert - self.tief) * _FELD / self.spanne)

    def teile(self) -> Iterable[str]:
        punkte = self.bild.punkte
        oben = [(self._x(n), self._y(p.hoch)) for n, p in enumerate(punkte)]
        unten = [(self._x(n), self._y(p.niedrig)) for n, p in enumerate(punkte)]
        if any(p.niedrig < p.hoch for p in punkte) and len(punkte) > 1:
            weg = " L".join(f"{x} {y}" for x, y in [*oben, *reversed(unten)])
            yield f'<path d="M{weg}Z" fill="{HELL}" stroke="{GRAU}" stroke-width="1"/>'
        mitte = " L".join(f"{self._x(n)} {self._y(p.wert)}" for n, p in enumerate(punkte))
        yield f'<path d="M{mitte}" fill="none" stroke="{DUNKEL}" stroke-width="2"/>'
        boden = _KOPF + _FELD
        yield strich(_RAND, boden, BREITE - _RAND, boden)
        jeder = -(-len(punkte) // _JAHRE_MAX)
        for n, punkt in enumerate(punkte):
            x, y = self._x(n), self._y(punkt.wert)
            yield rechteck(x - 3, y - 3, 6, 6, DUNKEL)
            if n % jeder == 0:
                yield text(_im_bild(x, punkt.text), self._y(punkt.hoch) - 8, punkt.text, "middle")
                yield text(x, boden + 17, punkt.jahr, "middle")
        yield text(8, boden + 40, self.bild.spanne, farbe=GRAU)


def _im_bild(x: int, inhalt: str) -> int:
    halb = px(inhalt) // 2 + 1
    return min(max(x, halb), BREITE - halb)
