"""The result workbook: every computed cell is a live formula that LibreOffice recalculates to the stored value."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import Aenderung, Recalculated, deviations, recalc, recalculate, resave
from rechenfaelle import Rechenfall

from stellenbedarf.ausgabe.mappe.anlage import RECHENWEG
from stellenbedarf.ausgabe.mappe.ods import convert_ods
from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import ersetzungen, load, rechne, szenarien

INPUTS = Path(__file__).parent.parent / "inputs"
JOBCENTER, IT_PERSONAL = INPUTS / "stuttgart-jobcenter.yaml", INPUTS / "stuttgart-it-personal.yaml"
STAPEL = 25
RECHENFAELLE = 300 if os.environ.get("STELLENBEDARF_ECHT") == "1" else STAPEL  # each takes about half a second
KLEIN = """
kopf: {titel: "=1+1", koerperschaft: "+49", haushaltsjahre: [2025, 2026]}
annahmen:
  antraege: {bezeichnung: "@Anträge", wert: 4200, einheit: Anträge, quelle: "-2+3"}
  zeit: {bezeichnung: Zeit, wert: 45, einheit: min je Antrag, quelle: Messung}
  jaz: {bezeichnung: Jahresarbeitszeit, parameter: kgst-2022-39h, einheit: h je VZÄ}
kostensaetze: {tabelle: kgst-2025-26}
aemter:
  "10": {name: "=SUM(A1:A9)", teilhaushalt: "100"}
  "1*": {name: Stern, teilhaushalt: "1?"}
positionen:
  - {nr: 1, amt: "10", funktion: "=cmd", bewertung: E 9a, beginn: 01.04.2025, rundung: "aufrunden 0,05", bemessung:
     {verfahren: fallzahl, fallzahl: antraege, mittlere_bearbeitungszeit_min: zeit, jahresarbeitszeit_h: jaz}}
  - {nr: 2, amt: "1*", funktion: B, bewertung: A 12, beginn: 15.02.2025, ende: 30.06.2026, beantragt: "0,5",
     erstattungsquote: "33,3 %", bemessung: {verfahren: setzung, stellen: "0,5", begruendung: Vorgabe}}
  - {nr: 3, amt: "10", funktion: C, bewertung: E 9a, beginn: 01.01.2026, rundung: keine,
     bemessung: {verfahren: schluessel, bezugsmenge: antraege, einheiten_je_stelle: 999, quelle: x}}
