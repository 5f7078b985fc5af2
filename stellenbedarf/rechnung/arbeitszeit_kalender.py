"""Working days of a year: weekends, public holidays of a Land and the days before holidays, with their origin."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.arbeitszeit import Arbeitszeit
from stellenbedarf.zahlen import format_datum

_JEDERZEIT = "Gregorianischer Kalender"
_KATHOLISCH = "überwiegend katholisch"
_AUGSBURG = "Augsburg"
_GEBIETE = {("BY", _KATHOLISCH), ("SN", _KATHOLISCH), ("TH", _KATHOLISCH), ("BY", _AUGSBURG)}


@dataclass(frozen=True, slots=True)
class Kalendertage:
    """A number of days and how it was counted."""

    anzahl: int
    quelle: str


def zaehle_kalender(arbeitszeit: Arbeitszeit) -> Mapping[str, Kalendertage]:
    """Return the inputs that follow from Land, year and free days, by the name of the input.

    Raises:
        StellenbedarfFehler: where the year or the area is not covered.
    """
    jahr = arbeitszeit.jahr
    feiertage = _feiertage(arbeitszeit)
    frei = {6} if arbeitszeit.arbeitstage_je_woche == "6" else {5, 6}
    tage = [dt.date(jahr, 1, 1) + dt.timedelta(n) for n in range(365 + calendar.isleap(jahr))]
    vorfeiertage = [
        tag for tag, ist_frei in (
            (dt.date(jahr, 12, 24), arbeitszeit.heiligabend_frei), (dt.date(jahr, 12, 31), arbeitszeit.silvester_frei),
        ) if ist_frei
    ]  # fmt: skip
    an_arbeitstagen = {t: n for t, n in feiertage.items() if t.weekday() not in frei}
    sonst = {t: n for t, n in feiertage.items() if t not in an_arbeitstagen}
    zaehlende = [t for t in vorfeiertage if t.weekday() not in frei]
    wo = arbeitszeit.land + (f", {arbeitszeit.feiertagsgebiet}" if arbeitszeit.feiertagsgebiet else "")
    quelle = (
        f"Gesetzliche Feiertage {wo} {jahr}, gezählt mit dem Python-Paket holidays {_version()}: "
        f"{_liste(an_arbeitstagen)}; auf freie Wochentage fallen {_liste(sonst) or 'keine'}"
    )
    wochentage = int(arbeitszeit.arbeitstage_je_woche)
    freie = "Sonntage" if wochentage == 6 else "Samstage und Sonntage"
    nicht = "dienstfrei sind weder der 24. noch der 31.12."
    return {
        "kalendertage": Kalendertage(len(tage), f"{_JEDERZEIT}, {jahr}"),
        "freie_wochentage": Kalendertage(sum(t.weekday() in frei for t in tage), f"{_JEDERZEIT}, {freie} {jahr}"),
        "feiertage": Kalendertage(len(an_arbeitstagen), quelle),
        "freie_vorfeiertage": Kalendertage(
            len(zaehlende),
            f"{_JEDERZEIT}, {jahr}: dienstfrei {' und '.join(_tag(t) for t in vorfeiertage)}, davon an Arbeitstagen "
            f"{len(zaehlende)}" if vorfeiertage else f"Angabe des Falls: {nicht}",
        ),
        "arbeitstage_je_woche": Kalendertage(wochentage, "Fünftagewoche" if wochentage == 5 else "Sechstagewoche"),
    }  # fmt: skip


def _feiertage(arbeitszeit: Arbeitszeit) -> Mapping[dt.date, str]:
    land, gebiet, jahr = arbeitszeit.land, arbeitszeit.feiertagsgebiet, arbeitszeit.jahr
    if gebiet and (land, gebiet) not in _GEBIETE:
        laender = ", ".join(sorted(b for b, g in _GEBIETE if g == gebiet))
        raise StellenbedarfFehler.einzeln(
            f"Das Feiertagsgebiet „{gebiet}“ gibt es im Land {land} nicht",
            arbeitszeit.orte.get("feiertagsgebiet"), f"Möglich ist es in: {laender}. Sonst lassen Sie die Angabe weg.",
        )  # fmt: skip
    from holidays.countries.germany import Germany  # 30 ms that only cases with a built working time need

    if not Germany.start_year <= jahr <= Germany.end_year:
        raise StellenbedarfFehler.einzeln(
            f"Für das Jahr {jahr} sind keine Feiertage bekannt, nur für {Germany.start_year} bis {Germany.end_year}",
            arbeitszeit.orte.get("jahr"), "Nennen Sie ein Jahr aus dieser Zeit oder geben Sie den Wert selbst an.",
        )  # fmt: skip
    kategorien = ("public", "catholic") if gebiet == _KATHOLISCH else ("public",)
    kalender = Germany(
        subdiv=gebiet if gebiet == _AUGSBURG else land, years=jahr, categories=kategorien, language="de"
    )  # fmt: skip
    return dict(sorted(kalender.items()))


@cache
def _version() -> str:
    from importlib.metadata import version

    return version("holidays")


def _liste(tage: Mapping[dt.date, str]) -> str:
    return ", ".join(f"{name} {_tag(tag)}" for tag, name in tage.items())


def _tag(tag: dt.date) -> str:
    return format_datum(tag)[:6]
