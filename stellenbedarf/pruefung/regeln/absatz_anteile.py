"""Parts of a whole that a paragraph or a list states: shares in percent, amounts „davon“, distributions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.absatz_vergleiche import absaetze, prozent_passt, vergleiche, zeige
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, zahl
from stellenbedarf.pruefung.verstehen.mengen import EUR, MINUTEN, PROZENT, STUNDEN
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied, zahlenfolge
from stellenbedarf.rundung import halb_auf

_DAVON = re.compile(r"\b(?:davon|hiervon)\b", re.I)
_ALSO = re.compile(r"(?:,|–)?\s?[^.;\d]{0,30}(?:also|das sind|d\. ?h\.|somit|=)\s(?:rund\s|ca\.\s)?$", re.I)


_ENTSPRICHT = re.compile(r"entspr(?:icht|echen)|das sind|also|=", re.I)


def anteil_davon(papier: Papier) -> Ergebnisse:
    """„267.500 EUR. Davon trägt das Land 40 %, also 107.000 EUR“, „bei 39 Stunden entsprechen 60 % 23,4 Stunden“."""
    for text, glieder in absaetze(papier):
        for ganz, p, teil in zip(glieder, glieder[1:], glieder[2:], strict=False):
            einheit = ganz.menge.einheit
            if einheit not in (EUR, STUNDEN, MINUTEN) or (p.menge.einheit, teil.menge.einheit) != (PROZENT, einheit):
                continue
            davon = _DAVON.search(p.davor) and _ALSO.fullmatch(teil.davor) and not ganz.menge.je
            gleich = ganz.satz == teil.satz and einheit != EUR and _ENTSPRICHT.search(p.davor + teil.davor)
            if (davon or gleich) and ganz.wert >= teil.wert:
                rechnung = f"{p.menge.text} von {zeige(ganz.menge, ganz.wert)}"
                yield from vergleiche(text, teil.menge, ganz.wert * p.wert / 100, rechnung)


def verteilung(papier: Papier) -> Ergebnisse:
    """„186.000 Fälle, davon 74.400 (40 %), 65.100 (35 %) und 46.500 (25 %)“: shares and sum of the parts."""
    yield from verteilung_in_liste(papier)
    for text, glieder in absaetze(papier, 5):
        for n in range(1, len(glieder) - 3):
            teile = []
            for teil, p in zip(glieder[n::2], glieder[n + 1 :: 2], strict=False):
                if p.menge.einheit != PROZENT or not re.fullmatch(r"[^\d]{0,40}\(", p.davor) or teil.menge.bis:
                    break
                teile.append((teil, p))
            ganz = glieder[n - 1]
            if len(teile) < 2 or ganz.menge.einheit == PROZENT or not ganz.wert:
                continue
            summe = sum((t.wert for t, _ in teile), Fraction(0))
            stimmt = [prozent_passt(p.menge, t.wert / ganz.wert * 100) for t, p in teile]
            hundert = abs(sum((p.wert for _, p in teile), Fraction(0)) - 100) <= 1
            if summe == ganz.wert and all(stimmt):
                yield Richtig(f"{' + '.join(zahl(t.wert) for t, _ in teile)} = {zahl(summe)}", text.stelle)
            elif 2 * sum(stimmt) >= len(stimmt) or summe == ganz.wert or (hundert and sum(stimmt)):
                yield from _verteilung(text, ganz, teile, summe, hundert)
            break


def verteilung_in_liste(papier: Papier) -> Ergebnisse:
    """A list „Grundschulen: 5.400 (30 %)“: every percentage is the share of its figure in the sum of the list."""
    liste: list[tuple[Textblock, Glied, Glied]] = []
    for text in (*papier.texte, None):
        glieder = zahlenfolge(text.text) if text is not None and text.nummer and not text.ist_ueberschrift else ()
        paar = len(glieder) == 2 and glieder[1].menge.einheit == PROZENT and glieder[1].davor.endswith("(")
        if text is not None and paar and glieder[0].menge.einheit != PROZENT:
            liste.append((text, glieder[0], glieder[1]))
            continue
        if len(liste) > 2 and abs(sum((p.wert for _, _, p in liste), Fraction(0)) - 100) <= 50:
            yield from _liste(liste)
        liste = []


def _liste(liste: Sequence[tuple[Textblock, Glied, Glied]]) -> Ergebnisse:
    summe = sum((a.wert for _, a, _ in liste), Fraction(0))
    falsch = [x for x in liste if not prozent_passt(x[2].menge, x[1].wert / summe * 100)] if summe else []
    if not falsch:
        yield Richtig(f"{len(liste)} Anteile an {zahl(summe)}", liste[0][0].stelle)
    for text, a, p in falsch:
        soll = f"{zahl(halb_auf(a.wert / summe * 100, 1))} %"
        yield Fund(
            f"{zahl(a.wert)} von {zahl(summe)} (Summe der Liste) sind {soll}, angegeben sind {p.menge.text}.",
            text.stelle, p.menge.text, soll,
            stufe=None if 2 * len(falsch) < len(liste) else Stufe.HINWEIS,
        )  # fmt: skip


def _verteilung(
    text: Textblock, ganz: Glied, teile: Sequence[tuple[Glied, Glied]], summe: Fraction, hundert: bool
) -> Ergebnisse:  # fmt: skip
    for teil, p in teile:
        soll = teil.wert / ganz.wert * 100
        if not prozent_passt(p.menge, soll):
            yield Fund(
                f"{zahl(teil.wert)} von {zahl(ganz.wert)} sind {zahl(halb_auf(soll, 1))} %, angegeben sind "
                f"{p.menge.text}.",
                text.stelle, p.menge.text, f"{zahl(halb_auf(soll, 1))} %",
            )  # fmt: skip
    if hundert and summe != ganz.wert:
        yield Fund(
            f"Die Teile ergeben zusammen {zahl(summe)}, genannt sind {ganz.menge.text}.",
            text.stelle, ganz.menge.text, zahl(summe),
        )  # fmt: skip


_VON = re.compile(r"\bvon\s(?:den|der|insgesamt|unseren|allen)?\s?(?:rund\s)?$", re.I)
_KLAMMER_ODER_ALSO = re.compile(r"\(\s?$|(?:also|das sind|mithin|somit)\s(?:rund\s)?$", re.I)
_NICHT_VON = re.compile(r"\bauf\b|\bum\b|\bdavon\b", re.I)
_PAARE = (("dauerhaft", "befristet"), ("unbefristet", "befristet"), ("besetzt", "unbesetzt"), ("besetzt", "frei"),
          ("vollzeit", "teilzeit"), ("frauen", "männer"), ("innendienst", "außendienst"),
          ("beamt", "beschäftigt"))  # fmt: skip


def anteil_von(papier: Papier) -> Ergebnisse:
    """„Von den 21 Gemeinden haben 14 eigene Stellen (66,7 %)“: the percentage is the part in the whole."""
    for text, glieder in absaetze(papier):
        for ganz, teil, p in zip(glieder, glieder[1:], glieder[2:], strict=False):
            if p.menge.einheit != PROZENT or not ganz.satz == teil.satz == p.satz or not _VON.search(ganz.davor):
                continue
            if (
                not _KLAMMER_ODER_ALSO.search(p.davor)
                or ganz.wert <= teil.wert
                or ganz.menge.naeherung
                or teil.menge.naeherung
            ):
                continue
            if _NICHT_VON.search(teil.davor) or PROZENT in (ganz.menge.einheit, teil.menge.einheit):
                continue
            soll = teil.wert / ganz.wert * 100
            if prozent_passt(p.menge, soll):
                yield Richtig(f"{zahl(teil.wert)} von {zahl(ganz.wert)}: {p.menge.text}", text.stelle)
            else:
                yield Fund(
                    f"{zahl(teil.wert)} von {zahl(ganz.wert)} sind {zahl(halb_auf(soll, 1))} %, angegeben sind "
                    f"{p.menge.text}.",
                    text.stelle, p.menge.text, f"{zahl(halb_auf(soll, 1))} %",
                )  # fmt: skip


def davon_im_satz(papier: Papier) -> Ergebnisse:
    """„643.830 EUR, davon 483.330 EUR dauerhaft und 160.500 EUR befristet“: parts that complete each other add up."""
    for text, glieder in absaetze(papier):
        for ganz, a, b in zip(glieder, glieder[1:], glieder[2:], strict=False):
            if not _DAVON.search(a.davor) or not ganz.satz == a.satz == b.satz or a.menge.einheit == PROZENT:
                continue
            if not (ganz.gleich_gezaehlt(a) and a.gleich_gezaehlt(b)) or any(g.menge.je for g in (ganz, a, b)):
                continue
            worte = (a.danach.lower(), b.danach.lower())
            if any((x in worte[0] and y in worte[1]) or (y in worte[0] and x in worte[1]) for x, y in _PAARE):
                rechnung = f"{zahl(a.wert)} + {zahl(b.wert)}"
                yield from vergleiche(text, ganz.menge, a.wert + b.wert, rechnung)
