"""The table beside the map: one area of all offices as bars, in the map's colours and with its selection."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, HeatCell
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.difference import difference_look
from rbdesk.ui.delegates import BandDelegate, Index, RowDelegate
from rbdesk.ui.models import compared_figures
from rbdesk.ui.models.compared_figures import MOVED, OWN, SIDE_WORDS, VERIFIED, Compared
from rbdesk.ui.models.rows import CENTRE, RIGHT, Column, RowRole, RowsModel, RowsProxy
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.workflow.comparing import OfficeSides

_CODE, _NAME, _BAR, _VALUE, _BAND, _OTHER, _TOTAL = range(7)
_ROW_HEIGHT = 21
_NARROWEST_BAR = 60
_WIDEST_DIFFERENCE = 20  # points at either end of a bar of differences


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An office in an area: `cell` None where it has no value, `missing` says why; `other` is the other side's."""

    code: str
    short: str
    name: str
    cell: HeatCell | None
    other: Fraction | None
    total: HeatCell | None
    missing: str


class AreaTable(QWidget):
    """Signals: `picked(code)` another row became current · `hovered(code)` the mouse is over a row, "" over none ·
    `opened(code)` Enter and double click.
    """

    picked = Signal(str)
    hovered = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = PERCENT
        self.target = Fraction(60)
        self._has_total, self._is_narrow, self._is_moved = False, False, False
        self.model = RowsModel(self._columns(), key=lambda row: row.code)
        self.proxy = RowsProxy(self.model)
        self.table = RowTable(name="Kecamatan di peta", row_height=_ROW_HEIGHT)
        self.table.setModel(self.proxy)
        self.table.setSortingEnabled(True)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._stretch)
        self._dress_columns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(lambda index: self.opened.emit(index.data(RowRole).code))
        self.table.entered.connect(lambda index: self.hovered.emit(index.data(RowRole).code))

    def show_area(self, view: Compared, area: str, target: Fraction) -> None:
        """Show an area (its code, "" the whole sheet) of all offices, the highest first."""
        current = self.selected()
        self.measure, self.target, self._has_total = view.measure, target, bool(area)
        heads = {_BAR: compared_figures.area_name(view.sides.instrument, area), _OTHER: _other_words(view)}
        self.model.set_titles(heads)
        self.model.set_rows([_row(view, one, area) for one in view.sides.offices])
        self.table.setColumnHidden(_OTHER, not heads[_OTHER])
        self._is_moved = view.side == MOVED
        self.table.setColumnHidden(_BAND, self._is_moved or self._is_narrow)
        self.table.setColumnHidden(_TOTAL, not area or self._is_narrow)
        self.set_selected(current)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit("")

    def _stretch(self) -> None:
        """Give the bars what the other columns leave: a stretched section does not shrink again in a style sheet."""
        head = self.table.horizontalHeader()
        others = sum(head.sectionSize(at) for at in range(_TOTAL + 1) if at != _BAR)
        head.resizeSection(_BAR, max(self.table.viewport().width() - others, theme.px(_NARROWEST_BAR)))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what the tiles say as well and the whole sheet's value, so that the bars keep their room."""
        self._is_narrow = narrow
        self.table.setColumnHidden(_CODE, narrow)
        self.table.setColumnHidden(_BAND, narrow or self._is_moved)
        self.table.setColumnHidden(_TOTAL, narrow or not self._has_total)
        self._later.start()

    def selected(self) -> str:
        """The code of the current office, "" before there is any."""
        row = self.table.current_row().data(RowRole)
        return row.code if isinstance(row, AreaRow) else ""

    def set_selected(self, code: str) -> None:
        """Make an office current; says nothing."""
        at = self._place_of(code)
        if at >= 0:
            blocked = self.table.blockSignals(True)
            self.table.selectRow(at)
            self.table.blockSignals(blocked)

    def set_marked(self, code: str) -> None:
        """Mark an office as if the mouse were over it; "" none."""
        self.table.mark(self._place_of(code))

    def lines(self) -> list[list[str]]:
        """The table as it is sorted, with headings."""
        hidden = {_BAR} | ({_OTHER} if self.table.isColumnHidden(_OTHER) else set())
        hidden |= (set() if self._has_total else {_TOTAL}) | ({_BAND} if self._is_moved else set())
        shown = [at for at in range(_TOTAL + 1) if at not in hidden]
        heads = [str(self.proxy.headerData(at, Qt.Orientation.Horizontal)) for at in shown]
        area = str(self.proxy.headerData(_BAR, Qt.Orientation.Horizontal))
        lines = [[area if at == _VALUE else head for at, head in zip(shown, heads, strict=True)]]
        for place in range(self.proxy.rowCount()):
            row = self.proxy.index(place, 0).data(RowRole)
            cells = [str(self.proxy.index(place, at).data() or "") for at in shown]
            lines.append([*cells[:2], row.missing] if row.missing else cells)
        return lines

    def _place_of(self, code: str) -> int:
        rows = range(self.proxy.rowCount())
        return next((at for at in rows if self.proxy.index(at, 0).data(RowRole).code == code), -1)

    def _on_picked(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, AreaRow):
            self.picked.emit(row.code)

    def _columns(self) -> list[Column]:
        return [
            Column("Kode", lambda row: row.short),
            Column("Kecamatan", lambda row: row.name, describe=self._said),
            Column("", _value, lambda value: "", tip=self._said),
            Column("Nilai", _value, self._words, RIGHT),
            Column("Setara", lambda row: row.cell.band if row.cell else None, align=CENTRE),
            Column("", lambda row: row.other, _one_place, RIGHT),
            Column("Nilai akhir", lambda row: row.total.value if row.total else None, self._words2, RIGHT),
        ]

    def _words(self, value: Fraction | None) -> str:
        if value is None:
            return ""
        places = 1 if self._has_total else 2  # of the whole sheet as everywhere
        return text.signed(value, places) if self.measure == DIFFERENCE else text.number(value, places)

    def _words2(self, value: Fraction | None) -> str:
        if value is None:
            return ""
        return text.signed(value) if self.measure == DIFFERENCE else text.number(value)

    def _said(self, row: AreaRow) -> str:
        if row.cell is None:
            return f"{row.name}: {row.missing}"
        unit = "poin persen" if self.measure == DIFFERENCE else "persen"
        band = f", setara {row.cell.band}" if row.cell.band else ""
        still_open = ", belum diverifikasi" if row.cell.is_open else ""
        return f"{row.name} {self._words(Fraction(row.cell.value))} {unit}{band}{still_open}"

    def _dress_columns(self) -> None:
        table, head = self.table, self.table.horizontalHeader()
        high = _ROW_HEIGHT
        quiet = RowDelegate(table, ink="text2", height=high)
        for at in (_CODE, _OTHER, _TOTAL):
            table.setItemDelegateForColumn(at, quiet)
        missing = RowDelegate(table, ink=lambda row: "text3" if row.missing else "text", height=high)
        table.setItemDelegateForColumn(_NAME, missing)
        table.setItemDelegateForColumn(_VALUE, RowDelegate(table, strong=True, height=high))
        table.setItemDelegateForColumn(_BAR, _BarDelegate(self))
        table.setItemDelegateForColumn(
            _BAND, BandDelegate(lambda row: row.cell.band if row.cell else "", table, height=high)
        )
        for at in range(_TOTAL + 1):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_BAR, QHeaderView.ResizeMode.Fixed)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.sortByColumn(_VALUE, Qt.SortOrder.DescendingOrder)


