from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.errors import BundleRefused, NotAllowed, StoreTrouble
from rbdesk.exchange import carrying
from rbdesk.progress import Cancelled, Progress
from rbdesk.store.database import Store
from rbdesk.workflow import arrivals, dispatch, evidence, office, parting, places, returning, sending
from rbdesk.workflow.parting import ACKNOWLEDGED, ALL, MADE, SENT
from rbdesk.workflow.sending import Built
from tests import desks, year
from tests.build import NOW
from tests.desks import WHO, a_pdf
from tests.year import BABELAN, FIRST, SECOND, THIRD

KEY = year.key_of(BABELAN)
LIMIT = parting.LEAST_PART_BYTES


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        attach(db, FIRST, 150_000)
        attach(db, SECOND, 150_001)
        attach(db, THIRD, 700_000)  # larger than a part
        yield db


@pytest.fixture
def other_disk() -> Iterator[Path]:
    if not os.path.isdir("/dev/shm") or not places.is_another_disk(
        Path("/dev/shm"), Path(tempfile.gettempdir())
    ):
        pytest.skip("only one disk here")
    folder = Path(tempfile.mkdtemp(dir="/dev/shm"))
    yield folder
    shutil.rmtree(folder)


def attach(db: Store, code: str, size: int) -> str:
    staged = evidence.stage_bytes(db.folder, a_pdf() + random.Random(size).randbytes(size), f"{size}.pdf")
    evidence.attach_evidence(db, KEY, code, staged, who=WHO, now=NOW)
    return staged.sha256


def export(db: Store, folder: Path, **but: object) -> Built:
    given: dict[str, object] = {"final": False, "limit": LIMIT, "who": WHO, "now": NOW}
    return parting.export(db, KEY, folder, **{**given, **but})  # type: ignore[arg-type]


def files_of(db: Store) -> set[str]:
    return {path.name for path in db.folder.evidence.rglob("*") if path.is_file()}


def test_the_plan_has_sizes_and_the_largest_files_before_anything_is_written(
    babelan: Store, tmp_path: Path
) -> None:
    package = sending.gather_package(babelan, KEY, final=False, who=WHO, now=NOW)
    plan = parting.plan_sending(package, limit=LIMIT)

    assert [file.name for file in plan.carried] == ["700000.pdf", "150001.pdf", "150000.pdf"]
    assert len(plan.parts) > 3
    assert all(part.size <= LIMIT for part in plan.parts)
    assert not list(tmp_path.rglob("*.rbd.zip"))
    assert sending.list_packages(babelan, KEY) == ()
    built = parting.build_parts(plan, package, babelan.folder.device_key, tmp_path / "keluar")
    assert 0 <= plan.size - built.size < 1000 * len(plan.parts)


def test_all_parts_are_one_revision_and_the_list_names_their_files(babelan: Store, tmp_path: Path) -> None:
    built = export(babelan, tmp_path / "bagian")
    (package,) = sending.list_packages(babelan, KEY)
    listed = parting.list_parts(babelan, package.bundle_id)

    assert (package.revision, package.evidence, package.size) == (1, 3, built.size)
    assert [part.number for part in listed] == list(range(1, len(built.parts) + 1))
    assert listed == built.parts
    assert all(part.path.stat().st_size == part.size <= LIMIT for part in listed)
    assert package.path == listed[0].path


def test_an_unchanged_state_gives_the_same_parts_again_and_the_same_revision(
    babelan: Store, tmp_path: Path
) -> None:
    first = export(babelan, tmp_path / "satu")
    again = export(babelan, tmp_path / "dua")
    whole = export(babelan, tmp_path / "utuh", limit=None)

    assert [part.path.read_bytes() for part in again.parts] == [
        part.path.read_bytes() for part in first.parts
    ]
    assert parting.list_parts(babelan, first.bundle_id) == again.parts
    assert whole.package.revision == first.package.revision
    assert (whole.parts, parting.list_parts(babelan, whole.bundle_id)) == ((), ())


def test_an_official_package_in_parts_locks_the_year(db: Store, tmp_path: Path) -> None:
    key = year.key_of("32.16.09")
    desks.fill(db, key)
    parting.export(db, key, tmp_path, final=True, limit=LIMIT, who=WHO, now=NOW)
    with pytest.raises(NotAllowed, match="locked"):
        office.record_answer(db, key, FIRST, Answer("B"), who=WHO, now=NOW)


