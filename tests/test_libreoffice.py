"""The recalculation that other tests rely on is real: a wrong stored value is found."""

from pathlib import Path

import pytest
import xlsxwriter
from libreoffice import deviations, recalculate


@pytest.mark.echt("soffice")
def test_a_wrong_stored_value_is_found(tmp_path: Path) -> None:
    pfad = tmp_path / "falsch.xlsx"
    with xlsxwriter.Workbook(pfad) as mappe:
        blatt = mappe.add_worksheet("Blatt")
        blatt.write_number(0, 0, 2)
        blatt.write_formula(1, 0, "=A1*2", None, 4)
        blatt.write_formula(2, 0, "=A1*3", None, 7)
        blatt.write_formula(3, 0, "=NOSUCHFUNCTION(A1)", None, 6)
        blatt.write_formula(4, 0, '=IF(A1>1,"ja","nein")', None, "ja")
        blatt.write_formula(5, 0, '=IF(A1>2,"ja","nein")', None, "ja")
    gefunden = deviations(pfad, tmp_path)
    assert [zeile.partition(" ")[0] for zeile in gefunden] == ["Blatt!A3", "Blatt!A4", "Blatt!A6"]
    assert "stored 7.0, recalculated 6.0" in gefunden[0]


@pytest.mark.echt("soffice")
def test_a_workbook_without_formulas_proves_nothing(tmp_path: Path) -> None:
    pfad = tmp_path / "leer.xlsx"
    with xlsxwriter.Workbook(pfad) as mappe:
        mappe.add_worksheet("Blatt").write_number(0, 0, 2)
    with pytest.raises(AssertionError, match="holds no formula"):
        deviations(pfad, tmp_path)


@pytest.mark.echt("soffice")
def test_changed_cells_change_what_depends_on_them(tmp_path: Path) -> None:
    pfad = tmp_path / "geaendert.xlsx"
    with xlsxwriter.Workbook(pfad) as mappe:
        blatt = mappe.add_worksheet("Blatt")
        blatt.write_number(0, 0, 2)
        blatt.write_formula(1, 0, "=A1*2", None, 4)
        blatt.write_formula(2, 0, "=1/(A1-3)", None, -1)
    (neu,) = recalculate([(pfad, [("Blatt", 0, 0, 3)])], tmp_path)
    assert (neu.formulas, neu.deviations, neu.errors) == (2, [], ["Blatt!A3"])
    assert neu.values["Blatt"][1][0] == 6
