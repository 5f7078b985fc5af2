"""Finds the amounts in a text that people wrote: number, unit, and the words around them.

Dates, years, paragraphs, grades, and numbers of papers and annexes are no amounts; numbers written as words are not
looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from stellenbedarf.formel.einheit import GRUNDEINHEITEN, STUECK
from stellenbedarf.zahlen import Zahlfehler, read_zahl

PROZENT = "%"
MAX_SATZ, MAX_DAVOR = 250, 30
"""Characters around an amount that count as its sentence, and before it as its qualifier."""
_MONATE = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_VERWEISWORT = (
    r"§+|Abs\.|Absatz|Satz|Nr\.|Nummer|Ziffern?|Kapitel|Abschnitt|Anlagen?|Laufbahngruppen?|Positionen|Position|Zeilen?|Seiten?|S\.|Teil|"
    r"Punkt|Bd\.|Band|Artikel|Art\.|Tabellen?|Abbildung|Stufe|Teilhaushalte?n?|THH|Ämtern?|Amt|Produkt|Kostenstelle|"
    r"Vorlagen?|GRDrs|Drucksachen?|Drs\.|DS|Az\.|Leitsatz|Entgeltgruppe|Besoldungsgruppe|Version|Arbeitsvorgang|"
    r"Windows|Office|Schritte?|Aufgabe|Verordnung|SGB"
)
# What looks like a number and counts nothing; each is blanked out before amounts are looked for.
_KEINE_MENGE = tuple(
    re.compile(muster)
    for muster in (
        r"\b\d+(?:[-.]\d+)*-[\d.]*\d\b(?!\s*(?:EUR|%|Stellen))",
        r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?",
        rf"\b\d{{1,2}}\.\s+(?:{_MONATE})\b(?:\s+\d{{4}})?",
        rf"\b(?:{_MONATE})\s+\d{{4}}\b",
        r"\b\d+/\d{2,4}\b",
        r"\b\d{4}-\d{2}-\d{2}\b",
        rf"(?:(?<!\w)(?:{_VERWEISWORT}))\s*\d[\w./-]*(?:(?:\s*\([^)]*\))?\s*(?:,|und|bis|oder|–|-)\s*\d[\w./-]*)*",
        r"\b(?:EG|BesGr|[ABCERSW])\s?\d{1,2}[a-z]?\b(?:\s?[hgme]D)?",
        r"\b\d{1,2}[.:]\d{2}\s*Uhr\b|\b\d{1,2}\s*Uhr\b",
        r"\b(?:im Jahre?|in|ab|bis|seit|für|Jahre?n?|Jahr|Ende|Anfang|Mitte|von|vom)\s+(?:19|20)\d{2}\b",
        r"\b(?:19|20)\d{2}\b(?!\s*(?:EUR|Euro|€|%|[A-ZÄÖÜ]))",
    )
)
_ZAHL = r"[\u2212-]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_VIELFACHES = {"Mio.": 10**6, "Millionen": 10**6, "Million": 10**6, "Mrd.": 10**9, "Milliarden": 10**9,
               "Tsd.": 10**3, "Tausend": 10**3, "T": 10**3}  # fmt: skip
_EINHEITEN = {
    **{k: v for k, v in GRUNDEINHEITEN.items() if v not in ("Datum", "Text", "Wahrheit")},
    "Euro": "EUR", "Prozent": PROZENT, PROZENT: PROZENT, "Min.": "min", "Stellenanteile": "VZÄ", "Stellenanteil": "VZÄ",
    "Stellenanteilen": "VZÄ", "Planstellen": "VZÄ", "Planstelle": "VZÄ", "VK": "VZÄ", "Vollzeitäquivalente": "VZÄ",
    "Vollzeitäquivalenten": "VZÄ", "Vollzeitstellen": "VZÄ", "Vollzeitstelle": "VZÄ", "Tagen": "Tag",
    "Monaten": "Monat",
}  # fmt: skip
_MENGE = re.compile(
    rf"(?<![\w.,/\u2212-])(?P<zahl>{_ZAHL})(?![\w]|[.,]\d|-\w)"
    rf"(?:[ \u00a0](?P<mal>{'|'.join(map(re.escape, _VIELFACHES))})(?=[ \u00a0€]|EUR))?"
    r"(?P<zwischen>(?:[ \u00a0](?!(?:auf|für|bis|und|oder|von|vom|im|in|am|an|der|die|das|des|dem|den|statt|je|pro|mit|"
    r"zu|zur|zum|ist|sind|wird|werden|hinzu|bei|aus|nach|über|unter|mehr|weniger|als)\b)[a-zäöüß]+){0,2})"
    r"(?:[ \u00a0]?(?P<wort>%|€|(?:Std|Min)\.|(?<=[ \u00a0])(?:h|min)\b|(?<=[ \u00a0])[A-ZÄÖÜ][\wäöüß-]+))?"
    r"(?P<je>[ \u00a0](?:je|pro)[ \u00a0]\w+)?"
)
_SPANNE = re.compile(r"\s*(?:bis|und|oder|–|-|bis zu)\s*")
_SATZENDE = re.compile(r"(?<!Mio)(?<!Mrd)(?<!ca)(?<!Nr)(?<!Abs)(?<!bzw)(?<!z\. B)(?<=[.!?:;])\s+(?=[A-ZÄÖÜ„])")
_UNGEFAEHR = re.compile(r"\b(?:rund|etwa|ca\.|circa|ungefähr)\s*$", re.IGNORECASE)
_GRENZE = re.compile(
    r"\b(?:über|mehr als|mindestens|höchstens|maximal|bis zu|unter|weniger als|knapp|fast|gut|bis|zwischen|ab)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Menge:
    """An amount in a text.

    `einheit` is a base unit (`VZÄ`, `EUR`, `h`, `%`), `Stück` with its noun in `nomen`, or empty for a bare number;
    `schritt` is the place value of its last digit; `je` tells that it is an amount per something; `grenze` that it is
    one end of a span or a bound; `allein` that no other amount of its unit stands in its sentence (`satz`).
    """

    start: int
    ende: int
    text: str
    wert: Fraction
    schritt: Fraction
    einheit: str
    nomen: str
    je: bool
    ungefaehr: bool
    grenze: bool
    satz: str
    satz_start: int
    allein: bool = True

    @property
    def wortlaut(self) -> str:
        """Return the amount with its noun, as the reader of a list needs it."""
        return f"{self.text} {self.nomen}".strip()


def finde_mengen(text: str) -> tuple[Menge, ...]:
    """Return all amounts of a text in reading order."""
    if not any(z.isdigit() for z in text):
        return ()
    blind = text
    for muster in _KEINE_MENGE:
        blind = muster.sub(lambda t: " " * len(t[0]), blind)
    grenzen = [0, *(t.end() for t in _SATZENDE.finditer(text)), len(text)]
    return tuple(_mit_nachbarn(list(_mit_spannen(text, list(_mengen(text, blind, grenzen))))))


def _mengen(text: str, blind: str, grenzen: list[int]) -> Iterator[Menge]:
    satz = 0
    for treffer in _MENGE.finditer(blind):
        start, ende = treffer.span("zahl")
        try:
            wert = read_zahl(_eindeutig(treffer["zahl"]))
        except Zahlfehler:
            continue
        faktor = _VIELFACHES.get(treffer["mal"] or "", 1)
        nachkomma = len(treffer["zahl"].partition(",")[2])
        wort = (treffer["wort"] or "").rstrip("-")
        while grenzen[satz + 1] <= start:
            satz += 1
        davor = text[max(grenzen[satz], start - MAX_DAVOR) : start]
        yield Menge(
            start=start,
            ende=ende,
            text=text[start:ende],
            wert=wert * faktor / (100 if _EINHEITEN.get(wort) == PROZENT else 1),
            schritt=Fraction(faktor, 10**nachkomma) / (100 if _EINHEITEN.get(wort) == PROZENT else 1),
            einheit=_EINHEITEN.get(wort, STUECK if wort else ""),
            nomen=text[ende : treffer.end("wort")].strip() if wort else "",
            je=bool(treffer["je"]),
            ungefaehr=_UNGEFAEHR.search(davor) is not None,
            grenze=_GRENZE.search(davor) is not None,
            satz=text[max(grenzen[satz], start - MAX_SATZ) : min(grenzen[satz + 1], ende + MAX_SATZ)],
            satz_start=max(grenzen[satz], start - MAX_SATZ),
        )


def _eindeutig(zahl: str) -> str:
    """Return a number of running German text, where a point only groups thousands, without the point."""
    return zahl.replace(".", "")


def _mit_spannen(text: str, mengen: list[Menge]) -> Iterator[Menge]:
    """Give the lower end of a span (`60 bis 80 Seminare`) the unit of the upper one."""
    spanne = False
    for menge, naechste in zip(mengen, (*mengen[1:], None), strict=False):
        davor, spanne = spanne, False
        aktuell = menge
        if naechste is not None and not menge.einheit and _SPANNE.fullmatch(text[menge.ende : naechste.start]):
            spanne = True
            prozent = naechste.einheit == PROZENT
            aktuell = replace(
                menge, einheit=naechste.einheit, nomen=naechste.nomen, grenze=True,
                wert=menge.wert / (100 if prozent else 1), schritt=menge.schritt / (100 if prozent else 1),
            )  # fmt: skip
        yield replace(aktuell, grenze=True) if davor else aktuell


def _mit_nachbarn(mengen: list[Menge]) -> Iterator[Menge]:
    """Tell of each amount whether another of its unit stands in its sentence."""
    davor: dict[str, Menge] = {}
    danach: dict[int, Menge] = {}
    for menge in mengen:
        if (vorige := davor.get(menge.einheit)) is not None:
            danach[vorige.start] = menge
        davor[menge.einheit] = menge
    davor.clear()
    for menge in mengen:
        vorige, naechste = davor.get(menge.einheit), danach.get(menge.start)
        davor[menge.einheit] = menge
        nahe = vorige is not None and vorige.start >= menge.satz_start
        nahe = nahe or (naechste is not None and naechste.start < menge.satz_start + len(menge.satz))
        yield replace(menge, allein=not nahe)
