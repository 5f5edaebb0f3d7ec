"""Peta: the offices as tiles or where they lie, beside a table with the same colours and the same selection."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE
from rbdesk.domain.office import Register
from rbdesk.ui import theme
from rbdesk.ui.charts.map import OutlineMap
from rbdesk.ui.charts.tiles import TileMap
from rbdesk.ui.models import compared_figures
from rbdesk.ui.models.compared_figures import Compared
from rbdesk.ui.pages.comparison_parts.area_table import AreaTable
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow import comparing

TILES, OUTLINES = "tiles", "outlines"
_TILES_BESIDE_FROM, _OUTLINES_BESIDE_FROM = 1240, 1000


class MapView(QWidget):
    """Signals: `picked(code)` the person moved to an office in map or table · `opened(code)` Enter or double click ·
    `menu_asked(code, QPoint)` context menu of an office on the map.
    """

    picked = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._width = _TILES_BESIDE_FROM
        self.kind = Segmented([Choice(TILES, "Ubin"), Choice(OUTLINES, "Batas wilayah")], name="Bentuk peta")
        self.kind.set_value(TILES)
        self.tiles = TileMap("value", name="Peta ubin kecamatan menurut nilai")
        self.outlines = OutlineMap()
        self.maps = QStackedWidget()
        self.maps.addWidget(ScrollColumn(self.tiles))
        self.maps.addWidget(ScrollColumn(self.outlines))
        self.table = AreaTable()
        self.mean = Label("", "strong")
        self.above = Label("", "caption", "text2")
        left = Card("Peta kecamatan", padding=theme.SPACE_M)
        left.head.addWidget(self.kind)
        left.body.addWidget(self.maps, 1)
        right = Card(padding=theme.SPACE_S)
        right.body.setSpacing(theme.SPACE_XS)
        right.body.addWidget(self.table, 1)
        right.body.addWidget(Line())
        foot = QHBoxLayout()
        foot.addWidget(self.mean, 1)
        foot.addWidget(self.above)
        right.body.addLayout(foot)
        self._left, self._right = left, right
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_M)
        self._row.addWidget(left, 38)
        self._row.addWidget(right, 62)
        self._connect()

    def show_area(
        self,
        view: Compared,
        area: str,
        target: Fraction,
        reaches: Mapping[str, tuple[Fraction, Fraction]],
    ) -> None:
        """Show an area (its code, "" the whole sheet) on both maps and in the table."""
        self.tiles.set_figure(compared_figures.tiles(view, self._register, area, reaches))
        self.outlines.set_figure(compared_figures.outline_map(view, comparing.outlines(), area))
        self.table.show_area(view, area, target)
        self._share_room()
        self._show_foot(view, area, target)

    def map(self) -> TileMap | OutlineMap:
        """The map that is shown."""
        return self.outlines if self.kind.value() == OUTLINES else self.tiles

    def set_kind(self, kind: str) -> None:
        """Show tiles or outlines."""
        self.kind.set_value(kind)
        self._on_kind(kind)

    def select(self, code: str) -> None:
        """Select an office on both maps and in the table; says nothing."""
        self.tiles.set_selected(code)
        self.outlines.set_selected(code)
        self.table.set_selected(code)

    def adapt(self, width: int) -> None:
        """Put the table beside the map where a window of this width has room for both, else under it."""
        self._width = width
        self._share_room()

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        return [self._left, self._right]

    def _share_room(self) -> None:
        """Tiles need the width of their names; the outlines leave more of it to the table."""
        is_tiles = self.kind.value() == TILES
        is_stacked = self._width < (_TILES_BESIDE_FROM if is_tiles else _OUTLINES_BESIDE_FROM)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if is_stacked else ways.LeftToRight)
        least = (self.tiles if is_tiles else self.outlines).minimumSizeHint()
        self._left.setMinimumWidth(0 if is_stacked else least.width() + 2 * theme.SPACE_M + 8)
        self._left.setMinimumHeight(least.height() + theme.px(70) if is_stacked else 0)
        self._right.setMinimumHeight(theme.px(560) if is_stacked else 0)
        self.table.set_narrow(is_tiles and not is_stacked)

    def _show_foot(self, view: Compared, area: str, target: Fraction) -> None:
        found = compared_figures.average(view)
        codes = [group.code for group in view.sides.instrument.areas]
        if found is None or found.total is None:
            self.mean.setText("Belum ada kecamatan yang selesai diverifikasi" if view.side != "self" else "")
            self.above.setText("")
            return
        cell = found.cells[codes.index(area)] if area else found.total
        is_moved = view.measure == DIFFERENCE
        shown = (
            text.signed(cell.value, 1 if area else 2)
            if is_moved
            else text.number(cell.value, 1 if area else 2)
        )
        self.mean.setText(f"{found.name}: {shown}")
        cells = [view.cell(one, area) for one in view.sides.offices]
        values = [Fraction(one.value) for one in cells if one is not None]
        if is_moved:
            self.above.setText(f"{sum(value < 0 for value in values)} turun")
        else:
            self.above.setText(f"{sum(value > target for value in values)} di atas {text.number(target, 0)}")

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        for chart in (self.tiles, self.outlines):
            chart.picked.connect(self._on_picked)
            chart.opened.connect(self.opened)
            chart.menu_asked.connect(self.menu_asked)
        self.outlines.hovered.connect(self.table.set_marked)
        self.table.hovered.connect(self.outlines.set_marked)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self.opened)

    def _on_kind(self, kind: str) -> None:
        chosen = self.map().selected()
        self.maps.setCurrentIndex(1 if kind == OUTLINES else 0)
        self._share_room()
        self.select(chosen)

    def _on_picked(self, code: str) -> None:
        self.select(code)
        self.picked.emit(code)


def whole_map(view: MapView) -> QWidget:
    """A map like the one that is shown, in its natural size, to be drawn."""
    shown = view.map()
    made: TileMap | OutlineMap
    if isinstance(shown, OutlineMap):
        made = OutlineMap()
        made.set_figure(shown.figure())
        made.resize(made.sizeHint())
    else:
        made = TileMap("value", name=shown.accessibleName())
        made.set_figure(shown.figure())
        made.resize(made.sizeHint().expandedTo(made.minimumSizeHint()))
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    return made
