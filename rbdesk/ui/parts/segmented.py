"""A few short choices side by side, of which one holds: answers A–E, Ya/Tidak, or how a page is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment: its key, the words on it, and what a screen reader says instead of short words."""

    key: str
    words: str
    name: str = ""
    letter: str = ""  # the key on the keyboard, if it is not the first letter of the words


class Segmented(Dressed, QWidget):
    """Radio buttons drawn as one control.

    Signals: `chosen(key)` when the person chose another segment, or confirmed a proposed one. The segment
    that holds already says nothing. Setting values by code says nothing either.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        name: str = "",
        arrows_choose: bool = True,
        takes_focus: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`arrows_choose` False: arrows only move, Space and Enter choose (answers). `takes_focus` False:
        a mouse control inside a card that has the keys itself.
        """
        super().__init__(parent)
        self._value: str | None = None
        self._proposed: str | None = None
        self._is_locked = False
        self._arrows_choose = arrows_choose
        self._takes_focus = takes_focus
        self._segments: list[_Segment] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.set_choices(choices)
        self.follow_theme()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; nothing holds then."""
        for segment in self._segments:
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._segments = [_Segment(choice, at, len(choices), self) for at, choice in enumerate(choices)]
        for segment in self._segments:
            self._row.addWidget(segment)
            segment.clicked.connect(lambda _=False, one=segment: self._on_clicked(one))
        self._value = self._proposed = None
        self._show_state()

    def value(self) -> str | None:
        """The key that holds, None if none does."""
        return self._value

    def set_value(self, key: str | None) -> None:
        """Let this key hold, or none."""
        self._value = key
        self._show_state()

    def set_proposed(self, key: str | None) -> None:
        """Show a segment as proposed (dashed, not counted) until it is confirmed."""
        self._proposed = key
        self._show_state()

    def is_locked(self) -> bool:
        """Whether it is only to be read."""
        return self._is_locked

    def set_locked(self, locked: bool) -> None:
        """Make it readable but not changeable."""
        self._is_locked = locked
        self._show_state()

    def segments(self) -> list[QRadioButton]:
        """The radio buttons in order, e.g. for tooltips."""
        return list(self._segments)

    def choose(self, key: str) -> None:
        """Choose as if the person had pressed the segment."""
        if self._is_locked or not self.isEnabled():
            return
        is_new = key != self._value or key == self._proposed
        self._value = key
        self._proposed = None
        self._show_state()
        if is_new:
            self.chosen.emit(key)

    def choose_letter(self, letter: str) -> bool:
        """Choose the segment of this keyboard letter; False if there is none."""
        for segment in self._segments:
            if letter and letter.upper() == segment.letter():
                self.choose(segment.choice.key)
                return True
        return False

    def step(self, segment: QRadioButton, by: int) -> None:
        """Move from a segment to the one before or after, as the arrows do."""
        at = [one is segment for one in self._segments].index(True) + by
        if not 0 <= at < len(self._segments):
            return
        target = self._segments[at]
        self._make_tab_stop(target)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if self._arrows_choose:
            self.choose(target.choice.key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "sunken" if self._is_locked or not self.isEnabled() else "surface"
        edge = theme.color("control")
        paint.box(painter, self.rect(), paint.Look(theme.color(ground), edge, edge))

    def _on_clicked(self, segment: _Segment) -> None:
        self._make_tab_stop(segment)
        self.choose(segment.choice.key)
        self._show_state()  # a locked control was checked by Qt: put it back

    def _show_state(self) -> None:
        for segment in self._segments:
            segment.setAutoExclusive(False)
            segment.show_state(
                holds=segment.choice.key == self._value,
                is_proposed=segment.choice.key == self._proposed,
                is_locked=self._is_locked,
            )
        for segment in self._segments:
            segment.setAutoExclusive(True)
        held = next((segment for segment in self._segments if segment.isChecked()), None)
        if self._segments:
            self._make_tab_stop(held or self._segments[0])
        self.update()

    def _make_tab_stop(self, stop: _Segment) -> None:
        for segment in self._segments:
            can_stop = self._takes_focus and segment is stop
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_stop else Qt.FocusPolicy.NoFocus)


class _Segment(Ringed, QRadioButton):
    """One radio button of the control: real for keyboard and screen readers, drawn by us."""

    def __init__(self, choice: Choice, at: int, count: int, parent: Segmented) -> None:
        super().__init__(parent)
        self.choice = choice
        self._control = parent
        self._at = at
        self._count = count
        self._is_proposed = False
        self._is_locked = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def letter(self) -> str:
        return (self.choice.letter or self.choice.words[:1]).upper()

    def show_state(self, *, holds: bool, is_proposed: bool, is_locked: bool) -> None:
        self._is_proposed, self._is_locked = is_proposed, is_locked
        self.setChecked(holds)
        state = ["dipilih"] if holds else []
        state += ["usulan, belum dikonfirmasi"] if is_proposed else []
        state += ["terkunci"] if is_locked else []
        name = self.choice.name or self.choice.words
        self.setAccessibleName(", ".join([name, f"{self._at + 1} dari {self._count}", *state]))
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self.choice.words, theme.font("strong")) + theme.px(28)
        return QSize(max(width, theme.px(38)), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        self._rings = True
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._control.step(self, -1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._control.choose(self.choice.key)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the list of cards moves
        elif event.modifiers() or not self._control.choose_letter(event.text()):
            event.ignore()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_usable = self.isEnabled() and not self._is_locked
        area = QRectF(self.rect()).adjusted(0.5, 1, -0.5, -1)
        if self._at == 0:
            area.adjust(0.5, 0, 0, 0)
        if self._at == self._count - 1:
            area.adjust(0, 0, -0.5, 0)
        font, ink = theme.font("body"), theme.color("text" if is_usable else "text3")
        if self.isChecked() and not self._is_proposed:
            fill = theme.color("primary" if is_usable else "locked_fill")
            ink = theme.color("on_primary" if is_usable else "on_locked_fill")
            font = theme.font("strong")
            self._fill(painter, area, paint.Look(fill, ink))
        elif self._is_proposed:
            blue = theme.color("primary")
            ink = theme.color("on_primary_soft")
            font = theme.font("strong")
            dashed = paint.Look(theme.color("primary_soft"), ink, blue, is_dashed=True, edge_width=1.5)
            paint.box(painter, area.adjusted(2, 2, -2, -2), dashed, 4)
        elif is_usable and self.underMouse():
            self._fill(painter, area, paint.Look(theme.color("hover"), ink))
        if self._at and not self.isChecked() and not self._before_is_checked():
            painter.setPen(QPen(theme.color("border"), 1))
            painter.drawLine(0, 7, 0, self.height() - 8)
        paint.text(painter, self.rect(), self.choice.words, font, ink, paint.CENTRE)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), on_fill=self.isChecked())

    def _before_is_checked(self) -> bool:
        return self._control.segments()[self._at - 1].isChecked()

    def _fill(self, painter: QPainter, area: QRectF, ground: paint.Look) -> None:
        """Fill the segment; only the outer corners of the control are round."""
        paint.box(painter, area, ground, theme.RADIUS_CONTROL - 1)
        radius = theme.RADIUS_CONTROL
        if self._at > 0:
            painter.fillRect(QRectF(area.left(), area.top(), radius, area.height()), ground.fill)
        if self._at < self._count - 1:
            painter.fillRect(QRectF(area.right() - radius, area.top(), radius, area.height()), ground.fill)
