import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbdesk.domain.assessment import Answer
from rbdesk.ui.answer_form.closed_card import ClosedCard
from rbdesk.ui.parts.segmented import Segmented
from tests.ui.answering import CODES, LETTERS, RATIO, SHEET, THREE_NUMBERS, YES_NO, open_answering, ratio


@pytest.fixture
def opened(qtbot, tmp_path):
    found = open_answering(
        qtbot,
        tmp_path / "desk",
        {LETTERS: Answer("B"), RATIO: Answer(ratio(72, 86))},
        last_year={YES_NO: Answer("Ya")},
    )
    yield found
    found.desk.close()


def a_card(opened, code, width=850):
    card = ClosedCard(opened.answers, code)
    opened.show(card, width, 80)
    return card


def test_a_card_answers_by_its_segments(opened, qtbot):
    card = a_card(opened, LETTERS)
    chosen = []
    card.chosen.connect(lambda *given: chosen.append(given))
    assert card.control.value() == "B"
    qtbot.mouseClick(card.control.segments()[0], Qt.MouseButton.LeftButton)
    assert chosen == [(LETTERS, "A")]


def test_a_click_beside_the_control_asks_to_open(opened, qtbot):
    card = a_card(opened, LETTERS)
    pressed = []
    card.pressed.connect(pressed.append)
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().topLeft() * 1)
    assert pressed == [LETTERS]


def test_numbers_stand_on_one_line_where_there_are_two(opened):
    card = a_card(opened, RATIO)
    assert [field.text() for field in card.control.fields()] == ["72", "86"]


def test_more_numbers_are_a_button_that_opens(opened, qtbot):
    card = a_card(opened, THREE_NUMBERS)
    asked = []
    card.acted.connect(lambda *given: asked.append(given))
    card.control.click()
    assert asked == [(THREE_NUMBERS, "type", "")]


def test_a_proposal_is_dashed_and_not_chosen(opened):
    card = a_card(opened, YES_NO)
    opened.answers.propose_last_year()
    card.show_state()
    assert card.control.value() is None
    assert "usulan, belum dikonfirmasi" in card.control.segments()[0].accessibleName()


def test_a_card_is_spoken_with_its_answer(opened):
    card = a_card(opened, LETTERS)
    assert card.accessibleName().startswith("P.8.iii.c. Berapa banyak pengaduan")
    assert ", B, " in card.accessibleName()
    assert card.accessibleDescription() == "0,10 / 0,15"


def test_the_control_is_built_when_it_is_wanted(opened):
    card = ClosedCard(opened.answers, LETTERS)
    assert not card.is_built
    assert isinstance(card.control, Segmented)
    assert card.is_built
    card.deleteLater()


@pytest.mark.parametrize("width", [1100, 850, 660, 480, 420])
def test_every_card_is_whole_at_every_width(opened, qtbot, width):
    for code in CODES:
        card = ClosedCard(opened.answers, code)
        card.resize(width, 40)
        card.show()
        assert card.is_whole(), code
        card.close()
        card.deleteLater()


def test_a_long_question_is_whole_in_the_tooltip(opened):
    code = max(CODES, key=lambda one: len(SHEET.node(one).name))
    card = a_card(opened, code, 520)
    assert SHEET.node(code).name in card.toolTip()
