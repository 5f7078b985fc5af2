"""Years ahead: every figure by hand or by a fresh run of the case; what cannot be projected is a message."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from test_kommandos import run

from stellenbedarf.ausgabe.diagramme.svg import render_svg
from stellenbedarf.ausgabe.diagramme.verlauf import Punkt, Verlauf
from stellenbedarf.ausgabe.diagramme.zeichnung import BREITE, SCHRIFT
from stellenbedarf.ausgabe.projektion import Projektionsbericht
from stellenbedarf.ausgabe.textbreite import textbreite
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.projektion import Projektion, Spanne

F = Fraction
FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: [2026, 2027]}
annahmen:
  f: {bezeichnung: Anträge, einheit: Fälle, prognose: linear, zieljahre: [2027, 2028]}
  jaz: {bezeichnung: Arbeitszeit, wert: 1600, einheit: h je VZÄ, quelle: Q}
verlaeufe:
  - {annahme: f, jahr: 2023, wert: 9000, quelle: Q}
  - {annahme: f, jahr: 2024, wert: 9700, quelle: Q}
  - {annahme: f, jahr: 2025, wert: 10000, quelle: Q}
  - {annahme: f, jahr: 2026, wert: 10300, quelle: Q}
erhoehungen:
  - {ab: 01.04.2026, satz: 2 %, gruppe: Tarif, quelle: Abschluss}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000, quelle: Q, preisstand: 31.12.2025}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beginn: 01.01.2026, rundung: "kaufmännisch 0,1", bemessung: {
   verfahren: fallzahl, fallzahl: f, mittlere_bearbeitungszeit_min: 20, verteilzeit: 0 %, jahresarbeitszeit_h: jaz,
   quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, beginn: 01.07.2026, beantragt: 1, rundung: "kaufmännisch 0,1",
   bemessung: {verfahren: schluessel, bezugsmenge: f, einheiten_je_stelle: 9000, quelle: Q}}
szenarien:
  kurz: {beschreibung: Kürzere Arbeitszeit, annahmen: {jaz: 1500}}
"""


def lade(ordner: Path, text: str = FALL) -> Rechenmodell:
    (ordner / "fall.yaml").write_text(text, encoding="utf-8")
    return load((ordner / "fall.yaml",))[0]


def test_every_year_is_computed_with_its_caseload_and_its_rates(tmp_path: Path) -> None:
    """Trend: mean 9.750 in 2024,5; slope (1,5 · 750 + 0,5 · 50 + 0,5 · 250 + 1,5 · 550) / 5 = 420 a year."""
    erhoehung = Spanne(F(1, 100), F(25, 1000), F(4, 100))
    jahre = {j.jahr: j for j in Projektion(lade(tmp_path), 2029, erhoehung).ergebnisse}
    assert list(jahre) == [2026, 2027, 2028, 2029]
    assert [j.mengen["annahme.f"].erwartet for j in jahre.values()] == [10300, 10800, 11220, 11640]
    assert jahre[2026].mengen["annahme.f"] == Spanne(F(10300), F(10300), F(10300)), "a year that is known has no range"
    # the largest distance from the trend is that of 2023: 9.000 against 9.120, of 2024 9.700 against 9.540: 160
    assert jahre[2027].mengen["annahme.f"] == Spanne(F(10640), F(10800), F(10960))
    # 2026: 10.300 · 20 / 60 / 1.600 = 2,146 → 2,1 posts for 12 months, 1 for 6; from April on 2 % more
    assert jahre[2026].werte["kosten"].erwartet == F(21, 10) * (60000 * 3 + 61200 * 9) / 12 + F(61200, 2)
    # 2027: 10.800 · 20 / 60 / 1.600 = 2,25 → 2,3 posts and 1; 60.000 · 1,02 · 1,025 = 62.730
    assert jahre[2027].werte["stellen"] == Spanne(F(32, 10), F(33, 10), F(33, 10))
    assert jahre[2027].werte["kosten"].erwartet == F(33, 10) * 62730
    assert jahre[2027].werte["kosten"].niedrig == F(32, 10) * 61812  # 2,2 and 1; 61.200 · 1,01
    assert jahre[2027].werte["kosten"].hoch == F(33, 10) * 63648  # 10.960: 2,283 → 2,3
    assert jahre[2027].werte["bedarf"].erwartet == F(225, 100) + F(10800, 9000)


def test_a_year_equals_a_fresh_run_of_the_case(tmp_path: Path) -> None:
    """The first year of the forecast is what the case computes itself."""
    modell = lade(tmp_path)
    jahr = Projektion(modell).ergebnisse[1]
    frisch = rechne(modell)
    assert jahr.jahr == 2027
    assert jahr.werte["bedarf"].erwartet == frisch.summe("bedarf")
    assert jahr.werte["stellen"].erwartet == frisch.summe("stellen")
    assert jahr.werte["kosten"].erwartet == frisch.summe("kosten.2027")


