"""The rules from a need to money, in small cases: rounding, part-years, shared need, refund, rates, derived values."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest
from eingabehilfe import GUT, rechne_text
from hypothesis import given, settings
from hypothesis import strategies as st

from stellenbedarf.fehler import StellenbedarfFehler, Stufe
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.netz import VORGABE
from stellenbedarf.rechnung.ergebnis import Ergebnis
from stellenbedarf.rechnung.lauf import load, rechne
from stellenbedarf.verfahren import kosten as k
from stellenbedarf.zahlen import tageszahl

KOPF = """kopf: {titel: Test, koerperschaft: Teststadt, haushaltsjahre: [2011, 2012]}
kostensaetze: {tabelle: stuttgart-2010}
aemter:
  "1": {name: Amt, teilhaushalt: "100"}
"""


def rechne_kurz(tmp_path: Path, text: str) -> Ergebnis:
    return rechne_text(tmp_path, KOPF + text)["basis"]


def position(nr: str = "1", **felder: str) -> str:
    """Return a position that is set to its requested posts, unless the fields say otherwise."""
    werte = {"amt": '"1"', "funktion": "Arbeit", "bewertung": "A 10", "beginn": "01.01.2012",
             "bemessung": "{verfahren: setzung, stellen: 1, begruendung: Test}"} | felder  # fmt: skip
    return f'  - nr: "{nr}"\n' + "".join(f"    {name}: {wert}\n" for name, wert in werte.items())


# --- Rounding of posts ------------------------------------------------------------------------------------------

BEDARF = Fraction(9900, 1631)  # 6,0699 posts


@pytest.mark.parametrize(
    ("regel", "stellen"),
    [
        ("", "6.07"), ("kaufmännisch 0,05", "6.05"), ("kaufmännisch 0,1", "6.1"), ("kaufmännisch 1", "6"),
        ("aufrunden 0,05", "6.1"), ("aufrunden 0,25", "6.25"), ("aufrunden 0,5", "6.5"), ("aufrunden 1", "7"),
        ("abrunden 0,05", "6.05"), ("abrunden 0,25", "6"), ("kaufmännisch 1/6", "6"), ("aufrunden 1/6", "37/6"),
        ("kaufmännisch 1/12", "73/12"), ("abrunden 1/12", "6"), ("keine", "9900/1631"),
    ],
)  # fmt: skip
def test_the_computed_share_is_rounded_by_the_rule(regel: str, stellen: str, tmp_path: Path) -> None:
    bemessung = "{verfahren: fallzahl, fallzahl: 13200, mittlere_bearbeitungszeit_min: 45, jahresarbeitszeit_h: 1631}"
    rundung = {"rundung": regel} if regel else {}
    e = rechne_kurz(tmp_path, "positionen:\n" + position(bemessung=bemessung, **rundung))
    (posten,) = e.modell.posten
    assert e.werte[posten.ids["bedarf"]] == BEDARF
    assert e.werte[posten.ids["stellen"]] == Fraction(stellen)
    assert e.summe("bedarf") == BEDARF
    assert e.summe("stellen") == Fraction(stellen)


def test_the_default_rounding_says_that_it_is_a_default(tmp_path: Path) -> None:
    e = rechne_kurz(tmp_path, "positionen:\n" + position())
    herkunft = e.modell.netz["position.1.schritt"].herkunft
    assert herkunft is not None
    assert (herkunft.art, herkunft.quelle) == (VORGABE, "keine Rundungsregel angegeben; Vorgabe: zwei Nachkommastellen")
    assert e.werte["position.1.schritt"] == Fraction(1, 100)


def test_what_is_asked_for_wins_over_what_is_computed(tmp_path: Path) -> None:
    bemessung = "{verfahren: schluessel, bezugsmenge: 60, einheiten_je_stelle: 40}"
    e = rechne_kurz(tmp_path, "positionen:\n" + position(bemessung=bemessung, beantragt="1,25", rundung="aufrunden 1"))
    (posten,) = e.modell.posten
    assert e.werte[posten.ids["bedarf"]] == Fraction(3, 2)
    assert e.werte[posten.ids["stellen"]] == Fraction(5, 4)
    assert e.werte[posten.ids["abweichung"]] == Fraction(-1, 4)
    assert e.summe("kosten") == 100_875  # 1,25 × 80.700
    assert any("beantragt 1,25 Stellen, berechnet 1,50; das sind 0,25 weniger" in h.text for h in e.hinweise)


def test_amounts_are_kept_in_cents_and_totals_add_the_stated_amounts(tmp_path: Path) -> None:
    stellen = "{verfahren: setzung, stellen: 1/6, begruendung: Test}"
    zeilen = "".join(position(str(n), bemessung=stellen, rundung="keine", bewertung="EG 8") for n in (1, 2, 3))
    e = rechne_kurz(tmp_path, "positionen:\n" + zeilen)
    assert e.werte["position.1.kosten"] == Fraction("8983.33")  # 53.900 / 6 = 8.983,33…
    assert e.summe("kosten") == Fraction("26949.99")  # not 26.950,00
    assert e.summe("stellen") == Fraction(1, 2)


# --- Part-years -------------------------------------------------------------------------------------------------


def monate(beginn: dt.date, ende: dt.date | None, jahr: int) -> Fraction:
    werte = {"beginn": tageszahl(beginn), "haushaltsjahr": Fraction(jahr)}
    if ende is None:
        ergebnis = exakt(k.monate_unbefristet.baum, werte)
    else:
        ergebnis = exakt(k.monate_befristet.baum, werte | {"ende": tageszahl(ende)})
    assert isinstance(ergebnis, Fraction)
    return ergebnis


@pytest.mark.parametrize(
    ("beginn", "ende", "je_jahr"),
    [  # months in 2011, 2012, 2013
        ((2011, 10, 1), None, (3, 12, 12)), ((2012, 1, 1), None, (0, 12, 12)), ((2010, 5, 1), None, (12, 12, 12)),
        ((2011, 10, 31), None, (3, 12, 12)), ((2011, 12, 31), None, (1, 12, 12)), ((2014, 1, 1), None, (0, 0, 0)),
        ((2011, 5, 1), None, (8, 12, 12)), ((2011, 7, 1), None, (6, 12, 12)),
        ((2011, 10, 1), (2012, 3, 31), (3, 3, 0)), ((2011, 1, 1), (2011, 12, 31), (12, 0, 0)),
        ((2012, 4, 1), (2012, 4, 30), (0, 1, 0)), ((2012, 4, 15), (2012, 4, 15), (0, 1, 0)),
        ((2010, 1, 1), (2013, 6, 30), (12, 12, 6)), ((2011, 12, 1), (2013, 1, 31), (1, 12, 1)),
        ((2010, 1, 1), (2010, 12, 31), (0, 0, 0)), ((2014, 1, 1), (2014, 12, 31), (0, 0, 0)),
        ((2011, 6, 15), (2012, 6, 14), (7, 6, 0)),
    ],
)  # fmt: skip
def test_months_of_a_post_in_a_year(
    beginn: tuple[int, int, int], ende: tuple[int, int, int] | None, je_jahr: tuple[int, int, int]
) -> None:
    for jahr, erwartet in zip((2011, 2012, 2013), je_jahr, strict=True):
        assert monate(dt.date(*beginn), dt.date(*ende) if ende else None, jahr) == erwartet, jahr


TAGE = st.dates(dt.date(2009, 1, 1), dt.date(2015, 12, 31))


@given(TAGE, TAGE, st.integers(2009, 2015))
@settings(deadline=None, derandomize=True, max_examples=200, database=None)
def test_months_are_the_calendar_months_that_are_touched(eins: dt.date, zwei: dt.date, jahr: int) -> None:
    beginn, ende = sorted((eins, zwei))
    beruehrt = {m for m in range(1, 13) if (beginn.year, beginn.month) <= (jahr, m) <= (ende.year, ende.month)}
    assert monate(beginn, ende, jahr) == len(beruehrt)
    offen = {m for m in range(1, 13) if (beginn.year, beginn.month) <= (jahr, m)}
    assert monate(beginn, None, jahr) == len(offen)


def test_costs_and_refunds_of_a_year_follow_the_months(tmp_path: Path) -> None:
    e = rechne_kurz(
        tmp_path,
        "positionen:\n" + position("1", beginn="01.10.2011", ende="31.03.2012", erstattungsquote="50 %")
        + position("2", beginn="15.12.2011", beantragt="0,5"),
    )  # fmt: skip
    assert e.summe("kosten") == 80_700 + 40_350
    assert e.werte["position.1.kosten.2011"] == e.werte["position.1.kosten.2012"] == 20_175  # 3 of 12 months each
    assert e.werte["position.2.kosten.2011"] == Fraction("3362.50")  # 1 of 12 months
    assert e.summe("kosten.2011") == 20_175 + Fraction("3362.50")
    assert e.summe("kosten.2012") == 20_175 + 40_350
    assert e.summe("erstattung.2011") == Fraction("10087.50")
    assert e.summe("netto.2011") == e.summe("kosten.2011") - Fraction("10087.50")
    assert e.summe("erstattung") == 40_350


def test_without_years_there_are_no_yearly_costs(tmp_path: Path) -> None:
    text = (
        KOPF.replace(", haushaltsjahre: [2011, 2012]", "")
        + "positionen:\n"
        + position().replace("    beginn: 01.01.2012\n", "")
    )
    e = rechne_text(tmp_path, text)["basis"]
    assert e.modell.jahre == ()
    assert e.summe("kosten") == 80_700
    assert e.summe("kosten.2012") is None


# --- Shared need, refund ----------------------------------------------------------------------------------------

GETEILT = """bemessungen:
  team: {verfahren: analogie, bezugsmenge: 900, vergleichsmenge: 1000, vergleichsstellen: 5, quelle: Test}
