"""How tests look at what a part has painted."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from rbdesk.ui import theme


def share_of(widget: QWidget, colour: str | QColor, tolerance: int = 24) -> float:
    """The share of a widget's pixels that are nearly of a colour, or of the colour of a role."""
    wanted = theme.color(colour) if isinstance(colour, str) else colour
    image = widget.grab().toImage()
    count = 0
    for x in range(image.width()):
        for y in range(image.height()):
            seen = image.pixelColor(x, y)
            away = abs(seen.red() - wanted.red()) + abs(seen.green() - wanted.green())
            count += away + abs(seen.blue() - wanted.blue()) < tolerance
    return count / (image.width() * image.height())


def shown(qtbot, widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
    """The widget on the (virtual) screen, closed after the test."""
    qtbot.addWidget(widget)
    size = widget.sizeHint()
    widget.resize(width or size.width(), height or size.height())
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget
