"""What commits wrote, as lines: whole, chained, told up to the first that is spoilt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key
from rbdesk.store import journal, redo
from rbdesk.store.database import Store
from rbdesk.store.journal import Subject
from rbdesk.store.journal_copy import START
from rbdesk.store.redo import Place, RedoLog
from rbdesk.workflow import office, setup
from tests.build import NOW


def _place(n: int) -> Place:
    return Place(n, f"{n:064x}") if n else Place()


def _log(folder: Path, count: int = 3) -> RedoLog:
    log = RedoLog(folder, 3)
    log.begin(_place(0))
    for n in range(1, count + 1):
        log.append([("INSERT", [n, "é\n"], False)], _place(n))
    return log


def _told(folder: Path, point: int = 0, start: int = 0, schema: int = 3) -> list[int]:
    return [done.after.place for done in redo.lines_after(folder, point, _place(start), schema)]


def test_what_was_written_is_told_again(tmp_path: Path) -> None:
    _log(tmp_path).close()
    done = next(iter(redo.lines_after(tmp_path, 0, Place(), 3)))
    assert done.writes == (("INSERT", [1, "é\n"], False),)
    assert done.after == _place(1)
    assert _told(tmp_path) == [1, 2, 3]


def test_a_log_goes_on_where_it_ended(tmp_path: Path) -> None:
    _log(tmp_path).close()
    again = RedoLog(tmp_path, 3)
    again.begin(_place(3))
    again.append([("x", (), False)], _place(4))
    again.close()
    assert _told(tmp_path) == [1, 2, 3, 4]
    assert len(list(tmp_path.iterdir())) == 1


def test_what_follows_a_backup_is_told_from_there_and_from_before(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.rotate(7, _place(3))
    log.append([("x", (), False)], _place(4))
    log.close()
    assert _told(tmp_path) == [1, 2, 3, 4]
    assert _told(tmp_path, 7, 3) == [4]
    assert redo.highest_point(tmp_path) == 7


def test_a_journal_that_went_on_without_the_log_is_a_gap_that_nothing_crosses(tmp_path: Path) -> None:
    _log(tmp_path).close()
    later = RedoLog(tmp_path, 3)
    later.begin(_place(5))
    later.append([("x", (), False)], _place(6))
    later.close()
    assert _told(tmp_path) == [1, 2, 3]
    assert _told(tmp_path, 0, 5) == [6]


@pytest.mark.parametrize("tail", [b'{"writes": [', b"\0" * 900, b"\n\n", b"\xff\xfe\n"])
def test_a_torn_end_is_left_out_and_written_over(tmp_path: Path, tail: bytes) -> None:
    _log(tmp_path).close()
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    assert _told(tmp_path) == [1, 2, 3]
    path.write_bytes(whole + b'{"torn')
    again = RedoLog(tmp_path, 3)
    again.begin(_place(3))
    again.append([("x", (), False)], _place(4))
    again.close()
    assert 4 in [*_told(tmp_path), *_told(tmp_path, 0, 3)]


def test_a_changed_line_ends_what_is_told(tmp_path: Path) -> None:
    _log(tmp_path).close()
    (path,) = tmp_path.iterdir()
    lines = path.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b'"INSERT"', b'"DELETE"')
    path.write_bytes(b"\n".join(lines))
    assert _told(tmp_path) == [1]


def test_lines_of_another_schema_are_not_told(tmp_path: Path) -> None:
    _log(tmp_path).close()
    assert _told(tmp_path, schema=4) == []


def test_lines_that_could_not_be_written_are_written_with_the_next(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.write_text("a file where the folder should be")
    log = _log(folder, 2)
    folder.unlink()
    log.append([("x", (), False)], _place(3))
    log.close()
    assert _told(folder) == [1, 2, 3]


def test_a_full_log_says_so_and_a_backup_empties_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redo, "LARGEST", 650)
    log = _log(tmp_path, 6)
    assert log.is_full
    assert _told(tmp_path) == [1, 2]
    log.rotate(1, _place(6))
    assert not log.is_full
    log.append([("x", (), False)], _place(7))
    log.close()
    assert _told(tmp_path) == [1, 2]
    assert _told(tmp_path, 1, 6) == [7]


def test_a_value_that_no_line_can_hold_fails_no_save_and_asks_for_a_backup(tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.append([("x", (b"bytes",), False)], _place(4))
    log.append([("x", (), False)], _place(5))
    assert log.is_full
    assert _told(tmp_path) == [1, 2, 3]
    log.rotate(1, _place(5))
    assert not log.is_full
    log.close()


def test_segments_that_no_backup_needs_go(tmp_path: Path) -> None:
    log = _log(tmp_path)
    for point in (1, 2, 3):
        log.rotate(point, _place(3))
    log.close()
    redo.drop_before(tmp_path, 2)
    assert [json.loads(path.read_text())["point"] for path in sorted(tmp_path.iterdir())] == [2, 3]
    redo.drop_before(tmp_path, 9)
    assert len(list(tmp_path.iterdir())) == 2


def _writes(db: Store) -> list[Sequence[object]]:
    db.close()
    done = list(redo.lines_after(db.folder.redo, 0, Place(0, START), 3))
    return [write for one in done for write in one.writes]


def test_a_save_tells_what_it_wrote_and_nothing_that_was_rolled_back(db: Store, key: Key) -> None:
    def fail() -> None:
        with db.atomic():
            journal.add(db, "flag", Subject(), (), True, who="", now=NOW)
            raise KeyError

    office.record_answer(db, key, "U.P.1.i.a", Answer(None, "catatan satu"), who="Operator", now=NOW)
    for _ in range(2):
        with pytest.raises(KeyError):
            fail()
    with db.atomic():
        with pytest.raises(KeyError):
            fail()
        journal.add(db, "flag", Subject(), (), False, who="", now=NOW)
    end = db.journal_place
    told = str(_writes(db))
    assert "catatan satu" in told
    assert "'flag'" in told
    assert told.count("'flag'") == 1
    again = setup.open_desk(db.folder.root, now=NOW)
    assert again.journal_place == end
    again.close()
