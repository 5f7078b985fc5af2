"""What drives a result: Sobol indices against their closed form, the tornado against fresh runs, files and messages."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from test_kommandos import run

from stellenbedarf.ausgabe.diagramme.svg import render_datei, render_svg
from stellenbedarf.ausgabe.diagramme.tornado import MAX_ZEILEN, Seite, Tornado, Zeile
from stellenbedarf.ausgabe.diagramme.zeichnung import BREITE, SCHRIFT
from stellenbedarf.ausgabe.sensitivitaet import Sensitivitaet
from stellenbedarf.ausgabe.tabellenmappe import tabellen_mappe
from stellenbedarf.ausgabe.textbreite import textbreite
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rechnung.modell import Rechenmodell
from stellenbedarf.szenarien.groessen import ziel_id
from stellenbedarf.szenarien.sobol import Sobol

SVG = "{http://www.w3.org/2000/svg}"
ZIEL = "summe.gesamt.bedarf"
FALL = """
kopf: {titel: T, koerperschaft: K, haushaltsjahre: []}
annahmen:
  f: {bezeichnung: Anträge, wert: 50000, einheit: Fälle, quelle: Q, niedrig: 10000, hoch: 90000, verteilung: gleich}
  z: {bezeichnung: Zeit, wert: 10, einheit: min je Fall, quelle: Q, niedrig: 2, hoch: 18, verteilung: gleich}
  g: {bezeichnung: Akten, wert: 100, einheit: Akten, quelle: Q, verteilung: empirisch, stuetzwerte: "50; 100; 400"}
  jaz: {bezeichnung: Arbeitszeit, wert: 1590, einheit: h je VZÄ, quelle: Q}
kostensaetze: {eigene: [{bewertung: E 6, satz: 60000.55, quelle: Q}]}
aemter: {"1": {name: Amt}}
positionen:
- {nr: 1, amt: "1", funktion: F, bewertung: E 6, beantragt: 5, bemessung: {verfahren: fallzahl, fallzahl: f,
   mittlere_bearbeitungszeit_min: z, verteilzeit: 0 %, jahresarbeitszeit_h: jaz, quelle: Q}}
- {nr: 2, amt: "1", funktion: F, bewertung: E 6, bemessung: {verfahren: schluessel, bezugsmenge: g,
   einheiten_je_stelle: 1000, quelle: Q}}
