from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.store import life
from rbdesk.store.life import Life


def test_what_is_remembered_of_a_place_comes_back_and_of_no_other(tmp_path: Path) -> None:
    life.keep_life(tmp_path / "a", Life("a" * 16, 7))
    life.keep_life(tmp_path / "a", Life("a" * 16, 9))

    assert life.load_life(tmp_path / "a") == Life("a" * 16, 9)
    assert life.load_life(tmp_path / "b") is None


def test_a_place_is_named_without_telling_it(tmp_path: Path) -> None:
    name = life.home_of(tmp_path)

    assert len(name) == 16
    assert set(name) <= set("0123456789abcdef")
    assert name == life.home_of(tmp_path / "x" / "..")
    assert name != life.home_of(tmp_path / "x")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"replica": "a"}', '{"replica": "a", "n": "x"}'])
def test_a_record_that_is_not_whole_is_none(tmp_path: Path, content: str) -> None:
    life.keep_life(tmp_path, Life("a" * 16, 7))
    record = paths.lives() / f"{life.home_of(tmp_path)}.json"
    record.write_text(content)

    assert life.load_life(tmp_path) is None
