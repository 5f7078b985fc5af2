"""A grid of two inputs as accessible SVG: every value written in its cell, colour only supports it, steps are lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_ZELLE_B, _ZELLE_H, _RAND_LINKS, _RAND_OBEN = 64, 24, 96, 88
_SCHRIFT = 'font-family="Liberation Sans, Arial, Helvetica, sans-serif"'
_HELL, _DUNKEL = (245, 248, 252), (24, 80, 140)
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


def render_heatmap(bild: Rasterbild) -> str:
    """Return the picture as SVG."""
    breite = _RAND_LINKS + _ZELLE_B * len(bild.spalten) + 8
    hoehe = _RAND_OBEN + _ZELLE_H * len(bild.zeilen) + 32
    teile = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {breite} {hoehe}" width="{breite}" height="{hoehe}" '
        f'role="img" aria-labelledby="t d" lang="de">',
        f'<title id="t">{escape(bild.titel)}</title><desc id="d">{escape(bild.beschreibung)}</desc>',
        f'<rect width="{breite}" height="{hoehe}" fill="#ffffff"/>',
        _text(8, 22, bild.titel, 15, "start", "#1a1a1a", fett=True),
        _text(_RAND_LINKS, 50, bild.spaltentitel, 12, "start", "#404040"),
        _text(8, _RAND_OBEN - 8, bild.zeilentitel, 12, "start", "#404040"),
    ]
    for n, name in enumerate(bild.spalten):
        teile.append(_text(_mitte(n), _RAND_OBEN - 22, name, 12, "middle", "#1a1a1a"))
    for z, name in enumerate(bild.zeilen):
        y = _RAND_OBEN + z * _ZELLE_H
        teile.append(_text(_RAND_LINKS - 8, y + 16, name, 12, "end", "#1a1a1a"))
        for s, text in enumerate(bild.texte[z]):
            tiefe = bild.tiefen[z][s]
            teile.append(
                f'<rect x="{_RAND_LINKS + s * _ZELLE_B}" y="{y}" width="{_ZELLE_B}" height="{_ZELLE_H}" '
                f'fill={quoteattr(_farbe(tiefe))} stroke="#ffffff"/>'
            )
            teile.append(_text(_mitte(s), y + 16, text, 12, "middle", "#ffffff" if tiefe > _WEISS_AB else "#1a1a1a"))
    for z, s, seite in bild.kanten:
        x, y = _RAND_LINKS + s * _ZELLE_B, _RAND_OBEN + z * _ZELLE_H
        x2, y2 = (x, y + _ZELLE_H) if seite == "links" else (x + _ZELLE_B, y)
        teile.append(f'<line x1="{x}" y1="{y}" x2="{x2}" y2="{y2}" stroke="#b00020" stroke-width="2.5"/>')
    teile.append(_text(8, hoehe - 10, bild.legende, 12, "start", "#404040"))
    return "\n".join([*teile, "</svg>", ""])


def _mitte(spalte: int) -> int:
    return _RAND_LINKS + spalte * _ZELLE_B + _ZELLE_B // 2


def _farbe(tiefe: float) -> str:
    return "#" + "".join(f"{int(h + (d - h) * tiefe):02x}" for h, d in zip(_HELL, _DUNKEL, strict=True))


def _text(x: int, y: int, text: str, groesse: int, anker: str, farbe: str, fett: bool = False) -> str:
    dick = ' font-weight="bold"' if fett else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{groesse}" {_SCHRIFT} text-anchor="{anker}" fill="{farbe}"{dick}>'
        f"{escape(text)}</text>"
    )
