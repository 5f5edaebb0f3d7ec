from __future__ import annotations

from dataclasses import replace

from rbdesk.domain.assessment import inputs
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.store import reviews
from rbdesk.store.database import Store
from tests.build import OFFICE, REPLICA_A, REPLICA_B, an_edit

ROW = ("answers", "lke-26-2020-unit", "U.P.1.i.a")
AGREED = Ruling(OFFICE, ROW, ((REPLICA_A, 3),), (), Verdict.AGREE, None, "", an_edit(REPLICA_B, 1))
CORRECTED = Ruling(
    *(OFFICE, ROW, ((REPLICA_A, 3), (REPLICA_B, 9)), ((REPLICA_B, 1),), Verdict.CORRECT),
    *(inputs(n_due=12, n_done=7), "Baru 7 dari 12\nyang selesai", an_edit(REPLICA_B, 2)),
)


def test_rulings_come_back_as_they_went_in_sorted_by_dot(db: Store) -> None:
    with db.atomic():
        reviews.add_rulings(db, 2020, [CORRECTED, AGREED])

    assert reviews.list_rulings(db, 2020) == (AGREED, CORRECTED)
    assert reviews.list_rulings(db, 2020, OFFICE) == (AGREED, CORRECTED)
    assert reviews.list_rulings(db, 2020, "32.16.01") == ()
    assert reviews.list_rulings(db, 2021) == ()


def test_a_ruling_that_is_known_is_not_changed(db: Store) -> None:
    with db.atomic():
        reviews.add_rulings(db, 2020, [AGREED])
        reviews.add_rulings(db, 2020, [replace(AGREED, reason="lain"), CORRECTED])

    assert reviews.list_rulings(db, 2020) == (AGREED, CORRECTED)
