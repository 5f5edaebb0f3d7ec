"""A desk's first day and its settings."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rbdesk import paths
from rbdesk.domain.assessment import Answer, Key
from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.errors import NotAllowed, NotAStore, StoreTrouble
from rbdesk.exchange import signing
from rbdesk.paths import DeskFolder
from rbdesk.store import assessments, database, journal
from rbdesk.store.database import Store
from rbdesk.workflow import office, sending, setup
from rbdesk.workflow.changes import Changes
from tests import desks
from tests.build import NOW

PROFILE = Profile("Camat Contoh", "Kasubag Contoh", "021-555000")
KEY = Key("32.16.09", 2020, "lke-26-2020-unit")


def _keep_profile(db: Store, profile: Profile = PROFILE, **but: Any) -> Changes:
    given = {"head_nip": "", "operator": "Operator 1", "operator_post": "", **but}
    return setup.keep_profile(db, profile, **given, who="Operator 1", now=NOW)


def _keep_settings(db: Store, **given: Any) -> Changes:
    return setup.keep_settings(db, **given, who="Operator 1", now=NOW)


def test_a_new_desk_knows_whose_it_is(tmp_path: Path) -> None:
    db = desks.a_desk(tmp_path / "desk", head_nip="196501011990011001", operator_post="Staf")
    found = setup.load_identity(db)
    db.close()
    assert (found.role, found.office, found.office_name) == (Role.OFFICE, "32.16.09", "Cikarang Utara")
    assert (found.year, found.edition, found.practice) == (2020, "RB-2020", False)
    assert (found.profile, found.operator) == (PROFILE, "Operator 1")
    assert (found.head_nip, found.operator_post) == ("196501011990011001", "Staf")
    assert (found.target, found.package_limit) == (Decimal(60), "whatsapp15")
    assert found.deadlines[0] == ("Kirim ke Sekretariat", date(2020, 9, 7))
    assert found.folder == tmp_path / "desk"


def test_the_identity_names_the_key_that_lies_in_the_folder(tmp_path: Path) -> None:
    db = desks.a_desk(tmp_path / "desk")
    found = setup.load_identity(db)
    key = signing.load_key(db.folder.device_key)
    db.close()
    assert found.device.key == key.public
    assert found.device.id == signing.device_id(key.public)
    assert found.device.label == "Laptop 1"
    assert [len(group) for group in found.fingerprint.split(" ")] == [5] * 6


def test_a_desk_that_is_opened_again_is_the_same(tmp_path: Path) -> None:
    db = desks.a_desk(tmp_path / "desk", practice=True)
    before, replica = setup.load_identity(db), db.replica
    db.close()
    db = setup.open_desk(tmp_path / "desk", now=NOW)
    assert (setup.load_identity(db), db.replica) == (before, replica)
    db.close()


def test_the_secretariats_desk_is_the_regencys(tmp_path: Path) -> None:
    db = desks.a_desk(tmp_path / "desk", role=Role.SECRETARIAT, office="")
    found = setup.load_identity(db)
    db.close()
    assert (found.role, found.office, found.office_name) == (Role.SECRETARIAT, "32.16", "Kabupaten Bekasi")


def test_two_desks_have_two_replicas_and_two_devices(tmp_path: Path) -> None:
    found = []
    for name in ("satu", "dua"):
        db = desks.a_desk(tmp_path / name)
        found.append((db.replica, setup.load_identity(db).device.id))
        db.close()
    assert found[0][0] != found[1][0]
    assert found[0][1] != found[1][1]


def test_a_given_key_and_replica_are_used(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    key = signing.make_key(tmp_path / "desk" / "device.key", seed=b"s" * 32)
    db = desks.a_desk(tmp_path / "desk", replica="1" * 16)
    assert db.replica == "1" * 16
    assert setup.load_identity(db).device.key == key.public
    db.close()


def test_a_damaged_key_is_told_and_no_desk_is_made(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "device.key").write_bytes(b"not a key")
    with pytest.raises(StoreTrouble) as told:
        desks.a_desk(tmp_path / "desk")
    assert told.value.kind == "damaged"
    assert not (tmp_path / "desk" / "desk.db").exists()


@pytest.mark.parametrize(
    ("but", "what"),
    [
        ({"office": "32.16.99"}, "unknown_office"),
        ({"office": "32.16"}, "unknown_office"),
        ({"role": Role.SECRETARIAT, "office": "32.16.09"}, "unknown_office"),
        ({"year": 1998}, "unknown_year"),
        ({"profile": Profile("x" * 81)}, "too_long"),
        ({"device_label": "x" * 41}, "too_long"),
        ({"operator": "x" * 61}, "too_long"),
    ],
)
def test_a_desk_that_cannot_be_is_not_made(tmp_path: Path, but: dict[str, Any], what: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        desks.a_desk(tmp_path / "desk", **but)
    assert refused.value.what == what
    assert not (tmp_path / "desk").exists()


def test_a_desk_is_never_made_over_another(office_desk: Path) -> None:
    before = DeskFolder(office_desk).database.read_bytes()
    with pytest.raises(NotAllowed) as refused:
        desks.a_desk(office_desk, office="32.16.01")
    assert refused.value.what == "desk_exists"
    assert DeskFolder(office_desk).database.read_bytes() == before


def test_a_store_without_an_owner_is_not_a_desk(tmp_path: Path) -> None:
    database.create_store(tmp_path, facts={"replica": "a" * 16}, now=NOW).close()
    with pytest.raises(NotAStore):
        setup.open_desk(tmp_path, now=NOW)
    database.open_store(tmp_path, now=NOW).close()


def test_the_profile_is_kept_cleaned_as_an_edit_with_its_dot(db: Store, key: Key) -> None:
    changes = _keep_profile(db, Profile("  Ibu\u202e  Camat\n", "", "021"))
    assert changes.topics == {"profile"}
    assert setup.load_identity(db).profile == Profile("Ibu Camat", "", "021")
    (cell,) = assessments.load_cells(db, key.office, key.year, assessments.PROFILE_ROW)
    assert cell.edit == journal.list_of_act(db, "profile")[-1].edit
    assert assessments.load_vector(db, key.office, key.year)[db.replica] == cell.edit.n


def test_the_same_profile_and_settings_again_change_nothing(db: Store) -> None:
    before = journal.load_last_hash(db)
    assert not _keep_profile(db)
    assert not _keep_settings(
        db, target=Decimal("60.0"), package_limit="whatsapp15", device_label=" Laptop  1 "
    )
    assert not _keep_settings(db)
    assert journal.load_last_hash(db) == before


def test_operator_and_number_stay_out_of_what_travels(db: Store, key: Key) -> None:
    before = assessments.load_snapshot(db, key.office, key.year)
    changes = _keep_profile(db, operator="Operator 2", head_nip="1965", operator_post="Staf Umum")
    assert changes.topics == {"settings"}
    found = setup.load_identity(db)
    assert (found.operator, found.head_nip, found.operator_post) == ("Operator 2", "1965", "Staf Umum")
    assert assessments.load_snapshot(db, key.office, key.year) == before


def test_a_locked_year_keeps_its_profile_and_lets_the_operator_change(db: Store, key: Key) -> None:
    desks.fill(db, key)
    sending.export(db, key, db.folder.root / "out", final=True, who="Operator 1", now=NOW)
    with pytest.raises(NotAllowed) as refused:
        _keep_profile(db, replace(PROFILE, head="Camat Lain"), operator="Operator 2")
    assert refused.value.what == "locked"
    assert setup.load_identity(db).operator == "Operator 1"
    assert _keep_profile(db, operator="Operator 2").topics == {"settings"}


def test_settings_that_are_given_change_and_the_rest_stays(db: Store) -> None:
    deadlines = (("Kirim", date(2020, 9, 1)),)
    assert _keep_settings(db, target=Decimal("70.50"), deadlines=deadlines).topics == {"settings"}
    _keep_settings(db, package_limit="stick", device_label="Laptop Camat")
    found = setup.load_identity(db)
    assert (found.target, found.deadlines, found.package_limit) == (Decimal("70.5"), deadlines, "stick")
    assert found.device.label == "Laptop Camat"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"target": Decimal("100.01")}, "range"),
        ({"target": Decimal("-1")}, "range"),
        ({"target": Decimal("NaN")}, "range"),
        ({"package_limit": "telegram"}, "option"),
        ({"device_label": "x" * 41}, "too_long"),
        ({"deadlines": (("x" * 41, date(2020, 9, 1)),)}, "too_long"),
        ({"deadlines": (("a", date(2020, 9, 1)),) * 9}, "range"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(db: Store, given: dict[str, Any], what: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        _keep_settings(db, **given)
    assert refused.value.what == what


def test_the_device_of_a_journal_row_is_the_one_of_its_time(db: Store) -> None:
    _keep_settings(db, target=Decimal(61))
    _keep_settings(db, device_label="Laptop 2")
    setup.keep_settings(db, target=Decimal(62), who="Operator 1", now=NOW + timedelta(days=1))
    assert [entry.device for entry in journal.list_of_act(db, "settings")] == [
        "Laptop 1",
        "Laptop 1",
        "Laptop 2",
    ]


# --- lives ---


def _number_edits(folder: Path, note: str) -> tuple[str, int]:
    """Open a desk, write something, close it; under which name, and the edit's number."""
    db = setup.open_desk(folder, now=NOW)
    office.record_answer(db, KEY, "U.P.1.i.a", Answer("A", note), who="", now=NOW)
    found = db.replica, journal.load_last_number(db, db.replica)
    db.close()
    return found


