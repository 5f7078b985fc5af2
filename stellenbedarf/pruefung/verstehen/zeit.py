"""Days, years and part-years inside a text: „ab 01.10.2011“, „zum 1. Januar 2012“, „3 Monate“, „3/12“."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_MONATE = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
           "dezember")  # fmt: skip
_TAG = re.compile(
    rf"(?<![\d.])(?P<tag>\d{{1,2}})\.\s?(?:(?P<monat>\d{{1,2}})\.|(?P<name>{'|'.join(_MONATE)}))\s?(?P<jahr>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_JAHR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d./-]|\s?(?:EUR|€|Fälle))")
_ZWOELFTEL = re.compile(r"(?<![\d/])(?P<m>\d{1,2})/12(?!\d)")
_WOCHENTAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_WOCHENTAG = re.compile(rf"(?P<wt>{'|'.join(_WOCHENTAGE)}|Sonnabend),?\s(?:dem|den|der)?\s?$")
_BEGINN = re.compile(r"(?:ab|zum|seit|vom)\s(?:dem\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A day in a text; `datum` is None where the calendar does not have it, `wochentag` is the one named before it."""

    datum: dt.date | None
    text: str
    von: int
    ende: int
    wochentag: int | None = None
    beginn: bool = False


def finde_tage(text: str) -> tuple[Tag, ...]:
    """Return the days of a text in reading order."""
    tage = []
    for m in _TAG.finditer(text):
        monat = int(m["monat"]) if m["monat"] else _MONATE.index(m["name"].lower()) + 1
        try:
            datum = dt.date(int(m["jahr"]), monat, int(m["tag"]))
        except ValueError:
            datum = None
        davor = text[max(0, m.start() - 24) : m.start()]
        genannt = _WOCHENTAG.search(davor)
        wochentag = None
        if genannt:
            wochentag = 5 if genannt["wt"] == "Sonnabend" else _WOCHENTAGE.index(genannt["wt"])
        tage.append(Tag(datum, m[0], m.start(), m.end(), wochentag, bool(_BEGINN.search(davor))))
    return tuple(tage)


def wochentag_name(nummer: int) -> str:
    """Return the German name of a weekday, Monday being 0."""
    return _WOCHENTAGE[nummer]


def finde_jahre(text: str) -> tuple[int, ...]:
    """Return the years that are named on their own, not inside a date or a reference number."""
    ohne_tage = _TAG.sub(lambda m: " " * len(m[0]), text)
    return tuple(int(m[0]) for m in _JAHR.finditer(ohne_tage))


def finde_zwoelftel(text: str) -> tuple[int, ...]:
    """Return the months of part-years written as `3/12`."""
    return tuple(int(m["m"]) for m in _ZWOELFTEL.finditer(text) if 1 <= int(m["m"]) <= 12)


def monate_im_jahr(beginn: dt.date) -> int:
    """Return the months from the month of the beginning to the end of its year, started months counted in full."""
    return 13 - beginn.month
