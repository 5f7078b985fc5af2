"""Rows and columns „davon“ against the whole they belong to."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig
from stellenbedarf.pruefung.regeln.tabellensummen import zeige
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile, Zeilenart

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
