"""Sums inside a table: columns, subtotals, rows across and „davon“."""

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
_ADDIERBAR = ("", "EUR", "Stellen", "Stunden", "Tage")
_PAARE = (
    ("besetzt", "unbesetzt"),
    ("besetzt", "nicht besetzt"),
    ("besetzt", "frei"),
    ("besetzt", "vakant"),
    ("beam", "tarif"),
    ("beam", "beschäftigte"),
    ("befristet", "unbefristet"),
    ("männ", "weib"),
    ("männer", "frauen"),
    ("vollzeit", "teilzeit"),
    ("intern", "extern"),
    ("innendienst", "außendienst"),
    ("personal", "sach"),
)


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
    sicher = not _ist_uebersicht(blatt)
    for n, summe in enumerate(blatt.zeilen):
        angegeben = summe.menge(spalte) if summe.art is Zeilenart.SUMME else None
        if angegeben is None:
            continue
        kandidaten = [
            k
            for k in _summanden(blatt, n, spalte, angegeben.einheit)
            if len(k.zeilen) > 1 or (k.zeilen and not ist_zwischensumme(summe))
        ]
        treffer = next((k for k in kandidaten if _summe(k, spalte) == angegeben.wert), None)
        ort = summe.ort(spalte)
        if treffer is not None:
            if len(treffer.zeilen) > 1:
                yield Richtig(f"Summe „{spalte.kopf}“ ({treffer.name}): {zeige(angegeben.wert, spalte)}", ort)
        elif kandidaten and sicher:
            yield _falsche_summe(spalte, summe, angegeben, _gemeint(blatt, summe, kandidaten))


def _ist_uebersicht(blatt: Blatt) -> bool:
    """Tell whether a table lists unlike quantities („Kosten insgesamt“, „Netto insgesamt“) rather than parts of one.

    Such rows are totals of something else: there is a column with their formula, or most rows call themselves a total.
    """
    return any(_FORMEL.fullmatch(s.kopf) for s in blatt.spalten) or len(blatt.summen) > len(blatt.positionen)


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


def _gemeint(blatt: Blatt, summe: Zeile, kandidaten: list[_Teil]) -> _Teil:
    """Return what the row most likely adds up: a subtotal the rows since the last one, a total everything."""
    letzte = summe is blatt.summen[-1]
    namen = (
        ("Zeilen seit der letzten Summe",)
        if not letzte or ist_zwischensumme(summe)
        else ("alle Zeilen", "alle Zwischensummen")
    )
    return next((k for name in namen for k in kandidaten if k.name == name), kandidaten[0])


