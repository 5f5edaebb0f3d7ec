"""The table of follow-ups: its columns and how their cells are painted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import BarDelegate, ChipDelegate, ChipText, RowDelegate, TwoLineDelegate
from rbdesk.ui.models import followups
from rbdesk.ui.models.followups import Row
from rbdesk.ui.models.rows import Column, Index, RowRole
from rbdesk.ui.parts.row_table import RowTable

NUMBER, TEXT, OFFICE, POST, DUE, STATUS, PROGRESS = range(7)
_HEIGHT = 54
_WIDTHS = {NUMBER: 52, OFFICE: 122, POST: 136, DUE: 126, STATUS: 146, PROGRESS: 106}
_NARROW_WIDTHS = {NUMBER: 52, OFFICE: 122, DUE: 126, STATUS: 146, PROGRESS: 82}


def columns() -> list[Column]:
    """Number, recommendation, office, post, date, status, progress."""
    return [
        Column("No", lambda row: row.item.recommendation.number, describe=followups.spoken),
        Column(
            "Rekomendasi",
            lambda row: " ".join(row.item.recommendation.text.split()),
            tip=lambda row: f"{row.item.recommendation.text}\n{followups.second_line(row)}",
        ),
        Column("Kecamatan", lambda row: row.office),
        Column(
            "Penanggung jawab",
            lambda row: row.item.followup.post if row.item.followup else "",
            show=lambda post: post or "–",
        ),
        Column(
            "Tenggat",
            lambda row: (row.place, followups.due_words(row.item), followups.late_words(row.item)),
            show=lambda found: " ".join(part for part in found[1:] if part),
        ),
        Column("Status", lambda row: followups.status_chip(row.item).words),
        Column("Kemajuan", lambda row: row.item.progress, show=lambda progress: f"{progress}%"),
    ]


def make_table(model: QAbstractItemModel, *, with_office: bool) -> RowTable:
    """The table on a model of these columns; several rows can be selected to be copied."""
    table = RowTable(name="Rekomendasi dan tindak lanjut", row_height=_HEIGHT)
    table.setModel(model)
    table.setSortingEnabled(True)
    table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
    table.setItemDelegateForColumn(NUMBER, RowDelegate(table, ink="text2", strong=True, height=_HEIGHT))
    table.setItemDelegateForColumn(
        TEXT,
        TwoLineDelegate(table, detail=lambda row: followups.second_line(row), height=_HEIGHT),
    )
    table.setItemDelegateForColumn(OFFICE, RowDelegate(table, ink="text2", height=_HEIGHT))
    table.setItemDelegateForColumn(POST, RowDelegate(table, ink="text2", height=_HEIGHT))
    table.setItemDelegateForColumn(DUE, DueDelegate(table, height=_HEIGHT))
    table.setItemDelegateForColumn(STATUS, ChipDelegate(_chip, table, height=_HEIGHT))
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
    head.setSortIndicator(DUE, Qt.SortOrder.AscendingOrder)
    table.setColumnHidden(OFFICE, not with_office)
    arrange(table, is_narrow=False)
    return table


def arrange(table: RowTable, *, is_narrow: bool, with_post: bool = True, with_progress: bool = True) -> None:
    """Widths for a wide or a narrow window, where the bar goes to its number; the post stands in the panel too."""
    for column, width in (_NARROW_WIDTHS if is_narrow else _WIDTHS).items():
        table.setColumnWidth(column, theme.px(width))
    table.setColumnHidden(POST, is_narrow or not with_post)
    table.setColumnHidden(PROGRESS, not with_progress)
    delegate = (
        RowDelegate(table, ink="text2", height=_HEIGHT)
        if is_narrow
        else BarDelegate(lambda row: row.item.progress / 100, table, bar_width=44, height=_HEIGHT)
    )
    table.setItemDelegateForColumn(PROGRESS, delegate)


def _chip(row: Row) -> ChipText:
    found = followups.status_chip(row.item)
    return ChipText(found.words, found.tone, found.icon)


class DueDelegate(RowDelegate):
    """The date; where it has passed, red, with how long under it."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(RowRole)
        date_words, late = followups.due_words(row.item), followups.late_words(row.item)
        if not late:
            paint.text(painter, area, date_words, theme.font("body", tabular=True), theme.color("text2"))
            return
        font, small = theme.font("caption_strong", tabular=True), theme.font("chip", tabular=True)
        first, second = paint.height_of(font), paint.height_of(small)
        top = area.center().y() - (first + second) / 2
        red = theme.color("err")
        paint.text(painter, QRectF(area.left(), top, area.width(), first), date_words, font, red)
        side = theme.px(13)
        middle = top + first + second / 2
        theme.draw_icon(painter, "alert-triangle", QRectF(area.left(), middle - side / 2, side, side), red)
        spot = QRectF(area.left() + side + 4, top + first, area.width() - side - 4, second)
        paint.text(painter, spot, late, small, red)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(_WIDTHS[DUE]), theme.px(self._height))