class _BarDelegate(RowDelegate):
    """The value as a bar on a track with the target; a missing office's reason in words."""

    def __init__(self, parent: AreaTable) -> None:
        super().__init__(parent.table, height=_ROW_HEIGHT)
        self._area = parent

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if row.cell is None:
            area.setWidth(area.width() + theme.px(120))  # the cells beside it are empty
            paint.text(painter, area, row.missing, theme.font("body"), theme.color("text2"))
            return
        high = theme.px(8)
        track = QRectF(area.left(), area.center().y() - high / 2, area.width(), high)
        paint.box(painter, track, paint.Look(theme.color("track"), theme.color("text")), high / 2)
        value = float(row.cell.value)
        if self._area.measure == DIFFERENCE:
            zero, per_point = track.center().x(), track.width() / 2 / _WIDEST_DIFFERENCE
            reach = max(-_WIDEST_DIFFERENCE, min(value, _WIDEST_DIFFERENCE)) * per_point
            bar = QRectF(min(zero, zero + reach), track.top(), abs(reach), high)
            look, mark = difference_look(row.cell.value), zero
        else:
            bar = QRectF(track.left(), track.top(), track.width() * min(value, 100) / 100, high)
            look = paint.band_look(row.cell.band) if row.cell.band else paint.look("neutral")
            mark = track.left() + track.width() * float(self._area.target) / 100
        if row.cell.is_open:
            look = paint.Look(theme.color("surface"), look.ink, look.fill, is_dashed=True)
        elif self._area.measure == DIFFERENCE:
            look = paint.Look(look.fill, look.ink, theme.color("control"))
        if bar.width() >= 1:
            paint.box(painter, bar, look, min(high, bar.width()) / 2)
        painter.fillRect(QRectF(mark - 1, track.top() - 4, 2, high + 8), theme.color("text2"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(_ROW_HEIGHT))


def _row(view: Compared, one: OfficeSides, area: str) -> AreaRow:
    cell = view.cell(one, area)
    own, verified = cell.sides if cell is not None else (None, None)
    other = verified if view.side == OWN else own
    return AreaRow(
        code=one.office.code,
        short=one.office.short,
        name=view.name(one),
        cell=cell,
        other=Fraction(other) if other is not None else None,
        total=view.cell(one),
        missing=view.missing(one),
    )


def _other_words(view: Compared) -> str:
    """The head of the other side's column, "" before anything is verified."""
    if view.side == VERIFIED or view.side == MOVED:
        return SIDE_WORDS[OWN]
    return "Terverif." if view.sides.verified else ""


def _value(row: AreaRow) -> Fraction | None:
    return Fraction(row.cell.value) if row.cell is not None else None


def _one_place(value: Fraction | None) -> str:
    return "" if value is None else text.number(value, 1)
