from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk.exchange import keytext, signing
from rbdesk.ui.pages.quarantine import QuarantinePage
from rbdesk.ui.pages.quarantine_parts.matching import MatchCard
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import devices, quarantine
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visit, Visiting, press, words

OWN, OTHER = "32.16.09", "32.16.01"
KEYS = {office: public for office, public, _ in year.devices_of_demo()}


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Karantina on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, QuarantinePage, tmp_path, tmp_path_factory)


@pytest.fixture
def waiting(visit) -> Visit:
    """Two unknown devices wait; that of Cikarang Utara is chosen."""
    seen: Visit = visit("quarantine")
    seen.page.devices.select(OWN)
    return seen


def type_digits(seen: Visit, digits: str) -> None:
    for digit in digits:
        seen.qtbot.keyClick(QApplication.focusWidget(), digit)


def ticked(seen: Visit) -> list[int]:
    return [group.number for group in seen.page.match.grid.groups if group.isChecked()]


def test_devices_wait_with_office_name_and_packages_and_nothing_is_ticked(waiting):
    page = waiting.page

    assert page.strip.isVisible()
    assert "2 perangkat belum dikenal" in words(page.strip)
    assert [button.text() for button in page.devices.tabs.buttons()] == ["Menunggu  2", "Ditolak  0"]
    assert "Cocokkan 30 angka dengan Kecamatan Cikarang Utara" in words(page.match)
    digits = " ".join(group.digits for group in page.match.grid.groups)
    assert digits == signing.fingerprint(KEYS[OWN])
    assert ticked(waiting) == []
    assert page.match.square.text == keytext.key_text(OWN, KEYS[OWN])
    spoken = page.devices.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("menunggu")


def test_five_groups_of_six_do_not_enable_and_the_sixth_does(waiting):
    match = waiting.page.match

    type_digits(waiting, "12346")

    assert ticked(waiting) == [1, 2, 3, 4, 6]
    assert not match.act.isEnabled()
    assert match.missing.text() == "Centang 1 kelompok lagi."
    assert match.count.text() == "5 dari 6 kelompok cocok"
    press(waiting, match.grid.groups[4])
    assert match.act.isEnabled()
    type_digits(waiting, "1")
    assert not match.act.isEnabled()


def test_after_recognition_the_waiting_package_goes_to_the_plan(waiting):
    type_digits(waiting, "123456")
    assert waiting.page.match.act.hasFocus()
    waiting.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    waiting.settle()

    assert waiting.wanted == [Link("inbox", filter="released")]
    assert waiting.told == ["Perangkat Kecamatan Cikarang Utara dikenal."]
    assert [one.office for one in waiting.stored(devices.load_trust)] == [OWN]
    assert len(waiting.stored(quarantine.list_released)) == 1
    assert [one.office for one in waiting.page.devices.model.rows()] == [OTHER]


def test_the_text_of_the_code_ticks_all_and_another_one_names_the_group_that_differs(waiting):
    match = waiting.page.match

    match.paste.setText(keytext.key_text(OWN, KEYS[OWN]))
    assert ticked(waiting) == [1, 2, 3, 4, 5, 6]
    assert match.act.isEnabled()
    match.paste.setText(keytext.key_text(OWN, KEYS[OTHER]))
    assert ticked(waiting) == []
    assert not match.act.isEnabled()
    assert "berbeda dari teks itu" in match.said.text()
    assert all(group.is_different for group in match.grid.groups)
    match.paste.clear()
    assert not any(group.is_different for group in match.grid.groups)


def test_only_the_group_that_differs_is_marked(waiting):
    grid = waiting.page.match.grid
    digits = [group.digits for group in grid.groups]

    assert grid.compare([*digits[:2], "00000", *digits[3:]]) == (3,)

    assert [group.number for group in grid.groups if group.is_different] == [3]
    assert grid.groups[2].accessibleName().endswith("berbeda")
    assert ticked(waiting) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selamat pagi", "bukan kunci"),
        (keytext.key_text(OTHER, KEYS[OWN]), "milik kode 32.16.01"),
    ],
)
def test_a_text_that_is_no_key_or_another_offices_ticks_nothing(waiting, text, said):
    waiting.page.match.paste.setText(text)

    assert said in waiting.page.match.said.text()
    assert ticked(waiting) == []


