"""Shares: time shares of a post, refunds, percentages without base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, aufzaehlung, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import DING, EUR, PROZENT, STELLEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Satz, Textblock
from stellenbedarf.pruefung.verstehen.spalten import Rolle
from stellenbedarf.pruefung.verstehen.tabelle import Zeilenart
from stellenbedarf.pruefung.verstehen.zahlen_im_text import ZAHL, lies, ohne_marken

_ZEITANTEIL = re.compile(
    r"zeitanteil|arbeitszeitanteil|anteil(?:e)? (?:an der|der) (?:arbeits|gesamt)zeit|arbeitsvorg[aä]ng|"
    r"tätigkeit|aufgaben",
    re.I,
)
_HART = re.compile(r"zeitanteil|arbeitszeitanteil|anteil an der (?:arbeits|gesamt)", re.I)
_AM_ENDE = re.compile(r"(?:\(|:\s?|–\s?|-\s?|\s{2,}|=\s?)?(?:ca\.\s)?[\d,]+\s?(?:%|v\.\s?H\.)\)?\s*[.;,]?$")
HUNDERT = Fraction(100)


def zeitanteile(papier: Papier) -> Ergebnisse:
    """The time shares of a post, in a list or a column, add up to 100 %."""
    for kopf, liste in _listen(papier):
        anteile = [t.nach(PROZENT)[0] for t in liste]
        if any(a.bis is not None for a in anteile) or not (
            kopf and _ZEITANTEIL.search(kopf.text + " ".join(kopf.abschnitt))
        ):
            continue
        yield from _hundert(
            sum(a.wert for a in anteile),
            [t.stelle for t in liste],
            bool(kopf and _HART.search(kopf.text)),
            any(a.naeherung for a in anteile),
        )
    for blatt in papier.blaetter:
        for spalte in blatt.alle(Rolle.PROZENT):
            zeilen = [z for z in blatt.positionen if z.wert(spalte) is not None]
            if (
                not re.search(r"anteil", spalte.kopf, re.I)
                or len(zeilen) < 2
                or re.search(r"refinanz|erstatt|förder", spalte.kopf, re.I)
            ):
                continue
            if (
                blatt.alle(Rolle.BEWERTUNG)
                or blatt.alle(Rolle.STELLEN)
                or any(z.art is Zeilenart.GRUPPE for z in blatt.zeilen)
            ):
                continue
            ergibt = sum((z.wert(spalte) or Fraction(0) for z in zeilen), Fraction(0))
            if blatt.summen and blatt.summen[-1].wert(spalte) == ergibt and not 90 <= ergibt <= 110:
                yield Richtig(f"{len(zeilen)} Anteile ergeben {zahl(ergibt)} %", blatt.summen[-1].ort(spalte))
                continue  # the shares of a part of a post: the table says so itself
            yield from _hundert(
                ergibt,
                [z.ort(spalte) for z in zeilen],
                bool(_HART.search(spalte.kopf)),
                False,
            )
            for summe in blatt.summen[-1:]:
                wert = summe.wert(spalte)
                if wert is not None and wert != sum(z.wert(spalte) or 0 for z in zeilen):
                    yield Fund(
                        "Die Summe der Anteile ist "
                        f"{zahl(sum((z.wert(spalte) or Fraction(0) for z in zeilen), Fraction(0)))} %, "
                        f"angegeben sind {zahl(wert)} %.",
                        summe.ort(spalte),
                        f"{zahl(wert)} %",
                        "",
                        tuple(z.ort(spalte) for z in zeilen),
                    )


def _hundert(summe: Fraction | int, orte: list, sicher: bool, ungefaehr: bool) -> Ergebnisse:  # type: ignore[type-arg]
    if summe == HUNDERT:
        yield Richtig(f"{len(orte)} Zeitanteile ergeben 100 %", orte[0])
    elif len(orte) > 1 and (sicher or 50 <= summe <= 150):
        nah = abs(summe - HUNDERT) <= len(orte) and abs(summe - HUNDERT) < 1
        yield Fund(
            f"Die {len(orte)} Zeitanteile ergeben {zahl(Fraction(summe))} %, nicht 100 %.",
            orte[-1],
            "100 %",
            f"{zahl(Fraction(summe))} %",
            tuple(orte[:-1]),
            stufe=None if (sicher or 90 <= summe <= 110) and not ungefaehr and not nah else Stufe.HINWEIS,
        )


def _listen(papier: Papier) -> Iterator[tuple[Textblock | None, list[Textblock]]]:
    """Return runs of items that end with one percentage each, with the line above."""
    kopf: Textblock | None = None
    davor: Textblock | None = None
    liste: list[Textblock] = []
    for text in papier.texte:
        anteile = text.nach(PROZENT)
        if (
            len(anteile) == 1
            and len(text.text) < 250
            and not text.ist_ueberschrift
            and _AM_ENDE.search(text.text)
            and not text.bewertungen
        ):
            if not liste:
                kopf = davor
            liste.append(text)
            continue
        if len(liste) >= 2:
            yield kopf, liste
        liste, davor = [], text
    if len(liste) >= 2:
        yield kopf, liste


_ANTEIL = re.compile(
    rf"(?:Stellena|A)nteil(?:\svon)?\s(?P<z>0,\d+)(?!\s?%)|(?:Außendienst|Innendienst)\s(?:von\s)?(?P<y>{ZAHL})"
)


def stellenanteile(papier: Papier) -> Ergebnisse:
    """Parts of one post („Anteil 0,55 … Anteil 0,45“) add up to the post."""
    for text in papier.texte:
        anteile = [lies(m["z"] or m["y"]) for m in _ANTEIL.finditer(ohne_marken(text.text))]
        ganze = [m for m in text.nach(STELLEN) if not m.je and m.bis is None and m.wert > 0]
        if len(anteile) < 2 or len(ganze) != 1:
            continue
        summe = sum(anteile, Fraction(0))
        if summe == ganze[0].wert:
            yield Richtig(f"Anteile {' + '.join(zahl(a) for a in anteile)} = {stellen(summe)}", text.stelle)
        else:
            yield Fund(
                f"Die Anteile {aufzaehlung(zahl(a) for a in anteile)} ergeben {stellen(summe)}, genannt sind "
                f"{stellen(ganze[0].wert)}.",
                text.stelle,
                stellen(ganze[0].wert),
                stellen(summe),
            )


_DAS_SIND = re.compile(r"das sind|dies sind|mithin|somit|also|entspricht|=|das entspr", re.I)
_ERSTATTUNG = re.compile(
    r"erstatt|refinanz|refundier|kostenbeteiligung|übernimmt der (?:bund|land)|beteiligt sich", re.I
)


def erstattung(papier: Papier) -> Ergebnisse:
    """A refund rate that the paper states is applied to an amount somewhere: as refund or as what is left."""
    gesehen: set[Fraction] = set()
    for satz in papier.saetze_mit_zahlen:
        quoten = [m for m in satz.nach(PROZENT) if 0 < m.wert < 100 and m.bis is None]
        if len(quoten) != 1 or not satz.nennt(_ERSTATTUNG):
            continue
        quote = quoten[0].wert / 100
        yield from _im_satz(satz, quoten[0])
        if quote in gesehen:
            continue
        gesehen.add(quote)
        betraege = {wert for einheit, wert in papier.betraege if einheit == EUR and wert >= 100}
        if not betraege:
            continue
        treffer = next(
            ((b, q) for b in sorted(betraege, reverse=True) for q in (quote, 1 - quote) if _gedruckt(b * q, betraege)),
            None,
        )
        if treffer is not None:
            yield Richtig(
                f"{quoten[0].text} von {eur(treffer[0])} ist angewandt: {eur(treffer[0] * treffer[1])}", satz.stelle
            )
            continue
        beispiel = _beispiel(papier, satz)
        rechnung, kurz = "", ""
        if beispiel is not None:
            amt, summe = beispiel
            kurz = f"{eur(summe * quote)} Erstattung, {eur(summe * (1 - quote))} Eigenanteil"
            rechnung = f" Auf {amt} allein ({eur(summe)}) gerechnet wären es {kurz}."
        yield Fund(
            f"Die Erstattung von {quoten[0].text} ist genannt, aber auf keinen Betrag angewandt: Weder die "
            "Erstattung noch der "
            f"verbleibende Eigenanteil ist ausgewiesen.{rechnung}",
            satz.stelle,
            quoten[0].text,
            kurz,
        )


def _im_satz(satz: Satz, quote: Menge) -> Ergebnisse:
    """Check „60 % von 188.400 EUR, das sind 113.040 EUR“ inside one sentence."""
    betraege = sorted((m for m in satz.nach(EUR) if not m.je and m.bis is None), key=lambda m: m.wert)
    if len(betraege) != 2 or not satz.nennt(_DAS_SIND):
        return
    teil, ganzes = betraege
    soll = ganzes.wert * quote.wert / 100
    if any(teil.ungefaehr(w) or ganzes.wert == teil.wert for w in (soll, ganzes.wert - soll)):
        yield Richtig(f"{quote.text} von {ganzes.text} = {eur(soll)}", satz.stelle)
    else:
        yield Fund(
            f"{quote.text} von {eur(ganzes.wert)} sind {eur(soll)}, angegeben sind {eur(teil.wert)}.",
            satz.stelle,
            eur(teil.wert),
            eur(soll),
            stufe=Stufe.WIDERSPRUCH,
        )


def _gedruckt(wert: Fraction, betraege: set[Fraction]) -> bool:
    ganz = Fraction(wert.numerator // wert.denominator)
    return (
        wert in betraege
        or any(ganz + n in betraege for n in (0, 1))
        or ((wert * 100).denominator != 1 and Fraction(int(wert * 100), 100) in betraege)
    )


def _beispiel(papier: Papier, satz: Satz) -> tuple[str, Fraction] | None:
    """Return the office that the sentence names, and what its rows cost."""
    for schluessel, name in papier.aemter.name.items():
        kurz = name.split(" (")[0]
        if not kurz or kurz.lower() not in satz.text.lower().replace("jobcenters", "jobcenter "):
            continue
        erstattet = re.search(rf"(?:erstatt|kosten)\w*[^.]*{re.escape(kurz)}", satz.text, re.I)
        summe = sum((p.betrag.wert for p in papier.tabellenposten if p.amt == schluessel and p.betrag), Fraction(0))
        if summe and erstattet:
            return kurz, summe
    return None


_BASIS_WORT = re.compile(rf"(?P<p>{ZAHL})\s?(?:%|v\.\s?H\.|Prozent)\s(?:der|aller|des|von)\s(?P<was>[^.;,=]*)")
_FOLGERUNG = re.compile(r"errechnet|ergibt|ergeben|bedarf von|benötigt|erforderlich|daraus|somit", re.I)


def basis_fehlt(papier: Papier) -> Ergebnisse:
    """A percentage from which posts are derived names the number that it refers to."""
    for satz in papier.saetze:
        treffer = _BASIS_WORT.search(ohne_marken(satz.text))
        if treffer is None or satz.nennt(_ERSTATTUNG) or "Arbeitszeit" in satz.text:
            continue
        abschnitt = papier.im_abschnitt(satz)
        stelle_n = abschnitt.index(satz)
        umgebung = abschnitt[max(0, stelle_n - 3) : stelle_n + 3]
        if not any(s.nach(STELLEN) and s.nennt(_FOLGERUNG) for s in abschnitt[stelle_n : stelle_n + 3]):
            continue
        woerter = {w.lower()[:7] for w in re.findall(r"[A-ZÄÖÜ][a-zäöüß]{3,}", treffer["was"])}
        if not woerter or any(
            m.einheit in (DING, EUR) and m.ding.lower()[:7] in woerter for s in umgebung for m in s.mengen
        ):
            continue
        yield Fund(
            f"{treffer['p']} % {treffer[0].split(None, 2)[-1].strip()[:70]}: Die Zahl, auf die sich der "
            "Prozentsatz bezieht, fehlt. Der daraus "
            "abgeleitete Stellenbedarf ist deshalb nicht nachrechenbar.",
            satz.stelle,
            f"{treffer['p']} %",
        )
