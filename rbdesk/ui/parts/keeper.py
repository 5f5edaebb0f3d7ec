"""Makes points and runs the drill while a person works: a look each minute, nothing that holds the window up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from rbdesk import messages
from rbdesk.errors import NotAllowed, RBDeskError
from rbdesk.ui import jobs
from rbdesk.workflow import points, upkeep

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.upkeep import Aim, DrillResult

_LOOK_EVERY_MS, _FIRST_LOOK_MS = 60_000, 10_000
_DRILL_AFTER_LOOKS = 3  # a few minutes after the start, when nothing waits for the disk any more


class Keeper(QObject):
    """Of one desk. A copy that fails is told once, until one succeeds again."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looks = 0
        self._is_busy = False
        self._is_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FIRST_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._job: jobs.Handle | None = None

    def look(self) -> None:
        """Make a copy if it is time, else run the drill if that is."""
        if self._timer.isActive() and self._timer.interval() != _LOOK_EVERY_MS:
            self._timer.setInterval(
                _LOOK_EVERY_MS
            )  # no singleShot with a context: it outlives it and ends the process
        if self._is_busy or not self._desk.is_open:
            return
        self._is_busy = True
        self._looks += 1
        self._desk.read(
            points.load_draft_if_due,
            points.AUTO,
            self._desk.clock(),
            then=self._on_draft,
            failed=self._on_failed,
        )

    def close_desk(self) -> bool:
        """Make a last copy of what changed and close the desk; True if all writes are on the disk."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        if self._desk.is_open:
            self._desk.read(
                points.load_point_if_changed,
                points.CLOSE,
                self._desk.clock(),
                then=lambda _: None,
                failed=lambda _: None,
            )
        return self._desk.close()

    def _on_draft(self, draft: Any) -> None:
        if draft is not None:
            self._job = self._desk.run(
                points.finish, draft, done=self._on_point, failed=self._on_failed, ended=self._on_idle
            )
        elif self._looks >= _DRILL_AFTER_LOOKS:
            self._desk.read(
                upkeep.load_aim_if_due, self._desk.clock(), then=self._on_aim, failed=self._on_failed
            )
        else:
            self._on_idle()

    def _on_point(self, point: Any) -> None:
        self._is_told = False

    def _on_aim(self, aim: Aim | None) -> None:
        if aim is None:
            self._on_idle()
            return
        self._job = self._desk.run(
            upkeep.run_drill,
            aim,
            done=self._on_drilled,
            failed=self._on_failed,
            progressed=self._on_drilling,
            ended=self._on_idle,
        )

    def _on_drilling(self, *step: object) -> None:
        """A person's own job goes first; the drill begins anew at the next look."""
        if self._job is not None and self._job.keeps_others_waiting:
            self._job.cancel()

    def _on_drilled(self, result: DrillResult) -> None:
        self._desk.do(upkeep.keep_drill, result, by=self)

    def _on_failed(self, error: RBDeskError) -> None:
        self._on_idle()
        if not self._is_told:
            self._is_told = True
            why = messages.sentence(error).what.removeprefix("Belum tersimpan: ").rstrip(".")
            self._desk.failed.emit(NotAllowed("point_failed", why=why), None)

    def _on_idle(self) -> None:
        self._is_busy = False
