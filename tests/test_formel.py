"""The formula language: what it refuses and what it says then, wiring of sets, units, texts."""

import dataclasses
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from stellenbedarf.formel import (
    Ausdruck,
    Eingabe,
    Formel,
    FormelFehler,
    Formelsatz,
    Liste,
    Rundung,
    abrunden,
    aufrunden,
    einheit,
    formel,
    gleich,
    groesstes,
    kleinstes,
    monate_ab,
    monate_zwischen,
    nachschlagen,
    normalquantil,
    runden,
    runden_auf,
    summe,
    und,
    wenn,
    wurzel,
)
from stellenbedarf.formel.abfolge import abfolge
from stellenbedarf.formel.baum import Anwendung, Konstante, Symbol, symbole
from stellenbedarf.formel.exakt import exakt
from stellenbedarf.formel.feld import feld
from stellenbedarf.formel.schrift import rechentext, tabellentext


def spur(funktion: Callable[..., Any], ziel: str = "1", name: str | None = None, **weitere: Any) -> Formel:
    """Trace a function that has no name or docstring of its own."""
    funktion.__doc__ = funktion.__doc__ or "Test."
    return formel(einheit=ziel, quelle="Test", bezeichnung="Test", name=name or "test", **weitere)(funktion)


# --- What is refused ------------------------------------------------------------------------------------------

