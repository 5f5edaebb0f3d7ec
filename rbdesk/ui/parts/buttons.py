"""Push buttons in the kinds of the design; a screen has one `primary`."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed, Ringed

KINDS = ("primary", "soft", "secondary", "quiet", "link", "danger", "tab", "toast")

_INKS = {
    "primary": "on_primary",
    "soft": "on_primary_soft",
    "secondary": "text",
    "quiet": "text2",
    "link": "primary",
    "danger": "err",
    "tab": "text2",
    "toast": "on_tooltip",
}
_GAP = 8


class Button(Ringed, Pressed, Dressed, QPushButton):
    """A button with an icon before its words and, if wanted, the keys that do the same after them."""

    def __init__(
        self,
        words: str = "",
        icon: str = "",
        kind: str = "secondary",
        *,
        keys: str = "",
        name: str = "",
        trailing: str = "",
        is_compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what it is called without words or in more of them; `trailing` an icon at the end."""
        super().__init__(words, parent)
        self._icon = icon
        self._kind = kind
        self._keys = keys
        self._trailing = trailing
        self.setProperty("kind", kind)
        self.setProperty("compact", "true" if is_compact else "false")
        self.setProperty("icononly", "false" if words else "true")
        self.setAccessibleName(name or words.replace("&", ""))
        self.setToolTip(name if name and not words else "")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_icon(self, name: str) -> None:
        """Change the icon."""
        self._icon = name
        self.dress()

    def set_kind(self, kind: str) -> None:
        """Change the kind, e.g. when another button becomes the primary one."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.dress()

    def setText(self, words: str) -> None:
        if self.accessibleName() == self.text().replace("&", ""):
            self.setAccessibleName(words.replace("&", ""))
        super().setText(words)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        height = super().sizeHint().height()
        padding = (
            5 if self._kind == "link" else theme.px(10 if self.property("compact") == "true" else 12) + 1
        )
        if not self.text():
            return QSize(height, height)
        return QSize(self._content_width() + 2 * padding, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # missing in the stubs
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        self._paint_content(painter)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), on_fill=self._kind == "primary")

    def _paint_content(self, painter: QPainter) -> None:
        ink = self._ink()
        room = self.width() - 8
        shows_keys = bool(self._keys) and self._content_width() <= room
        tail = self._tail_width(shows_keys)
        width = min(self._content_width() - self._tail_width(True) + tail, room)
        left, middle = (self.width() - width) / 2, self.height() / 2
        right = left + width
        side = theme.px(16 if self.text() else 18)
        if self._icon:
            theme.draw_icon(painter, self._icon, QRectF(left, middle - side / 2, side, side), ink)
            left += side + _GAP
        self._paint_words(painter, QRectF(left, 0, right - left - tail + 1, self.height()), ink)
        left = right - tail + _GAP
        if self._trailing:
            side = theme.px(16)
            theme.draw_icon(painter, self._trailing, QRectF(left, middle - side / 2, side, side), ink)
            left += side + _GAP
        if shows_keys:
            self._paint_keys(painter, left)

    def _paint_words(self, painter: QPainter, area: QRectF, ink: QColor) -> None:
        underlines = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        mnemonic = Qt.TextFlag.TextShowMnemonic if underlines else Qt.TextFlag.TextHideMnemonic
        font = theme.font("button")
        words = self.text()
        if paint.width_of(words.replace("&", ""), font) > area.width() + 1:
            words = QFontMetricsF(font).elidedText(
                words, Qt.TextElideMode.ElideRight, area.width(), int(mnemonic)
            )
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(area, int(paint.LEFT) | int(mnemonic), words)

    def _paint_keys(self, painter: QPainter, left: float) -> None:
        ink, ground = self._ink(), self._ink()
        ground.setAlphaF(0.14)
        height = theme.px(18)
        area = QRectF(left, (self.height() - height) / 2, self._keys_width(), height)
        paint.box(painter, area, paint.Look(ground, ink), 4)
        paint.text(painter, area, self._keys, theme.font("key"), ink, paint.CENTRE)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme.color("disabled")
        if self._kind == "tab" and self.isChecked():
            return theme.color("on_primary_soft")
        if self._kind == "quiet" and self.underMouse():
            return theme.color("text")
        return theme.color(_INKS[self._kind])

    def _content_width(self) -> int:
        words = paint.width_of(self.text().replace("&", ""), theme.font("button"))
        icon = theme.px(16 if self.text() else 18) + (_GAP if self.text() else 0) if self._icon else 0
        return icon + words + self._tail_width(True)

    def _tail_width(self, with_keys: bool) -> int:
        keys = self._keys_width() + _GAP if self._keys and with_keys else 0
        return keys + (theme.px(16) + _GAP if self._trailing else 0)

    def _keys_width(self) -> int:
        return paint.width_of(self._keys, theme.font("key")) + 10


def primary(words: str, icon: str = "", *, keys: str = "", parent: QWidget | None = None) -> Button:
    """The one filled button of a screen."""
    return Button(words, icon, "primary", keys=keys, parent=parent)


def secondary(
    words: str, icon: str = "", *, keys: str = "", is_compact: bool = False, parent: QWidget | None = None
) -> Button:
    """An outlined button."""
    return Button(words, icon, "secondary", keys=keys, is_compact=is_compact, parent=parent)


def soft(words: str, icon: str = "", *, parent: QWidget | None = None) -> Button:
    """A pale blue button, for a way on that is not the screen's main one."""
    return Button(words, icon, "soft", parent=parent)


def quiet(words: str, icon: str = "", *, keys: str = "", parent: QWidget | None = None) -> Button:
    """A button without outline."""
    return Button(words, icon, "quiet", keys=keys, parent=parent)


def link(words: str, icon: str = "", *, keys: str = "", parent: QWidget | None = None) -> Button:
    """A button that looks like a link."""
    return Button(words, icon, "link", keys=keys, parent=parent)


def danger(words: str, icon: str = "", *, parent: QWidget | None = None) -> Button:
    """A button for what cannot be undone; its words name the act."""
    return Button(words, icon, "danger", parent=parent)


def icon_button(icon: str, name: str, kind: str = "quiet", *, parent: QWidget | None = None) -> Button:
    """A square button with an icon only; `name` is its tooltip and what a screen reader says."""
    return Button("", icon, kind, name=name, parent=parent)
