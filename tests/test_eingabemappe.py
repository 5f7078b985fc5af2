"""The input workbook: every value in its cell, ready to fill in, read strictly, findings shown where they belong."""

from __future__ import annotations

import datetime as dt
import io
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import resave
from mappenschaden import cell_of, edit
from test_kommandos import run

from stellenbedarf.ausgabe.mappe.anlage import Anlage
from stellenbedarf.ausgabe.mappe.eingabeblaetter import eingabeblaetter
from stellenbedarf.ausgabe.mappe.eingabemappe import leerer_fall, render_eingabemappe
from stellenbedarf.ausgabe.mappe.fehlerliste import render_fehlerliste
from stellenbedarf.eingabe.rechenausdruck import rechne_konstante
from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.modell.arbeitszeit import Argument
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.felder import ABSCHNITTE
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.mappenplan import PLAENE
from stellenbedarf.rechnung.lauf import load, rechne

INPUTS = Path(__file__).parent.parent / "inputs"
JOBCENTER, FREISTELLUNG = INPUTS / "stuttgart-jobcenter.yaml", INPUTS / "prosoz-freistellung.yaml"


@pytest.fixture(scope="module")
def case() -> Fall:
    return read_fall(JOBCENTER)[0]


@pytest.fixture(scope="module")
def content(case: Fall) -> bytes:
    return render_eingabemappe(case)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "fall.xlsx"
    path.write_bytes(data)
    return path


def findings(path: Path) -> str:
    with pytest.raises(StellenbedarfFehler) as caught:
        read_fall(path)
    return str(caught.value)


def test_every_input_value_stands_in_its_cell(case: Fall, content: bytes) -> None:
    places = eingabeblaetter(case, Anlage()).orte
    book = opened(content)

    def value(*key: str) -> Any:
        place = places[key]  # type: ignore[index]
        return book[place.blatt].cell(place.zeile + 1, place.spalte + 1).value

    for name, assumption in case.annahmen.items():
        if assumption.wert is not None:
            assert value("annahmen", name, "wert") == float(assumption.wert)
    for position in case.positionen:
        assert value("positionen", position.nr, "beantragt") == float(position.beantragt or 0)
        assert value("positionen", position.nr, "beginn") == dt.datetime.combine(
            position.beginn or dt.date.min, dt.time()
        )
        for number, task in enumerate(position.aufgaben, start=1):
            if task.anteil is not None:
                assert value("aufgaben", f"{position.nr}.{number}", "anteil") == float(task.anteil)
    for key, sizing in case.bemessungen.items():
        for field, argument in sizing.argumente.items():
            assert value("bemessungen", key, field) == (argument.name or float(argument.wert or 0))
    assert value("sachkosten", "1", "menge") == "sendungen"
    assert value("szenarien", "hoch", "annahmen.pruefzeit_je_fall") == 2
    assert value("szenarien", "hoch", "annahmen.pruefquote") is None, "an empty cell replaces nothing"
    assert ("annahmen", "preis_je_sendung", "wert") not in places, "a derived value has no input cell"


def test_cells_are_real_numbers_percentages_and_days(content: bytes) -> None:
    book = opened(content)
    share = cell_of(book, "Positionen", "6", "Erstattungsquote")
    assert (share.value, share.number_format) == (0.848, "0.0%")
    day = cell_of(book, "Positionen", "11", "Beginn")
    assert (day.value, day.number_format) == (dt.datetime(2011, 10, 1), "dd.mm.yyyy")
    assert cell_of(book, "Annahmen", "bedarfsgemeinschaften", "Wert").number_format == "#,##0"
    assert cell_of(book, "Positionen", "6", "Nr.").number_format == "@"
    for cell in (share, day):
        assert not cell.protection.locked
        assert cell.fill.start_color.rgb == "FFFFF7CC"
    assert cell_of(book, "Positionen", "6", "Nr.").parent["A3"].protection.locked


