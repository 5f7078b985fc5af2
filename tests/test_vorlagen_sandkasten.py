"""Templates see the content and nothing else and cannot run without end: tried, with time and memory bounded."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from dokumentproben import WURZEL, absatz, dokument

from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, Inhalt
from stellenbedarf.ausgabe.inhalt.texte import Textvorlagen
from stellenbedarf.ausgabe.sandkasten import Sandkasten
from stellenbedarf.ausgabe.word.dokument import render_word
from stellenbedarf.fehler import StellenbedarfFehler

BOESE: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "daten" / "boese-vorlagen.yaml").read_text(encoding="utf-8")
)
LISTE = tuple(f"Wert {n}" for n in range(12))
MAX_SEKUNDEN = 8.0  # several times what it takes on a loaded machine
MAX_MEGABYTE = 600


def als_text(ordner: Path, vorlage: str) -> tuple[Any, ...]:
    (ordner / "probe").mkdir(exist_ok=True)
    (ordner / "probe" / "probe.md").write_text(vorlage + "\n", encoding="utf-8")
    return Textvorlagen(ordner).render("probe/probe.md", {"text": "Wort", "liste": LISTE})


def als_word(ordner: Path, vorlage: str) -> bytes:
    doc = Document()
    doc.add_paragraph("{{ inhalt }}")
    doc.add_paragraph(re.sub(r"\btext\b", "titel", re.sub(r"\bliste\b", "angaben", vorlage)))
    doc.save(str(ordner / "probe.docx"))
    return render_word(inhalt(), ordner / "probe.docx")


def inhalt() -> Inhalt:
    leer = dokument(absatz("Text"), text="Angabe")
    return replace(leer, kopf=replace(leer.kopf, angaben=tuple((w, w) for w in LISTE)))


@pytest.mark.parametrize("fall", BOESE, ids=[f["name"] for f in BOESE])
@pytest.mark.parametrize("art", ["text", "word"])
def test_hostile_templates_are_refused_with_their_place(tmp_path: Path, art: str, fall: dict[str, Any]) -> None:
    beginn = time.monotonic()
    with pytest.raises(StellenbedarfFehler, match=fall["meldung"]) as fehler:
        (als_text if art == "text" else als_word)(tmp_path, fall["vorlage"])
    assert time.monotonic() - beginn < MAX_SEKUNDEN
    for befund in fehler.value.befunde:
        assert befund.abhilfe
        assert befund.fundstelle is not None
        if art == "word":
            assert befund.fundstelle.datei.endswith("probe.docx")
            assert befund.fundstelle.ort.startswith("Text, Absatz 2: „")
        elif not fall.get("ohne_zeile"):
            assert befund.fundstelle.datei.endswith("probe.md")
            assert befund.fundstelle.zeile is not None


MESSEN = """
import json, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import test_vorlagen_sandkasten as t
from spitzenspeicher import spitze_mb
from stellenbedarf.fehler import StellenbedarfFehler
ordner, verweigert = Path(sys.argv[1]), 0
for fall in t.BOESE:
    for versuch in (t.als_text, t.als_word):
        try:
            versuch(ordner, fall["vorlage"])
        except StellenbedarfFehler:
            verweigert += 1
print(json.dumps([verweigert, spitze_mb()]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="measures with the module resource")
def test_hostile_templates_stay_within_memory(tmp_path: Path) -> None:
    umgebung = {**os.environ, "PYTHONPATH": str(WURZEL)}
    befehl = [sys.executable, "-c", MESSEN.format(tests=str(Path(__file__).parent)), str(tmp_path)]
    fertig = subprocess.run(befehl, env=umgebung, capture_output=True, text=True, timeout=180, check=True)
    verweigert, megabyte = json.loads(fertig.stdout)
    assert verweigert == 2 * len(BOESE)
    assert megabyte < MAX_MEGABYTE


@pytest.mark.parametrize(
    ("vorlage", "erwartet"),
    [
        ("{{ text ~ ' und ' ~ text }}", "Wort und Wort"),
        ("{% for x in liste[:4] %}{{ loop.index }}{{ '' if loop.last else ',' }}{% endfor %}", "1,2,3,4"),
        ("{{ liste|length }} {{ liste|first }} {{ liste[1:3]|join(' / ') }}", "12 Wert 0 Wert 1 / Wert 2"),
        ("{{ text|replace('o', '0')|upper }}", "W0RT"),
        ("{% set n = namespace(x=1) %}{% for a in liste if a %}{% set n.x = n.x + 1 %}{% endfor %}{{ n.x }}", "13"),
        ("{% macro f(x) %}<{{ x }}>{% endmacro %}{{ f(text) }}", "<Wort>"),
        ("{{ 7 * 6 }} {{ 7 % 4 }} {{ 7 // 2 }}", "42 3 3"),
        ("{% if text is defined and text == 'Wort' %}ja{% endif %}", "ja"),
    ],
)  # fmt: skip
def test_what_templates_need_works(vorlage: str, erwartet: str) -> None:
    assert Sandkasten().from_string(vorlage).render(text="Wort", liste=LISTE) == erwartet


def test_a_text_that_looks_like_a_token_stays_a_text(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("{{ a }} {{ b }}\n", encoding="utf-8")
    vorlagen = Textvorlagen(ersetzt={"x.md": tmp_path / "x.md"})
    (block,) = vorlagen.render("x.md", {"a": "\ue0000\ue001", "b": "Ende"})
    assert isinstance(block, Absatz)
    assert "".join(lauf.text for lauf in block.laeufe) == "\ue0000\ue001 Ende"  # type: ignore[union-attr]
