"""Opens a workbook after the pre-check and gives access to its sheets by name."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from stellenbedarf.eingabe.mappe_zelle import Zellleser
from stellenbedarf.eingabe.vorpruefung import MAX_SPALTE, MAX_ZEILE, check_mappe
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler


def gleich(text: str) -> str:
    """Return the text as names of sheets and columns are compared: without case and extra white space."""
    return " ".join(text.split()).casefold()


class Mappe:
    """An open workbook: sheets by name, cells, and the stored results of formulas."""

    def __init__(self, pfad: Path, befunde: Befunde) -> None:
        """Check and load the file.

        Raises:
            StellenbedarfFehler: where the file is no workbook, is damaged or could do harm.
        """
        self.datei = pfad.name
        self.befunde = befunde
        self._daten = check_mappe(pfad, befunde)
        self._mappe = self._lade(werte=False)
        self.zellen = Zellleser(befunde, self._ergebnis)
        self._blaetter: dict[str, Any] = {}
        for blatt in self._mappe.worksheets:
            self._merke(blatt)

    def _lade(self, werte: bool) -> Any:
        import openpyxl

        with fremde_fehler(self.datei), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mappe = openpyxl.load_workbook(io.BytesIO(self._daten), data_only=werte)
            for blatt in mappe.worksheets:
                if blatt.max_row > MAX_ZEILE or blatt.max_column > MAX_SPALTE:
                    raise StellenbedarfFehler.einzeln(
                        "Das Blatt reicht weit über die Tabellen hinaus",
                        Fundstelle(self.datei, f"Blatt {blatt.title}"),
                        f"Löschen Sie alles unterhalb von Zeile {MAX_ZEILE} und rechts von Spalte {MAX_SPALTE}.",
                    )
            return mappe

    @cached_property
    def _werte(self) -> Any:
        return self._lade(werte=True)

    def _ergebnis(self, zelle: Any) -> tuple[Any, str]:
        """Return the stored result of a formula cell and its type; loaded only where a formula is met."""
        gespeichert = self._werte[zelle.parent.title][zelle.coordinate]
        return gespeichert.value, gespeichert.data_type

    def _merke(self, blatt: Any) -> None:
        name = gleich(blatt.title)
        if name in self._blaetter:
            self.befunde.fehler(f"Das Blatt „{blatt.title}“ gibt es zweimal", self.ort(blatt),
                                "Benennen Sie eines der beiden um oder löschen Sie es.")  # fmt: skip
            return
        self._blaetter[name] = blatt

    def blatt(self, name: str) -> Any:
        """Return a sheet by its name, or None."""
        return self._blaetter.get(gleich(name))

    def weitere(self, bekannte: Iterable[str]) -> list[Any]:
        """Return the sheets that have none of the known names."""
        namen = {gleich(n) for n in bekannte}
        return [b for n, b in self._blaetter.items() if n not in namen]

    def ort(self, blatt: Any, zelle: str = "", zeile: int = 0) -> Fundstelle:
        """Return the place of a sheet, a row or a cell."""
        genauer = f", Zelle {zelle}" if zelle else f", Zeile {zeile}" if zeile else ""
        return Fundstelle(self.datei, f"Blatt {blatt.title}{genauer}")


def zeilen(blatt: Any) -> dict[int, dict[int, Any]]:
    """Return the existing cells of a sheet by row and column, both counted from 1; never the whole bounding box."""
    geordnet: dict[int, dict[int, Any]] = {}
    for (zeile, spalte), zelle in sorted(blatt._cells.items()):
        if zelle.value is not None:
            geordnet.setdefault(zeile, {})[spalte] = zelle
    return geordnet


@contextmanager
def fremde_fehler(datei: str) -> Iterator[None]:
    """Turn whatever the library raises about a malformed file into one message."""
    try:
        yield
    except StellenbedarfFehler:
        raise
    except MemoryError:
        raise StellenbedarfFehler.einzeln("Die Mappe ist zu groß", Fundstelle(datei), "Teilen Sie sie auf.") from None
    except Exception as fehler:
        raise StellenbedarfFehler.einzeln(
            f"Die Mappe ist beschädigt und lässt sich nicht lesen ({type(fehler).__name__})",
            Fundstelle(datei),
            "Öffnen und speichern Sie sie in Excel oder LibreOffice, oder beginnen Sie mit „stellenbedarf neu“.",
        ) from fehler
