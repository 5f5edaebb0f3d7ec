"""The way of files into the secretariat's desk: read, planned, taken in; each step can be stopped.

It knows no widget; the page shows what it tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from rbdesk import messages
from rbdesk.domain.correspondence import Delivery
from rbdesk.domain.merge import MergePlan
from rbdesk.domain.roster import Enrolment
from rbdesk.domain.submission import Refusal, Submission
from rbdesk.errors import RBDeskError
from rbdesk.ui import jobs
from rbdesk.ui.models.merging import Merging
from rbdesk.workflow import devices, secretariat, verifiers
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.progress import Progress
    from rbdesk.store.database import Store
    from rbdesk.ui.desk import Desk

Items = tuple[Submission | Delivery | Refusal, ...]


class TakingIn(QObject):
    """Signals: `began(title)` work of unknown length · `stepped(words, share)` share 0..1 · `planned(MergePlan)`
    a plan waits for a decision · `held(tone, title, details)` why the plan that follows is what is left of one ·
    `said(tone, title, details)` what has to be known and stays · `waited(title, details)` packages wait for their
    devices to be recognised · `told(words)` what was done · `ended()` nothing is left to decide.
    """

    began = Signal(str)
    stepped = Signal(str, float)
    planned = Signal(object)
    held = Signal(str, str, str)
    said = Signal(str, str, str)
    waited = Signal(str, str)
    told = Signal(str)
    ended = Signal()
    _merged = Signal(object, object, str)  # sent from the store thread

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._items: Items = ()
        self._job: jobs.Handle | None = None
        self._merging: Merging | None = None
        self._is_busy = False
        self._is_beginning = False  # to read, until the roster is known
        self._merged.connect(self._on_merge_step, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether files are being read or taken in."""
        return self._is_busy

    @property
    def has_plan(self) -> bool:
        """Whether files wait for a decision."""
        return bool(self._items)

    def read(self, paths: Sequence[Path]) -> None:
        """Judge files and folders, beside those that wait already, and plan; writes nothing."""
        if self._is_busy or not paths:
            return
        self._is_busy = self._is_beginning = True
        self.began.emit("Membaca paket")
        self._desk.read(devices.load_trust, then=lambda roster: self._on_roster(tuple(paths), roster))

    def accept(self, plan: MergePlan, chosen: frozenset[Path]) -> None:
        """Take in the chosen files of a plan and note those that cannot be."""
        if self._is_busy:
            return
        self._is_busy = True
        self._merging = Merging(plan, chosen, self._merged.emit)
        self.began.emit("Menggabungkan paket")
        self._desk.do(self._merging.take_in, by=self, then=self._on_merged, failed=self._on_not_merged)

    def stop(self) -> None:
        """Stop at the next step; what was taken in by then stays."""
        if self._merging is not None:
            self._merging.stop()
        elif self._job is not None:
            self._job.cancel()
        elif self._is_beginning:
            self._is_beginning = False
            self._on_stopped()

    def dismiss(self) -> None:
        """Forget the plan; nothing was written."""
        self._finish()
        self.told.emit("Rencana gabung dibatalkan. Tidak ada yang ditulis.")

    def _on_roster(self, paths: tuple[Path, ...], roster: tuple[Enrolment, ...]) -> None:
        if not self._is_beginning:
            return  # stopped already
        self._is_beginning = False
        self._job = self._desk.run(
            secretariat.read_packages,
            paths,
            roster,
            secretariat.staging_folder(self._desk.folder),
            done=self._on_read,
            failed=self._on_unread,
            progressed=lambda done, total, name: self._on_step("Memeriksa", done, total, name),
            cancelled=self._on_stopped,
        )

    def _on_read(self, items: Items) -> None:
        self._job = None
        again = {item.path for item in items}
        self._items = (*(item for item in self._items if item.path not in again), *items)
        if self._items:
            self._plan()
            return
        self._finish()
        hint = "Nama paket berakhiran .rbd.zip. Pilih berkasnya, atau folder yang berisi berkas itu."
        self.said.emit("info", "Tidak ada berkas paket di sana", hint)

    def _on_unread(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self._give_up()
        self.said.emit("err", told.what, f"{told.safe} {told.todo}".strip())

    def _on_stopped(self) -> None:
        self._give_up()
        self.told.emit("Pembacaan dihentikan. Tidak ada yang digabung.")

    def _give_up(self) -> None:
        """Back to the former plan if there is one."""
        self._job = None
        if self._items:
            self._plan()
        else:
            self._finish()

    def _plan(self) -> None:
        self._desk.read(_load_plan, self._items, then=self._on_plan)

    def _on_plan(self, plan: MergePlan) -> None:
        self._is_busy = False
        self.planned.emit(plan)

    def _on_step(self, verb: str, done: int, total: int, name: str) -> None:
        self.stepped.emit(f"{verb} {name}" if name else "", done / total if total else 0.0)

    def _on_merge_step(self, done: int, total: int, name: str) -> None:
        self._on_step("Menggabungkan", done, total, name)

    def _on_merged(self, changes: Changes) -> None:
        merging, self._merging = self._merging, None
        if merging is None:
            return
        if merging.left:
            left = {file.path for file in merging.left}
            self._items = tuple(item for item in self._items if item.path in left)
            self._tell_left(merging)
            self._plan()
            return
        self._finish()
        waiting = merging.waiting
        if waiting and changes:
            title = f"{waiting} paket menunggu di Karantina"
            joined = f"{merging.taken} paket digabung. " if merging.taken else ""
            self.waited.emit(title, f"{joined}Perangkatnya belum dikenal. Cocokkan 30 angkanya satu kali.")
            return
        if not changes:
            self.told.emit("Tidak ada yang berubah. Semua berkas itu sudah pernah diterima.")
        elif merging.taken:
            known = f" {merging.known} sudah pernah diterima." if merging.known else ""
            self.told.emit(f"{merging.taken} paket digabung.{known}")
        else:
            self.told.emit("Berkas dicatat di Perlu tindakan.")

    def _tell_left(self, merging: Merging) -> None:
        title = f"{merging.taken + merging.known} paket sudah digabung, {len(merging.left)} belum"
        if merging.trouble is None:
            self.held.emit("info", title, "Lanjutkan kapan saja, atau batalkan sisanya.")
            return
        told = messages.sentence(merging.trouble)
        self.held.emit("err", title, f"{told.what} {told.todo}".strip())

    def _on_not_merged(self, error: RBDeskError) -> None:
        """The desk has told why; the plan stands as it was."""
        self._merging = None
        self._plan()

    def _finish(self) -> None:
        self._items = ()
        self._job = None
        self._is_busy = False
        self._desk.run(_drop_staging, self._desk.folder)
        self.ended.emit()


def _load_plan(db: Store, items: Items) -> MergePlan:
    """The plan of packages, further evidence and other desks' rulings."""
    rulings = [item for item in items if isinstance(item, Refusal) and verifiers.is_rulings(item)]
    plan = secretariat.load_plan(db, [item for item in items if item not in rulings])
    return replace(plan, files=(*plan.files, *(verifiers.plan_rulings_file(db, item) for item in rulings)))


def _drop_staging(folder: Path, progress: Progress) -> None:
    secretariat.drop_staging(folder)
