"""Rulings of several verifiers on one question, side by side until one person decides with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Scale
from rbdesk.domain.review import Ruling
from rbdesk.ui import paint, theme
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel

_NARROWEST = 150  # of a box that stands beside another, at 100 % text


class DifferingRulings(QWidget):
    """Signals: `taken(Ruling)` this one is to be the draft, its reason still to be written."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[RulingBox] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.SPACE_S)

    def show_rulings(self, rulings: Sequence[Ruling], scale: Scale) -> None:
        """Show these, none chosen and none before the other by its clock."""
        if [box.ruling for box in self.boxes] == list(rulings):
            return
        for box in self.boxes:
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = [RulingBox(ruling, scale) for ruling in rulings]
        for box in self.boxes:
            box.take.clicked.connect(lambda _=False, one=box.ruling: self.taken.emit(one))
        self._across = 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        across = 2 if self.width() >= 2 * theme.px(_NARROWEST) + theme.SPACE_S else 1
        if across == self._across or not self.boxes:
            return
        self._across = across
        for at, box in enumerate(self.boxes):
            self._grid.removeWidget(box)
            self._grid.addWidget(box, at // across, at % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class RulingBox(Dressed, QFrame):
    """One verifier's ruling: who, when, what, why."""

    def __init__(self, ruling: Ruling, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ruling = ruling
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_S + 2, theme.SPACE_S, theme.SPACE_S + 2, theme.SPACE_S)
        column.setSpacing(2)
        said = lines.ruling_words(ruling, scale)
        column.addWidget(WrapLabel(said, "strong"))
        if ruling.reason:
            column.addWidget(WrapLabel(f"“{ruling.reason}”", "caption", "text2", selectable=True))
        when = text.date_short(ruling.edit.at.astimezone())
        column.addWidget(WrapLabel(f"{ruling.edit.by}, {when}", "caption", "text3"))
        column.addStretch(1)
        self.take = Button("Pakai ini", "check", is_compact=True)
        self.take.setAccessibleName(f"Pakai putusan {ruling.edit.by}: {said}")
        column.addWidget(self.take)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("warn")
        paint.box(QPainter(self), self.rect(), paint.Look(theme.color("surface"), edge, edge))
