"""Draws any chart as accessible SVG: title and description, every value written out, legible without colour.

Coordinates are whole numbers, worked out from the values; the only text is that of the chart.
"""

from __future__ import annotations

from stellenbedarf.ausgabe.diagramme.balken import Balkendiagramm, zeichne_balken
from stellenbedarf.ausgabe.diagramme.gruppen import Gruppendiagramm, zeichne_gruppen
from stellenbedarf.ausgabe.diagramme.histogramm import Histogramm, zeichne_histogramm
from stellenbedarf.ausgabe.diagramme.tornado import Tornado, zeichne_tornado
from stellenbedarf.ausgabe.diagramme.verlauf import Verlauf, zeichne_verlauf
from stellenbedarf.ausgabe.diagramme.zeichnung import BREITE, Zeichnung, rahmen, text

Schaubild = Balkendiagramm | Gruppendiagramm | Histogramm | Tornado | Verlauf
_TITEL = 30


def render_svg(bild: Schaubild, kennung: str) -> str:
    """Return the chart as SVG for a document, which writes the title itself.

    Args:
        bild: the chart.
        kennung: makes the ids of title and description unique where several charts stand on one page.
    """
    zeichnung = _zeichne(bild)
    return rahmen(bild, kennung, zeichnung.hoehe, zeichnung.teile)


def render_datei(bild: Schaubild) -> str:
    """Return the chart as SVG that stands alone: with its title, on white."""
    zeichnung = _zeichne(bild)
    hoehe = zeichnung.hoehe + _TITEL
    grund = f'<rect width="{BREITE}" height="{hoehe}" fill="#ffffff"/>'
    teile = [grund, text(8, 18, bild.titel, fett=True), f'<g transform="translate(0 {_TITEL})">', *zeichnung.teile,
             "</g>"]  # fmt: skip
    return rahmen(bild, "schaubild", hoehe, teile)


def _zeichne(bild: Schaubild) -> Zeichnung:
    match bild:
        case Balkendiagramm():
            return zeichne_balken(bild)
        case Gruppendiagramm():
            return zeichne_gruppen(bild)
        case Histogramm():
            return zeichne_histogramm(bild)
        case Tornado():
            return zeichne_tornado(bild)
        case Verlauf():
            return zeichne_verlauf(bild)
