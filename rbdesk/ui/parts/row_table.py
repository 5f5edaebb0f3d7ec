"""A table of whole rows: one tab stop, arrows, Home and End move, Enter opens, Ctrl+C copies as a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed


class RowTable(Dressed, QTableView):
    """Signals: `opened(QModelIndex)` at Enter and double click · `picked(QModelIndex)` when another row became
    current, by key, mouse or code · `spaced(QModelIndex)` at Space · `removed(QModelIndex)` at Del.
    """

    opened = Signal(QModelIndex)
    picked = Signal(QModelIndex)
    spaced = Signal(QModelIndex)
    removed = Signal(QModelIndex)

    def __init__(self, *, name: str, row_height: int = 38, parent: QWidget | None = None) -> None:
        """`row_height` at 100 % text."""
        super().__init__(parent)
        self._row_height = row_height
        self._hovered = -1
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(32)
        self.doubleClicked.connect(self.opened)
        self.follow_theme()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def current_row(self) -> QModelIndex:
        """The index of the current row's first column; invalid if there is none."""
        return self.currentIndex().siblingAtColumn(0)

    def text_of_rows(self) -> str:
        """The selected rows, or all if none is, with their headings, separated by tabs and line ends."""
        model = self.model()
        columns = [
            column
            for column in range(model.columnCount())
            if not self.isColumnHidden(column) and model.headerData(column, Qt.Orientation.Horizontal)
        ]
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = chosen or range(model.rowCount())
        lines = [[str(model.headerData(column, Qt.Orientation.Horizontal)) for column in columns]]
        lines += [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
        return text.table(lines)

    def mark(self, row: int) -> None:
        """Show a row as if the mouse were over it; −1 none."""
        self._hover(row)

    def dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        self.horizontalHeader().setFont(theme.font("caption_strong"))
        self.updateGeometry()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current_row()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text_of_rows())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.opened.emit(current)
        elif event.key() == Qt.Key.Key_Space and current.isValid():
            self.spaced.emit(current)
        elif event.key() == Qt.Key.Key_Delete and current.isValid():
            self.removed.emit(current)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.model().rowCount():
            # Qt's own way with them is along the row, which here is one thing
            row = 0 if event.key() == Qt.Key.Key_Home else self.model().rowCount() - 1
            self.setCurrentIndex(self.model().index(row, max(self.currentIndex().column(), 0)))
        elif event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()  # letters are keys of the page, not a search in the first column
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hovered >= 0:
            painter = QPainter(self.viewport())
            top, height = self.rowViewportPosition(self._hovered), self.rowHeight(self._hovered)
            painter.fillRect(0, top, self.viewport().width(), height, theme.color("hover"))
            painter.end()
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            row = self.currentIndex().row()
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            painter.fillRect(0, top, 3, height, theme.color("primary"))

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _on_current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self.viewport().update()
        self.picked.emit(current.siblingAtColumn(0))
