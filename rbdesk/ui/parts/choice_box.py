"""A drop-down list that stands on a page that scrolls: the wheel turns the page, never the choice."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """Chosen by click, arrows or letters only."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # Qt's own would choose another item as the page goes by below the pointer
