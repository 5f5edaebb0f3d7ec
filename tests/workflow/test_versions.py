from __future__ import annotations

from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.lineage import Cell
from rbdesk.domain.submission import Profile
from rbdesk.store import assessments, journal
from rbdesk.store.database import Store
from rbdesk.workflow import versions
from tests.build import NOW, REPLICA_A, REPLICA_B, a_cell, a_snapshot


def test_the_journal_gives_back_what_was_settled_and_how(db: Store, key: Key) -> None:
    row = assessments.answer_row(key.instrument, "U.P.1.i.a")
    cells = (a_cell(REPLICA_A, 1, Answer("A", "satu")), a_cell(REPLICA_B, 1, Answer(None)))
    with db.atomic():
        assessments.keep_snapshot(db, *key[:2], a_snapshot({REPLICA_A: 1, REPLICA_B: 1}, {row: cells}))
        entry = versions.settle(
            db, *key[:2], row, Answer("A", "satu"), chosen=(REPLICA_A, 1), who="", now=NOW
        )

    [kept] = journal.list_of_act(db, versions.RESOLVE)
    assert versions.settled_in(kept) == versions.settled_in(entry)
    assert versions.settled_in(kept) == versions.Settled(row, cells, Answer("A", "satu"))
    assert assessments.load_cells(db, *key[:2], row) == (Cell(entry.edit, Answer("A", "satu")),)


def test_a_row_of_no_question_is_settled_too(db: Store, key: Key) -> None:
    with db.atomic():
        entry = versions.settle(db, *key[:2], assessments.PROFILE_ROW, Profile("Camat"), who="", now=NOW)

    assert versions.settled_in(entry).value == Profile("Camat")
    assert entry.subject.question == ""
    assert versions.question_of(("evidence", "followups", f"{REPLICA_A}-1", "e" * 64)) == ""
