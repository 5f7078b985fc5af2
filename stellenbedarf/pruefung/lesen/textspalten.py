"""Finds the columns of a table that plain text sets with several spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence

MIN_LUECKE = 2
_MIN_ZEILEN = 2


def find_spalten(zeilen: Sequence[str]) -> tuple[int, ...]:
    """Return where the columns begin; empty where the lines are no table.

    A gap counts where it is blank in every line, at least two spaces wide; some lines may fill one column only. Two
    columns alone could be chance: then there must be three lines, and mostly figures on the right.
    """
    mit_luecke = sum(re.search(r"\S {2,}\S", z) is not None for z in zeilen)
    if mit_luecke < _MIN_ZEILEN or 3 * mit_luecke < 2 * len(zeilen):
        return ()
    gerade = [z.expandtabs(8).rstrip() for z in zeilen]
    breite = max(map(len, gerade))
    frei = [all(n >= len(z) or z[n] == " " for z in gerade) for n in range(breite)]
    anfaenge = [n for n in range(breite) if not frei[n] and (n == 0 or frei[n - 1])]
    spalten = [a for a in anfaenge if not any(frei[:a]) or all(frei[max(0, a - MIN_LUECKE) : a])]
    if len(spalten) < 2:
        return ()
    spalten[0] = 0
    if len(spalten) == 2:
        rechts = [z[spalten[1] :].strip() for z in gerade]
        zahlen = sum(re.match(r"[-–]?\d", r) is not None for r in rechts)
        if len(zeilen) < 3 or zahlen * 2 < len(zeilen):
            return ()
    return tuple(spalten)


def schneide(zeile: str, spalten: Sequence[int]) -> list[str]:
    """Return the cells of a line."""
    gerade = zeile.expandtabs(8)
    return [gerade[anfang:ende].strip() for anfang, ende in zip(spalten, [*spalten[1:], len(gerade) + 1], strict=True)]
