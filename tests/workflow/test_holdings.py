from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.store.database import Store
from rbdesk.workflow import holdings, sending
from tests import year
from tests.correspondents import KEY, receive_first, write_back
from tests.desks import attach
from tests.year import FIRST, SECOND


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        attach(db, KEY, FIRST)
        year.say(db, {FIRST: Answer("A"), SECOND: "B"})
        yield db


@pytest.fixture
def letter(babelan: Store, tmp_path: Path) -> Iterator[Path]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as desk:
        year.take_in(desk, year.send(babelan, tmp_path / "kirim"))
        yield write_back(desk, tmp_path / "balasan")


def test_before_the_first_balasan_nothing_is_known(babelan: Store) -> None:
    assert holdings.load_acknowledged(babelan) is None


def test_the_newest_balasan_says_what_is_held_and_which_package_was_seen(
    babelan: Store, letter: Path
) -> None:
    before = sending.list_packages(babelan, KEY)

    receive_first(babelan, letter)

    found = holdings.load_acknowledged(babelan)
    assert found is not None
    assert found.number == 1
    assert len(found.holdings.have) == 1
    assert [package.letter for package in before] == [0]
    assert [package.letter for package in sending.list_packages(babelan, KEY)] == [1]


def test_a_package_made_after_the_balasan_is_not_answered_by_it(
    babelan: Store, letter: Path, tmp_path: Path
) -> None:
    receive_first(babelan, letter)
    year.say(babelan, {SECOND: "C"})
    year.send(babelan, tmp_path / "kirim")

    found = sending.list_packages(babelan, KEY)

    assert [(package.revision, package.letter) for package in found] == [(2, 0), (1, 1)]


def test_a_balasan_that_cannot_be_read_any_more_says_nothing(babelan: Store, letter: Path) -> None:
    receive_first(babelan, letter)
    for path in babelan.folder.archive.rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")

    assert holdings.load_acknowledged(babelan) is None
