"""A card that holds a chart and the same numbers as a table; a button and Ctrl+T change between the two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHeaderView, QStackedWidget, QWidget

from rbdesk.ui import theme
from rbdesk.ui.delegates import RowDelegate
from rbdesk.ui.models.rows import LEFT, RIGHT, Column, RowsModel
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.row_table import RowTable

_ROW_HEIGHT = 28


class Tabular(Protocol):
    """A chart that can say its numbers as a table with headings."""

    def lines(self) -> list[list[str]]:
        """Headings, then one line per row."""


class ChartCard(Card):
    """`chart` must be a widget with `lines()`; `head` takes a legend before the button.

    Signals: `switched(bool)` whether the table is shown now.
    """

    switched = Signal(bool)

    def __init__(self, title: str, chart: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, padding=theme.SPACE_M, parent=parent)
        self.chart = chart
        self._is_asking = False
        self.table = LinesTable(name=f"{title}, sebagai tabel")
        self.stack = QStackedWidget()
        self.stack.addWidget(chart)
        self.stack.addWidget(self.table)
        self.button = Button("", "table", "quiet", name="Lihat tabel (Ctrl+T)", is_compact=True)
        self.button.clicked.connect(self.toggle_table)
        self.head.addWidget(self.button)
        self.body.addWidget(self.stack, 1)

    def add_legend(self, legend: QWidget) -> None:
        """Put the legend of the chart before the button; it goes with the chart."""
        self.head.insertWidget(self.head.count() - 1, legend)
        self.switched.connect(lambda is_table: legend.setVisible(not is_table))

    def shows_table(self) -> bool:
        """Whether the table is shown instead of the chart."""
        return self.stack.currentWidget() is self.table

    def toggle_table(self) -> None:
        """Show the table instead of the chart, or the chart again; the focus stays in the card."""
        had_focus = self.stack.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        is_table = not self.shows_table()
        if is_table:
            self.fill_table()
        self.stack.setCurrentIndex(int(is_table))
        self.button.set_icon("chart-radar" if is_table else "table")
        words = "Lihat grafik (Ctrl+T)" if is_table else "Lihat tabel (Ctrl+T)"
        self.button.setAccessibleName(words)
        self.button.setToolTip(words)
        if had_focus:
            self.button.setFocus(Qt.FocusReason.TabFocusReason)
        self.switched.emit(is_table)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key on the button opens the menu of the chart: its picture and its table without a mouse."""
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if self._is_asking or not is_key or self.shows_table():
            super().contextMenuEvent(event)
            return
        self._is_asking = True  # a chart that does not answer sends the event back to its card
        QApplication.sendEvent(self.chart, event)
        self._is_asking = False

    def fill_table(self) -> None:
        """Read the numbers of the chart again."""
        self.table.set_lines(cast(Tabular, self.chart).lines())


def table_key(page: QWidget, card: ChartCard) -> QShortcut:
    """Ctrl+T on a page with one chart: its numbers as a table, or the chart again."""
    key = QShortcut(QKeySequence("Ctrl+T"), page)
    key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    key.activated.connect(card.toggle_table)
    return key


class LinesTable(RowTable):
    """A table of plain words: the first column takes the room, numbers stand at the right."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, row_height=_ROW_HEIGHT, parent=parent)
        self.setItemDelegate(RowDelegate(self, height=_ROW_HEIGHT))
        self._heads: tuple[str, ...] = ()

    def set_lines(self, lines: Sequence[Sequence[str]]) -> None:
        """Show other lines; the first one holds the headings."""
        heads, rows = tuple(lines[0]), [tuple(line) for line in lines[1:]]
        if heads == self._heads:
            cast(RowsModel, self.model()).set_rows(rows)
            return
        self._heads = heads
        columns = [
            Column(words, lambda row, at=at: row[at], align=RIGHT if at else LEFT)  # type: ignore[misc]
            for at, words in enumerate(heads)
        ]
        self.setModel(RowsModel(columns, rows, key=_first, parent=self))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(theme.px(_ROW_HEIGHT) * 3)


def _first(row: Any) -> object:
    return row[0]
