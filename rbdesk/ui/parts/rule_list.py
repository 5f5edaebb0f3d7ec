"""The rules that found something, in groups, one row each with its count; one of them is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.card import Card, GroupHead, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.dressed import Dressed

_SIDE = 14
_PICTURES = {
    "missing": ("circle-x", "err"),
    "advice": ("alert-triangle", "warn"),
    "aside": ("eye-off", "text2"),
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}


@dataclass(frozen=True, slots=True)
class RuleText:
    """A row; `key` comes back in the signals, `state` is one of missing, advice, aside."""

    key: str
    title: str
    details: str
    count: int
    state: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rows under one heading; `tone` of the chip that counts its findings."""

    title: str
    tone: str
    rules: tuple[RuleText, ...]


class RuleList(Card):
    """Signals: `chosen(key)` another rule, by mouse or arrows · `entered(key)` Enter on a rule."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.body.setSpacing(0)
        self._widgets: list[QWidget] = []
        self._rows: dict[str, RuleRow] = {}
        self._value = ""
        self.setAccessibleName("Aturan yang menemukan sesuatu")

    def set_groups(self, groups: Sequence[RuleGroup], chosen: str = "") -> None:
        """Show these groups; `chosen` or else the first rule is marked. Says nothing."""
        had_focus = any(row.hasFocus() for row in self._rows.values())
        while item := self.body.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for at, group in enumerate(groups):
            head = GroupHead(group.title, is_top=at == 0)
            count = sum(rule.count for rule in group.rules)
            head.add(Chip(f"{count} temuan", group.tone))
            self.body.addWidget(head)
            for number, rule in enumerate(group.rules):
                if number:
                    self.body.addWidget(Line())
                row = RuleRow(rule)
                row.clicked.connect(lambda _=False, key=rule.key: self._on_clicked(key))
                self._rows[rule.key] = row
                self.body.addWidget(row)
                row.show()  # a layout shows what is new only later, and what is hidden takes no focus
        self.body.addStretch(1)
        self._value = chosen if chosen in self._rows else next(iter(self._rows), "")
        self._mark()
        if had_focus and self._value:
            self._rows[self._value].setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str:
        """The key of the chosen rule, "" without any."""
        return self._value

    def rule_keys(self) -> list[str]:
        """All rules in order."""
        return list(self._rows)

    def row(self, key: str) -> RuleRow:
        """The row of a rule. Raises KeyError."""
        return self._rows[key]

    def choose(self, key: str) -> None:
        """Mark another rule; says nothing."""
        if key in self._rows:
            self._value = key
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = self.rule_keys()
        here = next((at for at, key in enumerate(keys) if self._rows[key].hasFocus()), None)
        pressed = Qt.Key(event.key())
        if here is None or (pressed not in _STEPS and pressed not in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            super().keyPressEvent(event)
            return
        if pressed not in _STEPS:
            self.entered.emit(keys[here])
            return
        there = keys[min(max(here + _STEPS[pressed], 0), len(keys) - 1)]
        self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)
        self._on_clicked(there)

    def _on_clicked(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _mark(self) -> None:
        for key, row in self._rows.items():
            row.setChecked(key == self._value)


class RuleRow(Dressed, QAbstractButton):
    """One rule: its picture, name, places and how many findings; as high as its words need."""

    def __init__(self, rule: RuleText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = rule
        self._rings = False
        self.setCheckable(True)
        self.setText(rule.title)
        self.setAccessibleName(f"{rule.title}, {rule.count} temuan, {rule.details}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow_theme()

    def nextCheckState(self) -> None:
        """The list decides which row is chosen."""

    def heightForWidth(self, width: int) -> int:
        title, details = self._lines(width)
        lines = len(title) * paint.height_of(theme.font("strong")) + len(details) * paint.height_of(
            theme.font("caption")
        )
        return max(lines + 12, theme.px(48))

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.heightForWidth(self.width())
        if needed != self.minimumHeight():
            self.setMinimumHeight(needed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _STEPS or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the list moves on or in
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        if self.isChecked():
            painter.fillRect(inner, theme.color("selected"))
            if theme.is_high_contrast():
                paint.box(painter, inner, paint.look("neutral"), 2)
        elif self.underMouse():
            painter.fillRect(inner, theme.color("hover"))
        icon, role = _PICTURES[self._rule.state]
        side = theme.px(20)
        theme.draw_icon(
            painter, icon, QRectF(_SIDE, (self.height() - side) / 2, side, side), theme.color(role)
        )
        self._paint_words(painter)
        self._paint_end(painter)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, inner, 4)

    def _paint_words(self, painter: QPainter) -> None:
        left, width = self._words_left(), self._words_width(self.width())
        title, details = self._lines(self.width())
        kinds = [("strong", "text", line) for line in title] + [
            ("caption", "text3", line) for line in details
        ]
        whole = sum(paint.height_of(theme.font(kind)) for kind, _, _ in kinds)
        top = (self.height() - whole) / 2
        for kind, role, line in kinds:
            font = theme.font(kind)
            area = QRectF(left, top, width + 1, paint.height_of(font))
            paint.text(painter, area, line, font, theme.color(role))
            top += paint.height_of(font)

    def _paint_end(self, painter: QPainter) -> None:
        side = theme.px(16)
        right = self.width() - _SIDE
        chevron = QRectF(right - side, (self.height() - side) / 2, side, side)
        role = "primary" if self.isChecked() else "text3"
        theme.draw_icon(painter, "chevron-right", chevron, theme.color(role))
        count = QRectF(0, 0, chevron.left() - 8, self.height())
        font = theme.font("strong", tabular=True)
        paint.text(painter, count, str(self._rule.count), font, theme.color("text2"), paint.RIGHT)

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        room = self._words_width(width)
        return (
            paint.wrapped(self._rule.title, theme.font("strong"), room),
            paint.wrapped(self._rule.details, theme.font("caption"), room) if self._rule.details else [],
        )

    def _words_left(self) -> float:
        return _SIDE + theme.px(20) + 9

    def _words_width(self, width: int) -> float:
        end = _SIDE + theme.px(16) + 8 + paint.width_of("000", theme.font("strong")) + 8
        return max(width - self._words_left() - end, 60)
