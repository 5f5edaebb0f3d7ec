import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.segmented import Choice, Segmented
from tests.ui.parts.screens import share_of, shown

ABCD = tuple(Choice(letter, letter) for letter in "ABCD")
YES_NO = (Choice("ya", "Ya"), Choice("tidak", "Tidak"))


@pytest.fixture
def answer(qtbot) -> Segmented:
    return shown(qtbot, Segmented(ABCD, name="Jawaban P.8.iii.c", arrows_choose=False))


@pytest.fixture
def chosen(answer) -> list[str]:
    heard: list[str] = []
    answer.chosen.connect(heard.append)
    return heard


def test_a_click_chooses_and_the_same_click_does_nothing(answer, chosen, qtbot):
    for _ in range(2):
        qtbot.mouseClick(answer.segments()[1], Qt.MouseButton.LeftButton)
    assert chosen == ["B"]
    assert answer.value() == "B"


def test_its_letters_choose(answer, chosen, qtbot):
    answer.segments()[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(answer.segments()[0], "c")
    qtbot.keyClick(answer.segments()[0], "e")
    qtbot.keyClick(answer.segments()[0], "d", Qt.KeyboardModifier.ControlModifier)
    assert chosen == ["C"]
    assert answer.choose_letter("A")
    assert not answer.choose_letter("")
    assert chosen == ["C", "A"]


def test_yes_and_no_answer_to_y_and_t(qtbot):
    control = shown(qtbot, Segmented(YES_NO))
    assert control.choose_letter("t")
    assert control.value() == "tidak"
    assert control.choose_letter("y")
    assert control.value() == "ya"


def test_for_answers_arrows_move_and_space_chooses(answer, chosen, qtbot):
    first, second = answer.segments()[:2]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert chosen == []
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert chosen == ["B"]


def test_for_views_arrows_choose(qtbot):
    views = shown(
        qtbot, Segmented([Choice("table", "Tabel"), Choice("map", "Peta"), Choice("plot", "Grafik")])
    )
    views.set_value("table")
    heard = []
    views.chosen.connect(heard.append)
    views.segments()[0].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(views.segments()[0], Qt.Key.Key_Right)
    qtbot.keyClick(views.segments()[1], Qt.Key.Key_Right)
    qtbot.keyClick(views.segments()[2], Qt.Key.Key_Right)
    assert heard == ["map", "plot"]


def test_values_set_by_code_say_nothing_and_can_be_none(answer, chosen):
    answer.set_value("D")
    answer.set_value(None)
    assert chosen == []
    assert not any(segment.isChecked() for segment in answer.segments())


def test_a_proposal_is_dashed_and_counts_only_when_confirmed(answer, chosen, qtbot):
    answer.set_proposed("B")
    assert answer.value() is None
    assert "usulan" in answer.segments()[1].accessibleName()
    assert share_of(answer, "primary_soft") > 0.03
    qtbot.mouseClick(answer.segments()[1], Qt.MouseButton.LeftButton)
    assert chosen == ["B"]
    assert answer.value() == "B"


def test_a_locked_control_can_be_read_but_not_changed(answer, chosen, qtbot):
    answer.set_value("B")
    answer.set_locked(True)
    qtbot.mouseClick(answer.segments()[0], Qt.MouseButton.LeftButton)
    answer.choose("C")
    assert chosen == []
    assert [segment.isChecked() for segment in answer.segments()] == [False, True, False, False]
    assert share_of(answer, "primary") == 0
    assert share_of(answer, "locked_fill") > 0.1


def test_a_screen_reader_hears_radio_buttons_with_place_and_state(answer):
    answer.set_value("B")
    assert answer.segments()[1].accessibleName() == "B, 2 dari 4, dipilih"
    spoken = QAccessible.queryAccessibleInterface(answer.segments()[1])
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.state().checked


def test_the_control_is_one_tab_stop(qtbot):
    host = QWidget()
    column = QVBoxLayout(host)
    before, control, after = QLineEdit(), Segmented(ABCD), QLineEdit()
    for widget in (before, control, after):
        column.addWidget(widget)
    shown(qtbot, host)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert control.segments()[0].hasFocus()
    qtbot.keyClick(control.segments()[0], Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_in_a_card_it_leaves_the_keyboard_to_the_card(qtbot):
    control = shown(qtbot, Segmented(ABCD, takes_focus=False))
    control.set_value("C")
    qtbot.mouseClick(control.segments()[0], Qt.MouseButton.LeftButton)
    assert not any(segment.hasFocus() for segment in control.segments())
    assert control.value() == "A"


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_words_fit_and_every_segment_can_be_hit(qapp, qtbot, percent):
    theme.apply(qapp, "light", percent)
    control = shown(qtbot, Segmented(YES_NO))
    for segment in control.segments():
        assert segment.width() >= paint.width_of(segment.choice.words, theme.font("strong")) + 8
        assert segment.width() >= 28
        assert segment.height() >= 28


def test_other_choices_replace_the_former(answer, qtbot):
    answer.set_value("B")
    answer.set_choices(YES_NO)
    assert answer.value() is None
    assert [segment.choice.words for segment in answer.segments()] == ["Ya", "Tidak"]
