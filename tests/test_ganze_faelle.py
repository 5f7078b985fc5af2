"""Whole cases against figures computed by hand: cost over the years, Soll-Ist, forecasts; and what bad input is told.

A file in `faelle/rechnung/` holds titel, quelle, the sections of a case as text, maybe a table of rates of its own, and
either erwartet (exact values by id of the quantity) or meldungen (parts of the errors that must be reported). What the
text leaves out of head, Ämter and rates is added here.
"""

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from libreoffice import deviations

from stellenbedarf.ausgabe.html import render_html
from stellenbedarf.ausgabe.inhalt.bericht import BERICHTSARTEN, baue_inhalt
from stellenbedarf.ausgabe.json_text import als_daten
from stellenbedarf.ausgabe.konsole import uebersicht
from stellenbedarf.ausgabe.mappe.schreiben import render_workbook
from stellenbedarf.ausgabe.umwandlung import wandle_um
from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.formel.feld import feld
from stellenbedarf.modell.lesen import read_fall
from stellenbedarf.netz import Reihe
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne

ORDNER = Path(__file__).parent / "faelle" / "rechnung"
ERGAENZT = {
    "kopf": "{titel: Rechenfall, koerperschaft: Musterstadt, haushaltsjahre: [2026]}",
    "kostensaetze": "{tabelle: kgst-2025-26}",
    "aemter": '{"10": {name: Hauptamt}}',
}


@dataclass(frozen=True)
class GanzerFall:
    pfad: Path
    titel: str
    quelle: str
    fall: str
    erwartet: dict[str, str] = field(default_factory=dict)
    meldungen: list[str] = field(default_factory=list)
    tabelle: str = ""  # a town's own table of rates

    def write(self, ordner: Path) -> Path:
        abschnitte = {z.partition(":")[0] for z in self.fall.splitlines()}
        text = self.fall + "".join(f"{n}: {w}\n" for n, w in ERGAENZT.items() if n not in abschnitte)
        if self.tabelle:
            tabellen = ordner / "inputs" / "parameter" / "kostensaetze"
            tabellen.mkdir(parents=True, exist_ok=True)
            schluessel = yaml.load(self.tabelle, Loader=yaml.BaseLoader)["schluessel"]
            (tabellen / f"{schluessel}.yaml").write_text(self.tabelle, encoding="utf-8")
        pfad = ordner / "fall.yaml"
        pfad.write_text(text, encoding="utf-8")
        return pfad


