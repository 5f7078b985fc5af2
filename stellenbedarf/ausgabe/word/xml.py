"""Small parts of WordprocessingML: elements, runs and paragraphs, with children in the order the schema demands.

Word refuses files whose property elements stand in the wrong order; LibreOffice reads them. So nothing here appends a
property by hand: `setze` knows the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree as etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NSMAP = {"w": W}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# XML 1.0 allows neither control characters nor surrogates; a reader should see that something stood there.
_UNZULAESSIG = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Any  # lxml brings no type information

_REIHENFOLGE = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
        "em lang eastAsianLayout specVanish oMath"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers"
    ),
}
REIHENFOLGE = {art: namen.split() for art, namen in _REIHENFOLGE.items()}


def q(name: str) -> str:
    """Return the qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def el(name: str, /, *kinder: Element, **attribute: str | int) -> Element:
    """Return an element with children and attributes."""
    knoten = etree.Element(q(name), nsmap=_NSMAP)
    for schluessel, wert in attribute.items():
        knoten.set(q(schluessel), str(wert))
    knoten.extend(kinder)
    return knoten


def aus_text(xml: str) -> list[Element]:
    """Return the elements of an XML fragment that uses the prefix `w`."""
    return list(etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>'))


def eigenschaften(art: str, *kinder: Element) -> Element:
    """Return a property element (`pPr`, `rPr`, `tblPr`, `tcPr`) with its children in schema order."""
    folge = REIHENFOLGE[art]
    return el(art, *sorted(kinder, key=lambda k: folge.index(etree.QName(k).localname)))


def setze(absatz: Element, *neue: Element) -> None:
    """Set properties of a paragraph; one that is already there is replaced, but keeps attributes not set anew."""
    alt = absatz.find(q("pPr"))
    kinder = {k.tag: k for k in (alt if alt is not None else ())}
    for kind in neue:
        vorher = dict(kinder[kind.tag].attrib) if kind.tag in kinder else {}
        kind.attrib.update({**vorher, **kind.attrib})
        kinder[kind.tag] = kind
    if alt is not None:
        absatz.remove(alt)
    absatz.insert(0, eigenschaften("pPr", *kinder.values()))


def sauber(text: str) -> str:
    """Return the text without characters that XML forbids."""
    return _UNZULAESSIG.sub("\ufffd", text)


def einzeilig(text: str) -> str:
    """Return the text on one line; no-break spaces stay."""
    return re.sub(r"[ \t\r\n]+", " ", sauber(text)).strip()


def lauf(text: str, stil: str = "", fett: bool = False) -> Element:
    """Return a run; a line feed becomes a line break, a tab a tab."""
    merkmale = ([el("rStyle", val=stil)] if stil else []) + ([el("b"), el("bCs")] if fett else [])
    knoten = el("r", *([eigenschaften("rPr", *merkmale)] if merkmale else []))
    for teil in re.split(r"([\t\n])", sauber(text).replace("\r\n", "\n").replace("\r", "\n")):
        if teil == "\t":
            knoten.append(el("tab"))
        elif teil == "\n":
            knoten.append(el("br"))
        elif teil:
            worte = el("t")
            worte.text = teil
            worte.set(_XML_SPACE, "preserve")
            knoten.append(worte)
    return knoten


def absatz(stil: str, kinder: Iterable[Element] = (), *merkmale: Element) -> Element:
    """Return a paragraph in a style (by id) with further properties."""
    return el("p", eigenschaften("pPr", el("pStyle", val=stil), *merkmale), *kinder)


def text_von(absatz: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(t.text or "" for t in absatz.iter(q("t")))
