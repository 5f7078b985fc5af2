"""Named scenarios: inheritance, comparison, and the interface for notebooks."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from test_kommandos import run

from stellenbedarf.ausgabe.diagramme.svg import render_svg
from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe
from stellenbedarf.ausgabe.szenarienbild import szenarienbild
from stellenbedarf.ausgabe.yaml_text import yaml_text
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.modell.zerlegen import zerlege
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.schnittstelle import durchspielen
from stellenbedarf.szenarientabellen import Szenarientabellen

STUTTGART = Path(__file__).parent.parent / "inputs" / "stuttgart-jobcenter.yaml"
FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: [2025]}
annahmen:
  f: {bezeichnung: Anträge, wert: 9540, einheit: Fälle, quelle: Q}
  z: {bezeichnung: Zeit, wert: 10, einheit: min je Fall, quelle: Q}
  v: {bezeichnung: Verteilzeit, wert: 10 %, einheit: "%", quelle: Q}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
  doppelt: {bezeichnung: Doppelte, rechnung: summe, aus: [f, f], einheit: Fälle}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beginn: 01.07.2025, bemessung: {verfahren: fallzahl, fallzahl: f,
   mittlere_bearbeitungszeit_min: z, verteilzeit: v, jahresarbeitszeit_h: jaz, quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, beginn: 01.01.2025, beantragt: 1, bemessung: {verfahren: setzung,
   stellen: 1, begruendung: B}}
szenarien:
  enkel: {beschreibung: Enkel, erbt_von: kind, annahmen: {z: 40}}
  kind: {beschreibung: Kind, erbt_von: eltern, annahmen: {f: 19080}, positionen: {2: {beantragt: 2}}}
  eltern: {beschreibung: Eltern, annahmen: {f: 1, v: 0 %}, positionen: {2: {beantragt: 3, beginn: 01.02.2025}}}
"""


@pytest.fixture
def modell(tmp_path: Path) -> Rechenmodell:
    (tmp_path / "fall.yaml").write_text(FALL, encoding="utf-8")
    return load((tmp_path / "fall.yaml",))[0]


def test_a_scenario_has_the_values_of_those_it_inherits_from(modell: Rechenmodell) -> None:
    werte = rechne(modell, "enkel").werte
    # 19.080 cases (kind) × 40 min (enkel) × 1,0 (no surcharge, eltern) / 60 / 1.590 h = 8 posts
    assert werte["position.1.stellen"] == 8
    assert werte["position.2.beantragt"] == 2
    assert werte["position.2.monate.2025"] == 11
    assert rechne(modell, "eltern").werte["position.2.beantragt"] == 3


def test_inheritance_survives_yaml_and_workbook(modell: Rechenmodell, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(yaml_text(zerlege(modell.fall)), encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(render_eingabemappe(modell.fall))
    for name in ("b.yaml", "b.xlsx"):
        gelesen = read_fall(tmp_path / name)[0]
        assert gelesen.szenarien == modell.fall.szenarien, name


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("erbt_von: eltern", "erbt_von: elter", "„elter“, von dem es erben soll, gibt es nicht"),
        ("{beschreibung: Eltern,", "{beschreibung: Eltern, erbt_von: enkel,", "erben im Kreis voneinander: "),
        ("beginn: 01.07.2025, bem", "beginn: 01.07.2025, ende: 31.12.2025, bem", None),
    ],
)
def test_bad_inheritance_is_a_message(tmp_path: Path, alt: str, neu: str, meldung: str | None) -> None:
    assert alt in FALL
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(FALL.replace(alt, neu), encoding="utf-8")
    if meldung is None:
        load((pfad,))
        return
    with pytest.raises(StellenbedarfFehler, match=meldung):
        load((pfad,))


def test_the_comparison_shows_differences_and_what_they_come_from(modell: Rechenmodell) -> None:
    namen = ["basis", "eltern", "kind", "enkel"]
    tabellen = Szenarientabellen([rechne(modell, n) for n in namen])
    summen = {z[0].text: [c.text for c in z[1:]] for z in tabellen.summen().zeilen}
    # basis: 9.540 × 10 / 60 / 1.590 × 1,1 = 1,10 posts and 1 asked for; 2,10 × 60.000 = 126.000
    assert summen["basis"] == ["2,10", "2,10", "126.000", "–", "–", "–"]
    assert summen["enkel"] == ["10,00", "9,00", "600.000", "+6,90", "+7,90", "+474.000"]
    abweichend = {z[0].text: [c.text for c in z[2:]] for z in tabellen.annahmen().zeilen}
    assert abweichend["Anträge"] == ["9.540", "1", "19.080", "19.080"]
    assert abweichend["Position 2: Beginn"] == ["01.01.2025", "01.02.2025", "01.02.2025", "01.02.2025"]
    assert abweichend["Verteilzeit"] == ["10\u00a0%", "0\u00a0%", "0\u00a0%", "0\u00a0%"]
    assert "Arbeitszeit" not in abweichend


