from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from rbdesk.exchange import keytext, signing
from rbdesk.ui import dialogs
from rbdesk.ui.pages.roster import RosterPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import devices
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import Visiting, press, words

OWN = "32.16.09"
KEYS = {office: public for office, public, _ in year.devices_of_demo()}


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, RosterPage, tmp_path, tmp_path_factory)


def test_the_roster_names_each_device_with_its_last_package(visit):
    seen = visit("one")
    [row] = [row for row in seen.page.card.rows() if row.device.entry.office == OWN]

    assert "Cikarang Utara · " in words(row)
    assert "paket terakhir revisi" in words(row)
    assert signing.fingerprint(KEYS[OWN]) in words(row)


def test_a_device_is_revoked_with_a_reason(visit):
    seen = visit("one")
    [row] = [row for row in seen.page.card.rows() if row.device.entry.office == OWN]
    press(seen, row.revoke)
    seen.qtbot.keyClicks(row.reason, "Laptop hilang")
    seen.qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    seen.settle()

    [row] = [row for row in seen.page.card.rows() if row.device.entry.office == OWN]
    assert not row.device.is_enrolled
    assert "“Laptop hilang”" in words(row)


def test_a_pasted_key_is_recognised_and_what_waited_for_it_goes_to_the_plan(visit):
    seen = visit("quarantine")
    press(seen, seen.page.card.add)
    seen.page.card.form.text.setPlainText(keytext.key_text(OWN, KEYS[OWN]))
    press(seen, seen.page.card.form.enrol)
    seen.settle()

    assert [one.office for one in seen.stored(devices.list_roster)] == [OWN]
    assert seen.wanted == [Link("inbox", filter="released")]


def test_a_file_of_keys_is_shown_before_it_counts(visit, tmp_path, monkeypatch):
    seen = visit("strange")
    path = tmp_path / "kunci.txt"
    path.write_text(keytext.key_text(OWN, KEYS[OWN]), encoding="utf-8")
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [path])

    press(seen, seen.page.card.read)

    assert seen.page.card.form.digits.text() == signing.fingerprint(KEYS[OWN])
    assert seen.stored(devices.list_roster) == ()
    path.write_bytes(b"\xff\xfe\xff")
    press(seen, seen.page.card.read)
    assert seen.page.notice.isVisible()


@pytest.mark.parametrize("size", secretariats.SIZES)
def test_no_word_is_cut_and_each_control_can_be_reached(visit, size):
    seen = visit("one", size=size)
    press(seen, seen.page.card.add)
    seen.page.card.form.text.setPlainText(keytext.key_text(OWN, KEYS[OWN]))
    seen.qtbot.wait(10)

    assert offices.cut_words(seen.page) == []
    assert offices.unreachable(seen.page) == []
