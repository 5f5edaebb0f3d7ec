"""The table of gates: bar on the gate's own weight with a tick at its limit, points, limit, gap, state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from rbdesk import text
from rbdesk.domain.gates import GateState
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.bars import paint_gap
from rbdesk.ui.delegates import ChipDelegate, ChipText, RowDelegate
from rbdesk.ui.models.gate_rows import STATE_WORDS, GateRow, GroupRow
from rbdesk.ui.models.rows import RIGHT, Column, Index, RowRole, RowsModel
from rbdesk.ui.parts.row_table import RowTable

NAME, BAR, VALUE, LIMIT, GAP, STATE = range(6)
_HEIGHT, _HEAD_HEIGHT = 32, 26  # of a gate, of the head over some
_INDENT = 14
_WIDTHS = {BAR: 148, VALUE: 62, LIMIT: 74, GAP: 68, STATE: 144}  # pixels at 100 %
_NARROW_WIDTHS = {BAR: 84, VALUE: 58, LIMIT: 70, GAP: 66, STATE: 140}
_NARROW_BELOW = 700
_LOOKS = {
    GateState.MET: ("neutral", "check"),
    GateState.MISSED: ("warn", "alert-triangle"),
    GateState.UNKNOWN: ("open", "circle-dashed"),
}


def columns() -> list[Column]:
    """What the columns of a gate are; a head has only its title."""
    return [
        Column("Syarat", lambda row: row, show=_name_words, describe=spoken),
        Column("garis = batas", lambda row: row, show=lambda row: "", describe=lambda row: ""),
        Column("Nilai", lambda row: row, show=_of_gate(lambda row: row.value_words), align=RIGHT),
        Column("Batas", lambda row: row, show=_of_gate(lambda row: row.limit_words), align=RIGHT),
        Column("Selisih", lambda row: row, show=_of_gate(lambda row: row.gap_words), align=RIGHT),
        Column("Status", lambda row: row, show=_of_gate(lambda row: STATE_WORDS[row.state])),
    ]


class GatesModel(RowsModel):
    """Heads cannot be gone to; the first column is headed by what the gates lead to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(columns(), key=lambda row: row.key, parent=parent)
        self._title = ""
        self._is_narrow = False

    def set_narrow(self, is_narrow: bool) -> None:
        """Say nothing over the bars where the words would be cut."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, BAR, BAR)

    def set_title(self, words: str) -> None:
        """Head the names with these words."""
        self._title = words
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, NAME)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        if is_shown and section == NAME and self._title:
            return self._title
        if is_shown and section == BAR and self._is_narrow:
            return ""
        return super().headerData(section, orientation, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.row_at(index), GroupRow):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class GateTable(RowTable):
    """Signals: those of `RowTable`; a row's key is the gate's id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="Syarat", row_height=_HEIGHT, parent=parent)
        self.gates = GatesModel(self)
        self.setModel(self.gates)
        self.setItemDelegateForColumn(NAME, NameDelegate(self, height=_HEIGHT))
        self.setItemDelegateForColumn(BAR, BarDelegate(self, height=_HEIGHT))
        for column, strong in ((VALUE, _is_known), (LIMIT, False), (GAP, _is_missed)):
            self.setItemDelegateForColumn(
                column, RowDelegate(self, ink=_INKS[column], strong=strong, height=_HEIGHT)
            )
        self.setItemDelegateForColumn(STATE, ChipDelegate(_chip, self, height=_HEIGHT))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def set_gates(self, rows: tuple[GateRow | GroupRow, ...]) -> None:
        """Show these gates under their heads."""
        current = self.current_gate()
        self.clearSpans()
        self.gates.set_rows(rows)
        for at, row in enumerate(rows):
            if isinstance(row, GroupRow):
                self.setSpan(at, NAME, 1, STATE + 1)
        self._fit_heights()
        keys = [row.key for row in rows if isinstance(row, GateRow)]
        if keys:
            kept = current.key if current is not None and current.key in keys else keys[0]
            self.setCurrentIndex(self.gates.index(self.gates.place_of(kept) or 0, NAME))

    def current_gate(self) -> GateRow | None:
        """The gate that is looked at."""
        row = self.gates.row_at(self.current_row())
        return row if isinstance(row, GateRow) else None

    def look_at(self, gate: str) -> None:
        """Look at a gate by its id, which is the code of what it measures; another word changes nothing."""
        at = self.gates.place_of(gate)
        if at is not None:
            self.setCurrentIndex(self.gates.index(at, NAME))

    def lines(self) -> list[list[str]]:
        """The gates as a table with headings."""
        lines = [["Syarat", "Bobot", "Nilai", "Batas", "Selisih", "Status"]]
        for row in self.gates.rows():
            if isinstance(row, GateRow):
                cells = (row.value_words, row.limit_words, row.gap_words, STATE_WORDS[row.state])
                lines.append([row.name, row.weight_words.removeprefix("dari "), *cells])
        return lines

    def text_of_rows(self) -> str:
        return text.table(self.lines())

    def dress(self) -> None:
        super().dress()
        if self.model() is not None:
            self._fit()
            self._fit_heights()

    def _fit_heights(self) -> None:
        for at, row in enumerate(self.gates.rows()):
            self.setRowHeight(at, theme.px(_HEAD_HEIGHT if isinstance(row, GroupRow) else _HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.width() < theme.px(_NARROW_BELOW)
        self.gates.set_narrow(is_narrow)
        for column, width in (_NARROW_WIDTHS if is_narrow else _WIDTHS).items():
            self.setColumnWidth(column, theme.px(width))


class NameDelegate(RowDelegate):
    """The name and its full weight; a head on sunken ground over the whole width."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if not isinstance(row, GroupRow):
            super().paint(painter, option, index)
            return
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(area, theme.color("sunken"))
        area.adjust(12, 0, -12, 0)
        strong = theme.font("caption_strong")
        paint.text(painter, area, row.title, strong, theme.color("text"))
        area.adjust(paint.width_of(row.title, strong) + 10, 0, 0, 0)
        paint.text(painter, area, row.remark, theme.font("caption"), theme.color("text3"))
        painter.restore()

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row: GateRow = index.data(RowRole)
        area.adjust(4 + (_INDENT if row.is_inside else 0), 0, 0, 0)
        font, small = theme.font("body"), theme.font("caption", tabular=True)
        paint.text(painter, area, row.name, font, theme.color("text"))
        area.adjust(paint.width_of(row.name, font) + 8, 0, 0, 0)
        if area.width() >= paint.width_of(row.weight_words, small):
            paint.text(painter, area, row.weight_words, small, theme.color("text3"))


class BarDelegate(RowDelegate):
    """A bar on the gate's own full weight; dashed while something from outside is missing."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        row: GateRow = index.data(RowRole)
        gate, is_open = row.result.gate, row.state is GateState.UNKNOWN
        high = theme.px(9)
        track = QRectF(area.left(), round(area.center().y() - high / 2), area.width() - 4, high)
        edge = theme.color("control") if is_open or theme.is_high_contrast() else None
        fill = theme.color("surface" if is_open else "track")
        paint.box(painter, track, paint.Look(fill, theme.color("text"), edge, is_dashed=is_open), 3)
        value = track.left() + track.width() * min(float(row.result.points / gate.weight), 1.0)
        limit = round(track.left() + track.width() * float(gate.limit / gate.weight))
        if row.result.points > 0:
            filled = QRectF(track.left(), track.top(), value - track.left(), high)
            role = "series2" if is_open else "series1"
            paint.box(painter, filled, paint.Look(theme.color(role), theme.color("text")), 3)
        if row.state is GateState.MISSED and value < limit:
            paint_gap(painter, QRectF(value, track.top(), limit - value, high))
        painter.setPen(QPen(theme.color("text"), 2))
        painter.drawLine(limit, round(track.top() - 4), limit, round(track.bottom() + 4))


def spoken(row: GateRow | GroupRow) -> str:
    """A gate in words for a screen reader."""
    if isinstance(row, GroupRow):
        return f"{row.title}. {row.remark}".rstrip(". ")
    limit = row.limit_words.replace("≈ ", "kira-kira ")
    said = f"{row.name}, {row.weight_words}, nilai {row.value_words}, batas {limit}"
    gap = "" if row.result.gap is None else f", selisih {row.gap_words}"
    return f"{said}{gap}, {STATE_WORDS[row.state].lower()}"


def _name_words(row: GateRow | GroupRow) -> str:
    return row.title if isinstance(row, GroupRow) else row.name


def _of_gate(words: Callable[[GateRow], str]) -> Callable[[Any], str]:
    return lambda row: words(row) if isinstance(row, GateRow) else ""


def _chip(row: Any) -> ChipText | None:
    if not isinstance(row, GateRow):
        return None
    tone, icon = _LOOKS[row.state]
    return ChipText(STATE_WORDS[row.state], tone, icon)


def _is_known(row: Any) -> bool:
    return isinstance(row, GateRow) and row.state is not GateState.UNKNOWN


def _is_missed(row: Any) -> bool:
    return isinstance(row, GateRow) and row.state is GateState.MISSED


def _ink_of_value(row: Any) -> str:
    return "text" if _is_known(row) else "text3"


def _ink_of_gap(row: Any) -> str:
    return "warn" if _is_missed(row) else "text2"


_INKS: dict[int, Any] = {VALUE: _ink_of_value, LIMIT: "text", GAP: _ink_of_gap}
