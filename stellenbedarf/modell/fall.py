"""The case: frozen dataclasses whose attributes are the fields of `felder`; numbers are exact Fractions.

`orte` maps a field to its Fundstelle; it takes no part in comparisons, so that a case read from YAML equals the same
case read from a workbook.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stellenbedarf.fehler import Fundstelle
from stellenbedarf.modell.arbeitszeit import Arbeitszeit, Argument
from stellenbedarf.modell.bemessung import Bemessung
from stellenbedarf.modell.korrelation import Korrelation
from stellenbedarf.modell.kostenplan import Erhoehung, Jahrestabelle, Kostenwahl
from stellenbedarf.modell.profil import Ausschreibung, Leistungsmerkmal, Profil
from stellenbedarf.modell.vergleich import Eigenleistung, Verlaufswert, VorhandeneStellen

Orte = Mapping[str, Fundstelle]


def _orte() -> Orte:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beratung:
    """One step of the Beratungsfolge."""

    gremium: str
    zweck: str
    sitzungsart: str = ""
    termin: dt.date | None = None
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kopf:
    """Head of the paper; dates are days, years are calendar years."""

    titel: str
    koerperschaft: str
    untertitel: str = ""
    ort: str = ""
    referat: str = ""
    aktenzeichen: str = ""
    nummer: str = ""
    datum: dt.date | None = None
    stichtag: dt.date | None = None
    haushaltsjahre: tuple[int, ...] = ()
    stellenplan: str = ""
    kostenart: str = ""
    beteiligte: tuple[str, ...] = ()
    unterschriften: tuple[str, ...] = ()
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annahme:
    """A named quantity with unit, source and date; its value is given, looked up (`parameter`), derived or built."""

    name: str
    bezeichnung: str
    einheit: str
    wert: Fraction | None = None
    parameter: str = ""
    rechnung: str = ""
    aus: tuple[str, ...] = ()
    prognose: str = ""
    zieljahre: tuple[int, ...] = ()
    wachstumsrate: Fraction | None = None
    quelle: str = ""
    stand: str = ""
    status: str = ""
    niedrig: Fraction | None = None
    hoch: Fraction | None = None
    verteilung: str = ""
    stuetzwerte: str = ""
    erlaeuterung: str = ""
    arbeitszeit: Arbeitszeit | None = None
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)

    @property
    def vorgaenger(self) -> tuple[str, ...]:
        """Return the names of the Annahmen that this one is computed from."""
        bausteine = self.arbeitszeit.argumente.values() if self.arbeitszeit else ()
        return tuple(dict.fromkeys((*self.aus, *(a.name for a in bausteine if a.name))))

    @property
    def berechnet(self) -> bool:
        """Tell whether the value is computed, so that no list or scenario can replace it."""
        return bool(self.rechnung or self.prognose) or self.arbeitszeit is not None

    @property
    def ersatzrat(self) -> str:
        """Return what to replace instead of a computed value."""
        if self.vorgaenger:
            return f"Ersetzen Sie eine der Annahmen {', '.join(self.vorgaenger)}."
        if self.prognose:
            return "Geben Sie in der Annahme statt der Prognose einen Wert an."
        return "Machen Sie den Bestandteil, der sich ändern soll, zu einer eigenen Annahme und ersetzen Sie diese."


@dataclass(frozen=True, slots=True, kw_only=True)
class Amt:
    """An Amt with its Teilhaushalt."""

    schluessel: str
    name: str
    teilhaushalt: str = ""
    teilhaushalt_name: str = ""
    begruendung: tuple[str, ...] = ()
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aufgabe:
    """A task (Arbeitsvorgang) of a position, with its share of the working time and the share's source if known."""

    text: str
    bereich: str = ""
    anteil: Fraction | None = None
    anrechenbar: bool = True
    quelle: str = ""
    status: str = ""
    bewertung: str = ""
    einzelheiten: tuple[str, ...] = ()
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundungsregel:
    """How a computed share of a post is rounded: kind (`kaufmännisch`, `aufrunden`, `abrunden`, `keine`) and step."""

    art: str
    schritt: Fraction
    vorgabe: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A post or share of a post that is asked for."""

    nr: str
    amt: str
    funktion: str
    bewertung: str
    bemessung: str
    rundung: Rundungsregel
    org_einheit: str = ""
    teilhaushalt: str = ""
    beantragt: Fraction | None = None
    beginn: dt.date | None = None
    ende: dt.date | None = None
    vorzeitig: bool = False
    vermerk: str = ""
    erstattungsquote: Fraction | None = None
    erstattung_durch: str = ""
    begruendung: tuple[str, ...] = ()
    luecke: str = ""
    aufgaben: tuple[Aufgabe, ...] = ()
    profil: Profil | None = None
    leistungsmerkmale: tuple[Leistungsmerkmal, ...] = ()
    ausschreibung: Ausschreibung | None = None
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sachkosten:
    """Recurring cost other than posts: quantity times price per unit (EUR)."""

    name: str
    menge: Argument
    stueckpreis: Argument
    teilhaushalt: str = ""
    beginn: dt.date | None = None
    ende: dt.date | None = None
    quelle: str = ""
    begruendung: tuple[str, ...] = ()
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestand:
    """Posts of one grade that the Stellenplan in force shows (VZÄ), in all or in one unit."""

    bewertung: str
    stellen: Fraction
    org_einheit: str = ""
    quelle: str = ""
    stand: str = ""
    status: str = ""
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Szenario:
    """Values that replace those of the case: Annahmen by name, fields of positions by number.

    `erbt_von` names a scenario whose values hold where this one has none of its own.
    """

    name: str
    beschreibung: str
    erbt_von: str = ""
    annahmen: Mapping[str, Fraction] = field(default_factory=dict)
    positionen: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behauptung:
    """A figure that a draft states, to be compared with the computed one."""

    text: str
    groesse: str
    wert: Fraction
    quelle: str = ""
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nachweis:
    """What the case states about one audit point that no figure can answer, and where that is documented."""

    schluessel: str
    erfuellt: bool
    text: str
    quelle: str = ""
    stand: str = ""
    orte: Orte = field(default_factory=_orte, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A whole case as read from one file."""

    datei: str
    kopf: Kopf
    beratungsfolge: tuple[Beratung, ...]
    texte: Mapping[str, tuple[str, ...]]
    annahmen: Mapping[str, Annahme]
    kostensaetze: Kostenwahl
    aemter: Mapping[str, Amt]
    bemessungen: Mapping[str, Bemessung]
    positionen: tuple[Position, ...]
    sachkosten: tuple[Sachkosten, ...]
    szenarien: Mapping[str, Szenario]
    behauptungen: tuple[Behauptung, ...]
    nachweise: Mapping[str, Nachweis] = field(default_factory=dict)
    stellenbestand: tuple[Bestand, ...] = ()
    kostentabellen: tuple[Jahrestabelle, ...] = ()
    erhoehungen: tuple[Erhoehung, ...] = ()
    eigenleistungen: tuple[Eigenleistung, ...] = ()
    vorhandene_stellen: tuple[VorhandeneStellen, ...] = ()
    verlaeufe: tuple[Verlaufswert, ...] = ()
    korrelationen: tuple[Korrelation, ...] = ()

    def teilhaushalt(self, position: Position) -> str:
        """Return the Teilhaushalt of a position: its own or that of its Amt."""
        return position.teilhaushalt or self.aemter[position.amt].teilhaushalt

    def nutzer(self) -> dict[str, list[Position]]:
        """Return the positions that rest on each Bemessung."""
        nutzer: dict[str, list[Position]] = {}
        for position in self.positionen:
            nutzer.setdefault(position.bemessung, []).append(position)
        return nutzer

    @property
    def teile(self) -> frozenset[str]:
        """Return the keys of the Bemessungen that are parts of a combination."""
        return frozenset(t for b in self.bemessungen.values() for t in b.teile)

    def szenariokette(self, name: str) -> tuple[Szenario, ...]:
        """Return a scenario and those that it inherits from, nearest first; a circle ends where it closes."""
        kette: dict[str, Szenario] = {}
        while name in self.szenarien and name not in kette:
            kette[name] = self.szenarien[name]
            name = kette[name].erbt_von
        return tuple(kette.values())

    def ersatzwerte(self, name: str) -> tuple[dict[str, Fraction], dict[str, dict[str, Fraction]]]:
        """Return all values that a scenario replaces, inherited ones included: Annahmen, and fields by position."""
        annahmen: dict[str, Fraction] = {}
        positionen: dict[str, dict[str, Fraction]] = {}
        for szenario in reversed(self.szenariokette(name)):
            annahmen.update(szenario.annahmen)
            for nr, felder in szenario.positionen.items():
                positionen.setdefault(nr, {}).update(felder)
        return annahmen, positionen


BASIS = "basis"
