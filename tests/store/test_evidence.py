"""Files of evidence under their digest: whole or not there, one copy each, swept when nothing speaks of them."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.progress import SILENT, Cancelled, Progress
from rbdesk.store import evidence
from rbdesk.store.database import Store
from rbdesk.store.evidence import FileRecord
from tests.build import NOW

CONTENT = b"%PDF-1.4 isi"
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    desk = DeskFolder(tmp_path / "desk")
    desk.make()
    return desk


def _take_in(folder: DeskFolder, content: bytes = CONTENT) -> Path:
    return evidence.place(folder, evidence.copy_in(folder, io.BytesIO(content), len(content), SILENT))


def _files(folder: DeskFolder) -> list[str]:
    return sorted(path.name for path in folder.evidence.rglob("*") if path.is_file())


def test_a_file_lies_under_its_digest_with_the_same_bytes(folder: DeskFolder) -> None:
    path = _take_in(folder)
    assert path == folder.evidence / SHA[:2] / SHA
    assert path.read_bytes() == CONTENT
    assert evidence.has_file(folder, SHA, len(CONTENT))


def test_the_same_content_is_kept_once(folder: DeskFolder) -> None:
    _take_in(folder)
    _take_in(folder)
    assert _files(folder) == [SHA]


def test_a_cut_file_in_its_place_is_replaced_by_the_whole_one(folder: DeskFolder) -> None:
    _take_in(folder).write_bytes(CONTENT[:3])
    assert not evidence.has_file(folder, SHA, len(CONTENT))
    assert _take_in(folder).read_bytes() == CONTENT


def test_a_copy_that_is_stopped_leaves_nothing(folder: DeskFolder) -> None:
    stopped = Progress(is_cancelled=lambda: True)
    with pytest.raises(Cancelled):
        evidence.copy_in(folder, io.BytesIO(CONTENT), len(CONTENT), stopped)
    assert _files(folder) == []


def test_a_source_that_breaks_off_leaves_nothing_and_is_told(folder: DeskFolder) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(5, "stick pulled out")
            return super().read(4)

    with pytest.raises(StoreTrouble) as told:
        evidence.copy_in(folder, Broken(CONTENT), len(CONTENT), SILENT)
    assert told.value.kind == "io"
    assert _files(folder) == []


def test_progress_goes_up_to_the_whole(folder: DeskFolder) -> None:
    told: list[tuple[int, int]] = []
    size = (1 << 20) + 5
    progress = Progress(lambda done, total, label: told.append((done, total)))
    evidence.copy_in(folder, io.BytesIO(bytes(size)), size, progress)
    assert told == [(1 << 20, size), (size, size)]


def test_what_is_known_of_a_file_stays_when_it_comes_again(db: Store) -> None:
    first = FileRecord(SHA, len(CONTENT), "application/pdf", "SK.pdf", NOW, "Operator 1")
    again = FileRecord(
        SHA, len(CONTENT), "application/pdf", "lain.pdf", NOW + timedelta(days=1), "Operator 2"
    )
    with db.atomic():
        evidence.keep_file(db, first)
        evidence.keep_file(db, again)
    assert evidence.load_files(db) == {SHA: first}
    assert evidence.load_file(db, "0" * 64) is None


def test_a_date_of_content_can_be_set_and_cleared(db: Store) -> None:
    with db.atomic():
        evidence.keep_file(db, FileRecord(SHA, len(CONTENT), "application/pdf", "SK.pdf", NOW, "Operator"))
    for day in (date(2019, 3, 1), None):
        with db.atomic():
            evidence.keep_content_date(db, SHA, day)
        found = evidence.load_file(db, SHA)
        assert found is not None
        assert found.content_date == day


def test_sweeping_takes_old_files_that_no_row_names(folder: DeskFolder) -> None:
    kept, loose = _take_in(folder), _take_in(folder, b"%PDF lain")
    part = evidence.copy_in(folder, io.BytesIO(b"setengah"), 8, SILENT).path
    fresh = _take_in(folder, b"%PDF baru")
    old = (NOW - timedelta(days=8)).timestamp()
    for path in (kept, loose, part):
        os.utime(path, (old, old))
    os.utime(fresh, (NOW.timestamp(), NOW.timestamp()))
    assert evidence.sweep(folder, [SHA], NOW) == 2
    assert _files(folder) == sorted([SHA, fresh.name])
