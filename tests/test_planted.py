"""The rules on a corpus with planted faults and look-alikes: all of them are exact, so nothing less than all will do."""

from __future__ import annotations

import pytest

from rbdesk.domain import checks, doubles
from tests import planted


def test_offices_in_order_have_no_findings() -> None:
    corpus = planted.plant(times=0)

    assert planted.find(corpus) == set()


@pytest.mark.parametrize("seed", ["0", "1"])
def test_all_planted_faults_are_found_and_nothing_else(seed: str) -> None:
    corpus = planted.plant(seed)
    measures = planted.measure(corpus)

    assert set(measures) == {*checks.KINDS, *doubles.KINDS}
    assert all(one.planted >= 3 for one in measures.values()), "each kind was put in"
    assert planted.find(corpus) ^ corpus.truth == set()
    assert {(one.precision, one.recall) for one in measures.values()} == {(1.0, 1.0)}


def test_a_fault_nobody_knows_of_and_a_rule_that_is_silent_are_measured() -> None:
    corpus = planted.plant()
    office, kind, where = next(fault for fault in sorted(corpus.truth) if fault[1] == "jump")
    corpus.truth.remove((office, kind, where))
    corpus.truth.add((office, "same_text", where))

    measures = planted.measure(corpus)

    assert measures["jump"].precision == pytest.approx(2 / 3)
    assert measures["same_text"].recall == pytest.approx(6 / 7)
