"""Keeping a package's receipt as a page to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from rbdesk.domain.roster import Enrolment
from rbdesk.errors import RBDeskError
from rbdesk.progress import SILENT, Progress
from rbdesk.workflow import receipting
from rbdesk.workflow.sending import SentPackage

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk


class ProofWriter(QObject):
    """Signals: `kept(Path)` the page is written · `failed(RBDeskError)`."""

    kept = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def keep(self, text: str, path: Path) -> None:
        """Write the receipt with this signed text."""
        then = partial(self._on_trust, text, path)
        self._desk.read(receipting.load_receipt_trust, then=then, failed=self._on_failed)

    def _on_trust(self, text: str, path: Path, roster: Sequence[Enrolment]) -> None:
        done: Callable[[object], None] = lambda _: self.kept.emit(path)  # noqa: E731
        self._desk.run(write_page, text, tuple(roster), path, done=done, failed=self._on_failed)

    def _on_failed(self, error: RBDeskError) -> None:
        self.failed.emit(error)


def write_page(text: str, roster: Sequence[Enrolment], path: Path, progress: Progress = SILENT) -> None:
    """Write a receipt's page, once its text is found to be what this desk signed. A job.

    Raises BundleRefused, StoreTrouble.
    """
    progress.step(0, 1)
    said = receipting.verify_receipt(text, roster)
    receipting.write_receipt(said, text, path, made_at=said.at.astimezone())
    progress.step(1, 1)


def file_name(package: SentPackage, office: str, year: int) -> str:
    """How the page is called unless the person says otherwise."""
    return f"Tanda terima {office} {year} revisi {package.revision} {package.code}.pdf"
