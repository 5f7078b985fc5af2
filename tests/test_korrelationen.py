"""Correlations in the case: lossless in both forms, contradictions found exactly, used by the runs."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_kommandos import run

from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe
from stellenbedarf.ausgabe.yaml_text import yaml_text
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.korrelation import widerspruch
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.zerlegen import zerlege
from stellenbedarf.rechnung.lauf import load
from stellenbedarf.szenarien.sobol import Sobol
from stellenbedarf.szenarien.unsicherheit import Unsicherheit, read_korrelationen

FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: []}
annahmen:
  f: {bezeichnung: Anträge, wert: 9540, einheit: Fälle, quelle: Q, niedrig: 5000, hoch: 12000}
  z: {bezeichnung: Zeit, wert: 10, einheit: min je Fall, quelle: Q, niedrig: 8, hoch: 13}
  w: {bezeichnung: Wege, wert: 2, einheit: min je Fall, quelle: Q, niedrig: 1, hoch: 3}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
korrelationen:
- {annahme: f, mit: z, wert: "0,8", quelle: Auswertung}
- {annahme: w, mit: z, wert: "-0,3"}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000.55, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beantragt: 1, bemessung: {verfahren: fallzahl, fallzahl: f,
   mittlere_bearbeitungszeit_min: z, verteilzeit: 0 %, jahresarbeitszeit_h: jaz, quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, bemessung: {verfahren: fallzahl, fallzahl: f,
   mittlere_bearbeitungszeit_min: w, verteilzeit: 0 %, jahresarbeitszeit_h: jaz, quelle: Q}}
"""


def schreibe(ordner: Path, text: str = FALL) -> Path:
    (ordner / "fall.yaml").write_text(text, encoding="utf-8")
    return ordner / "fall.yaml"


def test_they_survive_yaml_and_workbook(tmp_path: Path) -> None:
    fall = read_fall(schreibe(tmp_path))[0]
    assert [(k.annahme, k.mit, k.wert) for k in fall.korrelationen] == [
        ("f", "z", Fraction(4, 5)), ("w", "z", Fraction(-3, 10)),
    ]  # fmt: skip
    (tmp_path / "b.yaml").write_text(yaml_text(zerlege(fall)), encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(render_eingabemappe(fall))
    for name in ("b.yaml", "b.xlsx"):
        assert read_fall(tmp_path / name)[0].korrelationen == fall.korrelationen, name


def test_drawn_values_hang_together_as_the_case_says(tmp_path: Path) -> None:
    modell = load([schreibe(tmp_path)])[0]
    for hyperwuerfel in (False, True):
        lauf = Unsicherheit(modell, 1000, 1, hyperwuerfel=hyperwuerfel)
        f, z, w = (lauf.eingaben.index(f"annahme.{n}") for n in "fzw")
        r = np.corrcoef(lauf.ziehung.block(0, 2**16))
        assert (r[f, z], r[w, z], r[f, w]) == (pytest.approx(0.79, abs=0.02), pytest.approx(-0.3, abs=0.02),
                                               pytest.approx(0, abs=0.02))  # fmt: skip


def test_they_change_the_spread_and_the_result_names_them(tmp_path: Path) -> None:
    mit = json.loads(run("unsicherheit", str(schreibe(tmp_path)), "--startwert", "1", "--json").stdout)
    ohne = FALL[: FALL.index("korrelationen:")] + FALL[FALL.index("kostensaetze:") :]
    frei = json.loads(run("unsicherheit", str(schreibe(tmp_path, ohne)), "--startwert", "1", "--json").stdout)
    assert mit["korrelationen"] == [
        {"annahmen": ["annahme.f", "annahme.z"], "wert": "0.8"},
        {"annahmen": ["annahme.w", "annahme.z"], "wert": "-0.3"},
    ]  # fmt: skip
    assert frei["korrelationen"] == []
    quantile = [d["groessen"][0]["quantile"] for d in (mit, frei)]
    breite = [float(q["p95"]) - float(q["p5"]) for q in quantile]
    assert breite[0] > 1.2 * breite[1]


def test_the_command_line_comes_before_the_case(tmp_path: Path) -> None:
    modell = load([schreibe(tmp_path)])[0]
    lauf = Unsicherheit(modell, 10, 1, read_korrelationen(["z,f=0,1"], modell))
    assert lauf.korrelationen == {("annahme.f", "annahme.z"): 0.1, ("annahme.w", "annahme.z"): -0.3}
    assert Unsicherheit(modell, 10, 1, ersetzt={"annahme.z": Fraction(9)}).korrelationen == {}


def test_sobol_indices_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler, match="setzen unabhängige Annahmen voraus"):
        Sobol(load([schreibe(tmp_path)])[0], "summe.gesamt.bedarf", 10, 1)


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("annahme: w, mit: z", "annahme: w, mit: x", "Die Annahme „x“ gibt es nicht"),
        ("annahme: w, mit: z", "annahme: w, mit: jaz", "„jaz“ hat keine Spanne und kann nicht korrelieren"),
        ("annahme: w, mit: z", "annahme: w, mit: w", "steht auf beiden Seiten"),
        ("annahme: w, mit: z", "annahme: z, mit: f", "sind mehrfach genannt"),
        ('"0,8"', '"1,8"', "höchstens 1"),
        ('"0,8"', '"1"', "Die Korrelationen von f, w, z widersprechen einander"),
        ("korrelationen:", 'korrelationen:\n- {annahme: f, mit: w, wert: "0,9"}',
         "widersprechen einander (die Matrix ist nicht positiv definit)"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_message(tmp_path: Path, alt: str, neu: str, meldung: str) -> None:
    assert alt in FALL
    fertig = run("unsicherheit", str(schreibe(tmp_path, FALL.replace(alt, neu, 1))), "--startwert", "1")
    assert (fertig.returncode, fertig.stdout) == (1, "")
    assert meldung in fertig.stderr
    assert "fall.yaml" in fertig.stderr


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(-10, 10), min_size=6, max_size=6))
def test_a_contradiction_is_found_where_an_eigenvalue_is_not_positive(zehntel: list[int]) -> None:
    paare = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    matrix = np.eye(4)
    for (a, b), w in zip(paare, zehntel, strict=True):
        matrix[a, b] = matrix[b, a] = w / 10
    kleinster = np.linalg.eigvalsh(matrix).min()
    gefunden = widerspruch({(str(a), str(b)): Fraction(w, 10) for (a, b), w in zip(paare, zehntel, strict=True)})
    if abs(kleinster) > 1e-9:
        assert bool(gefunden) == (kleinster < 0)
