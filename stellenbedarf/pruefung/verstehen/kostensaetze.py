"""Cost rates per grade: printed in a table or sentence, or derived from rows as amount by posts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from stellenbedarf.pruefung.dokument import Stelle
from stellenbedarf.pruefung.verstehen.mengen import EUR, Menge
from stellenbedarf.pruefung.verstehen.papier import Papier
from stellenbedarf.pruefung.verstehen.spalten import Rolle, Spalte
from stellenbedarf.pruefung.verstehen.tabelle import Blatt, Zeile

_SATZ = re.compile(r"kostensatz|kostensätze|jahresmittel|satz(?:\s|:)|je stelle|pro stelle|je vzä|pro vzä", re.I)
_TEILJAHR = re.compile(r"befrist|monat|/12|ab \d|\d{2}\.\d{2}\.\d{4}|anteilig", re.I)
_KEINE_KOSTEN = re.compile(r"erstatt|netto|refinanz|eigenanteil|zuschuss|förder|ertr[aä]g", re.I)
_ZWANZIGSTEL = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Satzzeile:
    """A row that shows posts of a grade with their amount; `gruppe` tells amounts of different years or kinds apart."""

    bewertung: str
    gruppe: str
    anteil: Menge
    betrag: Menge
    ort: Stelle
    zeile: Zeile
    blatt: Blatt
    satz: Menge | None = None
    monate: Menge | None = None

    @property
    def eigener_satz(self) -> Fraction:
        """Return amount by posts."""
        return self.betrag.wert / self.anteil.wert

    def passt(self, satz: Fraction, monate: int = 12) -> bool:
        """Tell whether posts × rate (× months / 12) is the printed amount, as it would be rounded."""
        soll = self.anteil.wert * satz * monate / 12
        spiel = self.betrag.feinheit / 2 + anteilspiel(self.anteil) * satz
        return abs(soll - self.betrag.wert) <= spiel

    @property
    def nennt_teiljahr(self) -> bool:
        """Tell whether the row, its column or the title of the table speaks of a part of a year."""
        return any(_TEILJAHR.search(t) for t in (*(z.text for z in self.zeile.zellen), self.blatt.titel, self.gruppe))


def anteilspiel(anteil: Menge) -> Fraction:
    """Return by how much a printed share may differ from the exact one: `0,33` may be a third, `0,5` is a half."""
    if anteil.nachkomma < 2 or (anteil.wert / _ZWANZIGSTEL).denominator == 1:
        return Fraction(0)
    return anteil.feinheit / 2


def satzzeilen(papier: Papier) -> Iterator[Satzzeile]:
    """Return every row that shows posts, grade and amount."""
    for blatt, stellen in papier.stellentabellen:
        bewertung = blatt.spalte(Rolle.BEWERTUNG)
        satz, monate = blatt.spalte(Rolle.SATZ), blatt.spalte(Rolle.MONATE)
        for spalte in blatt.alle(Rolle.BETRAG):
            if (
                spalte.differenz
                or (spalte.gesamt and len(blatt.alle(Rolle.BETRAG)) > 1)
                or bewertung is None
                or spalte.bisher
                or _KEINE_KOSTEN.search(spalte.kopf)
            ):
                continue
            for zeile in blatt.positionen:
                grad, anteil, betrag = zeile.bewertung(bewertung), zeile.menge(stellen), zeile.menge(spalte)
                if grad and anteil and betrag and anteil.wert > 0 and betrag.wert > 0:
                    yield Satzzeile(
                        grad.schluessel,
                        _gruppe(blatt, spalte),
                        anteil,
                        betrag,
                        zeile.ort(spalte),
                        zeile,
                        blatt,
                        zeile.menge(satz) if satz else None,
                        zeile.menge(monate) if monate else None,
                    )


def _gruppe(blatt: Blatt, spalte: Spalte) -> str:
    """Return what sets the amounts of a column apart: one column of money per table means the usual rate."""
    betraege = [s for s in blatt.alle(Rolle.BETRAG) if not s.differenz and not _KEINE_KOSTEN.search(s.kopf)]
    if len(betraege) == 1 and spalte.jahr is None:
        return ""
    return str(spalte.jahr or spalte.kopf.lower())


def gedruckte_saetze(papier: Papier) -> dict[str, list[tuple[Fraction, Stelle]]]:
    """Return the rates that tables of rates print, by grade; a table that lists posts is none."""
    gefunden: dict[str, list[tuple[Fraction, Stelle]]] = defaultdict(list)
    for blatt in papier.blaetter:
        bewertung, satz = blatt.spalte(Rolle.BEWERTUNG), blatt.spalte(Rolle.SATZ)
        if bewertung is None or satz is None or blatt.alle(Rolle.STELLEN):
            continue
        for zeile in blatt.positionen:
            grad, wert = zeile.bewertung(bewertung), zeile.menge(satz)
            if grad and wert:
                gefunden[grad.schluessel].append((wert.wert, zeile.ort(satz)))
    for text in papier.texte:
        if len(text.bewertungen) == 1 and len(text.text) < 160 and _SATZ.search(text.text):
            betraege = text.nach(EUR)
            if len(betraege) == 1 and (betraege[0].je or "satz" in text.text.lower()):
                gefunden[text.bewertungen[0].schluessel].append((betraege[0].wert, text.stelle))
    return gefunden


def haeufigster_satz(zeilen: list[Satzzeile]) -> tuple[Fraction, int]:
    """Return the rate that fits most rows, and how many."""
    kandidaten = {z.satz.wert if z.satz else z.eigener_satz for z in zeilen}
    # The exact rate of a full post beats one that is read off a rounded row.
    return max(
        ((k, sum(z.passt(k) for z in zeilen)) for k in kandidaten), key=lambda p: (p[1], -p[0].denominator, p[0])
    )


@lru_cache(maxsize=4)
def saetze_je_bewertung(papier: Papier) -> dict[str, Fraction]:
    """Return one rate per grade: the printed one, else the one that fits most rows."""
    je: dict[str, list[Satzzeile]] = defaultdict(list)
    for zeile in satzzeilen(papier):
        je[zeile.bewertung].append(zeile)
    saetze = {grad: haeufigster_satz(zeilen)[0] for grad, zeilen in je.items()}
    return saetze | {grad: werte[0][0] for grad, werte in gedruckte_saetze(papier).items()}
