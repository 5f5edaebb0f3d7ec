from __future__ import annotations

from pathlib import Path

from rbdesk.exchange import signing
from rbdesk.workflow import devices, roster
from tests import year
from tests.build import NOW
from tests.year import BABELAN, FIRST

WHO = {"who": "Sekretariat", "now": NOW}
STRANGER = signing.derive_key(b"9" * 32).public


def test_each_device_stands_with_its_digits_its_last_package_and_the_reason_it_was_revoked_for(
    tmp_path: Path,
) -> None:
    with year.an_office(tmp_path / "satu") as office, year.a_secretariat(tmp_path / "sekda", office) as desk:
        year.say(office, {FIRST: "A"})
        year.take_in(desk, year.send(office, tmp_path))
        devices.enrol(desk, BABELAN, STRANGER, "Laptop lama", **WHO)
        devices.revoke(desk, signing.device_id(STRANGER), "Laptop hilang", **WHO)

        [sender, lost] = [one for one in roster.load_roster(desk) if one.entry.office == BABELAN]

    assert sender.is_enrolled
    assert sender.last is not None
    assert sender.last.revision.number == 1
    assert sender.reason == ""
    assert (lost.is_enrolled, lost.last, lost.reason) == (False, None, "Laptop hilang")
    assert lost.fingerprint == signing.fingerprint(STRANGER)
