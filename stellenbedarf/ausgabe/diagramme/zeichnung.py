"""What all charts share: the frame that names and describes a picture, text with its width, colours.

Colours differ in lightness as well, so that a print in grey shows the same.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from stellenbedarf.ausgabe.textbreite import textbreite

BREITE = 640
SCHRIFT = 13
ZEILE = 15
DUNKEL, HELL, LINIE, TEXT, GRAU = "#2f5d8a", "#c9d8e8", "#404040", "#1a1a1a", "#595959"
_UNZULAESSIG = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
_SCHRIFTEN = "Liberation Sans, Arial, Helvetica, sans-serif"


class Bild(Protocol):
    """A chart as plain data: what it is called, and what it shows in words."""

    @property
    def titel(self) -> str:
        """Return the title."""
        ...

    @property
    def beschreibung(self) -> str:
        """Return what the chart shows, for readers who do not see it."""
        ...


@dataclass(frozen=True, slots=True)
class Zeichnung:
    """The elements of a picture of the common width, and its height."""

    hoehe: int
    teile: list[str]


def rahmen(bild: Bild, kennung: str, hoehe: int, teile: Iterable[str], breite: int = BREITE) -> str:
    """Return the SVG of a picture.

    Args:
        bild: the chart.
        kennung: makes the ids of title and description unique where several charts stand on one page.
        hoehe: height.
        teile: the elements.
        breite: width.
    """
    titel, beschreibung = f"{kennung}-titel", f"{kennung}-text"
    kopf = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {breite} {hoehe}" width="{breite}" height="{hoehe}" '
        f'role="img" lang="de" aria-labelledby={quoteattr(f"{titel} {beschreibung}")} font-family="{_SCHRIFTEN}" '
        f'font-size="{SCHRIFT}" fill="{TEXT}">'
        f"<title id={quoteattr(titel)}>{escape(bild.titel)}</title>"
        f"<desc id={quoteattr(beschreibung)}>{escape(bild.beschreibung)}</desc>"
    )
    return _UNZULAESSIG.sub("\ufffd", "".join([kopf, *teile, "</svg>"]))


def text(
    x: int, y: int, inhalt: str, ausrichtung: str = "start", id_: str = "", farbe: str = "", fett: bool = False
) -> str:
    """Return a line of text; `id_` names the quantity that it shows."""
    weitere = f" data-groesse={quoteattr(id_)}" if id_ else ""
    weitere += f' fill="{farbe}"' if farbe else ""
    weitere += ' font-weight="bold"' if fett else ""
    return f'<text x="{x}" y="{y}" text-anchor="{ausrichtung}"{weitere}>{escape(inhalt)}</text>'


def rechteck(x: int, y: int, breite: int, hoehe: int, farbe: str, rand: str = LINIE) -> str:
    """Return a rectangle with a thin edge."""
    return f'<rect x="{x}" y="{y}" width="{breite}" height="{hoehe}" fill="{farbe}" stroke="{rand}" stroke-width="1"/>'


def strich(x: int, y: int, x2: int, y2: int, farbe: str = LINIE, staerke: str = "1", gestrichelt: bool = False) -> str:
    """Return a straight line."""
    art = ' stroke-dasharray="5 3"' if gestrichelt else ""
    return f'<path d="M{x} {y}L{x2} {y2}" stroke="{farbe}" stroke-width="{staerke}"{art}/>'


def px(inhalt: str) -> int:
    """Return the width of a text."""
    return textbreite(inhalt) * SCHRIFT // 1000 + 1


def umbrochen(name: str, platz: int, hoechstens: int = 2) -> list[str]:
    """Return a name in a few lines of a width; one that is longer still ends in an ellipsis."""
    zeichen = max(1, platz * len(name) // max(1, px(name)))
    return textwrap.wrap(name, zeichen, max_lines=hoechstens, placeholder=" …") or [""]
