"""Checks a workbook before any part of it is unpacked: hostile, damaged and foreign files end here with a message."""

from __future__ import annotations

import zipfile
from pathlib import Path

from stellenbedarf.eingabe.paket import MAPPE, Paketpruefung
from stellenbedarf.eingabe.yaml_datei import read_bytes
from stellenbedarf.fehler import Befunde, Fundstelle

MAX_DATEI = 60_000_000  # bytes packed; a result workbook of 10,000 positions and one scenario has 13 million


def check_mappe(pfad: Path, befunde: Befunde) -> zipfile.ZipFile:
    """Return the archive of a workbook whose directory is sound; its parts are not unpacked yet.

    Raises:
        StellenbedarfFehler: for everything else; the message says what the file is and what to do.
    """
    return Mappenpruefung(Fundstelle(pfad.name), befunde, MAPPE).oeffne(read_bytes(pfad, MAX_DATEI))


class Mappenpruefung(Paketpruefung):
    """Checks a workbook; says where it refers to others."""

    def check_namen(self, namen: list[str]) -> None:
        """Name links to other workbooks; they are never opened."""
        if any(n.startswith("xl/externalLinks/") for n in namen):
            self.befunde.hinweis("Die Mappe verweist auf andere Mappen; diese werden nicht geöffnet", self.ort,
                                 "Ersetzen Sie solche Formeln durch ihre Werte.")  # fmt: skip
