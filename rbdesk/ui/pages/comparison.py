"""Perbandingan: the offices by areas, as a heatmap or on the tile map; who has no value is named, never zero."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.analysis.office_report import office_report
from rbdesk.ui import theme
from rbdesk.ui.charts.band_legend import BandLegend
from rbdesk.ui.charts.heat import HeatTable
from rbdesk.ui.charts.heat_model import CHANGE, NAME, PLACE, TOTAL
from rbdesk.ui.charts.picture import picture_menu
from rbdesk.ui.charts.tiles import TileMap
from rbdesk.ui.models import office_figures
from rbdesk.ui.models.office_figures import PROVISIONAL_MARK
from rbdesk.ui.models.side_by_side import SideBySide, load_side_by_side
from rbdesk.ui.parts import office_details
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.office_details import OfficeDetails
from rbdesk.ui.parts.page import Link, Page
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow import catalog
from rbdesk.workflow.changes import Changes

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

TABLE, MAP = "table", "map"
_EMPTY, _TABLE, _MAP = range(3)
_WITH_RANGES_FROM, _ON_ONE_LINE_FROM = 1240, 1000
_STALE_TOPICS = frozenset({"inbox", "answers", "settings"})
_WHOLE_SHEET = ""


class ComparisonPage(Page):
    """Table or map of the offices, sorted as the person likes, with names or without."""

    key = "comparison"
    title = "Perbandingan"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.shown: SideBySide | None = None
        self._register = catalog.register()
        self._instrument = catalog.instrument(catalog.UNIT_SHEET)
        self._salt = secrets.token_hex(8)
        self._is_stale = True
        self._opened_office = ""
        self._build()
        self._connect()

    def header_widgets(self) -> list[QWidget]:
        return [self.copy] if self.views.currentIndex() != _EMPTY else []

    def regions(self) -> list[QWidget]:
        shown = self.views.currentIndex()
        if shown == _EMPTY:
            return [self.empty]
        return [self._bar, self.heat if shown == _TABLE else self.map]

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.desk.read(load_side_by_side, self.desk.identity.year, then=self._on_read)

    def show_link(self, link: Link) -> None:
        """The focus is an office's code, the filter an area's code to sort by."""
        if link.filter and any(group.code == link.filter for group in self._instrument.areas):
            self._sort(link.filter, True)
        if self._register.office(link.focus) is not None:
            self.heat.set_current(link.focus)
            self.map.set_selected(link.focus)
            self._wanted = link.focus
            self.heat.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> Link:
        return Link(self.key, self.heat.current_office())

    def adapt(self, width: int) -> None:
        self.legend.set_shows_ranges(width >= _WITH_RANGES_FROM)
        ways = QBoxLayout.Direction
        is_wide = width >= _ON_ONE_LINE_FROM
        self._bar_row.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def is_masked(self) -> bool:
        """Whether names are hidden, for projection."""
        return self.masking.isChecked()

    # --- showing ------------------------------------------------------------------------------------------

    def _on_read(self, shown: SideBySide) -> None:
        self.shown = shown
        self._show()
        if self._wanted:
            self.heat.set_current(self._wanted)
            self._wanted = ""

    def _show(self) -> None:
        if self.shown is None:
            return
        comparison = self.shown.comparison
        self.legend.set_bands(
            [(band.code, band.above) for band in comparison.instrument.bands],
            target=self.desk.identity.target,
        )
        figure = office_figures.heat(
            comparison, self._register, reasons=self.shown.reasons, names=self._names()
        )
        self.heat.set_figure(figure)
        words = f"{len(figure.rows)} kecamatan × {len(figure.columns)} area · capaian persen, warna menurut setara kategori"
        is_marked = any(row.name.endswith(PROVISIONAL_MARK) for row in figure.rows)
        self.context_changed.emit(f"{words} · {PROVISIONAL_MARK} paket sementara" if is_marked else words)
        self._show_map()
        is_empty = not any(status.revision is not None for status in self.shown.statuses.values())
        view = _TABLE if self.view.value() == TABLE else _MAP
        self._bar.setVisible(not is_empty)
        self._show_view(_EMPTY if is_empty else view)

    def _show_map(self) -> None:
        if self.shown is None:
            return
        area = str(self.area.currentData())
        comparison = self.shown.comparison
        self.map.set_figure(office_figures.value_tiles(comparison, self._register, area, self.shown.reaches))
        codes = [group.code for group in comparison.instrument.areas]
        mean = comparison.average_total
        if area and comparison.average is not None:
            mean = comparison.average[codes.index(area)]
        self.mean.setText(
            f"{office_figures.average_name(comparison)}: {text.number(mean)}" if mean is not None else ""
        )
        missing = [f"{name} ({words})" for name, words in self.shown.missing()]
        self.missing.setText(f"Belum ada nilai: {text.listing(missing)}." if missing else "")
        self.missing.setVisible(bool(missing))

    def _show_view(self, view: int) -> None:
        self.views.show()
        if self.views.currentIndex() != view or self.views.isHidden():
            self.views.setCurrentIndex(view)
            self.header_changed.emit()
        self.order.setVisible(view == _TABLE)
        self.area.setVisible(view == _MAP)

    def _names(self) -> dict[str, str]:
        if self.shown is None or not self.is_masked():
            return {}
        return office_figures.masked_names(self.shown.comparison, self._salt)

    def _on_view(self, view: str) -> None:
        self._show_view(_TABLE if view == TABLE else _MAP)

    def _on_masked(self) -> None:
        """Hide or show the names; the map, and an order by place, would give them away."""
        is_masked = self.is_masked()
        self.masking.setText("Tampilkan nama" if is_masked else "Samarkan nama")
        self.masking.set_icon("eye" if is_masked else "eye-off")
        segment = self.view.segments()[1]
        segment.setEnabled(not is_masked)
        segment.setToolTip("Letak di peta membuka nama kecamatan" if is_masked else "")
        if is_masked:
            self.drawer.slide_out()
            self.view.set_value(TABLE)
            self._sort(TOTAL, True)
        self._fill_order()
        self._show()

    # --- sorting ------------------------------------------------------------------------------------------

    def _sort(self, key: str, descending: bool) -> None:
        self.heat.sort_by(key, descending=descending)
        self._show_order(key, descending)

    def _on_order(self) -> None:
        key, descending = self.order.currentData()
        self.heat.sort_by(key, descending=descending)

    def _show_order(self, key: str, descending: bool) -> None:
        """Show in the box what the table is sorted by, also where no line of the box says it."""
        with QSignalBlocker(self.order):
            self.order.setCurrentIndex(self._place_of_order(key, descending))
            if self.order.currentIndex() < 0:
                self.order.setPlaceholderText(f"Urut: {_order_words(self._heads(), key, descending)}")

    def _place_of_order(self, key: str, descending: bool) -> int:
        found = (at for at in range(self.order.count()) if self.order.itemData(at) == (key, descending))
        return next(found, -1)

    def _fill_order(self) -> None:
        held = self.order.currentData()
        lines = [(TOTAL, True), (TOTAL, False), (CHANGE, True), (NAME, False)]
        if not self.is_masked():
            lines.append((PLACE, False))
        lines += [(group.code, True) for group in self._instrument.areas]
        with QSignalBlocker(self.order):
            self.order.clear()
            for key, descending in lines:
                self.order.addItem(f"Urut: {_order_words(self._heads(), key, descending)}", (key, descending))
            self.order.setCurrentIndex(self._place_of_order(*held) if held else 0)

    def _heads(self) -> dict[str, str]:
        return {group.code: group.short for group in self._instrument.areas}

    # --- one office ---------------------------------------------------------------------------------------

    def open_office(self, office: str, area: str = "") -> None:
        """Show an office in the drawer, whole or one area of it."""
        self._opened_office = office
        self._show_office(area)

    def _show_office(self, area: str) -> None:
        row = self.shown.row(self._opened_office) if self.shown is not None else None
        if row is None or self.shown is None:
            return
        name = self._names().get(row.office.code, row.office.name)
        report = office_report(row.sheet, area) if row.sheet is not None else None
        status = self.shown.statuses.get(row.office.code)
        content = OfficeDetails(
            report,
            facts=office_details.package_facts(status) if status is not None else (),
            missing=office_figures.missing_words(row, self.shown.reasons),
        )
        # Later: the button that asks is part of what goes
        content.area_wanted.connect(self._show_office, Qt.ConnectionType.QueuedConnection)
        office_details.show_in(self.drawer, name, report, content)

    def _on_menu(self, office: str, spot: QPoint) -> None:
        chart = self.heat if self.views.currentIndex() == _TABLE else self.map
        menu = picture_menu(chart, "perbandingan", chart.lines)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        first = menu.actions()[0]
        details = menu.addAction(theme.icon("list-details"), "Lihat rincian nilai")
        details.triggered.connect(lambda: self.open_office(office))
        menu.insertAction(first, details)
        if not self.is_masked():
            inbox = menu.addAction(theme.icon("inbox"), "Lihat di Kotak Masuk")
            inbox.triggered.connect(lambda: self.wanted.emit(Link("inbox", office)))
            menu.insertAction(first, inbox)
        menu.insertSeparator(first)
        menu.popup(spot)

    def _on_copy(self) -> None:
        chart = self.heat if self.views.currentIndex() == _TABLE else self.map
        QGuiApplication.clipboard().setText(text.table(chart.lines()))
        self.told.emit("Tabel disalin. Tempel di Excel.", None)

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._wanted = ""
        self.copy = secondary("Salin tabel", "clipboard-text")
        self.view = Segmented([Choice(TABLE, "Tabel"), Choice(MAP, "Peta")], name="Tampilan")
        self.view.set_value(TABLE)
        self.order = QComboBox()
        self.order.setAccessibleName("Urutan kecamatan")
        self.area = QComboBox()
        self.area.setAccessibleName("Area di peta")
        self.area.addItem("Nilai akhir", _WHOLE_SHEET)
        for group in self._instrument.areas:
            self.area.addItem(group.short, group.code)
        for box in (self.order, self.area):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.area.hide()
        self.masking = Button("Samarkan nama", "eye-off", "tab")
        self.masking.setCheckable(True)
        self.legend = BandLegend()
        self._fill_order()
        self._bar = QWidget()
        self._bar_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._bar_row.setContentsMargins(0, 0, 0, 0)
        self._bar_row.setSpacing(theme.SPACE_S)
        controls = QHBoxLayout()
        controls.setSpacing(10)
        for widget in (self.view, self.order, self.area, self.masking):
            controls.addWidget(widget)
        controls.addStretch(1)
        self._bar_row.addLayout(controls, 1)
        self._bar_row.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignLeft)
        self.heat: HeatTable = HeatTable(name="Perbandingan kecamatan")
        self.map: TileMap = TileMap("value", name="Peta ubin kecamatan menurut nilai")
        self.mean = Label("", "strong")
        self.missing = WrapLabel("", "caption", "text2")
        table_card = Card(padding=theme.SPACE_S)
        table_card.body.addWidget(self.heat, 1)
        map_card = Card(padding=theme.SPACE_M)
        map_card.body.addWidget(ScrollColumn(self.map), 1)
        map_card.body.addWidget(self.mean)
        map_card.body.addWidget(self.missing)
        empty_card = Card()
        self.empty = EmptyState(
            "Belum ada nilai untuk dibandingkan",
            "Perbandingan terisi sendiri setelah paket kecamatan digabung di Kotak Masuk.",
            [Way("inbox", "Buka Kotak Masuk", "inbox", "primary")],
        )
        empty_card.body.addWidget(ScrollColumn(self.empty))
        self.views = QStackedWidget()
        for card in (empty_card, table_card, map_card):
            self.views.addWidget(card)
        self.views.hide()  # until it is known what there is
        self._bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        column.setSpacing(10)
        column.addWidget(self._bar)
        column.addWidget(self.views, 1)
        self.drawer = Drawer(self, "Kecamatan", width=office_details.WIDTH)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.copy.clicked.connect(self._on_copy)
        self.view.chosen.connect(self._on_view)
        self.order.activated.connect(lambda _: self._on_order())
        self.area.activated.connect(lambda _: self._show_map())
        self.masking.clicked.connect(lambda _: self._on_masked())
        self.heat.sorted_by.connect(self._show_order)
        self.heat.opened.connect(self.open_office)
        self.heat.menu_asked.connect(self._on_menu)
        self.map.opened.connect(lambda office: self.open_office(office, str(self.area.currentData())))
        self.map.menu_asked.connect(self._on_menu)
        self.map.picked.connect(lambda office: self.heat.set_current(office))
        self.heat.picked.connect(self.map.set_selected)
        self.empty.acted.connect(lambda _: self.wanted.emit(Link("inbox")))
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.map)
        copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.activated.connect(self._on_copy)


def _order_words(heads: dict[str, str], key: str, descending: bool) -> str:
    """What a table is sorted by, in words."""
    words = {TOTAL: "nilai", CHANGE: "perubahan"}
    if key == NAME:
        return "nama kecamatan"
    if key == PLACE:
        return "wilayah, dari utara"
    return f"{words.get(key) or heads.get(key, key)} {'tertinggi' if descending else 'terendah'}"
