from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbdesk.domain.roster import ENROLLED, REVOKED, Enrolment
from rbdesk.exchange import signing
from rbdesk.exchange.keytext import NamedDevice
from rbdesk.ui.parts.roster import RosterCard
from rbdesk.workflow import catalog
from rbdesk.workflow.roster import KnownDevice
from tests.ui.parts.screens import shown

KEY = signing.derive_key(b"1" * 32).public
OTHER = signing.derive_key(b"2" * 32).public
SINCE = datetime(2020, 8, 12, tzinfo=UTC)


def an_entry(key=KEY, office="32.16.09", status=ENROLLED, label="Laptop 1"):
    entry = Enrolment(signing.device_id(key), key, office, label, status, SINCE, "Verifikator")
    return KnownDevice(entry, signing.fingerprint(key), None, "" if status == ENROLLED else "Laptop hilang")


def said(row) -> str:
    return " ".join(label.text() for label in row.findChildren(QLabel))


@pytest.fixture
def card(qtbot):
    card = RosterCard(catalog.register())
    card.enrolled, card.revoked = [], []
    card.enrol_wanted.connect(card.enrolled.append)
    card.revoke_wanted.connect(lambda device, reason: card.revoked.append((device, reason)))
    return shown(qtbot, card, 560, 600)


def test_a_pasted_key_shows_its_digits_before_it_can_be_known(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    assert card.form.isVisible()
    assert not card.form.enrol.isEnabled()
    card.form.text.setPlainText(f"32.16.09 {signing.public_base64(KEY)}")
    assert card.form.digits.text() == signing.fingerprint(KEY)
    assert card.form.office.currentData() == "32.16.09"
    qtbot.mouseClick(card.form.enrol, Qt.MouseButton.LeftButton)
    assert card.enrolled == [[NamedDevice("32.16.09", KEY)]]


def test_a_key_without_an_office_waits_for_one(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    card.form.text.setPlainText(signing.public_base64(KEY))
    assert not card.form.enrol.isEnabled()
    card.form.office.setCurrentIndex(card.form.office.findData("32.16.07"))
    card.form.office.activated.emit(0)
    card.form.enrol.click()
    assert card.enrolled == [[NamedDevice("32.16.07", KEY)]]


def test_text_without_a_key_says_so(card, qtbot):
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    card.form.text.setPlainText("selamat pagi")
    assert "Belum ada kunci" in card.form.hint.text()
    assert not card.form.enrol.isEnabled()


def test_each_device_tells_how_it_stands_and_why(card):
    card.show_roster([an_entry(OTHER, "32.16.07", REVOKED, "Lama"), an_entry()])
    rows = card.rows()
    assert [row.device.entry.office for row in rows] == ["32.16.07", "32.16.09"]
    assert [row.revoke.isHidden() for row in rows] == [True, False]
    assert "“Laptop hilang”" in said(rows[0])
    assert "belum ada paket" in said(rows[1])
    assert card.count.text() == "1 dikenal · 1 dicabut atau ditolak"
    card.show_roster([])
    assert card._empty.text() == "Belum ada perangkat yang dikenal."


def test_the_list_can_be_filtered_by_office_and_name(card, qtbot):
    card.show_roster([an_entry(OTHER, "32.16.07", REVOKED, "Lama"), an_entry()])
    qtbot.keyClicks(card.search, "cikarang utara")
    assert [row.device.entry.office for row in card.rows()] == ["32.16.09"]
    qtbot.keyClicks(card.search, "xyz")
    assert card.rows() == []
    assert "Tidak ada perangkat yang cocok" in card._empty.text()


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
