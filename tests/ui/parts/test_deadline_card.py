from datetime import date

import pytest

from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.deadline_card import Deadline, DeadlineCard, distance, nearest
from rbdesk.ui.parts.labels import Label
from tests.ui.parts.screens import shown

TODAY = date(2020, 8, 27)
SEND = Deadline("Kirim ke Sekretariat", date(2020, 9, 7), is_own=True)
VISIT = Deadline("Evaluasi Kemenpan RB", date(2020, 9, 15))


@pytest.mark.parametrize(
    ("deadline", "today", "told"),
    [
        (SEND, TODAY, ("11 hari lagi", "warn", "clock")),
        (SEND, date(2020, 8, 1), ("37 hari lagi", "neutral", "")),
        (SEND, date(2020, 8, 24), ("14 hari lagi", "warn", "clock")),
        (SEND, date(2020, 9, 7), ("hari ini", "warn", "clock")),
        (SEND, date(2020, 9, 10), ("lewat 3 hari", "err", "clock-exclamation")),
        (VISIT, date(2020, 9, 14), ("1 hari lagi", "neutral", "")),
        (VISIT, date(2020, 9, 16), ("lewat 1 hari", "neutral", "")),
        (Deadline("Kirim", date(2020, 9, 7), True, True), date(2020, 9, 10), ("selesai", "ok", "check")),
    ],
)
def test_only_the_offices_own_duty_asks_for_attention(deadline, today, told):
    assert distance(deadline, today) == told


def test_three_days_are_shown_in_the_order_of_the_calendar():
    late = Deadline("Kirim revisi", date(2020, 8, 20), is_own=True)
    past = Deadline("Sosialisasi", date(2020, 8, 1))
    later = Deadline("Pleno", date(2020, 10, 1))

    assert nearest([later, VISIT, past, SEND, late], TODAY) == [late, SEND, VISIT]
    assert nearest([past, SEND], TODAY) == [past, SEND]
    assert nearest([], TODAY) == []


def test_the_card_shows_the_weekday_it_has_computed(qtbot):
    card = shown(qtbot, DeadlineCard(), 380)
    card.set_deadlines([SEND, VISIT], TODAY)
    qtbot.wait(1)

    words = [label.text() for label in card.findChildren(Label) if label.isVisible()]
    assert "Senin, 7 September 2020" in words
    assert [chip.text() for chip in card.findChildren(Chip)] == ["11 hari lagi", "19 hari lagi"]


def test_without_days_it_says_where_to_add_them(qtbot):
    card = shown(qtbot, DeadlineCard(), 380)
    card.set_deadlines([], TODAY)
    qtbot.wait(1)

    assert any("Belum ada tenggat" in label.text() for label in card.findChildren(Label))
