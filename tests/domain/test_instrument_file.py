from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import instrument_file
from rbdesk.domain.instrument_file import faults, parse
from rbdesk.errors import InstrumentFault
from tests.build import tiny_sheet

FIRST = ("parts", 0, "areas", 0, "subcomponents", 0, "questions", 0)  # X.P.1.i.a, abc
CHOICE = ("parts", 0, "areas", 1, "subcomponents", 0, "questions", 0)  # X.P.2.i.a
RATIO = ("parts", 1, "areas", 0, "subcomponents", 0, "questions", 0)  # X.R.1.i.a
FALL = ("parts", 1, "areas", 0, "subcomponents", 1, "questions", 0)  # X.R.1.ii.a
SCORE = ("parts", 1, "areas", 1, "subcomponents", 0, "questions", 0)  # X.R.3.i.a

GONE = object()

# where the file is spoilt, with what, and the fault that must be named: place and kind
SPOILT: list[tuple[tuple[str | int, ...], object, tuple[str, str]]] = [
    (("id",), "Lembar Kecil", ("id", "id")),
    (("id",), 7, ("berkas", "text")),
    (("title",), " ", ("title", "text")),
    (("level",), GONE, ("level", "text")),
    (("year",), 1999, ("year", "year")),
    (("year",), "2020", ("year", "year")),
    (("total_weight",), "sepuluh", ("total_weight", "number")),
    (("total_weight",), Decimal("11"), ("lembar-kecil", "sum")),
    (("parts",), {}, ("parts", "list")),
    (("parts",), [], ("lembar-kecil", "empty")),
    (("parts", 0, "areas"), GONE, ("X.P", "list")),
    (("parts", 0, "areas"), [], ("X.P", "empty")),
    (("parts", 0, "areas", 0, "subcomponents"), [], ("X.P.1", "empty")),
    (("parts", 0, "areas", 0, "id"), GONE, ("X.P › area", "text")),
    (("parts", 0, "areas", 0, "weight"), Decimal("4.1"), ("X.P.1", "sum")),
    (("parts", 0, "areas", 0, "weight"), Decimal("4.1"), ("X.P", "sum")),
    (("parts", 0, "areas", 0, "weight"), Decimal("-4"), ("X.P.1", "weight_negative")),
    (("parts", 0, "areas", 0, "weight"), True, ("X.P.1", "number")),
    (("parts", 0, "areas", 0, "weight"), Decimal("NaN"), ("X.P.1", "number")),
    (("parts", 0, "areas", 0, "weight"), "1e400000000", ("X.P.1", "number")),
    (("parts", 0, "areas", 0, "weight"), Decimal("1e400000000"), ("X.P.1", "number")),
    (("parts", 0, "areas", 0, "weight"), Decimal("4.00000000000000000000000000001"), ("X.P.1", "number")),
    (("parts", 0, "areas", 1, "id"), "X.P.1", ("X.P.1", "twice")),
    ((*FIRST, "id"), "pertanyaan satu", ("pertanyaan satu", "id")),
    ((*FIRST, "id"), "X.P.1.i.b", ("X.P.1.i.b", "twice")),
    ((*FIRST, "text_id"), "", ("X.P.1.i.a", "text")),
    ((*FIRST, "sources"), ["S9"], ("X.P.1.i.a", "source")),
    ((*FIRST, "evidence_examples_id"), "SK Camat", ("X.P.1.i.a", "texts")),
    ((*FIRST, "effort"), 4, ("X.P.1.i.a", "effort")),
    ((*FIRST, "effort"), True, ("X.P.1.i.a", "effort")),
    ((*FIRST, "effort"), [1], ("X.P.1.i.a", "effort")),
    ((*FIRST, "period_months"), 0, ("X.P.1.i.a", "period")),
    ((*FIRST, "period_months"), True, ("X.P.1.i.a", "period")),
    ((*FIRST, "answer_type"), "abcdef", ("X.P.1.i.a", "answer_type")),
    ((*FIRST, "answer_type"), ["abc"], ("X.P.1.i.a", "answer_type")),
    ((*FIRST, "options"), "ABC", ("X.P.1.i.a", "list")),
    ((*FIRST, "options", 1, "label"), "D", ("X.P.1.i.a", "option_labels")),
    ((*FIRST, "options", 1, "value"), Decimal("0.6"), ("X.P.1.i.a", "option_values")),
    ((*CHOICE, "options", 1, "label"), "AA", ("X.P.2.i.a", "option_labels")),
    ((*CHOICE, "options", 0, "value"), Decimal("1.2"), ("X.P.2.i.a", "option_range")),
    ((*CHOICE, "options", 0, "label"), "A" * 9, ("X.P.2.i.a", "option_length")),
    ((*CHOICE, "options", 0, "text"), 5, ("X.P.2.i.a", "text")),
    ((*RATIO, "inputs", 0, "id"), "N due", ("X.R.1.i.a", "input_id")),
    ((*RATIO, "inputs", 0, "max"), 0, ("X.R.1.i.a", "input_range")),
    ((*RATIO, "inputs", 0, "min"), -1, ("X.R.1.i.a", "input_range")),
    ((*RATIO, "inputs", 1, "id"), "n_due", ("X.R.1.i.a", "input_twice")),
    ((*RATIO, "formula"), GONE, ("X.R.1.i.a", "formula")),
    ((*RATIO, "formula", "numerator"), "n_all", ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "numerator"), [], ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "denominator"), [["n_due"]], ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "denominator"), [], ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "consistency", "at_most"), "n_all", ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "consistency", "sum"), 5, ("X.R.1.i.a", "formula_input")),
    ((*RATIO, "formula", "edge"), GONE, ("X.R.1.i.a", "edge")),
    ((*RATIO, "formula", "edge", "denominator_zero"), 2, ("X.R.1.i.a", "edge_range")),
    ((*RATIO, "formula", "edge", "text_id"), GONE, ("X.R.1.i.a", "text")),
    ((*FALL, "formula", "before"), "n_all", ("X.R.1.ii.a", "formula_input")),
    ((*FALL, "formula", "edge", "both_zero"), Decimal("1.5"), ("X.R.1.ii.a", "edge_range")),
    ((*SCORE, "formula", "scale_max"), 0, ("X.R.3.i.a", "scale_range")),
    ((*SCORE, "inputs", 0, "id"), "nilai", ("X.R.3.i.a", "score_input")),
    (("categories", 2, "min_exclusive"), 95, ("categories", "bands_order")),
    (("categories", 2, "code"), None, ("categories", "text")),
    (("evidence_rule",), [], ("evidence_rule", "evidence_rule")),
    (("evidence_rule", "level"), "boleh", ("evidence_rule", "evidence_rule")),
    (("sources", 0, "ref"), None, ("sources", "text")),
    (("sources",), "S1", ("sources", "list")),
]


