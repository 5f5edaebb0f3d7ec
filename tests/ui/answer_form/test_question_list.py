import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.assessment import Answer
from rbdesk.domain.lineage import Cell, Edit, Snapshot
from rbdesk.store import assessments
from rbdesk.ui.answer_form import reading_order, status_strip
from rbdesk.ui.models import answers as filters
from rbdesk.ui.parts.page import Link
from tests.build import NOW, REPLICA_A, REPLICA_B
from tests.ui import penilaian
from tests.ui.answering import KEY, LETTERS, SHEET, YES_NO, open_answering, ratio


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


def test_an_area_is_answered_by_keyboard_alone(empty):
    """Letters, Y and T, Ctrl+Enter; the score on the chip is the scoring function's after each key."""
    empty.page.list.focus_current()
    area = reading_order.codes_of_area(SHEET, 7)
    empty.page.show_link(Link("assessment", area[0]))
    for code in area:
        assert empty.page.list.current == code
        scale = SHEET.question(code).scale
        if scale.options:
            letter = {"Ya": "y", "Tidak": "t"}.get(scale.options[0].label, scale.options[0].label.lower())
            empty.press(letter)
            assert empty.value(code) == scale.options[0].label
        else:
            empty.press("7", Qt.Key.Key_Tab, "8", Qt.Key.Key_Return, Qt.Key.Key_Escape)
            assert empty.value(code) == ratio(7, 8)
        assert empty.score_is_shown()
        empty.press((Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))

    assert empty.opened.stored().assessment.answers == empty.answers.assessment.answers
    assert empty.answers.sheet.area_answered(SHEET.areas[7].places) == (21, 21)
    assert empty.page.list.current not in area  # crossed into the next area with open questions


def test_the_letter_of_an_option_opens_the_card_so_that_its_words_are_read(empty):
    empty.page.show_link(Link("assessment", "U.P.8.iii.b"))
    empty.press(Qt.Key.Key_Down, "b")

    assert empty.value(LETTERS) == "B"
    assert empty.page.list.opened == LETTERS
    assert empty.page.list.open_card.options.value() == "B"


def test_a_letter_that_the_question_does_not_have_does_nothing(empty):
    empty.page.show_link(Link("assessment", YES_NO))
    empty.press("a", "e")
    assert empty.value(YES_NO) is None


def test_a_closed_card_answers_with_the_mouse_and_opens(half, qtbot):
    half.page.show_link(Link("assessment", "U.P.8.i.a"))
    card = half.page.list.card("U.P.8.i.b")
    segment = card.control.segments()[0]
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton)

    assert half.value("U.P.8.i.b") == segment.choice.key
    assert half.page.list.opened == "U.P.8.i.b"
    assert half.score_is_shown()


def test_delete_clears_and_undo_brings_back(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Delete)
    assert half.value(LETTERS) is None
    assert half.score_is_shown()

    half.answers.undo()
    assert half.value(LETTERS) == "B"
    assert half.page.list.current == LETTERS
    assert half.score_is_shown()


def test_undo_shows_the_question_it_changed(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press("a")
    half.page.show_link(Link("assessment", "U.P.1.i.a"))
    half.answers.undo()

    assert half.page.list.opened == LETTERS
    assert half.page.list.open_card.options.value() == "B"


def test_arrows_home_and_end_move_between_cards(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Down)
    assert half.page.list.current == "U.P.8.iii.d"
    assert half.focus is half.page.list.card("U.P.8.iii.d")
    half.press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert half.page.list.current == "U.P.8.iii.b"
    half.press(Qt.Key.Key_End)
    assert half.page.list.current == half.page.list.codes[-1]
    half.press(Qt.Key.Key_Home)
    assert half.page.list.current == half.page.list.codes[0]
    half.press(Qt.Key.Key_PageDown)
    assert half.page.list.codes.index(half.page.list.current) >= 2


def test_ctrl_page_goes_to_the_next_area_and_remembers_the_place(half):
    half.page.show_link(Link("assessment", "U.P.7.iii.b"))
    half.press((Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier))
    assert half.page.state()["area"] == 7
    half.press((Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier))
    assert half.page.state()["area"] == 6
    assert half.page.list.current == "U.P.7.iii.b"


def test_space_opens_and_closes_a_card_and_keeps_the_focus(half):
    half.page.show_link(Link("assessment", LETTERS))
    half.press(Qt.Key.Key_Space)
    assert half.page.list.opened == ""
    assert half.focus is half.page.list.card(LETTERS)
    half.press(Qt.Key.Key_Space)
    assert half.page.list.opened == LETTERS
    assert half.focus is half.page.list.open_card


def test_last_year_is_offered_as_proposals_confirmed_one_by_one(half):
    assert half.page.strip.key == status_strip.OFFER
    before = half.answers.sheet.total
    half.page.strip.acted.emit(status_strip.PROPOSE)
    assert half.page.strip.key == status_strip.PROPOSALS
    assert half.answers.sheet.total == before
    half.page.show_link(Link("assessment", "U.P.7.i.a"))
    half.press(Qt.Key.Key_Return)

    assert half.value("U.P.7.i.a") == half.answers.last_answer("U.P.7.i.a").value
    assert half.page.list.opened == "U.P.7.v.a"  # the next one that waits
    half.press(Qt.Key.Key_Return)
    assert half.value("U.P.7.v.a") is not None
    assert len(half.answers.matching(filters.PROPOSED)) == 4


def test_another_letter_replaces_a_proposal(half):
    half.answers.propose_last_year()
    half.page.show_link(Link("assessment", "U.P.8.iii.d"))
    half.press("a")
    assert half.value("U.P.8.iii.d") == "A"


def test_two_laptops_that_differ_are_told_and_an_answer_settles_it(qtbot, tmp_path):
    def differ(db):
        row = assessments.answer_row(KEY.instrument, LETTERS)
        cells = tuple(
            Cell(Edit(replica, 1, NOW, "Siti"), Answer(value))
            for replica, value in ((REPLICA_A, "B"), (REPLICA_B, "C"))
        )
        with db.atomic():
            assessments.keep_snapshot(
                db, KEY.office, KEY.year, Snapshot({REPLICA_A: 1, REPLICA_B: 1}, {row: cells})
            )

    page = penilaian.show(open_answering(qtbot, tmp_path / "desk", then=differ))
    try:
        assert page.page.strip.key == status_strip.CONFLICT
        page.page.strip.acted.emit(status_strip.SHOW_CONFLICTS)
        assert page.page.list.codes == (LETTERS,)
        assert "isian dua laptop berbeda" in page.page.list.card(LETTERS).accessibleName()
        page.page.list.open_question(LETTERS)
        assert "Dua laptop menyimpan isian yang berbeda" in page.words()
        assert page.score_is_shown()
        page.press("c")
        qtbot.waitUntil(lambda: not page.answers.has_conflict(LETTERS))
        assert page.opened.stored().conflicts == ()
        assert page.opened.stored().assessment.answer(LETTERS).value == "C"
        assert page.page.strip.key == ""
    finally:
        page.close()
