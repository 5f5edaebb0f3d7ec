"""The drop-down beside the title leads from one comparison of all offices to another."""

from __future__ import annotations

import pytest

from rbdesk.ui.parts.page import SIDE_BY_SIDE, Link
from tests.ui import frames


@pytest.fixture
def window(qtbot, tmp_path):
    desk = frames.secretariat_desk(qtbot, tmp_path / "desk")
    yield frames.a_window(qtbot, desk, tmp_path / "settings.ini")
    desk.close()


def choose(window, qtbot, choice: str) -> None:
    box = window.header.instrument
    box.setCurrentIndex(box.findData(choice))
    box.activated.emit(box.currentIndex())
    frames.settle(qtbot, window.desk)


def test_each_choice_leads_to_its_comparison_and_stays_marked(window, qtbot):
    window.go(Link("comparison"))
    box = window.header.instrument
    assert box.isVisible()
    assert [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == list(SIDE_BY_SIDE)
    assert box.currentText() == "LKE"
    for choice, name in SIDE_BY_SIDE[1:]:
        choose(window, qtbot, choice)
        assert window.page.key == "citizens"
        assert window.page.view.value() == choice.partition("/")[2]
        assert box.currentText() == name
    window.page.view.choose("strategy")
    assert box.currentText() == "Strategi 4+1"
    choose(window, qtbot, "comparison")
    assert (window.page.key, box.currentText()) == ("comparison", "LKE")


def test_pages_that_compare_nothing_have_no_such_choice(window):
    for key in ("inbox", "verification", "overview"):
        window.go(Link(key))
        assert not window.header.instrument.isVisible()