def spoil(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """The JSON with the member at `path` replaced, or taken away."""
    *way, last = path
    place = data
    for step in way:
        place = place[step]
    if value is GONE:
        del place[last]
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(("path", "value", "fault"), SPOILT)
def test_each_fault_of_a_file_is_named_with_its_place(path, value, fault):
    found = {(place, kind) for place, kind, _ in faults(spoil(tiny_sheet(), path, value))}

    assert fault in found


def test_a_file_without_faults_has_none():
    assert faults(tiny_sheet()) == ()


def test_every_kind_of_fault_is_reached_by_one_of_the_spoilt_files():
    kinds = set(
        re.findall(r"""\.add\([^,]+(?:\([^)]*\))?[^,]*,\s*"(\w+)\"""", inspect.getsource(instrument_file))
    )
    assert {"sum", "twice", "edge"} <= kinds, "the pattern no longer finds the kinds"

    reached = {fault[1] for _, _, fault in SPOILT} | {kind for _, kind, _ in faults([])}

    assert kinds - reached == set()


def test_all_faults_of_a_file_are_told_at_once():
    data = spoil(tiny_sheet(), (*FIRST, "effort"), 9)
    data = spoil(data, (*RATIO, "formula", "edge"), GONE)

    with pytest.raises(InstrumentFault) as raised:
        parse(data)

    assert raised.value.faults == (("X.P.1.i.a", "effort", "9"), ("X.R.1.i.a", "edge", ""))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.decimals(allow_nan=True, allow_infinity=True)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def places_of(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every member and item below `data`."""
    steps: list[Any] = []
    if isinstance(data, dict):
        steps = list(data)
    elif isinstance(data, list):
        steps = list(range(len(data)))
    return [found for step in steps for found in ((*path, step), *places_of(data[step], (*path, step)))]


@given(st.sampled_from(places_of(tiny_sheet())), JSON | st.just(GONE))
def test_a_strange_file_is_faulted_or_read_but_never_crashes(path, value):
    data = spoil(tiny_sheet(), path, value)

    found = faults(data)

    if not found:
        parse(data)


@given(JSON)
def test_any_json_at_all_is_faulted(data):
    assert faults(data)


@pytest.mark.parametrize("spell", [str, lambda number: number, Fraction])
def test_weights_may_be_numbers_or_texts_but_nothing_else(spell: Callable[[Decimal], object]):
    data = spoil(tiny_sheet(), ("parts", 0, "areas", 0, "weight"), spell(Decimal(4)))

    assert bool(faults(data)) == (spell is Fraction)
