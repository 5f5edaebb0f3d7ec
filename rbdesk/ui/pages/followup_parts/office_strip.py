"""How far each office has come with what it was told: one small cell for each, which filters the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from rbdesk.domain.office import Office
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.workflow.followups import Item

_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """How many items an office has, how many are finished, and how many are late."""

    items: int = 0
    finished: int = 0
    late: int = 0


def standings(items: Sequence[Item]) -> dict[str, Standing]:
    """How each office stands, by its code."""
    found: dict[str, Standing] = {}
    for item in items:
        before = found.get(item.office, Standing())
        found[item.office] = Standing(
            before.items + 1, before.finished + (not item.is_open), before.late + item.is_late
        )
    return found


class OfficeStrip(QWidget):
    """Signals: `chosen(office code)` the person pressed a cell; "" when it was the chosen one."""

    chosen = Signal(str)

    def __init__(self, offices: Sequence[Office], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kecamatan")
        self._value = ""
        self.cells: dict[str, OfficeCell] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.SPACE_XS)
        self._group = QButtonGroup(self)  # one stop for Tab, arrows lead to the others
        self._group.setExclusive(False)
        for at, office in enumerate(offices):
            cell = OfficeCell(office)
            self._group.addButton(cell)
            cell.clicked.connect(lambda _=False, code=office.code: self._on_clicked(code))
            cell.stepped.connect(lambda by, code=office.code: self._step(code, by))
            grid.addWidget(cell, at // _COLUMNS, at % _COLUMNS)
            self.cells[office.code] = cell
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.set_value("")

    def set_standings(self, found: Mapping[str, Standing]) -> None:
        """Show how the offices stand."""
        for code, cell in self.cells.items():
            cell.set_standing(found.get(code, Standing()))

    def set_value(self, code: str) -> None:
        """Let this office be the chosen one, none for ""; says nothing."""
        self._value = code
        stop = code or next(iter(self.cells), "")
        for one, cell in self.cells.items():
            cell.set_chosen(one == code, is_stop=one == stop)

    def _step(self, code: str, by: int) -> None:
        codes = list(self.cells)
        at = codes.index(code) + by
        if 0 <= at < len(codes):
            self.cells[codes[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_clicked(self, code: str) -> None:
        self.set_value("" if code == self._value else code)
        self.chosen.emit(self._value)


class OfficeCell(Dressed, QAbstractButton):
    """Short name, finished of all, a red mark where something is late. Signals: `stepped(cells)` arrows."""

    stepped = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._standing = Standing()
        self._is_chosen = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()
        self._name()

    def set_standing(self, standing: Standing) -> None:
        """Show how the office stands."""
        self._standing = standing
        self._name()
        self.update()

    def set_chosen(self, is_chosen: bool, *, is_stop: bool) -> None:
        """Mark the chosen office; one cell is the stop of the strip."""
        self._is_chosen = is_chosen
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)
        self._name()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_COLUMNS,
            Qt.Key.Key_Down: _COLUMNS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(88, theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(56, theme.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        found = self._standing
        edge = theme.color("primary" if self._is_chosen else "border")
        ground = theme.color("selected" if self._is_chosen else "hover" if self.underMouse() else "surface")
        paint.box(painter, area, paint.Look(ground, edge, edge), theme.RADIUS_CONTROL)
        inner = area.adjusted(7, 0, -7, -3)
        paint.text(painter, inner, self._office.short, theme.font("caption_strong"), theme.color("text"))
        counted = f"{found.finished}/{found.items}" if found.items else "–"
        font = theme.font("caption", tabular=True)
        paint.text(painter, inner, counted, font, theme.color("text2"), paint.RIGHT)
        if found.items:
            line = QRectF(area.left() + 7, area.bottom() - 6, area.width() - 14, 3)
            share = found.finished / found.items
            paint.bar(painter, line, share, "ok" if share >= 1 else "primary")
        if found.late:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("err"))
            middle = area.left() + 7 + paint.width_of(self._office.short, theme.font("caption_strong")) + 7
            painter.drawEllipse(QPointF(middle, inner.center().y()), 3, 3)
        if self.hasFocus():
            paint.focus_ring(painter, area.adjusted(1, 1, -1, -1))

    def _name(self) -> None:
        found = self._standing
        words = f"Kecamatan {self._office.name}: {found.finished} dari {found.items} selesai"
        words += f", {found.late} terlambat" if found.late else ""
        self.setToolTip(words)
        self.setAccessibleName(words + (", dipilih" if self._is_chosen else ""))
