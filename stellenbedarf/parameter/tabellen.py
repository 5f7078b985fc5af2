"""Loads tables of rates and published reference values; a town's own (`inputs/parameter/`) come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from stellenbedarf.eingabe.felder import Feld, Typ
from stellenbedarf.eingabe.knoten import Abbildung, Text
from stellenbedarf.eingabe.leser import als_abbildung, read_felder, read_wert, vorschlag
from stellenbedarf.eingabe.yaml_datei import read_yaml
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler

PAKET = Path(__file__).parent
EIGENE = Path("inputs") / "parameter"
_NULL = Fraction(0)

TABELLENKOPF = (
    Feld("schluessel", Typ.TEXT, "Name, unter dem Fälle die Tabelle nennen", "stuttgart-2010", pflicht=True),
    Feld("titel", Typ.TEXT, "Titel der Tabelle", pflicht=True),
    Feld("koerperschaft", Typ.TEXT, "wer sie veröffentlicht hat", pflicht=True),
    Feld("quelle", Typ.TEXT, "Dokument und Fundstelle", pflicht=True),
    Feld("stand", Typ.TEXT, "Stand der Sätze", "2010", pflicht=True),
    Feld("preisjahr", Typ.ZAHL, "Jahr des Preisstands", "2010", pflicht=True, minimum=Fraction(1990)),
    Feld("enthaelt", Typ.TEXT, "was in den Sätzen enthalten ist", pflicht=True),
    Feld("art", Typ.WAHL, "pauschal oder aus Bestandteilen", pflicht=True, wahl=("pauschal", "bestandteile")),
    Feld("sachkosten", Typ.ZAHL, "Sachkosten eines Arbeitsplatzes in EUR im Jahr", "9700", minimum=_NULL),
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


@dataclass(frozen=True, slots=True)
class Kostensatztabelle:
    """Rates per grade (EUR per post and year), flat or by components, with source and price year."""

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
    gemeinkostenanteil: Fraction | None
    orte: Mapping[str, Fundstelle]


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
    kopf = read_felder(wurzel, TABELLENKOPF, befunde, was, ("saetze", "personalkosten"))
    pauschal = kopf.werte.get("art") != "bestandteile"
    liste = als_abbildung(wurzel.eintraege.get("saetze" if pauschal else "personalkosten"), befunde, was)
    saetze: dict[str, Fraction] = {}
    orte: dict[str, Fundstelle] = {}
    for bewertung, knoten in (liste.eintraege if liste else {}).items():
        orte[bewertung] = knoten.fundstelle
        wert = None if isinstance(knoten, Text) and knoten.leer else read_wert(knoten, SATZ, befunde, was)
        if wert is None:
            befunde.fehler(f"{was}: Für {bewertung} fehlt der Satz", knoten.fundstelle, "Tragen Sie EUR im Jahr ein.")
        else:
            saetze[bewertung] = wert
    if not saetze:
        befunde.fehler(f"{was}: Es steht kein einziger Satz darin", wurzel.fundstelle,
                       f"Ergänzen Sie „{'saetze' if pauschal else 'personalkosten'}“.")  # fmt: skip
    if not pauschal:
        for name in ("sachkosten", "gemeinkostenanteil"):
            if name not in kopf.werte:
                befunde.fehler(f"{was}: „{name}“ fehlt", wurzel.fundstelle, "Tragen Sie den Wert mit Quelle ein.")
    befunde.raise_on_error()
    return Kostensatztabelle(
        saetze=saetze,
        sachkosten=kopf.werte.get("sachkosten"),
        gemeinkostenanteil=kopf.werte.get("gemeinkostenanteil"),
        preisjahr=int(kopf.werte["preisjahr"]),
        orte={**kopf.orte, **orte},
        **kopf.ohne("preisjahr", "sachkosten", "gemeinkostenanteil"),
    )


@cache
def load_richtwerte() -> Mapping[str, Richtwert]:
    """Return the shipped reference values and a town's own (`inputs/parameter/richtwerte.yaml`) by key."""
    werte: dict[str, Richtwert] = {}
    befunde = Befunde()
    for pfad in (PAKET / "richtwerte.yaml", EIGENE / "richtwerte.yaml"):
        if not pfad.is_file():
            continue
        wurzel = als_abbildung(read_yaml(pfad), befunde, "Die Liste der Richtwerte")
        for schluessel, knoten in (wurzel.eintraege if wurzel else {}).items():
            if isinstance(knoten, Abbildung):
                angaben = read_felder(knoten, RICHTWERT, befunde, f"Richtwert {schluessel}")
                if not befunde.hat_fehler:
                    werte[schluessel] = Richtwert(schluessel=schluessel, **angaben.werte)
    befunde.raise_on_error()
    return werte
