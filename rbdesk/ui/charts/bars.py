"""Jarak ke target: one bar per area from 0 to 100, a tick at the target, amber for what is missing to it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.analysis.figures import Bar, Bars
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.chosen import Choosing, Piece
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.parts.dressed import Dressed

_GAP = 10
_SIDE = 6
_LEAST_ROW_HEIGHT, _MOST_ROW_HEIGHT = 24, 34
_LEAST_BAR = 56
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges and widths in pixels."""

    name: QRectF
    bar: QRectF
    value: QRectF
    potential: QRectF


class GapBars(Choosing, Dressed, QWidget):
    """The bars are real buttons; the chart is one tab stop and arrows move between them.

    Signals: `chosen(code)` at a click, Enter or Space on a bar; on the selected one "" to give it up again.
    """

    chosen = Signal(str)

    def __init__(
        self,
        *,
        name: str = "Jarak ke target per area",
        is_chooser: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`is_chooser` False: a bar cannot be held selected, `chosen` says each time which was pressed."""
        super().__init__(parent)
        self._figure = Bars(())
        self._pieces: list[_Row] = []
        self._holds = is_chooser
        self._measured: tuple[object, _Columns] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(name)
        self.follow_theme()

    def set_figure(self, figure: Bars) -> None:
        """Show these bars, in this order."""
        self._figure = figure
        self._measured = None
        while len(self._pieces) > len(figure.bars):
            row = self._pieces.pop()
            row.hide()
            row.deleteLater()
        while len(self._pieces) < len(figure.bars):
            row = _Row(self)
            row.setVisible(True)
            self._pieces.append(row)
        for row, bar in zip(self._pieces, figure.bars, strict=True):
            row.show_bar(bar, figure)
        self.find_tab_stop()
        self.setAccessibleDescription(sentence(figure))
        self._place()
        self.dress()

    def figure(self) -> Bars:
        """What is shown."""
        return self._figure

    def rows(self) -> list[QAbstractButton]:
        """The bars as buttons, from top to bottom."""
        return list(self._pieces)

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings."""
        lines = [["Area", "Capaian (%)", "Target (%)", "Potensi (poin)"]]
        target = "" if self._figure.target is None else f">{text.number(self._figure.target, 0)}"
        for bar in self._figure.bars:
            potential = "tercapai" if bar.potential is None else text.signed(bar.potential)
            lines.append([bar.name, text.number(bar.value, 1), target, potential])
        return lines

    def columns(self) -> _Columns:
        """Where the columns stand at this width."""
        at = (self.width(), theme.generation())
        if self._measured is None or self._measured[0] != at:
            self._measured = (at, self._measure())
        return self._measured[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self._head() + len(self._pieces) * self._lowest())

    def minimumSizeHint(self) -> QSize:
        names, value, potential = self._widths()
        width = 2 * _SIDE + names + value + potential + theme.px(_LEAST_BAR) + 3 * _GAP
        return QSize(width, self._head() + len(self._pieces) * self._lowest())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "jarak-ke-target", self.lines).exec(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The heads of the columns; the rows paint themselves."""
        painter = QPainter(self)
        font, ink, columns = theme.font("caption"), theme.color("text3"), self.columns()
        for words, column in (("capaian %", columns.value), ("potensi", columns.potential)):
            area = QRectF(column.left() - 30, 0, column.width() + 30, self._head())
            paint.text(painter, area, words, font, ink, paint.RIGHT)

    def dress(self) -> None:
        self._place()
        super().dress()

    def _place(self) -> None:
        if not self._pieces:
            return
        room = self.height() - self._head()
        high = min(max(room // len(self._pieces), self._lowest()), theme.px(_MOST_ROW_HEIGHT))
        for at, row in enumerate(self._pieces):
            row.setGeometry(0, self._head() + at * high, self.width(), high)

    def _head(self) -> int:
        return paint.height_of(theme.font("caption")) + 4

    def _lowest(self) -> int:
        return max(theme.px(_LEAST_ROW_HEIGHT), paint.height_of(theme.font("body")) + 4)

    def _widths(self) -> tuple[int, int, int]:
        """Widths of names, value and potential."""
        body, strong = theme.font("body"), theme.font("strong", tabular=True)
        names = max((paint.width_of(bar.name, body) for bar in self._figure.bars), default=0)
        value = max(paint.width_of("100,0", strong), paint.width_of("capaian %", theme.font("caption")))
        words = max((paint.width_of(potential_words(bar), strong) for bar in self._figure.bars), default=0)
        return names + 2, value, words + 2

    def _measure(self) -> _Columns:
        names, value, potential = self._widths()
        right = float(self.width() - _SIDE)
        last = QRectF(right - potential, 0, potential, 0)
        number = QRectF(last.left() - _GAP - value, 0, value, 0)
        left = _SIDE + names + _GAP
        bar = QRectF(left, 0, max(number.left() - _GAP / 2 - left, 10.0), 0)
        return _Columns(QRectF(_SIDE, 0, names, 0), bar, number, last)


class _Row(Piece):
    """One bar: real for keyboard and screen readers, drawn by us."""

    step_keys = _STEPS
    chart: GapBars

    def __init__(self, parent: GapBars) -> None:
        self._figure = Bars(())
        self.bar = Bar("", "", 0)
        super().__init__(parent)

    def code(self) -> str:
        return self.bar.code

    def said(self) -> str:
        return bar_sentence(self.bar, self._figure)

    def show_bar(self, bar: Bar, figure: Bars) -> None:
        self.bar, self._figure = bar, figure
        self.tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.is_selected() or self.underMouse():
            edge = theme.color("primary") if theme.is_high_contrast() and self.is_selected() else None
            ground = theme.color("selected" if self.is_selected() else "hover")
            paint.box(painter, self.rect(), paint.Look(ground, ground, edge))
        columns, height = self.chart.columns(), float(self.height())
        self._paint_words(painter, columns, height)
        self._paint_bar(painter, QRectF(columns.bar.left(), 0, columns.bar.width(), height))
        if self.shows_ring():
            paint.focus_ring(painter, self.rect())

    def _paint_words(self, painter: QPainter, columns: _Columns, height: float) -> None:
        body, strong = theme.font("body", tabular=True), theme.font("strong", tabular=True)
        ink, quiet = theme.color("text"), theme.color("text3")
        is_reached = self.bar.potential is None
        value, potential = text.number(self.bar.value, 1), potential_words(self.bar)
        cells = (
            (columns.name, self.bar.name, body, ink, paint.LEFT),
            (columns.value, value, strong, ink if is_reached else below_ink(), paint.RIGHT),
            (
                columns.potential,
                potential,
                body if is_reached else strong,
                quiet if is_reached else below_ink(),
                paint.RIGHT,
            ),
        )
        for column, words, font, colour, align in cells:
            area = QRectF(column.left(), 0, column.width(), height)
            paint.text(painter, area, words, font, colour, align)

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        high = theme.px(11)
        track = QRectF(area.left(), round(area.center().y() - high / 2), area.width(), high)
        edge = theme.color("text") if theme.is_high_contrast() else None
        painter.save()
        paint.box(painter, track, paint.Look(theme.color("track"), theme.color("text"), edge), 3)
        value = track.left() + track.width() * min(max(float(self.bar.value), 0.0), 100.0) / 100
        if value > track.left():
            filled = QRectF(track.left(), track.top(), value - track.left(), high)
            paint.box(painter, filled, paint.Look(theme.color("series1"), theme.color("text")), 3)
        if self._figure.target is not None:
            x = round(track.left() + track.width() * float(self._figure.target) / 100)
            if value < x:
                gap = QRectF(value, track.top(), x - value, high)
                paint_gap(painter, gap)
            painter.fillRect(QRectF(x - 1, track.top() - 4, 2, high + 8), theme.color("text"))
        painter.restore()


def paint_gap(painter: QPainter, area: QRectF) -> None:
    """Paint what is missing to a target: amber, hatched where the system has no such colour."""
    if theme.is_high_contrast():
        painter.fillRect(area, theme.color("surface"))
        painter.fillRect(area, QBrush(theme.color("text"), Qt.BrushStyle.BDiagPattern))
    else:
        painter.fillRect(area, theme.color("gap"))


def below_ink() -> QColor:
    """The colour of words about what is below the target."""
    return theme.band_on_tint("C")


def potential_words(bar: Bar) -> str:
    """The last column: "+1,38 poin", or "tercapai"."""
    return "tercapai" if bar.potential is None else f"{text.signed(bar.potential)} poin"


def bar_sentence(bar: Bar, figure: Bars) -> str:
    """One bar in words."""
    said = f"{bar.name} {text.number(bar.value, 1)} persen"
    if figure.target is None:
        return said
    target = text.number(figure.target, 0)
    if bar.potential is None:
        return f"{said}, di atas target {target}"
    if not bar.potential:
        return f"{said}, tepat di target {target}, belum melewatinya"
    return f"{said}, di bawah target {target}, potensi {text.number(bar.potential)} poin"


def sentence(figure: Bars) -> str:
    """The figure in words, in its order."""
    return ". ".join(bar_sentence(bar, figure) for bar in figure.bars)
