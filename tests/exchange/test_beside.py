"""Work that goes on beside other work."""

from __future__ import annotations

import errno
import threading
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from rbdesk.exchange.beside import Beside


def full() -> None:
    raise OSError(errno.ENOSPC, "full")


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_acts_are_done_in_order_by_another_thread_which_then_ends() -> None:
    done: list[tuple[int, str]] = []
    with Beside() as beside:
        for number in range(50):
            beside.do(lambda number=number: done.append((number, threading.current_thread().name)))
    assert done == [(number, "beside") for number in range(50)]
    assert "beside" not in threads()


def test_waiting_returns_when_all_is_done() -> None:
    done: list[int] = []
    with Beside() as beside:
        for number in range(20):
            beside.do(partial(done.append, number))
        beside.wait()
        assert done == list(range(20))


def a_disk_that_is_full(done: list[int]) -> None:
    with Beside() as beside:
        beside.do(full)
        with pytest.raises(OSError, match="full"):
            beside.wait()
        with pytest.raises(OSError, match="full"):
            beside.do(partial(done.append, 1))


def test_trouble_is_raised_at_the_end_and_nothing_is_done_after_it() -> None:
    done: list[int] = []
    with pytest.raises(OSError, match="full"):
        a_disk_that_is_full(done)
    assert done == []
    assert "beside" not in threads()


def many_acts() -> None:
    with Beside() as beside:
        beside.do(full)
        for _ in range(1000):
            beside.do(lambda: None)


def test_trouble_amid_many_acts_never_hangs() -> None:
    with pytest.raises(OSError, match="full"):
        many_acts()


def an_error_amid_work(file: BinaryIO, done: list[int]) -> None:
    gate = threading.Event()
    with Beside() as beside:
        beside.own(file)
        beside.do(partial(gate.wait, 10))
        beside.do(partial(done.append, 1))
        threading.Timer(0.02, gate.set).start()
        raise KeyError


def test_an_error_of_ones_own_is_told_and_what_waits_is_left_out(tmp_path: Path) -> None:
    done: list[int] = []
    file = (tmp_path / "x").open("wb")
    with pytest.raises(KeyError):
        an_error_amid_work(file, done)
    assert done == []
    assert file.closed
