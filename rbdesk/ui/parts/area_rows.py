"""The areas of a sheet with their progress, one row each, as wide as there is room: a row leads to its area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

_GAP = 14
_INSET = 6  # keeps the focus ring clear of icon and category
_ROW_HEIGHT = 40
AREA_ICONS = {
    "Manajemen Perubahan": "refresh",
    "Deregulasi": "gavel",
    "Organisasi": "hierarchy",
    "Tata Laksana": "route",
    "SDM Aparatur": "users",
    "Akuntabilitas": "report-analytics",
    "Pengawasan": "shield-check",
    "Pelayanan Publik": "heart-handshake",
}


@dataclass(frozen=True, slots=True)
class AreaLine:
    """What a row shows. `key` comes back in the signal; `percent` None: nothing answered yet; `change` in
    percent points, None if unknown.
    """

    key: str
    name: str
    short: str
    answered: int
    asked: int
    percent: Fraction | None
    band: str
    change: Fraction | None = None

    @property
    def status(self) -> str:
        """What is left to do, in a word or two."""
        left = self.asked - self.answered
        return f"{left} belum" if left else "Lengkap"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges and widths in pixels; a width of 0 means that there is no room for the column."""

    name: QRectF
    bar: QRectF
    count: QRectF
    status: QRectF
    percent: QRectF
    change: QRectF
    band: QRectF
    is_short: bool


