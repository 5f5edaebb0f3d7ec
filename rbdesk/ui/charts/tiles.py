"""Peta ubin: the offices as tiles of equal size, north up, by status, by value, or to pick one."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, Tile, Tiles
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.difference import difference_look
from rbdesk.ui.charts.picture import picture_menu

Mode = Literal["status", "value", "pick"]

STATUS_WORDS = {
    "selesai": "selesai",
    "diverifikasi": "diverifikasi",
    "diterima": "diterima",
    "perlu_tindakan": "perlu tindakan",
    "belum_kirim": "belum kirim",
}
STATUS_ICONS = {
    "selesai": "circle-check",
    "diverifikasi": "eye",
    "diterima": "inbox",
    "perlu_tindakan": "alert-triangle",
    "belum_kirim": "circle-dashed",
}

_TONES = {
    "selesai": "done",
    "diverifikasi": "soft_done",
    "diterima": "received",
    "perlu_tindakan": "urgent",
    "belum_kirim": "open",
}
_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_GAP = 5
_PADDING = 6
_SMALLEST_LETTERS = 11


class TileMap(QWidget):
    """The tiles are real buttons; the map is one tab stop and arrows move to the neighbour in that direction.

    Signals: `picked(code)` the person moved to a tile, by click or arrow · `opened(code)` Enter or double
    click · `menu_asked(code, QPoint)` context menu of a tile, at a place on the screen.
    """

    picked = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(
        self, mode: Mode = "status", *, name: str = "Peta ubin kecamatan", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._figure = Tiles(0, 0, ())
        self._buttons: dict[str, _TileButton] = {}
        self._selected = ""
        self._shown: frozenset[str] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.notifier().changed.connect(self._on_theme_changed)

    def set_figure(self, figure: Tiles) -> None:
        """Show these offices."""
        self._figure = figure
        codes = [tile.code for tile in figure.tiles]
        if codes != list(self._buttons):
            for button in self._buttons.values():
                button.hide()
                button.deleteLater()
            self._buttons = {tile.code: _TileButton(tile, self) for tile in figure.tiles}
            for button in self._buttons.values():
                button.show()
            self._make_tab_stop(codes[0] if codes else "")
        for tile in figure.tiles:
            self._buttons[tile.code].show_tile(tile, self._mode, figure.measure)
        self.setAccessibleDescription(self._sentence())
        self._place()
        self.updateGeometry()

    def figure(self) -> Tiles:
        """What is shown."""
        return self._figure

    def set_mode(self, mode: Mode) -> None:
        """Colour by status or by value."""
        self._mode = mode
        for tile in self._figure.tiles:
            self._buttons[tile.code].show_tile(tile, mode, self._figure.measure)

    def mode(self) -> Mode:
        """How the tiles are coloured."""
        return self._mode

    def selected(self) -> str:
        """The code of the selected office, "" if none is."""
        return self._selected

    def set_selected(self, code: str) -> None:
        """Select an office, or none; says nothing."""
        self._selected = code
        if code in self._buttons:
            self._make_tab_stop(code)
        for one, button in self._buttons.items():
            button.set_selected(one == code)

    def set_shown(self, codes: frozenset[str] | None) -> None:
        """Pale all offices but these, e.g. those of one status; None shows all alike."""
        self._shown = codes
        for code, button in self._buttons.items():
            button.set_pale(codes is not None and code not in codes)

    def button(self, code: str) -> QAbstractButton | None:
        """The button of an office, e.g. to give it the focus."""
        return self._buttons.get(code)

    def lines(self) -> list[list[str]]:
        """The map as a table with headings."""
        lines = [["Kode", "Kecamatan", "Status", "Nilai", "Setara"]]
        for tile in self._figure.tiles:
            status = STATUS_WORDS.get(tile.status, tile.status)
            words = value_words(tile, "", self._figure.measure)
            lines.append([tile.code, tile.name, status, words, tile.band])
        return lines

    def sizeHint(self) -> QSize:
        columns, rows = max(self._figure.columns, 1), max(self._figure.rows, 1)
        return QSize(columns * (theme.px(98) + _GAP), rows * (theme.px(65) + _GAP))

    def minimumSizeHint(self) -> QSize:
        columns, rows = max(self._figure.columns, 1), max(self._figure.rows, 1)
        return QSize(columns * (self._narrowest() + _GAP), rows * (self._lowest() + _GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        picture_menu(self, "peta-ubin", self.lines).exec(event.globalPos())

    def move_from(self, code: str, down: int, right: int) -> None:
        """Go to the neighbour of a tile, as the arrows do."""
        neighbour = self._figure.neighbour(code, down, right)
        if neighbour is not None:
            self._buttons[neighbour.code].setFocus(Qt.FocusReason.TabFocusReason)
            self.pick(neighbour.code)

    def pick(self, code: str) -> None:
        """Select as if the person had clicked."""
        self.set_selected(code)
        self.picked.emit(code)

    def most_pixels(self, width: int) -> int:
        """The largest letters on the map: at most two pixels more than where they are smallest."""
        words = [word for tile in self._figure.tiles for word in tile.name.split()]
        return min((_fitting(word, width) for word in words), default=_SMALLEST_LETTERS) + 2

    def _place(self) -> None:
        rows, columns = self._figure.rows, self._figure.columns
        if not rows or not columns:
            return
        width = (self.width() - (columns - 1) * _GAP) // columns
        wide = max(min(width, theme.px(130)), self._narrowest())
        height = (self.height() - (rows - 1) * _GAP) // rows
        high = max(min(height, theme.px(84)), self._lowest())
        left = max(0, (self.width() - columns * (wide + _GAP) + _GAP) // 2)
        for tile in self._figure.tiles:
            spot = QRect(left + tile.column * (wide + _GAP), tile.row * (high + _GAP), wide, high)
            self._buttons[tile.code].setGeometry(spot)

    def _narrowest(self) -> int:
        """So wide that the longest word fits in the smallest letters."""
        words = [word for tile in self._figure.tiles for word in tile.name.split()]
        font = _letters(_SMALLEST_LETTERS)
        return max((paint.width_of(word, font) for word in words), default=60) + 2 * _PADDING

    def _lowest(self) -> int:
        """So high that two lines of name and the value fit, whatever the size of the text."""
        name = 2 * paint.height_of(theme.font("caption_strong"))
        value = 0 if self._mode == "pick" else paint.height_of(theme.font("strong"))
        return max(name + value + 8, theme.px(40))

    def _make_tab_stop(self, code: str) -> None:
        for one, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one == code else Qt.FocusPolicy.ClickFocus)

    def _sentence(self) -> str:
        counts = {
            words: sum(1 for tile in self._figure.tiles if tile.status == status)
            for status, words in STATUS_WORDS.items()
        }
        parts = [f"{count} {words}" for words, count in counts.items() if count]
        return f"{len(self._figure.tiles)} kecamatan" + (f": {text.listing(parts)}" if parts else "")

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self._place()
        for button in self._buttons.values():
            button.update()


class _TileButton(QAbstractButton):
    """One office: real for keyboard and screen readers, drawn by us."""

    def __init__(self, tile: Tile, parent: TileMap) -> None:
        super().__init__(parent)
        self._tile = tile
        self._map = parent
        self._mode: Mode = "status"
        self._measure = PERCENT
        self._is_selected = False
        self._is_pale = False
        self._rings = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: self._map.pick(self._tile.code))

    def show_tile(self, tile: Tile, mode: Mode, measure: str = PERCENT) -> None:
        self._tile, self._mode, self._measure = tile, mode, measure
        self._name()
        self.update()

    def set_selected(self, selected: bool) -> None:
        self._is_selected = selected
        self._name()
        self.update()

    def set_pale(self, pale: bool) -> None:
        self._is_pale = pale
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._rings = True
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._map.move_from(self._tile.code, *_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._map.opened.emit(self._tile.code)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._rings = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._map.opened.emit(self._tile.code)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._map.menu_asked.emit(self._tile.code, event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_pale:
            painter.setOpacity(0.35)
        ground = self._ground()
        area = QRectF(self.rect())
        paint.box(painter, area.adjusted(2, 2, -2, -2), ground, theme.RADIUS_TILE)
        if self._is_open():
            ground = self._paint_hatching(painter, area.adjusted(2, 2, -2, -2), ground.fill)
        self._paint_name(painter, ground.ink)
        if self._mode != "pick":
            self._paint_value(painter, ground.ink)
        painter.setOpacity(1)
        if self._is_selected and self._mode != "pick":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("text"), 2))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.RADIUS_TILE + 1, theme.RADIUS_TILE + 1)
        if self.hasFocus() and self._rings:
            paint.focus_ring(painter, area, theme.RADIUS_TILE + 1, on_fill=True)

    def _ground(self) -> paint.Look:
        is_pick = self._mode == "pick"
        if is_pick and self._is_selected:
            return paint.Look(theme.color("primary"), theme.color("on_primary"))
        if is_pick:
            ground = "hover" if self.underMouse() else "surface"
            return paint.Look(theme.color(ground), theme.color("text"), theme.color("control"))
        if self._mode == "value" and self._measure == DIFFERENCE and self._tile.value is not None:
            return difference_look(self._tile.value)
        if self._mode == "value":
            return paint.band_look(self._tile.band) if self._tile.band else paint.look("open")
        return paint.look(_TONES.get(self._tile.status, "open"))

    def _paint_hatching(self, painter: QPainter, area: QRectF, fill: QColor) -> paint.Look:
        """Paint pale hatching in an outline of the value's colour; returns what the words stand on."""
        plain = paint.Look(theme.color("surface"), theme.color("text"), fill, edge_width=2)
        paint.box(painter, area, plain, theme.RADIUS_TILE)
        pale = QColor(fill)
        pale.setAlphaF(0.4)  # the words stand on it
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(pale, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(area, theme.RADIUS_TILE, theme.RADIUS_TILE)
        return plain

    def _is_open(self) -> bool:
        """True for a value that is not verified yet, where verified values are shown."""
        return self._mode == "value" and self._tile.is_open and self._tile.value is not None

    def _paint_name(self, painter: QPainter, ink: QColor) -> None:
        width = self.width() - 2 * _PADDING
        is_pick = self._mode == "pick"
        longest = max(self._tile.name.split(), key=len)
        font = _letters(min(_fitting(longest, width), self._map.most_pixels(width)))
        lines = paint.wrapped(self._tile.name, font, width, 2)
        spacing = paint.height_of(font)
        top = (self.height() - spacing * len(lines)) / 2 if is_pick else 4.0
        align = paint.CENTRE if is_pick else paint.LEFT
        for at, line in enumerate(lines):
            paint.text(
                painter, QRectF(_PADDING, top + at * spacing, width + 1, spacing), line, font, ink, align
            )

    def _paint_value(self, painter: QPainter, ink: QColor) -> None:
        height = paint.height_of(theme.font("strong"))
        area = QRectF(_PADDING, self.height() - height - 4, self.width() - 2 * _PADDING, height)
        font = theme.font("strong", tabular=True)
        words = value_words(self._tile, "—", self._measure)
        if self._mode == "value":
            paint.text(painter, area, self._tile.band, font, ink, paint.RIGHT)
        elif self._tile.status in STATUS_ICONS:
            side = theme.px(15)
            spot = QRectF(area.right() - side, area.center().y() - side / 2, side, side)
            theme.draw_icon(painter, STATUS_ICONS[self._tile.status], spot, ink)
            area.adjust(0, 0, -side - 2, 0)
        if paint.width_of(words, font) > area.width():  # a range
            font = _letters(_SMALLEST_LETTERS)
        paint.text(painter, area, words, font, ink)

    def _name(self) -> None:
        tile = self._tile
        parts = [tile.name]
        if self._mode != "pick":
            status = STATUS_WORDS.get(tile.status, tile.status)
            value = value_words(tile, "", self._measure)
            what = "selisih" if self._measure == DIFFERENCE else "nilai"
            parts += [status, value and f"{what} {value}", tile.band and f"setara {tile.band}"]
            parts += ["belum diverifikasi"] if self._is_open() else []
        said = ", ".join(part for part in parts if part)
        self.setToolTip(said)
        self.setAccessibleName(said + (", dipilih" if self._is_selected else ""))


def value_words(tile: Tile, nothing: str, measure: str = PERCENT) -> str:
    """The value of a tile, its range while two laptops disagree, or `nothing`."""
    if tile.value is not None:
        return text.signed(tile.value) if measure == DIFFERENCE else text.number(tile.value)
    if tile.reach is not None:
        return f"{text.number(tile.reach[0])}–{text.number(tile.reach[1])}"
    return nothing


def _letters(pixels: int) -> QFont:
    font = QFont(theme.font("caption_strong"))
    font.setPixelSize(pixels)
    return font


def _fitting(word: str, width: float) -> int:
    """The pixels at which a word fits into a width: those of the caption or less, never below 11."""
    pixels = theme.font("caption_strong").pixelSize()
    while pixels > _SMALLEST_LETTERS and paint.width_of(word, _letters(pixels)) > width:
        pixels -= 1
    return pixels
