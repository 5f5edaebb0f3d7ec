from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk import text


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("58.42"), 2, "58,42"),
        (Decimal("1234.5"), 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (0, 2, "0,00"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("59.365"), 2, "59,37"),
        (59.365, 2, "59,37"),
        (Decimal("-0.6"), 1, "−0,6"),
        (Decimal("-1.25"), 1, "−1,3"),
        (Decimal("-0.004"), 2, "0,00"),
        (Fraction(2, 3), 2, "0,67"),
        (Decimal("999.995"), 2, "1.000,00"),
        (Decimal("0.07"), 3, "0,070"),
    ],
)
def test_numbers_round_half_up_and_carry_comma_point_and_true_minus(value, places, shown):
    assert text.number(value, places) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal("0.14"), "+0,14"), (Decimal("-0.6"), "−0,60"), (Decimal("0.001"), "0,00"), (0, "0,00")],
)
def test_a_difference_has_a_sign_unless_it_rounds_to_nothing(value, shown):
    assert text.signed(value) == shown


def test_percent_is_shown_with_one_decimal():
    assert text.percent(66) == "66,0%"
    assert text.percent(Decimal("83.72"), 2) == "83,72%"


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_shown_can_be_typed_again(units, places):
    value = Decimal(units).scaleb(-places)
    shown = text.number(value, places)
    assert text.parse_number(shown) == value


def test_dates_are_indonesian_on_every_computer():
    when = datetime(2020, 9, 3, 14, 5)
    assert text.date_long(date(2020, 8, 27)) == "27 Agustus 2020"
    assert text.date_short(when) == "3 Sep 2020 14.05"
    assert text.date_short(date(2020, 9, 3)) == "3 Sep 2020"
    assert text.day_month(when) == "3 Sep"
    assert text.weekday(date(2020, 8, 27)) == "Kamis"
    assert text.clock(time(10, 42)) == "10.42"
    assert text.clock(datetime(2020, 1, 1, 9, 5)) == "09.05"


def test_every_month_has_its_long_and_short_name():
    days = [date(2020, month, 1) for month in range(1, 13)]
    assert all(text.date_long(day).split()[1].startswith(text.month_short(day)[:2]) for day in days)
    assert len({text.month_short(day) for day in days}) == 12


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2020, 9, 7), "11 hari lagi"),
        (date(2020, 8, 27), "hari ini"),
        (date(2020, 8, 24), "lewat 3 hari"),
        (datetime(2020, 8, 28, 0, 1), "1 hari lagi"),
    ],
)
def test_the_distance_to_a_day_counts_days_and_not_hours(day, shown):
    assert text.days_until(day, datetime(2020, 8, 27, 23, 59)) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (14_336, "14 KB"),
        (104_858, "0,1 MB"),
        (1_258_291, "1,2 MB"),
        (40_265_318, "38,4 MB"),
        (149 * 1024**2, "149 MB"),
        (212 * 1024**3, "212 GB"),
        (3 * 1024**4, "3,0 TB"),
    ],
)
def test_sizes_take_the_unit_that_keeps_them_short(count, shown):
    assert text.size(count) == shown


def test_lists_read_as_in_a_sentence():
    assert text.listing([]) == ""
    assert text.listing(["a"]) == "a"
    assert text.listing(["a", "b"]) == "a dan b"
    assert text.listing(["a", "b", "c"]) == "a, b, dan c"


def test_a_table_for_the_clipboard_has_no_tab_or_line_end_inside_a_cell():
    assert text.table([("Kecamatan", "Nilai"), ("Setu\n", "58,\t90")]) == "Kecamatan\tNilai\nSetu\t58, 90"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1234.5", "1234.5"),
        ("0,67", "0.67"),
        ("0.67", "0.67"),
        ("0.670", "0.670"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("12345.678", "12345.678"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        (" 72 ", "72"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("+3", "3"),
        (",5", "0.5"),
        ("5,", "5.0"),
    ],
)
def test_typed_numbers_are_read_with_comma_or_point(typed, value):
    assert text.parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "abc", "1.23.4", "1,2,3", "1.234,5,6", "12.34,5", "1e5", "NaN", "٣", "5%", "1 2", ",", "-"],
)
def test_what_is_not_one_number_is_none(typed):
    assert text.parse_number(typed) is None


@given(st.text(alphabet="0123456789.,-+ ", max_size=12))
def test_reading_a_number_never_fails(typed):
    value = text.parse_number(typed)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    "typed",
    ["7 Sep 2020", "7 September 2020", "07/09/2020", "7-9-2020", "7.9.2020", "2020-09-07", " 7  sep  2020 "],
)
def test_a_day_is_read_as_people_write_it(typed):
    assert text.parse_day(typed) == date(2020, 9, 7)


@pytest.mark.parametrize(
    "typed", ["", "besok", "31 Feb 2020", "7/13/2020", "7 Okta", "7 Foo 2020", "٧/٩/2020"]
)
def test_what_is_no_day_is_none(typed):
    assert text.parse_day(typed) is None


@pytest.mark.parametrize("month", ["Agustus", "Agu", "Ags", "agt"])
def test_august_has_many_short_names(month):
    found = text.parse_day(f"17 {month} 2020")
    assert found == (date(2020, 8, 17) if month != "agt" else None)
