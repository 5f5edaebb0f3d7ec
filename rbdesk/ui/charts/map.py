"""Peta batas wilayah: the offices where they lie, coloured by category or difference, with code and number.

What the outlines are and are not is written in the picture itself, so that it is there wherever the picture goes.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtCore import QPoint as ScreenPoint
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, Map, Shape
from rbdesk.domain.outlines import Outlines
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.difference import difference_look
from rbdesk.ui.charts.picture import picture_menu

SOURCE = "Batas indikatif. Sumber: cahyadsn/wilayah_boundaries (MIT)."
NO_LAW = "bukan batas hukum"

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_EDGE, _HALO = 1.5, 4.0
_EMPTY = Map("", (), Outlines((), (0.0, 0.0, 1.0, 1.0), ""))


class OutlineMap(QWidget):
    """One tab stop; arrows go to the neighbour on the ground.

    Signals: `picked(code)` the person moved to an office, by click or arrow · `hovered(code)` the mouse is over
    another one, "" over none · `opened(code)` Enter or double click · `menu_asked(code, QPoint)` its context menu, at
    a place on the screen.
    """

    picked = Signal(str)
    hovered = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, ScreenPoint)

    def __init__(self, *, name: str = "Peta batas wilayah kecamatan", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._figure = _EMPTY
        self._paths: dict[str, QPainterPath] = {}
        self._labels: dict[str, QPointF] = {}
        self._selected = ""
        self._marked = ""
        self._rings = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Map) -> None:
        """Show these offices."""
        self._figure = figure
        if figure.shape(self._selected) is None:
            self._selected = figure.shapes[0].code if figure.shapes else ""
        self._place()
        self._tell()
        self.updateGeometry()
        self.update()

    def figure(self) -> Map:
        """What is shown."""
        return self._figure

    def selected(self) -> str:
        """The code of the selected office, "" before there is any."""
        return self._selected

    def set_selected(self, code: str) -> None:
        """Select an office; says nothing."""
        if self._figure.shape(code) is not None and code != self._selected:
            self._selected = code
            self._tell()
            self.update()

    def set_marked(self, code: str) -> None:
        """Outline an office lightly, as if the mouse were over it; "" none."""
        if code != self._marked:
            self._marked = code
            self.update()

    def code_at(self, spot: QPointF) -> str:
        """The office at a place of the widget, "" where there is none."""
        return next((code for code, path in self._paths.items() if path.contains(spot)), "")

    def spot_of(self, code: str) -> QPointF:
        """The place of an office's label in the widget. Raises KeyError: not on the map."""
        return self._labels[code]

    def lines(self) -> list[list[str]]:
        """The map as a table with headings."""
        unit = "Selisih" if self._figure.measure == DIFFERENCE else "Nilai"
        lines = [["Kode", "Kecamatan", f"{unit}: {self._figure.title}", "Setara", "Keterangan"]]
        for shape in self._figure.shapes:
            remark = shape.missing or ("belum diverifikasi" if shape.is_open else "")
            lines.append([shape.code, shape.name, self.words_of(shape), shape.band, remark])
        return lines

    def words_of(self, shape: Shape) -> str:
        """The number of an office as it is written, "" without one."""
        if shape.value is None:
            return ""
        write = text.signed if self._figure.measure == DIFFERENCE else text.number
        return write(shape.value, 1)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(430), theme.px(520))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(430))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            neighbour = self._figure.neighbour(self._selected, *_ARROWS[key])
            if neighbour is not None:
                self._pick(neighbour.code)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        code = self.code_at(event.position())
        if code:
            self._pick(code)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        code = self.code_at(event.position())
        if code and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.code_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover("")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shape = self._figure.shape(self.code_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), self._said(shape) if shape is not None else "", self)
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        code = self._selected if is_key else self.code_at(QPointF(event.pos()))
        if code:
            spot = self.mapToGlobal(self._labels[code].toPoint()) if is_key else event.globalPos()
            self.menu_asked.emit(code, spot)
        else:
            picture_menu(self, "peta-batas-wilayah", self.lines).exec(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._figure.shapes:
            self._paint_shape(painter, shape)
        self._paint_outline(painter, self._marked, 1.5)
        self._paint_outline(painter, self._selected, 3)
        for shape in self._figure.shapes:
            self._paint_label(painter, shape)
        self._paint_foot(painter)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, self.rect())

    # --- painting ------------------------------------------------------------------------------------------

    def _paint_shape(self, painter: QPainter, shape: Shape) -> None:
        path, fill = self._paths[shape.code], self._ground(shape).fill
        is_hatched = shape.value is None or shape.is_open
        painter.setPen(QPen(theme.color("text" if theme.is_high_contrast() else "surface"), _EDGE))
        painter.setBrush(theme.color("surface") if is_hatched else fill)
        painter.drawPath(path)
        if is_hatched:
            ink = theme.color("control") if shape.value is None else fill
            painter.setPen(QPen(ink, 1))
            painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
            painter.drawPath(path)

    def _paint_outline(self, painter: QPainter, code: str, width: float) -> None:
        if code not in self._paths:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ink, pixels in (("surface", width + 2), ("text", width)):
            pen = QPen(theme.color(ink), pixels)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(self._paths[code])

    def _paint_label(self, painter: QPainter, shape: Shape) -> None:
        """The code and the number: on the fill with a halo of it, on a chip where the shape is hatched."""
        small, large = theme.font("caption_strong"), theme.font("strong", tabular=True)
        words = self.words_of(shape)
        lines = [(shape.outline.short, small)] + ([(words, large)] if words else [])
        heights = [paint.height_of(font) - 3 for _, font in lines]
        middle = self._labels[shape.code]
        top = middle.y() - sum(heights) / 2
        ground = self._ground(shape)
        if shape.value is None or shape.is_open:
            width = max(paint.width_of(one, font) for one, font in lines) + 8
            spot = QRectF(middle.x() - width / 2, top - 1, width, sum(heights) + 3)
            ground = paint.Look(theme.color("surface"), theme.color("text2" if not words else "text"))
            paint.box(painter, spot, ground, 4)
        for (one, font), height in zip(lines, heights, strict=True):
            _write(painter, one, font, QPointF(middle.x(), top + height / 2), ground)
            top += height

    def _paint_foot(self, painter: QPainter) -> None:
        """What the hatching means, what the lines are not, and where they come from."""
        font, ink = theme.font("caption"), theme.color("text2")
        height = paint.height_of(font)
        area = QRectF(self.rect()).adjusted(4, 0, -4, -2)
        last = QRectF(area.left(), area.bottom() - height, area.width(), height)
        first = last.translated(0, -height - 4)
        missing = sum(shape.value is None for shape in self._figure.shapes)
        still_open = sum(shape.is_open for shape in self._figure.shapes)
        parts = [f"belum ada data ({missing})"] if missing else []
        parts += [f"belum diverifikasi ({still_open})"] if still_open else []
        left = first.left()
        if parts:
            swatch = QRectF(left, first.center().y() - theme.px(7), theme.px(28), theme.px(14))
            painter.setPen(QPen(theme.color("control"), 1))
            painter.setBrush(QBrush(theme.color("control"), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(swatch, 4, 4)
            left = swatch.right() + 8
        law = paint.width_of(NO_LAW, font)
        words = QRectF(left, first.top(), first.right() - law - 12 - left, height)
        paint.text(painter, words, " · ".join(parts), font, ink)
        paint.text(painter, first, NO_LAW, font, ink, paint.RIGHT)
        paint.text(painter, last, SOURCE, font, ink)

    def _ground(self, shape: Shape) -> paint.Look:
        if shape.value is None:
            return paint.look("open")
        if self._figure.measure == DIFFERENCE:
            return difference_look(shape.value)
        return paint.band_look(shape.band) if shape.band else paint.look("neutral")

    # --- placing -------------------------------------------------------------------------------------------

    def _place(self) -> None:
        """Work out the shapes in pixels: as large as there is room above the foot."""
        outlines = self._figure.outlines
        west, south, east, north = outlines.bounds
        foot = 2 * paint.height_of(theme.font("caption")) + 14
        room = QRectF(self.rect()).adjusted(4, 4, -4, -foot)
        wide, high = (east - west) * outlines.narrowing, north - south
        scale = min(room.width() / wide, room.height() / high) if wide > 0 and high > 0 else 1.0
        left = room.center().x() - wide * scale / 2
        top = room.center().y() - high * scale / 2

        def pixel(degrees: tuple[float, float]) -> QPointF:
            east_of = (degrees[0] - west) * outlines.narrowing
            return QPointF(left + east_of * scale, top + (north - degrees[1]) * scale)

        self._paths, self._labels = {}, {}
        for shape in self._figure.shapes:
            path = QPainterPath()
            path.setFillRule(Qt.FillRule.OddEvenFill)
            for ring in shape.outline.rings:
                path.addPolygon([pixel(point) for point in ring])
                path.closeSubpath()
            self._paths[shape.code] = path
            self._labels[shape.code] = pixel(shape.outline.label)

    # --- telling -------------------------------------------------------------------------------------------

    def _pick(self, code: str) -> None:
        if code != self._selected:
            self.set_selected(code)
            self.picked.emit(code)

    def _hover(self, code: str) -> None:
        if code != self._marked:
            self.set_marked(code)
            self.setCursor(Qt.CursorShape.PointingHandCursor if code else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(code)

    def _said(self, shape: Shape) -> str:
        if shape.value is None:
            return f"{shape.name}: {shape.missing or 'belum ada data'}"
        unit = "poin persen" if self._figure.measure == DIFFERENCE else "persen"
        band = f", setara {shape.band}" if shape.band else ""
        still_open = ", belum diverifikasi" if shape.is_open else ""
        return f"{shape.name}, {self._figure.title} {self.words_of(shape)} {unit}{band}{still_open}"

    def _tell(self) -> None:
        """Name the selected office for a screen reader, and describe the map."""
        shape = self._figure.shape(self._selected)
        self.setAccessibleName(f"{self._name}: {self._said(shape)}" if shape is not None else self._name)
        missing = sum(one.value is None for one in self._figure.shapes)
        words = f"{len(self._figure.shapes)} kecamatan, {self._figure.title}"
        words += f", {missing} belum ada data" if missing else ""
        self.setAccessibleDescription(f"{words}. {SOURCE} {NO_LAW.capitalize()}.")

    def _on_theme_changed(self) -> None:
        self._place()
        self.updateGeometry()
        self.update()


def _write(painter: QPainter, words: str, font: QFont, middle: QPointF, ground: paint.Look) -> None:
    """Write words around a point, with a halo of the ground so that a border under them does not disturb."""
    path = _letters(words, font.toString())
    metrics = QFontMetricsF(font)
    baseline = middle.y() + (metrics.ascent() - metrics.descent()) / 2
    painter.save()
    painter.translate(middle.x() - metrics.horizontalAdvance(words) / 2, baseline)
    pen = QPen(ground.fill, _HALO)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, ground.ink)
    painter.restore()


@lru_cache(maxsize=256)
def _letters(words: str, font: str) -> QPainterPath:
    made = QFont()
    made.fromString(font)
    path = QPainterPath()
    path.addText(0, 0, made, words)
    return path
