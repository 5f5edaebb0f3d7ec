"""A panel that comes from the right over its host, for what does not fit beside the page."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QByteArray, QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.buttons import icon_button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.scroll import ScrollColumn

_SLIDE_MS = 140
_SHADOW = 14


class Drawer(Dressed, QFrame):
    """Opens over `host` and stays as high as it. Esc and its close button close it; focus returns.

    Signals: `opened()`, `dismissed()` when it has gone.
    """

    opened = Signal()
    dismissed = Signal()

    def __init__(self, host: QWidget, title: str = "", *, width: int = 320) -> None:
        super().__init__(host)
        self._host = host
        self._wished_width = width
        self._caller: QWidget | None = None
        self._is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW + theme.SPACE_L, theme.SPACE_M, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        self.head = head = QHBoxLayout()  # between title and close button there is room for one more
        self._title = ElidedLabel(title, "card")
        head.addWidget(self._title, 1)
        self.close_button = icon_button("x", "Tutup panel", parent=self)
        self.close_button.clicked.connect(self.slide_out)
        head.addWidget(self.close_button)
        column.addLayout(head)
        self._scroll = ScrollColumn()
        column.addWidget(self._scroll, 1)
        self._slide = QPropertyAnimation(self, QByteArray(b"pos"), self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._on_slid)
        self.setAccessibleName(title or "Panel")
        host.installEventFilter(self)
        self.hide()
        self.follow_theme()

    def is_open(self) -> bool:
        """Whether it is open or opening."""
        return self._is_open

    def set_title(self, title: str) -> None:
        """Name what it shows."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_content(self, content: QWidget) -> None:
        """Show this widget, which it owns from now on. A former one is given back without a parent."""
        former = self._scroll.set_content(content)
        if former is not None and former is not content:
            former.setParent(None)

    def take_content(self) -> QWidget | None:
        """Give the widget back, e.g. to stand beside the page in a wide window."""
        return self._scroll.takeWidget()

    def slide_in(self) -> None:
        """Open; the focus goes to the first thing inside that takes it."""
        if self._is_open:
            return
        self._caller = QApplication.focusWidget()
        self._is_open = True
        self._place()
        target = self.pos()
        self.show()
        self.raise_()
        self._move(QPoint(self._host.width(), 0), target)
        first = next((one for one in self._stops() if one is not self.close_button), self.close_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def slide_out(self) -> None:
        """Close; the focus goes back to where it was."""
        if not self._is_open:
            return
        self._is_open = False
        caller, self._caller = self._caller, None
        dialogs.give_focus_back(caller)
        self._move(self.pos(), QPoint(self._host.width(), 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self._is_open:
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.slide_out()
            return
        super().keyPressEvent(event)

    def dress(self) -> None:
        if self._is_open:
            self._place()
        super().dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shadow = QLinearGradient(0, 0, _SHADOW, 0)
        shadow.setColorAt(0, QColor(0, 0, 0, 0))
        shadow.setColorAt(1, QColor(0, 0, 0, 110 if theme.is_dark() else 45))
        painter.fillRect(0, 0, _SHADOW, self.height(), shadow)
        painter.fillRect(_SHADOW, 0, self.width() - _SHADOW, self.height(), theme.color("surface"))
        painter.fillRect(_SHADOW, 0, 1, self.height(), theme.color("border"))

    def _stops(self) -> list[QWidget]:
        return [
            one
            for one in cast("list[QWidget]", self.findChildren(QWidget))
            if one.isVisibleTo(self) and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def _place(self) -> None:
        host = self._host
        width = min(theme.px(self._wished_width) + _SHADOW, host.width())
        self.setGeometry(host.width() - width, 0, width, host.height())

    def _move(self, start: QPoint, end: QPoint) -> None:
        self._slide.stop()
        if not QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            self.move(end)
            self._on_slid()
            return
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setStartValue(start)
        self._slide.setEndValue(end)
        self._slide.start()

    def _on_slid(self) -> None:
        if not self._is_open and self.isVisible():
            self.hide()
            self.dismissed.emit()
