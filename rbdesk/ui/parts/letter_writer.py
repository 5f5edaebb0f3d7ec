"""Writing letters to several offices: gathered, written and recorded one after the other; can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbdesk.domain.correspondence import Activation, ReturnPackage
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import jobs
from rbdesk.workflow import dispatch
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.letters import SentLetter

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class LetterWriter(QObject):
    """Signals: `stepped(done, total, office)` · `ended(made)` so many were written, all or until it was stopped ·
    `failed(RBDeskError, made)`: those written by then are good.
    """

    stepped = Signal(int, int, str)
    ended = Signal(int)
    failed = Signal(object, int)

    def __init__(
        self, desk: Desk, gather: Callable[..., Activation | ReturnPackage], parent: QObject
    ) -> None:
        """`gather` is `dispatch.gather_activation` or `dispatch.gather_return`."""
        super().__init__(parent)
        self._desk = desk
        self.gather = gather
        self._folder = Path()
        self._left: list[str] = []
        self._total = 0
        self._job: jobs.Handle | None = None
        self._is_stopped = False

    def write(self, offices: Sequence[str], folder: Path) -> None:
        """Write the files of these offices into a folder."""
        self._left, self._total = list(offices), len(offices)
        self._folder, self._is_stopped = folder, False
        self._next()

    def stop(self) -> None:
        """Stop before the next one."""
        self._is_stopped = True
        if self._job is not None:
            self._job.cancel()

    def _next(self) -> None:
        self._job = None
        if self._is_stopped or not self._left:
            self.ended.emit(self._made)
            return
        office = self._left[0]
        self.stepped.emit(self._made, self._total, office)
        self._desk.read(
            self.gather,
            office,
            who=self._desk.who,
            now=self._desk.clock(),
            then=self._on_gathered,
            failed=self._on_failed,
        )

    def _on_gathered(self, package: Activation | ReturnPackage) -> None:
        self._job = self._desk.run(
            dispatch.build_letter,
            package,
            DeskFolder(self._desk.folder).device_key,
            self._folder,
            done=self._on_written,
            failed=self._on_failed,
            cancelled=self._next,
        )

    def _on_written(self, built: SentLetter) -> None:
        self._desk.do(
            dispatch.record_letter,
            built,
            by=self.parent(),
            then=self._on_recorded,
            failed=self._on_failed,
        )

    def _on_recorded(self, _: Changes) -> None:
        self._left.pop(0)
        self._next()

    def _on_failed(self, error: RBDeskError) -> None:
        self._job = None
        self.failed.emit(error, self._made)

    @property
    def _made(self) -> int:
        return self._total - len(self._left)
