from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.store.database import Store
from rbdesk.workflow import evidence, linting, photos
from tests import scenes, year
from tests.build import NOW
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, YEAR


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """The secretariat with two offices: one has sent the other's photograph, made smaller."""
    picture = scenes.meeting("0")
    copies = {BABELAN: scenes.as_jpeg(picture), CIBITUNG: scenes.resized(picture, random.Random(1))}
    with (
        year.an_office(tmp_path / "1") as one,
        year.an_office(tmp_path / "2", CIBITUNG) as other,
        year.a_secretariat(tmp_path / "s", one, other) as made,
    ):
        for db, code in ((one, BABELAN), (other, CIBITUNG)):
            for question, name, data in (
                (FIRST, "Rapat.jpg", copies[code]),
                (SECOND, "Loket.jpg", scenes.as_jpeg(scenes.counter(code))),
            ):
                staged = evidence.stage_bytes(db.folder, data, name)
                evidence.attach_evidence(db, year.key_of(code), question, staged, who="Operator", now=NOW)
        year.take_in(made, year.send(one, tmp_path / "k1"), year.send(other, tmp_path / "k2"))
        yield made


def shared(db: Store, office: str) -> list[tuple[str, str, str]]:
    found = linting.load_shared(db, year.key_of(office))
    return [(one.kind, one.where, dict(one.facts)["offices"]) for one in found]


def test_photographs_are_looked_at_once_and_told_at_both_offices(desk: Store) -> None:
    assert shared(desk, BABELAN) == []
    assert len(photos.list_unseen(desk, YEAR)) == 4

    assert photos.look_at_all(desk, YEAR) == 4

    assert photos.list_unseen(desk, YEAR) == ()
    assert photos.look_at_all(desk, YEAR) == 0
    assert shared(desk, BABELAN) == [("like_photo", FIRST, CIBITUNG)]
    assert shared(desk, CIBITUNG) == [("like_photo", FIRST, BABELAN)]


def test_a_few_at_a_time_come_to_the_same(desk: Store) -> None:
    names = photos.list_unseen(desk, YEAR)
    news = [photos.look(desk.folder, [name]).is_news for name in names]

    assert sorted(news) == [False, False, False, True]
    assert len(photos.load_pairs(desk.folder)) == 1
    assert photos.look(desk.folder, names) == photos.Looked(0, False)


def test_torn_lines_cost_another_look_and_nothing_else(desk: Store) -> None:
    photos.look_at_all(desk, YEAR)
    marks = desk.folder.photos / "marks.txt"
    marks.write_bytes(marks.read_bytes()[:-40] + b"\n\xff torn \n")
    (desk.folder.photos / "alike.txt").write_bytes(b"\xff\xfe one two three\n")

    assert len(photos.list_unseen(desk, YEAR)) == 1
    assert photos.load_pairs(desk.folder) == frozenset()
    assert photos.look_at_all(desk, YEAR) == 1


def test_a_file_that_has_not_come_waits(desk: Store) -> None:
    name = photos.list_unseen(desk, YEAR)[0]
    desk.folder.evidence_file(name).unlink()

    assert name not in photos.list_unseen(desk, YEAR)
    assert photos.look(desk.folder, [name]) == photos.Looked(1, False)
