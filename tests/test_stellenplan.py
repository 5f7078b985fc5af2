"""The extract of the Stellenplan: before, after and change per grade; what nobody stated is said and never 0."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from libreoffice import deviations
from openpyxl import load_workbook

from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.inhalt.bloecke import Absatz, TabellenBlock, Text
from stellenbedarf.ausgabe.json_text import als_text
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.ausgabe.umwandlung import wandle_um
from stellenbedarf.fehler import StellenbedarfFehler
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.rechenweg import Rechenweg
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.stellenplan import NICHT_ANGEGEBEN, stellenplan, vermerke
from stellenbedarf.tabellen import Spalte, Tabellen

FALL = """\
kopf: {titel: Stellen, koerperschaft: Beispiel, stellenplan: "2026"}
kostensaetze:
  eigene:
    - {bewertung: EG 9, satz: 60000, quelle: Q}
    - {bewertung: A 12, satz: 80000, quelle: Q}
aemter: {"10": {name: Amt}}
positionen:
  - {nr: "1", amt: "10", funktion: F, bewertung: EG 9, beantragt: 1.5, vermerk: kw 31.12.2027,
     bemessung: {verfahren: setzung, stellen: 1.5, begruendung: B}}
  - {nr: "2", amt: "10", funktion: F, bewertung: EG 9, vermerk: "ku A 12", ende: 30.06.2026,
     bemessung: {verfahren: setzung, stellen: 0.5, begruendung: B}}
  - {nr: "3", amt: "10", funktion: F, bewertung: A 12, vermerk: kw,
     bemessung: {verfahren: setzung, stellen: 1, begruendung: B}}
"""
SPALTE = (Spalte("bisher", "Stellen bisher", "stellen"),)
BESTAND = """\
stellenbestand:
  - {bewertung: EG 9, org_einheit: 10-1, stellen: 12, quelle: Stellenplan 2025, stand: 30.06.2025}
  - {bewertung: EG 9, org_einheit: 10-2, stellen: "0,25", quelle: Stellenplan 2025, stand: 30.06.2025}
  - {bewertung: EG 5, stellen: 3, quelle: Stellenplan 2025, stand: 30.06.2025}
