"""Builds templates/word/briefkopf.docx, the sample letterhead of a fictitious town from which an office can start.

Run from the source tree: python scripts/build_letterhead.py [TARGET]
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Mm, Pt, RGBColor

from stellenbedarf.ausgabe.word.paket import als_bytes, set_eigenschaften
from stellenbedarf.ausgabe.word.stile import Stile
from stellenbedarf.ausgabe.word.xml import absatz, aus_text, el, lauf, q

ORDNER = Path(__file__).parent.parent / "templates" / "word"
GRUNDLAGE, ZIEL = ORDNER / "vorlage.docx", ORDNER / "briefkopf.docx"
FARBE = "1F4E5F"
BREITE = 9355
STADT = "Stadt Musterlingen"
ANSCHRIFT = ("Hauptamt", "Rathausplatz 1, 00000 Musterlingen", "Telefon 00000 1234-0", "www.musterlingen.example")
_KANTE = 120  # pixels


def build() -> bytes:
    """Return the template."""
    dokument = Document(io.BytesIO(GRUNDLAGE.read_bytes()))
    _farben(dokument)
    stile = Stile(dokument.styles.element)
    abschnitt = dokument.sections[0]
    abschnitt.top_margin, abschnitt.header_distance = Mm(25), Mm(12)
    abschnitt.different_first_page_header_footer = True
    _erste_seite(abschnitt.first_page_header, stile)
    _weitere_seiten(abschnitt.header, stile)
    abschnitt.first_page_footer.is_linked_to_previous = False
    _ersetze(abschnitt.first_page_footer._element, [deepcopy(k) for k in abschnitt.footer._element])
    merkmale = abschnitt._sectPr
    merkmale[:] = sorted(merkmale, key=lambda m: (m.tag != q("headerReference"), m.tag != q("footerReference")))
    koerper = dokument.element.body
    for kind in list(koerper)[:-1]:
        koerper.remove(kind)
    for nummer, kind in enumerate(_koerper(stile)):
        koerper.insert(nummer, kind)
    set_eigenschaften(dokument, "", "")
    return als_bytes(dokument)


def _farben(dokument: Any) -> None:
    """Give the styles the look of the town; content that is put in later follows them."""
    for name in ("Heading 1", "Heading 2", "Heading 3", "Title", "Caption"):
        dokument.styles[name].font.color.rgb = RGBColor.from_string(FARBE)
    dokument.styles["Title"].font.size = Pt(18)
    (tabelle,) = (s for s in dokument.styles.element.iter(q("style")) if s.find(q("name")).get(q("val")) == _TABELLE)
    for linie in tabelle.iter(q("top"), q("bottom")):
        if linie.get(q("color")):
            linie.set(q("color"), FARBE)
    for flaeche in tabelle.iter(q("shd")):
        flaeche.set(q("fill"), "DDE9ED")


_TABELLE = "Stellenbedarf Tabelle"


def _ersetze(teil: Any, kinder: list[Any]) -> None:
    for kind in list(teil):
        teil.remove(kind)
    teil.extend(kinder)


def _erste_seite(kopfzeile: Any, stile: Stile) -> None:
    """Logo and name of the town on the left, address on the right, a line below."""
    kopfzeile.is_linked_to_previous = False
    logo = kopfzeile.paragraphs[0].add_run().add_picture(io.BytesIO(_logo()), height=Mm(18))
    bild = kopfzeile.paragraphs[0].runs[0]._r
    merkmale = logo._inline.docPr
    merkmale.set("name", "Logo")
    merkmale.set("descr", f"Logo {STADT} (Platzhalter)")
    stil, klein = stile["header"] if ("paragraph", "header") in stile.namen() else stile["Normal"], stile["footer"]
    name = [lauf(STADT, fett=True)]
    name[0].find(q("rPr")).append(el("color", val=FARBE))
    name[0].find(q("rPr")).append(el("sz", val=30))
    _ersetze(kopfzeile._element, [
        _tabelle((1250, 4500, BREITE - 5750), [
            [absatz(stil, [bild])],
            [absatz(stil, name, el("spacing", before=120, after=0)), absatz(stil, [lauf("{{ art }}")])],
            [absatz(klein, [lauf(zeile)], el("jc", val="right")) for zeile in ANSCHRIFT],
        ]),
        absatz(stil, [], el("spacing", before=0, after=160)),
    ])  # fmt: skip


def _weitere_seiten(kopfzeile: Any, stile: Stile) -> None:
    kopfzeile.is_linked_to_previous = False
    linie = el("pBdr", el("bottom", val="single", sz=6, space=4, color=FARBE))
    _ersetze(kopfzeile._element, [absatz(stile["footer"], [lauf(f"{STADT} · {{{{ art }}}}")], linie)])


def _tabelle(breiten: tuple[int, ...], zellen: list[list[Any]]) -> Any:
    (merkmale,) = aus_text(
        f'<w:tblPr><w:tblW w:w="{BREITE}" w:type="dxa"/><w:tblBorders><w:bottom w:val="single" w:sz="12" w:space="0" '
        f'w:color="{FARBE}"/></w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="60" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0000"/></w:tblPr>'
    )
    zeile = el("tr", *(
        el("tc", el("tcPr", el("tcW", w=b, type="dxa")), *inhalt) for b, inhalt in zip(breiten, zellen, strict=True)
    ))  # fmt: skip
    return el("tbl", merkmale, el("tblGrid", *(el("gridCol", w=b) for b in breiten)), zeile)


def _koerper(stile: Stile) -> list[Any]:
    """Return the paragraphs of the text; those with `{%p … %}` vanish when the template is filled in."""
    normal, angabe = stile["Normal"], stile["Vorlage Angabe"]
    return [
        absatz(normal, [lauf("{%p for a in angaben %}")]),
        absatz(angabe, [lauf("{% if a.name %}{{ a.name }}: {% endif %}{{ a.wert }}")]),
        absatz(normal, [lauf("{%p endfor %}")]),
        absatz(normal, [lauf("{%p if ort_datum %}")]),
        absatz(angabe, [lauf("{{ ort_datum }}")]),
        absatz(normal, [lauf("{%p endif %}")]),
        absatz(stile["Title"], [lauf("{{ titel }}")], el("spacing", before=360)),
        absatz(normal, [lauf("{%p if untertitel %}")]),
        absatz(stile["Subtitle"], [lauf("{{ untertitel }}")]),
        absatz(normal, [lauf("{%p endif %}")]),
        absatz(normal, [lauf("{{ inhalt }}")]),
    ]


def _logo() -> bytes:
    """Return a picture of a shield with a tower above waves: nothing that any town bears."""
    hell, dunkel = (255, 255, 255), tuple(bytes.fromhex(FARBE))

    def farbe(x: float, y: float) -> tuple[int, ...]:
        im_schild = abs(x) < 0.8 and (y < 0.3 or abs(x) < 0.8 * (1 - ((y - 0.3) / 0.65) ** 2))
        turm = abs(x) < 0.3 and -0.45 < y < 0.2 and not (y < -0.25 and 0.1 < abs(x) < 0.2)
        wellen = 0.35 < y < 0.5 and abs(x) < 0.6
        return hell if not im_schild or turm or wellen else dunkel

    return _png(lambda x, y: farbe(0.82 * (2 * x / _KANTE - 1), 2 * y / _KANTE - 1))


def _png(farbe: Callable[[int, int], tuple[int, ...]]) -> bytes:
    zeilen = b"".join(
        b"\0" + b"".join(bytes(farbe(x, y)) for x in range(_KANTE)) for y in range(_KANTE)
    )  # fmt: skip

    def teil(art: bytes, inhalt: bytes) -> bytes:
        return struct.pack(">I", len(inhalt)) + art + inhalt + struct.pack(">I", zlib.crc32(art + inhalt))

    kopf = struct.pack(">IIBBBBB", _KANTE, _KANTE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + teil(b"IHDR", kopf) + teil(b"IDAT", zlib.compress(zeilen, 9)) + teil(b"IEND", b"")


if __name__ == "__main__":
    ziel = Path(sys.argv[1]) if len(sys.argv) > 1 else ZIEL
    ziel.write_bytes(build())
    print(f"Geschrieben: {ziel}")
