import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Stage
from rbdesk.ui import dialogs, theme
from rbdesk.ui.answer_form import status_strip
from rbdesk.ui.answer_form.navigator import AreasPopup
from rbdesk.ui.models import answers as filters
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.pages.assessment import AssessmentPage
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.option_row import OptionRow
from rbdesk.ui.parts.page import Link
from tests.build import answers_everywhere
from tests.ui import penilaian
from tests.ui.answering import CODES, KEY, LETTERS, RATIO, SHEET, THREE_NUMBERS, a_picture, open_answering
from tests.ui.penilaian import OPEN, SIZES, WIDTHS, show


def button_named(found, words):
    return next(
        button
        for button in found.page.findChildren(QPushButton)
        if button.text() == words and button.isVisible()
    )


@pytest.fixture
def empty(qtbot, tmp_path):
    found = penilaian.show_empty(qtbot, tmp_path)
    yield found
    found.close()


@pytest.fixture
def half(qtbot, tmp_path):
    found = penilaian.show_half(qtbot, tmp_path)
    yield found
    found.close()


@pytest.fixture
def locked(qtbot, tmp_path):
    found = penilaian.show_locked(qtbot, tmp_path)
    yield found
    found.close()


def test_the_next_unanswered_is_reached_across_areas_to_the_end(half):
    half.page.show_link(Link("assessment", "U.P.1.i.a"))
    seen = []
    for _ in OPEN:
        half.page.go_on()
        seen.append(half.page.list.opened)
        half.answers.set_value(seen[-1], answers_everywhere(SHEET, "best")[seen[-1]].value)
    assert seen == list(OPEN)

    half.page.go_on()
    assert half.page.strip.key == status_strip.DONE
    assert half.focus is half.page.strip.buttons()[0]
    half.press(Qt.Key.Key_Space)
    assert half.wanted == [Link("send")]


def test_a_filter_and_next_cross_areas(half):
    half.page.header.filtered.emit(filters.UNANSWERED)
    assert half.page.list.codes == ("U.P.2.i.b",)
    assert half.page.header.filter.text() == "Belum dijawab (6)"
    half.page.go_on()
    half.page.go_on()
    assert half.page.list.codes == ("U.P.7.i.a", "U.P.7.v.a")
    assert half.page.list.opened == "U.P.7.i.a"


def test_an_answered_card_stays_until_the_filter_is_asked_again(half):
    half.page.header.filtered.emit(filters.UNANSWERED)
    half.page.go_on()
    half.press("a")
    assert half.page.list.codes == ("U.P.2.i.b",)
    assert half.page.header.filter.text() == "Belum dijawab (5)"


def test_an_empty_filter_says_so_and_leads_back(half):
    half.page.header.filtered.emit(filters.FLAGGED)
    assert half.page.list.codes == ()
    assert half.page.empty.isVisible()
    half.page.empty.acted.emit("all")
    assert len(half.page.list.codes) > 1


def test_the_menu_counts_every_filter(half):
    words = [action.text() for action in half.page.header.filter_menu().actions()]
    assert words == [
        "Semua (110)",
        "Belum dijawab (6)",
        f"Tanpa bukti ({len(half.answers.matching(filters.NO_EVIDENCE))})",
        "Ditandai (0)",
        f"Berubah dari 2019 ({len(half.answers.matching(filters.CHANGED))})",
    ]


def test_search_shows_cards_of_all_areas(half):
    half.page.start_filter()
    half.press("pengaduan")
    assert {"U.P.7.iii.a", LETTERS, THREE_NUMBERS} <= set(half.page.list.codes)
    half.press(" wbs")
    half.press("zzz")
    assert half.page.list.codes == ()
    assert half.page.empty.isVisible()
    half.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert half.page.place().filter == ""
    assert len(half.page.list.codes) > 1


