"""A histogram as accessible SVG and as text: shares are written at the bars, quantiles are lines with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_B, _H, _LINKS, _OBEN, _UNTEN = 640, 300, 40, 64, 60
_SCHRIFT = 'font-family="Liberation Sans, Arial, Helvetica, sans-serif" font-size="12"'
_BALKEN = 40  # characters of the longest bar in text


@dataclass(frozen=True, slots=True)
class Histogramm:
    """Classes (label of the lower bound, share of all), and named lines (text, place from 0 to 1)."""

    titel: str
    achse: str
    klassen: Sequence[tuple[str, float]]
    ende: str
    linien: Sequence[tuple[str, float]]

    @property
    def beschreibung(self) -> str:
        """Return the picture in words."""
        linien = "; ".join(t for t, _ in self.linien)
        return f"Häufigkeit von {self.klassen[0][0]} bis {self.ende} {self.achse}. {linien}."


def histogramm_text(bild: Histogramm) -> str:
    """Return the histogram for the terminal."""
    hoechste = max(a for _, a in bild.klassen)
    breite = max(len(t) for t, _ in bild.klassen)
    zeilen = [
        f"ab {text.rjust(breite)}  {'█' * int(_BALKEN * anteil / hoechste):<{_BALKEN}}  {_prozent(anteil)}"
        for text, anteil in bild.klassen
    ]
    return "\n".join([f"{bild.titel} ({bild.achse})", "", *zeilen])


def _prozent(anteil: float) -> str:
    return f"{100 * anteil:.1f}\u00a0%".replace(".", ",")


def render_histogramm(bild: Histogramm) -> str:
    """Return the histogram as SVG."""
    hoechste = max(a for _, a in bild.klassen)
    feld_b, feld_h = _B - _LINKS - 16, _H - _OBEN - _UNTEN
    breite = feld_b / len(bild.klassen)
    teile = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_B} {_H}" width="{_B}" height="{_H}" role="img" '
        'aria-labelledby="t d" lang="de">',
        f'<title id="t">{escape(bild.titel)}</title><desc id="d">{escape(bild.beschreibung)}</desc>',
        f'<rect width="{_B}" height="{_H}" fill="#ffffff"/>',
        f'<text x="{_LINKS}" y="20" {_SCHRIFT} font-weight="bold">{escape(bild.titel)}</text>',
        f'<text x="{_LINKS}" y="{_H - 8}" {_SCHRIFT} fill="#404040">{escape(bild.achse)}; Höhe: Anteil der '
        f"Durchläufe, höchster Balken {_prozent(hoechste)}</text>",
    ]
    for n, (text, anteil) in enumerate(bild.klassen):
        hoehe = feld_h * anteil / hoechste
        x = _LINKS + n * breite
        teile.append(f'<rect x="{x:.1f}" y="{_OBEN + feld_h - hoehe:.1f}" width="{breite - 1:.1f}" '
                     f'height="{hoehe:.1f}" fill="#2f5d8a"/>')  # fmt: skip
        if n % max(1, len(bild.klassen) // 5) == 0:
            teile.append(f'<text x="{x:.1f}" y="{_OBEN + feld_h + 18}" {_SCHRIFT}>{escape(text)}</text>')
    for n, (text, ort) in enumerate(bild.linien):
        x, y = _LINKS + ort * feld_b, 36 + 14 * (n % 2)
        teile.append(f'<line x1="{x:.1f}" y1="{y + 3}" x2="{x:.1f}" y2="{_OBEN + feld_h}" stroke="#b00020" '
                     'stroke-dasharray="4 3"/>')  # fmt: skip
        anker = "end" if ort > 0.8 else "start"
        teile.append(f'<text x="{x:.1f}" y="{y}" {_SCHRIFT} text-anchor="{anker}" fill="#1a1a1a">{escape(text)}</text>')
    return "\n".join([*teile, "</svg>", ""])
