from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from rbdesk.domain.assessment import Value, inputs
from rbdesk.domain.informing import Bearing, parse_informants, spread, sums_of
from rbdesk.workflow import catalog

UNIT, REGENCY = catalog.instrument(catalog.UNIT_SHEET), catalog.instrument(catalog.REGENCY_SHEET)
LETTERS, COUNTS = UNIT.question("U.P.4.i.b").scale, UNIT.question("U.R.7.ii.a").scale
A_PAIR = {"question": "D.P.4.i.c", "from": "U.P.4.i.b", "kind": "luas", "least": "1"} | {
    "confidence": "sedang",
    "basis": "contoh",
}


def parsed(*items: dict[str, Any]) -> Any:
    return parse_informants({"links": items}, REGENCY, UNIT)


def test_answers_are_counted_by_option_and_open_ones_apart() -> None:
    found = spread(LETTERS, ["A", "C", None, "C", "B", None])
    assert found.counts == (("A", 1), ("B", 1), ("C", 2), ("D", 0))
    assert (found.answered, found.unanswered) == (4, 2)


@pytest.mark.parametrize(
    ("values", "middle", "median"),
    [
        ([], (), None),
        ([None], (), None),
        (["B"], ("B",), Fraction(67, 100)),
        (["A", "D", "C"], ("C",), Fraction(33, 100)),
        (["A", "D", "C", "C"], ("C",), Fraction(33, 100)),
        (["A", "D", "C", "B"], ("C", "B"), Fraction(1, 2)),
    ],
)
def test_the_median_is_the_middle_answer_or_lies_between_two(
    values: list[Value | None], middle: tuple[str, ...], median: Fraction | None
) -> None:
    found = spread(LETTERS, values)
    assert (found.middle, found.median) == (middle, median)


def test_an_office_counts_from_the_least_share_on() -> None:
    found = spread(LETTERS, ["A", "B", "B", "C", "D", None])
    assert [found.at_least(Fraction(least)) for least in ("1", "0.67", "0.33", "0")] == [1, 3, 4, 5]


def test_numbers_add_up_over_the_offices_that_gave_some() -> None:
    given = [inputs(n_due=10, n_open=1, n_done=8), None, inputs(n_due=4, n_done=1)]
    assert dict(sums_of(COUNTS, given)) == {"n_due": 14, "n_open": Decimal(1), "n_done": 9}
    assert sums_of(COUNTS, [None, None]) == ()
    assert spread(COUNTS, given).counts == ()


def test_a_pair_says_from_which_share_an_office_counts() -> None:
    (found,) = parsed(A_PAIR)
    assert (found.bearing, found.least, found.confidence) == (Bearing.UNITS, 1, "sedang")


@pytest.mark.parametrize(
    "but",
    [
        {"question": "D.P.99"},
        {"question": "D.P.4"},
        {"from": "U.P.99"},
        {"kind": "kira-kira"},
        {"kind": "sama"},  # has a least share
        {"least": "banyak"},
        {"kind": "jumlah", "from": "U.R.7.ii.a"},  # other inputs
        {"from": "U.R.7.ii.a"},  # no options to count by
    ],
)
def test_a_pair_that_cannot_be_is_refused(but: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # says which pair
        parsed({**A_PAIR, **but})


def test_a_pair_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        parsed(A_PAIR, A_PAIR)
