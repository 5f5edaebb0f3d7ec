"""One file in a list of evidence: name, page reference, size, a second line with what is to be known, remove."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label

LONGEST_REFERENCE = 120  # characters of a page reference

_ICONS = {
    "application/pdf": "file-type-pdf",
    "image/jpeg": "photo",
    "image/png": "photo",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "file-type-docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "file-spreadsheet",
}


def file_icon(mime: str) -> str:
    """The icon of a file type."""
    return _ICONS.get(mime, "file")


@dataclass(frozen=True, slots=True)
class FileText:
    """What a row shows: `key` comes back in the signals; `hint` is the second line, `way` its button's words."""

    key: str
    name: str
    mime: str
    size: str
    reference: str = ""
    hint: str = ""
    way: str = ""
    is_lost: bool = False


class FileRow(Dressed, QFrame):
    """Signals: `opened(key)` the name was pressed · `removed(key)` · `acted(key)` the second line's button ·
    `referred(key, text)` another page reference was written.
    """

    opened = Signal(str)
    removed = Signal(str)
    acted = Signal(str)
    referred = Signal(str, str)

    def __init__(self, file: FileText, *, is_locked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._way: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XS, 1, theme.SPACE_XS, 1)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S - 2)
        self.name = FileName(file.name, "file-broken" if file.is_lost else file_icon(file.mime))
        self.name.set_lost(file.is_lost)
        self.name.clicked.connect(lambda: self.opened.emit(self.file.key))
        row.addWidget(self.name, 1)
        self.reference = PageReference(file.reference, file.name, is_locked=is_locked)
        self.reference.written.connect(lambda words: self.referred.emit(self.file.key, words))
        self.reference.setVisible(not file.is_lost and (bool(file.reference) or not is_locked))
        row.addWidget(self.reference)
        row.addWidget(Label(file.size, "caption", "text3"))
        self.remove = icon_button("x", f"Lepas bukti {file.name}")
        self.remove.setProperty("compact", "true")
        self.remove.clicked.connect(lambda: self.removed.emit(self.file.key))
        self.remove.setVisible(not is_locked)
        row.addWidget(self.remove)
        column.addLayout(row)
        if file.hint or file.way:
            self._add_hint(column, is_locked)
        self.follow_theme()

    def stops(self) -> list[QWidget]:
        """What takes the focus inside, in reading order."""
        found: list[QWidget] = [self.name, self.reference.button, self.reference.field, self.remove]
        return found if self._way is None else [*found, self._way]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.remove.isVisible():
            self.removed.emit(self.file.key)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("err" if self.file.is_lost else "border")
        ground = theme.color("err_soft" if self.file.is_lost else "surface")
        paint.box(QPainter(self), self.rect(), paint.Look(ground, edge, edge))

    def _add_hint(self, column: QVBoxLayout, is_locked: bool) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(30), 0, 0, 2)
        row.setSpacing(theme.SPACE_XS)
        row.addWidget(Label(self.file.hint, "caption", "err" if self.file.is_lost else "text3"))
        if self.file.way and not is_locked:
            self._way = Button(self.file.way, kind="link", name=f"{self.file.way}: {self.file.name}")
            self._way.clicked.connect(lambda: self.acted.emit(self.file.key))
            row.addWidget(self._way)
        row.addStretch(1)
        column.addLayout(row)


class FileName(Dressed, QAbstractButton):
    """Icon and name, shortened with an ellipsis; pressing it opens the file."""

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._is_lost = False
        self._rings = False
        self._name = name
        self.setAccessibleName(name)
        self.setAccessibleDescription("Buka berkas")
        self.setToolTip(f"{name}\nKlik untuk membuka")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_lost(self, lost: bool) -> None:
        """Show it as gone; then there is nothing to open."""
        self._is_lost = lost
        self.setEnabled(not lost)
        self.setToolTip(self._name)
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self._name, theme.font("body")) + theme.px(18) + 20
        return QSize(width, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(72), theme.px(30))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(18)
        ink = theme.color("err" if self._is_lost else "primary")
        theme.draw_icon(painter, self._icon, QRectF(6, (self.height() - side) / 2, side, side), ink)
        area = QRectF(6 + side + 8, 0, self.width() - side - 16, self.height())
        font = QFont(theme.font("body"))
        if self.underMouse() and self.isEnabled():
            font.setUnderline(True)
        paint.text(painter, area, self._name, font, theme.color("err" if self._is_lost else "text"))
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())


class PageReference(Dressed, QStackedWidget):
    """ "hal. 3–5" as a quiet button that turns into a field.

    Signals: `written(text)` when something else was written.
    """

    written = Signal(str)

    def __init__(self, words: str, of: str, *, is_locked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.button = Button(words or "+ hal.", kind="quiet", is_compact=True)
        self.button.setAccessibleName(f"Rujukan halaman {of}: {words or 'belum ada'}")
        self.button.setToolTip(words or "Tulis halaman yang dirujuk, mis. hal. 3–5")
        self.button.setEnabled(not is_locked)
        self.button.clicked.connect(self._start)
        self.field = _ReferenceField(self)
        self.field.setAccessibleName(f"Rujukan halaman {of}")
        self.field.setPlaceholderText("hal. 3–5")
        self.field.setMaxLength(LONGEST_REFERENCE)
        self.field.editingFinished.connect(self._finish)
        self.addWidget(self.button)
        self.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        if self.currentWidget() is self.field:
            return QSize(theme.px(120), self.field.sizeHint().height())
        return QSize(min(self.button.sizeHint().width(), theme.px(150)), self.button.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def back(self) -> None:
        """Give up writing."""
        self.field.setText(self._words)  # hiding the field finishes it
        self.setCurrentWidget(self.button)
        self.updateGeometry()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self) -> None:
        self.field.setText(self._words)
        self.setCurrentWidget(self.field)
        self.updateGeometry()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _finish(self) -> None:
        if self.currentWidget() is not self.field:
            return
        words = " ".join(self.field.text().split())
        had_focus = self.field.hasFocus()
        self.setCurrentWidget(self.button)
        self.updateGeometry()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if words != self._words:
            self._words = words
            self.button.setText(words or "+ hal.")
            self.written.emit(words)


class _ReferenceField(QLineEdit):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            parent = self.parent()
            if isinstance(parent, PageReference):
                parent.back()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
