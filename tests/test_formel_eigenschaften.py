"""Random formulas mean the same in every reader: exact, German text, arrays, spreadsheet."""

import random
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter
from deutsch import rechne
from formelproben import BAUSTEINE, SCHRITTE, Probe, probe
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from libreoffice import deviations
from xlsxwriter.utility import xl_rowcol_to_cell

from stellenbedarf.formel import Formel, abrunden, aufrunden, aufrunden_auf, formel, runden, runden_auf
from stellenbedarf.formel.baum import Ausdruck
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.feld import feld
from stellenbedarf.formel.funktionen import FUNKTIONEN
from stellenbedarf.formel.schrift import rechentext, tabellentext

EINSTELLUNGEN = settings(
    deadline=None, derandomize=True, max_examples=300, database=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)  # fmt: skip
RELATIV = 1e-9
BLATT_ANZAHL = 500


def check_text(p: Probe) -> None:
    """The German text, read again by an independent parser, gives the exact value."""
    for variante in range(2):
        text = rechentext(p.baum, p.texte(variante))
        erwartet = exakt(p.baum, p.werte(variante))
        gelesen = rechne(text, p.namen(variante))
        assert type(gelesen) is type(erwartet), text
        assert gelesen == erwartet, text


def check_feld(p: Probe) -> None:
    """The array holds the exact value of every variant, up to floating point."""
    feldwerte = np.broadcast_to(feld(p.baum, p.felder(np)), (2,))
    for variante in range(2):
        erwartet: Any = exakt(p.baum, p.werte(variante))
        beschreibung = rechentext(p.baum, p.texte(variante))
        if isinstance(erwartet, bool):
            assert bool(feldwerte[variante]) is erwartet, beschreibung
        else:
            assert feldwerte[variante] == pytest.approx(float(erwartet), rel=RELATIV, abs=RELATIV), beschreibung


@given(st.randoms(use_true_random=False))
@EINSTELLUNGEN
def test_random_formulas_mean_the_same_as_their_german_text(rng: random.Random) -> None:
    p = probe(rng)
    assume(p.ist_rechenbar())
    check_text(p)


@given(st.randoms(use_true_random=False))
@EINSTELLUNGEN
def test_random_formulas_mean_the_same_in_arrays(rng: random.Random) -> None:
    p = probe(rng)
    assume(p.ist_rechenbar())
    check_feld(p)


def rechenbare(rng: random.Random, name: str | None = None, tiefe: int = 4) -> Probe:
    while not (p := probe(rng, name, tiefe)).ist_rechenbar():
        pass
    return p


def test_every_function_has_a_builder() -> None:
    """A new row of the function table needs a builder here, which puts it through all four readers."""
    assert set(BAUSTEINE) == set(FUNKTIONEN)


@pytest.mark.parametrize("name", list(FUNKTIONEN))
def test_every_function_agrees_in_text_and_arrays(name: str) -> None:
    rng = random.Random(f"Funktion {name}")
    for tiefe in (1, 1, 2, 2, 3) * 4:
        p = rechenbare(rng, name, tiefe)
        assert name in p.funktionen()
        check_text(p)
        check_feld(p)


class Blattschreiber:
    """Writes formulas into a workbook: the formula in column A, its arguments beside it."""

    def __init__(self, pfad: Path) -> None:
        self.mappe = xlsxwriter.Workbook(pfad)
        self.blatt = self.mappe.add_worksheet("Proben")
        self.zeile = 0
        self.anzahl: Counter[str] = Counter()

    def add(self, baum: Ausdruck, werte: dict[str, Any]) -> None:
        bezuege, spalte = {}, 1
        for name, wert in werte.items():
            teile = wert if isinstance(wert, tuple) else (wert,)
            for versatz, teil in enumerate(teile):
                if isinstance(teil, str):
                    self.blatt.write_string(self.zeile, spalte + versatz, teil)
                else:
                    self.blatt.write_number(self.zeile, spalte + versatz, float(teil))
            ende = spalte + len(teile) - 1
            bezuege[name] = xl_rowcol_to_cell(self.zeile, spalte)
            if isinstance(wert, tuple):
                bezuege[name] += f":{xl_rowcol_to_cell(self.zeile, ende)}"
            spalte = ende + 1
        ergebnis = exakt(baum, werte)
        self.blatt.write_formula(
            self.zeile, 0, f"={tabellentext(baum, bezuege)}", None,
            ergebnis if isinstance(ergebnis, bool) else float(ergebnis),
        )  # fmt: skip
        self.zeile += 1

    def add_probe(self, p: Probe) -> None:
        self.add(p.baum, p.werte(0))
        self.anzahl.update(p.funktionen())


