"""A text field of several lines that grows with what is typed, counts near its end, and says when typing pauses."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.dressed import Dressed

PAUSE_MS = 400
COUNT_FROM = 0.9  # of the limit
_FRAME = 12  # padding and border of the style sheet, above and below together


class GrowingText(Dressed, QPlainTextEdit):
    """Signals, all by the person and never by `set_text`: `edited()` typing paused, or the field was left with
    something unsaid · `left()` the focus went elsewhere · `escaped()` Esc · `pasted(QMimeData)` files or a picture · `counted(str, is_full)` what
    the counter says, "" while there is room.
    """

    edited = Signal()
    left = Signal()
    escaped = Signal()
    pasted = Signal(object)
    counted = Signal(str, bool)

    def __init__(
        self, name: str, *, lines: tuple[int, int] = (3, 8), limit: int = 2000, parent: QWidget | None = None
    ) -> None:
        """`lines`: fewest and most lines shown; `limit` in characters, more cannot be typed."""
        super().__init__(parent)
        self._fewest, self._most = lines
        self._limit = limit
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.edited)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self.follow_theme()

    def text(self) -> str:
        """What stands in the field."""
        return self.toPlainText()

    def set_text(self, words: str) -> None:
        """Fill the field without a word; what was being typed is forgotten."""
        self._pause.stop()
        was_blocked = self.blockSignals(True)
        self.setPlainText(words)
        self.blockSignals(was_blocked)
        self._grow()
        self._count()

    def set_locked(self, locked: bool) -> None:
        """Make it readable and to be copied, by mouse and keyboard, but not changeable."""
        self.setReadOnly(locked)
        if locked:
            flags = Qt.TextInteractionFlag
            self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def is_typing(self) -> bool:
        """Whether something was typed that `edited` has not told yet."""
        return self._pause.isActive()

    def finish(self) -> None:
        """Tell now what was typed, if anything."""
        if self._pause.isActive():
            self._pause.stop()
            self.edited.emit()

    def dress(self) -> None:
        self.setFont(theme.font("body"))
        self._grow()
        super().dress()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.finish()
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            own = {
                QKeySequence.StandardKey.Undo: "isUndoAvailable",
                QKeySequence.StandardKey.Redo: "isRedoAvailable",
            }
            for act, is_available in own.items():
                if event.matches(act) and not getattr(self.document(), is_available)():
                    event.ignore()  # nothing of this field's own: the window's undo takes it
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
            self.escaped.emit()
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            event.ignore()  # the page's "next question", not a new line
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasUrls() or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not source.hasUrls():
            self._insert(source.text())
        elif source.hasUrls() or source.hasImage():
            self.pasted.emit(source)

    def _insert(self, words: str) -> None:
        """Insert as much of a paste as there is room for, and say so if it was not all of it."""
        room = self._limit - len(self.toPlainText()) + len(self.textCursor().selectedText())
        self.insertPlainText(words[: max(room, 0)])
        if len(words) > room:
            self.counted.emit(f"Tempelan dipotong pada {text.number(self._limit, 0)} huruf", True)

    def _on_text_changed(self) -> None:
        excess = len(self.toPlainText()) - self._limit
        if excess > 0:
            self._cut(excess)
            return
        self._grow()
        self._count()
        self._pause.start()

    def _cut(self, excess: int) -> None:
        """Take what is too much away again where it was typed; counts characters, not Qt's half characters."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.position())
        while excess > 0 and not cursor.atStart():
            cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, 1)
            if len(cursor.selectedText()) >= excess:
                break
        cursor.removeSelectedText()

    def _count(self) -> None:
        used = len(self.toPlainText())
        if used < self._limit * COUNT_FROM:
            self.counted.emit("", False)
            return
        words = f"{text.number(used, 0)} dari {text.number(self._limit, 0)} huruf"
        self.counted.emit(words, used >= self._limit)

    def _grow(self) -> None:
        lines = min(max(math.ceil(self.document().size().height()), self._fewest), self._most)
        margin = self.document().documentMargin()
        needed = math.ceil(lines * self.fontMetrics().lineSpacing() + 2 * margin + _FRAME)
        if needed != self.height() or needed != self.minimumHeight():
            self.setFixedHeight(needed)
