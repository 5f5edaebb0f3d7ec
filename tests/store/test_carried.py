"""Points on a stick: all that belongs to them, read back, shared, brought to another computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.assessment import Key
from rbdesk.errors import StoreTrouble
from rbdesk.paths import DeskFolder
from rbdesk.store import backup, carried
from rbdesk.store.database import Store
from tests import desks
from tests.build import NOW


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_stick_gets_all_that_belongs_to_a_point_but_the_seal_key(
    db: Store, key: Key, tmp_path: Path
) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    db.folder.seal_key.write_text("AGE-SECRET-KEY-1")
    (db.folder.archive / "a.rbd.zip").write_bytes(b"paket")
    point = backup.take(db, backup.BY_HAND, NOW)
    target = carried.folder_in(tmp_path / "stick", point.office)
    there = carried.carry(point, db.folder, target)
    assert backup.list_points(target) == (there,)
    assert backup.is_whole(there)
    assert {
        "0000001.db",
        "0000001.json",
        f"evidence/{sha256[:2]}/{sha256}",
        "keys/device.key",
        "archive/a.rbd.zip",
    } <= _names(target)
    assert not any("segel" in name or name.endswith(".part") for name in _names(target))
    assert carried.find_in(tmp_path / "stick") == [target]
    assert carried.folder_in(target, point.office) == target


def test_a_second_copy_writes_no_evidence_again(db: Store, key: Key, tmp_path: Path) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    for _ in range(2):
        carried.carry(backup.take(db, backup.BY_HAND, NOW), db.folder, tmp_path / "stick")
        path = backup.pooled(tmp_path / "stick")(sha256)
        path.chmod(0o644)
        stamp = path.stat().st_mtime_ns
    assert path.stat().st_mtime_ns == stamp
    assert len(backup.list_points(tmp_path / "stick")) == 2


def test_spoilt_evidence_on_the_stick_is_written_anew(db: Store, key: Key, tmp_path: Path) -> None:
    sha256 = desks.attach(db, key, "U.P.1.i.a")
    path = backup.pooled(tmp_path / "stick")(sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"spoilt")
    carried.carry(backup.take(db, backup.BY_HAND, NOW), db.folder, tmp_path / "stick")
    assert backup.digest_of(path)[0] == sha256


def test_a_stick_that_gives_back_something_else_gets_no_description(
    db: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    point = backup.take(db, backup.BY_HAND, NOW)
    real = carried._digest
    monkeypatch.setattr(carried, "_digest", lambda path, pace: ("0" * 64, real(path, pace)[1]))
    with pytest.raises(StoreTrouble, match="read back"):
        carried.carry(point, db.folder, tmp_path / "stick")
    assert backup.list_points(tmp_path / "stick") == ()
    assert not [name for name in _names(tmp_path / "stick") if name.endswith(".part")]


def test_a_new_computer_gets_archive_and_keys_and_keeps_its_own(db: Store, tmp_path: Path) -> None:
    (db.folder.archive / "a.rbd.zip").write_bytes(b"paket")
    carried.carry(backup.take(db, backup.BY_HAND, NOW), db.folder, tmp_path / "stick")
    fresh, used = DeskFolder(tmp_path / "fresh"), DeskFolder(tmp_path / "used")
    for desk in (fresh, used):
        desk.make()
    used.device_key.write_bytes(b"its own")
    for desk in (fresh, used):
        carried.bring_back(tmp_path / "stick", desk)
        assert (desk.archive / "a.rbd.zip").read_bytes() == b"paket"
    assert fresh.device_key.read_bytes() == db.folder.device_key.read_bytes()
    assert used.device_key.read_bytes() == b"its own"
