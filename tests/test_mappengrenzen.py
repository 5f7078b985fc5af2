"""Large workbooks are read, hostile ones refused: every one within ten seconds and 500 MB, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mappenschaden import parts_of, zipped
from mappenxml import BOOK, RELS, SHARED, STYLES
from test_boesartige_mappen import MEGABYTES, SECONDS, good

__all__ = ["good"]
Change = Callable[[dict[str, bytes], str], dict[str, bytes]]
MEASURE = """
import json, re, sys, time
from pathlib import Path
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall
start = time.process_time()
try:
    positions, messages = len(read_fall(Path(sys.argv[1]))[0].positionen), []
except StellenbedarfFehler as error:
    positions, messages = 0, [b.text for b in error.befunde]
print(json.dumps({"seconds": time.process_time() - start, "positions": positions, "messages": messages,
                  "megabytes": int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024}))
"""
POSITION = '<c r="{col}{row}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(sheet: bytes, first: int, count: int, cells: Callable[[int], str]) -> bytes:
    """Return the sheet with rows added below."""
    new = "".join(f'<row r="{n}">{cells(n)}</row>' for n in range(first, first + count)).encode()
    return sheet.replace(b"</sheetData>", new + b"</sheetData>")


def position(row: int, amt: str = "10", bemessung: str = "position_1", begruendung: str = "Grund") -> str:
    texts = {"A": f"n{row}", "B": amt, "E": "Prüfung", "F": "EG 10", "H": bemessung, "P": begruendung}
    cells = {c: POSITION.format(col=c, row=row, text=t) for c, t in texts.items()}
    cells["G"] = f'<c r="G{row}"><v>0.25</v></c>'
    cells["J"] = f'<c r="J{row}"><v>1/1</v></c>'.replace("1/1", "01.04.2026").replace("<c ", '<c t="str" ')
    return "".join(cells[c] for c in sorted(cells))


def many_positions(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    return {sheet: rows(parts[sheet], 50, 25_000, position)}


def wrong_positions(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    return {sheet: rows(parts[sheet], 50, 10_000, lambda n: position(n, amt=f"unknown {n}", bemessung=f"b{n}"))}


def empty_cells(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    return {sheet: rows(parts[sheet], 50, 9_000, lambda _: '<c s="1"/>' * 400)}


def filled_cells(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    return {sheet: rows(parts[sheet], 50, 1_800, lambda _: "<c><v>1</v></c>" * 400)}


def shared_text(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    """Give one text of 30,000 paragraphs to many cells."""
    table = parts[SHARED].replace(b"</sst>", b"<si><t>" + b"a\n\n" * 30_000 + b"</t></si></sst>")
    index = table.count(b"<si>") - 1
    cell = '<c r="P{0}" t="s"><v>' + str(index) + "</v></c>"
    return {SHARED: table, sheet: rows(parts[sheet], 50, 200, cell.format)}


def attributes(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    tag = b"<cfRule " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b"/>"
    return {sheet: parts[sheet].replace(b"</sheetData>", b"</sheetData>" + tag)}


def nesting(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    deep = b"".join(b"<a%d>" % (n % 7) for n in range(1_000_000))
    return {sheet: parts[sheet].replace(b"</sheetData>", b"</sheetData>" + deep)}


def formats(parts: dict[str, bytes], _: str) -> dict[str, bytes]:
    new = b"".join(b'<numFmt numFmtId="%d" formatCode="%d0"/>' % (n, n) for n in range(200, 500_000))
    return {STYLES: parts[STYLES].replace(b"<fonts", b"<numFmts>" + new + b"</numFmts><fonts", 1)}


def texts(parts: dict[str, bytes], _: str) -> dict[str, bytes]:
    new = "".join(f"<si><t>{n}🙂</t></si>" for n in range(850_000)).encode()
    return {SHARED: parts[SHARED].replace(b"</sst>", new + b"</sst>")}


def sheets(parts: dict[str, bytes], _: str) -> dict[str, bytes]:
    new = b"".join(b'<sheet name="x%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(1000, 500_000))
    return {BOOK: parts[BOOK].replace(b"<sheets>", b"<sheets>" + new)}


def relationships(parts: dict[str, bytes], _: str) -> dict[str, bytes]:
    new = b"".join(b'<Relationship Id="x%d" Type="a/b" Target="c"/>' % n for n in range(500_000))
    return {RELS: parts[RELS].replace(b"</Relationships>", new + b"</Relationships>")}


def hidden_rows(parts: dict[str, bytes], sheet: str) -> dict[str, bytes]:
    new = b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(100, 2_000_000))
    return {sheet: parts[sheet].replace(b"</sheetData>", new + b"</sheetData>")}


CASES: list[tuple[Change, str]] = [
    (many_positions, ""), (wrong_positions, "endet nach 1.000 Fehlern"), (empty_cells, ""), (filled_cells, "zu groß"),
    (shared_text, "Einträge und Absätze"), (attributes, "kein lesbares XML"), (nesting, "zu tief verschachtelt"),
    (formats, "zu viele Zahlenformate"), (texts, ""), (sheets, "Blätter"), (relationships, "zu viele Verweise"),
    (hidden_rows, ""),
]  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Den Speicher nennt nur Linux so")
@pytest.mark.parametrize(("change", "message"), CASES, ids=lambda c: getattr(c, "__name__", ""))
def test_time_and_memory_are_bounded(change: Change, message: str, good: bytes, tmp_path: Path) -> None:
    parts = parts_of(good)
    sheet = next(n for n, c in parts.items() if n.startswith("xl/worksheets/sheet") and b"<v>46113</v>" in c)
    path = tmp_path / "fall.xlsx"
    path.write_bytes(zipped({**parts, **change(parts, sheet)}))
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    result = json.loads(done.stdout)
    assert result["seconds"] < SECONDS
    assert result["megabytes"] < MEGABYTES
    if message:
        assert any(message in text for text in result["messages"]), result["messages"][:3]
    else:
        assert result["messages"] == []
        assert result["positions"] == (25_002 if change is many_positions else 2)
