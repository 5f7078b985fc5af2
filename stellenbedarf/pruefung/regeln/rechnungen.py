"""Calculations printed in the paper: equations, working days, differences and percentages of stated totals."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, zahl
from stellenbedarf.pruefung.verstehen.mengen import DING, PROZENT, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.rechnung import finde_gleichungen
from stellenbedarf.pruefung.verstehen.saetze import Satz
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeilenart
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, ohne_marken
from stellenbedarf.rundung import halb_auf


def gleichung(papier: Papier) -> Ergebnisse:
    """A printed calculation („365 − 104 − 10 = 251“) is right."""
    for text in papier.texte:
        for g in finde_gleichungen(text.text):
            if g.stimmt:
                yield Richtig(f"{g.links} = {g.rechts}", text.stelle)
            else:
                soll = halb_auf(g.wert.tief, 4)
                yield Fund(
                    f"„{g.links} = {g.rechts}“ ist falsch gerechnet: Es ergibt sich {zahl(soll)}.",
                    text.stelle,
                    g.rechts,
                    zahl(soll),
                )


_TAGE_ANFANG = re.compile(r"kalendertage|tage im jahr|jahrestage", re.I)
_MINUS = re.compile(
    r"abzüglich|abzgl|minus|./\.|weniger|^\s*[\u2212–-]|wochenend|samstag|feiertag|urlaub|krank|fortbildung|"
    r"ausfall|24\.|dienstbefreiung",
    re.I,
)
_ERGEBNIS = re.compile(
    r"arbeitstage|anwesenheitstage|verbleib|nettoarbeits|^=|ergebnis|bleiben|anwesend|präsenztage|summe|gesamt", re.I
)
_TAGE_SATZ = re.compile(r"kalendertag", re.I)
_ERGEBEN = re.compile(r"ergeben|verbleib|bleib|errechne|=", re.I)


def tagerechnung(papier: Papier) -> Ergebnisse:
    """Calendar days less weekends, holidays, leave and sickness are the working days stated."""
    for blatt in papier.blaetter:
        yield from _tage_tabelle(blatt)
    for satz in papier.saetze:
        tage = [
            m
            for m in re.finditer(rf"(?P<z>{ZAHL})", ohne_marken(satz.text))
            if not re.match(r"\s?(?:%|Stunden|h\b|EUR)", satz.text[m.end() :])
        ]
        werte = [lies(m["z"]) for m in tage]
        if (
            not satz.nennt(_TAGE_SATZ)
            or len(werte) < 4
            or werte[0] not in (365, 366, Fraction(1461, 4))
            or "=" in satz.text
        ):
            continue
        ende = next(
            (n for n, m in enumerate(tage) if n and _ERGEBEN.search(satz.text[tage[n - 1].end() : m.start()])), None
        )
        if ende is None or ende < 2:
            continue
        soll = werte[0] - sum(werte[1:ende])
        rechnung = " − ".join(zahl(w) for w in werte[:ende])
        if soll == werte[ende]:
            yield Richtig(f"{rechnung} = {zahl(soll)} Tage", satz.stelle)
        else:
            yield Fund(
                f"{rechnung} ergibt {zahl(soll)} Tage, angegeben sind {zahl(werte[ende])}.",
                satz.stelle,
                f"{zahl(werte[ende])} Tage",
                f"{zahl(soll)} Tage",
            )


def _tage_tabelle(blatt: Blatt) -> Ergebnisse:
    for spalte in blatt.spalten:
        stand: Fraction | None = None
        orte = []
        for zeile in blatt.zeilen:
            wert = zeile.wert(spalte)
            if wert is None:
                continue
            if stand is None:
                if _TAGE_ANFANG.search(zeile.beschriftung) and wert in (365, 366, Fraction(1461, 4)):
                    stand, orte = wert, [zeile.ort(spalte)]
            elif _ERGEBNIS.search(zeile.beschriftung) and not re.search(
                r"abzügl|abzgl|minus", zeile.beschriftung, re.I
            ):
                if wert == stand:
                    yield Richtig(f"„{zeile.beschriftung}“: {zahl(wert)} Tage", zeile.ort(spalte))
                else:
                    yield Fund(
                        f"Die Zeile „{zeile.beschriftung}“ nennt {zahl(wert)} Tage, aus den Zeilen darüber "
                        f"ergeben sich {zahl(stand)}.",
                        zeile.ort(spalte),
                        f"{zahl(wert)} Tage",
                        f"{zahl(stand)} Tage",
                        tuple(orte),
                    )
                    return
            elif _MINUS.search(zeile.beschriftung) or wert < 0:
                stand -= abs(wert)
                orte.append(zeile.ort(spalte))
            else:
                return


_VON_AUF = re.compile(r"\bvon\s(?P<zw>(?:(?!\bvon\b)[^.;])*?)\bauf\b", re.I)
_UM = re.compile(
    r"\bum\b|differenz|mehrbedarf|zuwachs|(?:erhöh|steiger|mehr)\w*\s(?:von|um)|unterschied|rückgang|weniger|"
    r"\bmehr\b|=|\bd\.\s?h\.|also|plus",
    re.I,
)


def von_auf_um(papier: Papier) -> Ergebnisse:
    """„von 12,0 auf 15,5 Stellen, also um 3,5 Stellen (29,2 %)“: difference and percentage are right."""
    for satz in papier.saetze:
        text = ohne_marken(satz.text)
        treffer = re.search(
            rf"\bvon\s(?:bisher\s|rund\s|ca\.\s|derzeit\s)?(?P<a>{ZAHL})\s?(?P<ea>[\w.€%]*(?:\s(?:EUR|Euro|€|"
            rf"Stellen|VZÄ))?)[^.;0-9]{{0,40}}?\bauf\s"
            rf"(?:künftig\s|rund\s|ca\.\s|dann\s)?(?P<b>{ZAHL})",
            text,
        )
        if treffer is None:
            continue
        a, b = lies(treffer["a"]), lies(treffer["b"])
        dahinter = [m for m in satz.mengen if m.von > treffer.end()]
        unterschied = next(
            (m for m in dahinter if m.einheit != PROZENT and _UM.search(text[treffer.end() : m.von])), None
        )
        anteil = next(
            (m for m in dahinter if m.einheit == PROZENT and _UM.search(text[treffer.end() : m.von] + "=")), None
        )
        skala = next((m for m in satz.mengen if m.von == treffer.start("b")), None)
        faktor = skala.wert / b if skala and b else Fraction(1)
        if unterschied and skala and unterschied.einheit == skala.einheit:
            soll = abs(b - a) * faktor
            fein = max(unterschied.feinheit, _fein(treffer["a"]) * faktor, _fein(treffer["b"]) * faktor)
            ok = (
                soll == abs(unterschied.wert)
                or (abs(soll - abs(unterschied.wert)) * 2 < fein)
                or (unterschied.naeherung and unterschied.ungefaehr(soll))
            )
            if ok:
                yield Richtig(f"Unterschied {treffer['a']} → {treffer['b']}: {unterschied.text}", satz.stelle)
            else:
                yield Fund(
                    f"Von {treffer['a']} auf {treffer['b']} ist ein Unterschied von {zahl(soll)}, angegeben "
                    f"sind {unterschied.text}.",
                    satz.stelle,
                    unterschied.text,
                    zahl(soll),
                )
        if (
            anteil
            and a
            and 0 < anteil.wert < 1000
            and re.search(
                r"\bum\b[^.;]{0,40}$|[(=]\s?(?:\+|rund |ca\. )?$|plus|steiger\w* (?:von|um)|zuwachs",
                text[treffer.end() : anteil.von],
                re.I,
            )
        ):
            yield from _prozent_aenderung(satz, treffer, a, b, anteil)


def _fein(text: str) -> Fraction:
    return Fraction(1, 10 ** len(text.partition(",")[2]))


def _prozent_aenderung(satz: Satz, treffer: re.Match[str], a: Fraction, b: Fraction, anteil: Menge) -> Ergebnisse:
    soll = abs(b - a) / a * 100
    ort = satz.stelle
    if anteil.ungefaehr(soll) or abs(anteil.wert - soll) <= anteil.feinheit / 2:
        yield Richtig(f"{treffer['a']} → {treffer['b']}: {anteil.text}", ort)
    elif anteil.ungefaehr(b / a * 100):
        return
    else:
        yield Fund(
            f"Von {treffer['a']} auf {treffer['b']} sind {zahl(halb_auf(soll, 2))} %, angegeben sind {anteil.text}.",
            ort,
            anteil.text,
            f"{zahl(halb_auf(soll, 2))} %",
            stufe=Stufe.HINWEIS if anteil.naeherung else None,
        )


_PROZENT_VON = re.compile(
    rf"(?P<p>{ZAHL})\s?(?:%|v\.\s?H\.|Prozent)\s(?:von|der|des|aus|aller)\s(?P<dazwischen>(?:[^.;=]|"
    rf"\.(?=\d{{3}})){{0,60}}?)(?:=|entspr(?:icht|echen)|ergeben|ergibt|sind|also|somit|d\.\s?h\.)\s"
    rf"(?:rund\s|ca\.\s|etwa\s)?(?P<r>{ZAHL})"
)
_BASIS = re.compile(rf"(?P<g>{ZAHL})")


def prozent_von(papier: Papier) -> Ergebnisse:
    """„3 % von 22.082 = 662“: the share is right; a base named only by its word is looked up in the section."""
    for satz in papier.saetze:
        text = ohne_marken(satz.text)
        for treffer in _PROZENT_VON.finditer(text):
            p, r = lies(treffer["p"]) / 100, lies(treffer["r"])
            genannt = _BASIS.search(treffer["dazwischen"])
            basen = [lies(genannt["g"])] if genannt else _basen(papier, satz, treffer["dazwischen"])
            if len(basen) != 1:
                continue
            fein = _fein(treffer["r"])
            soll = basen[0] * p
            if abs(soll - r) <= fein or halb_auf(soll, 0) == r:
                yield Richtig(f"{treffer['p']} % von {zahl(basen[0])} = {zahl(soll, 2)} → {treffer['r']}", satz.stelle)
            else:
                yield Fund(
                    f"{treffer['p']} % von {zahl(basen[0])} sind {zahl(halb_auf(soll, 2))}, angegeben sind "
                    f"{treffer['r']}.",
                    satz.stelle,
                    treffer["r"],
                    zahl(halb_auf(soll, 2)),
                    stufe=None if genannt else Stufe.WIDERSPRUCH,
                )


def _basen(papier: Papier, satz: Satz, worte: str) -> list[Fraction]:
    """Return the figures in the section that count the thing the percentage refers to."""
    dinge = {w.lower()[:10] for w in re.findall(r"[A-ZÄÖÜ][a-zäöüß]{4,}", worte)}
    gefunden = {
        m.wert
        for s in papier.im_abschnitt(satz)
        for m in s.mengen
        if m.einheit == DING and not m.naeherung and m.ding.lower()[:10] in dinge
    }
    return list(gefunden)


def differenzspalte(papier: Papier) -> Ergebnisse:
    """A column „Differenz“ is the difference of the two columns that it compares."""
    for blatt in papier.blaetter:
        for spalte in blatt.spalten:
            if not spalte.differenz or spalte.rolle is Rolle.PROZENT or "%" in spalte.kopf:
                continue
            vorn = [
                s
                for s in blatt.spalten[: spalte.nummer]
                if s.rolle in (Rolle.STELLEN, Rolle.BETRAG, Rolle.FALLZAHL, Rolle.UNBEKANNT) and not s.differenz
            ]
            vorn = [s for s in vorn if any(z.menge(s) for z in blatt.zeilen)][-2:]
            if len(vorn) != 2:
                continue
            richtung = _richtung(blatt, vorn[0], vorn[1], spalte)
            if richtung == 0:
                continue
            for zeile in blatt.zeilen:
                a, b, d = (zeile.menge(s) for s in (*vorn, spalte))
                if a is None or b is None or d is None or zeile.art is Zeilenart.GRUPPE:
                    continue
                soll = (b.wert - a.wert) * richtung
                spiel = (
                    max(a.feinheit, b.feinheit, d.feinheit)
                    if any((m.wert * 20).denominator != 1 for m in (a, b, d))
                    else Fraction(0)
                )
                if abs(soll - d.wert) <= spiel or abs(soll) == d.wert:
                    yield Richtig(f"„{zeile.beschriftung}“: Differenz {zahl(d.wert)}", zeile.ort(spalte))
                else:
                    yield Fund(
                        f"Die Differenz der Zeile „{zeile.beschriftung}“ ist {zahl(soll)}, angegeben ist "
                        f"{zahl(d.wert)}.",
                        zeile.ort(spalte),
                        zahl(d.wert),
                        zahl(soll),
                        tuple(zeile.ort(s) for s in vorn),
                    )


def _richtung(blatt: Blatt, a: Spalte, b: Spalte, d: Spalte) -> int:
    """Return 1 where most rows have b − a, −1 where they have a − b, 0 where neither holds for most."""
    stimmen = [0, 0]
    anzahl = 0
    for zeile in blatt.zeilen:
        x, y, z = zeile.wert(a), zeile.wert(b), zeile.wert(d)
        if x is None or y is None or z is None:
            continue
        anzahl += 1
        stimmen[0] += abs((y - x) - z) <= Fraction(1, 50)
        stimmen[1] += abs((x - y) - z) <= Fraction(1, 50)
    if anzahl == 1:
        return 1
    return 1 if 2 * stimmen[0] > anzahl else -1 if 2 * stimmen[1] > anzahl else 0
