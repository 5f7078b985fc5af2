"""Shipped tables: every one follows the schema, names a source, and the loader and the schema agree."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.parameter.tabellen import PAKET, TABELLENKOPF, load_kennwerte, load_richtwerte, read_kostensaetze

SCHEMA = json.loads((PAKET / "kostensaetze.schema.json").read_text(encoding="utf-8"))
TABELLEN = sorted((PAKET / "kostensaetze").glob("*.yaml"))


def daten(pfad: Path) -> dict[str, Any]:
    inhalt: dict[str, Any] = yaml.safe_load(pfad.read_text(encoding="utf-8"))
    return inhalt


@pytest.mark.parametrize("pfad", TABELLEN, ids=lambda p: p.stem)
def test_every_shipped_table_follows_the_schema(pfad: Path) -> None:
    jsonschema.validate(daten(pfad), SCHEMA)
    assert daten(pfad)["schluessel"] == pfad.stem
    assert read_kostensaetze(pfad).saetze


def test_the_schema_knows_the_fields_of_the_loader() -> None:
    assert set(SCHEMA["properties"]) == {f.name for f in TABELLENKOPF} | {
        "saetze", "personalkosten", "stufen", "arbeitgeberkosten"
    }  # fmt: skip
    assert set(SCHEMA["required"]) == {f.name for f in TABELLENKOPF if f.pflicht}


@pytest.mark.parametrize(
    ("aenderung", "meldung"),
    [
        ({"quelle": None}, "quelle"),
        ({"art": "geraten"}, "geraten"),
        ({"saetze": {}}, "kein einziger Satz"),
        ({"saetze": {"A 12": None}}, "A 12"),
        ({"saetze": {"A 12": "1.234"}}, "mehrdeutig"),
        ({"saetze": {"A 12": -5}}, "mindestens 0"),
        ({"farbe": "blau"}, "farbe"),
        ({"art": "bestandteile", "saetze": None, "personalkosten": {"A 12": 100}}, "gemeinkostenanteil"),
    ],
)
def test_schema_and_loader_refuse_the_same(aenderung: dict[str, Any], meldung: str, tmp_path: Path) -> None:
    tabelle = deepcopy(daten(PAKET / "kostensaetze" / "stuttgart-2010.yaml"))
    for feld, wert in aenderung.items():
        tabelle.pop(feld, None)
        if wert is not None:
            tabelle[feld] = wert
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tabelle, SCHEMA)
    pfad = tmp_path / "stuttgart-2010.yaml"
    pfad.write_text(yaml.safe_dump(tabelle, allow_unicode=True), encoding="utf-8")
    with pytest.raises(StellenbedarfFehler) as fehler:
        read_kostensaetze(pfad)
    assert meldung in str(fehler.value)
    assert "stuttgart-2010.yaml" in str(fehler.value)


def test_every_reference_value_names_source_and_date() -> None:
    for richtwert in load_richtwerte().values():
        assert len(richtwert.quelle) > 20
        assert richtwert.stand.isdigit() or richtwert.schluessel in load_kennwerte()  # those have a schema of their own
