"""Opens a workbook and gives access to its sheets by name; a sheet is read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from stellenbedarf.eingabe.knoten import Mappenstelle
from stellenbedarf.eingabe.mappe_blatt import Blatt, Zaehler, read_blatt
from stellenbedarf.eingabe.mappe_formate import read_formate
from stellenbedarf.eingabe.mappe_paket import BEZIEHUNGS_ID, Beziehung, Paket, elemente
from stellenbedarf.eingabe.mappe_texte import read_texte
from stellenbedarf.eingabe.mappe_zelle import Zellleser
from stellenbedarf.fehler import Befunde, Fundstelle

MAX_BLAETTER = 500
ANFANG = 100  # rows that tell what a sheet of an unknown name holds
_ELEMENTE = elemente("workbook", "workbookPr", "sheet")


def gleich(text: str) -> str:
    """Return the text as names of sheets and columns are compared: without case and extra white space."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True)
class Blattname:
    """A sheet in the list of sheets: its title, its part and whether it is hidden."""

    titel: str
    teil: str
    ausgeblendet: bool


class Mappe:
    """An open workbook: sheets by name."""

    def __init__(self, pfad: Path, befunde: Befunde) -> None:
        """Check the file and read the list of its sheets.

        Raises:
            StellenbedarfFehler: where the file is no workbook, is damaged or could do harm.
        """
        self.datei = pfad.name
        self.befunde = befunde
        self.paket = Paket(pfad, befunde)
        self._blaetter: dict[str, Blattname] = {}
        self._gelesen: dict[tuple[Blattname, int | None], Blatt] = {}
        self._zaehler = Zaehler()
        self._ab_1904 = False
        teil = next((b.ziel for b in self.paket.beziehungen().values() if b.art == "officeDocument"), None)
        if teil is None:
            self.paket.ablehnen("Die Mappe nennt ihren Inhalt nicht")
        beziehungen = self.paket.beziehungen(teil)
        self._read_verzeichnis(teil, beziehungen)
        teile = {b.art: b.ziel for b in beziehungen.values()}
        self._texte = read_texte(self.paket, teile.get("sharedStrings"))
        formate = read_formate(self.paket, teile.get("styles"))
        self._stile = len(formate)
        self.zellen = Zellleser(befunde, formate, self._ab_1904)

    def _read_verzeichnis(self, teil: str, beziehungen: dict[str, Beziehung]) -> None:
        def anfang(name: str, a: dict[str, str]) -> None:
            element = _ELEMENTE.get(name)
            if element == "workbookPr":
                self._ab_1904 = a.get("date1904") in ("1", "true")
            elif element == "sheet":
                beziehung = beziehungen.get(next((a[k] for k in BEZIEHUNGS_ID if k in a), ""))
                if beziehung is None:
                    self.paket.ablehnen(f"Die Mappe nennt ein Blatt, das es nicht gibt („{a.get('name', '')}“)")
                if beziehung.art == "worksheet":  # others show charts only
                    self._merke(Blattname(a.get("name", ""), beziehung.ziel, a.get("state", "visible") != "visible"))

        self.paket.lies(teil, anfang)
        if not self._blaetter:
            self.paket.ablehnen("Die Mappe hat kein Tabellenblatt")

    def _merke(self, blatt: Blattname) -> None:
        name = gleich(blatt.titel)
        if len(self._blaetter) >= MAX_BLAETTER:
            self.paket.ablehnen(f"Die Mappe hat mehr als {MAX_BLAETTER} Blätter", "Löschen Sie die überzähligen.")
        if name in self._blaetter:
            self.befunde.fehler(f"Das Blatt „{blatt.titel}“ gibt es zweimal", self.ort(blatt),
                                "Benennen Sie eines der beiden um oder löschen Sie es.")  # fmt: skip
            return
        self._blaetter[name] = blatt

    def name(self, name: str) -> Blattname | None:
        """Return what the list of sheets says about a sheet, or None where there is none of this name."""
        return self._blaetter.get(gleich(name))

    def blatt(self, name: str) -> Blatt | None:
        """Return a sheet by its name, or None."""
        eintrag = self.name(name)
        return None if eintrag is None else self._read(eintrag, None)

    def anfang(self, blatt: Blattname) -> Blatt:
        """Return the first rows of a sheet."""
        return self._read(blatt, ANFANG)

    def _read(self, eintrag: Blattname, bis: int | None) -> Blatt:
        schluessel = (eintrag, bis)
        if schluessel not in self._gelesen:
            self._gelesen[schluessel] = read_blatt(
                self.paket, eintrag.teil, Blatt(eintrag.titel), self._texte, self._stile, self._zaehler, bis
            )
        return self._gelesen[schluessel]

    def weitere(self, bekannte: Iterable[str]) -> list[Blattname]:
        """Return the sheets that have none of the known names."""
        namen = {gleich(n) for n in bekannte}
        return [b for n, b in self._blaetter.items() if n not in namen]

    def ort(self, blatt: Blatt | Blattname, zelle: str = "", zeile: int = 0) -> Fundstelle:
        """Return the place of a sheet, a row or a cell."""
        genauer = f", Zelle {zelle}" if zelle else f", Zeile {zeile}" if zeile else ""
        return Mappenstelle(self.datei, f"Blatt {blatt.titel}{genauer}")
