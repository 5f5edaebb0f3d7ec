"""The bytes of a closed database: equal, spoilt, or not to be compared."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import filesum
from rbdesk.workflow import catalog, office, setup
from tests.build import NOW

_SHEET = catalog.instrument(catalog.UNIT_SHEET)
CODES = [_SHEET.nodes[place].code for place in _SHEET.question_places]


def test_a_spoilt_letter_in_an_answer_is_seen_at_the_next_start(office_desk: Path, key: Key) -> None:
    """SQLite finds nothing wrong with it."""
    db = setup.open_desk(office_desk, now=NOW)
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "sepuluh orang"), who="Operator", now=NOW)
    db.close()
    path = DeskFolder(office_desk).database
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"sepuluh orang", b"sebelas orang"))
    with pytest.raises(StoreTrouble) as told:
        setup.open_desk(office_desk, now=NOW)
    assert told.value.kind == "damaged"
    path.write_bytes(whole)
    setup.open_desk(office_desk, now=NOW).close()


def test_what_was_written_since_is_not_compared(office_desk: Path, key: Key) -> None:
    desk = DeskFolder(office_desk)
    before = desk.database_sum.read_bytes()
    assert filesum.judge(desk.database, desk.database_sum) == filesum.EQUAL
    db = setup.open_desk(office_desk, now=NOW)
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "satu"), who="Operator", now=NOW)
    db.close()
    desk.database_sum.write_bytes(before)  # as if the program had been killed
    assert filesum.judge(desk.database, desk.database_sum) == filesum.UNKNOWN
    setup.open_desk(office_desk, now=NOW).close()
    assert filesum.judge(desk.database, desk.database_sum) == filesum.EQUAL


def test_a_write_that_was_cut_short_is_taken_back_and_nothing_is_called_spoilt(
    office_desk: Path, key: Key, tmp_path: Path
) -> None:
    """Pages of a transaction may reach the file before the page that counts writes."""
    db = setup.open_desk(office_desk, now=NOW)
    office.record_answers(
        db, key, {code: Answer(None, "x" * 1500) for code in CODES}, who="Operator", now=NOW
    )
    db.close()
    connection = sqlite3.connect(DeskFolder(office_desk).database, isolation_level=None)
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE answers SET note = replace(note, 'x', 'y')")
    cut = tmp_path / "cut"
    shutil.copytree(office_desk, cut)  # as the disk is when the power goes
    connection.execute("ROLLBACK")
    connection.close()
    desk = DeskFolder(cut)
    assert (cut / "desk.db-journal").stat().st_size
    assert b"yyyy" in desk.database.read_bytes()
    again = setup.open_desk(cut, now=NOW)
    assert office.load_year(again, key).assessment.answer("U.P.1.i.a").note == "x" * 1500
    again.close()


def test_an_older_copy_made_while_the_program_ran_and_put_back_is_not_called_spoilt(
    office_desk: Path, key: Key, tmp_path: Path
) -> None:
    """SQLite's own count of writes is the same in both."""
    db = setup.open_desk(office_desk, now=NOW)
    path, former = DeskFolder(office_desk).database, db.replica
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "satu"), who="Operator", now=NOW)
    db.close()  # a copy by another program of the open file would end nothing; here it is this process
    db = setup.open_desk(office_desk, now=NOW)
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "dua"), who="Operator", now=NOW)
    shutil.copyfile(path, tmp_path / "aside")
    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "tiga"), who="Operator", now=NOW)
    db.close()
    assert (tmp_path / "aside").read_bytes()[24:28] == path.read_bytes()[24:28]
    path.write_bytes((tmp_path / "aside").read_bytes())
    again = setup.open_desk(office_desk, now=NOW)
    assert office.load_year(again, key).assessment.answer("U.P.1.i.a").note == "dua"
    assert again.replica != former
    again.close()
    aside = (tmp_path / "aside").read_bytes()
    path.write_bytes(aside.replace(b'"note":"dua"', b'"note":"dub"'))
    assert not filesum.is_put_back(path, DeskFolder(office_desk).database_sum)


def test_a_desk_that_somebody_writes_to_is_held_and_not_spoilt(office_desk: Path, key: Key) -> None:
    desk = DeskFolder(office_desk)
    record = json.loads(desk.database_sum.read_bytes())
    desk.database_sum.write_text(
        json.dumps({**record, "sha256": "0" * 64})
    )  # as read in the midst of a write
    other = sqlite3.connect(desk.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreTrouble) as told:
        setup.open_desk(office_desk, now=NOW)
    assert told.value.kind == "locked"
    other.close()


@pytest.mark.parametrize("record", [None, b"", b"{}", b'{"counter": "x"}'])
def test_without_a_record_nothing_is_compared(office_desk: Path, record: bytes | None) -> None:
    desk = DeskFolder(office_desk)
    filesum.forget(desk.database_sum)
    if record is not None:
        desk.database_sum.write_bytes(record)
    assert filesum.judge(desk.database, desk.database_sum) == filesum.UNKNOWN
    setup.open_desk(office_desk, now=NOW).close()


def test_a_record_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    filesum.keep(tmp_path / "nowhere", tmp_path / "sum", 1)
    assert list(tmp_path.iterdir()) == []
