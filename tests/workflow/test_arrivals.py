from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Evidence
from rbdesk.domain.merge import Fate
from rbdesk.exchange import parts
from rbdesk.store.database import Store
from rbdesk.workflow import arrivals, evidence, joining, secretariat, sending, setup
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, FIRST, SECOND, THIRD

KEY = year.key_of(BABELAN)
LIMIT = parts.LEAST_PART_BYTES


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        for number, code in enumerate((FIRST, SECOND)):
            attach(db, code, random.Random(number).randbytes(150_000))
        attach(db, THIRD, random.Random(9).randbytes(700_000))  # larger than a part
        yield db


@pytest.fixture
def desk(tmp_path: Path, babelan: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        yield db


def attach(db: Store, code: str, content: bytes) -> str:
    staged = evidence.stage_bytes(db.folder, a_pdf() + content, f"{code}.pdf")
    evidence.attach_evidence(db, KEY, code, staged, who="Operator", now=NOW)
    return staged.sha256


def send_in_parts(db: Store, folder: Path) -> list[Path]:
    package = sending.gather_package(db, KEY, final=False, who="", now=NOW)
    written = parts.write(parts.plan(package, limit=LIMIT), db.folder.device_key, folder)
    return [item.path for item in written]


def files_of(db: Store) -> dict[str, bytes]:
    found = (path for path in db.folder.evidence.rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in found}


def test_parts_in_any_order_with_repeats_end_in_the_same_files(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    chance = random.Random(1)
    order = [*sent, *sent[:2]]
    chance.shuffle(order)

    for path in order:
        year.take_in(desk, path)

    assert len(sent) > 3
    assert files_of(desk) == files_of(babelan)
    assert arrivals.load_missing(desk, KEY) == arrivals.Missing((), (), ())
    assert not list((desk.folder.archive / "pieces").glob("*"))
    assert year.status_of(desk, BABELAN).evidence_missing == 0


def test_a_lost_part_is_named_with_the_files_it_leaves_missing(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    year.take_in(desk, *(path for path in sent if path != sent[-1]))

    missing = secretariat.load_missing(desk, KEY)

    [gap] = missing.parts
    assert (gap.numbers, gap.count, gap.revision, gap.device_label) == (
        (len(sent),),
        len(sent),
        1,
        "Laptop 1",
    )
    assert missing.size > 0
    assert all(isinstance(item, Evidence) for item in missing.files)

    year.take_in(desk, sent[-1])
    assert secretariat.load_missing(desk, KEY).files == ()


def test_pieces_are_counted_until_the_file_is_whole(babelan: Store, desk: Store, tmp_path: Path) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    year.take_in(desk, sent[0])
    [large] = [item for item in arrivals.load_missing(desk, KEY).files if item.question == THIRD]

    waiting = set()
    for path in sent[1:]:
        year.take_in(desk, path)
        waiting.add(dict(arrivals.load_missing(desk, KEY).waiting).get(large.sha256))

    assert {1, 2} <= {len(numbers) for numbers in waiting if numbers}
    assert desk.folder.evidence_file(large.sha256).exists()


def test_the_plan_says_what_a_part_brings_and_the_same_again_nothing(
    babelan: Store, desk: Store, tmp_path: Path
) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    first, again = year.plan(desk, *sent), None
    year.take_in(desk, *sent)
    again = year.plan(desk, *sent)

    assert [file.fate for file in first.files] == [Fate.NEW] * len(sent)
    assert all(file.is_accepted for file in first.files)
    assert [file.fate for file in again.files] == [Fate.SAME] * len(sent)
    assert year.take_in(desk, *sent) == Changes()


def test_a_part_changes_no_row(babelan: Store, desk: Store, tmp_path: Path) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    before = secretariat.load_digest(desk)

    year.take_in(desk, *sent[1:])
    assert secretariat.load_digest(desk) == before
    year.take_in(desk, sent[0])
    whole = secretariat.load_digest(desk)
    year.take_in(desk, *sent[1:])

    assert secretariat.load_digest(desk) == whole != before


def test_a_part_of_an_unknown_laptop_waits_in_quarantine(babelan: Store, tmp_path: Path) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    with year.a_secretariat(tmp_path / "s") as desk:
        year.take_in(desk, *sent)
        assert files_of(desk) == {}

        year.enrol(desk, babelan)
        waiting = secretariat.list_waiting(desk, setup.load_identity(babelan).device.key)
        year.take_in(desk, *waiting)

        assert len(waiting) == len(sent)
        assert files_of(desk) == files_of(babelan)
        assert not any(path.exists() for path in waiting)


def test_another_laptop_of_the_office_takes_parts_in_too(babelan: Store, tmp_path: Path) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    with year.an_office(tmp_path / "dua", label="Laptop 2") as two:
        for path in reversed(sent):
            year.join_files(two, path)

        assert files_of(two) == files_of(babelan)
        assert [entry.label for entry in joining.load_laptops(two)] == ["Laptop 2", "Laptop 1"]


def test_every_order_of_a_small_sending_gives_one_set_of_files(babelan: Store, tmp_path: Path) -> None:
    sent = send_in_parts(babelan, tmp_path / "bagian")
    some = [sent[0], *sent[-2:]]
    found = []
    for number, order in enumerate(itertools.permutations(some)):
        with year.a_secretariat(tmp_path / f"s{number}", babelan) as desk:
            for path in order:
                year.take_in(desk, path)
            found.append(files_of(desk))

    assert all(files == found[0] for files in found)
