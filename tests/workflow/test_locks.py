"""What must hold before an office's content is changed."""

from __future__ import annotations

import pytest

from rbdesk.domain.assessment import Key, Stage
from rbdesk.errors import NotAllowed
from rbdesk.store import marks
from rbdesk.store.database import Store
from rbdesk.workflow import locks
from tests.build import NOW


@pytest.mark.parametrize("stage", [Stage.LOCKED, Stage.VERIFIED, Stage.DONE])
def test_only_an_open_year_may_be_changed(db: Store, key: Key, stage: Stage) -> None:
    locks.must_be_open(db, key.office, key.year)
    with db.atomic():
        marks.keep_stage(db, key.office, key.year, stage, at=NOW, by="")
    with pytest.raises(NotAllowed) as refused:
        locks.must_be_open(db, key.office, key.year)
    assert refused.value.what == "locked"
    locks.must_be_open(db, key.office, key.year + 1)


def test_another_offices_content_is_not_ours(db: Store) -> None:
    with pytest.raises(NotAllowed) as refused:
        locks.must_be_own(db, "32.16.01")
    assert (refused.value.what, refused.value.facts) == ("role", {"office": "32.16.01"})


def test_the_regency_has_sheets_of_its_own(key: Key) -> None:
    own = Key("32.16", key.year, "lke-26-2020-pemda")
    assert locks.must_be_asked(own).id == own.instrument
    with pytest.raises(NotAllowed):
        locks.must_be_asked(own._replace(office=key.office))