def test_posts_may_follow_the_need_and_scenarios_hold(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    nach = Projektion(modell, 2028, nach_bedarf=True).ergebnisse[-1]
    # 11.220 · 20 / 60 / 1.600 = 2,3375 → 2,3; 11.220 / 9.000 = 1,247 → 1,2
    assert nach.werte["stellen"].erwartet == F(35, 10)
    kurz = Projektion(modell, 2028, szenario="kurz").ergebnisse[-1]
    assert kurz.werte["bedarf"].erwartet == F(11220 * 20, 60 * 1500) + F(11220, 9000)


def test_given_years_keep_their_values_and_missing_ones_are_named(tmp_path: Path) -> None:
    gegeben = FALL.replace("prognose: linear, zieljahre: [2027, 2028]", "prognose: gegeben, zieljahre: [2026]")
    modell = lade(tmp_path, gegeben.replace("haushaltsjahre: [2026, 2027]", "haushaltsjahre: [2026]"))
    assert Projektion(modell).ergebnisse[0].mengen["annahme.f"].erwartet == 10300
    fertig = run("projektion", str(tmp_path / "fall.yaml"), "--bis", "2028")
    assert fertig.returncode == 1
    assert "Annahme f: Für 2027, 2028 steht unter „verlaeufe“ kein Wert [fall.yaml, Zeile 4" in fertig.stderr


def test_the_command_shows_tables_and_writes_files(tmp_path: Path) -> None:
    lade(tmp_path)
    fall, bild, mappe = str(tmp_path / "fall.yaml"), tmp_path / "p.svg", tmp_path / "p.xlsx"
    fertig = run("projektion", fall, "--bis", "2030", "--erhoehung", "1 %;2,5 %;4 %", "-o", str(bild), "-o", str(mappe))
    assert fertig.returncode == 0, fertig.stderr
    assert "2027             3,45  3,40  3,50     3,30  3,20  3,30    207.009,00" in fertig.stdout
    assert "01.01.2027  alle        1 %     2,5 %   4 %  Annahme der Projektion" in fertig.stdout
    assert "steigt von 3,29 Stellen im Jahr 2026 auf 3,85 Stellen (3,80 bis 3,90) im Jahr 2030" in fertig.stdout
    assert "Liniendiagramm" in bild.read_text(encoding="utf-8")
    blatt = openpyxl.load_workbook(mappe)["Projektion der Haushaltsjahre"]
    assert (blatt["A4"].value, blatt["H4"].value) == ("2027", 207009)
    daten = json.loads(run("projektion", fall, "--json").stdout)
    assert [j["jahr"] for j in daten["jahre"]] == [2026, 2027, 2028]
    assert daten["jahre"][1]["bedarf"]["erwartet"] == "3.45"


@pytest.mark.parametrize(
    ("argumente", "meldung"),
    [
        (("--bis", "2020"), "Die Projektion von 2026 bis 2020 ist nicht möglich"),
        (("--bis", "2100"), "Die Projektion von 2026 bis 2100 ist nicht möglich"),
        (("--erhoehung", "4 %;1 %;2 %"), "ist keine Erhöhung"),
        (("--erhoehung", "viel"), "--erhoehung: „viel“"),
        (("-o", "p.csv"), "Diese Endung gibt es hier nicht"),
        (("-s", "lang"), "Das Szenario „lang“ gibt es nicht"),
    ],
)
def test_a_bad_question_is_a_message(tmp_path: Path, argumente: tuple[str, ...], meldung: str) -> None:
    lade(tmp_path)
    fertig = run("projektion", str(tmp_path / "fall.yaml"), *argumente)
    assert (fertig.returncode, meldung in fertig.stderr) == (1, True), fertig.stderr


def test_a_rate_without_price_date_is_a_message(tmp_path: Path) -> None:
    """An assumed increase needs to know what the rates contain already."""
    ohne = FALL.replace(", preisstand: 31.12.2025", "").replace(
        "erhoehungen:\n  - {ab: 01.04.2026, satz: 2 %, gruppe: Tarif, quelle: Abschluss}\n", ""
    )
    lade(tmp_path, ohne)
    fertig = run("projektion", str(tmp_path / "fall.yaml"), "--erhoehung", "2 %")
    assert (fertig.returncode, "nennt keinen Preisstand" in fertig.stderr) == (1, True)


def test_without_forecast_and_increase_the_hints_say_so() -> None:
    modell = load([Path(__file__).parent.parent / "inputs" / "stuttgart-jobcenter.yaml"])[0]
    bericht = Projektionsbericht(Projektion(modell, 2014))
    assert "Der Fall hat keine Prognose; die Mengen bleiben gleich." in bericht.hinweise()
    assert [t.name for t in bericht.tabellen()] == ["projektion"]
    assert bericht.satz().startswith("Der berechnete Bedarf bleibt von 2011 bis 2014 bei 13,17 Stellen; ")


@pytest.mark.parametrize("zahl", [1, 2, 5, 40])
@pytest.mark.parametrize("breite", [0, 3])
def test_nothing_leaves_the_chart(zahl: int, breite: int) -> None:
    werte = [(F(n), F(n + breite), F(n + 2 * breite)) for n in range(zahl)]
    punkte = tuple(Punkt(str(2026 + n), *w, f"1.000.{n:03},00") for n, w in enumerate(werte))
    wurzel = etree.fromstring(render_svg(Verlauf("T", "VZÄ", punkte, "Fläche: Spanne."), "d"))
    hoehe = int(wurzel.get("viewBox").split()[3])
    for text in wurzel.iter("{http://www.w3.org/2000/svg}text"):
        weite, x = textbreite(text.text) * SCHRIFT // 1000, int(text.get("x"))
        von = x - {"end": weite, "middle": weite // 2, "start": 0}[text.get("text-anchor")]
        assert von >= 0, text.text
        assert von + weite <= BREITE, text.text
        assert SCHRIFT - 3 <= int(text.get("y")) <= hoehe