def test_the_command_prints_tables_and_json() -> None:
    text = run("szenarien", str(STUTTGART))
    assert text.returncode == 0, text.stderr
    assert "Szenarien im Vergleich" in text.stdout
    assert "Prüfzeit je Bedarfsgemeinschaft        h je Fall    1,5        1      2         2" in text.stdout
    daten = json.loads(run("szenarien", str(STUTTGART), "--json", "-s", "niedrig", "-s", "hoch").stdout)
    assert (daten["bezug"], [s["name"] for s in daten["szenarien"]]) == ("niedrig", ["niedrig", "hoch"])
    # 662 cases × 1 h more / 1.671 h, rounded to ten decimals
    assert daten["szenarien"][1]["unterschied"]["bedarf"] == "0.3961699581"
    assert daten["abweichende_angaben"][0]["werte"] == {"niedrig": "1", "hoch": "2"}


def test_the_command_writes_tables_and_chart(tmp_path: Path) -> None:
    bild, mappe = tmp_path / "s.svg", tmp_path / "s.xlsx"
    fertig = run("szenarien", str(STUTTGART), "-o", str(bild), "-o", str(mappe))
    assert fertig.returncode == 0, fertig.stderr
    texte = [t.text for t in etree.parse(bild).iter("{http://www.w3.org/2000/svg}text")]
    assert {"0,59", "0,40", "0,79", "0,81", "beantragt 1,00"} <= set(texte)
    blatt = openpyxl.load_workbook(mappe)["Szenarien im Vergleich"]
    assert [z.value for z in blatt[2]][:3] == ["Szenario", "Stellen", "rechnerisch"]
    assert blatt["D4"].value == 1128560


def test_without_a_request_the_chart_has_no_line(modell: Rechenmodell) -> None:
    bild = szenarienbild([rechne(modell), rechne(modell, "kind")])
    assert bild is not None
    assert [(g.linie, [b.text for b in g.balken]) for g in bild.gruppen] == [(None, ["1,10", "2,00"])]
    etree.fromstring(render_svg(bild, "d"))


def test_a_case_without_scenarios_is_a_message() -> None:
    fertig = run("szenarien", "inputs/stuttgart-it-personal.yaml")
    assert fertig.returncode == 1
    assert "hat keine Szenarien" in fertig.stderr


def test_playing_through_returns_a_row_per_scenario(modell: Rechenmodell) -> None:
    tabelle = durchspielen(modell, {"f": [9540, 19080, 954], "v": 0.0}, ["position.1.stellen", "kosten", "kosten.2025"])
    assert list(tabelle.columns) == ["f", "v", "position.1.stellen", "kosten", "kosten.2025"]
    assert tabelle["position.1.stellen"].tolist() == [1.0, 2.0, 0.1]
    assert tabelle["kosten"].tolist() == [120000.0, 180000.0, 66000.0]
    assert tabelle["kosten.2025"].tolist() == [90000.0, 120000.0, 63000.0]
    assert tabelle.attrs["exakt_entschieden"] == 0
    exakt = rechne(modell, "kind").summe("kosten")
    assert durchspielen(modell, {"z": [10]}, ["kosten"], "kind")["kosten"].tolist() == [float(exakt or Fraction(0))]


@pytest.mark.parametrize(
    ("annahmen", "ziele", "meldung"),
    [
        ({"zz": [1]}, ("kosten",), "Die Annahme „zz“ gibt es nicht"),
        ({"doppelt": [1]}, ("kosten",), "wird berechnet"),
        ({"f": [1]}, ("kostn",), "Meinten Sie „kosten“"),
        ({"f": [1, 2, 3], "z": [1, 2]}, ("kosten",), "Für „z“ sind 2 Werte angegeben"),
        ({"f": [-1]}, ("kosten",), "„Fallzahl“ ist −1, erlaubt ist mindestens 0"),
        ({"jaz": [1590, 0]}, ("kosten",), "„Jahresarbeitszeit“ ist 0, erlaubt ist mehr als 0"),
    ],
)
def test_what_cannot_be_played_through_is_a_message(
    modell: Rechenmodell, annahmen: dict[str, list[float]], ziele: tuple[str, ...], meldung: str
) -> None:
    with pytest.raises(StellenbedarfFehler, match=meldung):
        durchspielen(modell, annahmen, ziele)
