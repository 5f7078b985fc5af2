"""Sums inside a sentence: „142.400 EUR und 57.300 EUR, zusammen 199.700 EUR“."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.pruefung.hypothesen import finde_teilmengen
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen
from stellenbedarf.pruefung.verstehen.mengen import EUR, STELLEN
from stellenbedarf.pruefung.verstehen.papier import Papier

_ZUSAMMEN = re.compile(r"(?:zusammen|in summe|macht|ergibt zusammen|insgesamt also)\s(?:rund\s|ca\.\s|also\s)?$", re.I)
_DAVOR = 40  # letters in front of a figure in which the word must stand; a text without paragraphs is one long sentence


def satzsumme(papier: Papier) -> Ergebnisse:
    """A figure behind „zusammen“ is the sum of figures in front of it in the same sentence."""
    for satz in papier.saetze_mit_zahlen:
        for einheit, zeige in ((EUR, eur), (STELLEN, stellen)):
            mengen = [m for m in satz.nach(einheit) if m.bis is None and not m.je]
            for n, menge in enumerate(mengen):
                if n < 2 or not _ZUSAMMEN.search(satz.text[max(0, menge.von - _DAVOR) : menge.von]):
                    continue
                davor = [m.wert for m in mengen[:n]]
                soll = sum(davor, Fraction(0))
                if menge.ungefaehr(soll):
                    yield Richtig(f"{' + '.join(zeige(w) for w in davor)} = {zeige(soll)}", satz.stelle)
                elif not finde_teilmengen(davor, menge.wert):
                    yield Fund(
                        f"Die Angaben im Satz ergeben zusammen {zeige(soll)}, angegeben sind {zeige(menge.wert)}.",
                        satz.stelle,
                        zeige(menge.wert),
                        zeige(soll),
                    )
