"""The Stuttgart case to the cent: every Amt, grade, year and scenario, both papers together, and the JSON."""

import json
import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from stellenbedarf.ausgabe.json_text import als_text
from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.rundung import halb_auf

INPUTS = Path(__file__).parent.parent / "inputs"
JOBCENTER = INPUTS / "stuttgart-jobcenter.yaml"
IT_PERSONAL = INPUTS / "stuttgart-it-personal.yaml"


@cache
def ergebnis(*pfade: Path, szenario: str = "basis") -> Ergebnis:
    modell, befunde = load(pfade)
    return rechne(modell, szenario, befunde)


def summen(e: Ergebnis, dimension: str, mass: str) -> dict[str, Fraction | None]:
    return {s: e.summe(mass, dimension, s) for s in e.schluessel(dimension)}


# --- GRDrs 647/2011: 13,5 posts ---------------------------------------------------------------------------------

AEMTER = {  # posts, EUR a year, refund
    "10": ("1.5", 117_210, 0), "29": ("5.5", 478_500, 405_768), "14": ("1", 110_400, 0), "20": ("4.5", 304_950, 0),
    "WFB": ("1", 117_500, 0),
}  # fmt: skip
BEWERTUNGEN = {
    "A 14": ("1", 117_500), "A 13 hD": ("2", 220_800), "A 12": ("2.1", 208_530), "A 11": ("1", 88_700),
    "A 10": ("1", 80_700), "A 8": ("1.3", 91_390), "EG 11": ("2", 148_600), "EG 9": ("1", 63_000),
    "EG 8": ("1", 53_900), "EG 6": ("1.1", 55_440),
}  # fmt: skip


def test_every_amt() -> None:
    e = ergebnis(JOBCENTER)
    assert list(e.schluessel("amt")) == list(AEMTER)
    for amt, (stellen, kosten, erstattung) in AEMTER.items():
        assert e.summe("stellen", "amt", amt) == Fraction(stellen)
        assert e.summe("kosten", "amt", amt) == kosten
        assert (e.summe("erstattung", "amt", amt) or 0) == erstattung
        assert e.summe("netto", "amt", amt) == kosten - erstattung


def test_every_grade_in_the_order_of_the_stellenplan() -> None:
    e = ergebnis(JOBCENTER)
    assert list(e.schluessel("bewertung")) == list(BEWERTUNGEN)
    assert summen(e, "bewertung", "stellen") == {b: Fraction(s) for b, (s, _) in BEWERTUNGEN.items()}
    assert summen(e, "bewertung", "kosten") == {b: k for b, (_, k) in BEWERTUNGEN.items()}


def test_every_teilhaushalt() -> None:
    e = ergebnis(JOBCENTER)
    assert summen(e, "teilhaushalt", "kosten") == {
        "100": 117_210, "290": 478_500, "140": 110_400, "200": 304_950, "810": 117_500,
    }  # fmt: skip
    assert e.summe("kosten.2011", "teilhaushalt", "290") == 22_175  # 88.700 × 3/12
    assert e.summe("kosten.2011", "teilhaushalt", "200") == 20_175  # 80.700 × 3/12
    assert e.summe("kosten.2011", "teilhaushalt", "140") == 0


def test_the_totals() -> None:
    e = ergebnis(JOBCENTER)
    assert e.summe("stellen") == Fraction("13.5")
    assert e.summe("kosten") == 1_128_560
    assert e.summe("erstattung") == Fraction(848, 1000) * 478_500 == 405_768
    assert e.summe("netto") == 722_792
    assert e.summe("netto", "amt", "29") == 72_732


def test_the_years() -> None:
    """2011: A 11 and A 10 for 3 of 12 months, (88.700 + 80.700) × 3/12 = 42.350,00 exactly."""
    e = ergebnis(JOBCENTER)
    assert e.summe("kosten.2011") == 42_350
    assert e.summe("kosten.2012") == 1_128_560
    assert e.summe("erstattung.2011") == Fraction("18804.40")  # 84,8 % of 22.175
    assert e.summe("netto.2011") == Fraction("23545.60")
    assert e.summe("netto.2012") == 722_792


