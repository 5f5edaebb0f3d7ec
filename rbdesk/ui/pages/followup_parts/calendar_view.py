"""The card with the months and what is due on each day, and the way of it into other calendars."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.models import followups
from rbdesk.ui.models.followups import Row
from rbdesk.ui.parts.buttons import icon_button, link, secondary
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal

_WIDTH = 780
_DAYS = ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min")
_MOST_OF_A_DAY = 6  # items that are listed under the month


class CalendarDialog(Modal):
    """Signals: `chosen(Row)` an item of a day · `export_wanted()` write the dates as a file."""

    chosen = Signal(object)
    export_wanted = Signal()

    def __init__(self, parent: QWidget, rows: Sequence[Row], today: date) -> None:
        super().__init__(parent, "Kalender tenggat", width=_WIDTH)
        self._today = today
        self._by_day: dict[date, list[Row]] = {}
        for row in rows:
            if row.item.due is not None:
                self._by_day.setdefault(row.item.due, []).append(row)
        self._day = self._first_day()
        self.cells: list[DayCell] = []
        self._group = QButtonGroup(self)  # one stop for Tab, arrows lead to the others
        self._group.setExclusive(False)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        self.month = Label("", "dialog")
        self.back = icon_button("chevron-left", "Bulan sebelumnya")
        self.forward = icon_button("chevron-right", "Bulan berikutnya")
        self.back.clicked.connect(lambda: self._turn(-1))
        self.forward.clicked.connect(lambda: self._turn(1))
        head.addWidget(self.month, 1)
        head.addWidget(self.back)
        head.addWidget(self.forward)
        self.body.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE_XS)
        for column, name in enumerate(_DAYS):
            label = Label(name, "caption_strong", "text3")
            self._grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignHCenter)
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.day = WrapLabel("", "strong")
        self.body.addWidget(self.day)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(
            WrapLabel("Berkas .ics dapat dibuka di kalender ponsel dan Outlook.", "caption", "text3"), 1
        )
        self.export = secondary("Simpan .ics", "download")
        self.close_button = secondary("Tutup")
        self.export.clicked.connect(self.export_wanted)
        self.close_button.clicked.connect(self.reject)
        foot.addWidget(self.export)
        foot.addWidget(self.close_button)
        self.foot.addLayout(foot)
        self._fill()

    def _first_day(self) -> date:
        """The nearest day with something due, else today."""
        coming = sorted(day for day in self._by_day if day >= self._today)
        return coming[0] if coming else max(self._by_day, default=self._today)

    def _turn(self, by: int) -> None:
        month = self._day.year * 12 + self._day.month - 1 + by
        year, at = divmod(month, 12)
        last = calendar.monthrange(year, at + 1)[1]
        self._go(date(year, at + 1, min(self._day.day, last)))

    def _go(self, day: date) -> None:
        had_focus = isinstance(self.focusWidget(), DayCell)
        is_other = (day.year, day.month) != (self._day.year, self._day.month)
        self._day = day
        if is_other:
            self._fill()
        else:
            self._mark()
        if had_focus:
            self._cell().setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell(self) -> DayCell:
        return next(cell for cell in self.cells if cell.day == self._day)

    def _fill(self) -> None:
        for cell in self.cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self.cells = []
        self.month.setText(f"{text.MONTHS[self._day.month - 1]} {self._day.year}")
        weeks = calendar.Calendar().monthdatescalendar(self._day.year, self._day.month)
        for line, week in enumerate(weeks, 1):
            for column, day in enumerate(week):
                if day.month != self._day.month:
                    continue
                cell = DayCell(day, self._by_day.get(day, ()), is_today=day == self._today)
                cell.clicked.connect(lambda _=False, one=day: self._go(one))
                cell.stepped.connect(lambda by: self._go(self._day + timedelta(days=by)))
                cell.turned.connect(self._turn)
                self._group.addButton(cell)
                self._grid.addWidget(cell, line, column)
                self.cells.append(cell)
        self._mark()
        self.first = self._cell()

    def _mark(self) -> None:
        for cell in self.cells:
            cell.set_chosen(cell.day == self._day)
        while taken := self._list.takeAt(0):
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()
        due = self._by_day.get(self._day, [])
        words = f"{text.weekday(self._day)}, {text.date_long(self._day)}"
        self.day.setText(words if due else f"{words}: tidak ada tenggat")
        for row in due[:_MOST_OF_A_DAY]:
            item = row.item
            owner = f"{row.office} · " if row.office else ""
            title = " ".join(item.recommendation.text.split())
            words = f"{owner}{item.recommendation.number} {title[:80]} · {followups.status_chip(item).words}"
            button = link(words)
            button.clicked.connect(lambda _=False, one=row: self._choose(one))
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(due) > _MOST_OF_A_DAY:
            more = f"dan {len(due) - _MOST_OF_A_DAY} lagi"
            self._list.addWidget(WrapLabel(more, "caption", "text3"))

    def _choose(self, row: Row) -> None:
        self.chosen.emit(row)
        self.accept()


class DayCell(Dressed, QAbstractButton):
    """One day: its number, and what is due then.

    Signals: `stepped(days)` arrows · `turned(months)` page keys.
    """

    stepped = Signal(int)
    turned = Signal(int)

    def __init__(self, day: date, rows: Sequence[Row], *, is_today: bool) -> None:
        super().__init__()
        self.day = day
        self._rows = tuple(rows)
        self._is_today = is_today
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = f"{text.date_long(day)}, {len(rows)} tenggat" if rows else text.date_long(day)
        self.setAccessibleName(said)
        if rows:
            self.setToolTip(
                "\n".join(f"{row.office} {row.item.recommendation.number}".strip() for row in rows[:12])
            )
        self.follow_theme()

    def set_chosen(self, is_chosen: bool) -> None:
        """Mark the day that is looked at; it is the one stop of the month."""
        self._is_chosen = is_chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in months:
            self.turned.emit(months[key])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(96, theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        edge = theme.color("primary" if self._is_chosen else "border")
        ground = theme.color("selected" if self._is_chosen else "surface")
        paint.box(painter, area, paint.Look(ground, edge, edge), theme.RADIUS_CONTROL)
        font = theme.font("caption_strong" if self._is_today else "caption", tabular=True)
        ink = theme.color("primary" if self._is_today else "text2")
        paint.text(painter, area.adjusted(6, 3, -6, -area.height() / 2), str(self.day.day), font, ink)
        if self._rows:
            late = any(row.item.is_late for row in self._rows)
            is_open = any(row.item.is_open for row in self._rows)
            tone = "err" if late else "info" if is_open else "neutral"
            names = list(dict.fromkeys(row.item.recommendation.number for row in self._rows))
            words = names[0] if len(self._rows) == 1 else f"{len(self._rows)} tenggat"
            size = paint.chip_size(words)
            width = min(size.width(), area.width() - 8)
            spot = QRectF(area.left() + 4, area.bottom() - size.height() - 3, width, size.height())
            paint.chip(painter, spot, words, paint.look(tone))
        if self.hasFocus():
            paint.focus_ring(painter, area.adjusted(1, 1, -1, -1))
