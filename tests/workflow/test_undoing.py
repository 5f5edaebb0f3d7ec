from __future__ import annotations

import itertools
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.merge import Fate
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import journal, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import secretariat, setup, undoing
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.year import BABELAN, FIRST, SECOND, THIRD, YEAR

WHO = {"who": "Sekretariat", "now": NOW}


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        yield db


@pytest.fixture
def second_laptop(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan-2", label="Laptop 2") as db:
        yield db


@pytest.fixture
def desk(tmp_path: Path, babelan: Store, second_laptop: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan, second_laptop) as db:
        yield db


def sent(babelan: Store, second_laptop: Store, folder: Path) -> list[Path]:
    """Five packages of two laptops: revisions on top of each other, and rows that clash."""
    paths = []
    for minute, (mine, other) in enumerate([("C", "D"), ("B", "D"), ("A", "B")]):
        year.say(babelan, {FIRST: mine, SECOND: Answer(None, f"catatan {minute}")}, minutes=minute)
        paths.append(year.send(babelan, folder))
        if minute != 1:
            year.say(second_laptop, {THIRD: other, FIRST: "C"}, minutes=minute)
            paths.append(year.send(second_laptop, folder))
    return paths


def bundle_ids(desk: Store) -> list[str]:
    return [record.bundle_id for record in submissions.list_taken_in(desk, YEAR)]


def seen(desk: Store) -> tuple[str, tuple[secretariat.OfficeStatus, ...]]:
    return secretariat.load_digest(desk), secretariat.load_inbox(desk, YEAR).offices


def digest_of(folder: Path, paths: Sequence[Path], *known: Store) -> str:
    with year.a_secretariat(folder, *known) as other:
        year.take_in(other, *paths)
        return secretariat.load_digest(other)


def test_a_package_that_is_set_aside_was_never_there(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C", SECOND: "B"})
    year.take_in(desk, year.send(babelan, tmp_path))
    before = seen(desk)
    year.say(babelan, {FIRST: "A", THIRD: "B"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))
    after = seen(desk)
    latest = bundle_ids(desk)[-1]

    undoing.exclude(desk, latest, "berkas yang salah", **WHO)

    assert seen(desk) == before
    undoing.put_back(desk, latest, **WHO)
    assert seen(desk) == after
    assert journal.first_broken_place(desk) is None


def test_without_any_package_an_office_sent_nothing(desk: Store, babelan: Store, tmp_path: Path) -> None:
    empty = seen(desk)
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))

    undoing.exclude(desk, bundle_ids(desk)[0], **WHO)

    assert seen(desk) == empty


def test_setting_aside_and_putting_back_in_any_order_is_the_difference_of_sets(
    babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    paths = sent(babelan, second_laptop, tmp_path)
    known = (babelan, second_laptop)
    expected = {
        frozenset(some): digest_of(tmp_path / f"{size}-{number}", some, *known)
        for size in (2, 3)
        for number, some in enumerate(itertools.combinations(paths, size))
    }
    chance = random.Random(3)
    with year.a_secretariat(tmp_path / "meja", *known) as desk:
        year.take_in(desk, *paths)
        named = dict(zip(bundle_ids(desk), paths, strict=True))
        out: set[str] = set()
        compared = 0
        for _ in range(80):
            bundle_id = chance.choice(list(named))
            act = undoing.put_back if bundle_id in out else undoing.exclude
            act(desk, bundle_id, **WHO)
            out ^= {bundle_id}
            rest = frozenset(path for known_id, path in named.items() if known_id not in out)
            if rest in expected:
                assert secretariat.load_digest(desk) == expected[rest]
                compared += 1
    assert compared > 20


def test_a_package_that_others_build_upon_can_be_set_aside_without_a_change(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))
    before = secretariat.load_digest(desk)
    first = bundle_ids(desk)[0]

    plan = undoing.load_undo(desk, first)
    undoing.exclude(desk, first, **WHO)

    assert plan.rows == ()
    assert secretariat.load_digest(desk) == before
    assert year.status_of(desk, BABELAN).revision == 2


def test_what_it_would_do_is_told_before(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C", SECOND: "B"})
    year.take_in(desk, year.send(babelan, tmp_path))
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))
    before = secretariat.load_digest(desk)

    plan = undoing.load_undo(desk, bundle_ids(desk)[-1])

    [row] = plan.rows
    assert row == ("answers", year.SHEET.id, FIRST)
    assert [cell.value for cell in plan.before.rows[row]] == [Answer("A")]
    assert [cell.value for cell in plan.after.rows[row]] == [Answer("C")]
    assert secretariat.load_digest(desk) == before
    with pytest.raises(NotAllowed, match="unknown_package"):
        undoing.load_undo(desk, "0" * 64)


