import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.roster import ENROLLED, REVOKED, Enrolment
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.ui.parts.settings.roster import Named, RosterCard, parse_devices
from rbdesk.workflow import catalog
from tests.ui.parts.screens import shown

KEY = signing.derive_key(b"1" * 32).public
OTHER = signing.derive_key(b"2" * 32).public
SINCE = datetime(2020, 8, 12, tzinfo=UTC)


def an_entry(key=KEY, office="32.16.09", status=ENROLLED, label="Laptop 1"):
    return Enrolment(signing.device_id(key), key, office, label, status, SINCE, "Verifikator")


@pytest.fixture
def card(qtbot):
    card = RosterCard(catalog.register())
    card.enrolled, card.revoked = [], []
    card.enrol_wanted.connect(card.enrolled.append)
    card.revoke_wanted.connect(lambda device, reason: card.revoked.append((device, reason)))
    return shown(qtbot, card, 560, 600)


def test_the_text_that_an_office_copies_names_office_and_key():
    words = f"Kunci: 32.16.09 {signing.public_base64(KEY)}"
    assert parse_devices(words) == [Named("32.16.09", KEY)]
    assert parse_devices(signing.public_base64(KEY)) == [Named("", KEY)]


def test_a_file_of_many_devices_is_read():
    entries = [
        {"office": "32.16.09", "key": signing.public_base64(KEY), "label": "Satu"},
        {"office": "32.16.07", "key": signing.public_base64(OTHER)},
    ]
    expected = [Named("32.16.09", KEY, "Satu"), Named("32.16.07", OTHER)]
    assert parse_devices(json.dumps({"devices": entries})) == expected
    assert parse_devices(json.dumps(entries)) == expected
    assert parse_devices(json.dumps(entries[0])) == expected[:1]


@pytest.mark.parametrize("words", ["", "halo", "[]", '{"devices": []}', '[{"key": "x"}]', "[1]"])
def test_what_holds_no_key_is_refused(words):
    with pytest.raises(NotAllowed):
        parse_devices(words)


def test_a_pasted_key_shows_its_digits_before_it_can_be_known(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    assert card.form.isVisible()
    assert not card.form.enrol.isEnabled()
    card.form.text.setPlainText(f"32.16.09 {signing.public_base64(KEY)}")
    assert card.form.digits.text() == signing.fingerprint(KEY)
    assert card.form.office.currentData() == "32.16.09"
    qtbot.mouseClick(card.form.enrol, Qt.MouseButton.LeftButton)
    assert card.enrolled == [[Named("32.16.09", KEY)]]


def test_a_key_without_an_office_waits_for_one(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    card.form.text.setPlainText(signing.public_base64(KEY))
    assert not card.form.enrol.isEnabled()
    card.form.office.setCurrentIndex(card.form.office.findData("32.16.07"))
    card.form.office.activated.emit(0)
    card.form.enrol.click()
    assert card.enrolled == [[Named("32.16.07", KEY)]]


def test_text_without_a_key_says_so(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    card.form.text.setPlainText("selamat pagi")
    assert "Belum ada kunci" in card.form.hint.text()
    assert not card.form.enrol.isEnabled()


def test_the_roster_is_listed_by_office_with_its_state(card):
    card.show_roster([an_entry(), an_entry(OTHER, "32.16.07", REVOKED, "Lama")])
    rows = card.rows()
    assert [row.entry.office for row in rows] == ["32.16.07", "32.16.09"]
    assert [row.revoke.isHidden() for row in rows] == [True, False]
    assert card._empty.isHidden()
    card.show_roster([])
    assert card._empty.isVisible()


def test_the_last_entry_of_a_device_decides(card):
    card.show_roster([an_entry(), an_entry(status=REVOKED)])
    (row,) = card.rows()
    assert row.revoke.isHidden()


def test_revoking_asks_for_a_reason_in_place(card, qtbot):
    card.show_roster([an_entry()])
    (row,) = card.rows()
    qtbot.mouseClick(row.revoke, Qt.MouseButton.LeftButton)
    assert row.reason.hasFocus()
    qtbot.keyClicks(row.reason, "abc")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert card.revoked == []
    qtbot.keyClicks(row.reason, " laptop hilang")
    qtbot.keyClick(row.reason, Qt.Key.Key_Return)
    assert card.revoked == [(signing.device_id(KEY), "abc laptop hilang")]
