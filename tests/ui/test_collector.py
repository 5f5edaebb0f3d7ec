"""Rubbish is collected on the main thread only."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from rbdesk.ui.collector import Collector


class Knot:
    """Refers to itself, so that only the collector can end it."""

    def __init__(self, ended_on: list[int]) -> None:
        self.knot = self
        weakref.finalize(self, lambda: ended_on.append(threading.get_ident()))


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    monkeypatch.setattr("rbdesk.ui.collector._MOST_ASIDE", 10**9)  # other tests leave more than a window has
    gc.collect()  # what they left is not to be counted as new
    made = Collector()
    made.start()
    yield made
    made.stop()
    assert not gc.isenabled()  # as it was before: the tests keep it off while Qt is used


def make_rubbish(ended_on: list[int]) -> None:
    Knot(ended_on)
    kept = [[] for _ in range(50_000)]  # many times the threshold of the youngest generation
    assert len(kept) == 50_000


def test_another_thread_that_allocates_collects_nothing(collector: Collector) -> None:
    ended_on: list[int] = []
    thread = threading.Thread(target=make_rubbish, args=(ended_on,))
    thread.start()
    thread.join()

    assert ended_on == []


def test_what_another_thread_left_ends_on_the_main_thread(collector: Collector, qtbot: QtBot) -> None:
    ended_on: list[int] = []
    thread = threading.Thread(target=make_rubbish, args=(ended_on,))
    thread.start()
    thread.join()
    assert ended_on == []
    collector._timer.setInterval(20)

    qtbot.waitUntil(lambda: bool(ended_on), timeout=5_000)

    assert ended_on == [threading.get_ident()]


def test_older_things_that_end_do_not_hide_new_rubbish(qtbot: QtBot) -> None:
    """Python's own count goes down by one for each of them, as if a new one had ended."""
    older = [[] for _ in range(5_000)]
    gc.collect()
    collector = Collector()
    collector.start()
    ended_on: list[int] = []
    Knot(ended_on)
    holder = [[] for _ in range(2_000)]
    older.clear()
    assert gc.get_count()[0] < 700
    for _ in range(4):
        collector.collect_due()
    collector.stop()
    assert holder
    assert ended_on == [threading.get_ident()]


def test_threads_give_way_to_the_window_more_often_while_it_runs(qtbot: QtBot) -> None:
    before = sys.getswitchinterval()
    made = Collector()
    made.start()
    assert sys.getswitchinterval() == pytest.approx(0.001)
    made.stop()
    assert sys.getswitchinterval() == before


def test_what_stays_is_not_looked_through_again_while_someone_works(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was just built: thousands of objects at once, which the next look leaves alone."""
    monkeypatch.setattr(
        "rbdesk.ui.collector._MOST_ASIDE", 10**9
    )  # what other tests left is more than a window has
    page = [[number] for number in range(30_000)]
    assert collector.collect_due() == 0
    assert gc.get_freeze_count() >= len(page)
    assert not any(thing is page for thing in gc.get_objects())


def test_rubbish_among_what_was_laid_aside_ends_when_nobody_works(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rbdesk.ui.collector._MOST_ASIDE", 10**9)
    ended_on: list[int] = []
    Knot(ended_on)
    page = [[] for _ in range(30_000)]
    collector.collect_due()
    collector.collect_due()
    assert ended_on == []
    collector._on_state_changed(Qt.ApplicationState.ApplicationInactive)
    assert ended_on == []  # so soon after the start nothing is worth it
    monkeypatch.setattr("rbdesk.ui.collector._REST_S", 0.0)
    collector._on_state_changed(Qt.ApplicationState.ApplicationActive)
    assert ended_on == []
    collector._on_state_changed(Qt.ApplicationState.ApplicationInactive)
    assert ended_on == [threading.get_ident()]
    assert page


def test_a_collector_that_ended_leaves_nothing_aside(qtbot: QtBot) -> None:
    made = Collector()
    made.start()
    made.stop()
    assert gc.get_freeze_count() == 0
