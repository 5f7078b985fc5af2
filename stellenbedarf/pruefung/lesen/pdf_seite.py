"""Takes words and ruling lines from a page of a PDF, in points from the upper left corner as the page is shown."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from stellenbedarf.pruefung.lesen.gliederung import hochgestellt

MAX_PFADE = 20_000  # drawing objects of a page; more is a map or a picture, not a table
_DUENN = 3.0
_FETT = re.compile(rb"bold|black|heavy|semibold|demi|fett", re.I)
_ZEILENENDE = (0x02, 0xFFFE)  # a hyphen at the end of a line; no space follows it
_ERSATZ = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-", 0xA0: " "}

Punkt = Callable[[float, float], tuple[float, float]]


@dataclass(slots=True)
class Wort:
    """A word: left and right edge, baseline, type size, weight."""

    x0: float
    x1: float
    y: float
    groesse: float
    fett: bool
    text: str


@dataclass(frozen=True, slots=True)
class Linie:
    """A ruling line: position across (`y` of a horizontal, `x` of a vertical one), begin and end."""

    lage: float
    von: float
    bis: float


@dataclass(slots=True)
class Seite:
    """A page: number from 1, size, words, lines, and whether it shows pictures."""

    nummer: int
    breite: float
    hoehe: float
    worte: list[Wort] = field(default_factory=list)
    waagrecht: list[Linie] = field(default_factory=list)
    senkrecht: list[Linie] = field(default_factory=list)
    bilder: bool = False


def read_seite(seite: Any, nummer: int) -> Seite:
    """Return words and lines of a page of pypdfium2."""
    breite, hoehe = seite.get_size()
    links, unten, _, _ = seite.get_cropbox()
    gedreht = seite.get_rotation()
    rohbreite, rohhoehe = (hoehe, breite) if gedreht in (90, 270) else (breite, hoehe)

    def punkt(x: float, y: float) -> tuple[float, float]:
        x, y = x - links, y - unten
        if gedreht == 90:
            return y, x
        if gedreht == 180:
            return rohbreite - x, y
        if gedreht == 270:
            return rohhoehe - y, rohbreite - x
        return x, rohhoehe - y

    ergebnis = Seite(nummer, breite, hoehe)
    textseite = seite.get_textpage()
    try:
        ergebnis.worte = list(_worte(textseite.raw, punkt))
    finally:
        textseite.close()
    _lies_linien(seite, punkt, ergebnis)
    return ergebnis


def _worte(text: Any, punkt: Punkt) -> Iterator[Wort]:
    import pypdfium2.raw as pdfium

    anzahl = pdfium.FPDFText_CountChars(text)
    hole, groesse_von = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetFontSize
    messen = _Messung(text, punkt)
    zeichen: list[str] = []
    marke: list[str] = []  # what stands raised behind the word
    erstes = letztes = 0
    groesse = 0.0
    for n in range(anzahl + 1):
        code = hole(text, n) if n < anzahl else 0x20
        z = _ERSATZ.get(code) or (chr(code) if 0x20 < code < 0x110000 else " ")
        if z.isspace():
            if zeichen:
                yield messen.wort(erstes, letztes, groesse, "".join(zeichen) + hochgestellt("".join(marke)))
                zeichen, marke = [], []
            continue
        if not zeichen:
            erstes, groesse = n, groesse_von(text, n)
        elif marke or ((z.isdigit() or (zeichen[-1].isdigit() and z.isalpha())) and zeichen[-1].isalnum()):
            if groesse_von(text, n) < 0.85 * groesse:
                marke.append(z)
                letztes = n
                continue
            zeichen += marke  # small letters inside a word, as in CO2
            marke = []
        letztes = n
        zeichen.append(z)
        if code in _ZEILENENDE:
            yield messen.wort(erstes, letztes, groesse, "".join(zeichen))
            zeichen, marke = [], []


class _Messung:
    """Measures the words of one page; the buffers for the library's answers are made once."""

    def __init__(self, text: Any, punkt: Punkt) -> None:
        self.text = text
        self.punkt = punkt
        self.kasten = [ctypes.c_double() for _ in range(4)]
        self.ursprung = [ctypes.c_double() for _ in range(2)]
        self.name = ctypes.create_string_buffer(80)
        self.merkmale = ctypes.c_int()
        self.fett: dict[bytes, bool] = {}

    def wort(self, erstes: int, letztes: int, groesse: float, inhalt: str) -> Wort:
        import pypdfium2.raw as pdfium

        links, rechts, unten, oben = self.kasten
        pdfium.FPDFText_GetCharBox(self.text, erstes, links, rechts, unten, oben)
        a = self.punkt(links.value, unten.value)
        b = self.punkt(rechts.value, oben.value)
        xs: tuple[float, ...] = (a[0], b[0])
        if letztes != erstes:
            pdfium.FPDFText_GetCharBox(self.text, letztes, links, rechts, unten, oben)
            c = self.punkt(links.value, unten.value)
            d = self.punkt(rechts.value, oben.value)
            xs = (a[0], b[0], c[0], d[0])
        x, y = self.ursprung
        pdfium.FPDFText_GetCharOrigin(self.text, erstes, x, y)
        pdfium.FPDFText_GetFontInfo(self.text, erstes, self.name, 80, self.merkmale)
        name = self.name.value
        if name not in self.fett:
            schwer = pdfium.FPDFText_GetFontWeight(self.text, erstes) >= 600
            self.fett[name] = schwer or _FETT.search(name) is not None
        grundlinie = self.punkt(x.value, y.value)[1]
        return Wort(min(xs), max(xs), grundlinie, groesse or 1.0, self.fett[name], inhalt)


