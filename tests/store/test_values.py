"""Values as text and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import Answer
from rbdesk.store import values
from tests.build import NOW, an_evidence
from tests.store.test_assessments import answers


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2.50", "2.5"),
        ("12", "12"),
        ("1E+1", "10"),
        ("0.000", "0"),
        ("-0", "0"),
        ("1E+15", "1000000000000000"),
    ],
)
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert values.number_text(Decimal(number)) == text


@given(st.decimals(0, 10**15, places=6, allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_exactly(number: Decimal) -> None:
    assert Decimal(values.number_text(number)) == number


@given(answers)
def test_an_answer_is_read_back_from_the_journals_form(answer: Answer) -> None:
    found = values.to_json(answer)
    assert isinstance(found, dict)
    assert values.to_answer(found) == answer


def test_evidence_is_read_back_from_the_journals_form() -> None:
    for item in (an_evidence("U.P.1.i.a"), an_evidence("U.P.1.i.a", on=False, note="hal. 3–5")):
        found = values.to_json(item)
        assert isinstance(found, dict)
        assert values.to_evidence(found) == item


def test_a_time_is_kept_in_utc_to_the_second() -> None:
    jakarta = timezone(timedelta(hours=7))
    moment = datetime(2020, 9, 3, 14, 5, 11, 999, tzinfo=jakarta)
    assert values.time_text(moment) == "2020-09-03T07:05:11Z"
    assert values.parse_time("2020-09-03T07:05:11Z") == datetime(2020, 9, 3, 7, 5, 11, tzinfo=UTC)
    assert values.parse_time(values.time_text(NOW)) == NOW


def test_a_value_that_no_row_holds_is_refused() -> None:
    with pytest.raises(TypeError):
        values.to_json(object())