positionen:
"""


def test_a_shared_need_is_spread_in_proportion_to_what_is_asked_for(tmp_path: Path) -> None:
    e = rechne_kurz(
        tmp_path,
        GETEILT + position("1", bemessung="team", beantragt="2") + position("2", bemessung="team", beantragt="1")
        + position("3", bemessung="team", beantragt="0,5"),
    )  # fmt: skip
    assert e.werte["bemessung.team.stellenbedarf"] == Fraction(9, 2)
    assert e.werte["bemessung.team.beantragt"] == Fraction(7, 2)
    anteile = [e.werte[p.ids["bedarf"]] for p in e.modell.posten]
    assert anteile == [Fraction(9, 2) * Fraction(b) / Fraction(7, 2) for b in ("2", "1", "0.5")]
    assert e.summe("bedarf") == sum(anteile) == Fraction(9, 2)
    assert e.summe("stellen") == Fraction(7, 2)
    (hinweis,) = [h.text for h in e.hinweise if "Positionen 1–3" in h.text]
    assert "beantragt 3,50 Stellen, berechnet 4,50; das sind 1,00 weniger" in hinweis


def test_a_refund_belongs_to_its_position_only(tmp_path: Path) -> None:
    e = rechne_kurz(tmp_path, "positionen:\n" + position("1", erstattungsquote="84,8 %") + position("2"))
    assert e.summe("erstattung") == Fraction("68433.60")  # 84,8 % of 80.700
    assert e.summe("netto") == 161_400 - Fraction("68433.60")
    assert "erstattung" not in e.modell.posten[1].ids


@pytest.mark.parametrize(("quote", "erstattet"), [("0 %", 0), ("100 %", 80_700), ("0,5", 40_350), ("1/3", 26_900)])
def test_refund_shares(quote: str, erstattet: int, tmp_path: Path) -> None:
    e = rechne_kurz(tmp_path, "positionen:\n" + position(erstattungsquote=quote))
    assert e.summe("erstattung") == erstattet
    assert e.summe("netto") == 80_700 - erstattet


# --- Zeitanteile ------------------------------------------------------------------------------------------------


def test_only_countable_tasks_enter_the_need(tmp_path: Path) -> None:
    aufgaben = """    aufgaben:
      - {text: Betreuung, anteil: 85 %}
      - {text: Fortbildung, anteil: 5 %}
      - {text: Berichte, anteil: 2 %, anrechenbar: nein}
      - {text: Sonstiges, anteil: 8 %, anrechenbar: nein}
