"""The library of published keys and times: complete, sourced, found by a word, and usable in a case."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from eingabehilfe import GUT, rechne_text
from test_kommandos import run

from stellenbedarf.formel.einheit import STUECK, einheit
from stellenbedarf.parameter.tabellen import ARTEN, KENNWERT, PAKET, SICHERHEITEN, load_kennwerte, load_richtwerte

SCHEMA = json.loads((PAKET / "kennwerte.schema.json").read_text(encoding="utf-8"))
EINTRAG = SCHEMA["additionalProperties"]
DATEN: dict[str, Any] = yaml.safe_load((PAKET / "kennwerte.yaml").read_text(encoding="utf-8"))


def test_the_list_follows_the_schema_and_the_loader_reads_all_of_it() -> None:
    jsonschema.validate(DATEN, SCHEMA)
    assert list(load_kennwerte()) == list(DATEN)
    assert len(DATEN) >= 25
    assert load_richtwerte().keys() > load_kennwerte().keys()


def test_schema_and_loader_know_the_same_fields() -> None:
    assert set(EINTRAG["properties"]) == {f.name for f in KENNWERT}
    assert set(EINTRAG["required"]) == {f.name for f in KENNWERT if f.pflicht}
    assert tuple(EINTRAG["properties"]["art"]["enum"]) == ARTEN
    assert tuple(EINTRAG["properties"]["sicherheit"]["enum"]) == SICHERHEITEN


@pytest.mark.parametrize(
    "fehler", [{"quelle": "Internet"}, {"stand": "neulich"}, {"art": "üblich"}, {"falldefinition": None}, {"wert": 0}]
)
def test_the_schema_refuses_what_cannot_be_traced(fehler: dict[str, Any]) -> None:
    eintrag = {**DATEN["amtsvormundschaft-hoechstzahl"], **fehler}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"x": {n: w for n, w in eintrag.items() if w is not None}}, SCHEMA)


def test_every_value_counts_something_a_formula_can_use() -> None:
    for kennwert in load_kennwerte().values():
        ist = einheit(kennwert.einheit)
        assert ist.prozent or abs(ist.exponent(STUECK)) <= 1, kennwert.schluessel
        if ist.prozent:
            assert 0 < kennwert.wert < 1, kennwert.schluessel
        if kennwert.sicherheit == "sekundärquelle":
            assert kennwert.adresse, kennwert.schluessel


def test_a_word_finds_values_with_definition_source_and_warning() -> None:
    fertig = run("kennwerte", "vormundschaft")
    assert fertig.returncode == 0
    assert fertig.stdout.count("Achtung: Beispielwert") == 3
    assert "50 Vormundschaften je Stelle" in fertig.stdout.replace("\u00a0", " ")
    assert "§ 55 Abs. 3 SGB VIII" in fertig.stdout
    assert "Jobcenter" not in fertig.stdout


def test_json_holds_exact_decimals() -> None:
    daten = json.loads(run("kennwerte", "kita-rp", "--json").stdout)["kennwerte"]
    assert [k["wert"] for k in daten] == ["0.263", "0.091", "0.086"]
    assert all("belegen" in k["warnung"] for k in daten)


def test_an_unknown_word_is_a_message() -> None:
    fertig = run("kennwerte", "Raumfahrt")
    assert (fertig.returncode, fertig.stdout) == (1, "")
    assert "Zu „Raumfahrt“ gibt es keinen Kennwert" in fertig.stderr


def fall(erlaeuterung: str = "") -> str:
    zusatz = f"    erlaeuterung: {erlaeuterung}\n" if erlaeuterung else ""
    return GUT.replace(
        "    wert: 10\n    einheit: \"%\"\n    quelle: Festlegung\n",
        f'    parameter: verteilzeit-persoenlich-bmi-1997\n    einheit: "%"\n{zusatz}',
    )  # fmt: skip


def test_a_case_uses_a_value_and_is_reminded_of_local_validity(tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, fall())["basis"]
    zuschlag = ergebnis.modell.netz["annahme.zuschlag"]
    assert ergebnis.werte[zuschlag.id] == Fraction(1, 10)
    assert zuschlag.herkunft is not None
    assert "olev.de" in zuschlag.herkunft.quelle
    assert zuschlag.herkunft.stand == "1997"
    (hinweis,) = (h for h in ergebnis.hinweise if "Kennwert" in h.text)
    assert "nicht belegt" in hinweis.text
    assert "erlaeuterung" in hinweis.abhilfe


def test_a_reasoned_value_needs_no_reminder(tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, fall("Eigene Erhebung 2025 bestätigt den Wert."))["basis"]
    assert not [h for h in ergebnis.hinweise if "Kennwert" in h.text]
