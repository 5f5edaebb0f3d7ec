"""Perbandingan: the offices by areas as table, map or chart, on either side; who has no value is named, never zero."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE, PERCENT, HeatRow
from rbdesk.domain.assessment import Key
from rbdesk.ui import theme
from rbdesk.ui.charts.heat import HeatTable
from rbdesk.ui.charts.heat_model import TOTAL
from rbdesk.ui.charts.picture import Act, copy_picture, picture_menu, put_first
from rbdesk.ui.models import compared_figures, office_figures
from rbdesk.ui.models.compared_figures import MOVED, OWN, SIDE_WORDS, VERIFIED, Compared
from rbdesk.ui.models.side_by_side import SideBySide, load_side_by_side
from rbdesk.ui.pages.comparison_parts import filters, wording
from rbdesk.ui.pages.comparison_parts import map_view as maps
from rbdesk.ui.pages.comparison_parts.asking import trace_wanted
from rbdesk.ui.pages.comparison_parts.bar import CALIBRATION, CHART, MAP, TABLE, ComparisonBar
from rbdesk.ui.pages.comparison_parts.calibration_view import CalibrationView
from rbdesk.ui.pages.comparison_parts.chart_view import ChartView
from rbdesk.ui.pages.comparison_parts.findings import FindingsPanel
from rbdesk.ui.pages.comparison_parts.framed import Framed
from rbdesk.ui.pages.comparison_parts.map_view import MapView
from rbdesk.ui.pages.comparison_parts.office_panel import OfficePanel, facts_of
from rbdesk.ui.parts import office_details
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.buttons import Button, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.page import Link, Page, TraceWanted
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, comparing, verification
from rbdesk.workflow.changes import Changes
from rbdesk.workflow.comparing import Findings
from rbdesk.workflow.verification import Verification

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_EMPTY, _TABLE, _MAP, _CHART, _CALIBRATION = range(5)
_PLACES = {TABLE: _TABLE, MAP: _MAP, CHART: _CHART, CALIBRATION: _CALIBRATION}
_STACKED_BELOW = 1000
_STALE_TOPICS = frozenset({"inbox", "answers", "settings", "review"})
_FILE_NAMES = {TABLE: "perbandingan", MAP: "peta", CHART: "sebaran", CALIBRATION: "kalibrasi"}


class ComparisonPage(Page):
    """Four views of the same offices with one selection, on one of three sides, with names or without."""

    key = "comparison"
    title = "Perbandingan"

    def __init__(self, desk: Desk, answers: object = None) -> None:
        super().__init__(desk, answers)
        self.shown: SideBySide | None = None
        self._register = catalog.register()
        self._instrument = catalog.instrument(catalog.UNIT_SHEET)
        self._salt = secrets.token_hex(8)
        self._is_stale = True
        self._side, self._filter, self._wanted = OWN, filters.ALL, ""
        self._opened: tuple[str, str] = ("", "")
        self._found: dict[str, Findings] = {}
        self._asked: set[str] = set()
        self._undrawn: set[int] = set()
        self._bands: list[tuple[str, Decimal]] = []
        self._build()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------------

    def header_widgets(self) -> list[QWidget]:
        return [self.masking, self.copy] if self.views.currentIndex() != _EMPTY else []

    def regions(self) -> list[QWidget]:
        shown = self.views.currentIndex()
        if shown == _EMPTY:
            return [self.empty]
        if shown == _TABLE:
            return [self.bar, self.heat]
        views: dict[int, MapView | ChartView | CalibrationView] = {_MAP: self.map, _CHART: self.chart}
        return [self.bar, *views.get(shown, self.calibration).regions()]

    def refresh(self) -> None:
        if self._is_stale:
            self._is_stale = False
            self.desk.read(load_side_by_side, self.desk.identity.year, then=self._on_read)

    def show_link(self, link: Link) -> None:
        """The focus is an office's code, the filter an area's code to sort by."""
        if link.filter and any(group.code == link.filter for group in self._instrument.areas):
            self.bar.set_view(TABLE)
            self._on_view(TABLE)
            self._sort(link.filter, True)
        if self._register.office(link.focus) is not None:
            self._wanted = link.focus
            self._select(link.focus)
            if self.bar.view.value() == TABLE:
                self.heat.view().setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self) -> Link:
        return Link(self.key, self.heat.current_office())

    def state(self) -> dict[str, Any]:
        return {
            "side": self._side,
            "view": self.bar.view.value(),
            "area": str(self.bar.area.currentData()),
            "map": self.map.kind.value(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        if state.get("map") in (maps.TILES, maps.OUTLINES):
            self.map.set_kind(state["map"])
        self.bar.set_area(str(state.get("area", "")))
        if state.get("side") in SIDE_WORDS:
            self._side = state["side"]
            self.bar.set_side(self._side)
        if state.get("view") in _PLACES:
            self.bar.set_view(state["view"])
        self._show()

    def adapt(self, width: int) -> None:
        self.bar.adapt(width)
        self.map.adapt(width)
        for view in (self.chart, self.calibration):
            view.set_stacked(width < _STACKED_BELOW)

    def start_filter(self) -> bool:
        """Offer the filters of the table."""
        if self.views.currentIndex() != _TABLE:
            return False
        self.bar.open_filter()
        return True

    def number_in_focus(self) -> TraceWanted | None:
        """The number that is current in the table or on the map; a masked office has no trace."""
        view = self.bar.view.value()
        if self.is_masked() or self.shown is None or view == CALIBRATION:
            return None
        if view == TABLE:
            office, number = self.heat.current_office(), self.heat.current_number()
        elif view == MAP:
            office, number = self.map.map().selected(), (str(self.bar.area.currentData()), -1)
        else:
            office, number = self.chart.strips.selected(), (self.chart.strips.current_area(), -1)
        return trace_wanted(self.shown.sides, self._side, office, *number) if number and office else None

    def is_masked(self) -> bool:
        """Whether names are hidden, for projection."""
        return self.masking.isChecked()

    # --- showing ------------------------------------------------------------------------------------------

    def _on_read(self, shown: SideBySide) -> None:
        self.shown = shown
        self._instrument = shown.sides.instrument
        self._found, self._asked = {}, set()
        self._show()
        if self._wanted:
            self._select(self._wanted)
            self._wanted = ""

    def compared(self) -> Compared | None:
        """What is shown now: the offices on the chosen side."""
        if self.shown is None:
            return None
        return Compared(self.shown.sides, self._side, self._names(), self.shown.reasons)

    def _show(self) -> None:
        view = self.compared()
        if view is None or self.shown is None:
            return
        self._bands = [(band.code, band.above) for band in self._instrument.bands]
        self.bar.set_bands(self._bands, self.desk.identity.target)
        self._show_table(view)
        self._undrawn = {_MAP, _CHART}
        self.bar.setVisible(not self.shown.is_empty)
        self._show_view(_EMPTY if self.shown.is_empty else _PLACES[str(self.bar.view.value())])
        self._find()

    def _show_table(self, view: Compared) -> None:
        figure = compared_figures.heat(view, self._register)
        self.bar.set_beside(compared_figures.beside_words(view))
        self.heat.set_figure(figure)
        self.heat.set_filter(self._accepts())
        self.bar.show_order(*self.heat.sorted_by_now())

    def _show_area(self) -> None:
        view = self.compared()
        if view is not None and self.shown is not None:
            area = str(self.bar.area.currentData())
            self.map.show_area(view, area, self._target(), self.shown.reaches)

    def _draw(self, view: int) -> None:
        """Draw a view when it is to be seen: four at once would be felt."""
        compared = self.compared()
        if view not in self._undrawn or compared is None:
            return
        self._undrawn.discard(view)
        if view == _MAP:
            self._show_area()
        else:
            self.chart.show_view(compared, self._bands, self._target())
        self._select(self.heat.current_office())

    def _show_view(self, view: int) -> None:
        self._draw(view)
        moves = view == _CALIBRATION
        self.context_changed.emit(wording.context_words(self.compared(), is_calibration=moves))
        if self.views.currentIndex() != view or self.views.isHidden():
            self.views.setCurrentIndex(view)
            self.header_changed.emit()
        self.views.show()
        is_chart = moves or view in (_MAP, _CHART)
        self.copy.setText("Salin gambar" if is_chart else "Salin tabel")
        self.copy.set_icon("photo" if is_chart else "clipboard-text")

    def _names(self) -> dict[str, str]:
        if self.shown is None or not self.is_masked():
            return {}
        return office_figures.masked_names(self.shown.sides.comparison, self._salt)

    def _called(self) -> dict[str, str]:
        """What every office is called now, by code."""
        return {office.code: office.name for office in self._register.offices} | self._names()

    def _target(self) -> Fraction:
        return Fraction(self.desk.identity.target)

    def _on_view(self, view: str) -> None:
        if self.shown is not None and not self.shown.is_empty:
            self._show_view(_PLACES[view])
            self._find()

    def _on_side(self, side: str) -> None:
        self._side = side
        self.drawer.slide_out()
        self._show()

    def _on_masked(self) -> None:
        """Hide or show the names; the map, and an order by place, would give them away."""
        is_masked = self.is_masked()
        words = "Tampilkan nama" if is_masked else "Samarkan nama"
        self.masking.setText(words)
        self.masking.setAccessibleName(words)
        self.masking.set_icon("eye" if is_masked else "eye-off")
        self.bar.set_masked(is_masked)
        if is_masked:
            self.drawer.slide_out()
            self._sort(TOTAL, True)
            if self.bar.view.value() == MAP:
                self.bar.set_view(TABLE)
        self._show()
        self._show_findings()

    # --- what stands out ----------------------------------------------------------------------------------

    def _find(self) -> None:
        """Look for what stands out when it is to be seen; the first time pandas is imported, off the window."""
        if self.shown is None or self.bar.view.value() not in (CHART, CALIBRATION) or self.shown.is_empty:
            return
        side = OWN if self._side == OWN else VERIFIED
        if side in self._found:
            self._show_findings()
        elif side not in self._asked:
            self._asked.add(side)
            sides = self.shown.sides
            done = partial(self._on_found, self.shown, side)
            self.desk.run(comparing.find, sides, side == VERIFIED, self._target(), done=done)

    def _on_found(self, of: SideBySide, side: str, found: Findings) -> None:
        if of is self.shown:
            self._found[side] = found
            self._show_findings()

    def _show_findings(self) -> None:
        found = self._found.get(OWN if self._side == OWN else VERIFIED)
        if found is None or self.shown is None:
            return
        if self.bar.view.value() == CHART:
            panel = FindingsPanel(found, self._instrument, self._called())
            panel.area_wanted.connect(lambda area: self.show_link(Link(self.key, "", area)))
            panel.office_wanted.connect(self.open_office)
            self.chart.set_findings(panel)
            return
        names = [case.verifier for case in self.shown.sides.cases]
        verifiers = compared_figures.masked_verifiers(names) if self.is_masked() else {}
        self.calibration.show_findings(found, self._called(), verifiers)

    # --- sorting, filtering, selecting --------------------------------------------------------------------

    def _sort(self, key: str, descending: bool) -> None:
        self.heat.sort_by(key, descending=descending)
        self.bar.show_order(key, descending)

    def _on_filter(self, key: str) -> None:
        self._filter = key
        self.heat.set_filter(self._accepts())

    def _accepts(self) -> Callable[[HeatRow], bool] | None:
        """The question that rows of the table are filtered by."""
        return filters.accepts(self._filter, self.shown.sides, self._target()) if self.shown else None

    def _select(self, office: str) -> None:
        """One selection in every view."""
        self.heat.set_current(office)
        self.map.select(office)
        self.chart.strips.set_selected(office)
        self.calibration.strips.set_selected(office)

    # --- one office ---------------------------------------------------------------------------------------

    def open_office(self, office: str, area: str = "") -> None:
        """Show an office in the drawer, whole or one area of it, with the answers behind it."""
        one = self.shown.of(office) if self.shown is not None else None
        if one is None or self.shown is None:
            return
        self._opened = (office, area)
        name = self._called()[office]
        facts = facts_of(self.shown, one, area, name=name, is_masked=self.is_masked())
        content = OfficePanel(facts)
        # Later: the button that asks is part of what goes
        content.area_wanted.connect(partial(self.open_office, office), Qt.ConnectionType.QueuedConnection)
        sides = self.shown.sides
        content.traced.connect(self.drawer.slide_out)
        content.traced.connect(lambda code, side: self.traced.emit(trace_wanted(sides, side, office, code)))
        content.question_wanted.connect(lambda code: self.wanted.emit(Link("verification", office, code)))
        office_details.show_in(self.drawer, name, facts.own, content)
        if area and facts.own is not None:
            key = Key(office, self.shown.sides.year, self._instrument.id)
            self.desk.read(verification.load_verification, key, then=partial(self._on_answers, content))

    def _on_answers(self, content: OfficePanel, found: Verification) -> None:
        if content.parentWidget() is not None and found.key.office == self._opened[0]:
            content.show_answers(found.rows, self._instrument)

    def _trace(self, office: str, area: str, beside: int = -1) -> None:
        """Ask why a number is; masked, the drawer stands for it. The mean of differences has no trace of its own."""
        if self.is_masked() and office:
            self.open_office(office, area)
        elif self.shown is not None and not self.is_masked() and (office or self._side != MOVED):
            self.traced.emit(trace_wanted(self.shown.sides, self._side, office, area, beside))

    def _on_menu(self, office: str, spot: QPoint) -> None:
        menu = picture_menu(self, _FILE_NAMES[str(self.bar.view.value())], self._lines, whole=self.whole)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts: list[Act] = [("list-details", "Lihat rincian nilai", lambda: self.open_office(office))]
        if not self.is_masked():
            acts += [
                ("calculator", "Mengapa nilai ini?", lambda: self._trace(office, "")),
                ("scale", "Buka di Verifikasi", lambda: self.wanted.emit(Link("verification", office))),
                ("inbox", "Lihat di Kotak Masuk", lambda: self.wanted.emit(Link("inbox", office))),
            ]
        put_first(menu, acts)
        menu.popup(spot)

    # --- copying ------------------------------------------------------------------------------------------

    def whole(self) -> QWidget:
        """What is shown, as it leaves the page: in its full size, with title and the meaning of its colours."""
        view, area = str(self.bar.view.value()), str(self.bar.area.currentData())
        charts: dict[str, Callable[[], QWidget]] = {
            TABLE: self.heat.whole,
            MAP: partial(maps.whole_map, self.map),
            CHART: self.chart.strips.whole,
            CALIBRATION: self.calibration.strips.whole,
        }
        year = self.shown.sides.year if self.shown is not None else 0
        what = compared_figures.area_name(self._instrument, area) if view == MAP else "semua area"
        return Framed(
            charts[view](),
            wording.picture_title(year, self._side, what, is_calibration=view == CALIBRATION),
            measure=DIFFERENCE if view == CALIBRATION or self._side == MOVED else PERCENT,
            bands=self._bands,
            target=self.desk.identity.target,
            note=wording.picture_note(self._side, is_dots=view == CHART, is_map=view == MAP),
        )

    def _lines(self) -> list[list[str]]:
        """What is shown, as a table with headings."""
        view = self.bar.view.value()
        if view == TABLE:
            return self.heat.lines()
        if view == MAP:
            return self.map.table.lines()
        return self.calibration.lines() if view == CALIBRATION else self.chart.strips.lines()

    def _on_copy(self) -> None:
        if self.bar.view.value() == TABLE:
            self._copy_table()
            return
        copy_picture(self.whole())
        self.told.emit("Gambar disalin. Tempel di dokumen atau pesan.", None)

    def _copy_table(self) -> None:
        QGuiApplication.clipboard().setText(text.table(self._lines()))
        self.told.emit("Tabel disalin. Tempel di Excel.", None)

    def _on_as_table(self) -> None:
        """Show a chart's numbers as a table, or the chart again; the map has its table beside it."""
        view = self.bar.view.value()
        if view == MAP:
            self.map.table.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif view != TABLE:
            (self.chart if view == CHART else self.calibration).card.toggle_table()

    def _on_changed(self, changes: Changes, by: object) -> None:
        if changes.topics & _STALE_TOPICS:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.copy = secondary("Salin tabel", "clipboard-text")
        self.masking = Button("Samarkan nama", "eye-off", "tab")
        self.masking.setCheckable(True)
        self.bar = ComparisonBar(self._instrument)
        self.heat: HeatTable = HeatTable(name="Perbandingan kecamatan")
        self.map = MapView(self._register)
        self.chart = ChartView()
        self.calibration = CalibrationView()
        table_card = Card(padding=theme.SPACE_S)
        table_card.body.addWidget(self.heat, 1)
        empty_card = Card()
        self.empty = EmptyState(
            "Belum ada nilai untuk dibandingkan",
            "Perbandingan terisi sendiri setelah paket kecamatan digabung di Kotak Masuk.",
            [Way("inbox", "Buka Kotak Masuk", "inbox", "primary")],
        )
        empty_card.body.addWidget(ScrollColumn(self.empty))
        self.views = QStackedWidget()
        for view in (
            empty_card,
            table_card,
            *(ScrollColumn(one) for one in (self.map, self.chart, self.calibration)),
        ):
            self.views.addWidget(view)
        self.views.hide()  # until it is known what there is
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_XL, 10, theme.SPACE_XL, 10)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.bar)
        column.addWidget(self.views, 1)
        self.drawer = Drawer(self, "Kecamatan", width=office_details.WIDTH)

    def _connect(self) -> None:
        self.desk.changed.connect(self._on_changed)
        self.copy.clicked.connect(self._on_copy)
        self.masking.clicked.connect(lambda _: self._on_masked())
        self.bar.side_chosen.connect(self._on_side)
        self.bar.view_chosen.connect(self._on_view)
        self.bar.order_chosen.connect(lambda key, descending: self.heat.sort_by(key, descending=descending))
        self.bar.area_chosen.connect(lambda _: self._show_area())
        self.bar.filter_chosen.connect(self._on_filter)
        self.heat.sorted_by.connect(self.bar.show_order)
        self.heat.opened.connect(self.open_office)
        self.heat.number_clicked.connect(self._trace)
        self.heat.menu_asked.connect(self._on_menu)
        self.heat.picked.connect(self._select)
        self.map.picked.connect(self._select)
        self.map.opened.connect(lambda office: self.open_office(office, str(self.bar.area.currentData())))
        self.map.menu_asked.connect(self._on_menu)
        for strips in (self.chart.strips, self.calibration.strips):
            strips.picked.connect(self._select)
            strips.opened.connect(self.open_office)
            strips.menu_asked.connect(self._on_menu)
        self.chart.strips.number_clicked.connect(self._trace)
        self.empty.acted.connect(lambda _: self.wanted.emit(Link("inbox")))
        as_table = QShortcut(QKeySequence("Ctrl+T"), self)
        as_table.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        as_table.activated.connect(self._on_as_table)
        for view in (self.map, self.chart, self.calibration):
            copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
            copy.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            copy.activated.connect(self._copy_table)
