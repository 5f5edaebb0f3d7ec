from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import Answer
from rbdesk.domain.conflict import clashes, heads, middle, score_range
from rbdesk.domain.lineage import Cell
from rbdesk.domain.scoring import score
from tests import build

SHEET = build.tiny()
CODES = [SHEET.nodes[place].code for place in SHEET.question_places]
REPLICAS = (build.REPLICA_A, build.REPLICA_B, build.REPLICA_C)


def row(code: str, *answers: Answer) -> dict[tuple[str, ...], tuple[Cell, ...]]:
    cells = tuple(
        build.a_cell(replica, 1, answer) for replica, answer in zip(REPLICAS, answers, strict=False)
    )
    return {("answers", SHEET.id, code): cells}


def extreme(code: str, want: str) -> Answer:
    return Answer(build.extreme_value(SHEET.question(code).scale, want))


def test_without_a_conflict_the_range_is_the_score() -> None:
    answers = build.answers_everywhere(SHEET, "second")
    rows = {key: cells for code, answer in answers.items() for key, cells in row(code, answer).items()}

    found = score_range(SHEET, build.a_snapshot({build.REPLICA_A: 1}, rows))

    assert found.low == found.high == score(SHEET, answers)
    assert found.is_certain


@given(
    st.lists(
        st.lists(st.sampled_from(["best", "worst", "second", "none"]), min_size=1, max_size=3), max_size=4
    )
)
def test_the_range_spans_every_combination_of_choices(wants: list[list[str]]) -> None:
    choices = {
        code: [Answer() if want == "none" else extreme(code, want) for want in wanted]
        for code, wanted in zip(CODES, wants, strict=False)
    }
    rows = {key: cells for code, answers in choices.items() for key, cells in row(code, *answers).items()}

    found = score_range(SHEET, build.a_snapshot(dict.fromkeys(REPLICAS, 1), rows))
    totals = [
        score(SHEET, dict(zip(choices, chosen, strict=True))).total for chosen in product(*choices.values())
    ]

    assert (found.low.total, found.high.total) == (min(totals), max(totals))


def test_an_unanswered_side_is_the_low_end_and_counts_as_unanswered() -> None:
    code = CODES[0]
    rows = row(code, Answer(), extreme(code, "worst"))

    found = score_range(SHEET, build.a_snapshot(dict.fromkeys(REPLICAS, 1), rows))

    assert (found.low.answered[0], found.high.answered[0]) == (0, 1)
    assert found.is_certain


def test_answers_of_another_instrument_and_other_rows_do_not_count() -> None:
    rows = {
        ("answers", "lain", CODES[0]): (build.a_cell(build.REPLICA_A, 1, extreme(CODES[0], "best")),),
        ("evidence", SHEET.id, CODES[0], "e" * 64): (
            build.a_cell(build.REPLICA_A, 2, build.an_evidence(CODES[0])),
        ),
    }

    assert score_range(SHEET, build.a_snapshot({build.REPLICA_A: 2}, rows)).high.total == 0


def test_laptops_that_said_the_same_do_not_clash() -> None:
    same = row(CODES[0], Answer("A"), Answer("A"))
    other = row(CODES[1], Answer("A"), Answer("A", "catatan"))

    snapshot = build.a_snapshot(dict.fromkeys(REPLICAS, 1), same | other)

    assert clashes(snapshot) == (("answers", SHEET.id, CODES[1]),)


def test_heads_are_the_histories_that_nobody_overtook() -> None:
    old, new, branch = {"a": 1}, {"a": 2}, {"b": 1}

    assert heads([old, new, branch, new]) == (1, 2, 3)
    assert heads([]) == ()


def test_what_is_missing_never_counts_as_zero() -> None:
    assert middle([]) is None
    assert middle([Fraction(40), Fraction(60)]) == 50
