"""Column widths of generated tables: the wished proportions, but no column narrower than its longest word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stellenbedarf.ausgabe.inhalt.daten import Daten
from stellenbedarf.ausgabe.textbreite import textbreite
from stellenbedarf.ausgabe.word.stile import ZELLRAND

LUECKE = 20
"""Between a figure and its label, in twentieths of a point, as are all measures here."""
SPIELRAUM = 30
LANGER_TITEL = 1800
_UMBRUCH = re.compile(r"(?<=[-–/])|[ \t\r\n\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Breite:
    """A column: its width, alignment, and where figures end if their labels stand in a column of their own."""

    breite: int
    rechts: bool
    kante: int = 0


def spalten(daten: Daten, gesamt: int) -> list[Breite]:
    """Return the columns of a table of the given width."""
    fett = bool(daten["summenzeile"])
    inhalte = [_Inhalt.aus(daten, nummer, fett) for nummer in range(len(daten["spalten"]))]
    ergebnis = []
    for breite, spalte, inhalt in zip(
        _verteile(daten["breiten"], inhalte, gesamt), daten["spalten"], inhalte, strict=True
    ):
        kante = breite - 2 * ZELLRAND - inhalt.marke
        ergebnis.append(Breite(breite, spalte["rechts"], kante if inhalt.marke and inhalt.zahl <= kante else 0))
    return ergebnis


@dataclass(frozen=True, slots=True)
class _Inhalt:
    """What a column needs: for its longest word, for its longest cell on one line, for its figures and their labels."""

    wort: int
    zeile: int
    zahl: int
    marke: int

    @classmethod
    def aus(cls, daten: Daten, nummer: int, fett: bool) -> _Inhalt:
        spalte = daten["spalten"][nummer]
        zellen = [z["zellen"][nummer] for z in daten["zeilen"] if nummer < len(z["zellen"])]
        texte = [klartext(z) for z in zellen]
        zahlen = [z[0] for z in zellen if len(z) == 1 and z[0]["art"] == "zahl"]
        marken = [weite(z["marke"]) * 2 // 3 for z in zahlen if z["marke"]] if spalte["rechts"] else []
        marke = max(marken) + LUECKE if marken else 0
        rand = 2 * ZELLRAND + SPIELRAUM
        wort, titel = laengstes_wort(spalte["titel"], fett=True), weite(spalte["titel"], fett=True)
        titel = titel if titel < LANGER_TITEL else titel // 3
        return cls(
            wort=max(wort, marke + max((laengstes_wort(t, fett) for t in texte), default=0)) + rand,
            zeile=max(wort, titel, marke + max((weite(t, fett) for t in texte), default=0)) + rand,
            zahl=max((weite(z["text"], fett) for z in zahlen), default=0),
            marke=marke,
        )


def laengstes_wort(text: str, fett: bool = False) -> int:
    """Estimate the width of the longest part of a text that a line cannot break."""
    return max((weite(wort, fett) for wort in _UMBRUCH.split(text) if wort), default=0)


def klartext(laeufe: Iterable[Daten]) -> str:
    """Return the words of runs; references as `[Q1]`, figures without their label."""
    return "".join(f"[{teil['marke']}]" if teil["art"] == "verweis" else teil["text"] for teil in laeufe)


def weite(text: str, fett: bool = False) -> int:
    """Estimate the width of a text in 9 point Arial."""
    return textbreite(text) * 9 * 20 * (107 if fett else 101) // 100_000


def anteilig(anteile: Sequence[int], gesamt: int) -> list[int]:
    """Return a total divided in proportion into whole numbers that add up to it exactly."""
    grenzen = [sum(anteile[:n]) * gesamt // sum(anteile) for n in range(len(anteile) + 1)]
    return [bis - von for von, bis in pairwise(grenzen)]


def _verteile(wunsch: Sequence[int], inhalte: Sequence[_Inhalt], gesamt: int) -> list[int]:
    """Start from the wished proportions, give room that a column leaves empty to others, then make the words fit."""
    breiten = anteilig([max(w, 1) for w in (*wunsch, *[1] * len(inhalte))][: len(inhalte)], gesamt)
    leer = [max(b - i.zeile, 0) for b, i in zip(breiten, inhalte, strict=True)]
    bedarf = [max(i.zeile - b, 0) for b, i in zip(breiten, inhalte, strict=True)]
    breiten = _verschoben(breiten, leer, bedarf)
    worte = _gekappt([i.wort for i in inhalte], gesamt)
    luft = [max(b - w, 0) for b, w in zip(breiten, worte, strict=True)]
    fehlt = [max(w - b, 0) for b, w in zip(breiten, worte, strict=True)]
    return _verschoben(breiten, luft, fehlt)


def _verschoben(breiten: Sequence[int], von: Sequence[int], nach: Sequence[int]) -> list[int]:
    """Move as much width as there is and is needed, both in proportion."""
    menge = min(sum(von), sum(nach))
    if not menge:
        return list(breiten)
    weg, dazu = anteilig(von, menge), anteilig(nach, menge)
    return [b - w + d for b, w, d in zip(breiten, weg, dazu, strict=True)]


def _gekappt(mindestens: Sequence[int], gesamt: int) -> list[int]:
    """Return what columns need; where that is too much, the widest are cut down to a common measure."""
    rest, ergebnis = gesamt, list(mindestens)
    aufsteigend = sorted(range(len(mindestens)), key=mindestens.__getitem__)
    for vergeben, stelle in enumerate(aufsteigend):
        ergebnis[stelle] = min(mindestens[stelle], rest // (len(aufsteigend) - vergeben))
        rest -= ergebnis[stelle]
    return ergebnis