def _falsche_summe(spalte: Spalte, summe: Zeile, angegeben: Menge, teil: _Teil) -> Fund:
    soll = _summe(teil, spalte)
    werte = [m for z in teil.zeilen if (m := z.menge(spalte))]
    orte = tuple(z.ort(spalte) for z in teil.zeilen)
    unterschied = angegeben.wert - soll
    text = (
        f"Die Summe „{spalte.kopf}“ in der Zeile „{summe.beschriftung or 'Summe'}“ stimmt nicht: {teil.name} ergeben "
        f"{zeige(soll, spalte)}, angegeben sind {zeige(angegeben.wert, spalte)}."
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
    """The last column „Gesamt“ is the sum of the year columns in front of it."""
    for blatt in papier.blaetter:
        for spalte in blatt.spalten:
            vorn = [
                s for s in blatt.spalten if s.nummer < spalte.nummer and s.jahr is not None and s.rolle is Rolle.BETRAG
            ]
            vorn = [s for s in vorn if not s.differenz and not s.gesamt]
            if not spalte.gesamt or spalte.jahr is not None or len(vorn) < 2 or not spalte.ist_menge:
                continue
            for zeile in blatt.zeilen:
                gesamt = zeile.menge(spalte)
                if gesamt is None or zeile.art in (Zeilenart.GRUPPE, Zeilenart.UEBERTRAG):
                    continue
                if not all(_zaehlt(zeile, s) for s in vorn):
                    continue
                soll = sum((zeile.wert(s) or Fraction(0) for s in vorn), Fraction(0))
                if soll == gesamt.wert:
                    yield Richtig(f"Quersumme „{zeile.beschriftung}“: {eur(soll)}", zeile.ort(spalte))
                    continue
                rund = nur_gerundet(
                    [m for s in vorn if (m := zeile.menge(s))], gesamt, gesamt.wert - soll, anteile=False
                )
                yield Fund(
                    f"Die Jahre der Zeile „{zeile.beschriftung}“ ergeben zusammen {eur(soll)}, angegeben sind "
                    f"{eur(gesamt.wert)}.",
                    zeile.ort(spalte),
                    eur(gesamt.wert),
                    eur(soll),
                    tuple(zeile.ort(s) for s in vorn),
                    stufe=Stufe.HINWEIS if rund else None,
                )


def davon(papier: Papier) -> Ergebnisse:
    """Rows „davon“ are never more than the row they belong to, and pairs such as besetzt/unbesetzt fill it."""
    for blatt in papier.blaetter:
        for spalte in blatt.spalten:
            if spalte.rolle in (Rolle.STELLEN, Rolle.BETRAG, Rolle.FALLZAHL):
                yield from _davon_spalte(blatt, spalte)
        yield from _davon_daneben(blatt)


def _davon_daneben(blatt: Blatt) -> Ergebnisse:
    """Two columns „davon …“ that complete each other add up to the column in front of them."""
    for ganzes, a, b in zip(blatt.spalten, blatt.spalten[1:], blatt.spalten[2:], strict=False):
        if not all(s.kopf.lower().startswith("davon") for s in (a, b)) or not _ergaenzen_sich(
            [a.kopf.lower(), b.kopf.lower()]
        ):
            continue
        for zeile in blatt.zeilen:
            x, y, z = zeile.wert(ganzes), zeile.wert(a), zeile.wert(b)
            if x is not None and y is not None and z is not None and y + z != x:
                yield Fund(
                    f"„{a.kopf}“ und „{b.kopf}“ ergeben in der Zeile „{zeile.beschriftung}“ zusammen "
                    f"{zeige(y + z, ganzes)}, angegeben sind {zeige(x, ganzes)}.",
                    zeile.ort(ganzes),
                    zeige(x, ganzes),
                    zeige(y + z, ganzes),
                    (zeile.ort(a), zeile.ort(b)),
                )


def _davon_spalte(blatt: Blatt, spalte: Spalte) -> Ergebnisse:
    oben: Zeile | None = None
    teile: list[Zeile] = []
    for zeile in (*blatt.zeilen, None):
        if zeile is not None and (zeile.art is Zeilenart.DAVON or (teile and zeile.beschriftung[:1] in "-–•")):
            teile.append(zeile)
            continue
        if oben is not None and teile:
            yield from _davon_gruppe(oben, teile, spalte)
        teile = []
        oben = zeile


def _davon_gruppe(oben: Zeile, teile: list[Zeile], spalte: Spalte) -> Ergebnisse:
    ganzes = oben.wert(spalte)
    werte = [(z, w) for z in teile if (w := z.wert(spalte)) is not None]
    if ganzes is None or not werte or "nachrichtlich" in " ".join(z.beschriftung.lower() for z in teile):
        return
    for zeile, wert in werte:
        if wert > ganzes:
            yield Fund(
                f"„{zeile.beschriftung}“ nennt {zeige(wert, spalte)}, die Zeile darüber hat nur "
                f"{zeige(ganzes, spalte)}.",
                zeile.ort(spalte),
                zeige(wert, spalte),
                f"höchstens {zeige(ganzes, spalte)}",
                (oben.ort(spalte),),
            )
    summe = sum((w for _, w in werte), Fraction(0))
    if len(werte) < 2:
        return
    if summe == ganzes:
        yield Richtig(f"„davon“ zu „{oben.beschriftung}“: {zeige(summe, spalte)}", oben.ort(spalte))
    elif _ergaenzen_sich([z.beschriftung.lower() for z, _ in werte]) or abs(summe - ganzes) * 4 <= abs(ganzes):
        sicher = _ergaenzen_sich([z.beschriftung.lower() for z, _ in werte])
        yield Fund(
            f"Die Angaben „davon“ ergeben zusammen {zeige(summe, spalte)}, die Zeile „{oben.beschriftung}“ nennt "
            f"{zeige(ganzes, spalte)}.",
            werte[-1][0].ort(spalte),
            zeige(ganzes, spalte),
            zeige(summe, spalte),
            (oben.ort(spalte), *(z.ort(spalte) for z, _ in werte)),
            stufe=None if sicher else Stufe.HINWEIS,
        )


def _ergaenzen_sich(namen: list[str]) -> bool:
    if len(namen) != 2:
        return False
    for a, b in _PAARE:
        for eins, zwei in (namen, namen[::-1]):
            if a in eins and b in zwei and b not in eins:
                return True
    return False
