from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Stage
from rbdesk.domain.merge import Fate
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.store import assessments, journal, submissions
from rbdesk.store.database import Store
from rbdesk.workflow import conflicts, evidence, joining, office, secretariat, sending, setup
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, THIRD, YEAR

KEY = year.key_of(BABELAN)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "satu") as db:
        yield db


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "dua", label="Laptop 2") as db:
        yield db


def values(db: Store) -> dict[str, Answer]:
    return dict(office.load_year(db, KEY).assessment.answers)


def attach(db: Store, code: str, text: str) -> str:
    staged = evidence.stage_bytes(db.folder, a_pdf(text), f"{text}.pdf")
    evidence.attach_evidence(db, KEY, code, staged, who="Operator", now=NOW)
    return staged.sha256


def test_rows_of_one_laptop_only_come_over_and_nobody_is_asked(
    one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(one, {FIRST: "A"})
    year.say(two, {SECOND: "B"})

    plan = year.plan_join(one, year.send(two, tmp_path))
    changes = year.join(one, two, tmp_path)

    assert [item.file.fate for item in plan.files] == [Fate.BRANCHED]
    assert plan.clash == ()
    assert ("answers", year.SHEET.id, SECOND) in plan.change
    assert changes.topics >= {"answers"}
    assert values(one) == {FIRST: Answer("A"), SECOND: Answer("B")}
    assert conflicts.load_conflicts(one, KEY).open == ()


def test_what_both_say_alike_is_settled_and_can_be_sent(one: Store, two: Store, tmp_path: Path) -> None:
    """The profile was typed in on both, too."""
    year.say(one, {FIRST: "A"})
    year.say(two, {FIRST: "A"})

    year.join(one, two, tmp_path)

    assert assessments.load_snapshot(one, BABELAN, YEAR).conflicts() == ()
    assert year.send(one, tmp_path / "keluar").exists()
    assert conflicts.load_conflicts(one, KEY).settled == ()


def test_a_laptop_that_is_not_known_waits_until_its_digits_were_compared(
    one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(two, {FIRST: "A"})
    plan = year.plan_join(one, year.send(two, tmp_path))
    device = setup.load_identity(two).device

    [stranger] = plan.unknown
    assert (stranger.label, stranger.fingerprint) == ("Laptop 2", signing.fingerprint(device.key))
    with pytest.raises(NotAllowed, match="unconfirmed") as refused:
        joining.join_laptops(one, plan, who="Operator", now=NOW)
    assert refused.value.facts["fingerprint"] == stranger.fingerprint
    assert values(one) == {}

    joining.join_laptops(one, plan, confirmed={device.id}, who="Operator", now=NOW)
    year.say(two, {FIRST: "B"}, minutes=2)
    again = year.plan_join(one, year.send(two, tmp_path))

    assert again.unknown == ()
    joining.join_laptops(one, again, who="Operator", now=NOW)
    assert values(one) == {FIRST: Answer("B")}
    assert [entry.label for entry in joining.load_laptops(one)] == ["Laptop 1", "Laptop 2"]


def test_another_office_s_package_is_refused_and_changes_nothing(one: Store, tmp_path: Path) -> None:
    with year.an_office(tmp_path / "cibitung", CIBITUNG) as cibitung:
        year.say(cibitung, {FIRST: "A"})
        plan = year.plan_join(one, year.send(cibitung, tmp_path))
    before = assessments.load_snapshot(one, BABELAN, YEAR)

    joining.join_laptops(one, plan, who="Operator", now=NOW)

    assert [(item.file.fate, item.file.code) for item in plan.files] == [(Fate.REFUSED, "RB-I02")]
    assert assessments.load_snapshot(one, BABELAN, YEAR) == before
    assert len(joining.load_laptops(one)) == 1


def test_a_bad_file_never_stops_the_others(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(two, {FIRST: "A"})
    good = year.send(two, tmp_path)
    bad = tmp_path / "rusak.zip"
    bad.write_bytes(good.read_bytes()[:-9])

    plan = year.plan_join(one, bad, good)
    joining.join_laptops(one, plan, confirmed={item.device for item in plan.unknown}, who="", now=NOW)

    assert [item.file.code for item in plan.files] == ["RB-Z01", "RB-OK4"]
    assert values(one) == {FIRST: Answer("A")}


def test_evidence_of_both_laptops_is_kept(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(one, {FIRST: "A"})
    year.say(two, {FIRST: "A"})
    mine, other = attach(one, FIRST, "satu"), attach(two, FIRST, "dua")

    year.join(one, two, tmp_path)

    found = {item.sha256 for item in office.load_year(one, KEY).assessment.evidence_of(FIRST)}
    assert found == {mine, other}
    assert one.folder.evidence_file(other).read_bytes() == a_pdf("dua")
    assert office.load_year(one, KEY).context.lost == frozenset()


def test_a_joined_state_overtakes_both_at_the_secretariat(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(one, {FIRST: "A", THIRD: "A"})
    year.say(two, {FIRST: "C", SECOND: "B"})
    with year.a_secretariat(tmp_path / "s", one, two) as desk:
        year.take_in(desk, year.send(one, tmp_path), year.send(two, tmp_path))
        assert year.status_of(desk, BABELAN).reason == "conflict"

        year.join(one, two, tmp_path)
        row = ("answers", year.SHEET.id, FIRST)
        conflicts.resolve(one, KEY, row, Answer("C"), who="Operator", now=NOW)
        path = year.send(one, tmp_path)
        [planned] = year.plan(desk, path).files
        year.take_in(desk, path)

        status = year.status_of(desk, BABELAN)
        assert (planned.fate, planned.submission.package.revision.number) == (Fate.NEWER, 2)
        assert (status.status, status.conflicts, status.answered) == ("diterima", 0, 3)


def test_a_package_made_after_a_joining_counts_on_from_both_laptops(
    one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(one, {FIRST: "A"})
    mine = sending.export(one, KEY, tmp_path, final=False, who="", now=NOW)
    for minute, value in enumerate("CBA"):
        year.say(two, {SECOND: value}, minutes=minute)
        year.send(two, tmp_path)
    year.join(one, two, tmp_path)

    package = sending.gather_package(one, KEY, final=False, who="", now=NOW)

    [theirs] = submissions.list_received(one, YEAR)
    assert package.revision.number == 4
    assert set(package.revision.parents) == {theirs.state_id, sending_state(mine)}


def sending_state(built: sending.Built) -> str:
    from rbdesk.exchange import codec

    return codec.package_state_id(built.package)


def test_two_laptops_that_join_each_other_end_with_the_same_rows(
    one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(one, {FIRST: "A", SECOND: "B"})
    year.say(two, {FIRST: "A", THIRD: "C"})
    first, second = year.send(one, tmp_path), year.send(two, tmp_path)
    year.join_files(one, second)
    year.join_files(two, first)

    year.join(one, two, tmp_path)
    year.join(two, one, tmp_path)
    year.join(one, two, tmp_path)

    ours, theirs = (assessments.load_snapshot(db, BABELAN, YEAR) for db in (one, two))
    assert ours.rows == theirs.rows
    assert ours.conflicts() == ()


def test_the_same_package_again_changes_nothing(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(two, {FIRST: "A"})
    path = year.send(two, tmp_path)
    year.join_files(one, path)
    before = assessments.load_snapshot(one, BABELAN, YEAR)

    assert year.join_files(one, path) == Changes()
    assert assessments.load_snapshot(one, BABELAN, YEAR) == before


def test_a_locked_year_takes_in_only_what_changes_nothing(one: Store, two: Store, tmp_path: Path) -> None:
    year.say(one, {FIRST: "A"})
    mine = year.send(one, tmp_path)
    year.say(two, {SECOND: "A"})
    other = year.send(two, tmp_path)
    year.lock(one)
    assert office.load_year(one, KEY).assessment.stage is Stage.LOCKED

    with pytest.raises(NotAllowed, match="locked"):
        year.join_files(one, other)

    year.join_files(one, mine)
    assert set(values(one)) == {FIRST}


def test_a_copied_folder_is_told_by_edits_that_this_desk_never_made(one: Store, tmp_path: Path) -> None:
    """Two desks that go on under one name would both number their edits alike."""
    year.say(one, {FIRST: "A"})
    with year.a_copy(one, tmp_path / "salinan") as clone:
        year.say(clone, {SECOND: "B"})
        path = year.send(clone, tmp_path)
    before = assessments.load_snapshot(one, BABELAN, YEAR)

    plan = year.plan_join(one, path)
    joining.join_laptops(one, plan, who="", now=NOW)

    assert [(item.file.code, item.file.fate) for item in plan.files] == [("RB-M02", Fate.REFUSED)]
    assert assessments.load_snapshot(one, BABELAN, YEAR) == before


def test_own_packages_give_back_what_an_older_copy_of_the_desk_lacks(one: Store, tmp_path: Path) -> None:
    """A restored desk goes on under a new name, so its former edits come back as any laptop's."""
    backup = one.folder.root / "desk.db"
    kept = backup.read_bytes()
    year.say(one, {FIRST: "A"})
    path = year.send(one, tmp_path)
    one.close()
    backup.write_bytes(kept)
    restored = setup.open_desk(one.folder.root, now=NOW)
    try:
        assert values(restored) == {}
        plan = year.plan_join(restored, path)
        assert plan.unknown == ()
        joining.join_laptops(restored, plan, who="", now=NOW)

        assert values(restored) == {FIRST: Answer("A")}
    finally:
        restored.close()


def test_the_secretariat_joins_no_laptops(one: Store, tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk, pytest.raises(NotAllowed, match="role"):
        joining.load_laptops(desk)


def test_a_joining_is_told_in_the_journal_and_the_original_kept(
    one: Store, two: Store, tmp_path: Path
) -> None:
    year.say(one, {FIRST: "A"})
    year.say(two, {FIRST: "C"})
    path = year.send(two, tmp_path)
    year.join_files(one, path)

    [entry] = journal.list_of_act(one, "import")
    assert entry.new["name"] == path.name
    assert one.folder.archived(entry.new["bundle_id"]).read_bytes() == path.read_bytes()
    assert not list(secretariat.staging_folder(one.folder.root).rglob("*"))


def test_the_profile_is_a_row_like_any_other(one: Store, two: Store, tmp_path: Path) -> None:
    setup.keep_profile(two, Profile("Camat Baru", "", ""), "", "", "", who="Operator", now=NOW)

    year.join(one, two, tmp_path)

    [row] = conflicts.load_conflicts(one, KEY).open
    assert row.row == assessments.PROFILE_ROW
    chosen = next(version for version in row.versions if not version.is_own)
    conflicts.resolve(one, KEY, row.row, chosen.dot, who="Operator", now=NOW)
    assert setup.load_identity(one).profile == Profile("Camat Baru", "", "")
