"""Walks the tree of every page: what can be used has a name, is large enough and in Tab's way; no word is cut.

Both roles, empty, filled and locked, in the client areas of the three screens and with larger text.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from rbdesk.domain.office import Role
from rbdesk.ui import theme
from rbdesk.ui.answer_form.closed_card import ClosedCard
from rbdesk.ui.charts.bars import GapBars
from rbdesk.ui.charts.radar import RadarChart
from rbdesk.ui.charts.tiles import TileMap
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts import places
from rbdesk.ui.parts.page import Link
from rbdesk.ui.window import Window
from tests import year
from tests.desks import a_desk
from tests.ui import frames
from tests.ui.conftest import in_the_light_theme as in_the_light_theme
from tests.ui.frames import SIZES, settle
from tests.ui.pages.offices import cut_words
from tests.ui.pages.secretariats import NOW

OPEN, LOCKED = "32.16.14", "32.16.09"  # offices of the invented year
STATES = {
    "empty": Role.OFFICE,
    "filled": Role.OFFICE,
    "locked": Role.OFFICE,
    "secretariat": Role.SECRETARIAT,
    "empty secretariat": Role.SECRETARIAT,
}
INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)
SMALLEST = 24  # logical pixels, WCAG 2.5.8

Open = Callable[[str], tuple[Window, Desk]]


def make(state: str, folder: Path) -> None:
    """A desk in a state, under a folder."""
    if state == "empty":
        a_desk(folder).close()
    elif state == "empty secretariat":
        a_desk(folder, role=Role.SECRETARIAT, office="").close()
    else:
        made = {"filled": f"offices/{OPEN}", "locked": f"offices/{LOCKED}", "secretariat": "secretariat"}
        shutil.copytree(year.the_demo().folder / made[state], folder)


@pytest.fixture
def opened(qtbot, tmp_path) -> Iterator[Open]:
    """The window on a desk in a state."""
    desks: list[Desk] = []

    def show(state: str) -> tuple[Window, Desk]:
        make(state, tmp_path / "desk")
        desk = Desk(tmp_path / "desk", clock=lambda: NOW)
        desks.append(desk)
        with qtbot.waitSignal(desk.opened):
            desk.open()
        return frames.a_window(qtbot, desk, tmp_path / "settings.ini"), desk

    yield show
    for desk in desks:
        desk.close()


@pytest.mark.parametrize("state", STATES)
def test_everything_on_a_page_can_be_named_hit_reached_and_read(qapp, qtbot, opened, state):
    window, desk = opened(state)
    faults = []
    for percent, sizes in ((100, SIZES), (130, (SIZES[0], SIZES[-1]))):
        theme.apply(qapp, "light", percent)
        for size in sizes:
            window.resize(*size)
            for page in places.places_of(STATES[state]):
                go(qtbot, window, desk, page.key)
                where = f"{page.key} {size[0]} at {percent} %"
                faults += [f"{where}: {fault}" for fault in faults_of(qtbot, window)]
    assert faults == []


@pytest.mark.parametrize("state", STATES)
def test_the_keyboard_is_on_each_page_that_is_shown(qtbot, opened, state):
    window, desk = opened(state)
    for page in places.places_of(STATES[state]):
        go(qtbot, window, desk, page.key)
        qtbot.waitUntil(lambda: is_on(window.page, QApplication.focusWidget()))


@pytest.mark.parametrize("state", STATES)
def test_no_two_shortcuts_of_a_page_are_alike_and_every_act_is_worded(qtbot, opened, state):
    window, desk = opened(state)
    for page in places.places_of(STATES[state]):
        go(qtbot, window, desk, page.key)
        acts = window.findChildren(QAction)
        assert [act.objectName() for act in acts if act.shortcuts() and not act.text()] == []
        held = [*acts, *window.findChildren(QShortcut)]
        chords = [chord.toString() for one in held if is_in_reach(one, window) for chord in chords_of(one)]
        assert {chord: count for chord, count in Counter(chords).items() if count > 1} == {}


def faults_of(qtbot, window: Window) -> list[str]:
    """What is wrong with the page that is shown, once its words have claimed their places."""
    found: list[str] = []
    for _ in range(10):
        found = [*unusable(window), *cut_words(window)]
        if not found:
            break
        qtbot.wait(30)
    return found


def go(qtbot, window: Window, desk: Desk, key: str) -> None:
    """Show a page with all that it reads."""
    window.go(Link(key))
    settle(qtbot, desk)
    qtbot.wait(20)


def is_on(page: QWidget, widget: QWidget | None) -> bool:
    """Whether a widget can be used on a page."""
    return widget is not None and page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()


def chords_of(held: QAction | QShortcut) -> list[QKeySequence]:
    return held.shortcuts() if isinstance(held, QAction) else held.keys()


def is_in_reach(held: QAction | QShortcut, window: Window) -> bool:
    """Whether a shortcut can be meant on the page that is shown: those of other pages sleep."""
    owner = held.parent()
    return isinstance(owner, QWidget) and (owner is window or owner.isVisible())


def unusable(window: Window) -> list[str]:
    """Controls that can be seen and have no name, are too small to hit, or that Tab does not reach."""
    found = []
    chain = set(tab_chain(window))
    for control in window.findChildren(QWidget):
        if not isinstance(control, INTERACTIVE) or not is_to_be_used(control):
            continue
        name = f"{type(control).__name__} “{control.accessibleName() or control.objectName()}”"
        if not control.accessibleName():
            found.append(f"{name} has no name")
        if control.width() < SMALLEST or control.height() < SMALLEST:
            found.append(f"{name} is {control.width()}x{control.height()}")
        if control not in chain and not is_led_to(control):
            found.append(f"{name} is out of Tab's way")
    return found


def tab_chain(window: Window) -> list[QWidget]:
    """What Tab stops at."""
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not window:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def is_to_be_used(control: QWidget) -> bool:
    """Whether a person would try it: visible, able, and not the inside of another control."""
    inside = control.parentWidget()
    while inside is not None:
        if isinstance(inside, QAbstractItemView | QComboBox):
            return False
        inside = inside.parentWidget()
    return control.isVisible() and control.isEnabled()


def is_led_to(control: QWidget) -> bool:
    """Whether other keys lead there: arrows to one of alternatives, to a tile of a map, an area of a chart and to
    what moves along with the table beside it; a digit to the fields of a closed card."""
    inside = control.parentWidget()
    while inside is not None:
        if isinstance(inside, TileMap | RadarChart | GapBars | ClosedCard):
            return True
        inside = inside.parentWidget()
    if isinstance(control, QAbstractButton):
        return control.group() is not None or control.autoExclusive()
    return isinstance(control, QAbstractItemView) and control.focusPolicy() == Qt.FocusPolicy.NoFocus
