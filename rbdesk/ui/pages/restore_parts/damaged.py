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
    """Without an error it is the way of a new computer to a copy on a stick.

    Signals: `chosen(Errand)` a restore is wanted · `retried()` the desk is to be opened once more, or the person goes back.
    """

    chosen = Signal(object)
    retried = Signal()

    def __init__(
        self,
        folder: Path,
        error: RBDeskError | None,
        *,
        who: str,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._details = dialogs.details_of(error, now=clock()) if error is not None else ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_L, 0, 0)
        column.setSpacing(theme.SPACE_M)
        self.strip = _strip(folder, error)
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


def _strip(folder: Path, error: RBDeskError | None) -> Banner:
    if error is None:
        details = f"Tancapkan stiknya, lalu pilih foldernya. Data akan dipasang di {folder}"
        return Banner(
            "info",
            "Pulihkan dari salinan di stik",
            details,
            (Way("back", "Kembali ke penyiapan"),),
            icon="usb",
        )
    said = messages.sentence(error)
    return Banner(
        "err",
        said.what.split(":")[0].rstrip("."),
        f"{said.safe} Tidak ada yang hilang dengan menunggu. Folder data: {folder}",
        (Way("copy", "Salin rincian", "copy"), Way("retry", "Coba buka lagi", "refresh")),
        icon="database-x",
    )
