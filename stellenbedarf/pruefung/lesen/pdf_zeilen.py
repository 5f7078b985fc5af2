"""Puts the words of a PDF page together to lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from stellenbedarf.pruefung.lesen.gliederung import ist_zahl, verbinde
from stellenbedarf.pruefung.lesen.pdf_seite import Wort

_LANGES_WORT = 10  # letters
_BINDEWORT = re.compile(r"der|die|das|des|und|für|im|in|je|pro|bei|mit|von|zu|zum|zur|am|an|auf|aus|oder|bzw\.")
_ZAHLLUECKE = 0.45  # the same between two figures
_LUECKE = 0.8  # ems between two words that belong to different columns


@dataclass(slots=True)
class Zeile:
    """A line of text: its words from left to right."""

    worte: list[Wort]

    @property
    def y(self) -> float:
        """Return the baseline."""
        return self.worte[0].y

    @property
    def x0(self) -> float:
        """Return the left edge."""
        return self.worte[0].x0

    @property
    def x1(self) -> float:
        """Return the right edge."""
        return self.worte[-1].x1

    @property
    def groesse(self) -> float:
        """Return the type size of most of the text."""
        return max(self.worte, key=lambda w: len(w.text)).groesse

    @property
    def fett(self) -> bool:
        """Tell whether all of it is bold."""
        return all(w.fett for w in self.worte)

    @property
    def text(self) -> str:
        """Return the words."""
        return " ".join(w.text for w in self.worte)

    def stuecke(self) -> list[list[Wort]]:
        """Return the words in groups between wide gaps."""
        gruppen = [[self.worte[0]]]
        for links, rechts in pairwise(self.worte):
            luecke = (rechts.x0 - links.x1) / max(links.groesse, 4.0)
            if luecke > _LUECKE or (luecke > _ZAHLLUECKE and ist_zahl(links.text) and ist_zahl(rechts.text)):
                gruppen.append([])
            gruppen[-1].append(rechts)
        return gruppen


def zeilen_aus(worte: Iterable[Wort]) -> list[Zeile]:
    """Return the lines of a page from top to bottom; raised and lowered marks stay in theirs."""
    zeilen: list[list[Wort]] = []
    for wort in sorted(worte, key=lambda w: (w.y, w.x0)):
        if zeilen and abs(wort.y - zeilen[-1][0].y) <= 0.45 * min(wort.groesse, zeilen[-1][0].groesse):
            zeilen[-1].append(wort)
        else:
            zeilen.append([wort])
    return [Zeile(sorted(z, key=lambda w: w.x0)) for z in zeilen]


def text_aus(worte: Iterable[Wort], rechts: float | None = None) -> str:
    """Return the words of a cell as text.

    Args:
        worte: the words.
        rechts: right border of the cell, where it has one: a word too long for it was cut there without a hyphen.
    """
    texte: list[str] = []
    vorige: Zeile | None = None
    for zeile in zeilen_aus(worte):
        if vorige is not None and rechts is not None and _abgeschnitten(vorige, zeile, rechts):
            texte[-1] += zeile.text
        else:
            texte.append(zeile.text)
        vorige = zeile
    return verbinde(texte)


def _abgeschnitten(vorige: Zeile, zeile: Zeile, rechts: float) -> bool:
    voll = rechts - vorige.x1 < 1.2 * vorige.groesse
    return len(vorige.worte) == 1 and voll and ist_wortrest(vorige.text, zeile.text)


def ist_wortrest(anfang: str, rest: str) -> bool:
    """Tell whether a text goes on inside a long word that was too long for its cell and cut without a hyphen."""
    lang = len(anfang.split()[-1]) >= _LANGES_WORT and anfang[-1].isalpha()
    return lang and rest[0].islower() and not _BINDEWORT.fullmatch(rest.split()[0])
