from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk import text
from rbdesk.domain.survey import rounded
from rbdesk.ui.models.rows import RowRole
from rbdesk.ui.pages.citizens import STRATEGY, SURVEY, ZONE, CitizensPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import citizens
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.offices import cut_words
from tests.ui.pages.secretariats import SIZES, Visiting


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Kepuasan masyarakat on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, CitizensPage, tmp_path, tmp_path_factory)


def test_the_regency_stands_on_all_respondents_with_its_base_and_is_copied_as_a_table(visit):
    seen = visit("full")
    page = seen.page
    found = seen.stored(citizens.load_satisfaction, year.YEAR)

    assert text.number(rounded(found.total.index)) in page.headline.text()
    assert "20 dari 23 kecamatan" in page.base.text()
    assert "Tambelang" in page.base.text()
    page.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 25
    assert lines[1].split("\t")[:3] == [
        "Kabupaten", text.number(found.total.respondents, 0), text.number(rounded(found.total.index))
    ]  # fmt: skip
    assert "Tambelang\tbelum ada survei" in "\n".join(lines)


def test_sorting_keeps_the_regency_above_and_enter_opens_the_office(visit):
    seen = visit("full")
    page = seen.page
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(2, order)
        codes = [page.proxy.index(row, 0).data(RowRole).code for row in range(page.proxy.rowCount())]
        assert codes[0] == ""
        assert set(codes[-3:]) == {"32.16.04", "32.16.16", "32.16.17"}

    page.table.opened.emit(page.proxy.index(1, 0))
    assert seen.wanted[-1] == Link("inbox", codes[1])


def test_links_lead_to_the_other_two_views_with_all_23_offices(visit):
    seen = visit("full")
    for view, rows, words in ((STRATEGY, 24, "9 dari 23"), (ZONE, 23, "5 dari 23")):
        seen.page.show_link(Link("citizens", filter=view))
        seen.settle()
        assert seen.page.proxy.rowCount() == rows
        assert words in seen.page.base.text()
        assert seen.page.place() == Link("citizens", filter=view)
    assert seen.page.level.isVisible()
    assert not seen.page.period.isVisible()


def test_before_the_first_package_every_view_says_that_nothing_is_there(visit):
    seen = visit("empty")
    for view in (SURVEY, STRATEGY, ZONE):
        seen.page.show_link(Link("citizens", filter=view))
        seen.settle()
        assert "0 dari 23" in seen.page.base.text()
        assert not seen.page.copy.isEnabled()


@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut(visit, size):
    seen = visit("full", size)
    for view in (SURVEY, STRATEGY, ZONE):
        seen.page.show_link(Link("citizens", filter=view))
        seen.settle()
        seen.qtbot.waitUntil(lambda: not cut_words(seen.page))
