"""The annual working time built from its parts: by hand, in all interpreters, in a case, and on the terminal."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from eingabehilfe import GUT, fehler_von, rechne_text
from libreoffice import recalculate
from test_kommandos import run

from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.feld import feld
from stellenbedarf.formel.satz import KONSTANTEN
from stellenbedarf.modell.arbeitszeit import Arbeitszeit
from stellenbedarf.parameter.tabellen import load_richtwerte
from stellenbedarf.rechnung.arbeitszeit_kalender import zaehle_kalender
from stellenbedarf.rechnung.empfindlichkeit import variationen
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rundung import halb_auf
from stellenbedarf.szenarien.unsicherheit import spannen
from stellenbedarf.verfahren import arbeitszeit as a

BAUSTEINE = (
    "    land: BW\n    jahr: 2026\n    wochenstunden: 41\n    heiligabend_frei: ja\n    silvester_frei: ja\n"
    "    urlaubstage: 30\n    krankheitstage: krank\n    fortbildungstage: 3\n    quelle: Angaben der Stadt\n"
)
KRANK = "  krank:\n    bezeichnung: Krankheitstage\n    wert: 12\n    einheit: Tage\n    quelle: Personalamt\n"


def gebaut(*ersetzt: tuple[str, str]) -> str:
    """Return the good case with a working time of 252 − 2 − 30 − 12 − 3 = 205 days × 8,2 h = 1.681 h."""
    text = GUT.replace("    parameter: kgst-2022-40h\n", BAUSTEINE).replace(
        "arbeitszeit:\n  jaz_h", f"{KRANK}arbeitszeit:\n  jaz_h"
    )
    for alt, neu in ersetzt:
        assert text.count(alt) == 1, alt
        text = text.replace(alt, neu)
    return text


# --- The formulas -------------------------------------------------------------------------------------------------


def werte(**angaben: str) -> dict[str, Any]:
    vorgaben = {e.name: e.vorgabe for e in a.ANGABEN if e.vorgabe is not None}
    zahlen = {n: Fraction(w) for n, w in angaben.items()}
    return vorgaben | zahlen | {k.name: k.wert for k in KONSTANTEN.values()}


FAELLE = {
    # Course notes on working time print 205 for this subtraction; it is 201.
    "365 − 104 − 10 − 33 − 15 − 2": (
        {"kalendertage": "365", "freie_wochentage": "104", "feiertage": "10", "freie_vorfeiertage": "0",
         "arbeitstage_je_woche": "5", "wochenstunden": "40", "urlaubstage": "33", "krankheitstage": "15",
         "fortbildungstage": "2"},
        {"anwesenheitstage": "201", "jahresarbeitszeit_h": "1608", "jahresarbeitsminuten": "96480"},
    ),
    # Default of a process tool: 203,83 days of 7,8 h are 95.392,44 minutes.
    "203,83 Tage zu 7,8 h": (
        {"kalendertage": "365", "freie_wochentage": "104", "feiertage": "10", "freie_vorfeiertage": "2",
         "arbeitstage_je_woche": "5", "wochenstunden": "39", "urlaubstage": "30", "krankheitstage": "15.17"},
        {"anwesenheitstage": "203.83", "tagesarbeitszeit_h": "7.8", "jahresarbeitsminuten": "95392.44"},
    ),
    # By hand: 261 − 11 = 250; − 30 − 10 = 210; × 8,2 h = 1.722 h; × 0,9 = 1.549,8 h.
    "Verteilzeit vom Angebot": (
        {"kalendertage": "366", "freie_wochentage": "105", "feiertage": "11", "freie_vorfeiertage": "0",
         "arbeitstage_je_woche": "5", "wochenstunden": "41", "urlaubstage": "30", "krankheitstage": "10",
         "verteilzeitabzug": "1/10"},
        {"arbeitstage": "250", "anwesenheitszeit_h": "1722", "jahresarbeitszeit_h": "1549.8"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("titel", FAELLE)
def test_the_formulas_come_out_exactly_and_the_same_in_arrays(titel: str) -> None:
    eingaben, erwartet = FAELLE[titel]
    genau = werte(**eingaben)
    felder: dict[str, Any] = {n: np.full(3, float(w)) for n, w in genau.items()}
    satz = a.MIT_ABZUG if "verteilzeitabzug" in eingaben else a.OHNE_ABZUG
    for formel in satz.formeln:
        genau[formel.name] = exakt(formel.baum, genau)
        felder[formel.name] = feld(formel.baum, felder)
        assert felder[formel.name] == pytest.approx(np.full(3, float(genau[formel.name])), rel=1e-12)
    assert {n: genau[n] for n in erwartet} == {n: Fraction(w) for n, w in erwartet.items()}


@pytest.mark.parametrize(("schluessel", "minuten"), [("kgst-2022-39h", 95400), ("kgst-2022-40h", 97860)])
def test_published_hours_in_minutes(schluessel: str, minuten: int) -> None:
    stunden = {"jahresarbeitszeit_h": load_richtwerte()[schluessel].wert, "minuten_je_stunde": Fraction(60)}
    assert exakt(a.jahresarbeitsminuten.baum, stunden) == minuten


# --- The calendar -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("land", "jahr", "gebiet", "woche", "arbeitstage"),
    [
        ("BW", 2012, "", "5", 250),  # 261 − 11, counted by hand
        ("BW", 2026, "", "5", 252),  # 261 − 9, counted by hand
        ("BW", 2026, "", "6", 302),  # 313 − 11: only the 1st of November is a Sunday
        ("BE", 2025, "", "5", 251),  # 261 − 10: the 8th of May 2025 was a holiday in Berlin, a Thursday
        ("BY", 2025, "", "5", 250),  # 261 − 11: the 1st of November is a Saturday
        ("BY", 2025, "überwiegend katholisch", "5", 249),  # the 15th of August is a Friday
        ("BY", 2025, "Augsburg", "5", 248),  # and the 8th of August as well
    ],
)
def test_working_days_of_a_year(land: str, jahr: int, gebiet: str, woche: str, arbeitstage: int) -> None:
    teile = Arbeitszeit(land=land, jahr=jahr, feiertagsgebiet=gebiet, arbeitstage_je_woche=woche, argumente={},
                        heiligabend_frei=False, silvester_frei=False)  # fmt: skip
    tage = {n: t.anzahl for n, t in zaehle_kalender(teile).items()}
    assert tage["kalendertage"] - tage["freie_wochentage"] - tage["feiertage"] == arbeitstage
    assert tage["freie_vorfeiertage"] == 0


def test_days_before_holidays_count_where_they_are_working_days() -> None:
    def frei(jahr: int) -> int:
        teile = Arbeitszeit(land="NW", jahr=jahr, argumente={}, heiligabend_frei=True, silvester_frei=True)
        return zaehle_kalender(teile)["freie_vorfeiertage"].anzahl

    assert frei(2026) == 2  # two Thursdays
    assert frei(2022) == 0  # two Saturdays


# --- In a case ----------------------------------------------------------------------------------------------------


def test_a_case_builds_its_working_time_with_every_origin(tmp_path: Path) -> None:
    ergebnis = rechne_text(tmp_path, gebaut())["basis"]
    assert ergebnis.werte["annahme.jaz_h"] == 1681
    assert ergebnis.werte["bemessung.antraege.stellenbedarf"] == Fraction(12000 * 45, 60) * Fraction(11, 10) / 1681
    feiertage = ergebnis.modell.netz["annahme.jaz_h.feiertage"].herkunft
    assert feiertage is not None
    assert "holidays" in feiertage.quelle
    assert "Karfreitag 03.04." in feiertage.quelle
    assert "Tag der Deutschen Einheit 03.10." in feiertage.quelle.partition("auf freie Wochentage fallen")[2]
    vergleich = next(h for h in ergebnis.hinweise if "eigener Wert" in h.text)
    assert "1.681,00 h" in vergleich.text
    assert "1.671 h; das sind 10,00 h (0,6 %) mehr".replace(" %", "\u00a0%") in vergleich.text


def test_a_scenario_replaces_a_part(tmp_path: Path) -> None:
    text = gebaut(("      faelle: 14000\n", "      faelle: 14000\n      krank: 20\n"))
    assert rechne_text(tmp_path, text)["mehr"].werte["annahme.jaz_h"] == Fraction(197 * 82, 10)


def test_what_if_commands_vary_the_parts_and_not_the_result(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    text = gebaut(("    wert: 12\n", "    wert: 12\n    niedrig: 10\n    hoch: 20\n"))
    pfad.write_text(
        text.replace("    einheit: h je VZÄ\n", "    einheit: h je VZÄ\n    niedrig: 1\n    hoch: 2\n"), "utf-8"
    )
    modell, _ = load([pfad])
    assert "annahme.krank" in spannen(modell)
    assert "annahme.jaz_h" not in spannen(modell)
    variiert = {v.id for v in variationen(modell, rechne(modell))}
    assert "annahme.krank" in variiert
    assert "annahme.jaz_h" not in variiert


@pytest.mark.parametrize(
    ("alt", "neu", "meldung", "rat"),
    [
        ("jahr: 2026", "jahr: 2101", "Jahr 2101 sind keine Feiertage bekannt, nur für 1991 bis 2100", "Zeit"),
        ("jahr: 2026", "jahr: 1990", "Jahr 1990 sind keine Feiertage bekannt, nur für 1991 bis 2100", "Zeit"),
        ("jahr: 2026", "jahr: 2026,5", "keine ganze Zahl", "vierstellig"),
        ("land: BW", "land: XY", "„XY“ ist keine Möglichkeit", "BW"),
        ("land: BW", "land: BW\n    feiertagsgebiet: Augsburg", "gibt es im Land BW nicht", "BY"),
        ("urlaubstage: 30", "urlaubstage: 300", "„Anwesenheitstage“ ist −65", "unter den Arbeitstagen"),
        ("urlaubstage: 30", "urlaubstage: -3", "„Urlaubstage“ ist −3", "Erholungs"),
        ("wochenstunden: 41", "wochenstunden: 0", "„Wochenarbeitszeit“ ist 0, erlaubt ist mehr als 0", "Vollzeitkraft"),
        ("    urlaubstage: 30\n", "", "fehlt „urlaubstage“", "Zahl oder den Namen"),
        ("    silvester_frei: ja\n", "", "„silvester_frei“ fehlt", "ja"),
        ("krankheitstage: krank", "krankheitstage: grippe", "„grippe“ gibt es nicht", "Möglich sind"),
        ("krankheitstage: krank", "krankheitstage: zeit_min", "braucht die Einheit „Tage“", "Einheit"),
        ("    land: BW\n", "    wert: 1600\n    land: BW\n", "mehrere Werte", "genau eines"),
        ("    land: BW\n", "", "„land“ fehlt", "BW"),
        ("    einheit: h je VZÄ\n    land", "    einheit: Tage\n    land", "hat die Einheit „h je VZÄ“", "h je VZÄ"),
    ],
)  # fmt: skip
def test_bad_parts_are_messages_with_place_and_remedy(
    alt: str, neu: str, meldung: str, rat: str, tmp_path: Path
) -> None:
    text = gebaut(("    einheit: h je VZÄ\n", ""), ("    land: BW", "    einheit: h je VZÄ\n    land: BW"), (alt, neu))
    (befund,) = (b for b in fehler_von(tmp_path, text) if meldung in b.text)
    assert rat in befund.abhilfe
    assert befund.fundstelle is not None
    assert befund.fundstelle.zeile


def test_parts_belong_to_the_section_arbeitszeit(tmp_path: Path) -> None:
    text = GUT.replace("    wert: 12000\n", "    wert: 12000\n    land: BW\n")
    with pytest.raises(StellenbedarfFehler, match="Das Feld „land“ gibt es nicht"):
        rechne_text(tmp_path, text)


def test_yaml_and_workbook_hold_the_same_parts(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(gebaut(("land: BW", "land: BY\n    feiertagsgebiet: Augsburg")), encoding="utf-8")
    for von, nach in (("fall.yaml", "fall.xlsx"), ("fall.xlsx", "zurueck.yaml")):
        assert run("umwandeln", str(tmp_path / von), str(tmp_path / nach)).returncode == 0
    faelle = [load([tmp_path / n])[0].fall for n in ("fall.yaml", "fall.xlsx", "zurueck.yaml")]
    assert faelle[0].annahmen == faelle[1].annahmen == faelle[2].annahmen
    assert faelle[0].annahmen["jaz_h"].arbeitszeit is not None


@pytest.mark.echt("soffice")
def test_the_workbook_follows_a_changed_part(tmp_path: Path) -> None:
    pfad = tmp_path / "fall.yaml"
    pfad.write_text(gebaut(), encoding="utf-8")
    modell, befunde = load([pfad])
    ziel = tmp_path / "mappe.xlsx"
    ziel.write_bytes(render_workbook(rechne(modell, befunde=befunde)))
    import openpyxl

    blatt = openpyxl.load_workbook(ziel)["Arbeitszeit"]
    spalte = next(c.column for z in blatt.iter_rows() for c in z if str(c.value).startswith("Urlaubstage"))
    zeile = next(c.row for c in blatt["A"] if c.value == "jaz_h")
    vorher, nachher = recalculate([(ziel, ()), (ziel, [("Arbeitszeit", zeile - 1, spalte - 1, 40)])], tmp_path)
    assert vorher.deviations == []

    def stunden(werte: dict[str, Any]) -> set[Fraction]:
        return {halb_auf(Fraction(z), 6) for reihe in werte["Rechenweg"] for z in reihe if isinstance(z, float | int)}

    assert 1681 in stunden(vorher.values)
    assert 1599 in stunden(nachher.values)


# --- On the terminal ----------------------------------------------------------------------------------------------

AUFRUF = ("--land", "BW", "--jahr", "2012", "--wochenstunden", "41", "--urlaub", "30", "--krankheit", "10")


def test_the_command_shows_table_comparison_and_rechenweg() -> None:
    fertig = run("arbeitszeit", *AUFRUF)
    assert fertig.returncode == 0
    ausgabe = fertig.stdout.replace("\u00a0", " ")
    for text in ("= Arbeitstage", "250 Tage", "1.722 Stunden = 103.320 Minuten", "210 Tage × 8,2 h je Tag",
                 "kgst-2025-39h", "das sind 51,00 h", "Fronleichnam 07.06."):  # fmt: skip
        assert text in ausgabe, text


def test_the_command_gives_json() -> None:
    daten = json.loads(run("arbeitszeit", *AUFRUF, "--verteilzeitabzug", "10 %", "--json").stdout)
    nach_name = {g["name"]: g for g in daten["jahresarbeitszeit"]}
    assert nach_name["arbeitstage"]["wert"] == "250"
    assert nach_name["jahresarbeitszeit_h"]["wert"] == "1549.8"
    assert "vor Abzug der Verteilzeit" in daten["hinweise"][0]


def test_the_command_refuses_words_and_unknown_years() -> None:
    for falsch, meldung in (
        (("--krankheit", "viele"), "„viele“ ist keine Zahl"),
        (("--jahr", "1980"), "1991 bis 2100"),
    ):
        fertig = run("arbeitszeit", *AUFRUF, *falsch)
        assert (fertig.returncode, fertig.stdout) == (1, "")
        assert meldung in fertig.stderr
        assert "Traceback" not in fertig.stderr


def test_the_comparison_is_a_hint_only(tmp_path: Path) -> None:
    hinweise = [h for h in rechne_text(tmp_path, gebaut())["basis"].hinweise if "eigener Wert" in h.text]
    assert [h.stufe for h in hinweise] == [Stufe.HINWEIS]
