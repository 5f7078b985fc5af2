"""Reads one cell of a workbook strictly: what the text of the value is, or why it cannot be told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction

from stellenbedarf.eingabe.blattplan import Spalte, Zellart
from stellenbedarf.eingabe.knoten import Liste, Text
from stellenbedarf.eingabe.leser import ist_darstellbar
from stellenbedarf.eingabe.mappe_blatt import MATRIX, Zelle
from stellenbedarf.eingabe.mappe_formate import STANDARD, tag_von, zeigt_kalendertag, zeigt_prozent, zeigt_zeit
from stellenbedarf.eingabe.rechenausdruck import rechne_konstante
from stellenbedarf.eingabe.zahltext import schreibe_prozent, schreibe_zahl
from stellenbedarf.fehler import Befunde, Fundstelle, StellenbedarfFehler
from stellenbedarf.zahlen import format_datum

ZAHLARTEN = (Zellart.ZAHL, Zellart.ANTEIL, Zellart.EINHEIT, Zellart.ARGUMENT, Zellart.ARGUMENT_ANTEIL)
_ANTEILE = (Zellart.ANTEIL, Zellart.ARGUMENT_ANTEIL)
_TRENNER = {Zellart.LISTE: "\n;", Zellart.ABSAETZE: "\n", Zellart.JAHRE: ","}
MAX_EINTRAEGE = 1_000_000  # entries and paragraphs of all cells together
_NULLEN = re.compile(r"0{2,}")
_GANZ = re.compile(r"[0#,]*0")
_ZAHL = re.compile(r"([+-]?\d+)|[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_MAX_ZIFFERN = 400
_ANDERE_MAPPE = re.compile(r"\[\d+\]|\[[^\]]*\.xls")
_WAHRHEIT = {"1": "ja", "true": "ja", "0": "nein", "false": "nein"}
_STELLEN = 15  # significant digits that a spreadsheet shows and that survive float64
_ALS_TEXT = "Formatieren Sie die Zelle als Text und tippen Sie die Angabe neu."


class Zellleser:
    """Reads the cells of one workbook; findings name sheet and cell."""

    def __init__(self, befunde: Befunde, formate: Sequence[str], ab_1904: bool) -> None:
        """Bind to the findings, to the number formats by style, and to the day from which days count."""
        self._befunde = befunde
        self._formate = formate
        self._ab_1904 = ab_1904
        self._eintraege = 0
        self._zahltexte: dict[tuple[str, int, Zellart, bool], str] = {}  # days and shares repeat a lot

    def read(self, zelle: Zelle, spalte: Spalte, ort: Fundstelle, einheit: str = "") -> Text | Liste | None:
        """Return the raw node of a cell; None where it cannot be read (then with a finding).

        Args:
            zelle: the cell.
            spalte: the column it stands in.
            ort: its place.
            einheit: unit of the row, for columns whose numbers are percentages where the unit is %.
        """
        was = f"„{spalte.titel}“"
        exakt: Fraction | None = None
        if zelle.formel:
            if zelle.formel == MATRIX:
                self._fehler(
                    f"{was}: Matrixformeln und Datentabellen werden nicht gelesen",
                    ort,
                    "Ersetzen Sie die Formel durch ihren Wert (Kopieren, Inhalte einfügen: Werte).",
                )
                return None
            exakt = rechne_konstante(zelle.formel)
            if exakt is None and _ANDERE_MAPPE.search(zelle.formel):
                self._fehler(f"{was}: Die Formel verweist auf eine andere Mappe", ort,
                             "Ersetzen Sie die Formel durch ihren Wert.")  # fmt: skip
                return None
            if exakt is None and not zelle.text:
                self._fehler(f"{was}: Die Formel hat kein gespeichertes Ergebnis", ort,
                             "Öffnen und speichern Sie die Mappe in Excel oder LibreOffice, oder tragen Sie den "
                             "Wert ein.")  # fmt: skip
                return None
        if exakt is not None:
            return self._zahl(exakt, spalte, ort, self._formate[zelle.stil], einheit)
        if zelle.art == "s":
            return self._text(zelle.text, spalte, ort)
        if zelle.art == "n":
            art = (zelle.text, zelle.stil, spalte.art, einheit == "%")
            if art in self._zahltexte:
                return Text(self._zahltexte[art], ort)
            gelesen = self._gespeicherte_zahl(zelle, spalte, ort, einheit)
            if isinstance(gelesen, Text):
                self._zahltexte[art] = gelesen.text
            return gelesen
        if zelle.art == "b":
            return self._wahrheit(zelle, spalte, ort)
        if zelle.art == "d":
            return self._tag(_iso_tag(zelle.text), spalte, ort, self._formate[zelle.stil])
        self._fehler(f"{was}: Die Zelle zeigt den Fehler {zelle.text[:20]}", ort,
                     "Berichtigen Sie die Formel oder den Wert.")  # fmt: skip
        return None

    def _gespeicherte_zahl(self, zelle: Zelle, spalte: Spalte, ort: Fundstelle, einheit: str) -> Text | Liste | None:
        zahl = _exakt(zelle.text)
        if zahl is None:
            self._fehler(f"„{spalte.titel}“: „{zelle.text[:20]}“ ist keine Zahl", ort, "Tragen Sie den Wert neu ein.")
            return None
        zahlformat = self._formate[zelle.stil]
        if zeigt_zeit(zahlformat):
            return self._tag(tag_von(zahl, zahlformat, self._ab_1904), spalte, ort, zahlformat)
        return self._zahl(zahl, spalte, ort, zahlformat, einheit)

    def _fehler(self, text: str, ort: Fundstelle, abhilfe: str) -> None:
        self._befunde.fehler(text, ort, abhilfe)

    def _wahrheit(self, zelle: Zelle, spalte: Spalte, ort: Fundstelle) -> Text | None:
        wert = _WAHRHEIT.get(zelle.text)
        if spalte.art is Zellart.JA_NEIN and wert is not None:
            return Text(wert, ort)
        self._fehler(f"„{spalte.titel}“: In der Zelle steht ein Wahrheitswert", ort, _ALS_TEXT)
        return None

    def _tag(self, tag: dt.date | None, spalte: Spalte, ort: Fundstelle, zahlformat: str) -> Text | None:
        if tag is not None and (spalte.art is Zellart.DATUM or (
            spalte.art is Zellart.TEXT and zeigt_kalendertag(zahlformat)
        )):  # fmt: skip
            return Text(format_datum(tag), ort)
        if spalte.art is Zellart.DATUM:
            self._fehler(f"„{spalte.titel}“: In der Zelle steht eine Uhrzeit oder Dauer", ort,
                         "Tragen Sie den Tag ein, zum Beispiel 01.10.2011.")  # fmt: skip
        else:
            self._fehler(f"„{spalte.titel}“: In der Zelle steht ein Datum; die Eingabe wurde umgewandelt", ort,
                         _ALS_TEXT)  # fmt: skip
        return None

    def _zahl(self, zahl: Fraction, spalte: Spalte, ort: Fundstelle, format_: str, einheit: str) -> Text | Liste | None:
        prozent = zeigt_prozent(format_)
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
        elif prozent or not (format_ in (STANDARD, "@") or _GANZ.fullmatch(format_)):
            self._fehler(f"„{spalte.titel}“: In der Zelle steht eine Zahl, erwartet wird Text", ort, _ALS_TEXT)
            return None
        return self._text(text, spalte, ort)

    def _mehrdeutig(self, zahl: Fraction, spalte: Spalte, ort: Fundstelle) -> None:
        roh = schreibe_zahl(zahl)
        self._fehler(
            f"„{spalte.titel}“: {roh} ohne Prozentzeichen ist mehrdeutig ({roh} % oder {schreibe_prozent(zahl)})",
            ort,
            f"Formatieren Sie die Zelle als Prozent, so dass sie {schreibe_prozent(zahl)} zeigt, oder tippen Sie den "
            "Wert mit Prozentzeichen.",
        )

    def _text(self, roh: str, spalte: Spalte, ort: Fundstelle) -> Text | Liste | None:
        if not (roh.isprintable() or ist_darstellbar(roh.replace("\r", "\n"), ort, self._befunde)):
            return None
        text = roh.replace("\r\n", "\n").replace("\r", "\n") if "\r" in roh else roh
        art = spalte.art
        if art in _TRENNER:
            self._eintraege += sum(map(text.count, _TRENNER[art]))
            if self._eintraege > MAX_EINTRAEGE:
                raise StellenbedarfFehler.einzeln(
                    f"Die Mappe hat mehr als {MAX_EINTRAEGE // 1_000_000} Million Einträge und Absätze",
                    ort,
                    "Kürzen Sie die Texte.",
                )
            if art is Zellart.LISTE and ("\n" in text or ";" in text):
                teile = text.split("\n") if "\n" in text else text.split(";")
                return Liste(tuple(Text(t.strip(), ort) for t in teile if t.strip()), ort)
        return Text(text.strip(), ort)


def _exakt(text: str) -> Fraction | None:
    """Return the decimal that the spreadsheet shows: 15 significant digits, without the noise of float64."""
    treffer = _ZAHL.fullmatch(text.strip()) if len(text) <= _MAX_ZIFFERN else None
    if treffer is None:
        return None
    if treffer.group(1):
        return Fraction(int(treffer.group(1)))
    try:
        return Fraction(f"{float(treffer.group()):.{_STELLEN}g}")
    except ValueError:  # infinity
        return None


def _iso_tag(text: str) -> dt.date | None:
    """Return the day of an ISO date at midnight."""
    try:
        zeitpunkt = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return zeitpunkt.date() if zeitpunkt.time() == dt.time() else None
