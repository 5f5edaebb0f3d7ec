"""Bundles from people, machines and gateways that mean harm or were in a hurry: each kind is refused, and changes nothing."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from rbdesk.domain.submission import Submission
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bundle
from rbdesk.exchange.stages import Trust
from tests.exchange import hostile, samples
from tests.exchange.hostile import Kind

DOCUMENT = Path(__file__).parent.parent / "docs" / "bundle-format.md"
# told by other means than a file: a full disk, what a desk holds, and the desk's own store
_NOT_OF_A_FILE = {"RB-F08", "RB-M02", "RB-M03", "RB-M04", "RB-K01", "RB-K02", "RB-K03"}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> list[Kind]:
    return list(hostile.kinds(tmp_path_factory.mktemp("sah")))


def test_there_are_many_kinds_and_each_has_its_own_name(kinds: list[Kind]) -> None:
    assert len(kinds) >= 150
    assert len({kind.name for kind in kinds}) == len(kinds)


def test_every_code_that_a_file_can_get_is_provoked(kinds: list[Kind]) -> None:
    listed = re.findall(r"^\| (RB-[FZBSVIJDEMK][^|]*) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    codes = {f"RB-{letter}{digits}" for cell in listed for letter, digits in _codes(cell)}
    assert len(codes) > 60
    assert codes - {kind.code for kind in kinds} == _NOT_OF_A_FILE
    assert {kind.code for kind in kinds} - codes == set()


def _codes(cell: str) -> list[tuple[str, str]]:
    """The codes of a cell of the table, `RB-K01, K02, K03` too."""
    return re.findall(r"([A-Z])([0-9]{2})", cell)


def test_a_stick_full_of_them_is_refused_file_by_file_and_leaves_nothing(
    kinds: list[Kind], tmp_path: Path
) -> None:
    """Each with its exact code, the same twice, within five seconds; a whole bundle after them is taken all the same."""
    good = Kind("a whole bundle", "", hostile.FIRST, lambda _: samples.written(tmp_path))
    stick, staging = tmp_path / "stik", tmp_path / "karantina"
    for folder in (stick, staging):
        folder.mkdir()
    given = [(kind, kind.make(stick / f"{number:04d}")) for number, kind in enumerate([*kinds, good])]
    before = tree(tmp_path)
    first, second = ([judged(path, kind.trust, staging) for kind, path in given] for _ in range(2))
    expected = {kind.name: kind.code for kind, _ in given}
    for verdicts in (first, second):
        assert {kind.name: code for (kind, _), (code, _) in zip(given, verdicts, strict=True)} == expected
        assert [
            kind.name for (kind, _), (_, seconds) in zip(given, verdicts, strict=True) if seconds > 5
        ] == []
    assert tree(tmp_path) == before


def judged(path: Path, trust: Trust, staging: Path) -> tuple[str, float]:
    """The code of a file, "" where it is taken, and how long that took in seconds."""
    start = time.monotonic()
    try:
        found = bundle.receive(path, trust, staging)
    except BundleRefused as refused:
        return refused.code, time.monotonic() - start
    assert isinstance(found, Submission)
    for _, copy in found.package.blobs:
        copy.unlink()
    return "", time.monotonic() - start


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """What lies in a folder: names, sizes and times of change; a folder's own time is not its content's."""
    return {
        str(path.relative_to(folder)): (0, 0)
        if path.is_dir()
        else (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }
