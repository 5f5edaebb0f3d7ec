"""What closed and open card have in common: the keys of a question, files dropped on it, edge and ring."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed

DOT = 9  # side of the mark for answered and open, pixels

# Acts that a key or a click asks for; the list of cards carries them out
NEXT, PREVIOUS, FIRST, LAST = "next", "previous", "first", "last"
PAGE_DOWN, PAGE_UP = "page_down", "page_up"
NOTE, CLEAR, FLAG, HISTORY, TOGGLE, BACK = "note", "clear", "flag", "history", "toggle", "back"
CHOOSE, TYPE = "choose", "type"

_KEYS = {
    Qt.Key.Key_Down: NEXT,
    Qt.Key.Key_Up: PREVIOUS,
    Qt.Key.Key_Home: FIRST,
    Qt.Key.Key_End: LAST,
    Qt.Key.Key_PageDown: PAGE_DOWN,
    Qt.Key.Key_PageUp: PAGE_UP,
    Qt.Key.Key_Return: NOTE,
    Qt.Key.Key_Enter: NOTE,
    Qt.Key.Key_Delete: CLEAR,
    Qt.Key.Key_F: FLAG,
    Qt.Key.Key_H: HISTORY,
    Qt.Key.Key_Space: TOGGLE,
}
_ANSWER_LETTERS = "ABCDEYT"


def draw_dot(painter: QPainter, area: QRectF, *, is_answered: bool, is_conflict: bool) -> None:
    """The mark before the code: filled when answered, a ring when open, amber when two laptops differ."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if is_answered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ok"))
        painter.drawEllipse(area)
    else:
        painter.setPen(QPen(theme.color("warn"), 2))
        painter.setBrush(theme.color("warn_soft") if is_conflict else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
    painter.restore()


class QuestionFrame(Dressed, QFrame):
    """One tab stop that takes the keys of a question.

    Signals: `acted(code, act, detail)` one of the acts of this module, with the letter or digit pressed ·
    `given(code, QMimeData)` files or a picture were dropped or pasted.
    """

    acted = Signal(str, str, str)
    given = Signal(str, object)

    def __init__(self, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = code
        self.takes_files = True
        self._rings = False
        self._is_target = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            content = QGuiApplication.clipboard().mimeData()
            if self._can_take(content):
                self.given.emit(self.code, _copy_of(content))
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain:
            event.ignore()
            return
        self._rings = True
        self.update()
        letter = event.text().upper()
        act = _KEYS.get(Qt.Key(event.key()))
        if letter and letter in _ANSWER_LETTERS:
            self.acted.emit(self.code, CHOOSE, letter)
        elif event.text().isdigit():
            self.acted.emit(self.code, TYPE, event.text())
        elif act is not None:
            self.acted.emit(self.code, act, "")
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._can_take(event.mimeData()):
            event.acceptProposedAction()
            self._set_target(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_target(False)
        if self._can_take(event.mimeData()):
            event.acceptProposedAction()
            self.given.emit(self.code, _copy_of(event.mimeData()))

    def paint_frame(self, painter: QPainter, *, is_open: bool, is_proposed: bool = False) -> None:
        """Ground, edge, the blue bar of the open card, the ring of the keyboard, the target of a drop."""
        edge: QColor = theme.color("primary" if is_open else "border")
        ground = theme.color("primary_soft" if self._is_target else "surface")
        width = 2.0 if is_open else 1.0
        dress = paint.Look(ground, theme.color("text"), edge, edge_width=width)
        if self._is_target or (is_proposed and not is_open):
            dress = paint.Look(ground, dress.ink, theme.color("primary"), is_dashed=True, edge_width=1.5)
        paint.box(painter, self.rect(), dress, theme.RADIUS_CARD - 1)
        if is_open:
            bar = QRectF(0, theme.RADIUS_CARD, 4, self.height() - 2 * theme.RADIUS_CARD)
            painter.fillRect(bar, edge)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect(), theme.RADIUS_CARD - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_frame(QPainter(self), is_open=False)

    def _can_take(self, content: QMimeData) -> bool:
        return self.takes_files and (content.hasUrls() or content.hasImage())

    def _set_target(self, on: bool) -> None:
        self._is_target = on
        self.update()


def _copy_of(content: QMimeData) -> QMimeData:
    """The files or the picture, kept after the drag or the clipboard is gone."""
    kept = QMimeData()
    if content.hasUrls():
        kept.setUrls(content.urls())
    elif content.hasImage():
        kept.setImageData(content.imageData())
    return kept
