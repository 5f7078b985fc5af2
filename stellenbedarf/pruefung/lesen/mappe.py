"""Reads a workbook as a paper: every sheet a section, its filled ranges as tables and lines of text, as shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.paket import MAPPE
from stellenbedarf.fehler import Befunde
from stellenbedarf.pruefung.dokument import Dokument, Stelle, Zelle
from stellenbedarf.pruefung.lesen.gliederung import (
    MAX_UEBERSCHRIFT,
    ist_hauptteil,
    split_marke,
    zaehle_kopfzeilen,
)
from stellenbedarf.pruefung.lesen.grenzen import fremde_fehler
from stellenbedarf.pruefung.lesen.mappe_datei import Entwurfsmappe, zeilen
from stellenbedarf.pruefung.lesen.sammler import Sammler
from stellenbedarf.pruefung.lesen.zahlenformat import zeige

_KURZ = 120
_ENTWURF = replace(
    MAPPE,
    neu="Öffnen und speichern Sie die Mappe neu, oder lassen Sie sie sich noch einmal schicken.",
    kleiner="Kopieren Sie die Blätter des Entwurfs in eine neue Mappe; leere formatierte Zeilen und Spalten löschen.",
)


def read_mappe(pfad: Path) -> Dokument:
    """Return a workbook as a paper; hidden sheets, rows and columns are left out and named in the hints.

    Raises:
        StellenbedarfFehler: where the pre-check of workbooks refuses it.
    """
    befunde = Befunde()
    mappe = Entwurfsmappe(pfad, befunde, _ENTWURF)
    leser = _Leser(mappe, pfad.name)
    with fremde_fehler(pfad.name, "Mappe"):
        for blatt in mappe.blaetter:
            leser.blatt(blatt)
        hinweise = (*leser.hinweise, *(b.text for b in befunde))
        return replace(leser.sammler.dokument("xlsx"), hinweise=hinweise)


@dataclass(frozen=True, slots=True)
class _Feld:
    """A shown cell: address, text, weight of its type."""

    adresse: str
    text: str
    fett: bool


class _Leser:
    def __init__(self, mappe: Entwurfsmappe, datei: str) -> None:
        self.mappe = mappe
        self.datei = datei
        self.sammler = Sammler(datei)
        self.hinweise: list[str] = []

    def blatt(self, blatt: Any) -> None:
        if blatt.sheet_state != "visible":
            self.hinweise.append(f"Das Blatt „{blatt.title}“ ist ausgeblendet und wurde nicht geprüft")
            return
        reihen = dict(self._reihen(blatt))
        if not reihen:
            return
        self.sammler.ueberschrift(blatt.title, Stelle(self.datei, blatt=blatt.title), 1)
        titel: tuple[_Feld, int] | None = None
        for bereich in _bereiche(reihen):
            erste, *weitere = bereich.items()
            if len(bereich) > 1 and len(erste[1]) == 1 and max(len(r) for r in bereich.values()) > 1:
                # One line directly above a table is its title.
                titel, bereich = (next(iter(erste[1].values())), erste[0]), dict(weitere)
            if len(bereich) == 1 or max(len(r) for r in bereich.values()) == 1:
                for reihe in bereich.values():
                    self._zeile(blatt, reihe)
                continue
            self._tabelle(blatt, bereich, titel[0].text if titel else "")
            titel = None

    def _reihen(self, blatt: Any) -> Iterator[tuple[int, dict[int, _Feld]]]:
        """Yield the rows with their shown cells."""
        verborgen = {
            spalte for n, form in blatt.column_dimensions.items() if form.hidden
            for spalte in range(form.min or 0, (form.max or 0) + 1)
        }  # fmt: skip
        for nummer, zellen in zeilen(blatt).items():
            if blatt.row_dimensions[nummer].hidden:
                self._merke_ausgeblendet(blatt)
                continue
            reihe: dict[int, _Feld] = {}
            for spalte, zelle in zellen.items():
                text = zeige(*self.mappe.gezeigt(zelle), zelle.number_format).strip()
                if text and spalte in verborgen:
                    self._merke_ausgeblendet(blatt)
                elif text:
                    reihe[spalte] = _Feld(zelle.coordinate, text, bool(zelle.font and zelle.font.b))
            if reihe:
                yield nummer, reihe

    def _merke_ausgeblendet(self, blatt: Any) -> None:
        text = f"Auf dem Blatt „{blatt.title}“ sind Zeilen oder Spalten ausgeblendet; sie wurden nicht geprüft"
        if text not in self.hinweise:
            self.hinweise.append(text)

    def _zeile(self, blatt: Any, reihe: Mapping[int, _Feld]) -> None:
        """Add a row outside tables as heading or paragraph."""
        felder = list(reihe.values())
        text = " ".join(f.text for f in felder)
        ort = Stelle(self.datei, blatt=blatt.title, zelle=felder[0].adresse)
        kurz = len(text) <= _KURZ and "\n" not in text and not text.endswith((".", ";", ","))
        if len(text) <= MAX_UEBERSCHRIFT and ((all(f.fett for f in felder) and kurz) or ist_hauptteil(text)):
            self.sammler.ueberschrift(text, ort)
            return
        marke, rest = split_marke(text)
        self.sammler.absatz(rest, ort, marke, int(bool(marke)))

    def _tabelle(self, blatt: Any, bereich: Mapping[int, Mapping[int, _Feld]], titel: str) -> None:
        von = min(min(r) for r in bereich.values())
        bis = max(max(r) for r in bereich.values())
        fertig = []
        for nummer, reihe in bereich.items():
            zellen = []
            for spalte in range(von, bis + 1):
                feld = reihe.get(spalte) or _Feld(f"{_buchstaben(spalte)}{nummer}", "", False)
                zellen.append(Zelle(feld.text, Stelle(self.datei, blatt=blatt.title, zelle=feld.adresse)))
            fertig.append(zellen)
        erste = next(f for r in bereich.values() for f in r.values())
        ort = Stelle(self.datei, blatt=blatt.title, zelle=erste.adresse)
        self.sammler.tabelle(fertig, ort, zaehle_kopfzeilen([[z.text for z in r] for r in fertig]), titel)


def _bereiche(reihen: Mapping[int, dict[int, _Feld]]) -> Iterator[dict[int, dict[int, _Feld]]]:
    """Yield the runs of rows without an empty row between them."""
    offen: dict[int, dict[int, _Feld]] = {}
    for nummer, reihe in reihen.items():
        if offen and nummer > max(offen) + 1:
            yield offen
            offen = {}
        offen[nummer] = reihe
    if offen:
        yield offen


def _buchstaben(spalte: int) -> str:
    text = ""
    while spalte:
        spalte, rest = divmod(spalte - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
