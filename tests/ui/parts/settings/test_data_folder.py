from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from rbdesk.ui.parts.settings.data_folder import Contents, DataCard
from tests.ui.parts.screens import shown


def test_it_says_what_the_folder_holds_and_what_room_is_left(qtbot):
    card = DataCard()
    shown(qtbot, card, 500)
    card.show_contents(Contents(((94, "jawaban"), (133, "bukti")), 40_000_000, 212 * 1024**3))
    assert card.words.text() == "94 jawaban · 133 bukti · 38,1 MB terpakai, sisa ruang 212 GB"
    card.show_contents(Contents(((94, "jawaban"),)))
    assert card.words.text() == "94 jawaban"


def test_the_button_opens_the_folder_and_nothing_else(qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    card = DataCard()
    shown(qtbot, card, 500)
    card.show_folder(Path("/data/RBDesk"), is_practice=False)
    qtbot.mouseClick(card.open, Qt.MouseButton.LeftButton)
    assert opened == ["/data/RBDesk"]


def test_practice_is_offered_on_a_real_desk_only(qtbot):
    card = DataCard()
    shown(qtbot, card, 500)
    card.show_folder(Path("/data"), is_practice=False)
    with qtbot.waitSignal(card.practice_wanted):
        qtbot.mouseClick(card.practice, Qt.MouseButton.LeftButton)
    card.show_folder(Path("/data"), is_practice=True)
    assert card.practice.isHidden()


def test_a_warning_takes_no_room_when_there_is_none(qtbot):
    card = DataCard()
    shown(qtbot, card, 500)
    card.warn("Folder ini ada di stik.")
    assert card.warning.isVisible()
    card.warn("")
    assert card.warning.isHidden()
