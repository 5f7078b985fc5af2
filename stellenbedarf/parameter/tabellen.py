"""Loads tables of rates and published reference values; a town's own (`inputs/parameter/`) come first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TypeVar

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Text
from stellenbedarf.eingabe.leser import als_abbildung, read_felder, read_wert, vorschlag
from stellenbedarf.eingabe.yaml_datei import read_yaml
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.parameter.entgelte import Entgelt, read_entgelte

PAKET = Path(__file__).parent
_R = TypeVar("_R", bound="Richtwert")
EIGENE = Path("inputs") / "parameter"
_NULL = Fraction(0)

PAUSCHAL, BESTANDTEILE, ENTGELTE = ARTEN_DER_TABELLE = ("pauschal", "bestandteile", "entgelte")
_ABSCHNITTE = {PAUSCHAL: ("saetze",), BESTANDTEILE: ("personalkosten",), ENTGELTE: ("stufen", "arbeitgeberkosten")}
_BESTANDTEILE = ("sachkosten", "gemeinkostenanteil")
_NOETIG = {PAUSCHAL: (), BESTANDTEILE: _BESTANDTEILE, ENTGELTE: (*_BESTANDTEILE, "stufen_quelle")}
TABELLENKOPF = (
    Feld("schluessel", Typ.TEXT, "Name, unter dem Fälle die Tabelle nennen", "stuttgart-2010", pflicht=True),
    Feld("titel", Typ.TEXT, "Titel der Tabelle", pflicht=True),
    Feld("koerperschaft", Typ.TEXT, "wer sie veröffentlicht hat", pflicht=True),
    Feld("quelle", Typ.TEXT, "Dokument und Fundstelle", pflicht=True),
    Feld("stand", Typ.TEXT, "Stand der Sätze", "2010", pflicht=True),
    Feld("preisjahr", Typ.ZAHL, "Jahr des Preisstands", "2010", pflicht=True, minimum=Fraction(1990)),
    Feld(
        "preisstand",
        Typ.DATUM,
        "Tag, bis zu dem Erhöhungen enthalten sind (ohne Angabe: Ende des Preisjahrs)",
        "31.12.2010",
    ),
    Feld("enthaelt", Typ.TEXT, "was in den Sätzen enthalten ist", pflicht=True),
    Feld("art", Typ.WAHL, "pauschal, aus Bestandteilen oder aus Entgelten", pflicht=True, wahl=ARTEN_DER_TABELLE),
    Feld(
        "stufen_quelle", Typ.TEXT, "bei Entgelten: woher die Anteile der Stufen stammen", "Stellenbesetzung 31.12.2025"
    ),
    Feld("sachkosten", Typ.ZAHL, "Sachkosten eines Arbeitsplatzes in EUR im Jahr", "9700", minimum=_NULL),
    Feld(
        "itkosten",
        Typ.ZAHL,
        "IT-Kosten eines Arbeitsplatzes in EUR im Jahr, wenn die Sachkosten sie nicht enthalten",
        "3450",
        minimum=_NULL,
    ),
    Feld("gemeinkostenanteil", Typ.ANTEIL, "Gemeinkosten als Anteil der Personalkosten", "20 %", minimum=_NULL),
)
SATZ = Feld("satz", Typ.ZAHL, "EUR je Stelle und Jahr", "63000", minimum=_NULL)
RICHTWERT = (
    Feld("bezeichnung", Typ.TEXT, "Name des Richtwerts", pflicht=True),
    Feld("wert", Typ.ZAHL, "Zahl", pflicht=True),
    Feld("einheit", Typ.TEXT, "Einheit", pflicht=True),
    Feld("quelle", Typ.TEXT, "Dokument und Fundstelle", pflicht=True),
    Feld("stand", Typ.TEXT, "Stand", pflicht=True),
    Feld("wochenstunden", Typ.ZAHL, "bei einer Jahresarbeitszeit: Wochenstunden, für die sie gilt", "41"),
)

ARTEN = ("gesetzlich", "Entwurf", "Empfehlung", "beschlossen", "beantragt", "verhandelt", "gemessen", "geschätzt")
SICHERHEITEN = ("wortlaut", "sekundärquelle")
KENNWERT = (
    *(f for f in RICHTWERT if f.name != "wochenstunden"),
    Feld("herausgeber", Typ.TEXT, "wer den Wert gesetzt, empfohlen oder gemessen hat", pflicht=True),
    Feld("falldefinition", Typ.TEXT, "was als ein Fall zählt", pflicht=True),
    Feld("art", Typ.WAHL, "wie der Wert zustande kam", pflicht=True, wahl=ARTEN),
    Feld("sicherheit", Typ.WAHL, "ob er im Dokument selbst oder in einer Wiedergabe gelesen ist", pflicht=True,
         wahl=SICHERHEITEN),
    Feld("adresse", Typ.TEXT, "gelesene Seite"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kostensatztabelle:
    """Rates per grade (EUR per post and year), flat or by components, with source and price year.

    `saetze` are flat rates or personnel cost; where it is made of pay, `entgelte` say how.
    """

    schluessel: str
    titel: str
    koerperschaft: str
    quelle: str
    stand: str
    preisjahr: int
    enthaelt: str
    art: str
    saetze: Mapping[str, Fraction]
    sachkosten: Fraction | None
    itkosten: Fraction | None
    gemeinkostenanteil: Fraction | None
    orte: Mapping[str, Fundstelle]
    preisstand: dt.date
    entgelte: Mapping[str, Entgelt]
    stufen_quelle: str = ""


@dataclass(frozen=True, slots=True)
class Richtwert:
    """A published value that a case may refer to by key."""

    schluessel: str
    bezeichnung: str
    wert: Fraction
    einheit: str
    quelle: str
    stand: str
    wochenstunden: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kennwert(Richtwert):
    """A key or time published elsewhere: an example, which proves nothing about the local need."""

    herausgeber: str
    falldefinition: str
    art: str
    sicherheit: str
    adresse: str = ""


def kostensatz_dateien() -> dict[str, Path]:
    """Return the files of all tables of rates by key (the file's name); a town's own replace the shipped ones."""
    dateien: dict[str, Path] = {}
    for ordner in (PAKET / "kostensaetze", EIGENE / "kostensaetze"):
        if ordner.is_dir():
            dateien.update({p.stem: p for p in sorted(ordner.glob("*.yaml"))})
    return dateien


def load_kostensaetze(schluessel: str, ort: Fundstelle | None = None) -> Kostensatztabelle:
    """Return one table of rates.

    Raises:
        StellenbedarfFehler: where there is no such table or it is malformed.
    """
    dateien = kostensatz_dateien()
    if schluessel not in dateien:
        raise StellenbedarfFehler.einzeln(
            f"Die Kostensatztabelle „{schluessel}“ gibt es nicht", ort, vorschlag(schluessel, dateien)
        )
    return read_kostensaetze(dateien[schluessel])


@cache
def read_kostensaetze(pfad: Path) -> Kostensatztabelle:
    """Read a table of rates from its file; all problems are reported at once."""
    befunde = Befunde()
    wurzel = als_abbildung(read_yaml(pfad), befunde, "Die Kostensatztabelle")
    if wurzel is None:
        befunde.raise_on_error()
        raise StellenbedarfFehler.einzeln("Die Kostensatztabelle ist leer", Fundstelle(pfad.name), "Ergänzen Sie sie.")
    was = f"Kostensatztabelle {pfad.stem}"
    knoten = wurzel.eintraege.get("art")
    art = knoten.text.strip() if isinstance(knoten, Text) and knoten.text.strip() in ARTEN_DER_TABELLE else PAUSCHAL
    abschnitt, *weitere = _ABSCHNITTE[art]
    kopf = read_felder(wurzel, TABELLENKOPF, befunde, was, (abschnitt, *weitere))
    entgelte = read_entgelte(wurzel, befunde, was) if art == ENTGELTE else {}
    saetze = {b: e.personalkosten for b, e in entgelte.items()}
    orte = {b: e.ort for b, e in entgelte.items()}
    if art != ENTGELTE:
        _read_saetze(wurzel.eintraege.get(abschnitt), befunde, was, saetze, orte)
    if not saetze and not (art == ENTGELTE and befunde.hat_fehler):
        befunde.fehler(f"{was}: Es steht kein einziger Satz darin", wurzel.fundstelle, f"Ergänzen Sie „{abschnitt}“.")
    for name in _NOETIG[art]:
        if name not in kopf.werte:
            befunde.fehler(f"{was}: „{name}“ fehlt", wurzel.fundstelle, "Tragen Sie den Wert mit Quelle ein.")
    befunde.raise_on_error()
    return Kostensatztabelle(
        saetze=saetze,
        entgelte=entgelte,
        sachkosten=kopf.werte.get("sachkosten"),
        itkosten=kopf.werte.get("itkosten"),
        gemeinkostenanteil=kopf.werte.get("gemeinkostenanteil"),
        preisjahr=int(kopf.werte["preisjahr"]),
        preisstand=kopf.werte.get("preisstand") or dt.date(int(kopf.werte["preisjahr"]), 12, 31),
        orte={**kopf.orte, **orte},
        **kopf.ohne("preisjahr", "preisstand", "sachkosten", "itkosten", "gemeinkostenanteil"),
    )


def _read_saetze(
    knoten: Knoten | None, befunde: Befunde, was: str, saetze: dict[str, Fraction], orte: dict[str, Fundstelle]
) -> None:
    """Read amounts per grade into `saetze`, with their places."""
    liste = als_abbildung(knoten, befunde, was)
    for bewertung, element in (liste.eintraege if liste else {}).items():
        orte[bewertung] = element.fundstelle
        wert = None if isinstance(element, Text) and element.leer else read_wert(element, SATZ, befunde, was)
        if wert is None:
            befunde.fehler(f"{was}: Für {bewertung} fehlt der Satz", element.fundstelle, "Tragen Sie EUR im Jahr ein.")
        else:
            saetze[bewertung] = wert


@cache
def load_richtwerte() -> Mapping[str, Richtwert]:
    """Return everything that a case may refer to by key: published working times and Kennwerte, the town's own too."""
    return {**_load_liste("richtwerte.yaml", "Richtwert", RICHTWERT, Richtwert), **load_kennwerte()}


@cache
def load_kennwerte() -> Mapping[str, Kennwert]:
    """Return the shipped keys and times and a town's own (`inputs/parameter/kennwerte.yaml`) by key."""
    return _load_liste("kennwerte.yaml", "Kennwert", KENNWERT, Kennwert)


def _load_liste(datei: str, was: str, tabelle: tuple[Feld, ...], klasse: type[_R]) -> dict[str, _R]:
    """Read a list of named values, the shipped one first; all problems are reported at once."""
    werte: dict[str, _R] = {}
    befunde = Befunde()
    for pfad in (PAKET / datei, EIGENE / datei):
        if not pfad.is_file():
            continue
        wurzel = als_abbildung(read_yaml(pfad), befunde, f"Die Datei {pfad.name}")
        for schluessel, knoten in (wurzel.eintraege if wurzel else {}).items():
            if isinstance(knoten, Abbildung):
                angaben = read_felder(knoten, tabelle, befunde, f"{was} {schluessel}")
                if not befunde.hat_fehler:
                    werte[schluessel] = klasse(schluessel=schluessel, **angaben.werte)
    befunde.raise_on_error()
    return werte
