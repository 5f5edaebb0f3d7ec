from __future__ import annotations

import os
from pathlib import Path

import pytest

from rbdesk.errors import StoreTrouble
from rbdesk.progress import Cancelled
from rbdesk.report.whole import replacing


def test_a_document_takes_the_place_of_an_older_one_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "Laporan" / "Paparan.pptx"
    with replacing(path) as part:
        part.write_bytes(b"first")
        assert not path.exists()
        assert part.parent == path.parent
    with replacing(path) as part:
        part.write_bytes(b"second")
        assert path.read_bytes() == b"first"
    assert path.read_bytes() == b"second"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_stopped_job_leaves_the_older_document_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "Paparan.pptx"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        _write_half(path)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


def test_a_document_held_open_is_told_as_locked_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Paparan.pptx"
    path.write_bytes(b"old")

    def refuse(part: str, target: str) -> None:
        raise PermissionError(13, "the process cannot access the file", str(target))

    monkeypatch.setattr(os, "replace", refuse)  # as Windows does while another program holds it
    with pytest.raises(StoreTrouble) as told, replacing(path) as part:
        part.write_bytes(b"new")
    assert (told.value.kind, told.value.path) == ("locked", str(path))
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


def test_a_folder_that_is_a_file_is_told_as_trouble_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "bukan-folder").write_bytes(b"")
    with (
        pytest.raises(StoreTrouble) as told,
        replacing(tmp_path / "bukan-folder" / "Paparan.pptx") as part,
    ):
        part.write_bytes(b"new")
    assert told.value.kind == "io"


def _write_half(path: Path) -> None:
    with replacing(path) as part:
        part.write_bytes(b"half")
        raise Cancelled
