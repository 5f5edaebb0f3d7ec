"""Which chapters a report has; and on which paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow.documents import A4, F4


class Chapters(QWidget):
    """Check marks by chapter, all set at first. Signals: `changed()` another choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_XS)

    def set_chapters(self, chapters: Sequence[tuple[str, str]]) -> None:
        """Offer these, as (key, title); a choice that was made stays."""
        if [(key, box.accessibleName()) for key, box in self._boxes.items()] == list(chapters):
            return
        off = {key for key, box in self._boxes.items() if not box.isChecked()}
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        for key, title in chapters:
            row = _Chapter(title)
            row.box.setChecked(key not in off)
            row.box.toggled.connect(lambda _: self.changed.emit())
            self._boxes[key] = row.box
            self._column.addWidget(row)

    def chosen(self) -> tuple[str, ...] | None:
        """Keys in the document's order; None for all."""
        found = tuple(key for key, box in self._boxes.items() if box.isChecked())
        return None if len(found) == len(self._boxes) else found

    def boxes(self) -> list[QCheckBox]:
        """The check marks in order."""
        return list(self._boxes.values())


class _Chapter(QWidget):
    """A check mark with a title that wraps, which a check box's own does not; the title can be clicked too."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(title)
        self.box.setMinimumSize(theme.px(24), theme.px(24))
        self._title = WrapLabel(title, "body")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._title, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._title.geometry().contains(event.position().toPoint()):
            self.box.toggle()
        super().mouseReleaseEvent(event)


class Paper(QWidget):
    """A4, or F4 as many offices still print on. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label("Kertas", "body", "text2"))
        row.addStretch(1)
        self.choice = Segmented([Choice(A4, "A4"), Choice(F4, "F4 (folio)")], name="Ukuran kertas")
        self.choice.set_value(A4)
        self.choice.chosen.connect(lambda _: self.changed.emit())
        row.addWidget(self.choice)

    def value(self) -> str:
        """The paper."""
        return self.choice.value() or A4
