"""Drives LibreOffice: recalculates workbooks, with changed inputs too, and compares with the values stored in the file.

LibreOffice shows the stored values of a workbook unless it is told to recalculate. `recalculate` therefore reads the
stored values first and then forces every cell to be computed; `test_libreoffice.py` proves that this finds what is
wrong.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

Aenderung = tuple[str, int, int, float | str]

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>"""


@dataclass(frozen=True)
class Recalculated:
    """A workbook after recalculation: how many formulas it has, what deviated as stored, and values after changes.

    `values` holds the rows of every sheet, counted from 0; `errors` the cells that show an error such as #NAME?.
    """

    formulas: int
    deviations: list[str]
    values: Mapping[str, Sequence[Sequence[float | str]]]
    errors: list[str]


@cache
def python_with_uno() -> str:
    """Return a Python that can talk to LibreOffice: Debian gives the module `uno` to the system's own."""
    suffix = ".exe" if os.name == "nt" else ""
    office = Path(shutil.which("soffice") or "soffice").resolve().parent / f"python{suffix}"
    for python in (sys.executable, "/usr/bin/python3", str(office)):
        try:
            if subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0:
                return python
        except OSError:
            continue
    pytest.skip("Kein Python mit dem Modul uno gefunden (Debian: python3-uno)")


def recalculate(orders: Sequence[tuple[Path, Sequence[Aenderung]]], tmp_path: Path) -> list[Recalculated]:
    """Open workbooks in one LibreOffice, recalculate them, change the given cells and recalculate again.

    Args:
        orders: workbooks, each with its changes as (sheet, row, column, value), counted from 0.
        tmp_path: for the files that pass orders and answers.
    """
    question, answer = tmp_path / "auftrag.json", tmp_path / "antwort.json"
    question.write_text(json.dumps([{"datei": str(p), "aenderungen": list(c)} for p, c in orders]), encoding="utf-8")
    script = Path(__file__).with_name("calc_skript.py")
    command = [python_with_uno(), str(script), str(question), str(answer)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    results = []
    for (path, _), found in zip(orders, json.loads(answer.read_text(encoding="utf-8")), strict=True):
        assert found["formeln"], f"{path.name} holds no formula"
        deviations = [
            f"{sheet}!{_address(row, column)} {formula}: stored {stored!r}, recalculated {new!r}"
            for sheet, row, column, formula, stored, new in found["abweichend"]
        ]
        errors = [f"{sheet}!{_address(*cell)}" for sheet, cells in found["fehler"].items() for cell in cells]
        results.append(Recalculated(found["formeln"], deviations, found["werte"], errors))
    return results


def deviations(path: Path, tmp_path: Path) -> list[str]:
    """Return one line per formula cell whose stored value differs from the recalculated one, or that is an error.

    Raises `AssertionError` where the workbook has no formula at all: comparing nothing proves nothing.
    """
    return recalculate([(path, ())], tmp_path)[0].deviations


def resave(path: Path, tmp_path: Path) -> Path:
    """Return a copy of a workbook that LibreOffice has recalculated and saved."""
    profile = tmp_path / "libreoffice"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    out = tmp_path / "recalculated"
    command = [
        "soffice", f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path.resolve()),
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=600)
    assert (out / path.name).is_file(), f"LibreOffice wrote no {path.name}: {done.stdout} {done.stderr}"
    return out / path.name


def recalc(path: Path, tmp_path: Path) -> openpyxl.Workbook:
    """Return the workbook with the values that LibreOffice computes for its formulas."""
    return openpyxl.load_workbook(resave(path, tmp_path), data_only=True)


def _address(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"
