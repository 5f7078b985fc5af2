"""Checks of a Word file that Word insists on and LibreOffice forgives, read from the file itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Second copy on purpose: the order of the schema, written down from ECMA-376 and not from the renderer.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps noProof color spacing kern sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "tbl": "tblPr tblGrid tr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
}
REPEATABLE = ("tbl", "style", "num", "numbering", "sectPr")


def val(element: Any, name: str = "val") -> str:
    return str(element.get(W + name))


def text_of(dokument: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in dokument.element.iter(W + "p"))


def parts(daten: bytes) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(daten)) as paket:
        assert paket.testzip() is None
        for name in paket.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, etree.fromstring(paket.read(name))


def check_word(daten: bytes) -> None:
    """Assert the order of elements, complete tables, and that every reference has its target."""
    alle = dict(parts(daten))
    for name, wurzel in alle.items():
        check_order(name, wurzel)
        check_tables(wurzel)
    haupt = alle["word/document.xml"]
    check_styles(haupt, alle["word/styles.xml"])
    if "word/numbering.xml" in alle:
        check_numbering(haupt, alle["word/numbering.xml"])
    check_links(haupt)


def check_order(name: str, wurzel: Any) -> None:
    for art, folge in ORDER.items():
        for element in wurzel.iter(W + art):
            kinder = [etree.QName(k).localname for k in element]
            assert set(kinder) <= set(folge.split()), f"{name}: {art} {kinder}"
            assert kinder == sorted(kinder, key=folge.split().index), f"{name}: {art} {kinder}"
            assert art in REPEATABLE or len(set(kinder)) == len(kinder), f"{name}: {art} {kinder}"


def check_tables(wurzel: Any) -> None:
    for zelle in wurzel.iter(W + "tc"):
        assert zelle[-1].tag == W + "p"
    for tabelle in wurzel.iter(W + "tbl"):
        spalten = len(tabelle.find(W + "tblGrid"))
        assert all(len(z.findall(W + "tc")) == spalten for z in tabelle.iter(W + "tr"))
        nachbar = tabelle.getnext()
        assert nachbar is not None, "a table must not be the last element"
        assert nachbar.tag == W + "p", "tables that touch grow together"


def check_styles(haupt: Any, blatt: Any) -> None:
    stile = [(val(s, "type"), val(s, "styleId")) for s in blatt.iter(W + "style")]
    assert len({i.lower() for _, i in stile}) == len(stile)
    for tag, art in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        assert {(art, val(e)) for e in haupt.iter(W + tag)} <= set(stile)
    for stil in blatt.iter(W + "style"):
        assert {(val(stil, "type"), val(e)) for e in stil if e.tag in (W + "basedOn", W + "next")} <= set(stile)


def check_numbering(haupt: Any, blatt: Any) -> None:
    nummern = {val(n, "numId"): val(n.find(W + "abstractNumId")) for n in blatt.iter(W + "num")}
    assert {val(n) for n in haupt.iter(W + "numId")} <= set(nummern)
    assert set(nummern.values()) <= {val(a, "abstractNumId") for a in blatt.iter(W + "abstractNum")}


def check_links(haupt: Any) -> None:
    namen = [val(b, "name") for b in haupt.iter(W + "bookmarkStart")]
    ids = [val(b, "id") for b in haupt.iter(W + "bookmarkStart")]
    assert len({n.lower() for n in namen}) == len(namen)
    assert len(set(ids)) == len(ids)
    assert ids == [val(b, "id") for b in haupt.iter(W + "bookmarkEnd")]
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", n) for n in namen)
    assert {val(v, "anchor") for v in haupt.iter(W + "hyperlink")} <= set(namen)
