from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.parts.package_card import PackageCard, PackageText
from tests.ui.parts.screens import shown

WAYS = (("whatsapp15", "WhatsApp (15 MB)"), ("stick", "Stik"))
READY = PackageText(
    percent="60,14",
    band="B",
    facts=(("Jawaban", "110 / 110"),),
    head="Drs. H. Contoh",
    head_details="NIP 19680512 199003 1 004 · Camat",
    can_change_head=True,
    way="stick",
)


@pytest.fixture
def card(qtbot):
    card = shown(qtbot, PackageCard(WAYS), 320, 560)
    card.show_package(READY)
    return card


def test_both_buttons_say_which_package_is_wanted(card, qtbot):
    wanted = []
    card.building.connect(wanted.append)

    qtbot.mouseClick(card.official, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(card.provisional, Qt.MouseButton.LeftButton)

    assert wanted == [True, False]


def test_the_official_one_is_unavailable_only_with_the_reason_beneath(card):
    assert card.official.isEnabled()
    assert not card.reason.isVisible()

    card.show_package(replace(READY, reason="Selesaikan 2 hal wajib dulu."))

    assert not card.official.isEnabled()
    assert card.provisional.isEnabled()
    assert card.reason.text() == card.official.accessibleDescription() == "Selesaikan 2 hal wajib dulu."
    assert card.reason.geometry().top() > card.official.geometry().top()


def test_what_keeps_every_package_back_disables_both(card):
    card.show_package(replace(READY, reason="Selesaikan 2 hal.", blocked="Pilih dulu jawaban yang berbeda."))

    assert not card.official.isEnabled()
    assert not card.provisional.isEnabled()
    assert card.reason.text() == "Pilih dulu jawaban yang berbeda."


def test_the_way_of_sending_is_shown_without_being_told_and_told_when_chosen(card, qtbot):
    chosen = []
    card.sending.way_chosen.connect(chosen.append)

    assert card.sending.way.currentText() == "Stik"
    card.sending.way.setFocus()
    qtbot.keyClick(card.sending.way, Qt.Key.Key_Up)

    assert chosen == ["whatsapp15"]


def test_progress_takes_the_place_of_the_buttons_and_can_be_stopped(card, qtbot):
    card.show_progress("Menulis berkas paket…", 0.25)

    assert card.is_building
    assert not card.official.isVisible()
    assert card.bar.value() == 250
    with qtbot.waitSignal(card.cancelled):
        qtbot.mouseClick(card.cancel, Qt.MouseButton.LeftButton)
    assert not card.cancel.isEnabled()
    card.stop_progress()
    assert card.official.isVisible()
    card.show_progress("Menulis berkas paket…")
    assert card.cancel.isEnabled()


def test_who_signs_off_is_changed_in_the_settings(card, qtbot):
    with qtbot.waitSignal(card.profile_wanted):
        qtbot.mouseClick(card.change_head, Qt.MouseButton.LeftButton)
    card.show_package(replace(READY, can_change_head=False, head_details=""))
    assert not card.change_head.isVisible()
    assert not card.head_details.isVisible()
