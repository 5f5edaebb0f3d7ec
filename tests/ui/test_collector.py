"""Rubbish is collected on the main thread only."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from rbdesk.ui.collector import Collector


class Knot:
    """Refers to itself, so that only the collector can end it."""

    def __init__(self, ended_on: list[int]) -> None:
        self.knot = self
        weakref.finalize(self, lambda: ended_on.append(threading.get_ident()))


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector()
    made.start()
    yield made
    made.stop()
    assert gc.isenabled()


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
    holder = [[] for _ in range(2_000)]

    qtbot.waitUntil(lambda: bool(ended_on), timeout=5_000)

    assert holder
    assert ended_on == [threading.get_ident()]
