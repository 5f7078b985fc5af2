"""The sheet Einträge: entries of lists in an input workbook, and what is said about rows that belong nowhere."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from eingabehilfe import rechne_datei

from stellenbedarf.ausgabe.mappe.eingabemappe import render_eingabemappe
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall

FALL = """
kopf: {titel: T, koerperschaft: K}
kostensaetze: {tabelle: kgst-2025-26}
aemter: {"10": {name: Hauptamt}}
bemessungen:
  antraege: {verfahren: prozess, fallzahl: 100, jahresarbeitszeit_h: 1600, quelle: Q, schritte: [
    {bezeichnung: Prüfen, schrittzeit_min: 12}, {bezeichnung: Bescheiden, schrittanteil: 90 %, schrittzeit_min: 20}]}
  sicht: {verfahren: setzung, stellen: 1, begruendung: B}
positionen:
  - {nr: 1, amt: "10", funktion: F, bewertung: A 12, bemessung: antraege}
  - {nr: 2, amt: "10", funktion: F, bewertung: A 12, bemessung: sicht}
"""


@pytest.fixture
def inhalt(tmp_path: Path) -> bytes:
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(FALL, encoding="utf-8")
    return render_eingabemappe(read_fall(pfad)[0])


def geaendert(tmp_path: Path, inhalt: bytes, zellen: dict[tuple[str, str], object]) -> Path:
    """Write the workbook with cells changed, named by the entry (`Prüfen`) and the heading."""
    mappe = openpyxl.load_workbook(io.BytesIO(inhalt))
    blatt = mappe["Einträge"]
    koepfe = {str(z.value).partition("\n")[0].removesuffix(" *"): z.column for z in blatt[3]}
    zeilen = {z[koepfe["Bezeichnung"] - 1].value: z[0].row for z in blatt.iter_rows(min_row=4)}
    for (eintrag, titel), wert in zellen.items():
        blatt.cell(zeilen[eintrag], koepfe[titel]).value = wert
    pfad = tmp_path / "fall.xlsx"
    mappe.save(pfad)
    return pfad


def test_a_changed_cell_changes_the_result(inhalt: bytes, tmp_path: Path) -> None:
    pfad = geaendert(tmp_path, inhalt, {("Prüfen", "Schrittzeit"): 30})
    werte = rechne_datei(pfad)["basis"].werte
    assert werte["bemessung.antraege.mittlere_bearbeitungszeit_min"] == 48  # 30 + 90 % of 20


@pytest.mark.parametrize(
    ("titel", "wert", "zelle", "meldung"),
    [
        ("Bemessung", "antrage", "A4", "Die Bemessung „antrage“ gibt es nicht"),
        ("Bemessung", None, "A4", "Zeile ohne Bemessung"),
        ("Bemessung", "sicht", "B4", "Das Verfahren setzung braucht „schritte“ nicht"),
        ("Liste", "schrite", "B4", "Die Liste „schrite“ gibt es nicht"),
        ("Liste", None, "B4", "Zeile ohne Liste"),
        ("Liste", "taetigkeiten", "B4", "Das Verfahren prozess braucht „taetigkeiten“ nicht"),
        ("Bezeichnung", None, "C4", "Die Angabe „Bezeichnung“ fehlt"),
        ("Variante", "Papier", "D4", "Die Liste schritte braucht „Variante“ nicht"),
        ("Schrittanteil", "anteil", "E4", "Die Annahme „anteil“ gibt es nicht"),
        ("Schrittzeit", None, "F4", "fehlt „Schrittzeit“"),
        ("Kategorieanteil", "5 %", "N4", "Die Liste schritte braucht „Kategorieanteil“ nicht"),
    ],
)
def test_a_wrong_row_is_named_with_its_cell(
    titel: str, wert: object, zelle: str, meldung: str, inhalt: bytes, tmp_path: Path
) -> None:
    pfad = geaendert(tmp_path, inhalt, {("Prüfen", titel): wert})
    with pytest.raises(StellenbedarfFehler) as gemeldet:
        rechne_datei(pfad)
    treffer = [b for b in gemeldet.value.befunde if meldung in b.text]
    assert treffer, [b.text for b in gemeldet.value.befunde]
    assert f"Blatt Einträge, Zelle {zelle}" in str(treffer[0].fundstelle)
    assert treffer[0].abhilfe
