"""Products and quotients that a paragraph states: cases × time, posts × rate, hours by hours per year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from stellenbedarf.pruefung.regeln.absatz_vergleiche import absaetze
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.bewertung import finde_bewertungen
from stellenbedarf.pruefung.verstehen.mengen import DING, EUR, MINUTEN, STELLEN, STUNDEN
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied
from stellenbedarf.rundung import halb_auf

_ERGEBNIS = re.compile(
    r"(?:also|das sind|sind das|wären das|das macht|zusammen|insgesamt|mithin|somit|ergibt das|ergibt sich|"
    r"ergeben sich|entspricht|entsprechen|be(?:läuft|laufen) sich (?:damit |somit |auf )*auf|:)"
    r"\s(?:rund\s|ca\.\s|etwa\s)?$",
    re.I,
)
_KOSTET = re.compile(r"\bkost(?:et|en)\b[^.;]*$", re.I)
_JE = re.compile(
    r"\b(?:je|pro|jeweils|jede[rsn]?)\b|\bzu (?:je )?$|"
    r"\bein\w* \w+ (?:dauert|kostet|benötigt|erfordert|bindet)\b",
    re.I,
)
_JE_VOLLZEIT = re.compile(r"(?:je|pro) (?:vollzeit|stelle|kraft|vzä|jahr)|jahresarbeit|vollzeitkraft|jede kraft", re.I)


def menge_mal_satz(papier: Papier) -> Ergebnisse:
    """„7 Personen zu je 38.500 EUR, zusammen 269.500 EUR“, „9.360 Bescheide, je 50 Minuten, das sind 7.800 Stunden“."""
    for text, glieder in absaetze(papier):
        for n, ergebnis in enumerate(glieder):
            if ergebnis.menge.einheit not in (EUR, STUNDEN):
                continue
            davor = [g for g in glieder[:n] if ergebnis.satz - g.satz <= 2]
            if _ERGEBNIS.search(ergebnis.davor):
                je = next((g for g in reversed(davor) if _ist_satz(g, ergebnis.menge.einheit)), None)
            elif _KOSTET.search(ergebnis.davor):  # the rate stands behind: „kostet 42.900 EUR bei 71.500 EUR je Stelle“
                danach = [g for g in glieder[n + 1 : n + 2] if g.satz == ergebnis.satz and g.menge.je]
                je = next((g for g in danach if _ist_satz(g, ergebnis.menge.einheit)), None)
                davor = [g for g in davor if g.menge.einheit == STELLEN][-1:]
            else:
                continue
            anzahlen = [
                g
                for g in davor
                if g is not je and g.menge.einheit in (DING, STELLEN) and g.menge.bis is None and not g.menge.je
            ]
            if je is not None and anzahlen:
                yield from _produkt(text, ergebnis, je, anzahlen)


def _ist_satz(g: Glied, einheit: str) -> bool:
    passend = g.menge.einheit in ((MINUTEN, STUNDEN) if einheit == STUNDEN else (EUR,))
    eigenes_je = bool(g.menge.je) or bool(_JE.search(g.davor[-60:]))
    je_jahr = einheit == STUNDEN and _JE_VOLLZEIT.search(f"{g.davor} {g.danach} {g.menge.je}")
    return passend and eigenes_je and g.menge.bis is None and not je_jahr


def _produkt(text: Textblock, ergebnis: Glied, je: Glied, anzahlen: Sequence[Glied]) -> Ergebnisse:
    faktor = Fraction(1, 60) if je.menge.einheit == MINUTEN else Fraction(1)
    zeige = eur if ergebnis.menge.einheit == EUR else (lambda w: f"{zahl(halb_auf(w, 1))} Stunden")
    for anzahl in anzahlen:
        if ergebnis.menge.kann_sein(anzahl.wert * je.wert * faktor):
            rechnung = f"{anzahl.menge.text} × {je.menge.text} = {zeige(anzahl.wert * je.wert * faktor)}"
            yield Richtig(rechnung, text.stelle)
            return
    anzahl = anzahlen[-1]
    soll = anzahl.wert * je.wert * faktor
    if len(anzahlen) > 1 or anzahl.menge.naeherung or je.menge.naeherung or ergebnis.menge.ungefaehr(soll):
        return
    yield Fund(
        f"{anzahl.menge.text} × {je.menge.text} ergibt {zeige(soll)}, angegeben sind {ergebnis.menge.text}.",
        text.stelle, ergebnis.menge.text, zeige(soll),
    )  # fmt: skip


def stunden_zu_stellen(papier: Papier) -> Ergebnisse:
    """„20.360 Stunden. Bei 1.590 Stunden je Vollzeitkraft sind das 12,81 Stellen“: hours by hours per year."""
    for text, glieder in absaetze(papier):
        for n in range(2, len(glieder)):
            arbeit, jahr, ergebnis = glieder[n - 2 : n + 1]
            einheiten = (arbeit.menge.einheit, jahr.menge.einheit, ergebnis.menge.einheit)
            if einheiten not in ((STUNDEN, STUNDEN, STELLEN), (MINUTEN, MINUTEN, STELLEN)) or not jahr.wert:
                continue
            if not _JE_VOLLZEIT.search(jahr.davor + jahr.danach + " je " + jahr.menge.je):
                continue
            if arbeit.menge.je or not re.search(
                r"erg[ei]b|sind das|entspr|bedarf|errechn|benötig|ableit|folg|wären", ergebnis.davor
            ):
                continue
            soll = arbeit.wert / jahr.wert
            rechnung = f"{zahl(arbeit.wert)} / {zahl(jahr.wert)}"
            if ergebnis.menge.ungefaehr(soll):
                yield Richtig(f"{rechnung} = {ergebnis.menge.text}", text.stelle)
            else:
                soll = halb_auf(soll, max(ergebnis.menge.nachkomma, 2))
                yield Fund(
                    f"{rechnung} ergibt {stellen(soll)}, angegeben sind {ergebnis.menge.text}.",
                    text.stelle, ergebnis.menge.text, stellen(soll),
                )  # fmt: skip


_ODER = re.compile(r"\s?(?:oder|=|\(|bzw\.|also|das sind|entspricht)\s?", re.I)


def umrechnung(papier: Papier) -> Ergebnisse:
    """„1.590 Stunden oder 95.400 Minuten“, „294 Stunden, bei 44 Wochen 6,68 Stunden je Woche“: units agree."""
    for text, glieder in absaetze(papier):
        for a, b in pairwise(glieder):
            if (a.menge.einheit, b.menge.einheit) == (STUNDEN, MINUTEN) and _ODER.fullmatch(b.davor):
                soll = a.wert * 60
                rechnung = f"{zahl(a.wert)} × 60"
                yield from _vergleich(text, b, soll, rechnung)
        for arbeit, zeit, je_zeit in zip(glieder, glieder[1:], glieder[2:], strict=False):
            if (arbeit.menge.einheit, je_zeit.menge.einheit) != (STUNDEN, STUNDEN) or not je_zeit.menge.je:
                continue
            worte = f"{zeit.menge.ding} {zeit.menge.einheit}".lower()
            if arbeit.menge.je or je_zeit.menge.je.lower()[:4] not in worte or not zeit.wert:
                continue
            yield from _vergleich(text, je_zeit, arbeit.wert / zeit.wert, f"{zahl(arbeit.wert)} / {zahl(zeit.wert)}")


def _vergleich(text: Textblock, genannt: Glied, soll: Fraction, rechnung: str) -> Ergebnisse:
    if genannt.menge.ungefaehr(soll):
        yield Richtig(f"{rechnung} = {genannt.menge.text}", text.stelle)
    else:
        ergibt = zahl(halb_auf(soll, max(genannt.menge.nachkomma, 2)))
        yield Fund(
            f"{rechnung} ergibt {ergibt}, angegeben sind {genannt.menge.text}.",
            text.stelle, genannt.menge.text, ergibt,
        )  # fmt: skip


def stellen_mal_satz(papier: Papier) -> Ergebnisse:
    """„Eine Stelle EG 5 kostet 54.600 EUR … für 2,0 Stellen EG 5 sind das 109.200 EUR“: posts × rate of the text."""
    angaben = [a for text, glieder in absaetze(papier, mit_worten=True) for a in _angaben(text, glieder)]
    saetze: dict[str, set[Fraction]] = {}
    for _, anteil, grad, betrag in angaben:
        if anteil.wert == 1:
            saetze.setdefault(grad, set()).add(betrag.wert)
    for text, anteil, grad, betrag in angaben:
        if anteil.wert == 1 or len(saetze.get(grad, ())) != 1:
            continue
        soll = anteil.wert * next(iter(saetze[grad]))
        if betrag.menge.ungefaehr(soll):
            yield Richtig(f"{anteil.menge.text} {grad}: {eur(soll)}", text.stelle)
        else:
            yield Fund(
                f"{anteil.menge.text} {grad} kosten nach dem genannten Satz {eur(soll)}, angegeben sind "
                f"{betrag.menge.text}.",
                text.stelle, betrag.menge.text, eur(soll),
            )  # fmt: skip


def _angaben(text: Textblock, glieder: Sequence[Glied]) -> list[tuple[Textblock, Glied, str, Glied]]:
    """Return share, grade and amount where a sentence names them one after the other."""
    grade = finde_bewertungen(text.text)
    gefunden = []
    for anteil, betrag in pairwise(glieder):
        if (anteil.menge.einheit, betrag.menge.einheit) != (STELLEN, EUR) or anteil.satz != betrag.satz:
            continue
        dazwischen = [g.schluessel for g in grade if anteil.menge.ende <= g.von < betrag.menge.von]
        if len(dazwischen) == 1 and anteil.wert > 0 and not anteil.menge.bis and not betrag.menge.bis:
            gefunden.append((text, anteil, dazwischen[0], betrag))
    return gefunden
