from __future__ import annotations

from pathlib import Path

import pytest

from rbdesk.domain.roster import ENROLLED, REVOKED
from rbdesk.errors import NotAllowed
from rbdesk.store import journal
from rbdesk.workflow import devices, setup
from tests import year
from tests.build import NOW
from tests.year import BABELAN, CIBITUNG

WHO = {"who": "Sekretariat\n" + "x" * 80, "now": NOW}
KEY = bytes(range(32))


def test_a_device_can_be_called_back_after_it_was_revoked(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        devices.enrol(desk, BABELAN, KEY, "Laptop\x00 1", **WHO)
        [entry] = devices.list_roster(desk)
        assert (entry.office, entry.label, entry.status) == (BABELAN, "Laptop 1", ENROLLED)
        assert len(entry.by) == 60

        devices.revoke(desk, entry.device, "hilang", **WHO)
        assert [known.status for known in devices.list_roster(desk)] == [REVOKED]
        devices.enrol(desk, BABELAN, KEY, "Laptop 1", **WHO)
        assert [known.status for known in devices.list_roster(desk)] == [ENROLLED]

        told = [(entry.new["status"], entry.new["reason"]) for entry in journal.list_of_act(desk, "roster")]
        assert told == [(ENROLLED, ""), (REVOKED, "hilang"), (ENROLLED, "")]


def test_a_revoked_device_may_go_to_another_office(tmp_path: Path) -> None:
    with year.a_secretariat(tmp_path / "s") as desk:
        devices.enrol(desk, BABELAN, KEY, "Laptop", **WHO)
        [entry] = devices.list_roster(desk)
        devices.revoke(desk, entry.device, "dipindah", **WHO)

        devices.enrol(desk, CIBITUNG, KEY, "Laptop", **WHO)

        standing = {known.office: known.status for known in devices.list_roster(desk)}
        assert standing == {BABELAN: REVOKED, CIBITUNG: ENROLLED}


def test_an_office_recognises_nobody(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db:
        device = setup.load_identity(db).device
        with pytest.raises(NotAllowed, match="role"):
            devices.enrol(db, BABELAN, device.key, "Laptop", **WHO)
        with pytest.raises(NotAllowed, match="role"):
            devices.revoke(db, device.id, "hilang", **WHO)
