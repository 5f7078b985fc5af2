"""Full grids: every combination of the values of some inputs, in blocks, without ever holding all of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.groessen import check_namen, eingabe_id, ist_tag, read_angabe, ziel_id
from stellenbedarf.szenarien.plan import MAX_STELLEN, Rechenplan
from stellenbedarf.szenarien.verteilung import BLOCK, rechne_bloecke
from stellenbedarf.zahlen import nachkommastellen

Feld = Any
SCHREIBWEISE = "NAME=VON..BIS:SCHRITT oder NAME=WERT;WERT;…, zum Beispiel fallzahl=18000..26000:500 oder quote=3 %;4 %"
VORGABE_STUFE = Fraction(1, 10)
MAX_WERTE = 1_000_000  # of one input
_SPANNE = ".."


@dataclass(frozen=True, slots=True)
class Achse:
    """An input that varies over a grid, with its values in order."""

    name: str
    id: str
    werte: tuple[Fraction, ...]

    @property
    def stellen(self) -> int | None:
        """Return the decimals that all values have, where they are few."""
        stellen = [nachkommastellen(w) for w in self.werte]
        return None if any(s is None or s > MAX_STELLEN for s in stellen) else max(s or 0 for s in stellen)


def read_achsen(modell: Rechenmodell, texte: Sequence[str]) -> tuple[Achse, ...]:
    """Read `NAME=VON..BIS:SCHRITT` and `NAME=WERT;WERT`.

    Raises:
        StellenbedarfFehler: where a text cannot be read, a range is empty or runs backwards, a name is unknown.
    """
    achsen = tuple(_read_achse(modell, text) for text in texte)
    check_namen(a.name for a in achsen)
    return achsen


def _read_achse(modell: Rechenmodell, text: str) -> Achse:
    name, gleich, rest = (t.strip() for t in text.partition("="))
    if not (name and gleich and rest):
        raise StellenbedarfFehler.einzeln(f"„{text}“ ist keine Angabe zu einer Annahme", None, f"Schreiben Sie "
                                          f"{SCHREIBWEISE}.")  # fmt: skip
    id_ = eingabe_id(modell, name)
    if _SPANNE not in rest:
        werte = tuple(read_angabe(modell, id_, w.strip(), name) for w in rest.split(";") if w.strip())
        if not werte:
            raise StellenbedarfFehler.einzeln(f"{name}: Die Liste ist leer", None, f"Schreiben Sie {SCHREIBWEISE}.")
        return Achse(name, id_, werte)
    spanne, doppelpunkt, schritttext = rest.rpartition(":")
    if not doppelpunkt:
        raise StellenbedarfFehler.einzeln(f"{name}: Zur Spanne „{rest}“ fehlt der Schritt", None,
                                          f"Schreiben Sie {SCHREIBWEISE}.")  # fmt: skip
    von, bis = (read_angabe(modell, id_, t.strip(), name) for t in spanne.split(_SPANNE, 1))
    return Achse(name, id_, spannenwerte(name, von, bis, _read_schritt(modell, id_, schritttext.strip(), name)))


def _read_schritt(modell: Rechenmodell, id_: str, text: str, name: str) -> Fraction:
    if ist_tag(modell, id_):  # days go in whole days
        return Fraction(int(text)) if text.isdecimal() else Fraction(0)
    return read_angabe(modell, id_, text, f"{name}, Schritt")


def spannenwerte(name: str, von: Fraction, bis: Fraction, schritt: Fraction) -> tuple[Fraction, ...]:
    """Return the values of a range, both ends included where the step meets them."""
    if schritt <= 0:
        raise StellenbedarfFehler.einzeln(f"{name}: Der Schritt muss größer als 0 sein", None,
                                          "Geben Sie eine positive Weite an, bei Tagen in ganzen Tagen.")  # fmt: skip
    if von > bis:
        raise StellenbedarfFehler.einzeln(f"{name}: Die Spanne ist leer, der Anfang liegt über dem Ende", None,
                                          "Vertauschen Sie beide Werte.")  # fmt: skip
    zahl = math.floor((bis - von) / schritt) + 1
    if zahl > MAX_WERTE:
        raise StellenbedarfFehler.einzeln(f"{name}: Die Spanne hat {zahl} Werte, mehr als {MAX_WERTE}", None,
                                          "Vergrößern Sie den Schritt.")  # fmt: skip
    return tuple(von + n * schritt for n in range(zahl))


class Raster:
    """A grid with its targets; points are numbered with the last axis running fastest."""

    def __init__(
        self,
        modell: Rechenmodell,
        achsen: Sequence[Achse],
        ziele: Sequence[str],
        ersetzt: Mapping[str, Fraction | str] | None = None,
        stufe: Fraction | None = None,
    ) -> None:
        """Compile the plan.

        Args:
            modell: the model.
            achsen: what varies.
            ziele: names of the results; where the first one steps is marked.
            ersetzt: values of the other inputs (a scenario).
            stufe: step to which the first result is rounded for its marks; its own rounding by default.
        """
        self.achsen = tuple(achsen)
        self.ziele = tuple(ziele)
        self.plan = Rechenplan(
            modell, [a.id for a in achsen], [ziel_id(modell, z) for z in ziele], ersetzt,
            stellen=[a.stellen for a in achsen],
        )  # fmt: skip
        self.stufe = stufe or self.plan.schritt(0) or VORGABE_STUFE
        self.form = tuple(len(a.werte) for a in achsen)
        self.punkte = math.prod(self.form)
        self._werte = [np.array([float(w) for w in a.werte]) for a in achsen]

    @property
    def bloecke(self) -> int:
        """Return the number of blocks."""
        return -(-self.punkte // BLOCK)

    def rechne_block(self, nummer: int) -> tuple[Feld, Feld, Feld]:
        """Return values of the axes, results, and marks where the first result steps, for one block of points."""
        anfang, ende = nummer * BLOCK, min((nummer + 1) * BLOCK, self.punkte)
        erster = anfang - (anfang > 0)  # the point before, to see whether the first of the block is a step
        stellen = np.unravel_index(np.arange(erster, ende), self.form)
        werte = np.array([w[s] for w, s in zip(self._werte, stellen, strict=True)])
        ergebnis = self.plan.rechne(werte)
        sprung = spruenge(ergebnis[0], self.stufe) & (stellen[-1][1:] > 0)
        if not anfang:
            sprung = np.concatenate([[False], sprung])
        weg = anfang - erster
        return werte[:, weg:], ergebnis[:, weg:], sprung

    def laufe(self, prozesse: int = 1, cluster: str = "") -> Iterator[tuple[Feld, Feld, Feld]]:
        """Yield all blocks in order."""
        return rechne_bloecke(self, prozesse, cluster)


def spruenge(werte: Feld, stufe: Fraction) -> Feld:
    """Return for every value but the first whether it differs from the one before once both are rounded to a step."""
    from stellenbedarf.rundung import halb_auf_feld

    gerundet = halb_auf_feld(np, werte / float(stufe))
    return gerundet[1:] != gerundet[:-1]
