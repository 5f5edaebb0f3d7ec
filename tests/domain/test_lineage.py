from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import Answer
from rbdesk.domain.lineage import (
    NOTHING,
    Cell,
    Dot,
    Edit,
    Relation,
    RowKey,
    Snapshot,
    at_least,
    covers,
    history_fault,
    join,
    relation,
)
from tests.build import REPLICA_A, REPLICA_B, REPLICA_C, a_cell, a_snapshot

REPLICAS = (REPLICA_A, REPLICA_B, REPLICA_C)
KEYS: tuple[RowKey, ...] = (
    ("answers", "lembar-kecil", "X.P.1.i.a"),
    ("answers", "lembar-kecil", "X.P.1.i.b"),
)
P, Q = KEYS


# --- laptops that edit and take over each other's state, as an office lives it ---


@dataclass(frozen=True)
class Life:
    """What happened: every snapshot that was ever taken, and for each dot the dots its edit replaced."""

    taken: tuple[Snapshot, ...]
    replaced: dict[Dot, frozenset[Dot]]


def edited(snapshot: Snapshot, replica: str, key: RowKey, value: str) -> Snapshot:
    """The snapshot after an edit: the new cell replaces all cells of its row."""
    n = snapshot.vector.get(replica, 0) + 1
    return Snapshot(
        {**snapshot.vector, replica: n}, {**snapshot.rows, key: (a_cell(replica, n, Answer(value)),)}
    )


def lived(deeds: Sequence[tuple[str, int, int, str]]) -> Life:
    """Let three laptops edit ("edit", laptop, row, value) and take over ("join", laptop, other)."""
    desks = [NOTHING] * len(REPLICAS)
    taken: list[Snapshot] = []
    replaced: dict[Dot, frozenset[Dot]] = {}
    for deed, who, what, value in deeds:
        if deed == "edit":
            key = KEYS[what % len(KEYS)]
            before = frozenset(cell.edit.dot for cell in desks[who].rows.get(key, ()))
            desks[who] = edited(desks[who], REPLICAS[who], key, value)
            replaced[(REPLICAS[who], desks[who].vector[REPLICAS[who]])] = before
        else:
            desks[who] = join(desks[who], desks[what % len(desks)])
        taken.append(desks[who])
    return Life(tuple(taken), replaced)


DEEDS = st.tuples(
    st.sampled_from(["edit", "edit", "join"]), st.integers(0, 2), st.integers(0, 2), st.sampled_from("ABC")
)
LIVES = st.lists(DEEDS, min_size=1, max_size=14).map(lived)


def all_joined(snapshots: Sequence[Snapshot]) -> Snapshot:
    return reduce(join, snapshots, NOTHING)


@given(LIVES)
def test_joining_twice_is_joining_once(life):
    for one, other in itertools.product(life.taken, repeat=2):
        assert join(one, one) == one
        assert join(join(one, other), other) == join(one, other)


@given(LIVES)
def test_joining_does_not_ask_who_came_first(life):
    for one, other in itertools.combinations(life.taken, 2):
        assert join(one, other) == join(other, one)


@given(LIVES, st.data())
def test_joining_on_a_laptop_first_gives_the_same_rows(life, data):
    one, two, three = (data.draw(st.sampled_from(life.taken)) for _ in range(3))

    assert join(join(one, two), three) == join(one, join(two, three))


@given(LIVES, st.data())
def test_any_order_with_any_repeats_gives_one_view(life, data):
    repeats = data.draw(st.lists(st.sampled_from(life.taken), max_size=6))
    order = data.draw(st.permutations([*life.taken, *repeats]))

    assert all_joined(order) == all_joined(life.taken)


@given(LIVES)
def test_a_stale_snapshot_changes_nothing_and_a_later_one_replaces(life):
    for one, other in itertools.product(life.taken, repeat=2):
        if at_least(other.vector, one.vector):
            assert join(other, one) == other
            assert relation(one.vector, other.vector) in (Relation.SAME, Relation.OLDER)