"""


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    pfad = tmp_path / "klein.yaml"
    pfad.write_text(KLEIN, encoding="utf-8")
    return pfad


def ergebnis(*pfade: Path, szenario: str = "basis") -> Ergebnis:
    modell, befunde = load(pfade)
    return rechne(modell, szenario, befunde)


def alle_szenarien(aktiv: Ergebnis) -> list[Ergebnis]:
    return [rechne(aktiv.modell, name) for name in szenarien(aktiv.modell)]


def write(tmp_path: Path, result: Ergebnis, name: str = "mappe.xlsx") -> Path:
    pfad = tmp_path / name
    pfad.write_bytes(render_workbook(result))
    return pfad


def test_every_step_is_a_formula_with_its_exact_value_in_every_scenario() -> None:
    result = ergebnis(JOBCENTER)
    ergebnisse = alle_szenarien(result)
    plan = Plan(ergebnisse, result)
    daten = render_workbook(result)
    formeln = openpyxl.load_workbook(io.BytesIO(daten))
    werte = openpyxl.load_workbook(io.BytesIO(daten), data_only=True)
    for groesse in result.modell.netz:
        for e in ergebnisse:
            if groesse.id in plan.anlage.tafel:
                ort = plan.anlage.tafel[groesse.id]
            else:
                ort = plan.anlage.ort(groesse.id, e.szenario)
            zelle = formeln[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1)
            stored = werte[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value
            if groesse.ist_schritt:
                assert zelle.data_type == "f", groesse.id
                assert stored == float(e.werte[groesse.id]), groesse.id
            assert stored is not None, groesse.id


def test_text_that_looks_like_a_formula_stays_text(klein: Path, tmp_path: Path) -> None:
    mappe = openpyxl.load_workbook(write(tmp_path, ergebnis(klein)))
    texte = {z.value: z.data_type for blatt in mappe for zeile in blatt.iter_rows() for z in zeile if z.value}
    for text in ("=1+1", "+49", "@Anträge", "-2+3", "=cmd", "=SUM(A1:A9)"):
        assert texte[text] == "s"


def test_sheets_and_document_properties(tmp_path: Path) -> None:
    mappe = openpyxl.load_workbook(write(tmp_path, ergebnis(JOBCENTER)))
    assert mappe.properties.title == "Stellenbedarf für das Jobcenter als zugelassener kommunaler Träger"
    erwartet = ["Übersicht", "Auswertung", "Szenarienvergleich", "Annahmen", "Positionen", "Szenarien", "Parameter",
                "Rechenweg", "Quellen", "Hinweise", "Diagramme"]  # fmt: skip
    assert [b for b in mappe.sheetnames if b in erwartet] == erwartet
    assert len(mappe["Diagramme"]._charts) == 3
    assert "aktives_Szenario" in mappe.defined_names


@pytest.mark.echt("soffice")
@pytest.mark.parametrize(
    ("pfade", "szenario"),
    [
        ((JOBCENTER,), "basis"),
        ((JOBCENTER,), "hoch_40h"),
        ((IT_PERSONAL,), "basis"),
        ((JOBCENTER, IT_PERSONAL), "basis"),
    ],
)
def test_libreoffice_agrees_with_every_computed_cell(pfade: tuple[Path, ...], szenario: str, tmp_path: Path) -> None:
    assert deviations(write(tmp_path, ergebnis(*pfade, szenario=szenario)), tmp_path) == []


@pytest.mark.echt("soffice")
def test_libreoffice_agrees_on_steps_part_years_components_and_keys_with_wildcards(klein: Path, tmp_path: Path) -> None:
    assert deviations(write(tmp_path, ergebnis(klein)), tmp_path) == []


@pytest.mark.echt("soffice")
@pytest.mark.parametrize("stapel", range(RECHENFAELLE // STAPEL))
def test_libreoffice_agrees_on_random_cases_and_after_changing_every_input(stapel: int, tmp_path: Path) -> None:
    """As written, and with every input cell changed against a fresh run of the engine."""
    plaene: list[Plan] = []
    auftraege: list[tuple[Path, list[Aenderung]]] = []
    erwartet: list[dict[str, dict[str, Any]]] = []
    for seed in range(stapel * STAPEL, (stapel + 1) * STAPEL):
        fall = tmp_path / f"fall{seed}.yaml"
        fall.write_text(Rechenfall(seed).yaml(), encoding="utf-8")
        result = ergebnis(fall)
        plaene.append(Plan(alle_szenarien(result), result))
        aenderungen, werte = change_inputs(plaene[-1])
        auftraege.append((write(tmp_path, result, f"fall{seed}.xlsx"), aenderungen))
        erwartet.append(werte)
    for plan, werte, neu in zip(plaene, erwartet, recalculate(auftraege, tmp_path), strict=True):
        assert neu.deviations == []
        assert neu.errors == []
        check_values(neu, plan, werte)


def change_inputs(plan: Plan) -> tuple[list[Aenderung], dict[str, dict[str, Any]]]:
    """Return a small change of every numeric input cell, and the engine's values for them by scenario."""
    aenderungen: list[Aenderung] = []
    gespeichert: dict[str, Any] = {}
    for groesse in plan.modell.netz:
        ort = plan.anlage.orte.get(groesse.id)
        if groesse.ist_schritt or ort is None or not isinstance(groesse.wert, Fraction):
            continue
        if groesse.id.startswith(("konstante", "haushaltsjahr")) or groesse.einheit.anzeige == "Datum":
            continue
        wert = float(groesse.wert * Fraction(15, 16))  # exact as a float, and within the bounds of every input
        aenderungen.append((ort.blatt, ort.zeile, ort.spalte, wert))
        gespeichert[groesse.id] = Fraction(wert).limit_denominator(10**12)  # what the spreadsheet really gets
    assert aenderungen
    werte: dict[str, dict[str, Any]] = {}
    for name in szenarien(plan.modell):
        werte[name] = {}
        plan.modell.netz.rechne({**gespeichert, **ersetzungen(plan.modell, name)}, werte[name])
    return aenderungen, werte


