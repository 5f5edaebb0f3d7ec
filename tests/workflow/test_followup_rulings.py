from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.followup import Status
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed
from rbdesk.workflow import dispatch, followup_rulings
from rbdesk.workflow.followup_rulings import Unsent, list_unsent
from tests import year
from tests.workflow.test_followups import BOSS, add, items, record
from tests.year import BABELAN, YEAR


def test_laptops_that_differ_are_not_judged_and_a_strange_office_is_told(tmp_path: Path) -> None:
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", label="Laptop 2") as two,
        year.a_secretariat(tmp_path / "s", one, two) as desk,
    ):
        name = add(one)
        year.join(two, one, tmp_path / "a")
        record(one, name, progress=20)
        record(two, name, Status.DONE)
        year.take_in(desk, year.send(one, tmp_path / "1o"), year.send(two, tmp_path / "2o"))
        for office, what in ((BABELAN, "clash"), ("32.16.99", "unknown_office")):
            with pytest.raises(NotAllowed) as caught:
                followup_rulings.judge(desk, office, YEAR, name, Verdict.AGREE, **BOSS)
            assert caught.value.what == what

        with pytest.raises(NotAllowed):
            followup_rulings.judge(one, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)


def test_the_same_ruling_again_changes_nothing_and_only_own_ones_are_taken_back(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(db)
        record(db, name, Status.DONE)
        year.take_in(desk, year.send(db, tmp_path / "o"))
        assert followup_rulings.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)
        assert not followup_rulings.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)
        assert followup_rulings.judge(desk, BABELAN, YEAR, name, Verdict.REJECT, "Belum ada SK", **BOSS)

        assert followup_rulings.take_judgement_back(desk, BABELAN, YEAR, name, **BOSS)
        assert items(desk)[name].is_accepted
        assert followup_rulings.take_judgement_back(desk, BABELAN, YEAR, name, **BOSS)
        assert not followup_rulings.take_judgement_back(desk, BABELAN, YEAR, name, **BOSS)
        assert items(desk)[name].rulings == ()


def test_what_no_letter_has_told_is_counted_until_one_does(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db, year.a_secretariat(tmp_path / "s", db) as desk:
        name = add(db)
        add(desk)
        record(db, name, Status.DONE)
        year.take_in(desk, year.send(db, tmp_path / "o"))
        followup_rulings.judge(desk, BABELAN, YEAR, name, Verdict.AGREE, **BOSS)
        assert list_unsent(desk, YEAR) == (Unsent(BABELAN, 1, 1),)

        dispatch.activate(desk, BABELAN, tmp_path, **BOSS)
        assert list_unsent(desk, YEAR) == (Unsent(BABELAN, 1, 0),)
        dispatch.make_return(desk, BABELAN, tmp_path, **BOSS)
        assert list_unsent(desk, YEAR) == ()

        followup_rulings.judge(desk, BABELAN, YEAR, name, Verdict.REJECT, "Belum ada SK", **BOSS)
        assert list_unsent(desk, YEAR) == (Unsent(BABELAN, 1, 0),)
        with pytest.raises(NotAllowed):
            list_unsent(db, YEAR)
