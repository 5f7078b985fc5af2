"""Whole papers: defects of the real case are found, clean papers stay clean, planted errors are found and placed."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from pruefpapiere import ersetze, h, p, papier, schreibe, t
from pruefung_mutanten import ist_gefunden, mutanten, nennt_ort, quoten
from pruefung_option import frueheres, option
from pruefung_saubere import SAUBER, dokument

from stellenbedarf.fehler import Stufe
from stellenbedarf.pruefung.dokument import Block, Dokument
from stellenbedarf.pruefung.ergebnis import Pruefbefund, Pruefergebnis
from stellenbedarf.pruefung.hypothesen import MAX_FUNDE, erklaere_summe, finde_teilmengen, ist_zahlendreher
from stellenbedarf.pruefung.lesen.einlesen import read
from stellenbedarf.pruefung.pruefen import pruefe

FORMATE = ("txt", "md", "docx", "pdf", "html")
SCHWER = (Stufe.FEHLER, Stufe.WIDERSPRUCH)


def schwer(ergebnis: Pruefergebnis) -> list[Pruefbefund]:
    return [b for b in ergebnis.befunde if b.stufe in SCHWER]


def der(ergebnis: Pruefergebnis, regel: str) -> Pruefbefund:
    befunde = [b for b in ergebnis.befunde if b.regel == regel]
    assert len(befunde) == 1, [b.text for b in befunde]
    return befunde[0]


def als(dok: Dokument, format_: str, ordner: Path) -> Dokument:
    return read(schreibe(dok, ordner / f"{Path(dok.datei).stem}.{format_}"))


@pytest.fixture(params=("", *FORMATE), scope="module")
def ergebnis(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pruefergebnis:
    """The option paper, as described and read from every format."""
    if not request.param:
        return pruefe(option(), [frueheres()])
    ordner = tmp_path_factory.mktemp(request.param)
    return pruefe(als(option(), request.param, ordner), [als(frueheres(), request.param, ordner)])


class TestOption:
    """The defects of GRDrs 647/2011 (fachgrundlagen, section 1), in every format."""

    def test_grade_differs_and_the_part_year_proves_which_is_right(self, ergebnis: Pruefergebnis) -> None:
        befund = der(ergebnis, "bewertung-beschluss-anlage")
        assert (befund.stufe, befund.angegeben, befund.nachgerechnet) == (Stufe.WIDERSPRUCH, "A 11", "A 10")
        assert len(befund.weitere) == 1
        # (88.700 + 80.700) × 3/12 = 42.350; with A 11 twice it would be 44.350
        assert "nur zu A 10" in befund.hypothesen[0].text
        assert befund.hypothesen[0].rechnung == "(88.700 EUR + 80.700 EUR) × 3/12 = 42.350 EUR"

    def test_money_of_the_resolution_is_explained_by_the_earlier_paper(self, ergebnis: Pruefergebnis) -> None:
        befund = der(ergebnis, "geld-beschluss-anlage")
        assert befund.stufe is Stufe.WIDERSPRUCH
        assert befund.angegeben == "1.682.510 EUR"
        assert befund.nachgerechnet == "1.128.560 EUR"
        assert len(befund.weitere) == 18
        hypothese = befund.hypothesen[0]
        assert "8,0 Stellen" in hypothese.text
        assert "erschlossen" in hypothese.text
        assert "möglicherweise" in hypothese.text
        # 1,5 × 63.000 + 1,5 × 74.300 = 205.950; (553.950 − 205.950) / 5 = 69.600
        assert "(553.950 EUR − 205.950 EUR) / 5,0 = 69.600 EUR je Stelle EG 10" in hypothese.rechnung

    def test_audit_post_against_the_hours(self, ergebnis: Pruefergebnis) -> None:
        befund = der(ergebnis, "fallrechnung")
        # 662 × 1 h / 1.671 h = 0,396; 662 × 2 h / 1.631 h = 0,812
        assert (befund.stufe, befund.nachgerechnet) == (Stufe.WIDERSPRUCH, "0,40 bis 0,81 Stellen")
        assert "2,5 Stunden je Fall" in befund.text

    def test_refund_is_not_applied(self, ergebnis: Pruefergebnis) -> None:
        befund = der(ergebnis, "erstattung")
        # 478.500 × 84,8 % = 405.768; 72.732 remain
        assert "405.768 EUR" in befund.text
        assert "72.732 EUR" in befund.text

    @pytest.mark.parametrize(
        ("regel", "stufe", "im_text"),
        [
            ("kostenart", Stufe.WIDERSPRUCH, "Personalausgaben"),
            ("nummerierung", Stufe.HINWEIS, "1, 2, 1, 4, 5"),
            ("schwellenwert", Stufe.HINWEIS, "170.000 EUR bis 340.000 EUR"),
            ("basis-fehlt", Stufe.LUECKE, "8,3 % der Fälle"),
            ("stichprobe", Stufe.LUECKE, "Vertrauensniveau und Fehlergrenze"),
            ("gleiche-angabe", Stufe.HINWEIS, "rund 22.000"),
            ("stueckpreis", Stufe.HINWEIS, "480.000 EUR / 800.000 = 0,60 EUR"),
        ],
    )  # fmt: skip
    def test_further_defects(self, ergebnis: Pruefergebnis, regel: str, stufe: Stufe, im_text: str) -> None:
        befund = der(ergebnis, regel)
        assert befund.stufe is stufe
        assert im_text in befund.text

    def test_empty_sections(self, ergebnis: Pruefergebnis) -> None:
        leer = [b.text for b in ergebnis.befunde if b.regel == "leerer-abschnitt"]
        assert leer == [
            "Der Abschnitt „Finanzielle Auswirkungen“ ist leer.",
            "Der Abschnitt „Beteiligte Stellen“ ist leer.",
        ]

    def test_what_is_right_is_confirmed(self, ergebnis: Pruefergebnis) -> None:
        def zahl(regel: str) -> int:
            return sum(b.regel == regel for b in ergebnis.bestaetigt)

        assert zahl("zeilenprodukt") == 18
        assert zahl("spaltensumme") == 6  # posts and money of the three tables with a sum
        assert zahl("amtssumme") == 5
        texte = [b.text for b in ergebnis.bestaetigt]
        assert "Die 18 aufgeführten Posten ergeben 2 + 11,5 = 13,5 Stellen" in texte
        assert "(88.700 EUR + 80.700 EUR) × 3/12 = 42.350 EUR" in texte
        assert "Beschluss und Tabellen nennen übereinstimmend 13,5 Stellen" in texte
        assert any("662,46" in x for x in texte)

    def test_nothing_else_is_called_wrong(self, ergebnis: Pruefergebnis) -> None:
        assert {b.regel for b in schwer(ergebnis)} == {
            "bewertung-beschluss-anlage", "geld-beschluss-anlage", "fallrechnung", "kostenart",
        }  # fmt: skip


@pytest.mark.parametrize("bau", SAUBER, ids=lambda f: f.__name__)
def test_clean_papers_are_clean(bau: Callable[[], list[Block]]) -> None:
    ergebnis = pruefe(dokument(bau()))
    assert ergebnis.befunde == ()
    assert ergebnis.bestaetigt


FREMDE = sorted((Path(__file__).parent / "faelle/pruefung").glob("*.md"))


@pytest.mark.parametrize("datei", FREMDE, ids=lambda d: d.stem)
def test_papers_that_no_rule_was_written_for_are_clean(datei: Path) -> None:
    """Written after the rules, with figures in ways that the rules mostly do not know."""
    ergebnis = pruefe(read(datei))
    assert schwer(ergebnis) == []
    assert len(ergebnis.bestaetigt) > 5


@pytest.mark.parametrize("format_", ["txt", "docx", "pdf", "html", "xlsx"])
def test_clean_papers_are_clean_in_every_format(format_: str, tmp_path: Path) -> None:
    for bau in SAUBER:
        ergebnis = pruefe(als(dokument(bau(), f"{bau.__name__}.txt"), format_, tmp_path))
        assert schwer(ergebnis) == [], (bau.__name__, [b.text for b in schwer(ergebnis)])


def test_planted_errors_are_found_and_placed() -> None:
    """At least 500 mutants; every kind has its own floor, so that a dead rule cannot hide behind the others."""
    gesamt, gefunden, verfehlt = quoten(je_ort=5, saat=20260301)
    zahl, treffer = sum(gesamt.values()), sum(gefunden.values())
    assert zahl >= 500
    assert Fraction(treffer, zahl) >= Fraction(95, 100), verfehlt
    schwach = {art: f"{gefunden[art]}/{n}" for art, n in gesamt.items() if 2 * gefunden[art] < n}
    assert schwach == {}


@pytest.mark.parametrize("format_", ["docx", "pdf", "html"])
def test_planted_errors_are_found_in_files(format_: str, tmp_path: Path) -> None:
    """A sample of one mutant of every fourth place, written and read again."""
    verfehlt, zahl = [], 0
    vorher = {
        bau.__name__: {b.text for b in pruefe(als(dokument(bau(), "sauber.txt"), format_, tmp_path)).befunde}
        for bau in SAUBER
    }
    for n, mutant in enumerate(mutanten(1, 7)):
        if n % 4:
            continue
        zahl += 1
        befunde = pruefe(als(mutant.dokument, format_, tmp_path)).befunde
        if all(b.text in vorher[mutant.papier] for b in befunde):
            verfehlt.append((mutant.papier, mutant.art, mutant.alt, mutant.neu))
    assert zahl >= 25
    assert 10 * len(verfehlt) <= zahl, verfehlt


def test_a_finding_elsewhere_does_not_count_as_found() -> None:
    """The mutation test would be worth little if any finding counted."""
    mutant = next(m for m in mutanten(1, 7) if m.art == "summe_eur")
    befund = pruefe(mutant.dokument).befunde[0]
    assert nennt_ort(befund, mutant)
    assert not nennt_ort(Pruefbefund("x", Stufe.FEHLER, "x", mutant.dokument.bloecke[0].stelle), mutant)
    assert not ist_gefunden(mutant, frozenset(pruefe(mutant.dokument).befunde))


# --- Hypotheses -------------------------------------------------------------------------------------------------


def zeige(wert: Fraction) -> str:
    return str(wert)


def test_subsets_are_found_exactly() -> None:
    werte = [Fraction(x) for x in (31500, 29790, 29790, 5040, 21090)]
    assert finde_teilmengen(werte, Fraction(36540)) == [(0, 3)]
    assert sorted(finde_teilmengen(werte, Fraction(29790))) == [(1,), (2,)]
    assert finde_teilmengen(werte, Fraction(1)) == []
    assert finde_teilmengen([Fraction(1, 3), Fraction(1, 6)], Fraction(1, 2)) == [(0, 1)]


def test_the_search_is_bounded() -> None:
    assert len(finde_teilmengen([Fraction(1)] * 30, Fraction(15))) == MAX_FUNDE + 1
    assert finde_teilmengen([Fraction(1)] * 31, Fraction(15)) == []


def test_an_ambiguous_explanation_says_how_many_there_are() -> None:
    zeilen = [("a", Fraction(5)), ("b", Fraction(5)), ("c", Fraction(7))]
    texte = [x.text for x in erklaere_summe(zeilen, Fraction(12), zeige)]
    assert texte == ["Möglicherweise fehlt in der Summe „a“; 2 Zusammenstellungen der Zeilen passen."]


def test_swapped_digits() -> None:
    assert ist_zahlendreher(Fraction(117210), Fraction(117120))
    assert not ist_zahlendreher(Fraction(117210), Fraction(117210))
    assert not ist_zahlendreher(Fraction(117210), Fraction(111270))


def test_without_an_earlier_paper_nothing_is_guessed() -> None:
    assert der(pruefe(option()), "geld-beschluss-anlage").hypothesen == ()


def test_an_earlier_paper_that_does_not_fit_explains_nothing() -> None:
    anderes = ersetze(frueheres(), "3,0 Stellen", "3,3 Stellen")
    befund = der(pruefe(option(), [anderes]), "geld-beschluss-anlage")
    assert befund.hypothesen == ()


def beschluss_ueber(betrag: str) -> Pruefergebnis:
    """Check a paper whose rows cost 99.300 + 25.200 + 63.000 = 187.500 EUR."""
    return pruefe(papier(
        h(1, "Beschlussantrag"),
        p("1,0 Stelle Leitung, A 12", "-"), p("0,5 Stellen Registratur, EG 6", "-"), p("1,0 Stelle Einkauf, EG 9", "-"),
        p(f"Es werden Personalausgaben von {betrag} EUR bewilligt.", "2."),
        h(1, "Stellen", "Anlage 1"),
        t([["Bewertung", "Funktion", "Stellen", "Personalkosten EUR"], ["A 12", "Leitung", "1,0", "99.300"],
           ["EG 6", "Registratur", "0,5", "25.200"], ["EG 9", "Einkauf", "1,0", "63.000"]]),
    ))  # fmt: skip


def test_the_missing_row_is_named() -> None:
    hypothese = der(beschluss_ueber("162.300"), "geld-beschluss-anlage").hypothesen[0]
    assert hypothese.text == "Möglicherweise fehlt in der Summe „Registratur“."
    assert hypothese.rechnung == "187.500 EUR − 25.200 EUR = 162.300 EUR"


def test_an_amount_that_a_row_states_is_not_taken_for_the_total() -> None:
    assert schwer(beschluss_ueber("99.300")) == []


def test_months_that_fit_the_total_are_accepted() -> None:
    assert schwer(beschluss_ueber("93.750")) == []  # 187.500 × 6/12
