"""pyqtgraph when it is needed: imported beside the window, after it is painted; never by a start.

It takes a third of a second and brings numpy. On the job thread the window goes on meanwhile; who waits is told on the
main thread. `rbdesk.ui.charts.plot` is the only module that imports it.
"""

from __future__ import annotations

import importlib
import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer

from rbdesk.progress import Progress
from rbdesk.ui import jobs

_PLOT = "rbdesk.ui.charts.plot"
_AFTER_MS = 60  # the page that holds the chart is painted first, undisturbed

_plot: Any = None
_is_asked = False
_waiting: list[weakref.WeakMethod[Callable[[], object]]] = []


def is_here() -> bool:
    """Whether plots can be made at once."""
    return _plot is not None


def when_here(call: Callable[[], object]) -> None:
    """Call a widget's method as soon as plots can be made, unless the widget is gone by then."""
    global _is_asked
    if is_here():
        call()
        return
    _waiting.append(weakref.WeakMethod(call))
    if not _is_asked:
        _is_asked = True
        QTimer.singleShot(_AFTER_MS, _start)


def _start() -> None:
    if not is_here():
        jobs.start(_import, done=_on_imported, cancelled=_on_cancelled)


def plots() -> Any:
    """The module that makes plots; imported now if it is not there yet."""
    if _plot is None:
        _on_imported(importlib.import_module(_PLOT))
    return _plot


def _import(progress: Progress) -> Any:
    progress.step(0, 1, _PLOT)
    return importlib.import_module(_PLOT)


def _on_imported(module: Any) -> None:
    global _plot
    _plot = module
    waiting, _waiting[:] = list(_waiting), []
    for one in waiting:
        call = one()
        owner = getattr(call, "__self__", None)
        if call is not None and not (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            call()


def _on_cancelled() -> None:
    """The program ends, or this was stopped with all jobs: whoever comes next asks again."""
    global _is_asked
    _is_asked = False
