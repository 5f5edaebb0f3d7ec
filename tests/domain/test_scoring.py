from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk import paths
from rbdesk.domain.assessment import Answer, Value, inputs, value_fault
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.instrument_file import parse
from rbdesk.domain.scoring import UNANSWERED, ScoreSheet, band, percent_of, score, share, to_decimal
from tests.build import answers_everywhere, tiny, tiny_sheet


def shipped(iid: str) -> Instrument:
    text = paths.resource(f"instruments/{iid}.json").read_text(encoding="utf-8")
    return parse(json.loads(text, parse_float=Decimal))


UNIT = shipped("lke-26-2020-unit")
TINY = tiny()


# --- the numbers of the field ---


def test_best_answers_everywhere_give_36_30_exactly():
    sheet = score(UNIT, answers_everywhere(UNIT, "best"))

    assert sheet.total == Fraction(3630, 100)
    assert sheet.percent() == 100


def test_worst_answers_everywhere_give_nothing():
    sheet = score(UNIT, answers_everywhere(UNIT, "worst"))

    assert sheet.total == 0
    assert sheet.answered[0] == 110


def test_second_options_and_half_ratios_give_22_8565_exactly():
    sheet = score(UNIT, answers_everywhere(UNIT, "second"))

    assert sheet.total == Fraction(228565, 10000)


def test_the_print_out_of_diy_2020_is_met():
    """Answers A, B, B of four options at weight 0.40: mean 0.78, 0.312 points."""
    data = tiny_sheet()
    options = data["parts"][0]["areas"][0]["subcomponents"][0]["questions"][1]
    team = [{**options, "id": f"X.P.1.i.{letter}"} for letter in "abc"]
    data["parts"] = [data["parts"][0]]
    data["parts"][0]["areas"] = [data["parts"][0]["areas"][0]]
    data["parts"][0]["areas"][0]["subcomponents"] = [
        {**data["parts"][0]["areas"][0]["subcomponents"][0], "weight": Decimal("0.40"), "questions": team}
    ]
    for node in (data["parts"][0], data["parts"][0]["areas"][0]):
        node["weight"] = Decimal("0.40")
    data["total_weight"] = Decimal("0.40")

    sheet = score(parse(data), {"X.P.1.i.a": Answer("A"), "X.P.1.i.b": Answer("B"), "X.P.1.i.c": Answer("B")})

    assert sheet.total == Fraction(312, 1000)
    assert to_decimal(sheet.total) == Decimal("0.312")


@pytest.mark.parametrize("want", ["best", "second", "worst"])
def test_other_instruments_reach_their_ends_exactly(want):
    for iid in ("lke-26-2020-pemda", "lke-zi-10-2019", "lke-zi-90-2021"):
        sheet = score(shipped(iid), answers_everywhere(shipped(iid), want))
        assert {"best": sheet.total == 100, "worst": sheet.total == 0, "second": 0 < sheet.total < 100}[want]


# --- one question ---


@pytest.mark.parametrize(
    ("code", "value", "worth"),
    [
        ("X.P.1.i.a", "B", Fraction(1, 2)),
        ("X.P.1.i.b", "B", Fraction(67, 100)),
        ("X.P.1.i.b", "C", Fraction(33, 100)),
        ("X.P.1.i.c", "Ya", Fraction(1)),
        ("X.P.1.i.c", "Tidak", Fraction(0)),
        ("X.P.1.ii.a", "D", Fraction(1, 4)),
        ("X.P.2.i.a", "B", Fraction(6, 10)),
        ("X.R.1.i.a", inputs(n_due=86, n_done=72, n_open=0), Fraction(72, 86)),
        ("X.R.1.i.b", inputs(n_done=9, n_staff=2), Fraction(1)),
        ("X.R.1.ii.a", inputs(n_before=4, n_now=1), Fraction(3, 4)),
        ("X.R.1.ii.a", inputs(n_before=4, n_now=9), Fraction(0)),
        ("X.R.3.i.a", inputs(score=Decimal("3.62")), Fraction(362, 400)),
    ],
)
def test_an_answer_is_worth_what_the_sheet_says(code, value, worth):
    assert share(TINY.question(code).scale, value).value == worth


