"""Drops what a PDF repeats at the edge of its pages: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from stellenbedarf.pruefung.lesen.pdf_seite import Seite
from stellenbedarf.pruefung.lesen.pdf_spalten import Spalten
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile, zeilen_aus

_OBEN, _UNTEN = 0.13, 0.88  # parts of the height
_ZEILEN = 4  # at most so many lines at either edge
_KOPFZEILEN = 6  # of a table
_SEITENZAHL = re.compile(
    r"(?:[-–]\s*)?(?:Seite|Blatt|S\.)?\s*\d{1,4}(?:\s*(?:von|/|\|)\s*\d{1,4})?(?:\s*[-–])?"
    r"|.{0,60}\bSeite \d{1,4} (?:von|/) \d{1,4}",
    re.I,
)


def ohne_raender(seiten: Sequence[Seite]) -> None:
    """Remove the words of headers and footers from the pages.

    A line at the edge goes where it stands, apart from its figures, on at least half of the pages (and on two), or
    where it is nothing but a page number.
    """
    raender = [_randzeilen(s) for s in seiten]
    gleich: Counter[tuple[str, bool]] = Counter()
    for zeilen in raender:
        gleich.update({(_schema(z), oben) for z, oben in zeilen})
    mindestens = max(2, (len(seiten) - 1) // 2)
    for seite, zeilen in zip(seiten, raender, strict=True):
        weg: set[int] = set()
        for zeile, oben in zeilen:
            if gleich[_schema(zeile), oben] >= mindestens or _SEITENZAHL.fullmatch(zeile.text.strip()):
                weg |= {id(w) for w in zeile.worte}
        if weg:
            seite.worte = [w for w in seite.worte if id(w) not in weg]


def _randzeilen(seite: Seite) -> list[tuple[Zeile, bool]]:
    zeilen = zeilen_aus(seite.worte)
    oben = []
    for n, zeile in enumerate(zeilen[:_ZEILEN]):
        if zeile.y > _OBEN * seite.hoehe or _ist_tabellenkopf(zeile, zeilen[n + 1 : n + 1 + _KOPFZEILEN]):
            break
        oben.append((zeile, True))
    unten = [(z, False) for z in zeilen[-_ZEILEN:] if z.y > _UNTEN * seite.hoehe]
    return oben + unten


def _ist_tabellenkopf(zeile: Zeile, danach: Sequence[Zeile]) -> bool:
    """Tell whether a line is the head of a table that goes on from the page before: the rows below have its columns.

    Lines of one piece that go on with a cell of the head may stand between.
    """
    stuecke = zeile.stuecke()
    if len(stuecke) < 2:
        return False
    vorige = zeile
    for naechste in danach:
        if naechste.y - vorige.y > 3 * zeile.groesse:
            return False
        darunter = naechste.stuecke()
        if len(darunter) > 1:
            viele = len(darunter) > 2 and len(stuecke) > 2
            return viele or Spalten([(s[0].x0, s[-1].x1) for s in stuecke]).nimmt(darunter)
        if naechste.x0 <= stuecke[0][-1].x1:
            return False
        vorige = naechste
    return False


def _schema(zeile: Zeile) -> str:
    return re.sub(r"\d+", "#", zeile.text)
