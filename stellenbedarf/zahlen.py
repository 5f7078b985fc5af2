"""Reading numbers and dates as people write them, and writing them as German administrations do."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from stellenbedarf.rundung import halb_auf_ganzes

GESCHUETZTES_LEERZEICHEN = "\u00a0"
_LEERZEICHEN = re.compile(r"[ \u00a0\u2009\u202f']")
_ROH = re.compile(r"[+-]?[0-9.,]*[0-9][0-9.,]*")
_TAUSENDER_PUNKT = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")  # 0,125 is a decimal, never 125
_TAUSENDER_KOMMA = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_MEHRDEUTIG = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_EINFACH = re.compile(r"[+-]?\d+([.,]\d+)?")
_DATUM_DE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_DATUM_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
MAX_ZEICHEN = 40
EXCEL_NULLTAG = dt.date(1899, 12, 30)


class Zahlfehler(ValueError):
    """A text is no number or date, or can be read in two ways; carries the remedy."""

    def __init__(self, text: str, abhilfe: str) -> None:
        """Keep message and remedy apart: the reader of a case reports both."""
        super().__init__(text)
        self.abhilfe = abhilfe


def read_zahl(text: str) -> Fraction:
    """Read an exact number in German or English notation, also `3 %` and fractions such as `1/6`.

    Raises `Zahlfehler` where the text is no number or can be read in two ways (`1.234`).
    """
    roh = text.strip().replace("\u2212", "-")
    if roh.count("/") > 1 or roh.count("%") > 1:
        raise Zahlfehler(f"„{text}“ ist keine Zahl", "Tragen Sie nur die Zahl ein, zum Beispiel 1/6 oder 3 %.")
    if "/" in roh:
        zaehler, _, nenner = roh.partition("/")
        teiler = read_zahl(nenner)
        if teiler == 0:
            raise Zahlfehler(f"„{text}“ teilt durch null", "Tragen Sie einen Nenner ungleich 0 ein.")
        return read_zahl(zaehler) / teiler
    if roh.endswith("%"):
        return read_zahl(roh[:-1]) / 100
    gruppen = _LEERZEICHEN.split(roh)
    if len(gruppen) > 1 and not (
        re.fullmatch(r"[+-]?\d{1,3}", gruppen[0])
        and all(re.fullmatch(r"\d{3}", g) for g in gruppen[1:-1])
        and re.fullmatch(r"\d{3}([.,]\d+)?", gruppen[-1])
    ):
        raise Zahlfehler(f"„{text}“ ist keine Zahl", "Tragen Sie nur die Zahl ein, zum Beispiel 1234,5.")
    ohne = "".join(gruppen)
    if not _ROH.fullmatch(ohne):
        raise Zahlfehler(f"„{text}“ ist keine Zahl", "Tragen Sie nur die Zahl ein, zum Beispiel 1234,5.")
    if len(ohne) > MAX_ZEICHEN:
        raise Zahlfehler(f"„{ohne[:12]}…“ hat mehr als {MAX_ZEICHEN} Zeichen", "Runden Sie die Zahl.")
    if len(gruppen) == 1 and _MEHRDEUTIG.fullmatch(ohne):
        ganz, rest = re.split(r"[.,]", ohne)
        raise Zahlfehler(
            f"„{text}“ ist mehrdeutig: {ganz}{rest} (Tausendertrennung) oder {ganz},{rest} (Dezimalzahl)",
            f"Schreiben Sie {ganz}{rest} ohne Trennzeichen oder {ganz},{rest}0 mit vier Nachkommastellen.",
        )
    if len(gruppen) == 1 and _TAUSENDER_PUNKT.fullmatch(ohne):
        ohne = ohne.replace(".", "")
    elif len(gruppen) == 1 and _TAUSENDER_KOMMA.fullmatch(ohne):
        ohne = ohne.replace(",", "")
    if not _EINFACH.fullmatch(ohne):
        raise Zahlfehler(f"„{text}“ ist keine Zahl", "Prüfen Sie die Trennzeichen; richtig ist zum Beispiel 1.234,50.")
    return Fraction(ohne.replace(",", "."))


def read_datum(text: str) -> dt.date:
    """Read a day as `31.12.2011` or `2011-12-31`; raises `Zahlfehler` otherwise."""
    roh = text.strip()
    if treffer := _DATUM_DE.fullmatch(roh):
        tag, monat, jahr = (int(g) for g in treffer.groups())
    elif treffer := _DATUM_ISO.fullmatch(roh):
        jahr, monat, tag = (int(g) for g in treffer.groups())
    else:
        raise Zahlfehler(f"„{text}“ ist kein Datum", "Schreiben Sie das Datum als TT.MM.JJJJ, zum Beispiel 01.10.2011.")
    try:
        return dt.date(jahr, monat, tag)
    except ValueError:
        raise Zahlfehler(
            f"„{text}“ gibt es im Kalender nicht", "Prüfen Sie Tag und Monat (Reihenfolge TT.MM.JJJJ)."
        ) from None


def tageszahl(tag: dt.date) -> Fraction:
    """Return the spreadsheet's serial number of a day."""
    return Fraction((tag - EXCEL_NULLTAG).days)


