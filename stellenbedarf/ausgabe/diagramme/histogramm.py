"""A histogram as accessible SVG and as text: shares are written at the bars, quantiles are lines with their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stellenbedarf.ausgabe.diagramme.zeichnung import BREITE, GRAU, HELL, TEXT, Zeichnung, px, rechteck, strich, text

_KOPF, _FELD, _FUSS, _RAND = 40, 180, 46, 8
_NAMEN = 6  # at most so many classes have their bound written below
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


def zeichne_histogramm(bild: Histogramm) -> Zeichnung:
    """Return the drawing."""
    return Zeichnung(_KOPF + _FELD + _FUSS, [*_balken(bild), *_achse(bild), *_linien(bild)])


def _x(bild: Histogramm, klasse: float) -> int:
    """Return the place of the lower bound of a class, counted from the first."""
    return _RAND + int(klasse * (BREITE - 2 * _RAND) / len(bild.klassen))


def _balken(bild: Histogramm) -> Iterator[str]:
    hoechste = max(a for _, a in bild.klassen)
    for n, (_, anteil) in enumerate(bild.klassen):
        hoehe = int(_FELD * anteil / hoechste)
        if anteil:
            hoehe = max(1, hoehe)
            yield rechteck(_x(bild, n), _KOPF + _FELD - hoehe, _x(bild, n + 1) - _x(bild, n), hoehe, HELL, GRAU)


def _achse(bild: Histogramm) -> Iterator[str]:
    unten = _KOPF + _FELD
    yield strich(_RAND, unten, BREITE - _RAND, unten)
    grenzen = [*(t for t, _ in bild.klassen), bild.ende]
    jede = -(-len(bild.klassen) // (_NAMEN - 1))
    for n in range(0, len(grenzen), jede):
        x = _x(bild, n)
        yield strich(x, unten, x, unten + 4)
        yield text(_im_bild(x, px(grenzen[n])), unten + 18, grenzen[n], "middle")
    hoechster = _prozent(max(a for _, a in bild.klassen))
    yield text(_RAND, unten + 38, f"{bild.achse}; Höhe: Anteil der Durchläufe, höchster Balken {hoechster}", farbe=GRAU)


def _linien(bild: Histogramm) -> Iterator[str]:
    """Draw the named lines; a name that would meet the one before goes into the other row."""
    ende = [-_RAND, -_RAND]  # right end of the last name in each row
    for name, ort in sorted(bild.linien, key=lambda linie: linie[1]):
        x, breite = _x(bild, ort * len(bild.klassen)), px(name)
        mitte = _im_bild(x, breite)
        reihe = 0 if mitte - breite // 2 > ende[0] + _RAND else 1
        ende[reihe] = mitte + breite // 2
        y = 14 + 16 * (1 - reihe)
        yield strich(x, y + 4, x, _KOPF + _FELD, TEXT, "1.5", gestrichelt=True)
        yield text(mitte, y, name, "middle")


def _im_bild(x: int, breite: int) -> int:
    """Return where to centre a text at a place so that it stays in the picture."""
    return min(max(x, breite // 2 + 1), BREITE - breite // 2 - 1)