def test_an_edit_while_an_official_package_is_made_takes_all_its_parts_away(
    db: Store, tmp_path: Path
) -> None:
    key = year.key_of("32.16.09")
    desks.fill(db, key)
    staged = evidence.stage_bytes(db.folder, a_pdf() + random.Random(5).randbytes(400_000), "besar.pdf")
    evidence.attach_evidence(db, key, FIRST, staged, who=WHO, now=NOW)
    package = sending.gather_package(db, key, final=True, who=WHO, now=NOW)
    plan = parting.plan_sending(package, limit=LIMIT)
    built = parting.build_parts(plan, package, db.folder.device_key, tmp_path / "keluar")
    desks.attach(db, key, SECOND, "lain", "lain.pdf")

    assert len(built.parts) > 2
    with pytest.raises(NotAllowed, match="changed"):
        sending.record_package(db, built, who=WHO, now=NOW)
    assert not list((tmp_path / "keluar").iterdir())
    assert sending.list_packages(db, key) == ()


def test_cancelling_leaves_no_part_behind(babelan: Store, tmp_path: Path) -> None:
    def cancel(done: int, total: int, _: str) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(babelan, tmp_path / "keluar", progress=Progress(cancel))
    assert not list((tmp_path / "keluar").iterdir())
    assert sending.list_packages(babelan, KEY) == ()


def test_parts_too_small_too_many_or_under_one_name_are_refused(babelan: Store, tmp_path: Path) -> None:
    package = sending.gather_package(babelan, KEY, final=False, who=WHO, now=NOW)
    with pytest.raises(NotAllowed, match="part_too_small"):
        parting.plan_sending(package, limit=LIMIT - 1)
    with pytest.raises(NotAllowed, match="parts_need_folder"):
        export(babelan, tmp_path / "satu.zip")
    assert export(babelan, tmp_path / "satu.zip", limit=None).path == tmp_path / "satu.zip"


def test_each_part_is_taken_in_by_itself_and_the_secretariat_names_what_is_missing(
    babelan: Store, tmp_path: Path
) -> None:
    parts = [part.path for part in export(babelan, tmp_path / "bagian").parts]
    lost = parts.pop(1)
    random.Random(3).shuffle(parts)
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as desk:
        for path in parts:
            year.take_in(desk, path)
        missing = arrivals.load_missing(desk, KEY)
        assert [gap.numbers for gap in missing.parts] == [(2,)]
        assert year.status_of(desk, BABELAN).evidence_missing == len(missing.files) > 0

        year.take_in(desk, lost)
        assert year.status_of(desk, BABELAN).evidence_missing == 0
        assert files_of(desk) == files_of(babelan)


# --- only the difference ----------------------------------------------------------------------------------


def test_before_the_first_package_all_has_to_go(babelan: Store) -> None:
    assert parting.load_basis(babelan, KEY) == ALL


def test_without_a_word_from_the_secretariat_the_last_package_is_the_basis(
    babelan: Store, tmp_path: Path
) -> None:
    export(babelan, tmp_path / "satu")
    new = attach(babelan, FIRST, 90_000)
    basis = parting.load_basis(babelan, KEY)
    delta = export(babelan, tmp_path / "dua", basis=basis)

    assert (basis.kind, basis.number, len(basis.held)) == (MADE, 1, 3)
    assert (delta.package.revision.number, delta.parts) == (2, ())
    assert delta.size < 120_000
    assert parting.load_basis(babelan, KEY).held == {*basis.held, new}


def test_packages_that_were_marked_as_sent_count_before_those_only_made(
    babelan: Store, tmp_path: Path
) -> None:
    first = export(babelan, tmp_path / "satu")
    sending.mark_sent(babelan, KEY, first.bundle_id, True, who=WHO, now=NOW)
    new = attach(babelan, FIRST, 90_000)
    export(babelan, tmp_path / "dua")  # never sent
    basis = parting.load_basis(babelan, KEY)

    assert (basis.kind, basis.number) == (SENT, 1)
    assert new not in basis.held


def test_a_delta_over_what_the_secretariat_acknowledged_makes_good_what_was_lost(
    babelan: Store, tmp_path: Path
) -> None:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as desk:
        sent = export(babelan, tmp_path / "bagian").parts
        year.take_in(desk, *(part.path for part in sent if part.number != 2))
        letter = dispatch.make_return(desk, BABELAN, tmp_path / "balasan", who="S", now=NOW)
        receive(babelan, letter.path)

        basis = parting.load_basis(babelan, KEY)
        assert (basis.kind, basis.number, basis.held) == (ACKNOWLEDGED, 1, frozenset(files_of(desk)))

        package = sending.gather_package(babelan, KEY, final=False, who=WHO, now=NOW)
        plan = parting.plan_sending(package, limit=LIMIT, basis=basis)
        assert {file.sha256 for file in plan.carried} == files_of(babelan) - files_of(desk)
        delta = parting.build_parts(plan, package, babelan.folder.device_key, tmp_path / "susulan")
        year.take_in(desk, *([part.path for part in delta.parts] or [delta.path]))

        assert files_of(desk) == files_of(babelan)


