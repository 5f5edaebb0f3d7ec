"""Stage and flags of an office's year."""

from __future__ import annotations

from rbdesk.domain.assessment import Key, Stage
from rbdesk.store import marks
from rbdesk.store.database import Store
from tests.build import NOW


def test_a_year_that_nobody_locked_is_open(db: Store, key: Key) -> None:
    assert marks.load_stage(db, key.office, key.year) == marks.StageMark(Stage.OPEN, None, "")


def test_a_stage_is_kept_with_its_time_and_replaces_the_one_before(db: Store, key: Key) -> None:
    with db.atomic():
        for stage in (Stage.LOCKED, Stage.VERIFIED):
            marks.keep_stage(db, key.office, key.year, stage, at=NOW, by="Operator")
    assert marks.load_stage(db, key.office, key.year) == marks.StageMark(Stage.VERIFIED, NOW, "Operator")
    assert marks.load_stage(db, key.office, 2021).stage is Stage.OPEN


def test_flags_belong_to_one_instrument(db: Store, key: Key) -> None:
    other = key._replace(instrument="lke-zi-10-2019")
    with db.atomic():
        marks.keep_flag(db, key, "U.P.1.i.a")
        marks.keep_flag(db, key, "U.P.1.i.b")
        marks.keep_flag(db, other, "U.P.1.i.a")
        marks.drop_flag(db, key, "U.P.1.i.a")
    assert marks.load_flags(db, key) == {"U.P.1.i.b"}
    assert marks.load_flags(db, other) == {"U.P.1.i.a"}
