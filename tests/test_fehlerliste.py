"""The copy with findings: marked cells, a list, and everything else as it was, byte for byte."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import recalc
from mappenschaden import SAME
from mappenxml import spellings
from test_boesartige_mappen import good, original

from stellenbedarf.ausgabe.mappe.fehlerliste import render_fehlerliste
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.fehler import Befund, Fundstelle, Stufe
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.rechnung.lauf import load, rechne

__all__ = ["good", "original"]
JOBCENTER = Path(__file__).parent.parent / "inputs" / "stuttgart-jobcenter.yaml"
FILE = "ergebnis.xlsx"
PLACES = ("Blatt Positionen, Zelle B4", "Blatt Positionen, Zelle A3", "Blatt Übersicht, Zelle Z99",
          "Blatt Quellen, Zeile 7", "Blatt Quellen, Zelle B500")  # fmt: skip


def finding(place: str, file: str = FILE, text: str = "Das ist „falsch“ <&>") -> Befund:
    return Befund(Stufe.FEHLER, text, Fundstelle(file, place), "Berichtigen Sie es.")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mappe") / FILE
    model, findings = load((JOBCENTER,))
    path.write_bytes(render_workbook(rechne(model, befunde=findings)))
    return path


@pytest.fixture(scope="module")
def copy(result: Path) -> Path:
    path = result.with_name("befunde.xlsx")
    path.write_bytes(render_fehlerliste([result], [finding(p) for p in PLACES]))
    return path


def opened(path: Path, values: bool = False) -> Any:
    return openpyxl.load_workbook(path, data_only=values)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {n: archive.read(n) for n in archive.namelist()}


def test_all_other_parts_keep_their_bytes(result: Path, copy: Path) -> None:
    before, after = parts(result), parts(copy)
    changed = {n for n, content in before.items() if after[n] != content}
    sheets = {n for n in changed if n.startswith("xl/worksheets/sheet")}
    assert len(sheets) == 3, "those with marks"
    assert {n for n in changed - sheets if not re.search(r"comments|vmlDrawing|_rels/sheet", n)} == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
    }  # fmt: skip
    assert {n for n in before if "chart" in n} <= before.keys() - changed


def test_stored_results_charts_and_names_stay(result: Path, copy: Path) -> None:
    for values in (True, False):
        before, after = opened(result, values), opened(copy, values)
        assert after.sheetnames == ["Befunde", *before.sheetnames]
        for sheet in before:
            assert after[sheet.title].print_title_rows == sheet.print_title_rows
            assert after[sheet.title].print_area == sheet.print_area
            assert after[sheet.title].sheet_state == sheet.sheet_state
            for row in sheet.iter_rows():
                for cell in row:
                    same = after[sheet.title][cell.coordinate]
                    assert (same.value, same.number_format) == (cell.value, cell.number_format)
    assert [s.title for s in after if s.sheet_view.tabSelected] == ["Befunde"]
    assert replace(read_fall(copy)[0], datei="") == replace(read_fall(result)[0], datei="")


def test_marks_stand_in_their_cells_beside_what_was_there(result: Path, copy: Path) -> None:
    before, after = opened(result), opened(copy)
    for place in PLACES:
        sheet, cell = re.fullmatch(r"Blatt (.+), Z(?:elle|eile) (\w+)", place).groups()  # type: ignore[union-attr]
        marked = after[sheet][cell if cell[0].isalpha() else f"A{cell}"]
        assert marked.fill.start_color.rgb == "FFF4B6B6"
        assert marked.comment.text.endswith("Fehler: Das ist „falsch“ <&>\n→ Berichtigen Sie es.")
    own = before["Positionen"]["A3"].comment.text
    assert after["Positionen"]["A3"].comment.text.startswith(own)
    assert after["Positionen"]["B3"].comment.text == before["Positionen"]["B3"].comment.text
    links = [after["Befunde"].cell(n, 4).hyperlink.location for n in range(2, 2 + len(PLACES))]
    assert links[0] == "'Positionen'!B4"


def test_every_comment_has_its_note(copy: Path) -> None:
    content = parts(copy)
    for name, part in content.items():
        if re.fullmatch(r"xl/worksheets/_rels/.*\.rels", name):
            targets = [
                t.removeprefix("/xl/").removeprefix("../") for t in re.findall(r'Target="([^"]*)"', part.decode())
            ]
            comments = [content[f"xl/{t}"].count(b"<comment ") for t in targets if "omments" in t]
            notes = [content[f"xl/{t}"].count(b"</v:shape>") for t in targets if "vmlDrawing" in t]
            assert comments == notes, name


def test_a_second_list_replaces_the_first(copy: Path, tmp_path: Path) -> None:
    again = tmp_path / "nochmal.xlsx"
    again.write_bytes(render_fehlerliste([copy], [finding(PLACES[0], copy.name, "neu"), finding("", "anders.yaml")]))
    book = opened(again)
    assert book.sheetnames.count("Befunde") == 1
    assert [c.value for c in book["Befunde"]["B"]] == ["Befund", "neu", "Das ist „falsch“ <&>"]


def test_cells_under_a_merged_area_are_only_listed(result: Path, tmp_path: Path) -> None:
    path = tmp_path / FILE
    book = opened(result)
    book["Quellen"].merge_cells("A1:C2")
    book.save(path)
    marked = openpyxl.load_workbook(io.BytesIO(render_fehlerliste([path], [finding("Blatt Quellen, Zelle B2")])))
    assert marked["Quellen"]["B2"].comment is None
    assert marked["Befunde"]["D2"].value == f"{FILE}, Blatt Quellen, Zelle B2"


def test_a_text_of_the_user_cannot_break_the_file(result: Path) -> None:
    text = "\x00\x08\ud800\ufffe=1+1 & <b>" + "x" * 5000
    book = openpyxl.load_workbook(io.BytesIO(render_fehlerliste([result], [finding(PLACES[0], text=text)])))
    assert book["Befunde"]["B2"].value.endswith("=1+1 & <b>" + "x" * 5000)
    assert book["Befunde"]["B2"].data_type == "s"


def test_every_spelling_of_a_workbook_can_be_marked(good: bytes, original: Fall, tmp_path: Path) -> None:
    path, marked = tmp_path / FILE, tmp_path / "befunde.xlsx"
    places = ("Blatt Positionen, Zelle B4", "Blatt Positionen, Zelle Z90", "Blatt Annahmen, Zeile 5")
    for label, content, outcome in spellings(good):
        if outcome is SAME:
            path.write_bytes(content() if callable(content) else content)
            marked.write_bytes(render_fehlerliste([path], [finding(p) for p in places]))
            assert len(parts(marked)) > len(parts(path)) - 1, label
            read, _ = read_fall(marked)
            assert replace(read, datei="") == replace(original, datei=""), label


@pytest.mark.echt("soffice")
def test_libreoffice_opens_the_copy_and_its_marks(result: Path, copy: Path, tmp_path: Path) -> None:
    book = recalc(copy, tmp_path)
    for place in PLACES[:3]:
        sheet, cell = re.fullmatch(r"Blatt (.+), Zelle (\w+)", place).groups()  # type: ignore[union-attr]
        assert "Das ist „falsch“ <&>" in book[sheet][cell].comment.text
    assert book.sheetnames[0] == "Befunde"
    read, _ = read_fall(tmp_path / "recalculated" / copy.name)
    assert replace(read, datei="") == replace(read_fall(result)[0], datei="")


@pytest.mark.echt("soffice")
def test_a_result_workbook_saved_by_libreoffice_reads_the_same(result: Path, tmp_path: Path) -> None:
    recalc(result, tmp_path)
    read, _ = read_fall(tmp_path / "recalculated" / result.name)
    assert replace(read, datei="") == replace(read_fall(result)[0], datei="")
