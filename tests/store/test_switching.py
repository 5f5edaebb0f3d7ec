"""A restored database put in place: at once, whole, finished by whoever comes next."""

from __future__ import annotations

from pathlib import Path

from rbdesk.paths import DeskFolder
from rbdesk.store import switching


def _a_desk(root: Path) -> DeskFolder:
    desk = DeskFolder(root)
    desk.make()
    desk.database.write_bytes(b"former")
    (root / "desk.db-journal").write_bytes(b"of the former")
    desk.restoring.mkdir()
    switching.ready(desk).write_bytes(b"restored")
    return desk


def test_the_former_files_are_kept_and_the_new_one_stands(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path)
    aside = switching.put_aside(desk, "20200827")
    switching.switch(desk)
    assert desk.database.read_bytes() == b"restored"
    assert not (tmp_path / "desk.db-journal").exists()
    assert not desk.restore_mark.exists()
    assert not desk.restoring.exists()
    assert aside is not None
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == {
        "desk.db": b"former",
        "desk.db-journal": b"of the former",
    }


def test_a_switch_that_was_cut_short_is_finished_once(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path)
    desk.restore_mark.write_text("{}")
    switching.finish(desk)
    switching.finish(desk)
    assert desk.database.read_bytes() == b"restored"
    desk.restore_mark.write_text("{}")  # cut short between the last two touches
    switching.finish(desk)
    assert desk.database.read_bytes() == b"restored"
    assert not desk.restore_mark.exists()


def test_without_a_mark_nothing_is_switched(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path)
    switching.finish(desk)
    assert desk.database.read_bytes() == b"former"


def test_nothing_is_put_aside_where_nothing_is(tmp_path: Path) -> None:
    assert switching.put_aside(DeskFolder(tmp_path), "20200827") is None


def test_a_small_file_is_written_whole(tmp_path: Path) -> None:
    switching.write_whole(tmp_path / "a.json", b"1")
    switching.write_whole(tmp_path / "a.json", b"2")
    assert (tmp_path / "a.json").read_bytes() == b"2"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
