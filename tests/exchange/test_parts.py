from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain import correspondence
from rbdesk.domain.assessment import Answer
from rbdesk.domain.correspondence import Delivery, EvidencePackage, Piece
from rbdesk.domain.submission import Package, Submission
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, parts, pieces
from rbdesk.progress import Cancelled, Progress
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.letter_samples import LARGE_SHA256, trust
from tests.exchange.samples import PDF, PDF_SHA256

MIB = 2**20
SIZES = (3 * MIB, 700_000, 90_000, 40_000, 2_000, 1_900_000)


def content(place: int, size: int) -> bytes:
    return b"%PDF-1.7\n" + random.Random(place).randbytes(size)


def a_state(folder: Path, sizes: Sequence[int] = SIZES) -> Package:
    contents = [content(place, size) for place, size in enumerate(sizes)]
    codes = [samples.TINY.nodes[place].code for place in samples.TINY.question_places]
    values = [
        samples.evidence(codes[place % len(codes)], raw, name=f"bukti {place}.pdf")
        for place, raw in enumerate(contents)
    ]
    return samples.a_package(Answer("A", "SK"), *values, blobs=samples.carrying(folder, *contents))


def sent(folder: Path, plan: parts.PartPlan) -> tuple[parts.Written, ...]:
    return parts.write(plan, samples.key_file(folder), folder / "keluar")


def taken_in(paths: Sequence[Path], staging: Path) -> tuple[dict[str, bytes], list[Submission]]:
    """What someone holds who takes the parts in, in this order: evidence by digest, and the states."""
    held: dict[str, bytes] = {}
    states: list[Submission] = []
    waiting: list[Piece] = []
    mimes: dict[str, str] = {}
    for found in bundle.receive_many(paths, trust(), staging):
        assert isinstance(found, Submission | Delivery), found
        package = found.package
        if isinstance(found, Submission):
            states.append(found)
        elif isinstance(package, EvidencePackage):
            waiting += package.pieces
            mimes |= {sha256: item.mime for sha256, item in package.files.items()}
        assert isinstance(package, Package | EvidencePackage)
        held |= {sha256: path.read_bytes() for sha256, path in package.blobs}
    for sha256, whole in pieces.complete(waiting).items():
        held[sha256] = pieces.assemble(whole, mimes[sha256], staging / sha256).read_bytes()
    return held, states


# --- plans ------------------------------------------------------------------------------------------------


def test_a_package_that_fits_is_one_bundle_and_no_part(tmp_path: Path) -> None:
    package = a_state(tmp_path)
    plan = parts.plan(package, limit=parts.MAIL_BYTES)
    assert [part.package for part in plan.parts] == [replace(package, blobs=tuple(sorted(package.blobs)))]
    (found,) = sent(tmp_path, plan)
    assert (
        found.path.read_bytes() == bundle.write(package, samples.key_file(tmp_path), tmp_path)[0].read_bytes()
    )


def test_a_stick_takes_one_file_whatever_its_size(tmp_path: Path) -> None:
    assert len(parts.plan(a_state(tmp_path), limit=None).parts) == 1


def test_the_plan_names_the_largest_files_first_and_what_is_lost(tmp_path: Path) -> None:
    plan = parts.plan(letters.a_state(tmp_path), limit=None)
    assert [file.name for file in plan.carried] == ["Laporan.pdf", "SK Camat.pdf"]
    assert [file.name for file in plan.lost] == ["Hilang.pdf"]
    assert plan.held == ()


def test_only_what_is_not_held_yet_is_sent(tmp_path: Path) -> None:
    package = letters.a_state(tmp_path)
    plan = parts.plan(package, limit=None, held={LARGE_SHA256, "f" * 64})
    assert ([file.name for file in plan.carried], [file.name for file in plan.held]) == (
        ["SK Camat.pdf"],
        ["Laporan.pdf"],
    )
    (found,) = sent(tmp_path, plan)
    read = bundle.receive(found.path, trust(), tmp_path / "karantina")
    assert isinstance(read, Submission)
    assert [sha256 for sha256, _ in read.package.blobs] == [PDF_SHA256]
    assert LARGE_SHA256 in read.missing


@pytest.mark.parametrize("limit", [parts.LEAST_PART_BYTES, MIB, 2 * MIB, 4 * MIB, parts.WHATSAPP_BYTES])
def test_no_part_is_larger_than_the_limit_nor_than_was_said(tmp_path: Path, limit: int) -> None:
    plan = parts.plan(a_state(tmp_path), limit=limit)
    written = sent(tmp_path, plan)
    assert [part.number for part in written] == list(range(1, len(plan.parts) + 1))
    for said, found in zip(plan.parts, written, strict=True):
        assert found.size == found.path.stat().st_size
        assert found.size <= said.size <= limit
        assert said.size - found.size < 3000
    assert plan.size >= sum(found.size for found in written)


def test_the_first_part_is_the_state_alone(tmp_path: Path) -> None:
    plan = parts.plan(a_state(tmp_path), limit=MIB)
    first = sent(tmp_path, plan)[0]
    assert first.size < 10_000
    read = bundle.receive(first.path, trust(), None)
    assert isinstance(read, Submission)
    assert read.package.part is not None
    assert (read.package.part.number, read.package.part.count) == (1, len(plan.parts))
    assert {"RB-W03", "RB-W05"} <= set(read.warnings)