def tag_aus_zahl(zahl: Fraction) -> dt.date:
    """Return the day of a spreadsheet serial number (whole days)."""
    return EXCEL_NULLTAG + dt.timedelta(days=int(zahl))


def format_datum(tag: dt.date) -> str:
    """Return `01.10.2011`."""
    return f"{tag.day:02d}.{tag.month:02d}.{tag.year:04d}"


def nachkommastellen(wert: Fraction) -> int | None:
    """Return how many decimals the number needs to be written exactly; None if no number of them suffices."""
    nenner = wert.denominator
    if nenner == 1:
        return 0
    zweien = (nenner & -nenner).bit_length() - 1
    nenner >>= zweien
    fuenfen = 0
    while nenner % 5 == 0:
        nenner //= 5
        fuenfen += 1
    return max(zweien, fuenfen) if nenner == 1 else None


def format_fest(wert: Fraction, stellen: int) -> str:
    """Return the number with exactly `stellen` decimals, German separators, commercially rounded."""
    ganzes = halb_auf_ganzes(wert, stellen)
    ganz, bruch = divmod(ganzes, 10**stellen)
    vorzeichen = "\u2212" if wert.numerator < 0 and ganzes else ""
    gruppiert = f"{ganz:,}".replace(",", ".")
    return f"{vorzeichen}{gruppiert},{bruch:0{stellen}d}" if stellen else f"{vorzeichen}{gruppiert}"


def format_zahl(wert: Fraction, mindestens: int = 0, hoechstens: int = 6) -> str:
    """Return the number with as many decimals as it needs, between the two bounds."""
    noetig = nachkommastellen(wert)
    return format_fest(wert, hoechstens if noetig is None else min(max(noetig, mindestens), hoechstens))


def ist_exakt_geschrieben(wert: Fraction, hoechstens: int = 6) -> bool:
    """Tell whether `format_zahl` with this bound writes the number without rounding."""
    noetig = nachkommastellen(wert)
    return noetig is not None and noetig <= hoechstens


def format_prozent(wert: Fraction, hoechstens: int = 4) -> str:
    """Return a share as `84,8 %` (with a no-break space)."""
    return f"{format_zahl(wert * 100, 0, hoechstens)}{GESCHUETZTES_LEERZEICHEN}%"


def dezimal(wert: Fraction, hoechstens: int = 10) -> str:
    """Return the number for machines: point as separator, exact where finite, else rounded to `hoechstens` decimals."""
    noetig = nachkommastellen(wert)
    stellen = hoechstens if noetig is None else noetig
    ganzes = halb_auf_ganzes(wert, stellen)
    ganz, bruch = divmod(ganzes, 10**stellen)
    vorzeichen = "-" if wert.numerator < 0 and ganzes else ""
    return f"{vorzeichen}{ganz}.{bruch:0{stellen}d}" if stellen else f"{vorzeichen}{ganz}"