"""


def lade(ordner: Path, text: str = FALL) -> Rechenmodell:
    (ordner / "fall.yaml").write_text(text, encoding="utf-8")
    return load((ordner / "fall.yaml",))[0]


def test_the_indices_of_a_product_are_those_of_its_closed_form(tmp_path: Path) -> None:
    """Need = f · z / (60 · 1590), both uniform: V = (mf²+sf²)(mz²+sz²) − mf²mz², Sf = sf²mz²/V, Tf = 1 − sz²mf²/V."""
    modell = lade(tmp_path)
    lauf = Sobol(modell, ziel_id(modell, "position.1.bedarf"), 200_000, 1)
    mf, mz, sf, sz = 50_000.0, 10.0, 80_000.0**2 / 12, 16.0**2 / 12  # means, variances
    v = (mf**2 + sf) * (mz**2 + sz) - mf**2 * mz**2
    soll = {"annahme.f": (sf * mz**2 / v, 1 - sz * mf**2 / v), "annahme.z": (sz * mf**2 / v, 1 - sf * mz**2 / v)}
    indizes = lauf.laufe()
    assert {i.eingabe for i in indizes} == set(soll), "only what the result depends on is drawn"
    for i in indizes:
        allein, gesamt = soll[i.eingabe]
        assert 0 < i.allein_fehler < 0.005
        assert abs(i.allein - allein) < 4 * i.allein_fehler
        assert abs(i.gesamt - gesamt) < 4 * i.gesamt_fehler
        assert i.gesamt > i.allein + 0.05, "the product has an interaction"


def test_the_indices_of_a_sum_add_up_to_one(tmp_path: Path) -> None:
    """Files need 0,05, 0,1 or 0,4 posts, each equally often; the applications 50.000 · z / (60 · 1590)."""
    text = FALL.replace("niedrig: 10000, hoch: 90000, verteilung: gleich", "niedrig: 50000, hoch: 50000")
    indizes = Sobol(lade(tmp_path, text), ZIEL, 100_000, 3).laufe()
    werte, mittel = (0.05, 0.1, 0.4), 0.55 / 3
    v_g = sum((w - mittel) ** 2 for w in werte) / 3
    v_z = (50_000 / 60 / 1590) ** 2 * 16**2 / 12
    soll = {"annahme.z": v_z / (v_z + v_g), "annahme.g": v_g / (v_z + v_g)}
    assert [i.eingabe for i in indizes] == ["annahme.z", "annahme.g"], "the stronger one first"
    for i in indizes:
        assert abs(i.allein - soll[i.eingabe]) < 4 * i.allein_fehler
        assert abs(i.gesamt - soll[i.eingabe]) < 4 * i.gesamt_fehler
    assert sum(i.allein for i in indizes) == pytest.approx(1, abs=0.02)


def test_the_same_seed_gives_the_same_indices_on_any_number_of_processes(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    einer, zwei, anderer = (Sobol(modell, ZIEL, 70_000, s).laufe(p) for s, p in ((5, 1), (5, 2), (6, 1)))
    assert [asdict(i) for i in einer] == [asdict(i) for i in zwei]
    assert einer != anderer


def test_the_ends_of_the_tornado_are_those_of_fresh_runs(tmp_path: Path) -> None:
    modell = lade(tmp_path)
    bild = Sensitivitaet(rechne(modell), ZIEL).bild()
    assert bild is not None
    assert [z.name for z in bild.zeilen][:2] == ["Anträge", "Zeit"]
    nach_name = {z.name: (z.niedrig, z.hoch) for z in bild.zeilen}
    for name, alt, werte in (
        ("Anträge", "wert: 50000", (10000, 90000)), ("Zeit", "wert: 10,", (2, 18)), ("Akten", "wert: 100,", (50, 400)),
    ):  # fmt: skip
        for seite, wert in zip(nach_name[name], werte, strict=True):
            assert seite is not None
            frisch = rechne(lade(tmp_path, FALL.replace(alt, alt.replace(alt[6:].strip(","), str(wert)), 1)))
            assert seite.ergebnis == frisch.werte[ZIEL], name


def test_the_command_shows_ranking_and_sentence_and_writes_files(tmp_path: Path) -> None:
    lade(tmp_path)
    fall, bild, mappe = str(tmp_path / "fall.yaml"), tmp_path / "t.svg", tmp_path / "t.xlsx"
    fertig = run("sensitivitaet", fall, "--startwert", "1", "-n", "20000", "-o", str(bild), "-o", str(mappe))
    assert fertig.returncode == 0, fertig.stderr
    assert "Am stärksten hängt „rechnerische Stellen insgesamt“ von „Anträge“ ab: 1,15 bei 10.000\u00a0Fälle" in (
        fertig.stdout
    )
    assert "(20.000 Paare, Startwert 1)" in fertig.stdout
    assert "data-groesse" not in bild.read_text(encoding="utf-8")
    blatt = openpyxl.load_workbook(mappe)["Sensitivität"]
    zeile = [z.value for z in blatt[3]]
    assert zeile[:7] == ["1", "Anträge", "Fälle", 50000, 10000, 90000, "aus dem Fall"]
    assert zeile[8] == pytest.approx(float(Fraction(90000 * 10, 60 * 1590) + Fraction(1, 10)))
    ohne = run("sensitivitaet", fall, "--json")
    daten = json.loads(ohne.stdout)
    assert daten["startwert"] is None
    assert daten["annahmen"][0]["sobol"] is None
    assert daten["annahmen"][0]["niedrig"] == {"wert": "10000", "ergebnis": "1.1482180294", "unmoeglich": ""}


@pytest.mark.parametrize(
    ("argumente", "meldung"),
    [
        (("-z", "kosten.amt.9"), "Die Größe „kosten.amt.9“ gibt es nicht"),
        (("-o", "t.pdf"), "Diese Endung gibt es hier nicht"),
        (("-z", "position.1.kosten", "--startwert", "1"), "hängt von keiner Annahme ab, die eine Spanne hat"),
    ],
)
def test_a_bad_question_is_a_message(tmp_path: Path, argumente: tuple[str, ...], meldung: str) -> None:
    lade(tmp_path)
    fertig = run("sensitivitaet", str(tmp_path / "fall.yaml"), *argumente)
    assert (fertig.returncode, meldung in fertig.stderr) == (1, True), fertig.stderr


def test_a_result_that_never_moves_has_no_indices_and_says_so(tmp_path: Path) -> None:
    fest = FALL.replace('stuetzwerte: "50; 100; 400"', 'stuetzwerte: "100; 100"')
    lauf = Sobol(lade(tmp_path, fest), "position.2.stellen", 1000, 1)
    assert lauf.laufe() == ()
    bericht = Sensitivitaet(rechne(lauf.plan.modell), "position.2.stellen", lauf, ())
    assert "bewegt sich in den Spannen nicht" in bericht.erlaeuterung()[1]


def test_no_annahme_at_all_is_a_sentence(tmp_path: Path) -> None:
    bericht = Sensitivitaet(rechne(lade(tmp_path)), "position.1.kosten")
    assert (bericht.satz(), bericht.bild()) == ("Keine Annahme ändert „Jahreskosten“.", None)


@pytest.mark.parametrize("werte", [(1, 3), (3, 1), (2, 2), (3, 4), (0, 1), (-9, 10**7)])
@pytest.mark.parametrize("name", ["Zeit", "Beschäftigte je Stelle in der Personalsachbearbeitung und weiter"])
def test_nothing_leaves_the_tornado(werte: tuple[int, int], name: str) -> None:
    seiten = [Seite("1.000,5", Fraction(w), f"{w},00") for w in werte]
    bild = Tornado("Titel", "VZÄ", Fraction(2), "2,00", (Zeile(name, "Beschäftigte je Stelle", *seiten),) * MAX_ZEILEN)
    wurzel = etree.fromstring(render_svg(bild, "d"))
    hoehe = int(wurzel.get("viewBox").split()[3])
    for text in wurzel.iter(f"{SVG}text"):
        breite, x = textbreite(text.text) * SCHRIFT // 1000, int(text.get("x"))
        von = x - {"end": breite, "middle": breite // 2, "start": 0}[text.get("text-anchor")]
        assert von >= 0, text.text
        assert von + breite <= BREITE, text.text
        assert SCHRIFT - 3 <= int(text.get("y")) <= hoehe
    for balken in wurzel.iter(f"{SVG}rect"):
        assert 0 <= int(balken.get("x")) <= int(balken.get("x")) + int(balken.get("width")) <= BREITE
    assert "Titel" in render_datei(bild)


def test_numbers_of_the_sheet_look_like_those_on_the_terminal(tmp_path: Path) -> None:
    tabelle = Sensitivitaet(rechne(lade(tmp_path)), ZIEL).tabelle()
    blatt = openpyxl.load_workbook(io.BytesIO(tabellen_mappe([("A/B", tabelle)], ["Satz"])))["A_B"]
    assert blatt["I3"].number_format == "#,##0.00"
    assert blatt["D3"].number_format == "#,##0"
    assert blatt.cell(len(tabelle.zeilen) + 4, 1).value == "Satz"