def test_the_same_state_is_cut_in_the_same_way_into_the_same_bytes(tmp_path: Path) -> None:
    package = a_state(tmp_path)
    one, two = (
        parts.write(parts.plan(package, limit=MIB), samples.key_file(tmp_path), tmp_path / name)
        for name in "ab"
    )
    assert [part.path.read_bytes() for part in one] == [part.path.read_bytes() for part in two]
    assert [part.path.name for part in one] == [part.path.name for part in two]


def test_a_limit_that_is_too_small_and_rows_with_two_values_make_no_plan(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        parts.plan(a_state(tmp_path), limit=parts.LEAST_PART_BYTES - 1)
    package = a_state(tmp_path)
    key = next(iter(package.snapshot.rows))
    cells = package.snapshot.rows[key] * 2
    split = replace(package, snapshot=replace(package.snapshot, rows={**package.snapshot.rows, key: cells}))
    with pytest.raises(NotAllowed):
        parts.plan(split, limit=MIB)


# --- any order, any loss ----------------------------------------------------------------------------------


def test_parts_in_any_order_and_repeated_end_in_the_same_evidence(tmp_path: Path) -> None:
    package = a_state(tmp_path, (900_000, 300_000, 1_000))
    paths = [part.path for part in sent(tmp_path, parts.plan(package, limit=600_000))]
    assert len(paths) == 4
    everything = {sha256: path.read_bytes() for sha256, path in package.blobs}
    for place, given in enumerate(itertools.permutations(paths)):
        held, states = taken_in([*given, given[place % 4]], tmp_path / f"k{place}")
        assert held == everything
        assert all(state.package.snapshot == package.snapshot for state in states)


def test_a_lost_part_only_leaves_files_missing_and_is_named(tmp_path: Path) -> None:
    package = a_state(tmp_path, (900_000, 300_000, 1_000))
    written = sent(tmp_path, parts.plan(package, limit=600_000))
    everything = {sha256: path.read_bytes() for sha256, path in package.blobs}
    for lost in written[1:]:
        rest = [part.path for part in written if part is not lost]
        held, (state,) = taken_in(rest, tmp_path / f"k{lost.number}")
        assert held.items() < everything.items()
        assert state.package.snapshot == package.snapshot
        seen = [found.package.part for found in bundle.receive_many(rest, trust(), None)]  # type: ignore[union-attr]
        gaps = correspondence.missing_parts(part for part in seen if part is not None)
        assert list(gaps.values()) == [(lost.number,)]


def test_a_piece_that_is_lost_comes_with_the_next_sending(tmp_path: Path) -> None:
    package = a_state(tmp_path, (900_000, 1_000))
    written = sent(tmp_path, parts.plan(package, limit=600_000))
    held, _ = taken_in([part.path for part in written[:-1]], tmp_path / "k1")
    again = parts.plan(package, limit=None, held=held)
    assert {file.sha256 for file in again.carried} == set(dict(package.blobs)) - set(held)


# --- trouble ----------------------------------------------------------------------------------------------


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_large_file_that_changed_on_the_disk_makes_no_parts(tmp_path: Path) -> None:
    package = a_state(tmp_path)
    largest = max(package.blobs, key=lambda blob: blob[1].stat().st_size)[1]
    raw = bytearray(largest.read_bytes())
    raw[-1] ^= 1
    largest.write_bytes(raw)
    with pytest.raises(StoreTrouble) as trouble:
        sent(tmp_path, parts.plan(package, limit=MIB))
    assert (trouble.value.kind, trouble.value.path) == ("damaged", str(largest))
    assert leftovers(tmp_path / "keluar") == []


@pytest.mark.parametrize("step", [0, 5, 11])
def test_cancelled_parts_leave_nothing(tmp_path: Path, step: int) -> None:
    asked = iter(range(10_000))
    progress = Progress(is_cancelled=lambda: next(asked) >= step)
    with pytest.raises(Cancelled):
        parts.write(
            parts.plan(a_state(tmp_path), limit=MIB),
            samples.key_file(tmp_path),
            tmp_path / "keluar",
            progress,
        )
    assert leftovers(tmp_path / "keluar") == []


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _: told.append((done, total)))
    plan = parts.plan(a_state(tmp_path), limit=MIB)
    parts.write(plan, samples.key_file(tmp_path), tmp_path / "keluar", progress)
    assert told == sorted(told)
    assert told[-1] == (plan.size, plan.size)


def test_evidence_beyond_what_a_bundle_may_hold_is_sent_in_parts_even_on_a_stick(tmp_path: Path) -> None:
    """More than a gibibyte in all: planned from the rows' sizes, nothing is read."""
    values: list[Any] = []
    blobs = []
    for n in range(18):
        digest = hashlib.sha256(str(n).encode()).hexdigest()
        item = samples.evidence(f"X.P.1.i.{'abc'[n % 3]}", PDF)
        values.append(replace(item, sha256=digest, size=62 * MIB, name=f"{n}.pdf"))
        blobs.append((digest, tmp_path / "tidak-dibaca"))
    plan = parts.plan(samples.a_package(*values, blobs=tuple(blobs)), limit=None)
    assert len(plan.parts) == 3
    assert all(part.size < 2**30 + MIB for part in plan.parts)
