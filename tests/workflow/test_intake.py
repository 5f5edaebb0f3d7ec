import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rbdesk.domain.submission import Submission
from rbdesk.errors import StoreTrouble
from rbdesk.store import journal, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import evidence, intake, rebuilding, secretariat
from tests import year
from tests.build import NOW
from tests.year import BABELAN, FIRST, PDF, SECOND, YEAR


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        yield db


@pytest.fixture
def desk(tmp_path: Path, babelan: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        yield db


def attach(db: Store, content: bytes = PDF) -> str:
    staged = evidence.stage_bytes(db.folder, content, "SK Tim.pdf")
    evidence.attach_evidence(db, year.key_of(BABELAN), FIRST, staged, who="Operator", now=NOW)
    return staged.sha256


def read(desk: Store, path: Path) -> Submission:
    staging = secretariat.staging_folder(desk.folder.root)
    [found] = secretariat.read_packages([path], secretariat.load_trust(desk), staging)
    assert isinstance(found, Submission)
    return found


def test_evidence_comes_with_its_package(desk: Store, babelan: Store, tmp_path: Path) -> None:
    sha256 = attach(babelan)

    year.take_in(desk, year.send(babelan, tmp_path))

    assert desk.folder.evidence_file(sha256).read_bytes() == PDF
    assert year.status_of(desk, BABELAN).evidence_missing == 0
    assert not list(secretariat.staging_folder(desk.folder.root).iterdir())


def test_evidence_that_a_package_lacks_is_counted_and_comes_with_a_later_one(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    sha256 = attach(babelan)
    year.say(babelan, {FIRST: "A"})
    kept = babelan.folder.evidence_file(sha256)
    kept.rename(tmp_path / "hilang")
    year.take_in(desk, year.send(babelan, tmp_path / "a"))
    assert year.status_of(desk, BABELAN).evidence_missing == 1

    (tmp_path / "hilang").rename(kept)
    year.take_in(desk, year.send(babelan, tmp_path / "b"))

    assert year.status_of(desk, BABELAN).evidence_missing == 0


def test_a_file_that_two_packages_carry_is_kept_once(desk: Store, babelan: Store, tmp_path: Path) -> None:
    attach(babelan)
    first = year.send(babelan, tmp_path)
    year.say(babelan, {FIRST: "A"})

    year.take_in(desk, first, year.send(babelan, tmp_path))

    assert len([path for path in desk.folder.evidence.rglob("*") if path.is_file()]) == 1


def test_the_original_is_kept_read_only(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    path = year.send(babelan, tmp_path)
    submission = read(desk, path)

    intake.take_in(desk, submission, who="Sekretariat", now=NOW)

    kept = desk.folder.archived(submission.bundle_id)
    assert kept.read_bytes() == path.read_bytes()
    assert not kept.stat().st_mode & stat.S_IWUSR


def test_a_file_that_changed_after_it_was_judged_is_not_taken_in(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    path = year.send(babelan, tmp_path)
    submission = read(desk, path)
    path.write_bytes(path.read_bytes() + b"x")

    with pytest.raises(StoreTrouble):
        intake.take_in(desk, submission, who="Sekretariat", now=NOW)

    assert submissions.list_received(desk, YEAR) == ()
    assert not desk.folder.archived(submission.bundle_id).exists()


def test_a_large_package_is_taken_in_though_its_stick_was_pulled_out_and_is_told_again(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    attach(babelan, PDF + bytes(range(256)) * 5000)
    path = year.send(babelan, tmp_path)
    sent = path.read_bytes()
    planned = year.plan(desk, path)
    path.unlink()

    secretariat.accept(desk, planned, who="Sekretariat", now=NOW)

    kept = desk.folder.archived(submissions.list_received(desk, YEAR)[0].bundle_id)
    assert kept.read_bytes() == sent
    assert kept.stat().st_mode & stat.S_IWUSR == 0
    assert year.status_of(desk, BABELAN).evidence_missing == 0
    before = secretariat.load_digest(desk)
    rebuilding.rebuild(desk, who="Sekretariat", now=NOW)
    assert secretariat.load_digest(desk) == before


def test_the_journal_tells_what_came_and_what_it_changed(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C", SECOND: "B"})
    year.take_in(desk, year.send(babelan, tmp_path))
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))

    first, second = journal.list_of_act(desk, "import")

    assert (first.old, first.new["before"]) == ([], "")
    assert first.new["after"] == second.new["before"] != second.new["after"]
    assert [old["value"] for old in second.old] == [{"value": "C", "note": ""}]
    assert journal.first_broken_place(desk) is None


def test_a_cloned_laptop_is_refused_by_name(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    submission = read(desk, year.send(babelan, tmp_path))
    intake.take_in(desk, submission, who="Sekretariat", now=NOW)
    rows = {
        key: tuple(replace(cell, value=replace(cell.value, note="lain")) for cell in cells)
        if key[0] == "answers"
        else cells
        for key, cells in submission.package.snapshot.rows.items()
    }
    forged = replace(
        submission,
        bundle_id="f" * 64,
        package=replace(submission.package, snapshot=replace(submission.package.snapshot, rows=rows)),
    )
    before = secretariat.load_digest(desk)

    intake.take_in(desk, forged, who="Sekretariat", now=NOW)

    assert secretariat.load_digest(desk) == before
    [refusal] = secretariat.load_inbox(desk, YEAR).refusals
    assert (refusal.code, refusal.office, dict(refusal.facts)["device"]) == ("RB-M02", BABELAN, "Laptop 1")


def test_a_clone_of_a_value_that_stands_no_longer_is_refused_and_the_plan_says_so(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    with year.a_copy(babelan, tmp_path / "salinan") as clone:
        year.say(babelan, {FIRST: "C"})
        year.take_in(desk, year.send(babelan, tmp_path / "a"))
        year.say(babelan, {FIRST: "A"}, minutes=2)
        year.take_in(desk, year.send(babelan, tmp_path / "a"))
        year.say(clone, {FIRST: "B"})
        late = year.send(clone, tmp_path / "b")
    before = secretariat.load_digest(desk)

    [planned] = year.plan(desk, late).files
    year.take_in(desk, late)
    intake.take_in(desk, read(desk, late), who="Sekretariat", now=NOW)

    assert (planned.code, planned.office, dict(planned.facts)["device"]) == ("RB-M02", BABELAN, "Laptop 1")
    assert secretariat.load_digest(desk) == before
    assert [refusal.code for refusal in secretariat.load_inbox(desk, YEAR).refusals] == ["RB-M02"]


def test_a_stale_package_leaves_no_trace_in_what_stands_but_is_known(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "C"})
    old = year.send(babelan, tmp_path)
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))

    year.take_in(desk, old)

    standing, replaced = secretariat.load_origin(desk, BABELAN, year.key_of(BABELAN), FIRST)
    assert (standing.value, replaced.value) == ("A", "C")
    assert old.name.endswith(f"_{replaced.bundle_id[:6]}.rbd.zip")


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        ("RBD_RB-2020_32.16.02_isian_r0003_K7Q2_9f31c2.rbd.zip", ("32.16.02", 3)),
        ("RBD_RB-2020_32.16.02_isian_r0003_K7Q2_9f31c2.rbd (1).zip", ("32.16.02", 3)),
        ("RBD_RB-2020_32.16.99_isian_r0003_K7Q2_9f31c2.rbd.zip", ("", 0)),
        ("DOC-20200903-WA0007.zip", ("", 0)),
    ],
)
def test_a_name_is_only_a_hint(name: str, claims: tuple[str, int]) -> None:
    found = intake.claims_of_name(name)

    assert (found.office, found.revision) == claims
