"""Making a document: the job, how far it is, what came of it, and the way on where the place refuses it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from rbdesk import messages, text
from rbdesk.errors import RBDeskError, StoreTrouble
from rbdesk.progress import Progress
from rbdesk.ui import jobs
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.working import Working
from rbdesk.workflow import documents
from rbdesk.workflow.documents import Material, Wish

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

OPEN, FOLDER, COPY, AGAIN, OTHER_NAME = "open", "folder", "copy", "again", "other_name"
TITLES = {
    documents.WORKBOOK: "Menulis buku kerja Excel",
    documents.REPORT: "Menulis laporan PDF",
    documents.DECK: "Menulis paparan",
    documents.EVIDENCE: "Menyalin bukti",
    documents.DATASET: "Menulis tabel data",
    documents.PAGE: "Menulis halaman ringkasan",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made, where, from which data; `write` does it, a job."""

    kind: str
    path: Path
    digest: str
    write: Callable[[Progress], object]


def document_order(material: Material, wish: Wish, path: Path, made_at: datetime) -> Order:
    """The order of a document with a preview."""

    def write(progress: Progress) -> None:
        documents.write(material, wish, path, made_at, progress)

    return Order(wish.kind, path, material.digest, write)


class DocumentMaker(QObject):
    """`working` stands while it works, `notice` says what came of it.

    Signals: `begun()` · `ended(bool)` True: the document is there · `place_wanted()` another name is to be chosen.
    """

    begun = Signal()
    ended = Signal(bool)
    place_wanted = Signal()

    def __init__(self, desk: Desk, working: Working, notice: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._working = working
        self._notice = notice
        self._job: jobs.Handle | None = None
        self._order: Order | None = None
        working.cancelled.connect(self.cancel)
        notice.acted.connect(self._on_acted)

    @property
    def is_working(self) -> bool:
        """Whether a document is being made."""
        return self._job is not None

    def make(self, order: Order) -> None:
        """Write it beside everything else; one at a time."""
        if self.is_working:
            return
        self._order = order
        self._notice.hide()
        self._working.begin(TITLES[order.kind])
        self._working.show()
        self.begun.emit()
        self._job = self._desk.run(
            _write,
            order,
            done=self._on_done,
            failed=self._on_failed,
            progressed=self._on_progressed,
            cancelled=self._on_cancelled,
        )

    def cancel(self) -> None:
        """Stop at the next step; an older document of that name stays."""
        if self._job is not None:
            self._job.cancel()

    def _on_progressed(self, done: int, total: int, _label: str) -> None:
        self._working.show_step(
            f"Langkah {min(done + 1, total)} dari {total}", done / total if total else 0.0
        )

    def _on_done(self, size: int) -> None:
        assert self._order is not None
        self._end()
        path = self._order.path
        self._notice.set_banner(
            "ok",
            f"{path.name} sudah jadi",
            f"{text.size(size)} di {path.parent}",
            [
                Way(OPEN, "Buka", "external-link"),
                Way(FOLDER, "Buka folder", "folder-open"),
                Way(COPY, "Salin jalur", "copy"),
            ],
        )
        self._notice.show()
        self._desk.do(
            documents.remember,
            self._order.kind,
            path,
            self._order.digest,
            size,
            by=self,
        )
        self.ended.emit(True)

    def _on_failed(self, error: RBDeskError) -> None:
        assert self._order is not None
        self._end()
        name = self._order.path.name
        if isinstance(error, StoreTrouble) and error.kind == "locked":
            title, todo = f"{name} sedang dibuka program lain", "Tutup dulu berkasnya, lalu coba lagi."
        else:
            told = messages.sentence(error)
            title, todo = f"{name} belum jadi. {told.what}", told.todo
        ways = [Way(AGAIN, "Coba lagi", "refresh"), Way(OTHER_NAME, "Simpan dengan nama lain", "file-export")]
        self._notice.set_banner("err", title, f"{todo} Data Anda tidak berubah.", ways)
        self._notice.show()
        self.ended.emit(False)

    def _on_cancelled(self) -> None:
        self._end()
        self._notice.set_banner("info", "Dibatalkan", "Tidak ada berkas yang ditulis atau diubah.")
        self._notice.show()
        self.ended.emit(False)

    def _end(self) -> None:
        self._job = None
        self._working.hide()

    def _on_acted(self, way: str) -> None:
        if self._order is None:
            return
        if way == AGAIN:
            self.make(self._order)
        elif way == OTHER_NAME:
            self.place_wanted.emit()
        else:
            act_on(way, self._order.path)


def act_on(way: str, path: Path) -> None:
    """Open a document, its folder, or put its place on the clipboard."""
    if way == COPY:
        QGuiApplication.clipboard().setText(str(path))
    else:
        place = path if way == OPEN or path.is_dir() else path.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _write(order: Order, progress: Progress) -> int:
    order.write(progress)
    if order.path.is_file():
        return order.path.stat().st_size
    return sum(path.stat().st_size for path in order.path.rglob("*") if path.is_file())
