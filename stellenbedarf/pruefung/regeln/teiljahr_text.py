"""Part-year amounts in running text: months, beginning and yearly amount of one paragraph."""

from __future__ import annotations

import re
from fractions import Fraction

from stellenbedarf.pruefung.regeln.absatz_vergleiche import absaetze
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur
from stellenbedarf.pruefung.verstehen.mengen import EUR, MONATE, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.saetze import Textblock
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied
from stellenbedarf.pruefung.verstehen.zeit import finde_tage, finde_zwoelftel, monate_im_jahr

_FAELLT_AN = re.compile(
    r"fallen|anfall|anteilig|bereitg|zu zahlen|erforderlich|das sind|benötigt|kosten|betragen|veranschlag", re.I
)


_VON = re.compile(r"\bvon\s(?:den\s|rund\s)?$")
_IM_JAHR = re.compile(r"jährlich|im jahr\b|p\. ?a\.", re.I)
_VON_ZWOELF = re.compile(r"(?<!\d)(?P<m>1[012]|[1-9]) von (?:12|zwölf) Monat", re.I)


def teiljahr_text(papier: Papier) -> Ergebnisse:
    """„ab 01.04.2026 … 9/12, das sind 114.075 EUR“: the amount is the yearly one × months / 12, from that beginning."""
    for text, glieder in absaetze(papier):
        monate = _monate(text, glieder)
        if monate is None:
            continue
        teil = next((g for g in glieder if g.menge.einheit == EUR and g.menge.von > monate[1] and not g.menge.je), None)
        if teil is not None and _VON.search(teil.davor):  # „176.067 EUR (4/12 von 528.200 EUR)“
            betraege = [g for g in glieder if g.menge.einheit == EUR and g.menge.von < monate[1] and not g.menge.je]
            teil = betraege[-1] if betraege else None
        if teil is None or not _FAELLT_AN.search(text.text):
            continue
        yield from _betrag(papier, text, glieder, teil, monate[0])
        beginne = [t.datum for t in finde_tage(text.text) if t.beginn and t.datum and t.datum.day == 1]
        if len(beginne) == 1 and monate_im_jahr(beginne[0]) != monate[0]:
            rest = monate_im_jahr(beginne[0])
            yield Fund(
                f"Genannt sind {monate[0]} Monate; ab dem {beginne[0]:%d.%m.%Y} bleiben in diesem Jahr {rest}.",
                text.stelle, f"{monate[0]} Monate", f"{rest} Monate",
            )  # fmt: skip


def _monate(text: Textblock, glieder: tuple[Glied, ...]) -> tuple[int, int] | None:
    """Return the only months that a paragraph names, and where in the text."""
    zwoelftel = finde_zwoelftel(text.text)
    if len(zwoelftel) == 1:
        return zwoelftel[0], text.text.index(f"{zwoelftel[0]}/12")
    if von_zwoelf := _VON_ZWOELF.search(text.text):
        return int(von_zwoelf["m"]), von_zwoelf.start()
    genannt = [g for g in glieder if g.menge.einheit == MONATE and g.menge.bis is None]
    if len(genannt) == 1 and genannt[0].wert.denominator == 1 and 1 <= genannt[0].wert <= 12:
        return int(genannt[0].wert), genannt[0].menge.von
    return None


def _betrag(
    papier: Papier, text: Textblock, glieder: tuple[Glied, ...], teil: Glied, monate: int
) -> Ergebnisse:  # fmt: skip
    hier = [
        g.wert for g in glieder
        if g.menge.einheit == EUR and g is not teil and not g.menge.je and g.wert > teil.wert
    ]  # fmt: skip
    alle = hier or [w for (einheit, w), orte in papier.betraege.items() if einheit == EUR and len(orte) > 1]
    davor = [
        g.wert for g in glieder
        if g.menge.einheit == EUR and g.menge.von < teil.menge.von and not g.menge.je
        and _IM_JAHR.search(g.davor + g.danach)
    ]  # fmt: skip
    if not hier and len(davor) == 1:
        hier = alle = davor
    if not hier and (tabellen := _tabellensummen(papier)):
        alle = [*alle, *tabellen]
        hier = tabellen if len(tabellen) == 1 else []
    passend = [w for w in alle if _passt(teil, w, monate)]
    if passend:
        yield Richtig(f"{eur(passend[0])} × {monate}/12 = {eur(passend[0] * monate / 12)}", text.stelle)
        return
    andere = [(w, m) for w in alle for m in range(1, 12) if _passt(teil, w, m)]
    if andere and (hier or len(andere) == 1):
        jahr, m = andere[0]
        yield Fund(
            f"{teil.menge.text} sind {m}/12 von {eur(jahr)}, nicht {monate}/12; das wären {eur(jahr * monate / 12)}.",
            text.stelle, teil.menge.text, eur(jahr * monate / 12),
        )  # fmt: skip
    elif len(hier) == 1:
        yield Fund(
            f"{eur(hier[0])} × {monate}/12 ergibt {eur(hier[0] * monate / 12)}, angegeben sind {teil.menge.text}.",
            text.stelle, teil.menge.text, eur(hier[0] * monate / 12),
        )  # fmt: skip


def _tabellensummen(papier: Papier) -> list[Fraction]:
    """Return what the tables of posts cost in a year, each of them."""
    je_tabelle: dict[int, list[Menge | None]] = {}
    for p in papier.tabellenposten:
        je_tabelle.setdefault(p.punkt, []).append(p.betrag)
    return [sum((b.wert for b in bs if b), Fraction(0)) for bs in je_tabelle.values() if all(bs)]


def _passt(teil: Glied, jahr: Fraction, monate: int) -> bool:
    return teil.menge.ungefaehr(jahr * monate / 12)
