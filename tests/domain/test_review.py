from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain import conflict, review
from rbdesk.domain.assessment import EMPTY, Answer, inputs
from rbdesk.domain.lineage import Cell, Snapshot
from rbdesk.domain.review import Judgement, Reply, ReplyAct, Ruling, Verdict
from tests import build

ROW = ("answers", "lembar-kecil", "X.P.1.i.a")
OTHER_ROW = ("answers", "lembar-kecil", "X.P.1.i.b")
FOLLOWUP = ("followups", f"{build.REPLICA_C}-1")
OFFICE_CELL = build.a_cell(build.REPLICA_A, 1, Answer("A", "SK Camat"))
SEEN = ((build.REPLICA_A, 1),)
TINY = build.tiny()


def a_ruling(n: int = 1, **but: Any) -> Ruling:
    given = Ruling(
        build.OFFICE,
        ROW,
        SEEN,
        (),
        Verdict.AGREE,
        None,
        "",
        build.an_edit(but.pop("replica", build.REPLICA_B), n),
    )
    return replace(given, **but)


def correction(n: int = 1, value: Any = "B", **but: Any) -> Ruling:
    return a_ruling(n, verdict=Verdict.CORRECT, value=value, reason="SK sudah tidak berlaku", **but)


def state(*cells: Cell) -> Snapshot:
    return Snapshot({build.REPLICA_A: 9, build.REPLICA_C: 9}, {ROW: cells} if cells else {})


def answers(snapshot: Snapshot) -> list[object]:
    return [cell.value for cell in snapshot.rows.get(ROW, ())]


# --- what can be ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ruling", "fault"),
    [
        (a_ruling(), None),
        (correction(), None),
        (correction(value="D"), "option"),
        (correction(value=None), "value"),
        (a_ruling(value="A"), "value"),
        (a_ruling(verdict=Verdict.REJECT, value="A"), "value"),
    ],
)
def test_only_a_correction_carries_a_value_and_one_that_the_question_allows(
    ruling: Ruling, fault: str | None
) -> None:
    assert review.ruling_fault(ruling, TINY.question(ROW[2]).scale) == fault


def test_a_follow_up_is_agreed_rejected_or_asked_about_but_not_corrected() -> None:
    assert review.ruling_fault(a_ruling(row=FOLLOWUP, verdict=Verdict.REJECT), None) is None
    assert review.ruling_fault(correction(row=FOLLOWUP), None) == "value"


def test_all_but_agreement_needs_a_reason() -> None:
    assert [verdict for verdict in Verdict if review.needs_reason(a_ruling(verdict=verdict))] == [
        Verdict.CORRECT,
        Verdict.REJECT,
        Verdict.ASK,
    ]


def test_a_reply_has_the_key_of_the_ruling_it_answers() -> None:
    reply = Reply((build.REPLICA_B, 7), ReplyAct.ACCEPT)
    assert review.reply_row(reply.to) == ("replies", f"{build.REPLICA_B}-7")


# --- which stand ------------------------------------------------------------------------------------------


def test_a_ruling_that_another_names_no_longer_stands() -> None:
    first, second = a_ruling(1), correction(2, over=((build.REPLICA_B, 1),))
    assert review.current([second, first]) == {(build.OFFICE, ROW): (second,)}


def test_two_verifiers_who_have_not_seen_each_other_both_stand_until_one_decides() -> None:
    one, two = a_ruling(1), correction(1, replica=build.REPLICA_C)
    assert review.current([two, one]) == {(build.OFFICE, ROW): (one, two)}
    decided = correction(3, over=(one.dot, two.dot))
    assert review.current([one, two, decided]) == {(build.OFFICE, ROW): (decided,)}


def test_a_ruling_that_was_taken_back_is_as_if_it_had_never_been_made() -> None:
    one, two = a_ruling(1), correction(1, replica=build.REPLICA_C)
    both = (one.dot, two.dot)
    decided = correction(3, over=both)
    back = a_ruling(4, seen=(decided.dot,), over=(decided.dot,))
    assert review.takes_back(back)
    assert review.current([one, two, decided, back]) == review.current([one, two])
    assert review.current([one, a_ruling(5, seen=(one.dot,), over=(one.dot,))]) == {}
    elsewhere = a_ruling(6, seen=(one.dot,), over=(one.dot,), row=OTHER_ROW)
    assert review.current([one, elsewhere]) == {(build.OFFICE, ROW): (one,)}


