"""The name of who has the desk open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rbdesk.store import holder
from tests.build import NOW


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    holder.write(tmp_path / "holder.json", NOW)
    found = holder.read(tmp_path / "holder.json")
    assert (found.process, found.since) == (os.getpid(), "2020-08-27T03:42:00Z")
    assert found.name == holder.account_name()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"name": "a"}', b"\xff\xfe"])
def test_a_file_that_is_not_whole_names_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "holder.json").write_bytes(content)
    assert holder.read(tmp_path / "holder.json").name == ""


def test_a_file_that_is_not_there_names_nobody_and_can_be_removed(tmp_path: Path) -> None:
    holder.remove(tmp_path / "holder.json")
    assert holder.read(tmp_path / "holder.json").name == ""
