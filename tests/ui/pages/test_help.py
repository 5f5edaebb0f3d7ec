import zipfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from rbdesk.ui import dialogs, theme
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


def test_the_chapter_of_the_page_that_was_asked_for_is_shown(window):
    reader = window.page.reader
    window.page.show_link(Link("help", "send"))
    assert reader.title.text() == "Memeriksa dan membuat paket"
    assert "Buat paket resmi" in reader.text.toPlainText()
    window.page.show_link(Link("help", "kiosk"))
    assert reader.title.text() == "Kios di loket"
    assert "**" not in reader.text.toPlainText()


def test_a_sub_page_finds_its_chapter(window):
    window.page.show_link(Link("help", "instrument"))
    assert "Bobot dan sumber" in window.page.reader.text.toPlainText()


def test_a_chapter_opens_its_page(window, qtbot):
    window.page.show_link(Link("help", "send"))
    qtbot.mouseClick(window.page.reader.open_page, Qt.MouseButton.LeftButton)
    assert window.page.key == "send"


def test_ctrl_f_searches_all_chapters_and_enter_goes_through_the_places(window, qtbot):
    window.page.show_link(Link("help", "about"))
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    reader = window.page.reader
    assert window.page.tabs.value() == "guide"
    qtbot.keyClicks(QApplication.focusWidget(), "PIN")
    titles = [reader.list.item(row).text() for row in range(reader.list.count())]
    assert "Kios di loket" in titles
    assert len(titles) < 10
    reader.list.setCurrentRow(titles.index("Kios di loket"))
    assert len(reader.text.extraSelections()) > 3
    before = reader.text.textCursor().position()
    qtbot.keyClick(reader.search, Qt.Key.Key_Return)
    assert reader.text.textCursor().position() > before
    qtbot.keyClicks(reader.search, " zzzz")
    assert reader.list.count() == 0
    assert "Tidak ada bagian" in reader.count.text()
    assert reader.text.toPlainText() == ""
    qtbot.keyClick(reader.search, Qt.Key.Key_Escape)
    assert reader.list.count() > 15


def test_a_search_gives_way_to_the_chapter_of_a_page(window, qtbot):
    qtbot.keyClicks(window.page.reader.search, "glosarium yang tidak ada")
    window.page.show_link(Link("help", "home"))
    assert window.page.reader.title.text() == "Beranda: sampai di mana"


def test_the_report_for_a_helper_is_written_where_the_person_says(window, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "laporan.zip"
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: target)
    window.page.show_link(Link("help", "about"))
    told = []
    window.page.told.connect(lambda words, _undo: told.append(words))
    qtbot.mouseClick(window.page.report, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    with zipfile.ZipFile(target) as file:
        assert set(file.namelist()) == {"baca-dulu.txt", "keadaan.json", "catatan.log"}


def test_the_quick_card_is_written_where_the_person_says(window, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "kartu.pdf"
    monkeypatch.setattr(dialogs, "pick_target", lambda *_: target)
    window.page.show_link(Link("help", "keys"))
    told = []
    window.page.told.connect(lambda words, _undo: told.append(words))
    qtbot.mouseClick(window.page.card, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert target.read_bytes().startswith(b"%PDF")


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
