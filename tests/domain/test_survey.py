from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk import paths
from rbdesk.domain import survey as surveys
from rbdesk.domain.survey import (
    Batch,
    Form,
    add_counts,
    counts_of,
    fault_of,
    index_of,
    parse_survey,
    profile_of,
    result_of,
)

DATA = json.loads(
    paths.resource("instruments/skm-14-2017.json").read_text(encoding="utf-8"), parse_float=Decimal
)
SKM = parse_survey(DATA)

four = st.tuples(*[st.integers(0, 300)] * 4)
nine = st.tuples(*[four] * 9)


def a_batch(**but: Any) -> Batch:
    given_ = {"counts": ((0, 0, 10, 0),) * 9, "respondents": 10, **but}
    return replace(Batch("skm-14-2017", "Semua layanan", "2020-S1", "a" * 16), **given_)


def of_counts(counts: surveys.Counts) -> Batch:
    return a_batch(counts=counts, respondents=max(map(sum, counts)))


# --- published results and the exact ninth ---


@pytest.mark.parametrize("vector", DATA["test_vectors"], ids=lambda vector: vector["id"])
def test_published_results_come_out_with_the_exact_ninth(vector):
    means = tuple(Decimal(value) for value in vector["averages"])
    result = result_of(SKM, [a_batch(counts=None, means=means, respondents=1)])

    assert result.index == Fraction(Decimal(vector["ikm_exact"]))
    assert result.quality is not None
    assert result.quality.letter == vector["band"]


def test_thirty_two_of_thirty_six_points_are_an_a_as_only_the_exact_ninth_says():
    result = result_of(SKM, [a_batch(counts=((0, 0, 0, 1),) * 5 + ((0, 0, 1, 0),) * 4, respondents=1)])

    assert result.index == Fraction(32 * 25, 9)
    assert surveys.rounded(result.index) == Decimal("88.89")
    assert result.quality.letter == "A"  # 0.11 for a ninth gives 88.00, a B


@pytest.mark.parametrize("edge", DATA["band_edges"], ids=lambda edge: str(edge["ikm"]))
def test_no_index_falls_between_two_letters(edge):
    assert SKM.quality(Fraction(Decimal(edge["ikm"]))).letter == edge["band"]


def test_the_index_of_a_unit_is_over_all_respondents_not_a_mean_of_its_services():
    many = a_batch(service="KTP", counts=((0, 0, 0, 900),) * 9, respondents=900)
    few = a_batch(service="KK", counts=((0, 100, 0, 0),) * 9, respondents=100)

    result = result_of(SKM, [many, few])

    assert result.index == Fraction(900 * 4 + 100 * 2, 1000) * 25
    assert result.index != (100 + 50) / Fraction(2)


# --- properties ---


@given(nine)
def test_the_index_lies_between_25_and_100_and_is_the_mean_of_nine(counts):
    result = result_of(SKM, [of_counts(counts)])

    if any(sum(of_element) == 0 for of_element in counts):
        assert result.index is None
    else:
        assert result.index is not None
        assert 25 <= result.index <= 100
        assert result.index == sum(one.nrr for one in result.elements) * 25 / 9


@given(nine, nine)
def test_two_batches_are_worth_what_their_counts_together_are(one, other):
    apart = result_of(SKM, [of_counts(one), of_counts(other)])
    together = result_of(SKM, [of_counts(add_counts(one, other))])
    turned = result_of(SKM, [of_counts(other), of_counts(one)])

    assert apart.elements == together.elements == turned.elements
    assert apart.index == together.index == turned.index


@given(nine, st.integers(0, 8), st.integers(0, 2))
def test_a_better_answer_never_lowers_the_index(counts, element, step):
    if counts[element][step] == 0:
        return
    better = [list(of_element) for of_element in counts]
    better[element][step] -= 1
    better[element][step + 1] += 1
    before = result_of(SKM, [of_counts(counts)]).index
    after = result_of(SKM, [of_counts(tuple(map(tuple, better)))]).index

    assert (before is None) == (after is None)
    assert before is None or after > before


forms = st.lists(st.builds(Form, st.tuples(*[st.integers(0, 4)] * 9)), max_size=20)


@given(forms)
def test_counts_of_forms_hold_each_answer_once(filled):
    counts = counts_of(filled)

    for place in range(9):
        for answer in surveys.SCALE:
            assert counts[place][answer - 1] == sum(form.answers[place] == answer for form in filled)
    assert all(sum(of_element) <= len(filled) for of_element in counts)


