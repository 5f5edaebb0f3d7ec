"""Choices as framed tiles, of which one holds: a card of words, a sample of a text size, a miniature of a theme."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed
from rbdesk.ui.parts.wrapping import Wrapping

_EDGE = 14


class ChoiceTile(Ringed, Dressed, QRadioButton):
    """A radio button as a tile; the whole tile can be clicked. Tiles with one parent exclude each other."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen, ground = self.isChecked(), "hover" if self.underMouse() else "surface"
        edge = theme.color("primary" if chosen else "control")
        frame = paint.Look(
            theme.color("selected" if chosen else ground), edge, edge, edge_width=2 if chosen else 1
        )
        paint.box(painter, self.rect(), frame, theme.RADIUS_TILE)
        self.paint_content(painter, theme.color("on_primary_soft" if chosen else "text"))
        if self.shows_ring():
            inner = self.rect().adjusted(3, 3, -3, -3)
            paint.focus_ring(painter, inner, theme.RADIUS_TILE - 2)

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        """Paint what stands on the tile."""


class ChoiceCard(Wrapping, ChoiceTile):
    """Icon, title and a sentence."""

    def __init__(self, title: str, details: str, icon: str, parent: QWidget | None = None) -> None:
        self._title = title
        self._details = details
        self._icon = icon
        super().__init__(title, parent)
        self.setAccessibleDescription(details)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, title: str, details: str) -> None:
        """Say something else."""
        self._title, self._details = title, details
        self.setAccessibleName(title)
        self.setAccessibleDescription(details)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self._words_height(width) + 2 * _EDGE, theme.px(64))

    def sizeHint(self) -> QSize:
        return self._claim(QSize(theme.px(320), self.heightForWidth(theme.px(320))))

    def minimumSizeHint(self) -> QSize:
        return self._claim(QSize(theme.px(220), theme.px(64)))

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        side = theme.px(24)
        middle = self.height() / 2
        spot = QRectF(_EDGE, middle - side / 2, side, side)
        theme.draw_icon(painter, self._icon, spot, theme.color("primary"))
        title, details = theme.font("card"), theme.font("caption")
        left, room = self._left(), self._room(self.width())
        top = middle - self._words_height(self.width()) / 2
        for words, font, colour in (
            (self._title, title, ink),
            (self._details, details, theme.color("text2")),
        ):
            for line in paint.wrapped(words, font, room):
                height = paint.height_of(font)
                paint.text(painter, QRectF(left, top, room + 1, height), line, font, colour)
                top += height
        if self.isChecked():
            side = theme.px(20)
            spot = QRectF(self.width() - _EDGE - side, middle - side / 2, side, side)
            theme.draw_icon(painter, "circle-check", spot, theme.color("primary"))

    def _left(self) -> float:
        return 1.8 * _EDGE + theme.px(24)

    def _room(self, width: int) -> float:
        return width - self._left() - 1.5 * _EDGE - theme.px(20)

    def _words_height(self, width: int) -> int:
        room = self._room(width)
        lines = ((self._title, theme.font("card")), (self._details, theme.font("caption")))
        return sum(
            len(paint.wrapped(words, font, room)) * paint.height_of(font) for words, font in lines if words
        )


class SizeTile(ChoiceTile):
    """ "Aa" in a text size, its per cent below."""

    def __init__(self, percent: int, parent: QWidget | None = None) -> None:
        self.percent = percent
        super().__init__(f"Ukuran teks {percent} persen", parent)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(88), theme.px(60))

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        sample = theme.font("title")
        # not theme.px: the sample shows its own size, whatever the window has now
        sample.setPixelSize(round(17 * self.percent / 100) + (self.percent > 100) * 2)
        upper = QRectF(0, 0, self.width(), self.height() * 0.62)
        paint.text(painter, upper, "Aa", sample, ink, paint.CENTRE)
        lower = QRectF(0, self.height() * 0.58, self.width(), self.height() * 0.36)
        kind = "caption_strong" if self.isChecked() else "caption"
        paint.text(painter, lower, f"{self.percent}%", theme.font(kind), ink, paint.CENTRE)


class ThemeTile(ChoiceTile):
    """A miniature of the window in a theme; "system" is half light, half dark."""

    def __init__(self, mode: theme.Mode, words: str, parent: QWidget | None = None) -> None:
        self.mode: theme.Mode = mode
        self._words = words
        super().__init__(f"Tema {words.lower()}", parent)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(124), theme.px(74))

    def paint_content(self, painter: QPainter, ink: QColor) -> None:
        width, height = theme.px(80), theme.px(38)
        frame = QRectF((self.width() - width) / 2, theme.px(9), width, height)
        painter.save()
        if self.mode == "system":
            left, right = QRectF(frame), QRectF(frame)
            left.setWidth(frame.width() / 2)
            right.setLeft(frame.center().x())
            for half, is_dark in ((left, False), (right, True)):
                painter.setClipRect(half)
                _miniature(painter, frame, is_dark)
        else:
            _miniature(painter, frame, self.mode == "dark")
        painter.restore()
        lower = QRectF(0, frame.bottom(), self.width(), self.height() - frame.bottom() - 2)
        kind = "caption_strong" if self.isChecked() else "caption"
        paint.text(painter, lower, self._words, theme.font(kind), ink, paint.CENTRE)


def _miniature(painter: QPainter, frame: QRectF, is_dark: bool) -> None:
    colours = {role: QColor(name) for role, name in theme.roles(is_dark).items()}
    painter.fillRect(frame, colours["bg"])
    rail = QRectF(frame)
    rail.setWidth(frame.width() * 0.2)
    painter.fillRect(rail, colours["rail"])
    unit = frame.height() / 12
    for at, role in enumerate(("text", "primary")):
        row = QRectF(
            rail.right() + unit,
            frame.top() + unit * (1 + 5.4 * at),
            frame.width() * 0.8 - 2 * unit,
            4.6 * unit,
        )
        painter.fillRect(row, colours["surface"])
        line = QRectF(row.left() + unit, row.center().y() - unit / 2, row.width() * (0.5 - 0.14 * at), unit)
        painter.fillRect(line, colours[role])
