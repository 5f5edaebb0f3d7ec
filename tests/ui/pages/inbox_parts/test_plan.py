from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui import dialogs, paint, theme
from rbdesk.ui.models.plan_lines import CODE, OFFICE, REASON, REVISION
from rbdesk.ui.pages.inbox import InboxPage
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import secretariat
from tests import year
from tests.ui.pages import offices, secretariats
from tests.ui.pages.secretariats import SIZES, Visiting, a_few, bundle, key, merged, planned, press, words

OWN, OTHER = "32.16.09", "32.16.01"


@pytest.fixture
def visit(qtbot, tmp_path, tmp_path_factory) -> Iterator[Visiting]:
    """Kotak Masuk on a desk in one of the states of `secretariats`."""
    yield from secretariats.visits(qtbot, InboxPage, tmp_path, tmp_path_factory)


def test_the_plan_alone_can_be_given_up(visit):
    seen = visit("empty")
    planned(seen, *a_few())

    press(seen, seen.page.plan.back)
    seen.settle()

    assert seen.page.empty.isVisible()
    assert seen.stored(secretariat.load_inbox, year.YEAR).received == 0


def test_the_tick_is_taken_away_by_space_and_by_click(visit):
    seen = visit("empty")
    planned(seen, bundle(OWN), bundle(OTHER))
    table = seen.page.plan.table

    key(seen, Qt.Key.Key_Space)
    assert seen.page.plan.act.text() == "Gabungkan 1 paket"
    spot = table.visualRect(table.model().index(1, 0)).center()
    seen.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not seen.page.plan.act.isEnabled()
    seen.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    merged(seen)

    assert seen.stored(secretariat.load_inbox, year.YEAR).received == 1


def test_a_line_of_the_plan_tells_its_whole_story(visit, monkeypatch):
    seen = visit("empty")
    planned(seen, *a_few())
    stories = []
    monkeypatch.setattr(dialogs, "show_trouble", lambda _, story, *rest: stories.append(story))

    key(seen, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert stories[0].title == "Paket Cabangbungin belum dapat digabung"
    assert ("Kode galat", "RB-Z01") in stories[0].facts
    assert "Data yang sudah ada di komputer ini tidak berubah." in stories[0].safe
    assert dict(stories[1].facts)["Kode paket"] == seen.page.plan.model.rows()[1].code


@pytest.mark.parametrize("size", SIZES)
def test_the_plan_is_not_cut_either(visit, size):
    seen = visit("empty", size=size)

    planned(seen, *a_few())

    assert offices.cut_words(seen.page.plan) == []
    assert (seen.page.width(), seen.page.height()) == size


def test_where_no_sender_is_known_the_button_and_what_follows_lead_to_karantina(visit):
    seen = visit("strange")
    planned(seen, bundle(OWN), bundle(OTHER))

    assert seen.page.plan.act.text() == "Simpan 2 paket di Karantina"
    assert "menunggu di Karantina" in seen.page.plan.hint.text()
    merged(seen)
    assert "2 paket menunggu di Karantina" in words(seen.page.notice)
    press(seen, seen.page.notice.buttons()[0])
    assert seen.wanted == [Link("quarantine")]


def test_columns_without_words_are_left_out_and_a_reason_is_read_whole(visit):
    seen = visit("strange")
    planned(seen, bundle(OWN), bundle(OTHER))
    table = seen.page.plan.table

    assert table.isColumnHidden(REVISION)
    assert table.isColumnHidden(CODE)
    line = seen.page.plan.model.rows()[0]
    assert table.columnWidth(REASON) >= paint.width_of(line.reason, theme.font("body"))


def test_a_long_name_is_shortened_in_its_middle_so_that_parts_are_told_apart(visit):
    seen = visit("empty")

    delegate = seen.page.plan.table.itemDelegateForColumn(OFFICE)

    assert delegate.elide is Qt.TextElideMode.ElideMiddle
