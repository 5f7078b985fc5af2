"""Rounding: commercially, up and down; exact and in arrays, where Python's own `round` fails."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stellenbedarf.rundung import ab, ab_feld, auf, auf_feld, halb_auf, halb_auf_feld

EINSTELLUNGEN = settings(deadline=None, derandomize=True, max_examples=300, database=None)
HALBE = [Fraction(10 * n + 5, 1000) for n in range(2000)]  # 0.005, 0.015, … 19.995
EXAKT = {"halb_auf": (halb_auf, ROUND_HALF_UP), "auf": (auf, ROUND_UP), "ab": (ab, ROUND_DOWN)}
FELD = {"halb_auf": halb_auf_feld, "auf": auf_feld, "ab": ab_feld}


def mit_decimal(wert: Fraction, stellen: int, art: str) -> Fraction:
    genau = Decimal(wert.numerator) / Decimal(wert.denominator)
    return Fraction(genau.quantize(Decimal(1).scaleb(-stellen), rounding=art))


def test_2000_ties_are_rounded_away_from_zero() -> None:
    for wert in HALBE:
        assert halb_auf(wert, 2) == mit_decimal(wert, 2, ROUND_HALF_UP)
        assert halb_auf(-wert, 2) == -halb_auf(wert, 2)


def test_2000_ties_are_rounded_the_same_in_arrays() -> None:
    for vorzeichen in (1, -1):
        feld = halb_auf_feld(np, np.array([float(vorzeichen * w) for w in HALBE]), 2)
        assert [f"{x:.2f}" for x in feld] == [f"{float(halb_auf(vorzeichen * w, 2)):.2f}" for w in HALBE]


def test_the_ties_are_worth_testing() -> None:
    """The functions that this module replaces fail most of the ties."""
    eigene = sum(Fraction(str(round(float(w), 2))) != halb_auf(w, 2) for w in HALBE)
    numpys = sum(Fraction(str(x)) != halb_auf(w, 2) for x, w in zip(np.round([float(w) for w in HALBE], 2), HALBE))  # noqa: B905
    assert eigene > 900
    assert numpys > 900


@pytest.mark.parametrize("art", list(EXAKT))
@pytest.mark.parametrize("stellen", [0, 1, 2, 4, -1, -3])
def test_exact_rounding_agrees_with_decimal(art: str, stellen: int) -> None:
    funktion, modus = EXAKT[art]
    for n in range(-3000, 3000, 7):
        wert = Fraction(n * 137, 1000)
        assert funktion(wert, stellen) == mit_decimal(wert, stellen, modus), (wert, stellen)


@pytest.mark.parametrize(
    ("wert", "stellen", "halb", "hoch", "runter"),
    [
        ("1.005", 2, "1.01", "1.01", "1"), ("-1.005", 2, "-1.01", "-1.01", "-1"), ("2.675", 2, "2.68", "2.68", "2.67"),
        ("2.5", 0, "3", "3", "2"), ("-2.5", 0, "-3", "-3", "-2"), ("0.4999", 0, "0", "1", "0"), ("0", 2, "0", "0", "0"),
        ("1/3", 2, "0.33", "0.34", "0.33"), ("-2/3", 2, "-0.67", "-0.67", "-0.66"), ("1/3", 0, "0", "1", "0"),
        ("1250", -2, "1300", "1300", "1200"), ("662.46", 0, "662", "663", "662"), ("7", 0, "7", "7", "7"),
    ],
)  # fmt: skip
def test_known_cases(wert: str, stellen: int, halb: str, hoch: str, runter: str) -> None:
    zahl = Fraction(wert)
    assert (halb_auf(zahl, stellen), auf(zahl, stellen), ab(zahl, stellen)) == (
        Fraction(halb), Fraction(hoch), Fraction(runter),
    )  # fmt: skip
    for art, erwartet in (("halb_auf", halb), ("auf", hoch), ("ab", runter)):
        assert FELD[art](np, np.array([float(zahl)]), stellen)[0] == pytest.approx(float(Fraction(erwartet)))


@given(st.fractions(-(10**6), 10**6, max_denominator=10**5), st.integers(-2, 5))
@EINSTELLUNGEN
def test_laws_of_rounding(wert: Fraction, stellen: int) -> None:
    stufe = Fraction(10) ** -stellen
    assert abs(halb_auf(wert, stellen) - wert) <= stufe / 2
    assert 0 <= abs(auf(wert, stellen)) - abs(wert) < stufe
    assert 0 <= abs(wert) - abs(ab(wert, stellen)) < stufe
    for funktion, _ in EXAKT.values():
        gerundet = funktion(wert, stellen)
        assert (gerundet / stufe).denominator == 1
        assert funktion(gerundet, stellen) == gerundet
        assert funktion(-wert, stellen) == -gerundet


@given(st.integers(-(10**9), 10**9), st.integers(0, 5), st.integers(0, 4), st.sampled_from(sorted(FELD)))
@EINSTELLUNGEN
def test_arrays_agree_with_exact_rounding_on_decimals(ziffern: int, komma: int, stellen: int, art: str) -> None:
    """Every decimal that a person would type, ties included, is rounded the same in float64."""
    wert = Fraction(ziffern, 10**komma)
    erwartet = float(EXAKT[art][0](wert, stellen))
    assert FELD[art](np, np.array([float(wert)]), stellen)[0] == pytest.approx(erwartet, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("links", "rechts", "auf_erwartet"), [(21, 0.7, 30), (0.3, 0.1, 3), (14, 0.7, 20), (1.1, 0.1, 11), (4.35, 0.05, 87)]
)
def test_a_float_error_is_not_rounded_up(links: float, rechts: float, auf_erwartet: int) -> None:
    assert auf_feld(np, np.array([links / rechts]))[0] == auf_erwartet
    assert ab_feld(np, np.array([links / rechts]))[0] == auf_erwartet
    exakt = Fraction(str(links)) / Fraction(str(rechts))
    assert auf(exakt) == ab(exakt) == mit_decimal(exakt, 0, ROUND_CEILING) == auf_erwartet


def test_arrays_keep_their_shape() -> None:
    def check(modul: ModuleType, werte: Any) -> None:
        for funktion in FELD.values():
            assert funktion(modul, werte, 1).shape == werte.shape

    check(np, np.linspace(-3, 3, 24).reshape(2, 3, 4))
    check(np, np.array(1.25))