def test_choices_of_respondents_are_only_counted():
    one = Form((4,) * 9, (("jenis_kelamin", "P"), ("usia", "26–35")))

    assert profile_of([one, one, Form((3,) * 9)]) == (("jenis_kelamin", "P", 2), ("usia", "26–35", 2))


def test_what_is_taken_back_counts_nothing_and_broken_forms_are_only_counted():
    taken_back = a_batch(on=False)
    with_broken = a_batch(broken=3)

    assert result_of(SKM, [taken_back]).index is None
    assert result_of(SKM, [taken_back, with_broken]) == result_of(SKM, [with_broken])
    assert result_of(SKM, [with_broken]).broken == 3


# --- sample size ---


def test_the_sample_is_that_of_the_table_and_of_the_larger_row_between():
    for population, needed in DATA["krejcie_morgan"]["table"]:
        assert SKM.sample_needed(population) == needed
    assert (SKM.sample_needed(3001), SKM.sample_needed(501)) == (346, 226)
    assert (SKM.sample_needed(9), SKM.sample_needed(0)) == (9, 0)
    assert SKM.sample_needed(10**7) == 384


@given(st.integers(10, 90_000))
def test_the_sample_is_never_below_the_formula(population):
    wanted = 3.841 * population * 0.25 / (0.0025 * (population - 1) + 3.841 * 0.25)

    assert SKM.sample_needed(population) >= round(wanted)


def test_two_stores_of_one_service_have_one_population_and_services_add_up():
    stores = [a_batch(population=500), a_batch(batch="b" * 16, population=480), a_batch(service="KTP")]
    other = a_batch(service="KK", population=100)

    assert result_of(SKM, stores).population == 500
    assert result_of(SKM, [*stores, other]).population == 600
    assert result_of(SKM, stores).sample_needed == 217
    assert result_of(SKM, stores).is_enough is False
    assert result_of(SKM, [a_batch()]).is_enough is None


# --- the lowest, the profile, the mode ---


def test_the_three_lowest_elements_are_named_and_full_marks_never():
    counts = [(0, 0, 0, 10)] * 9
    counts[7], counts[2] = (0, 10, 0, 0), (0, 0, 10, 0)
    result = result_of(SKM, [a_batch(counts=tuple(counts))])

    assert [one.element.key for one in result.lowest()] == ["pengaduan", "waktu"]


def test_profiles_of_batches_add_up_and_the_mode_is_told():
    one = a_batch(profile=(("jenis_kelamin", "L", 4), ("jenis_kelamin", "P", 6)))
    other = a_batch(counts=None, means=(Decimal(3),) * 9, profile=(("jenis_kelamin", "P", 2),))

    result = result_of(SKM, [one, other])

    assert result.profile == (("jenis_kelamin", "L", 4), ("jenis_kelamin", "P", 8))
    assert result.mode == surveys.MIXED
    assert result_of(SKM, [one]).mode == surveys.COUNTS
    assert result_of(SKM, []).mode == surveys.NONE


@pytest.mark.parametrize(
    ("but", "fault"),
    [
        ({}, None),
        ({"period": "2020-S3"}, "period"),
        ({"period": "٢٠٢٠-S1"}, "period"),
        ({"service": " "}, "service"),
        ({"service": "x" * 25}, "service"),
        ({"means": (Decimal(3),) * 9}, "both"),
        ({"counts": None}, "both"),
        ({"counts": ((0, 0, 1, 0),) * 8}, "elements"),
        ({"counts": ((0, 0, -1, 0),) * 9}, "counts"),
        ({"counts": ((0, 0, 11, 0),) * 9}, "respondents"),
        ({"counts": None, "means": (Decimal("4.01"),) * 9}, "means"),
        ({"counts": None, "means": (Decimal("NaN"),) * 9}, "means"),
        ({"counts": None, "means": (Decimal(3),) * 9, "respondents": 0}, "respondents"),
        ({"population": -1}, "population"),
        ({"profile": (("usia", "x", 1),) * 61}, "profile"),
        ({"note": "x" * 2001}, "too_long"),
    ],
)
def test_a_batch_that_cannot_be_is_named(but, fault):
    assert fault_of(a_batch(**but)) == fault


def test_the_index_needs_all_nine():
    assert index_of([Fraction(4)] * 9) == 100
    assert index_of([Fraction(4)] * 8 + [None]) is None
    assert index_of([]) is None
