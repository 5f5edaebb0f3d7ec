"""Things that wait for a person, one row each: what it is, why, what helps, and the buttons that do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel

_WORDS_BESIDE_BUTTONS_FROM = 290  # pixels at 100 % text, with icon and edges


@dataclass(frozen=True, slots=True)
class ProblemText:
    """One row. `key` comes back in the signals; `hint` is a quiet last line, e.g. a file's name."""

    key: str
    icon: str
    ink: str
    title: str
    details: str
    hint: str = ""
    ways: tuple[Way, ...] = ()
    can_dismiss: bool = False


class ProblemList(QWidget):
    """Signals: `acted(key, way)` a button was pressed · `dismissed(key)` a row is to be put away ·
    `menu_asked(key, QPoint)` context menu of a row, at a place on the screen.
    """

    acted = Signal(str, str)
    dismissed = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, ProblemRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(name)

    def set_problems(self, problems: Sequence[ProblemText]) -> None:
        """Show these rows; a row that stays keeps its focus, else the next one takes it."""
        had_focus = next((at for at, row in enumerate(self._rows.values()) if row.has_focus()), None)
        kept = {
            problem.key: self._rows[problem.key]
            for problem in problems
            if problem.key in self._rows and self._rows[problem.key].problem == problem
        }
        for key, row in self._rows.items():
            if key not in kept:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
        self._rows = {problem.key: kept.get(problem.key) or self._make_row(problem) for problem in problems}
        for at, row in enumerate(self._rows.values()):
            self._column.removeWidget(row)
            self._column.insertWidget(at, row)
            row.set_first(at == 0)
        rows = list(self._rows.values())
        if had_focus is not None and rows and not any(row.has_focus() for row in rows):
            rows[min(had_focus, len(rows) - 1)].take_focus()

    def row(self, key: str) -> ProblemRow:
        """The row of a problem. Raises KeyError."""
        return self._rows[key]

    def keys(self) -> list[str]:
        """The rows that are shown, in order."""
        return list(self._rows)

    def stops(self) -> list[QWidget]:
        """The buttons of all rows, in reading order."""
        return [button for row in self._rows.values() for button in row.stops()]

    def step(self, row: ProblemRow, by: int) -> bool:
        """Give the focus to the row before or after; False at the end."""
        rows = list(self._rows.values())
        at = rows.index(row) + by
        if not 0 <= at < len(rows):
            return False
        rows[at].take_focus()
        return True

    def _make_row(self, problem: ProblemText) -> ProblemRow:
        row = ProblemRow(problem, self)
        row.show()
        return row


class ProblemRow(Dressed, QFrame):
    """One thing with its buttons; the arrows move between rows, Del puts it away."""

    def __init__(self, problem: ProblemText, parent: ProblemList) -> None:
        super().__init__(parent)
        self.problem = problem
        self._list = parent
        self._is_first = False
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(theme.SPACE_M + 2, theme.SPACE_S, theme.SPACE_S, theme.SPACE_S)
        self._box.setSpacing(theme.SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(IconLabel(problem.icon, problem.ink, 20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = WrapLabel(problem.title, "strong")
        self.details = WrapLabel(problem.details, "caption", "text2")
        words.addWidget(self.title)
        words.addWidget(self.details)
        if problem.hint:
            words.addWidget(ElidedLabel(problem.hint, "caption", "text3"))
        row.addLayout(words, 1)
        self.buttons = [self._button(way) for way in problem.ways]
        self._ends = ends = QHBoxLayout()
        ends.setSpacing(theme.SPACE_XS)
        for button in self.buttons:
            ends.addWidget(button)
        self.dismiss: Button | None = None
        if problem.can_dismiss:
            self.dismiss = icon_button("x", f"Singkirkan {problem.title} dari daftar")
            self.dismiss.setProperty("compact", "true")
            self.dismiss.clicked.connect(lambda: self._list.dismissed.emit(problem.key))
            ends.addWidget(self.dismiss)
        self._box.addLayout(row, 1)
        self._box.addLayout(ends)
        self._box.setAlignment(ends, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        for button in self.stops():
            button.installEventFilter(self)
        self.setAccessibleName(problem.title)
        self.setAccessibleDescription(problem.details)
        self.follow_theme()

    def set_first(self, is_first: bool) -> None:
        """The first row has no line above."""
        self._is_first = is_first
        self.update()

    def has_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        return any(button.hasFocus() for button in self.stops())

    def take_focus(self) -> None:
        """Give the focus to its first button."""
        for button in self.stops()[:1]:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        room = self.width() - self._ends.sizeHint().width()
        self._box.setDirection(
            ways.LeftToRight if room >= theme.px(_WORDS_BESIDE_BUTTONS_FROM) else ways.TopToBottom
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the row come to its buttons, which would take the arrows for themselves."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._list.menu_asked.emit(self.problem.key, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_first:
            QPainter(self).fillRect(0, 0, self.width(), 1, theme.color("divider"))

    def _on_key(self, event: QKeyEvent) -> bool:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self._list.step(self, by)
        elif event.key() == Qt.Key.Key_Delete and self.dismiss is not None:
            self._list.dismissed.emit(self.problem.key)
        return bool(by) or event.key() == Qt.Key.Key_Delete

    def _button(self, way: Way) -> Button:
        name = f"{way.words.rstrip('…')}: {self.problem.title}"
        button = Button(way.words, way.icon, way.kind, name=name, is_compact=True)
        button.clicked.connect(lambda: self._list.acted.emit(self.problem.key, way.key))
        return button

    def stops(self) -> list[Button]:
        """Its buttons, in reading order."""
        return [*self.buttons, *([self.dismiss] if self.dismiss is not None else [])]
