"""One column of Jejak nilai: what makes a number, row by row, and its arithmetic at the foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.ring import Ringed
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.trace_columns import WHOLE, TraceColumn, TraceRow

_GAP, _EDGE = 9, 8
_BAR_WIDTH = 60
_MOST_LINES = 2
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -999, Qt.Key.Key_End: 999}


@dataclass(frozen=True, slots=True)
class _Widths:
    """Widths in pixels that all rows of a column share; 0 where no row has such a thing."""

    code: int
    bar: int
    middle: int
    value: int
    chip: int
    more: int

    @property
    def fixed(self) -> int:
        """What is taken besides the name."""
        return 2 * _EDGE + sum(
            width + _GAP for width in (self.code, self.bar, self.middle, self.value, self.chip) if width
        )


class TraceColumnView(QWidget):
    """Signals: `picked(key)` a row was chosen by arrow or click · `entered(key)` by Enter, → or a click: on to what
    makes it · `left()` by ←.
    """

    picked = Signal(str)
    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column: TraceColumn | None = None
        self._rows: list[TraceRowButton] = []
        self._selected = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        self._badge = _Badge()
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = WrapLabel("", "card")
        self.how = WrapLabel("", "caption", "text2")
        words.addWidget(self.title)
        words.addWidget(self.how)
        head.addLayout(words, 1)
        outer.addLayout(head)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.SPACE_XS, 0)
        self._column.setSpacing(0)
        self._below: QWidget | None = None
        self._column.addStretch(1)
        self._content = content
        self.scroller = ScrollColumn(content)
        outer.addWidget(self.scroller, 1)
        self.foot = _Foot()
        outer.addWidget(self.foot)

    def set_below(self, widget: QWidget) -> None:
        """Put a widget under the rows; it stays while the rows change."""
        self._below = widget
        self._column.insertWidget(self._column.count() - 1, widget)

    def show_column(self, column: TraceColumn, number: int, selected: str = "") -> None:
        """Show these rows; `number` is the column's, `selected` the key of the row that is open."""
        if column != self.column:
            had_focus = any(row.hasFocus() for row in self._rows)
            self.column = column
            self._fill(column)
            if had_focus and self._rows:
                self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._badge.set_number(number)
        self.setAccessibleName(f"{column.title}, {column.how}")
        self.select(selected)

    def set_open(self, is_open: bool) -> None:
        """Claim the height of all rows, for a panel that scrolls as a whole, or scroll within the column."""
        height = self._content.sizeHint().height() if is_open else theme.px(120)
        self.scroller.setMinimumHeight(height)

    def select(self, key: str) -> None:
        """Mark a row as open; says nothing."""
        self._selected = key
        stop = self._stop()
        for row in self._rows:
            row.set_selected(bool(key) and row.row.key == key)
            policy = Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus
            row.setFocusPolicy(policy)
        if stop is not None:
            self.scroller.ensureWidgetVisible(stop, 0, theme.px(30))

    def selected(self) -> str:
        """The key of the row that is open."""
        return self._selected

    def rows(self) -> list[TraceRowButton]:
        """The rows from top to bottom."""
        return list(self._rows)

    def take_focus(self) -> None:
        """Give the focus to the open row, else to the first."""
        stop = self._stop()
        if stop is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)

    def _stop(self) -> TraceRowButton | None:
        """The open row, else the first."""
        first = self._rows[0] if self._rows else None
        if not self._selected:
            return first
        return next((row for row in self._rows if row.row.key == self._selected), first)

    def move_from(self, row: TraceRowButton, by: int) -> None:
        """Choose the row before or after, as the arrows do."""
        at = min(max(self._rows.index(row) + by, 0), len(self._rows) - 1)
        there = self._rows[at]
        if there is not row:
            there.setFocus(Qt.FocusReason.TabFocusReason)
            self.scroller.ensureWidgetVisible(there, 0, theme.px(30))
            if there.row.key:
                self.select(there.row.key)
                self.picked.emit(there.row.key)

    def widths(self) -> _Widths:
        """The widths that the rows share."""
        rows = [button.row for button in self._rows]
        strong, caption = theme.font("strong", tabular=True), theme.font("caption", tabular=True)
        chip = theme.font("chip")

        def widest(words: list[str], font: object) -> int:
            return max((paint.width_of(one, font) for one in words if one), default=0)  # type: ignore[arg-type]

        chips = widest([row.chip for row in rows], chip)
        return _Widths(
            code=widest([row.code for row in rows], caption),
            bar=theme.px(_BAR_WIDTH) if any(row.filled is not None for row in rows) else 0,
            middle=widest([row.middle for row in rows], caption),
            value=widest([row.value for row in rows], strong),
            chip=max(chips + 14, theme.px(28)) if chips else 0,
            more=theme.px(16) if any(row.has_more for row in rows) else 0,
        )

    def _fill(self, column: TraceColumn) -> None:
        self.title.setText(column.title)
        self.how.setText(column.how)
        self.foot.set_lines(column.foot)
        for at in range(self._column.count() - 1, -1, -1):
            item = self._column.itemAt(at)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._below:
                self._column.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = []
        at = 0
        for heading, rows in column.groups:
            if heading:
                label = Label(heading, "caption_strong", "text2")
                label.setContentsMargins(0, theme.SPACE_XS, 0, 2)
                self._column.insertWidget(at, label)
                at += 1
            for row in rows:
                button = TraceRowButton(row, column.level, self)
                button.clicked.connect(lambda _=False, key=row.key: self._on_clicked(key))
                self._column.insertWidget(at, button)
                self._rows.append(button)
                at += 1
        widths = self.widths()
        for button in self._rows:
            button.set_widths(widths)

    def _on_clicked(self, key: str) -> None:
        if key:
            self.select(key)
            self.picked.emit(key)
            self.entered.emit(key)


