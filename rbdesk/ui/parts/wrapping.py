"""How a widget whose height follows its width gets that height wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Wrapping(_Widget):
    """Mixed into a widget class before the Qt class, which has `heightForWidth`.

    Layouts forget height-for-width inside splitters, stacks and nested boxes, but they keep size hints: so
    both hints claim the height for the width that the widget has now.
    """

    def sizeHint(self) -> QSize:
        return self._claim(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._claim(super().minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # Later: a layout that is just being applied does not hear of it.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, event: QEvent) -> None:
        self.updateGeometry()

    def _claim(self, size: QSize) -> QSize:
        if self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            size.setHeight(max(self.heightForWidth(self.width()), 0))
        return size


def wake_layout(widget: _Widget) -> None:
    """Lay a widget out that was changed while nobody saw it; to be called when it is shown.

    Qt drops the request of a hidden widget and then believes for ever that one is on its way: words that change
    afterwards would never claim their height.
    """
    layout = widget.layout()
    if layout is not None:
        layout.activate()
