"""Filters side by side, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button


class FilterTabs(QWidget):
    """Signals: `chosen(key)` when the person chose another one."""

    chosen = Signal(str)

    def __init__(
        self, tabs: Sequence[tuple[str, str]] = (), *, name: str = "", parent: QWidget | None = None
    ) -> None:
        """`tabs`: key and words of each; the first one holds."""
        super().__init__(parent)
        self._words = dict(tabs)
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        for key, words in tabs:
            button = Button(words, kind="tab", parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, one=key: self._on_clicked(one))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        row.addStretch(1)
        self._value = next(iter(self._buttons), "")
        self.set_value(self._value)
        self.setAccessibleName(name)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many each one holds."""
        for key, count in counts.items():
            self._buttons[key].setText(f"{self._words[key]}  {count}")
            self._buttons[key].setAccessibleName(f"{self._words[key]}, {count}")

    def value(self) -> str:
        """The key that holds."""
        return self._value

    def set_value(self, key: str) -> None:
        """Let this one hold; says nothing."""
        if key in self._buttons:
            self._value = key
            self._buttons[key].setChecked(True)

    def buttons(self) -> list[Button]:
        """The buttons in order."""
        return list(self._buttons.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        keys = list(self._buttons)
        at = keys.index(self._value) + by if by else -1
        if 0 <= at < len(keys):
            self._buttons[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
            self._buttons[keys[at]].click()
            return
        super().keyPressEvent(event)

    def _on_clicked(self, key: str) -> None:
        if key != self._value:
            self._value = key
            self.chosen.emit(key)
