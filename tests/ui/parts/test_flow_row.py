from __future__ import annotations

from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.flow_row import FlowRow
from tests.ui.parts.screens import shown


def test_buttons_go_on_to_the_next_line_and_none_is_cut(qtbot):
    row = FlowRow()
    buttons = [secondary(f"Tombol nomor {number}") for number in range(4)]
    for button in buttons:
        row.add(button)

    shown(qtbot, row, 900, row.heightForWidth(900))
    assert len({button.y() for button in buttons}) == 1

    row.resize(260, row.heightForWidth(260))
    assert len({button.y() for button in buttons}) > 1
    assert all(button.geometry().right() < row.width() for button in buttons)
    assert all(button.geometry().bottom() < row.height() for button in buttons)


def test_what_is_hidden_takes_no_room(qtbot):
    row = FlowRow()
    first, second = secondary("Satu"), secondary("Dua")
    row.add(first)
    row.add(second)
    shown(qtbot, row, 400, 60)
    assert second.x() > first.x()

    first.hide()
    row.layout().activate()

    assert second.x() == 0
