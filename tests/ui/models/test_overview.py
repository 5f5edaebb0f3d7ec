from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date
from decimal import Decimal

from rbdesk.ui.models.overview import load_overview
from rbdesk.workflow import catalog, followups, secretariat, setup
from tests import year
from tests.build import NOW

TODAY = date(2020, 9, 3)


def test_the_first_page_is_what_inbox_comparison_and_history_say(tmp_path):
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        found = load_overview(db, year.YEAR, Decimal(60), TODAY)
        comparison = secretariat.load_comparison(db, year.YEAR)
        told = followups.list_all_followups(db, year.YEAR, TODAY)

    values = {dot.code: dot.value for dot in found.dots.lanes[0].dots if dot.value is not None}
    assert values == {
        row.office.code: row.sheet.percent() for row in comparison.rows if row.sheet is not None
    }
    [clash] = [dot for dot in found.dots.lanes[0].dots if dot.value is None]
    assert clash.name == "Kedung Waringin"
    assert [name for name, _ in found.dots.missing] == ["Tambelang", "Cabangbungin", "Muaragembong"]
    assert tuple(row.value for row in found.means.rows) == comparison.average
    assert sum(found.counts.values()) == 23
    assert not found.is_empty
    assert [(bar.year, bar.value) for bar in found.index.bars] == [
        (one.year, one.index) for one in catalog.regency_history()
    ]
    assert {bar.letters for bar in found.index.bars} == {"CC"}
    assert found.followups.total == len(told) > 0
    assert found.followups.late == sum(item.is_late for item in told)


def test_before_the_first_package_nothing_is_averaged(tmp_path):
    with year.a_secretariat(tmp_path / "meja") as db:
        found = load_overview(db, year.YEAR, Decimal(60), TODAY)

    assert found.is_empty
    assert (found.means.rows, found.missed, found.strong) == ((), (), ())
    assert len(found.dots.missing) == 23
