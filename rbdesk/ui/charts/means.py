"""Rata-rata per area: the mean of the offices, a tick at the target, amber up to it, and how many are at or below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis.figures import MeanRow, Means
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Pressed, Ringed

_GAP, _SIDE = 10, 6
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Left edges and widths in pixels."""

    name: QRectF
    bar: QRectF
    value: QRectF
    band: QRectF
    below: QRectF


class MeanBars(Dressed, QWidget):
    """The rows are real buttons; the chart is one tab stop and arrows move between them.

    Signals: `chosen(code)` at a click, Enter or Space on a row · `asked(code)` at a click on its number.
    """

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, *, name: str = "Rata-rata per area", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = Means(())
        self._rows: list[_Row] = []
        self._measured: tuple[object, _Columns] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._group = QButtonGroup(self)  # arrows lead from one to the other
        self._group.setExclusive(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(name)
        self.follow_theme()

    def set_figure(self, figure: Means) -> None:
        """Show these areas."""
        self._figure = figure
        self._measured = None
        while len(self._rows) > len(figure.rows):
            row = self._rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(figure.rows):
            row = _Row(self, len(self._rows))
            self._rows.append(row)
            self._group.addButton(row)
            self._column.addWidget(row, 1)
        for row in self._rows:
            row.tell()
        if self._rows and not any(row.focusPolicy() & Qt.FocusPolicy.TabFocus for row in self._rows):
            self.make_tab_stop(self._rows[0])
        self.setAccessibleDescription(sentence(figure))
        self.dress()

    def figure(self) -> Means:
        """What is shown."""
        return self._figure

    def rows(self) -> list[QAbstractButton]:
        """The rows from top to bottom."""
        return list(self._rows)

    def current(self) -> str:
        """The code of the row that has the focus, "" if none has."""
        return next((row.mean.code for row in self._rows if row.hasFocus()), "")

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings."""
        figure = self._figure
        target = "" if figure.target is None else text.number(figure.target, 0)
        lines = [["Area", "Rata-rata (%)", "Setara", f"Kecamatan ≤{target}", "Dasar"]]
        base = f"{figure.counted} dari {figure.of}"
        lines += [
            [row.name, text.number(row.value, 1), row.letters, str(row.below), base] for row in figure.rows
        ]
        return lines

    def step(self, row: QAbstractButton, by: int) -> None:
        """Give the focus to another row, as the arrows do."""
        here = next(at for at, one in enumerate(self._rows) if one is row)
        there = self._rows[min(max(here + by, 0), len(self._rows) - 1)]
        there.setFocus(Qt.FocusReason.TabFocusReason)
        self.make_tab_stop(there)

    def make_tab_stop(self, row: QAbstractButton) -> None:
        """Let Tab come back to this row."""
        for one in self._rows:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one is row else Qt.FocusPolicy.ClickFocus)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "rata-rata-area", self.lines).exec(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self._rows:
            row.update()

    def columns(self) -> _Columns:
        """Where the columns stand at this width."""
        at = (self.width(), theme.generation())
        if self._measured is None or self._measured[0] != at:
            self._measured = (at, self._measure())
        return self._measured[1]

    def below_words(self) -> str:
        """What the last column counts."""
        target = self._figure.target
        return "" if target is None else f"kecamatan ≤{text.number(target, 0)}"

    def least_width(self) -> int:
        """So wide that nothing is cut."""
        names, value, band, below = self._widths()
        return 2 * _SIDE + names + value + band + below + 4 * _GAP + theme.px(50)

    def _widths(self) -> tuple[int, int, int, int]:
        body, strong = theme.font("body"), theme.font("strong", tabular=True)
        names = max((paint.width_of(row.name, body) for row in self._figure.rows), default=0) + 2
        return (
            names,
            paint.width_of("100,0", strong),
            paint.width_of("BB", theme.font("chip")) + 16,
            theme.px(28),
        )

    def _measure(self) -> _Columns:
        names, value, band, below = self._widths()
        bar = max(self.width() - 2 * _SIDE - names - value - band - below - 4 * _GAP, theme.px(40))
        left, made = float(_SIDE), []
        for width in (names, bar, value, band, below):
            made.append(QRectF(left, 0, width, 0))
            left += width + _GAP
        return _Columns(*made)


class _Row(Ringed, Pressed, Dressed, QAbstractButton):
    """One area."""

    def __init__(self, chart: MeanBars, at: int) -> None:
        super().__init__(chart)
        self._chart = chart
        self._at = at
        self._pressed_x = -1.0
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(self._on_clicked)
        self.follow_theme()

    @property
    def mean(self) -> MeanRow:
        """What the row shows."""
        return self._chart.figure().rows[self._at]

    def tell(self) -> None:
        """Name the row and paint it again."""
        mean, figure = self.mean, self._chart.figure()
        self.setText(mean.name)
        said = f"{mean.name}, rata-rata {text.number(mean.value, 1)} persen, setara {mean.letters}"
        if figure.target is not None:
            said += f", {mean.below} dari {figure.counted} kecamatan paling tinggi {text.number(figure.target, 0)}"
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(self._chart.least_width(), theme.px(400)), theme.px(29))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._chart.least_width(), theme.px(26))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._rings = True
            self._chart.step(self, _STEPS[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_x = event.position().x()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pressed_x = -1.0

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = "Mengapa angkanya begini? (Ctrl+I)"
            if not self._is_on_number(event.pos().x()):
                words = self.accessibleName()
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mean, at, height = self.mean, self._chart.columns(), self.height()
        if self.underMouse():
            paint.box(painter, self.rect(), paint.Look(theme.color("hover"), theme.color("text")))

        def area(column: QRectF) -> QRectF:
            return QRectF(column.left(), 0, column.width(), height)

        body, strong = theme.font("body"), theme.font("strong", tabular=True)
        paint.text(painter, area(at.name), mean.name, body, theme.color("text"))
        self._paint_bar(painter, area(at.bar))
        target = self._chart.figure().target
        is_below = target is not None and mean.value <= target
        ink = paint.band_tint_look("C").ink if is_below else theme.color("text")
        paint.text(painter, area(at.value), text.number(mean.value, 1), strong, ink, paint.RIGHT)
        self._paint_band(painter, area(at.band), mean.letters)
        paint.text(painter, area(at.below), str(mean.below), strong, theme.color("text2"), paint.RIGHT)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect())

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        high = theme.px(10)
        top = (self.height() - high) / 2
        whole = QRectF(area.left(), top, area.width(), high)
        edge = theme.color("text") if theme.is_high_contrast() else None
        paint.box(painter, whole, paint.Look(theme.color("track"), theme.color("text"), edge), 2)
        target, share = self._chart.figure().target, float(self.mean.value) / 100
        if target is not None and share < float(target) / 100:
            gap = QRectF(whole)
            gap.setWidth(whole.width() * float(target) / 100)
            paint.box(painter, gap, paint.Look(theme.color("gap"), theme.color("text")), 2)
        filled = QRectF(whole)
        filled.setWidth(whole.width() * min(share, 1.0))
        if share > 0:
            paint.box(painter, filled, paint.Look(theme.color("series1"), theme.color("text")), 2)
        if target is not None:
            x = round(whole.left() + whole.width() * float(target) / 100)
            painter.fillRect(QRectF(x - 1, top - 3, 2, high + 6), theme.color("text"))

    def _paint_band(self, painter: QPainter, area: QRectF, letters: str) -> None:
        font, high = theme.font("chip"), theme.px(20)
        width = paint.width_of(letters, font) + 14
        spot = QRectF(area.center().x() - width / 2, (self.height() - high) / 2, width, high)
        look = paint.band_look(letters) if letters else paint.look("open")
        paint.box(painter, spot, look, 5)
        paint.text(painter, spot, letters or "–", font, look.ink, paint.CENTRE)

    def _is_on_number(self, x: float) -> bool:
        column = self._chart.columns().value
        return column.left() - _GAP / 2 <= x <= column.right() + _GAP / 2

    def _on_clicked(self) -> None:
        self._chart.make_tab_stop(self)
        if self._is_on_number(self._pressed_x):
            self._chart.asked.emit(self.mean.code)
        else:
            self._chart.chosen.emit(self.mean.code)


def sentence(figure: Means) -> str:
    """The figure in words: its base and each area, those at or below the target first."""
    if not figure.rows:
        return "Belum ada nilai"
    rows = sorted(figure.rows, key=lambda row: row.value)
    said = [f"{row.name} {text.number(row.value, 1)} setara {row.letters}" for row in rows]
    return f"Rata-rata {figure.counted} dari {figure.of} kecamatan. {', '.join(said)}"
