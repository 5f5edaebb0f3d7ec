"""The options of a question as full-width rows: letter, words of any length, value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed
from rbdesk.ui.parts.wrapping import Wrapping

_SIDE = 12
_GAP = 10


@dataclass(frozen=True, slots=True)
class OptionText:
    """One option: its key, the letter on the keyboard, its words and its value as shown ("nilai 0,67")."""

    key: str
    letter: str
    words: str
    value: str = ""


class OptionRow(Wrapping, Ringed, Dressed, QRadioButton):
    """One option as a radio button over the whole width; its height follows its words.

    Signals: `clicked` of the button; the group `OptionRows` decides what holds.
    """

    def __init__(
        self, option: OptionText, at: int = 0, count: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.option = option
        self._at, self._count = at, count
        self._is_proposed = False
        self._is_locked = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_state(holds=False)
        self.follow_theme()

    def show_state(self, *, holds: bool, is_proposed: bool = False, is_locked: bool = False) -> None:
        """Show whether this option holds, is only proposed, or may only be read."""
        self._is_proposed, self._is_locked = is_proposed, is_locked
        self.setChecked(holds)
        state = ["dipilih"] if holds else []
        state += ["usulan, belum dikonfirmasi"] if is_proposed else []
        state += ["terkunci"] if is_locked else []
        parts = [self.option.letter, self.option.words, f"{self._at + 1} dari {self._count}"]
        self.setAccessibleName(", ".join([*parts, *state]))
        self.setAccessibleDescription(self.option.value)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        font = theme.font("strong")  # the wider of the two, so that choosing does not move the rows
        lines = len(paint.wrapped(self.option.words, font, self._room(width)))
        return max(theme.px(36), lines * paint.height_of(font) + theme.px(18))

    def sizeHint(self) -> QSize:
        return self._claim(QSize(480, self.heightForWidth(480)))

    def minimumSizeHint(self) -> QSize:
        return self._claim(QSize(theme.px(220), theme.px(36)))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) or event.text().isalpha():
            event.ignore()  # for the group
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        holds = self.isChecked() and not self._is_proposed
        is_usable = self.isEnabled() and not self._is_locked
        paint.box(painter, self.rect(), self._ground(holds, is_usable))
        ink = theme.color("on_primary_soft" if holds else "text" if is_usable else "text2")
        self._paint_letter(painter, holds, is_usable)
        right = self.width() - _SIDE
        if holds:
            side = theme.px(18)
            blue = theme.color("primary" if is_usable else "text2")
            area = QRectF(right - side, (self.height() - side) / 2, side, side)
            theme.draw_icon(painter, "circle-check", area, blue)
            right -= side + _GAP
        caption = theme.font("caption")
        area = QRectF(0, 0, right, self.height())
        paint.text(painter, area, self.option.value, caption, theme.color("text3"), paint.RIGHT)
        self._paint_words(painter, theme.font("strong" if holds else "body"), ink)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect())

    def _ground(self, holds: bool, is_usable: bool) -> paint.Look:
        ink = theme.color("text")
        if self._is_proposed:
            fill, edge = theme.color("primary_soft"), theme.color("primary")
            return paint.Look(fill, ink, edge, is_dashed=True, edge_width=1.5)
        if holds and is_usable:
            return paint.Look(theme.color("selected"), ink, theme.color("primary"), edge_width=2)
        if holds:
            return paint.Look(theme.color("sunken"), ink, theme.color("control"), edge_width=2)
        ground = "hover" if is_usable and self.underMouse() else "surface"
        return paint.Look(theme.color(ground), ink, theme.color("border"))

    def _paint_letter(self, painter: QPainter, holds: bool, is_usable: bool) -> None:
        width, height = self._letter_width(), theme.px(24)
        area = QRectF(_SIDE - 3, (self.height() - height) / 2, width, height)
        if holds:
            fill = theme.color("primary" if is_usable else "locked_fill")
            ground = paint.Look(fill, theme.color("on_primary" if is_usable else "on_locked_fill"))
        else:
            ground = paint.Look(theme.color("surface"), theme.color("text"), theme.color("control"))
        paint.box(painter, area, ground, 5)
        paint.text(painter, area, self.option.letter, theme.font("strong"), ground.ink, paint.CENTRE)

    def _paint_words(self, painter: QPainter, font: QFont, ink: QColor) -> None:
        lines = paint.wrapped(self.option.words, font, self._room(self.width()))
        spacing = paint.height_of(font)
        top = (self.height() - spacing * len(lines)) / 2
        for at, line in enumerate(lines):
            area = QRectF(self._words_left(), top + at * spacing, self._room(self.width()) + 2, spacing)
            paint.text(painter, area, line, font, ink)

    def _letter_width(self) -> int:
        return max(theme.px(24), paint.width_of(self.option.letter, theme.font("strong")) + 12)

    def _words_left(self) -> int:
        return _SIDE - 3 + self._letter_width() + _GAP

    def _room(self, width: int) -> int:
        """The width that is left for the words."""
        value = paint.width_of(self.option.value, theme.font("caption")) + _GAP if self.option.value else 0
        return max(width - self._words_left() - value - theme.px(18) - _GAP - _SIDE, 40)


class OptionRows(QWidget):
    """All options of one question.

    Signals: `chosen(key)` when the person chose another option, or confirmed a proposed one.
    """

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[OptionText] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._proposed: str | None = None
        self._is_locked = False
        self._rows: list[OptionRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self.setAccessibleName(name)
        self.set_options(options)

    def set_options(self, options: Sequence[OptionText]) -> None:
        """Offer other options; nothing holds then."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [OptionRow(option, at, len(options), self) for at, option in enumerate(options)]
        for row in self._rows:
            self._column.addWidget(row)
            row.clicked.connect(lambda _=False, one=row: self._on_clicked(one))
        self._value = self._proposed = None
        self._show_state()

    def rows(self) -> list[OptionRow]:
        """The rows in order."""
        return list(self._rows)

    def value(self) -> str | None:
        """The key that holds, None if none does."""
        return self._value

    def set_value(self, key: str | None) -> None:
        """Let this option hold, or none."""
        self._value = key
        self._show_state()

    def set_proposed(self, key: str | None) -> None:
        """Show an option as proposed (dashed, not counted) until it is confirmed."""
        self._proposed = key
        self._show_state()

    def set_locked(self, locked: bool) -> None:
        """Make the options readable but not changeable."""
        self._is_locked = locked
        self._show_state()

    def choose(self, key: str) -> None:
        """Choose as if the person had pressed the row."""
        if self._is_locked or not self.isEnabled():
            return
        is_new = key != self._value or key == self._proposed
        self._value = key
        self._proposed = None
        self._show_state()
        if is_new:
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = next((at for at, row in enumerate(self._rows) if row.hasFocus()), None)
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if at is not None and by and 0 <= at + by < len(self._rows):
            self._make_tab_stop(self._rows[at + by])
            self._rows[at + by].setFocus(Qt.FocusReason.TabFocusReason)
            return
        letter = event.text().upper() if not event.modifiers() else ""
        for row in self._rows:
            if letter and letter == row.option.letter[:1].upper():
                self.choose(row.option.key)
                return
        event.ignore()

    def _on_clicked(self, row: OptionRow) -> None:
        self.choose(row.option.key)
        self._show_state()  # a locked row was checked by Qt: put it back

    def _show_state(self) -> None:
        for row in self._rows:
            row.setAutoExclusive(False)
            row.show_state(
                holds=row.option.key == self._value,
                is_proposed=row.option.key == self._proposed,
                is_locked=self._is_locked,
            )
        for row in self._rows:
            row.setAutoExclusive(True)
        if self._rows:
            self._make_tab_stop(next((row for row in self._rows if row.isChecked()), self._rows[0]))

    def _make_tab_stop(self, stop: OptionRow) -> None:
        for row in self._rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)
