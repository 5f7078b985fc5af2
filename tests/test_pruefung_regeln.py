"""Every check against small papers with their hand calculation, and the list of checks against its documentation."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Dokument
from stellenbedarf.pruefung.lesen.text import read_text
from stellenbedarf.pruefung.pruefen import pruefe
from stellenbedarf.pruefung.regeln import REGELN

HIER = Path(__file__).parent
FAELLE: list[dict[str, Any]] = yaml.safe_load((HIER / "faelle/pruefung/regeln.yaml").read_text(encoding="utf-8"))
STUFEN = {"hinweis": Stufe.HINWEIS, "luecke": Stufe.LUECKE}


def lies(text: str) -> Dokument:
    return read_text(text.encode(), "fall.md", "md")


@pytest.mark.parametrize("fall", FAELLE, ids=lambda f: f["name"])
def test_rule(fall: dict[str, Any]) -> None:
    ergebnis = pruefe(lies(fall["text"]))
    befunde = [b for b in ergebnis.befunde if b.regel == fall["regel"]]
    richtig = [b for b in ergebnis.bestaetigt if b.regel == fall["regel"]]
    match fall["erwartet"]:
        case "nichts":
            assert befunde == []
        case "richtig":
            assert befunde == []
            assert richtig
        case "befund":
            assert [b.stufe for b in befunde if b.stufe in (Stufe.FEHLER, Stufe.WIDERSPRUCH)]
        case stufe:
            assert [b.stufe for b in befunde] == [STUFEN[stufe]]
    if "nachgerechnet" in fall:
        assert fall["nachgerechnet"] in [b.nachgerechnet for b in befunde]
    if "hypothese" in fall:
        assert any(fall["hypothese"] in h.text and h.rechnung for b in befunde for h in b.hypothesen)


def test_every_rule_has_a_case_or_stands_in_the_papers() -> None:
    """Rules about resolution and annex need whole papers; they are tested there."""
    in_papieren = {
        "quersumme", "differenzspalte", "stellenzahl", "listenkopf", "stellen-beschluss-anlage",
        "bewertung-beschluss-anlage",
        "funktion-beschluss-anlage", "text-und-tabelle", "amtssumme", "geld-beschluss-anlage", "kosten-zu-stellen",
        "listensumme", "teiljahr", "teiljahr-tabelle", "tagerechnung", "stellenanteile", "falltabelle", "kennzeichen",
    }  # fmt: skip
    assert {f["regel"] for f in FAELLE} | in_papieren == {r.name for r in REGELN}


def test_rules_are_named_once_and_explained() -> None:
    namen = [r.name for r in REGELN]
    assert len(namen) == len(set(namen))
    for r in REGELN:
        assert r.erklaerung.endswith(".")
        assert r.quelle
        assert r.pruefe.__doc__, r.name


def test_the_documentation_lists_every_rule_as_it_is() -> None:
    text = (HIER.parent / "docs/pruefregeln.md").read_text(encoding="utf-8")
    for r in REGELN:
        assert f"| `{r.name}` | {r.stufe.value} | {r.erklaerung} | {r.quelle} |" in text, r.name
    assert text.count("\n| `") == len(REGELN)
