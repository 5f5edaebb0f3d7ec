from __future__ import annotations

from datetime import date
from pathlib import Path

from rbdesk.domain.followup import Status
from rbdesk.workflow import conflicts, followup_items, office
from tests import year
from tests.workflow.test_followups import KEY, TODAY, WHO, add, record
from tests.year import BABELAN, YEAR


def test_a_desk_without_recommendations_lists_none(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        assert followup_items.list_followups(db, BABELAN, YEAR, TODAY) == ()


def test_laptops_that_differ_are_shown_as_a_clash_and_nothing_is_chosen_for_them(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        name = add(one, due=date(2020, 9, 9))
        year.join(two, one, tmp_path / "a")
        record(one, name, progress=20)
        record(two, name, progress=80)
        year.join(one, two, tmp_path / "b")

        (item,) = followup_items.list_followups(one, BABELAN, YEAR, TODAY)
        assert item.clashes
        (open_row,) = conflicts.load_conflicts(one, KEY).open
        conflicts.resolve(one, KEY, open_row.row, open_row.versions[-1].dot, **WHO)

        (item,) = followup_items.list_followups(one, BABELAN, YEAR, TODAY)
        assert not item.clashes
        told = followup_items.list_moments(one, BABELAN, YEAR, name)
        assert told[0].followup == item.followup
        assert len([moment for moment in told if moment.act == "followup"]) == 3


def test_an_office_says_why_something_is_done_without_evidence(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = add(db)
        record(db, name, Status.DONE)
        office.waive(db, KEY, f"followup_no_evidence:{name}", "SK masih di Bagian Hukum", **WHO)

        (item,) = followup_items.list_followups(db, BABELAN, YEAR, TODAY)

        assert item.waived == "SK masih di Bagian Hukum"
