import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form import words
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog
from tests.ui import frames
from tests.ui.pages.offices import cut_words, unreachable

SHEET = catalog.instrument("strategi-4-1")


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.office_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("assessment", "S.proses.1"))
    qtbot.waitUntil(lambda: window.page.answers.is_loaded)
    frames.settle(qtbot, desk)
    yield window
    desk.close()


def said(page):
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_a_code_of_the_checklist_opens_its_page_on_that_item(window):
    page = window.page

    assert page.answers.instrument.id == "strategi-4-1"
    assert page.list.opened == "S.proses.1"
    assert page.tiles[1].isChecked()
    assert window.header.instrument.currentText() == "Strategi 4+1"
    assert "tidak punya bobot" in said(page)
    assert "Andil" not in said(page)


def test_an_answer_moves_its_point_and_never_the_lke(window, qtbot):
    page = window.page
    before = window.answers.sheet.total
    qtbot.keyClick(page.list.open_card, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.answers.answer("S.proses.1") == Answer("A"))

    assert "20,0%" in page.tiles[1].accessibleName()
    assert page._value.text() == "20,0%"
    qtbot.waitUntil(lambda: not window.desk.unsaved)
    assert window.answers.sheet.total == before

    frames.press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.answers.answer("S.proses.1") == Answer())


def test_control_and_page_keys_walk_through_the_points(window, qtbot):
    page = window.page
    held = Qt.KeyboardModifier.ControlModifier
    frames.press(qtbot, window, Qt.Key.Key_PageDown, held)
    assert page.list.codes[0] == "S.organisasi.1"
    frames.press(qtbot, window, Qt.Key.Key_PageUp, held)
    frames.press(qtbot, window, Qt.Key.Key_PageUp, held)
    assert page.list.codes[0] == "S.kinerja.1"


def test_going_on_crosses_points_to_the_next_open_item(window, qtbot):
    page = window.page
    page.list.focus_question("S.proses.5")
    page.go_on()

    assert page.list.opened == "S.organisasi.1"


def test_a_related_area_leads_to_its_questions_in_the_lke(window, qtbot):
    page = window.page
    qtbot.waitUntil(lambda: len(page.areas) == 3)
    page.areas[0].click()

    assert window.page.answers.instrument.id == catalog.UNIT_SHEET
    assert window.page.list.current.startswith("U.P.4")
    assert window.header.instrument.currentText() == "LKE"


def test_the_switch_keeps_each_instruments_place(window, qtbot):
    header = window.header
    assert [header.instrument.itemText(at) for at in range(header.instrument.count())] == [
        "LKE", "Zona Integritas", "Strategi 4+1",
    ]  # fmt: skip
    window.header.instrument_chosen.emit("lke-zi-10-2019")
    assert window.page.answers.instrument.id == "lke-zi-10-2019"
    window.header.instrument_chosen.emit("strategi-4-1")
    assert window.page.list.current == "S.proses.1"
    window.go(Link("home"))
    assert not window.header.instrument.isVisible()


def test_the_secretariat_fills_in_the_sheet_of_the_regency(qtbot, tmp_path):
    desk = frames.secretariat_desk(qtbot, tmp_path / "desk")
    window = frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    window.go(Link("assessment"))
    qtbot.waitUntil(lambda: window.page.answers.is_loaded)
    page = window.page

    assert page.answers.instrument.id == "lke-26-2020-pemda"
    assert not page.navigator.library.isVisible()
    code = page.list.codes[0]
    assert page.answers.set_answer(code, Answer("A"))
    qtbot.waitUntil(lambda: not desk.unsaved)
    assert page.answers.sheet.total > 0
    window.go_up()
    assert window.page.key == "overview"
    desk.close()


@pytest.mark.parametrize("size", frames.SIZES)
def test_nothing_is_cut_or_out_of_reach(window, qtbot, size):
    window.page.list.close_question()
    window.resize(*size)
    qtbot.wait(20)
    assert cut_words(window.page) == []
    of_cards = ("_Segment", "Option", "_Chevron")  # the arrows and letters of a card reach them
    assert [one for one in unreachable(window.page._left) if not one.startswith(of_cards)] == []
    assert unreachable(window.page._related) == []


def test_a_checklist_asks_for_no_evidence_and_says_so_quietly(window, qtbot):
    page = window.page
    qtbot.keyClick(page.list.open_card, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.answers.answer("S.proses.1") == Answer("A"))
    (mark,) = words.marks(page.answers, "S.proses.1")
    assert (mark.words, mark.is_strong) == ("tanpa bukti", False)