@given(LIVES, st.data())
def test_no_edit_is_lost_and_none_comes_back(life, data):
    """Every dot in sight of the view is visible, or an edit that had it in sight replaced it: exactly those."""
    view = all_joined(data.draw(st.lists(st.sampled_from(life.taken), min_size=1, max_size=6)))
    seen = {dot for dot in life.replaced if covers(view.vector, dot)}
    visible = {cell.edit.dot for cells in view.rows.values() for cell in cells}
    replaced_in_sight = frozenset(itertools.chain.from_iterable(life.replaced[dot] for dot in seen))

    assert visible == seen - replaced_in_sight


@given(LIVES)
def test_cells_of_one_row_never_saw_each_other_and_stand_in_the_order_of_their_dots(life):
    view = all_joined(life.taken)

    for cells in view.rows.values():
        dots = [cell.edit.dot for cell in cells]
        assert dots == sorted(dots)
        for one, other in itertools.permutations(dots, 2):
            assert one not in life.replaced[other]


@given(LIVES, st.integers(-400, 400))
def test_clocks_decide_nothing(life, minutes):
    def shifted(snapshot: Snapshot) -> Snapshot:
        return Snapshot(
            snapshot.vector,
            {
                key: tuple(
                    Cell(
                        replace(cell.edit, at=cell.edit.at + timedelta(minutes=minutes * cell.edit.n)),
                        cell.value,
                    )
                    for cell in cells
                )
                for key, cells in snapshot.rows.items()
            },
        )

    def values(snapshot: Snapshot) -> dict[RowKey, list[object]]:
        return {key: [cell.value for cell in cells] for key, cells in snapshot.rows.items()}

    assert values(all_joined([shifted(one) for one in life.taken])) == values(all_joined(life.taken))


@given(LIVES)
def test_an_honest_history_never_has_a_fault(life):
    for one, other in itertools.product(life.taken, repeat=2):
        assert history_fault(one, other) is None


# --- single cases, named ---


def test_an_edit_on_top_of_another_replaces_it():
    first = edited(NOTHING, REPLICA_A, P, "B")
    second = edited(join(NOTHING, first), REPLICA_B, P, "A")

    assert [cell.value for cell in join(first, second).rows[P]] == [Answer("A")]


def test_two_edits_unaware_of_each_other_both_stand_as_a_conflict():
    one, other = edited(NOTHING, REPLICA_B, P, "B"), edited(NOTHING, REPLICA_A, P, "A")

    view = join(one, other)

    assert view.conflicts() == (P,)
    assert [cell.value for cell in view.rows[P]] == [Answer("A"), Answer("B")]


def test_choosing_between_two_values_settles_the_conflict_for_good():
    one, other = edited(NOTHING, REPLICA_A, P, "A"), edited(NOTHING, REPLICA_B, P, "B")

    settled = edited(join(one, other), REPLICA_A, P, "B")

    for late in (one, other, join(one, other)):
        assert join(settled, late) == settled
        assert join(late, settled) == settled
    assert settled.conflicts() == ()


@pytest.mark.parametrize(
    ("incoming", "held", "expected"),
    [
        ({REPLICA_A: 1}, None, Relation.NEW),
        ({REPLICA_A: 1}, {REPLICA_A: 1}, Relation.SAME),
        ({REPLICA_A: 2}, {REPLICA_A: 1}, Relation.NEWER),
        ({REPLICA_A: 1, REPLICA_B: 1}, {REPLICA_A: 1}, Relation.NEWER),
        ({REPLICA_A: 1}, {REPLICA_A: 2}, Relation.OLDER),
        ({REPLICA_A: 1}, {REPLICA_B: 1}, Relation.BRANCHED),
        ({REPLICA_A: 2, REPLICA_B: 1}, {REPLICA_A: 1, REPLICA_B: 2}, Relation.BRANCHED),
        ({}, {}, Relation.SAME),
        ({REPLICA_A: 0}, {}, Relation.SAME),
    ],
)
def test_a_history_stands_to_another_as_their_vectors_do(incoming, held, expected):
    assert relation(incoming, held) == expected


# --- histories that cannot be ---


def test_an_edit_above_its_own_vector_is_no_history():
    forged = a_snapshot({REPLICA_A: 1}, {P: (a_cell(REPLICA_A, 2, Answer("A")),)})

    assert history_fault(forged, NOTHING) == ("RB-M01", P)