@pytest.mark.parametrize("value", ["1/6", "1234567890.12345678", "0.848", "-7.5", "22082", "123456789012345678", "1/3"])
def test_numbers_are_read_back_exactly(value: str, case: Fall, tmp_path: Path) -> None:
    number = Fraction(value)
    assumption = replace(case.annahmen["bedarfsgemeinschaften"], wert=number)
    percent = replace(case.annahmen["pruefquote"], wert=number)
    changed = replace(case, annahmen={**case.annahmen, assumption.name: assumption, percent.name: percent})
    read, _ = read_fall(saved(tmp_path, render_eingabemappe(changed)))
    assert read.annahmen == changed.annahmen


@pytest.mark.parametrize(
    ("formula", "value"),
    [("=1/6", "1/6"), ("=-(2+1)*.5", "-1.5"), ("=1/0", None), ("=A1", None), ("=1+", None), ("=2^3", None),
     ("=(1", None),
     ("=" + "(" * 90 + "1" + ")" * 90, "1"), ("=1 2", None), ("=", None), ("=SUM(1)", None), ("=1e5", None)],
)  # fmt: skip
def test_constant_formulas_are_exact(formula: str, value: str | None) -> None:
    assert rechne_konstante(formula) == (None if value is None else Fraction(value))


def test_every_field_of_the_tables_has_a_column_with_a_title_of_its_own() -> None:
    for plan in PLAENE:
        columns = {s.name for s in plan.spalten}
        assert {f.name for f in ABSCHNITTE.get(plan.abschnitt, ())} <= columns, plan.name
        titles = [s.titel.casefold() for s in plan.spalten]
        assert len(titles) == len(set(titles)), plan.name
        for title in titles:
            assert not any(
                ascii_ in title for ascii_ in ("koerper", "begruend", "erlaeut", "luecke", "groesse", "schluessel")
            )


def test_an_empty_workbook_can_be_filled_in(tmp_path: Path) -> None:
    path = saved(tmp_path, render_eingabemappe(leerer_fall()))
    message = findings(path)
    assert "Blatt Kopf, Zelle B4" in message
    assert "keine Position" in message
    book = openpyxl.load_workbook(path)

    def fill(sheet: str, row: int, **values: Any) -> None:
        heads = {
            str(c.value).split("\n")[0].strip(" *"): c.column for c in book[sheet][6 if sheet == "Kostensätze" else 3]
        }
        for title, value in values.items():
            book[sheet].cell(row, heads[title.replace("_", " ")], value)

    book["Kopf"]["B4"], book["Kopf"]["B6"], book["Kopf"]["B13"] = "Titel", "Stadt (Beispiel)", 2026
    book["Kostensätze"]["B4"] = "stuttgart-2010"
    fill("Ämter", 4, Schlüssel=10, Name="Hauptamt")
    fill("Annahmen", 4, Kurzname="antraege", Bezeichnung="Anträge", Wert=4200, Einheit="Anträge", Quelle="Messung")
    fill(
        "Arbeitszeit", 5, Kurzname="jaz", Bezeichnung="Jahresarbeitszeit", Einheit="h je VZÄ", Parameter="kgst-2022-39h"
    )
    fill("Bemessungen", 9, Kurzname="b", Verfahren="fallzahl", Fallzahl="antraege", Mittlere_Bearbeitungszeit="=91/2",
         Jahresarbeitszeit="jaz", Verteilzeitzuschlag=0.1)  # fmt: skip
    fill("Positionen", 5, **{"Nr.": 1, "Amt": 10, "Funktion": "Anträge", "Bewertung": "EG 9", "Bemessung": "b",
                             "Beginn": dt.datetime(2026, 4, 1)})  # fmt: skip
    book.save(path)
    model, hints = load((path,))
    result = rechne(model, befunde=hints)
    assert result.summe("bedarf") == Fraction(4200 * 91, 2 * 60) * Fraction(11, 10) / 1590


