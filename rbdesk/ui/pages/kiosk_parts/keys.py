"""What is pressed at the kiosk: buttons, the four answers with their faces, the office's sign. All painted here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.pages.kiosk_parts import look
from rbdesk.ui.pages.kiosk_parts.look import Scaled, ink
from rbdesk.ui.parts.ring import Ringed

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Key(Ringed, Scaled, QAbstractButton):
    """Something to press. It takes the focus from Tab only, so that number keys always reach the kiosk.

    The second press of a double click is dropped: it would answer the next question.
    """

    def __init__(self, words: str, name: str = "") -> None:
        super().__init__()
        self.setText(words)
        self.setAccessibleName(name or words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._rings = True
            self.click()
        elif event.key() in _ENTER and self.shows_ring() and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()  # to the kiosk

    def paint_ring(self, painter: QPainter, radius: float, *, on_fill: bool = False) -> None:
        """The ring of keyboard focus, if it is to be seen; on a filled button inside a gap."""
        if not self.shows_ring():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        wide = max(self.px(3), 2)
        inset = wide * 1.5 if on_fill else wide / 2
        painter.setPen(QPen(ink("surface" if on_fill else "primary"), wide))
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(area, radius - inset / 2, radius - inset / 2)


class BigButton(Key):
    """A large button, filled or outlined, with an icon before or after its words."""

    def __init__(
        self,
        words: str,
        *,
        is_primary: bool = False,
        before: str = "",
        after: str = "",
        name: str = "",
        width: int = 0,
        height: int = 64,
        letters: int = 19,
    ) -> None:
        """`width` (the least one), `height` and `letters` are pixels of the drawing."""
        super().__init__(words, name)
        self._is_primary = is_primary
        self._before = before
        self._after = after
        self._width, self._height, self._letters = width, height, letters

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        icons = sum(bool(icon) for icon in (self._before, self._after))
        width = paint.width_of(self.text(), self._font()) + self.px(2 * 28 + icons * 36)
        return QSize(max(width, self.px(self._width)), self.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, letters, edge = ("primary", "on_primary", "primary")
        if self._is_primary and self.isDown():
            fill = edge = "primary_hover"
        if not self._is_primary:
            fill, letters, edge = ("primary_soft" if self.isDown() else "surface", "text", "control")
        if not self.isEnabled():
            fill, letters, edge = "sunken", "disabled", "border"
        radius = self.px(12)
        paint.box(painter, self.rect(), paint.Look(ink(fill), ink(letters), ink(edge)), radius)
        words = paint.width_of(self.text(), self._font())
        side, gap = self.px(22), self.px(14)
        left = (self.width() - words - (side + gap) * (bool(self._before) + bool(self._after))) / 2
        top = (self.height() - side) / 2
        if self._before:
            theme.draw_icon(painter, self._before, QRectF(left, top, side, side), ink(letters))
            left += side + gap
        area = QRectF(left, 0, words + 1, self.height())
        paint.text(painter, area, self.text(), self._font(), ink(letters))
        if self._after:
            area = QRectF(left + words + gap, top, side, side)
            theme.draw_icon(painter, self._after, area, ink(letters))
        self.paint_ring(painter, radius, on_fill=self._is_primary)

    def _font(self) -> QFont:
        return look.font(self._letters, 600, self.scale)


class AnswerCard(Key):
    """One of the four answers: a face, its words, its number. `value` is 1..4; all faces are of one colour and size."""

    def __init__(self, value: int) -> None:
        super().__init__("")
        self.value = value
        self.setCheckable(True)

    def set_answer(self, words: str) -> None:
        """Stand for these words."""
        self.setText(words)
        self._name()

    def set_chosen(self, is_chosen: bool) -> None:
        """Look chosen, or not."""
        self.setChecked(is_chosen)
        self._name()

    def nextCheckState(self) -> None:
        """Whether it is chosen the kiosk says."""

    def words_area(self) -> QRectF:
        """Where the words stand, up to two lines."""
        top = self.height() * 0.645
        return QRectF(
            self.px(10), top, self.width() - 2 * self.px(10), self.height() - top - self._foot_height()
        )

    def lines(self) -> list[str]:
        """The words as they are painted now."""
        return paint.wrapped(self.text(), self._font(), self.words_area().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        fill, edge = ("primary_soft", "primary") if chosen or self.isDown() else ("surface", "control")
        dress = paint.Look(ink(fill), ink("text"), ink(edge), edge_width=max(self.px(3), 2) if chosen else 1)
        paint.box(painter, self.rect(), dress, self.px(18))
        side = self.height() * 0.45
        area = QRectF((self.width() - side) / 2, self.height() * 0.145, side, side)
        paint_face(painter, area, self.value, ground="surface" if chosen else "primary_soft")
        self._paint_words(painter, "on_primary_soft" if chosen else "text")
        self._paint_number(painter)
        self.paint_ring(painter, self.px(18))

    def _paint_words(self, painter: QPainter, role: str) -> None:
        area, font = self.words_area(), self._font()
        lines = self.lines()
        height = min(paint.height_of(font), area.height() / max(len(lines), 1))
        top = area.top() + (area.height() - height * len(lines)) / 2
        for at, line in enumerate(lines):
            row = QRectF(area.left(), top + at * height, area.width(), height)
            paint.text(painter, row, line, font, ink(role), paint.CENTRE)

    def _paint_number(self, painter: QPainter) -> None:
        side = max(self.px(32), 20)
        area = QRectF(
            (self.width() - side) / 2, self.height() - self._foot_height() + self.px(2), side, side * 0.94
        )
        paint.box(painter, area, paint.Look(ink("sunken"), ink("text2"), ink("border")), self.px(6))
        paint.text(painter, area, str(self.value), look.font(15, 600, self.scale), ink("text2"), paint.CENTRE)

    def _foot_height(self) -> float:
        return max(self.px(32), 20) + self.px(18)

    def _font(self) -> QFont:
        pixels = 26
        font = look.font(pixels, 700, self.scale)
        room = self.words_area().width()
        while pixels > 18 and any(paint.width_of(word, font) > room for word in self.text().split()):
            pixels -= 1
            font = look.font(pixels, 700, self.scale)
        return font

    def _name(self) -> None:
        chosen = ", dipilih" if self.isChecked() else ""
        self.setAccessibleName(f"{self.text()}, {self.value} dari 4{chosen}")


def paint_face(painter: QPainter, area: QRectF, value: int, ground: str) -> None:
    """A face, 1 the least content to 4 the most; only its mouth tells."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = area.width()
    line = QPen(ink("primary"), side * 0.024)
    painter.setPen(line)
    painter.setBrush(ink(ground))
    half = line.widthF() / 2
    painter.drawEllipse(area.adjusted(half, half, -half, -half))
    painter.setBrush(ink("primary"))
    painter.setPen(Qt.PenStyle.NoPen)

    def at(x: float, y: float) -> QPointF:
        return QPointF(area.left() + x * side, area.top() + y * side)

    for x in (0.34, 0.66):
        painter.drawEllipse(at(x, 0.39), side * 0.048, side * 0.058)
    painter.setPen(QPen(ink("primary"), side * 0.038, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink("surface") if value == 4 else Qt.BrushStyle.NoBrush)
    mouth = QPainterPath()
    if value == 4:
        mouth.moveTo(at(0.29, 0.58))
        mouth.cubicTo(at(0.4, 0.605), at(0.6, 0.605), at(0.71, 0.58))
        mouth.cubicTo(at(0.7, 0.88), at(0.3, 0.88), at(0.29, 0.58))
    else:
        ends, bend = {1: (0.73, 0.53), 2: (0.68, 0.60), 3: (0.61, 0.74)}[value]
        left, right = (0.31, 0.69)
        mouth.moveTo(at(left, ends))
        mouth.quadTo(at(0.5, bend), at(right, ends))
    painter.drawPath(mouth)
    painter.restore()


class Sign(Key):
    """The office's sign. Held for some seconds it asks for the PIN; what it does is not written on it.

    Signals: `held()`.
    """

    held = Signal()

    def __init__(self, hold_ms: int) -> None:
        super().__init__("", "Lambang kantor, ditahan tiga detik oleh petugas")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hold = QTimer(self, singleShot=True, interval=hold_ms)
        self._hold.timeout.connect(self.held)
        self.pressed.connect(self._hold.start)
        self.released.connect(self._hold.stop)

    def sizeHint(self) -> QSize:
        return QSize(self.px(48), self.px(48))

    def hideEvent(self, event: QHideEvent) -> None:
        self._hold.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), paint.Look(ink("rail"), ink("on_rail"), ink("rail")), self.px(11))
        side = self.height() * 0.54
        inset = (self.height() - side) / 2
        theme.draw_icon(painter, "building-community", QRectF(inset, inset, side, side), ink("on_rail"))