def _lies_linien(seite: Any, punkt: Punkt, ergebnis: Seite) -> None:
    import pypdfium2.raw as pdfium

    objekte = 0
    for objekt in seite.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=1):
        if objekt.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            ergebnis.bilder = True
            continue
        objekte += 1
        if objekte > MAX_PFADE:
            ergebnis.waagrecht, ergebnis.senkrecht = [], []
            return
        l, u, r, o = objekt.get_bounds()  # noqa: E741
        if r - l <= _DUENN or o - u <= _DUENN:
            _add(ergebnis, punkt(l, u), punkt(r, o))
        elif _nur_flaeche(objekt):  # shading of a row says where rows end, but not where columns do
            _add(ergebnis, punkt(l, u), punkt(r, u))
            _add(ergebnis, punkt(l, o), punkt(r, o))
        else:
            for a, b in _strecken(objekt):
                _add(ergebnis, punkt(*a), punkt(*b))


def _nur_flaeche(objekt: Any) -> bool:
    import pypdfium2.raw as pdfium

    art, strich = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(objekt.raw, art, strich)
    return bool(art.value) and not strich.value


def _strecken(objekt: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight pieces of a path: the borders of a table can be drawn as one."""
    import pypdfium2.raw as pdfium

    matrix = objekt.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    anfang = letzter = (0.0, 0.0)
    for n in range(min(pdfium.FPDFPath_CountSegments(objekt.raw), 2_000)):
        stueck = pdfium.FPDFPath_GetPathSegment(objekt.raw, n)
        pdfium.FPDFPathSegment_GetPoint(stueck, x, y)
        hier = matrix.on_point(x.value, y.value)
        art = pdfium.FPDFPathSegment_GetType(stueck)
        if art == pdfium.FPDF_SEGMENT_MOVETO:
            anfang = hier
        elif art == pdfium.FPDF_SEGMENT_LINETO:
            yield letzter, hier
        if pdfium.FPDFPathSegment_GetClose(stueck):
            yield hier, anfang
        letzter = hier


def _add(seite: Seite, a: tuple[float, float], b: tuple[float, float]) -> None:
    breit, hoch = abs(a[0] - b[0]), abs(a[1] - b[1])
    if hoch <= _DUENN < breit:
        seite.waagrecht.append(Linie((a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif breit <= _DUENN < hoch:
        seite.senkrecht.append(Linie((a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