def test_totals_are_the_sums_of_their_parts() -> None:
    for pfade in ((JOBCENTER,), (IT_PERSONAL,), (JOBCENTER, IT_PERSONAL)):
        e = ergebnis(*pfade)
        for mass in ("stellen", "kosten", "erstattung"):
            gesamt = e.summe(mass) or 0
            for dimension in ("amt", "bewertung", "teilhaushalt"):
                assert sum(e.summe(mass, dimension, s) or 0 for s in e.schluessel(dimension)) == gesamt
            assert sum(e.werte[p.ids[mass]] for p in e.modell.posten if mass in p.ids) == gesamt


def test_posts_by_start_and_by_what_they_rest_on() -> None:
    e = ergebnis(JOBCENTER)
    assert summen(e, "beginn", "stellen") == {"01.01.2012": Fraction("11.5"), "01.10.2011": 2}
    assert summen(e, "grundlage", "stellen") == {
        "gesetzt": Fraction("8.8"), "erschlossen": Fraction("0.7"), "bemessen": 4,
    }  # fmt: skip


def test_the_audit_sample_and_its_need() -> None:
    e = ergebnis(JOBCENTER)
    assert e.werte["bemessung.pruefung.stichprobenumfang"] == 662  # 22.082 × 3 % = 662,46
    assert e.werte["bemessung.pruefung.pruefaufwand_h"] == 993
    assert e.werte["bemessung.pruefung.stellenbedarf"] == Fraction(993, 1671)
    assert halb_auf(e.werte["bemessung.pruefung.erreichter_stichprobenfehler"], 4) == Fraction("0.0375")


@pytest.mark.parametrize(
    ("szenario", "stunden", "jahresarbeitszeit", "gerundet"),
    [("basis", 993, 1671, "0.59"), ("niedrig", 662, 1671, "0.40"), ("hoch", 1324, 1671, "0.79"),
     ("hoch_40h", 1324, 1631, "0.81")],
)  # fmt: skip
def test_scenarios_change_the_need_and_not_what_is_asked_for(
    szenario: str, stunden: int, jahresarbeitszeit: int, gerundet: str
) -> None:
    e = ergebnis(JOBCENTER, szenario=szenario)
    bedarf = e.werte["bemessung.pruefung.stellenbedarf"]
    assert bedarf == Fraction(stunden, jahresarbeitszeit)
    assert halb_auf(bedarf, 2) == Fraction(gerundet)
    assert (e.summe("stellen"), e.summe("kosten")) == (Fraction("13.5"), 1_128_560)
    # 8,8 set; 0,1 + 2 × 200/667 from keys; 3,08 Kasse; and the audit
    assert e.summe("bedarf") == Fraction("8.8") + Fraction("0.1") + Fraction(400, 667) + Fraction("3.08") + bedarf


def test_the_kasse_shares_one_bemessung() -> None:
    e = ergebnis(JOBCENTER)
    assert e.werte["bemessung.kasse.stellenbedarf"] == Fraction("3.08")
    assert e.werte["bemessung.kasse.beantragt"] == 3
    for nr in ("14", "15", "16"):
        assert e.werte[f"position.{nr}.bedarf"] == Fraction("3.08") / 3
        assert e.werte[f"position.{nr}.beantragt"] == 1


def test_the_keys_that_were_worked_out_backwards() -> None:
    e = ergebnis(JOBCENTER)
    posten = {p.position.nr: p for p in e.modell.posten}
    assert e.werte[posten["3"].ids["bedarf"]] == Fraction(200, 667)
    assert e.werte[posten["4"].ids["bedarf"]] == Fraction(1, 10)
    assert {posten[nr].gruppen["grundlage"] for nr in ("3", "4", "5")} == {"erschlossen"}


def test_printing_costs_60_cents_an_item_and_is_no_personnel_cost() -> None:
    e = ergebnis(JOBCENTER)
    assert e.werte["annahme.preis_je_sendung"] == Fraction("0.60")
    (posten,) = e.modell.sachposten
    assert e.werte[posten.id] == 480_000
    assert e.summe("kosten") == 1_128_560


