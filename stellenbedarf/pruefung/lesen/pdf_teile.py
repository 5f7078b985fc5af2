"""Splits the pages of a PDF into paragraphs, captions, headings and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    ist_hauptteil,
    split_marke,
    split_nummer,
    verbinde,
)
from stellenbedarf.pruefung.lesen.pdf_frei import find_tabelle, gehoert_darueber, setze_fort
from stellenbedarf.pruefung.lesen.pdf_gitter import find_gitter
from stellenbedarf.pruefung.lesen.pdf_rand import ohne_raender
from stellenbedarf.pruefung.lesen.pdf_seite import Seite
from stellenbedarf.pruefung.lesen.pdf_spalten import reihen
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile, zeilen_aus

_TITEL = re.compile(r"(?:Tabelle|Tab\.)\s+\d+\b.{0,200}", re.S)
_WENIG_TEXT = 300


@dataclass(slots=True)
class TabellenTeil:
    """A table of one page: rows, page, and its columns where it has no rules.

    `setzt_fort` tells that it begins inside a row of the table on the page before.
    """

    zeilen: list[list[str]]
    seite: int
    spalten: list[tuple[float, float]] = field(default_factory=list)
    setzt_fort: bool = False


@dataclass(slots=True)
class AbsatzTeil:
    """Lines of one paragraph on one page."""

    zeilen: list[Zeile]
    seite: int

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return verbinde([z.text for z in self.zeilen])


class Gliederer:
    """Knows the type of the running text, and so what stands out from it."""

    def __init__(self, seiten: Sequence[Seite]) -> None:
        """Split the pages; their headers and footers are dropped."""
        ohne_raender(seiten)
        self.seiten = seiten
        zeilen = [z for s in seiten for z in zeilen_aus(s.worte)]
        groessen: Counter[float] = Counter()
        breit = 0.6 * max((z.x1 - z.x0 for z in zeilen), default=0.0)
        for zeile in zeilen:  # running text fills its lines, tables and headings do not
            if zeile.x1 - zeile.x0 > breit and len(zeile.stuecke()) == 1:
                groessen[_gerundet(zeile.groesse)] += len(zeile.text)
        if groessen.total() < _WENIG_TEXT:  # nothing but tables
            for zeile in zeilen:
                groessen[_gerundet(zeile.groesse)] += len(zeile.text)
            groessen = Counter(dict(groessen.most_common(1)))
        haeufig = [g for g, anzahl in groessen.items() if anzahl * 20 > groessen.total()]
        self.schrift = max(haeufig, default=10.0)  # annexes in small type must not make the text look like headings
        schritte = [b.y - a.y for a, b in pairwise(zeilen) if _gerundet(b.groesse) == self.schrift]
        dicht = [s for s in schritte if 0.9 * self.schrift < s < 2.2 * self.schrift]
        self.schritt = median(dicht) if dicht else 1.3 * self.schrift
        kanten = sorted(z.x0 for z in zeilen)
        self.rechts = sorted(z.x1 for z in zeilen)[-1 - len(zeilen) // 20] if zeilen else 0.0
        self.links = kanten[len(kanten) // 20] if kanten else 0.0
        self._geteilt: list[list[TabellenTeil | AbsatzTeil]] = []
        for seite in self.seiten:
            self._geteilt.append(list(self._teile_von(seite, self._spalten_unten())))
        self.titel: set[int] = set()  # identities of captions
        self.raenge = self._raenge()

    def teile(self) -> Iterator[tuple[TabellenTeil | AbsatzTeil, bool]]:
        """Yield tables and paragraphs in order, each with whether it is the first of its page."""
        for seite in self._geteilt:
            for n, teil in enumerate(seite):
                yield teil, n == 0

    def _raenge(self) -> dict[int, int]:
        """Return the headings: by identity of the paragraph the rank of their type size, 0 where it tells none."""
        koepfe: list[AbsatzTeil] = []
        alle = [teil for teil, _ in self.teile()]
        for teil, danach in zip(alle, [*alle[1:], None], strict=True):
            if isinstance(teil, AbsatzTeil) and isinstance(danach, TabellenTeil) and self._ist_titel(teil):
                self.titel.add(id(teil))
            elif isinstance(teil, AbsatzTeil) and self._ist_ueberschrift(teil):
                koepfe.append(teil)
        self._ohne_vorspann(koepfe)
        groessen = sorted({_gerundet(k.zeilen[0].groesse) for k in koepfe}, reverse=True)
        raenge = {}
        for kopf in koepfe:
            gross = _gerundet(kopf.zeilen[0].groesse) > self.schrift
            raenge[id(kopf)] = groessen.index(_gerundet(kopf.zeilen[0].groesse)) + 1 if gross else 0
        # Bold lines in the size of the text tell no level; then none of the sizes is trusted.
        return raenge if all(raenge.values()) else dict.fromkeys(raenge, 0)

    def _ohne_vorspann(self, koepfe: list[AbsatzTeil]) -> None:
        """Leave one title of what stands in large type at the top: letterhead, kind of paper, subtitle are no heads.

        The last line before the first text or table is the head of that.
        """
        vorne: list[AbsatzTeil] = []
        namen = {id(k) for k in koepfe}
        for teil in (t for seite in self._geteilt for t in seite):
            if isinstance(teil, TabellenTeil) or (id(teil) not in namen and len(teil.text) > 120):
                break
            if id(teil) in namen:
                if split_nummer(teil.text)[0] or ist_hauptteil(teil.text):
                    vorne.append(teil)
                    break
                vorne.append(teil)
        titel = max(vorne[:-1], key=lambda k: k.zeilen[0].groesse, default=None)
        weg = {id(k) for k in vorne[:-1] if k is not titel}
        koepfe[:] = [k for k in koepfe if id(k) not in weg]

    def _spalten_unten(self) -> list[tuple[float, float]]:
        """Return the columns of the table without rules that the last page ends with; empty where it ends otherwise."""
        letzter = self._geteilt[-1][-1] if self._geteilt and self._geteilt[-1] else None
        return letzter.spalten if isinstance(letzter, TabellenTeil) else []

    def _teile_von(self, seite: Seite, davor: Sequence[tuple[float, float]]) -> Iterator[TabellenTeil | AbsatzTeil]:
        gitter = find_gitter(seite)
        frei = zeilen_aus(w for w in seite.worte if not any(t.enthaelt(w) for t in gitter))
        offen: list[Zeile] = []
        n = 0
        while n < len(frei) or gitter:
            if gitter and (n == len(frei) or gitter[0].oben < frei[n].y):
                yield from self._absaetze(offen, seite)
                offen = []
                tabelle = gitter.pop(0)
                yield TabellenTeil(tabelle.zeilen, seite.nummer)
                continue
            bis = next((m for m in range(n, len(frei)) if gitter and frei[m].y > gitter[0].oben), len(frei))
            laenge, strecken = setze_fort(frei[:bis], davor, self.schritt) if n == 0 and davor else (0, [])
            setzt_fort = bool(laenge)
            if not laenge:
                laenge, strecken = find_tabelle(frei[:bis], n, self.schritt)
            if laenge:
                while offen and gehoert_darueber(offen[-1], frei[n], strecken, self.schritt):
                    offen.pop()
                    n, laenge = n - 1, laenge + 1
                yield from self._absaetze(offen, seite)
                offen = []
                rohe = reihen(frei[n : n + laenge], strecken, self.schritt)
                yield TabellenTeil(rohe, seite.nummer, strecken, setzt_fort)
                n += laenge
            else:
                offen.append(frei[n])
                n += 1
        yield from self._absaetze(offen, seite)

    def _absaetze(self, zeilen: Sequence[Zeile], seite: Seite) -> Iterator[AbsatzTeil]:
        rechts = max((z.x1 for z in zeilen_aus(seite.worte)), default=0.0)
        offen: list[Zeile] = []
        for zeile in zeilen:
            if offen and self._beginnt_neu(offen, zeile, rechts):
                yield AbsatzTeil(offen, seite.nummer)
                offen = []
            offen.append(zeile)
        if offen:
            yield AbsatzTeil(offen, seite.nummer)

    def _beginnt_neu(self, offen: Sequence[Zeile], zeile: Zeile, rechts: float) -> bool:
        """Tell whether a line begins a paragraph: distance, type, a marker, or a line above that ended early."""
        vorige = offen[-1]
        schritt = max(self.schritt * zeile.groesse / self.schrift, zeile.groesse)
        if zeile.y - vorige.y > 1.28 * schritt or abs(zeile.groesse - vorige.groesse) > 0.6:
            return True
        if zeile.fett != vorige.fett and zeile.fett != all(z.fett for z in offen):
            return True
        marke = split_marke(zeile.text)[0]
        if marke and (
            zeile.x0 <= offen[0].x0 + 4
            or (marke not in "-–—*o" and not marke[0].isalnum())
            or vorige.text.endswith((":", ".", ";", ","))
            or (len(offen) > 1 and abs(zeile.x0 - vorige.x0) > 4)
        ):
            return True
        if ist_hauptteil(zeile.text) or ist_hauptteil(offen[0].text):
            return True
        eingerueckt = len(offen) > 1 and offen[1].x0 > offen[0].x0 + 4
        if zeile.x0 <= offen[0].x0 + 3 and (eingerueckt or vorige.text.endswith(":")):
            return True
        return vorige.x1 + (zeile.worte[0].x1 - zeile.worte[0].x0) + zeile.groesse < rechts - 0.5 * zeile.groesse

    def ist_offen(self, absatz: AbsatzTeil) -> bool:
        """Tell whether a paragraph may go on: its last line is full and does not end a sentence."""
        letzte = absatz.zeilen[-1]
        return letzte.x1 > 0.93 * self.rechts and letzte.text[-1:] not in ".:;!?"

    def _ist_titel(self, absatz: AbsatzTeil) -> bool:
        """Tell whether a paragraph just above a table is its caption: it says so, or it is bold in the text's size."""
        if _TITEL.fullmatch(absatz.text):
            return True
        klein = len(absatz.zeilen) < 3 and all(z.fett and z.groesse < 1.1 * self.schrift for z in absatz.zeilen)
        return klein and not split_nummer(absatz.text)[0] and not ist_hauptteil(absatz.text)

    def _ist_ueberschrift(self, absatz: AbsatzTeil) -> bool:
        text, erste = absatz.text, absatz.zeilen[0]
        if ist_hauptteil(text):
            return True
        if len(absatz.zeilen) > 4 or len(text) > MAX_UEBERSCHRIFT or not any(z.isalpha() for z in text):
            return False
        nummer, _ = split_nummer(text)
        if split_marke(text)[0] and not nummer:
            return False
        if erste.groesse > 1.1 * self.schrift:
            return True
        return all(z.fett for z in absatz.zeilen) and not text.endswith((".", ";", ","))


def _gerundet(groesse: float) -> float:
    return int(groesse * 2 + 0.5) / 2
