import random
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.merge import Fate
from rbdesk.domain.roster import REVOKED
from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.exchange import signing
from rbdesk.progress import Cancelled, Progress
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import secretariat, setup, undoing
from rbdesk.workflow.changes import Changes
from tests import year
from tests.build import NOW, answers_everywhere
from tests.year import BABELAN, CIBITUNG, FIRST, SECOND, SHEET, THIRD, YEAR

WHO = {"who": "Sekretariat", "now": NOW}


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        yield db


@pytest.fixture
def second_laptop(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan-2", label="Laptop 2") as db:
        yield db


@pytest.fixture
def desk(tmp_path: Path, babelan: Store, second_laptop: Store) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan, second_laptop) as db:
        yield db


def status(desk: Store) -> secretariat.OfficeStatus:
    return year.status_of(desk, BABELAN)


def test_an_office_that_sent_nothing_has_no_value_and_is_not_zero(desk: Store) -> None:
    found = status(desk)

    assert (found.status, found.revision, found.points, found.percent) == ("belum_kirim", None, None, None)
    assert secretariat.load_inbox(desk, YEAR).received == 0


def test_a_package_gives_its_office_a_value(desk: Store, babelan: Store, tmp_path: Path) -> None:
    answers = answers_everywhere(SHEET, "second")
    year.say(babelan, answers)

    year.take_in(desk, year.send(babelan, tmp_path))

    found = status(desk)
    assert (found.status, found.reason, found.revision, found.final) == ("diterima", "", 1, False)
    assert found.points == score(SHEET, answers).total == Fraction("22.8565")
    assert found.percent == Fraction("22.8565") / Fraction("36.3") * 100
    assert found.band is not None
    assert (found.band.code, found.answered, found.questions, found.received) == ("B", 110, 110, NOW)


def test_all_offices_of_the_register_stand_in_the_inbox(desk: Store) -> None:
    inbox = secretariat.load_inbox(desk, YEAR)

    assert len(inbox.offices) == 23
    assert [entry.office.code for entry in inbox.offices] == sorted(
        entry.office.code for entry in inbox.offices
    )


def test_a_newer_package_replaces_the_answers(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path))
    year.say(babelan, {FIRST: "A"}, minutes=2)

    year.take_in(desk, year.send(babelan, tmp_path))

    assert (status(desk).revision, status(desk).points) == (2, Fraction(4, 30))


def test_a_stale_package_changes_no_value(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "C"})
    old = year.send(babelan, tmp_path)
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))
    before = secretariat.load_digest(desk)

    [planned] = year.plan(desk, old).files
    year.take_in(desk, old)

    assert planned.fate is Fate.OLDER
    assert secretariat.load_digest(desk) == before
    assert status(desk).revision == 2


