"""How Tindak Lanjut is laid out: filters over the table, the panel beside it or in a drawer."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.domain.instrument import Instrument
from rbdesk.domain.office import Office
from rbdesk.ui import theme
from rbdesk.ui.models import followups as rows_of
from rbdesk.ui.models.followups import Row
from rbdesk.ui.models.rows import RowsModel, RowsProxy
from rbdesk.ui.pages.followup_parts import table as tables
from rbdesk.ui.pages.followup_parts.office_strip import OfficeStrip, standings
from rbdesk.ui.pages.followup_parts.panel import WIDTH, FollowUpPanel
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.empty_state import EmptyState
from rbdesk.ui.parts.tabs import FilterTabs


class FollowUpBoard(QWidget):
    """The widgets of the page; what they do to follow-ups is the page's.

    Signals: `shown()` other rows are shown, or the same ones anew.
    """

    shown = Signal()

    def __init__(self, sheet: Instrument, *, is_office: bool, offices: tuple[Office, ...]) -> None:
        super().__init__()
        self._sheet = sheet
        self._is_office = is_office
        self._is_narrow = False
        self._is_read = False
        self._is_panel_wanted = True
        self._office = ""  # the one that the table is filtered by
        self._told_unsent = ""
        self._wanted = ""  # the item to go to once it is there
        self._rows: tuple[Row, ...] = ()
        self.choices = rows_of.OFFICE_TABS if is_office else rows_of.SECRETARIAT_TABS
        self.model = RowsModel(tables.columns(), key=lambda row: row.key, parent=self)
        self.proxy = RowsProxy(self.model, self)
        self._build(sheet, offices)
        self._connect()

    # --- what is shown ------------------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, whatever the filters."""
        return self._rows

    def current(self) -> Row | None:
        """The row that is looked at."""
        row = self.model.row_at(self.table.current_row())
        return row if isinstance(row, Row) and self.has_table() else None

    def has_table(self) -> bool:
        """Whether the table is shown, not one of the empty states."""
        return self._stack.currentWidget() is self._table_card

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these; the current row stays where it is, or the one that took its place."""
        self._is_read = True
        before = self.current()
        at = max(self.table.current_row().row(), 0)
        self._rows = rows
        if not self._wanted and before is not None:
            self._wanted = before.item.id
        self.model.set_rows(rows)
        if not self._is_office:
            self.strip.set_standings(standings([row.item for row in rows]))
        self._show_strip()
        self.filter(at)

    def seek(self, name: str) -> None:
        """Go to the item with this id, now or when it has come."""
        self._wanted = name
        self._is_panel_wanted = True

    def filter(self, at: int = 0) -> None:
        """Let only some rows through; the row that is sought, else the one at `at`, becomes current."""
        tab, area = self.tabs.value(), self.areas.currentIndex()
        code = self._sheet.areas[area - 1].code if area > 0 else ""
        office = self._office

        def is_in(row: Row) -> bool:
            item = row.item
            return (not code or item.recommendation.area == code) and (not office or item.office == office)

        counts = rows_of.counts([row.item for row in self._rows if is_in(row)], self.choices)
        self.tabs.set_counts(counts)
        for place, (key, words) in enumerate(self.choices):
            self.tab_box.setItemText(place, f"{words} ({counts[key]})")
        self.proxy.set_filter(lambda row: is_in(row) and rows_of.lets_through(row.item, tab))
        count = self.proxy.rowCount()
        had_focus = focus.is_in(self.focusWidget(), self._stack)
        if self._is_read:
            view = self._table_card if count else self.nothing if self._rows else self.empty
            self._stack.setCurrentWidget(view)
        self.filters.setVisible(bool(self._rows))
        if count:
            self._select(self._place_of_wanted(min(at, count - 1)))
        elif had_focus:
            focus.focus_into(self.regions())
        if self._is_read:
            self._wanted = ""
        self._show_card()
        self.shown.emit()

    def show_unsent(self, title: str, details: str, way: Way) -> None:
        """Say what offices were not told yet; an empty title hides the strip, a closed one comes back with news."""
        if not title:
            self.unsent.hide()
        elif title != self._told_unsent:
            self.unsent.set_banner("info", title, details, [way], icon="send")
            self.unsent.show()
        self._told_unsent = title

    def set_tab(self, key: str) -> None:
        """Let this tab hold; `filter` shows it."""
        self.tabs.set_value(key)
        self.tab_box.setCurrentIndex([one for one, _ in self.choices].index(key))

    def set_office(self, code: str) -> None:
        """Filter by this office, by none for ""; `filter` shows it."""
        self._office = code
        self.strip.set_value(code)

    @property
    def office(self) -> str:
        """The office that the table is filtered by, "" for all."""
        return self._office

    def show_all(self) -> None:
        """Take all filters away."""
        self.set_tab(rows_of.ALL)
        self.areas.setCurrentIndex(0)
        self.set_office("")
        self.filter()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        regions = [self.filters, self.strip, self._stack, self.panel]
        return [region for region in regions if region.isVisible()]

    def text_of_all(self) -> str:
        """All rows that are shown as a table."""
        selection = self.table.selectionModel()
        chosen = selection.selection()
        selection.clearSelection()
        words = self.table.text_of_rows()
        selection.select(chosen, QItemSelectionModel.SelectionFlag.Select)
        return words

    # --- the panel ----------------------------------------------------------------------------------------

    def reveal_panel(self) -> None:
        """Show the panel, in the drawer where the window is narrow."""
        self._is_panel_wanted = True
        if self._is_narrow and self.has_table():
            self.drawer.slide_in()
        self._show_card()

    def leave_panel(self) -> None:
        """Go back to the table; the panel stays where there is room for it."""
        self.drawer.slide_out()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_panel(self) -> None:
        """Hide the panel; the table takes the focus."""
        self._is_panel_wanted = False
        self.drawer.slide_out()
        self._show_card()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width."""
        is_narrow = width < 1000
        self.card.setFixedWidth(theme.px(WIDTH if width >= 1240 else WIDTH - 16))
        self._body.setContentsMargins(*((20, 14, 20, 14) if width >= 1240 else (16, 10, 16, 10)))
        self.tab_box.setVisible(width < 1240)
        self.tabs.setVisible(width >= 1240)
        self.calendar_button.setText("Kalender" if width >= 1560 else "")
        self.import_button.setText("Impor" if width >= 1560 else "")
        self.copy_button.setText("Salin ke Excel" if width >= (1240 if self._is_office else 1560) else "")
        is_dense = is_narrow or (width < 1240 and not self._is_office)
        has_room = self._is_office or width >= 1240 or 800 <= width < 1000
        with_post = self._is_office and width >= 1240
        tables.arrange(self.table, is_narrow=is_dense, with_post=with_post, with_progress=has_room)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            if is_narrow:
                self.card.body.removeWidget(self.panel)
                self.drawer.set_content(self.panel)
            else:
                self.drawer.slide_out()
                self.drawer.take_content()
                self.card.body.addWidget(self.panel)
            self.panel.close_button.setVisible(not is_narrow)  # the drawer has its own
            self.panel.show()
        self._show_strip()
        self._show_card()

    # --- inside -------------------------------------------------------------------------------------------

    def _place_of_wanted(self, otherwise: int) -> int:
        for at in range(self.proxy.rowCount()):
            if self.model.row_at(self.proxy.index(at, 0)).item.id == self._wanted:
                return at
        return otherwise

    def _select(self, at: int) -> None:
        index = self.proxy.index(at, 0)
        if self.table.current_row().row() != at or not self.table.selectionModel().isSelected(index):
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _show_card(self) -> None:
        self.card.setVisible(self.has_table() and not self._is_narrow and self._is_panel_wanted)

    def _show_strip(self) -> None:
        self.strip.setVisible(not self._is_office and not self._is_narrow and bool(self._rows))

    def _on_tab(self, key: str) -> None:
        self.set_tab(key)
        self.filter()

    def _on_office(self, code: str) -> None:
        self._office = code
        self.filter()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab)
        self.tab_box.activated.connect(lambda at: self._on_tab(self.choices[at][0]))
        self.areas.activated.connect(lambda _at: self.filter())
        self.strip.chosen.connect(self._on_office)
        self.nothing.acted.connect(lambda _key: self.show_all())

    def _build(self, sheet: Instrument, offices: tuple[Office, ...]) -> None:
        self._body = QVBoxLayout(self)
        self._body.setSpacing(theme.SPACE_M)
        self.filters = QWidget()
        top = QHBoxLayout(self.filters)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.SPACE_S)
        self.tabs = FilterTabs(self.choices, name="Saring rekomendasi")
        self.tab_box = QComboBox()
        self.tab_box.setAccessibleName("Saring menurut status")
        self.tab_box.addItems([words for _, words in self.choices])
        self.tab_box.hide()
        self.areas = QComboBox()
        self.areas.setAccessibleName("Saring menurut area")
        self.areas.addItem("Semua area")
        self.areas.addItems([group.short for group in sheet.areas])
        self.areas.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.areas.setMinimumContentsLength(10)
        self.calendar_button = secondary("Kalender", "calendar")
        self.import_button = secondary("Impor", "file-import")
        self.copy_button = secondary("Salin ke Excel", "copy")
        for button, name in (
            (self.calendar_button, "Kalender tenggat"),
            (self.import_button, "Impor dari xlsx atau csv"),
            (self.copy_button, "Salin semua yang tampil ke Excel"),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
        top.addWidget(self.tabs, 1)
        top.addWidget(self.tab_box)
        top.addStretch(0)
        for widget in (self.areas, self.calendar_button, self.import_button, self.copy_button):
            top.addWidget(widget)
        self._body.addWidget(self.filters)
        self.strip = OfficeStrip(offices)
        self.strip.hide()
        self._body.addWidget(self.strip)
        self.notice = Banner("err", can_dismiss=True)
        self.notice.hide()
        self._body.addWidget(self.notice)
        self.locked = Banner(
            "info",
            "Tahun ini terkunci dalam paket resmi",
            "Buka kuncinya di Kirim bila ada perkembangan yang perlu dicatat.",
            [Way("send", "Ke Kirim")],
        )
        self.locked.hide()
        self._body.addWidget(self.locked)
        self.unsent = Banner("info", icon="send", can_dismiss=True)
        self.unsent.hide()
        self._body.addWidget(self.unsent)
        self._make_stack()
        self.card = Card()
        self.panel = FollowUpPanel(judges=not self._is_office)
        self.card.body.addWidget(self.panel)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._stack, 1)
        row.addWidget(self.card)
        self._body.addLayout(row, 1)
        self.drawer = Drawer(self, "Rincian", width=WIDTH + 40)

    def _make_stack(self) -> None:
        self.table = tables.make_table(self.proxy, with_office=not self._is_office)
        self._table_card = Card(padding=0)
        self._table_card.body.setContentsMargins(1, 1, 1, 1)
        self._table_card.body.addWidget(self.table)
        words = (
            "Rekomendasi dari surat evaluasi, Inspektorat, survei, atau pengaduan dicatat di sini, "
            "beserta tindak lanjutnya.\nYang dari Sekretariat datang dengan berkas aktivasi atau balasan."
            if self._is_office
            else "Catat rekomendasi untuk kecamatan; ikut dalam berkas aktivasi atau balasan berikutnya.\n"
            "Tindak lanjut kecamatan tampil setelah paketnya digabungkan."
        )
        self.empty = EmptyState(
            "Belum ada rekomendasi",
            words,
            [
                Way("add", "Tambah rekomendasi", "plus", "soft"),
                Way("import", "Impor dari Excel", "file-import"),
            ],
            icon="target-arrow",
        )
        self.nothing = EmptyState(
            "Tidak ada rekomendasi di sini", "", [Way("all", "Tampilkan semua")], icon="filter"
        )
        self._blank = QWidget()
        self._stack = QStackedWidget()
        for widget in (self._blank, self._table_card, self.empty, self.nothing):
            self._stack.addWidget(widget)
