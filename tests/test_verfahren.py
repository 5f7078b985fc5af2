"""Every Bemessungsverfahren against its cases in `faelle/`, the cost rates, and how a new Verfahren is added.

A case is one YAML file: titel, quelle, verfahren, variante, eingaben (as a user writes them), erwartet (exact
decimals or fractions by formula, `list.number.formula` for an entry of a list) and, for published figures that are
rounded, a toleranz by formula. `beispiel: ja` marks the case that the page of the method shows.
"""

import csv
import difflib
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter
import yaml
from libreoffice import deviations
from test_verfahren_seiten import SKRIPT
from xlsxwriter.utility import xl_rowcol_to_cell

from stellenbedarf.formel import Formelsatz
from stellenbedarf.formel.abfolge import Satzschritt, abfolge
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.feld import feld
from stellenbedarf.formel.schrift import tabellentext
from stellenbedarf.parameter.tabellen import load_kostensaetze, load_richtwerte
from stellenbedarf.rundung import halb_auf
from stellenbedarf.verfahren import VERFAHREN
from stellenbedarf.verfahren import kosten as k

TESTS = Path(__file__).parent
PROJEKT = TESTS.parent
SCHLUESSEL = {"titel", "quelle", "verfahren", "variante", "eingaben", "erwartet"}


@dataclass(frozen=True)
class Prueffall:
    pfad: Path
    titel: str
    quelle: str
    verfahren: str
    variante: str
    eingaben: dict[str, Any]
    erwartet: dict[str, Fraction]
    toleranz: dict[str, Fraction]

    @property
    def satz(self) -> Formelsatz:
        return VERFAHREN[self.verfahren].varianten[self.variante]

    @cached_property
    def gelesen(self) -> tuple[dict[str, Any], dict[str, tuple[int, ...]], dict[str, str]]:
        """Values that the formulas start from, to which entry each entry belongs, and the names of the entries."""
        werte, eintraege, namen = SKRIPT.lies_eingaben(self.satz, self.eingaben)
        return werte, eintraege, namen

    def werte(self) -> dict[str, Any]:
        return dict(self.gelesen[0])

    def schritte(self) -> tuple[Satzschritt, ...]:
        return abfolge(self.satz, self.gelesen[0], self.gelesen[1])


