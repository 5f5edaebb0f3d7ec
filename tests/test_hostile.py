"""Bundles from people, machines and gateways that mean harm or were in a hurry: each kind is refused, and changes nothing."""

from __future__ import annotations

import os
import random
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from rbdesk.domain.correspondence import Delivery
from rbdesk.domain.submission import Package, Submission
from rbdesk.errors import BundleRefused
from rbdesk.exchange import bundle, codec, head
from rbdesk.exchange.stages import Trust
from rbdesk.workflow import secretariat
from tests import year
from tests.exchange import hostile, samples
from tests.exchange.hostile import Kind, Signed

DOCUMENT = Path(__file__).parent.parent / "docs" / "bundle-format.md"
# told by other means than a file: a full disk, what a desk holds, and the desk's own store
_NOT_OF_A_FILE = {"RB-F08", "RB-M02", "RB-M03", "RB-M04", "RB-K01", "RB-K02", "RB-K03"}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> list[Kind]:
    return list(hostile.kinds(tmp_path_factory.mktemp("sah")))


@pytest.fixture(scope="module")
def stick(kinds: list[Kind], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Kind, Path]]:
    """A file of each kind, which nobody may change."""
    folder = tmp_path_factory.mktemp("stik")
    return [(kind, kind.make(folder / f"{number:04d}")) for number, kind in enumerate(kinds)]


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
    stick: list[tuple[Kind, Path]], tmp_path: Path
) -> None:
    """Each with its exact code, the same twice, within five seconds; a whole bundle after them is taken all the same."""
    good = Kind("a whole bundle", "", hostile.FIRST, lambda _: samples.written(tmp_path))
    staging, folder = tmp_path / "karantina", stick[0][1].parent
    staging.mkdir()
    given = [*stick, (good, good.make(tmp_path / "utuh"))]
    before = tree(tmp_path), tree(folder)
    first, second = ([judged(path, kind.trust, staging) for kind, path in given] for _ in range(2))
    expected = {kind.name: kind.code for kind, _ in given}
    for verdicts in (first, second):
        assert {kind.name: code for (kind, _), (code, _) in zip(given, verdicts, strict=True)} == expected
        assert [
            kind.name for (kind, _), (_, seconds) in zip(given, verdicts, strict=True) if seconds > 5
        ] == []
    assert (tree(tmp_path), tree(folder)) == before


def test_a_desk_that_is_given_all_of_them_takes_in_nothing(
    stick: list[tuple[Kind, Path]], tmp_path: Path
) -> None:
    """What it knows is what it knew; outside quarantine no file is another; the same ones again are no news."""
    given = [path for _, path in stick]
    folder = given[0].parent
    with year.an_office(tmp_path / "k") as office, year.a_secretariat(tmp_path / "s", office) as desk:
        year.say(office, {year.FIRST: "A"})
        year.take_in(desk, year.send(office, tmp_path / "sah"))
        digest = secretariat.load_digest(desk)
        kept = tree(desk.folder.archive), tree(desk.folder.evidence), tree(folder)
        year.take_in(desk, *given)
        noted = secretariat.load_inbox(desk, year.YEAR).refusals
        assert len(noted) > 300
        assert all(entry.code.startswith("RB-") for entry in noted)
        year.take_in(desk, *given)
        assert len(secretariat.load_inbox(desk, year.YEAR).refusals) == len(noted)
        assert secretariat.load_digest(desk) == digest
        assert (tree(desk.folder.archive), tree(desk.folder.evidence), tree(folder)) == kept


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


# --- mutants ----------------------------------------------------------------------------------------------

MUTANTS = int(os.environ.get("RBDESK_MUTANTS", "10000"))  # 100000 before a release
LONGEST_SECONDS = 2.0


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> list[Signed]:
    return hostile.valid_bundles(tmp_path_factory.mktemp("sah"))


def test_no_mutant_is_accepted_with_other_content(valid: list[Signed], tmp_path: Path) -> None:
    chance = random.Random(2020)
    good = [given.path.read_bytes() for given in valid]
    true = [bare(bundle.receive(given.path, given.trust, None)) for given in valid]
    path, slowest, accepted = tmp_path / "mutan", 0.0, 0
    for turn in range(MUTANTS * 4 // 5):
        place = turn % len(valid)
        path.write_bytes(hostile.mutant(good[place], chance))
        start = time.monotonic()
        try:
            # a deflate stream may code the same content in another way, in a file of another size
            assert bare(bundle.receive(path, valid[place].trust, None)) == true[place]
            accepted += 1
        except BundleRefused:
            pass
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < LONGEST_SECONDS
    assert accepted < MUTANTS / 20


def test_whoever_holds_a_key_makes_no_reader_crash_and_nothing_is_read_but_what_stands_there(
    valid: list[Signed], tmp_path: Path
) -> None:
    """What is taken in is written again to the very same files: no reading loses or invents anything."""
    chance = random.Random(2020)
    path, slowest, refused = tmp_path / "mutan", 0.0, 0
    for turn in range(MUTANTS // 5):
        given = valid[turn % len(valid)]
        draft = hostile.signed_mutant(given, chance)
        path.write_bytes(draft.build())
        start = time.monotonic()
        try:
            found = bundle.receive(path, given.trust, None)
        except BundleRefused:
            refused += 1
        else:
            files = {name: raw for name, raw in draft.payload.items() if name.endswith(".json")}
            if draft.get("bundle")["format"]["minor"] <= head.MINOR:
                assert rewritten(found, given) == files
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < LONGEST_SECONDS
    assert MUTANTS // 5 * 0.7 < refused < MUTANTS // 5


def rewritten(found: Submission | Delivery, given: Signed) -> dict[str, bytes]:
    """The JSON files that the read package is written as, with the evidence of the bundle it came from."""
    package = found.package
    if isinstance(package, Package):
        # only the names of carried files matter to the JSON
        carried = {item.sha256 for item in codec.standing_evidence(package.snapshot)} - set(found.missing)  # type: ignore[union-attr]
        package = replace(package, blobs=tuple((sha256, given.path) for sha256 in sorted(carried)))
    return dict(bundle.contents_of(package).files)


def bare(found: Submission | Delivery) -> Submission | Delivery:
    """Without where the file lies and how large it is."""
    return replace(found, path=Path(), size=0)


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """What lies in a folder: names, sizes and times of change; a folder's own time is not its content's."""
    return {
        str(path.relative_to(folder)): (0, 0)
        if path.is_dir()
        else (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
    }