def test_a_link_may_name_a_question_an_area_or_a_search(half):
    for focus, opened in ((LETTERS, LETTERS), ("P.8.iii.c", LETTERS)):
        half.page.show_link(Link("assessment", focus))
        assert half.page.list.opened == opened
    half.page.show_link(Link("assessment", "Pengawasan"))
    assert half.page.state()["area"] == 6
    half.page.show_link(Link("assessment", "U.P.8.iv"))
    assert half.page.list.current.startswith("U.P.8.iv.")
    half.page.show_link(Link("assessment", "", "search:pengaduan"))
    assert half.page.place().filter == "search:pengaduan"


def test_the_chip_says_what_the_last_answer_changed(half):
    half.page.show_link(Link("assessment", LETTERS))
    before = half.answers.sheet.percent()
    half.press("a")
    change = text.signed(half.answers.sheet.percent() - before)
    assert change in half.page.chip.accessibleDescription()
    assert half.score_is_shown()


def test_reading_the_answers_is_no_change_of_the_score(half, qtbot):
    answers = AnswerModel(half.opened.desk, KEY)
    page = AssessmentPage(half.opened.desk, answers)
    qtbot.addWidget(page)
    page.restore(half.page.state())  # as the program starts: at the last place, before the store is read
    with qtbot.waitSignal(answers.loaded):
        answers.load()
    assert page.chip.accessibleName() == half.page.chip.accessibleName()
    assert page.chip.accessibleDescription() == ""


def test_no_answer_looks_lost_before_the_store_is_read(half, qtbot):
    answers = AnswerModel(half.opened.desk, KEY)
    page = AssessmentPage(half.opened.desk, answers)
    qtbot.addWidget(page)
    page.show_link(Link("assessment", LETTERS))
    assert not page.list.codes
    with qtbot.waitSignal(answers.loaded):
        answers.load()
    assert page.list.opened == LETTERS