def test_one_dot_with_two_contents_is_a_cloned_laptop():
    held, clone = edited(NOTHING, REPLICA_A, P, "A"), edited(NOTHING, REPLICA_A, P, "B")

    assert history_fault(clone, held) == ("RB-M02", P)


def test_one_dot_at_two_rows_is_a_cloned_laptop():
    held, clone = edited(NOTHING, REPLICA_A, P, "A"), edited(NOTHING, REPLICA_A, Q, "A")

    assert history_fault(clone, held) == ("RB-M02", Q)


def test_one_dot_by_two_people_is_a_cloned_laptop():
    held = edited(NOTHING, REPLICA_A, P, "A")
    cell = held.rows[P][0]
    clone = replace(held, rows={P: (replace(cell, edit=replace(cell.edit, by="Orang lain")),)})

    assert history_fault(clone, held) == ("RB-M02", P)


def test_one_dot_at_two_rows_of_one_history_is_no_history():
    cell = a_cell(REPLICA_A, 1, Answer("A"))

    assert history_fault(a_snapshot({REPLICA_A: 1}, {P: (cell,), Q: (cell,)}), NOTHING) == ("RB-M02", Q)


def test_a_row_that_was_seen_cannot_be_gone():
    held = edited(NOTHING, REPLICA_A, P, "A")
    without = a_snapshot({REPLICA_A: 2}, {Q: (a_cell(REPLICA_A, 2, Answer("A")),)})

    assert history_fault(without, held) == ("RB-M04", P)


def test_two_histories_cannot_each_have_overwritten_what_the_other_shows():
    held = a_snapshot({REPLICA_A: 1, REPLICA_B: 1}, {P: (a_cell(REPLICA_A, 1, Answer("A")),)})
    forged = a_snapshot({REPLICA_A: 1, REPLICA_B: 1}, {P: (a_cell(REPLICA_B, 1, Answer("B")),)})

    assert join(held, forged).rows == {}
    assert history_fault(forged, held) == ("RB-M04", P)


def test_a_stale_history_cannot_take_a_value_away():
    """The clone used the number of an edit for another one; another laptop's answer would hide the loss."""
    mine, other = a_cell(REPLICA_A, 2, Answer("A")), a_cell(REPLICA_B, 1, Answer("B"))
    held = a_snapshot(
        {REPLICA_A: 3, REPLICA_B: 1}, {P: (mine, other), Q: (a_cell(REPLICA_A, 3, Answer("A")),)}
    )
    clone = a_snapshot({REPLICA_A: 3}, {P: (a_cell(REPLICA_A, 1, Answer("C")),), Q: held.rows[Q]})

    assert [cell.value for cell in join(held, clone).rows[P]] == [Answer("B")]
    assert history_fault(clone, held) == ("RB-M04", P)


def test_a_later_history_cannot_show_what_the_held_side_has_overwritten():
    old, new = a_cell(REPLICA_A, 1, Answer("A")), a_cell(REPLICA_A, 2, Answer("B"))
    held = a_snapshot({REPLICA_A: 2}, {P: (new,)})
    forged = a_snapshot({REPLICA_A: 2, REPLICA_B: 1}, {P: (old, a_cell(REPLICA_B, 1, Answer("C")))})

    assert history_fault(forged, held) == ("RB-M04", P)


def test_a_row_that_the_held_side_has_seen_and_does_not_know_cannot_come():
    held = a_snapshot({REPLICA_A: 2}, {Q: (a_cell(REPLICA_A, 1, Answer("A")),)})
    clone = a_snapshot(
        {REPLICA_A: 2},
        {P: (a_cell(REPLICA_A, 2, Answer("A")),), Q: (a_cell(REPLICA_A, 1, Answer("A")),)},
    )

    assert history_fault(clone, held) == ("RB-M04", P)


def test_a_row_that_was_never_seen_may_be_missing():
    held = edited(edited(NOTHING, REPLICA_A, P, "A"), REPLICA_A, Q, "B")

    assert history_fault(edited(NOTHING, REPLICA_B, Q, "A"), held) is None
    assert history_fault(edited(NOTHING, REPLICA_A, P, "A"), held) is None


def test_a_dot_is_its_replica_and_its_number():
    assert Edit(REPLICA_A, 7, a_cell(REPLICA_A, 1, None).edit.at, "Operator").dot == (REPLICA_A, 7)
