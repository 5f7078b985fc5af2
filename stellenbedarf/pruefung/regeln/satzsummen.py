"""Sums and shares inside a sentence: „142.400 EUR und 57.300 EUR, zusammen 199.700 EUR“, „21, davon 14 (66,7 %)“."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.pruefung.hypothesen import finde_teilmengen
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import EUR, STELLEN
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.zahlen_im_text import NAEHERUNG, ZAHL, lies, nachkommastellen_von

_ZUSAMMEN = re.compile(r"(?:zusammen|in summe|macht|ergibt zusammen|insgesamt also)\s(?:rund\s|ca\.\s|also\s)?$", re.I)
_DAVOR = 40  # letters in front of a figure in which the word must stand; a text without paragraphs is one long sentence

# The whole is the last figure in front of „davon“; nothing but words may stand between.
_DAVON_PROZENT = re.compile(
    rf"(?P<vor>(?:{NAEHERUNG})\s)?(?P<ganz>{ZAHL})(?P<ding>[^\d.;:()%]{{1,80}}?)\s(?:davon|darunter)\s(?P<mitte>[^\d.;:()%]{{0,40}})"
    rf"(?P<teil>{ZAHL})(?P<teilding>[^\d.;:()%]{{0,60}})\((?P<p>{ZAHL})\s?(?:%|v\.\s?H\.|Prozent)\)",
    re.I,
)
_UNGENAU = re.compile(rf"(?<!\w)(?:{NAEHERUNG})(?!\w)|T€|TEUR|Tsd|Mio", re.I)


def davon_prozent(papier: Papier) -> Ergebnisse:
    """In „21 Fälle, davon 14 (66,7 %)“ the percentage is the share of the part in the whole."""
    for satz in papier.saetze:
        for t in _DAVON_PROZENT.finditer(satz.text):
            ganz, teil, genannt = (lies(t[name]) for name in ("ganz", "teil", "p"))
            if not ganz or t["vor"] or any(_UNGENAU.search(t[name]) for name in ("ding", "mitte", "teilding")):
                continue
            soll = teil / ganz * 100
            rechnung = f"{t['teil']} / {t['ganz']} = {zahl(soll, max(1, nachkommastellen_von(t['p'])))} %"
            if abs(soll - genannt) * 10 ** nachkommastellen_von(t["p"]) < 1:  # rounded or cut off
                yield Richtig(rechnung, satz.stelle)
            else:
                yield Fund(
                    f"Genannt sind {t['p']} % für {t['teil']} von {t['ganz']}; {rechnung}.",
                    satz.stelle,
                    f"{t['p']} %",
                    rechnung.rpartition(" = ")[2],
                )


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
