"""The bar above Perbandingan: which side, which view, which order or area, which offices, and what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QMenu, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.band_legend import BandLegend
from rbdesk.ui.charts.difference import DifferenceLegend
from rbdesk.ui.charts.heat_model import BESIDE, CHANGE, NAME, PLACE, TOTAL
from rbdesk.ui.models.compared_figures import MOVED, OWN, SIDE_WORDS, TOTAL_NAME, VERIFIED, WHOLE_SHEET
from rbdesk.ui.pages.comparison_parts.filters import ALL, FILTERS
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.segmented import Choice, Segmented

TABLE, MAP, CHART, CALIBRATION = "table", "map", "chart", "calibration"
_WITH_RANGES_FROM = 1240
_BOX_LETTERS = 15  # the box stays as narrow as its usual words; its list is as wide as its lines


class ComparisonBar(QWidget):
    """Signals: `side_chosen(key)`, `view_chosen(key)`, `order_chosen(key, descending)`, `area_chosen(code)`,
    `filter_chosen(key)` when the person chose another one.
    """

    side_chosen = Signal(str)
    view_chosen = Signal(str)
    order_chosen = Signal(str, bool)
    area_chosen = Signal(str)
    filter_chosen = Signal(str)

    def __init__(self, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._hides_places = False
        self._beside: tuple[str, ...] = ()
        self.side = Segmented(
            [Choice(key, SIDE_WORDS[key]) for key in (OWN, VERIFIED, MOVED)], name="Sisi nilai"
        )
        self.side.set_value(OWN)
        self.view = Segmented(
            [
                Choice(TABLE, "Tabel"),
                Choice(MAP, "Peta"),
                Choice(CHART, "Grafik"),
                Choice(CALIBRATION, "Kalibrasi"),
            ],
            name="Tampilan",
        )
        self.view.set_value(TABLE)
        self.order = _box("Urutan kecamatan")
        self.area = _box("Area di peta")
        self.area.addItem(TOTAL_NAME, WHOLE_SHEET)
        for group in instrument.areas:
            self.area.addItem(group.short, group.code)
        self.filter = Button("", "filter", "tab", name="Saring kecamatan", trailing="")
        self.filter.setCheckable(True)
        self.menu = QMenu(self.filter)
        self._filters = QActionGroup(self.menu)
        self.legend = BandLegend()
        self.differences = DifferenceLegend()
        self._build()
        self.fill_order()
        self.side.chosen.connect(self._on_side)
        self.view.chosen.connect(self._on_view)
        self.order.activated.connect(lambda _: self.order_chosen.emit(*self.order.currentData()))
        self.area.activated.connect(lambda _: self.area_chosen.emit(str(self.area.currentData())))
        self.filter.clicked.connect(lambda _: self.open_filter())
        self._filters.triggered.connect(self._on_filter)
        self._widen(self.area)
        self._show_parts()

    def set_bands(self, bands: Sequence[tuple[str, text.Number]], target: text.Number) -> None:
        """Show what the colours mean."""
        self.legend.set_bands(bands, target=target)

    def set_side(self, side: str) -> None:
        """Show which side holds; says nothing."""
        self.side.set_value(side)
        self._show_parts()

    def set_view(self, view: str) -> None:
        """Show which view holds; says nothing."""
        self.view.set_value(view)
        self._show_parts()

    def set_area(self, area: str) -> None:
        """Show which area the map is of; says nothing."""
        self.area.setCurrentIndex(max(self.area.findData(area), 0))

    def set_filter(self, key: str) -> None:
        """Show which offices are shown; says nothing."""
        for action in self._filters.actions():
            action.setChecked(action.data() == key)
        self.filter.setChecked(key != ALL)
        words = dict(FILTERS).get(key, "")
        self.filter.setToolTip(f"Saring kecamatan: {words}")
        self.filter.setAccessibleName(f"Saring kecamatan: {words}")

    def set_masked(self, masked: bool) -> None:
        """Without names there is no map and no order by place: both would give them away."""
        self._hides_places = masked
        segment = self.view.segments()[1]
        segment.setEnabled(not masked)
        segment.setToolTip("Letak di peta membuka nama kecamatan" if masked else "")
        self.fill_order()

    def set_beside(self, beside: Sequence[str]) -> None:
        """What stands beside the total can be sorted by, too."""
        if tuple(beside) != self._beside:
            self._beside = tuple(beside)
            self.fill_order()

    def open_filter(self) -> None:
        """Offer the filters under their button."""
        self.filter.setChecked(self._chosen_filter() != ALL)  # a click alone chooses nothing
        self.menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def show_order(self, key: str, descending: bool) -> None:
        """Show in the box what the table is sorted by, also where no line of the box says it."""
        with QSignalBlocker(self.order):
            self.order.setCurrentIndex(self._place_of_order(key, descending))
            if self.order.currentIndex() < 0:
                self.order.setPlaceholderText(f"Urut: {self._order_words(key, descending)}")

    def fill_order(self) -> None:
        """Fill the box of orders, keeping the one that holds."""
        held = self.order.currentData()
        lines = [(TOTAL, True), (TOTAL, False), (CHANGE, True), (NAME, False)]
        lines += [(f"{BESIDE}:{at}", True) for at in range(len(self._beside))]
        if not self._hides_places:
            lines.append((PLACE, False))
        lines += [(group.code, True) for group in self._instrument.areas]
        with QSignalBlocker(self.order):
            self.order.clear()
            for key, descending in lines:
                self.order.addItem(f"Urut: {self._order_words(key, descending)}", (key, descending))
            self.order.setCurrentIndex(self._place_of_order(*held) if held else 0)
        self._widen(self.order)

    def _widen(self, box: QComboBox) -> None:
        """Let the list under a box be as wide as its longest line."""
        longest = max(
            (paint.width_of(box.itemText(at), theme.font("body")) for at in range(box.count())), default=0
        )
        box.view().setMinimumWidth(longest + 40)

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width: on one line where there is room."""
        ways = QBoxLayout.Direction
        is_wide = width >= _WITH_RANGES_FROM
        self.legend.set_shows_ranges(is_wide)
        self._rows.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self._show_parts()

    def _build(self) -> None:
        for key, words in FILTERS:
            action = QAction(words, self.menu)
            action.setCheckable(True)
            action.setData(key)
            self._filters.addAction(action)
            self.menu.addAction(action)
        self.set_filter(ALL)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, (self.side, self.view)),
            (second, (self.order, self.area, self.filter)),
        ):
            row.setSpacing(theme.SPACE_S)
            for widget in widgets:
                row.addWidget(widget)
        first.addStretch(0)
        second.addStretch(1)
        second.addWidget(self.legend)
        second.addWidget(self.differences)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.SPACE_S)
        self._rows.addLayout(first)
        self._rows.addLayout(second, 1)

    def _show_parts(self) -> None:
        view = self.view.value()
        is_moved = self.side.value() == MOVED or view == CALIBRATION
        shown = {
            self.side: view != CALIBRATION,
            self.order: view == TABLE,
            self.filter: view == TABLE,
            self.area: view == MAP,
            self.legend: not is_moved,
            self.differences: is_moved and view != CALIBRATION,
        }
        # Hide before showing: what is shown asks for its room at once, and the window would grow by both
        for widget, is_shown in sorted(shown.items(), key=lambda pair: pair[1]):
            widget.setVisible(is_shown)

    def _on_side(self, side: str) -> None:
        self._show_parts()
        self.side_chosen.emit(side)

    def _on_view(self, view: str) -> None:
        self._show_parts()
        self.view_chosen.emit(view)

    def _on_filter(self, action: QAction) -> None:
        self.set_filter(str(action.data()))
        self.filter_chosen.emit(str(action.data()))

    def _chosen_filter(self) -> str:
        chosen = self._filters.checkedAction()
        return str(chosen.data()) if chosen is not None else ALL

    def _place_of_order(self, key: str, descending: bool) -> int:
        found = (at for at in range(self.order.count()) if self.order.itemData(at) == (key, descending))
        return next(found, -1)

    def _order_words(self, key: str, descending: bool) -> str:
        """What a table is sorted by, in words."""
        kind, _, place = key.partition(":")
        if key == NAME:
            return "nama kecamatan"
        if key == PLACE:
            return "wilayah, dari utara"
        if kind == BESIDE and place.isdigit() and int(place) < len(self._beside):
            what = self._beside[int(place)].lower()
        else:
            heads = {group.code: group.short for group in self._instrument.areas}
            what = {TOTAL: "nilai", CHANGE: "perubahan"}.get(key) or heads.get(key, key)
        return f"{what} {'tertinggi' if descending else 'terendah'}"


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_BOX_LETTERS)
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    box.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return box
