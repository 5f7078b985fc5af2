"""Numbers and dates as people write them, and as German administrations print them."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stellenbedarf.zahlen import (
    Zahlfehler,
    dezimal,
    format_datum,
    format_fest,
    format_prozent,
    format_zahl,
    ist_exakt_geschrieben,
    nachkommastellen,
    read_datum,
    read_zahl,
    tag_aus_zahl,
    tageszahl,
)

EINSTELLUNGEN = settings(deadline=None, derandomize=True, max_examples=300, database=None)
ENDLICH = st.builds(lambda z, s: Fraction(z, 10**s), st.integers(-(10**12), 10**12), st.integers(0, 9))


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("1234", "1234"), ("0", "0"), ("007", "7"), ("+5", "5"), (" 5 ", "5"),
        ("1234,5", "1234.5"), ("1234.5", "1234.5"), ("0,5", "0.5"), ("0.5", "0.5"), ("12,3456", "12.3456"),
        ("1.234,50", "1234.5"), ("1,234.50", "1234.5"), ("1.128.560", "1128560"), ("1,128,560", "1128560"),
        ("1.128.560,00", "1128560"), ("1,128,560.25", "1128560.25"),
        ("1234.567", "1234.567"), ("1234,567", "1234.567"), ("12345,678", "12345.678"),
        # three decimals after a zero are no thousands: an eighth of a post is not 125 posts
        ("0,125", "0.125"), ("0.125", "0.125"), ("-0,297", "-0.297"), ("0,001", "0.001"), ("0,000001", "0.000001"),
        ("22 082", "22082"), ("22\u00a0082", "22082"), ("22\u202f082", "22082"), ("22\u2009082", "22082"),
        ("22'082", "22082"), ("1 128 560,00", "1128560"), ("1 234.567", "1234.567"), ("1\u202f234,5", "1234.5"),
        ("-5", "-5"), ("−5", "-5"), ("−1.234,5", "-1234.5"), ("−1 234", "-1234"), ("- 0,5".replace(" ", ""), "-0.5"),
        ("3 %", "0.03"), ("3%", "0.03"), ("84,8 %", "0.848"), ("84,8\u00a0%", "0.848"), ("84,8\u202f%", "0.848"),
        ("0,125 %", "0.00125"), ("100 %", "1"), ("1 000 %", "10"),
        ("1/6", "1/6"), ("1 / 6", "1/6"), ("-1/6", "-1/6"), ("1/12", "1/12"), ("0,5/4", "1/8"), ("22.082,0/2", "11041"),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly(text: str, wert: str) -> None:
    assert read_zahl(text) == Fraction(wert)


@pytest.mark.parametrize(
    ("text", "lesarten"),
    [("1.234", ("1234", "1,234")), ("1,234", ("1234", "1,234")), ("22.082", ("22082", "22,082")),
     ("22,082", ("22082", "22,082")), ("100.000", ("100000", "100,000")), ("-1.234", ("-1234", "-1,234")),
     ("−1.234", ("-1234", "-1,234")), ("1.234 %", ("1234", "1,234")), ("1.000/3", ("1000", "1,000"))],
)  # fmt: skip
def test_a_number_that_can_be_read_in_two_ways_is_an_error(text: str, lesarten: tuple[str, str]) -> None:
    with pytest.raises(Zahlfehler, match="mehrdeutig") as fehler:
        read_zahl(text)
    for lesart in lesarten:
        assert lesart in str(fehler.value)
    assert f"Schreiben Sie {lesarten[0]} ohne Trennzeichen" in fehler.value.abhilfe


def test_the_remedy_for_an_ambiguous_number_is_itself_readable() -> None:
    with pytest.raises(Zahlfehler) as fehler:
        read_zahl("1.234")
    assert "1234 ohne" in fehler.value.abhilfe
    assert "1,2340 mit" in fehler.value.abhilfe
    assert (read_zahl("1234"), read_zahl("1,2340")) == (1234, Fraction("1.234"))


@pytest.mark.parametrize(
    "text",
    ["", "  ", "abc", "5 EUR", "1e5", "1_000", "0x10", "inf", "nan", "--5", "+-5", "5-", "- 5", ".5", ",5", "5,", "5.",
     ".", "1.2.3", "1,2,3", "1.23.456", "12.34,5", "1,23.4", "1.5.000", "0.123.456", "1 2", "1 23", "12 3456",
     "1 234 5", "%", "5 %%", "3 ‰", "1/0", "1/0,0", "1/", "/2", "1/2/3", "1 %/2 %", "a/b", "½", "²", "٣", "1'2"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(Zahlfehler) as fehler:
        read_zahl(text)
    assert fehler.value.abhilfe.endswith(".")


def test_a_number_too_long_to_be_meant_is_refused() -> None:
    for text in ("9" * 5000, "0," + "1" * 5000, "1/" + "7" * 5000):
        with pytest.raises(Zahlfehler, match="mehr als 40 Zeichen"):
            read_zahl(text)


def gelesen(text: str) -> Fraction | Zahlfehler:
    try:
        return read_zahl(text)
    except Zahlfehler as fehler:
        return fehler


@given(st.text(max_size=12) | st.text(alphabet="0123456789.,-−+ %/\u00a0\u202f'", max_size=12))
@EINSTELLUNGEN
def test_any_text_is_a_number_or_a_finding_with_a_remedy(text: str) -> None:
    ergebnis = gelesen(text)
    assert isinstance(ergebnis, Fraction) or ergebnis.abhilfe


@given(st.text(max_size=12) | st.text(alphabet="0123456789.-", max_size=10))
@EINSTELLUNGEN
def test_any_text_is_a_day_or_a_finding(text: str) -> None:
    try:
        tag = read_datum(text)
    except Zahlfehler:
        return
    assert format_datum(tag)


@given(ENDLICH)
@EINSTELLUNGEN
def test_a_formatted_number_is_read_back(wert: Fraction) -> None:
    """`1.234` is what the formatter writes for 1234 and what the reader refuses as ambiguous: no third outcome."""
    for text in (format_zahl(wert, 0, 9), format_zahl(wert, 2, 9), dezimal(wert)):
        ergebnis = gelesen(text)
        assert ergebnis == wert or "mehrdeutig" in str(ergebnis)
    assert read_zahl(format_zahl(wert, 4, 9)) == wert  # four decimals are never ambiguous


@given(ENDLICH)
@EINSTELLUNGEN
def test_a_formatted_percentage_is_read_back(wert: Fraction) -> None:
    ergebnis = gelesen(format_prozent(wert, 11))
    assert ergebnis == wert or "mehrdeutig" in str(ergebnis)


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        ("0", "0"), ("5", "5"), ("1234", "1.234"), ("1128560", "1.128.560"), ("0.5", "0,5"), ("1234.5", "1.234,5"),
        ("-5", "−5"), ("-1234.5", "−1.234,5"), ("1/3", "0,333333"), ("2/3", "0,666667"), ("-1/3", "−0,333333"),
        ("0.0000004", "0,000000"), ("0.0000005", "0,000001"), ("-0.0000004", "0,000000"), ("662.46", "662,46"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_german(wert: str, text: str) -> None:
    assert format_zahl(Fraction(wert)) == text


@pytest.mark.parametrize(
    ("wert", "stellen", "text"),
    [
        ("42350", 2, "42.350,00"), ("0.3", 2, "0,30"), ("1.005", 2, "1,01"), ("-1.005", 2, "−1,01"), ("0.5", 0, "1"),
        ("1.5", 0, "2"), ("2.5", 0, "3"), ("999.995", 2, "1.000,00"), ("-0.001", 2, "0,00"), ("0", 2, "0,00"),
        ("1234567.891", 1, "1.234.567,9"),
    ],
)  # fmt: skip
def test_numbers_are_written_with_fixed_decimals(wert: str, stellen: int, text: str) -> None:
    assert format_fest(Fraction(wert), stellen) == text


def test_minimum_and_maximum_of_decimals() -> None:
    assert format_zahl(Fraction(1, 2), 2) == "0,50"
    assert format_zahl(Fraction(1, 2), 2, 4) == "0,50"
    assert format_zahl(Fraction(1, 8), 0, 2) == "0,13"
    assert format_zahl(Fraction(1, 3), 0, 2) == "0,33"
    assert format_zahl(Fraction(3), 1, 2) == "3,0"


def test_percentages_carry_a_no_break_space() -> None:
    assert format_prozent(Fraction(848, 1000)) == "84,8\u00a0%"
    assert format_prozent(Fraction(1)) == "100\u00a0%"
    assert format_prozent(Fraction(1, 3)) == "33,3333\u00a0%"
    assert format_prozent(Fraction(-1, 10)) == "−10\u00a0%"


@pytest.mark.parametrize(
    ("wert", "text"),
    [("1/3", "0.3333333333"), ("-2.5", "-2.5"), ("1128560", "1128560"), ("1/1024", "0.0009765625"), ("0", "0"),
     ("-1/3", "-0.3333333333"), ("1.000000000001", "1.000000000001"), ("1/30000000000000", "0.0000000000")],
)  # fmt: skip
def test_machines_get_a_decimal_point_and_exact_digits(wert: str, text: str) -> None:
    assert dezimal(Fraction(wert)) == text


def test_how_many_decimals_a_number_needs() -> None:
    assert nachkommastellen(Fraction(5)) == 0
    assert nachkommastellen(Fraction(1, 8)) == 3
    assert nachkommastellen(Fraction(1, 20)) == 2
    assert nachkommastellen(Fraction(1, 3)) is None
    assert nachkommastellen(Fraction(7, 1250)) == 4
    assert nachkommastellen(Fraction(1, 12)) is None
    assert nachkommastellen(Fraction(-1, 64)) == 6
    assert nachkommastellen(Fraction(3, 3125)) == 5
    assert ist_exakt_geschrieben(Fraction(1, 10**6))
    assert not ist_exakt_geschrieben(Fraction(1, 10**7))
    assert not ist_exakt_geschrieben(Fraction(1, 6))


@pytest.mark.parametrize(
    ("text", "tag"),
    [("31.12.2011", (2011, 12, 31)), ("1.1.2012", (2012, 1, 1)), ("2011-12-31", (2011, 12, 31)),
     ("29.02.2012", (2012, 2, 29)), (" 01.10.2011 ", (2011, 10, 1))],
)  # fmt: skip
def test_days_are_read_in_german_and_iso_notation(text: str, tag: tuple[int, int, int]) -> None:
    assert read_datum(text) == dt.date(*tag)


@pytest.mark.parametrize(
    ("text", "meldung"),
    [("31.02.2011", "Kalender"), ("29.02.2011", "Kalender"), ("12.31.2011", "Kalender"), ("2011-13-01", "Kalender"),
     ("00.01.2011", "Kalender"), ("01.01.0000", "Kalender"), ("31.12.11", "kein Datum"), ("31/12/2011", "kein Datum"),
     ("2011", "kein Datum"), ("", "kein Datum"), ("Oktober 2011", "kein Datum"), ("٣١.12.2011", "kein Datum")],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str, meldung: str) -> None:
    with pytest.raises(Zahlfehler, match=meldung) as fehler:
        read_datum(text)
    assert "TT.MM.JJJJ" in fehler.value.abhilfe


@given(st.dates(dt.date(1900, 3, 1), dt.date(2199, 12, 31)))
@EINSTELLUNGEN
def test_days_survive_writing_and_the_spreadsheet_number(tag: dt.date) -> None:
    assert read_datum(format_datum(tag)) == tag
    assert tag_aus_zahl(tageszahl(tag)) == tag


def test_spreadsheet_numbers_of_days() -> None:
    assert tageszahl(dt.date(2011, 10, 1)) == 40817
    assert tageszahl(dt.date(1970, 1, 1)) == 25569
    assert format_datum(dt.date(2011, 10, 1)) == "01.10.2011"
