"""Broken and hostile workbooks, made from a good one: every one must be read correctly or refused."""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula

CASE = """
kopf: {titel: Testfall, koerperschaft: Stadt (Beispiel), haushaltsjahre: [2026, 2027], datum: 01.10.2025}
annahmen:
  antraege: {bezeichnung: Anträge, wert: 22082, einheit: Anträge, quelle: Messung}
  zeit: {bezeichnung: Zeit je Antrag, wert: "45,5", einheit: min je Antrag, quelle: Messung, niedrig: 40, hoch: 50}
  quote: {bezeichnung: Quote, wert: 3 %, einheit: "%", quelle: Messung}
  jaz: {bezeichnung: Jahresarbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: KGSt}
kostensaetze:
  tabelle: stuttgart-2010
  eigene: [{bewertung: EG 10, satz: 69600, quelle: erschlossen}]
aemter: {"10": {name: Hauptamt, teilhaushalt: "100"}, "29": {name: Jobcenter, teilhaushalt: "290"}}
bemessungen:
  pruefung: {verfahren: stichprobe, grundgesamtheit: antraege, quote: "2,5 %", pruefzeit_h: "1/6",
             jahresarbeitszeit_h: jaz, quelle: Anlage}
positionen:
  - {nr: 1, amt: "10", funktion: Antrag, bewertung: EG 9, beginn: 01.04.2026, beantragt: "2,25",
     erstattungsquote: "84,8 %",
     bemessung: {verfahren: fallzahl, fallzahl: antraege, mittlere_bearbeitungszeit_min: zeit,
                 jahresarbeitszeit_h: jaz},
     aufgaben: [{text: Innendienst, anteil: 55 %}, {text: Außendienst, anteil: 45 %}]}
  - {nr: 2, amt: "29", funktion: Prüfung, bewertung: EG 10, beginn: 15.02.2026, ende: 30.06.2027, bemessung: pruefung}
sachkosten: [{name: Druck, teilhaushalt: "100", menge: antraege, stueckpreis: "0,60",
              beginn: 01.01.2026, quelle: Angebot}]
szenarien: {hoch: {beschreibung: mehr, annahmen: {zeit: 50, quote: 4 %}, positionen: {"1": {beantragt: 3}}}}
behauptungen: [{text: Summe, groesse: kosten, wert: 1682510}]
"""
REFUSED = object()  # must not be read
SAME = object()  # must be read with the very same figures
EITHER = object()  # refused, or read with the same figures, or with a finding about what is missing
Damage = tuple[str, bytes | Callable[[], bytes], object]  # a file that is expensive to make is made when needed
MAKROTYP = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
WERKBUCHTYP = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def parts_of(good: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed(parts: dict[str, bytes]) -> Callable[[], bytes]:
    return partial(zipped, parts)


def raw_bytes(good: bytes) -> Iterator[Damage]:
    """Truncated files and flipped bytes of the packed file."""
    rng = random.Random(1)
    for n in range(50):
        yield f"truncated {n}", good[: len(good) * n // 50], REFUSED
    for n in range(110):
        flipped = bytearray(good)
        for _ in range(rng.randint(1, 3)):
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        yield f"flipped {n}", bytes(flipped), EITHER
    yield "empty", b"", REFUSED
    yield "ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), REFUSED
    yield "encrypted", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), REFUSED
    yield "html", b"<html><table><tr><td>1</td></tr></table></html>", REFUSED
    yield "appended", good + b"trailing", EITHER
    yield "prefixed", b"MZ" + good, REFUSED


def broken_parts(good: bytes) -> Iterator[Damage]:
    """Missing, swapped, cut and malformed parts of a file that unpacks without complaint."""
    rng = random.Random(2)
    parts = parts_of(good)
    names = list(parts)
    for name in names:
        yield f"without {name}", packed({n: c for n, c in parts.items() if n != name}), EITHER
        yield f"cut {name}", packed({**parts, name: parts[name][: len(parts[name]) // 2]}), EITHER
        yield f"garbage {name}", packed({**parts, name: rng.randbytes(200)}), EITHER
        other = rng.choice(names)
        yield f"swapped {name} {other}", packed({**parts, name: parts[other], other: parts[name]}), EITHER
    for n in range(90):
        name = rng.choice([s for s in names if s.endswith(".xml")])
        content = bytearray(parts[name])
        places = [m.start() for m in re.finditer(rb'[<>"/=]', bytes(content))]
        content[rng.choice(places)] = rng.choice(b"<>/ax\"'& ")
        yield f"structure {n} {name}", packed({**parts, name: bytes(content)}), EITHER


def hostile(good: bytes) -> Iterator[Damage]:
    """Files that are meant to do harm."""
    parts = parts_of(good)
    sheet = next(n for n in parts if n.startswith("xl/worksheets/sheet4"))
    for name in (sheet, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml"):
        head, _, rest = parts[name].partition(b"?>")
        bomb = b'?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        yield f"dtd {name}", packed({**parts, name: head + bomb + rest}), REFUSED
        yield f"utf16 {name}", packed({**parts, name: parts[name].decode().encode("utf-16")}), REFUSED
        yield f"nul {name}", packed({**parts, name: b"\0" + parts[name]}), REFUSED
    yield "bomb", packed({**parts, "xl/media/x.xml": b"<x>" + b" " * 60_000_000}), REFUSED
    yield "bomb below the limit", packed({**parts, "xl/media/x.xml": b"<x>" + b" " * 30_000_000}), REFUSED
    yield "many parts", packed({**parts, **{f"x/{n}.xml": b"<x/>" for n in range(2500)}}), REFUSED
    yield "macros", packed({**parts, "xl/vbaProject.bin": b"x"}), REFUSED
    types = parts["[Content_Types].xml"].replace(WERKBUCHTYP, MAKROTYP)
    yield "macro type", packed({**parts, "[Content_Types].xml": types}), REFUSED
    yield "external link", packed({**parts, "xl/externalLinks/externalLink1.xml": b"<x/>"}), SAME
    for far in (b"XFD1048576", b"A1048576", b"XFD1", b"ABCD1", b"A99999999", b"TTT250000"):
        cell = b'<row r="900"><c r="' + far + b'"><v>1</v></c></row></sheetData>'
        yield f"far {far.decode()}", packed({**parts, sheet: parts[sheet].replace(b"</sheetData>", cell)}), REFUSED
    for tag in (b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
                b'<mergeCells><mergeCell ref="A1:B"/></mergeCells>'):  # fmt: skip
        yield (
            f"huge {tag[:12]!r}",
            packed({**parts, sheet: parts[sheet].replace(b"</sheetData>", b"</sheetData>" + tag)}),
            REFUSED,
        )
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(100, 400_000))
    yield (
        "too many cells",
        packed({**parts, sheet: parts[sheet].replace(b"</sheetData>", rows + b"</sheetData>")}),
        REFUSED,
    )
    for tag in (b"<c ", b"<c r", b'<c r="', b"<mergeCell ", b"<hyperlink "):
        open_ = tag * (290_000 if len(tag) < 5 else 60_000)
        yield f"never closed {tag!r}", packed({**parts, sheet: parts[sheet] + open_}), REFUSED
    rule = b'<dataValidation sqref="A1"><formula1>"a"</formula1></dataValidation>'
    rules = b"<dataValidations>" + rule * 200_000 + b"</dataValidations></worksheet>"
    yield "many rules", packed({**parts, sheet: parts[sheet].replace(b"</worksheet>", rules)}), SAME
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    yield "deep", packed({**parts, sheet: parts[sheet].replace(b"</sheetData>", b"</sheetData>" + deep)}), EITHER


CELLS = {
    "Annahmen": ("antraege", "Wert", Fraction(22082)),
    "Arbeitszeit": ("jaz", "Wert", Fraction(1590)),
    "Kostensätze": ("EG 10", "Satz", Fraction(69600)),
    "Positionen": ("1", "Beantragt", Fraction(9, 4)),
    "Sachkosten": ("Druck", "Preis je Einheit", Fraction(3, 5)),
}
PERCENTS = {
    "Positionen": ("1", "Erstattungsquote", Fraction(848, 1000)),
    "Aufgaben": ("1", "Anteil", Fraction(55, 100)),
    "Annahmen": ("quote", "Wert", Fraction(3, 100)),
    "Bemessungen": ("pruefung", "Prüfquote", Fraction(25, 1000)),
}
NONSENSE: tuple[Any, ...] = (
    "abc", "1.234.56", True, dt.datetime(2026, 2, 1), dt.datetime(2026, 2, 1, 12, 30), dt.time(1, 30), "#REF!",
    "#N/A", "=1/0", "=Z99", "=SUM(", "=[1]Tabelle1!A1", "='[x.xlsx]T'!A1", "=NOSUCH(1)", "1,2,3", "12 345 6", "--5",
    "1e5", "x" * 5000, "10 €", "ca. 5", "5 h", "½", "1.234",
)  # fmt: skip


def cell_of(book: Any, sheet: str, key: str, title: str) -> Any:
    """Return the cell of a row (by its first column) and a column (by the first line of its heading)."""
    rows = list(book[sheet].iter_rows())
    head = next(r for r in rows if any(str(c.value).split("\n")[0].strip(" *") == title for c in r))
    column = next(c.column for c in head if str(c.value).split("\n")[0].strip(" *") == title)
    row = next(r for r in rows if r[0].row > head[0].row and str(r[0].value) == key)
    return book[sheet].cell(row[0].row, column)


def edited(good: bytes, change: Callable[[Any], None]) -> Callable[[], bytes]:
    return partial(edit, good, change)


def edit(good: bytes, change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(good))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def slim(good: bytes) -> bytes:
    """Return the workbook without comments, drop-downs and help: they cost most of the time and hold no figure."""

    def change(book: Any) -> None:
        for sheet in book:
            sheet.data_validations.dataValidation.clear()
            for row in sheet.iter_rows():
                for cell in row:
                    cell.comment = None
        for name in ("Hilfe", "Listen"):
            book.remove(book[name])
        book.defined_names.clear()

    return edit(good, change)


def values(good: bytes) -> Iterator[Damage]:
    """Wrong and unusual values in cells that hold figures."""
    good = slim(good)

    def put(sheet: str, key: str, title: str, value: Any, form: str | None = None) -> Callable[[], bytes]:
        def change(book: Any) -> None:
            cell = cell_of(book, sheet, key, title)
            cell.value = value
            if form:
                cell.number_format = form
            if isinstance(value, str) and value.startswith("#"):
                cell.data_type = "e"

        return edited(good, change)

    for sheet, (key, title, right) in CELLS.items():
        for wrong in NONSENSE:
            yield f"{sheet} {wrong!r:.20}", put(sheet, key, title, wrong), REFUSED
        yield f"{sheet} array", put(sheet, key, title, ArrayFormula("A1:A2", "=1+1")), REFUSED
        yield f"{sheet} per cent", put(sheet, key, title, float(right), "0%"), EITHER
        text = f"{float(right):.4f}"
        for same in (text, text.replace(".", ","), f" {text} ", f"={right.numerator}/{right.denominator}",
                     f"=({right.numerator}+1-1)/{right.denominator}"):  # fmt: skip
            yield f"{sheet} as {same!r}", put(sheet, key, title, same), SAME
        if right >= 1000:
            grouped = f"{int(right):,}"
            for same in (
                grouped.replace(",", " "),
                grouped.replace(",", "\u202f"),
                f"{grouped},00".replace(",", ".", 1),
            ):
                yield f"{sheet} grouped {same!r}", put(sheet, key, title, same), SAME
            yield f"{sheet} ambiguous", put(sheet, key, title, grouped.replace(",", ".")), REFUSED
    for sheet, (key, title, right) in PERCENTS.items():
        number = float(right)
        yield f"{sheet} % as text", put(sheet, key, title, f"{number * 100:g} %".replace(".", ",")), SAME
        yield f"{sheet} % two decimals", put(sheet, key, title, number, "0.00%"), SAME
        yield f"{sheet} % general", put(sheet, key, title, number, "General"), REFUSED
        yield f"{sheet} % escaped", put(sheet, key, title, number, '0.00"%"'), REFUSED
    yield "3 in a % row", put("Annahmen", "quote", "Wert", 3, "General"), SAME
    for text, outcome in (("01.04.2026", SAME), ("2026-04-01", SAME), ("31.02.2026", REFUSED), ("April 2026", REFUSED)):
        yield f"day {text}", put("Positionen", "1", "Beginn", text, "@"), outcome
    yield "day as number", put("Positionen", "1", "Beginn", 46113, "General"), REFUSED
    yield "day with time", put("Positionen", "1", "Beginn", dt.datetime(2026, 4, 1, 8)), REFUSED


def layout(good: bytes) -> Iterator[Damage]:
    """Sheets, headings, rows and columns that users rename, move, merge, hide, double or delete."""
    good = slim(good)
    names = openpyxl.load_workbook(io.BytesIO(good)).sheetnames
    for name in names:
        yield f"renamed {name}", edited(good, lambda b, n=name: setattr(b[n], "title", f"{n[:-1]}x")), EITHER
        yield f"odd case {name}", edited(good, lambda b, n=name: setattr(b[n], "title", f" {n.upper()} ")), SAME
        yield f"copied {name}", edited(good, lambda b, n=name: b.copy_worksheet(b[n])), SAME
        yield f"hidden {name}", edited(good, lambda b, n=name: setattr(b[n], "sheet_state", "hidden")), SAME
        yield f"deleted {name}", edited(good, lambda b, n=name: b.remove(b[n])), EITHER
    yield "reversed", edited(good, lambda b: b._sheets.reverse()), SAME
    for sheet, first in (("Annahmen", 3), ("Positionen", 3), ("Bemessungen", 3), ("Aufgaben", 3), ("Sachkosten", 3),
                         ("Kostensätze", 8)):  # fmt: skip
        width = openpyxl.load_workbook(io.BytesIO(good))[sheet].max_column
        for column in range(1, width + 1, 3 if sheet == "Bemessungen" else 1):
            for label, new in (("renamed", "Foo"), ("cleared", None)):

                def change(b: Any, s: str = sheet, c: int = column, v: Any = new, f: int = first) -> None:
                    b[s].cell(f, c).value = v

                yield f"{label} heading {sheet} {column}", edited(good, change), EITHER
        yield f"doubled {sheet}", edited(good, lambda b, s=sheet, f=first: setattr(
            b[s].cell(f, 2), "value", b[s].cell(f, 1).value)), REFUSED  # fmt: skip
        yield f"moved right {sheet}", edited(good, lambda b, s=sheet: b[s].insert_cols(1)), EITHER
        yield f"moved down {sheet}", edited(good, lambda b, s=sheet: b[s].insert_rows(1, 2)), EITHER
        yield f"gap {sheet}", edited(good, lambda b, s=sheet, f=first: b[s].insert_rows(f + 1, 3)), SAME
        yield (
            f"note {sheet}",
            edited(good, lambda b, s=sheet: setattr(b[s]["A30"], "value", "Stand: heute morgen")),
            SAME,
        )
        yield f"side note {sheet}", edited(good, lambda b, s=sheet: setattr(b[s]["DZ5"], "value", "Rückfrage")), SAME
        yield f"merged {sheet}", edited(good, lambda b, s=sheet, f=first: b[s].merge_cells(
            start_row=f + 1, end_row=f + 2, start_column=2, end_column=2)), REFUSED  # fmt: skip
        yield f"hidden row {sheet}", edited(good, lambda b, s=sheet, f=first: setattr(
            b[s].row_dimensions[f + 1], "hidden", True)), SAME  # fmt: skip
    yield "1904", edited(good, lambda b: setattr(b, "epoch", CALENDAR_MAC_1904)), SAME


GROUPS: dict[str, Callable[[bytes], Iterator[Damage]]] = {
    "raw_bytes": raw_bytes, "broken_parts": broken_parts, "hostile": hostile, "values": values, "layout": layout,
}  # fmt: skip
