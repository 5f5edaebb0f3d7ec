"""Tab goes in reading order, also through what was made later than what stands after it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(root: QWidget) -> list[QWidget]:
    """What Tab may stop at inside a widget, in the order in which its children were laid out."""
    found = cast("list[QWidget]", root.findChildren(QWidget))
    window = root.window()  # the list that a drop-down opens is a window of its own
    return [one for one in found if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.window() is window]


def in_reading_order(root: QWidget) -> None:
    """Chain what is inside a widget as it was laid out; Qt chains widgets as they were made.

    To be called after rows were made anew.
    """
    found = stops(root)
    # One by one after the first, from the last: from one to the next Qt passes over a pair that closes its ring.
    for one in reversed(found[1:]):
        QWidget.setTabOrder(found[0], one)
