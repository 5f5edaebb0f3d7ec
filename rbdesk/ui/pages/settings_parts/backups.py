"""What the card Cadangan asks for: a drill now, a copy on a stick, and the end of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from rbdesk import messages, text, wording
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import dialogs, jobs
from rbdesk.ui.parts.errand import Errand, Report
from rbdesk.ui.parts.settings.backups import BackupsCard
from rbdesk.ui.parts.settings.erase import EraseCard
from rbdesk.workflow import points, upkeep

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk
    from rbdesk.workflow.upkeep import Aim, DrillResult


class BackupActs(QObject):
    """Signals: `changed()` the care of the desk is to be read again."""

    changed = Signal()

    def __init__(self, desk: Desk, card: BackupsCard, eraser: EraseCard, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._card, self._eraser, self._page = desk, card, eraser, page
        self._job: jobs.Handle | None = None
        self._target = Path()
        self._outside: tuple[Path, ...] = ()
        card.drill_wanted.connect(self.drill)
        card.stick_wanted.connect(self.carry)
        card.stopped.connect(self._on_stopped)
        eraser.wanted.connect(self._on_erase_wanted)

    def read(self) -> None:
        """Read how the copies stand, and show it."""
        self._desk.read(upkeep.load_care, then=self._on_care)
        self._eraser.show_name(self._desk.identity.office_name)

    # --- the drill ----------------------------------------------------------------------------------------

    def drill(self) -> None:
        """Bring the newest copy back in a temporary place, and compare."""
        self._card.begin("Uji pulih")
        self._desk.read(upkeep.load_aim, self._desk.clock(), then=self._on_aim, failed=self._on_failed)

    def _on_aim(self, aim: Aim) -> None:
        self._run(upkeep.run_drill, aim, done=self._on_drilled)

    def _on_drilled(self, result: DrillResult) -> None:
        self._card.end()
        self._desk.do(upkeep.keep_drill, result, by=self._page, then=lambda _: self._on_kept())

    # --- the stick ----------------------------------------------------------------------------------------

    def carry(self) -> None:
        """Ask for the stick, make a copy, take it there and read it back."""
        folder = dialogs.pick_folder(self._page, "Pilih stik untuk salinan cadangan")
        if folder is None:
            return
        self._target = folder
        self._card.begin("Menyalin ke stik")
        self._desk.read(
            points.load_draft, points.BY_HAND, self._desk.clock(), then=self._on_draft, failed=self._on_failed
        )

    def _on_draft(self, draft: Any) -> None:
        self._run(points.finish, draft, done=self._on_point)

    def _on_point(self, point: Any) -> None:
        self._run(upkeep.carry, point, DeskFolder(self._desk.folder), self._target, done=self._on_carried)

    def _on_carried(self, there: Any) -> None:
        size = text.size(there.size + sum(size for _, size in there.files))
        details = f"{there.folder} · {size}, dibaca kembali dari stik dan sama."
        if there.lost:
            details += f" {there.lost} berkas bukti hilang atau rusak, jadi tidak ikut."
        self._card.end("ok" if not there.lost else "warn", "Aman dicabut", details)
        self._desk.do(upkeep.keep_carried, self._target, by=self._page, then=lambda _: self._on_kept())

    # --- the end ------------------------------------------------------------------------------------------

    def _on_erase_wanted(self, typed: str) -> None:
        self._desk.read(upkeep.list_outside, then=lambda outside: self._ask_to_erase(typed, outside))

    def _ask_to_erase(self, typed: str, outside: tuple[Path, ...]) -> None:
        name = self._desk.identity.office_name
        try:
            upkeep.must_name_desk(typed, name)
        except RBDeskError as error:
            self._card.end("err", messages.sentence(error).what)
            return
        self._outside = outside
        act = dialogs.Act("erase", "Hapus selamanya", "trash", "danger")
        if dialogs.ask(
            self._page,
            f"Hapus semua data {name}?",
            wording.ERASED_NOT_PROMISED_BEFORE,
            act,
            keep_words="Batal",
        ):
            self._desk.handed_over.emit(erasing(name, outside))

    # --- what they share ----------------------------------------------------------------------------------

    def _run(self, fn: Any, *values: Any, done: Any) -> None:
        self._job = self._desk.run(
            fn,
            *values,
            done=done,
            failed=self._on_failed,
            progressed=self._card.show_step,
            cancelled=lambda: self._card.end("info", "Dihentikan", "Cadangan yang lama tidak berubah."),
        )

    def _on_stopped(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_failed(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        what = said.what.removeprefix("Belum tersimpan: ")
        self._card.end("err", f"Tidak jadi: {what}", f"Cadangan yang lama tetap ada. {said.todo}".strip())

    def _on_kept(self) -> None:
        self.read()
        self.changed.emit()

    def _on_care(self, care: Any) -> None:
        self._card.show_care(care, self._desk.clock())


def erasing(name: str, outside: tuple[Path, ...] = ()) -> Errand:
    """The erasing of a desk, and what is said after it."""

    def tell(count: int) -> Report:
        facts = [("Berkas yang dihapus", text.number(count, 0))]
        facts += [("Tidak ikut dihapus", str(path)) for path in outside[:8]]
        if len(outside) > 8:
            facts.append(("", f"dan {len(outside) - 8} lagi"))
        return Report(
            f"Data {name} dihapus".replace("  ", " "),
            wording.ERASED_NOT_PROMISED,
            facts=tuple(facts),
            go_on="Ke penyiapan awal",
        )

    return Errand(
        title="Menghapus data…",
        act=lambda folder, progress: upkeep.erase(folder, progress),
        tell=tell,
        steps={"erase": "Menimpa dan menghapus berkas…"},
        can_stop=False,
        ends_desk=True,
    )
