"""What would make a stated sum fit: rows left out or counted twice, swapped digits. Always a possibility."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

from stellenbedarf.pruefung.ergebnis import Hypothese

MAX_ZEILEN = 30
MAX_FUNDE = 50

Posten = Sequence[tuple[str, Fraction]]


def erklaere_summe(zeilen: Posten, angegeben: Fraction, zeige: Callable[[Fraction], str]) -> tuple[Hypothese, ...]:
    """Return what would make the stated sum fit the rows.

    Args:
        zeilen: label and value of every row that the sum should add up.
        angegeben: the sum as stated.
        zeige: writes a value with its unit.
    """
    summe = sum((w for _, w in zeilen), Fraction(0))
    unterschied = angegeben - summe
    gefunden: list[Hypothese] = []
    for name, wert in zeilen:
        if wert and unterschied == wert:
            gefunden.append(
                Hypothese(
                    f"„{name}“ ist möglicherweise doppelt gezählt.",
                    f"{zeige(summe)} + {zeige(wert)} = {zeige(angegeben)}",
                )
            )
    if ist_zahlendreher(summe, angegeben):
        gefunden.append(
            Hypothese("Zwei Ziffern sind möglicherweise vertauscht.", f"{zeige(summe)} statt {zeige(angegeben)}")
        )
    if unterschied < 0:
        gefunden += _fehlende(zeilen, -unterschied, summe, angegeben, zeige)
    return tuple(gefunden)


def _fehlende(
    zeilen: Posten, fehlbetrag: Fraction, summe: Fraction, angegeben: Fraction, zeige: Callable[[Fraction], str]
) -> list[Hypothese]:
    teilmengen = finde_teilmengen([w for _, w in zeilen], fehlbetrag)
    if not teilmengen or len(teilmengen) > MAX_FUNDE:
        return []
    kleinste = min(teilmengen, key=len)
    namen = " und ".join(f"„{zeilen[i][0]}“" for i in kleinste)
    rechnung = f"{zeige(summe)} − {' − '.join(zeige(zeilen[i][1]) for i in kleinste)} = {zeige(angegeben)}"
    if len(teilmengen) == 1:
        return [Hypothese(f"Möglicherweise fehlt in der Summe {namen}.", rechnung)]
    return [
        Hypothese(
            f"Möglicherweise fehlt in der Summe {namen}; {len(teilmengen)} Zusammenstellungen der Zeilen passen.",
            rechnung,
        )
    ]


def finde_teilmengen(werte: Sequence[Fraction], ziel: Fraction) -> list[tuple[int, ...]]:
    """Return the index sets of the values that add up to the target: exact, meet in the middle, bounded.

    At most `MAX_ZEILEN` values are searched and `MAX_FUNDE` + 1 sets returned, so that the caller can say „many“.
    """
    positiv = [(i, w) for i, w in enumerate(werte) if w > 0]
    if not positiv or len(positiv) > MAX_ZEILEN or ziel <= 0:
        return []
    nenner = lcm(ziel.denominator, *(w.denominator for _, w in positiv))
    zahlen = [(i, int(w * nenner)) for i, w in positiv]
    rest = int(ziel * nenner)
    mitte = len(zahlen) // 2
    links = _summen(zahlen[:mitte], rest)
    je_summe: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for s, menge in links:
        je_summe[s].append(menge)
    gefunden: list[tuple[int, ...]] = []
    for s, menge in _summen(zahlen[mitte:], rest):
        for passend in je_summe.get(rest - s, ()):
            gefunden.append(passend + menge)
            if len(gefunden) > MAX_FUNDE:
                return gefunden
    return gefunden


def _summen(zahlen: Sequence[tuple[int, int]], hoechstens: int) -> list[tuple[int, tuple[int, ...]]]:
    summen: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for i, wert in zahlen:
        summen += [(s + wert, (*menge, i)) for s, menge in summen if s + wert <= hoechstens]
    return summen


def ist_zahlendreher(a: Fraction, b: Fraction) -> bool:
    """Tell whether two numbers differ by two neighbouring digits that are swapped."""
    gemeinsam = 100 if (a * 100).denominator == 1 and (b * 100).denominator == 1 else 0
    if not gemeinsam or a == b:
        return False
    x, y = str(int(a * gemeinsam)), str(int(b * gemeinsam))
    if len(x) != len(y):
        return False
    anders = [n for n, (p, q) in enumerate(zip(x, y, strict=True)) if p != q]
    return (
        len(anders) == 2
        and anders[1] == anders[0] + 1
        and x[anders[0]] == y[anders[1]]
        and x[anders[1]] == y[anders[0]]
    )