@pytest.mark.parametrize(
    ("code", "value", "worth"),
    [
        ("X.R.1.i.a", inputs(n_due=0, n_done=0, n_open=0), 1),
        ("X.R.1.i.b", inputs(n_done=0, n_staff=0), 0),
        ("X.R.1.i.b", inputs(n_done=5, n_staff=0), 0),
        ("X.R.1.ii.a", inputs(n_before=0, n_now=0), 1),
        ("X.R.1.ii.a", inputs(n_before=0, n_now=3), 0),
    ],
)
def test_a_zero_denominator_is_decided_by_the_instrument_and_says_so(code, value, worth):
    found = share(TINY.question(code).scale, value)

    assert found.value == worth
    assert found.edge
    assert found.answered


def test_several_denominators_are_added():
    scale = UNIT.question("U.R.7.iii.b").scale

    assert share(scale, inputs(n_es3=1, n_es4=4, n_func=35, n_filed=30)).value == Fraction(3, 4)


def test_every_edge_case_of_the_instrument_follows_its_own_rule():
    for node in UNIT.nodes:
        formula = node.question.scale.formula if node.question else None
        if node.question is None or formula is None:
            continue
        assert formula.edge is not None, node.code
        both = formula.edge.both_zero
        nothing = inputs(**{item.id: 0 for item in node.question.scale.inputs})
        found = share(node.question.scale, nothing)
        assert found.edge
        assert found.value == (formula.edge.denominator_zero if both is None else both)
        assert str(formula.edge.denominator_zero) in formula.edge.text


@pytest.mark.parametrize(
    ("code", "value"),
    [("X.P.1.i.a", "D"), ("X.P.1.i.a", inputs(n=1)), ("X.R.1.i.b", inputs(n_done=1)), ("X.R.1.i.b", "A")],
)
def test_a_value_of_another_scale_is_refused(code, value):
    with pytest.raises(ValueError, match=r"option|number"):
        share(TINY.question(code).scale, value)


# --- unanswered ---


def test_unanswered_counts_nothing_in_the_mean_and_is_counted_beside_it():
    """One A of three questions at weight 2.4 is 0.8 points and "1 of 3", not a mean over one."""
    sheet = score(TINY, {"X.P.1.i.a": Answer("A")})
    place = TINY.place_of["X.P.1.i"]

    assert sheet.points[place] == Fraction(8, 10)
    assert (sheet.answered[place], sheet.questions[place]) == (1, 3)
    assert sheet.shares[TINY.place_of["X.P.1.i.b"]] == UNANSWERED


def test_an_answer_worth_nothing_is_not_the_same_as_no_answer():
    silent, zero = score(TINY, {}), score(TINY, {"X.P.1.i.a": Answer("C")})

    assert silent.total == zero.total == 0
    assert (silent.answered[0], zero.answered[0]) == (0, 1)


def test_a_note_alone_answers_nothing():
    assert score(TINY, {"X.P.1.i.a": Answer(None, "menunggu SK")}).answered[0] == 0


def test_answers_to_questions_of_another_sheet_are_ignored():
    assert score(TINY, {"U.P.1.i.a": Answer("A")}) == score(TINY, {})


def test_an_area_is_added_up_across_its_parts():
    sheet = score(TINY, answers_everywhere(TINY, "best"))
    area = TINY.areas[0]

    assert sheet.area(area.places) == 7
    assert sheet.area_percent(area.places) == 100
    assert sheet.area_answered(area.places) == (7, 7)


def test_percent_of_no_weight_is_zero():
    assert percent_of(Fraction(0), Fraction(0)) == 0


# --- bands ---


@pytest.mark.parametrize(
    ("percent", "code"),
    [
        ("0", "D"),
        ("30", "D"),
        ("30.0001", "C"),
        ("50", "C"),
        ("50.0001", "CC"),
        ("59.9999", "CC"),
        ("60", "CC"),
        ("60.0001", "B"),
        ("70", "B"),
        ("80", "BB"),
        ("90", "A"),
        ("90.0001", "AA"),
        ("100", "AA"),
    ],
)
def test_lower_bounds_of_bands_are_exclusive(percent, code):
    for number in (Decimal(percent), Fraction(percent)):
        found = band(UNIT, number)
        assert found is not None
        assert found.code == code


def test_the_regencys_published_years_are_all_cc():
    found = [band(UNIT, Decimal(index)) for index in ("51.28", "56.33", "59.36")]

    assert [one.code for one in found if one] == ["CC", "CC", "CC"]


def test_an_instrument_without_bands_gives_none():
    assert band((), Fraction(50)) is None


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(363, 10), "36.3"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "0.3333333333333333333333333333"),
        (Fraction(-5, 2), "-2.5"),
    ],
)
def test_a_fraction_becomes_a_plain_decimal(number, shown):
    assert str(to_decimal(number)) == shown


# --- laws ---