def test_a_card_without_a_device_asks_for_no_more_room_than_one_with(waiting, qtbot):
    """A window that is too narrow for it grows, and stays so."""
    empty = MatchCard()
    qtbot.addWidget(empty)
    assert empty.minimumSizeHint().width() <= waiting.page.match.minimumSizeHint().width()


def test_digits_typed_into_a_field_tick_nothing(waiting):
    press(waiting, waiting.page.match.paste)
    type_digits(waiting, "123")
    assert ticked(waiting) == []


def test_ctrl_enter_recognises_and_leads_to_what_is_not_ticked_yet(waiting):
    match = waiting.page.match
    type_digits(waiting, "1245")
    waiting.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert match.grid.groups[2].hasFocus()
    assert waiting.told == []

    type_digits(waiting, "36")
    waiting.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    waiting.settle()
    assert waiting.told == ["Perangkat Kecamatan Cikarang Utara dikenal."]


def test_a_device_that_was_turned_away_by_mistake_waits_again_after_one_click(waiting):
    match = waiting.page.match
    press(waiting, match.refuse)
    waiting.qtbot.keyClicks(match.reason.field, "Salah tekan")
    waiting.qtbot.keyClick(match.reason.field, Qt.Key.Key_Return)
    waiting.settle()
    assert waiting.page.devices.select(OWN)
    assert "batalkan penolakannya" in words(match.standing)

    press(waiting, match.recall)
    waiting.settle()

    found = waiting.stored(quarantine.load_quarantine)
    assert (len(found.waiting), found.rejected) == (2, ())
    assert waiting.page.devices.current().office == OWN
    assert match.refuse.isVisible()
    assert not match.recall.isVisible()


def test_turning_a_device_away_asks_for_a_reason_and_it_can_be_called_back(waiting):
    match = waiting.page.match
    press(waiting, match.refuse)
    assert match.reason.field.hasFocus()
    waiting.qtbot.keyClicks(match.reason.field, "Angka keenam berbeda")
    waiting.qtbot.keyClick(match.reason.field, Qt.Key.Key_Return)
    waiting.settle()

    [turned] = waiting.stored(quarantine.load_quarantine).rejected
    assert (turned.office, turned.reason) == (OWN, "Angka keenam berbeda")
    assert [button.text() for button in waiting.page.devices.tabs.buttons()] == ["Menunggu  1", "Ditolak  1"]
    assert waiting.page.devices.select(OWN)
    assert "“Angka keenam berbeda”" in words(match.standing)
    assert not match.refuse.isVisible()
    type_digits(waiting, "123456")
    waiting.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    waiting.settle()
    assert waiting.wanted == [Link("inbox", filter="released")]
    assert waiting.stored(quarantine.load_quarantine).rejected == ()


def test_a_device_is_found_by_its_id(waiting):
    waiting.page.show_link(Link("quarantine", signing.device_id(KEYS[OTHER])))

    assert waiting.page.devices.current().office == OTHER
    assert waiting.page.place() == Link("quarantine", signing.device_id(KEYS[OTHER]))


def test_other_devices_of_the_office_stand_above_the_digits(waiting):
    with waiting.qtbot.waitSignal(waiting.desk.changed):
        waiting.desk.do(devices.enrol, OWN, signing.derive_key(b"9" * 32).public, "Lama")
    waiting.settle()

    assert "sudah ada 1 perangkat, dikenal sejak 3 Sep" in words(waiting.page.match.known)


def test_without_anything_waiting_it_says_so(visit):
    seen = visit("one")

    assert seen.page.empty.isVisible()
    seen.page.empty.acted.emit("roster")
    assert seen.wanted == [Link("roster")]


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut(visit, qapp, size, percent):
    from rbdesk.ui import theme

    theme.apply(qapp, "light", percent)
    seen = visit("quarantine", size=size)
    seen.qtbot.wait(10)

    assert offices.cut_words(seen.page) == []
