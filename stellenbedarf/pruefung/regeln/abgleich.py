"""Brings the posts of the resolution and those of the tables together, pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.pruefung.verstehen.tabelle import Zeilenart
from stellenbedarf.pruefung.verstehen.teile import Teil


@dataclass(frozen=True, slots=True)
class Abgleich:
    """Pairs (resolution, table), and what is left over on either side."""

    paare: tuple[tuple[Posten, Posten], ...]
    nur_beschluss: tuple[Posten, ...]
    nur_tabellen: tuple[Posten, ...]
    tabellen: tuple[Posten, ...]
    gruppen: int = 0
    """How many grades of an office agree only as a sum: one line of the resolution, several rows."""

    @property
    def gleicher_umfang(self) -> bool:
        """Tell whether both sides list the same posts, whatever differs in share or grade."""
        return bool(self.paare or self.gruppen) and not self.nur_beschluss and not self.nur_tabellen


def summe(posten: Sequence[Posten]) -> Fraction:
    """Return the posts added up."""
    return sum((p.anteil for p in posten), Fraction(0))


@lru_cache(maxsize=4)
def gleiche_ab(papier: Papier) -> Abgleich | None:
    """Return the comparison of the resolution with those tables that fit it best; None where one side is missing.

    A paper may list its posts twice, in the reasons and in an annex; each of them must agree on its own.
    """
    beschluss = papier.beschlussposten()
    if not beschluss:
        return None
    versuche = [_paare(beschluss, t) for t in _umfaenge(papier)]
    versuche = [v for v in versuche if 2 * (len(v.paare) + v.gruppen) >= len(beschluss)]
    return min(
        versuche,
        key=lambda v: (
            len(v.nur_beschluss) + len(v.nur_tabellen),
            sum(a.schluessel != b.schluessel for a, b in v.paare),
        ),
        default=None,
    )


def _umfaenge(papier: Papier) -> list[tuple[Posten, ...]]:
    tabellen = [p for p in papier.tabellenposten if p.teil is not Teil.BESCHLUSS]
    umfaenge = [
        tuple(p for p in tabellen if p.teil is Teil.ANLAGE),
        tuple(p for p in tabellen if p.teil is not Teil.ANLAGE),
        tuple(tabellen),
        *(tuple(p for p in tabellen if p.punkt == n) for n in dict.fromkeys(p.punkt for p in tabellen)),
    ]
    return [u for u in dict.fromkeys(umfaenge) if u]


def _paare(beschluss: Sequence[Posten], tabellen: Sequence[Posten]) -> Abgleich:
    offen_b, offen_t = list(beschluss), list(tabellen)
    paare: list[tuple[Posten, Posten]] = []
    gruppen = 0
    for gleich in (
        lambda a, b: a.schluessel == b.schluessel and a.amt == b.amt and a.verwandt(b),
        lambda a, b: a.schluessel == b.schluessel and a.amt == b.amt,
        lambda a, b: a.schluessel == b.schluessel and a.verwandt(b),
        None,
        lambda a, b: a.amt == b.amt and a.verwandt(b) and (a.anteil == b.anteil or _grad(a) == _grad(b)),
        lambda a, b: a.schluessel == b.schluessel and (not a.amt or not b.amt),
        lambda a, b: a.amt == b.amt and (a.anteil == b.anteil or _grad(a) == _grad(b)),
    ):
        if gleich is None:
            gruppen = _fasse_zusammen(offen_b, offen_t)
            continue
        for a in list(offen_b):
            treffer = max((b for b in offen_t if gleich(a, b)), key=lambda b: a.verwandt(b), default=None)
            if treffer is not None:
                paare.append((a, treffer))
                offen_b.remove(a)
                offen_t.remove(treffer)
    return Abgleich(tuple(paare), tuple(offen_b), tuple(offen_t), tuple(tabellen), gruppen)


def _fasse_zusammen(offen_b: list[Posten], offen_t: list[Posten]) -> int:
    """Remove what agrees only as a sum: the shares of one grade in one office, however they are split into lines."""
    gruppen = 0
    for schluessel in dict.fromkeys((p.amt, _grad(p)) for p in offen_b):
        a = [p for p in offen_b if (p.amt, _grad(p)) == schluessel]
        b = [p for p in offen_t if (p.amt, _grad(p)) == schluessel]
        if b and summe(a) == summe(b):
            gruppen += 1
            for p in a:
                offen_b.remove(p)
            for p in b:
                offen_t.remove(p)
    return gruppen


def _grad(p: Posten) -> str:
    return p.bewertung.schluessel if p.bewertung else ""


def hat_verrutschte_namen(posten: Posten) -> bool:
    """Tell whether the table of a post has text rows without figures: then names may have slipped between rows."""
    return posten.blatt is not None and any(z.art is Zeilenart.FORTSETZUNG for z in posten.blatt.zeilen)


def je_amt(posten: Sequence[Posten]) -> Counter[str]:
    """Return the posts per office (exact fractions)."""
    zaehler: Counter[str] = Counter()
    for p in posten:
        zaehler[p.amt] += p.anteil  # type: ignore[assignment]
    return zaehler