def test_columns_and_rows_may_be_moved_and_notes_added(case: Fall, content: bytes, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book["Positionen"]
        rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3, max_row=21)]
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(reversed(row), start=1):
                cell = sheet.cell(number, column)
                cell.value = value
                is_day, is_share = isinstance(value, dt.datetime), value == 0.848
                cell.number_format = "dd.mm.yyyy" if is_day else "0.0%" if is_share else "General"
        sheet["AB3"], sheet["AB4"], sheet["AC9"] = "Stellen (VZÄ)", 4711, "siehe Akte"
        book.create_sheet("Notizen")["A1"] = "Größe"

    read, hints = read_fall(saved(tmp_path, edit(content, change)))
    assert read.positionen == case.positionen
    assert not any("Notizen" in str(h) for h in hints)


def test_hidden_rows_count_and_are_mentioned(case: Fall, content: bytes, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        book["Positionen"].row_dimensions[5].hidden = True

    read, hints = read_fall(saved(tmp_path, edit(content, change)))
    assert read.positionen == case.positionen
    assert any("ausgeblendet" in h.text for h in hints)


@pytest.mark.parametrize(
    ("sheet", "key", "title", "value", "message"),
    [
        ("Positionen", "6", "Erstattungsquote", 0.848, "mehrdeutig"),
        ("Positionen", "6", "Beginn", 40909, "eine Zahl, kein Datum"),
        ("Positionen", "6", "Org.-Einheit", dt.datetime(2026, 1, 10), "umgewandelt"),
        ("Positionen", "6", "Bewertung", 10.5, "erwartet wird Text"),
        ("Positionen", "6", "Vorzeitig", "vielleicht", "weder ja noch nein"),
        ("Positionen", "6", "Beantragt", -1, "„Beantragt“ ist −1"),
        ("Bemessungen", "position_1", "Fallzahl", 5, "braucht „Fallzahl“ nicht"),
        ("Annahmen", "sendungen", "Wert", "=B1", "kein gespeichertes Ergebnis"),
        ("Annahmen", "sendungen", "Wert", "='[alt.xlsx]T'!B2", "andere Mappe"),
        ("Annahmen", "sendungen", "Status", "vermutet", "keine Möglichkeit"),
        ("Aufgaben", "17", "Position", "99", "gibt es nicht"),
        ("Annahmen", "sendungen", "Kurzname", "pruefquote", "kommt doppelt vor"),
    ],
)
def test_a_wrong_cell_is_named(
    sheet: str, key: str, title: str, value: Any, message: str, content: bytes, tmp_path: Path
) -> None:
    place = ""

    def change(book: Any) -> None:
        nonlocal place
        cell = cell_of(book, sheet, key, title)
        place = f"Blatt {sheet}, Zelle {cell.coordinate}"
        cell.value = value
        if title in ("Erstattungsquote", "Beginn", "Bewertung"):
            cell.number_format = "General"
        if isinstance(value, dt.datetime):
            cell.number_format = "d-mmm"

    text = findings(saved(tmp_path, edit(content, change)))
    assert message in text
    assert place in text


def test_results_of_formulas_are_used(case: Fall, content: bytes, tmp_path: Path) -> None:
    import xlsxwriter  # stores formula and result, as spreadsheets do

    source = opened(content)
    path = tmp_path / "fall.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        day, percent = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "0.0%"})
        for sheet in source:
            target = book.add_worksheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    place = (cell.row - 1, cell.column - 1)
                    if isinstance(cell.value, dt.datetime):
                        target.write_datetime(*place, cell.value, day)
                    elif cell.value == 22082:
                        target.write_formula(*place, "=SUM(Z1:Z2)*0.1", None, 22082.000000000004)
                    elif cell.value is not None:
                        target.write(*place, cell.value, percent if "%" in cell.number_format else None)
    read, _ = read_fall(path)
    assert read.annahmen == case.annahmen


def test_reading_is_quick(content: bytes, tmp_path: Path) -> None:
    path = saved(tmp_path, content)
    read_fall(path)
    start = time.monotonic()
    read_fall(path)
    assert time.monotonic() - start < 3


def test_findings_appear_in_a_copy_of_the_workbook(content: bytes, tmp_path: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "Positionen", "6", "Amt").value = "=30"
        cell_of(book, "Annahmen", "sendungen", "Wert").value = "viele"
        cell_of(book, "Annahmen", "sendungen", "Bezeichnung").value = None

    path, copy = saved(tmp_path, edit(content, change)), tmp_path / "befunde.xlsx"
    before = path.read_bytes()
    done = run("pruefen", str(path), "--fehlerliste", str(copy))
    assert done.returncode == 1
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == "Befunde"
    listed = [c.value for c in book["Befunde"]["B"]]
    for sheet, key, title, part in (("Positionen", "6", "Amt", "Das Amt „30“ gibt es nicht"),
                                    ("Annahmen", "sendungen", "Wert", "„viele“ ist keine Zahl"),
                                    ("Annahmen", "sendungen", "Bezeichnung", "fehlt")):  # fmt: skip
        cell = cell_of(book, sheet, key, title)
        assert part in cell.comment.text
        assert cell.fill.start_color.rgb == "FFF4B6B6"
        assert any(part in str(text) for text in listed)
    assert book["Positionen"].column_dimensions["A"].width > 0
    assert run("pruefen", str(path), "--fehlerliste", str(path)).returncode == 1
    assert path.read_bytes() == before, "never the original"


def test_hints_of_a_correct_workbook_are_listed_too(content: bytes, tmp_path: Path) -> None:
    path, copy = saved(tmp_path, content), tmp_path / "befunde.xlsx"
    done = run("rechnen", str(path), "--fehlerliste", str(copy))
    assert done.returncode == 0
    book = openpyxl.load_workbook(copy)
    assert book["Befunde"].max_row > 10
    assert "Lücke" in cell_of(book, "Positionen", "1", "Lücke").comment.text


def test_a_damaged_file_still_gets_its_list(tmp_path: Path) -> None:
    path = saved(tmp_path, b"PK\x03\x04broken")
    with pytest.raises(StellenbedarfFehler) as caught:
        read_fall(path)
    book = opened(render_fehlerliste([path], caught.value.befunde))
    assert book.sheetnames == ["Befunde"]
    assert book["Befunde"]["A2"].value == Stufe.FEHLER.value


@pytest.mark.parametrize(
    ("kind", "form"), [(k, f) for k in ("leer", "stuttgart", "freistellung") for f in ("xlsx", "yaml")]
)
def test_new_writes_a_case_to_fill_in(kind: str, form: str, tmp_path: Path) -> None:
    target = tmp_path / f"neu.{form}"
    assert run("neu", str(tmp_path / "neu"), "--art", kind, "--format", form).returncode == 0
    assert target.exists()
    assert run("neu", str(target), "--art", kind).returncode == 1, "never overwritten unasked"
    checked = run("rechnen", str(target))
    assert checked.returncode == (1 if kind == "leer" else 0), checked.stderr
    assert "Traceback" not in checked.stderr
    if kind == "leer":
        assert f"„{'Körperschaft' if form == 'xlsx' else 'koerperschaft'}“ fehlt" in checked.stderr, (
            "as the user sees it"
        )
    if kind == "stuttgart":
        assert "1.128.560" in checked.stdout


def test_the_example_of_a_release_follows_its_source() -> None:
    model, hints = load((FREISTELLUNG,))
    result = rechne(model, "standardsoftware", hints)
    needs = {p.position.nr: result.werte[p.ids["bedarf"]] for p in model.posten}
    assert needs == {"1": 1, "2": 1, "3": Fraction(2000, 1590)}, "40 workplaces make one post; 1.000 h for 20 staff"
    assert [a.anteil for a in model.fall.positionen[1].aufgaben] == [Fraction(n, 100) for n in (85, 5, 2, 8)]


def test_the_result_workbook_can_be_read_as_input(case: Fall, tmp_path: Path) -> None:
    path = tmp_path / "ergebnis.xlsx"
    assert run("mappe", str(JOBCENTER), "-o", str(path)).returncode == 0
    assert replace(read_fall(path)[0], datei="") == replace(case, datei="")


FIGURES = "name;wert;stand;quelle\n{}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_current_figures_replace_assumptions(encoding: str, separator: str, tmp_path: Path) -> None:
    path = tmp_path / "zahlen.csv"
    rows = [
        "name wert stand quelle",
        "bedarfsgemeinschaften 23456 12/2025 Fachverfahren-Müller",
        "pruefquote 4% 2025 x",
    ]
    path.write_text("\n".join(r.replace(" ", separator) for r in rows), encoding=encoding)
    model, _ = load((JOBCENTER,), path)
    changed = model.fall.annahmen["bedarfsgemeinschaften"]
    assert (changed.wert, changed.stand, changed.quelle) == (23456, "12/2025", "Fachverfahren-Müller")
    assert model.fall.annahmen["pruefquote"].wert == Fraction(4, 100)
    assert str(changed.orte["wert"]) == "zahlen.csv, Zeile 2"


def test_current_figures_from_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Name", "Wert", "Stand", "Quelle"),
        ("sendungen", 900000, "2025", None),
        ("jahresarbeitszeit_h", 1600),
    ):
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "zahlen.xlsx"
    book.save(path)
    model, _ = load((JOBCENTER,), path)
    assert model.fall.annahmen["sendungen"].quelle == "Fallzahlenliste zahlen.xlsx", "the old source proves nothing"
    replaced = model.fall.annahmen["jahresarbeitszeit_h"]
    assert (replaced.wert, replaced.parameter) == (1600, "")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("sendungen;22.082;;", "mehrdeutig"),
        ("sendungen;viele;;", "keine Zahl"),
        ("sendungen;;;", "„wert“ fehlt"),
        ("pruefquote;0,03;;", "mehrdeutig"),
        ("sendungen;3 %;;", "Prozentangabe"),
        ("preis_je_sendung;3;;", "wird berechnet"),
        ("sendungen;1;;\nsendungen;2;;", "zweimal"),
        ("pruefzeit_je_fall;9;;", "Spanne ist nicht geordnet"),
        ("sendungen;1;;;;;7", "mehr Spalten"),
    ],
)
def test_wrong_figures_are_named_with_file_and_row(rows: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "zahlen.csv"
    path.write_text(FIGURES.format(rows), encoding="utf-8")
    done = run("rechnen", str(JOBCENTER), "--fallzahlen", str(path))
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_figures_are_mentioned(tmp_path: Path) -> None:
    path = tmp_path / "zahlen.csv"
    path.write_text(FIGURES.format("sendung;1;;"), encoding="utf-8")
    done = run("rechnen", str(JOBCENTER), "--fallzahlen", str(path))
    assert done.returncode == 0
    assert "„sendung“ gibt es nicht" in done.stdout
    assert "[zahlen.csv, Zeile 2]" in done.stdout
    assert "Meinten Sie „sendungen“?" in done.stdout


@pytest.mark.echt("soffice")
def test_a_workbook_saved_by_libreoffice_reads_the_same(case: Fall, content: bytes, tmp_path: Path) -> None:
    path = saved(tmp_path, content)
    read, _ = read_fall(resave(path, tmp_path))
    assert replace(read, datei="") == replace(case, datei="")


def test_an_argument_without_decimal_is_a_formula(case: Fall) -> None:
    sizing = replace(case.bemessungen["position_1"], argumente={"stellen": Argument(wert=Fraction(1, 3))})
    changed = replace(case, bemessungen={**case.bemessungen, "position_1": sizing})
    place = eingabeblaetter(changed, Anlage()).orte["bemessungen", "position_1", "stellen"]
    book = opened(render_eingabemappe(changed))
    assert book[place.blatt].cell(place.zeile + 1, place.spalte + 1).value == "=1/3"
