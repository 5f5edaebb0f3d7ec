"""What Qt tells a screen reader of every page: the tree of interfaces, as Windows' bridge would ask for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QPushButton

from rbdesk.domain.office import Role
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts import places
from rbdesk.ui.parts.page import Link
from rbdesk.ui.window import Window
from tests import year
from tests.ui import frames
from tests.ui.conftest import in_the_light_theme as in_the_light_theme
from tests.ui.frames import settle
from tests.ui.pages.secretariats import NOW

HOMES = {Role.OFFICE: "offices/32.16.14", Role.SECRETARIAT: "secretariat"}
R = QAccessible.Role
SPOKEN = {
    R.Button, R.CheckBox, R.RadioButton, R.ComboBox, R.EditableText, R.SpinBox, R.Slider, R.Table, R.Tree, R.List,
    R.PageTab, R.Link, R.MenuItem, R.ButtonMenu, R.ButtonDropDown, R.Graphic, R.ProgressBar,
}  # fmt: skip
LEAVES = {R.Table, R.Tree, R.List}  # their cells are asked from the model; one of them is looked at
A_PAGES_INTERFACES = 8  # at the very least


@pytest.fixture(params=HOMES, ids=lambda role: role.value)
def window(request, qtbot, tmp_path) -> Iterator[Window]:
    """The window on a filled desk of either side."""
    shutil.copytree(year.the_demo().folder / HOMES[request.param], tmp_path / "desk")
    desk = Desk(tmp_path / "desk", clock=lambda: NOW)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    yield frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    desk.close()


def test_every_page_is_told_with_roles_and_names(qtbot, window):
    faults = []
    for place in places.places_of(window.desk.identity.role):
        window.go(Link(place.key))
        settle(qtbot, window.desk)
        told = list(tree(QAccessible.queryAccessibleInterface(window)))
        assert len(told) >= A_PAGES_INTERFACES
        faults += [f"{place.key}: {fault}" for one in told for fault in faults_of(one)]
    assert "\n".join(sorted(set(faults))) == ""


def test_a_button_without_a_name_is_a_fault(qtbot, window):
    button = QPushButton(window)
    button.show()
    assert faults_of(QAccessible.queryAccessibleInterface(button)) == ["Button QPushButton  has no name"]


def tree(top: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """An interface and all that is seen under it."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        # now and then PySide gives a child that it has taken for another class
        if not isinstance(one, QAccessibleInterface) or not one.isValid() or one.state().invisible:
            continue
        yield one
        if one.role() in LEAVES:
            if one.childCount():
                waiting.append(one.child(0))
            continue
        waiting += [one.child(at) for at in range(one.childCount())]


def faults_of(one: QAccessibleInterface) -> list[str]:
    """What a person who hears this interface would miss."""
    role, held = one.role(), one.object()
    what = f"{role.name} {type(held).__name__} {held.objectName() if held is not None else ''}"
    if role == R.NoRole:
        return [f"{what} has no role"]
    if role == R.Graphic and isinstance(held, QLabel):
        return []  # a sign beside words that say the same
    if role in SPOKEN and not (name_of(one) or one.text(QAccessible.Text.Value).strip()):
        return [f"{what} has no name"]
    return []


def name_of(one: QAccessibleInterface) -> str:
    return one.text(QAccessible.Text.Name).strip()
