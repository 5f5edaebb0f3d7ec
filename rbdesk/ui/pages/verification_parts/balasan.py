"""Writing a balasan: gather, write, record, and what is told of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from rbdesk import messages, paths
from rbdesk.domain.correspondence import ReturnPackage
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.workflow import dispatch
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.letters import SentLetter

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class ReturnWriter(QObject):
    """`notice` tells what came of it. `target` is the folder that it writes to.

    Signals: `ended()` written or not · `told(str)` for a toast · `again_wanted()` after it failed.
    """

    ended = Signal()
    told = Signal(str)
    again_wanted = Signal()

    def __init__(self, desk: Desk, notice: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self.target: Path = paths.outgoing()
        self._desk = desk
        self._notice = notice
        self._sent: SentLetter | None = None
        notice.acted.connect(self._on_notice)

    def write(self, office: str, folder: Path) -> None:
        """Write the balasan to an office into a folder."""
        self.target = folder
        self._notice.hide()
        self._desk.read(
            dispatch.gather_return,
            office,
            who=self._desk.who,
            now=self._desk.clock(),
            then=self._on_gathered,
            failed=self._on_failed,
        )

    def _on_gathered(self, package: ReturnPackage) -> None:
        self._desk.run(
            dispatch.build_letter,
            package,
            DeskFolder(self._desk.folder).device_key,
            self.target,
            done=self._on_written,
            failed=self._on_failed,
        )

    def _on_written(self, built: SentLetter) -> None:
        then = partial(self._on_recorded, built)
        self._desk.do(dispatch.record_letter, built, by=self.parent(), then=then, failed=self._on_failed)

    def _on_recorded(self, built: SentLetter, _: Changes) -> None:
        self._sent = built
        header = built.package.header
        self._notice.set_banner(
            "ok",
            f"Balasan {header.revision.number} untuk Kecamatan {header.office_name} sudah dibuat",
            f"Kode paket {built.code} · {built.path}. Kirim berkasnya lewat WhatsApp, surel, atau stik.",
            [
                Way("copy", "Salin pesan", "brand-whatsapp", "primary"),
                Way("folder", "Buka folder", "folder-open"),
            ],
        )
        self._notice.show()
        self.told.emit(f"Balasan sudah dibuat. Kode paket {built.code}")
        self.ended.emit()

    def _on_failed(self, error: RBDeskError) -> None:
        said = messages.sentence(error)
        details = " ".join(part for part in (said.safe, said.todo) if part)
        self._notice.set_banner("err", said.what, details, [Way("again", "Coba lagi", "refresh")])
        self._notice.show()
        self.ended.emit()

    def _on_notice(self, way: str) -> None:
        if way == "again":
            self._notice.hide()
            self.again_wanted.emit()
        elif self._sent is not None and way == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._sent.path.parent)))
        elif self._sent is not None:
            header = self._sent.package.header
            words = lines.return_message(
                header.office_name,
                year=self._desk.identity.year,
                seq=header.revision.number,
                code=self._sent.code,
            )
            QGuiApplication.clipboard().setText(words)
            self.told.emit("Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas balasannya.")