"""
    e = rechne_kurz(
        tmp_path, "positionen:\n" + position(bemessung="{verfahren: zeitanteile, umfang_vzae: '0,5'}") + aufgaben
    )
    assert e.werte["bemessung.position_1.anrechenbarer_anteil"] == Fraction(9, 10)
    assert e.summe("stellen") == Fraction(45, 100)


# --- Rates ------------------------------------------------------------------------------------------------------


def test_a_case_with_component_rates_shows_their_derivation(tmp_path: Path) -> None:
    posten = position("1", bewertung="E 9a") + position("2", bewertung="A 16", beantragt="0,5")
    text = KOPF.replace("stuttgart-2010", "kgst-2025-26") + "positionen:\n" + posten
    e = rechne_text(tmp_path, text)["basis"]
    assert e.werte["kostensatz.E 9a"] == 98_380
    assert e.werte["kostensatz.A 16"] == 228_220
    assert e.modell.netz["kostensatz.E 9a"].ist_schritt
    assert dict(e.modell.netz["kostensatz.E 9a"].bindung) == {
        "personalkosten": "personalkosten.E 9a", "sachkosten": "kostensatz.sachkosten",
        "gemeinkostenanteil": "kostensatz.gemeinkosten",
    }  # fmt: skip
    assert e.summe("kosten") == 98_380 + 114_110
    assert not any("Preisstand" in h.text for h in e.hinweise)  # prices of 2025 serve 2012: not older


def test_an_own_rate_comes_before_the_table(tmp_path: Path) -> None:
    eigene = "kostensaetze: {tabelle: stuttgart-2010, eigene: [{bewertung: A 10, satz: 70000, quelle: Rundschreiben}]}"
    text = KOPF.replace("kostensaetze: {tabelle: stuttgart-2010}", eigene) + "positionen:\n" + position()
    e = rechne_text(tmp_path, text)["basis"]
    assert e.summe("kosten") == 70_000
    assert e.modell.netz["kostensatz.A 10"].herkunft is not None
    assert e.modell.netz["kostensatz.A 10"].herkunft.quelle == "Rundschreiben"


def test_own_rates_alone_suffice(tmp_path: Path) -> None:
    eigene = "kostensaetze: {eigene: [{bewertung: A 10, satz: 70000}]}"
    text = KOPF.replace("kostensaetze: {tabelle: stuttgart-2010}", eigene) + "positionen:\n" + position()
    e = rechne_text(tmp_path, text)["basis"]
    assert e.summe("kosten") == 70_000
    assert [h.text for h in e.hinweise] == ["Der eigene Kostensatz A 10 hat keine Quelle"]


@pytest.mark.parametrize(("jahre", "veraltet"), [("[2010]", False), ("[2009, 2010]", False), ("[2010, 2011]", True)])
def test_rates_are_old_only_after_their_year(jahre: str, veraltet: bool, tmp_path: Path) -> None:
    text = KOPF.replace("[2011, 2012]", jahre) + "positionen:\n" + position(beginn="01.01.2009")
    e = rechne_text(tmp_path, text)["basis"]
    assert any("Preisstand 2010" in h.text for h in e.hinweise) is veraltet


@pytest.mark.parametrize(
    ("wert", "erwartet"), [('"0,03"', True), ('"0,5 %"', True), ("3", False), ('"1 %"', False), ("0", False)]
)
def test_a_share_below_one_percent_is_pointed_out(wert: str, erwartet: bool, tmp_path: Path) -> None:
    anteil = f'annahmen: {{quote: {{bezeichnung: Quote, wert: {wert}, einheit: "%", quelle: Test}}}}\n'
    e = rechne_text(tmp_path, KOPF + anteil + "positionen:\n" + position())["basis"]
    assert any(h.text.startswith("„Quote“ beträgt 0,") for h in e.hinweise) is erwartet


# --- Derived Annahmen -------------------------------------------------------------------------------------------

ABGELEITET = """annahmen:
  a: {bezeichnung: A, wert: 90, einheit: Fälle, quelle: Test}
  b: {bezeichnung: B, wert: '12,5', einheit: Fälle, quelle: Test}
  zeit: {bezeichnung: Zeit, wert: 30, einheit: min je Fall, quelle: Test}
  stellen: {bezeichnung: Stellen, wert: 4, einheit: VZÄ, quelle: Test}
  abgeleitet: {bezeichnung: Abgeleitet, rechnung: RECHNUNG, aus: [AUS], einheit: 'EINHEIT'}
