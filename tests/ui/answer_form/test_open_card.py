import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from rbdesk.ui.models import answers as filters
from rbdesk.ui.parts.page import Link
from tests.desks import WHO
from tests.ui import penilaian
from tests.ui.answering import LETTERS, SHEET


@pytest.fixture
def half(qtbot, tmp_path):
    found = penilaian.show_half(qtbot, tmp_path)
    yield found
    found.close()


def test_letters_in_the_note_do_not_answer(half):
    half.page.show_link(Link("assessment", LETTERS))
    before = half.value(LETTERS)
    half.press(Qt.Key.Key_Return, "acde fhyt", Qt.Key.Key_Escape)

    assert half.value(LETTERS) == before
    assert half.answers.answer(LETTERS).note == "acde fhyt"
    assert LETTERS not in half.answers.flagged
    assert half.focus is half.page.list.open_card
    half.press("a")
    assert half.value(LETTERS) == "A"


def test_a_note_is_kept_when_typing_pauses(half, qtbot):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Return, "rekap")
    assert half.answers.answer(LETTERS).note == ""
    qtbot.waitUntil(lambda: half.answers.answer(LETTERS).note == "rekap")
    assert half.opened.stored().assessment.answer(LETTERS).note == "rekap"


def test_a_note_is_kept_when_the_page_is_left_at_once(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Return, "rekap")
    half.page.keep_typing()
    assert half.opened.stored().assessment.answer(LETTERS).note == "rekap"


def test_going_on_from_within_the_note_keeps_it(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Return, "rekap", (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))

    assert half.answers.answer(LETTERS).note == "rekap"
    assert half.page.list.opened == "U.P.8.iii.d"


def test_f_flags_and_the_filter_finds_it(half, qtbot):
    half.page.show_link(Link("assessment", LETTERS))
    half.press("f")
    qtbot.waitUntil(lambda: half.answers.flagged == {LETTERS})
    half.page.show_link(Link("assessment", "U.P.1.i.a"))
    half.page.header.filtered.emit(filters.FLAGGED)

    assert half.page.list.codes == (LETTERS,)
    assert half.page.header.filter.text() == "Ditandai (1)"


def test_h_shows_old_and_new_answer_with_who(half, qtbot):
    half.page.show_link(Link("assessment", LETTERS))
    half.press("a")
    half.press("h")
    qtbot.waitUntil(lambda: half.page.list.open_card.history.isVisible())
    assert "B → A" in half.words()
    assert WHO in half.words()


def test_f1_shows_guidance_and_where_the_weight_comes_from(half):
    half.page.show_link(Link("assessment", LETTERS))
    assert half.page.show_guidance()
    question = SHEET.question(LETTERS)
    assert question.guidance in half.words()
    assert question.evidence_examples[0] in half.words()

    half.page.list.open_card.guidance.origin.click()
    assert "Keyakinan bobot: rendah" in half.words()
    assert "dibagi rata untuk 4 pertanyaan" in half.words()
    half.page.show_guidance()
    assert question.guidance not in half.words()


def test_everything_that_can_be_pressed_has_a_name_and_is_large_enough(half):
    half.page.show_link(Link("assessment", LETTERS))
    for widget in half.page.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget
            assert widget.height() >= 24, widget
            assert widget.width() >= 24, widget


def test_tab_walks_from_the_card_through_its_parts_to_the_next_card(half):
    half.page.show_link(Link("assessment", LETTERS))
    walked = [half.focus]
    for _ in range(12):
        half.press(Qt.Key.Key_Tab)
        walked.append(half.focus)
    card = half.page.list.open_card
    assert walked[0] is card
    assert walked.index(card.guide) < walked.index(card.note) < walked.index(card.evidence.add)
    assert half.page.list.card("U.P.8.iii.d") in walked
    assert walked.index(card.evidence.add) < walked.index(half.page.list.card("U.P.8.iii.d"))


def test_keys_on_a_button_inside_do_not_answer(half):
    half.page.show_link(Link("assessment", LETTERS))
    card = half.page.list.open_card
    for button in (card.evidence.pick, card.guide):
        button.setFocus()
        half.press("a", Qt.Key.Key_Delete, "f")
    assert half.value(LETTERS) == "B"
    assert LETTERS not in half.answers.flagged


def test_enter_presses_a_button_inside_and_esc_returns_to_the_card(half):
    half.page.show_link(Link("assessment", LETTERS))
    card = half.page.list.open_card
    card.guide.setFocus()
    half.press(Qt.Key.Key_Return)
    assert card.guidance.isVisible()
    half.press(Qt.Key.Key_Escape)
    assert half.focus is card


def test_arrows_and_letters_work_on_the_options(half):
    half.page.show_link(Link("assessment", LETTERS))
    rows = half.page.list.open_card.options.rows()
    rows[1].setFocus()
    half.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert half.value(LETTERS) == "C"
    half.press("d")
    assert half.value(LETTERS) == "D"
    half.press(Qt.Key.Key_Delete)
    assert half.value(LETTERS) is None