def gebunden(schritt: Satzschritt, werte: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a step's arguments; a row is a tuple."""
    return {
        a: tuple(werte[b] for b in z) if isinstance(z, tuple) else werte[z] for a, z in schritt.bezuege.items()
    }  # fmt: skip


@cache
def prueffaelle() -> tuple[Prueffall, ...]:
    gelesen = []
    for pfad in sorted(p for name in VERFAHREN for p in (TESTS / "faelle" / name).glob("*.yaml")):
        daten = yaml.load(pfad.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        assert SCHLUESSEL <= daten.keys() <= SCHLUESSEL | {"toleranz", "beispiel"}, pfad
        erwartet = {name: Fraction(wert) for name, wert in daten.pop("erwartet").items()}
        toleranz = {name: Fraction(wert) for name, wert in daten.pop("toleranz", {}).items()}
        daten.pop("beispiel", None)  # the page of the method shows this case
        gelesen.append(Prueffall(pfad, erwartet=erwartet, toleranz=toleranz, **daten))
    return tuple(gelesen)


@pytest.fixture(params=prueffaelle(), ids=lambda p: f"{p.verfahren}-{p.pfad.stem}")
def prueffall(request: pytest.FixtureRequest) -> Prueffall:
    fall: Prueffall = request.param
    return fall


def test_a_case_is_well_formed(prueffall: Prueffall) -> None:
    assert prueffall.pfad.parent.name == prueffall.verfahren
    assert prueffall.titel.strip()
    assert len(prueffall.quelle) > 20
    listen = {liste.name for liste in prueffall.satz.listen}
    assert prueffall.eingaben.keys() <= {e.name for e in prueffall.satz.eingaben} | listen
    for liste in prueffall.satz.listen:
        for eintrag in prueffall.eingaben.get(liste.name, ()):
            assert {"bezeichnung"} <= eintrag.keys() <= {"bezeichnung", "variante"} | {e.name for e in liste.eingaben}
    pflicht = {e.name for e in prueffall.satz.eingaben if e.vorgabe is None and not e.optional}
    assert pflicht <= prueffall.eingaben.keys()
    assert prueffall.satz.ergebnis in prueffall.erwartet
    assert prueffall.erwartet.keys() <= {s.name for s in prueffall.schritte()}
    assert prueffall.toleranz.keys() <= prueffall.erwartet.keys()


def test_a_case_comes_out_exactly(prueffall: Prueffall) -> None:
    werte = prueffall.werte()
    for schritt in prueffall.schritte():
        werte[schritt.name] = exakt(schritt.formel.baum, gebunden(schritt, werte))
    for name, erwartet in prueffall.erwartet.items():
        assert abs(werte[name] - erwartet) <= prueffall.toleranz.get(name, 0), (name, float(werte[name]))


def test_a_case_comes_out_the_same_in_arrays(prueffall: Prueffall) -> None:
    genau, felder = prueffall.werte(), {}
    for name, wert in genau.items():
        felder[name] = tuple(np.full(3, float(w)) for w in wert) if isinstance(wert, tuple) else np.full(3, float(wert))
    for schritt in prueffall.schritte():
        genau[schritt.name] = exakt(schritt.formel.baum, gebunden(schritt, genau))
        felder[schritt.name] = feld(schritt.formel.baum, gebunden(schritt, felder))
        assert felder[schritt.name] == pytest.approx(np.full(3, float(genau[schritt.name])), rel=1e-9, abs=1e-12)


@pytest.mark.echt("soffice")
def test_all_cases_come_out_the_same_in_a_spreadsheet(tmp_path: Path) -> None:
    pfad = tmp_path / "verfahren.xlsx"
    with xlsxwriter.Workbook(pfad) as mappe:
        blatt = mappe.add_worksheet("Faelle")
        for zeile, prueffall in enumerate(prueffaelle()):
            werte, bezuege, spalte = prueffall.werte(), {}, 0
            for name, wert in werte.items():
                teile = wert if isinstance(wert, tuple) else (wert,)
                for n, teil in enumerate(teile):
                    blatt.write_number(zeile, spalte + n, float(teil))
                anfang, ende = (xl_rowcol_to_cell(zeile, s) for s in (spalte, spalte + len(teile) - 1))
                bezuege[name] = f"{anfang}:{ende}" if isinstance(wert, tuple) else anfang
                spalte += len(teile)
            for schritt in prueffall.schritte():
                werte[schritt.name] = exakt(schritt.formel.baum, gebunden(schritt, werte))
                zellen = {
                    a: ",".join(bezuege[b] for b in z) if isinstance(z, tuple) else bezuege[z]
                    for a, z in schritt.bezuege.items()
                }
                text = f"={tabellentext(schritt.formel.baum, zellen)}"
                blatt.write_formula(zeile, spalte, text, None, float(werte[schritt.name]))
                bezuege[schritt.name] = xl_rowcol_to_cell(zeile, spalte)
                spalte += 1
    assert deviations(pfad, tmp_path) == []


def test_there_are_120_cases_of_methods_at_least() -> None:
    assert len(prueffaelle()) >= 120


def test_every_variant_of_every_verfahren_has_two_cases() -> None:
    anzahl = Counter((p.verfahren, p.variante) for p in prueffaelle())
    soll = {(name, variante) for name, v in VERFAHREN.items() for variante in v.varianten}
    assert anzahl.keys() == soll
    assert {paar: n for paar, n in anzahl.items() if n < 2} == {}


def test_every_formula_of_every_variant_is_expected_in_some_case() -> None:
    for name, v in VERFAHREN.items():
        for variante, satz in v.varianten.items():
            eigene = (p for p in prueffaelle() if (p.verfahren, p.variante) == (name, variante))
            geprueft = {f.rpartition(".")[2] for p in eigene for f in p.erwartet}
            assert {f.name for f in satz.formeln} <= geprueft, (name, variante)


def test_every_verfahren_says_what_it_is_good_for() -> None:
    for name, v in VERFAHREN.items():
        assert v.name == name
        for text in (v.titel, v.beschreibung, v.quelle, v.geeignet, v.grenzen):
            assert text.strip(), name
        for satz in v.varianten.values():
            assert satz.einheit(satz.ergebnis).anzeige == "VZÄ"
            for eingabe in (*satz.eingaben, *(e for liste in satz.listen for e in liste.eingaben)):
                assert eingabe.bezeichnung
                assert eingabe.beschreibung
                assert (eingabe.vorgabe is None) == (eingabe.vorgabe_grund == ""), eingabe.name


# --- Cost rates -------------------------------------------------------------------------------------------------


def stundensaetze() -> list[dict[str, str]]:
    zeilen = (TESTS / "daten" / "kgst-2025-26-stundensaetze.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((z for z in zeilen if not z.startswith("#")), delimiter=";"))


def test_all_27_published_hourly_rates_follow_from_the_components() -> None:
    tabelle = load_kostensaetze("kgst-2025-26")
    zeilen = stundensaetze()
    assert len(zeilen) == 27
    assert {z["bewertung"] for z in zeilen} == tabelle.saetze.keys()
    for zeile in zeilen:
        jahr = exakt(
            k.kostensatz_aus_bestandteilen.baum,
            {
                "personalkosten": tabelle.saetze[zeile["bewertung"]],
                "sachkosten": tabelle.sachkosten,
                "gemeinkostenanteil": tabelle.gemeinkostenanteil,
            },
        )
        stunden = Fraction(zeile["stunden_im_jahr"])
        assert halb_auf(jahr / stunden, 2) == Fraction(zeile["stundensatz_eur"]), zeile["bewertung"]


def test_a_component_rate_by_hand() -> None:
    """E 9a: 73.900 + 9.700 + 20 % of 73.900 = 98.380 EUR."""
    werte = {"personalkosten": Fraction(73900), "sachkosten": Fraction(9700), "gemeinkostenanteil": Fraction(1, 5)}
    assert exakt(k.kostensatz_aus_bestandteilen.baum, werte) == 98380


def test_the_kgst_table_is_not_monotone_and_stays_so() -> None:
    """E 4 costs more than E 5 and E 5 more than E 6 in the source; nobody should correct that."""
    saetze = load_kostensaetze("kgst-2025-26").saetze
    assert saetze["E 4"] > saetze["E 5"] > saetze["E 6"]


# Council paper GRDrs 647/2011, annexes: grade, posts and EUR a year of the 18 rows
STUTTGART = [
    ("EG 9", "0.5", 31500), ("A 12", "0.3", 29790), ("A 12", "0.3", 29790), ("EG 6", "0.1", 5040),
    ("A 8", "0.3", 21090), ("A 13 hD", "1", 110400), ("EG 11", "1", 74300), ("EG 11", "1", 74300),
    ("A 12", "1", 99300), ("EG 9", "0.5", 31500), ("A 11", "1", 88700), ("A 13 hD", "1", 110400),
    ("A 12", "0.5", 49650), ("A 10", "1", 80700), ("A 8", "1", 70300), ("EG 6", "1", 50400), ("EG 8", "1", 53900),
    ("A 14", "1", 117500),
]  # fmt: skip


def test_the_ten_stuttgart_rates_give_all_18_rows() -> None:
    tabelle = load_kostensaetze("stuttgart-2010")
    assert {b: int(s) for b, s in tabelle.saetze.items()} == {
        "EG 6": 50400, "EG 8": 53900, "EG 9": 63000, "EG 11": 74300, "A 8": 70300, "A 10": 80700, "A 11": 88700,
        "A 12": 99300, "A 13 hD": 110400, "A 14": 117500,
    }  # fmt: skip
    for bewertung, stellen, eur in STUTTGART:
        werte = {"stellen": Fraction(stellen), "kostensatz": tabelle.saetze[bewertung]}
        assert exakt(k.jahreskosten.baum, werte) == eur
    assert sum(eur for _, _, eur in STUTTGART) == 1_128_560


@pytest.mark.parametrize(
    ("schluessel", "stunden"),
    [("kgst-2022-39h", 1590), ("kgst-2022-40h", 1631), ("kgst-2022-41h", 1671), ("kgst-2022-42h", 1712),
     ("bund-2014-tarif", 1560), ("bund-2014-beamte", 1644)],
)  # fmt: skip
def test_published_working_hours(schluessel: str, stunden: int) -> None:
    richtwert = load_richtwerte()[schluessel]
    assert richtwert.wert == stunden
    assert richtwert.einheit == "h je VZÄ"
    assert richtwert.quelle
    assert richtwert.stand


def test_every_reference_value_has_source_and_date() -> None:
    for schluessel, richtwert in load_richtwerte().items():
        assert richtwert.schluessel == schluessel
        assert richtwert.quelle.strip(), schluessel
        assert richtwert.stand.strip(), schluessel


# --- A newcomer adds a Verfahren --------------------------------------------------------------------------------

SPIELZEUG = '''"""Toy: posts for watering plants."""

from __future__ import annotations

from stellenbedarf.formel import Ausdruck, Eingabe, Formelsatz, einheit, formel
from stellenbedarf.verfahren.basis import Verfahren

PFLANZEN = Eingabe("pflanzen", "Pflanzen", einheit("Pflanzen"), "Zahl der Pflanzen")
PFLANZEN_JE_STELLE = Eingabe("pflanzen_je_stelle", "Pflanzen je Stelle", einheit("Pflanzen je VZÄ"), "Schlüssel",
                             ueber_minimum=True)


@formel(einheit="VZÄ", quelle="Gießregel", bezeichnung="Stellenbedarf")
def stellenbedarf(pflanzen: Ausdruck, pflanzen_je_stelle: Ausdruck) -> Ausdruck:
    """Pflanzen geteilt durch Pflanzen je Stelle."""
    return pflanzen / pflanzen_je_stelle


VERFAHREN = Verfahren(
    name="spielzeug",
    titel="Spielzeugverfahren",
    beschreibung="Stellenbedarf aus Pflanzen.",
    quelle="Gießregel",
    geeignet="Pflanzen",
    grenzen="nur Pflanzen",
    varianten={"standard": Formelsatz((PFLANZEN, PFLANZEN_JE_STELLE), (stellenbedarf,), "stellenbedarf")},
)
'''
SPIELZEUG_FALL = """kopf:
  titel: Pflanzen
  koerperschaft: Teststadt
  haushaltsjahre: [2012]
kostensaetze:
  tabelle: stuttgart-2010
aemter:
  "1":
    name: Gartenamt
positionen:
  - nr: "1"
    amt: "1"
    funktion: Gießen
    bewertung: EG 6
    beginn: 01.01.2012
    bemessung:
      verfahren: spielzeug
      pflanzen: 900
      pflanzen_je_stelle: 1200
      quelle: Zählung
"""


def test_a_new_verfahren_is_one_file_and_one_line(tmp_path: Path) -> None:
    kopie = tmp_path / "stellenbedarf"
    shutil.copytree(PROJEKT / "stellenbedarf", kopie, ignore=shutil.ignore_patterns("__pycache__"))
    original = dateien(kopie)
    (kopie / "verfahren" / "spielzeug.py").write_text(SPIELZEUG, encoding="utf-8")
    liste = kopie / "verfahren" / "__init__.py"
    vorher = liste.read_text(encoding="utf-8")
    liste.write_text(vorher.replace('    "setzung",\n', '    "setzung",\n    "spielzeug",\n'), encoding="utf-8")
    fall = tmp_path / "pflanzen.yaml"
    fall.write_text(SPIELZEUG_FALL, encoding="utf-8")

    neu, geaendert = unterschiede(original, dateien(kopie))
    assert neu == ["verfahren/spielzeug.py"]
    assert geaendert == {"verfahren/__init__.py": ['+    "spielzeug",']}

    gelistet = {v["name"]: v for v in stellenbedarf(tmp_path, "verfahren", "--json")["verfahren"]}
    assert gelistet.keys() == VERFAHREN.keys() | {"spielzeug"}
    assert [e["name"] for e in gelistet["spielzeug"]["varianten"][0]["eingaben"]] == ["pflanzen", "pflanzen_je_stelle"]
    ergebnis = stellenbedarf(tmp_path, "rechnen", str(fall), "--json")
    assert ergebnis["summe"]["stellen"] == "0.75"
    assert ergebnis["summe"]["kosten_eur"] == "37800"  # 0,75 × 50.400
    assert ergebnis["positionen"][0]["verfahren"] == "spielzeug"


def stellenbedarf(ordner: Path, *argumente: str) -> Any:
    """Run the copied package and return its JSON."""
    umgebung = {**os.environ, "PYTHONPATH": str(ordner), "PYTHONDONTWRITEBYTECODE": "1"}
    befehl = [sys.executable, "-m", "stellenbedarf", *argumente]
    fertig = subprocess.run(befehl, cwd=ordner, env=umgebung, capture_output=True, encoding="utf-8", check=False)
    assert fertig.returncode == 0, fertig.stderr
    return json.loads(fertig.stdout)


def dateien(ordner: Path) -> dict[str, str]:
    return {p.relative_to(ordner).as_posix(): p.read_text(encoding="utf-8") for p in ordner.rglob("*.py")}


def unterschiede(vorher: dict[str, str], nachher: dict[str, str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the new files and the changed lines by file."""
    assert vorher.keys() <= nachher.keys()
    geaendert = {}
    for name, text in vorher.items():
        if nachher[name] != text:
            zeilen = difflib.unified_diff(text.splitlines(), nachher[name].splitlines(), lineterm="", n=0)
            geaendert[name] = [z for z in zeilen if z[:1] in "+-" and z[:3] not in ("+++", "---")]
    return sorted(nachher.keys() - vorher.keys()), geaendert