def test_the_same_file_again_stays_set_aside_and_says_so(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    path = year.send(babelan, tmp_path)
    year.take_in(desk, path)
    undoing.exclude(desk, bundle_ids(desk)[0], **WHO)
    before = seen(desk)

    [planned] = year.plan(desk, path).files
    changes = year.take_in(desk, path)

    assert (planned.fate, planned.code, planned.is_accepted) == (Fate.EXCLUDED, "RB-OK5", False)
    assert changes == Changes()
    assert seen(desk) == before
    assert secretariat.load_inbox(desk, YEAR).refusals == ()


def test_a_later_package_brings_back_what_was_set_aside_with_it(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    """It is the office's word; only the one file is set aside, not its answers for ever."""
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    undoing.exclude(desk, bundle_ids(desk)[0], **WHO)
    year.say(babelan, {SECOND: "A"}, minutes=2)

    year.take_in(desk, year.send(babelan, tmp_path))

    assert year.status_of(desk, BABELAN).answered == 2


def test_doing_it_twice_changes_nothing(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    [bundle_id] = bundle_ids(desk)

    assert undoing.put_back(desk, bundle_id, **WHO) == Changes()
    assert undoing.exclude(desk, bundle_id, **WHO)
    assert undoing.exclude(desk, bundle_id, **WHO) == Changes()
    assert undoing.put_back(desk, bundle_id, **WHO)


def test_who_did_it_and_why_stands_in_the_journal(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    [bundle_id] = bundle_ids(desk)

    undoing.exclude(desk, bundle_id, "kantor lain", **WHO)
    undoing.put_back(desk, bundle_id, **WHO)

    [out], [back] = journal.list_of_act(desk, "exclude"), journal.list_of_act(desk, "include")
    assert (out.new["bundle_id"], out.new["reason"], out.edit.by) == (bundle_id, "kantor lain", "Sekretariat")
    assert (out.new["after"], out.new["before"]) == (back.new["before"], back.new["after"])
    assert [old["value"] for old in out.old] == [{"value": "C", "note": ""}]


def test_an_office_s_desk_takes_nothing_back(babelan: Store) -> None:
    with pytest.raises(NotAllowed, match="role"):
        undoing.exclude(babelan, "0" * 64, **WHO)
    with pytest.raises(NotAllowed, match="role"):
        undoing.put_back(babelan, "0" * 64, **WHO)


def test_an_original_that_is_not_whole_is_not_put_back(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    [bundle_id] = bundle_ids(desk)
    undoing.exclude(desk, bundle_id, **WHO)
    before = seen(desk)
    original = desk.folder.archived(bundle_id)
    original.chmod(0o600)
    original.write_bytes(original.read_bytes()[:-9])

    with pytest.raises(StoreTrouble, match="damaged"):
        undoing.put_back(desk, bundle_id, **WHO)

    assert seen(desk) == before


def test_a_clone_that_came_while_the_other_was_set_aside_keeps_it_out(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    """Two histories under one name cannot both count; a person says which."""
    with year.a_copy(babelan, tmp_path / "salinan") as clone:
        year.say(babelan, {FIRST: "A"})
        year.say(clone, {FIRST: "C"})
        one, other = year.send(babelan, tmp_path / "a"), year.send(clone, tmp_path / "b")
    year.take_in(desk, one)
    assert [file.code for file in year.plan(desk, other).files] == ["RB-M02"]
    [first] = bundle_ids(desk)

    undoing.exclude(desk, first, **WHO)
    year.take_in(desk, other)

    assert year.status_of(desk, BABELAN).answered == 1
    with pytest.raises(NotAllowed, match="RB-M02"):
        undoing.put_back(desk, first, **WHO)


def test_packages_that_an_older_program_took_in_are_read_again(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    """The first schema did not say what a package carried, nor keep what it replaced; the archive does."""
    for minute, value in enumerate("CBA"):
        year.say(babelan, {FIRST: value, SECOND: "B"}, minutes=minute)
        year.take_in(desk, year.send(babelan, tmp_path))
        if minute == 1:
            before = seen(desk)
    with desk.atomic():
        desk.execute("UPDATE submissions SET dots = ''")
        desk.execute("DELETE FROM replaced")

    undoing.exclude(desk, bundle_ids(desk)[-1], **WHO)

    assert seen(desk) == before
    row = year.key_of(BABELAN)
    assert [origin.value for origin in secretariat.load_origin(desk, BABELAN, row, FIRST)] == ["B", "C"]


def test_the_kept_store_of_the_second_schema_shows_what_it_showed(tmp_path: Path) -> None:
    kept = Path(__file__).parents[1] / "store" / "kept" / "v002.db"
    shutil.copy(kept, DeskFolder(tmp_path).database)
    desk = setup.open_desk(tmp_path, now=NOW)
    try:
        digest, status = secretariat.load_digest(desk), year.status_of(desk, BABELAN)
        told = [record.is_excluded for record in submissions.list_taken_in(desk, YEAR)]
    finally:
        desk.close()

    assert digest == "ec630e73fc59867cad54abe4bc76912d9ce4fc05fce700e25a96d4ac53878218"
    assert (status.status, status.reason, status.revision) == ("perlu_tindakan", "branched", 3)
    assert told == [False] * 5 + [True]