def receive(db: Store, path: Path) -> None:
    with pytest.raises(BundleRefused) as refused:
        returning.read_letter(path, returning.load_letter_trust(db))
    key = returning.confirm(refused.value, str(refused.value.facts["fingerprint"]))
    trust = returning.load_letter_trust(db, key)
    returning.receive(db, returning.read_letter(path, trust), key, who=WHO, now=NOW)


# --- to a stick -------------------------------------------------------------------------------------------


def test_what_goes_to_another_disk_is_read_back_from_there(
    babelan: Store, other_disk: Path, tmp_path: Path
) -> None:
    folder = other_disk / "kiriman" / "2020"
    built = export(babelan, folder)
    here = export(babelan, tmp_path / "sini")

    assert (built.is_carried, here.is_carried) == (True, False)
    assert {path.name for path in folder.iterdir()} == {part.path.name for part in built.parts}
    assert [part.path.read_bytes() for part in built.parts] == [part.path.read_bytes() for part in here.parts]
    assert not (babelan.folder.quarantine / "keluar").exists()


def test_a_stick_that_reads_back_otherwise_gets_no_part(
    babelan: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The medium is the one thing that a test cannot have: the bytes it gives back for the third file are false."""
    built = export(babelan, tmp_path / "sini")
    honest, reads = carrying._digest_on_medium, []

    def false_third(path: Path, pace: object) -> tuple[str, int]:
        reads.append(path)
        digest, size = honest(path, pace)  # type: ignore[arg-type]
        return ("0" * 64, size) if len(reads) == 3 else (digest, size)

    monkeypatch.setattr(carrying, "_digest_on_medium", false_third)
    (tmp_path / "stik").mkdir()
    with pytest.raises(StoreTrouble, match="io"):
        parting.carry_parts(built, tmp_path / "stik")
    assert not list((tmp_path / "stik").iterdir())


# --- what is shown before it is made ---


def test_a_preview_tells_both_ways_and_the_files_that_the_balasan_asks_for(
    babelan: Store, tmp_path: Path
) -> None:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as desk:
        built = export(babelan, tmp_path / "kirim", final=False)
        year.take_in(desk, *(part.path for part in built.parts if part.number != 2))  # lost on the way
        letter = dispatch.make_return(desk, BABELAN, tmp_path / "balasan", who="S", now=NOW)
        receive(babelan, letter.path)

    found = parting.load_preview(babelan, KEY, limit=None, who=WHO, now=NOW)

    arrived = {file.sha256 for file in found.whole.carried} & found.basis.held
    assert (found.basis.kind, found.basis.number) == (ACKNOWLEDGED, 1)
    assert arrived
    assert {file.sha256 for file in found.difference.carried} == {file.sha256 for file in found.wanted}
    assert {file.sha256 for file in found.wanted} == {file.sha256 for file in found.whole.carried} - arrived
    assert found.difference.size < found.whole.size


def test_before_anything_left_both_ways_are_the_same_and_nothing_is_asked_for(babelan: Store) -> None:
    found = parting.load_preview(babelan, KEY, limit=LIMIT, who=WHO, now=NOW)

    assert found.difference is found.whole
    assert (found.basis, found.wanted) == (ALL, ())
    assert len(found.whole.parts) > 3


def test_the_job_says_what_it_is_at_with_each_file(babelan: Store, tmp_path: Path) -> None:
    package = sending.gather_package(babelan, KEY, final=False, who=WHO, now=NOW)
    heard: list[str] = []
    watch = Progress(lambda _, __, label: heard.append(label))

    built = parting.make_package(package, LIMIT, ALL, babelan.folder, tmp_path / "keluar", watch)

    steps = [tuple(label.split(" ")) for label in dict.fromkeys(heard) if label]
    numbers = [int(number) for _, number, _ in steps]
    assert {step for step, _, _ in steps} <= {parting.WRITE, parting.CHECK}
    assert {count for _, _, count in steps} == {str(len(built.parts))}
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 3


def test_the_job_says_when_it_carries_and_when_it_compares(babelan: Store, other_disk: Path) -> None:
    attach(babelan, FIRST, 5 * 2**20)  # several steps of a mebibyte
    package = sending.gather_package(babelan, KEY, final=False, who=WHO, now=NOW)
    heard: list[str] = []
    watch = Progress(lambda _, __, label: heard.append(label.split(" ")[0]))

    built = parting.make_package(package, None, ALL, babelan.folder, other_disk, watch)

    assert built.is_carried
    assert [step for step in dict.fromkeys(heard) if step] == ["write", "check", "carry", "compare"]
