from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from rbdesk.exchange import intake, strictzip
from rbdesk.exchange.beside import Beside
from rbdesk.progress import SILENT, Cancelled, Progress
from tests.exchange import samples
from tests.exchange.samples import PDF, PDF_SHA256


def test_every_file_is_read_once_with_its_digest(tmp_path: Path) -> None:
    path = samples.written(tmp_path)
    staging = tmp_path / "karantina"
    staging.mkdir()
    copies: list[Path] = []
    with Beside() as beside, strictzip.open_strict(path) as archive:
        found = intake.take_in(archive, intake.Staging(staging, copies, beside), intake.Pace(SILENT, 1, ""))
    assert found.files == {
        name: content for name, content in samples.files_of(path).items() if "evidence/" not in name
    }
    assert found.digests == {
        name: hashlib.sha256(content).hexdigest() for name, content in samples.files_of(path).items()
    }
    carried = found.carried[f"data/evidence/{PDF_SHA256}"]
    assert (carried.sha256, carried.size, carried.mime) == (PDF_SHA256, len(PDF), "application/pdf")
    assert copies == [staging / PDF_SHA256] == [carried.copy]
    assert (staging / PDF_SHA256).read_bytes() == PDF


def test_a_pace_never_tells_more_than_the_whole() -> None:
    told: list[tuple[int, int, str]] = []
    pace = intake.Pace(Progress(lambda *step: told.append(step)), 10, "paket")
    for size in (4, 4, 4):
        pace.add(size)
    assert told == [(4, 10, "paket"), (8, 10, "paket"), (10, 10, "paket")]


def test_a_pace_stops_when_the_person_asks() -> None:
    with pytest.raises(Cancelled):
        intake.Pace(Progress(is_cancelled=lambda: True), 10, "").add(1)


class HeldByAScanner(OSError):
    """What Windows raises while a virus scanner has the file open."""

    winerror = 32


def test_a_file_held_by_a_scanner_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part, target = tmp_path / "x.part", tmp_path / "x"
    part.write_bytes(b"x")
    refusals = iter([HeldByAScanner(), HeldByAScanner()])
    true_replace = intake.os.replace

    def replace(source: Path, goal: Path) -> None:
        for held in refusals:
            raise held
        true_replace(source, goal)

    waits: list[float] = []
    monkeypatch.setattr(intake.os, "replace", replace)
    monkeypatch.setattr(intake.time, "sleep", waits.append)
    intake.give_name(part, target)
    assert target.read_bytes() == b"x"
    assert waits == [0.05, 0.1]


def test_patience_ends_and_other_trouble_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(intake.time, "sleep", waits.append)

    def held(*_: Path) -> None:
        raise HeldByAScanner

    monkeypatch.setattr(intake.os, "replace", held)
    with pytest.raises(HeldByAScanner):
        intake.give_name(tmp_path / "a", tmp_path / "b")
    assert 2.5 <= sum(waits) < 4

    def full(*_: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    waits.clear()
    monkeypatch.setattr(intake.os, "replace", full)
    with pytest.raises(OSError, match="full"):
        intake.give_name(tmp_path / "a", tmp_path / "b")
    assert waits == []