class Dashes(Scaled, QWidget):
    """How far the form is: nine dashes, the filled ones up to the present question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at, self.count = 0, 9
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_at(self, number: int, count: int) -> None:
        """Show this question as the present one, counted from 1."""
        self.at, self.count = number, count
        self.setAccessibleName(f"Pertanyaan {number} dari {count}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.px(408), self.px(8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = self.px(6)
        width = (self.width() - gap * (self.count - 1)) / self.count
        for place in range(self.count):
            fill, edge = ink("primary" if place < self.at else "border"), None
            if theme.is_high_contrast() and place >= self.at:
                fill, edge = ink("surface"), ink("border")  # there is one ink only: open ones are hollow
            area = QRectF(place * (width + gap), 0, width, self.height())
            paint.box(painter, area, paint.Look(fill, fill, edge), self.height() / 2)


class SecondsRing(Scaled, QWidget):
    """The seconds that are left, as a number in a ring that runs out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.whole = 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_seconds(self, left: int, whole: int) -> None:
        """Show so many of so many."""
        self.left, self.whole = left, max(whole, 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.px(42), self.px(42))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = max(self.px(4), 2)
        area = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        painter.setPen(QPen(ink("border"), thick))
        painter.drawEllipse(area)
        painter.setPen(QPen(ink("primary"), thick, c=Qt.PenCapStyle.FlatCap))
        painter.drawArc(area, 90 * 16, round(360 * 16 * self.left / self.whole))
        paint.text(
            painter, self.rect(), str(self.left), look.font(15, 700, self.scale), ink("text"), paint.CENTRE
        )


class Disc(Scaled, QWidget):
    """A large round mark with an icon: done, or stopped."""

    def __init__(self, icon: str, ground: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._ground, self._role = icon, ground, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.px(132), self.px(132))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.height()
        paint.box(painter, self.rect(), paint.Look(ink(self._ground), ink(self._role)), side / 2)
        inset = side * 0.2
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        theme.draw_icon(painter, self._icon, area, ink(self._role))
