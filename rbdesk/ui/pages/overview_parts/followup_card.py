"""How far the offices are with the recommendations they were given: one bar and what each part of it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.models.followup_counts import FollowupCounts
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.page import Link

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the bar: its words, colour and the tab of Tindak Lanjut that shows it."""

    key: str
    words: str
    role: str
    tab: str


_PARTS = (
    _Part("done", "Selesai", "ok", "selesai"),
    _Part("under_way", "Dalam proses", "series1", "proses"),
    _Part("late", "Terlambat", "below", "late"),
    _Part("open", "Belum", "gap", "belum"),
    _Part("impossible", "Tidak dapat", "series2", "tidak_dapat"),
)


class FollowupCard(Card):
    """Signals: `wanted(Link)` the recommendations of one part, or all."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Rekomendasi kecamatan", parent=parent)
        self.total = Label("", "strong", "text2")
        self.head.addWidget(self.total)
        self.bar = PartBar()
        self.body.addWidget(self.bar)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(4, 1)
        self.counts: dict[str, Label] = {}
        self._rows: dict[str, tuple[QWidget, QWidget, QWidget]] = {}
        for at, part in enumerate(_PARTS):
            row, column = divmod(at, 2)
            swatch = Swatch(part.role)
            name = Button(part.words, "", "link", name=f"Lihat rekomendasi: {part.words}")
            name.clicked.connect(lambda _=False, tab=part.tab: self.wanted.emit(Link("followup", filter=tab)))
            count = Label("", "strong")
            self._grid.addWidget(swatch, row, 3 * column, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(name, row, 3 * column + 1, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(count, row, 3 * column + 2, _RIGHT)
            self.counts[part.key] = count
            self._rows[part.key] = (swatch, name, count)
        self.body.addLayout(self._grid)

    def show_counts(self, found: FollowupCounts) -> None:
        """Show how many are how far; without a recommendation there is nothing to show."""
        values = {part.key: int(getattr(found, part.key)) for part in _PARTS}
        self.total.setText(f"{found.done} dari {found.total} selesai")
        for key, count in values.items():
            self.counts[key].setText(str(count))
        for widget in self._rows["impossible"]:
            widget.setVisible(found.impossible > 0)
        self.bar.set_parts([(part.words, values[part.key], part.role) for part in _PARTS])
        self.setVisible(found.total > 0)


class PartBar(Dressed, QWidget):
    """Parts of a whole side by side; each is named with its count beside the bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[tuple[str, int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Rekomendasi menurut status")
        self.follow_theme()

    def set_parts(self, parts: Sequence[tuple[str, int, str]]) -> None:
        """Show these parts: words, count, colour role."""
        self._parts = tuple(parts)
        self.setAccessibleDescription(", ".join(f"{words} {count}" for words, count, _ in parts))
        self.update()

    def lines(self) -> list[list[str]]:
        """The bar as a table with headings."""
        return [["Status", "Jumlah"], *([words, str(count)] for words, count, _ in self._parts)]

    def areas(self) -> list[QRectF]:
        """Where the parts are painted; as wide as their share."""
        total = sum(count for _, count, _ in self._parts) or 1
        left, made = 0.0, []
        for _, count, _ in self._parts:
            width = self.width() * count / total
            made.append(QRectF(left, 0, width, self.height()))
            left += width
        return made

    def sizeHint(self) -> QSize:
        return QSize(240, theme.px(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.px(14))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "rekomendasi", self.lines).exec(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = theme.color("text") if theme.is_high_contrast() else None
        for area, (_, count, role) in zip(self.areas(), self._parts, strict=True):
            if count:
                look = paint.Look(theme.color(role), theme.color("text"), edge)
                paint.box(painter, area.adjusted(0, 0, -1.5, 0), look, 2)


class Swatch(Dressed, QWidget):
    """The colour of a part; what it is stands beside it."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(10), theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = theme.color(self._role)
        paint.box(QPainter(self), self.rect(), paint.Look(colour, colour), 2)