# --- Hints ------------------------------------------------------------------------------------------------------


def texte(e: Ergebnis, stufe: Stufe) -> list[str]:
    return [h.text for h in e.hinweise if h.stufe is stufe]


def test_the_gap_of_the_audit_is_visible() -> None:
    hinweise = texte(ergebnis(JOBCENTER), Stufe.HINWEIS)
    assert "Position 12: beantragt 1,00 Stelle, berechnet 0,59; das sind 0,41 mehr" in hinweise
    assert "Positionen 14–16: beantragt 3,00 Stellen, berechnet 3,08; das sind 0,08 weniger" in hinweise
    assert not any("Position 1:" in h or "Position 3:" in h for h in hinweise)  # no difference at two decimals


def test_rates_older_than_the_last_year_are_pointed_out() -> None:
    (hinweis,) = [h for h in texte(ergebnis(JOBCENTER), Stufe.HINWEIS) if "Preisstand" in h]
    assert "haben den Preisstand 2010, gerechnet wird bis 2012" in hinweis


def test_missing_bases_are_gaps() -> None:
    luecken = texte(ergebnis(JOBCENTER), Stufe.LUECKE)
    assert len(luecken) == 11
    assert any(luecke.startswith("Position 17:") and "8,3 %" in luecke for luecke in luecken)


def test_the_sum_of_the_resolution_contradicts_the_annexes_alone() -> None:
    (widerspruch,) = texte(ergebnis(JOBCENTER), Stufe.WIDERSPRUCH)
    assert "angegeben 1.682.510,00, berechnet 1.128.560,00, Unterschied 553.950,00" in widerspruch


# --- GRDrs 156/2011: 8,0 posts; both together -------------------------------------------------------------------


def test_the_earlier_paper() -> None:
    e = ergebnis(IT_PERSONAL)
    assert (e.summe("stellen"), e.summe("kosten")) == (8, 553_950)
    assert summen(e, "bewertung", "kosten") == {"EG 11": 111_450, "EG 10": 348_000, "EG 9": 94_500}
    # 63.000 × 6/12 + 31.500 × 3/12 + 139.200 × 8/12 + 208.800 × 6/12 + 37.150 × 8/12 + 74.300 × 3/12, each in cents
    assert e.summe("kosten.2011") == 31_500 + 7_875 + 92_800 + 104_400 + Fraction("24766.67") + 18_575
    assert e.summe("erstattung") is None
    assert e.summe("netto") == 553_950


def test_both_papers_together_explain_the_resolution() -> None:
    e = ergebnis(JOBCENTER, IT_PERSONAL)
    assert e.summe("stellen") == Fraction("21.5")
    assert e.summe("kosten") == 1_682_510
    assert e.summe("kosten", "amt", "29") == 478_500 + 553_950
    assert e.summe("stellen", "bewertung", "EG 11") == Fraction("3.5")
    assert e.summe("kosten.2011") == 42_350 + Fraction("279916.67")
    assert texte(e, Stufe.WIDERSPRUCH) == []


def test_the_order_of_the_files_does_not_matter_for_the_totals() -> None:
    eins, zwei = ergebnis(JOBCENTER, IT_PERSONAL), ergebnis(IT_PERSONAL, JOBCENTER)
    for mass in ("stellen", "kosten", "erstattung", "netto", "kosten.2011", "netto.2011"):
        assert eins.summe(mass) == zwei.summe(mass)


def test_a_scenario_of_one_paper_applies_where_both_are_loaded() -> None:
    e = ergebnis(JOBCENTER, IT_PERSONAL, szenario="hoch")
    assert e.werte["f1.bemessung.pruefung.stellenbedarf"] == Fraction(1324, 1671)
    with pytest.raises(StellenbedarfFehler, match="Das Szenario „höchst“ gibt es nicht"):
        ergebnis(JOBCENTER, szenario="höchst")


