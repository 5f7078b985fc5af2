"""Statements that do not go together: thresholds and volumes, one fact with two figures, unit prices."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.hypothesen import ist_zahlendreher
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, zahl
from stellenbedarf.pruefung.verstehen.mengen import DING, EUR, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Satz
from stellenbedarf.pruefung.verstehen.zahlen_im_text import englische_zahlen
from stellenbedarf.rundung import halb_auf
from stellenbedarf.zahlen import format_zahl

_SCHWELLE = re.compile(r"schwellenwert|wertgrenze", re.I)
_UEBER = re.compile(r"über|oberhalb|übersteig|überschreit|mindestens|mehr als", re.I)
_VERGABEN = re.compile(r"Ausschreibung|Vergabe|Maßnahme|Auftr[aä]g|Vertr[aä]g|Verfahren|Beschaffung")
_AUSGABEN = re.compile(r"ausgaben|volumen|auftragssumme|umsatz|gesamtwert", re.I)


def schwellenwert(papier: Papier) -> Ergebnisse:
    """If contracts are said to lie above a threshold, volume / number of contracts lies above it too."""
    for saetze in papier.nach_abschnitt.values():
        behauptung = next((s for s in saetze if s.nennt(_SCHWELLE) and s.nennt(_UEBER) and len(s.nach(EUR)) == 1), None)
        if behauptung is None:
            continue
        schwelle = behauptung.nach(EUR)[0]
        zahlen = [(m, s) for s in saetze for m in s.nach(DING) if _VERGABEN.match(m.ding) and m.wert >= 1]
        summen = [
            (m, s)
            for s in saetze
            for m in s.nach(EUR)
            if m.wert > schwelle.wert and _AUSGABEN.search(s.text[max(0, m.von - 60) : m.ende + 20])
        ]
        if len(zahlen) != 1 or len(summen) != 1:
            continue
        (anzahl, wo), (summe, wo_summe) = zahlen[0], summen[0]
        tief, hoch = summe.wert / anzahl.hoch, summe.wert / anzahl.wert
        spanne = eur(halb_auf(tief, 0)) if tief == hoch else f"{eur(halb_auf(tief, 0))} bis {eur(halb_auf(hoch, 0))}"
        rechnung = f"{summe.text} / {anzahl.text} = {spanne} im Durchschnitt"
        if tief >= schwelle.wert:
            yield Richtig(f"{rechnung}, über dem Schwellenwert von {eur(schwelle.wert)}", behauptung.stelle)
            continue
        grenze = summe.wert / schwelle.wert
        rest = (
            "" if hoch < schwelle.wert else f" Die Aussage hält nur bis {zahl(Fraction(int(grenze)))} Vergaben im Jahr."
        )
        yield Fund(
            f"Die Aufträge sollen in der Regel über {eur(schwelle.wert)} liegen; {rechnung}.{rest}",
            behauptung.stelle,
            f"über {eur(schwelle.wert)}",
            spanne,
            (wo.stelle, wo_summe.stelle),
            stufe=None if hoch < schwelle.wert else Stufe.HINWEIS,
        )


_ALLERWELT = re.compile(
    r"^(?:Prozent|Euro|Seiten?|Anlagen?|Uhr|Personen?|Mitglieder|Stimmen|Ziffern?|Absatz|Fäll\w*|Plätz\w*|Stück|"
    r"Tage?n?)$"
)


def gleiche_angabe(papier: Papier) -> Ergebnisse:
    """One thing is counted with one figure; a rounded one beside the exact one is worth a note."""
    je_ding: dict[str, list[tuple[Menge, Satz]]] = defaultdict(list)
    for satz in papier.saetze_mit_zahlen:
        for m in satz.nach(DING):
            if m.bis is None and not m.je and m.wert >= 20 and not _ALLERWELT.match(m.ding):
                je_ding[_stamm(m.ding)].append((m, satz))
    for angaben in je_ding.values():
        genau = {m.wert: (m, s) for m, s in angaben if not m.naeherung}
        rund = {(m.naeherung, m.wert): (m, s) for m, s in angaben if m.naeherung}
        for (naeherung, wert), (m, s) in rund.items():
            naechste = [g for g in genau.values() if g[0].wert != wert and abs(g[0].wert - wert) * 20 <= wert]
            if naechste:
                g, gs = naechste[0]
                yield Fund(
                    f"„{g.text}“ und „{naeherung} {m.text}“ meinen vermutlich dasselbe; die genaue Zahl sollte "
                    "überall stehen.",
                    s.stelle,
                    f"{naeherung} {m.text}",
                    g.text,
                    (gs.stelle,),
                )
        worte = {w for (w, wert) in rund if any(wert == v and w != x for x, v in rund)}
        if worte & {"über", "mehr als", "mindestens"} and worte - {"über", "mehr als", "mindestens"}:
            (m, s), (g, gs) = sorted(rund.values(), key=lambda p: p[0].naeherung)[:2]
            yield Fund(
                f"Dieselbe Zahl ist verschieden angegeben: „{m.naeherung} {m.text}“ und „{g.naeherung} {g.text}“.",
                s.stelle,
                f"{m.naeherung} {m.text}",
                f"{g.naeherung} {g.text}",
                (gs.stelle,),
            )
        werte = [w for w in genau if w >= 100]
        for a in werte:
            for b in werte[:20]:
                if a < b and ist_zahlendreher(a, b):
                    (m, s), (g, gs) = genau[a], genau[b]
                    yield Fund(
                        f"„{m.text}“ und „{g.text}“ unterscheiden sich nur durch vertauschte Ziffern; "
                        "vermutlich ist eine Zahl falsch.",
                        s.stelle,
                        m.text,
                        g.text,
                        (gs.stelle,),
                    )


def _stamm(ding: str) -> str:
    return re.sub(r"(?:innen|in|en|n|e|s|es)$", "", ding.lower())


_VERTRAG = re.compile(r"vertrag|dienstleist|ausgabenbedarf|abrechnung|kosten|jährlich", re.I)
_STUECK = re.compile(r"^(?:Vorg[aä]ng|Sendung|Bescheid|Brief|Druck|Seite|Stück|Schreiben|Buchung|Akte|Anruf)")


def stueckpreis(papier: Papier) -> Ergebnisse:
    """A contract sum and a yearly volume give a unit price; a stated unit price must agree with it."""
    mengen = [
        (m, s)
        for s in papier.saetze_mit_zahlen
        for m in s.nach(DING)
        if _STUECK.match(m.ding) and m.wert >= 1000 and re.search(r"jahr|jährlich", s.text, re.I)
    ]
    if len({m.wert for m, _ in mengen}) != 1:
        return
    menge, wo = mengen[0]
    abschnitt = " ".join(s.text for s in papier.im_abschnitt(wo))
    namen = set(re.findall(r"\b[A-ZÄÖÜ]{3,}\b", abschnitt)) - {"EUR", "SGB", "VZÄ"}
    summen = {
        m.wert: (m, s)
        for s in papier.saetze_mit_zahlen
        for m in s.nach(EUR)
        if not m.je
        and m.wert >= 10_000
        and s.nennt(_VERTRAG)
        and (s.block.abschnitt == wo.block.abschnitt or _nennt_namen(s, namen))
        and re.search(r"vertrag|dienstleist|ausgabenbedarf|abrechnung", " ".join(x.text for x in s.block.saetze), re.I)
    }
    preise = [
        (m, s) for s in papier.saetze_mit_zahlen for m in s.nach(EUR) if m.je and _STUECK.match(m.je) and m.wert < 1000
    ]
    if len(summen) != 1:
        return
    summe, satz = next(iter(summen.values()))
    soll = summe.wert / menge.wert
    rechnung = f"{eur(summe.wert)} / {zahl(menge.wert)} = {format_zahl(soll, 2, 4)} EUR"
    if not preise:
        yield Fund(
            f"Ein Stückpreis ist nicht genannt. Aus Vertragssumme und Menge ergibt sich: {rechnung} je Einheit "
            f"({menge.ding}).",
            satz.stelle,
            "",
            f"{format_zahl(soll, 2, 4)} EUR",
            (wo.stelle,),
            stufe=Stufe.HINWEIS,
        )
    for preis, ort in preise:
        if preis.kann_sein(soll) or ((summe.naeherung or menge.naeherung) and abs(preis.wert - soll) * 20 <= soll):
            yield Richtig(f"Stückpreis: {rechnung}", ort.stelle)
        else:
            yield Fund(
                f"Der Stückpreis {preis.text} passt nicht zu Vertragssumme und Menge: {rechnung}.",
                ort.stelle,
                preis.text,
                f"{format_zahl(soll, 2, 4)} EUR",
                (satz.stelle, wo.stelle),
            )


def _nennt_namen(satz: Satz, namen: set[str]) -> bool:
    return any(n in s.text for s in satz.block.saetze for n in namen)


def schreibweise(papier: Papier) -> Ergebnisse:
    """Figures are written in German notation; English ones were not evaluated."""
    for text in papier.texte:
        if zahlen := englische_zahlen(text.text):
            yield Fund(
                f"Zahl in englischer Schreibweise: {', '.join(zahlen[:3])}. Sie ist nicht ausgewertet.",
                text.stelle,
                zahlen[0],
                zahlen[0].replace(",", "\0").replace(".", ",").replace("\0", "."),
            )
    for blatt in papier.blaetter:
        for zeile in blatt.zeilen:
            for zelle in zeile.zellen:
                if englische_zahlen(zelle.text):
                    yield Fund(
                        f"Zahl in englischer Schreibweise: {zelle.text.strip()}. Sie ist nicht ausgewertet.",
                        zelle.stelle,
                        zelle.text.strip(),
                    )


def bewertung_gibt_es(papier: Papier) -> Ergebnisse:
    """The grade of a post exists in its pay scale."""
    for p in (*papier.textposten, *papier.tabellenposten):
        if p.bewertung and not p.bewertung.gibt_es:
            yield Fund(f"Die Bewertung {p.bewertung.text} gibt es nicht.", p.stelle, p.bewertung.text)
