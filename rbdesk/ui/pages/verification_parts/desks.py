"""Putusan to the other desks of the secretariat: what the file is for, writing it, and what is told of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from rbdesk import messages, paths
from rbdesk.domain.correspondence import DeskPackage
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import jobs
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.folder_dialog import FolderDialog
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow import dispatch
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.letters import SentLetter

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_WHY = (
    "Bila beberapa verifikator bekerja di laptop sendiri-sendiri, putusannya disatukan lewat berkas ini. Meja lain "
    "membukanya di Kotak Masuk. Putusan yang berbeda berdampingan sampai ditetapkan satu orang; tidak ada yang ditimpa."
)


class RulingsDialog(FolderDialog):
    """Signals: `wanted(Path)` write the file into this folder."""

    def __init__(self, parent: QWidget, *, fingerprint: str, folder: Path) -> None:
        super().__init__(
            parent,
            "Buat berkas putusan",
            act="Buat berkas putusan",
            icon="gavel",
            picking="Pilih folder untuk berkas putusan",
            folder=folder,
            width=520,
        )
        self.body.addWidget(Label("Berkas putusan untuk meja lain", "dialog"))
        self.body.addWidget(WrapLabel(_WHY, "body", "text2"))
        self.body.addWidget(FactList([("Kunci komputer ini", fingerprint)]))
        self.body.addWidget(
            WrapLabel("Meja penerima mengenali kunci ini satu kali, di Daftar perangkat.", "caption", "text2")
        )


class RulingsWriter(QObject):
    """Asks for the place, writes the file and tells of it in `notice`.

    Signals: `told(str)` for a toast.
    """

    told = Signal(str)

    def __init__(self, desk: Desk, notice: Banner, page: QWidget) -> None:
        super().__init__(page)
        self.target: Path = paths.outgoing()
        self._desk = desk
        self._notice = notice
        self._page = page
        self._job: jobs.Handle | None = None
        self._sent: SentLetter | None = None
        notice.acted.connect(self._on_notice)

    def ask(self) -> None:
        """Say what the file is for and ask for its place."""
        dialog = RulingsDialog(self._page, fingerprint=self._desk.identity.fingerprint, folder=self.target)
        dialog.wanted.connect(self.write)
        dialog.open()

    def write(self, folder: Path) -> None:
        """Write all rulings that this desk knows into a folder."""
        self.target = folder
        self._say("info", "Menulis berkas putusan…", "", [Way("stop", "Batal", "x")])
        self._desk.read(
            dispatch.gather_rulings,
            who=self._desk.who,
            now=self._desk.clock(),
            then=self._on_gathered,
            failed=self._on_failed,
        )

    def _on_gathered(self, package: DeskPackage) -> None:
        self._job = self._desk.run(
            dispatch.build_letter,
            package,
            DeskFolder(self._desk.folder).device_key,
            self.target,
            done=self._on_written,
            failed=self._on_failed,
            cancelled=self._on_stopped,
        )

    def _on_written(self, built: SentLetter) -> None:
        self._job = None
        then = partial(self._on_recorded, built)
        self._desk.do(dispatch.record_letter, built, by=self._page, then=then, failed=self._on_failed)

    def _on_recorded(self, built: SentLetter, _: Changes) -> None:
        self._sent = built
        count = len(built.package.rulings) if isinstance(built.package, DeskPackage) else 0
        self._say(
            "ok",
            f"Berkas putusan sudah dibuat: {count} putusan",
            f"Kode paket {built.code} · {built.path}. Berikan kepada meja Sekretariat yang lain.",
            [
                Way("copy", "Salin pesan", "brand-whatsapp", "primary"),
                Way("folder", "Buka folder", "folder-open"),
            ],
        )
        self.told.emit(f"Berkas putusan sudah dibuat. Kode paket {built.code}")

    def _on_stopped(self) -> None:
        self._job = None
        self._notice.hide()
        self.told.emit("Pembuatan berkas putusan dibatalkan. Tidak ada berkas yang dibuat.")

    def _on_failed(self, error: RBDeskError) -> None:
        self._job = None
        said = messages.sentence(error)
        details = " ".join(part for part in (said.safe, said.todo) if part)
        self._say("err", said.what, details, [Way("again", "Coba lagi", "refresh")])

    def _on_notice(self, way: str) -> None:
        if way == "again":
            self._notice.hide()
            self.ask()
        elif way == "stop" and self._job is not None:
            self._job.cancel()
        elif self._sent is not None and way == "folder":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._sent.path.parent)))
        elif self._sent is not None and way == "copy":
            year, label = self._desk.identity.year, self._desk.identity.device.label
            QGuiApplication.clipboard().setText(
                f"Terlampir putusan verifikasi RB {year} dari {label or 'meja verifikator'}. "
                f"Kode paket {self._sent.code}. Buka di Kotak Masuk."
            )
            self.told.emit("Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas putusannya.")

    def _say(self, tone: str, title: str, details: str, ways: list[Way]) -> None:
        self._notice.set_banner(tone, title, details, ways)
        self._notice.show()
