"""A tornado chart: how far a result moves when one assumption at a time goes to the ends of its range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.ausgabe.diagramme.zeichnung import (
    BREITE,
    DUNKEL,
    GRAU,
    HELL,
    ZEILE,
    Zeichnung,
    px,
    rechteck,
    strich,
    text,
    umbrochen,
)

MAX_ZEILEN = 12
"""More rows than this say little: the strongest come first."""
_BALKEN, _ABSTAND, _LUECKE = 18, 10, 8
_NAME_MAX = 230
_KOPF, _FUSS = 22, 26


@dataclass(frozen=True, slots=True)
class Seite:
    """One end of a range: the value of the assumption as text, the result that follows, also as text."""

    wert: str
    ergebnis: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Zeile:
    """An assumption with its unit and the two ends of its range; None where an end is not possible."""

    name: str
    einheit: str
    niedrig: Seite | None
    hoch: Seite | None

    @property
    def spanne(self) -> str:
        """Return the range in words."""
        werte = " bis ".join(s.wert for s in (self.niedrig, self.hoch) if s is not None)
        return f"{werte} {self.einheit}".strip()

    @property
    def seiten(self) -> list[tuple[Seite, str]]:
        """Return the ends that are possible, with their colours."""
        return [(s, f) for s, f in ((self.niedrig, HELL), (self.hoch, DUNKEL)) if s is not None]


@dataclass(frozen=True, slots=True)
class Tornado:
    """Rows below one another, the strongest first; `mitte` is the result without any change."""

    titel: str
    achse: str
    mitte: Fraction
    mittetext: str
    zeilen: tuple[Zeile, ...]

    @property
    def beschreibung(self) -> str:
        """What the chart shows, in words."""
        teile = [
            f"{z.name} ({z.einheit or 'ohne Einheit'}): "
            + (", ".join(f"{s.text} bei {s.wert}" for s, _ in z.seiten) or "nicht möglich")
            for z in self.zeilen
        ]
        return f"Angaben in {self.achse}, ohne Änderung {self.mittetext}. {'; '.join(teile)}."


def zeichne_tornado(bild: Tornado) -> Zeichnung:
    """Return the drawing."""
    return _Zeichner(bild).zeichnung()


class _Zeichner:
    def __init__(self, bild: Tornado) -> None:
        self.bild = bild
        self.namen = [[*umbrochen(z.name, _NAME_MAX), *umbrochen(z.spanne, _NAME_MAX)[:1]] for z in bild.zeilen]
        self.links = max(px(zeile) for name in self.namen for zeile in name) + 2 * _LUECKE
        beschriftungen = [s.text for z in bild.zeilen for s, _ in z.seiten]
        platz = max((px(t) for t in beschriftungen), default=0) + _LUECKE
        ergebnisse = [bild.mitte, *(s.ergebnis for z in bild.zeilen for s, _ in z.seiten)]
        self.tief, self.spanne = min(ergebnisse), max(ergebnisse) - min(ergebnisse)
        self.anfang, self.feld = self.links + platz, BREITE - self.links - 2 * platz

    def _x(self, wert: Fraction) -> int:
        return self.anfang + (int((wert - self.tief) * self.feld / self.spanne) if self.spanne else self.feld // 2)

    def zeichnung(self) -> Zeichnung:
        hoehen = [max(_BALKEN, len(n) * ZEILE) + _ABSTAND for n in self.namen]
        unten = _KOPF + sum(hoehen)
        mitte = self._x(self.bild.mitte)
        teile = [text(min(max(mitte, self.links + px(self.bild.mittetext) // 2), BREITE - px(self.bild.mittetext) // 2),
                      _KOPF - 6, self.bild.mittetext, "middle", fett=True)]  # fmt: skip
        oben = _KOPF
        for zeile, name, hoehe in zip(self.bild.zeilen, self.namen, hoehen, strict=True):
            teile += self._zeile(zeile, name, oben + hoehe // 2)
            oben += hoehe
        teile.append(strich(mitte, _KOPF, mitte, unten, staerke="1.5"))
        x = self.links
        for farbe, titel in ((HELL, "unterer Wert der Annahme"), (DUNKEL, "oberer Wert der Annahme")):
            teile += [rechteck(x, unten + 10, 12, 12, farbe), text(x + 18, unten + 20, titel, farbe=GRAU)]
            x += 18 + px(titel) + 2 * _LUECKE
        return Zeichnung(unten + _FUSS, teile)

    def _zeile(self, zeile: Zeile, name: list[str], mitte: int) -> Iterable[str]:
        erste = mitte + 5 - (len(name) - 1) * ZEILE // 2
        for nummer, teil in enumerate(name):
            farbe = GRAU if nummer == len(name) - 1 else ""
            yield text(self.links - _LUECKE, erste + nummer * ZEILE, teil, "end", farbe=farbe)
        null = self._x(self.bild.mitte)
        seiten = sorted(zeile.seiten, key=lambda s: -abs(s[0].ergebnis - self.bild.mitte))
        for seite, farbe in seiten:  # the longer one first, should both lie on one side
            von, bis = sorted((null, self._x(seite.ergebnis)))
            if seite.ergebnis != self.bild.mitte:
                yield rechteck(von, mitte - _BALKEN // 2, max(1, bis - von), _BALKEN, farbe)
        yield from self._beschriftet([s for s, _ in seiten], mitte + 5, null)

    def _beschriftet(self, seiten: list[Seite], y: int, null: int) -> Iterable[str]:
        """Write each end beside its bar; of two on one side, the nearer one goes to the other side of the line."""
        frei = {"end": null, "start": null}
        for seite in seiten:
            ort = "start" if seite.ergebnis > self.bild.mitte else "end"
            if frei[ort] != null:
                ort = "end" if ort == "start" else "start"
            x = self._x(seite.ergebnis) if (ort == "start") == (seite.ergebnis > self.bild.mitte) else null
            frei[ort] = x + (1 if ort == "start" else -1)
            yield text(x + (_LUECKE if ort == "start" else -_LUECKE), y, seite.text, ort)
