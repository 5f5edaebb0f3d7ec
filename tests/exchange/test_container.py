from __future__ import annotations

import os
from pathlib import Path

import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import bundle, container, intake
from rbdesk.exchange.bag import Bag
from rbdesk.exchange.container import Contents, Stored
from rbdesk.progress import SILENT
from tests.exchange import letter_samples as letters
from tests.exchange import samples
from tests.exchange.samples import PDF, PDF_SHA256


def contents(folder: Path) -> Contents:
    return bundle.contents_of(samples.a_package(blobs=samples.carrying(folder, PDF)))


def write(folder: Path, given: Contents, judge: object = None) -> tuple[Path, str]:
    pace = intake.Pace(SILENT, 1, "")
    return container.write(given, samples.KEY, folder / "keluar", pace, judge or (lambda found: None))  # type: ignore[arg-type]


def test_whoever_writes_may_look_at_what_was_read_back_before_it_has_its_name(tmp_path: Path) -> None:
    seen: list[Bag] = []

    def refuse(found: Bag) -> None:
        seen.append(found)
        assert not list((tmp_path / "keluar").glob("*.zip"))
        raise NotAllowed("evidence_type")

    with pytest.raises(NotAllowed):
        write(tmp_path, contents(tmp_path), refuse)
    assert seen[0].carried[f"data/evidence/{PDF_SHA256}"].size == len(PDF)
    assert list((tmp_path / "keluar").iterdir()) == []


def test_a_size_is_told_before_anything_is_written_and_is_never_too_small(tmp_path: Path) -> None:
    for package in (
        samples.a_package(blobs=samples.carrying(tmp_path, PDF)),
        letters.a_return(),
        letters.an_activation(),
        letters.a_desk_package(),
        letters.a_state_with_followups(),
        letters.evidence_package(tmp_path),
    ):
        said = container.estimate(bundle.contents_of(package))
        size = letters.written(tmp_path, package).stat().st_size
        assert size <= said <= size + 1500


def test_only_the_asked_bytes_of_a_file_are_carried(tmp_path: Path) -> None:
    whole = tmp_path / "utuh"
    whole.write_bytes(b"0123456789")
    given = contents(tmp_path)
    stored = Stored(f"data/pieces/{'a' * 64}.002-003", whole, 4, 3)
    path, _ = write(
        tmp_path, Contents("bukti", given.header, given.state_id, evidence_rows(given), (stored,))
    )
    assert samples.files_of(path)[stored.path] == b"3456"


def evidence_rows(given: Contents) -> dict[str, bytes]:
    return {name: given.files[name] for name in ("data/bundle.json", "data/evidence.json")}


def test_a_file_that_is_shorter_than_its_row_says_is_damaged(tmp_path: Path) -> None:
    given = contents(tmp_path)
    given.stored[0].source.write_bytes(PDF[:-1])
    with pytest.raises(StoreTrouble) as trouble:
        write(tmp_path, given)
    assert trouble.value.kind == "damaged"


def test_the_system_s_errors_become_trouble_of_the_machine() -> None:
    kinds = {
        number: container.trouble(OSError(number, os.strerror(number)), Path("x")).kind
        for number in (28, 122, 30, 13, 1, 5)
    }
    assert kinds == {28: "full", 122: "full", 30: "readonly", 13: "readonly", 1: "readonly", 5: "io"}
