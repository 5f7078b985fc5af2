"""Columns of a table by the stretches that its words cover, and the rows that its lines make up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile
from math import inf
from statistics import median

from stellenbedarf.pruefung.lesen.gliederung import ist_wert, ist_zahl
from stellenbedarf.pruefung.lesen.pdf_seite import Wort
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile, text_aus

RAND = 2.0  # points between two columns, at least
_KANTE = 1.5  # points that words set to the same edge may differ
_GLEICH = 1.05  # lines of one cell are set alike, but for rounding
_DICHT = 1.15  # lines of one cell are set as close as those of the running text, but for rounding


@dataclass(slots=True)
class Spalten:
    """Columns of a table without vertical rules: the stretches that text covers."""

    strecken: list[tuple[float, float]]

    def nimmt(self, stuecke: Sequence[Sequence[Wort]], breit: float = 2.0) -> bool:
        """Widen the columns by the pieces of a line; false where a piece would bridge two columns.

        As many pieces as columns are taken in order: a head can stand left above figures that are set to the right.
        """
        if len(stuecke) == len(self.strecken):
            neu = [(min(a, s[0].x0), max(b, s[-1].x1)) for (a, b), s in zip(self.strecken, stuecke, strict=True)]
            if all(links[1] < rechts[0] for links, rechts in pairwise(neu)):
                self.strecken = neu
                return True
        neu = list(self.strecken)
        letzte = -1
        for stueck in stuecke:
            links, rechts = stueck[0].x0, stueck[-1].x1
            treffer = [n for n, (a, b) in enumerate(neu) if links < b + breit and rechts > a - breit]
            n = treffer[0] if len(treffer) == 1 else -1 if treffer else self._frei(links, rechts, letzte)
            if n <= letzte:
                return False
            letzte = n
            a, b = neu[n]
            neu[n] = (min(a, links), max(b, rechts))
        self.strecken = neu
        return True

    def _frei(self, links: float, rechts: float, letzte: int) -> int:
        """Return the column that a piece between two columns belongs to: a head beside its figures; -1 for none."""
        rechte = next((n for n, (a, _) in enumerate(self.strecken) if a > rechts), len(self.strecken))
        moeglich = [n for n in (rechte - 1, rechte) if letzte < n < len(self.strecken)]
        return min(moeglich, key=lambda n: max(self.strecken[n][0] - rechts, links - self.strecken[n][1]), default=-1)

    def getrennt(self, stuecke: Sequence[Sequence[Wort]], im_kopf: bool = False) -> list[list[Wort]]:
        """Return pieces cut where a word inside begins just at the left edge of a column: heads can be set close.

        In a head it is enough that two neighbouring words stand over different columns, each over one.
        """
        kanten = [a for a, _ in self.strecken[1:]]
        fertig: list[list[Wort]] = []
        for stueck in stuecke:
            fertig.append([stueck[0]])
            for links, wort in pairwise(stueck):
                if any(abs(wort.x0 - kante) < _KANTE for kante in kanten) or (
                    im_kopf and -1 < self._ueber(links) < self._ueber(wort)
                ):
                    fertig.append([])
                fertig[-1].append(wort)
        return fertig

    def _ueber(self, wort: Wort) -> int:
        """Return the only column that a word stands over; -1 where it is none or several."""
        treffer = [n for n, (a, b) in enumerate(self.strecken) if wort.x0 < b and wort.x1 > a]
        return treffer[0] if len(treffer) == 1 else -1

    def zelle_von(self, x: float) -> int:
        """Return the column that a position belongs to: the nearest."""
        return min(range(len(self.strecken)), key=lambda n: max(self.strecken[n][0] - x, x - self.strecken[n][1]))


def freie_spalten(worte: Iterable[Wort], luecke: float) -> list[tuple[float, float]]:
    """Return the stretches covered by words where none bridges the gaps between them."""
    strecken: list[list[float]] = []
    for links, rechts in sorted((w.x0, w.x1) for w in worte):
        if strecken and links - strecken[-1][1] < luecke:
            strecken[-1][1] = max(strecken[-1][1], rechts)
        else:
            strecken.append([links, rechts])
    return [(a, b) for a, b in strecken]


def als_wort(stueck: Sequence[Wort]) -> Wort:
    """Return a piece as one word: only its edges count."""
    return Wort(stueck[0].x0, stueck[-1].x1, 0.0, 0.0, False, "")


def spalten_von(zeilen: Sequence[Zeile], luecke: float) -> list[tuple[float, float]]:
    """Return the columns of lines between rules.

    Lines with as many pieces each are read in order. Otherwise the lines with figures tell the columns where the head
    has as many pieces (set differently above them), or where a line bridges columns.
    """
    stuecke = [z.stuecke() for z in zeilen]
    if len({len(s) for s in stuecke}) == 1:
        spalten = Spalten([(s[0].x0, s[-1].x1) for s in stuecke[0]])
        if all(spalten.nimmt(s) for s in stuecke[1:]):
            return spalten.strecken
    alle = freie_spalten([w for z in zeilen for w in z.worte], luecke)
    rumpf = [s for s in stuecke if len(s) > 1 and any(ist_wert(w.text) for w in chain.from_iterable(s))]
    if not rumpf:
        return alle
    # Pieces are apart already; figures of neighbouring columns can come closer than words.
    breiter = Spalten(freie_spalten([als_wort(s) for z in rumpf for s in z], RAND))
    for zeile in stuecke:  # lines of text reach further than the row of figures that they belong to
        breiter.nimmt(zeile)
    spaltig = breiter.strecken
    if len(stuecke[0]) == len(spaltig) or (len(rumpf) > 1 and len(alle) <= len(spaltig)):
        return spaltig
    return alle


def reihen(zeilen: Sequence[Zeile], strecken: list[tuple[float, float]], schritt: float = 0.0) -> list[list[str]]:
    """Return rows of cells; lines that only continue the cells above are joined with them.

    Lines set closer than the rows of figures are belong together. Where all are set alike, a line that leaves the
    first column empty and has no figure continues the row above.

    Args:
        zeilen: the lines of the table.
        strecken: its columns.
        schritt: distance of two lines of running text in points, where it is known.
    """
    spalten = Spalten(strecken)
    kopf = _kopfzellen(zeilen, spalten)
    zellen = [*kopf, *(zellen_von(z, spalten) for z in zeilen[len(kopf) :])]
    texte = [[" ".join(w.text for w in c) for c in z] for z in zellen]
    mit_zahl = [z for z, t in zip(zeilen, texte, strict=True) if any(ist_wert(x) for x in t[1:])]
    abstaende = [b.y - a.y for a, b in pairwise(mit_zahl)]
    weit = median(abstaende) if abstaende else inf if mit_zahl else 0.0  # a single row: only lines tell
    zeilenschritt = _GLEICH * _schritt_in_spalten(zellen)
    fertig: list[list[list[Wort]]] = []
    hat_zahl = False  # the row so far
    for n, (zeile, worte) in enumerate(zip(zeilen, zellen, strict=True)):
        abstand = zeile.y - zeilen[n - 1].y if n else 0.0
        dicht = abstand < min(zeilenschritt, abstand_in_zelle(zeile, schritt))
        eng = bool(n) and abstand * _GLEICH < weit and dicht
        rest = bool(n) and not worte[0] and not any(ist_zahl(x) for x in texte[n]) and dicht
        zahl = any(ist_zahl(x) for x in texte[n][1:])
        im_kopf = 0 < n < len(kopf) < len(zeilen) and dicht
        nach_kopf = len(fertig) == 1 and 2 * sum(map(bool, fertig[0])) > len(strecken)
        if fertig and (eng or rest or im_kopf) and not (zahl and (hat_zahl or nach_kopf)):
            for zelle, neu in zip(fertig[-1], worte, strict=True):
                zelle += neu
            hat_zahl |= zahl
        else:
            fertig.append([list(c) for c in worte])
            hat_zahl = zahl
    rechts = [max((w.x1 for zeile in zellen for w in zeile[n]), default=0.0) for n in range(len(strecken))]
    return [[text_aus(zelle, rand) for zelle, rand in zip(reihe, rechts, strict=True)] for reihe in fertig]


def _schritt_in_spalten(zellen: Sequence[Sequence[Sequence[Wort]]]) -> float:
    """Return the smallest distance of two lines in one column: that of the lines of a cell, if any has two."""
    je_spalte = ([zelle[0].y for zelle in spalte if zelle] for spalte in zip(*zellen, strict=True))
    return min((unten - oben for ys in je_spalte for oben, unten in pairwise(ys)), default=0.0)


def abstand_in_zelle(zeile: Zeile, schritt: float) -> float:
    """Return how far from the line above a line of the same cell can stand, at most."""
    return max(1.5 * zeile.groesse, _DICHT * schritt)


def _kopfzellen(zeilen: Sequence[Zeile], spalten: Spalten) -> list[list[list[Wort]]]:
    """Return the cells of the lines of a head of several lines; nothing where it is to be read like all lines.

    Heads are set to the left, the figures below them to the right. So the left edges of their pieces tell the column,
    where there are as many edges as columns.
    """
    kopf = list(takewhile(lambda z: not any(ist_wert(w.text) for w in z.worte), zeilen))
    kanten: list[float] = []
    for kante in sorted(s[0].x0 for z in kopf for s in z.stuecke()):
        if not kanten or kante - kanten[-1] > 3.0:
            kanten.append(kante)
    if len(kopf) < 2 or len(kanten) != len(spalten.strecken):
        return []
    zellen = []
    for zeile in kopf:
        je_spalte: list[list[Wort]] = [[] for _ in kanten]
        for wort in zeile.worte:
            je_spalte[max(bisect_right(kanten, wort.x0 + 3.0) - 1, 0)].append(wort)
        zellen.append(je_spalte)
    return zellen


def zellen_von(zeile: Zeile, spalten: Spalten) -> list[list[Wort]]:
    """Return the words of a line by column."""
    roh = zeile.stuecke()
    stuecke = spalten.getrennt(roh, ohne_wert(roh))
    if len(stuecke) == len(spalten.strecken):
        return stuecke
    zellen: list[list[Wort]] = [[] for _ in spalten.strecken]
    for wort in zeile.worte:
        zellen[spalten.zelle_von((wort.x0 + wort.x1) / 2)].append(wort)
    return zellen


def ohne_wert(stuecke: Sequence[Sequence[Wort]]) -> bool:
    """Tell whether a line has no figure: then it can belong to a head."""
    return not any(ist_wert(w.text) for w in chain.from_iterable(stuecke))
