import dataclasses

import pytest

from rbdesk.ui.parts.page import SIDE_BY_SIDE, Link, Page
from tests.ui import frames


def test_a_link_is_a_value():
    assert Link("assessment", "U.P.8.iii.c") == Link("assessment", "U.P.8.iii.c", "")
    with pytest.raises(dataclasses.FrozenInstanceError):
        Link("home").page = "send"


def test_a_page_that_says_nothing_more_bothers_nobody(qtbot):
    class Quiet(Page):
        key = "quiet"

    page = Quiet(None)
    qtbot.addWidget(page)
    page.refresh()
    page.keep_typing()
    page.show_link(Link("quiet", "x"))
    page.restore({"anything": 1})
    page.adapt(911)
    assert page.place() == Link("quiet")
    assert page.regions() == [page]
    assert page.header_widgets() == []
    assert page.keys() == []
    assert page.state() == {}
    assert not page.start_filter()
    assert not page.show_guidance()
    assert not page.take_focus()
    assert page.switch() == ((), "")


# --- the drop-down beside the title, from one comparison of all offices to another ---


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
