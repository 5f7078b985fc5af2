"""Relations between columns that nearly all rows of a table keep: the row that does not keep them stands out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import prod

from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, zahl
from stellenbedarf.pruefung.verstehen.mengen import Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile

MIN_ZEILEN = 4
MIN_VIELSAGEND = 3  # rows whose figures have so many digits that no relation holds by chance
MAX_SPALTEN = 9
_SYMBOL = {"+": "+", "×": "×"}


def spaltenbeziehung(papier: Papier) -> Ergebnisse:
    """Where column × column = column (or +) holds in all rows but one, that row is wrong; heads need not be known.

    Where the same two columns yield another one in every row, the first match is chance: with posts of 1,0 the rate of
    a row equals its cost.
    """
    for blatt in papier.blaetter:
        spalten = [
            s
            for s in blatt.spalten
            if s.rolle not in (Rolle.NUMMER, Rolle.DATUM, Rolle.VERMERK, Rolle.ORG, Rolle.BEWERTUNG)
        ]
        zahlen = [s for s in spalten if sum(z.menge(s) is not None for z in blatt.positionen) >= MIN_VIELSAGEND][
            :MAX_SPALTEN
        ]
        for a, b in combinations(zahlen, 2):
            for art in ("+", "×"):
                funde = [r for s in zahlen if s not in (a, b) for r in _pruefe(blatt, a, b, s, art)]
                richtig = [r for r in funde if isinstance(r, Richtig)]
                yield from richtig or funde
        for faktoren in combinations(zahlen, 3):
            funde = [r for s in zahlen if s not in faktoren for r in _dreifach(blatt, faktoren, s)]
            yield from [r for r in funde if isinstance(r, Richtig)] or funde


def _pruefe(blatt: Blatt, a: Spalte, b: Spalte, ziel: Spalte, art: str) -> Ergebnisse:
    passend, vielsagend, abweichend = 0, True, []
    for zeile, x, y, z in _werte(blatt, a, b, ziel):
        soll = x.wert + y.wert if art == "+" else x.wert * y.wert
        genau = soll == z.wert
        if genau and _sagt_etwas(x.wert, y.wert, art):
            passend += 1
            vielsagend &= all(m.wert / m.feinheit >= 100 for m in ((x, y, z) if art == "+" else (z,)))
        elif not genau and not z.kann_sein(soll):
            abweichend.append((zeile, soll, z))
            if len(abweichend) > 1:
                return
    mindestens = MIN_VIELSAGEND if vielsagend else MIN_ZEILEN
    if passend < mindestens - 1 or (not abweichend and passend < mindestens):
        return
    name = f"„{a.kopf}“ {_SYMBOL[art]} „{b.kopf}“ = „{ziel.kopf}“"
    if not abweichend:
        yield Richtig(f"{name} in allen Zeilen", blatt.stelle)
        return
    zeile, soll, z = abweichend[0]
    yield Fund(
        f"In allen anderen Zeilen gilt {name}; in der Zeile „{zeile.beschriftung}“ ergibt sich {zahl(soll)}, "
        f"angegeben ist {z.text}.",
        zeile.ort(ziel),
        z.text,
        zahl(soll),
        (zeile.ort(a), zeile.ort(b)),
    )


def _dreifach(blatt: Blatt, faktoren: Sequence[Spalte], ziel: Spalte) -> Ergebnisse:
    """„Betriebe × Kontrollen je Jahr × Stunden je Kontrolle = Stunden“, in all rows but one."""
    passend, falsch = 0, []
    for zeile in blatt.positionen:
        werte = [m.wert for s in faktoren if (m := zeile.menge(s)) is not None]
        w = zeile.menge(ziel)
        if w is None or len(werte) < len(faktoren) or not all(werte):
            continue
        soll = prod(werte, start=Fraction(1))
        if soll != w.wert:
            falsch.append((zeile, soll, w))
            if len(falsch) > 1:
                return
        else:
            passend += soll >= 100 and sum(x != 1 for x in werte) > 1
    if passend < MIN_ZEILEN - 1:
        return
    name = f"{' × '.join(f'„{s.kopf}“' for s in faktoren)} = „{ziel.kopf}“"
    if not falsch:
        yield Richtig(f"{name} in allen Zeilen", blatt.stelle)
    for zeile, soll, w in falsch:
        yield Fund(
            f"In allen anderen Zeilen gilt {name}; in der Zeile „{zeile.beschriftung}“ ergibt sich {zahl(soll)}, "
            f"angegeben ist {w.text}.",
            zeile.ort(ziel), w.text, zahl(soll), tuple(zeile.ort(s) for s in faktoren),
        )  # fmt: skip


def _werte(blatt: Blatt, a: Spalte, b: Spalte, ziel: Spalte) -> Iterator[tuple[Zeile, Menge, Menge, Menge]]:
    for zeile in blatt.positionen:
        x, y, z = zeile.menge(a), zeile.menge(b), zeile.menge(ziel)
        if x is not None and y is not None and z is not None:
            yield zeile, x, y, z


def _sagt_etwas(x: Fraction, y: Fraction, art: str) -> bool:
    """Tell whether a row tells more than that something is nothing or once."""
    return bool(x and y) if art == "+" else x not in (0, 1) and y not in (0, 1)
