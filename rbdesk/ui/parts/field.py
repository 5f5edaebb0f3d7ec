"""A text field under its name, with a hint below."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.labels import Label, WrapLabel


class Field(QWidget):
    """`edit` is the field; its name is its label."""

    def __init__(self, name: str, hint: str, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        label = Label(name, "strong")
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setAccessibleDescription(hint)
        self.edit.setMaxLength(longest)
        label.setBuddy(self.edit)
        column.addWidget(label)
        column.addWidget(self.edit)
        if hint:
            column.addWidget(WrapLabel(hint, "caption", "text3"))
