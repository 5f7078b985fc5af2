"""A grid of two inputs as accessible SVG: every value written in its cell, colour only supports it, steps are lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stellenbedarf.ausgabe.diagramme.zeichnung import GRAU, ZEILE, px, rahmen, strich, text

_ZELLE_H, _RAND, _LUECKE = 24, 8, 8
_MIN_ZELLE = 44
_HELL, _DUNKEL = (245, 248, 252), (24, 80, 140)
_KANTE = "#b00020"
_WEISS_AB = 0.55  # from this depth of colour on, white text has the better contrast


@dataclass(frozen=True, slots=True)
class Rasterbild:
    """What the picture shows: titles, labels of rows and columns, texts, depth of colour (0 to 1), steps.

    `kanten` names the borders at which the rounded value changes: (row, column, "links" or "oben").
    """

    titel: str
    zeilentitel: str
    spaltentitel: str
    zeilen: Sequence[str]
    spalten: Sequence[str]
    texte: Sequence[Sequence[str]]
    tiefen: Sequence[Sequence[float]]
    kanten: Sequence[tuple[int, int, str]]
    legende: str

    @property
    def beschreibung(self) -> str:
        """Return the picture in words."""
        ecken = (self.texte[0][0], self.texte[0][-1], self.texte[-1][0], self.texte[-1][-1])
        z, s = self.zeilen, self.spalten
        return (
            f"{self.titel}. Zeilen: {self.zeilentitel} von {z[0]} bis {z[-1]}; Spalten: {self.spaltentitel} von "
            f"{s[0]} bis {s[-1]}. Eckwerte: {z[0]}/{s[0]}: {ecken[0]}; {z[0]}/{s[-1]}: {ecken[1]}; "
            f"{z[-1]}/{s[0]}: {ecken[2]}; {z[-1]}/{s[-1]}: {ecken[3]}. {self.legende}"
        )


def render_heatmap(bild: Rasterbild, kennung: str = "raster") -> str:
    """Return the picture as SVG."""
    return _Zeichnung(bild).svg(kennung)


class _Zeichnung:
    def __init__(self, bild: Rasterbild) -> None:
        self.bild = bild
        texte = [*bild.spalten, *(t for zeile in bild.texte for t in zeile)]
        self.zelle = max(_MIN_ZELLE, max(map(px, texte)) + 2 * _LUECKE)
        self.links = _RAND + max(map(px, bild.zeilen)) + _LUECKE
        self.oben = 4 * ZEILE + 22
        titel = (_fett(bild.titel), px(bild.legende), px(bild.zeilentitel), self.links + px(bild.spaltentitel))
        self.breite = max(self.links + self.zelle * len(bild.spalten), _RAND + max(titel)) + _RAND

    def svg(self, kennung: str) -> str:
        bild = self.bild
        hoehe = self.oben + _ZELLE_H * len(bild.zeilen) + 32
        teile = [
            f'<rect width="{self.breite}" height="{hoehe}" fill="#ffffff"/>',
            text(_RAND, 18, bild.titel, fett=True),
            text(_RAND, 18 + ZEILE + 6, f"↓ {bild.zeilentitel}", farbe=GRAU),
            text(self.links, 18 + 2 * ZEILE + 10, f"→ {bild.spaltentitel}", farbe=GRAU),
        ]
        teile += [text(self._mitte(n), self.oben - 8, name, "middle") for n, name in enumerate(bild.spalten)]
        for z, name in enumerate(bild.zeilen):
            teile.append(text(self.links - _LUECKE, self._y(z) + 16, name, "end"))
            teile += [self._zelle(z, s) for s in range(len(bild.spalten))]
        teile += [self._kante(*kante) for kante in bild.kanten]
        teile.append(text(_RAND, hoehe - 10, bild.legende, farbe=GRAU))
        return rahmen(bild, kennung, hoehe, teile, self.breite)

    def _y(self, zeile: int) -> int:
        return self.oben + zeile * _ZELLE_H

    def _mitte(self, spalte: int) -> int:
        return self.links + spalte * self.zelle + self.zelle // 2

    def _zelle(self, z: int, s: int) -> str:
        tiefe = self.bild.tiefen[z][s]
        kasten = (
            f'<rect x="{self.links + s * self.zelle}" y="{self._y(z)}" width="{self.zelle}" height="{_ZELLE_H}" '
            f'fill="{_farbe(tiefe)}" stroke="#ffffff"/>'
        )
        farbe = "#ffffff" if tiefe > _WEISS_AB else ""
        return kasten + text(self._mitte(s), self._y(z) + 16, self.bild.texte[z][s], "middle", farbe=farbe)

    def _kante(self, z: int, s: int, seite: str) -> str:
        x, y = self.links + s * self.zelle, self._y(z)
        x2, y2 = (x, y + _ZELLE_H) if seite == "links" else (x + self.zelle, y)
        return strich(x, y, x2, y2, _KANTE, "2.5")


def _fett(titel: str) -> int:
    """Return the width of a bold text, which runs a little wider."""
    return px(titel) * 11 // 10


def _farbe(tiefe: float) -> str:
    return "#" + "".join(f"{int(h + (d - h) * tiefe):02x}" for h, d in zip(_HELL, _DUNKEL, strict=True))
