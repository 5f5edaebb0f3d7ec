"""A desk erased: nothing of it is left, and what was cut short goes on."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import Cancelled, Progress
from rbdesk.store import erasing


def _a_desk(root: Path) -> DeskFolder:
    desk = DeskFolder(root)
    desk.make()
    for path in (
        desk.database,
        desk.device_key,
        desk.seal_key,
        desk.evidence / "ab" / "abc",
        desk.backup / "evidence" / "ab" / "abc",
        desk.backup / "aside" / "2020" / "desk.db",
        desk.archive / "a.rbd.zip",
        desk.journal / "x.jsonl",
        desk.log / "rbdesk.log",
        desk.holder,
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"RAHASIA" * 999)
    (desk.archive / "a.rbd.zip").chmod(0o444)
    return desk


def test_nothing_of_a_desk_is_left(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path / "desk")
    assert erasing.erase(desk) == 10
    assert not desk.root.exists()


def test_bytes_are_written_over_before_a_file_goes(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path / "desk")
    second = tmp_path / "second-name"
    os.link(desk.database, second)
    erasing.erase(desk)
    assert set(second.read_bytes()) == {0}


def test_what_people_keep_beside_it_stays(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path / "desk")
    (desk.root / "surat.docx").write_bytes(b"lain")
    (desk.log / "tautan").symlink_to(desk.root / "surat.docx")
    erasing.erase(desk)
    assert [path.name for path in desk.root.iterdir()] == ["surat.docx"]
    assert (desk.root / "surat.docx").read_bytes() == b"lain"


def test_erasing_that_was_cut_short_goes_on(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path / "desk")
    with pytest.raises(Cancelled):
        erasing.erase(desk, Progress(None, lambda: not desk.device_key.exists()))
    assert erasing.is_begun(desk)
    assert desk.database.exists()
    erasing.erase(desk)
    assert not desk.root.exists()


def test_copies_that_were_made_for_viewers_go_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("rbdesk-lihat-1", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "bukti.pdf").write_bytes(b"RAHASIA")
    assert erasing.erase_viewed("rbdesk-lihat-*") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["others"]


def test_what_cannot_be_taken_away_is_told(tmp_path: Path) -> None:
    desk = _a_desk(tmp_path / "desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(erasing, "_wipe", lambda path: None)
        with pytest.raises(StoreTrouble):
            erasing.erase(desk)
    assert erasing.is_begun(desk)
