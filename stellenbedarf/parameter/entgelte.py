"""Reads a town's own pay table: amounts and shares of the steps, and the factors that turn pay into cost.

Pay is not cost. The factors in `PFLICHT` must be given with their source, 0 too, or the table is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Knoten
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, read_felder
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.satz import KONSTANTEN
from stellenbedarf.parameter.bewertung import BESOLDUNG, TARIF, gruppe
from stellenbedarf.verfahren import entgelt as formeln
from stellenbedarf.zahlen import format_prozent

SONDERZAHLUNG = "sonderzahlung"
TITEL = {
    SONDERZAHLUNG: "Jahressonderzahlung",
    "sozialversicherung": "Arbeitgeberanteil zur Sozialversicherung",
    "zusatzversorgung": "Zusatzversorgung",
    "versorgung": "Versorgungszuschlag",
    "beihilfe": "Beihilfe",
    "sonstige": "sonstige Arbeitgeberkosten",
}
PFLICHT = {
    TARIF: (SONDERZAHLUNG, "sozialversicherung", "zusatzversorgung"),
    BESOLDUNG: (SONDERZAHLUNG, "versorgung", "beihilfe"),
}
_NULL, _EINS = Fraction(0), Fraction(1)

STUFE = (
    Feld("stufe", Typ.TEXT, "Name der Stufe", "3", pflicht=True),
    Feld("entgelt", Typ.ZAHL, "EUR im Monat", "3710,12", pflicht=True, minimum=_NULL),
    Feld("anteil", Typ.ANTEIL, "Anteil der Stellen in dieser Stufe", "25 %", pflicht=True, minimum=_NULL,
         maximum=_EINS),
)  # fmt: skip
FAKTOR = (
    Feld("art", Typ.WAHL, "was der Arbeitgeber zahlt", "zusatzversorgung", pflicht=True, wahl=tuple(TITEL)),
    Feld("gruppe", Typ.WAHL, "für wen", "Tarif", pflicht=True, wahl=(TARIF, BESOLDUNG)),
    Feld("bewertungen", Typ.TEXTLISTE, "nur für diese Bewertungen; ohne Angabe für alle der Gruppe", "E 5, E 6"),
    Feld("satz", Typ.ANTEIL, "Anteil am Jahresentgelt, bei der Sonderzahlung an einem Monatsentgelt", "6,9 %",
         minimum=_NULL),
    Feld("betrag", Typ.ZAHL, "statt des Satzes: EUR je Stelle und Jahr", "4200", minimum=_NULL),
    Feld("bezeichnung", Typ.TEXT, "Name, wie er im Rechenweg steht", "Umlage U2"),
    Feld("quelle", Typ.TEXT, "Dokument und Fundstelle", "Haushaltserlass 2026, Nr. 3.2", pflicht=True),
    Feld("stand", Typ.TEXT, "Stand", "2026"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stufe:
    """A step: monthly pay in EUR and the share of the posts in it."""

    stufe: str
    entgelt: Fraction
    anteil: Fraction
    ort: Fundstelle


@dataclass(frozen=True, slots=True, kw_only=True)
class Faktor:
    """What the employer pays: a share of yearly pay (for the Sonderzahlung of a month's pay), or EUR per post."""

    art: str
    gruppe: str
    quelle: str
    bewertungen: tuple[str, ...] = ()
    satz: Fraction | None = None
    betrag: Fraction | None = None
    bezeichnung: str = ""
    stand: str = ""
    ort: Fundstelle


@dataclass(frozen=True, slots=True)
class Entgelt:
    """The pay of one grade and everything on top: shares of yearly pay, and amounts."""

    ort: Fundstelle
    stufen: tuple[Stufe, ...]
    sonderzahlung: Faktor
    anteile: tuple[Faktor, ...]
    betraege: tuple[Faktor, ...]

    @property
    def personalkosten(self) -> Fraction:
        """Return the personnel cost in EUR per post and year, by the formulas that cases use."""
        werte: dict[str, Any] = {f"anteil_{n}": s.anteil for n, s in enumerate(self.stufen)}
        werte |= {f"entgelt_{n}": s.entgelt for n, s in enumerate(self.stufen)}
        werte["monatsentgelt"] = exakt(formeln.monatsentgelt(len(self.stufen)).baum, werte)
        werte |= {"monate_je_jahr": KONSTANTEN["monate_je_jahr"].wert, "sonderzahlung": self.sonderzahlung.satz}
        werte["jahresentgelt"] = exakt(formeln.jahresentgelt.baum, werte)
        werte |= {f"anteil_{n}": f.satz for n, f in enumerate(self.anteile)}
        werte |= {f"betrag_{n}": f.betrag for n, f in enumerate(self.betraege)}
        kosten = exakt(formeln.personalkosten(len(self.anteile), len(self.betraege)).baum, werte)
        assert isinstance(kosten, Fraction)
        return kosten


def read_entgelte(wurzel: Abbildung, befunde: Befunde, was: str) -> Mapping[str, Entgelt]:
    """Read `stufen` and `arbeitgeberkosten`; every grade must have all factors of its group."""
    faktoren = _read_faktoren(wurzel.eintraege.get("arbeitgeberkosten"), befunde, was)
    stufen = _read_stufen(wurzel, befunde, was)
    entgelte: dict[str, Entgelt] = {}
    fehlend: dict[tuple[str, str], list[str]] = {}
    for bewertung, liste in stufen.items():
        art = gruppe(bewertung)
        if art is None:
            befunde.fehler(f"{was}: Ob „{bewertung}“ Tarif oder Besoldung ist, lässt sich nicht erkennen",
                           liste[0].ort, "Schreiben Sie die Bewertung wie A 12, E 9b oder S 8b.")  # fmt: skip
            continue
        eigene = [f for f in faktoren if f.gruppe == art and (not f.bewertungen or bewertung in f.bewertungen)]
        for pflicht in PFLICHT[art]:
            anzahl = sum(f.art == pflicht for f in eigene)
            if anzahl == 0:
                fehlend.setdefault((art, pflicht), []).append(bewertung)
            elif anzahl > 1:
                befunde.fehler(f"{was}: Für {bewertung} steht „{pflicht}“ {anzahl}-mal", eigene[-1].ort,
                               "Grenzen Sie die Angaben mit „bewertungen“ voneinander ab.")  # fmt: skip
        if all(sum(f.art == p for f in eigene) == 1 for p in PFLICHT[art]):
            weitere = [f for f in eigene if f.art != SONDERZAHLUNG]
            entgelte[bewertung] = Entgelt(
                liste[0].ort, liste, next(f for f in eigene if f.art == SONDERZAHLUNG),
                tuple(f for f in weitere if f.satz is not None), tuple(f for f in weitere if f.satz is None),
            )  # fmt: skip
    for (art, pflicht), bewertungen in fehlend.items():
        befunde.fehler(
            f"{was}: Für {', '.join(bewertungen)} fehlt „{pflicht}“; aus Entgelten allein werden keine Kosten",
            wurzel.fundstelle, f"Ergänzen Sie unter „arbeitgeberkosten“ für {art} „art: {pflicht}“ mit Satz und "
            "Quelle, auch wenn der Satz 0 % ist.",
        )  # fmt: skip
    return entgelte


def _read_faktoren(knoten: Knoten | None, befunde: Befunde, was: str) -> Sequence[Faktor]:
    faktoren = []
    for nummer, element in enumerate(als_liste(knoten, befunde, f"{was}, „arbeitgeberkosten“"), start=1):
        eintrag = als_abbildung(element, befunde, f"{was}, Arbeitgeberkosten {nummer}")
        if eintrag is None:
            continue
        name = f"{was}, Arbeitgeberkosten {nummer}"
        werte = read_felder(eintrag, FAKTOR, befunde, name).werte
        if any(f.pflicht and f.name not in werte for f in FAKTOR):
            continue
        faktor = Faktor(ort=eintrag.fundstelle, **werte)
        if (faktor.satz is None) == (faktor.betrag is None) or (faktor.art == SONDERZAHLUNG and faktor.satz is None):
            befunde.fehler(f"{name}: Es braucht einen Satz oder einen Betrag, nicht beides", eintrag.fundstelle,
                           "Geben Sie genau eines an; die Sonderzahlung als „satz“ (Anteil eines "
                           "Monatsentgelts).")  # fmt: skip
            faktor = replace(faktor, satz=_NULL, betrag=None)  # found nevertheless: it is not missing
        faktoren.append(faktor)
    return faktoren


def _read_stufen(wurzel: Abbildung, befunde: Befunde, was: str) -> dict[str, tuple[Stufe, ...]]:
    gefunden: dict[str, tuple[Stufe, ...]] = {}
    abschnitt = als_abbildung(wurzel.eintraege.get("stufen"), befunde, f"{was}, „stufen“")
    for bewertung, knoten in (abschnitt.eintraege if abschnitt else {}).items():
        stufen = []
        elemente = als_liste(knoten, befunde, f"{was}, {bewertung}")
        for nummer, element in enumerate(elemente, start=1):
            eintrag = als_abbildung(element, befunde, f"{was}, {bewertung}, Stufe {nummer}")
            werte = read_felder(eintrag, STUFE, befunde, f"{was}, {bewertung}").werte if eintrag else {}
            if eintrag is not None and len(werte) == len(STUFE):
                stufen.append(Stufe(ort=eintrag.fundstelle, **werte))
        summe = sum((s.anteil for s in stufen), _NULL)
        if len(stufen) == len(elemente) and summe != 1:
            befunde.fehler(f"{was}: Die Anteile der Stufen von {bewertung} ergeben {format_prozent(summe)}",
                           knoten.fundstelle, "Sie müssen zusammen 100 % ergeben.")  # fmt: skip
        if stufen:
            gefunden[bewertung] = tuple(stufen)
    return gefunden
