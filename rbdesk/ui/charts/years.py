"""Indeks RB kabupaten: the published results as grey bars from 0, with the limit above which the target category lies."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import YearBar, YearBars
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.picture import picture_menu

_WIDEST, _WIDEST_ROOM, _GAP = 46, 110, 16
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}


class YearChart(QWidget):
    """Paints `YearBars`; between two frames stands a dotted line. One tab stop, ← → say year by year."""

    def __init__(self, *, name: str = "Indeks RB kabupaten", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = YearBars(())
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: YearBars) -> None:
        """Show these years."""
        self._figure = figure
        self._at = min(self._at, len(figure.bars) - 1)
        self._tell()
        self.updateGeometry()
        self.update()

    def figure(self) -> YearBars:
        """What is shown."""
        return self._figure

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings: a row per year."""
        lines = [["Tahun", "Indeks", "Kategori", "Peraturan", "Sumber"]]
        for bar in self._figure.bars:
            lines.append([str(bar.year), text.number(bar.value), bar.letters, bar.frame, bar.source])
        return lines

    def bar_area(self, at: int) -> QRectF:
        """Where a bar is painted; its height tells the value, from 0."""
        column = self._column(at)
        width = min(theme.px(_WIDEST), column.width() - _GAP)
        y = self._y(float(self._figure.bars[at].value))
        return QRectF(column.center().x() - width / 2, y, width, self._plot().bottom() - y)

    def sizeHint(self) -> QSize:
        return QSize(max(len(self._figure.bars), 3) * theme.px(72), theme.px(136))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(len(self._figure.bars), 3) * theme.px(58), theme.px(120))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._at = max(self._at, 0) if self._figure.bars else -1
        self._tell()
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self._figure.bars:
            self._at = min(max(self._at + _STEPS[key], 0), len(self._figure.bars) - 1)
            self._tell()
            self.update()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "indeks-kabupaten", self.lines).exec(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = QPointF(event.pos())
            found = [at for at in range(len(self._figure.bars)) if self._column(at).contains(spot)]
            QToolTip.showText(
                event.globalPos(), bar_words(self._figure.bars[found[0]]) if found else "", self
            )
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        for at, bar in enumerate(self._figure.bars):
            area = self.bar_area(at)
            grey = theme.color("series2")
            painter.fillRect(area, grey)
            column = self._column(at)
            strong, font = theme.font("strong", tabular=True), theme.font("caption")
            first, second = paint.height_of(strong), paint.height_of(font)
            below = QRectF(column.left(), plot.bottom() + 3, column.width(), first)
            paint.text(painter, below, text.number(bar.value), strong, theme.color("text"), paint.CENTRE)
            below = QRectF(column.left(), below.bottom(), column.width(), second)
            words = f"{bar.year} · {bar.letters}" if bar.letters else str(bar.year)
            paint.text(painter, below, words, font, theme.color("text2"), paint.CENTRE)
            self._paint_frame_change(painter, at)
            if self.hasFocus() and at == self._at:
                paint.focus_ring(painter, column.adjusted(2, 0, -2, 0), 4)
        painter.setPen(QPen(theme.color("control"), 1))
        painter.drawLine(
            QPointF(plot.left(), plot.bottom() + 0.5), QPointF(plot.right(), plot.bottom() + 0.5)
        )
        self._paint_target(painter, plot)

    def _paint_target(self, painter: QPainter, plot: QRectF) -> None:
        target, letters = self._figure.target, self._figure.target_letters
        if target is None:
            return
        ink = paint.band_tint_look(letters).ink if letters else theme.color("text")
        y = round(self._y(float(target)))
        pen = QPen(ink, 2)
        pen.setDashPattern([3, 1.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        font = theme.font("caption_strong")
        words = (
            f"{text.number(target, 0)} · batas {letters}" if letters else f"target >{text.number(target, 0)}"
        )
        area = QRectF(plot.left(), y - 3 - paint.height_of(font), plot.width(), paint.height_of(font))
        paint.text(painter, area, words, font, ink)

    def _paint_frame_change(self, painter: QPainter, at: int) -> None:
        """Results of two regulations are two measures: a dotted line stands between them."""
        bars = self._figure.bars
        if at and bars[at].frame != bars[at - 1].frame:
            plot = self._plot()
            x = round(self._column(at).left()) + 0.5
            painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, self.height()))

    def _column(self, at: int) -> QRectF:
        plot, count = self._plot(), max(len(self._figure.bars), 1)
        room = min(plot.width() / count, theme.px(_WIDEST_ROOM))
        return QRectF(plot.left() + room * at, 0, room, self.height())

    def _plot(self) -> QRectF:
        words = paint.height_of(theme.font("strong")) + paint.height_of(theme.font("caption")) + 5
        return QRectF(2, 4, self.width() - 4, max(self.height() - words - 4, 20))

    def _y(self, value: float) -> float:
        """The height of a value; the axis begins at 0 and ends a little above what is shown."""
        plot = self._plot()
        shown = [float(bar.value) for bar in self._figure.bars] + [float(self._figure.target or 0)]
        room = 1 - (paint.height_of(theme.font("caption_strong")) + 8) / plot.height()
        top = max(max(shown), 1.0) / max(room, 0.2)
        return plot.bottom() - plot.height() * value / top

    def _tell(self) -> None:
        said = sentence(self._figure)
        if 0 <= self._at < len(self._figure.bars) and self.hasFocus():
            said = f"{bar_words(self._figure.bars[self._at])}. {said}"
        self.setAccessibleDescription(said)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


def bar_words(bar: YearBar) -> str:
    """A result in words: year, value, category, regulation, source."""
    parts = [f"{bar.year}: {text.number(bar.value)}"]
    parts += [f"kategori {bar.letters}"] if bar.letters else []
    parts += [f"PermenPANRB {bar.frame}"] if bar.frame else []
    parts += [bar.source] if bar.source else []
    return " · ".join(parts)


def sentence(figure: YearBars) -> str:
    """The figure in words."""
    if not figure.bars:
        return "Belum ada hasil"
    said = [f"{bar.year} {text.number(bar.value)} kategori {bar.letters}" for bar in figure.bars]
    target = (
        ""
        if figure.target is None
        else f". Batas {figure.target_letters} di atas {text.number(figure.target, 0)}"
    )
    return ", ".join(said) + target
