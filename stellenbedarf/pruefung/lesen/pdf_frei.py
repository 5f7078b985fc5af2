"""Finds tables without rules on a PDF page: lines that keep to columns, also over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from stellenbedarf.pruefung.lesen.gliederung import ist_zahl, split_marke
from stellenbedarf.pruefung.lesen.pdf_seite import Wort
from stellenbedarf.pruefung.lesen.pdf_spalten import (
    RAND,
    Spalten,
    abstand_in_zelle,
    als_wort,
    freie_spalten,
    ohne_wert,
    zellen_von,
)
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile

_VORSCHAU = 12  # lines of a head, at most, before the first row that fills all columns


def _ist_punkt(zeile: Zeile) -> bool:
    """Tell whether a line is an item of a list, whose marker and text stand apart like columns."""
    return len(zeile.stuecke()) < 4 and bool(split_marke(zeile.text)[0])


def setze_fort(
    zeilen: Sequence[Zeile], spalten: Sequence[tuple[float, float]], schritt: float
) -> tuple[int, list[tuple[float, float]]]:
    """Return how many lines at the top of a page belong to a row of the table that the page before ends with.

    Only what stands right of the first column and keeps to the columns can be the rest of a row.
    """
    stuecke = zeilen[0].stuecke()
    if stuecke[0][0].x0 > spalten[0][1] - RAND and Spalten(list(spalten)).nimmt(stuecke):
        return _waechst(zeilen, 0, list(spalten), schritt)
    return 0, []


def find_tabelle(zeilen: Sequence[Zeile], ab: int, schritt: float) -> tuple[int, list[tuple[float, float]]]:
    """Return how many lines from `ab` on form a table without rules, and its columns; 0 where there is none.

    Every line must keep to the columns. Three columns need two rows (one at the end of the lines: the page ends after
    a head), two columns three rows and a column of figures: less could be chance. A list with its markers is none.

    Args:
        zeilen: the lines of the page outside tables with rules.
        ab: where the table would begin.
        schritt: distance of two lines of running text in points.
    """
    stuecke = zeilen[ab].stuecke()
    if len(stuecke) < 2 or _ist_punkt(zeilen[ab]):
        return 0, []
    # A head can be set so close that its pieces run together: the rows below it may know the columns better.
    nahe = [z.stuecke() for z in _nahe(zeilen, ab)]
    breiteste = max(nahe, key=len)
    saaten = [[(s[0].x0, s[-1].x1) for s in saat] for saat in (stuecke, breiteste)]
    rumpf = list(dropwhile(ohne_wert, nahe))
    for saat in (nahe, rumpf):
        saaten.append(freie_spalten([als_wort(s) for z in saat if len(z) > 1 for s in z], RAND))
    laenge, strecken = max((_waechst(zeilen, ab, saat, schritt) for saat in saaten), key=lambda t: t[0])
    teil = zeilen[ab : ab + laenge]
    volle = [z for z in teil if len(z.stuecke()) > 1]
    letzte = [" ".join(w.text for w in zellen_von(z, Spalten(strecken))[-1]) for z in teil]
    zahlen = sum(ist_zahl(x) for x in letzte)
    mindestens = 2 if ab + laenge < len(zeilen) or len(strecken) < 4 else 1
    genug = len(volle) >= mindestens if len(strecken) > 2 else len(volle) >= 3 and 2 * zahlen >= len(volle)
    return (laenge, strecken) if genug else (0, [])


def gehoert_darueber(zeile: Zeile, erste: Zeile, strecken: list[tuple[float, float]], schritt: float) -> bool:
    """Tell whether the line above a table is the first of its head, set so close that it looks like text."""
    spalten = Spalten(strecken)
    stuecke = spalten.getrennt(zeile.stuecke())
    nah = erste.y - zeile.y < abstand_in_zelle(zeile, schritt)
    return nah and len(stuecke) > 2 and 2 * len(stuecke) > len(strecken) and spalten.nimmt(stuecke)


def _beginnt_neue(vorige: Zeile, stuecke: Sequence[Sequence[Wort]]) -> bool:
    """Tell whether a line is the head of another table, whose caption stands above it."""
    titel = len(vorige.stuecke()) == 1 and (vorige.text.endswith(":") or vorige.fett)
    return titel and len(stuecke) > 2 and ohne_wert(stuecke)


def _nahe(zeilen: Sequence[Zeile], ab: int) -> list[Zeile]:
    """Return the line and those below it that stand close enough for one table, up to a number."""
    ende = ab + 1
    while ende < min(len(zeilen), ab + _VORSCHAU) and zeilen[ende].y - zeilen[ende - 1].y < 3.2 * zeilen[ende].groesse:
        ende += 1
    return list(zeilen[ab:ende])


def _waechst(
    zeilen: Sequence[Zeile], ab: int, saat: list[tuple[float, float]], schritt: float
) -> tuple[int, list[tuple[float, float]]]:
    """Return how many lines keep to columns that grow with them, and the columns."""
    spalten = Spalten(saat)
    stuecke = zeilen[ab].stuecke()
    im_kopf = ohne_wert(stuecke)
    if not saat or not (spalten.nimmt(stuecke) or spalten.nimmt(spalten.getrennt(stuecke, im_kopf))):
        return 0, []
    ende = ab + 1
    beste = (1, list(spalten.strecken))
    while ende < len(zeilen) and zeilen[ende].y - zeilen[ende - 1].y < 3.2 * zeilen[ende].groesse:
        zeile = zeilen[ende]
        stuecke = zeile.stuecke()
        if _ist_punkt(zeile) and zeile.x0 < zeilen[ab].x0 + 4:
            break
        if len(stuecke) == 1 and zeile.groesse > 1.06 * zeilen[ende - 1].groesse:
            break  # a heading
        if ende - ab > 1 and _beginnt_neue(zeilen[ende - 1], stuecke):
            break
        if len(stuecke) > len(spalten.strecken):
            # A head is often narrower than the rows below it: start over with more columns.
            breiter = Spalten([(s[0].x0, s[-1].x1) for s in stuecke])
            if not all(breiter.nimmt(breiter.getrennt(z.stuecke())) for z in zeilen[ab:ende]):
                break
            spalten = breiter
        elif not spalten.nimmt(stuecke):
            im_kopf &= ohne_wert(stuecke)
            if not spalten.nimmt(spalten.getrennt(stuecke, im_kopf)):
                break
        ende += 1
        eng = zeile.y - zeilen[ende - 2].y < abstand_in_zelle(zeile, schritt)
        if len(stuecke) > 1 or (eng and stuecke[0][0].x0 > spalten.strecken[0][1]):
            beste = (ende - ab, list(spalten.strecken))
    return beste
