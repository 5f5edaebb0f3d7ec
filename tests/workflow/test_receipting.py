from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rbdesk.errors import BundleRefused, StoreTrouble
from rbdesk.exchange import receipt, signing
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, parting, receipting, sending, setup
from rbdesk.workflow.receipting import DIFFERENT, NOT_COME, TAKEN_IN
from tests import year
from tests.build import NOW
from tests.desks import WHO, a_pdf
from tests.year import BABELAN, FIRST

KEY = year.key_of(BABELAN)


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        year.say(db, {FIRST: "A"})
        yield db


@pytest.fixture
def desk(tmp_path: Path, babelan: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        yield db


def test_each_package_has_a_receipt_that_is_kept_with_it(babelan: Store, tmp_path: Path) -> None:
    built = sending.export(babelan, KEY, tmp_path / "a", final=False, who=WHO, now=NOW)
    found = receipting.verify_receipt(built.receipt, receipting.load_receipt_trust(babelan))
    (package,) = sending.list_packages(babelan, KEY)

    assert receipting.load_receipt(babelan, built.bundle_id) == built.receipt
    assert (found.code, found.revision, found.office) == (package.code, package.revision, BABELAN)
    assert (found.answered, found.questions, len(found.areas)) == (1, package.questions, 8)
    assert receipting.load_receipt(babelan, "0" * 64) == ""


def test_the_secretariat_says_whether_the_package_came(babelan: Store, desk: Store, tmp_path: Path) -> None:
    built = sending.export(babelan, KEY, tmp_path, final=False, who=WHO, now=NOW)
    assert receipting.judge_receipt(desk, built.receipt).state == NOT_COME
    year.take_in(desk, built.path)
    assert receipting.judge_receipt(desk, built.receipt).state == TAKEN_IN
    assert receipting.judge_receipt(babelan, built.receipt).state == TAKEN_IN


def test_a_receipt_of_parts_is_good_where_the_same_state_came_as_one_file(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    staged = evidence.stage_bytes(babelan.folder, a_pdf() + random.Random(1).randbytes(400_000), "SK.pdf")
    evidence.attach_evidence(babelan, KEY, FIRST, staged, who=WHO, now=NOW)
    given = {"final": False, "who": WHO, "now": NOW}
    whole = parting.export(babelan, KEY, tmp_path / "a", **given)  # type: ignore[arg-type]
    cut = parting.export(babelan, KEY, tmp_path / "b", limit=parting.LEAST_PART_BYTES, **given)  # type: ignore[arg-type]
    year.take_in(desk, whole.path)

    assert cut.bundle_id != whole.bundle_id
    assert receipting.judge_receipt(desk, cut.receipt).state == TAKEN_IN
    assert receipting.verify_receipt(cut.receipt, receipting.load_receipt_trust(desk)).evidence == 1


def test_an_altered_receipt_or_an_unknown_device_is_refused(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    text = sending.export(babelan, KEY, tmp_path, final=False, who=WHO, now=NOW).receipt
    middle = len(text) // 2
    altered = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    with pytest.raises(BundleRefused):
        receipting.judge_receipt(desk, altered)
    with year.a_secretariat(tmp_path / "lain") as stranger, pytest.raises(BundleRefused, match="RB-S07"):
        receipting.judge_receipt(stranger, text)


def test_a_device_that_signs_what_its_package_does_not_say_is_found_out(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    built = sending.export(babelan, KEY, tmp_path, final=False, who=WHO, now=NOW)
    year.take_in(desk, built.path)
    said = receipting.verify_receipt(built.receipt, receipting.load_receipt_trust(babelan))
    lie = replace(said, answered=said.questions, revision=2)
    text = receipt.make_receipt(lie, signing.load_key(babelan.folder.device_key))

    found = receipting.judge_receipt(desk, text)
    assert (found.state, found.differences) == (DIFFERENT, ("answered", "revision"))


def test_a_receipt_is_read_from_text_and_from_a_file_and_other_things_are_none(
    babelan: Store, tmp_path: Path
) -> None:
    text = sending.export(babelan, KEY, tmp_path, final=False, who=WHO, now=NOW).receipt
    file = tmp_path / "tanda terima.txt"
    file.write_text(f"{text[:300]}\r\n {text[300:]}\r\n", encoding="utf-8")

    assert receipting.read_receipt(text) == text
    assert receipting.read_receipt(file) == text
    assert receipting.read_receipt(tmp_path / "tidak-ada") == ""
    assert receipting.read_receipt("x" * 5000) == ""
    assert receipting.read_receipt("a\0b") == ""
    assert receipting.read_receipt(tmp_path) == ""


def test_a_receipt_of_a_laptop_in_the_office_is_believed_by_that_laptop(
    babelan: Store, tmp_path: Path
) -> None:
    trust = receipting.load_receipt_trust(babelan)
    assert [entry.key for entry in trust] == [setup.load_identity(babelan).device.key]


@pytest.mark.parametrize("name", ["tt.pdf", "tt.svg", "tt.txt"])
def test_a_receipt_is_written_as_a_page_a_code_or_a_text(babelan: Store, tmp_path: Path, name: str) -> None:
    text = sending.export(babelan, KEY, tmp_path, final=False, who=WHO, now=NOW).receipt
    found = receipting.verify_receipt(text, receipting.load_receipt_trust(babelan))
    path = tmp_path / "baru" / name
    receipting.write_receipt(found, text, path, made_at=found.at)
    receipting.write_receipt(found, text, path, made_at=found.at)

    assert [file.name for file in path.parent.iterdir()] == [name]
    assert receipting.read_receipt(path) == ("" if name == "tt.svg" else text)
    (tmp_path / "berkas").write_bytes(b"")
    with pytest.raises(StoreTrouble):
        receipting.write_receipt(found, text, tmp_path / "berkas" / name, made_at=found.at)
