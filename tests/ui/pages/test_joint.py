from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from rbdesk import messages, text
from rbdesk.domain.pathway import Limits
from rbdesk.ui.pages.joint import JointPage
from rbdesk.workflow import planning
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.offices import cut_words
from tests.ui.pages.secretariats import SIZES, Visiting


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Jalan bersama on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, JointPage, tmp_path, tmp_path_factory)


def test_before_the_first_package_there_is_no_way_and_the_page_says_so(visit):
    seen = visit("empty")

    assert seen.page.model.rows() == ()
    assert "Belum ada nilai" in seen.page.summary.text()
    assert seen.page.trouble.isVisible()
    assert not seen.page.copy.isEnabled()


def test_the_way_is_that_of_the_command_line_with_its_base_and_the_missing(visit):
    seen = visit("full")
    page = seen.page
    path = seen.stored(planning.load_regency_path, year.YEAR)

    assert [row.code for row in page.model.rows()] == [code for code, _ in path.lines]
    assert sum(len(row.steps) for row in page.model.rows()) == len(path.steps)
    assert text.number(path.start) in page.summary.text()
    assert f"{len(path.offices)} dari 23 kecamatan" in page.base.text()
    assert "Muaragembong" in page.base.text()


def test_each_office_by_itself_is_another_way(visit):
    seen = visit("full")
    page = seen.page
    page.goal.set_value("each")
    page.goal.chosen.emit("each")
    seen.settle()
    path = seen.stored(lambda db: planning.load_regency_path(db, year.YEAR, each=True))

    assert sum(row.effort for row in page.model.rows()) == path.effort
    assert page._path is not None
    assert page._path.each


def test_only_chosen_areas_may_change(visit):
    seen = visit("full")
    page = seen.page
    for line in (-2, -1):  # areas 7 and 8
        page.area.list.actions()[line].trigger()
    seen.settle()
    path = seen.stored(planning.load_regency_path, year.YEAR, None, Limits(areas=frozenset({"7", "8"})))

    assert {row.area for row in page.model.rows()} <= {"Pengawasan", "Pelayanan Publik"}
    assert [row.code for row in page.model.rows()] == [code for code, _ in path.lines]
    assert page.area.text() == "Pengawasan dan Pelayanan Publik"


def test_a_row_names_its_offices_and_the_list_can_be_copied(visit):
    seen = visit("full")
    page = seen.page
    page.goal.chosen.emit("mean")
    page.goal.set_value("each")
    page.goal.chosen.emit("each")
    seen.settle()
    row = page.model.rows()[0]

    for step in row.steps:
        assert messages.step_words(step) in page._steps.text()
    page.copy.click()
    assert len(QApplication.clipboard().text().splitlines()) == 1 + len(page._path.steps)
    assert seen.told == ["Daftar tersalin"]


@pytest.mark.parametrize("size", SIZES)
def test_no_word_is_cut(visit, size):
    seen = visit("full", size)
    seen.qtbot.waitUntil(lambda: cut_words(seen.page) == [])


def test_a_question_set_aside_is_proposed_no_more_until_it_is_asked_for_again(visit):
    seen = visit("full")
    page = seen.page
    code = page.model.rows()[0].code
    page.table.setFocus()
    seen.qtbot.keyClick(page.table, Qt.Key.Key_X)
    seen.settle()
    path = seen.stored(planning.load_regency_path, year.YEAR, None, Limits(without=frozenset({code})))

    assert [row.code for row in page.model.rows()] == [one for one, _ in path.lines]
    assert code not in [row.code for row in page.model.rows()]
    page.again.click()
    seen.settle()
    assert page.model.rows()[0].code == code
    assert not page.again.isVisible()


def test_every_area_can_be_asked_for_a_least_value(visit):
    seen = visit("full")
    page = seen.page
    page.least.setCurrentIndex(page.least.findData(50))
    page.least.activated.emit(page.least.currentIndex())
    seen.settle()
    floors = tuple((area.code, Fraction(50)) for area in page.sheet.areas)
    path = seen.stored(planning.load_regency_path, year.YEAR, None, Limits(floors=floors))

    assert sum(row.effort for row in page.model.rows()) == path.effort
    page.area.list.actions()[-1].trigger()
    seen.settle()
    assert "minimalnya" in page.summary.text()
    assert page.model.rows() == ()