def values_of(scale: Scale) -> st.SearchStrategy[Value | None]:
    """Any value a scale allows, or none."""
    if scale.options:
        return st.none() | st.sampled_from([option.label for option in scale.options])
    most = {item.id: min(int(item.maximum), 40) for item in scale.inputs}
    numbers = st.fixed_dictionaries({name: st.integers(0, limit) for name, limit in most.items()})
    made = numbers.map(lambda given_: inputs(**given_))
    return st.none() | made.filter(lambda value: value_fault(scale, value) is None)


def answers_to(sheet: Instrument) -> st.SearchStrategy[dict[str, Answer]]:
    return st.fixed_dictionaries(
        {
            node.code: values_of(node.question.scale).map(Answer)
            for node in sheet.nodes
            if node.question is not None
        }
    )


def weight_of(sheet: Instrument, place: int) -> Fraction:
    weight = sheet.nodes[place].weight
    return Fraction(weight) if weight is not None else sheet.question_share_weight(place)


@given(answers_to(TINY))
def test_points_lie_between_zero_and_the_weight_at_every_node(answers):
    sheet = score(TINY, answers)

    for place, points in enumerate(sheet.points):
        assert 0 <= points <= weight_of(TINY, place)
        assert 0 <= sheet.percent(place) <= 100
        assert 0 <= sheet.answered[place] <= sheet.questions[place]


@given(answers_to(TINY), st.sampled_from(TINY.question_places), st.data())
def test_a_better_answer_never_lowers_anything_and_touches_only_its_own_line(answers, place, data):
    node = TINY.nodes[place]
    assert node.question is not None
    scale = node.question.scale
    other = data.draw(values_of(scale))
    before = score(TINY, answers)
    after = score(TINY, {**answers, node.code: Answer(other)})
    better = share(scale, other).value - share(scale, answers[node.code].value).value

    line = {place, *TINY.ancestors(place)}
    for here in range(len(TINY.nodes)):
        change = after.points[here] - before.points[here]
        assert change == (better * TINY.question_share_weight(place) if here in line else 0)


def _unit_answers(picks: list[int]) -> dict[str, Answer]:
    """Answers to the 110 questions from one small number each: 0 is unanswered, then option by option."""
    made = {}
    for pick, place in zip(picks, UNIT.question_places, strict=True):
        node = UNIT.nodes[place]
        assert node.question is not None
        options = node.question.scale.options
        if pick and options:
            made[node.code] = Answer(options[(pick - 1) % len(options)].label)
        elif pick:
            made.update({node.code: _ratio_at(node.question.scale, pick)})
    return made


def _ratio_at(scale: Scale, pick: int) -> Answer:
    formula = scale.formula
    assert formula is not None
    numbers = {item.id: 0 for item in scale.inputs}
    numbers[formula.denominator[0]] = 5
    numbers[formula.numerator] = pick
    return Answer(inputs(**numbers))


PICKS = st.lists(st.integers(0, 5), min_size=110, max_size=110)


@given(PICKS)
def test_the_real_sheet_adds_up_exactly_at_every_level(picks):
    sheet = score(UNIT, _unit_answers(picks))

    for place, children in enumerate(UNIT.children):
        if children:
            assert sheet.points[place] == sum(sheet.points[child] for child in children)
            assert sheet.answered[place] == sum(sheet.answered[child] for child in children)
    assert sum(sheet.area(area.places) for area in UNIT.areas) == sheet.total
    assert 0 <= sheet.total <= Fraction(363, 10)


@given(PICKS, st.integers(0, 109))
def test_on_the_real_sheet_each_better_option_lifts_every_number_above_it(picks, at):
    place = UNIT.question_places[at]
    question = UNIT.nodes[place].question
    assert question is not None
    answers = _unit_answers(picks)
    ladder: list[Answer] = (
        [Answer(option.label) for option in reversed(question.scale.options)]
        if question.scale.options
        else sorted((_ratio_at(question.scale, pick) for pick in range(6)), key=_worth(question.scale))
    )

    sheets = [score(UNIT, {**answers, UNIT.nodes[place].code: answer}) for answer in ladder]

    for here in (place, *UNIT.ancestors(place)):
        points = [sheet.points[here] for sheet in sheets]
        assert points == sorted(points)
    assert _percent_is_monotone(sheets)


def _worth(scale: Scale):
    return lambda answer: share(scale, answer.value).value


def _percent_is_monotone(sheets: list[ScoreSheet]) -> bool:
    percents = [sheet.percent() for sheet in sheets]
    return percents == sorted(percents)
