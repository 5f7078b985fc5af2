"""Posts and money that running text names, against the tables and against their own parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.regeln.absatz_vergleiche import absaetze
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur, stellen, zahl
from stellenbedarf.pruefung.verstehen.bewertung import Bewertung, finde_bewertungen
from stellenbedarf.pruefung.verstehen.mengen import EUR, STELLEN
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.pruefung.verstehen.zahlenfolge import Glied

_AUFZAEHLUNG = re.compile(r"[:(]|und zwar", re.I)
_GEFORDERT = re.compile(
    r"(?:(?:benötigt|beantragt|angemeldet|gefordert)\s(?:werden|sind|wird)?|zusätzlich|\bum)\s?(?:insgesamt\s)?$", re.I
)
_GEFORDERT_DANACH = re.compile(
    r"^\s?(?:zusätzlich )?(?:anzumelden|zu erweitern|einzurichten|zu schaffen|zugewiesen)", re.I
)
_BISHER = re.compile(r"gestiegen|gesunken|gekürzt|verringert", re.I)
_KOSTET = re.compile(
    r"(?:personal|stellen)?(?:kosten|aufwendungen|aufwand|ausgaben|auszahlungen)\b[^.;:]{0,40}$|stellen[^.;:]{0,20}kosten[^.;:]*$",
    re.I,
)
_IM_JAHR = re.compile(r"jährlich|im jahr\b|pro jahr|p\. ?a\.", re.I)
_ENTFALLEN = re.compile(r"\bentf(?:allen|ällt)\b", re.I)
_AUF_AMT = re.compile(r"[Aa]uf (?:das|die|den|der)\s(?P<name>[A-ZÄÖÜ][\w-]+(?:\s(?:und\s|für\s)?[A-ZÄÖÜ][\w-]+){0,3})")


def aufteilung(papier: Papier) -> Ergebnisse:
    """„3,75 VZÄ (2,0 VZÄ EG 9c, 1,0 VZÄ EG 10 und 0,75 VZÄ EG 6)“: the posts with grade add up to the number before."""
    for text, glieder in absaetze(papier):
        grade = finde_bewertungen(text.text)
        for n, ganz in enumerate(glieder):
            if ganz.menge.einheit != STELLEN or _mit_grad(ganz, glieder, grade) or ganz.menge.naeherung:
                continue
            teile = []
            for g in glieder[n + 1 :]:
                if g.satz != ganz.satz or g.menge.einheit != STELLEN or not _mit_grad(g, glieder, grade):
                    break
                teile.append(g)
            if len(teile) < 2 or not _AUFZAEHLUNG.search(ganz.danach):
                continue
            soll = sum((t.wert for t in teile), Fraction(0))
            rechnung = " + ".join(zahl(t.wert) for t in teile)
            if soll == ganz.wert:
                yield Richtig(f"{rechnung} = {stellen(soll)}", text.stelle)
            else:
                yield Fund(
                    f"Genannt sind {ganz.menge.text}, aufgezählt werden {rechnung} = {stellen(soll)}.",
                    text.stelle, ganz.menge.text, stellen(soll),
                )  # fmt: skip


def _mit_grad(g: Glied, glieder: tuple[Glied, ...], grade: Sequence[Bewertung]) -> bool:
    naechste = min((x.menge.von for x in glieder if x.menge.von > g.menge.von), default=g.menge.ende + 80)
    return any(g.menge.ende <= b.von < naechste for b in grade)


def summe_im_text(papier: Papier) -> Ergebnisse:
    """What the text calls needed, or the yearly cost, is what the one table of posts adds up to."""
    posten = papier.tabellenposten
    if len({p.punkt for p in posten}) > 1:
        return
    umfang: Fraction | None = sum((p.anteil for p in posten), Fraction(0))
    kosten = sum((p.betrag.wert for p in posten if p.betrag), Fraction(0)) if all(p.betrag for p in posten) else None
    if not posten:
        umfang, kosten = _meistgenannt(papier, STELLEN), _meistgenannt(papier, EUR)
    for text, glieder in absaetze(papier, 1):
        for g in glieder:
            if g.menge.je or g.menge.bis is not None or g.menge.naeherung:
                continue
            gefordert = _GEFORDERT.search(g.davor) or _GEFORDERT_DANACH.search(g.danach)
            if g.menge.einheit == STELLEN and gefordert and umfang and not _BISHER.search(g.danach):
                yield from _gegen(papier, text.stelle, g, umfang, stellen(umfang), posten)
            im_jahr = _IM_JAHR.search(g.davor + g.danach)
            if g.menge.einheit == EUR and kosten and im_jahr and _KOSTET.search(g.davor):
                yield from _gegen(papier, text.stelle, g, kosten, eur(kosten), posten)


def _meistgenannt(papier: Papier, einheit: str) -> Fraction | None:
    """Return the figure that a paper names most, in three places at least; None where two are named as often."""
    je_wert = sorted(
        ((len(orte), w) for (e, w), orte in papier.betraege.items() if e == einheit and w > 1), reverse=True
    )
    if not je_wert or je_wert[0][0] < 3 or (len(je_wert) > 1 and je_wert[1][0] == je_wert[0][0]):
        return None
    return je_wert[0][1]


def _gegen(
    papier: Papier, ort: Stelle, g: Glied, soll: Fraction, gezeigt: str, posten: tuple[Posten, ...]
) -> Ergebnisse:
    if g.wert == soll:
        yield Richtig(f"{g.menge.text} im Text wie in der Tabelle", ort)
    elif len(papier.nennt(g.wert, g.menge.einheit)) < 2 and soll / 2 <= g.wert <= soll * 2:
        quelle = "die Tabelle ergibt" if posten else "sonst nennt das Papier"
        yield Fund(
            f"Der Text nennt {g.menge.text}, {quelle} {gezeigt}. Sind dieselben Stellen gemeint, passen die "
            "Angaben nicht zusammen.",
            ort, g.menge.text, gezeigt, tuple(p.stelle for p in posten), stufe=Stufe.HINWEIS,
        )  # fmt: skip


def aufzaehlung_nach_doppelpunkt(papier: Papier) -> Ergebnisse:
    """„48.200 Grundstücke: 31.700 im Norden und 16.500 im Süden“: the parts behind a colon add up to the number."""
    for text, glieder in absaetze(papier, 3):
        for n, ganz in enumerate(glieder[:-2]):
            if ":" not in ganz.danach or ganz.menge.je or ganz.menge.bis is not None or not ganz.wert:
                continue
            teile = [g for g in glieder[n + 1 :] if g.satz == ganz.satz]
            if len(teile) < 2 or not all(g.gleich_gezaehlt(ganz) and not g.menge.je for g in teile):
                continue
            soll = sum((t.wert for t in teile), Fraction(0))
            rechnung = " + ".join(zahl(t.wert) for t in teile)
            if soll == ganz.wert:
                yield Richtig(f"{rechnung} = {zahl(soll)}", text.stelle)
            elif all(t.wert < ganz.wert for t in teile) and ganz.wert / 2 < soll < 2 * ganz.wert:
                yield Fund(
                    f"Genannt sind {ganz.menge.text}, nach dem Doppelpunkt stehen {rechnung} = {zahl(soll)}.",
                    text.stelle, ganz.menge.text, zahl(soll), stufe=Stufe.HINWEIS,
                )  # fmt: skip


def betrag_je_amt(papier: Papier) -> Ergebnisse:
    """„Auf das Jugendamt entfallen 358.150 EUR“: what the table of that office adds up to."""
    for text, glieder in absaetze(papier, 1):
        if not _ENTFALLEN.search(text.text):
            continue
        for g in glieder:
            genannt = list(_AUF_AMT.finditer(g.davor))
            if g.menge.einheit != EUR or g.menge.je or not genannt:
                continue
            amt = papier.aemter.aus_titel(genannt[-1]["name"])
            posten = [p for p in papier.tabellenposten if amt and p.amt == amt]
            if not posten or not all(p.betrag for p in posten):
                continue
            soll = sum((p.betrag.wert for p in posten if p.betrag), Fraction(0))
            if g.menge.ungefaehr(soll):
                yield Richtig(f"{papier.aemter.nennung(amt)}: {eur(soll)} wie in der Tabelle", text.stelle)
            else:
                yield Fund(
                    f"Der Text nennt für {papier.aemter.nennung(amt)} {g.menge.text}, die Tabelle ergibt {eur(soll)}.",
                    text.stelle, g.menge.text, eur(soll), tuple(p.stelle for p in posten),
                )  # fmt: skip
