"""Annual working time of one full-time post, built from the calendar, leave and absences."""

from __future__ import annotations

from fractions import Fraction

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel

_QUELLE = "Ermittlung der Jahresarbeitszeit: Kalendertage abzüglich arbeitsfreier Tage und Abwesenheiten"
_TAGE = einheit("Tage")

KALENDERTAGE = Eingabe("kalendertage", "Kalendertage", _TAGE, "Tage des Jahres")
FREIE_WOCHENTAGE = Eingabe(
    "freie_wochentage", "regelmäßig freie Wochentage", _TAGE,
    "Samstage und Sonntage des Jahres, bei einer Sechstagewoche nur die Sonntage",
)  # fmt: skip
FEIERTAGE = Eingabe(
    "feiertage",
    "Feiertage an Arbeitstagen",
    _TAGE,
    "gesetzliche Feiertage, die nicht auf einen freien Wochentag fallen",
)
VORFEIERTAGE = Eingabe(
    "freie_vorfeiertage", "dienstfreie Tage am 24. und 31.12.", _TAGE,
    "24. und 31. Dezember, soweit dienstfrei und nicht an einem freien Wochentag",
)  # fmt: skip
WOCHENTAGE = Eingabe("arbeitstage_je_woche", "Arbeitstage je Woche", einheit("Tage je Woche"), "5 oder 6")
KALENDER = (KALENDERTAGE, FREIE_WOCHENTAGE, FEIERTAGE, VORFEIERTAGE, WOCHENTAGE)
"""Inputs that follow from year, Land and the days that are free; the case does not state them itself."""

WOCHENSTUNDEN = Eingabe(
    "wochenstunden", "Wochenarbeitszeit", einheit("h je Woche"),
    "regelmäßige Wochenstunden einer Vollzeitkraft dieser Beschäftigtengruppe", maximum=Fraction(60),
    ueber_minimum=True,
)  # fmt: skip
URLAUBSTAGE = Eingabe("urlaubstage", "Urlaubstage", _TAGE, "Erholungs- und Zusatzurlaub in Arbeitstagen")
KRANKHEITSTAGE = Eingabe(
    "krankheitstage", "Krankheitstage", _TAGE, "durchschnittliche Krankheitstage je Vollzeitkraft in Arbeitstagen"
)
FORTBILDUNGSTAGE = Eingabe(
    "fortbildungstage", "Fortbildungstage", _TAGE, "Tage für Fortbildung je Vollzeitkraft",
    vorgabe=Fraction(0), vorgabe_grund="keine Fortbildungstage abgezogen",
)  # fmt: skip
SONSTIGE_TAGE = Eingabe(
    "sonstige_tage", "sonstige Ausfalltage", _TAGE, "Kur, Dienstbefreiung, Personalversammlung und Ähnliches",
    vorgabe=Fraction(0), vorgabe_grund="keine sonstigen Ausfalltage abgezogen",
)  # fmt: skip
VERTEILZEITABZUG = Eingabe(
    "verteilzeitabzug", "Verteilzeitabzug", einheit("%"),
    "Anteil der Anwesenheit, der als Verteilzeit vom Angebot abgezogen wird; dann entfällt ein Zuschlag auf den Bedarf",
    maximum=Fraction(99, 100), optional=True,
)  # fmt: skip
ANGABEN = (WOCHENSTUNDEN, URLAUBSTAGE, KRANKHEITSTAGE, FORTBILDUNGSTAGE, SONSTIGE_TAGE, VERTEILZEITABZUG)
"""Inputs that the case states, as a number or as the name of an Annahme."""

ANWESENHEIT = Eingabe(
    "anwesenheitstage", "Anwesenheitstage", _TAGE,
    "Urlaub, Krankheit, Fortbildung und sonstige Ausfalltage müssen zusammen unter den Arbeitstagen liegen",
    ueber_minimum=True,
)  # fmt: skip
"""Bounds of a result: absences may not use up the working days."""


@formel(einheit="Tage", quelle=_QUELLE, bezeichnung="Wochenarbeitstage im Jahr")
def wochenarbeitstage(kalendertage: Ausdruck, freie_wochentage: Ausdruck) -> Ausdruck:
    """Kalendertage ohne die regelmäßig freien Wochentage."""
    return kalendertage - freie_wochentage