VERBOTEN: dict[str, tuple[Callable[..., Any], str]] = {
    "if": (lambda a, b: a if a > b else b, "wenn(bedingung, dann, sonst)"),
    "if on the value": (lambda a, b: a if a else b, "wenn(bedingung, dann, sonst)"),
    "and": (lambda a, b: a and b, "und(a, b)"),
    "or": (lambda a, b: a or b, "wenn(bedingung, dann, sonst)"),
    "not": (lambda a, b: wenn(not a, a, b), "wenn(bedingung, dann, sonst)"),
    "chained comparison": (lambda a, b: wenn(0 < a < 3, a, b), "und(a, b)"),
    "bool()": (lambda a, b: bool(a) or b, "wenn(bedingung, dann, sonst)"),
    "min": (lambda a, b: min(a, b), "kleinstes(a, b)"),
    "max": (lambda a, b: max(a, b), "groesstes(a, b)"),
    "sorted": (lambda a, b: sorted([a, b])[0], "kleinstes(a, b)"),
    "round": (lambda a, b: round(a / b), "runden(x, stellen)"),
    "round to places": (lambda a, b: round(a / b, 2), "runden(x, stellen)"),
    "float literal": (lambda a, b: a * b * 0.5, "Parameter mit Quelle"),
    "float literal on the left": (lambda a, b: 0.5 * a * b, "Parameter mit Quelle"),
    "float in a function": (lambda a, b: summe(a, b, 0.5), "Parameter mit Quelle"),
    "float in a comparison": (lambda a, b: wenn(a > 1.5, a, b), "Parameter mit Quelle"),
    "==": (lambda a, b: wenn(a == b, a, b), "gleich(a, b)"),
    "!=": (lambda a, b: wenn(a != b, a, b), "wenn(gleich(a, b)"),
    "**": (lambda a, b: a**2 * b, "x * x oder wurzel(x)"),
    "** on the left": (lambda a, b: 2**a * b, "x * x oder wurzel(x)"),
    "//": (lambda a, b: a // b, "abrunden(a / b, 0)"),
    "// on the left": (lambda a, b: 3 // a * b, "abrunden(a / b, 0)"),
    "%": (lambda a, b: a % b, "a - abrunden(a / b, 0) * b"),
    "% on the left": (lambda a, b: 3 % a * b, "a - abrunden(a / b, 0) * b"),
    "&": (lambda a, b: wenn((a > 1) & (b > 1), a, b), "und(a, b)"),
    "|": (lambda a, b: wenn((a > 1) | (b > 1), a, b), "wenn(a, …"),
    "abs": (lambda a, b: abs(a) * b, "groesstes(x, 0 - x)"),
    "int()": (lambda a, b: int(a) * b, "abrunden(x, 0)"),
    "float()": (lambda a, b: float(a) * b, "gerechnet wird exakt"),
    "sum": (lambda a, b: sum(a) + b, "summe(reihe)"),
    "for": (lambda a, b: [x for x in a][0] + b, "summe(reihe)"),  # noqa: C416, RUF015
    "unpacking": (lambda a, b: summe(*a, b), "summe(reihe)"),
    "math.floor": (lambda a, b: math.floor(a) * b, "abrunden(x, 0)"),
    "math.ceil": (lambda a, b: math.ceil(a) * b, "aufrunden(x, 0)"),
    "math.trunc": (lambda a, b: math.trunc(a) * b, "abrunden(x, 0)"),
    "math.sqrt": (lambda a, b: math.sqrt(a) * b, "gerechnet wird exakt"),
    "None": (lambda a, b: wenn(a > b, a, None), "a < b"),
    "True": (lambda a, b: a * True * b, "a < b"),
    "str": (lambda a, b: a * "x" * b, "ein Argument der Formel"),
    "Fraction": (lambda a, b: a * b * Fraction(1, 3), "ein Argument der Formel"),
    "rounding to a variable place": (lambda a, b: runden(a, b), "als ganze Zahl"),
    "rounding to a float place": (lambda a, b: runden(a * b, 2.0), "als ganze Zahl"),
    "rounding to True": (lambda a, b: runden(a * b, True), "als ganze Zahl"),
    "result None": (lambda a, b: print(end=""), "keinen Ausdruck, sondern NoneType"),  # noqa: ARG005
    "result int": (lambda a, b: 3, "keinen Ausdruck, sondern int"),  # noqa: ARG005
    "result str": (lambda a, b: f"{a}{b}", "keinen Ausdruck, sondern str"),
}


@pytest.mark.parametrize("name", list(VERBOTEN))
def test_python_constructs_are_refused_with_their_replacement(name: str) -> None:
    funktion, hinweis = VERBOTEN[name]
    with pytest.raises(FormelFehler) as fehler:
        spur(funktion)
    assert hinweis in str(fehler.value)
    assert "Formel" in str(fehler.value) or "braucht" in str(fehler.value)


def test_an_unused_argument_is_refused() -> None:
    with pytest.raises(FormelFehler, match="nutzt ihre Argumente nicht: b"):
        spur(lambda a, b: a * 2)  # noqa: ARG005


def test_a_formula_needs_a_docstring() -> None:
    with pytest.raises(FormelFehler, match=r"Quelle, Bezeichnung und Beschreibung \(Docstring\)"):
        formel(einheit="1", quelle="Test", bezeichnung="Test")(lambda a: a)


@pytest.mark.parametrize(("quelle", "bezeichnung"), [("", "Test"), ("  ", "Test"), ("Test", " ")])
def test_a_formula_needs_source_and_title(quelle: str, bezeichnung: str) -> None:
    def ohne_angabe(a: Ausdruck) -> Ausdruck:
        """Eine Größe."""
        return a * 2

    with pytest.raises(FormelFehler, match="„ohne_angabe“ braucht Quelle"):
        formel(einheit="1", quelle=quelle, bezeichnung=bezeichnung)(ohne_angabe)


def test_a_rounding_needs_a_known_kind_and_a_reason() -> None:
    with pytest.raises(FormelFehler, match="Unbekannte Rundungsart „halb“"):
        Rundung(2, "Grund", "halb")
    with pytest.raises(FormelFehler, match="braucht einen Grund"):
        Rundung(2, " ")


def test_a_declared_rounding_becomes_part_of_the_tree_and_is_described() -> None:
    f = spur(lambda a: a / 3, rundung=Rundung(2, "so beschlossen"))
    assert exakt(f.baum, {"a": Fraction(1)}) == Fraction(33, 100)
    assert str(f.rundung) == "kaufmännisch gerundet auf 2 Nachkommastellen: so beschlossen"
    assert str(Rundung(0, "ganze Fälle", "auf")) == "aufgerundet auf ganze Zahlen: ganze Fälle"
    assert exakt(spur(lambda a: a, rundung=Rundung(0, "x", "auf")).baum, {"a": Fraction(11, 10)}) == 2
    assert exakt(spur(lambda a: a, rundung=Rundung(0, "x", "ab")).baum, {"a": Fraction(19, 10)}) == 1


# --- The tree ---------------------------------------------------------------------------------------------------


def test_the_tree_cannot_be_changed() -> None:
    f = spur(lambda a, b: a + b * 2)
    baum: Any = f.baum
    with pytest.raises(dataclasses.FrozenInstanceError):
        baum.funktion = "mal"
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        baum.neu = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        baum.argumente[0].name = "c"
    with pytest.raises(TypeError):
        baum.argumente[0] = Symbol("c")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Konstante(Fraction(1)).wert = Fraction(2)  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        f.einheit = einheit("h")  # type: ignore[misc]


def test_reading_the_tree_leaves_it_as_it_was() -> None:
    f = spur(lambda a, b: runden(a / b, 2))
    vorher = repr(f.baum)
    exakt(f.baum, {"a": Fraction(1), "b": Fraction(3)})
    feld(f.baum, {"a": np.array([1.0]), "b": np.array([3.0])})
    tabellentext(f.baum, {"a": "A1", "b": "B1"})
    assert repr(f.baum) == vorher


def test_arguments_keep_their_order_and_symbols_come_once() -> None:
    f = spur(lambda b, a: a * b + a)
    assert f.argumente == ("b", "a")
    assert symbole(f.baum) == ("a", "b")


def test_integers_stand_on_both_sides_of_an_operator() -> None:
    werte = {"a": Fraction(4)}
    for funktion, erwartet in (
        (lambda a: 10 - a, 6), (lambda a: a - 10, -6), (lambda a: 10 / a, Fraction(5, 2)), (lambda a: 3 * a, 12),
        (lambda a: 3 + a, 7), (lambda a: -a, -4), (lambda a: wenn(3 < a, 1, 2), 1), (lambda a: wenn(5 < a, 1, 2), 2),  # noqa: SIM300
    ):  # fmt: skip
        assert exakt(spur(funktion).baum, werte) == erwartet


def test_a_guard_against_division_by_zero_works_in_all_readers() -> None:
    f = spur(lambda a: wenn(gleich(a, 0), 0, 1 / a))
    assert exakt(f.baum, {"a": Fraction(0)}) == 0
    assert exakt(f.baum, {"a": Fraction(4)}) == Fraction(1, 4)
    assert list(feld(f.baum, {"a": np.array([0.0, 4.0])})) == [0, 0.25]
    for skalar, erwartet in ((0.0, 0), (0, 0), (4, 0.25)):  # Python scalars too
        assert float(feld(f.baum, {"a": skalar})) == erwartet


def test_division_by_zero_raises_in_the_exact_reader() -> None:
    with pytest.raises(ZeroDivisionError):
        exakt(spur(lambda a: 1 / a).baum, {"a": Fraction(0)})


def test_a_missing_key_raises_and_becomes_nan_in_arrays() -> None:
    f = spur(lambda a, r, w: nachschlagen(a, r, w))
    with pytest.raises(KeyError, match="EG 7"):
        exakt(f.baum, {"a": "EG 7", "r": ("EG 6", "EG 8"), "w": (Fraction(1), Fraction(2))})
    assert np.isnan(feld(f.baum, {"a": np.array(["EG 7"]), "r": ("EG 6", "EG 8"), "w": (1.0, 2.0)})).all()


# --- The written readers ----------------------------------------------------------------------------------------

TEXTE: list[tuple[Callable[..., Any], str, str]] = [
    (lambda a, b, c: a - (b - c), "a − (b − c)", "A1-(B1-C1)"),
    (lambda a, b, c: a - b - c, "a − b − c", "A1-B1-C1"),
    (lambda a, b, c: a - (b + c), "a − (b + c)", "A1-(B1+C1)"),
    (lambda a, b, c: a / (b * c), "a / (b × c)", "A1/(B1*C1)"),
    (lambda a, b, c: a / (b / c), "a / (b / c)", "A1/(B1/C1)"),
    (lambda a, b, c: (a + b) * c, "(a + b) × c", "(A1+B1)*C1"),
    (lambda a, b, c: a + b * c, "a + b × c", "A1+B1*C1"),
    (lambda a, b, c: (a - b) / c, "(a − b) / c", "(A1-B1)/C1"),
    (lambda a, b, c: wenn(a + b > c, a, b), "WENN(a + b > c; a; b)", "IF(A1+B1>C1,A1,B1)"),
    (lambda a, b, c: wenn(a <= b, 22082, c), "WENN(a ≤ b; 22.082; c)", "IF(A1<=B1,22082,C1)"),
    (lambda a, b, c: wenn(und(a >= b, gleich(b, c)), 1, 0), "WENN(UND(a ≥ b; b = c); 1; 0)",
     "IF(AND(A1>=B1,B1=C1),1,0)"),
    (lambda a, b, c: summe(a, b, c), "SUMME(a; b; c)", "SUM(A1,B1,C1)"),
    (lambda a, b, c: kleinstes(a, groesstes(b, c)), "MIN(a; MAX(b; c))", "MIN(A1,MAX(B1,C1))"),
    (lambda a, b, c: runden(a + b / c, 2), "RUNDEN(a + b / c; 2)", "ROUND(ROUND(A1+B1/C1,9),2)"),
    (lambda a, b, c: aufrunden(a + b + c, 0), "AUFRUNDEN(a + b + c; 0)", "ROUNDUP(ROUND(A1+B1+C1,9),0)"),
    (lambda a, b, c: abrunden(a + b + c, 0), "ABRUNDEN(a + b + c; 0)", "ROUNDDOWN(ROUND(A1+B1+C1,9),0)"),
    (lambda a, b, c: runden_auf(a + b, c) * 2, "VRUNDEN(a + b; c) × 2", "(ROUND(ROUND((A1+B1)/(C1),9),0)*(C1))*2"),
    (lambda a, b, c: wurzel(a) * normalquantil(b) + c, "WURZEL(a) × STANDNORMINV(b) + c", "SQRT(A1)*NORMSINV(B1)+C1"),
    (lambda a, b, c: monate_ab(a, b) * c, "MONATEAB(a; b) × c",
     "MAX(0,MIN(12,13-12*(YEAR(A1)-(B1))-MONTH(A1)))*C1"),
    (lambda a, b, c: monate_zwischen(a, b, c), "MONATEZWISCHEN(a; b; c)",
     "MAX(0,MIN(12,12*(YEAR(B1)-(C1))+MONTH(B1))-MAX(0,12*(YEAR(A1)-(C1))+MONTH(A1)-1))"),
    (lambda a, b, c: nachschlagen(a, b, c), "NACHSCHLAGEN(a; b; c)", "INDEX(C1,MATCH(A1,B1,0))"),
]  # fmt: skip


@pytest.mark.parametrize(("funktion", "deutsch", "tabelle"), TEXTE)
def test_texts_are_written_with_the_parentheses_they_need(
    funktion: Callable[..., Any], deutsch: str, tabelle: str
) -> None:
    baum = spur(funktion).baum
    assert rechentext(baum, {"a": "a", "b": "b", "c": "c"}) == deutsch
    assert tabellentext(baum, {"a": "A1", "b": "B1", "c": "C1"}) == tabelle


# --- Units ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dimensionen"),
    [
        ("min/Fall", {"min": 1, "Stück": -1}),
        ("min je Fall", {"min": 1, "Stück": -1}),
        ("h je VZÄ", {"h": 1, "VZÄ": -1}),
        ("Stunden je Stelle", {"h": 1, "VZÄ": -1}),
        ("EUR/Jahr", {"EUR": 1}),
        ("€", {"EUR": 1}),
        ("EUR je VZÄ", {"EUR": 1, "VZÄ": -1}),
        ("%", {}), ("", {}), ("1", {}), ("Faktor", {}), ("Jahr", {}), ("Anteil", {}),
        ("Bedarfsgemeinschaften", {"Stück": 1}),
        ("Beschäftigte je Stelle", {"Stück": 1, "VZÄ": -1}),
        ("Fälle je Fall", {}),
        ("Monate", {"Monat": 1}), ("Datum", {"Datum": 1}),
    ],
)  # fmt: skip
def test_units_are_powers_of_base_units(text: str, dimensionen: dict[str, int]) -> None:
    assert dict(einheit(text).dimensionen) == dimensionen


def test_unit_algebra() -> None:
    assert (einheit("Fälle") * einheit("min je Fall")).passt(einheit("min"))
    assert (einheit("min") / einheit("min/h")).passt(einheit("h"))
    assert (einheit("h") / einheit("h je VZÄ")).passt(einheit("VZÄ"))
    assert (einheit("VZÄ") * einheit("EUR je VZÄ")).passt(einheit("EUR"))
    assert (einheit("EUR") * einheit("%")).passt(einheit("EUR"))
    assert not einheit("h").passt(einheit("min"))
    assert not einheit("VZÄ").passt(einheit("EUR"))
    assert einheit("h je VZÄ").exponent("VZÄ") == -1
    assert einheit("h je VZÄ").exponent("EUR") == 0


def test_units_keep_the_wording_of_the_user() -> None:
    assert str(einheit("h je Fall")) == "h je Fall"
    assert str(einheit("min/Fall")) == "min je Fall"
    assert str(einheit("")) == "ohne Einheit"
    assert str(einheit("EUR") / einheit("Sendungen")) == "EUR je Stück"
    assert einheit("%").prozent
    assert not einheit("Anteil").prozent
    assert einheit("Jahr").jahreszahl


EINHEITENFEHLER: list[tuple[Callable[..., Any], str, tuple[str, str], str]] = [
    (lambda a, b: a + b, "h", ("min", "h"), "„min“ und „h“ passen nicht"),
    (lambda a, b: a - b, "EUR", ("EUR", "VZÄ"), "passen nicht zusammen"),
    (lambda a, b: a * b, "h", ("Fälle", "min je Fall"), "ergibt die Einheit „min“, angegeben ist „h“"),
    (lambda a, b: a / b, "VZÄ", ("min", "h je VZÄ"), "angegeben ist „VZÄ“"),
    (lambda a, b: wenn(a > b, 1, 0), "1", ("min", "h"), "passen nicht zusammen"),
    (lambda a, b: wenn(a, b, b), "h", ("h", "h"), "Die Bedingung in wenn"),
    (lambda a, b: und(a, b), "Wahrheit", ("h", "Wahrheit"), "und\\(\\) verlangt"),
    (lambda a, b: (a > 0) + b, "1", ("1", "1"), "passen nicht zusammen"),
    (lambda a, b: wurzel(a) * b, "1", ("h", "1"), "verlangt die Einheit"),
    (lambda a, b: monate_ab(a, b), "Monate", ("h", "Jahr"), "Die Monatszählung verlangt die Einheit „Datum“"),
    (lambda a, b: monate_ab(a, b), "Monate", ("Datum", "h"), "Das Jahr der Monatszählung verlangt"),
    (lambda a, b: 1 + a * b, "VZÄ", ("VZÄ", "1"), "passen nicht zusammen"),
    (lambda a, b: kleinstes(a, b), "h", ("h", "Fälle"), "passen nicht zusammen"),
    (lambda a, b: runden_auf(a, b), "VZÄ", ("VZÄ", "1"), "passen nicht zusammen"),
]


@pytest.mark.parametrize(("funktion", "ziel", "einheiten", "meldung"), EINHEITENFEHLER)
def test_units_that_do_not_fit_are_refused(
    funktion: Callable[..., Any], ziel: str, einheiten: tuple[str, str], meldung: str
) -> None:
    f = spur(funktion, ziel)
    with pytest.raises(FormelFehler, match=meldung):
        f.check_einheiten(dict(zip("ab", map(einheit, einheiten), strict=True)))


def test_zero_fits_every_unit() -> None:
    spur(lambda a: groesstes(0, a), "EUR").check_einheiten({"a": einheit("EUR")})
    spur(lambda a: wenn(a > 0, a, 0), "VZÄ").check_einheiten({"a": einheit("VZÄ")})


def test_pure_numbers_let_counts_enter_statistics() -> None:
    def umfang(n0: Ausdruck, n: Ausdruck) -> Ausdruck:
        return n0 / (1 + (n0 - 1) / n)

    einheiten = {"n0": einheit("Fälle"), "n": einheit("Fälle")}
    spur(umfang, "Fälle", reine_zahlen=True).check_einheiten(einheiten)
    with pytest.raises(FormelFehler):
        spur(umfang, "Fälle").check_einheiten(einheiten)
    with pytest.raises(FormelFehler):  # other units are still checked
        spur(umfang, "Fälle", reine_zahlen=True).check_einheiten({**einheiten, "n0": einheit("h")})


# --- Sets of formulas -------------------------------------------------------------------------------------------


def eingabe(name: str, text: str = "1", **weitere: Any) -> Eingabe:
    return Eingabe(name, name, einheit(text), "Test", **weitere)


def test_a_set_is_ordered_by_its_wiring() -> None:
    satz = Formelsatz(
        (eingabe("a"),),
        (spur(lambda y: y * 2, name="z"), spur(lambda x: x + 1, name="y"), spur(lambda a: a * 3, name="x")),
        "z",
    )
    assert [f.name for f in satz.formeln] == ["x", "y", "z"]


def test_an_order_that_works_is_kept() -> None:
    formeln = tuple(spur(lambda a: a * 2, name=name) for name in ("q", "b", "z"))
    assert [f.name for f in Formelsatz((eingabe("a"),), formeln, "b").formeln] == ["q", "b", "z"]


def test_unknown_names_are_refused() -> None:
    with pytest.raises(FormelFehler, match=r"„x“ braucht Größen, die es nicht gibt: b, c"):
        Formelsatz((eingabe("a"),), (spur(lambda a, c, b: a + b + c, name="x"),), "x")


def test_cycles_are_refused() -> None:
    with pytest.raises(FormelFehler, match=r"im Kreis voneinander ab: .*→"):
        Formelsatz(
            (eingabe("a"),),
            (spur(lambda a, y: a + y, name="x"), spur(lambda x: x + 1, name="y")),
            "x",
        )


def test_a_formula_that_needs_itself_is_refused() -> None:
    with pytest.raises(FormelFehler, match="im Kreis"):
        Formelsatz((), (spur(lambda x: x + 1, name="x"),), "x")


@pytest.mark.parametrize(
    ("eingaben", "name"),
    [((eingabe("a"), eingabe("a")), "a"), ((eingabe("a"), eingabe("x")), "x"),
     ((eingabe("a"), eingabe("minuten_je_stunde")), "minuten_je_stunde")],
)  # fmt: skip
def test_duplicate_names_are_refused(eingaben: tuple[Eingabe, ...], name: str) -> None:
    with pytest.raises(FormelFehler, match=f"Der Name „{name}“ kommt doppelt vor"):
        Formelsatz(eingaben, (spur(lambda a: a + 1, name="x"),), "x")


def test_the_result_must_be_a_formula_of_the_set() -> None:
    for ergebnis in ("y", "a"):
        with pytest.raises(FormelFehler, match=f"Das Ergebnis „{ergebnis}“ ist keine Formel"):
            Formelsatz((eingabe("a"),), (spur(lambda a: a + 1, name="x"),), ergebnis)


def test_minutes_do_not_meet_hours_unconverted() -> None:
    eingaben = (eingabe("fallzahl", "Fälle"), eingabe("zeit_min", "min je Fall"), eingabe("jaz_h", "h je VZÄ"))
    falsch = spur(lambda fallzahl, zeit_min, jaz_h: fallzahl * zeit_min / jaz_h, "VZÄ", name="stellen")
    with pytest.raises(FormelFehler, match="angegeben ist „VZÄ“"):
        Formelsatz(eingaben, (falsch,), "stellen")
    richtig = spur(
        lambda fallzahl, zeit_min, jaz_h, minuten_je_stunde: fallzahl * zeit_min / minuten_je_stunde / jaz_h,
        "VZÄ", name="stellen",
    )  # fmt: skip
    satz = Formelsatz(eingaben, (richtig,), "stellen")
    assert satz.einheit("stellen").passt(einheit("VZÄ"))
    assert satz.einheit("minuten_je_stunde").passt(einheit("min/h"))
    assert satz.einheit("zeit_min").passt(einheit("min/Fall"))


def test_side_calculations_drop_out_when_their_inputs_are_missing() -> None:
    satz = Formelsatz(
        (eingabe("a"), eingabe("b", optional=True)),
        (
            spur(lambda a: a * 2, name="x"),
            spur(lambda a, b: a / b, name="neben"),
            spur(lambda neben: neben + 1, name="folge"),
            spur(lambda x, minuten_je_stunde: x + minuten_je_stunde / minuten_je_stunde, name="y"),
        ),
        "y",
    )
    assert [s.name for s in abfolge(satz, {"a"})] == ["x", "y"]
    assert [s.name for s in abfolge(satz, {"a", "b"})] == ["x", "neben", "folge", "y"]
    assert abfolge(satz, set()) == ()


def liste(name: str, eingaben: tuple[str, ...], formeln: tuple[Formel, ...] = (), **weitere: Any) -> Liste:
    return Liste(name, name, name, "Test", tuple(eingabe(e) for e in eingaben), formeln, **weitere)


def test_a_list_binds_its_own_entry_the_owner_and_rows_of_all() -> None:
    gruppen = liste("gruppen", ("anteil",), (spur(lambda zeit, n: summe(zeit) * n, name="je_gruppe"),),
                    neutral=(eingabe("anteil", vorgabe=Fraction(1), vorgabe_grund="alle"),))  # fmt: skip
    teile = liste("teile", ("dauer",), (spur(lambda dauer, anteil, n: dauer * anteil * n, name="zeit"),), je="gruppen")
    satz = Formelsatz((eingabe("n"),), (spur(lambda zeit: summe(zeit), name="alles"),), "alles", (gruppen, teile))
    vorhanden = {"n", "gruppen.1.anteil", "gruppen.2.anteil", "teile.1.dauer", "teile.2.dauer"}
    schritte = {s.name: s.bezuege for s in abfolge(satz, vorhanden, {"gruppen": (0, 0), "teile": (2, 0)})}
    assert schritte == {
        "teile.1.zeit": {"dauer": "teile.1.dauer", "anteil": "gruppen.2.anteil", "n": "n"},
        "teile.2.zeit": {"dauer": "teile.2.dauer", "anteil": "gruppen.0.anteil", "n": "n"},
        "gruppen.2.je_gruppe": {"zeit": ("teile.1.zeit",), "n": "n"},
        "alles": {"zeit": ("teile.1.zeit", "teile.2.zeit")},
    }


def test_an_empty_list_counts_with_its_neutral_value() -> None:
    neutral = (eingabe("zuschlag", vorgabe=Fraction(0), vorgabe_grund="keiner"),)
    leer = liste("zuschlaege", ("zuschlag",), neutral=neutral, pflicht=False)
    satz = Formelsatz((eingabe("a"),), (spur(lambda a, zuschlag: a + summe(zuschlag), name="x"),), "x", (leer,))
    assert abfolge(satz, {"a"})[0].bezuege == {"a": "a", "zuschlag": ("zuschlaege.0.zuschlag",)}


@pytest.mark.parametrize(
    ("listen", "grund"),
    [
        ((liste("l", ("a",)), liste("m", ("b",), (spur(lambda a, b: a + b, name="c"),))), "sieht die Liste „l“ nicht"),
        ((liste("l", ("b",), pflicht=False),), "kann leer sein; „b“ hat dann keinen Wert"),
        ((liste("l", ("b",), (spur(lambda b: b * 2, name="x"),)),), "„x“ kommt doppelt vor"),
    ],
)
def test_lists_that_do_not_fit_their_set_are_refused(listen: tuple[Liste, ...], grund: str) -> None:
    with pytest.raises(FormelFehler, match=grund):
        Formelsatz((), (spur(lambda b: summe(b), name="x"),), "x", listen)


def test_the_result_of_a_set_is_no_formula_of_a_list() -> None:
    with pytest.raises(FormelFehler, match="Das Ergebnis „c“ ist keine Formel"):
        Formelsatz((), (), "c", (liste("l", ("b",), (spur(lambda b: b * 2, name="c"),)),))


def test_a_function_that_is_no_row_of_the_table_has_no_meaning() -> None:
    with pytest.raises(KeyError):
        exakt(Anwendung("unbekannt", (Symbol("a"),)), {"a": Fraction(1)})
