"""A package as a file: its name, where it lies and how big it is; the row can be dragged into another program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import soft
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import WrapLabel

_BREAK_HERE = "\u200b"  # lets a long file name wrap; never part of what is copied


class PackageFile(Dressed, QFrame):
    """Signals: `copied()` the file is in the clipboard, to be pasted in another program."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._pressed_at: QPoint | None = None
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        row.setSpacing(theme.SPACE_M + 2)
        self._icon = IconLabel("file-zip", "primary", 30)
        row.addWidget(self._icon)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.name = WrapLabel("", "card")
        self.place = WrapLabel("", "caption", "text3")
        column.addWidget(self.name)
        column.addWidget(self.place)
        row.addLayout(column, 1)
        self.copy = soft("Salin berkas", "copy")
        self.copy.setToolTip("Menyalin berkasnya, lalu tempel di WhatsApp atau surel dengan Ctrl+V")
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.copy)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Minimum)
        self.follow_theme()

    def set_compact(self, compact: bool) -> None:
        """Take less height, as one of several."""
        margin = theme.SPACE_XS + 2 if compact else theme.SPACE_M
        self._row.setContentsMargins(theme.SPACE_L, margin, theme.SPACE_M, margin)
        self._icon.setVisible(not compact)
        self.name.set_kind("strong" if compact else "card")

    def set_file(self, path: Path, size: int, *, is_there: bool, place: str = "") -> None:
        """Show this file, `size` in bytes; a file that is gone can be neither dragged nor copied.

        `place` says which of several it is; else the folder is named.
        """
        self._path = path
        self.name.setText(path.name.replace("_", "_" + _BREAK_HERE))
        self.name.setAccessibleName(path.name)
        where = place or " › ".join(path.parent.parts[-2:]) or str(path.parent)
        hint = "seret baris ini ke WhatsApp atau surel" if is_there and not place else ""
        sealed = "tersegel untuk Sekretariat" if path.suffix == ".age" else ""
        words = [where, text.size(size), sealed, hint if is_there else "berkas tidak ada lagi di sini"]
        self.place.setText(" · ".join(word for word in words if word))
        self.place.setToolTip(str(path.parent))
        self.place.set_ink("text3" if is_there else "err")
        self.copy.setEnabled(is_there)
        self.setCursor(Qt.CursorShape.OpenHandCursor if is_there else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"Berkas paket {path.name}")
        self.copy.setAccessibleName(f"Salin berkas {path.name}")

    def content(self) -> QMimeData:
        """The file as other programs take it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.copy.isEnabled():
            self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        start = self._pressed_at
        if start is not None:
            away = event.position().toPoint() - start
            if away.manhattanLength() >= QApplication.startDragDistance():
                self._pressed_at = None
                self.drag()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def drag(self) -> None:
        """Take the file along until it is dropped somewhere; it is copied there, never moved."""
        drag = QDrag(self)
        drag.setMimeData(self.content())
        drag.setPixmap(theme.pixmap("file-zip", "primary", 30))
        drag.exec(Qt.DropAction.CopyAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("border")
        ground = paint.Look(theme.color("surface"), edge, edge)
        paint.box(QPainter(self), QRectF(self.rect()), ground, theme.RADIUS_CARD - 1)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(self.content())
        self.copied.emit()
