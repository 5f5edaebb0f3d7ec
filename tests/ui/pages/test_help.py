import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.page import Link
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("help"))
    yield window
    desk.close()


def words(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_chapter_that_was_asked_for_stands_first(window):
    window.page.show_link(Link("help", "send"))
    assert words(window.page)[0] == "Kirim"
    window.page.show_link(Link("help", "assessment"))
    assert words(window.page)[0] == "Penilaian"


def test_a_sub_page_finds_the_chapter_of_its_parent(window):
    window.page.show_link(Link("help", "instrument"))
    assert words(window.page)[0] == "Pengaturan"


def test_a_chapter_opens_its_page(window, qtbot):
    window.page.show_link(Link("help", "send"))
    first = next(button for button in window.page.findChildren(Button) if button.text() == "Buka")
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert window.page.key == "send"


def test_the_tabs_are_guide_keys_and_about(window, qtbot):
    keys, about = window.page.tabs.buttons()[1:]
    qtbot.mouseClick(keys, Qt.MouseButton.LeftButton)
    assert "Di semua halaman" in words(window.page)
    qtbot.mouseClick(about, Qt.MouseButton.LeftButton)
    said = " ".join(words(window.page))
    for name in ("RBDesk 0", "Tabler Icons", "Cahya DSN", "LGPL", "MIT", "6.8"):
        assert name in said
    assert window.page.place() == Link("help", "about")


def test_f1_on_the_help_shows_the_guide(window, qtbot):
    window.page.show_link(Link("help", "keys"))
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    assert window.page.key == "help"
    assert window.page.tabs.value() == "guide"


@pytest.mark.parametrize("tab", ["guide", "keys", "about"])
@pytest.mark.parametrize(
    ("size", "percent"), [(frames.SIZES[0], 100), (frames.SIZES[2], 100), (frames.SIZES[2], 130)]
)
def test_no_word_is_cut_and_each_control_can_be_reached(window, qapp, tab, size, percent):
    theme.apply(qapp, "light", percent)
    window.resize(*size)
    window.page.show_link(Link("help", tab))
    QApplication.processEvents()
    QApplication.processEvents()
    assert cut_words(window.page) == []
    assert unreachable(window.page) == []
