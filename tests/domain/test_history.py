from __future__ import annotations

from decimal import Decimal

import pytest

from rbdesk.domain.history import Published, change, fault_of, is_comparable, lines


def a_result(
    year: int = 2019, index: str = "59.36", frame: str = "14/2014", owner: str = "32.16"
) -> Published:
    return Published(owner, year, frame, Decimal(index), "Berita")


@pytest.mark.parametrize(
    ("but", "fault"),
    [
        ({}, None),
        ({"index": "0"}, None),
        ({"index": "100"}, None),
        ({"index": "100.01"}, "range"),
        ({"index": "-0.01"}, "range"),
        ({"index": "NaN"}, "range"),
        ({"index": "59.365"}, "decimals"),
        ({"year": 1999}, "year"),
        ({"frame": " "}, "frame"),
        ({"frame": "x" * 25}, "too_long"),
    ],
)
def test_a_result_is_two_decimals_on_the_scale_of_a_year_with_a_frame(but, fault):
    assert fault_of(a_result(**but)) == fault


def test_results_of_two_frames_or_of_two_measures_are_not_compared():
    assert is_comparable(a_result(2018), a_result(2019))
    assert not is_comparable(a_result(2019), a_result(2020, frame="26/2020"))
    assert not is_comparable(a_result(2019), a_result(2019, owner="32.16.09"))


def test_the_change_is_told_only_against_the_year_before_in_the_same_frame():
    known = [a_result(2017, "51.28"), a_result(2018, "56.33"), a_result(2020, "63.10", "26/2020")]

    assert change(known, a_result(2018, "56.33")) == Decimal("5.05")
    assert change(known, a_result(2019, "59.36")) == Decimal("3.03")
    assert change(known, a_result(2021, "64.00", "14/2014")) is None
    assert change(known, a_result(2021, "64.00", "26/2020")) == Decimal("0.90")


def test_a_line_joins_one_owner_and_frame_without_a_gap():
    results = [
        a_result(2019),
        a_result(2017),
        a_result(2018),
        a_result(2020, frame="26/2020"),
        a_result(2022, frame="26/2020"),
        a_result(2020, owner="32.16.09", frame="26/2020"),
    ]

    found = [[(one.owner, one.year) for one in line] for line in lines(results)]

    assert found == [
        [("32.16", 2017), ("32.16", 2018), ("32.16", 2019)],
        [("32.16", 2020)],
        [("32.16", 2022)],
        [("32.16.09", 2020)],
    ]
