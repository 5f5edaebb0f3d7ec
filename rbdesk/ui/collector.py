"""Python's cycle collector and its other threads, kept out of the way of whoever works in the window.

The collector runs on whichever thread happens to allocate. On the store thread it would destroy widgets there,
and Qt crashes when a widget with a running timer ends on a thread that is not its own. A window holds some hundred
thousand objects that stay; looking through them takes a tenth of a second, so what has proved to stay is laid aside,
and all of it is looked through only while nobody works in the window.

A thread that computes gives Python up only every 5 ms, and painting a page asks for it back a dozen times: while the
store thread works for long, the window would stand still for a tenth of a second. So threads change more often.
"""

from __future__ import annotations

import gc
import sys
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY_MS = 1000
_MANY_AT_ONCE = 10_000  # objects that came since the last look: a page was built, and it stays
_MOST_QUIET_LOOKS = 4
_MOST_ASIDE = 1_500_000
_REST_S = 60.0
_SWITCH_S = 0.001


class Collector(QObject):
    """Collects on the thread that made it, as often as the thresholds ask, until `stop()`.

    Python's count of the youngest objects is a balance: each older one that ends is taken off, so a page that was
    closed hides as much new rubbish. So the youngest are also looked through when none seemed due for a while. They
    cannot be counted themselves: `gc.get_objects` holds what another thread is just building, which breaks it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._was_enabled = gc.isenabled()
        self._switched_s = sys.getswitchinterval()
        self._rested_at = time.monotonic()
        self._quiet_looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect_due)
        program = QGuiApplication.instance()
        if isinstance(program, QGuiApplication):
            program.applicationStateChanged.connect(self._on_state_changed)

    def start(self) -> None:
        """Take the work over from Python's own schedule; what is there already stays."""
        self._was_enabled, self._switched_s = gc.isenabled(), sys.getswitchinterval()
        gc.disable()
        gc.freeze()
        sys.setswitchinterval(min(self._switched_s, _SWITCH_S))
        self._timer.start()

    def stop(self) -> None:
        """Give it back as it was."""
        self._timer.stop()
        sys.setswitchinterval(self._switched_s)
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def collect_due(self) -> int:
        """Collect the oldest generation that is due; the number of objects found unreachable."""
        if gc.get_freeze_count() > _MOST_ASIDE:
            return self.collect_all()
        counts = gc.get_count()
        if counts[0] > _MANY_AT_ONCE:
            self._quiet_looks = 0
            gc.freeze()
            return 0
        self._quiet_looks += 1
        is_long_ago = self._quiet_looks >= _MOST_QUIET_LOOKS
        for generation in (2, 1, 0):
            is_due = counts[generation] > self._thresholds[generation] > 0
            if is_due or (generation == 0 and is_long_ago):
                self._quiet_looks = 0
                found = gc.collect(generation)
                if generation == 2:
                    gc.freeze()
                return found
        return 0

    def collect_all(self) -> int:
        """Look through all there is, also what was laid aside; the number of objects found unreachable."""
        gc.unfreeze()
        found = gc.collect()
        gc.freeze()
        self._rested_at = time.monotonic()
        return found

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        """Use the time in which the person works in another program."""
        is_away = state is not Qt.ApplicationState.ApplicationActive
        if self._timer.isActive() and is_away and time.monotonic() - self._rested_at > _REST_S:
            self.collect_all()
