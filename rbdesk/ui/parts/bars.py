"""The place over a page where bars appear; it takes no room while none is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.ui import theme

_COME_AND_GO = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Bars(QWidget):
    """Shows itself with the first of its bars and goes with the last."""

    def __init__(self, *bars: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, 0)
        column.setSpacing(theme.SPACE_S)
        for bar in bars:
            column.addWidget(bar)
            bar.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _COME_AND_GO:
            self._follow()
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        self.setVisible(any(not bar.isHidden() for bar in self._bars))
