"""What papers say about how far the need can be relied on: the figures of the commands, in every scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from test_kommandos import WURZEL, run

from stellenbedarf.ausgabe.inhalt.belastbarkeit import kontext
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Diagramm
from stellenbedarf.ausgabe.inhalt.sicht import Sicht
from stellenbedarf.rechnung.lauf import load, rechne

STUTTGART = "inputs/stuttgart-jobcenter.yaml"
ERLANG = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: []}
annahmen:
  a: {bezeichnung: Anrufe, wert: 100, einheit: Anrufe, quelle: Q, niedrig: 80, hoch: 140}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000.55, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beantragt: 20, bemessung: {verfahren: erlang_c, variante: jahr,
   anrufe: a, intervall_min: 30, bearbeitungsdauer_min: 3, zielzeit_s: 20, servicegrad: 80 %, servicezeit_h: 2000,
   jahresarbeitszeit_h: jaz, quelle: Q}}
"""


def teile(pfad: Path, szenario: str = "basis") -> Mapping[str, Any]:
    inhalt: Mapping[str, Any] = kontext(Sicht(rechne(load([pfad])[0], szenario)))["belastbarkeit"]
    return inhalt


def test_the_spread_is_that_of_the_command() -> None:
    streuung = teile(WURZEL / STUTTGART)["streuung"]
    daten = json.loads(run("unsicherheit", STUTTGART, "--startwert", "1", "--json").stdout)
    gesamt = daten["groessen"][0]
    assert (gesamt["bereich"], gesamt["groesse"]) == ("Gesamt", "Bedarf")
    quantile = gesamt["quantile"]
    assert [streuung[n].wert for n in ("unten", "mitte", "oben")] == [quantile[q] for q in ("p5", "p50", "p95")]
    assert (streuung["laeufe"], streuung["startwert"]) == ("100.000", daten["startwert"])
    assert streuung["gedeckt"].text == "100,0\u00a0%"


def test_the_reverse_question_is_that_of_the_command() -> None:
    (frage,) = teile(WURZEL / STUTTGART)["umkehr"]
    daten = json.loads(
        run("umkehr", STUTTGART, "-a", "pruefzeit_je_fall", "-z", "position.12.bedarf=1", "--json").stdout
    )
    assert [z.wert for z in frage["loesungen"][0]] == [daten["loesungen"][0]["von"]]
    assert (frage["loesungen"][0][0].text, frage["einheit"], frage["innerhalb"]) == ("2,52", "h je Fall", False)
    assert frage["spanne"] == ["1", "2"]


def test_a_scenario_that_fixes_every_range_leaves_no_spread() -> None:
    inhalt = teile(WURZEL / STUTTGART, "niedrig")
    assert (inhalt["streuung"], inhalt["umkehr"]) == (None, [])
    assert inhalt["szenarien"]["diagramm"]
    ergebnis = rechne(load([WURZEL / STUTTGART])[0], "niedrig")
    bloecke = baue_inhalt(ergebnis, BERICHTSARTEN["bemessungsnachweis"]).bloecke
    assert [type(b.bild).__name__ for b in bloecke if isinstance(b, Diagramm)] == ["Gruppendiagramm", "Tornado"]


def test_a_case_without_scenarios_and_ranges_has_neither() -> None:
    inhalt = teile(WURZEL / "inputs" / "stuttgart-it-personal.yaml")
    assert (inhalt["szenarien"], inhalt["streuung"], inhalt["umkehr"]) == (None, None, [])


def test_queues_are_run_less_often_and_the_paper_says_so(tmp_path: Path) -> None:
    (tmp_path / "fall.yaml").write_text(ERLANG, encoding="utf-8")
    streuung = teile(tmp_path / "fall.yaml")["streuung"]
    assert streuung["laeufe"] == "2.000"
    befehl = ("unsicherheit", str(tmp_path / "fall.yaml"), "--startwert", "1", "-n", "2000", "--json")
    quantile = json.loads(run(*befehl).stdout)["groessen"][0]["quantile"]
    assert [streuung[n].wert for n in ("unten", "mitte", "oben")] == [quantile[q] for q in ("p5", "p50", "p95")]


@pytest.mark.parametrize("art", ["beschlussvorlage", "beschlussvorlage-muenchen", "beschlussvorlage-ris"])
def test_the_council_paper_stays_short(art: str) -> None:
    """One chart of the scenarios; ranking, percentiles and histogram are for the Bemessungsnachweis."""
    ergebnis = rechne(load([WURZEL / STUTTGART])[0])
    bilder = [
        type(b.bild).__name__ for b in baue_inhalt(ergebnis, BERICHTSARTEN[art]).bloecke if isinstance(b, Diagramm)
    ]
    assert bilder.count("Gruppendiagramm") == 1
    assert not {"Tornado", "Histogramm"} & set(bilder)