positionen:
"""


@pytest.mark.parametrize(
    ("rechnung", "aus", "einheit", "wert"),
    [
        ("summe", "a, b", "Fälle", "102.5"), ("summe", "a, b, a", "Anträge", "192.5"),
        ("differenz", "a, b", "Fälle", "77.5"), ("produkt", "a, zeit", "min", "2700"),
        ("quotient", "a, stellen", "Fälle je VZÄ", "22.5"),
        ("quotient", "b, a", "%", "5/36"), ("produkt", "zeit, a", "Minuten", "2700"),
    ],
)  # fmt: skip
def test_derived_values_carry_unit_and_origin(rechnung: str, aus: str, einheit: str, wert: str, tmp_path: Path) -> None:
    text = ABGELEITET.replace("RECHNUNG", rechnung).replace("AUS", aus).replace("EINHEIT", einheit)
    e = rechne_kurz(tmp_path, text + position())
    groesse = e.modell.netz["annahme.abgeleitet"]
    assert e.werte[groesse.id] == Fraction(wert)
    assert str(groesse.einheit) == einheit
    assert list(groesse.vorgaenger()) == [f"annahme.{name}" for name in aus.split(", ")]


def test_a_scenario_moves_what_is_derived(tmp_path: Path) -> None:
    ergebnisse = rechne_text(tmp_path, GUT.replace("      faelle: 14000", "      sendungen: 960000"))
    assert ergebnisse["basis"].werte["annahme.preis"] == Fraction("0.6")
    assert ergebnisse["mehr"].werte["annahme.preis"] == Fraction("0.5")


# --- Claims -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groesse", "richtig", "falsch"),
    [
        ("stellen", "2", "3"), ("kosten", "161400", "161.400,01"), ("kosten.2011", "20175", "20000"),
        ("kosten.amt.1", "161400", "1"), ("stellen.bewertung.A 10", "2", "1"), ("erstattung", "40350", "0"),
        ("netto", "121050", "161400"), ("kosten.teilhaushalt.100", "161400", "2"),
        ("stellen.beginn.01.10.2011", "1", "2"),
    ],
)  # fmt: skip
def test_claims_are_compared_with_what_is_computed(groesse: str, richtig: str, falsch: str, tmp_path: Path) -> None:
    posten = "positionen:\n" + position("1", beginn="01.10.2011") + position("2", erstattungsquote="50 %")
    for wert, widerspruch in ((richtig, False), (falsch, True)):
        e = rechne_kurz(tmp_path, posten + f"behauptungen:\n  - {{text: Zahl, groesse: {groesse}, wert: '{wert}'}}\n")
        befunde = [h for h in e.hinweise if h.stufe is Stufe.WIDERSPRUCH]
        assert bool(befunde) is widerspruch, (groesse, wert)
        if widerspruch:
            assert befunde[0].text.startswith("Zahl: angegeben ")
            assert befunde[0].fundstelle is not None


def test_a_claim_may_speak_of_its_own_case_or_of_all_that_is_loaded(tmp_path: Path) -> None:
    eigene = KOPF + "positionen:\n" + position("1", erstattungsquote="50 %") + position("2")
    andere = KOPF + "positionen:\n" + position("1", bewertung="A 12")
    ergebnisse = {}
    for wert in ("121050", "220350", "120000"):  # own net, net of both, neither
        (tmp_path / "eigen.yaml").write_text(
            eigene + f"behauptungen:\n  - {{text: Netto, groesse: netto, wert: {wert}}}\n", encoding="utf-8"
        )
        (tmp_path / "anders.yaml").write_text(andere, encoding="utf-8")
        modell, befunde = load([tmp_path / "eigen.yaml", tmp_path / "anders.yaml"])
        ergebnisse[wert] = any(h.stufe is Stufe.WIDERSPRUCH for h in rechne(modell, "basis", befunde).hinweise)
    assert ergebnisse == {"121050": False, "220350": False, "120000": True}


def test_equal_positions_of_two_cases_are_kept_apart(tmp_path: Path) -> None:
    text = KOPF + "positionen:\n" + position()
    (tmp_path / "a.yaml").write_text(
        text + "behauptungen:\n  - {text: K, groesse: kosten, wert: 80700}\n", encoding="utf-8"
    )
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    modell, befunde = load([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    e = rechne(modell, "basis", befunde)
    assert e.summe("kosten") == 161_400
    assert not [h for h in e.hinweise if h.stufe is Stufe.WIDERSPRUCH]  # 80.700 is what its own case costs


def test_the_same_file_twice_is_refused(tmp_path: Path) -> None:
    pfad = tmp_path / "a.yaml"
    pfad.write_text(GUT, encoding="utf-8")
    with pytest.raises(StellenbedarfFehler, match="Derselbe Fall ist mehrfach genannt"):
        load([pfad, tmp_path / "." / "a.yaml"])


def test_cases_with_different_years_are_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(KOPF + "positionen:\n" + position(), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        KOPF.replace("[2011, 2012]", "[2012]") + "positionen:\n" + position(), encoding="utf-8"
    )
    modell, befunde = load([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    luecken = [h.text for h in rechne(modell, "basis", befunde).hinweise if h.stufe is Stufe.LUECKE]
    assert any("verschiedene Haushaltsjahre" in text for text in luecken)


def test_values_without_source_are_pointed_out(tmp_path: Path) -> None:
    text = GUT.replace("    quelle: Statistik\n", "").replace("fallzahl: faelle", "fallzahl: 500")
    texte = [h.text for h in rechne_text(tmp_path, text)["basis"].hinweise]
    assert "Die Annahme „Anträge“ hat keine Quelle" in texte
    assert "Die Bemessung „antraege“ enthält Zahlen ohne Quelle" in texte
