"""Python's cycle collector, kept on the main thread while a window runs.

The collector runs on whichever thread happens to allocate. On the store thread it would destroy widgets there,
and Qt crashes when a widget with a running timer ends on a thread that is not its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Collector(QObject):
    """Collects on the thread that made it, as often as the thresholds ask, until `stop()`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)

    def start(self) -> None:
        """Take the work over from Python's own schedule."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.enable()

    def collect_due(self) -> int:
        """Collect the oldest generation that is due; the number of objects found unreachable."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation] > 0:
                return gc.collect(generation)
        return 0
