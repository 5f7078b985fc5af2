"""Sums and shares inside a sentence: „142.400 EUR und 57.300 EUR, zusammen 199.700 EUR“, „21, davon 14 (66,7 %)“."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.pruefung.hypothesen import finde_teilmengen
from stellenbedarf.pruefung.regeln.absatz_vergleiche import absaetze, zeige
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, zahl
from stellenbedarf.pruefung.verstehen.mengen import EUR, MINUTEN, STELLEN, STUNDEN
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.zahlen_im_text import NAEHERUNG, ZAHL, lies, nachkommastellen_von
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied

_ZUSAMMEN = re.compile(r"(?:zusammen|in summe|macht|ergibt zusammen|insgesamt also)\s(?:rund\s|ca\.\s|also\s)?$", re.I)
_ADDIERBAR = (EUR, STELLEN, STUNDEN, MINUTEN)
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


_DAZU = re.compile(r"\b(?:dazu|hinzu|außerdem|ferner|weitere[rns]?|zuzüglich)\b", re.I)


def satzsumme(papier: Papier) -> Ergebnisse:
    """A figure behind „zusammen“ is the sum of figures in front of it, in its sentence or („hinzu kommen“) before."""
    for text, glieder in absaetze(papier):
        for n, summe in enumerate(glieder):
            if summe.menge.einheit not in _ADDIERBAR or not _ZUSAMMEN.search(summe.davor[-_DAVOR:]):
                continue
            davor = [g for g in glieder[:n] if _gleichartig(g, summe)]
            im_satz = [g.wert for g in davor if g.satz == summe.satz]
            alle = [g.wert for g in davor]
            passend = next(
                (w for w in (im_satz, alle) if len(w) > 1 and summe.menge.ungefaehr(sum(w, Fraction(0)))), None
            )
            gemeint = alle if any(_DAZU.search(g.davor) for g in davor) else im_satz
            if passend:
                rechnung = " + ".join(zeige(summe.menge, w) for w in passend)
                yield Richtig(f"{rechnung} = {zeige(summe.menge, sum(passend, Fraction(0)))}", text.stelle)
            elif len(gemeint) > 1 and not finde_teilmengen(gemeint, summe.wert):
                soll = sum(gemeint, Fraction(0))
                yield Fund(
                    f"Die Angaben davor ergeben zusammen {zeige(summe.menge, soll)}, genannt sind {summe.menge.text}.",
                    text.stelle, summe.menge.text, zeige(summe.menge, soll),
                )  # fmt: skip


def _gleichartig(g: Glied, summe: Glied) -> bool:
    return g.menge.einheit == summe.menge.einheit and g.menge.bis is None and not g.menge.je
