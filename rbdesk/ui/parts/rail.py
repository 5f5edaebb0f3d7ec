"""The rail at the left: whose desk this is, the year, the pages with their counts, help, settings, the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.avatar import initials
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed

WIDTH, NARROW_WIDTH = 204, 60
_SIDE = 8  # from the rail's edge to an item
_TEXT_LEFT = 42  # from an item's edge to its words


@dataclass(frozen=True, slots=True)
class RailItem:
    """One page in the rail; `keys` is the chord that leads to it, told in the tooltip."""

    key: str
    title: str
    icon: str
    keys: str = ""


class Rail(Dressed, QWidget):
    """Full (204) or narrow (60, icons with tooltips and dots for counts).

    Signals: `chosen(key)` of a page · `person_chosen()` the person at the bottom.
    """

    chosen = Signal(str)
    person_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self._items: dict[str, RailButton] = {}
        self._brand = _Brand()
        self._year = _Year()
        self._person = _Person()
        self._person.clicked.connect(self.person_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 10)
        column.setSpacing(4)
        column.addWidget(self._brand)
        column.addSpacing(10)
        column.addWidget(self._year)
        column.addSpacing(6)
        self._pages = QVBoxLayout()
        self._pages.setSpacing(4)
        column.addLayout(self._pages)
        column.addStretch(1)
        column.addWidget(_RailLine())
        column.addSpacing(2)
        self._bottom = QVBoxLayout()
        self._bottom.setSpacing(0)
        column.addLayout(self._bottom)
        column.addWidget(self._person)
        self._year.hide()
        self._person.hide()
        self.setAccessibleName("Halaman")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.follow_theme()

    def set_owner(self, name: str) -> None:
        """Whose desk it is, e.g. "Kec. Cikarang Utara"."""
        self._brand.set_owner(name)

    def set_year(self, year: int) -> None:
        """The year that is worked on."""
        self._year.set_year(year)
        self._year.show()

    def set_person(self, name: str, post: str) -> None:
        """Who works here; without a name the place stays empty."""
        self._person.set_person(name, post)
        self._person.setVisible(bool(name))

    def set_items(self, pages: Sequence[RailItem], bottom: Sequence[RailItem]) -> None:
        """The pages in order, and what stands at the bottom."""
        for button in self._items.values():
            button.hide()
            button.deleteLater()
        self._items = {}
        for layout, items, is_small in ((self._pages, pages, False), (self._bottom, bottom, True)):
            for item in items:
                button = RailButton(item, is_small=is_small)
                button.set_narrow(self._is_narrow)
                button.clicked.connect(lambda _=False, key=item.key: self.chosen.emit(key))
                layout.addWidget(button)
                self._items[item.key] = button
        order = [*self._items.values(), self._person]
        for one, following in pairwise(order):
            self.setTabOrder(one, following)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        for one, button in self._items.items():
            button.setChecked(one == key)

    def preferred_stop(self) -> QWidget | None:
        """The button of the page that is shown: where F6 enters the rail."""
        return next((button for button in self._items.values() if button.isChecked()), None)

    def set_count(self, key: str, count: int, *, is_urgent: bool) -> None:
        """Show a count at a page: amber when it asks for action; 0 takes it away."""
        if key in self._items:
            self._items[key].set_count(count, is_urgent=is_urgent)

    def set_narrow(self, is_narrow: bool) -> None:
        """Icons only."""
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        self._brand.set_narrow(is_narrow)
        self._year.set_narrow(is_narrow)
        self._person.set_narrow(is_narrow)
        for button in self._items.values():
            button.set_narrow(is_narrow)
        self.updateGeometry()

    def buttons(self) -> dict[str, RailButton]:
        """The buttons by page key."""
        return dict(self._items)

    def sizeHint(self) -> QSize:
        width = theme.px(NARROW_WIDTH if self._is_narrow else WIDTH)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        brand = self._brand.minimumSizeHint().height() if self._brand.isVisible() else 0
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height() - brand)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        brand = self._brand.minimumSizeHint().height()
        needed = super().minimumSizeHint().height() + (0 if self._brand.isVisible() else brand)
        self._brand.setVisible(event.size().height() >= needed)  # in a low window pages go before the sign

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("rail"))
        if theme.is_high_contrast():
            painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("text"))


class RailButton(Pressed, Dressed, QAbstractButton):
    """One page in the rail."""

    def __init__(self, item: RailItem, *, is_small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = item
        self._is_small = is_small
        self._is_narrow = False
        self._count = 0
        self._is_urgent = False
        self._rings = False
        self.setText(item.title)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name_it()
        self.follow_theme()

    def nextCheckState(self) -> None:
        """The window decides which page is shown."""

    def set_count(self, count: int, *, is_urgent: bool) -> None:
        """Show a count beside the title."""
        self._count, self._is_urgent = count, is_urgent
        self._name_it()
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        """Icon only, the title in the tooltip."""
        self._is_narrow = is_narrow
        self.setText("" if is_narrow else self._item.title)
        self._name_it()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH), theme.px(38 if self._is_small else 40))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH), theme.px(20) + 4)  # a low window keeps all pages in sight

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(_SIDE, 0, self.width() - 2 * _SIDE, self.height())
        ink = theme.color("rail_text")
        if self.isChecked():
            ink = theme.color("on_rail")
            edge = ink if theme.is_high_contrast() else None
            paint.box(painter, area, paint.Look(theme.color("rail_selected"), ink, edge), 7)
            marker = QRectF(_SIDE, theme.px(10), 4, self.height() - 2 * theme.px(10))
            paint.box(painter, marker, paint.Look(theme.color("accent"), ink), 2)
        elif self.underMouse():
            soft = QColor(theme.color("rail_selected"))
            soft.setAlphaF(0.45)
            paint.box(painter, area, paint.Look(soft, ink), 7)
        self._paint_icon(painter, ink)
        if not self._is_narrow:
            self._paint_words(painter, area, ink)
        elif self._count:
            _paint_dot(painter, self, self._is_urgent)
        if self.hasFocus() and self._rings:
            _ring(painter, area, 7)

    def _paint_icon(self, painter: QPainter, ink: QColor) -> None:
        side = theme.px(18 if self._is_small and not self._is_narrow else 20)
        left = (self.width() - side) / 2 if self._is_narrow else _SIDE + theme.px(14)
        theme.draw_icon(painter, self._item.icon, QRectF(left, (self.height() - side) / 2, side, side), ink)

    def _paint_words(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        words = QRectF(_SIDE + theme.px(_TEXT_LEFT), 0, 0, self.height())
        right = area.right() - theme.px(12)
        if self._count:
            height = theme.px(20)
            width = max(paint.width_of(str(self._count), theme.font("chip")) + theme.px(14), height)
            badge = QRectF(right - width, (self.height() - height) / 2, width, height)
            ground = paint.look("accent") if self._is_urgent else _plain_count()
            paint.box(painter, badge, ground, height / 2)
            paint.text(painter, badge, str(self._count), theme.font("chip"), ground.ink, paint.CENTRE)
            right = badge.left() - 6
        words.setRight(right)
        kind = "nav_selected" if self.isChecked() else "nav"
        paint.text(painter, words, self._item.title, theme.font(kind), ink)

    def _name_it(self) -> None:
        name = self._item.title
        if self._count:
            name += f", {self._count} perlu tindakan" if self._is_urgent else f", {self._count}"
        self.setAccessibleName(name)
        told = f"{name} ({self._item.keys})" if self._item.keys else name
        self.setToolTip(told if self._is_narrow else self._item.keys)


class _Brand(Dressed, QLabel):
    """The program's sign and name, and whose desk it is."""

    def __init__(self) -> None:
        super().__init__()
        self._owner = ""
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("RBDesk")
        self.follow_theme()

    def set_owner(self, name: str) -> None:
        self._owner = name
        self.setAccessibleName(f"RBDesk, {name}")
        self.setToolTip(name)
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH), theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(32)
        left = (self.width() - side) / 2 if self._is_narrow else 14
        painter.drawPixmap(
            QRectF(left, (self.height() - side) / 2, side, side).toRect(), theme.app_icon().pixmap(side, side)
        )
        if self._is_narrow:
            return
        left += side + theme.px(10)
        half, room = self.height() / 2, self.width() - left - _SIDE
        upper, lower = QRectF(left, 0, room, half), QRectF(left, half, room, half)
        paint.text(painter, upper, "RBDesk", theme.font("card"), theme.color("on_rail"))
        paint.text(painter, lower, self._owner, theme.font("caption"), theme.color("rail_caption"))