@cache
def ganze_faelle() -> tuple[GanzerFall, ...]:
    gelesen = []
    for pfad in sorted(ORDNER.rglob("*.yaml")):
        daten: dict[str, Any] = yaml.load(pfad.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        gelesen.append(GanzerFall(pfad, **daten))
    return tuple(gelesen)


def _ids(fall: GanzerFall) -> str:
    return f"{fall.pfad.parent.name}-{fall.pfad.stem}"


def ergebnis(pfad: Path) -> Ergebnis:
    modell, befunde = load([pfad])
    return rechne(modell, "basis", befunde)


@pytest.fixture(autouse=True)
def _eigener_ordner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A town's own tables lie below the current folder."""
    monkeypatch.chdir(tmp_path)


def html_text(ergebnis: Ergebnis, art: str = "beschlussvorlage") -> str:
    """Return a paper as text, with every kind of space as a plain one."""
    html = render_html(baue_inhalt(ergebnis, BERICHTSARTEN[art])).decode("utf-8")
    return " ".join(unescape(html).split())


GUTE = [f for f in ganze_faelle() if not f.meldungen]


@pytest.mark.parametrize("fall", ganze_faelle(), ids=_ids)
def test_a_case_names_its_source_and_what_it_shows(fall: GanzerFall) -> None:
    assert fall.titel.strip()
    assert len(fall.quelle) > 20
    assert bool(fall.erwartet) != bool(fall.meldungen)


@pytest.mark.parametrize("fall", GUTE, ids=_ids)
def test_a_case_comes_out_exactly(fall: GanzerFall, tmp_path: Path) -> None:
    werte = ergebnis(fall.write(tmp_path)).werte
    assert {i: werte.get(i) for i in fall.erwartet} == {i: Fraction(w) for i, w in fall.erwartet.items()}


@pytest.mark.parametrize("fall", [f for f in ganze_faelle() if f.meldungen], ids=_ids)
def test_bad_input_is_told_where_and_what_to_do(fall: GanzerFall, tmp_path: Path) -> None:
    with pytest.raises(StellenbedarfFehler) as gemeldet:
        ergebnis(fall.write(tmp_path))
    befunde = [b for b in gemeldet.value.befunde if b.stufe is Stufe.FEHLER]
    for meldung in fall.meldungen:
        treffer = [b for b in befunde if meldung in b.text]
        assert treffer, f"{meldung!r} is not in {[b.text for b in befunde]}"
        assert all(b.abhilfe and b.fundstelle and b.fundstelle.zeile for b in treffer)
    assert len(befunde) == len(fall.meldungen), [b.text for b in befunde]


@pytest.mark.parametrize("fall", GUTE, ids=_ids)
def test_a_case_goes_through_workbook_and_yaml_without_loss(fall: GanzerFall, tmp_path: Path) -> None:
    original, mappe, zurueck = fall.write(tmp_path), tmp_path / "fall.xlsx", tmp_path / "zurueck.yaml"
    mappe.write_bytes(wandle_um(original, ".xlsx"))
    zurueck.write_bytes(wandle_um(mappe, ".yaml"))
    gelesen = [replace(read_fall(p)[0], datei="") for p in (original, mappe, zurueck)]
    assert gelesen[0] == gelesen[1] == gelesen[2]


@pytest.mark.parametrize("fall", GUTE, ids=_ids)
def test_every_step_names_its_rule_and_comes_out_the_same_with_arrays(fall: GanzerFall, tmp_path: Path) -> None:
    e = ergebnis(fall.write(tmp_path))

    def wert(id_: str) -> Any:
        return float(e.werte[id_]) if isinstance(e.werte[id_], Fraction) else e.werte[id_]

    schritte = [g for g in e.modell.netz if g.formel is not None]
    for groesse in schritte:
        assert groesse.formel is not None
        assert groesse.formel.quelle
        assert groesse.formel.beschreibung
        if groesse.formel.name == "kostensatz":  # looks up a text
            continue
        argumente = {
            name: tuple(map(wert, ziel.mitglieder)) if isinstance(ziel, Reihe) else wert(ziel)
            for name, ziel in groesse.bindung
        }
        assert float(feld(groesse.formel.baum, argumente)) == pytest.approx(wert(groesse.id), abs=1e-9), groesse.id


@pytest.mark.echt("soffice")
@pytest.mark.parametrize("fall", [f for f in GUTE if f.pfad.stem.startswith("alles")], ids=_ids)
def test_the_result_workbook_recalculates_to_the_same_values(fall: GanzerFall, tmp_path: Path) -> None:
    pfad = tmp_path / "ergebnis.xlsx"
    pfad.write_bytes(render_workbook(ergebnis(fall.write(tmp_path))))
    assert deviations(pfad, tmp_path) == []


def test_a_forecast_below_zero_is_pointed_out(tmp_path: Path) -> None:
    fall = next(f for f in GUTE if _ids(f) == "prognose-alles-zusammen")
    text = fall.fall.replace("wert: 150", "wert: 10").replace("[2027, 2028]", "[2025, 2028]", 1)
    hinweise = ergebnis(replace(fall, fall=text).write(tmp_path)).hinweise
    assert [h.text for h in hinweise if "unter 0" in h.text] == [
        "Prognose „Anträge“: Wert oder untere Grenze liegt unter 0 (2025, 2028)"
    ]


def test_proposals_are_shown_as_written_and_change_no_figure(tmp_path: Path) -> None:
    """The remark on posts that are to go is the administration's own; nothing is derived from it or instead of it."""
    fall = next(f for f in GUTE if _ids(f) == "vergleich-alles-zusammen")
    vorschlag = "0,25 Stellen kw zum 31.12.2027"
    mit = ergebnis(fall.write(tmp_path))
    ohne = ergebnis(replace(fall, fall=fall.fall.replace(f', vorschlag: "{vorschlag}"', "")).write(tmp_path))
    assert mit.werte == ohne.werte
    rat = {h.text: h.abhilfe for h in ohne.hinweise if "mehr vorhanden als berechnet" in h.text}
    assert list(rat) == ["Position 3: 0,25 Stellen mehr vorhanden als berechnet"]
    assert "kw- oder ku-Vermerk" in rat["Position 3: 0,25 Stellen mehr vorhanden als berechnet"]
    assert vorschlag in uebersicht(mit)
    assert vorschlag not in uebersicht(ohne)
    assert [z["vorschlag"] for z in als_daten(mit)["soll_ist"]] == ["", "", vorschlag, ""]
    assert als_daten(mit)["soll_ist"][2]["unterdeckung"] == "-0.25"
    papier = html_text(mit)
    assert vorschlag in papier
    assert "Vermerke macht die Verwaltung" in papier
    assert vorschlag not in html_text(ohne)


@pytest.mark.parametrize("fall", [f for f in GUTE if f.pfad.stem.startswith("alles")], ids=_ids)
def test_every_figure_of_a_paper_leads_to_its_derivation(fall: GanzerFall, tmp_path: Path) -> None:
    papier = html_text(ergebnis(fall.write(tmp_path)))
    herkunft = re.findall(r'data-herkunft="([^"]*)"', papier)
    assert herkunft
    assert all(herkunft)
    assert {*herkunft, *re.findall(r'href="#([^"]+)"', papier)} - set(re.findall(r' id="([^"]+)"', papier)) == set()


@pytest.mark.parametrize("art", ["beschlussvorlage", "beschlussvorlage-muenchen", "beschlussvorlage-ris",
                                 "bemessungsnachweis", "freistellung"])  # fmt: skip
def test_papers_show_forecasts_and_existing_posts(art: str, tmp_path: Path) -> None:
    """Each table with its figures; a paper about the need without them would hide what it rests on."""
    for name, titel, zahl in (
        ("prognose", "Prognosen der Mengen", ">183<"),
        ("vergleich", "Soll-Ist-Vergleich", "0,25 Stellen kw zum 31.12.2027"),
    ):
        fall = next(f for f in GUTE if _ids(f) == f"{name}-alles-zusammen")
        papier = html_text(ergebnis(fall.write(tmp_path)), art)
        assert f"<caption>{titel}</caption>" in papier
        assert zahl in papier