def check_values(neu: Recalculated, plan: Plan, werte: Mapping[str, Mapping[str, Any]]) -> None:
    for name, soll in werte.items():
        for groesse in plan.modell.netz:
            if not groesse.ist_schritt or not isinstance(soll[groesse.id], Fraction):
                continue
            ort = plan.anlage.ort(groesse.id, name)
            ist = neu.values[ort.blatt][ort.zeile][ort.spalte]
            assert ist == pytest.approx(float(soll[groesse.id]), rel=1e-9, abs=1e-9), (groesse.id, name)


@pytest.mark.echt("soffice")
def test_the_switch_on_the_first_sheet_changes_the_active_scenario(tmp_path: Path) -> None:
    basis, hoch = ergebnis(JOBCENTER), ergebnis(JOBCENTER, szenario="hoch_40h")
    pfad = write(tmp_path, basis)
    buch = openpyxl.load_workbook(pfad)
    assert buch["Übersicht"]["B4"].value == "basis"
    buch["Übersicht"]["B4"].value = "hoch_40h"
    buch.save(pfad)
    neu = recalc(pfad, tmp_path)
    plan = Plan(alle_szenarien(basis), basis)
    geaendert = 0
    for id_, zeile in plan.anlage.zeilen.items():
        soll = hoch.werte[id_]
        if isinstance(soll, Fraction):
            ist = neu[RECHENWEG].cell(zeile + 1, plan.rechenblatt.aktivspalte + 1).value
            assert ist == pytest.approx(float(soll), rel=1e-9), id_
            geaendert += soll != basis.werte[id_]
    assert geaendert >= 5
    assert neu["Übersicht"]["B9"].value == pytest.approx(float(hoch.werte["summe.gesamt.bedarf"]))


@pytest.mark.echt("soffice")
def test_a_changed_workbook_is_read_as_the_case_it_shows(tmp_path: Path) -> None:
    basis = ergebnis(JOBCENTER)
    plan = Plan(alle_szenarien(basis), basis)
    pfad = write(tmp_path, basis)
    geaendert: dict[str, Any] = {
        "annahme.pruefzeit_je_fall": Fraction(7, 4),
        "annahme.bedarfsgemeinschaften": Fraction(23456),
        "annahme.neue_stammdatensaetze": Fraction(31000),
        "position.12.beantragt": Fraction(3, 4),
        "position.9.erstattungsquote": Fraction(1, 2),
        "position.1.bewertung": "A 14",
    }
    buch = openpyxl.load_workbook(pfad)
    for id_, wert in geaendert.items():
        ort = plan.anlage.orte[id_]
        buch[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value = float(wert) if isinstance(wert, Fraction) else wert
    buch.save(pfad)
    gelesen = ergebnis(resave(pfad, tmp_path))
    sichtbar = recalc(pfad, tmp_path)
    for mass in ("stellen", "bedarf", "kosten", "erstattung", "netto", "kosten.2011", "netto.2012"):
        id_ = basis.summen_id(mass)
        assert id_ is not None
        ort = plan.anlage.ort(id_, "basis")
        ist = sichtbar[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value
        assert gelesen.summe(mass) == pytest.approx(Fraction(ist)), mass
        assert gelesen.summe(mass) != basis.summe(mass) or mass == "kosten.2011"
    assert gelesen.summe("stellen") == Fraction("13.25")


def test_an_unchanged_result_workbook_is_the_same_case(tmp_path: Path) -> None:
    fall, _ = read_fall(JOBCENTER)
    gelesen, _ = read_fall(write(tmp_path, ergebnis(JOBCENTER), "stuttgart-jobcenter.xlsx"))
    for feld in ("kopf", "annahmen", "aemter", "bemessungen", "positionen", "sachkosten", "szenarien", "texte"):
        assert getattr(gelesen, feld) == getattr(fall, feld), feld


@pytest.mark.echt("soffice")
def test_the_workbook_as_opendocument_keeps_the_figures() -> None:
    daten = convert_ods(render_workbook(ergebnis(JOBCENTER)))
    with zipfile.ZipFile(io.BytesIO(daten)) as paket:
        assert paket.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        inhalt = paket.read("content.xml").decode("utf-8")
    assert 'office:value="1128560"' in inhalt
    assert "of:=" in inhalt


def test_opendocument_without_libreoffice_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(StellenbedarfFehler, match="LibreOffice gebraucht"):
        convert_ods(b"")
