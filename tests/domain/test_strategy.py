from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rbdesk import paths
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.instrument_file import parse
from rbdesk.domain.scoring import score
from rbdesk.domain.strategy import profile, related_areas
from tests.build import answers_everywhere


def shipped(iid: str) -> Instrument:
    text = paths.resource(f"instruments/{iid}.json").read_text(encoding="utf-8")
    return parse(json.loads(text, parse_float=Decimal))


SHEET = shipped("strategi-4-1")
UNIT = shipped("lke-26-2020-unit")


def by_name(answers: dict[str, Answer]):
    return {one.point.code: one for one in profile(SHEET, answers)}


def test_an_unanswered_item_counts_zero_and_is_said_to_be_unanswered():
    found = by_name({"S.proses.1": Answer("C"), "S.proses.2": Answer("B"), "S.proses.3": Answer("B")})

    assert found["S.proses"].percent == (Fraction("0.33") + Fraction("0.67") + Fraction("0.5")) / 5 * 100
    assert (found["S.proses"].answered, found["S.proses"].items) == (3, 5)
    assert found["S.proses"].is_weak


def test_an_item_of_which_none_was_due_is_not_counted():
    found = by_name(
        {
            "S.pengawasan.2": Answer(inputs(n_all=0, n_done=0)),
            "S.pengawasan.3": Answer(inputs(n_all=4, n_done=3)),
        }
    )

    assert (found["S.pengawasan"].counted, found["S.pengawasan"].items) == (4, 5)
    assert found["S.pengawasan"].percent == Fraction(75, 4)
    assert found["S.pengawasan"].answered == 2


def test_fifty_per_cent_is_not_weak():
    answers = {f"S.organisasi.{number}": Answer("A" if number < 3 else None) for number in range(1, 5)}
    kinds = {code: SHEET.question(code).scale for code in answers}
    answers = {
        code: Answer(kinds[code].options[0].label) if answer.value else Answer()
        for code, answer in answers.items()
    }

    found = by_name(answers)["S.organisasi"]

    assert (found.percent, found.is_weak) == (50, False)


def test_a_point_names_the_areas_of_the_lke_it_concerns_with_their_weak_questions():
    sheet = score(UNIT, answers_everywhere(UNIT, "worst"))
    point = next(point for point in SHEET.points if point.code == "S.proses")

    found = related_areas(point, sheet)

    assert [one.area.code for one in found] == ["4", "2", "8"]
    assert all(one.weak for one in found)
    assert all(related_areas(point, score(UNIT, answers_everywhere(UNIT, "best")))[0].weak == () for _ in [0])


@given(
    st.dictionaries(
        st.sampled_from([SHEET.nodes[place].code for place in SHEET.question_places]), st.booleans()
    )
)
def test_a_point_lies_between_0_and_100(chosen):
    answers = {}
    for code, is_best in chosen.items():
        scale = SHEET.question(code).scale
        if scale.options:
            answers[code] = Answer(scale.options[0 if is_best else -1].label)
        else:
            answers[code] = Answer(inputs(n_all=int(is_best), n_done=0))

    for one in profile(SHEET, answers):
        assert one.percent is None or 0 <= one.percent <= 100
        assert one.counted <= one.items
