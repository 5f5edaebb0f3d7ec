"""What bars and radar share, looked at in the smallest chart that has it."""

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk.ui.charts.chosen import Choosing, Piece
from tests.ui.parts.screens import shown


class Letter(Piece):
    step_keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def __init__(self, parent: Choosing, letter: str) -> None:
        self.letter = letter
        super().__init__(parent)

    def code(self) -> str:
        return self.letter

    def said(self) -> str:
        return f"huruf {self.letter}"

    def paintEvent(self, event) -> None:
        pass


class Letters(Choosing, QWidget):
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self._pieces = [Letter(self, letter) for letter in "ABC"]
        for piece in self._pieces:
            row.addWidget(piece)
        self.set_selected("")


@pytest.fixture
def letters(qtbot) -> Letters:
    return shown(qtbot, Letters(), 200, 60)


def stops(letters: Letters) -> list[str]:
    return [one.code() for one in letters._pieces if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


def test_a_press_holds_a_second_one_lets_go_and_both_are_told(letters):
    told: list[str] = []
    letters.chosen.connect(told.append)
    letters._pieces[1].click()
    assert (letters.selected(), letters._pieces[1].accessibleName()) == ("B", "huruf B, dipilih")
    letters._pieces[1].click()
    assert (letters.selected(), letters._pieces[1].accessibleName()) == ("", "huruf B")
    assert told == ["B", ""]


def test_without_holding_each_press_is_told(letters):
    letters._holds = False
    told: list[str] = []
    letters.chosen.connect(told.append)
    letters._pieces[1].click()
    letters._pieces[1].click()
    assert (told, letters.selected()) == (["B", "B"], "")


@pytest.mark.parametrize(("is_round", "end"), [(False, "C"), (True, "A")])
def test_arrows_go_on_and_at_the_end_stay_or_go_around(letters, qtbot, is_round, end):
    letters._is_round = is_round
    letters._pieces[0].setFocus()
    assert stops(letters) == ["A"]
    for _ in range(3):
        qtbot.keyClick(letters.focusWidget(), Qt.Key.Key_Right)
    assert letters.focusWidget().code() == end
    assert stops(letters) == [end]


def test_tab_comes_to_what_is_held(letters):
    letters.set_selected("C")
    assert stops(letters) == ["C"]
