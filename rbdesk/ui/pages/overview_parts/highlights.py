"""The strongest and the weakest areas, and the questions that most offices miss, as lines that lead on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis.figures import MeanRow
from rbdesk.analysis.overview import Missed
from rbdesk.ui import theme
from rbdesk.ui.models.overview import Overview
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import BandChip, Chip
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.page import Link

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Highlights(Card):
    """Signals: `wanted(Link)` an area in Perbandingan, or the joint way to the target."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Yang menonjol", parent=parent)
        self.joint = link("Di mana bantuan paling berarti", "route")
        self.joint.clicked.connect(lambda: self.wanted.emit(Link("joint")))
        self.head.addWidget(self.joint)
        self._content: QWidget | None = None
        self._is_stacked = False
        self._shown: tuple[object, ...] = ()

    def show_overview(self, found: Overview) -> None:
        """Show what stands out in a year; nothing stands out while no office has a value."""
        shown = (found.strong, found.weak, found.missed, found.means.counted)
        if shown == self._shown:
            return
        self._shown = shown
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_XL)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(theme.SPACE_XS)
        left.addWidget(Label("Area", "strong"))
        left.addLayout(self._areas(found))
        left.addStretch(1)
        right.setSpacing(theme.SPACE_XS)
        right.addWidget(Label("Pertanyaan yang paling banyak terlewat", "strong"))
        note = f"Bernilai di bawah 0,5 atau belum dijawab, dari {found.means.counted} kecamatan"
        right.addWidget(WrapLabel(note, "caption", "text2"))
        right.addLayout(_questions(found.missed))
        right.addStretch(1)
        row.addLayout(left, 45)
        row.addLayout(right, 55)
        self.body.addWidget(self._content)
        self.set_stacked(self._is_stacked)

    def set_stacked(self, stacked: bool) -> None:
        """Put the questions under the areas, or beside them; together they ask for more than a small window has."""
        self._is_stacked = stacked
        row = self._content.layout() if self._content is not None else None
        if isinstance(row, QBoxLayout):
            ways = QBoxLayout.Direction
            row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)

    def _areas(self, found: Overview) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        at = 0
        for title, rows in (("terkuat", found.strong), ("terlemah", found.weak)):
            for row in rows:
                self._add_area(grid, at, row, title)
                at += 1
        return grid

    def _add_area(self, grid: QGridLayout, at: int, row: MeanRow, title: str) -> None:
        name = link(row.name)
        name.setAccessibleName(
            f"{row.name}, {title}: rata-rata {text.number(row.value, 1)} persen, bandingkan"
        )
        name.clicked.connect(lambda _=False, code=row.code: self.wanted.emit(Link("comparison", filter=code)))
        tone = "ok" if title == "terkuat" else "warn"
        grid.addWidget(Chip(title, tone), at, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(name, at, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(Label(text.number(row.value, 1), "strong"), at, 2, _RIGHT)
        grid.addWidget(BandChip(row.letters), at, 3, Qt.AlignmentFlag.AlignCenter)


def _questions(missed: tuple[Missed, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_M)
    grid.setVerticalSpacing(theme.SPACE_XS)
    grid.setColumnStretch(1, 1)
    for at, one in enumerate(missed):
        grid.addWidget(Label(one.shown, "caption", "text2"), at, 0)
        name = ElidedLabel(one.name, "body")
        name.setToolTip(f"{one.shown} {one.name} · {one.area}")
        grid.addWidget(name, at, 1)
        count = Label(f"{one.offices} dari {one.counted}", "strong")
        count.setToolTip(f"Di tengah, satu kecamatan kehilangan {text.number(one.points)} poin di sini")
        grid.addWidget(count, at, 2, _RIGHT)
    return grid