def test_nothing_changes_a_locked_assessment(locked, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(dialogs, "pick_files", lambda *_: [a_picture(tmp_path)])
    before = locked.answers.assessment
    locked.page.show_link(Link("assessment", LETTERS))
    locked.press("d", Qt.Key.Key_Delete, (Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier))
    locked.press(Qt.Key.Key_Return, "catatan baru", Qt.Key.Key_Escape)
    for segment in locked.page.list.card("U.P.8.i.a").control.segments():
        segment.click()
    for row in locked.page.list.open_card.options.rows():
        row.click()
    locked.page.show_link(Link("assessment", RATIO))
    locked.press("5", Qt.Key.Key_Return)
    locked.page.evidence.add()
    locked.answers.undo()
    locked.page.keep_typing()

    assert locked.opened.stored().assessment == before
    assert locked.answers.assessment == before


def test_a_locked_note_can_be_copied(locked):
    locked.page.show_link(Link("assessment", LETTERS))
    note = locked.page.list.open_card.note
    assert note.isReadOnly()
    assert note.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_the_lock_is_told_and_leads_to_the_receipt(locked):
    assert locked.page.strip.key == status_strip.LOCKED
    locked.page.strip.acted.emit(status_strip.RECEIPT)
    assert locked.wanted == [Link("send", "receipt")]
    assert "Ctrl+B" not in dict(locked.page.keys())


@pytest.mark.parametrize("is_sure", [True, False])
def test_unlocking_asks_once(locked, qtbot, monkeypatch, is_sure):
    asked = []
    monkeypatch.setattr(dialogs, "ask", lambda *said, **_: asked.append(said[2]) or is_sure)
    locked.page.strip.acted.emit(status_strip.UNLOCK)

    assert len(asked) == 1
    assert "revisi 2" in asked[0]
    if is_sure:
        qtbot.waitUntil(lambda: not locked.answers.is_locked)
        locked.page.show_link(Link("assessment", LETTERS))
        locked.press("c")
        assert locked.opened.stored().assessment.answer(LETTERS).value == "C"
    else:
        assert locked.opened.stored().assessment.stage is Stage.LOCKED


def test_the_focus_follows_when_the_button_of_the_strip_goes(half, qtbot):
    proposed = half.answers.matching(filters.UNANSWERED)[0]
    qtbot.mouseClick(button_named(half, "Pakai jawaban 2019 sebagai awal"), Qt.MouseButton.LeftButton)
    assert half.page.list.opened == proposed
    assert half.page.list.isAncestorOf(half.focus)


def test_the_next_question_is_reached_from_outside_the_page_too(half, qtbot):
    outside = QPushButton("Beranda", half.window)
    outside.show()
    outside.setFocus()
    half.press((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert half.page.list.opened == half.answers.matching(filters.UNANSWERED)[0]


def test_the_page_comes_back_where_it_was(half, qtbot):
    half.page.show_link(Link("assessment", LETTERS))
    half.answers.propose_last_year()
    state = half.page.state()
    half.answers.propose_last_year(False)
    again = show(half.opened)
    again.page.restore(state)

    assert again.page.list.opened == LETTERS
    assert again.page.state()["area"] == 7
    assert again.answers.is_proposing
    assert abs(again.page.list.verticalScrollBar().value() - state["scroll"]) <= 2
    again.window.close()


@pytest.mark.parametrize("percent", [100, 130])
@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut_at_any_width(qtbot, tmp_path, size, percent):
    """All 110 questions, closed and open, with the longest labels."""
    theme.apply(QApplication.instance(), "light", percent)
    found = show(open_answering(qtbot, tmp_path / "desk", answers_everywhere(SHEET, "second")), size)
    try:
        for at in range(len(SHEET.areas)):
            found.page._show_area(at)
            qtbot.wait(1)
            for code in found.page.list.codes:
                card = found.page.list.card(code)
                assert card.is_whole(), f"{code} closed"
            for code in found.page.list.codes:
                found.page.list.open_question(code, focus=False)
                QApplication.processEvents()
                if cut_labels(found.page):  # a label claims its height when it has its width: a second round
                    qtbot.wait(5)
                assert cut_labels(found.page) == [], code
                assert found.page.list.open_card.width() <= found.page.list.viewport().width(), code
    finally:
        found.close()


def cut_labels(page: QWidget) -> list[str]:
    """Words of labels, buttons and rows that do not fit into their widget."""
    found = []
    for label in page.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        width = label.contentsRect().width()
        if label.wordWrap():
            is_whole = label.height() >= label.heightForWidth(label.width())
        else:
            is_whole = width + 1 >= label.fontMetrics().horizontalAdvance(label.text())
        if not is_whole or label.contentsRect().height() < label.fontMetrics().height() - 2:
            found.append(label.text())
    for row in page.findChildren(OptionRow):
        if row.isVisible() and row.height() < row.heightForWidth(row.width()):
            found.append(row.option.words)
    for button in page.findChildren(QPushButton):
        if (
            button.isVisible()
            and button.text()
            and button.width() < button.fontMetrics().horizontalAdvance(button.text())
        ):
            found.append(button.text())
    return found


def test_below_1000_the_navigator_is_a_button(qtbot, tmp_path):
    found = show(open_answering(qtbot, tmp_path / "desk"), SIZES[2])
    try:
        assert not found.page.navigator.isVisible()
        assert found.page.header.areas.text() == "Area 1 dari 8"
        found.page.header.areas.click()
        popup = found.page.findChild(AreasPopup)
        popup.navigator.rows()[-1].click()
        assert found.page.header.areas.text() == "Area 8 dari 8"
        qtbot.waitUntil(lambda: found.page.findChild(AreasPopup) is None)
    finally:
        found.close()


def test_an_office_without_any_answer_has_its_first_question_ready(empty):
    assert empty.page.state()["area"] == 0
    assert empty.page.list.current == CODES[0]
    assert empty.page.strip.key == ""
    assert empty.score_is_shown()


def test_theme_and_text_size_change_while_it_is_open(half, qtbot):
    half.page.show_link(Link("assessment", LETTERS))
    theme.apply(QApplication.instance(), "dark", 130)
    half.page.adapt(WIDTHS[SIZES[0]])
    qtbot.waitUntil(lambda: cut_labels(half.page) == [])
    for code in half.page.list.codes:
        if code != LETTERS:
            assert half.page.list.card(code).is_whole(), code
    half.press("a")
    assert half.value(LETTERS) == "A"
