"""Where files are dropped, with the buttons that do the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import icon_button, primary
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import WrapLabel

_ON_ONE_LINE_FROM = 380  # pixels at 100 % text


class DropZone(Dressed, QFrame):
    """It shows that files may be dropped; the page that it stands on takes them.

    Signals: `files_wanted()` · `folder_wanted()` one of its buttons was pressed.
    """

    files_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, title: str, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_hot = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        self._row.setSpacing(theme.SPACE_S)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(IconLabel("file-import", "primary", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(WrapLabel(title, "strong", "on_primary_soft"))
        words.addWidget(WrapLabel(details, "caption", "text2"))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.files = primary("Pilih berkas", "folder-open")
        self.files.clicked.connect(self.files_wanted)
        self.folder = icon_button("folder", "Pilih folder", "secondary")
        self.folder.clicked.connect(self.folder_wanted)
        self._row.addLayout(row, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addWidget(self.files, 1)
        buttons.addWidget(self.folder)
        self._row.addLayout(buttons)
        self.follow_theme()

    def set_hot(self, is_hot: bool) -> None:
        """Show that files are being held over the page."""
        self._is_hot = is_hot
        self.update()

    def dress(self) -> None:
        self.setMinimumHeight(theme.px(60))
        super().dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_ON_ONE_LINE_FROM)
        self._row.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("primary")
        ground = theme.color("selected" if self._is_hot else "primary_soft")
        look = paint.Look(ground, edge, edge, is_dashed=not self._is_hot, edge_width=2 if self._is_hot else 1)
        paint.box(QPainter(self), QRectF(self.rect()), look, theme.RADIUS_CARD - 1)


def dropped_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this machine that are being dragged or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
