"""Shows the value of a workbook cell as a German spreadsheet does: by its number format, with comma and point."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

from stellenbedarf.zahlen import format_datum, format_fest, format_zahl

_STELLEN = 15  # significant digits that a spreadsheet keeps
_TEIL = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<zeichen>.)|\[\$(?P<waehrung>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_(?P<luecke>.)|\*.'
    r"|(?P<zahl>[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?)(?P<tausend>,*)|(?P<prozent>%)|(?P<rest>.)",
    re.S,
)
_DATUM = re.compile(r"[dy]|(?<![a-z])m{1,5}(?![a-z])", re.I)
_UHRZEIT = re.compile(r"[hs]", re.I)
_OHNE_TEXT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def zeige(wert: Any, typ: str, format_: str) -> str:
    """Return the text that the cell shows.

    Args:
        wert: value as openpyxl gives it.
        typ: its type there (`n`, `s`, `b`, `e`, `d`).
        format_: number format.
    """
    if wert is None:
        return ""
    if isinstance(wert, bool) or typ == "b":
        return "WAHR" if wert else "FALSCH"
    if isinstance(wert, dt.datetime | dt.date | dt.time | dt.timedelta):
        return _tag(wert, format_)
    if isinstance(wert, int | float):
        zahl = _exakt(wert)
        return str(wert) if zahl is None else _zahl(zahl, format_ or "General")
    text = str(wert).replace("_x000D_", "").replace("\r\n", "\n").replace("\u00a0", " ")
    return text.replace("\u00ad", "")


def _exakt(wert: float) -> Fraction | None:
    if isinstance(wert, int):
        return Fraction(wert)
    try:
        return Fraction(f"{wert:.{_STELLEN}g}")
    except ValueError:  # NaN or infinity
        return None


def _tag(wert: Any, format_: str) -> str:
    uhrzeit = bool(_UHRZEIT.search(_OHNE_TEXT.sub("", format_)))
    if isinstance(wert, dt.datetime):
        if not uhrzeit and (wert.time() == dt.time() or _DATUM.search(format_)):
            return _datum(wert.date(), format_)
        return f"{format_datum(wert.date())} {wert:%H:%M}"
    if isinstance(wert, dt.date):
        return _datum(wert, format_)
    if isinstance(wert, dt.time):
        return f"{wert:%H:%M}"
    minuten = int(wert.total_seconds()) // 60
    return f"{minuten // 60}:{minuten % 60:02}"


def _datum(tag: dt.date, format_: str) -> str:
    form = _OHNE_TEXT.sub("", format_).lower()
    if "d" not in form and "m" not in form:
        return str(tag.year)
    if "d" not in form:
        return f"{tag:%m}/{tag.year}"
    return format_datum(tag)


def _zahl(wert: Fraction, format_: str) -> str:
    abschnitte = _abschnitte(format_)
    negativ = wert < 0
    if negativ and len(abschnitte) > 1:
        form, wert, vorzeichen = abschnitte[1], -wert, ""
    elif wert == 0 and len(abschnitte) > 2:
        form, vorzeichen = abschnitte[2], ""
    else:
        form, vorzeichen = abschnitte[0], "-" if negativ else ""
    teile = list(_TEIL.finditer(form))
    if form.strip().lower() in ("general", "standard", "@", "") or not any(t["zahl"] for t in teile):
        if form != abschnitte[0] and form.strip():  # a section of text only, such as "-" for zero
            return "".join(_text(t) for t in teile).strip()
        return _ohne_punkte(format_zahl(wert, 0, 10))
    if re.search(r"[eE][+-]|/", _OHNE_TEXT.sub("", form)):
        return _ohne_punkte(format_zahl(wert, 0, 10))
    wert *= 100 ** sum(bool(t["prozent"]) for t in teile)
    text, gezeigt = "", False
    for teil in teile:
        if teil["zahl"] and not gezeigt:
            gezeigt = True
            text += vorzeichen + _ziffern(abs(wert) / 1000 ** len(teil["tausend"]), teil["zahl"])
        else:
            text += _text(teil)
    return " ".join(text.split())


def _text(teil: re.Match[str]) -> str:
    if teil["prozent"]:
        return "%"
    if teil["luecke"] or teil["zahl"]:
        return ""
    return teil["text"] or teil["zeichen"] or teil["waehrung"] or teil["rest"] or ""


def _ziffern(wert: Fraction, muster: str) -> str:
    if wert == 0 and "0" not in muster:
        return ""
    ganz, _, nach = muster.partition(".")
    text = format_fest(wert, len(nach))
    if len(nach) > nach.count("0"):  # `#` shows a digit only where there is one
        fest = nach.rstrip("#?")
        kopf, komma, ziffern = text.partition(",")
        ziffern = ziffern.rstrip("0").ljust(len(fest), "0")
        text = kopf + (komma if ziffern else "") + ziffern
    if "," not in ganz:
        text = _ohne_punkte(text)
    breite = ganz.replace(",", "").count("0")
    kopf, komma, rest = text.partition(",")
    return kopf.zfill(breite) + komma + rest


def _ohne_punkte(text: str) -> str:
    return text.replace(".", "")


@lru_cache(maxsize=256)
def _abschnitte(format_: str) -> tuple[str, ...]:
    """Return the sections of a format (positive; negative; zero); semicolons in quotes do not divide."""
    teile = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|;', format_)
    abschnitte, offen = [], ""
    for teil in teile:
        if teil == ";":
            abschnitte.append(offen)
            offen = ""
        else:
            offen += teil
    return (*abschnitte, offen)
