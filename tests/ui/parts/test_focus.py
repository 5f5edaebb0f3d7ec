import pytest
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from rbdesk.ui.parts import focus
from tests.ui.parts.screens import shown


@pytest.fixture
def parts(qtbot):
    window = QWidget()
    row = QHBoxLayout(window)
    regions = []
    for words in ("satu", "dua", "tiga"):
        region = QWidget()
        column = QVBoxLayout(region)
        for number in (1, 2):
            column.addWidget(QPushButton(f"{words} {number}"))
        row.addWidget(region)
        regions.append(region)
    shown(qtbot, window, 500, 200)
    yield regions
    window.close()


def now():
    return QApplication.focusWidget().text()


def test_walking_goes_round_both_ways(parts):
    focus.focus_into(parts[:1])
    seen = [now()]
    for by in (1, 1, 1, -1):
        focus.walk(parts, by)
        seen.append(now())
    assert seen == ["satu 1", "dua 1", "tiga 1", "satu 1", "tiga 1"]


def test_a_region_is_entered_where_it_was_left(parts):
    parts[0].findChildren(QPushButton)[1].setFocus()
    focus.walk(parts, 1)
    focus.walk(parts, -1)
    assert now() == "satu 2"


def test_a_region_without_a_stop_is_passed_over(parts):
    focus.focus_into(parts[:1])
    parts[1].setEnabled(False)
    focus.walk(parts, 1)
    assert now() == "tiga 1"


def test_a_region_may_say_where_it_is_entered(parts):
    class Region(QWidget):
        def preferred_stop(self):
            return self.findChildren(QPushButton)[1]

    region = Region(parts[0].window())
    for number in (1, 2):
        QPushButton(f"empat {number}", region)
    region.show()
    focus.focus_into([region])
    assert now() == "empat 2"


def test_without_any_stop_nothing_is_focused(qtbot):
    assert not focus.focus_into([QWidget()])


def test_of_radio_buttons_the_one_that_holds_is_the_stop(qtbot):
    region = QWidget()
    column = QVBoxLayout(region)
    buttons = [QRadioButton(words) for words in ("a", "b")]
    for button in buttons:
        column.addWidget(button)
    shown(qtbot, region)
    assert focus.stops(region)[0] is buttons[0]
    buttons[1].setChecked(True)
    assert focus.stops(region) == [buttons[1]]


def test_typing_is_told_from_pressing(qtbot):
    region = QWidget()
    column = QVBoxLayout(region)
    field, button = QLineEdit(), QPushButton("x")
    column.addWidget(field)
    column.addWidget(button)
    shown(qtbot, region)
    field.setFocus()
    assert focus.is_typing()
    assert focus.is_in(field, region)
    button.setFocus()
    assert not focus.is_typing()
    assert not focus.is_in(None, region)


def test_of_alternatives_the_chosen_one_is_entered(parts):
    group = QButtonGroup(parts[0])
    buttons = parts[0].findChildren(QPushButton)
    for button in buttons:
        button.setCheckable(True)
        group.addButton(button)
    buttons[1].setChecked(True)
    focus.focus_into(parts[:1])
    assert now() == "satu 2"


def test_a_page_that_fills_late_is_entered_unless_somebody_types(parts):
    field = QLineEdit("tiga", parts[2])
    field.show()
    field.setFocus()
    focus.enter_late(parts[0], parts[:1])
    assert now() == "tiga"
    field.clearFocus()
    focus.enter_late(parts[0], parts[:1])
    assert now() == "satu 1"
