"""The command line as a user meets it: demo from end to end, help in German, files that are not overwritten."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from stellenbedarf.cli import BEFEHLE

WURZEL = Path(__file__).parent.parent


def run(*argumente: str, ordner: Path = WURZEL) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stellenbedarf", *argumente], cwd=ordner, capture_output=True, text=True,
        encoding="utf-8", timeout=120, check=False,
        env={"PYTHONPATH": str(WURZEL), "PATH": "", "PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip


def test_demo_writes_workbook_word_pdf_and_html(tmp_path: Path) -> None:
    fertig = run("demo", ordner=tmp_path)
    assert fertig.returncode == 0, fertig.stderr
    assert "1.128.560,00" in fertig.stdout
    dateien = {p.suffix: p for p in (tmp_path / "reports").iterdir()}
    assert set(dateien) == {".xlsx", ".docx", ".pdf", ".html"}
    assert zipfile.is_zipfile(dateien[".xlsx"])
    assert zipfile.is_zipfile(dateien[".docx"])
    assert dateien[".pdf"].read_bytes().startswith(b"%PDF-")
    assert "1.128.560,00" in dateien[".html"].read_text(encoding="utf-8")
    assert run("demo", ordner=tmp_path).returncode == 0, "reports/ may be written again"


def test_an_existing_file_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    fall, ziel = "inputs/stuttgart-jobcenter.yaml", tmp_path / "mappe.xlsx"
    ziel.write_text("mine")
    fertig = run("mappe", fall, "-o", str(ziel))
    assert (fertig.returncode, ziel.read_text()) == (1, "mine")
    assert "gibt es schon" in fertig.stderr
    assert "--ueberschreiben" in fertig.stderr
    assert run("mappe", fall, "-o", str(ziel), "--ueberschreiben").returncode == 0
    assert zipfile.is_zipfile(ziel)
    assert [p.name for p in tmp_path.iterdir()] == ["mappe.xlsx"], "nothing is left beside the target"


def test_an_unwritable_target_is_a_message(tmp_path: Path) -> None:
    versperrt = tmp_path / "datei"
    versperrt.write_text("no folder")
    fertig = run("mappe", "inputs/stuttgart-jobcenter.yaml", "-o", str(versperrt / "mappe.xlsx"))
    assert fertig.returncode == 1
    assert "lässt sich nicht schreiben" in fertig.stderr
    assert "Traceback" not in fertig.stderr


def test_both_cases_together_make_the_sum_of_the_resolution() -> None:
    fertig = run("rechnen", "inputs/stuttgart-jobcenter.yaml", "inputs/stuttgart-it-personal.yaml")
    assert fertig.returncode == 0
    assert "1.682.510,00" in fertig.stdout
    assert "21,50" in fertig.stdout
    assert "Widerspruch" not in fertig.stdout


def test_check_reports_the_contradiction_with_exit_code_one() -> None:
    fertig = run("pruefen", "inputs/stuttgart-jobcenter.yaml")
    assert fertig.returncode == 1
    assert "Unterschied 553.950,00" in fertig.stdout
    assert fertig.stdout.count("Lücke:") == 11


@pytest.mark.parametrize("befehl", ["", *BEFEHLE])
def test_help_is_german(befehl: str) -> None:
    fertig = run(*befehl.split(), "--help")
    assert fertig.returncode == 0
    assert fertig.stdout.startswith("Aufruf: ")
    for englisch in ("Usage", "Options", "Show this", "required", "default"):
        assert englisch not in fertig.stdout


def test_every_command_is_documented() -> None:
    readme = (WURZEL / "README.md").read_text(encoding="utf-8")
    for name in BEFEHLE:
        assert f"`stellenbedarf {name}" in readme


def test_a_missing_option_is_named() -> None:
    fertig = run("arbeitszeit", "--land", "BW")
    assert fertig.returncode == 2
    assert "Die Angabe --jahr JAHR fehlt" in fertig.stderr
