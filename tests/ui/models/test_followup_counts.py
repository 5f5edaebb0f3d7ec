from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from rbdesk.domain.followup import FollowUp, Status
from rbdesk.ui.models.followup_counts import FollowupCounts, followup_counts
from rbdesk.workflow import followups, setup
from rbdesk.workflow.followups import Item
from tests import year
from tests.build import NOW

TODAY = date(2020, 9, 3)


@pytest.fixture(scope="module")
def item(tmp_path_factory) -> Item:
    """A recommendation of the invented year."""
    folder = tmp_path_factory.mktemp("rekomendasi") / "meja"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    with closing(setup.open_desk(folder, now=NOW)) as db:
        return followups.list_all_followups(db, year.YEAR, TODAY)[0]


def standing(item: Item, status: Status, days_late: int = 0) -> Item:
    return replace(item, followup=FollowUp(item.id, status, 0), days_late=days_late, rulings=())


def test_each_recommendation_is_counted_once_and_late_before_all(item):
    found = followup_counts(
        [
            standing(item, Status.DONE),
            standing(item, Status.UNDER_WAY),
            standing(item, Status.UNDER_WAY, days_late=27),
            standing(item, Status.NOT_BEGUN, days_late=1),
            standing(item, Status.NOT_BEGUN),
            standing(item, Status.IMPOSSIBLE),
            replace(item, followup=None, days_late=0, rulings=()),
        ]
    )

    assert found == FollowupCounts(done=1, under_way=1, late=2, open=2, impossible=1)
    assert found.total == 7
    assert followup_counts([]).total == 0
