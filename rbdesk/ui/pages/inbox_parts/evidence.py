"""An office's evidence copied into a folder that people can browse, one folder for each question."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from rbdesk import messages
from rbdesk.domain.assessment import Key
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.progress import Progress
from rbdesk.ui import dialogs
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.workflow import catalog, evidence, evidencefolder
from rbdesk.workflow.evidence import EvidenceFile
from rbdesk.workflow.evidencefolder import Copied

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_OPEN = "evidence_folder"


class EvidenceCopier(QObject):
    """`notice` tells where the copies are, and which files have not come. Signals: `ended()` copied or not."""

    ended = Signal()

    def __init__(self, desk: Desk, notice: Banner, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._notice = notice
        self._page = page
        self._target = Path()
        notice.acted.connect(self._on_notice)

    def copy(self, office: str, name: str) -> None:
        """Ask for a place and copy an office's evidence there, into a folder of its own."""
        found = dialogs.pick_folder(self._page, f"Pilih tempat untuk bukti {name}")
        if found is None:
            return
        key = Key(office, self._desk.identity.year, catalog.UNIT_SHEET)
        target = found / f"Bukti {office} {name}"
        self._desk.read(evidence.list_evidence, key, then=partial(self._on_files, key, target))

    def _on_files(self, key: Key, target: Path, files: tuple[EvidenceFile, ...]) -> None:
        self._target = target
        self._desk.run(
            _copy,
            DeskFolder(self._desk.folder),
            key.instrument,
            files,
            target,
            done=self._on_copied,
            failed=self._on_failed,
            ended=self.ended.emit,
        )

    def _on_copied(self, copied: Copied) -> None:
        lost = f" {len(copied.lost)} berkas belum datang dan tidak ikut." if copied.lost else ""
        title = f"{copied.files} berkas bukti disalin"
        way = Way(_OPEN, "Buka folder", "folder-open")
        self._notice.set_banner("warn" if lost else "ok", title, f"{self._target}.{lost}", [way])
        self._notice.show()

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self._notice.set_banner("err", told.what, f"{told.safe} {told.todo}".strip())
        self._notice.show()

    def _on_notice(self, way: str) -> None:
        if way == _OPEN:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target)))


def _copy(
    desk: DeskFolder, instrument: str, files: tuple[EvidenceFile, ...], target: Path, progress: Progress
) -> Copied:
    return evidencefolder.copy_by_question(desk, catalog.instrument(instrument), files, target, progress)
