"""A column that scrolls when it does not fit, on whatever ground it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

WIDEST = 1440  # of what stands in the middle of a very wide window


class ScrollColumn(QScrollArea):
    """Scrolls downward only and lets the ground behind it shine through."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> QWidget | None:
        """Show this widget; gives the former one back, without a parent."""
        former = self.takeWidget()
        self.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget has just switched it on
        return former


def centred(content: QWidget) -> QWidget:
    """The content in the middle of a very wide window."""
    content.setMaximumWidth(WIDEST)
    frame = QWidget()
    row = QHBoxLayout(frame)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(content, 1000)
    row.addStretch(1)
    return frame
