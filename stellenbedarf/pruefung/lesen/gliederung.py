"""Recognises numbers of headings, markers of list items, levels, and heads of tables by how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MONATE = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_ANLAGE = re.compile(
    r"((?:Anlage|Anhang)\s+(?:Nr\.\s*)?(?:\d{1,3}[a-z]?|[A-Z]|[IVX]+))(?:\s*[:–—-]\s*|\.?\s+|$)(.*)", re.S
)
_GEZAEHLT = re.compile(
    rf"((?:[1-9]\d?\.)+[1-9]\d?\.?|[1-9]\d?\.|[1-9]\d?(?=\s+[A-ZÄÖÜ])|[IVX]+\.|[A-Z]\.(?!\s*[A-Za-z]\.))"
    rf"\s+(?!(?:{_MONATE})\b)(\S.*)",
    re.S,
)
STRICHE = "-–—•*▪▶►‣◦·●○■□➢✓"
_MARKE = re.compile(
    rf"([{STRICHE}\ue000-\uf8ff]|o(?=\s)|\(?(?:[1-9]\d?|[a-z]|[a-z]{{2}}|[ivx]+)\)|[1-9]\d?\.|[a-z]\.)\s+(\S.*)", re.S
)
_DATUM = re.compile(rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONATE})\b)\s?(?:\d{{4}}|\d\d)?")
_ZAHL = re.compile(
    r"[-–+±]?\s*(?:ca\.|rd\.|rund)?\s*\d[\d.,' \u00a0]*\s*"
    r"(?:EUR|Euro|€|T€|TEUR|Tsd\. ?(?:EUR|€)|Mio\.?(?: ?(?:EUR|€|Euro))?|%|VZÄ|Stellen?|h|Std\.|Min\.|Stunden|Minuten)?"
)
_JAHR = re.compile(r"(?:19|20)\d\d(?:\s*(?:in\s+)?\(?(?:EUR|Euro|€|T€|TEUR|Tsd\. EUR|Mio\. EUR|%|VZÄ|Stellen)\)?)?")
_HAUPTTEIL = re.compile(
    r"(?:beschlu(?:ss|ß)(?:antrag|vorschlag|entwurf|empfehlung)?|antrag(?: des referenten)?|sachverhalt|sachstand|"
    r"(?:kurzfassung der )?begründung|vortrag(?: de[rs] .{1,40})?|finanzielle auswirkungen|beteiligte stellen|"
    r"mitzeichnung.*|anlagen?|anlagenverzeichnis|finanzierung|vorlage an|erläuterung(?:en)?|ergebnis|"
    r"klimatische auswirkungen|vorliegende anträge.*|erledigte anträge.*)\s*:?",
    re.I,
)
MAX_UEBERSCHRIFT = 300


def split_nummer(text: str) -> tuple[str, str]:
    """Return number and text of a heading: `3.1 Ziel` → (`3.1`, `Ziel`), `Anlage 2: Stellen` → (`Anlage 2`, …)."""
    text = text.strip()
    treffer = _ANLAGE.fullmatch(text) or _GEZAEHLT.fullmatch(text)
    if treffer is None:
        return "", text
    return " ".join(treffer[1].split()).rstrip("."), treffer[2].strip()


def split_marke(text: str) -> tuple[str, str]:
    """Return marker and text of a list item: `a) Ziel` → (`a)`, `Ziel`); an empty marker where it is none."""
    treffer = _MARKE.fullmatch(text)
    if treffer is None or _DATUM.match(text):
        return "", text
    # Symbol fonts have their bullets in the private-use area.
    return "•" if "\ue000" <= treffer[1] <= "\uf8ff" else treffer[1], treffer[2].strip()


def ist_marke(text: str) -> bool:
    """Tell whether a word is nothing but the marker of a list item or the number of a heading."""
    return bool(split_marke(f"{text} x")[0] or split_nummer(f"{text} X")[0])


def ist_hauptteil(text: str) -> bool:
    """Tell whether a line names one of the usual main parts of a council paper (`Begründung:`)."""
    return _HAUPTTEIL.fullmatch(text.strip()) is not None or (len(text) < 80 and _ANLAGE.fullmatch(text) is not None)


def ebenen(ueberschriften: Sequence[tuple[str, str]], raenge: Sequence[int | None]) -> list[int]:
    """Return the level of every heading.

    The levels that the file declares are used where they go with the numbers; a converter that guessed them from type
    sizes often gives 3.1 and 3.2 different ones. Otherwise main parts and annexes are level 1, numbers count their
    parts, and what has no number stands below the last one that has.

    Args:
        ueberschriften: number and text.
        raenge: declared level or None.
    """
    vertraut = _stimmig(ueberschriften, raenge)
    gibt_hauptteile = any(ist_hauptteil(f"{n} {t}".strip()) for n, t in ueberschriften)
    stufen: list[int] = []
    haupt = 0
    for (nummer, text), rang in zip(ueberschriften, raenge, strict=True):
        if rang is not None and vertraut:
            stufe = haupt = rang
        elif ist_hauptteil(f"{nummer} {text}".strip()):
            stufe = haupt = 1
        elif nummer:
            stufe = haupt = int(gibt_hauptteile) + tiefe_der(nummer)
        else:
            stufe = haupt + 1
        stufen.append(min(stufe, 9))
    return stufen


def tiefe_der(nummer: str) -> int:
    """Return how many parts a number has: 2 for `3.1`."""
    return nummer.rstrip(".").count(".") + 1


def _stimmig(ueberschriften: Sequence[tuple[str, str]], raenge: Sequence[int | None]) -> bool:
    gesehen: dict[int, set[int]] = {}
    for (nummer, _), rang in zip(ueberschriften, raenge, strict=True):
        if rang is not None and nummer[:1].isdigit():
            gesehen.setdefault(tiefe_der(nummer), set()).add(rang)
    # Chapters may be counted at two levels (in the paper and again in each annex), their parts may not.
    return all(len(r) == 1 for t, r in gesehen.items() if t > 1) and len(gesehen.get(1, ())) <= 2


def ist_zahl(text: str) -> bool:
    """Tell whether a cell holds a figure, with or without unit; dates are none."""
    text = text.strip()
    return _ZAHL.fullmatch(text) is not None and not _DATUM.fullmatch(text)


def ist_wert(text: str) -> bool:
    """Tell whether a cell holds a figure that no head would: years may stand in heads."""
    return ist_zahl(text) and not _JAHR.fullmatch(text.strip())


def zaehle_kopfzeilen(zeilen: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top are heads, where the file does not say.

    A row of text is one; years and a row that counts its columns may stand in heads. A second row belongs to them
    where it fills a gap that the first leaves (merged cells) and holds no figure. A table of one row has no head.
    """
    if len(zeilen) < 2 or any(ist_wert(z) for z in zeilen[0]):
        return 0
    if all(not z or ist_zahl(z) for z in zeilen[0]):
        return 0
    kopf = 1
    while kopf < min(4, len(zeilen) - 1):
        zeile = zeilen[kopf]
        luecken = [n for n, text in enumerate(zeilen[kopf - 1]) if not text and n and n < len(zeile)]
        gezaehlt = [z.strip("() .") for z in zeile if z] == [str(n + 1) for n in range(len(zeile))]
        ohne_werte = not any(ist_wert(z) for z in zeile)
        if not gezaehlt and not (ohne_werte and any(zeile[n] for n in luecken) and not zeile[0]):
            break
        kopf += 1
    return kopf