def test_a_ruling_replaces_only_rulings_of_its_own_row() -> None:
    one = a_ruling(1)
    other = a_ruling(2, row=OTHER_ROW, over=(one.dot,))
    assert review.current([one, other]) == {(build.OFFICE, ROW): (one,), (build.OFFICE, OTHER_ROW): (other,)}


def test_rulings_that_replace_each_other_in_a_circle_are_all_shown() -> None:
    one = a_ruling(1, over=((build.REPLICA_B, 2),))
    two = a_ruling(2, over=((build.REPLICA_B, 1),))
    assert review.current([one, two]) == {(build.OFFICE, ROW): (one, two)}


rulings = st.builds(
    lambda n, replica, over, verdict, row: a_ruling(
        n, replica=replica, over=tuple(sorted(over)), verdict=verdict, row=row
    ),
    st.integers(1, 4),
    st.sampled_from([build.REPLICA_B, build.REPLICA_C]),
    st.sets(st.tuples(st.sampled_from([build.REPLICA_B, build.REPLICA_C]), st.integers(1, 4)), max_size=3),
    st.sampled_from([Verdict.AGREE, Verdict.REJECT, Verdict.ASK]),
    st.sampled_from([ROW, OTHER_ROW]),
)


@given(st.lists(rulings, max_size=8, unique_by=lambda ruling: ruling.dot), st.randoms())
def test_sets_of_rulings_join_by_union_in_any_order(known: list[Ruling], random: Any) -> None:
    shuffled = random.sample(known, len(known))
    half = len(known) // 2
    united = review.unite(known[:half], known[half:])
    assert united == review.unite(shuffled, shuffled[:half]) == review.unite(united, united)
    assert review.current(known) == review.current(shuffled)


@given(st.lists(rulings, min_size=1, max_size=8, unique_by=lambda ruling: ruling.dot))
def test_every_row_that_was_judged_has_a_ruling_that_stands(known: list[Ruling]) -> None:
    standing = review.current(known)
    assert set(standing) == {(ruling.office, ruling.row) for ruling in known}
    assert all(standing.values())


def test_one_dot_with_two_rulings_is_a_cloned_desk() -> None:
    assert review.rulings_fault([a_ruling()], [a_ruling()]) is None
    assert review.rulings_fault([correction()], [a_ruling()]) == ("RB-M02", (build.REPLICA_B, 1))
    assert review.rulings_fault([a_ruling(), correction()], []) == ("RB-M02", (build.REPLICA_B, 1))


# --- how a row stands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ((), Judgement.NONE),
        ((a_ruling(),), Judgement.DECIDED),
        ((a_ruling(verdict=Verdict.REJECT),), Judgement.DECIDED),
        ((a_ruling(verdict=Verdict.ASK),), Judgement.ASKED),
        ((a_ruling(), a_ruling(replica=build.REPLICA_C)), Judgement.DECIDED),
        ((a_ruling(), correction(replica=build.REPLICA_C)), Judgement.DIFFERENT),
        ((correction(), correction(value="C", replica=build.REPLICA_C)), Judgement.DIFFERENT),
        ((a_ruling(seen=()),), Judgement.LOOK_AGAIN),
    ],
)
def test_a_row_stands_as_its_current_rulings_say(standing: tuple[Ruling, ...], expected: Judgement) -> None:
    assert review.judgement((OFFICE_CELL,), standing) is expected


dots = st.sets(st.tuples(st.sampled_from([build.REPLICA_A, build.REPLICA_C]), st.integers(1, 3)), max_size=4)


@given(dots, dots)
def test_a_row_is_looked_at_again_exactly_if_its_dots_are_not_those_that_were_judged(
    seen: Any, now: Any
) -> None:
    cells = tuple(build.a_cell(replica, n, Answer("A")) for replica, n in sorted(now))
    ruling = a_ruling(seen=tuple(sorted(seen)))
    assert review.is_outdated(ruling, cells) == (seen != now)
    assert (review.judgement(cells, (ruling,)) is Judgement.LOOK_AGAIN) == (seen != now)