"""
A12 = '  - {bewertung: A 12, stellen: "1/3", quelle: Stellenplan 2025}\n'


def rechnen(ordner: Path, text: str, name: str = "fall.yaml") -> Ergebnis:
    (ordner / name).write_text(text, encoding="utf-8")
    modell, befunde = load([ordner / name])
    return rechne(modell, befunde=befunde)


def zeilen(ergebnis: Ergebnis) -> list[tuple[str, ...]]:
    return [tuple(z.text for z in zeile) for zeile in stellenplan(Tabellen(ergebnis)).zeilen]


def test_before_after_and_change_add_up_per_grade_and_in_total(tmp_path: Path) -> None:
    assert zeilen(rechnen(tmp_path, FALL + BESTAND + A12)) == [
        ("A 12", "0,33", "1,33", "+1,00"),
        ("EG 9", "12,25", "14,25", "+2,00"),
        ("EG 5", "3,00", "3,00", "–"),
        ("Gesamt", "15,58", "18,58", "+3,00"),
    ]


def test_a_grade_without_bestand_is_a_visible_gap_and_so_is_the_total(tmp_path: Path) -> None:
    assert zeilen(rechnen(tmp_path, FALL + BESTAND)) == [
        ("A 12", NICHT_ANGEGEBEN, NICHT_ANGEGEBEN, "+1,00"),
        ("EG 9", "12,25", "14,25", "+2,00"),
        ("EG 5", "3,00", "3,00", "–"),
        ("Gesamt", NICHT_ANGEGEBEN, NICHT_ANGEGEBEN, "+3,00"),
    ]


def satz(ergebnis: Ergebnis) -> str:
    bloecke = baue_inhalt(ergebnis, BERICHTSARTEN["beschlussvorlage"]).bloecke
    stelle = next(n for n, b in enumerate(bloecke) if isinstance(b, TabellenBlock) and b.spalten[1:2] == SPALTE)
    absatz = bloecke[stelle - 1]
    assert isinstance(absatz, Absatz)
    return "".join(lauf.text for lauf in absatz.laeufe if isinstance(lauf, Text)).replace("\u00a0", " ")


def test_the_paper_says_what_is_missing(tmp_path: Path) -> None:
    anfang = "Die Tabelle zeigt, wie sich die Zahl der Stellen im Stellenplan 2026 durch diesen Antrag verändert."
    assert satz(rechnen(tmp_path, FALL + BESTAND + A12)) == anfang
    assert satz(rechnen(tmp_path, FALL)) == (
        f"{anfang} Die bisherigen Stellen sind nicht angegeben; gezeigt wird deshalb nur die Veränderung."
    )
    assert satz(rechnen(tmp_path, FALL + BESTAND)) == (
        f"{anfang} Für A 12 sind die bisherigen Stellen nicht angegeben; dort und in der Summe wird deshalb nur die "
        "Veränderung gezeigt."
    )


def test_vermerke_name_their_day_or_say_that_there_is_none(tmp_path: Path) -> None:
    tabelle = vermerke(Tabellen(rechnen(tmp_path, FALL)))
    assert [tuple(z.text for z in zeile)[3:6] for zeile in tabelle.zeilen] == [
        ("1,50", "kw 31.12.2027", "31.12.2027"),
        ("0,50", "ku A 12", "30.06.2026"),
        ("1,00", "kw", NICHT_ANGEGEBEN),
    ]


def test_every_figure_leads_to_a_step_or_an_input_with_its_source(tmp_path: Path) -> None:
    ergebnis = rechnen(tmp_path, FALL + BESTAND + A12)
    rechenweg = Rechenweg(ergebnis)
    ids = [z.id for zeile in stellenplan(Tabellen(ergebnis)).zeilen for z in zeile if z.id]
    assert len(ids) == 11
    assert all(rechenweg.marke(i)[:1] == "S" for i in ids)
    schritt = rechenweg.schritt("summe.stellenplan.EG 9.stellen")
    assert [(b.wert, b.marke) for b in schritt.bezuege] == [("12\u00a0VZÄ", "V1"), ("0,25\u00a0VZÄ", "V2")]
    herkunft = ergebnis.modell.netz["stellenbestand.1"].herkunft
    assert herkunft is not None
    assert (herkunft.quelle, herkunft.stand) == ("Stellenplan 2025", "30.06.2025")
    assert herkunft.fundstelle is not None


def test_json_has_null_for_what_is_not_given(tmp_path: Path) -> None:
    daten = json.loads(als_text(rechnen(tmp_path, FALL + BESTAND)))
    assert daten["stellenplan"] == [
        {"bewertung": "A 12", "stellen_bisher": None, "stellen_kuenftig": None, "stellen_veraenderung": "1"},
        {"bewertung": "EG 9", "stellen_bisher": "12.25", "stellen_kuenftig": "14.25", "stellen_veraenderung": "2"},
        {"bewertung": "EG 5", "stellen_bisher": "3", "stellen_kuenftig": "3", "stellen_veraenderung": None},
        {"bewertung": "Gesamt", "stellen_bisher": None, "stellen_kuenftig": None, "stellen_veraenderung": "3"},
    ]
    assert daten["vermerke"][0] == {"nr": "1", "vermerk": "kw 31.12.2027", "datum": "31.12.2027"}


def test_the_workbook_has_live_cells(tmp_path: Path) -> None:
    daten = render_workbook(rechnen(tmp_path, FALL + BESTAND))
    formeln, werte = (load_workbook(io.BytesIO(daten), data_only=d)["Stellenplan"] for d in (False, True))
    eg9 = next(z for z in werte.iter_rows(values_only=True) if z[0] == "EG 9")
    assert eg9[1:4] == (12.25, 14.25, 2)
    assert any(z[:3] == ("Gesamt", NICHT_ANGEGEBEN, NICHT_ANGEGEBEN) for z in werte.iter_rows(values_only=True))
    zahlen = [c for zeile in werte.iter_rows() for c in zeile if isinstance(c.value, int | float)]
    assert len(zahlen) == 10
    assert all(str(formeln[c.coordinate].value).startswith("=") for c in zahlen)


@pytest.mark.echt("soffice")
def test_a_recalculation_finds_the_same(tmp_path: Path) -> None:
    mappe = tmp_path / "mappe.xlsx"
    mappe.write_bytes(render_workbook(rechnen(tmp_path, FALL + BESTAND + A12)))
    assert deviations(mappe, tmp_path) == []


def test_yaml_and_workbook_hold_the_same_bestand(tmp_path: Path) -> None:
    quelle = tmp_path / "fall.yaml"
    quelle.write_text(FALL + BESTAND + A12, encoding="utf-8")
    (tmp_path / "fall.xlsx").write_bytes(wandle_um(quelle, ".xlsx"))
    assert wandle_um(tmp_path / "fall.xlsx", ".yaml").decode().count("stellenbestand:") == 1
    erster, zweiter = (read_fall(tmp_path / n)[0].stellenbestand for n in ("fall.yaml", "fall.xlsx"))
    assert erster == zweiter
    assert len(erster) == 4


def test_the_result_workbook_can_be_read_again(tmp_path: Path) -> None:
    ergebnis = rechnen(tmp_path, FALL + BESTAND + A12)
    (tmp_path / "ergebnis.xlsx").write_bytes(render_workbook(ergebnis))
    fall, befunde = read_fall(tmp_path / "ergebnis.xlsx")
    assert fall.stellenbestand == ergebnis.modell.fall.stellenbestand
    assert not [b for b in befunde if "Stellenplan" in b.text]


def test_the_same_bestand_twice_is_an_error_also_over_two_cases(tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler, match="EG 5 ist zweimal angegeben"):
        rechnen(tmp_path, FALL + BESTAND + "  - {bewertung: EG 5, stellen: 3, quelle: Q}\n")
    (tmp_path / "a.yaml").write_text(FALL + BESTAND, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(FALL + BESTAND, encoding="utf-8")
    with pytest.raises(StellenbedarfFehler, match=r"EG 9, 10-1 ist zweimal") as fehler:
        load([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert len(fehler.value.befunde) == 3


def test_a_bestand_without_source_is_a_gap_and_a_negative_one_an_error(tmp_path: Path) -> None:
    ergebnis = rechnen(tmp_path, FALL + "stellenbestand:\n  - {bewertung: EG 9, stellen: 3}\n")
    assert any("Stellenbestand EG 9 hat keine Quelle" in h.text for h in ergebnis.hinweise)
    with pytest.raises(StellenbedarfFehler, match="stellen"):
        rechnen(tmp_path, FALL + "stellenbestand:\n  - {bewertung: EG 9, stellen: -3}\n")
