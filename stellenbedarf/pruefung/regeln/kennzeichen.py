"""Marks of our own papers: a figure marked R7.3 or S15 is the same figure wherever the mark stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig
from stellenbedarf.pruefung.verstehen.mengen import lies_zelle
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, nachkommastellen_von

# R and B mark a step, S a sum, M other costs: one figure each. P marks a position, which has several; right behind a
# figure without unit it marks the posts asked for. A and K mark statements. A paper about several cases puts the number
# of the case in front: R1/7.3.
_MARKE = r"(?:[RB](?:\d{1,3}/)?\d{1,3}\.\d{1,3}|S\d{1,3}|M\.\d{1,2})"
_POSTEN = r"P(?:\d{1,3}/)?\d{1,3}"
_HOCHGESTELLT = re.compile(rf"(?P<z>{ZAHL})\t?(?P<m>{_MARKE}|{_POSTEN})(?![\w,])")
_GEKLAMMERT = re.compile(rf"(?P<z>{ZAHL})[\s\u00a0]*[^\[\];,=\d]{{0,40}}?[\s\u00a0]?\[(?P<m>{_MARKE})\]")
_SCHRITT = re.compile(rf"^(?P<m>{_MARKE})\s.*[=≈][\s\u00a0]*(?P<z>{ZAHL})[^=≈]*$", re.S)
_ZELLE = re.compile(rf"\s*(?P<z>{ZAHL})\s+(?P<m>{_MARKE}|{_POSTEN})\s*")
_STREUUNG = re.compile(r"Wahrscheinlichkeit|Durchläufe")
MIN_MARKEN = 5


@dataclass(frozen=True, slots=True)
class _Angabe:
    """A marked figure as printed."""

    text: str
    stelle: Stelle

    @property
    def wert(self) -> Fraction:
        return lies(self.text)

    def vertraegt(self, andere: _Angabe) -> bool:
        """Tell whether two figures can be one, printed with different precision."""
        groesste = max(Fraction(1, 10 ** nachkommastellen_von(t)) for t in (self.text, andere.text))
        gleich_genau = nachkommastellen_von(self.text) == nachkommastellen_von(andere.text)
        return abs(self.wert - andere.wert) * 2 <= (0 if gleich_genau else groesste)


def kennzeichen(papier: Papier) -> Ergebnisse:
    """In papers of this program, figures with the same mark agree."""
    je_marke: dict[str, list[_Angabe]] = defaultdict(list)
    geklammert = 0
    for text in papier.texte:
        geklammert += len(_GEKLAMMERT.findall(text.text))
        if _STREUUNG.search(text.text):
            continue  # the same step under other assumptions
        for marke, angabe in _im_text(text.text, text.stelle):
            je_marke[marke].append(angabe)
    if geklammert < MIN_MARKEN:
        return
    for blatt in papier.blaetter:
        if any("szenario" in s.kopf.lower() or s.ist_quantil for s in blatt.spalten):
            continue  # a scenario or a distribution repeats a step with other values
        for spalte in blatt.spalten:
            for marke, angabe in _in_spalte(blatt, spalte):
                je_marke[marke].append(angabe)
        for marke, angabe in _im_verzeichnis(blatt):
            je_marke[marke].append(angabe)
    einig = 0
    for marke, angaben in je_marke.items():
        meiste = max(angaben, key=lambda a: sum(a.vertraegt(b) for b in angaben))
        abweichend = [a for a in angaben if not a.vertraegt(meiste)]
        einig += len(angaben) > 1 and not abweichend
        for a in abweichend:
            yield Fund(
                f"Die mit {marke} gekennzeichnete Zahl lautet hier {a.text}, an anderer Stelle {meiste.text}.",
                a.stelle,
                a.text,
                meiste.text,
                tuple(b.stelle for b in angaben if b is not a)[:10],
            )
    if einig:
        yield Richtig(
            f"{einig} gekennzeichnete Zahlen stimmen an allen Stellen überein", next(iter(je_marke.values()))[0].stelle
        )


def _in_spalte(blatt: Blatt, spalte: Spalte) -> Iterator[tuple[str, _Angabe]]:
    """Return the marked figures of a column; where a mark comes back with another value, the column shows variants."""
    je_marke: dict[str, list[_Angabe]] = defaultdict(list)
    for zeile in blatt.zeilen:
        if treffer := _ZELLE.fullmatch(zeile.zellen[spalte.nummer].text):
            je_marke[treffer["m"]].append(_Angabe(treffer["z"], zeile.ort(spalte)))
    for marke, angaben in je_marke.items():
        if len({a.wert for a in angaben}) == 1:
            yield from ((marke, a) for a in angaben)


def _im_verzeichnis(blatt: Blatt) -> Iterator[tuple[str, _Angabe]]:
    """Return the figures of a list of sums: the mark in the first column, the figure with its unit in the last."""
    for zeile in blatt.zeilen:
        marke, letzte = zeile.zellen[0].text.strip(), zeile.zellen[-1]
        zahlen = list(re.finditer(ZAHL, letzte.text))
        if len(zahlen) == 1 and re.fullmatch(_MARKE, marke) and lies_zelle(letzte.text):
            yield marke, _Angabe(zahlen[0][0], letzte.stelle)


def _im_text(text: str, stelle: Stelle) -> Iterator[tuple[str, _Angabe]]:
    for muster in (_HOCHGESTELLT, _GEKLAMMERT):
        for treffer in muster.finditer(text):
            yield treffer["m"], _Angabe(treffer["z"], stelle)
    if schritt := _SCHRITT.match(text):
        yield schritt["m"], _Angabe(schritt["z"], stelle)