def test_clocks_have_no_say_in_whether_a_row_is_looked_at_again() -> None:
    late = replace(OFFICE_CELL, edit=replace(OFFICE_CELL.edit, at=build.NOW + timedelta(days=900)))
    assert review.judgement((late,), (a_ruling(),)) is Judgement.DECIDED


def test_every_row_of_an_office_and_every_judged_one_is_listed() -> None:
    snapshot = replace(state(OFFICE_CELL), rows={ROW: (OFFICE_CELL,), ("profile",): (OFFICE_CELL,)})
    found = review.judgements(
        snapshot, build.OFFICE, [a_ruling(row=OTHER_ROW, seen=()), a_ruling(2, office="32.16.08")]
    )
    assert found == {ROW: Judgement.NONE, OTHER_ROW: Judgement.DECIDED}


# --- what the answers are worth ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rulings_given", "expected"),
    [
        ([], [Answer("A", "SK Camat")]),
        ([a_ruling()], [Answer("A", "SK Camat")]),
        ([correction()], [Answer("B")]),
        ([a_ruling(verdict=Verdict.REJECT)], [EMPTY]),
        ([a_ruling(verdict=Verdict.ASK)], [Answer("A", "SK Camat")]),
        ([correction(seen=())], [Answer("A", "SK Camat")]),
        ([correction(office="32.16.08")], [Answer("A", "SK Camat")]),
        ([a_ruling(), correction(replica=build.REPLICA_C)], [Answer("A", "SK Camat"), Answer("B")]),
        ([correction(1), correction(2, value="C", over=((build.REPLICA_B, 1),))], [Answer("C")]),
    ],
)
def test_the_office_s_answer_counts_as_the_rulings_say(
    rulings_given: list[Ruling], expected: list[object]
) -> None:
    assert answers(review.settled(state(OFFICE_CELL), build.OFFICE, rulings_given)) == expected


def test_an_answer_that_was_never_given_can_be_corrected() -> None:
    assert answers(review.settled(state(), build.OFFICE, [correction(seen=())])) == [Answer("B")]


def test_no_ruling_chooses_between_two_laptops_of_an_office() -> None:
    cells = (OFFICE_CELL, build.a_cell(build.REPLICA_C, 1, Answer("C")))
    ruling = correction(seen=((build.REPLICA_A, 1), (build.REPLICA_C, 1)))
    assert review.settled(state(*cells), build.OFFICE, [ruling]).rows[ROW] == cells


def test_verifiers_who_differ_make_the_total_a_range() -> None:
    settled = review.settled(
        state(OFFICE_CELL), build.OFFICE, [a_ruling(), correction(value="C", replica=build.REPLICA_C)]
    )
    scores = conflict.score_range(TINY, settled)
    assert (scores.low.total, scores.high.total) == (0, TINY.question_share_weight(TINY.place_of[ROW[2]]))


def test_numbers_are_corrected_too() -> None:
    row = ("answers", "lembar-kecil", "X.R.1.i.b")
    cell = build.a_cell(build.REPLICA_A, 1, Answer(inputs(n_done=9, n_staff=9)))
    snapshot = replace(state(), rows={row: (cell,)})
    right = inputs(n_done=5, n_staff=9)
    settled = review.settled(snapshot, build.OFFICE, [correction(row=row, value=right)])
    assert [cell.value for cell in settled.rows[row]] == [Answer(right)]


def test_rulings_never_touch_what_the_office_holds() -> None:
    before = state(OFFICE_CELL)
    review.settled(before, build.OFFICE, [correction()])
    assert before == state(OFFICE_CELL)


def test_the_order_in_which_rulings_came_does_not_matter() -> None:
    known = [a_ruling(), correction(replica=build.REPLICA_C), correction(2, value="C")]
    found = {
        tuple(review.settled(state(OFFICE_CELL), build.OFFICE, order).rows[ROW])
        for order in itertools.permutations(known)
    }
    assert len(found) == 1
