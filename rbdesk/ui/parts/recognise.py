"""Recognising a device (picture 19): 30 digits in six groups, each compared by telephone and ticked by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed

_GAP = 10


class DigitGrid(QWidget):
    """The groups of one device, three beside each other or as many as fit. Nothing here ticks all by a click.

    Signals: `ticked(count)` so many groups are ticked now.
    """

    ticked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: list[DigitGroup] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    @property
    def count(self) -> int:
        """How many groups are ticked."""
        return sum(group.isChecked() for group in self.groups)

    @property
    def is_whole(self) -> bool:
        """Whether every group is ticked."""
        return bool(self.groups) and self.count == len(self.groups)

    def show_digits(self, digits: Sequence[str]) -> None:
        """Show another device's digits, none ticked."""
        for group in self.groups:
            self._grid.removeWidget(group)
            group.hide()
            group.deleteLater()
        self.groups = [DigitGroup(number, five, self) for number, five in enumerate(digits, 1)]
        self._across = 0
        self._lay_out()
        for group in self.groups:
            group.toggled.connect(lambda _: self.ticked.emit(self.count))
        self.ticked.emit(0)

    def compare(self, digits: Sequence[str]) -> tuple[int, ...]:
        """Hold a whole text's digits against these: equal ones tick all; else none is ticked.

        Gives the numbers of the groups that differ, counted from 1.
        """
        pairs = zip(self.groups, digits, strict=True)
        other = tuple(group.number for group, five in pairs if group.digits != five)
        for group in self.groups:
            group.setChecked(not other)
            group.set_different(group.number in other)
        return other

    def forget_differences(self) -> None:
        """Take the marks of `compare` away."""
        for group in self.groups:
            group.set_different(False)

    def press(self, number: int) -> bool:
        """Tick a group by its number, counted from 1, or take the tick away; False if there is no such group."""
        if not 1 <= number <= len(self.groups):
            return False
        group = self.groups[number - 1]
        group.setFocus(Qt.FocusReason.ShortcutFocusReason)
        group.toggle()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        if not self.groups:
            return
        widest = max(group.minimumSizeHint().width() for group in self.groups) + _GAP
        across = 3 if self.width() + _GAP >= 3 * widest else 2
        if across == self._across:
            return
        self._across = across
        for at, group in enumerate(self.groups):
            self._grid.removeWidget(group)
            self._grid.addWidget(group, at // across, at % across)

    def minimumSizeHint(self) -> QSize:
        rows = -(-len(self.groups) // max(self._across, 1))
        widest = max((group.minimumSizeHint().width() for group in self.groups), default=0)
        return QSize(2 * widest + _GAP, rows * theme.px(76) + max(rows - 1, 0) * _GAP)


class DigitGroup(Ringed, Dressed, QCheckBox):
    """Five digits that are read out and ticked when they are the same: a real check box, drawn by us."""

    def __init__(self, number: int, digits: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._digits = digits
        self._is_different = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._name)
        self._name()
        self.follow_theme()

    @property
    def number(self) -> int:
        """Its place, counted from 1."""
        return self._number

    @property
    def digits(self) -> str:
        """Its five digits."""
        return self._digits

    @property
    def is_different(self) -> bool:
        """Whether a text that was pasted says other digits here."""
        return self._is_different

    def set_different(self, is_different: bool) -> None:
        """Show that these digits are not those of a text that was pasted."""
        self._is_different = is_different
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(76))

    def minimumSizeHint(self) -> QSize:
        wide = paint.width_of(self._digits, self._letters()) + 24
        return QSize(wide, theme.px(76))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_same = self.isChecked()
        tone = "ok" if is_same else "err" if self._is_different else ""
        edge = theme.color(tone or "control")
        ground = theme.color(f"{tone}_soft" if tone else "hover" if self.underMouse() else "surface")
        look = paint.Look(ground, edge, edge, edge_width=1.5)
        paint.box(painter, self.rect(), look, theme.RADIUS_CARD - 2)
        caption = theme.font("caption_strong")
        high = paint.height_of(caption)
        top = QRectF(12, 8, self.width() - 24, high)
        paint.text(painter, top, f"Kelompok {self._number}", caption, theme.color("text2"))
        side = theme.px(18)
        spot = QRectF(self.width() - side - 10, 8 + (high - side) / 2, side, side)
        if tone:
            name = "circle-check" if is_same else "circle-x"
            theme.draw_icon(painter, name, spot, theme.color(tone))
        else:
            box = paint.Look(theme.color("surface"), edge, edge)
            paint.box(painter, spot.adjusted(1, 1, -1, -1), box, 4)
        below = QRectF(0, 8 + high, self.width(), self.height() - high - 12)
        painter.setFont(self._letters())
        painter.setPen(theme.color("text"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._digits)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), theme.RADIUS_CARD - 2)

    def _letters(self) -> QFont:
        font = theme.font("display_small", tabular=True)
        font.setPixelSize(theme.px(28))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(3))
        return font

    def _name(self) -> None:
        state = "cocok" if self.isChecked() else "berbeda" if self._is_different else "belum dicocokkan"
        self.setAccessibleName(f"Kelompok {self._number}: {' '.join(self._digits)}, {state}")
