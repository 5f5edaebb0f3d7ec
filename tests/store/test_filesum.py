"""The bytes of a closed database: equal, spoilt, or not to be compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import filesum
from rbdesk.workflow import office, setup
from tests.build import NOW


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


@pytest.mark.parametrize("record", [None, b"", b"{}", b'{"counter": "x"}'])
def test_without_a_record_nothing_is_compared(office_desk: Path, record: bytes | None) -> None:
    desk = DeskFolder(office_desk)
    filesum.forget(desk.database_sum)
    if record is not None:
        desk.database_sum.write_bytes(record)
    assert filesum.judge(desk.database, desk.database_sum) == filesum.UNKNOWN
    setup.open_desk(office_desk, now=NOW).close()


def test_a_record_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    filesum.keep(tmp_path / "nowhere", tmp_path / "sum")
    assert list(tmp_path.iterdir()) == []
