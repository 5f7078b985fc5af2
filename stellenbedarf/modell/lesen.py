"""Builds a case from the raw tree: section by section, every problem as a finding, all of them at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from stellenbedarf.eingabe.endungen import ist_mappe
from stellenbedarf.eingabe.felder import Typ
from stellenbedarf.eingabe.knoten import Abbildung, Knoten, Text
from stellenbedarf.eingabe.leser import als_abbildung, als_liste, angabe, in_einheit, read_felder, vorschlag
from stellenbedarf.eingabe.yaml_datei import read_yaml
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.modell import felder, felder_kosten, felder_vergleich
from stellenbedarf.modell.bemessung import Bemessung
from stellenbedarf.modell.fall import (
    Amt,
    Annahme,
    Behauptung,
    Beratung,
    Bestand,
    Fall,
    Kopf,
    Nachweis,
    Position,
    Sachkosten,
    Szenario,
)
from stellenbedarf.modell.korrelation import KORRELATION, Korrelation
from stellenbedarf.modell.kostenplan import EigenerSatz, Erhoehung, Jahrestabelle, Kostenwahl
from stellenbedarf.modell.lesen_arbeitszeit import BAUSTEINE, read_arbeitszeit
from stellenbedarf.modell.lesen_bemessung import check_teilnamen, read_argument, read_bemessungen
from stellenbedarf.modell.lesen_positionen import read_position
from stellenbedarf.modell.lesen_szenarien import read_szenario
from stellenbedarf.modell.pruefen import check_fall
from stellenbedarf.modell.vergleich import Eigenleistung, Verlaufswert, VorhandeneStellen

T = TypeVar("T")
ABSCHNITTE = (
    "kopf", "beratungsfolge", "texte", "annahmen", "arbeitszeit", "verlaeufe", "korrelationen", "kostensaetze",
    "kostentabellen", "erhoehungen", "aemter", "bemessungen", "positionen", "vorhandene_stellen", "sachkosten",
    "eigenleistungen", "szenarien", "stellenbestand", "behauptungen", "nachweise",
)  # fmt: skip


def read_fall(pfad: Path) -> tuple[Fall, Befunde]:
    """Read a case from a YAML file or from an input workbook.

    Returns:
        The case and the findings that do not stop the computation.

    Raises:
        StellenbedarfFehler: with all findings, where one of them is an error.
    """
    with _ohne_muellabfuhr():
        return _read_fall(pfad)


@contextmanager
def _ohne_muellabfuhr() -> Iterator[None]:
    """Switch off the search for reference cycles: a case has none, and among its many objects it doubles the time."""
    war_an = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if war_an:
            gc.enable()


def _read_fall(pfad: Path) -> tuple[Fall, Befunde]:
    befunde = Befunde()
    wurzel = _read_wurzel(pfad, befunde)
    if not isinstance(wurzel, Abbildung) or "positionen" not in wurzel.eintraege:
        raise StellenbedarfFehler.einzeln(
            "Das ist kein Fall: Der Abschnitt „positionen“ fehlt",
            Fundstelle(pfad.name),
            f"Ein Fall hat die Abschnitte {', '.join(ABSCHNITTE)}; Beispiele stehen in inputs/.",
        )
    fall = _Leser(pfad.name, wurzel, befunde).fall()
    check_fall(fall, befunde)
    befunde.raise_on_error()
    return fall, befunde


def _read_wurzel(pfad: Path, befunde: Befunde) -> Knoten:
    if not ist_mappe(pfad):
        return read_yaml(pfad)
    from stellenbedarf.modell.lesen_mappe import read_mappe  # only workbooks need it

    return read_mappe(pfad, befunde)


class _Leser:
    def __init__(self, datei: str, wurzel: Abbildung, befunde: Befunde) -> None:
        self.datei = datei
        self.wurzel = wurzel
        self.befunde = befunde
        read_felder(wurzel, (), befunde, "Der Fall", ABSCHNITTE)

    def _abschnitt(self, name: str) -> Knoten | None:
        return self.wurzel.eintraege.get(name)

    def _bau(
        self, klasse: type[T], knoten: Abbildung, tabelle: tuple[Any, ...], was: str,
        weitere: tuple[str, ...] = (), **fest: Any,
    ) -> T | None:  # fmt: skip
        """Read a mapping by its table and build the dataclass; None where a required field could not be read."""
        angaben = read_felder(knoten, tabelle, self.befunde, was, weitere)
        if any(f.pflicht and f.name not in angaben.werte for f in tabelle):
            return None
        bauen: Callable[..., T] = klasse
        return bauen(**angaben.werte, **fest, orte={"": knoten.fundstelle, **angaben.orte})

    def _liste(self, name: str, klasse: type[T], tabelle: tuple[Any, ...], was: str) -> tuple[T, ...]:
        gebaut = []
        for nummer, element in enumerate(als_liste(self._abschnitt(name), self.befunde, f"„{name}“"), start=1):
            knoten = als_abbildung(element, self.befunde, f"{was} {nummer}")
            if knoten is not None:
                gebaut.append(self._bau(klasse, knoten, tabelle, f"{was} {nummer}"))
        return tuple(g for g in gebaut if g is not None)

    def _benannt(self, name: str, was: str) -> Mapping[str, Abbildung]:
        abbildung = als_abbildung(self._abschnitt(name), self.befunde, f"„{name}“")
        gefunden: dict[str, Abbildung] = {}
        for schluessel, knoten in (abbildung.eintraege if abbildung else {}).items():
            eintrag = als_abbildung(knoten, self.befunde, f"{was} {schluessel}")
            if eintrag is not None:
                gefunden[schluessel] = eintrag
        return gefunden

    def fall(self) -> Fall:
        annahmen = self._annahmen()
        bemessungen: dict[str, Bemessung] = {}
        benannte = self._benannt("bemessungen", "Bemessung")
        for schluessel, knoten in benannte.items():
            for name, bemessung in read_bemessungen(knoten, schluessel, self.befunde).items():
                self._add_bemessung(bemessungen, name, bemessung)
        positionen = self._positionen(bemessungen)
        check_teilnamen(bemessungen, benannte, self.befunde)
        return Fall(
            datei=self.datei,
            kopf=self._kopf(),
            beratungsfolge=self._liste("beratungsfolge", Beratung, felder.BERATUNG, "Beratung"),
            texte=self._texte(),
            annahmen=annahmen,
            kostensaetze=self._kostenwahl(),
            aemter={
                s: amt
                for s, k in self._benannt("aemter", "Amt").items()
                if (amt := self._bau(Amt, k, felder.AMT, f"Amt {s}", schluessel=s)) is not None
            },
            bemessungen=bemessungen,
            positionen=positionen,
            sachkosten=self._mit_argumenten("sachkosten", Sachkosten, felder.SACHKOSTEN, "Sachkosten"),
            eigenleistungen=self._mit_argumenten(
                "eigenleistungen", Eigenleistung, felder_vergleich.EIGENLEISTUNG, "Eigenleistung"
            ),
            verlaeufe=self._liste("verlaeufe", Verlaufswert, felder_vergleich.VERLAUF, "Verlauf"),
            korrelationen=self._liste("korrelationen", Korrelation, KORRELATION, "Korrelation"),
            vorhandene_stellen=self._liste(
                "vorhandene_stellen", VorhandeneStellen, felder_vergleich.VORHANDEN, "Vorhandene Stellen"
            ),
            szenarien=self._szenarien(annahmen),
            behauptungen=self._liste("behauptungen", Behauptung, felder.BEHAUPTUNG, "Behauptung"),
            nachweise=self._nachweise(),
            stellenbestand=self._liste("stellenbestand", Bestand, felder.BESTAND, "Stellenbestand"),
            kostentabellen=self._liste("kostentabellen", Jahrestabelle, felder_kosten.JAHRESTABELLE, "Tabelle je Jahr"),
            erhoehungen=self._liste("erhoehungen", Erhoehung, felder_kosten.ERHOEHUNG, "Erhöhung"),
        )

    def _add_bemessung(self, bemessungen: dict[str, Bemessung], name: str, bemessung: Bemessung) -> None:
        """Add a Bemessung; a name that the program gives to those inside others must not be taken."""
        if name in bemessungen:
            self.befunde.fehler(f"Der Name „{name}“ ist für die Bemessung in einer Position oder Kombination vergeben",
                                bemessungen[name].orte[""], "Benennen Sie die Bemessung um.")  # fmt: skip
        else:
            bemessungen[name] = bemessung

    def _kopf(self) -> Kopf:
        knoten = als_abbildung(self._abschnitt("kopf"), self.befunde, "„kopf“")
        if knoten is None:
            self.befunde.fehler("Der Abschnitt „kopf“ fehlt", self.wurzel.fundstelle,
                                "Ergänzen Sie mindestens titel und koerperschaft.")  # fmt: skip
        kopf = self._bau(Kopf, knoten, felder.KOPF, "Kopf") if knoten else None
        return kopf or Kopf(titel="", koerperschaft="")

    def _texte(self) -> dict[str, tuple[str, ...]]:
        knoten = als_abbildung(self._abschnitt("texte"), self.befunde, "„texte“")
        return dict(read_felder(knoten, felder.TEXTE, self.befunde, "Texte").werte) if knoten else {}

    def _annahmen(self) -> dict[str, Annahme]:
        annahmen: dict[str, Annahme] = {}
        for abschnitt in ("annahmen", "arbeitszeit"):
            for name, knoten in self._benannt(abschnitt, "Annahme").items():
                if not name.isidentifier() or not name.isascii():
                    self.befunde.fehler(
                        f"„{name}“ ist kein Name für eine Annahme",
                        knoten.fundstelle,
                        "Verwenden Sie Buchstaben ohne Umlaute, Ziffern und Unterstriche, zum Beispiel pruefzeit_h.",
                    )
                    continue
                if name in annahmen:
                    self.befunde.fehler(f"Die Annahme „{name}“ steht zweimal im Fall", knoten.fundstelle,
                                        "Benennen Sie eine davon um.")  # fmt: skip
                    continue
                weitere = BAUSTEINE if abschnitt == "arbeitszeit" else ()
                annahme = self._bau(Annahme, knoten, felder.ANNAHME, f"Annahme {name}", weitere, name=name)
                gebaut = read_arbeitszeit(knoten, self.befunde, f"Annahme {name}") if weitere else None
                if annahme is not None:
                    orte = {**annahme.orte, **{n: k.fundstelle for n, k in knoten.eintraege.items() if n in weitere}}
                    annahmen[name] = replace(self._prozent(annahme, knoten), arbeitszeit=gebaut, orte=orte)
        return annahmen

    def _prozent(self, annahme: Annahme, knoten: Abbildung) -> Annahme:
        """Read `wert: 3` with the unit % as 3 %, and refuse a percent sign beside another unit."""
        ersatz: dict[str, Any] = {
            feld: in_einheit(roh, wert, annahme.einheit, self.befunde, f"Annahme {annahme.name}")
            for feld in ("wert", "niedrig", "hoch")
            if isinstance(roh := knoten.eintraege.get(feld), Text) and (wert := getattr(annahme, feld)) is not None
        }
        return replace(annahme, **ersatz)

    def _kostenwahl(self) -> Kostenwahl:
        knoten = als_abbildung(self._abschnitt("kostensaetze"), self.befunde, "„kostensaetze“")
        if knoten is None:
            self.befunde.fehler(
                "Der Abschnitt „kostensaetze“ fehlt",
                self.wurzel.fundstelle,
                "Nennen Sie eine Tabelle („stellenbedarf kostensaetze“ zeigt sie) oder eigene Sätze.",
            )
            return Kostenwahl()
        angaben = read_felder(knoten, felder_kosten.KOSTENWAHL, self.befunde, "Kostensätze", ("eigene",))
        eigene = []
        for nummer, element in enumerate(als_liste(knoten.eintraege.get("eigene"), self.befunde, "„eigene“"), start=1):
            eintrag = als_abbildung(element, self.befunde, f"Eigener Satz {nummer}")
            if eintrag is not None:
                eigene.append(self._bau(EigenerSatz, eintrag, felder_kosten.KOSTENSATZ, f"Eigener Satz {nummer}"))
        orte = {"": knoten.fundstelle, **angaben.orte}
        return Kostenwahl(**angaben.werte, eigene=tuple(e for e in eigene if e is not None), orte=orte)

    def _positionen(self, bemessungen: dict[str, Bemessung]) -> tuple[Position, ...]:
        positionen: dict[str, Position] = {}
        abschnitt = self._abschnitt("bemessungen")
        benannte = abschnitt.eintraege if isinstance(abschnitt, Abbildung) else {}  # also those with errors
        for stelle, element in enumerate(
            als_liste(self._abschnitt("positionen"), self.befunde, "„positionen“"), start=1
        ):
            knoten = als_abbildung(element, self.befunde, f"Position {stelle}")
            if knoten is None:
                continue
            gelesen = read_position(knoten, stelle, self.befunde)
            if gelesen is None:
                continue
            position, eigene = gelesen
            if position.nr in positionen:
                self.befunde.fehler(f"Die Positionsnummer {position.nr} kommt mehrfach vor", position.orte["nr"],
                                    "Vergeben Sie jede Nummer nur einmal.")  # fmt: skip
                continue
            for name, bemessung in eigene.items():
                self._add_bemessung(bemessungen, name, bemessung)
            if not eigene and position.bemessung not in bemessungen and position.bemessung not in benannte:
                self.befunde.fehler(f"Position {position.nr}: Die Bemessung „{position.bemessung}“ gibt es nicht",
                                    position.orte["bemessung"], vorschlag(position.bemessung, bemessungen))  # fmt: skip
            positionen[position.nr] = position
        if not positionen and not self.befunde.hat_fehler:
            self.befunde.fehler(
                "Der Fall hat keine Position", self.wurzel.fundstelle, "Tragen Sie mindestens eine ein."
            )
        return tuple(positionen.values())

    def _mit_argumenten(self, name: str, klasse: type[T], tabelle: tuple[Any, ...], was: str) -> tuple[T, ...]:
        """Read a list some of whose fields hold a number or the name of an Annahme."""
        gebaut = []
        bauen: Callable[..., T] = klasse
        for nummer, element in enumerate(als_liste(self._abschnitt(name), self.befunde, f"„{name}“"), start=1):
            knoten = als_abbildung(element, self.befunde, f"{was} {nummer}")
            if knoten is None:
                continue
            angaben = read_felder(knoten, tabelle, self.befunde, f"{was} {nummer}")
            if any(f.pflicht and f.name not in angaben.werte for f in tabelle):
                continue
            argumente = {
                n: read_argument(
                    knoten.eintraege[n], self.befunde, f"{was} {nummer}, {angabe(tabelle, n, knoten.fundstelle)}"
                )
                for n in (f.name for f in tabelle if f.typ is Typ.ARGUMENT)
            }
            orte = {"": knoten.fundstelle, **angaben.orte}
            gebaut.append(bauen(**argumente, **angaben.ohne(*argumente), orte=orte))
        return tuple(gebaut)

    def _nachweise(self) -> dict[str, Nachweis]:
        gelesen: dict[str, Nachweis] = {}
        for name, knoten in self._benannt("nachweise", "Nachweis").items():
            if name not in felder.NACHWEISE:
                self.befunde.fehler(f"Den Prüfpunkt „{name}“ gibt es nicht", knoten.fundstelle,
                                    vorschlag(name, felder.NACHWEISE))  # fmt: skip
                continue
            nachweis = self._bau(Nachweis, knoten, felder.NACHWEIS, f"Nachweis {name}", schluessel=name)
            if nachweis is not None:
                gelesen[name] = nachweis
        return gelesen

    def _szenarien(self, annahmen: Mapping[str, Annahme]) -> dict[str, Szenario]:
        einheiten = {a.name: a.einheit for a in annahmen.values()}
        gelesen = {
            n: read_szenario(k, n, einheiten, self.befunde) for n, k in self._benannt("szenarien", "Szenario").items()
        }
        return {n: s for n, s in gelesen.items() if s is not None}
