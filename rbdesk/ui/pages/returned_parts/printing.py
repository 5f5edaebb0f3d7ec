"""Printing the comparison: written as a document, opened in the system's own viewer, which prints it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from rbdesk import messages, paths
from rbdesk.errors import RBDeskError
from rbdesk.progress import Progress
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.workflow import printing
from rbdesk.workflow.returning import Returned

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_DOCUMENT, _FOLDER = "document", "folder"


class ComparisonPrinter(QObject):
    """`notice` tells where the document is. Signals: `ended()` written or not."""

    ended = Signal()

    def __init__(self, desk: Desk, notice: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self.target: Path = paths.outgoing()
        self._desk = desk
        self._notice = notice
        self._path = Path()
        notice.acted.connect(self._on_notice)

    def write(self, found: Returned) -> None:
        """Write the comparison and open it."""
        self._desk.run(
            _print,
            found,
            self.target,
            self._desk.clock().astimezone(),
            done=self._on_written,
            failed=self._on_failed,
            ended=self.ended.emit,
        )

    def _on_written(self, path: Path) -> None:
        self._path = path
        ways = [Way(_DOCUMENT, "Buka lagi", "external-link"), Way(_FOLDER, "Buka folder", "folder-open")]
        self._notice.set_banner("ok", "Perbandingan siap dicetak", str(path), ways)
        self._notice.show()
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self._notice.set_banner("err", told.what, told.todo)
        self._notice.show()

    def _on_notice(self, way: str) -> None:
        if way in (_DOCUMENT, _FOLDER):
            place = self._path if way == _DOCUMENT else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _print(found: Returned, folder: Path, printed_at: datetime, progress: Progress) -> Path:
    return printing.print_comparison(found, folder, printed_at=printed_at, progress=progress)
