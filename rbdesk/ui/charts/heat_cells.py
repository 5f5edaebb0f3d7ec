"""How the cells and heads of the heatmap are painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, HeatCell, HeatRow
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.difference import difference_look
from rbdesk.ui.charts.heat_model import (
    AREA,
    BESIDE,
    CHANGE,
    INCOMPARABLE,
    NAME,
    TOTAL,
    HeatModel,
    HeatProxy,
    RowRole,
)

Index = QModelIndex | QPersistentModelIndex


class NameDelegate(QStyledItemDelegate):
    """The office's name; the row that is current in `cells` wears the colour of selection."""

    def __init__(self, cells: QTableView, parent: QTableView) -> None:
        super().__init__(parent)
        self._cells = cells

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        area = QRectF(_rect(option))
        is_current = index.row() == self._cells.currentIndex().row()
        if is_current:
            painter.fillRect(area, theme.color("selected"))
        font = theme.font("strong" if is_current else "body")
        ink = theme.color("text3" if row.missing else "text")
        paint.text(painter, area.adjusted(12, 0, -4, 0), row.name, font, ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(21))


class HeatDelegate(QStyledItemDelegate):
    """Values on the colours of their categories; a missing office is one dashed strip."""

    def __init__(self, model: HeatModel, words_of: Callable[[str], str], parent: QTableView) -> None:
        """`words_of` says in words why an office is missing."""
        super().__init__(parent)
        self._model = model
        self._words_of = words_of
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, column = index.data(RowRole), index.column()
        area, current = QRectF(_rect(option)), self._view.currentIndex()
        is_current = index.row() == current.row()
        if is_current:
            painter.fillRect(area, theme.color("selected"))
        if row.missing and self._model.kind(column) == AREA:
            self._paint_strip(painter, area, row.missing)
        else:
            _paint_kind(painter, area, self._model, row, column)
        if is_current and column == current.column():
            self._paint_focus(painter, area)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(66), theme.px(21))

    def _paint_strip(self, painter: QPainter, area: QRectF, missing: str) -> None:
        """Paint this cell's part of the strip; the neighbours paint theirs."""
        last = len(self._model.figure().columns)
        left = self._view.columnViewportPosition(1)
        right = self._view.columnViewportPosition(last) + self._view.columnWidth(last)
        strip = QRectF(left + 1, area.top() + 1.5, right - left - 2, area.height() - 3)
        painter.setClipRect(area)
        paint.box(painter, strip, paint.look("open"), 4)
        seen = QRectF(self._view.viewport().rect()).intersected(strip)
        font, ink = theme.font("caption"), theme.color("text2")
        paint.text(
            painter,
            QRectF(seen.left(), strip.top(), seen.width(), strip.height()),
            self._words_of(missing),
            font,
            ink,
            paint.CENTRE,
        )

    def _paint_focus(self, painter: QPainter, area: QRectF) -> None:
        role = "primary" if self._view.hasFocus() else "text"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("surface"), 4))
        painter.drawRoundedRect(area.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.setPen(QPen(theme.color(role), 2))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)


class AverageDelegate(QStyledItemDelegate):
    """The pinned row: the same cells with an outline, under a line."""

    def __init__(self, model: HeatModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(_rect(option))
        painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), theme.color("control"))
        area.adjust(0, 4, 0, -2)
        row, column = index.data(RowRole), index.column()
        if self._model.kind(column) == NAME:
            font, ink = theme.font("strong"), theme.color("text")
            paint.text(painter, area.adjusted(12, 0, -4, 0), row.name, font, ink)
        else:
            _paint_kind(painter, area, self._model, row, column, is_outlined=True)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(66), theme.px(30))


class HeatHeader(QHeaderView):
    """Heads on two lines; the one that is sorted by has an arrow, the one of the current cell is dark."""

    def __init__(self, proxy: HeatProxy, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._proxy = proxy
        self._view = parent
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.color("surface"))
        source = cast("HeatModel", self._proxy.sourceModel())
        words = str(source.headerData(logicalIndex, Qt.Orientation.Horizontal))
        lines = words.split("\n")
        font = theme.font("caption_strong")
        is_current = logicalIndex == self._view.currentIndex().column() and logicalIndex > 0
        ink = theme.color("text" if is_current else "text2")
        key, descending = self._proxy.sorted_by()
        is_sorted = source.keys()[logicalIndex : logicalIndex + 1] == [key]
        area = QRectF(rect).adjusted(12 if logicalIndex == 0 else 2, 0, -2, 0)
        if len(lines) == 1 and logicalIndex > 0:
            lines = paint.wrapped(words, font, area.width(), 2)
        spacing = paint.height_of(font)
        top = area.center().y() - spacing * len(lines) / 2
        align = paint.LEFT if logicalIndex == 0 else paint.CENTRE
        for at, line in enumerate(lines):
            shown = f"{line} {'↓' if descending else '↑'}" if is_sorted and at == len(lines) - 1 else line
            spot = QRectF(area.left(), top + at * spacing, area.width(), spacing)
            paint.text(painter, spot, shown, font, ink, align)
        painter.restore()


