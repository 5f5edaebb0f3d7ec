import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from rbdesk.ui.parts.header import Header
from tests.ui.parts.screens import share_of, shown


@pytest.fixture
def header(qtbot):
    header = Header()
    header.set_page("Penilaian", [], has_back=False)
    return shown(qtbot, header, 1000, 60)


def test_widgets_of_another_page_are_put_away_and_not_destroyed(header):
    first, second = QPushButton("satu"), QPushButton("dua")
    header.set_page("Satu", [first], has_back=False)
    assert first.isVisible()
    header.set_page("Dua", [second], has_back=True)
    assert second.isVisible()
    assert first.parent() is None
    assert first.text() == "satu"
    assert header.back.isVisible()
    header.set_page("Satu", [first], has_back=False)
    assert first.isVisible()
    assert header.back.isHidden()
    second.deleteLater()


def test_an_empty_context_takes_no_room(header):
    header.set_context("Tahun 2020")
    assert header._context.isVisible()
    header.set_context("")
    assert header._context.isHidden()


def test_narrow_the_field_waits_behind_its_button(header, qtbot):
    widget = QPushButton("nilai")
    header.set_widgets([widget])
    header.set_narrow(True)
    assert header.search.isHidden()
    with qtbot.waitSignal(header.search_opened):
        qtbot.mouseClick(header.search_button, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is header.search
    assert widget.isHidden()
    header.close_search()
    assert widget.isVisible()
    assert header.search.isHidden()


def test_closing_the_search_empties_the_field(header, qtbot):
    header.open_search()
    qtbot.keyClicks(header.search, "pengaduan")
    header.close_search()
    assert header.search.text() == ""
    assert header.search.isVisible()


def test_the_mark_of_practice_is_amber_with_a_word_and_leads_back(header, qtbot):
    header.set_practice(True)
    assert share_of(header.practice, "accent") > 0.4
    assert header.practice.text() == "LATIHAN"
    with qtbot.waitSignal(header.practice_chosen):
        qtbot.mouseClick(header.practice, Qt.MouseButton.LeftButton)


def test_the_back_button_says_so(header, qtbot):
    header.set_page("Semua bukti", [], has_back=True)
    with qtbot.waitSignal(header.back_wanted):
        qtbot.mouseClick(header.back, Qt.MouseButton.LeftButton)
    assert "Kembali" in header.back.accessibleName()
