"""A chart whose field can be enlarged and pushed about: what all of them share, before and after the plot is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.charts import late
from rbdesk.ui.charts.picture import picture_menu

if TYPE_CHECKING:
    from rbdesk.ui.charts.plot import Plot

FACTOR = 1.5
_PAD, _AWAY = 6, 12
_COMING = "Menyiapkan grafik…"
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
HINT = "Ctrl+roda atau tombol + dan −: perbesar, perkecil. Seret: geser. 0: seluruhnya."


class AxisChart(QWidget):
    """One tab stop; + − 0 enlarge and show all, arrows belong to the chart.

    A chart says what it holds as words and as a table from the first moment; the plot itself comes when it is seen.
    """

    def __init__(self, name: str, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._file_name = name, file_name
        self._plot: Plot | None = None
        self._rings = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.notifier().changed.connect(self._on_theme_changed)

    # --- what a chart of its own kind gives ------------------------------------------------------------------

    def lines(self) -> list[list[str]]:
        """The figure as a table with headings."""
        raise NotImplementedError

    def draw_field(self, painter: QPainter, field: QRectF) -> None:
        """Draw behind the lines of the scales."""
        raise NotImplementedError

    def draw_over(self, painter: QPainter, field: QRectF) -> None:
        """Draw what the chart shows, then what it points at."""
        raise NotImplementedError

    def _make_plot(self) -> Plot:
        raise NotImplementedError

    def _fit(self) -> None:
        """Give the plot its margins and its whole."""
        raise NotImplementedError

    def _has_content(self) -> bool:
        """False while there is nothing yet to be drawn: a word stands in place of an empty field."""
        return True

    def _centre(self) -> QPointF | None:
        """The spot that stays where it is when keys enlarge; None: the middle."""
        return None

    def _on_pressed(self, spot: QPointF) -> None:
        """A click."""

    def _on_doubled(self, spot: QPointF) -> None:
        """A double click."""

    def _on_hovered(self, spot: QPointF) -> None:
        """The mouse is there; (-1, -1): it has left."""

    def _on_moved(self) -> None:
        """Another part is seen."""

    # --- the plot --------------------------------------------------------------------------------------------

    def has_plot(self) -> bool:
        """Whether the plot is there already."""
        return self._plot is not None

    def surface(self) -> QWidget:
        """What takes the mouse: the plot's field, or the chart itself before there is one."""
        return self if self._plot is None else self._plot.viewport()

    def build(self) -> None:
        """Make the plot now, if it is not there yet; waits for pyqtgraph."""
        if self._plot is None:
            late.plots()
            self._plot = plot = self._make_plot()
            plot.pressed.connect(self._on_pressed)
            plot.doubled.connect(self._on_doubled)
            plot.hovered.connect(self._on_hovered)
            plot.setGeometry(self.rect())
            self._fit()
            plot.moved.connect(self._on_moved)
            plot.setVisible(self._has_content())

    def is_enlarged(self) -> bool:
        """Whether less than the whole is seen."""
        return self._plot is not None and self._plot.is_enlarged()

    def enlarge(self, factor: float) -> None:
        """Show more closely (above 1), or less."""
        if self._plot is None:
            return
        field, (x, y) = self._plot.field(), self._plot.seen()
        spot = self._centre() or field.center()
        right = (spot.x() - field.left()) / max(field.width(), 1)
        up = (field.bottom() - spot.y()) / max(field.height(), 1)
        self._plot.enlarge(factor, (x[0] + (x[1] - x[0]) * right, y[0] + (y[1] - y[0]) * up))

    def show_all(self) -> None:
        """Show the whole again."""
        if self._plot is not None:
            self._plot.show_all()

    def refresh_plot(self) -> None:
        """Draw again what is seen."""
        if self._plot is not None:
            self._plot.viewport().update()
        self.update()

    def refit(self, *, anew: bool = False) -> None:
        """The theme or the size is another one; `anew`: the figure too, so all of it is shown."""
        if self._plot is not None:
            if anew:
                self._plot.show_all()
            self._fit()
            self._plot.setVisible(self._has_content())
        self.refresh_plot()

    # --- events ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            late.when_here(self.build)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._plot is not None:
            self._plot.setGeometry(self.rect())
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plot is None or not self._has_content():
            ink = theme.color("text3")
            paint.text(QPainter(self), QRectF(self.rect()), _COMING, theme.font("caption"), ink, paint.CENTRE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        if not self._enlarge_by(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.refresh_plot()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh_plot()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().exec(event.globalPos())

    def menu(self) -> QMenu:
        """Picture and table, and how much of the field is seen."""
        menu = picture_menu(self, self._file_name, self.lines)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        acts = (
            ("zoom-in", "Perbesar", "+", lambda: self.enlarge(FACTOR), True),
            ("minus", "Perkecil", "-", lambda: self.enlarge(1 / FACTOR), self.is_enlarged()),
            ("eye", "Tampilkan seluruhnya", "0", self.show_all, self.is_enlarged()),
        )
        for icon, words, key, act, is_open in acts:
            action = menu.addAction(theme.icon(icon, "text2"), words)
            action.setShortcut(QKeySequence(key))
            action.setEnabled(is_open)
            action.triggered.connect(lambda _=False, act=act: act())
        return menu

    def draw_readout(self, painter: QPainter, spot: QPointF, lines: Sequence[str]) -> None:
        """Write beside a spot what stands there: the first line strong."""
        fonts = [theme.font("caption_strong"), *[theme.font("caption")] * (len(lines) - 1)]
        heights = [paint.height_of(font) for font in fonts]
        width = (
            max(paint.width_of(words, font) for words, font in zip(lines, fonts, strict=True)) + 2 * _PAD + 2
        )
        size = QRectF(0, 0, min(width, self.width() - 4), sum(heights) + 2 * _PAD)
        left = (
            spot.x() + _AWAY
            if spot.x() + _AWAY + size.width() < self.width()
            else spot.x() - _AWAY - size.width()
        )
        size.moveTo(
            max(left, 2), min(max(spot.y() - size.height() - _AWAY, 2), self.height() - size.height() - 2)
        )
        look = paint.Look(theme.color("surface"), theme.color("text"), theme.color("control"))
        paint.box(painter, size, look, 5)
        top = size.top() + _PAD
        for words, font, height in zip(lines, fonts, heights, strict=True):
            area = QRectF(size.left() + _PAD, top, size.width() - 2 * _PAD, height)
            paint.text(painter, area, words, font, theme.color("text"))
            top += height

    def draw_ring(self, painter: QPainter) -> None:
        """The ring of keyboard focus."""
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())

    def _enlarge_by(self, event: QKeyEvent) -> bool:
        """Whether a key was one of those that enlarge."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            return False
        if key in _LARGER:
            self.enlarge(FACTOR)
        elif key == Qt.Key.Key_Minus:
            self.enlarge(1 / FACTOR)
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            return False
        return True

    def _on_theme_changed(self) -> None:
        if self._plot is not None:
            self._plot.dress()
        self.updateGeometry()
        self.refit()
