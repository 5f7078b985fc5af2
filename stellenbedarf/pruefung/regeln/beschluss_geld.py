"""Money of the resolution: against the tables, as a list, and under its right name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.ergebnis import Hypothese
from stellenbedarf.pruefung.hypothesen import erklaere_summe, ist_zahlendreher
from stellenbedarf.pruefung.hypothesen_papier import erklaere_durch_weitere
from stellenbedarf.pruefung.regeln.abgleich import gleiche_ab
from stellenbedarf.pruefung.regeln.basis import Ergebnisse, Fund, Richtig, eur
from stellenbedarf.pruefung.regeln.teiljahr import teiljahresbetraege
from stellenbedarf.pruefung.verstehen.mengen import EUR, STELLEN, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.posten import Posten
from stellenbedarf.pruefung.verstehen.saetze import Satz, Textblock
from stellenbedarf.pruefung.verstehen.spalten import Rolle
from stellenbedarf.pruefung.verstehen.teile import Teil

_PERSONAL = re.compile(
    r"personal(?:aus|kost|auf|mitt)|stellenkosten|kosten der stellen|für die stellen|mittel für (?:die )?stellen", re.I
)
_SACHE = re.compile(
    r"sachmittel|sachkosten|sachaufwand|investition|vertrag|beschaffung|einmalig|honorar|zuschuss", re.I
)
_GESAMTKOSTEN = re.compile(
    r"gesamtkosten|personal-\s?(?:,|und)\s?sach|sach- und (?:edv|gemein|personal)|inkl(?:\.|usive) sach|"
    r"arbeitsplatzkosten|kosten eines arbeitsplatzes",
    re.I,
)
_NUR_PERSONAL = re.compile(r"personalausgaben|personalkosten|personalaufw", re.I)


def tabellensumme(posten: tuple[Posten, ...]) -> Fraction | None:
    """Return the amounts of all rows; None where a row has none."""
    betraege = [p.betrag.wert for p in posten if p.betrag]
    return sum(betraege, Fraction(0)) if betraege and len(betraege) == len(posten) else None


def geld_beschluss_anlage(papier: Papier) -> Ergebnisse:
    """The money for posts that the resolution grants is what the tables add up to."""
    abgleich = gleiche_ab(papier)
    posten = abgleich.tabellen if abgleich else tuple(p for p in papier.tabellenposten if p.teil is not Teil.BESCHLUSS)
    soll = tabellensumme(posten)
    if soll is None or (abgleich is not None and not abgleich.gleicher_umfang):
        return
    frueh = {id(satz) for satz, _, _ in teiljahresbetraege(papier)}
    for satz, menge in _bewilligt(papier):
        ort = satz.stelle
        if menge.wert == soll:
            yield Richtig(f"{eur(soll)} im Beschluss wie die Summe der {len(posten)} Tabellenzeilen", ort)
        elif menge.ungefaehr(soll) or id(satz) in frueh or _steht_anderswo(papier, satz, menge):
            continue
        elif any(menge.kann_sein(soll * m / 12) for m in range(1, 12)):
            monate = next(m for m in range(1, 12) if menge.kann_sein(soll * m / 12))
            yield Richtig(f"{eur(menge.wert)} = {eur(soll)} × {monate}/12", ort)
        else:
            unterschied = menge.wert - soll
            yield Fund(
                f"Der Beschluss nennt {eur(menge.wert)}, die Tabellen ergeben {eur(soll)}: {eur(abs(unterschied))} "
                f"{'mehr' if unterschied > 0 else 'weniger'}, als die Zeilen belegen.",
                ort,
                menge.text,
                eur(soll),
                tuple(p.stelle for p in posten),
                _vermutungen(papier, posten, menge, soll),
            )


def _vermutungen(papier: Papier, posten: tuple[Posten, ...], menge: Menge, soll: Fraction) -> tuple[Hypothese, ...]:
    zeilen = [(p.funktion or "Posten", p.betrag.wert) for p in posten if p.betrag]
    return (*erklaere_durch_weitere(papier, menge.wert - soll), *erklaere_summe(zeilen, menge.wert, eur))


def _bewilligt(papier: Papier) -> Iterator[tuple[Satz, Menge]]:
    """Return the sentences of the resolution that grant money for staff, each with its one amount."""
    for satz in papier.saetze_mit_zahlen:
        betraege = [m for m in satz.nach(EUR) if not m.je and m.bis is None and m.wert >= 1000]
        if satz.teil is Teil.BESCHLUSS and len(betraege) == 1 and satz.nennt(_PERSONAL) and not satz.nennt(_SACHE):
            yield satz, betraege[0]


def _steht_anderswo(papier: Papier, satz: Satz, menge: Menge) -> bool:
    return any(b.stelle.block != satz.stelle.block for b in papier.nennt(menge.wert, EUR))


def listensumme(papier: Papier) -> Ergebnisse:
    """An amount that introduces a list („… werden 42.350 EUR bereitgestellt:“) is the sum of the list."""
    for kopf, liste in _listen(papier):
        gesamt = [m for m in kopf.nach(EUR) if not m.je and m.bis is None]
        werte = [[m for m in t.nach(EUR) if not m.je and m.bis is None] for t in liste]
        if len(gesamt) != 1 or len(liste) < 2 or any(len(w) != 1 for w in werte):
            continue
        soll = sum((w[0].wert for w in werte), Fraction(0))
        if soll == gesamt[0].wert:
            yield Richtig(f"Liste mit {len(liste)} Beträgen: {eur(soll)}", kopf.stelle)
        else:
            rund = any(w[0].naeherung for w in werte) or bool(gesamt[0].naeherung)
            yield Fund(
                f"Der Satz vor der Liste nennt {eur(gesamt[0].wert)}, die {len(liste)} Beträge der Liste "
                f"ergeben {eur(soll)}.",
                kopf.stelle,
                eur(gesamt[0].wert),
                eur(soll),
                tuple(t.stelle for t in liste),
                erklaere_summe(
                    [(t.text[:40], w[0].wert) for t, w in zip(liste, werte, strict=True)], gesamt[0].wert, eur
                ),
                Stufe.HINWEIS if rund else None,
            )


def _listen(papier: Papier) -> Iterator[tuple[Textblock, list[Textblock]]]:
    kopf: Textblock | None = None
    liste: list[Textblock] = []
    for text in papier.texte:
        if (
            kopf is not None
            and text.nummer
            and not text.ist_ueberschrift
            and not text.text.rstrip().endswith(":")
            and not _neuer_punkt(kopf, text)
        ):
            liste.append(text)
            continue
        if kopf is not None:
            yield kopf, liste
        kopf, liste = (text if text.text.rstrip(" *").endswith(":") and not text.ist_ueberschrift else None), []
    if kopf is not None:
        yield kopf, liste


def _neuer_punkt(kopf: Textblock, text: Textblock) -> bool:
    """Tell whether an item goes on counting where the head of the list stands („3.“ → „4.“)."""
    return text.nummer.rstrip(".)").isdigit() and (text.nummer.rstrip(".)") != "1" and text.tiefe <= kopf.tiefe)


def kostenart(papier: Papier) -> Ergebnisse:
    """What the resolution calls Personalausgaben is not computed with rates that hold Sach- and Gemeinkosten too."""
    gesamtkosten = next((t for t in papier.texte if _GESAMTKOSTEN.search(t.text)), None)
    spalten = [s for b in papier.blaetter for s in b.alle(Rolle.BETRAG) if _NUR_PERSONAL.search(s.kopf)]
    posten = tuple(p for p in papier.tabellenposten if p.teil is not Teil.BESCHLUSS)
    if gesamtkosten is None or spalten or tabellensumme(posten) is None:
        return
    for satz, menge in _bewilligt(papier):
        treffer = _NUR_PERSONAL.search(satz.text)
        if treffer and not satz.nennt(_GESAMTKOSTEN):
            yield Fund(
                f"Der Beschluss nennt {menge.text} „{treffer[0]}…“; gerechnet ist laut Papier mit Gesamtkosten, "
                "die auch Sachkosten enthalten. Betrag oder Bezeichnung ist zu berichtigen, denn die Mittel werden "
                "getrennt veranschlagt.",
                satz.stelle,
                treffer[0],
                "Gesamtkosten",
                (gesamtkosten.stelle,),
            )
            return


def kosten_zu_stellen(papier: Papier) -> Ergebnisse:
    """A sentence such as „1,5 Stellen mit jährlichen Kosten von 117.210 EUR“ agrees with the table of its office."""
    tabellen = papier.tabellenposten
    je_amt: dict[str, list[Posten]] = {}
    for p in tabellen:
        je_amt.setdefault(p.amt, []).append(p)
    for satz in papier.saetze_mit_zahlen:
        anteile, betraege = satz.nach(STELLEN), satz.nach(EUR)
        amt = papier.amt_je_block.get(satz.block.block, "")
        soll = tabellensumme(tuple(je_amt.get(amt, ()))) if amt else None
        if len(anteile) != 1 or len(betraege) != 1 or soll is None or betraege[0].je or satz.teil is Teil.BESCHLUSS:
            continue
        umfang = sum((p.anteil for p in je_amt[amt]), Fraction(0))
        if anteile[0].wert == umfang and betraege[0].wert == soll:
            yield Richtig(f"{papier.aemter.nennung(amt)}: {eur(soll)} wie in der Tabelle", satz.stelle)
        elif anteile[0].wert == umfang and ist_nah(betraege[0], soll):
            yield Fund(
                f"Der Text nennt für {papier.aemter.nennung(amt)} {eur(betraege[0].wert)}, die Tabelle ergibt "
                f"{eur(soll)}.",
                satz.stelle,
                eur(betraege[0].wert),
                eur(soll),
                tuple(p.stelle for p in je_amt[amt]),
            )


def ist_nah(menge: Menge, soll: Fraction) -> bool:
    """Tell whether a figure is so near that it must mean the same: within a fifth, or two digits swapped."""
    if menge.ungefaehr(soll) or ((menge.wert * 10000 / soll).denominator == 1 and menge.wert > soll * 12 / 10):
        return False
    return abs(menge.wert - soll) * 5 <= soll or ist_zahlendreher(menge.wert, soll)
