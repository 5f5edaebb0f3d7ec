"""The journal's copy as lines: complete after every save, repaired after trouble, never a reason to fail a save."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.paths import DeskFolder
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.journal_copy import JournalCopy, Mark, Row, row_hash
from rbdesk.workflow import office, setup
from tests.build import NOW


def _rows(count: int, start: int = 1) -> list[Row]:
    rows: list[Row] = []
    for n in range(start, start + count):
        row: dict[str, str | int] = {"n": n, "new": "é\n", "previous": "0" * 64}
        rows.append({**row, "hash": row_hash(row)})
    return rows


def _numbers(path: Path) -> list[int]:
    return [json.loads(line)["n"] for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def _answer(db: Store, key: Key, note: str) -> None:
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, note), who="Operator", now=NOW)


def test_every_save_stands_in_the_copy_too(db: Store, key: Key) -> None:
    for note in ("satu", "dua"):
        _answer(db, key, note)
    lines = (db.folder.journal / f"{db.replica}.jsonl").read_text(encoding="utf-8").splitlines()
    entries = journal.list_of_act(db, "answer")
    assert [json.loads(json.loads(line)["new"])["note"] for line in lines[-2:]] == ["satu", "dua"]
    assert [json.loads(line)["n"] for line in lines[-2:]] == [entry.edit.n for entry in entries]


def test_a_copy_ends_at_its_last_row(tmp_path: Path) -> None:
    copy = JournalCopy(tmp_path, "a" * 16)
    rows = _rows(3)
    copy.append(rows)
    copy.close()
    assert JournalCopy(tmp_path, "a" * 16).find_end() == Mark(3, str(rows[-1]["hash"]))


@pytest.mark.parametrize("tail", [b'{"n": 4, "ne', b"\0" * 5000, b"\n\n", b'{"n":4}\n', b"\xff\xfe\n"])
def test_a_torn_end_is_written_over(tmp_path: Path, tail: bytes) -> None:
    copy = JournalCopy(tmp_path, "a" * 16)
    copy.append(_rows(3))
    copy.close()
    with copy.path.open("ab") as file:
        file.write(tail)
    again = JournalCopy(tmp_path, "a" * 16)
    assert again.find_end().n == 3
    again.append(_rows(1, start=4))
    again.close()
    assert _numbers(copy.path) == [1, 2, 3, 4]


def test_rows_that_could_not_be_written_are_written_with_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.write_text("a file where the folder should be")
    copy = JournalCopy(folder, "a" * 16)
    copy.append(_rows(2))
    assert copy.is_behind
    folder.unlink()
    copy.append(_rows(1, start=3))
    copy.close()
    assert not copy.is_behind
    assert _numbers(copy.path) == [1, 2, 3]


def test_a_save_does_not_fail_because_its_copy_does(db: Store, key: Key) -> None:
    db.use_replica("b" * 16)
    shutil.rmtree(db.folder.journal)
    db.folder.journal.write_text("a file where the folder should be")
    _answer(db, key, "tetap tersimpan")
    assert office.load_year(db, key).assessment.answer("U.P.1.i.a").note == "tetap tersimpan"
    db.close()
    db.folder.journal.unlink()


def _note_and_fail(db: Store) -> None:
    with db.atomic():
        journal.add(db, "flag", Subject(), (), True, who="", now=NOW)
        raise KeyError


def test_what_was_rolled_back_never_stands_in_the_copy(db: Store) -> None:
    before = (db.folder.journal / f"{db.replica}.jsonl").read_bytes()
    with pytest.raises(KeyError):
        _note_and_fail(db)
    with db.atomic(), pytest.raises(KeyError):
        _note_and_fail(db)
    assert (db.folder.journal / f"{db.replica}.jsonl").read_bytes() == before


def test_a_copy_that_fell_behind_is_completed_at_the_next_start(office_desk: Path, key: Key) -> None:
    db = setup.open_desk(office_desk, now=NOW)
    for note in ("satu", "dua", "tiga"):
        _answer(db, key, note)
    copy = db.folder.journal / f"{db.replica}.jsonl"
    db.close()
    whole = copy.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:-3]):
        copy.write_bytes(damaged)
        setup.open_desk(office_desk, now=NOW).close()
        assert copy.read_bytes() == whole


def test_an_older_database_put_back_by_hand_goes_on_under_a_new_replica(office_desk: Path, key: Key) -> None:
    desk = DeskFolder(office_desk)
    db = setup.open_desk(office_desk, now=NOW)
    _answer(db, key, "sebelum salinan")
    first = db.replica
    db.close()
    aside = desk.database.read_bytes()

    db = setup.open_desk(office_desk, now=NOW)
    _answer(db, key, "sesudah salinan")
    copy = desk.journal / f"{first}.jsonl"
    db.close()
    ahead = copy.read_bytes()
    desk.database.write_bytes(aside)

    db = setup.open_desk(office_desk, now=NOW)
    assert db.replica != first
    _answer(db, key, "ditulis lagi")
    assert journal.first_broken_place(db) is None
    assert [entry.old for entry in journal.list_of_act(db, "replica")] == [[first]]
    second = db.replica
    db.close()
    assert copy.read_bytes() == ahead
    assert (desk.journal / f"{second}.jsonl").read_bytes().count(b"\n") == 2

    db = setup.open_desk(office_desk, now=NOW)
    assert db.replica == second
    db.close()