class TraceRowButton(Ringed, Dressed, QAbstractButton):
    """One summand."""

    def __init__(self, row: TraceRow, level: int, column: TraceColumnView) -> None:
        super().__init__(column)
        self.row = row
        self._level = level
        self._column = column
        self._is_selected = False
        self._widths = _Widths(0, 0, 0, 0, 0, 0)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setText(row.name)
        self._say()
        if row.key:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.follow_theme()

    def set_widths(self, widths: _Widths) -> None:
        """Stand in line with the other rows."""
        self._widths = widths
        self.updateGeometry()

    def set_selected(self, selected: bool) -> None:
        """Mark it as the one that is open."""
        if selected != self._is_selected:
            self._is_selected = selected
            self._say()
            self.update()

    def is_selected(self) -> bool:
        """Whether it is the one that is open."""
        return self._is_selected

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width)) or 1
        height = lines * paint.height_of(theme.font("body"))
        height += paint.height_of(theme.font("caption")) if self.row.note else 0
        return max(height + theme.px(12), theme.px(31))

    def sizeHint(self) -> QSize:
        width = max(self.width(), self._widths.fixed + self._widths.more + theme.px(150))
        return QSize(self._widths.fixed + theme.px(150), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widths.fixed + theme.px(80), self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        needed = self.heightForWidth(self.width())
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._column.move_from(self, _STEPS[key])
        elif key == Qt.Key.Key_Left:
            self._column.left.emit()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        blue = theme.color("primary")
        area = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self._is_selected:
            look = paint.Look(theme.color("selected"), theme.color("on_primary_soft"), blue, edge_width=1.5)
            paint.box(painter, area, look, theme.RADIUS_TILE)
        elif self.underMouse() and self.row.key:
            paint.box(painter, area, paint.Look(theme.color("hover"), blue), theme.RADIUS_TILE)
        self._paint_parts(painter)
        if self.shows_ring():
            paint.focus_ring(painter, area, theme.RADIUS_TILE, on_fill=self._is_selected)

    def _paint_parts(self, painter: QPainter) -> None:
        row, widths, height = self.row, self._widths, self.height()
        strong, caption = theme.font("strong", tabular=True), theme.font("caption", tabular=True)
        ink = theme.color("on_primary_soft" if self._is_selected else "text")
        right = float(self.width() - _EDGE)
        if widths.more:
            side = widths.more
            if row.has_more:
                spot = QRectF(right - side, (height - side) / 2, side, side)
                theme.draw_icon(painter, "chevron-right", spot, theme.color("text2"))
            right -= side + 4

        def place(width: int) -> QRectF:
            nonlocal right
            area = QRectF(right - width, 0, width, height)
            right -= width + _GAP
            return area

        grey = theme.color("text2")
        if widths.middle and self._level == WHOLE:  # "dari 5,00" stands behind
            paint.text(painter, place(widths.middle), row.middle, caption, grey, paint.RIGHT)
        value_ink = theme.color("text3") if row.is_open and not row.key else ink
        paint.text(painter, place(widths.value), row.value, strong, value_ink, paint.RIGHT)
        if widths.middle and self._level != WHOLE:
            paint.text(painter, place(widths.middle), row.middle, caption, grey, paint.RIGHT)
        if widths.chip:
            self._paint_chip(painter, place(widths.chip))
        if widths.bar:
            self._paint_bar(painter, place(widths.bar))
        left = float(_EDGE)
        if widths.code:
            area = QRectF(left, 0, widths.code, height)
            paint.text(painter, area, row.code, caption, theme.color("text2"))
            left += widths.code + _GAP
        self._paint_name(painter, left, ink)

    def _paint_name(self, painter: QPainter, left: float, ink: QColor) -> None:
        font = theme.font("strong" if self._is_selected else "body")
        room = self._room(self.width())
        lines = self._lines(self.width())
        spacing, note = paint.height_of(font), paint.height_of(theme.font("caption"))
        top = (self.height() - spacing * len(lines) - (note if self.row.note else 0)) / 2
        for line in lines:
            paint.text(painter, QRectF(left, top, room + 1, spacing), line, font, ink)
            top += spacing
        if self.row.note:
            kind, role = ("caption_strong", "warn") if self.row.is_open else ("caption", "text2")
            area = QRectF(left, top, room + 1, note)
            paint.text(painter, area, self.row.note, theme.font(kind), theme.color(role))

    def _paint_chip(self, painter: QPainter, area: QRectF) -> None:
        row = self.row
        if row.chip:
            high = theme.px(22)
            spot = QRectF(area.left(), (self.height() - high) / 2, area.width(), high)
            ground = "surface" if self._is_selected else "neutral_soft"
            edge = theme.color("text2") if theme.is_high_contrast() else None
            look = paint.Look(theme.color(ground), theme.color("text2"), edge)
            paint.box(painter, spot, look)
            paint.text(painter, spot, row.chip, theme.font("chip"), theme.color("text"), paint.CENTRE)
        elif row.is_open:
            side = theme.px(15)
            spot = QRectF(area.center().x() - side / 2, (self.height() - side) / 2, side, side)
            theme.draw_icon(painter, "circle-dashed", spot, theme.color("warn"))

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        if self.row.filled is None:
            return
        high = theme.px(8)
        whole = QRectF(area.left(), (self.height() - high) / 2, area.width() * float(self.row.outline), high)
        edge = theme.color("control")
        paint.box(painter, whole, paint.Look(theme.color("track"), edge, edge), 3)
        filled = QRectF(whole)
        filled.setWidth(area.width() * float(self.row.filled))
        if filled.width() > 0:
            blue = theme.color("series1")
            paint.box(painter, filled, paint.Look(blue, blue), 3)

    def _lines(self, width: int) -> list[str]:
        font = theme.font("strong" if self._is_selected else "body")
        return paint.wrapped(self.row.name, font, self._room(width), _MOST_LINES)

    def _room(self, width: int) -> int:
        return max(width - self._widths.fixed - (self._widths.more + 4 if self._widths.more else 0), 40)

    def _say(self) -> None:
        self.setAccessibleName(self.row.said + (", dipilih" if self._is_selected else ""))
        self.setToolTip(f"{self.row.name}. {self.row.note}" if self.row.note else self.row.name)


class _Badge(Dressed, QWidget):
    """The number of the column in a circle; what it means is in the title."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_number(self, number: int) -> None:
        self._number = number
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(24), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = paint.look("info")
        paint.box(painter, self.rect(), look, self.height() / 2)
        paint.text(
            painter, self.rect(), str(self._number), theme.font("caption_strong"), look.ink, paint.CENTRE
        )


class _Foot(Dressed, QFrame):
    """The arithmetic of a column: one strong line and a quiet one."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        column.setSpacing(2)
        self.lines = [WrapLabel("", "strong", selectable=True), WrapLabel("", "caption", "text2")]
        for line in self.lines:
            column.addWidget(line)
        self.follow_theme()

    def set_lines(self, lines: tuple[str, ...]) -> None:
        """Show the arithmetic; of two computations both are strong."""
        for label, words in zip(self.lines, (*lines, "", ""), strict=False):
            label.setText(words)
            label.setVisible(bool(words))
        is_sum = len(lines) > 1 and "=" in lines[1] and "×" in lines[1]
        self.lines[1].set_kind("strong" if is_sum else "caption")
        self.lines[1].set_ink("text" if is_sum else "text2")

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("text2") if theme.is_high_contrast() else None
        look = paint.Look(theme.color("sunken"), theme.color("text"), edge)
        paint.box(QPainter(self), self.rect(), look, theme.RADIUS_TILE)
