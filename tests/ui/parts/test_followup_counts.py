from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from rbdesk.domain.followup import Source
from rbdesk.ui.desk import Desk
from rbdesk.ui.parts import followup_counts
from rbdesk.workflow import followups
from tests.build import NOW, OFFICE
from tests.desks import WHO, a_desk
from tests.ui import frames


def test_late_ones_are_counted_in_the_rail_and_every_one_is_found_by_its_words(qtbot, tmp_path):
    with closing(a_desk(tmp_path / "desk")) as db:
        for words, due in (("Bentuk tim benturan", date(2020, 7, 31)), ("Rapikan gudang arsip", None)):
            followups.add_recommendation(db, OFFICE, 2020, Source.LHE, words, due=due, who=WHO, now=NOW)
    desk = Desk(tmp_path / "desk", clock=lambda: datetime(2020, 8, 27, 3, 42, tzinfo=UTC))
    with qtbot.waitSignal(desk.opened):
        desk.open()
    try:
        window = frames.a_window(qtbot, desk, tmp_path / "s.ini")
        button = window.rail.buttons()["followup"]
        qtbot.waitUntil(lambda: button.accessibleName() == "Tindak Lanjut, 1 perlu tindakan")

        window.header.search.setFocus()
        QTest.keyClicks(window.header.search, "gudang arsip")
        qtbot.waitUntil(lambda: bool(window.search.found()))
        (entry,) = [one for one in window.search.found() if one.group == followup_counts.GROUP]
        assert entry.details == "K-02"
        QTest.keyClick(window.header.search, Qt.Key.Key_Return)
        frames.settle(qtbot, desk)
        assert window.page.key == "followup"
        qtbot.waitUntil(lambda: window.page.current() is not None)
        assert window.page.current().item.recommendation.number == "K-02"
    finally:
        desk.close()
