"""How a long job tells how far it is, and how it is stopped."""

from __future__ import annotations

import pytest

from rbdesk.progress import SILENT, Cancelled, Progress


def test_each_item_is_told_before_it_and_the_whole_at_the_end() -> None:
    told: list[tuple[int, int, str]] = []
    progress = Progress(tell=lambda done, total, label: told.append((done, total, label)))

    assert list(progress.each(["a", "b"], "bundles")) == ["a", "b"]

    assert told == [(0, 2, "bundles"), (1, 2, "bundles"), (2, 2, "bundles")]


def test_nothing_to_do_is_told_as_done() -> None:
    told: list[tuple[int, int, str]] = []

    list(Progress(tell=lambda *step: told.append(step)).each([]))

    assert told == [(0, 0, "")]


def test_a_stop_takes_effect_at_the_next_step() -> None:
    finished: list[str] = []
    progress = Progress(is_cancelled=lambda: len(finished) == 2)

    with pytest.raises(Cancelled):
        finished.extend(progress.each(["a", "b", "c", "d"]))

    assert finished == ["a", "b"]


def test_a_stopped_job_tells_nothing_more() -> None:
    told: list[int] = []
    progress = Progress(tell=lambda done, total, label: told.append(done), is_cancelled=lambda: True)

    with pytest.raises(Cancelled):
        progress.step(1, 2)

    assert told == []


def test_the_silent_progress_neither_tells_nor_stops() -> None:
    SILENT.step(1, 2)

    assert list(SILENT.each([1, 2, 3])) == [1, 2, 3]
