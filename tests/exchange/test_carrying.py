from __future__ import annotations

import os
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.exchange import bundle, carrying
from rbdesk.progress import Cancelled, Progress
from tests.exchange import samples


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stik").mkdir()
    return tmp_path / "stik"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_bundle_arrives_on_a_stick_byte_for_byte(tmp_path: Path, stick: Path) -> None:
    source = samples.written(tmp_path)
    there = carrying.carry(source, stick)
    assert there == stick / source.name
    assert there.read_bytes() == source.read_bytes()
    assert bundle.read(there, **samples.trusting()).bundle_id
    assert names(stick) == [source.name]


def test_a_second_copy_replaces_the_first(tmp_path: Path, stick: Path) -> None:
    source = samples.written(tmp_path)
    (stick / source.name).write_bytes(b"half of it")
    assert carrying.carry(source, stick).read_bytes() == source.read_bytes()


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="this system cannot write behind our back")
@pytest.mark.parametrize("loss", ["a byte", "the end"])
def test_a_stick_that_loses_bytes_is_found_out(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, loss: str
) -> None:
    source = samples.written(tmp_path)

    def lose(descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        if loss == "a byte":
            os.pwrite(descriptor, b"\xff", size // 2)
        else:
            os.truncate(descriptor, size - 512)

    monkeypatch.setattr(carrying.os, "fsync", lose)
    with pytest.raises(StoreTrouble) as trouble:
        carrying.carry(source, stick)
    assert (trouble.value.kind, trouble.value.path) == ("io", str(stick))
    assert names(stick) == []


def test_a_stick_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        carrying.carry(samples.written(tmp_path), tmp_path / "tidak-ada")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_stick_is_told_and_an_old_copy_stays(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = samples.written(tmp_path)
    (stick / source.name).write_bytes(b"the copy of yesterday")
    true_open = Path.open

    def full(path: Path, mode: str = "r", buffering: int = -1) -> object:
        return open("/dev/full", mode) if path.suffix == ".part" else true_open(path, mode, buffering)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreTrouble) as trouble:
        carrying.carry(source, stick)
    assert trouble.value.kind == "full"
    assert (stick / source.name).read_bytes() == b"the copy of yesterday"


@pytest.mark.parametrize("step", [0, 1])
def test_a_cancelled_copy_leaves_nothing(tmp_path: Path, stick: Path, step: int) -> None:
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        carrying.carry(samples.written(tmp_path), stick, Progress(is_cancelled=lambda: next(asked) >= step))
    assert names(stick) == []
