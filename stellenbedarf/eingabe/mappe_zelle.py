"""Reads one cell of a workbook strictly: what the text of the value is, or why it cannot be told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from stellenbedarf.eingabe.blattplan import Spalte, Zellart
from stellenbedarf.eingabe.knoten import Liste, Text
from stellenbedarf.eingabe.rechenausdruck import rechne_konstante
from stellenbedarf.eingabe.zahltext import schreibe_prozent, schreibe_zahl
from stellenbedarf.fehler import Befunde, Fundstelle
from stellenbedarf.zahlen import format_datum

ZAHLARTEN = (Zellart.ZAHL, Zellart.ANTEIL, Zellart.EINHEIT, Zellart.ARGUMENT, Zellart.ARGUMENT_ANTEIL)
_ANTEILE = (Zellart.ANTEIL, Zellart.ARGUMENT_ANTEIL)
_NULLEN = re.compile(r"0{2,}")
_GANZ = re.compile(r"[0#,]*0")
_IN_ANFUEHRUNG = re.compile(r'"[^"]*"|\\.')
_STELLEN = 15  # significant digits that a spreadsheet shows and that survive float64
_ALS_TEXT = "Formatieren Sie die Zelle als Text und tippen Sie die Angabe neu."


class Zellleser:
    """Reads the cells of one workbook; findings name sheet and cell."""

    def __init__(self, befunde: Befunde, ergebnis: Callable[[Any], tuple[Any, str]]) -> None:
        """Bind to the findings and to a function that returns the stored result of a formula cell and its type."""
        self._befunde = befunde
        self._ergebnis = ergebnis

    def read(self, zelle: Any, spalte: Spalte, ort: Fundstelle, einheit: str = "") -> Text | Liste | None:
        """Return the raw node of a cell; None where it is empty or cannot be read (then with a finding).

        Args:
            zelle: the cell as openpyxl gives it.
            spalte: the column it stands in.
            ort: its place.
            einheit: unit of the row, for columns whose numbers are percentages where the unit is %.
        """
        wert, typ = zelle.value, zelle.data_type
        if wert is None or (isinstance(wert, str) and not wert.strip()):
            return None
        was = f"„{spalte.titel}“"
        exakt: Fraction | None = None
        if typ == "f":
            if not isinstance(wert, str):
                self._fehler(
                    f"{was}: Matrixformeln und Datentabellen werden nicht gelesen",
                    ort,
                    "Ersetzen Sie die Formel durch ihren Wert (Kopieren, Inhalte einfügen: Werte).",
                )
                return None
            exakt = rechne_konstante(wert)
            if exakt is None:
                if re.search(r"\[\d+\]|\[[^\]]*\.xls", wert):
                    self._fehler(f"{was}: Die Formel verweist auf eine andere Mappe", ort,
                                 "Ersetzen Sie die Formel durch ihren Wert.")  # fmt: skip
                    return None
                wert, typ = self._ergebnis(zelle)
                if wert is None:
                    self._fehler(f"{was}: Die Formel hat kein gespeichertes Ergebnis", ort,
                                 "Öffnen und speichern Sie die Mappe in Excel oder LibreOffice, oder tragen Sie den "
                                 "Wert ein.")  # fmt: skip
                    return None
        if typ == "e":
            self._fehler(f"{was}: Die Zelle zeigt den Fehler {wert}", ort, "Berichtigen Sie die Formel oder den Wert.")
            return None
        if isinstance(wert, bool):
            return self._wahrheit(wert, spalte, ort)
        if isinstance(wert, dt.datetime | dt.date | dt.time | dt.timedelta):
            return self._tag(wert, spalte, ort, zelle.number_format)
        if exakt is not None or isinstance(wert, int | float):
            zahl = exakt if exakt is not None else _exakt(wert)
            if zahl is None:
                self._fehler(f"{was}: „{wert}“ ist keine Zahl", ort, "Tragen Sie den Wert neu ein.")
                return None
            return self._zahl(zahl, spalte, ort, zelle.number_format, einheit)
        return _text(str(wert), spalte, ort)

    def _fehler(self, text: str, ort: Fundstelle, abhilfe: str) -> None:
        self._befunde.fehler(text, ort, abhilfe)

    def _wahrheit(self, wert: bool, spalte: Spalte, ort: Fundstelle) -> Text | None:
        if spalte.art is Zellart.JA_NEIN:
            return Text("ja" if wert else "nein", ort)
        self._fehler(f"„{spalte.titel}“: In der Zelle steht ein Wahrheitswert", ort, _ALS_TEXT)
        return None

    def _tag(self, wert: Any, spalte: Spalte, ort: Fundstelle, format_: str) -> Text | None:
        mitternacht = isinstance(wert, dt.date) and not isinstance(wert, dt.datetime)
        if isinstance(wert, dt.datetime) and wert.time() == dt.time():
            wert, mitternacht = wert.date(), True
        if spalte.art is Zellart.DATUM:
            if mitternacht:
                return Text(format_datum(wert), ort)
            self._fehler(f"„{spalte.titel}“: In der Zelle steht eine Uhrzeit oder Dauer", ort,
                         "Tragen Sie den Tag ein, zum Beispiel 01.10.2011.")  # fmt: skip
            return None
        if (
            mitternacht
            and spalte.art is Zellart.TEXT
            and re.search("d", _IN_ANFUEHRUNG.sub("", format_.lower()))
            and ("y" in format_.lower())
        ):
            return Text(format_datum(wert), ort)
        self._fehler(f"„{spalte.titel}“: In der Zelle steht ein Datum; die Eingabe wurde umgewandelt", ort, _ALS_TEXT)
        return None

    def _zahl(self, zahl: Fraction, spalte: Spalte, ort: Fundstelle, format_: str, einheit: str) -> Text | Liste | None:
        prozent = "%" in _IN_ANFUEHRUNG.sub("", format_)
        art = spalte.art
        if art in ZAHLARTEN:
            if prozent:
                return Text(schreibe_prozent(zahl), ort)
            if zahl != 0 and (art in _ANTEILE or (art is Zellart.EINHEIT and einheit == "%" and abs(zahl) <= 1)):
                self._mehrdeutig(zahl, spalte, ort)
                return None
            return Text(schreibe_zahl(zahl), ort)
        if art is Zellart.DATUM:
            self._fehler(f"„{spalte.titel}“: In der Zelle steht eine Zahl, kein Datum", ort,
                         "Formatieren Sie die Zelle als Datum und tippen Sie den Tag neu, zum Beispiel "
                         "01.10.2011.")  # fmt: skip
            return None
        if zahl.denominator != 1:
            self._fehler(f"„{spalte.titel}“: In der Zelle steht die Zahl {schreibe_zahl(zahl)}, erwartet wird Text",
                         ort, _ALS_TEXT)  # fmt: skip
            return None
        text = str(zahl.numerator)
        if _NULLEN.fullmatch(format_):
            text = text.zfill(len(format_))  # 007 is stored as 7 and shown by its format
        elif prozent or not (format_ in ("General", "@") or _GANZ.fullmatch(format_)):
            self._fehler(f"„{spalte.titel}“: In der Zelle steht eine Zahl, erwartet wird Text", ort, _ALS_TEXT)
            return None
        return _text(text, spalte, ort)

    def _mehrdeutig(self, zahl: Fraction, spalte: Spalte, ort: Fundstelle) -> None:
        roh = schreibe_zahl(zahl)
        self._fehler(
            f"„{spalte.titel}“: {roh} ohne Prozentzeichen ist mehrdeutig ({roh} % oder {schreibe_prozent(zahl)})",
            ort,
            f"Formatieren Sie die Zelle als Prozent, so dass sie {schreibe_prozent(zahl)} zeigt, oder tippen Sie den "
            "Wert mit Prozentzeichen.",
        )


def _exakt(wert: float) -> Fraction | None:
    """Return the decimal that the spreadsheet shows: 15 significant digits, without the noise of float64."""
    if isinstance(wert, int):
        return Fraction(wert)
    try:
        return Fraction(f"{wert:.{_STELLEN}g}")
    except ValueError:  # NaN or infinity
        return None


def _text(roh: str, spalte: Spalte, ort: Fundstelle) -> Text | Liste:
    text = roh.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    if spalte.art is Zellart.LISTE and ("\n" in text or ";" in text):
        teile = text.split("\n") if "\n" in text else text.split(";")
        return Liste(tuple(Text(t.strip(), ort) for t in teile if t.strip()), ort)
    return Text(text.strip(), ort)