@formel(einheit="Tage", quelle=_QUELLE, bezeichnung="Arbeitstage")
def arbeitstage(wochenarbeitstage: Ausdruck, feiertage: Ausdruck) -> Ausdruck:
    """Wochenarbeitstage ohne die Feiertage, die auf sie fallen."""
    return wochenarbeitstage - feiertage


@formel(einheit="Tage", quelle=_QUELLE, bezeichnung="Anwesenheitstage")
def anwesenheitstage(
    arbeitstage: Ausdruck, freie_vorfeiertage: Ausdruck, urlaubstage: Ausdruck, krankheitstage: Ausdruck,
    fortbildungstage: Ausdruck, sonstige_tage: Ausdruck,
) -> Ausdruck:  # fmt: skip
    """Arbeitstage abzüglich dienstfreier Tage, Urlaub, Krankheit, Fortbildung und sonstiger Ausfalltage."""
    return arbeitstage - freie_vorfeiertage - urlaubstage - krankheitstage - fortbildungstage - sonstige_tage


@formel(einheit="h je Tag", quelle=_QUELLE, bezeichnung="Tagesarbeitszeit")
def tagesarbeitszeit_h(wochenstunden: Ausdruck, arbeitstage_je_woche: Ausdruck) -> Ausdruck:
    """Wochenstunden geteilt durch die Arbeitstage je Woche."""
    return wochenstunden / arbeitstage_je_woche


@formel(einheit="h je VZÄ", quelle=_QUELLE, bezeichnung="Jahresarbeitszeit")
def jahresarbeitszeit_h(
    anwesenheitstage: Ausdruck, tagesarbeitszeit_h: Ausdruck, eine_vollzeitkraft: Ausdruck
) -> Ausdruck:
    """Anwesenheitstage mal Tagesarbeitszeit, je Vollzeitkraft."""
    return anwesenheitstage * tagesarbeitszeit_h / eine_vollzeitkraft


@formel(einheit="h je VZÄ", quelle=_QUELLE, bezeichnung="Anwesenheitszeit")
def anwesenheitszeit_h(
    anwesenheitstage: Ausdruck, tagesarbeitszeit_h: Ausdruck, eine_vollzeitkraft: Ausdruck
) -> Ausdruck:
    """Anwesenheitstage mal Tagesarbeitszeit vor Abzug der Verteilzeit, je Vollzeitkraft."""
    return anwesenheitstage * tagesarbeitszeit_h / eine_vollzeitkraft


@formel(
    name="jahresarbeitszeit_h", einheit="h je VZÄ",
    quelle=f"{_QUELLE}; Verteilzeit als Minderung des Angebots", bezeichnung="Jahresarbeitszeit ohne Verteilzeit",
)  # fmt: skip
def jahresarbeitszeit_ohne_verteilzeit_h(anwesenheitszeit_h: Ausdruck, verteilzeitabzug: Ausdruck) -> Ausdruck:
    """Anwesenheitszeit abzüglich der Verteilzeit; ein Zuschlag auf den Bedarf entfällt dann."""
    return anwesenheitszeit_h * (1 - verteilzeitabzug)


@formel(einheit="min je VZÄ", quelle=_QUELLE, bezeichnung="Jahresarbeitszeit in Minuten")
def jahresarbeitsminuten(jahresarbeitszeit_h: Ausdruck, minuten_je_stunde: Ausdruck) -> Ausdruck:
    """Jahresarbeitszeit in Minuten."""
    return jahresarbeitszeit_h * minuten_je_stunde


ERGEBNIS = "jahresarbeitszeit_h"
_TAGE_UND_STUNDEN = (wochenarbeitstage, arbeitstage, anwesenheitstage, tagesarbeitszeit_h)
_EINFACH = tuple(e for e in (*KALENDER, *ANGABEN) if e is not VERTEILZEITABZUG)

OHNE_ABZUG = Formelsatz(_EINFACH, (*_TAGE_UND_STUNDEN, jahresarbeitszeit_h, jahresarbeitsminuten), ERGEBNIS)
MIT_ABZUG = Formelsatz(
    (*_EINFACH, VERTEILZEITABZUG),
    (*_TAGE_UND_STUNDEN, anwesenheitszeit_h, jahresarbeitszeit_ohne_verteilzeit_h, jahresarbeitsminuten),
    ERGEBNIS,
)
