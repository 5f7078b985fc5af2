"""Automatic numbers of a Word file as Word prints them: `3.1`, `a)`, `–`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from stellenbedarf.pruefung.lesen.word_stile import Stile
from stellenbedarf.pruefung.lesen.word_text import q, wert

_EBENEN = 9
_PLATZ = re.compile(r"%([1-9])")
_ROEMISCH = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass
class _Liste:
    """A definition of levels (abstractNum) with its counters; several lists that use it count on together."""

    ebenen: dict[int, Any]
    staende: list[int | None] = field(default_factory=lambda: [None] * _EBENEN)


class Nummern:
    """Counts the numbered paragraphs in reading order; every paragraph must be asked for once."""

    def __init__(self, dokument: Any, stile: Stile) -> None:
        """Read the definitions; a file without any has no automatic numbers."""
        from docx.opc.constants import RELATIONSHIP_TYPE as RT

        self._stile = stile
        self._listen: dict[str, _Liste] = {}
        self._nummern: dict[str, tuple[str, dict[int, int]]] = {}  # numId → abstractNumId and restarts
        self._begonnen: set[tuple[str, int]] = set()
        teil = next((r.target_part for r in dokument.part.rels.values() if r.reltype == RT.NUMBERING), None)
        wurzel = getattr(teil, "element", None)
        if wurzel is None:
            return
        for abstrakt in wurzel.findall(q("abstractNum")):
            ebenen = {_zahl(e.get(q("ilvl")), 0): e for e in abstrakt.findall(q("lvl"))}
            self._listen[abstrakt.get(q("abstractNumId")) or ""] = _Liste(ebenen)
        for num in wurzel.findall(q("num")):
            neustart = {
                _zahl(o.get(q("ilvl")), 0): _zahl(wert(o, "startOverride"), 1)
                for o in num.findall(q("lvlOverride")) if wert(o, "startOverride")
            }  # fmt: skip
            self._nummern[num.get(q("numId")) or ""] = (wert(num, "abstractNumId"), neustart)

    def von(self, p: Any, stil: str) -> tuple[str, int]:
        """Return the number that Word prints in front of a paragraph and the depth of the list; `("", 0)` for none."""
        form = p.find(q("pPr"))
        angabe = None if form is None else form.find(q("numPr"))
        geerbt, besitzer = self._stile.nummerierung(stil)
        num_id = wert(angabe, "numId") or wert(geerbt, "numId")
        if num_id in ("", "0") or num_id not in self._nummern:
            return "", 0
        abstrakt, neustart = self._nummern[num_id]
        liste = self._listen.get(abstrakt)
        if liste is None:
            return "", 0
        eigene = wert(angabe, "ilvl") or (wert(geerbt, "ilvl") if angabe is None else "")
        ebene = _zahl(eigene, self._ebene_des_stils(liste, besitzer) if not eigene else 0)
        if not 0 <= ebene < _EBENEN:
            return "", 0
        self._zaehle(liste, ebene, num_id, neustart)
        return self._drucke(liste, ebene), ebene + 1

    def _ebene_des_stils(self, liste: _Liste, stil: str) -> int:
        return next((n for n, e in liste.ebenen.items() if wert(e, "pStyle") == stil), 0)

    def _zaehle(self, liste: _Liste, ebene: int, num_id: str, neustart: dict[int, int]) -> None:
        if ebene in neustart and (num_id, ebene) not in self._begonnen:
            liste.staende[ebene] = None
            anfang = neustart[ebene]
        else:
            anfang = _zahl(wert(liste.ebenen.get(ebene), "start"), 1)
        self._begonnen.add((num_id, ebene))
        stand = liste.staende[ebene]
        liste.staende[ebene] = anfang if stand is None else stand + 1
        for tiefer in range(ebene + 1, _EBENEN):
            liste.staende[tiefer] = None

    def _drucke(self, liste: _Liste, ebene: int) -> str:
        form = liste.ebenen.get(ebene)
        if form is None:
            return ""
        muster, art = wert(form, "lvlText"), wert(form, "numFmt")
        if art == "none":
            return ""
        if art == "bullet":
            return _punkt(muster)
        nur_ziffern = form.find(q("isLgl")) is not None

        def zaehler(treffer: re.Match[str]) -> str:
            n = int(treffer[1]) - 1
            andere = liste.ebenen.get(n)
            stand = liste.staende[n]
            if stand is None:  # a level that was skipped shows its first number
                stand = _zahl(wert(andere, "start"), 1)
            return _ziffern(stand, "decimal" if nur_ziffern else wert(andere, "numFmt"))

        return _PLATZ.sub(zaehler, muster).strip()


def _punkt(muster: str) -> str:
    """Return a bullet; the signs of the symbol fonts become ordinary ones."""
    if not muster.strip():
        return "•"
    return "•" if "\ue000" <= muster[0] <= "\uf8ff" else muster.strip()


def _zahl(text: str | None, vorgabe: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 6 else vorgabe


def _ziffern(zahl: int, art: str) -> str:
    if art in ("lowerLetter", "upperLetter"):
        # Word counts a … z, aa, bb, cc
        buchstabe = chr(ord("a") + (zahl - 1) % 26) * min((zahl - 1) // 26 + 1, 9) if zahl > 0 else ""
        return buchstabe.upper() if art == "upperLetter" else buchstabe
    if art in ("lowerRoman", "upperRoman"):
        text = ""
        for wert_, zeichen in _ROEMISCH:
            text += zeichen * (zahl // wert_ if zahl < 4000 else 0)
            zahl %= wert_
        return text.upper() if art == "upperRoman" else text
    if art == "decimalZero":
        return f"{zahl:02}"
    return f"{zahl}." if art == "ordinal" else str(zahl)
