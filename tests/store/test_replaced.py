from __future__ import annotations

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.lineage import Cell, RowKey
from rbdesk.domain.reference import dot_text
from rbdesk.domain.review import Reply, ReplyAct, reply_row
from rbdesk.domain.submission import Profile
from rbdesk.store import assessments, replaced
from rbdesk.store.database import Store
from tests.build import OFFICE, REPLICA_A, REPLICA_B, a_cell, a_snapshot, an_evidence

IID = "lke-26-2020-unit"
ANSWER: RowKey = ("answers", IID, "U.P.1.i.a")
REC = dot_text((REPLICA_A, 4))
CELLS: list[tuple[RowKey, Cell]] = [
    (ANSWER, a_cell(REPLICA_A, 1, Answer("A", "satu\ndua"))),
    (("evidence", IID, "U.P.1.i.a", "e" * 64), a_cell(REPLICA_A, 2, an_evidence("U.P.1.i.a"))),
    (("profile",), a_cell(REPLICA_A, 3, Profile("Camat", "Sekcam", "021"))),
    (
        ("recommendations", REC),
        a_cell(REPLICA_A, 4, Recommendation(REC, Source.LHE, "700/12", "3", "8", (ANSWER,), "Perbaiki")),
    ),
    (("followups", REC), a_cell(REPLICA_A, 5, FollowUp(REC, Status.UNDER_WAY, 60, "rapat", "", "Kasi"))),
    (
        reply_row((REPLICA_B, 7)),
        a_cell(REPLICA_A, 6, Reply((REPLICA_B, 7), ReplyAct.RESPOND, "sudah ada SK")),
    ),
]


def test_every_kind_of_row_comes_back_as_it_went_in(db: Store) -> None:
    with db.atomic():
        replaced.add_cells(db, OFFICE, 2020, CELLS)

    assert replaced.load_cells(db, OFFICE, 2020) == {cell.edit.dot: (row, cell) for row, cell in CELLS}
    assert replaced.load_cells(db, OFFICE, 2019) == replaced.load_cells(db, "32.16.01", 2020) == {}


def test_every_kind_of_row_stands_in_a_snapshot_too(db: Store) -> None:
    snapshot = a_snapshot({REPLICA_A: 6}, {row: (cell,) for row, cell in CELLS})
    with db.atomic():
        assessments.keep_snapshot(db, OFFICE, 2020, snapshot)

    assert assessments.load_snapshot(db, OFFICE, 2020) == snapshot


def test_cells_are_found_by_dot_and_by_row(db: Store) -> None:
    later = a_cell(REPLICA_B, 900, Answer("C"))
    with db.atomic():
        replaced.add_cells(db, OFFICE, 2020, [*CELLS, (ANSWER, later)])

    assert replaced.list_of_row(db, OFFICE, 2020, ANSWER) == (CELLS[0][1], later)
    wanted = [(REPLICA_B, n) for n in range(1, 1000)]
    assert replaced.find_cells(db, OFFICE, 2020, wanted) == {(REPLICA_B, 900): (ANSWER, later)}


def test_a_cell_that_is_remembered_already_stays_and_a_dropped_one_is_gone(db: Store) -> None:
    with db.atomic():
        replaced.add_cells(db, OFFICE, 2020, CELLS[:2])
        replaced.add_cells(db, OFFICE, 2020, [(ANSWER, a_cell(REPLICA_A, 1, Answer("E")))])
        assert replaced.list_of_row(db, OFFICE, 2020, ANSWER) == (CELLS[0][1],)
        replaced.drop_dots(db, OFFICE, 2020, [(REPLICA_A, 1), (REPLICA_B, 5)])

    assert list(replaced.load_cells(db, OFFICE, 2020)) == [(REPLICA_A, 2)]
    with db.atomic():
        replaced.drop_all(db, OFFICE, 2020)
    assert replaced.load_cells(db, OFFICE, 2020) == {}


@pytest.mark.parametrize("maker", [REPLICA_A, REPLICA_B])
def test_an_edit_remembers_what_it_replaces_of_other_computers_only(db: Store, maker: str) -> None:
    standing = a_snapshot({REPLICA_A: 1}, {ANSWER: (CELLS[0][1],)})
    with db.atomic():
        assessments.keep_snapshot(db, OFFICE, 2020, standing)
        assessments.keep_cell(db, OFFICE, 2020, ANSWER, a_cell(maker, 2, Answer("B")))

    found = replaced.list_of_row(db, OFFICE, 2020, ANSWER)
    assert found == (() if maker == REPLICA_A else (CELLS[0][1],))