class _Year(Dressed, QLabel):
    """The year; no switch while the program knows only one."""

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_year(self, year: int) -> None:
        self._year = year
        self.setAccessibleName(f"Tahun {year}")
        self.setToolTip(f"Tahun {year}" if self._is_narrow else "")
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.set_year(self._year)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = 12
        area = QRectF(side, 0, self.width() - 2 * side, self.height())
        ink = theme.color("on_rail")
        ground = QColor(theme.color("rail_text"))
        ground.setAlphaF(0.0 if theme.is_high_contrast() else 0.13)
        paint.box(painter, area, paint.Look(ground, ink), theme.RADIUS_CONTROL)
        if self._is_narrow:
            paint.text(painter, area, f"’{self._year % 100:02d}", theme.font("strong"), ink, paint.CENTRE)
            return
        icon = theme.px(16)
        top = (self.height() - icon) / 2
        theme.draw_icon(painter, "calendar", QRectF(area.left() + 10, top, icon, icon), ink)
        words = area.adjusted(10 + icon + 8, 0, -8, 0)
        paint.text(painter, words, f"Tahun {self._year}", theme.font("strong"), ink)


class _Person(Pressed, Dressed, QAbstractButton):
    """Who works here; leads to the identity in the settings."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._post = ""
        self._is_narrow = False
        self._rings = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.follow_theme()

    def set_person(self, name: str, post: str) -> None:
        self._name, self._post = name, post
        told = f"{name}, {post}" if post else name
        self.setAccessibleName(f"Operator: {told}")
        self.setToolTip(told)
        self.update()

    def set_narrow(self, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW_WIDTH), theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(30)
        left = (self.width() - side) / 2 if self._is_narrow else 16
        disc = QRectF(left, (self.height() - side) / 2, side, side)
        ground = paint.Look(theme.color("rail_selected"), theme.color("on_rail"))
        paint.box(painter, disc, ground, side / 2)
        paint.text(
            painter, disc, initials(self._name), theme.font("caption_strong"), ground.ink, paint.CENTRE
        )
        if not self._is_narrow:
            self._paint_words(painter, disc.right() + 8)
        if self.hasFocus() and self._rings:
            _ring(painter, QRectF(_SIDE, 0, self.width() - 2 * _SIDE, self.height()), 7)

    def _paint_words(self, painter: QPainter, left: float) -> None:
        line = paint.height_of(theme.font("strong"))
        top = self.height() / 2 - (line if self._post else line / 2)
        room = self.width() - left - _SIDE
        name = QRectF(left, top, room, line)
        paint.text(painter, name, self._name, theme.font("strong"), theme.color("on_rail"))
        post = QRectF(left, top + line, room, line)
        paint.text(painter, post, self._post, theme.font("caption"), theme.color("rail_caption"))


class _RailLine(Dressed, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect().adjusted(12, 0, -12, 0), theme.color("rail_line"))


def _plain_count() -> paint.Look:
    if theme.is_high_contrast():
        return paint.look("neutral")
    return paint.Look(QColor(255, 255, 255, 36), theme.color("on_rail"))


def _paint_dot(painter: QPainter, button: QWidget, is_urgent: bool) -> None:
    side = theme.px(8)
    centre = button.width() / 2 + theme.px(10)
    dot = QRectF(centre - side / 2, button.height() / 2 - theme.px(10) - side / 2, side, side)
    colour = theme.color("accent" if is_urgent else "rail_caption")
    paint.box(painter, dot, paint.Look(colour, colour), side / 2)


def _ring(painter: QPainter, area: QRectF, radius: float) -> None:
    """The focus ring on the rail, where the primary colour would not be seen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("on_rail"), 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)