def test_two_laptops_that_differ_give_a_range_and_no_value(
    desk: Store, babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A", SECOND: "B"})
    year.say(second_laptop, {FIRST: "C", SECOND: "B"})

    year.take_in(desk, year.send(babelan, tmp_path), year.send(second_laptop, tmp_path))

    found = status(desk)
    assert (found.status, found.reason, found.conflicts) == ("perlu_tindakan", "conflict", 1)
    assert (found.points, found.percent, found.band, found.final) == (None, None, None, False)
    second = Fraction("0.4") / 3 * Fraction("0.67")
    low, high = second / Fraction("36.3") * 100, (second + Fraction("0.4") / 3) / Fraction("36.3") * 100
    assert found.range == (low, high)
    assert found.answered == 2


def test_two_laptops_that_agree_are_named_and_keep_their_value(
    desk: Store, babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    year.say(second_laptop, {FIRST: "A", THIRD: "B"})

    year.take_in(desk, year.send(babelan, tmp_path), year.send(second_laptop, tmp_path))

    found = status(desk)
    assert (found.status, found.reason, found.conflicts) == ("perlu_tindakan", "branched", 0)
    assert found.points is not None
    assert found.answered == 2


def test_an_official_package_is_final_whatever_provisional_one_came_beside_it(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, answers_everywhere(SHEET, "worst"))

    year.take_in(desk, year.send(babelan, tmp_path / "a"), year.send(babelan, tmp_path / "b", final=True))

    assert status(desk).final


def test_any_order_with_repeats_gives_one_digest_and_one_inbox(
    babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    paths = []
    for minute in range(3):
        year.say(babelan, {FIRST: "CBA"[minute], SECOND: Answer(None, f"catatan {minute}")}, minutes=minute)
        paths.append(year.send(babelan, tmp_path))
        year.say(second_laptop, {THIRD: "DCB"[minute]}, minutes=minute)
        paths.append(year.send(second_laptop, tmp_path))
    bad = tmp_path / "RBD_RB-2020_32.16.02_isian_r0009_AAAA_abcdef.rbd.zip"
    bad.write_bytes(paths[0].read_bytes()[:-30])

    seen = set()
    for order in range(4):
        arrivals = [*paths, bad, *random.Random(order).sample(paths, 3)]
        random.Random(order).shuffle(arrivals)
        with year.a_secretariat(tmp_path / f"meja-{order}", babelan, second_laptop) as desk:
            for path in arrivals:
                year.take_in(desk, path)
            seen.add((secretariat.load_digest(desk), secretariat.load_inbox(desk, YEAR).offices))

    assert len(seen) == 1


def test_the_same_package_again_changes_nothing(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    path = year.send(babelan, tmp_path)

    assert year.take_in(desk, path)
    assert year.take_in(desk, path) == Changes()


def test_a_refused_file_changes_no_row_and_is_remembered_once(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    bad = tmp_path / year.send(babelan, tmp_path).name.replace(".rbd", " (1).rbd")
    bad.write_bytes(b"PK\x03\x04 bukan paket")
    before = secretariat.load_digest(desk)

    year.take_in(desk, bad)
    year.take_in(desk, bad)

    assert secretariat.load_digest(desk) == before
    [refusal] = secretariat.load_inbox(desk, YEAR).refusals
    assert (refusal.code, refusal.office, refusal.name) == ("RB-Z01", BABELAN, bad.name)
    assert (status(desk).status, status(desk).reason) == ("perlu_tindakan", "refused:RB-Z01")


def test_a_good_copy_makes_a_damaged_one_good(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    good = year.send(babelan, tmp_path)
    bad = tmp_path / f"rusak/{good.name}"
    bad.parent.mkdir()
    bad.write_bytes(good.read_bytes()[:-1])

    year.take_in(desk, bad)
    assert status(desk).status == "perlu_tindakan"
    year.take_in(desk, good)

    assert (status(desk).status, secretariat.load_inbox(desk, YEAR).refusals) == ("diterima", ())


def test_a_refusal_that_was_put_away_is_gone(desk: Store, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    year.take_in(desk, tmp_path / "foto.jpg")
    [refusal] = secretariat.load_inbox(desk, YEAR).refusals

    secretariat.dismiss_refusal(desk, refusal.id, **WHO)

    assert secretariat.load_inbox(desk, YEAR).refusals == ()
    with pytest.raises(NotAllowed, match="unknown_refusal"):
        secretariat.dismiss_refusal(desk, refusal.id, **WHO)


def test_only_chosen_files_are_taken_in(
    desk: Store, babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    year.say(second_laptop, {THIRD: "B"})
    wanted, other = year.send(babelan, tmp_path), year.send(second_laptop, tmp_path)

    secretariat.accept(desk, year.plan(desk, wanted, other), frozenset({wanted}), **WHO)

    assert status(desk).answered == 1


def test_a_plan_that_grew_old_is_joined_to_what_is_held_now(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "C"})
    old = year.plan(desk, year.send(babelan, tmp_path))
    year.say(babelan, {FIRST: "A"}, minutes=2)
    year.take_in(desk, year.send(babelan, tmp_path))

    secretariat.accept(desk, old, **WHO)

    assert status(desk).points == Fraction(4, 30)


def test_trouble_with_one_file_leaves_those_before_it_taken_in(
    desk: Store, babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    first = year.send(babelan, tmp_path)
    year.say(second_laptop, {SECOND: "B"})
    second = year.send(second_laptop, tmp_path)
    year.say(babelan, {THIRD: "B"}, minutes=2)
    third = year.send(babelan, tmp_path)
    planned = year.plan(desk, first, second, third)
    kept = second.read_bytes()
    second.write_bytes(kept + b"x")

    with pytest.raises(StoreTrouble):
        secretariat.accept(desk, planned, **WHO)

    assert status(desk).answered == 1
    second.write_bytes(kept)
    year.take_in(desk, first, second, third)
    assert status(desk).answered == 3


def test_many_packages_go_to_the_disk_in_few_writes_and_all_are_there(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    paths = []
    for minute in range(secretariat.FILES_A_WRITE + 3):
        year.say(babelan, {SECOND: Answer(None, f"catatan {minute}")}, minutes=minute)
        paths.append(year.send(babelan, tmp_path))

    year.take_in(desk, *reversed(paths))

    assert len(undoing.list_taken_in(desk, YEAR)) == len(paths)
    assert status(desk).revision == len(paths)
    assert journal.first_broken_place(desk) is None


def test_reading_can_be_stopped(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    path = year.send(babelan, tmp_path)

    with pytest.raises(Cancelled):
        secretariat.read_packages([path], (), None, Progress(is_cancelled=lambda: True))


def test_an_office_s_desk_takes_nothing_in(babelan: Store, desk: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: "A"})
    plan = year.plan(desk, year.send(babelan, tmp_path))

    with pytest.raises(NotAllowed, match="role"):
        secretariat.accept(babelan, plan, **WHO)


def test_an_unknown_device_s_package_waits_until_its_key_is_recognised(
    tmp_path: Path, babelan: Store
) -> None:
    year.say(babelan, {FIRST: "A"})
    path = year.send(babelan, tmp_path)
    with year.a_secretariat(tmp_path / "sekretariat") as desk:
        year.take_in(desk, path)
        path.unlink()
        key = setup.load_identity(babelan).device.key
        assert (status(desk).status, status(desk).reason) == ("perlu_tindakan", "quarantined")
        assert status(desk).points is None

        year.enrol(desk, babelan)
        waiting = secretariat.list_waiting(desk, key)
        year.take_in(desk, *waiting)

        assert status(desk).status == "diterima"
        assert secretariat.load_inbox(desk, YEAR).refusals == ()
        assert not any(waiting_file.exists() for waiting_file in waiting)


def test_recognising_a_device_twice_changes_nothing(desk: Store, babelan: Store) -> None:
    assert year.enrol(desk, babelan) == Changes()
    assert len(secretariat.list_roster(desk)) == 2


def test_a_key_belongs_to_one_office(desk: Store, babelan: Store) -> None:
    key = setup.load_identity(babelan).device.key

    with pytest.raises(NotAllowed, match="known_device"):
        secretariat.enrol(desk, CIBITUNG, key, "Laptop", **WHO)
    with pytest.raises(NotAllowed, match="unknown_office"):
        secretariat.enrol(desk, "32.16.99", key, "Laptop", **WHO)


def test_a_revoked_device_s_later_packages_are_refused_and_earlier_ones_stay(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    year.take_in(desk, year.send(babelan, tmp_path))
    device = setup.load_identity(babelan).device
    secretariat.revoke(desk, device.id, "laptop hilang", **WHO)
    year.say(babelan, {FIRST: "C"}, minutes=5)

    [planned] = year.plan(desk, year.send(babelan, tmp_path)).files

    assert (planned.fate, planned.code) == (Fate.REFUSED, "RB-S08")
    assert status(desk).points == Fraction(4, 30)
    assert {entry.status for entry in secretariat.list_roster(desk) if entry.device == device.id} == {REVOKED}
    assert secretariat.revoke(desk, device.id, "laptop hilang", **WHO) == Changes()
    with pytest.raises(NotAllowed, match="unknown_device"):
        secretariat.revoke(desk, "0123456789", "laptop hilang", **WHO)
    with pytest.raises(NotAllowed, match="too_short"):
        secretariat.revoke(desk, device.id, "  ", **WHO)


def test_a_package_that_claims_another_office_names_the_key_s_owner(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    with (
        year.an_office(tmp_path / "cibitung", CIBITUNG) as cibitung,
        year.a_secretariat(tmp_path / "lain") as other,
    ):
        secretariat.enrol(other, BABELAN, setup.load_identity(cibitung).device.key, "Laptop", **WHO)
        year.say(cibitung, {FIRST: "A"})
        [planned] = year.plan(other, year.send(cibitung, tmp_path)).files

    assert (planned.code, planned.office) == ("RB-S06", CIBITUNG)
    assert dict(planned.facts)["owner"] == BABELAN


def test_a_value_is_traced_to_its_edit_and_its_package(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, {FIRST: Answer("C", "belum ada SK")}, who="Kasi")
    first = year.send(babelan, tmp_path)
    year.take_in(desk, first)
    year.say(babelan, {FIRST: "A"}, minutes=9, who="Sekcam")
    year.take_in(desk, year.send(babelan, tmp_path), now=NOW + timedelta(hours=1))

    now, before = secretariat.load_origin(desk, BABELAN, year.key_of(BABELAN), FIRST)

    assert (now.value, now.by, now.at, now.stands) == ("A", "Sekcam", NOW + timedelta(minutes=9), True)
    assert (before.value, before.note, before.by, before.stands) == ("C", "belum ada SK", "Kasi", False)
    assert before.device_label == "Laptop 1"
    assert first.name.endswith(f"_{before.bundle_id[:6]}.rbd.zip")
    assert before.package_code == f"{before.bundle_id[:4]}-{before.bundle_id[4:8]}".upper()
    assert (before.received, now.received) == (NOW, NOW + timedelta(hours=1))


def test_a_value_that_stayed_is_traced_to_the_first_package_that_carried_it(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    first = year.send(babelan, tmp_path)
    year.take_in(desk, first)
    year.say(babelan, {SECOND: "B"}, minutes=9)
    year.take_in(desk, year.send(babelan, tmp_path))

    [origin] = secretariat.load_origin(desk, BABELAN, year.key_of(BABELAN), FIRST)

    assert first.name.endswith(f"_{origin.bundle_id[:6]}.rbd.zip")


def test_the_origin_of_an_unknown_question_is_refused(desk: Store) -> None:
    with pytest.raises(NotAllowed, match="unknown_question"):
        secretariat.load_origin(desk, BABELAN, year.key_of(BABELAN), "U.P.99")


def test_the_average_counts_only_offices_with_a_value(desk: Store, babelan: Store, tmp_path: Path) -> None:
    year.say(babelan, answers_everywhere(SHEET, "best"))
    year.take_in(desk, year.send(babelan, tmp_path))

    found = secretariat.load_comparison(desk, YEAR)

    assert (found.counted, found.average_total, found.average) == (1, 100, (100,) * 8)
    assert len(found.rows) == 23
    assert [row.missing for row in found.rows if row.sheet is None] == ["not_sent"] * 22


def test_without_any_value_there_is_no_average(desk: Store) -> None:
    found = secretariat.load_comparison(desk, YEAR)

    assert (found.counted, found.average, found.average_total) == (0, None, None)


def test_an_office_in_conflict_is_named_and_not_counted(
    desk: Store, babelan: Store, second_laptop: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    year.say(second_laptop, {FIRST: "C"})
    year.take_in(desk, year.send(babelan, tmp_path), year.send(second_laptop, tmp_path))

    found = secretariat.load_comparison(desk, YEAR)

    assert found.counted == 0
    assert [row.missing for row in found.rows if row.office.code == BABELAN] == ["conflict"]


def test_the_key_of_a_device_is_its_fingerprint_s_source(babelan: Store) -> None:
    identity = setup.load_identity(babelan)

    assert identity.fingerprint == signing.fingerprint(identity.device.key)


def test_a_refusal_that_was_put_away_can_be_called_back_once(desk: Store, tmp_path: Path) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff" + b"x" * 100)
    year.take_in(desk, tmp_path / "foto.jpg")
    [refusal] = secretariat.load_inbox(desk, YEAR).refusals
    with pytest.raises(NotAllowed, match="unknown_refusal"):
        secretariat.recall_refusal(desk, refusal.id, **WHO)
    secretariat.dismiss_refusal(desk, refusal.id, **WHO)

    changes = secretariat.recall_refusal(desk, refusal.id, **WHO)

    assert changes.topics == {"inbox"}
    assert secretariat.load_inbox(desk, YEAR).refusals == (refusal,)
    with pytest.raises(NotAllowed, match="unknown_refusal"):
        secretariat.recall_refusal(desk, refusal.id, **WHO)


def test_packages_of_an_office_are_listed_with_what_stands(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    year.say(babelan, {FIRST: "A"})
    first = year.send(babelan, tmp_path)
    year.say(babelan, {FIRST: "B"}, minutes=2)
    second = year.send(babelan, tmp_path)
    year.take_in(desk, first)
    year.take_in(desk, second)

    listed = secretariat.list_packages(desk, YEAR, BABELAN)
    assert [(one.record.revision.number, one.is_current) for one in listed] == [(2, True), (1, False)]

    undoing.exclude(desk, listed[0].record.bundle_id, **WHO)
    again = secretariat.list_packages(desk, YEAR, BABELAN)
    assert [(one.record.is_excluded, one.is_current) for one in again] == [(True, False), (False, True)]
