"""Building a package: gathered from the store, written as a job that can be stopped, then recorded."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbdesk.domain.assessment import Key
from rbdesk.domain.submission import Package
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import jobs
from rbdesk.ui.pages.send_parts import words
from rbdesk.workflow import parting, sending
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.parting import ALL, Basis
from rbdesk.workflow.sending import Built

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class PackageBuilder(QObject):
    """One package at a time.

    Signals: `stepped(words, share)` share 0..1 · `built(Built)` it is written and recorded · `handed_on(Built)` it is
    written for another laptop of the office, which is no sending · `failed(RBDeskError)` · `cancelled()`; nothing was
    kept then.
    """

    stepped = Signal(str, float)
    built = Signal(object)
    handed_on = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: jobs.Handle | None = None
        self.is_busy = False
        self._is_stopped = False
        self._is_open = False

    def hand_on(self, key: Key, folder: Path) -> None:
        """Write one file that another laptop of the office can read, though packages are sealed."""
        if not self.is_busy:
            self._begin(is_open=True)
            self._gather(key, folder, False, None, ALL)

    def start(self, key: Key, folder: Path, *, final: bool, limit: int | None, is_difference: bool) -> None:
        """Build into a folder in files of at most `limit` bytes; `is_difference`: without what the other side has."""
        if self.is_busy:
            return
        self._begin(is_open=False)
        if is_difference:
            then = partial(self._gather, key, folder, final, limit)
            self._desk.read(parting.load_basis, key, then=then, failed=self._on_failed)
        else:
            self._gather(key, folder, final, limit, ALL)

    def _begin(self, *, is_open: bool) -> None:
        self.is_busy, self._is_stopped, self._is_open = True, False, is_open
        self.stepped.emit("Mengumpulkan isi paket…", 0.0)

    def stop(self) -> None:
        """Stop at the next step."""
        self._is_stopped = True
        if self._job is not None:
            self._job.cancel()

    def _gather(self, key: Key, folder: Path, final: bool, limit: int | None, basis: Basis) -> None:
        self._desk.read(
            sending.gather_package,
            key,
            final=final,
            is_open=self._is_open,
            who=self._desk.who,
            now=self._desk.clock(),
            then=partial(self._on_gathered, folder, limit, basis),
            failed=self._on_failed,
        )

    def _on_gathered(self, folder: Path, limit: int | None, basis: Basis, package: Package) -> None:
        if self._is_stopped:
            self._on_cancelled()
            return
        self._job = self._desk.run(
            parting.make_package,
            package,
            limit,
            basis,
            DeskFolder(self._desk.folder),
            folder,
            done=self._on_made,
            failed=self._on_failed,
            progressed=self._on_progressed,
            cancelled=self._on_cancelled,
        )

    def _on_progressed(self, done: int, total: int, label: str) -> None:
        self.stepped.emit(words.step_words(label), done / total if total else 0.0)

    def _on_made(self, made: Built) -> None:
        self._job = None
        if self._is_open:
            self._end()
            self.handed_on.emit(made)
            return
        self.stepped.emit("Mencatat paket…", 1.0)
        then = partial(self._on_recorded, made)
        self._desk.do(sending.record_package, made, by=self.parent(), then=then, failed=self._on_failed)

    def _on_recorded(self, made: Built, _: Changes) -> None:
        self._end()
        self.built.emit(made)

    def _on_cancelled(self) -> None:
        self._end()
        self.cancelled.emit()

    def _on_failed(self, error: RBDeskError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self.is_busy, self._job = False, None
