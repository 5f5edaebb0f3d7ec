"""Long jobs beside the window: one thread, one job after another. A job gets plain values, never a widget or a store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal

from rbdesk.errors import RBDeskError
from rbdesk.progress import Cancelled, Progress

_TELL_EVERY_S = 0.03

_pool: QThreadPool | None = None
# Who waits for a result must not be collected before it comes, even if the caller drops its handle.
_running: set[Handle] = set()


class Handle(QObject):
    """One job that was started; lives on the main thread and calls there what the caller asked for.

    Signals (for itself): `_stepped(tuple)` and `_ended(tuple)`, sent from the job's thread. They carry Python
    objects, because a C++ int would wrap at 32 bits.
    """

    _stepped = Signal(object)
    _ended = Signal(object)

    def __init__(
        self,
        done: Callable[[Any], object] | None,
        failed: Callable[[RBDeskError], object] | None,
        progressed: Callable[[int, int, str], object] | None,
        cancelled: Callable[[], object] | None,
        ended: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self._done = done
        self._failed = failed
        self._progressed = progressed
        self._cancelled = cancelled
        self._ended_call = ended
        self._stop = threading.Event()
        # Before the thread starts, and queued: else the result of a quick job is lost or arrives on its thread.
        self._stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether the end has not been told yet."""
        return self in _running

    @property
    def keeps_others_waiting(self) -> bool:
        """Whether another job was started and waits for this one to end."""
        return any(other is not self for other in _running)

    def cancel(self) -> None:
        """Ask the job to stop at its next step; `cancelled` is called when it has."""
        self._stop.set()

    def _work(self, fn: Callable[..., Any], values: tuple[Any, ...]) -> None:
        told_at = 0.0
        told_label: str | None = None

        def tell(done: int, total: int, label: str) -> None:
            nonlocal told_at, told_label
            now = time.monotonic()
            if now - told_at >= _TELL_EVERY_S or label != told_label or done >= total:
                told_at, told_label = now, label
                self._stepped.emit((done, total, label))

        try:
            if self._stop.is_set():
                raise Cancelled
            value = fn(*values, progress=Progress(tell, self._stop.is_set))
        except BaseException as error:
            self._ended.emit((None, error))
        else:
            self._ended.emit((value, None))

    def _on_stepped(self, step: tuple[int, int, str]) -> None:
        if self in _running and not self._stop.is_set():
            _call(self._progressed, *step)

    def _on_ended(self, outcome: tuple[Any, BaseException | None]) -> None:
        value, error = outcome
        _running.discard(self)
        try:
            if error is None:
                _call(self._done, value)
            elif isinstance(error, Cancelled):
                _call(self._cancelled)
            elif isinstance(error, RBDeskError) and self._failed is not None:
                _call(self._failed, error)
            else:
                raise error  # a bug, or a trouble nobody asked to hear of: to sys.excepthook, here on the main thread
        finally:
            _call(self._ended_call)


def start(
    fn: Callable[..., Any],
    *values: Any,
    done: Callable[[Any], object] | None = None,
    failed: Callable[[RBDeskError], object] | None = None,
    progressed: Callable[[int, int, str], object] | None = None,
    cancelled: Callable[[], object] | None = None,
    ended: Callable[[], object] | None = None,
) -> Handle:
    """Run `fn(*values, progress=…)` on the job thread; jobs wait for each other in the order of their start.

    On the main thread one of these is called: `done(value)`; `failed(error)` for an RBDeskError; `cancelled()`
    after `cancel()`. A bug goes to `sys.excepthook`. `ended()` follows in each case. Steps reach
    `progressed(done, total, label)` at most some thirty times a second. A call whose widget is gone is left out.
    """
    handle = Handle(done, failed, progressed, cancelled, ended)
    _running.add(handle)
    # A callable, not a QRunnable with signals of its own: that one is freed under the running thread.
    _the_pool().start(lambda: handle._work(fn, values))
    return handle


def stop_all(wait_ms: int = 5000) -> bool:
    """Cancel what runs or waits and wait for the thread; False if it did not stop in time."""
    for handle in tuple(_running):
        handle.cancel()
    return _the_pool().waitForDone(wait_ms)


def _the_pool() -> QThreadPool:
    global _pool
    if _pool is None:
        _pool = QThreadPool()
        _pool.setMaxThreadCount(1)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(stop_all)
    return _pool


def _call(call: Callable[..., object] | None, *values: Any) -> None:
    if call is None:
        return
    owner = getattr(call, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return  # its page was closed while the job ran
    call(*values)
