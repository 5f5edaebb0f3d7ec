"""The files of a package, one or several: each can be copied and dragged by itself, or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import soft
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.package_file import PackageFile


@dataclass(frozen=True, slots=True)
class FileText:
    """One file of a package; `size` in bytes, `is_there`: it still lies where it was written."""

    path: Path
    size: int
    is_there: bool


class PackageFiles(QWidget):
    """Signals: `copied(count)` files are in the clipboard · `refilled()` there are new rows."""

    copied = Signal(int)
    refilled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[FileText, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_S)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        self.words = WrapLabel("", "strong")
        self.copy_all = soft("Salin semua berkas", "copy")
        self.copy_all.setToolTip("Menyalin semua berkasnya, lalu tempel di WhatsApp atau surel dengan Ctrl+V")
        self.copy_all.clicked.connect(self._on_copy_all)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.copy_all)
        self._column.addWidget(self._head)
        self._head.hide()
        self.rows: list[PackageFile] = []
        self._show_rows(1)

    @property
    def first(self) -> PackageFile:
        """The row of the first file, which carries the answers."""
        return self.rows[0]

    def set_files(self, files: Sequence[FileText]) -> None:
        """Show these files, at least one."""
        self._files = tuple(files)
        count = len(files)
        if count != len(self.rows):
            self._show_rows(count)
        self._head.setVisible(count > 1)
        total = text.size(sum(file.size for file in files))
        self.words.setText(f"{count} berkas, {total}. Kirim semuanya; urutannya bebas.")
        self.copy_all.setEnabled(all(file.is_there for file in files))
        for number, (row, file) in enumerate(zip(self.rows, files, strict=True), 1):
            place = f"Berkas {number} dari {count}" if count > 1 else ""
            row.set_compact(count > 1)
            row.set_file(file.path, file.size, is_there=file.is_there, place=place)

    def content(self) -> QMimeData:
        """All files as other programs take them."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file.path)) for file in self._files])
        return data

    def _show_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = PackageFile()
            row.copied.connect(lambda: self.copied.emit(1))
            self.rows.append(row)
            self._column.addWidget(row)
        self.refilled.emit()

    def _on_copy_all(self) -> None:
        QGuiApplication.clipboard().setMimeData(self.content())
        self.copied.emit(len(self._files))
