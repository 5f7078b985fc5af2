"""What a paragraph says about two figures: what is missing, how much more, how many percent, what remains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import EUR, PROZENT, STELLEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied, zahlenfolge
from stellenbedarf.rundung import halb_auf

_FEHLT = re.compile(
    r"\bfehl(?:en|t)\b|mehrbedarf|fehlbedarf|fehlbestand|zusätzliche[rn]? bedarf|zusatzbedarf|lücke|unterdeckung|"
    r"defizit|unterbesetz",
    re.I,
)
_BEDARF = re.compile(r"bedarf|ergeb|ergibt|benötigt|erforderlich|notwendig|errechn|ableit|wären das|sind das", re.I)
_BESTAND = re.compile(
    r"vorhanden|besetzt|bestand|stellenplan|stehen|verfüg|ausgewiesen|tatsächlich|derzeit|beschäftigt|gegenüber", re.I
)
_NEUER_BEZUG = re.compile(r"beantragt|gefordert|bewilligt", re.I)


def zeige(menge: Menge, wert: Fraction) -> str:
    """Return a value in the unit of a figure."""
    if menge.einheit == EUR:
        return eur(wert)
    return stellen(wert) if menge.einheit == STELLEN else zahl(halb_auf(wert, max(menge.nachkomma, 2)))


def absaetze(
    papier: Papier, mindestens: int = 2, mit_worten: bool = False
) -> Iterator[tuple[Textblock, tuple[Glied, ...]]]:
    """Return the paragraphs that hold figures, with them; „eine Vollzeitkraft“ is one only on demand."""
    for text in papier.texte:
        if not text.ist_ueberschrift and len(text.text) < 4_000:
            glieder = tuple(g for g in zahlenfolge(text.text) if mit_worten or not g.menge.text[:1].isalpha())
            if len(glieder) >= mindestens:
                yield text, glieder


def fehlbedarf(papier: Papier) -> Ergebnisse:
    """„ergeben sich 12,81 Stellen, vorhanden sind 10,05; es fehlen 2,76“: the gap is need less stock."""
    for text, glieder in absaetze(papier):
        bedarfe: list[Glied] = []
        bestand: Glied | None = None
        for g in glieder:
            if g.menge.einheit != STELLEN or g.menge.bis is not None or g.menge.je:
                continue
            rolle = _rolle(g)
            if rolle == "fehlt" and bedarfe and bestand:
                yield from _luecke(text, g, bedarfe, bestand)
                bedarfe, bestand = [], None
            elif rolle == "bestand":
                bestand = g
            elif rolle == "bedarf" or (bedarfe and bestand is None):
                bedarfe.append(g)


def _luecke(text: Textblock, fehlt: Glied, bedarfe: Sequence[Glied], bestand: Glied) -> Ergebnisse:
    ergebnisse = [
        list(vergleiche(text, fehlt.menge, b.wert - bestand.wert, f"{zahl(b.wert)} − {zahl(bestand.wert)}", b, bestand))
        for b in bedarfe
        if b.wert > bestand.wert or len(bedarfe) == 1
    ]
    yield from next((e for e in ergebnisse if isinstance(e[0], Richtig)), ergebnisse[-1] if ergebnisse else [])


def _rolle(g: Glied) -> str:
    """Return what a figure is called: the word nearest to it decides, first in front, then behind."""
    if _NEUER_BEZUG.search(g.davor):
        return ""
    rollen = (("fehlt", _FEHLT), ("bestand", _BESTAND), ("bedarf", _BEDARF))
    davor = [(max(m.end() for m in muster.finditer(g.davor)), r) for r, muster in rollen if muster.search(g.davor)]
    if davor:
        return max(davor)[1]
    if _NEUER_BEZUG.search(g.danach):
        return ""
    danach = [(m.start(), r) for r, muster in rollen if (m := muster.search(g.danach))]
    return min(danach)[1] if danach else ""


def vergleiche(text: Textblock, menge: Menge, soll: Fraction, rechnung: str, *teile: Glied) -> Ergebnisse:
    """Compare a stated result with its calculation; each rounded figure in it may be off by half its last digit."""
    fein = [t.menge.feinheit for t in teile if (t.wert * 20).denominator != 1]
    spiel = (menge.feinheit if fein or (soll / menge.feinheit).denominator != 1 else Fraction(0)) / 2
    spiel += sum(fein, Fraction(0)) / 2
    if abs(menge.wert - soll) <= spiel or (menge.naeherung and menge.ungefaehr(soll)):
        yield Richtig(f"{rechnung} = {zeige(menge, menge.wert)}", text.stelle)
    else:
        yield Fund(
            f"Genannt sind {menge.text}; {rechnung} ergibt {zeige(menge, soll)}.",
            text.stelle, menge.text, zeige(menge, soll),
        )  # fmt: skip


# --- Change and percentage ----------------------------------------------------------------------------------------

_PLUS = re.compile(r"\s?\(\s?(?:[+\u2212–-]|plus|minus)?\s?")
_UNTERSCHIED = re.compile(
    r"\bum\b|das sind|\bmehr\b|weniger|zuwachs|anstieg|steigerung|unterschied|also|\bplus\b|\bminus\b|zunahme|rückgang",
    re.I,
)
_ODER = re.compile(
    r"[^.;]{0,40}?(?:\(|\boder\b|bzw\.|beziehungsweise|,|–)\s?(?:rund\s|ca\.\s|[+\u2212–-]\s?|das sind\s)?$"
)
_MEHR = re.compile(r"\s?(?:mehr|weniger|höher|niedriger)|[^.;\d]{0,40}(?:gestiegen|gesunken|gewachsen)", re.I)


def veraenderung_prozent(papier: Papier) -> Ergebnisse:
    """„1.850, im Jahr darauf 2.146 (+16,0 %)“: the percentage in brackets is the change against the figure before."""
    for text, glieder in absaetze(papier):
        for n in range(2, len(glieder)):
            p, neu = glieder[n], glieder[n - 1]
            vorzeichen = re.fullmatch(r"\s?\((?P<v>[+\u2212–-])\s?", p.davor) or re.match(r"[+\u2212-]", p.menge.text)
            if p.menge.einheit != PROZENT or not vorzeichen or not _PLUS.fullmatch(p.davor):
                continue
            alt = next((g for g in reversed(glieder[: n - 1]) if g.menge.einheit != PROZENT), None)
            if alt is None or alt.satz != neu.satz or not alt.gleich_gezaehlt(neu) or not alt.wert:
                continue
            soll = (neu.wert / alt.wert - 1) * 100
            if prozent_passt(p.menge, abs(soll)):
                yield Richtig(f"{zahl(alt.wert)} → {zahl(neu.wert)}: {p.menge.text}", text.stelle)
            else:
                yield Fund(
                    f"Von {zahl(alt.wert)} auf {zahl(neu.wert)} sind es {zahl(halb_auf(soll, 1))} %, angegeben sind "
                    f"{p.menge.text}.",
                    text.stelle, p.menge.text, f"{zahl(halb_auf(soll, 1))} %",
                )  # fmt: skip


def prozent_passt(p: Menge, soll: Fraction) -> bool:
    """Tell whether a percentage can be printed for an exact one, whatever its sign."""
    return abs(abs(p.wert) - soll) <= p.feinheit * Fraction(51, 100) or bool(p.naeherung and p.ungefaehr(soll))


def unterschied_prozent(papier: Papier) -> Ergebnisse:
    """„um 113 gestiegen (18,8 %)“: difference and percentage belong to the same two figures of paragraph or table."""
    for text, glieder in absaetze(papier):
        for n in range(1, len(glieder)):
            d, p = glieder[n - 1], glieder[n]
            if p.menge.einheit != PROZENT or d.menge.einheit == PROZENT or d.satz != p.satz:
                continue
            if not _ODER.fullmatch(p.davor) or not _UNTERSCHIED.search(d.davor[-40:] + " " + d.danach[:12]):
                continue
            rest = [g for k, g in enumerate(glieder) if k not in (n - 1, n) and abs(g.satz - d.satz) <= 1]
            yield from _unterschied(papier, text, d, p, [g for g in rest if g.gleich_gezaehlt(d)])


def _unterschied(papier: Papier, text: Textblock, d: Glied, p: Glied, werte: Sequence[Glied]) -> Ergebnisse:
    paare = [(a.wert, b.wert) for a, b in combinations(werte, 2)]
    if not paare:
        paare = _tabellenpaare(papier, text)
    paare = [(a, b) for x, y in paare for a, b in ((x, y), (y, x)) if a > 0 and a != b]
    nach_d = [(a, b) for a, b in paare if abs(b - a) == d.wert]
    nach_p = [(a, b) for a, b in paare if prozent_passt(p.menge, abs(b - a) / a * 100)]
    beide = [x for x in nach_d if x in nach_p]
    if beide:
        a, b = beide[0]
        yield Richtig(f"{zahl(a)} → {zahl(b)}: Unterschied {zahl(d.wert)} ({p.menge.text})", text.stelle)
        return
    nur_ein_paar = len(paare) == 2
    if len(nach_p) == 1 or (nach_p and nur_ein_paar):
        a, b = nach_p[0]
        yield Fund(
            f"Zwischen {zahl(a)} und {zahl(b)} ({p.menge.text}) ist der Unterschied {zeige(d.menge, abs(b - a))}, "
            f"angegeben sind {d.menge.text}.",
            text.stelle, d.menge.text, zeige(d.menge, abs(b - a)),
        )  # fmt: skip
    elif nach_d and (len(nach_d) <= 2 or nur_ein_paar):
        soll = [abs(b - a) / a * 100 for a, b in nach_d]
        gezeigt = " oder ".join(f"{zahl(halb_auf(s, 1))} %" for s in soll)
        a, b = nach_d[0]
        yield Fund(
            f"Der Unterschied von {zahl(d.wert)} zwischen {zahl(min(a, b))} und {zahl(max(a, b))} sind {gezeigt}, "
            f"angegeben sind {p.menge.text}.",
            text.stelle, p.menge.text, gezeigt,
        )  # fmt: skip
    elif nur_ein_paar:
        a, b = sorted(paare[0])
        yield Fund(
            f"Zwischen {zahl(a)} und {zahl(b)} ist der Unterschied {zeige(d.menge, b - a)}, angegeben sind "
            f"{d.menge.text} und {p.menge.text}.",
            text.stelle, d.menge.text, zeige(d.menge, b - a),
        )  # fmt: skip


def _tabellenpaare(papier: Papier, text: Textblock) -> list[tuple[Fraction, Fraction]]:
    """Return pairs of first or named and last figures of the columns of tables in the same section."""
    paare = []
    for blatt in papier.blaetter:
        if blatt.stelle.abschnitt != text.abschnitt:
            continue
        for spalte in blatt.spalten:
            werte = [(z, w) for z in blatt.positionen if (w := z.wert(spalte)) is not None]
            if len(werte) > 1:
                genannt = [w for z, w in werte[:-1] if z.text(blatt.spalten[0]) in text.text]
                paare += [(w, werte[-1][1]) for w in genannt or [werte[0][1]]]
    return paare


# --- What remains -------------------------------------------------------------------------------------------------

_REST = re.compile(r"\bbleib|verbleib|eigenanteil|überschuss|differenz von|übrige|entlastung|\(\s?$", re.I)
_ABZUG = re.compile(r"abzüglich|nach abzug|abzgl|trägt|übernimmt|erstattet|zuschuss|beteilig|wegfall|finanzier", re.I)


def rest_nach_abzug(papier: Papier) -> Ergebnisse:
    """„267.500 EUR abzüglich 107.000 EUR, es bleiben 160.500 EUR“: what remains is the one less the other."""
    for text, glieder in absaetze(papier):
        betraege = [g for g in glieder if g.menge.einheit == EUR and not g.menge.je and g.menge.bis is None]
        for n, rest in enumerate(betraege):
            if n < 2 or not _REST.search(rest.davor) or rest.menge.naeherung:
                continue
            a, b = betraege[n - 2], betraege[n - 1]
            if not _ABZUG.search(text.text, max(0, a.menge.von - 60), rest.menge.von):
                continue
            rechnung = f"{eur(max(a.wert, b.wert))} − {eur(min(a.wert, b.wert))}"
            yield from vergleiche(text, rest.menge, abs(a.wert - b.wert), rechnung)


_UEBRIGE = re.compile(r"\bübrigen?\b|\brestlichen?\b|verbleibenden?\b", re.I)


def rest_des_ganzen(papier: Papier) -> Ergebnisse:
    """„Das Land gibt 60.000 EUR, der Kreis trägt die übrigen 117.925 EUR“: both make up an amount of the paper."""
    for text, glieder in absaetze(papier):
        for a, rest in pairwise(g for g in glieder if g.menge.einheit == EUR and not g.menge.je):
            if not _UEBRIGE.search(rest.davor) or rest.satz - a.satz > 1:
                continue
            summe = a.wert + rest.wert
            rechnung = f"{eur(a.wert)} + {eur(rest.wert)} = {eur(summe)}"
            if papier.nennt(summe, EUR):
                yield Richtig(rechnung, text.stelle)
            else:
                yield Fund(
                    f"{rechnung}; diesen Betrag nennt das Papier nirgends.",
                    text.stelle, rest.menge.text, stufe=Stufe.HINWEIS,
                )  # fmt: skip
