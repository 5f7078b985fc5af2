"""Figures with unit inside a text: „rund 22.000 Haushalte“, „1,0 Stelle“, „3,4 Mio. EUR“, „1 bis 2 Stunden“."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from stellenbedarf.pruefung.verstehen.zahlen_im_text import (
    BIS,
    NAEHERUNG,
    WORT,
    ZAHL,
    lies,
    nachkommastellen_von,
    ohne_marken,
)

STELLEN, EUR, PROZENT, STUNDEN, MINUTEN, MONATE, TAGE, JAHRE, WOCHEN, DING, ZAHL_ALLEIN = (
    "Stellen", "EUR", "%", "Stunden", "Minuten", "Monate", "Tage", "Jahre", "Wochen", "Ding", "",
)  # fmt: skip

# Unit words in the order in which they are tried, with their unit and factor. One line per way of writing.
_EINHEITEN: tuple[tuple[str, str, int | Fraction], ...] = (
    (r"Mrd\.?\s?(?:EUR|€|Euro)", EUR, 10**9),
    (r"(?:Mio\.?|Millionen)\s?(?:EUR|€|Euro)", EUR, 10**6),
    (r"(?:Tsd\.?|Tausend|T)\s?(?:EUR|€|Euro)|TEUR|T€", EUR, 10**3),
    (r"EUR(?:O)?(?![a-z])|€|Euro(?![a-z])", EUR, 1),
    (r"Mio\.(?!\s?\w)|Mio\.(?=\s(?![A-ZÄÖÜ]))", EUR, 10**6),
    (r"Cent|Ct\.?|ct\.?", EUR, Fraction(1, 100)),
    (r"%(?!-?Punkt)|v\.\s?H\.|vH|Prozent(?!punkt)", PROZENT, 1),
    (
        r"(?:Plan|Vollzeit|Teilzeit|Personal|Soll|Mehr)?-?[Ss]tellen?(?:anteile?n?|äquivalente?n?)?(?![a-zäöü/])"
        r"|VZÄ|VZS|VK(?![A-Z])|Vollzeitäquivalente?n?|Vollzeitkräfte?n?|Vollkräfte?n?|Kapazitäten(?= \()",
        STELLEN,
        1,
    ),
    (r"(?:Arbeits|Jahresarbeits|Personen|Wochen|Mensch-?)?[Ss]tunden?(?![a-zäöü])|Std\.?|h(?![\wäöü])", STUNDEN, 1),
    (r"(?:Arbeits|Jahresarbeits)?[Mm]inuten?(?![a-zäöü])|Min\.|min(?![\wäöü.])", MINUTEN, 1),
    (r"Monate?n?(?![a-zäöü])|Mon\.", MONATE, 1),
    (r"(?:Arbeits|Kalender|Werk|Urlaubs|Kranken|Krankheits|Feier|Fortbildungs)?[Tt]agen?(?![a-zäöü])|Tg\.", TAGE, 1),
    (r"Jahre?n?(?![a-zäöü])", JAHRE, 1),
    (r"Wochen?(?![a-zäöü])", WOCHEN, 1),
)
_EINHEIT_MUSTER = "|".join(f"(?P<u{n}>{muster})" for n, (muster, _, _) in enumerate(_EINHEITEN))
_EINHEIT = re.compile(_EINHEIT_MUSTER)
# The thing counted: up to three inflected adjectives („neuen städtischen“), then a noun.
_DING = re.compile(
    r"(?:\(?z\.\s?T(?:eil|\.)[^)]*\)\s)?[„\"]?(?:[a-zäöüß]{3,}(?:en|er|"
    r"e)\s){0,3}[„\"]?(?P<ding>[A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{2,})"
)
_KEIN_DING = re.compile(
    r"(?:Uhr|Abs|Satz|Nr|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|SGB|"
    r"Nummer|Ziffer|Punkt|Anlage|Anl|Tabelle|Tab|Seite|Und|Die|Der|Das|Für|Bei|Im|In|Mit|Von|Auf|Zu|Bis)$"
)
_NAEHERUNG_DAVOR = re.compile(rf"(?:^|(?<![\wäöü]))(?P<n>{NAEHERUNG})(?:\s(?:rund|ca\.|etwa))?\s?$", re.IGNORECASE)
_WAEHRUNG_DAVOR = re.compile(r"(?:EUR|€)\s?$")
_JE = re.compile(r"\s?(?:/|je|pro)\s?(?P<je>[A-ZÄÖÜa-zäöü][\wäöüßÄÖÜ-]*)")
_KANDIDAT = re.compile(
    rf"(?P<a>{ZAHL}|{WORT})(?:(?P<bis>{BIS})(?P<b>{ZAHL}|{WORT}))?(?P<luecke>[\s\u00a0]?)", re.IGNORECASE
)
_JAHRESZAHL = re.compile(r"(?:19|20)\d\d")
_NUMMER_DAVOR = re.compile(
    r"(?<![\wÄÖÜäöü])(?:Nr\.?|Nummer|Ziffer|Ziff\.|Punkt|Anlagen?|Anl\.|Tabelle|Abs\.|§+|Amt|Art\.|Satz|Kap\.|"
    r"Seite|S\.|TOP|GRDrs|"
    r"Teilhaushalt|THH|Kostenart|Kontengruppe|Amtsbereich|Produkt|Kostenstelle|SGB|Haushaltsjahr|Jahre?|EG|E|A|S|B|"
    r"Position(?:en)?|Entgeltgruppe|Besoldungsgruppe|GR)\s?$"
)  # fmt: skip
_JAHR_DAVOR = re.compile(r"(?:im|pro|je|jedem) Jahr\s?$")


@dataclass(frozen=True, slots=True)
class Menge:
    """A figure as stated: exact value in its base unit (EUR, not Mio.), printed precision and place in the text.

    `bis` is the upper end of a range. `feinheit` is the value of one unit of the last printed digit
    („3,4 Mio.“ → 100.000), `naeherung` the word in front („rund“). `ding` is what is counted where the
    unit is `Ding`, `je` the unit behind „je“ or „pro“. `von` and `ende` are the place in the text.
    """

    wert: Fraction
    einheit: str
    text: str
    von: int
    ende: int
    feinheit: Fraction
    bis: Fraction | None = None
    naeherung: str = ""
    ding: str = ""
    je: str = ""
    nachkomma: int = 0

    @property
    def hoch(self) -> Fraction:
        """Return the upper end: `bis`, or the value itself."""
        return self.wert if self.bis is None else self.bis

    def kann_sein(self, wert: Fraction) -> bool:
        """Tell whether the exact value could have been printed like this (commercially rounded to the last digit)."""
        if self.bis is not None:
            return self.wert - self.feinheit / 2 <= wert <= self.bis + self.feinheit / 2
        return abs(self.wert - wert) * 2 <= self.feinheit

    def ungefaehr(self, wert: Fraction) -> bool:
        """Tell whether an approximate statement („rund 22.000“) allows the value: rounded at its trailing zeros."""
        if not self.naeherung:
            return self.kann_sein(wert)
        return abs(self.wert - wert) * 2 <= max(self.feinheit, rundungsstufe(self.wert, self.feinheit))


def rundungsstufe(wert: Fraction, feinheit: Fraction = Fraction(1)) -> Fraction:
    """Return the power of ten at which the figure looks rounded: 22.000 → 1.000, 42.350 → 10."""
    if wert == 0:
        return feinheit
    stufe = feinheit
    while (wert / (stufe * 10)).denominator == 1:
        stufe *= 10
    return stufe


@lru_cache(maxsize=20_000)
def finde_mengen(roh: str) -> tuple[Menge, ...]:
    """Return every figure of a text that has a unit or counts something, in reading order."""
    text = ohne_marken(roh)
    mengen: list[Menge] = []
    ab = 0
    while treffer := _KANDIDAT.search(text, ab):
        menge = _menge(text, treffer)
        if menge is None:
            ab = treffer.end("a")
            continue
        mengen.append(menge)
        ab = max(menge.ende, treffer.end("a"))
    return tuple(mengen)


def _menge(text: str, treffer: re.Match[str]) -> Menge | None:
    """Return the figure at a match; None where the digits belong to something else (a paragraph, a grade, a date)."""
    davor = text[max(0, treffer.start() - 24) : treffer.start()]
    wort = not treffer["a"][-1].isdigit()
    bis = treffer["b"]
    if (
        bis is not None
        and (
            treffer["bis"].strip() in ("-", "\u2013")
            and text[treffer.end("b") : treffer.end("b") + 3].strip()[:1] in "-\u2013="
        )
        and treffer["luecke"]
    ):
        bis = None  # a chain of subtractions, no range
    if bis is not None and treffer["bis"].strip() == "und" and not re.search(r"zwischen\s$", davor):
        bis = None
    im_jahr = _JAHR_DAVOR.search(davor) and not _JAHRESZAHL.fullmatch(treffer["a"])  # „leistet im Jahr 1.590 Stunden“
    if _NUMMER_DAVOR.search(davor) and not im_jahr and not _WAEHRUNG_DAVOR.search(davor):
        return None
    ende = treffer.end() if bis is not None else treffer.end("a")
    while ende < len(text) and text[ende] in " \u00a0\t\n":
        ende += 1
    einheit, faktor, ding, schluss = _einheit(text, ende, wort)
    if not einheit and (waehrung := _WAEHRUNG_DAVOR.search(davor)):
        einheit, faktor, schluss = EUR, Fraction(1), ende
        davor = davor[: waehrung.start()]
    if not einheit or (
        wort and (einheit in (DING, JAHRE, WOCHEN, TAGE, EUR, PROZENT) or "anteil" in text[ende:schluss].lower())
    ):
        return None
    naeherung = _NAEHERUNG_DAVOR.search(davor)
    if einheit == DING and not naeherung and _JAHRESZAHL.fullmatch(treffer["a"]):
        return None
    nachkomma = nachkommastellen_von(bis or treffer["a"])
    wert = lies(treffer["a"]) * faktor
    hoch = lies(bis) * faktor if bis is not None else None
    if hoch is not None and hoch <= wert:
        hoch = None
    je = _JE.match(text, schluss)
    return Menge(
        wert,
        einheit,
        " ".join(text[treffer.start() : schluss].split()),
        treffer.start(),
        schluss,
        faktor / Fraction(10) ** nachkomma,
        hoch,
        naeherung["n"].lower() if naeherung else "",
        ding,
        je["je"] if je else "",
        nachkomma,
    )


def _einheit(text: str, ab: int, wort: bool) -> tuple[str, Fraction, str, int]:
    """Return unit, factor, thing counted and where the unit ends; an empty unit where there is none."""
    if treffer := _EINHEIT.match(text, ab):
        nummer = next(n for n in range(len(_EINHEITEN)) if treffer[f"u{n}"] is not None)
        _, einheit, faktor = _EINHEITEN[nummer]
        return einheit, Fraction(faktor), "", treffer.end()
    for adjektiv in re.compile(
        r"(?:zusätzliche|weitere|neue|ganze|volle|halbe|unbefristete|befristete|städtische)[nrs]?\s"
    ).finditer(text, ab, ab + 20):
        if adjektiv.start() == ab and (treffer := _EINHEIT.match(text, adjektiv.end())):
            nummer = next(n for n in range(len(_EINHEITEN)) if treffer[f"u{n}"] is not None)
            return _EINHEITEN[nummer][1], Fraction(_EINHEITEN[nummer][2]), "", treffer.end()
    ding = None if wort else _DING.match(text, ab)
    if ding and not _KEIN_DING.match(ding["ding"]):
        return DING, Fraction(1), ding["ding"], ding.end()
    return "", Fraction(1), "", ab


_ZELLZAHL = re.compile(
    rf"(?P<n>(?:{NAEHERUNG})\s)?(?P<z>[+\u2212-]?\s?(?:\d{{1,3}}(?:[.\u00a0\u202f ]\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?))"
    r"[\s\u00a0]*(?P<u>T€|TEUR|Tsd\.? ?(?:EUR|€)|Mio\.? ?(?:EUR|€|Euro)?|EUR|€|Euro|%|v\.\s?H\.|VZÄ|Stellen?|"
    r"Std\.|Stunden|h|Min\.|Minuten|Tage|Monate)?\.?",
    re.IGNORECASE,
)  # fmt: skip
_ZELLEINHEIT = {
    "t€": (EUR, 10**3), "teur": (EUR, 10**3), "tsd": (EUR, 10**3), "mio": (EUR, 10**6), "eur": (EUR, 1), "€": (EUR, 1),
    "euro": (EUR, 1), "%": (PROZENT, 1), "v": (PROZENT, 1), "vzä": (STELLEN, 1), "stelle": (STELLEN, 1),
    "stellen": (STELLEN, 1),
    "std": (STUNDEN, 1), "stunden": (STUNDEN, 1), "h": (STUNDEN, 1), "min": (MINUTEN, 1), "minuten": (MINUTEN, 1),
    "tage": (TAGE, 1), "monate": (MONATE, 1),
}  # fmt: skip


@lru_cache(maxsize=50_000)
def lies_zelle(roh: str) -> Menge | None:
    """Return the figure that a table cell holds and nothing else; None for text, dates and empty cells."""
    text = " ".join(ohne_marken(roh).split())
    treffer = _ZELLZAHL.fullmatch(text)
    if treffer is None:
        return None
    wort = re.match(r"[^\W\d_]+|€|%", treffer["u"].lower()) if treffer["u"] else None
    schluessel = wort[0] if wort else ""
    if schluessel == "t" and "€" in treffer["u"]:
        schluessel = "t€"
    einheit, faktor = _ZELLEINHEIT.get(schluessel, (ZAHL_ALLEIN, 1))
    ziffern = treffer["z"].replace(" ", "")
    nachkomma = nachkommastellen_von(ziffern)
    return Menge(
        lies(ziffern) * faktor,
        einheit,
        text,
        0,
        len(roh),
        Fraction(faktor) / Fraction(10) ** nachkomma,
        naeherung=(treffer["n"] or "").strip().lower(),
        nachkomma=nachkomma,
    )
