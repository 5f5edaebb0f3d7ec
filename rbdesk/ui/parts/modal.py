"""A card over the dimmed window that must be answered first; it keeps the window alive while it is open."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from rbdesk.ui import dialogs, paint, theme
from rbdesk.ui.parts.scroll import ScrollColumn

_SHADOW = 24
_EDGE = 16  # between the card and the window at least


class Modal(QDialog):
    """`body` takes what it holds; it scrolls where the window is too low. Esc closes it; the focus goes back.

    The card grows with its body (a complaint that appears is seen at once); `fit()` makes it smaller again.
    Opened with `open()`, it answers by Qt's `accepted` and `rejected`.
    """

    def __init__(self, parent: QWidget, title: str, *, width: int) -> None:
        super().__init__(parent.window(), Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._window = parent.window()
        self._wished_width = width
        self._caller: QWidget | None = None
        self.first: QWidget | None = None  # what takes the focus
        self._glass = _Glass(self._window)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"RBDesk — {title}")
        self.setAccessibleName(title)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.SPACE_M)
        self._content.installEventFilter(self)
        self._body_height = 0  # what the body wanted when the card was last placed
        self._scroll = ScrollColumn(self._content)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(theme.SPACE_XS)
        outer = QVBoxLayout(self)
        inset = _SHADOW + theme.SPACE_XL
        outer.setContentsMargins(inset, inset, inset, inset)
        outer.setSpacing(theme.SPACE_M)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self.foot)

    def showEvent(self, event: QShowEvent) -> None:
        self._caller = QApplication.focusWidget()
        self._glass.cover()
        self._place()
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus(Qt.FocusReason.TabFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._glass.hide()
        self._glass.deleteLater()
        dialogs.give_focus_back(self._caller)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        shade = theme.color("text") if not theme.is_dark() else theme.color("tooltip").darker(800)
        shade.setAlphaF(0.012)
        for reach in range(_SHADOW, 0, -1):
            soft = area.adjusted(-reach, -reach // 2, reach, reach)
            paint.box(painter, soft, paint.Look(shade, shade), theme.RADIUS_DIALOG + reach)
        line = theme.color("border")
        paint.box(painter, area, paint.Look(theme.color("surface"), line, line), theme.RADIUS_DIALOG)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.LayoutRequest and watched is self._content and self.isVisible()
        if asked and self._wanted_height(self._content.width()) > self._body_height:
            self._place()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Take the room that the body needs now."""
        if self.isVisible():
            self._place()

    def _place(self) -> None:
        """As large as wished and as the window allows, in its middle."""
        window = self._window
        most_wide, most_high = window.width() - 2 * _EDGE, window.height() - 2 * _EDGE
        width = min(theme.px(self._wished_width), most_wide)
        inset = theme.SPACE_XL
        inside = width - 2 * inset
        self._content.setFixedWidth(inside)
        wanted = self._body_height = self._wanted_height(inside)
        foot = self.foot.sizeHint().height() + theme.SPACE_M
        if wanted + foot + 2 * inset > most_high:
            self._content.setFixedWidth(inside - self._scroll.verticalScrollBar().sizeHint().width())
        height = min(wanted + foot + 2 * inset, most_high)
        self.setFixedSize(width + 2 * _SHADOW, height + 2 * _SHADOW)
        self.move(window.mapToGlobal(window.rect().center()) - self.rect().center())

    def _wanted_height(self, inside: int) -> int:
        layout = self._content.layout()
        assert layout is not None
        layout.activate()
        return layout.heightForWidth(inside) if layout.hasHeightForWidth() else layout.sizeHint().height()


class _Glass(QWidget):
    """Dark glass over the window while the card is open."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._covered = window
        self.hide()
        window.installEventFilter(self)

    def cover(self) -> None:
        self.setGeometry(self._covered.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = theme.color("text") if not theme.is_dark() else theme.color("bg").darker(200)
        shade.setAlphaF(0.48)
        QPainter(self).fillRect(self.rect(), shade)
