"""Originals of accepted bundles and files in quarantine."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import archive


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    desk = DeskFolder(tmp_path / "desk")
    desk.make()
    return desk


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "DOC-20200903(1).bin"
    file.write_bytes(b"PK bundle")
    return file


def test_an_original_is_kept_byte_for_byte_and_not_writable(folder: DeskFolder, source: Path) -> None:
    kept = archive.keep_original(folder, "a" * 64, source)
    assert kept == folder.archived("a" * 64)
    assert kept.read_bytes() == source.read_bytes()
    assert kept.stat().st_mode & 0o222 == 0


def test_an_original_that_is_there_stays(folder: DeskFolder, source: Path) -> None:
    kept = archive.keep_original(folder, "a" * 64, source)
    source.write_bytes(b"other")
    assert archive.keep_original(folder, "a" * 64, source).read_bytes() == b"PK bundle"
    assert [path.name for path in folder.archive.iterdir()] == [kept.name]


def test_a_source_that_is_gone_is_told_and_nothing_is_kept(folder: DeskFolder, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        archive.keep_original(folder, "a" * 64, tmp_path / "gone.zip")
    assert list(folder.archive.iterdir()) == []


def test_a_copy_on_the_desks_disk_is_moved_and_not_writable(folder: DeskFolder) -> None:
    loose = folder.quarantine / "asli-1.rbd.zip"
    loose.write_bytes(b"PK bundle")
    kept = archive.place_original(folder, "a" * 64, loose)
    assert kept.read_bytes() == b"PK bundle"
    assert kept.stat().st_mode & 0o222 == 0
    assert not loose.exists()


def test_a_moved_copy_of_what_is_there_goes_and_another_try_finds_it(folder: DeskFolder) -> None:
    loose = folder.quarantine / "asli-1.rbd.zip"
    loose.write_bytes(b"PK bundle")
    kept = archive.place_original(folder, "a" * 64, loose)
    assert archive.place_original(folder, "a" * 64, loose) == kept
    loose.write_bytes(b"PK bundle")
    archive.place_original(folder, "a" * 64, loose)
    assert not loose.exists()
    with pytest.raises(StoreTrouble):
        archive.place_original(folder, "b" * 64, loose)


def test_a_copy_on_the_desks_disk_is_moved_into_quarantine(folder: DeskFolder) -> None:
    loose = folder.quarantine / "asli-1.rbd.zip"
    for _ in range(2):
        loose.write_bytes(b"PK bundle")
        kept = archive.place_quarantined(folder, "b" * 64, loose)
    assert [path.read_bytes() for path in folder.quarantine.iterdir()] == [b"PK bundle"]
    assert kept == folder.quarantine / ("b" * 64)


def test_a_file_waits_in_quarantine_until_it_is_taken_out(folder: DeskFolder, source: Path) -> None:
    kept = archive.keep_quarantined(folder, "b" * 64, source)
    assert kept.read_bytes() == b"PK bundle"
    archive.drop_quarantined(folder, "b" * 64)
    archive.drop_quarantined(folder, "b" * 64)
    assert list(folder.quarantine.iterdir()) == []
