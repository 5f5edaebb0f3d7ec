"""The table of all evidence: its columns and how their cells are painted."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import ChipDelegate, ChipText, RowDelegate, TwoLineDelegate
from rbdesk.ui.models import evidence_list
from rbdesk.ui.models.evidence_list import Row
from rbdesk.ui.models.rows import Column, Index, RowRole
from rbdesk.ui.parts.file_row import file_icon
from rbdesk.ui.parts.row_table import RowTable

_MOST_PLACES = 2  # codes shown in a row; the rest is a number
_HEIGHT = 48
_WIDTHS = ((1, 178), (2, 102), (3, 142))  # pixels at 100 %; the name takes the rest


def columns() -> list[Column]:
    """File, where it is used, date of its content, state."""
    return [
        Column("Berkas", lambda row: row.file.name, tip=lambda row: row.file.name),
        Column(
            "Dipakai di",
            lambda row: row.places,
            show=lambda places: ", ".join(places) or "belum dipakai",
            tip=lambda row: ", ".join(row.places),
        ),
        Column(
            "Tanggal isi",
            lambda row: row.file.content_date,
            show=lambda day: text.date_short(day) if day else "–",
        ),
        Column("Keadaan", lambda row: evidence_list.state_words(row)[0]),
    ]


def make_table(model: QAbstractItemModel) -> RowTable:
    """The table on a model of these columns; several rows can be selected."""
    table = RowTable(name="Semua bukti", row_height=_HEIGHT)
    table.setModel(model)
    table.setSortingEnabled(True)
    table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
    table.setItemDelegateForColumn(0, TwoLineDelegate(table, detail=details, icon=_icon))
    table.setItemDelegateForColumn(1, ChipDelegate(place_chips, table, height=_HEIGHT))
    table.setItemDelegateForColumn(2, RowDelegate(table, ink="text2"))
    table.setItemDelegateForColumn(3, StateDelegate(_state_chip, table, height=_HEIGHT))
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for column, width in _WIDTHS:
        table.setColumnWidth(column, theme.px(width))
    head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    return table


class StateDelegate(ChipDelegate):
    """A quiet tick with a word where all is well, else a chip."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if row.state:
            super().paint_cell(painter, area, option, index)
            return
        words, _, icon = evidence_list.state_words(row)
        side = theme.px(16)
        spot = QRectF(area.left(), area.center().y() - side / 2, side, side)
        theme.draw_icon(painter, icon, spot, theme.color("ok"))
        area.adjust(side + 6, 0, 0, 0)
        paint.text(painter, area, words, theme.font("body"), theme.color("text2"))


def details(row: Row) -> str:
    """The second line of a file: size and day of adding."""
    if row.file.lost:
        return "berkas tidak ada di folder data"
    return f"{text.size(row.file.size)} · ditambah {text.day_month(row.file.added_at.astimezone())}"


def place_chips(row: Row) -> tuple[ChipText, ...]:
    """The first codes where a file is used, and how many more there are."""
    if not row.places:
        return ()
    rest = len(row.places) - _MOST_PLACES
    chips = [ChipText(code, "info") for code in row.places[:_MOST_PLACES]]
    return (*chips, ChipText(f"+{rest}", "neutral")) if rest > 0 else tuple(chips)


def _state_chip(row: Row) -> ChipText:
    return ChipText(*evidence_list.state_words(row))


def _icon(row: Row) -> tuple[str, str]:
    return ("file-broken", "err") if row.file.lost else (file_icon(row.file.mime), "primary")
