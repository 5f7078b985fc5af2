"""Draws a bar chart as accessible SVG: title and description, every value written out, legible without colour.

Coordinates are whole numbers, worked out from the exact values; the only text is that of the chart.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from stellenbedarf.ausgabe.diagramme.balken import Balkendiagramm
from stellenbedarf.ausgabe.textbreite import textbreite

BREITE = 640
SCHRIFT = 13
_ZEILE, _BALKEN, _ABSTAND, _RAND = 15, 15, 8, 4
_LUECKE = 8
_NAME_MAX, _ZEILEN_MAX = 230, 2
_FARBE, _LINIE, _TEXT = "#2f5d8a", "#404040", "#1a1a1a"
_UNZULAESSIG = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_SCHRIFTEN = "Liberation Sans, Arial, Helvetica, sans-serif"


def render_svg(diagramm: Balkendiagramm, kennung: str) -> str:
    """Return the chart as SVG.

    Args:
        diagramm: the chart.
        kennung: makes the ids of title and description unique where several charts stand on one page.
    """
    return _Zeichnung(diagramm, kennung).svg()


class _Zeichnung:
    def __init__(self, diagramm: Balkendiagramm, kennung: str) -> None:
        self.diagramm = diagramm
        self.kennung = kennung
        self.namen = [_umbrochen(b.name) for b in diagramm.balken]
        self.texte = [b.text for b in diagramm.balken]
        self.links = max((_px(zeile) for name in self.namen for zeile in name), default=0) + _LUECKE
        platz = max((_px(t) for t in self.texte), default=0) + _LUECKE
        werte = [b.wert for b in diagramm.balken]
        hoch, tief = max([*werte, Fraction(0)]), min([*werte, Fraction(0)])
        # A value below zero has its text on the left of its bar, so there is room for texts on both sides.
        self.feld = BREITE - self.links - platz * (2 if tief < 0 else 1)
        self.spanne = hoch - tief
        self.null = self.links + (platz if tief < 0 else 0) + self._laenge(-tief)

    def _laenge(self, wert: Fraction) -> int:
        """Return the length of a bar; what is more than nothing is seen."""
        if wert == 0:
            return 0
        return max(1, wert * self.feld // self.spanne)

    def svg(self) -> str:
        hoehen = [max(_BALKEN, len(n) * _ZEILE) + _ABSTAND for n in self.namen]
        gesamt = sum(hoehen) + 2 * _RAND
        titel, beschreibung = f"{self.kennung}-titel", f"{self.kennung}-text"
        teile = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREITE} {gesamt}" width="{BREITE}" '
            f'height="{gesamt}" role="img" lang="de" aria-labelledby={quoteattr(f"{titel} {beschreibung}")} '
            f'font-family="{_SCHRIFTEN}" font-size="{SCHRIFT}" fill="{_TEXT}">',
            f"<title id={quoteattr(titel)}>{escape(self.diagramm.titel)}</title>",
            f"<desc id={quoteattr(beschreibung)}>{escape(self.diagramm.beschreibung)}</desc>",
        ]
        oben = _RAND
        for nummer, hoehe in enumerate(hoehen):
            teile += self._balken(nummer, oben + hoehe // 2)
            oben += hoehe
        teile.append(f'<path d="M{self.null} {_RAND}V{gesamt - _RAND}" stroke="{_LINIE}" stroke-width="1"/>')
        return _UNZULAESSIG.sub("\ufffd", "".join([*teile, "</svg>"]))

    def _balken(self, nummer: int, mitte: int) -> Iterable[str]:
        balken, name = self.diagramm.balken[nummer], self.namen[nummer]
        erste = mitte + 5 - (len(name) - 1) * _ZEILE // 2
        for stelle, zeile in enumerate(name):
            yield _text(self.links - _LUECKE, erste + stelle * _ZEILE, zeile, "end")
        laenge = self._laenge(abs(balken.wert))
        negativ = balken.wert < 0
        anfang = self.null - laenge if negativ else self.null
        if laenge:
            yield (
                f'<rect x="{anfang}" y="{mitte - _BALKEN // 2}" width="{laenge}" height="{_BALKEN}" '
                f'fill="{_FARBE}" stroke="{_LINIE}" stroke-width="1"/>'
            )
        ort = anfang - _LUECKE if negativ else self.null + laenge + _LUECKE
        yield _text(ort, mitte + 5, self.texte[nummer], "end" if negativ else "start", balken.id)


def _text(x: int, y: int, text: str, ausrichtung: str, id_: str = "") -> str:
    herkunft = f" data-groesse={quoteattr(id_)}" if id_ else ""
    return f'<text x="{x}" y="{y}" text-anchor="{ausrichtung}"{herkunft}>{escape(text)}</text>'


def _px(text: str) -> int:
    return textbreite(text) * SCHRIFT // 1000 + 1


def _umbrochen(name: str) -> list[str]:
    """Return a name in at most two lines; one that is longer still ends in an ellipsis."""
    zeichen = max(1, _NAME_MAX * len(name) // max(1, _px(name)))
    return textwrap.wrap(name, zeichen, max_lines=_ZEILEN_MAX, placeholder=" …") or [""]
