"""The generated pages of the methods: up to date, complete, and their examples are the figures of the cases."""

from __future__ import annotations

import importlib.util
import re
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from stellenbedarf.rechnung.pruefpunkte import PRUEFPUNKTE
from stellenbedarf.verfahren import VERFAHREN

PROJEKT = Path(__file__).parent.parent


def skript() -> ModuleType:
    pfad = PROJEKT / "scripts" / "build_verfahren_docs.py"
    spec = importlib.util.spec_from_file_location(pfad.stem, pfad)
    assert spec is not None
    assert spec.loader is not None
    modul = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modul)
    return modul


SKRIPT = skript()
SEITEN: dict[str, str] = SKRIPT.seiten()


def test_the_pages_are_up_to_date() -> None:
    """Otherwise run: python scripts/build_verfahren_docs.py"""
    gespeichert = {p.name: p.read_text(encoding="utf-8") for p in (PROJEKT / "docs" / "verfahren").glob("*.md")}
    assert gespeichert.keys() == SEITEN.keys()
    assert [name for name in SEITEN if gespeichert[name] != SEITEN[name]] == []


@pytest.mark.parametrize("name", VERFAHREN)
def test_a_page_is_complete(name: str) -> None:
    seite, verfahren = SEITEN[f"{name}.md"], VERFAHREN[name]
    assert f"]({name}.md)" in SEITEN["README.md"]
    assert seite.count("**Beispiel:**") == len(verfahren.varianten)
    for text in (verfahren.titel, verfahren.geeignet, verfahren.grenzen, verfahren.quelle, "## Prüfpunkte"):
        assert text in seite
    for satz in verfahren.varianten.values():
        for eingabe in (*satz.eingaben, *(e for liste in satz.listen for e in liste.eingaben)):
            assert f"`{eingabe.name}`" in seite
        for formel in satz.formeln:
            assert formel.quelle.replace("|", "\\|") in seite
    tabellen = [z for z in seite.splitlines() if z.startswith("|")]
    for kopf, zeile in pairwise(tabellen):
        if re.fullmatch(r"\|(-+\|)+", zeile):
            assert kopf.count("|") == zeile.count("|")


def test_the_worked_example_shows_the_figures_of_its_case() -> None:
    """Orghandbuch 2.4.3.5.4, 12.000 cases of 45 minutes at 1.560 hours: 75/13."""
    beispiel = SEITEN["fallzahl.md"].replace("\u00a0", " ")
    assert "12.000 Fälle × 45 min je Fall / 60 min je h" in beispiel
    assert "≈ 5,769231 VZÄ" in beispiel
    assert "≈ 1,176471 VZÄ" in beispiel  # 20/17: Verteilzeit of 15 % taken off the supply


def test_contributions_name_audit_points_that_exist_and_say_what_is_not_met() -> None:
    bekannt = {p.schluessel for p in PRUEFPUNKTE}
    assert {schluessel for schluessel, _, _ in SKRIPT.BEITRAEGE} <= bekannt
    assert "keine Bemessung" in SEITEN["setzung.md"]
    assert "keine Bemessung" not in SEITEN["fallzahl.md"]