@formel(einheit="1", quelle="Test", bezeichnung="kaufmännisch")
def gerundet(x: Ausdruck) -> Ausdruck:
    """Zwei Nachkommastellen."""
    return runden(x, 2)


@formel(einheit="1", quelle="Test", bezeichnung="Produkt")
def produkt_gerundet(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Produkt mit zwei Nachkommastellen, wie Stellen mal Kostensatz."""
    return runden(x * y, 2)


@formel(einheit="1", quelle="Test", bezeichnung="auf")
def quotient_auf(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Aufgerundeter Quotient, wie Besetzung durch Anwesenheit."""
    return aufrunden(x / y, 0)


@formel(einheit="1", quelle="Test", bezeichnung="ab")
def quotient_ab(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Abgerundeter Quotient, wie eine Schwelle."""
    return abrunden(x / y, 0)


@formel(einheit="1", quelle="Test", bezeichnung="Schritt")
def auf_schritt(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Kaufmännisch auf einen Schritt."""
    return runden_auf(x, y)


@formel(einheit="1", quelle="Test", bezeichnung="Schritt auf")
def auf_schritt_auf(x: Ausdruck, y: Ausdruck) -> Ausdruck:
    """Aufgerundet auf einen Schritt."""
    return aufrunden_auf(x, y)


GRENZFAELLE: list[tuple[Formel, dict[str, Any]]] = [
    *((gerundet, {"x": Fraction(n * 10 + 5, 1000) * vorzeichen}) for n in range(0, 1000, 7) for vorzeichen in (1, -1)),
    *((produkt_gerundet, {"x": Fraction(n, 100), "y": Fraction(1, 2) + m}) for n in range(1, 60, 6) for m in (0, 7)),
    *(
        (formel_, {"x": Fraction(n) * q, "y": q})  # the quotient is a whole number, floating point may miss it
        for formel_ in (quotient_auf, quotient_ab)
        for n in (3, 7, 14, 20, 30, 40, 662)
        for q in (Fraction(7, 10), Fraction(3, 10), Fraction(1, 10), Fraction(17, 100))
    ),
    *(
        (formel_, {"x": schritt * n / 2, "y": schritt})  # on a multiple and half-way between two
        for formel_ in (auf_schritt, auf_schritt_auf)
        for schritt in SCHRITTE
        for n in range(0, 40, 3)
    ),
]


def test_30_percent_shrinkage_of_21_needs_exactly_30() -> None:
    """Floating point gives 21 / 0.7 = 30.000000000000004, which a naive ceiling turns into 31."""
    werte = {"x": Fraction(21), "y": Fraction(7, 10)}
    assert 21 / 0.7 > 30
    assert exakt(quotient_auf.baum, werte) == 30
    assert feld(quotient_auf.baum, {"x": np.array([21.0]), "y": np.array([0.7])})[0] == 30


def test_threshold_cases_agree_in_text_and_arrays() -> None:
    for formel_, werte in GRENZFAELLE:
        erwartet = exakt(formel_.baum, werte)
        feldwert = feld(formel_.baum, {name: np.array([float(wert)]) for name, wert in werte.items()})[0]
        assert feldwert == pytest.approx(float(erwartet), rel=RELATIV, abs=RELATIV), (formel_.name, werte)
        texte = {name: f"({wert.numerator} / {wert.denominator})".replace("-", "−") for name, wert in werte.items()}
        assert rechne(rechentext(formel_.baum, texte)) == erwartet, (formel_.name, werte)


@pytest.mark.echt("soffice")
def test_random_formulas_mean_the_same_in_a_spreadsheet(tmp_path: Path) -> None:
    pfad = tmp_path / "proben.xlsx"
    schreiber = Blattschreiber(pfad)
    rng = random.Random("Tabellenblatt")
    for name in FUNKTIONEN:
        for tiefe in (1, 2, 3):
            schreiber.add_probe(rechenbare(rng, name, tiefe))
    while schreiber.zeile < BLATT_ANZAHL:
        schreiber.add_probe(rechenbare(rng))
    assert min(schreiber.anzahl[name] for name in FUNKTIONEN) >= 10, schreiber.anzahl
    for formel_, werte in GRENZFAELLE:
        schreiber.add(formel_.baum, werte)
    schreiber.mappe.close()
    assert deviations(pfad, tmp_path) == []
