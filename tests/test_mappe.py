"""The result workbook: every computed cell is a live formula that LibreOffice recalculates to the stored value."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from libreoffice import deviations, recalc

from stellenbedarf.ausgabe.mappe.plan import Plan
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.rechnung.ergebnis import Ergebnis, load, rechne
from stellenbedarf.tabellen import Tabellen

INPUTS = Path(__file__).parent.parent / "inputs"
JOBCENTER, IT_PERSONAL = INPUTS / "stuttgart-jobcenter.yaml", INPUTS / "stuttgart-it-personal.yaml"
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
  - {nr: 1, amt: "10", funktion: "=cmd", bewertung: E 9a, beginn: 01.04.2025, rundung: "aufrunden 0,05",
     bemessung: {verfahren: fallzahl, fallzahl: antraege, mittlere_bearbeitungszeit_min: zeit, jahresarbeitszeit_h: jaz}}
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


def write(tmp_path: Path, result: Ergebnis, name: str = "mappe.xlsx") -> Path:
    pfad = tmp_path / name
    pfad.write_bytes(render_workbook(result))
    return pfad


def test_every_quantity_has_one_home_and_every_step_a_formula_with_its_value() -> None:
    result = ergebnis(JOBCENTER)
    plan = Plan(Tabellen(result))
    orte = plan.anlage.orte
    assert set(orte) == {g.id for g in result.modell.netz}
    assert len({(o.blatt, o.zeile, o.spalte) for o in orte.values()}) == len(orte)
    daten = render_workbook(result)
    formeln = openpyxl.load_workbook(io.BytesIO(daten))
    werte = openpyxl.load_workbook(io.BytesIO(daten), data_only=True)
    for groesse in result.modell.netz:
        ort = orte[groesse.id]
        zelle = formeln[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1)
        stored = werte[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value
        assert (zelle.data_type == "f") == groesse.ist_schritt, groesse.id
        soll = result.werte[groesse.id]
        if isinstance(soll, Fraction) and isinstance(stored, int | float):
            assert stored == float(soll), groesse.id


def test_text_that_looks_like_a_formula_stays_text(klein: Path, tmp_path: Path) -> None:
    mappe = openpyxl.load_workbook(write(tmp_path, ergebnis(klein)))
    texte = {z.value: z.data_type for blatt in mappe for zeile in blatt.iter_rows() for z in zeile if z.value}
    for text in ("@Anträge", "-2+3", "=cmd", "=SUM(A1:A9) (Amt 10)"):
        assert texte[text] == "s"


def test_document_properties_name_the_case(tmp_path: Path) -> None:
    mappe = openpyxl.load_workbook(write(tmp_path, ergebnis(JOBCENTER)))
    assert mappe.properties.title == "Stellenbedarf für das Jobcenter als zugelassener kommunaler Träger"
    assert mappe.sheetnames == [
        "Auswertung", "Positionen", "Eingaben", "Kostensätze", "Bemessung", "Rechenweg", "Quellen", "Hinweise",
    ]  # fmt: skip


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
def test_changed_inputs_change_the_workbook_as_they_change_the_engine(tmp_path: Path) -> None:
    basis = ergebnis(JOBCENTER)
    orte = Plan(Tabellen(basis)).anlage.orte
    pfad = write(tmp_path, basis)
    geaendert = {
        "annahme.pruefzeit_je_fall": Fraction(5, 2),
        "annahme.bedarfsgemeinschaften": Fraction(23456),
        "annahme.jahresarbeitszeit_h": Fraction(1590),
        "annahme.neue_stammdatensaetze": Fraction(31000),
        "position.12.beantragt": Fraction(3, 4),
        "position.1.bewertung": "A 14",
        "position.18.beginn": Fraction(40909 - 61),
        "kostensatz.A 12": Fraction(101234),
        "position.9.erstattungsquote": Fraction(1, 2),
    }
    mappe = openpyxl.load_workbook(pfad)
    for id_, wert in geaendert.items():
        ort = orte[id_]
        mappe[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value = float(wert) if isinstance(wert, Fraction) else wert
    mappe.save(pfad)
    neu = recalc(pfad, tmp_path)
    werte: dict[str, object] = {}
    basis.modell.netz.rechne(geaendert, werte)
    unterschiede = 0
    for groesse in basis.modell.netz:
        if not groesse.ist_schritt or groesse.id.startswith("summe.bewertung") or groesse.id.startswith("summe.beginn"):
            continue  # the key cells of these totals keep the old grade and day, the engine regroups only on reading
        ort = orte[groesse.id]
        ist = neu[ort.blatt].cell(ort.zeile + 1, ort.spalte + 1).value
        assert ist == pytest.approx(float(werte[groesse.id]), rel=1e-9, abs=1e-9), groesse.id
        unterschiede += werte[groesse.id] != basis.werte[groesse.id]
    assert unterschiede > 40
