"""Amounts for a part of a year, recomputed from rates and months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.ergebnis import Hypothese
from stellenbedarf.pruefung.regeln.abgleich import gleiche_ab
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, zahl
from stellenbedarf.pruefung.verstehen.kostensaetze import saetze_je_bewertung
from stellenbedarf.pruefung.verstehen.mengen import EUR, MONATE, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.pruefung.verstehen.saetze import Satz
from stellenbedarf.pruefung.verstehen.spalten import Rolle
from stellenbedarf.pruefung.verstehen.tabelle import Zeilenart
from stellenbedarf.pruefung.verstehen.teile import Teil
from stellenbedarf.pruefung.verstehen.zeit import finde_jahre, finde_tage, finde_zwoelftel, monate_im_jahr

_TEILJAHR = re.compile(
    r"überplanmäßig|anteilig|außerplanmäßig|monat|/12|haushaltsjahr|bereits 20|in 20\d\d|im jahr 20\d\d|für 20\d\d",
    re.I,
)
_SACHE = re.compile(r"sachmittel|sachkosten|sachaufwand|investition|vertrag|beschaffung", re.I)
MAX_POSTEN = 8


@dataclass(frozen=True, slots=True)
class Loesung:
    """Grades and months that give the stated amount."""

    posten: tuple[Posten, ...]
    grade: tuple[str, ...]
    monate: int
    rechnung: str


def loesungen(papier: Papier, betrag: Menge, posten: Sequence[Posten]) -> list[Loesung]:
    """Return every choice of months and, where resolution and table differ, of grades that gives the amount."""
    saetze = saetze_je_bewertung(papier)
    abgleich = gleiche_ab(papier)
    tabelle = {id(a): b for a, b in abgleich.paare} if abgleich else {}
    wahl: list[list[str]] = []
    for p in posten:
        grade = [
            q.bewertung.schluessel
            for q in (tabelle.get(id(p)), p)
            if q and q.bewertung and q.bewertung.schluessel in saetze
        ]
        wahl.append(list(dict.fromkeys(grade)))
    if not posten or len(posten) > MAX_POSTEN or not all(wahl):
        return []
    gefunden = []
    for auswahl in product(*wahl):
        jahr = sum((p.anteil * saetze[g] for p, g in zip(posten, auswahl, strict=True)), Fraction(0))
        for monate in range(1, 13):
            if betrag.kann_sein(jahr * monate / 12):
                summanden = " + ".join(eur(p.anteil * saetze[g]) for p, g in zip(posten, auswahl, strict=True))
                rechnung = f"({summanden}) × {monate}/12 = {eur(jahr * monate / 12)}"
                gefunden.append(Loesung(tuple(posten), auswahl, monate, rechnung))
    return gefunden


def teiljahresbetraege(papier: Papier) -> list[tuple[Satz, Menge, list[Posten]]]:
    """Return the amounts of the resolution for a part of a year, with the posts to be filled early."""
    frueh = [p for p in papier.beschlussposten() if p.vorzeitig]
    if not frueh:
        return []
    gefunden = []
    for satz in papier.saetze_mit_zahlen:
        betraege = [m for m in satz.nach(EUR) if not m.je]
        eindeutig = len(betraege) == 1 and len(finde_jahre(satz.text)) <= 1
        if satz.teil is Teil.BESCHLUSS and eindeutig and satz.nennt(_TEILJAHR) and not satz.nennt(_SACHE):
            gefunden.append((satz, betraege[0], frueh))
    return gefunden


def teiljahr(papier: Papier) -> Ergebnisse:
    """An amount for a part of a year is the yearly cost of the early posts × months / 12."""
    volle = {sum((p.betrag.wert for p in papier.tabellenposten if p.betrag), Fraction(0))}
    for satz, betrag, frueh in teiljahresbetraege(papier):
        if betrag.wert in volle or any(b.stelle.block != satz.stelle.block for b in papier.nennt(betrag.wert, EUR)):
            gefunden = loesungen(papier, betrag, frueh)
            if gefunden:
                yield Richtig(f"{eur(betrag.wert)} = {gefunden[0].rechnung}", satz.stelle)
            continue
        gefunden = loesungen(papier, betrag, frueh)
        if gefunden:
            weitere = f" ({len(gefunden)} Rechnungen passen)" if len(gefunden) > 1 else ""
            yield Richtig(f"{gefunden[0].rechnung}{weitere}", satz.stelle)
            continue
        saetze = saetze_je_bewertung(papier)
        if not all(p.bewertung and p.bewertung.schluessel in saetze for p in frueh):
            continue
        jahr = sum((p.anteil * saetze[p.bewertung.schluessel] for p in frueh if p.bewertung), Fraction(0))
        monate = _genannte_monate(satz)
        naechster = min(range(1, 13), key=lambda m: abs(jahr * m / 12 - betrag.wert))
        soll = jahr * (monate or naechster) / 12
        yield Fund(
            f"{eur(betrag.wert)} lassen sich aus den vorzeitig zu besetzenden Posten nicht errechnen: "
            f"{eur(jahr)} im Jahr × "
            f"{monate or naechster}/12 = {eur(soll)}; auch keine andere Zahl von Monaten passt.",
            satz.stelle,
            eur(betrag.wert),
            f"{eur(soll)} bei {monate or naechster} Monaten",
            tuple(p.stelle for p in frueh),
            stufe=None if abs(soll - betrag.wert) * 10 <= soll else Stufe.HINWEIS,
        )


def _genannte_monate(satz: Satz) -> int:
    """Return the months that a sentence names, or that follow from a beginning within the year; 0 where none."""
    monate = [m for m in satz.nach(MONATE) if m.wert.denominator == 1 and 1 <= m.wert <= 12]
    if monate:
        return int(monate[0].wert)
    if zwoelftel := finde_zwoelftel(satz.text):
        return zwoelftel[0]
    beginn = [t.datum for t in finde_tage(satz.text) if t.beginn and t.datum]
    return monate_im_jahr(beginn[0]) if len(beginn) == 1 else 0


def beweis_durch_teiljahr(papier: Papier, beschluss: Posten, tabelle: Posten) -> tuple[Hypothese, ...]:
    """Return which of two contradicting grades an amount for a part of the year fits, if exactly one does."""
    hypothesen = []
    for _, betrag, frueh in teiljahresbetraege(papier):
        gefunden = loesungen(papier, betrag, frueh)
        grade = {x.grade[x.posten.index(beschluss)] for x in gefunden if beschluss in x.posten}
        if len(grade) == 1 and beschluss.bewertung and tabelle.bewertung:
            richtig = grade.pop()
            falsch = beschluss.bewertung if richtig == tabelle.bewertung.schluessel else tabelle.bewertung
            hypothesen.append(
                Hypothese(
                    f"Der Betrag {eur(betrag.wert)} passt nur zu {richtig}, nicht zu {falsch.text}.",
                    gefunden[0].rechnung,
                )
            )
    return tuple(hypothesen)


def teiljahr_tabelle(papier: Papier) -> Ergebnisse:
    """The first year of a table of years fits the beginning that the paper names."""
    beginne = {
        t.datum for text in papier.texte for t in finde_tage(text.text) if t.beginn and t.datum and t.datum.day == 1
    }
    for blatt in papier.blaetter:
        jahre = sorted((s for s in blatt.alle(Rolle.BETRAG) if s.jahr), key=lambda s: s.jahr or 0)
        passend = [d for d in beginne if len(jahre) >= 2 and d.year == jahre[0].jahr and d.month > 1]
        if len(passend) != 1 or len(jahre) < 2 or (jahre[1].jahr or 0) != (jahre[0].jahr or 0) + 1:
            continue
        monate = monate_im_jahr(passend[0])
        for zeile in blatt.zeilen:
            erstes, volles = zeile.wert(jahre[0]), zeile.wert(jahre[1])
            if erstes is None or not volles or zeile.art is Zeilenart.GRUPPE:
                continue
            anteil = erstes / volles * 12
            if anteil == monate:
                yield Richtig(
                    f"„{zeile.beschriftung}“ {jahre[0].jahr}: {eur(volles)} × {monate}/12 = {eur(erstes)}",
                    zeile.ort(jahre[0]),
                )
            elif anteil.denominator == 1 and 0 < anteil < 12:
                yield Fund(
                    f"„{zeile.beschriftung}“: {eur(erstes)} sind {zahl(anteil)}/12 des vollen Jahres; ab dem "
                    f"{passend[0].day:02d}.{passend[0].month:02d}.{passend[0].year} wären es {monate}/12 = "
                    f"{eur(volles * monate / 12)}.",
                    zeile.ort(jahre[0]),
                    eur(erstes),
                    eur(volles * monate / 12),
                    (zeile.ort(jahre[1]),),
                )
