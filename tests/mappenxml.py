"""The same workbook in other spellings of its XML, legal and illegal: where a hand-written reader can go wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape, unescape

from mappenschaden import EITHER, REFUSED, SAME, Damage, cell_of, edited, packed, parts_of, slim

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = ((MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
          (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
           b"http://purl.oclc.org/ooxml/officeDocument/relationships"))  # fmt: skip
SHARED, STYLES, BOOK, RELS = "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(/>|>(.*?)</c>)', re.DOTALL)
ROW = re.compile(rb"<row [^>]*?(?:/>|>.*?</row>)", re.DOTALL)
NUMBER = b"22082"  # the value of an Annahme
DAY = b"46113"  # the first day of a position, 01.04.2026


def sheets(parts: dict[str, bytes]) -> list[str]:
    return [n for n in parts if n.startswith("xl/worksheets/") and n.endswith(".xml")]


def with_value(parts: dict[str, bytes], value: bytes) -> str:
    """Return the sheet that holds a stored number."""
    return next(n for n in sheets(parts) if b"<v>" + value + b"</v>" in parts[n])


def everywhere(parts: dict[str, bytes], change: Callable[[bytes], bytes]) -> Callable[[], bytes]:
    """Return the workbook with all its sheets changed."""
    new = {n: change(parts[n]) for n in sheets(parts)}
    assert any(new[n] != parts[n] for n in new)
    return packed({**parts, **new})


def strings(parts: dict[str, bytes]) -> list[str]:
    items = re.findall(r"<si>(.*?)</si>|<si/>", parts[SHARED].decode(), re.DOTALL)
    return [unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", item, re.DOTALL))) for item in items]


def texts(parts: dict[str, bytes]) -> Iterator[Damage]:
    """Texts inline, as results of formulas, in runs, with phonetic readings, escaped; references that lead nowhere."""
    table = strings(parts)

    def cells(kind: bytes, body: str) -> Callable[[bytes], bytes]:
        def change(match: re.Match[bytes]) -> bytes:
            if b't="s"' not in match.group(3):
                return match.group()
            text = table[int(re.sub(rb"\D", b"", match.group(5)))]
            start = b'<c r="%s%s"%s>' % (match.group(1), match.group(2), match.group(3).replace(b't="s"', kind))
            return start + body.format(escape(text)).encode() + b"</c>"

        return lambda content: CELL.sub(change, content)

    yield "inline", everywhere(parts, cells(b't="inlineStr"', '<is><t xml:space="preserve">{}</t></is>')), SAME
    yield "inline run", everywhere(parts, cells(b't="inlineStr"', "<is><r><rPr><b/></rPr><t>{}</t></r></is>")), SAME
    yield "result of a formula", everywhere(parts, cells(b't="str"', "<f>T(A1)</f><v>{}</v>")), SAME
    yield "inline without text", everywhere(parts, cells(b't="inlineStr"', "<is/>")), REFUSED

    def shared(pattern: bytes, new: bytes, label: str, outcome: object = SAME) -> Damage:
        changed = re.sub(pattern, new, parts[SHARED])
        assert changed != parts[SHARED]
        return label, packed({**parts, SHARED: changed}), outcome

    yield shared(rb"<t>(\w)(\w+)</t>", rb"<r><rPr><b/><sz val='9'/></rPr><t>\1</t></r><r><t>\2</t></r>", "runs")
    yield shared(rb"</si>", b'<rPh sb="0" eb="1"><t>LAUT</t></rPh><phoneticPr fontId="1"/></si>', "phonetic")
    yield shared(rb"<t>Testfall</t>", b"<t>Test_x0066_all</t>", "escape")
    yield shared(rb"<t>Testfall</t>", b"<t>Test&#102;<![CDATA[all]]></t>", "references")
    yield shared(rb"<t>Testfall</t>", b"<t>Test<!-- x -->f<?y z?>all</t>", "comment in a text")
    yield shared(rb"<t>Testfall</t>", b'<t xml:space="preserve">  Testfall&#10; </t>', "space around")
    yield shared(rb"<t>Testfall</t>", b"<t>Testfall_x000D_</t>", "carriage return")
    yield shared(rb"<t>Testfall</t>", b"<t>Test_x0001_fall</t>", "control character", REFUSED)
    yield shared(rb"<t>Testfall</t>", b"<t>Test_xD800_fall</t>", "half a character", REFUSED)
    yield shared(rb"<t>Testfall</t>", b"<t>Test&entity;fall</t>", "unknown entity", REFUSED)
    yield shared(rb"<t>Testfall</t>", b"<t>" + b"x" * 200_000 + b"</t>", "endless text", REFUSED)
    yield "no shared strings", packed({n: c for n, c in parts.items() if n != SHARED}), REFUSED
    for wrong in (b"999999", b"-1", b"1.5", "²".encode(), b"9" * 5000):
        yield (
            f"index {wrong[:9]!r}",
            everywhere(parts, lambda c, w=wrong: re.sub(rb't="s"><v>\d+', b't="s"><v>' + w, c, count=2)),
            REFUSED,
        )


def numbers(parts: dict[str, bytes]) -> Iterator[Damage]:
    """Numbers, days, truth values, errors and formulas in all their spellings."""

    def cell(value: bytes, label: str, attributes: bytes, body: bytes, outcome: object) -> Damage:
        sheet = with_value(parts, value)
        pattern = rb'<c r="([A-Z]+\d+)"([^>]*?)( t="n")?><v>' + value + rb"</v></c>"
        new = re.sub(pattern, rb'<c r="\1"\2' + attributes + b">" + body.replace(b"\\", b"") + b"</c>", parts[sheet])
        assert new != parts[sheet]
        return f"{label} {body[:30]!r}", packed({**parts, sheet: new}), outcome

    for same in (b"22082.0", b"2.2082E4", b"+22082", b" 22082 ", b"22082.000000000004", b"<![CDATA[22082]]>",
                 b"22<!-- x -->082", b"&#50;2082"):  # fmt: skip
        yield cell(NUMBER, "number", b"", b"<v>" + same + b"</v>", SAME)
    for wrong in (b"22082,0", b"0x5642", b"22_082", "２２".encode(), b"NaN", b"INF", b"1e999", b"1e99999999",
                  b"9" * 9999, b"<v>1</v>"):  # fmt: skip
        yield cell(NUMBER, "number", b"", b"<v>" + wrong + b"</v>", REFUSED)
    for body, outcome in (
        (b'<f t="shared" ref="C4:C5" si="0">22082</f><v>22082</v>', SAME),
        (b'<f t="shared" ref="C4:C5" si="0">A1*2</f><v>22082</v>', SAME),
        (b'<f t="shared" si="7"/><v>22082</v>', SAME),
        (b'<f t="shared" si="7"/>', REFUSED),
        (b'<f t="array" ref="C4:C5">A1*2</f><v>22082</v>', REFUSED),
        (b'<f t="dataTable" ref="C4" dt2D="1" r1="A1" r2="A2"/><v>22082</v>', REFUSED),
        (b"<f/><v>22082</v>", SAME),
        (b"<f>[1]T!A1</f><v>22082</v>", REFUSED),
        (b"<f>A1</f><v></v>", REFUSED),
        (b"<v>22082</v><v>1</v>", REFUSED),
        (b"<w>22082</w>", REFUSED),
        (b"<v>22082</v><f>1+1</f>", REFUSED),
        (b"<is><t>22082</t></is>", EITHER),
    ):
        yield cell(NUMBER, "formula", b"", body, outcome)
    for kind, body, outcome in (
        (b"str", b"<v>22082</v>", SAME), (b"b", b"<v>1</v>", REFUSED),
        (b"e", b"<v>#REF!</v>", REFUSED), (b"x", b"<v>22082</v>", REFUSED), (b"d", b"<v>2026-04-01</v>", REFUSED),
        (b"inlineStr", b"<is><t>22082</t></is>", SAME), (b"str", b"<f>A1</f><v>#NAME?</v>", REFUSED),
        (b"e", b"<f>A1</f><v>#NAME?</v>", REFUSED),
    ):  # fmt: skip
        yield cell(NUMBER, f"kind {kind!r}", b' t="' + kind + b'"', body, outcome)
    for day, outcome in ((b"2026-04-01", SAME), (b"2026-04-01T00:00:00", SAME), (b"2026-04-01T08:00:00", REFUSED),
                         (b"2026-13-01", REFUSED), (b"PT8H", REFUSED)):  # fmt: skip
        yield cell(DAY, "iso day", b' t="d"', b"<v>" + day + b"</v>", outcome)
    for day, outcome in ((b"46113.0000000001", SAME), (b"46113.5", REFUSED), (b"-5", REFUSED), (b"60", REFUSED),
                         (b"0.5", REFUSED), (b"9999999", REFUSED)):  # fmt: skip
        yield cell(DAY, "day", b"", b"<v>" + day + b"</v>", outcome)
    sheet = with_value(parts, NUMBER)
    for wrong in (b"99999", b"-1", b"x"):
        new = re.sub(rb's="\d+"([^>]*><v>22082)', b's="' + wrong + rb'"\1', parts[sheet])
        yield f"style {wrong!r}", packed({**parts, sheet: new}), REFUSED


def places(parts: dict[str, bytes]) -> Iterator[Damage]:
    """Rows and cells without address, out of order, twice, in the wrong row, or with unknown attributes."""

    def without_addresses(content: bytes) -> bytes:
        def row(match: re.Match[bytes]) -> bytes:
            columns = [c for c, *_ in CELL.findall(match.group())]
            named = [chr(ord("A") + n).encode() for n in range(len(columns))]
            return re.sub(rb'<c r="[A-Z]+\d+"', b"<c", match.group()) if columns == named else match.group()

        return ROW.sub(row, content)

    def rows_without_number(content: bytes) -> bytes:
        numbers = [int(n) for n in re.findall(rb'<row r="(\d+)"', content)]
        return re.sub(rb'<row r="\d+"', b"<row", content) if numbers == list(range(1, len(numbers) + 1)) else content

    def reordered(content: bytes) -> bytes:
        rows = ROW.findall(content)
        return content.replace(b"".join(rows), b"".join(reversed(rows)))

    def cells_reordered(content: bytes) -> bytes:
        return ROW.sub(lambda m: _with_cells(m.group(), reversed), content)

    def split(content: bytes) -> bytes:
        """Give every row as two rows of the same number."""
        return ROW.sub(lambda m: _with_cells(m.group(), lambda c: c[::2]) + _with_cells(m.group(), lambda c: c[1::2]),
                       content)  # fmt: skip

    yield "cells without address", everywhere(parts, without_addresses), SAME
    yield "rows without number", everywhere(parts, rows_without_number), SAME
    yield "rows out of order", everywhere(parts, reordered), SAME
    yield "cells out of order", everywhere(parts, cells_reordered), SAME
    yield "rows split", everywhere(parts, split), SAME
    yield "pretty", everywhere(parts, lambda c: re.sub(rb"(<(?:/?row|c|/?sheetData)\b)", rb"\n    \1", c)), SAME
    extension = b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" x14ac:dyDescent="0.2"'
    yield (
        "row attributes",
        everywhere(parts, lambda c: c.replace(b"<row ", b"<row collapsed='0'" + extension + b" ")),
        SAME,
    )
    yield "cell metadata", everywhere(parts, lambda c: c.replace(b"<c ", b"<c cm='1' vm='1' ph='1' ")), SAME
    sheet = with_value(parts, NUMBER)
    filled = re.search(rb'<c r="([A-Z]+)(\d+)"[^>]*><v>22082</v></c>', parts[sheet])
    assert filled is not None
    column, row = filled.group(1), int(filled.group(2))

    def instead(label: str, new: bytes) -> Damage:
        return label, packed({**parts, sheet: parts[sheet].replace(filled.group(), new)}), REFUSED

    yield instead("cell twice", filled.group() + filled.group())
    for wrong in (b"%s%d" % (column, row + 1), b"%s" % column, b"%d" % row, b"$%s$%d" % (column, row), b"",
                  b"%s0%d" % (column, row), b"%s%d" % (column.lower(), row), b"R%dC3" % row):  # fmt: skip
        yield instead(f"address {wrong!r}", filled.group().replace(b'r="%s%d"' % (column, row), b'r="' + wrong + b'"'))
    yield instead("unknown attribute", filled.group().replace(b"<c ", b'<c a="1" '))
    yield instead("unknown element", b"<d/>" + filled.group())
    yield instead("cell in a cell", filled.group().replace(b"</c>", b'<c r="Z9"/></c>'))
    for number in (b"0", b"-1", b"x", b"1.5", b"99999999"):
        changed = parts[sheet].replace(b'<row r="%d"' % row, b'<row r="' + number + b'"')
        yield f"row {number!r}", packed({**parts, sheet: changed}), REFUSED


def _with_cells(row: bytes, order: Callable[[list[bytes]], object]) -> bytes:
    cells = [m.group() for m in CELL.finditer(row)]
    body = b"".join(cells)
    return row.replace(body, b"".join(order(cells))) if body else row  # type: ignore[arg-type]


def packages(parts: dict[str, bytes]) -> Iterator[Damage]:
    """Prefixes, strict namespaces, encodings, names and targets of parts."""
    workbook_parts = [n for n in (*sheets(parts), BOOK, SHARED, STYLES) if n in parts]

    def prefixed(content: bytes) -> bytes:
        content = re.sub(rb"<(/?)(\w+)(?=[\s/>])", rb"<\1x:\2", content)
        return content.replace(b"xmlns=", b"xmlns:x=")

    yield "prefixes", packed({**parts, **{n: prefixed(parts[n]) for n in workbook_parts}}), SAME
    strict = dict(parts)
    for old, new in STRICT:
        strict = {n: c.replace(old, new) for n, c in strict.items()}
    yield "strict", packed(strict), SAME
    yield (
        "foreign namespace",
        packed({**parts, **{n: parts[n].replace(MAIN, b"urn:other") for n in sheets(parts)}}),
        REFUSED,
    )
    for encoding in ("utf-16", "iso-8859-1", "us-ascii", "windows-1252"):
        for name in (n for n in (SHARED, BOOK, with_value(parts, NUMBER)) if n in parts):
            text = re.sub(r"<\?xml.*?\?>", "", parts[name].decode())
            content = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding, "xmlcharrefreplace")
            yield f"{encoding} {name}", packed({**parts, name: content}), SAME
    for encoding in (b"us-ascii", b"shift_jis", b"x"):
        declaration = b'<?xml version="1.0" encoding="' + encoding + b'"?>'
        wrong = declaration + re.sub(rb"<\?xml.*?\?>", b"", parts[BOOK]).replace(b'name="Kopf"', "name='Köpf'".encode())
        yield f"wrongly {encoding.decode()}", packed({**parts, BOOK: wrong}), REFUSED
    yield "byte order mark", packed({**parts, BOOK: b"\xef\xbb\xbf" + parts[BOOK]}), SAME
    for label, target in (("absolute", b'"/xl/worksheets/'), ("dots", b'"../xl/./worksheets/')):
        plain = re.sub(rb'"/?(xl/)?worksheets/', b'"worksheets/', parts[RELS])
        changed = plain.replace(b'"worksheets/', target)
        assert changed != plain
        yield f"{label} target", packed({**parts, RELS: changed}), SAME
    outside = re.sub(rb'"/?(xl/)?worksheets/', b'"../../../etc/', parts[RELS])
    yield "target outside", packed({**parts, RELS: outside}), REFUSED
    external = parts[RELS].replace(b"<Relationship ", b'<Relationship TargetMode="External" ')
    yield "external sheets", packed({**parts, RELS: external}), REFUSED
    odd = {n: c for n, c in parts.items() if n not in sheets(parts)}
    for number, name in enumerate(sheets(parts)):
        new_name = f"xl/böse Blätter/Nr {number}.daten"
        odd[new_name] = parts[name]
        target = quote(new_name).encode()
        odd[RELS] = re.sub(rb'"/?(xl/)?worksheets/' + name.rpartition("/")[2].encode() + b'"', b'"/' + target + b'"',
                           odd[RELS])  # fmt: skip
    yield "odd names", packed(odd), SAME
    yield "names in capitals", packed({n if n.startswith("[") else n.upper(): c for n, c in parts.items()}), SAME
    link = b'<sheets><sheet xmlns:r="' + STRICT[1][0] + b'" name="Kopie" sheetId="99" r:id='
    twice = parts[BOOK].replace(b"<sheets>", link + b'"rId1"/>')
    yield "a part for two sheets", packed({**parts, BOOK: twice}), SAME
    nowhere = parts[BOOK].replace(b"<sheets>", link + b'"rId999"/>')
    yield "a sheet without part", packed({**parts, BOOK: nowhere}), REFUSED
    for flag in (b"1", b"true"):
        earlier = {n: re.sub(rb"<v>4(\d{4})</v>", lambda m: b"<v>%d</v>" % (40000 + int(m.group(1)) - 1462), parts[n])
                   for n in sheets(parts)}  # fmt: skip
        book = re.sub(rb"<workbookPr([ /])", rb'<workbookPr date1904="' + flag + rb'"\1', parts[BOOK])
        assert earlier != {n: parts[n] for n in sheets(parts)}
        yield f"1904 {flag!r}", packed({**parts, **earlier, BOOK: book}), SAME


def formats(good: bytes) -> Iterator[Damage]:
    """Number formats that look like days and are none, and the other way round."""

    def put(title: str, form: str) -> Callable[[], bytes]:
        sheet, key = ("Positionen", "1") if title == "Beginn" else ("Annahmen", "antraege")
        return edited(good, lambda b: setattr(cell_of(b, sheet, key, title), "number_format", form))

    for form in ("dd.mm.yyyy", "d. mmmm yyyy", "[$-407]d. mmmm yyyy;@", "yyyy\\-mm\\-dd", '"am" dd/mm/yy', "m/d/yy",
                 "DD.MM.YYYY", "mmm yy", "[$-F800]dddd, mmmm dd, yyyy"):  # fmt: skip
        yield f"day as {form}", put("Beginn", form), SAME
    for form in ("General", "0", "[h]:mm", '0" d"', "0\\d", "@"):
        yield f"no day as {form}", put("Beginn", form), REFUSED
    for form in ("0", "#,##0.00", "[Red]0", '0" h"', '0.00" Tage"', "0_d", "0\\ \\m", "[$€-407]0", "_-* #,##0.00 _€",
                 "@", '0;"%"', "0.00E+00"):  # fmt: skip
        yield f"number as {form}", put("Wert", form), SAME
    for form in ("dd.mm.yyyy", "h:mm", "0%", "[mm]:ss"):
        yield f"no number as {form}", put("Wert", form), REFUSED


def spellings(good: bytes) -> Iterator[Damage]:
    """All of it, in a workbook written by XlsxWriter and in one written by openpyxl."""
    for writer, content in (("XlsxWriter", good), ("openpyxl", slim(good))):
        parts = parts_of(content)
        for group in (texts, numbers, places, packages):
            if group is texts and SHARED not in parts:
                continue  # openpyxl writes all texts inline
            for label, changed, outcome in group(parts):
                yield f"{writer}: {label}", changed, outcome
    yield from formats(slim(good))
