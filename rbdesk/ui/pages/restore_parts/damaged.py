"""What stands in the window when a desk cannot be opened: what happened, and the points it can be brought back to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import messages
from rbdesk.errors import RBDeskError
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.restore_parts.view import RestoreView
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.labels import Label


class DamagedScreen(QWidget):
    """Signals: `chosen(Errand)` a restore is wanted · `retried()` the desk is to be opened once more."""

    chosen = Signal(object)
    retried = Signal()

    def __init__(
        self,
        folder: Path,
        error: RBDeskError,
        *,
        who: str,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._details = dialogs.details_of(error, now=clock())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_L, 0, 0)
        column.setSpacing(theme.SPACE_M)
        said = messages.sentence(error)
        self.strip = Banner(
            "err",
            said.what.split(":")[0].rstrip("."),
            f"{said.safe} Tidak ada yang hilang dengan menunggu. Folder data: {folder}",
            (Way("copy", "Salin rincian", "copy"), Way("retry", "Coba buka lagi", "refresh")),
            icon="database-x",
        )
        self.strip.acted.connect(self._on_acted)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE_XL, 0, theme.SPACE_XL, 0)
        head.setSpacing(theme.SPACE_M)
        head.addWidget(Label("Pulihkan data", "title"))
        head.addWidget(self.strip)
        column.addLayout(head)
        self.view = RestoreView(folder, who=who, clock=clock, is_damaged=True)
        self.view.chosen.connect(self.chosen)
        column.addWidget(self.view, 1)
        self.view.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.adapt(round(self.width() * 100 / theme.text_percent()))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("bg"))

    def _on_acted(self, key: str) -> None:
        if key == "copy":
            QGuiApplication.clipboard().setText(self._details)
        else:
            self.view.stop()
            self.retried.emit()
