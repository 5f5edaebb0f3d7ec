"""Copies made while a bundle is read."""

from __future__ import annotations

import os
from pathlib import Path

from rbdesk.exchange import intake, mirror, strictzip
from rbdesk.exchange.beside import Beside
from rbdesk.exchange.mirror import Mirror, MirroredFile
from rbdesk.progress import SILENT
from tests.exchange import samples


def test_once_every_entry_was_read_the_copy_is_the_file(tmp_path: Path) -> None:
    path = samples.written(tmp_path)
    with Beside() as beside:
        copying = Mirror(tmp_path / "asli", beside)
        with strictzip.open_strict(path, copying) as archive:
            intake.take_in(archive, None, intake.Pace(SILENT, 1, ""))
        copying.finish()
    assert (tmp_path / "asli").read_bytes() == path.read_bytes()


def test_what_was_read_is_kept_though_the_file_changes_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"judged at once")
    with Beside() as beside:
        copying = Mirror(tmp_path / "asli", beside)
        with path.open("r+b") as plain:
            file = MirroredFile(plain, copying)
            assert file.seek(7) == 7
            assert file.read() == b"at once"
            path.write_bytes(b"altered afterw")
            file.seek(0)
            assert file.read(7) == b"altered"
    assert (tmp_path / "asli").read_bytes() == b"alteredat once"


def test_a_copy_is_brought_to_the_disk_as_it_grows_and_at_the_end(tmp_path: Path, monkeypatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(mirror, "_SYNC_BYTES", 10)
    monkeypatch.setattr(mirror.os, "fsync", lambda file: synced.append(os.fstat(file).st_size))
    with Beside() as beside:
        copying = Mirror(tmp_path / "asli", beside)
        for place in range(0, 30, 6):
            copying.write(place, b"123456")
        copying.finish()
    assert synced == [12, 24, 30]
