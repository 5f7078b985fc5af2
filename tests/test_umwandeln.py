"""A case survives every way between its values, YAML and workbook unchanged."""

from __future__ import annotations

import tempfile
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from test_kommandos import run
from zufallsfaelle import cases

from stellenbedarf.ausgabe.umwandlung import render_fall
from stellenbedarf.ausgabe.yaml_text import yaml_text
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.fall import Fall
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.zerlegen import zerlege

INPUTS = sorted((Path(__file__).parent.parent / "inputs").glob("*.yaml"))
FREISTELLUNG = INPUTS[0].with_name("prosoz-freistellung.yaml")
ENDINGS = (".yaml", ".xlsx")
OFTEN = settings(
    deadline=None, derandomize=True, database=None, max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)  # fmt: skip


def through(case: Fall, ending: str) -> Fall:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"fall{ending}"
        path.write_bytes(render_fall(case, ending))
        return read_fall(path)[0]


def assert_same(one: Fall, other: Fall) -> None:
    for field in fields(Fall):
        if field.name != "datei":
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    assert list(one.annahmen) == list(other.annahmen), "the order of the Annahmen is that of the report"


@pytest.mark.parametrize("path", INPUTS, ids=lambda p: p.stem)
def test_shipped_cases_survive_both_ways(path: Path) -> None:
    case, _ = read_fall(path)
    for first in ENDINGS:
        once = through(case, first)
        assert_same(case, once)
        for second in ENDINGS:
            assert_same(case, through(once, second))


@OFTEN
@given(cases())
def test_any_case_survives_as_yaml(case: Fall) -> None:
    assert_same(case, through(case, ".yaml"))


@settings(OFTEN, max_examples=60)
@given(cases())
def test_any_case_survives_as_workbook(case: Fall) -> None:
    assert_same(case, through(case, ".xlsx"))


def test_yaml_is_pleasant_to_read() -> None:
    case, _ = read_fall(INPUTS[-1])
    text = yaml_text(zerlege(case))
    assert max(len(line) for line in text.splitlines()) <= 120
    for plain in ("wert: 22082", "erstattungsquote: 84,8 %", "beginn: 01.10.2011", "haushaltsjahre: [2011, 2012]"):
        assert plain in text
    assert "\\u" not in text


def test_conversion_refuses_to_overwrite(tmp_path: Path) -> None:
    target = tmp_path / "fall.xlsx"
    assert run("umwandeln", str(INPUTS[0]), str(target)).returncode == 0
    before = target.read_bytes()
    again = run("umwandeln", str(INPUTS[0]), str(target))
    assert (again.returncode, target.read_bytes()) == (1, before)
    assert "--ueberschreiben" in again.stderr
    assert run("umwandeln", str(INPUTS[0]), str(target), "--ueberschreiben").returncode == 0
    wrong = run("umwandeln", str(INPUTS[0]), str(tmp_path / "fall.txt"))
    assert wrong.returncode == 2


def test_conversion_refuses_what_it_would_lose(tmp_path: Path) -> None:
    path = tmp_path / "fall.yaml"
    text = FREISTELLUNG.read_text(encoding="utf-8").replace('amt: "51"', 'amt: " 51"').replace('"51":', '" 51":')
    path.write_text(text, encoding="utf-8")
    done = run("umwandeln", str(path), str(tmp_path / "fall.xlsx"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "fall.xlsx").exists()


def test_a_text_too_long_for_a_cell_is_a_message() -> None:
    case, _ = read_fall(INPUTS[0])
    long = replace(case, texte={"bedarf": ("x" * 40_000,)})
    with pytest.raises(StellenbedarfFehler, match="eine Zelle fasst"):
        render_fall(long, ".xlsx")