def paint_heat_cell(
    painter: QPainter,
    area: QRectF,
    cell: HeatCell,
    words: str,
    *,
    measure: str = PERCENT,
    is_outlined: bool = False,
) -> None:
    """Paint a value on the colour of its category or difference; hatched while it is open."""
    spot = area.adjusted(1, 1, -1, -1)
    ground = _ground(cell, measure)
    if is_outlined:
        ground = paint.Look(ground.fill, ground.ink, theme.color("text"))
    font = theme.font("caption_strong", tabular=True)
    if cell.is_open:
        hatched(painter, spot, ground.fill, words, font)
        ground = paint.Look(theme.color("surface"), theme.color("text"))
    elif ground.edge is not None:
        paint.box(painter, spot, ground, 3)
    else:  # the usual one, many times over: nothing to save and restore
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground.fill)
        painter.drawRoundedRect(spot, 3, 3)
    if measure != DIFFERENCE:
        paint.corner(painter, spot, cell.band, ground.ink)
    painter.setFont(font)
    painter.setPen(ground.ink)
    painter.drawText(spot, paint.CENTRE, words)  # a number always fits: there is nothing to shorten


def hatched(painter: QPainter, spot: QRectF, fill: QColor, words: str, font: QFont) -> None:
    """Paint the ground of a value that is still open: hatched in its colour, plain behind the words."""
    paint.box(painter, spot, paint.Look(theme.color("surface"), theme.color("text"), fill), 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(fill, Qt.BrushStyle.BDiagPattern))
    painter.drawRoundedRect(spot, 3, 3)
    width = paint.width_of(words, font) + 8
    middle = QRectF(spot.center().x() - width / 2, spot.top() + 1, width, spot.height() - 2)
    painter.fillRect(middle, theme.color("surface"))


def _ground(cell: HeatCell, measure: str) -> paint.Look:
    if measure == DIFFERENCE:
        return difference_look(cell.value)
    return paint.band_look(cell.band) if cell.band else paint.look("open")


def _paint_kind(
    painter: QPainter, area: QRectF, model: HeatModel, row: HeatRow, column: int, *, is_outlined: bool = False
) -> None:
    """Paint a cell of any column but the names."""
    kind, cell = model.kind(column), model.cell(row, column)
    if kind == CHANGE:
        _paint_change(painter, area, row)
    elif cell is None:
        return
    elif kind == BESIDE:
        font, ink = theme.font("body", tabular=True), theme.color("text2")
        paint.text(painter, area.adjusted(0, 0, -10, 0), model.words_of(cell, column), font, ink, paint.RIGHT)
    elif kind == TOTAL:
        _paint_total(painter, area, cell, model.words_of(cell, column))
    else:
        words, measure = model.words_of(cell, column), model.measure(column)
        paint_heat_cell(painter, area, cell, words, measure=measure, is_outlined=is_outlined)


def _paint_total(painter: QPainter, area: QRectF, cell: HeatCell, words: str) -> None:
    chip_width, chip_height = max(theme.px(30), 28), min(theme.px(17), round(area.height()) - 4)
    spot = QRectF(area.right() - chip_width - 8, area.center().y() - chip_height / 2, chip_width, chip_height)
    if cell.band:
        ground = paint.band_look(cell.band)
        if cell.is_open:
            hatched(painter, spot, ground.fill, cell.band, theme.font("chip"))
        else:
            paint.box(painter, spot, ground, 5)
        ink = theme.color("text") if cell.is_open else ground.ink
        paint.text(painter, spot, cell.band, theme.font("chip"), ink, paint.CENTRE)
    left = QRectF(area.left(), area.top(), spot.left() - area.left() - 6, area.height())
    font = theme.font("strong", tabular=True)
    paint.text(painter, left, words, font, theme.color("text"), paint.RIGHT)


def _paint_change(painter: QPainter, area: QRectF, row: HeatRow) -> None:
    if row.change is None:
        if row.incomparable is not None:
            font, ink = theme.font("caption", tabular=True), theme.color("text3")
            paint.text(painter, area.adjusted(0, 0, -10, 0), INCOMPARABLE, font, ink, paint.RIGHT)
        return
    words = text.number(row.change, 1)
    is_loss = words.startswith(text.MINUS)
    is_nothing = set(words) <= {"0", ","}
    role = "text3" if is_nothing else "err" if is_loss else "ok"
    words = words.removeprefix(text.MINUS)
    font = theme.font("caption_strong", tabular=True)
    spot = area.adjusted(0, 0, -10, 0)
    paint.text(painter, spot, words, font, theme.color(role), paint.RIGHT)
    if not is_nothing:
        middle = QPointF(spot.right() - paint.width_of("88,8", font) - 9, spot.center().y())
        paint.arrowhead(painter, middle, theme.px(9), theme.color(role), is_up=not is_loss)


def _rect(option: QStyleOptionViewItem) -> QRect:
    return cast("QRect", option.rect)  # type: ignore[attr-defined]  # missing in the stubs
