import dataclasses

import pytest

from rbdesk.ui.parts.page import Link, Page


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
