"""Finds tables drawn with rules on a PDF page and sorts the words into their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stellenbedarf.pruefung.lesen.gliederung import ist_marke, ist_zahl, verbinde
from stellenbedarf.pruefung.lesen.pdf_seite import Linie, Seite, Wort
from stellenbedarf.pruefung.lesen.pdf_spalten import freie_spalten, reihen, spalten_von
from stellenbedarf.pruefung.lesen.pdf_zeilen import Zeile, text_aus, zeilen_aus

_NAH = 3.0
_MAX_LINIEN = 400  # after joining; more is a drawing


@dataclass(slots=True)
class Gittertabelle:
    """A table on one page: its box, the texts of its cells, and its column borders."""

    oben: float
    unten: float
    links: float
    rechts: float
    zeilen: list[list[str]]
    grenzen: list[float]

    def enthaelt(self, wort: Wort) -> bool:
        """Tell whether a word stands inside."""
        mitte, hoehe = (wort.x0 + wort.x1) / 2, wort.y - wort.groesse * 0.3
        return self.oben - 1 <= hoehe <= self.unten + 1 and self.links - 2 <= mitte <= self.rechts + 2


def find_gitter(seite: Seite) -> list[Gittertabelle]:
    """Return the tables with rules, from top to bottom."""
    waagrecht, senkrecht = _verbunden(seite.waagrecht), _verbunden(seite.senkrecht)
    if len(waagrecht) > _MAX_LINIEN or len(senkrecht) > _MAX_LINIEN:
        return []
    tabellen: list[Gittertabelle] = []
    uebrig = list(waagrecht)
    for h, v in _gruppen(waagrecht, senkrecht):
        if len(v) >= 2 and len(h) >= 2 and (tabelle := _mit_spalten(seite, h, v)) is not None:
            tabellen.append(tabelle)
            uebrig = [w for w in uebrig if w not in h]
    tabellen += [t for t in _nur_waagrecht(seite, uebrig) if not any(_ueberlappt(t, a) for a in tabellen)]
    return sorted(tabellen, key=lambda t: t.oben)


def _ueberlappt(a: Gittertabelle, b: Gittertabelle) -> bool:
    return a.oben < b.unten and b.oben < a.unten


def _verbunden(linien: Sequence[Linie]) -> list[Linie]:
    """Join pieces that lie on one line."""
    fertig: list[Linie] = []
    buendel: list[Linie] = []
    for linie in [*sorted(linien, key=lambda z: z.lage), None]:
        if linie is not None and buendel and linie.lage - buendel[0].lage <= 2.0:
            buendel.append(linie)
            continue
        offen: Linie | None = None
        for stueck in sorted(buendel, key=lambda z: z.von):
            if offen is not None and stueck.von <= offen.bis + _NAH:
                offen = Linie(offen.lage, offen.von, max(offen.bis, stueck.bis))
            else:
                fertig += [offen] if offen is not None else []
                offen = stueck
        fertig += [offen] if offen is not None else []
        buendel = [linie] if linie is not None else []
    return [z for z in fertig if z.bis - z.von > 6.0]


def _gruppen(waagrecht: Sequence[Linie], senkrecht: Sequence[Linie]) -> Iterator[tuple[list[Linie], list[Linie]]]:
    """Yield the sets of lines that cross each other."""
    vater = list(range(len(waagrecht) + len(senkrecht)))

    def wurzel(n: int) -> int:
        while vater[n] != n:
            vater[n] = vater[vater[n]]
            n = vater[n]
        return n

    for i, h in enumerate(waagrecht):
        for j, v in enumerate(senkrecht, start=len(waagrecht)):
            if h.von - _NAH <= v.lage <= h.bis + _NAH and v.von - _NAH <= h.lage <= v.bis + _NAH:
                vater[wurzel(i)] = wurzel(j)
    gruppen: dict[int, tuple[list[Linie], list[Linie]]] = {}
    for n, linie in enumerate([*waagrecht, *senkrecht]):
        gruppen.setdefault(wurzel(n), ([], []))[n >= len(waagrecht)].append(linie)
    yield from gruppen.values()


def _grenzen(linien: Sequence[Linie], quer: Sequence[Linie]) -> list[float]:
    """Return the borders across; where the crossing lines reach further, the table is open at that side."""
    lagen: list[float] = []
    for lage in sorted(z.lage for z in linien):
        if not lagen or lage - lagen[-1] > _NAH:
            lagen.append(lage)
    anfang, ende = min(z.von for z in quer), max(z.bis for z in quer)
    return [*([anfang] if lagen[0] - anfang > 10 else []), *lagen, *([ende] if ende - lagen[-1] > 10 else [])]


def _mit_spalten(seite: Seite, h: Sequence[Linie], v: Sequence[Linie]) -> Gittertabelle | None:
    xs, ys = _grenzen(v, h), _grenzen(h, v)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
        return None
    felder: dict[tuple[int, int], list[Wort]] = {}
    for wort in seite.worte:
        z, s = _feld(ys, wort.y - wort.groesse * 0.3), _feld(xs, (wort.x0 + wort.x1) / 2)
        if z >= 0 and s >= 0:
            felder.setdefault(_erstes(z, s, xs, ys, h, v), []).append(wort)
    if len(felder) < 2:
        return None
    zeilen: list[list[str]] = []
    for z in range(len(ys) - 1):
        zellen = [felder.get((z, s), []) for s in range(len(xs) - 1)]
        zeilen += _geteilt(zellen, xs[1:])
    return Gittertabelle(ys[0], ys[-1], xs[0], xs[-1], zeilen, xs)


def _feld(grenzen: Sequence[float], lage: float) -> int:
    if not grenzen[0] - 1 <= lage <= grenzen[-1] + 1:
        return -1
    return max(0, min(sum(g <= lage for g in grenzen) - 1, len(grenzen) - 2))


def _erstes(
    z: int, s: int, xs: Sequence[float], ys: Sequence[float], h: Sequence[Linie], v: Sequence[Linie]
) -> tuple[int, int]:
    """Return the first place of the merged cell that a field belongs to: where no rule divides, there is no border."""
    while s > 0 and not _deckt(v, xs[s], (ys[z] + ys[z + 1]) / 2):
        s -= 1
    while z > 0 and not _deckt(h, ys[z], (xs[s] + xs[s + 1]) / 2):
        z -= 1
    return z, s


def _deckt(linien: Sequence[Linie], lage: float, quer: float) -> bool:
    return any(abs(z.lage - lage) <= _NAH and z.von - 1 <= quer <= z.bis + 1 for z in linien)


def _geteilt(zellen: Sequence[Sequence[Wort]], rechts: Sequence[float]) -> list[list[str]]:
    """Return the rows between two rules: one, or one per line where the columns of figures hold a figure per line."""
    je_zelle = [zeilen_aus(z) for z in zellen]
    spalten = [zs for zs in je_zelle if len(zs) > 1 and all(ist_zahl(z.text) for z in zs)]
    if len(spalten) < 2 and not (spalten and len(spalten[0]) > 2):
        return [[text_aus(z, rand) for z, rand in zip(zellen, rechts, strict=True)]]
    hoehen = [z.y for z in max(spalten, key=len)]
    geteilt: list[list[list[Wort]]] = [[[] for _ in zellen] for _ in hoehen]
    for s, zelle in enumerate(zellen):
        for wort in zelle:
            # a line belongs to the last figure line that does not begin below it
            z = max((n for n, y in enumerate(hoehen) if y <= wort.y + 0.5 * wort.groesse), default=0)
            geteilt[z][s].append(wort)
    return [[text_aus(z, rand) for z, rand in zip(reihe, rechts, strict=True)] for reihe in geteilt]


def _nur_waagrecht(seite: Seite, linien: Sequence[Linie]) -> Iterator[Gittertabelle]:
    """Yield tables with horizontal rules only: three or more of the same width, columns by the gaps between words."""
    rest = sorted(linien, key=lambda z: z.lage)
    while rest:
        erste = rest[0]
        gleich = [z for z in rest if abs(z.von - erste.von) < 8 and abs(z.bis - erste.bis) < 8]
        rest = [z for z in rest if z not in gleich]
        if len(gleich) < 3 or erste.bis - erste.von < 100:
            continue
        ys = [z.lage for z in gleich]
        rahmen = Gittertabelle(ys[0], ys[-1], erste.von, erste.bis, [], [])
        zeilen = zeilen_aus(w for w in seite.worte if rahmen.enthaelt(w))
        baender = [
            (oben, unten, [z for z in zeilen if oben <= z.y - 0.3 * z.groesse < unten]) for oben, unten in pairwise(ys)
        ]
        yield from _aus_baendern([b for b in baender if b[2]], erste)


_Band = tuple[float, float, list[Zeile]]


def _aus_baendern(baender: Sequence[_Band], rand: Linie) -> Iterator[Gittertabelle]:
    """Yield tables out of the bands between rules; a band of running text stands between two tables."""
    offen: list[_Band] = []
    for band in [*baender, None]:
        zusammen = [z for b in [*offen, *([band] if band else [])] for z in b[2]]
        if band is not None and _ist_reihe(band, bool(offen)) and _teilbar(zusammen):
            offen.append(band)
            continue
        if len(offen) > 1 or (offen and len(offen[0][2]) > 2):
            spalten = spalten_von([z for b in offen for z in b[2]], _abstand(offen[0][2]))
            tabelle = Gittertabelle(offen[0][0], offen[-1][1], rand.von, rand.bis, [], [a for a, _ in spalten])
            for _, _, zeilen in offen:
                tabelle.zeilen += _band(zeilen, spalten, einzeln=len(offen) > 3)
            if len(spalten) > 1:
                yield tabelle
        offen = [band] if band is not None and _ist_reihe(band, False) else []


def _abstand(zeilen: Sequence[Zeile]) -> float:
    return 0.7 * zeilen[0].groesse


def _teilbar(zeilen: Sequence[Zeile]) -> bool:
    return len(freie_spalten([w for z in zeilen for w in z.worte], _abstand(zeilen))) > 1


def _ist_reihe(band: _Band, in_tabelle: bool) -> bool:
    """Tell whether the text between two rules can be a row: several pieces side by side, or one line in a low band."""
    oben, unten, zeilen = band
    if any(len(s) > 2 or (len(s) > 1 and not ist_marke(s[0][0].text)) for s in (z.stuecke() for z in zeilen)):
        return True
    return in_tabelle and len(zeilen) == 1 and unten - oben < 2.2 * zeilen[0].groesse


def _band(zeilen: list[Zeile], spalten: list[tuple[float, float]], einzeln: bool) -> list[list[str]]:
    """Return the rows between two rules; with rules between all rows they are one row each."""
    geteilt = reihen(zeilen, spalten)
    if len(geteilt) == 1 or (not einzeln and any(ist_zahl(x) for r in geteilt for x in r[1:])):
        return geteilt
    if sum(any(ist_zahl(x) for x in r[1:]) for r in geteilt) > 1:
        return geteilt
    return [[verbinde([r[n] for r in geteilt if r[n]]) for n in range(len(spalten))]]
