"""Number formats of a workbook: which format a cell has, and whether it shows a day or a percentage."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import cache

from stellenbedarf.eingabe.mappe_paket import Paket, elemente
from stellenbedarf.zahlen import EXCEL_NULLTAG

STANDARD = "General"
# The formats that files name by number only (ECMA-376 part 1, 18.8.30).
_EINGEBAUT = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", **dict.fromkeys((5, 6, 7, 8, 41, 42, 43, 44), '#,##0.00 "€"'),
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd.mm.yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "dd.mm.yyyy h:mm", 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
_ELEMENTE = elemente("numFmt", "cellXfs", "xf")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DAUER = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_MS_JE_TAG = 24 * 60 * 60 * 1000
_MAX_FORMATE = 20_000
_MAX_LAENGE = 255  # of a format, as in Excel
_SCHALTTAG = 60  # 29.02.1900, which Excel counts and no calendar has
_LETZTER_TAG = 2_958_465
_VERSATZ_1904 = 1462


def read_formate(paket: Paket, teil: str | None) -> list[str]:
    """Return the number format of every cell style, in the order in which cells refer to them."""
    eigene: dict[str, str] = {}
    nummern: list[str] = []
    in_zellstilen = False

    def anfang(name: str, a: dict[str, str]) -> None:
        nonlocal in_zellstilen
        element = _ELEMENTE.get(name)
        if element == "numFmt":
            if len(eigene) >= _MAX_FORMATE:
                paket.ablehnen("Die Mappe hat zu viele Zahlenformate")
            eigene[a.get("numFmtId", "")] = a.get("formatCode", STANDARD)[:_MAX_LAENGE]
        elif element == "cellXfs":
            in_zellstilen = True
        elif element == "xf" and in_zellstilen:
            nummern.append(a.get("numFmtId", "0"))

    def ende(name: str) -> None:
        nonlocal in_zellstilen
        if _ELEMENTE.get(name) == "cellXfs":
            in_zellstilen = False

    if teil is not None:
        paket.lies(teil, anfang, ende)
    eingebaut = {str(nummer): zahlformat for nummer, zahlformat in _EINGEBAUT.items()}
    return [eigene.get(n) or eingebaut.get(n, STANDARD) for n in nummern] or [STANDARD]


def _muster(zahlformat: str) -> str:
    """Return the first section of a format without literal text, colours and spacing, in lower case."""
    return _LITERAL.sub("", zahlformat.split(";")[0]).lower()


@cache
def zeigt_prozent(zahlformat: str) -> bool:
    """Tell whether numbers of this format are shown as percentages."""
    return "%" in _muster(zahlformat)


@cache
def zeigt_zeit(zahlformat: str) -> bool:
    """Tell whether numbers of this format are shown as days, times or durations."""
    return any(z in _muster(zahlformat) for z in "dmhys")


@cache
def zeigt_kalendertag(zahlformat: str) -> bool:
    """Tell whether a format shows a whole date, day and year."""
    return "d" in _muster(zahlformat) and "y" in _muster(zahlformat)


def tag_von(zahl: Fraction, zahlformat: str, ab_1904: bool) -> dt.date | None:
    """Return the day that a serial number shows; None for times, durations and what no calendar holds."""
    ms = (zahl * _MS_JE_TAG + Fraction(1, 2)).__floor__()
    tage, rest = divmod(ms, _MS_JE_TAG)
    letzter = _LETZTER_TAG - (_VERSATZ_1904 if ab_1904 else 0)
    if rest or not 1 <= tage <= letzter or _DAUER.search(zahlformat) or (tage == _SCHALTTAG and not ab_1904):
        return None
    if ab_1904:
        tage += _VERSATZ_1904
    elif tage < _SCHALTTAG:
        tage += 1
    return EXCEL_NULLTAG + dt.timedelta(days=tage)
