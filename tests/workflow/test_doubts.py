from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rbdesk.domain.correspondence import Advice
from rbdesk.domain.followup import FollowUp, Recommendation, Source, Status
from rbdesk.domain.review import Reply, ReplyAct, reply_row
from rbdesk.domain.submission import Submission
from rbdesk.store import advice, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import secretariat, setup
from rbdesk.workflow.doubts import Doubts
from tests import year
from tests.build import NOW, REPLICA_A, a_cell, an_edit
from tests.year import BABELAN, FIRST, SECOND, YEAR


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "satu") as db:
        yield db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "dua", label="Laptop 2") as db:
        yield db


@pytest.fixture
def desk(tmp_path: Path, one: Store, two: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", one, two) as db:
        yield db


def warnings(desk: Store, path: Path) -> set[str]:
    [planned] = year.plan(desk, path).files
    assert planned.submission is not None
    return set(planned.submission.warnings) & {"RB-W06", "RB-W07", "RB-W08"}


def test_a_desk_that_was_put_back_is_said_to_go_on_under_another_name(
    desk: Store, one: Store, tmp_path: Path
) -> None:
    kept = one.folder.database.read_bytes()
    year.say(one, {FIRST: "A"})
    first = year.send(one, tmp_path)
    assert warnings(desk, first) == set()
    year.take_in(desk, first)
    one.close()
    one.folder.database.write_bytes(kept)
    again = setup.open_desk(one.folder.root, now=NOW)
    try:
        year.say(again, {FIRST: "C"}, minutes=9)
        path = year.send(again, tmp_path / "lagi")
    finally:
        again.close()

    assert warnings(desk, path) == {"RB-W06"}
    year.take_in(desk, path)
    assert "RB-W06" in submissions.list_received(desk, YEAR)[-1].warnings
    assert warnings(desk, path) == set()


def test_edits_of_another_laptop_are_doubted_until_its_own_package_shows_them(
    desk: Store, one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(two, {SECOND: "B"})
    year.take_in(desk, year.send(two, tmp_path))
    year.say(two, {SECOND: "A"}, minutes=2)
    unsent = year.send(two, tmp_path / "laptop")
    year.join_files(one, unsent)
    path = year.send(one, tmp_path)

    assert warnings(desk, path) == {"RB-W07"}
    year.take_in(desk, unsent)
    assert warnings(desk, path) == set()


def test_an_answer_to_a_ruling_that_is_not_known_here_is_said(
    desk: Store, one: Store, tmp_path: Path
) -> None:
    year.say(one, {FIRST: "A"})
    [item] = secretariat.read_packages([year.send(one, tmp_path)], secretariat.load_trust(desk), None)
    assert isinstance(item, Submission)
    reply = Reply((REPLICA_A, 3), ReplyAct.ACCEPT)
    snapshot = item.package.snapshot
    rows = {**snapshot.rows, reply_row(reply.to): (a_cell(one.replica, 3, reply),)}
    answered = replace(item, package=replace(item.package, snapshot=replace(snapshot, rows=rows)))

    assert "RB-W08" in Doubts.of(desk).warn(answered).warnings
    assert "RB-W08" not in Doubts.of(desk).warn(item).warnings
    assert item.package.office == BABELAN


def test_a_follow_up_of_what_nobody_here_recommended_is_said(desk: Store, one: Store, tmp_path: Path) -> None:
    year.say(one, {FIRST: "A"})
    [item] = secretariat.read_packages([year.send(one, tmp_path)], secretariat.load_trust(desk), None)
    assert isinstance(item, Submission)
    snapshot, rec = item.package.snapshot, f"{REPLICA_A}-3"
    follow = FollowUp(rec, Status.UNDER_WAY, 40)
    rows = {**snapshot.rows, ("followups", rec): (a_cell(one.replica, 3, follow),)}
    followed = replace(item, package=replace(item.package, snapshot=replace(snapshot, rows=rows)))
    assert "RB-W08" in Doubts.of(desk).warn(followed).warnings

    given = Recommendation(rec, Source.INTERNAL, "", "", "", (), "Susun rencana aksi")
    with desk.atomic():
        advice.keep_advice(desk, BABELAN, YEAR - 1, [Advice(given, an_edit(REPLICA_A, 3))])
    assert "RB-W08" not in Doubts.of(desk).warn(followed).warnings