def test_a_desk_that_stays_where_it_is_keeps_its_name(office_desk: Path) -> None:
    first, _ = _number_edits(office_desk, "satu")

    assert _number_edits(office_desk, "dua")[0] == first


def test_a_copied_folder_lives_on_under_a_name_of_its_own(office_desk: Path, tmp_path: Path) -> None:
    first, _ = _number_edits(office_desk, "satu")
    shutil.copytree(office_desk, tmp_path / "salinan")

    copied, _ = _number_edits(tmp_path / "salinan", "di salinan")

    assert copied != first
    assert _number_edits(tmp_path / "salinan", "lagi")[0] == copied
    assert _number_edits(office_desk, "dua")[0] == first


def test_a_whole_folder_put_back_lives_on_under_another_name(office_desk: Path, tmp_path: Path) -> None:
    """Its own copy of the journal is as old as the store then; only this computer remembers."""
    first, _ = _number_edits(office_desk, "satu")
    shutil.copytree(office_desk, tmp_path / "cadangan")
    _number_edits(office_desk, "dua")
    shutil.rmtree(office_desk)
    shutil.copytree(tmp_path / "cadangan", office_desk)

    again, _ = _number_edits(office_desk, "tiga")

    assert again != first
    assert _number_edits(office_desk, "empat")[0] == again


def test_a_copy_from_an_earlier_life_does_not_go_back_to_its_name(office_desk: Path, tmp_path: Path) -> None:
    shutil.copytree(office_desk, tmp_path / "cadangan")
    first, _ = _number_edits(office_desk, "satu")
    store = office_desk / "desk.db"
    store.write_bytes((tmp_path / "cadangan" / "desk.db").read_bytes())
    second, _ = _number_edits(office_desk, "dua")
    shutil.rmtree(office_desk)
    shutil.copytree(tmp_path / "cadangan", office_desk)

    third, _ = _number_edits(office_desk, "tiga")

    assert len({first, second, third}) == 3


def test_a_desk_on_a_stick_goes_from_computer_to_computer_under_one_name(
    office_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "folder_risk", lambda folder: "removable")
    name, _ = _number_edits(office_desk, "satu")
    office_desk.rename(tmp_path / "stik")

    assert _number_edits(tmp_path / "stik", "dua")[0] == name


def test_a_computer_that_cannot_remember_keeps_nobody_from_working(
    office_desk: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    monkeypatch.setattr(paths, "lives", lambda: tmp_path / "berkas" / "x")
    first, _ = _number_edits(office_desk, "satu")

    assert _number_edits(office_desk, "dua")[0] == first
