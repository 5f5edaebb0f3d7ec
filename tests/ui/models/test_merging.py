from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.store.database import Store
from rbdesk.ui.models.merging import Merging
from rbdesk.workflow import secretariat
from tests import year
from tests.build import NOW
from tests.year import BABELAN, CIBITUNG, FIRST

WHO = {"who": "Sekretariat", "now": NOW}


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[tuple[Store, list[Path]]]:
    """A secretariat that knows two offices, and a package of each."""
    folder = tmp_path / "kirim"
    with year.an_office(tmp_path / "a", BABELAN) as one, year.an_office(tmp_path / "b", CIBITUNG) as other:
        for desk in (one, other):
            year.say(desk, {FIRST: "A"})
        paths = [year.send(one, folder), year.send(other, folder)]
        with year.a_secretariat(tmp_path / "meja", one, other) as db:
            yield db, paths


def merging(db: Store, paths: list[Path], steps: list | None = None) -> Merging:
    told = [] if steps is None else steps
    plan = year.plan(db, *paths)
    return Merging(plan, frozenset(paths), lambda *step: told.append(step))


def test_chosen_files_are_taken_in_and_each_is_told(packages):
    db, paths = packages
    steps: list = []
    made = merging(db, paths, steps)

    assert made.take_in(db, **WHO)

    assert (made.taken, made.known, made.left, made.trouble) == (2, 0, [], None)
    assert steps == [(0, 2, paths[0].name), (1, 2, paths[1].name)]
    assert secretariat.load_inbox(db, 2020).received == 2


def test_what_is_not_chosen_stays_out_and_is_not_left_over(packages):
    db, paths = packages
    made = Merging(year.plan(db, *paths), frozenset(paths[:1]), lambda *_: None)

    made.take_in(db, **WHO)

    assert made.left == []
    assert secretariat.load_inbox(db, 2020).received == 1


def test_the_same_files_again_are_known_and_change_nothing(packages):
    db, paths = packages
    merging(db, paths).take_in(db, **WHO)
    again = merging(db, paths)

    assert not again.take_in(db, **WHO)
    assert (again.taken, again.known) == (0, 2)


def test_refused_files_are_noted_whatever_is_chosen(packages, tmp_path):
    db, paths = packages
    bad = tmp_path / "rusak.rbd.zip"
    bad.write_bytes(paths[0].read_bytes()[:-9])

    Merging(year.plan(db, bad, *paths), frozenset(), lambda *_: None).take_in(db, **WHO)

    inbox = secretariat.load_inbox(db, 2020)
    assert [refusal.name for refusal in inbox.refusals] == ["rusak.rbd.zip"]
    assert inbox.received == 0


def test_stopped_before_a_file_what_went_before_stays_and_the_rest_is_left(packages):
    db, paths = packages
    made = Merging(year.plan(db, *paths), frozenset(paths), lambda *_: made.stop())

    made.take_in(db, **WHO)

    assert made.taken == 1
    assert [file.path for file in made.left] == paths[1:]
    assert made.trouble is None


def test_a_file_that_went_away_is_left_and_the_others_are_taken_in(packages):
    db, paths = packages
    made = merging(db, paths)
    paths[0].unlink()

    made.take_in(db, **WHO)

    assert made.taken == 1
    assert [file.path for file in made.left] == paths[:1]
    assert made.trouble.kind == "io"


def test_a_full_disk_stops_at_once_and_leaves_the_rest(packages, monkeypatch):
    db, paths = packages
    made = merging(db, paths)

    def full(*_: object, **__: object) -> None:
        raise StoreTrouble("full")

    monkeypatch.setattr(secretariat, "accept", full)

    assert not made.take_in(db, **WHO)
    assert [file.path for file in made.left] == paths
    assert made.trouble.kind == "full"
