"""The secretariat ticks what a proposal needs, beside the offices' gates."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from rbdesk.domain.gates import GateState
from rbdesk.ui import theme
from rbdesk.ui.pages.citizens import STRATEGY, ZONE, CitizensPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import conditions
from tests import year
from tests.ui.pages import secretariats
from tests.ui.pages.offices import cut_words, unreachable
from tests.ui.pages.secretariats import SIZES, Visiting

SUKAWANGI, UTARA = "32.16.03", "32.16.09"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    yield from secretariats.visits(qtbot, CitizensPage, tmp_path, tmp_path_factory)


def zone(visit, size=SIZES[0]):
    seen = visit("full", size=size)
    seen.page.show_link(Link("citizens", filter=ZONE))
    seen.settle()
    seen.settle()
    return seen


def choose(row, state, detail="") -> None:
    row.detail.setText(detail)
    row.state.setCurrentIndex(row.state.findData(state))
    row.state.activated.emit(row.state.currentIndex())


def states(seen, office):
    found = seen.stored(conditions.load_proposal, office, year.YEAR)
    return {one.condition.id: (one.state, one.detail) for one in found.results}


def test_a_tick_is_kept_at_once_and_can_be_taken_back(visit):
    seen = zone(visit)
    panel = seen.page.proposal
    assert panel.isVisible()
    assert panel.shown.office == SUKAWANGI  # the first that fills the sheet
    names = [one.condition.id for one in panel.shown.results]
    before = states(seen, SUKAWANGI)
    met = sum(state is GateState.MET for state, _ in before.values())
    choose(panel.rows[names.index("wtp")], GateState.MET, "LHP 2019")
    seen.settle()
    choose(panel.rows[names.index("inti")], GateState.MISSED)
    seen.settle()
    assert states(seen, SUKAWANGI)["wtp"] == states(seen, UTARA)["wtp"] == (GateState.MET, "LHP 2019")
    assert states(seen, SUKAWANGI)["inti"][0] is GateState.MISSED
    assert states(seen, UTARA)["inti"][0] is GateState.UNKNOWN
    assert f"{met + 1} dari 10 terpenuhi" in panel.office.text()
    assert seen.told[-1] == "Layanan unit adalah layanan inti: belum"

    assert seen.page.undo()
    seen.settle()
    assert states(seen, SUKAWANGI)["inti"][0] is GateState.UNKNOWN
    assert seen.page.undo()
    seen.settle()
    assert states(seen, SUKAWANGI) == before
    assert not seen.page.undo()


def test_a_word_typed_later_is_kept_and_one_without_a_tick_waits(visit):
    seen = zone(visit)
    row = seen.page.proposal.rows[0]
    row.detail.setText("LHP 2019")
    row.detail.editingFinished.emit()
    seen.settle()
    assert states(seen, SUKAWANGI)["wtp"] == (GateState.UNKNOWN, "")
    choose(row, GateState.MET, row.detail.text())
    seen.settle()
    seen.settle()
    row.detail.setText("LHP 2020")
    row.detail.editingFinished.emit()
    seen.settle()
    assert states(seen, SUKAWANGI)["wtp"] == (GateState.MET, "LHP 2020")


def test_the_panel_follows_the_marked_office_and_level_and_leaves_with_the_view(visit):
    seen = zone(visit)
    page = seen.page
    page.table.selectRow(8)
    seen.settle()
    assert page.proposal.shown.office == UTARA
    page.level.setCurrentIndex(page.level.findData("WBBM"))
    page.level.activated.emit(page.level.currentIndex())
    seen.settle()
    seen.settle()
    assert page.proposal.shown.level == "WBBM"
    page.level.setCurrentIndex(page.level.findData("WBK-52"))
    page.level.activated.emit(page.level.currentIndex())
    seen.settle()
    seen.settle()
    assert not page.proposal.isVisible()  # an earlier regulation, of which no conditions are known
    page.show_link(Link("citizens", filter=STRATEGY))
    seen.settle()
    assert not page.proposal.isVisible()


@pytest.mark.parametrize(("size", "percent"), [(SIZES[0], 100), (SIZES[1], 100), (SIZES[2], 130)])
def test_nothing_is_cut_and_everything_is_reached_by_keyboard(qapp, visit, size, percent):
    theme.apply(qapp, "light", percent)
    seen = zone(visit, size)
    assert cut_words(seen.page) == []
    assert unreachable(seen.page.proposal) == []
    assert seen.page.proposal.rows[0].state.focusPolicy() & Qt.FocusPolicy.TabFocus
