"""Facts under each other: what it is at the left, what it says at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.labels import Label, WrapLabel


class FactList(QWidget):
    """Pairs of words; a value may be a widget, e.g. a chip. Long values wrap and are never cut."""

    def __init__(
        self, facts: Sequence[tuple[str, str | QWidget]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S - 2)
        self._grid.setColumnStretch(1, 1)
        self.set_facts(facts)

    def set_facts(self, facts: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show other facts; one without words is left out."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (name, value) in enumerate(facts):
            if isinstance(value, str) and not value:
                continue
            self._grid.addWidget(Label(name, "body", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(value, QWidget):
                self._grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
                continue
            words = WrapLabel(value, "strong")
            words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, at, 1)