class AreaRows(Dressed, QWidget):
    """Signals: `chosen(key)` at a click, Enter or Space on a row · `asked(key)` at a click on its number.

    Arrows walk through the rows.
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[AreaLine, ...] = ()
        self._last_year = ""
        self._rows: list[_Row] = []
        self._measured: tuple[object, _Columns] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._head = _Head(self)
        self._column.addWidget(self._head)
        self.setAccessibleName("Kemajuan per area")
        self.follow_theme()

    def set_lines(self, lines: Sequence[AreaLine], *, last_year: str = "") -> None:
        """Show these areas; `last_year` heads the column of changes, which is not there without it."""
        self._lines = tuple(lines)
        self._last_year = last_year
        self._measured = None
        while len(self._rows) > len(lines):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(lines):
            row = _Row(self, len(self._rows))
            row.clicked.connect(lambda _=False, at=row.at: self._on_clicked(at))
            self._rows.append(row)
            self._column.addWidget(row, 1)
        for row in self._rows:
            row.tell()
        self.update()

    def rows(self) -> list[QAbstractButton]:
        """The rows in order."""
        return list(self._rows)

    def current(self) -> str:
        """The key of the row that has the focus, "" if none has."""
        return next((self._lines[row.at].key for row in self._rows if row.hasFocus()), "")

    def _on_clicked(self, at: int) -> None:
        key = self._lines[at].key
        if self._rows[at].is_on_number():
            self.asked.emit(key)
        else:
            self.chosen.emit(key)

    def line(self, at: int) -> AreaLine:
        """What a row shows."""
        return self._lines[at]

    def columns(self) -> _Columns:
        """Where the columns stand at this width.

        Full names if they fit, else short ones with a shorter bar, then without the bar; last the changes go.
        """
        at = (self.width(), theme.generation())
        if self._measured is None or self._measured[0] != at:
            self._measured = (at, self._measure())
        return self._measured[1]

    def _measure(self) -> _Columns:
        body = theme.font("body", tabular=True)
        count, status, percent, change, band = self._fixed_widths()
        icon = _INSET + theme.px(18) + 8
        names = max((paint.width_of(one.name, body) for one in self._lines), default=0) + 2
        shorts = max((paint.width_of(one.short, body) for one in self._lines), default=0) + 2
        room = self.width() - (icon + count + status + percent + band + 4 * _GAP + _INSET)
        if change and room - change - _GAP < shorts:
            change = 0
        room -= change + _GAP if change else 0
        is_short, bar = _fitting(room, names, shorts)
        name = room - (bar + _GAP if bar else 0)
        at = float(icon)

        def place(width: float, gap: float = _GAP) -> QRectF:
            nonlocal at
            area = QRectF(at, 0, width, 0)
            at += width + (gap if width else 0)
            return area

        return _Columns(
            name=place(name),
            bar=place(bar),
            count=place(count),
            status=place(status),
            percent=place(percent),
            change=place(change),
            band=place(band),
            is_short=is_short,
        )

    def needed_width(self) -> int:
        """The least width at which no short name is cut."""
        count, status, percent, _, band = self._fixed_widths()
        body = theme.font("body", tabular=True)
        shorts = max((paint.width_of(one.short, body) for one in self._lines), default=0) + 2
        icon = _INSET + theme.px(18) + 8
        return icon + shorts + count + status + percent + band + 4 * _GAP + _INSET

    def _fixed_widths(self) -> tuple[int, int, int, int, int]:
        """Widths of count, status, percent, change and category; change is 0 without a last year."""
        body, strong, caption = (theme.font(kind, tabular=True) for kind in ("body", "strong", "caption"))
        count = max(
            (paint.width_of(f"{one.answered}/{one.asked}", caption) for one in self._lines), default=0
        )
        words = max((paint.width_of(one.status, strong) for one in self._lines), default=0)
        status = max(theme.px(16) + 4 + words, paint.width_of("Status", caption))
        percent = max(paint.width_of("100,0%", strong), paint.width_of("Capaian", caption))
        change = max(paint.width_of("+00,0", body), paint.width_of(self._last_year, caption))
        band = paint.width_of("BB", theme.font("chip")) + 16
        return count, status, percent, change if self._last_year else 0, band

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        here = next((at for at, row in enumerate(self._rows) if row.hasFocus()), None)
        if here is None or Qt.Key(event.key()) not in steps:
            super().keyPressEvent(event)
            return
        there = min(max(here + steps[Qt.Key(event.key())], 0), len(self._rows) - 1)
        self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            row.update()
        self._head.update()

    @property
    def last_year(self) -> str:
        """The head of the column of changes."""
        return self._last_year


def _fitting(room: int, names: int, shorts: int) -> tuple[bool, int]:
    """Whether names are short, and the width of the bar, for a room that name and bar share."""
    whole, least = theme.px(76), theme.px(40)
    if names + _GAP + whole <= room:
        return False, whole
    if shorts + _GAP + least <= room:
        return True, min(whole, room - shorts - _GAP)
    return names > room, 0


class _Head(Dressed, QWidget):
    def __init__(self, table: AreaRows) -> None:
        super().__init__(table)
        self._table = table
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(200, theme.px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        at = self._table.columns()
        font, ink = theme.font("caption"), theme.color("text3")
        title = QRectF(0, 0, at.bar.left() if at.bar.width() else at.count.left(), self.height())
        paint.text(painter, title, "Kemajuan per area", theme.font("strong"), theme.color("text2"))
        first = at.bar if at.bar.width() else at.count
        heads = [
            (QRectF(first.left(), 0, at.status.left() - first.left(), 0), "Terjawab", paint.LEFT),
            (at.status, "Status", paint.LEFT),
            (at.percent, "Capaian", paint.RIGHT),
            (at.change, self._table.last_year, paint.RIGHT),
        ]
        for area, words, align in heads:
            if area.width() and not (area is heads[0][0] and not at.bar.width()):
                paint.text(
                    painter, QRectF(area.left(), 0, area.width(), self.height()), words, font, ink, align
                )


class _Row(Dressed, QAbstractButton):
    """One area."""

    def __init__(self, table: AreaRows, at: int) -> None:
        super().__init__(table)
        self._table = table
        self.at = at
        self._rings = False
        self._pressed_x = -1.0
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_x = event.position().x()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pressed_x = -1.0

    def is_on_number(self) -> bool:
        """Whether the mouse is pressing the number, which tells why it is so, and not the row."""
        column = self._table.columns().percent
        has_number = self._table.line(self.at).percent is not None
        return has_number and column.left() - _GAP / 2 <= self._pressed_x <= column.right() + _GAP / 2

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self._table.columns().percent
            is_number = column.left() <= event.pos().x() <= column.right()
            words = "Mengapa angkanya begini? (Ctrl+I)" if is_number else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def tell(self) -> None:
        """Name the row and paint it again."""
        line = self._table.line(self.at)
        parts = [f"{line.answered} dari {line.asked} terjawab"]
        if line.percent is not None:
            parts.append(f"capaian {text.number(line.percent, 1)} persen, setara {line.band}")
        if line.change is not None and self._table.last_year:
            parts.append(f"{text.signed(line.change, 1)} {self._table.last_year}")
        self.setText(line.name)
        self.setAccessibleName(f"{line.name}: " + ", ".join(parts))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._table.needed_width(), theme.px(_ROW_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._table.needed_width(), theme.px(34))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()  # the table moves the focus
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line, at = self._table.line(self.at), self._table.columns()
        height = self.height()
        if self.underMouse():
            paint.box(painter, self.rect(), paint.Look(theme.color("hover"), theme.color("text")))
        if self.at:
            painter.fillRect(0, 0, self.width(), 1, theme.color("divider"))

        def area(column: QRectF) -> QRectF:
            return QRectF(column.left(), 0, column.width(), height)

        side = theme.px(18)
        icon = QRectF(_INSET, (height - side) / 2, side, side)
        theme.draw_icon(painter, AREA_ICONS.get(line.short, "list-details"), icon, theme.color("text2"))
        body, strong = theme.font("body", tabular=True), theme.font("strong", tabular=True)
        name = line.short if at.is_short else line.name
        paint.text(painter, area(at.name), name, body, theme.color("text"))
        if at.bar.width():
            bar = QRectF(at.bar.left(), (height - theme.px(6)) / 2, at.bar.width(), theme.px(6))
            share = line.answered / line.asked if line.asked else 0.0
            paint.bar(painter, bar, share, "ok" if share >= 1 else "primary")
        counts = f"{line.answered}/{line.asked}"
        paint.text(
            painter,
            area(at.count),
            counts,
            theme.font("caption", tabular=True),
            theme.color("text2"),
            paint.RIGHT,
        )
        self._paint_status(painter, area(at.status), line)
        if line.percent is None:
            paint.text(painter, area(at.percent), "–", body, theme.color("text3"), paint.RIGHT)
        else:
            shown = text.percent(line.percent)
            paint.text(painter, area(at.percent), shown, strong, theme.color("text"), paint.RIGHT)
            self._paint_band(painter, area(at.band), line.band)
        if at.change.width():
            self._paint_change(painter, area(at.change), line)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())

    def _paint_status(self, painter: QPainter, area: QRectF, line: AreaLine) -> None:
        if line.answered < line.asked:
            paint.text(painter, area, line.status, theme.font("strong"), theme.color("warn"))
            return
        side = theme.px(16)
        tick = QRectF(area.left(), area.center().y() - side / 2, side, side)
        theme.draw_icon(painter, "check", tick, theme.color("ok"))
        paint.text(
            painter, area.adjusted(side + 4, 0, 0, 0), line.status, theme.font("body"), theme.color("text2")
        )

    def _paint_change(self, painter: QPainter, area: QRectF, line: AreaLine) -> None:
        """Green and red only where the area is complete: what is still open counts 0 and says little."""
        if line.change is None:
            paint.text(painter, area, "–", theme.font("body"), theme.color("text3"), paint.RIGHT)
            return
        shown = text.signed(line.change, 1)
        role = "err" if shown.startswith(text.MINUS) else "ok"
        if shown[0] == "0" or line.answered < line.asked:
            role = "text3"
        paint.text(painter, area, shown, theme.font("body", tabular=True), theme.color(role), paint.RIGHT)

    def _paint_band(self, painter: QPainter, area: QRectF, band: str) -> None:
        font = theme.font("chip")
        width, height = paint.width_of(band, font) + 14, theme.px(19)
        centre = QPointF(area.right() - width, area.center().y() - height / 2)
        chip = QRectF(centre.x(), centre.y(), width, height)
        ground = paint.band_look(band)
        paint.box(painter, chip, ground, 5)
        paint.text(painter, chip, band, font, ground.ink, paint.CENTRE)
