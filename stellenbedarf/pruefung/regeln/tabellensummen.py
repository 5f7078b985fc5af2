"""Sums inside a table: columns, subtotals and rows across."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.hypothesen import erklaere_summe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.mengen import Menge, rundungsstufe
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile, Zeilenart, ist_zwischensumme

_KEINE_SUMME = re.compile(
    r"(?:^|\W)(?:je|pro|ø|faktor|quote|satz|durchschnitt|nr\.?|lfd|jahr|index|kennzahl|wert|minuten je|"
    r"gewicht\w*)(?:\W|$)|mittelwert",
    re.I,
)
_FORMEL = re.compile(r"aus|formel|rechnung|berechnung|rechenweg|ermittlung|herleitung", re.I)
_VERTEILUNG = re.compile(r"gedeckt in|wahrscheinlichkeit", re.I)
_ABZUG = re.compile(
    r"(?:[-–−]\s|\./\.|abzüg|minus|abzug|(?:kosten)?erstattung|erträge?\b|einnahmen?\b|zuschuss|zuschüsse|refinanzierung|"
    r"einsparung|wegfall)",
    re.I,
)
_SALDO = re.compile(r"(?:netto|brutto|saldo|verbleib|eigenanteil|differenz|zuschussbedarf)", re.I)
_ADDIERBAR = ("", "EUR", "Stellen", "Stunden", "Tage")


@dataclass(frozen=True, slots=True)
class _Teil:
    """Rows that a sum may add up, and how a finding names them."""

    zeilen: tuple[Zeile, ...]
    name: str


def zeige(wert: Fraction, spalte: Spalte) -> str:
    """Return a value with the unit of its column."""
    if spalte.rolle is Rolle.BETRAG:
        return eur(wert)
    return stellen(wert) if spalte.rolle is Rolle.STELLEN else zahl(wert)


def spaltensumme(papier: Papier) -> Ergebnisse:
    """Every sum row is the sum of the rows above it, in every column that can be added up."""
    for blatt in papier.blaetter:
        for spalte in blatt.spalten:
            if spalte.ist_menge and not (spalte.rolle is Rolle.UNBEKANNT and _KEINE_SUMME.search(spalte.kopf)):
                yield from _spalte(blatt, spalte)


def _spalte(blatt: Blatt, spalte: Spalte) -> Ergebnisse:
    for n, summe in enumerate(blatt.zeilen):
        angegeben = summe.menge(spalte) if summe.art is Zeilenart.SUMME else None
        if angegeben is None:
            continue
        kandidaten = [
            k
            for k in _summanden(blatt, n, spalte, angegeben.einheit)
            if len(k.zeilen) > 1 or (k.zeilen and not ist_zwischensumme(summe))
        ]
        treffer = next(
            (k for k in kandidaten if angegeben.wert in (_summe(k, spalte), _saldo(k, spalte))),
            None,
        )
        ort = summe.ort(spalte)
        if treffer is not None:
            if len(treffer.zeilen) > 1:
                yield Richtig(f"Summe „{spalte.kopf}“ ({treffer.name}): {zeige(angegeben.wert, spalte)}", ort)
        elif kandidaten and not _ist_eigene_groesse(blatt, summe):
            yield _falsche_summe(
                spalte, summe, angegeben, _gemeint(blatt, summe, kandidaten), bool(blatt.alle(Rolle.BEWERTUNG))
            )


def _ist_eigene_groesse(blatt: Blatt, summe: Zeile) -> bool:
    """Tell whether a row that calls itself a total adds up something else than the rows above it.

    A table can list unlike quantities („Kosten insgesamt“, „Netto insgesamt“): most rows are totals then, or a row says
    in a column of its own what it was computed from. How often a need is covered is said of some posts and of all.
    """
    if any(_VERTEILUNG.search(s.kopf) for s in blatt.spalten):
        return True
    formel = any(_FORMEL.fullmatch(s.kopf) and not summe.ist_leer(s) for s in blatt.spalten if not s.ist_menge)
    return formel or len(blatt.summen) > len(blatt.positionen)


def _summanden(blatt: Blatt, n: int, spalte: Spalte, einheit: str) -> list[_Teil]:
    """Return what a sum row could add up: rows since the last sum, all rows, all subtotals, rows of its group."""
    davor = blatt.zeilen[:n]
    positionen = tuple(z for z in davor if z.art is Zeilenart.POSITION)
    grenze = max((i for i, z in enumerate(davor) if z.art is Zeilenart.SUMME), default=-1)
    seitdem = tuple(z for z in davor[grenze + 1 :] if z.art is Zeilenart.POSITION)
    gruppe = max((i for i, z in enumerate(davor) if z.art is Zeilenart.GRUPPE), default=-1)
    in_gruppe = tuple(z for z in davor[gruppe + 1 :] if z.art is Zeilenart.POSITION)
    summen = tuple(z for z in davor if z.art is Zeilenart.SUMME)
    teile = [
        _Teil(seitdem, "Zeilen seit der letzten Summe"),
        _Teil(in_gruppe, "Zeilen der Gruppe"),
        _Teil(positionen, "alle Zeilen"),
        _Teil(summen, "alle Zwischensummen"),
        _Teil(summen + seitdem, "Zwischensummen und übrige Zeilen"),
    ]
    if not davor:  # the total stands on top
        danach = tuple(z for z in blatt.zeilen[1:] if z.art is Zeilenart.POSITION)
        teile = [_Teil(danach, "Zeilen darunter")] if len(blatt.summen) == 1 else []
    return [t for t in teile if t.zeilen and all(_zaehlt(z, spalte, einheit) for z in t.zeilen)]


def _zaehlt(zeile: Zeile, spalte: Spalte, einheit: str = "") -> bool:
    """Tell whether a cell may be added to a sum in `einheit`: it is empty, bare or in the same unit."""
    menge = zeile.menge(spalte)
    if menge is None:
        return zeile.ist_leer(spalte)
    return menge.einheit in _ADDIERBAR and (not einheit or menge.einheit in ("", einheit))


def _summe(teil: _Teil, spalte: Spalte) -> Fraction:
    return sum((z.wert(spalte) or Fraction(0) for z in teil.zeilen), Fraction(0))


def _saldo(teil: _Teil, spalte: Spalte) -> Fraction:
    """Return the balance of the rows: those that name themselves deductions and refunds count against the others."""
    werte = [(z, z.wert(spalte) or Fraction(0)) for z in teil.zeilen]
    return sum((-w if _ABZUG.match(z.beschriftung) and w > 0 else w for z, w in werte), Fraction(0))


def _ungleichartig(teil: _Teil, summe: Zeile, bewertet: bool) -> bool:
    """Tell whether costs stand among deductions and balances; a row with a grade is a post, whatever it is called."""
    abzuege = sum(bool(_ABZUG.match(z.beschriftung) or _SALDO.match(z.beschriftung)) for z in teil.zeilen)
    return not bewertet and (0 < abzuege < len(teil.zeilen) or bool(_SALDO.match(summe.beschriftung)))


def _gemeint(blatt: Blatt, summe: Zeile, kandidaten: list[_Teil]) -> _Teil:
    """Return what the row most likely adds up: a subtotal the rows since the last one, a total everything."""
    letzte = summe is blatt.summen[-1]
    namen = (
        ("Zeilen seit der letzten Summe",)
        if not letzte or ist_zwischensumme(summe)
        else ("alle Zeilen", "alle Zwischensummen")
    )
    return next((k for name in namen for k in kandidaten if k.name == name), kandidaten[0])


def _falsche_summe(spalte: Spalte, summe: Zeile, angegeben: Menge, teil: _Teil, bewertet: bool) -> Fund:
    soll = _summe(teil, spalte)
    werte = [m for z in teil.zeilen if (m := z.menge(spalte))]
    orte = tuple(z.ort(spalte) for z in teil.zeilen)
    unterschied = angegeben.wert - soll
    text = (
        f"Die Summe „{spalte.kopf}“ in der Zeile „{summe.beschriftung or 'Summe'}“ stimmt nicht: {teil.name} ergeben "
        f"{zeige(soll, spalte)}, angegeben sind {zeige(angegeben.wert, spalte)}."
    )
    if _ungleichartig(teil, summe, bewertet):
        return Fund(
            f"{text} Unter den Zeilen sind Abzüge oder Salden; ob sie zur Summe gehören, sagt die Tabelle nicht.",
            summe.ort(spalte),
            zeige(angegeben.wert, spalte),
            zeige(soll, spalte),
            orte,
            stufe=Stufe.HINWEIS,
        )
    if nur_gerundet(werte, angegeben, unterschied, spalte.rolle is Rolle.STELLEN):
        return Fund(
            f"Die gerundeten Zeilen der Spalte „{spalte.kopf}“ ergeben {zeige(soll, spalte)}, die Summe lautet "
            f"{zeige(angegeben.wert, spalte)}. Der Unterschied liegt im Rahmen der Rundung und gehört erläutert.",
            summe.ort(spalte),
            zeige(angegeben.wert, spalte),
            zeige(soll, spalte),
            orte,
            stufe=Stufe.HINWEIS,
        )
    hypothesen = erklaere_summe(
        [(z.beschriftung, m.wert) for z in teil.zeilen if (m := z.menge(spalte))],
        angegeben.wert,
        lambda w: zeige(w, spalte),
    )
    return Fund(text, summe.ort(spalte), zeige(angegeben.wert, spalte), zeige(soll, spalte), orte, hypothesen)


def nur_gerundet(werte: list[Menge], summe: Menge, unterschied: Fraction, anteile: bool) -> bool:
    """Tell whether a difference can come from rows that were rounded before they were printed.

    Shares such as 0,5 or 0,25 are exact, not rounded; amounts are rounded at the step that all others share.
    """
    if not werte:
        return False
    if anteile and all((w.wert * 20).denominator == 1 for w in werte):
        return False
    schritt = min(w.feinheit if anteile else min(rundungsstufe(w.wert, w.feinheit), Fraction(10**6)) for w in werte)
    if not anteile and schritt < 1 and max(w.feinheit for w in werte) <= Fraction(1, 100):
        schritt = Fraction(1, 100)
    grenze = len(werte) * schritt / 2 + summe.feinheit / 2
    return (
        abs(unterschied) <= grenze
        and (anteile or schritt <= 1000)
        and abs(unterschied) * 50 <= max(abs(summe.wert), Fraction(1))
    )


def quersumme(papier: Papier) -> Ergebnisse:
    """The column „Gesamt“ is the sum of the columns in front of it: of years, or of all that count the same."""
    for blatt in papier.blaetter:
        for spalte in blatt.spalten:
            vorn = _vor_gesamt(blatt, spalte)
            if not vorn:
                continue
            for zeile in blatt.zeilen:
                gesamt = zeile.menge(spalte)
                if gesamt is None or zeile.art in (Zeilenart.GRUPPE, Zeilenart.UEBERTRAG):
                    continue
                if not all(_zaehlt(zeile, s) for s in vorn):
                    continue
                soll = sum((zeile.wert(s) or Fraction(0) for s in vorn), Fraction(0))
                if soll == gesamt.wert:
                    yield Richtig(f"Quersumme „{_name(zeile)}“: {zeige(soll, spalte)}", zeile.ort(spalte))
                    continue
                rund = nur_gerundet(
                    [m for s in vorn if (m := zeile.menge(s))], gesamt, gesamt.wert - soll, anteile=False
                )
                yield Fund(
                    f"Die Spalten der Zeile „{_name(zeile)}“ ergeben zusammen {zeige(soll, spalte)}, angegeben sind "
                    f"{zeige(gesamt.wert, spalte)}.",
                    zeile.ort(spalte),
                    zeige(gesamt.wert, spalte),
                    zeige(soll, spalte),
                    tuple(zeile.ort(s) for s in vorn),
                    stufe=Stufe.HINWEIS if rund else None,
                )


def _vor_gesamt(blatt: Blatt, spalte: Spalte) -> list[Spalte]:
    """Return the columns that „Gesamt“ adds up: the years, or all in front where most rows say so."""
    if not spalte.gesamt or spalte.jahr is not None or not spalte.ist_menge:
        return []
    davor = [s for s in blatt.spalten[: spalte.nummer] if not s.differenz and not s.gesamt]
    jahre = [s for s in davor if s.jahr is not None and s.rolle is Rolle.BETRAG]
    if len(jahre) > 1:
        return jahre
    vorn = [s for s in davor if s.ist_menge and s.nummer and any(z.wert(s) is not None for z in blatt.zeilen)]
    zeilen = [z for z in blatt.zeilen if z.wert(spalte) is not None and all(_zaehlt(z, s) for s in vorn)]
    stimmt = sum(z.wert(spalte) == sum((z.wert(s) or Fraction(0) for s in vorn), Fraction(0)) for z in zeilen)
    return vorn if len(vorn) > 1 and 2 * stimmt > len(zeilen) else []


def _name(zeile: Zeile) -> str:
    return zeile.beschriftung or " ".join(zeile.zellen[0].text.split())
