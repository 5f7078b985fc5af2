"""The visible text of a Word paragraph: without deleted text, field codes and hidden runs; with inserted text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stellenbedarf.pruefung.lesen.gliederung import hochgestellt

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def q(name: str) -> str:
    """Return the qualified name of an element or attribute of the main schema."""
    return f"{{{_W}}}{name}"


_ALTERNATIVE, _FALLBACK, _CHOICE = f"{{{_MC}}}AlternateContent", f"{{{_MC}}}Fallback", f"{{{_MC}}}Choice"
_HUELLEN = {q(n) for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")} | {_ALTERNATIVE, _CHOICE}
_WEG = {
    q(n) for n in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "rubyBase", "rt")
} | {_FALLBACK}
_ZEICHEN = {q("tab"): "\t", q("cr"): "\n", q("noBreakHyphen"): "-", q("ptab"): "\t"}
_TEXT, _FORMELTEXT, _UMBRUCH, _SYMBOL, _KASTEN = q("t"), f"{{{_M}}}t", q("br"), q("sym"), q("txbxContent")
_LAUF, _NOTEN = q("r"), {q("footnoteReference"): "", q("endnoteReference"): "E"}
# Private-use codes of the Symbol and Wingdings fonts that stand for signs in running text
_SYMBOLE = {"f0b7": "•", "f0a7": "▪", "f02d": "–", "f0b4": "×", "f0a3": "≤", "f0b3": "≥", "f0e0": "→"}


def wert(eltern: Any, name: str) -> str:
    """Return the `w:val` of a child element; empty where there is none."""
    kind = None if eltern is None else eltern.find(q(name))
    return "" if kind is None else (kind.get(q("val")) or "")


def schalter(eltern: Any, name: str) -> bool | None:
    """Return an on/off property; None where it is not given."""
    kind = None if eltern is None else eltern.find(q(name))
    return None if kind is None else (kind.get(q("val")) or "1") not in ("0", "false", "off", "none")


def kinder(element: Any, name: str = "") -> Iterator[Any]:
    """Yield children, also those inside content controls and tracked insertions; by name where one is given."""
    for kind in element:
        if kind.tag in _HUELLEN:
            yield from kinder(kind, name)
        elif not name or kind.tag == q(name):
            yield kind


def ist_geloescht(p: Any) -> bool:
    """Tell whether the mark of a paragraph was deleted in a tracked change."""
    form = p.find(q("pPr"))
    zeichen = None if form is None else form.find(q("rPr"))
    return zeichen is not None and (zeichen.find(q("del")) is not None or zeichen.find(q("moveFrom")) is not None)


def text_von(p: Any) -> tuple[str, list[str], list[Any]]:
    """Return the text of a paragraph, the numbers of its footnotes, and its text boxes."""
    teile: list[str] = []
    noten: list[str] = []
    kaesten: list[Any] = []
    _sammle(p, teile, noten, kaesten)
    return "".join(teile).replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", ""), noten, kaesten


def _sammle(element: Any, teile: list[str], noten: list[str], kaesten: list[Any]) -> None:
    for kind in element:
        tag = kind.tag
        if tag in _WEG:
            continue
        if tag in (_TEXT, _FORMELTEXT):
            teile.append(kind.text or "")
        elif tag == _LAUF:
            form = kind.find(q("rPr"))
            if form is not None and (schalter(form, "vanish") or schalter(form, "webHidden")):
                continue
            if wert(form, "vertAlign") == "superscript":
                hoch: list[str] = []
                _sammle(kind, hoch, noten, kaesten)
                teile.append(hochgestellt("".join(hoch)))
            else:
                _sammle(kind, teile, noten, kaesten)
        elif tag in _ZEICHEN:
            teile.append(_ZEICHEN[tag])
        elif tag == _UMBRUCH:
            teile.append(" " if kind.get(q("type")) in ("page", "column") else "\n")
        elif tag == _SYMBOL:
            teile.append(_SYMBOLE.get((kind.get(q("char")) or "").lower(), ""))
        elif tag == _KASTEN:
            kaesten.append(kind)
        elif tag in _NOTEN:
            noten.append(_NOTEN[tag] + (kind.get(q("id")) or ""))
        else:
            _sammle(kind, teile, noten, kaesten)


def laeufe_fett(p: Any, stil_fett: bool) -> bool:
    """Tell whether all visible text of a paragraph is bold."""
    gesehen = False
    for lauf in p.iter(_LAUF):
        if not any((t.text or "").strip() for t in lauf.findall(_TEXT)):
            continue
        fett = schalter(lauf.find(q("rPr")), "b")
        if not (stil_fett if fett is None else fett):
            return False
        gesehen = True
    return gesehen