def verbinde(zeilen: Sequence[str]) -> str:
    """Return wrapped lines as one text; words hyphenated at the end of a line are put together again."""
    text = ""
    for zeile in zeilen:
        zeile = zeile.strip()
        if not text:
            text = zeile
        elif text.endswith("\u00ad"):
            text = text[:-1] + zeile
        elif re.search(r"\w-$", text) and not re.match(r"(?:und|oder|bzw|sowie|als|wie)\b", zeile):
            # `Sach-` + `bearbeitung` is one word; `IT-` + `Personal` and `2012-` + `2013` keep the hyphen.
            getrennt = zeile[:1].islower() and text[-2].isalpha()
            text = (text[:-1] if getrennt else text) + zeile
        else:
            text = f"{text} {zeile}"
    return text


def setzt_satz_fort(anfang: str, fortsetzung: str) -> bool:
    """Tell whether a paragraph only goes on after a page break: it begins small and the one before has no end."""
    return fortsetzung[:1].islower() and not split_marke(fortsetzung)[0] and anfang[-1:] not in '.:;!?“"”'


_HOCH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KENNZEICHEN = re.compile(r"\[?[A-Z]{1,2}(?:\d{1,3}/|\.)?\d[\d.]*\]?")


def hochgestellt(text: str) -> str:
    """Return raised text so that it never becomes part of the figure in front of it.

    Digits become raised signs; the labels with which our own papers name the origin of a figure (`S1`, `R1/7.3`) are
    dropped.
    """
    return "" if _KENNZEICHEN.fullmatch(text.strip()) else text.translate(_HOCH)
