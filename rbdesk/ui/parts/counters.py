"""Counts of a few states side by side; each is a filter that can be switched on and off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed

_PADDING = 12


@dataclass(frozen=True, slots=True)
class Counted:
    """One state: its key, words, icon and the tone of the icon's ground (`paint.look`)."""

    key: str
    words: str
    icon: str
    tone: str


class Counters(QWidget):
    """Signals: `chosen(key)` the person chose a state to see only that, or "" to see all again."""

    chosen = Signal(str)

    def __init__(self, states: Sequence[Counted], *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._cards: dict[str, CountCard] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for state in states:
            card = CountCard(state, self)
            card.clicked.connect(lambda _=False, key=state.key: self._on_clicked(key))
            row.addWidget(card, 1)
            self._cards[state.key] = card
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many are in each state; one that holds none cannot be chosen."""
        for key, card in self._cards.items():
            card.set_count(counts.get(key, 0))
            card.setEnabled(counts.get(key, 0) > 0 or key == self._value)

    def value(self) -> str:
        """The state that is chosen, "" if all are seen."""
        return self._value

    def set_value(self, key: str) -> None:
        """Choose a state, or none; says nothing."""
        self._value = key if key in self._cards else ""
        for one, card in self._cards.items():
            card.setChecked(one == self._value)

    def cards(self) -> dict[str, CountCard]:
        """The buttons by state."""
        return dict(self._cards)

    def step(self, card: CountCard, by: int) -> None:
        """Give the focus to the next card that can be chosen, as the arrows do."""
        able = [one for one in self._cards.values() if one.isEnabled()]
        at = able.index(card) + by
        if 0 <= at < len(able):
            able[at].setFocus(Qt.FocusReason.TabFocusReason)

    def room(self) -> int:
        """How much all cards can show alike: 2 on one line, 1 under each other, 0 without a picture."""
        return min((card.room() for card in self._cards.values()), default=2)

    def _on_clicked(self, key: str) -> None:
        self.set_value("" if key == self._value else key)
        self.chosen.emit(self._value)


class CountCard(Ringed, Dressed, QAbstractButton):
    """A picture, a number and what it counts; on one line where there is room, else under each other."""

    def __init__(self, state: Counted, parent: Counters) -> None:
        super().__init__(parent)
        self._state = state
        self._row = parent
        self._count = 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(state.words)
        self.set_count(0)
        self.follow_theme()

    def nextCheckState(self) -> None:
        """The row decides which state is chosen."""

    def set_count(self, count: int) -> None:
        """Show another number."""
        self._count = count
        self.setAccessibleName(f"{self._state.words}: {count}")
        self.setToolTip(f"Tampilkan hanya: {self._state.words.lower()}")
        self.update()

    def room(self) -> int:
        """How much fits: 2 on one line, 1 under each other, 0 without a picture."""
        if self.width() >= self._width_on_one_line():
            return 2
        return int(self.width() >= self._width_under_each_other())

    def sizeHint(self) -> QSize:
        return QSize(self._width_on_one_line(), theme.px(56))

    def minimumSizeHint(self) -> QSize:
        words = paint.width_of(self._state.words, theme.font("caption"))
        return QSize(words + 2 * (_PADDING - 2), theme.px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self._row.step(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = float(_PADDING)
        side = theme.px(32)
        if self._row.room() > 0:
            spot = QRectF(left, (self.height() - side) / 2, side, side)
            look = paint.look(self._state.tone)
            paint.box(painter, spot, look, theme.RADIUS_TILE)
            inset = side * 0.23
            theme.draw_icon(painter, self._state.icon, spot.adjusted(inset, inset, -inset, -inset), look.ink)
            left += side + 12
        else:
            left -= 2
        self._paint_words(painter, left)
        if self.isChecked():
            self._paint_mark(painter)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), theme.RADIUS_CARD - 1, on_fill=self.isChecked())

    def _paint_mark(self, painter: QPainter) -> None:
        """The sign that only these are seen now."""
        side = theme.px(14)
        spot = QRectF(self.width() - side - 8, 8, side, side)
        theme.draw_icon(painter, "filter", spot, theme.color("primary"))

    def _paint_ground(self, painter: QPainter) -> None:
        edge, ground = "border", "surface"
        if self.isChecked():
            edge, ground = "primary", "selected"
        elif self.underMouse() and self.isEnabled():
            ground = "hover"
        colour = theme.color(edge)
        look = paint.Look(theme.color(ground), colour, colour, edge_width=2 if self.isChecked() else 1)
        paint.box(painter, self.rect(), look, theme.RADIUS_CARD - 1)

    def _paint_words(self, painter: QPainter, left: float) -> None:
        number, caption = theme.font("title", tabular=True), theme.font("caption")
        ink = theme.color("text" if self._count else "text3")
        words, room = self._state.words, self.width() - left - _PADDING + 4
        if self._row.room() == 2:
            width = paint.width_of(str(self._count), number)
            paint.text(painter, QRectF(left, 0, width + 2, self.height()), str(self._count), number, ink)
            body = theme.font("body")
            area = QRectF(left + width + 8, 0, room - width - 8, self.height())
            paint.text(painter, area, words, body, theme.color("text2"))
            return
        first, second = paint.height_of(number), paint.height_of(caption)
        top = (self.height() - first - second) / 2
        paint.text(painter, QRectF(left, top, room, first), str(self._count), number, ink)
        paint.text(painter, QRectF(left, top + first, room, second), words, caption, theme.color("text2"))

    def _width_on_one_line(self) -> int:
        number = paint.width_of("88", theme.font("title", tabular=True))
        words = paint.width_of(self._state.words, theme.font("body"))
        return 2 * _PADDING + theme.px(32) + 12 + number + 8 + words

    def _width_under_each_other(self) -> int:
        words = paint.width_of(self._state.words, theme.font("caption"))
        return 2 * _PADDING + theme.px(32) + 12 + words
