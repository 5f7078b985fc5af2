"""Puts the words of a PDF page together to lines, and lines that form a table without rules to rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile
from statistics import median

from stellenbedarf.pruefung.lesen.gliederung import ist_wert, ist_zahl, split_marke, verbinde
from stellenbedarf.pruefung.lesen.pdf_seite import Wort

_LANGES_WORT = 10  # letters
_BINDEWORT = re.compile(r"der|die|das|des|und|für|im|in|je|pro|bei|mit|von|zu|zum|zur|am|an|auf|aus|oder|bzw\.")
_RAND = 2.0  # points between two columns, at least
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
    lang = len(vorige.worte) == 1 and len(vorige.text) >= _LANGES_WORT and vorige.text[-1].isalpha()
    return lang and voll and zeile.text[0].islower() and not _BINDEWORT.fullmatch(zeile.worte[0].text)


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
        belegt: set[int] = set()
        for stueck in stuecke:
            links, rechts = stueck[0].x0, stueck[-1].x1
            treffer = [n for n, (a, b) in enumerate(neu) if links < b + breit and rechts > a - breit]
            if len(treffer) != 1 or treffer[0] in belegt:
                return False
            belegt.add(treffer[0])
            a, b = neu[treffer[0]]
            neu[treffer[0]] = (min(a, links), max(b, rechts))
        self.strecken = neu
        return True

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
    ganze = [Wort(s[0].x0, s[-1].x1, 0.0, 0.0, False, "") for z in rumpf for s in z]
    breiter = Spalten(freie_spalten(ganze, _RAND))
    for zeile in stuecke:  # lines of text reach further than the row of figures that they belong to
        breiter.nimmt(zeile)
    spaltig = breiter.strecken
    if len(stuecke[0]) == len(spaltig) or (len(rumpf) > 1 and len(alle) <= len(spaltig)):
        return spaltig
    return alle


def reihen(zeilen: Sequence[Zeile], strecken: list[tuple[float, float]]) -> list[list[str]]:
    """Return rows of cells; lines that only continue the cells above are joined with them.

    Lines set closer than the rows of figures are belong together. Where all are set alike, a line that leaves the
    first column empty and has no figure continues the row above.
    """
    spalten = Spalten(strecken)
    kopf = _kopfzellen(zeilen, spalten)
    zellen = [*kopf, *(_zellen(z, spalten) for z in zeilen[len(kopf) :])]
    mit_zahl = [z for z, c in zip(zeilen, zellen, strict=True) if any(ist_wert(x) for x in c[1:])]
    abstaende = [b.y - a.y for a, b in pairwise(mit_zahl)]
    schritt = median(abstaende) if abstaende else 0.0
    fertig: list[list[list[str]]] = []
    for n, (zeile, texte) in enumerate(zip(zeilen, zellen, strict=True)):
        abstand = zeile.y - zeilen[n - 1].y if n else 0.0
        eng = bool(n) and schritt > 0 and abstand < 0.85 * schritt and abstand < 1.5 * zeile.groesse
        rest = bool(n) and not texte[0] and not any(ist_zahl(x) for x in texte) and abstand < 1.6 * zeile.groesse
        ende = any(ist_zahl(x) for x in texte[1:]) and fertig and any(ist_zahl(x[-1]) for x in fertig[-1][1:] if x)
        im_kopf = 0 < n < len(kopf) < len(zeilen) and abstand < 1.5 * zeile.groesse
        if fertig and (eng or rest or im_kopf) and not ende:
            for zelle, text in zip(fertig[-1], texte, strict=True):
                zelle += [text] if text else []
        else:
            fertig.append([[t] if t else [] for t in texte])
    return [[verbinde(zelle) for zelle in reihe] for reihe in fertig]


def _kopfzellen(zeilen: Sequence[Zeile], spalten: Spalten) -> list[list[str]]:
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
        texte: list[list[str]] = [[] for _ in kanten]
        for wort in zeile.worte:
            texte[max(bisect_right(kanten, wort.x0 + 3.0) - 1, 0)].append(wort.text)
        zellen.append([" ".join(t) for t in texte])
    return zellen


def _zellen(zeile: Zeile, spalten: Spalten) -> list[str]:
    stuecke = zeile.stuecke()
    if len(stuecke) == len(spalten.strecken):
        return [" ".join(w.text for w in s) for s in stuecke]
    texte: list[list[str]] = [[] for _ in spalten.strecken]
    for wort in zeile.worte:
        texte[spalten.zelle_von((wort.x0 + wort.x1) / 2)].append(wort.text)
    return [" ".join(t) for t in texte]


def _ist_punkt(zeile: Zeile) -> bool:
    """Tell whether a line is an item of a list, whose marker and text stand apart like columns."""
    return len(zeile.stuecke()) < 4 and bool(split_marke(zeile.text)[0])


def find_tabelle(zeilen: Sequence[Zeile], ab: int) -> tuple[int, list[tuple[float, float]]]:
    """Return how many lines from `ab` on form a table without rules, and its columns; 0 where there is none.

    Every line must keep to the columns. Three columns need two rows, two columns three rows and a column of figures:
    less could be chance. A list with its markers is none.
    """
    stuecke = zeilen[ab].stuecke()
    if len(stuecke) < 2 or _ist_punkt(zeilen[ab]):
        return 0, []
    spalten = Spalten([(s[0].x0, s[-1].x1) for s in stuecke])
    ende = ab + 1
    beste = (1, list(spalten.strecken))
    while ende < len(zeilen) and zeilen[ende].y - zeilen[ende - 1].y < 3.2 * zeilen[ende].groesse:
        stuecke = zeilen[ende].stuecke()
        if _ist_punkt(zeilen[ende]) and zeilen[ende].x0 < zeilen[ab].x0 + 4:
            break
        if len(stuecke) > len(spalten.strecken):
            # A head is often narrower than the rows below it: start over with more columns.
            breiter = Spalten([(s[0].x0, s[-1].x1) for s in stuecke])
            if not all(breiter.nimmt(z.stuecke()) for z in zeilen[ab:ende]):
                break
            spalten = breiter
        elif not spalten.nimmt(stuecke):
            break
        ende += 1
        eng = zeilen[ende - 1].y - zeilen[ende - 2].y < 1.5 * zeilen[ende - 1].groesse
        if len(stuecke) > 1 or (eng and stuecke[0][0].x0 > spalten.strecken[0][1]):
            beste = (ende - ab, list(spalten.strecken))
    laenge, strecken = beste
    teil = zeilen[ab : ab + laenge]
    volle = [z for z in teil if len(z.stuecke()) > 1]
    erste = [_zellen(z, Spalten(strecken)) for z in teil]
    zahlen = sum(ist_zahl(c[-1]) for c in erste)
    genug = len(volle) >= 2 if len(strecken) > 2 else len(volle) >= 3 and 2 * zahlen >= len(volle)
    return (laenge, strecken) if genug else (0, [])
