"""The way of another laptop's packages into an office's desk: read, planned, joined; each step can be stopped.

It knows no widget; the page shows what it tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from rbdesk import messages
from rbdesk.errors import RBDeskError
from rbdesk.ui import jobs
from rbdesk.workflow import joining, secretariat
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.joining import JoinPlan

if TYPE_CHECKING:
    from rbdesk.domain.roster import Enrolment
    from rbdesk.progress import Progress
    from rbdesk.ui.desk import Desk


class Joining(QObject):
    """Signals: `began(title)` · `stepped(words, share)` share 0..1 · `planned(JoinPlan)` a plan waits for a decision ·
    `joined(JoinPlan, Changes)` it was carried out · `said(tone, title, details)` what has to be known and stays ·
    `told(words)` what was done · `ended()` nothing is left to decide.
    """

    began = Signal(str)
    stepped = Signal(str, float)
    planned = Signal(object)
    joined = Signal(object, object)
    said = Signal(str, str, str)
    told = Signal(str)
    ended = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._items: tuple[Any, ...] = ()
        self._job: jobs.Handle | None = None
        self._is_busy = False

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or joined."""
        return self._is_busy

    @property
    def has_plan(self) -> bool:
        """Whether files wait for a decision."""
        return bool(self._items)

    def read(self, paths: Sequence[Path]) -> None:
        """Judge files and folders and plan; writes nothing."""
        if self._is_busy or not paths:
            return
        self._is_busy = True
        self.began.emit("Membaca paket")
        self._desk.read(
            joining.load_laptops,
            then=lambda laptops: self._on_laptops(tuple(paths), laptops),
            failed=self._on_unread,
        )

    def join(self, plan: JoinPlan, confirmed: AbstractSet[str]) -> None:
        """Take the planned packages in; `confirmed` are the devices whose digits were compared."""
        if self._is_busy:
            return
        self._is_busy = True
        self.began.emit("Menyatukan isian")
        self._desk.do(
            joining.join_laptops,
            plan,
            by=self,
            confirmed=frozenset(confirmed),
            then=lambda changes: self._on_joined(plan, changes),
            failed=self._on_not_joined,
        )

    def stop(self) -> None:
        """Stop reading at the next step; nothing was written."""
        if self._job is not None:
            self._job.cancel()

    def dismiss(self) -> None:
        """Forget the plan; nothing was written."""
        self._finish()
        self.told.emit("Dibatalkan. Tidak ada yang ditulis.")

    def _on_laptops(self, paths: tuple[Path, ...], laptops: tuple[Enrolment, ...]) -> None:
        self._job = self._desk.run(
            joining.read_laptop_packages,
            paths,
            laptops,
            secretariat.staging_folder(self._desk.folder),
            done=self._on_read,
            failed=self._on_unread,
            progressed=self._on_step,
            cancelled=self._on_stopped,
        )

    def _on_step(self, done: int, total: int, name: str) -> None:
        self.stepped.emit(f"Memeriksa {name}" if name else "", done / total if total else 0.0)

    def _on_read(self, items: tuple[Any, ...]) -> None:
        self._job = None
        self._items = items
        if items:
            self._desk.read(joining.load_join, items, then=self._on_plan, failed=self._on_unread)
            return
        self._finish()
        self.said.emit(
            "info",
            "Tidak ada berkas paket di sana",
            "Buat dulu paket sementara di laptop lain, lalu buka berkas .rbd.zip-nya di sini.",
        )

    def _on_plan(self, plan: JoinPlan) -> None:
        self._is_busy = False
        self.planned.emit(plan)

    def _on_unread(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self._finish()
        self.said.emit("err", told.what, f"{told.safe} {told.todo}".strip())

    def _on_stopped(self) -> None:
        self._finish()
        self.told.emit("Pembacaan dihentikan. Tidak ada yang ditulis.")

    def _on_joined(self, plan: JoinPlan, changes: Changes) -> None:
        self._finish()
        self.joined.emit(plan, changes)

    def _on_not_joined(self, error: RBDeskError) -> None:
        """The plan stands as it was."""
        self._is_busy = False
        told = messages.sentence(error)
        self._desk.read(joining.load_join, self._items, then=self._on_plan)
        self.said.emit("err", told.what, f"{told.safe} {told.todo}".strip())

    def _finish(self) -> None:
        self._items = ()
        self._job = None
        self._is_busy = False
        self._desk.run(_drop_staging, self._desk.folder)
        self.ended.emit()


def _drop_staging(folder: Path, progress: Progress) -> None:
    secretariat.drop_staging(folder)