# --- JSON -------------------------------------------------------------------------------------------------------

VERTRAG: dict[str, set[str]] = {
    "summe": {"stellen", "stellen_rechnerisch", "kosten_eur", "erstattung_eur", "netto_eur"},
    "je_amt": {"amt", "stellen", "kosten_eur"},
    "je_bewertung": {"bewertung", "stellen", "kosten_eur"},
    "je_jahr": {"jahr", "kosten_eur"},
    "positionen": {"nr", "org_einheit", "bewertung", "verfahren", "stellen_rechnerisch", "stellen", "kosten_eur"},
    "hinweise": {"stufe", "text", "fundstelle"},
}
DEZIMAL = re.compile(r"-?\d+(\.\d+)?")


def als_json(e: Ergebnis) -> dict[str, Any]:
    daten: dict[str, Any] = json.loads(als_text(e))
    return daten


def test_the_json_has_the_agreed_keys() -> None:
    daten = als_json(ergebnis(JOBCENTER))
    assert {"fall", "szenario"} <= daten.keys()
    for schluessel, felder in VERTRAG.items():
        eintraege = [daten[schluessel]] if schluessel == "summe" else daten[schluessel]
        assert eintraege
        for eintrag in eintraege:
            assert felder <= eintrag.keys()


def test_numbers_in_the_json_are_strings_of_exact_decimals() -> None:
    def check(knoten: Any, name: str) -> None:
        if isinstance(knoten, dict):
            for schluessel, wert in knoten.items():
                check(wert, schluessel)
        elif isinstance(knoten, list):
            for wert in knoten:
                check(wert, name)
        elif name.startswith("stellen_") and knoten is None:
            assert name in ("stellen_bisher", "stellen_kuenftig"), "only what the case does not give is null"
        elif name.startswith("stellen") or name.endswith("_eur"):
            assert isinstance(knoten, str)
            assert DEZIMAL.fullmatch(knoten), (name, knoten)
        else:
            assert isinstance(knoten, str) or (name == "jahr" and isinstance(knoten, int)), (name, knoten)

    for pfade in ((JOBCENTER,), (JOBCENTER, IT_PERSONAL)):
        check(als_json(ergebnis(*pfade)), "")


def test_the_json_carries_the_figures() -> None:
    daten = als_json(ergebnis(JOBCENTER))
    assert (daten["fall"], daten["szenario"]) == ("stuttgart-jobcenter.yaml", "basis")
    assert daten["summe"] == {
        "stellen": "13.5", "stellen_rechnerisch": "13.1739550871", "kosten_eur": "1128560", "erstattung_eur": "405768",
        "netto_eur": "722792",
    }  # fmt: skip
    assert {z["amt"]: (z["stellen"], int(z["kosten_eur"])) for z in daten["je_amt"]} == {
        amt: (stellen, kosten) for amt, (stellen, kosten, _) in AEMTER.items()
    }
    assert {z["bewertung"]: (z["stellen"], int(z["kosten_eur"])) for z in daten["je_bewertung"]} == BEWERTUNGEN
    assert [(str(z["jahr"]), z["kosten_eur"]) for z in daten["je_jahr"]] == [("2011", "42350"), ("2012", "1128560")]
    assert len(daten["positionen"]) == 18
    assert daten["positionen"][11]["stellen_rechnerisch"] == "0.5942549372"
    assert daten["sachkosten"] == [
        {"name": "Zentraler Druck, Kuvertierung und Versand durch die KDRS", "kosten_eur": "480000"}
    ]
    assert {h["stufe"] for h in daten["hinweise"]} == {"Lücke", "Hinweis", "Widerspruch"}


def test_the_json_of_both_papers_names_both_files() -> None:
    daten = als_json(ergebnis(JOBCENTER, IT_PERSONAL))
    assert daten["fall"] == ["stuttgart-jobcenter.yaml", "stuttgart-it-personal.yaml"]
    assert (daten["summe"]["stellen"], daten["summe"]["kosten_eur"]) == ("21.5", "1682510")
