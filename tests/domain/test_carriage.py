from __future__ import annotations

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from rbdesk.domain.assessment import Answer
from rbdesk.domain.carriage import carriage_of, carried, joined_vector, numbers_of, standing, view
from rbdesk.domain.lineage import NOTHING, join
from tests.build import REPLICA_A, REPLICA_B, REPLICA_C, a_cell, a_snapshot
from tests.domain.test_lineage import LIVES, P, Q, edited

ROWS = st.lists(
    st.tuples(st.sampled_from([REPLICA_A, REPLICA_B]), st.integers(1, 4)), unique=True, max_size=6
)


@given(LIVES, st.data())
def test_what_stands_of_any_set_of_bundles_is_what_their_join_holds(life, data):
    """Also when bundles come twice or were sent long ago: no order is asked for."""
    chosen = data.draw(st.lists(st.sampled_from(life.taken), max_size=8))
    joined = reduce(join, chosen, NOTHING)
    cells = {cell.edit.dot: (row, cell) for one in chosen for row, of in one.rows.items() for cell in of}

    bundles = [carriage_of(snapshot) for snapshot in chosen]

    assert standing(bundles) == numbers_of(joined)
    assert joined_vector(bundle.vector for bundle in bundles) == joined.vector
    assert view(bundles, cells) == joined


@given(st.lists(st.tuples(ROWS, ROWS), max_size=5))
def test_histories_that_cannot_be_give_the_same_as_their_join_too(drawn):
    """Each bundle may have seen more, or less, than an honest one: the definition does not lean on honesty."""
    forged = []
    for cells, seen in drawn:
        vector = {
            replica: max(n for r, n in (*cells, *seen) if r == replica) for replica, _ in (*cells, *seen)
        }
        rows = {("answers", "lembar", f"P{r[0]}{n}"): (a_cell(r, n, Answer("A")),) for r, n in cells}
        forged.append(a_snapshot(vector, rows))

    assert standing(map(carriage_of, forged)) == numbers_of(reduce(join, forged, NOTHING))


def test_leaving_out_the_only_bundle_with_an_edit_brings_back_what_the_edit_replaced():
    first = edited(NOTHING, REPLICA_A, P, "B")
    second = edited(first, REPLICA_A, P, "A")
    other = edited(NOTHING, REPLICA_B, Q, "C")
    bundles = [carriage_of(snapshot) for snapshot in (first, second, other)]

    assert standing(bundles) == {REPLICA_A: {2}, REPLICA_B: {1}}
    assert standing([bundles[0], bundles[2]]) == {REPLICA_A: {1}, REPLICA_B: {1}}
    assert carried(bundles) == {REPLICA_A: {1, 2}, REPLICA_B: {1}}
    assert standing([]) == {}


def test_a_bundle_has_the_dots_of_its_cells_only():
    bundle = carriage_of(edited(edited(NOTHING, REPLICA_A, P, "B"), REPLICA_A, P, "A"))

    assert bundle.has((REPLICA_A, 2))
    assert not bundle.has((REPLICA_A, 1))
    assert not bundle.has((REPLICA_C, 1))
