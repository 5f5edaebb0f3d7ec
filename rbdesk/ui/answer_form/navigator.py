"""The areas of a sheet with how far each is, the open one with its subcomponents."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.scroll import ScrollColumn

WIDTH = 262
_MOST_LINES = 3


class Navigator(Dressed, QWidget):
    """Signals: `area_chosen(at)` an area, by its place in `instrument.areas` · `sub_chosen(place)` a subcomponent
    of the open area · `library_wanted()` all evidence · `workbook_wanted(QPoint)` workbooks, with where to open what is offered.
    """

    area_chosen = Signal(int)
    sub_chosen = Signal(int)
    library_wanted = Signal()
    workbook_wanted = Signal(QPoint)

    def __init__(self, answers: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = answers
        self._open = -1
        self._sub = -1
        self._again = QTimer(self)  # into view once the rows have their places
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self._show_current)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, theme.SPACE_M, 0, theme.SPACE_XS)
        outer.setSpacing(theme.SPACE_XS)
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 18, 0)
        head.addWidget(Label("Area perubahan", "caption_strong", "text2"))
        head.addStretch(1)
        self._total = Label("", "caption_strong", "text2")
        head.addWidget(self._total)
        outer.addLayout(head)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(8, 0, 8, 0)
        self._column.setSpacing(0)
        self._areas = [NavRow(self, at=at) for at in range(len(answers.instrument.areas))]
        self._subs: list[QWidget] = []
        self._sub_rows: list[NavRow] = []
        self._headings: list[Label] = []
        for row in self._areas:
            self._column.addWidget(row)
            row.clicked.connect(lambda _=False, at=row.at: self.area_chosen.emit(at))
        self._column.addStretch(1)
        self.scroller = ScrollColumn(content)
        outer.addWidget(self.scroller, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 0)
        self.library = Button("Semua bukti", "paperclip", "quiet", is_compact=True)
        self.library.clicked.connect(self.library_wanted)
        self.workbook = Button(
            "Excel",
            "file-spreadsheet",
            "quiet",
            is_compact=True,
            name="Buku kerja Excel",
            trailing="chevron-up",
        )
        self.workbook.clicked.connect(
            lambda: self.workbook_wanted.emit(self.workbook.mapToGlobal(self.workbook.rect().topLeft()))
        )
        foot.addWidget(self.library)
        foot.addStretch(1)
        foot.addWidget(self.workbook)
        outer.addLayout(foot)
        self.setAccessibleName("Area perubahan")
        self.show_progress()
        self.follow_theme()

    @property
    def answers(self) -> AnswerModel:
        """The assessment whose areas these are."""
        return self._answers

    def rows(self) -> list[NavRow]:
        """The rows that can be pressed, from top to bottom."""
        subs = [row for row in self._subs if isinstance(row, NavRow)]
        at = self._open + 1
        return [*self._areas[:at], *subs, *self._areas[at:]]

    def focused(self) -> str:
        """The area or subcomponent whose row has the focus, as its code; "" if none has."""
        instrument, row = self._answers.instrument, next((one for one in self.rows() if one.hasFocus()), None)
        if row is None:
            return ""
        return instrument.areas[row.at].code if row.at >= 0 else instrument.nodes[row.place].code

    def open_area(self, at: int, sub: int = -1) -> None:
        """Show an area with its subcomponents; `sub` is the place of the one that is being read."""
        if at != self._open:
            self._open = at
            self._show_subs()
            for row in self._areas:
                row.set_current(row.at == at)
        if sub != self._sub:
            self._sub = sub
            self._again.start()
            for widget in self._subs:
                if isinstance(widget, NavRow):
                    widget.set_current(widget.place == sub)

    def show_progress(self) -> None:
        """Show how far everything is now."""
        sheet = self._answers.sheet
        self._total.setText(f"{sheet.answered[0]}/{sheet.questions[0]}")
        for row in self.rows():
            row.show_progress()

    def move_focus(self, row: NavRow, by: int) -> None:
        """Put the focus on the row before or after."""
        rows = self.rows()
        at = rows.index(row) + by
        if 0 <= at < len(rows):
            rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.scroller.ensureWidgetVisible(rows[at], 0, 8)

    def chain_tabs(self) -> None:
        """Let Tab walk through the rows from top to bottom."""
        rows: list[QWidget] = [*self.rows(), self.library, self.workbook]
        for before, after in pairwise(rows):
            QWidget.setTabOrder(before, after)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))

    def _show_current(self) -> None:
        current = next((row for row in self.rows() if row.place >= 0 and row.place == self._sub), None)
        if current is not None:
            self.scroller.ensureWidgetVisible(current, 0, 40)

    def _show_subs(self) -> None:
        """List the subcomponents of the open area; rows and headings of the former one are used again."""
        for widget in self._subs:
            self._column.removeWidget(widget)
            widget.hide()
        self._subs = []
        instrument = self._answers.instrument
        if not 0 <= self._open < len(instrument.areas):
            return
        places = instrument.areas[self._open].places
        for at, place in enumerate(places):
            part = instrument.nodes[instrument.nodes[place].parent]
            heading = self._heading(at)
            heading.setText(part.short)
            self._subs.append(heading)
            taken = len(self._subs) - at - 1
            for offset, sub in enumerate(instrument.children[place]):
                row = self._sub_row(taken + offset, sub)
                row.set_current(sub == self._sub)
                self._subs.append(row)
        for offset, widget in enumerate(self._subs):
            self._column.insertWidget(self._open + 1 + offset, widget)
            widget.show()
        self.chain_tabs()

    def _heading(self, at: int) -> Label:
        if at == len(self._headings):
            heading = Label("", "caption_strong", "text3", self)
            heading.setContentsMargins(14, 5, 0, 2)
            self._headings.append(heading)
        return self._headings[at]

    def _sub_row(self, at: int, place: int) -> NavRow:
        if at == len(self._sub_rows):
            row = NavRow(self, place=place)
            row.clicked.connect(lambda: self.sub_chosen.emit(row.place))
            self._sub_rows.append(row)
        else:
            self._sub_rows[at].show_place(place)
        return self._sub_rows[at]


class NavRow(Dressed, QAbstractButton):
    """An area (`at`) or a subcomponent (`place`) with its count, drawn by itself."""

    def __init__(self, navigator: Navigator, *, at: int = -1, place: int = -1) -> None:
        super().__init__(navigator)
        self.at = at
        self.place = place
        self._navigator = navigator
        self._is_current = False
        self._rings = False
        self._lines: list[str] = []
        self._answered, self._asked = -1, 0
        instrument = navigator.answers.instrument
        self._name = instrument.areas[at].name if at >= 0 else instrument.nodes[place].short
        self._number = instrument.areas[at].code if at >= 0 else ""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_progress()
        self.follow_theme()

    def show_place(self, place: int) -> None:
        """Show another subcomponent."""
        self.place = place
        self._name = self._navigator.answers.instrument.nodes[place].short
        self._answered, self._asked = -1, 0
        self.show_progress()

    def set_current(self, current: bool) -> None:
        """Mark it as the one that is open or being read."""
        if current != self._is_current:
            self._is_current = current
            self._fit()
            self.update()

    def show_progress(self) -> None:
        """Count again."""
        sheet = self._navigator.answers.sheet
        if self.at >= 0:
            places = sheet.instrument.areas[self.at].places
            counts = sheet.area_answered(places)
        else:
            counts = (sheet.answered[self.place], sheet.questions[self.place])
        if counts == (self._answered, self._asked):
            return
        self._answered, self._asked = counts
        state = "lengkap" if self._is_done else f"{counts[0]} dari {counts[1]} terjawab"
        self.setAccessibleName(f"{self._number} {self._name}, {state}".strip())
        self._fit()
        self.update()

    def dress(self) -> None:
        self._fit()
        super().dress()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(220), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(150), self.minimumHeight())

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self._navigator.move_focus(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        if self.at >= 0:
            self._paint_area(painter)
        else:
            self._paint_sub(painter)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())

    @property
    def _is_done(self) -> bool:
        return self._answered == self._asked

    def _paint_ground(self, painter: QPainter) -> None:
        blue = theme.color("primary")
        if self._is_current and self.at >= 0:
            edge = blue if theme.is_high_contrast() else None
            paint.box(painter, self.rect(), paint.Look(theme.color("selected"), blue, edge), 8)
        elif self._is_current:
            paint.box(
                painter, self.rect().adjusted(6, 0, 0, 0), paint.Look(theme.color("surface"), blue, blue)
            )
        elif self.underMouse():
            paint.box(painter, self.rect(), paint.Look(theme.color("hover"), blue), 8)

    def _paint_area(self, painter: QPainter) -> None:
        is_open = self._is_current
        ink = theme.color("on_primary_soft" if is_open else "text")
        spacing = self._line_height()
        block = spacing * len(self._lines)
        top = float(theme.px(5))
        number = QRectF(10, top, theme.px(24), block)
        paint.text(painter, number, self._number, theme.font("caption_strong"), theme.color("text3"))
        for at, line in enumerate(self._lines):
            area = QRectF(self._left(), top + at * spacing, self._room() + 2, spacing)
            paint.text(painter, area, line, self._font(), ink)
        right = self.width() - 10
        if self._is_done:
            side = theme.px(18)
            area = QRectF(right - side, top + (block - side) / 2, side, side)
            theme.draw_icon(painter, "circle-check", area, theme.color("ok"))
            return
        count = f"{self._answered}/{self._asked}"
        area = QRectF(right - theme.px(60), top, theme.px(60), block)
        font = theme.font("caption_strong", tabular=True)
        paint.text(painter, area, count, font, ink if is_open else theme.color("text2"), paint.RIGHT)
        bar = QRectF(self._left() + 2, top + block + 4, right - self._left() - 2, theme.px(4))
        paint.bar(painter, bar, self._answered / self._asked if self._asked else 0, "primary")

    def _paint_sub(self, painter: QPainter) -> None:
        side = theme.px(15)
        icon, role = "circle", "text3"
        if self._is_done:
            icon, role = "circle-check", "ok"
        elif self._answered:
            icon, role = "circle-dashed", "warn"
        area = QRectF(14, (self.height() - side) / 2, side, side)
        theme.draw_icon(painter, icon, area, theme.color(role))
        role = "text" if self._is_current else "text2"
        spacing = self._line_height()
        top = (self.height() - spacing * len(self._lines)) / 2
        for at, line in enumerate(self._lines):
            area = QRectF(self._left(), top + at * spacing, self._room() + 2, spacing)
            paint.text(painter, area, line, self._font(), theme.color(role))
        area = QRectF(self.width() - 10 - theme.px(50), 0, theme.px(50), self.height())
        font = theme.font("caption", tabular=True)
        count = f"{self._answered}/{self._asked}"
        paint.text(painter, area, count, font, theme.color("text2"), paint.RIGHT)

    def _fit(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return
        self._lines = paint.wrapped(self._name, self._font(), self._room(), _MOST_LINES)
        block = self._line_height() * max(len(self._lines), 1)
        if self.at >= 0:
            needed = block + theme.px(10) + (0 if self._is_done else theme.px(4) + 6)
        else:
            needed = max(block + 8, theme.px(26))
        if needed != self.height() or needed != self.minimumHeight():
            self.setFixedHeight(needed)

    def _font(self) -> QFont:
        if self.at >= 0:
            return theme.font("strong" if self._is_current else "body")
        return theme.font("caption_strong" if self._is_current else "caption")

    def _line_height(self) -> int:
        return round(paint.height_of(self._font()) * 1.02)

    def _left(self) -> float:
        if self.at >= 0:
            return 10 + max(theme.px(15), paint.width_of(self._number, theme.font("caption_strong")) + 8)
        return 14 + theme.px(15) + 6

    def _room(self) -> float:
        count = paint.width_of(f"{self._answered}/{self._asked}", theme.font("caption_strong", tabular=True))
        tail = theme.px(18) if self._is_done and self.at >= 0 else count
        return max(self.width() - self._left() - tail - 18, 60)


class AreasPopup(QFrame):
    """The navigator under its button, in a narrow window."""

    def __init__(self, answers: AnswerModel, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.Box)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self.navigator = Navigator(answers)
        column.addWidget(self.navigator)
        navigator = self.navigator
        leaving = (
            navigator.area_chosen,
            navigator.sub_chosen,
            navigator.library_wanted,
            navigator.workbook_wanted,
        )
        for chosen in leaving:
            chosen.connect(self.close)

    def open_at(self, at: QPoint, room: int) -> None:
        """Open below a point, at most as high as `room`."""
        self.resize(theme.px(WIDTH + 20), min(theme.px(440), room - theme.px(80)))
        self.move(at)
        self.show()
        self.navigator.rows()[0].setFocus(Qt.FocusReason.PopupFocusReason)
