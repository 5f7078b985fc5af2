"""All figures of a paragraph in order, with and without a unit, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from stellenbedarf.pruefung.verstehen.bewertung import finde_bewertungen
from stellenbedarf.pruefung.verstehen.mengen import ZAHL_ALLEIN, Menge, finde_mengen
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, nachkommastellen_von, ohne_marken
from stellenbedarf.pruefung.verstehen.zeit import finde_tage

_JAHR = re.compile(r"(?:19|20)\d\d")
_NUMMER = re.compile(r"(?:Nr\.|Nummer|Ziffer|Punkt|Anlage|Tabelle|Abs\.|§+|Amt|Art\.|Seite|SGB|/|1:|[A-Z]-)\s?$")
_SATZENDE = re.compile(r"(?<!\d)[.!?;](?=\s+[A-ZÄÖÜ„(])|(?<=\d)[.!?;](?=\s+[A-ZÄÖÜ„][a-zäöü]{2,})")


@dataclass(frozen=True, slots=True)
class Glied:
    """A figure, the words between the figure before it (or the beginning) and it, and those up to the next figure.

    `davor` and `danach` end at the end of a sentence; `satz` counts the sentences of the paragraph.
    """

    menge: Menge
    davor: str
    danach: str
    satz: int

    @property
    def wert(self) -> Fraction:
        """Return the exact value."""
        return self.menge.wert

    def gleich_gezaehlt(self, anderes: Glied) -> bool:
        """Tell whether two figures can be compared: the same unit, or one of them has none."""
        a, b = self.menge.einheit, anderes.menge.einheit
        return a == b or (ZAHL_ALLEIN in (a, b) and {a, b} <= {ZAHL_ALLEIN, "Ding"})


@lru_cache(maxsize=10_000)
def zahlenfolge(roh: str) -> tuple[Glied, ...]:
    """Return the figures of a paragraph; days, years, grades and numbers of sections are none."""
    text = ohne_marken(roh)
    belegt = [(m.von, m.ende) for m in finde_mengen(roh)]
    belegt += [(t.von, t.ende) for t in finde_tage(text)] + [(b.von, b.ende) for b in finde_bewertungen(text)]
    mengen = [*finde_mengen(roh), *_nackte(text, belegt)]
    mengen.sort(key=lambda m: m.von)
    enden = [m.start() for m in _SATZENDE.finditer(text)]
    glieder = []
    for n, menge in enumerate(mengen):
        satz = sum(e < menge.von for e in enden)
        anfang = max([mengen[n - 1].ende if n else 0, *(e + 1 for e in enden if e < menge.von)])
        schluss = min([mengen[n + 1].von if n + 1 < len(mengen) else len(text), *(e for e in enden if e >= menge.ende)])
        glieder.append(Glied(menge, text[anfang : menge.von], text[menge.ende : max(schluss, menge.ende)], satz))
    return tuple(glieder)


def _nackte(text: str, belegt: Sequence[tuple[int, int]]) -> list[Menge]:
    """Return the figures without a unit."""
    gefunden = []
    for treffer in re.finditer(ZAHL, text):
        von, ende = treffer.span()
        if any(a < ende and von < b for a, b in belegt) or _JAHR.fullmatch(treffer[0]):
            continue
        if _NUMMER.search(text[max(0, von - 12) : von]) or text[ende : ende + 1] in ("/", ":", ")"):
            continue
        nachkomma = nachkommastellen_von(treffer[0])
        fein = Fraction(1, 10**nachkomma)
        gefunden.append(Menge(lies(treffer[0]), ZAHL_ALLEIN, treffer[0], von, ende, fein, nachkomma=nachkomma))
    return gefunden
