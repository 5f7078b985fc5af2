"""Recalculates workbooks in LibreOffice and compares the results with the values that are stored in the file.

LibreOffice shows the stored values of a workbook unless a private profile tells it to recalculate on load
(`OOXMLRecalcMode` 0). Without that the comparison would be vacuous; `test_libreoffice.py` proves that it is not.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import openpyxl

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>"""
TOLERANCE = 1e-9


def recalc(path: Path, tmp_path: Path) -> openpyxl.Workbook:
    """Return the workbook with the values that LibreOffice computes for its formulas."""
    return openpyxl.load_workbook(recalc_many([path], tmp_path)[0], data_only=True)


def recalc_many(paths: list[Path], tmp_path: Path) -> list[Path]:
    """Return the recalculated copies of several workbooks, made by one start of LibreOffice."""
    profile = tmp_path / "libreoffice"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    out = tmp_path / "recalculated"
    command = [
        "soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *(str(p.resolve()) for p in paths),
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    results = [out / p.name for p in paths]
    for result in results:
        assert result.is_file(), f"LibreOffice wrote no {result.name}: {done.stdout} {done.stderr}"
    return results


def deviations(path: Path, tmp_path: Path) -> list[str]:
    """Return one line per formula cell whose stored value differs from the recalculated one.

    Raises `AssertionError` where the workbook has no formula at all: comparing nothing proves nothing.
    """
    return compare(path, recalc_many([path], tmp_path)[0])


def compare(path: Path, recalculated: Path) -> list[str]:
    """Return the deviations between a workbook's stored values and its recalculated copy."""
    new = openpyxl.load_workbook(recalculated, data_only=True)
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    found, compared = [], 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                compared += 1
                before = stored[sheet.title][cell.coordinate].value
                after = new[sheet.title][cell.coordinate].value
                if not same(before, after):
                    place = f"{sheet.title}!{cell.coordinate}"
                    found.append(f"{place} {cell.value}: stored {before!r}, recalculated {after!r}")
    assert compared, f"{path.name} holds no formula"
    return found


def same(before: object, after: object) -> bool:
    """Tell whether two cell values agree; an error value such as #NAME? never does."""
    if isinstance(after, str) and after.startswith("#"):
        return False
    if isinstance(before, bool) or isinstance(after, bool):
        return before is after
    if isinstance(before, int | float) and isinstance(after, int | float):
        return abs(before - after) <= TOLERANCE * max(1.0, abs(before))
    return (before or "") == (after or "")
