"""What stands over the cards: area and subcomponent, the filter with its counts, the way to the next question."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.models import answers as filters
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.search_field import SearchField

# Filters that are offered only while they let something through
_PASSING = (filters.CONFLICT, filters.LOST, filters.PROPOSED)


def filter_words(last_year: int) -> dict[str, str]:
    """The names of the filters, in the order of the menu."""
    return {
        filters.EVERYTHING: "Semua",
        filters.UNANSWERED: "Belum dijawab",
        filters.NO_EVIDENCE: "Tanpa bukti",
        filters.FLAGGED: "Ditandai",
        filters.CHANGED: f"Berubah dari {last_year}",
        filters.CONFLICT: "Dua laptop berbeda",
        filters.LOST: "Berkas bukti hilang",
        filters.PROPOSED: f"Usulan {last_year}",
    }


class ListHeader(QWidget):
    """Signals: `areas_wanted(QPoint)` the button that stands for the navigator, with where to open it ·
    `filtered(key)` · `next_wanted()` · `searched(words)` · `search_left()`.
    """

    areas_wanted = Signal(QPoint)
    filtered = Signal(str)
    next_wanted = Signal()
    searched = Signal(str)
    search_left = Signal()

    def __init__(self, last_year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = filter_words(last_year)
        self._counts: dict[str, int] = {}
        self._filter = filters.EVERYTHING
        self._is_narrow = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        self.areas = Button("Area", "menu-2", trailing="chevron-down")
        self.areas.clicked.connect(self._on_areas)
        row.addWidget(self.areas)
        titles = QVBoxLayout()
        titles.setSpacing(1)
        self._title = ElidedLabel("", "card")
        titles.addWidget(self._title)
        under = QHBoxLayout()
        under.setSpacing(theme.SPACE_S - 2)
        self._group = ElidedLabel("", "strong", "primary")
        under.addWidget(self._group)
        self._more = ElidedLabel("", "caption", "text2")
        under.addWidget(self._more, 1)
        titles.addLayout(under)
        row.addLayout(titles, 1)
        self.search = SearchField("Cari pertanyaan, catatan, bukti…", name="Cari pertanyaan", width=220)
        self.search.searched.connect(self.searched)
        self.search.dismissed.connect(self.search_left)
        row.addWidget(self.search)
        self.leave = Button("Hapus pencarian", "x")
        self.leave.clicked.connect(self.search_left)
        row.addWidget(self.leave)
        self.leave.hide()
        self.filter = Button("Semua", "filter")
        self.filter.clicked.connect(self._on_filter)
        row.addWidget(self.filter)
        self.next = Button("Pertanyaan berikutnya", "arrow-right", "primary", keys="Ctrl+Enter")
        self.next_short = Button("Berikutnya", "arrow-right", "primary", name="Pertanyaan berikutnya")
        self._next_is_shown = True
        for button in (self.next, self.next_short):
            button.clicked.connect(self.next_wanted)
            row.addWidget(button)
        self.next_short.hide()
        self.search.hide()
        self.areas.hide()

    def set_titles(self, title: str, group: str = "", more: str = "") -> None:
        """Name the area, the subcomponent that is being read, and how far it is."""
        self._title.setText(title)
        self._group.setText(group)
        self._group.setVisible(bool(group))
        self._more.setText(more)

    def set_area(self, at: int, count: int) -> None:
        """Say on the button which area is open."""
        self.areas.setText(f"Area {at + 1} dari {count}")

    def set_filter(self, key: str, counts: Mapping[str, int]) -> None:
        """Show which filter holds and how many questions each one lets through."""
        self._filter = key
        self._counts = dict(counts)
        words = f"{self._words[key]} ({counts.get(key, 0)})"
        self.filter.setText("" if self._is_narrow else words)
        self.filter.setAccessibleName(f"Saring: {words}")
        self.filter.setToolTip(f"Saring: {words}")
        self.filter.set_kind("soft" if key else "secondary")

    def set_search(self, on: bool) -> None:
        """Show the search field instead of filter and next, or put them back."""
        self.search.setVisible(on)
        self.leave.setVisible(on)
        self.filter.setVisible(not on)
        if not on:
            self.search.clear()

    def set_next(self, *, shown: bool, is_primary: bool) -> None:
        """Whether there is a next question to go to, and whether that is the main thing to do."""
        self._next_is_shown = shown
        self.next.setVisible(shown and not self._is_narrow)
        self.next_short.setVisible(shown and self._is_narrow)
        for button in (self.next, self.next_short):
            button.set_kind("primary" if is_primary else "secondary")

    def set_narrow(self, narrow: bool) -> None:
        """Arrange for a window below 1000 pixels: the navigator becomes a button, words become short."""
        self._is_narrow = narrow
        self.areas.setVisible(narrow)
        self.next.setVisible(self._next_is_shown and not narrow)
        self.next_short.setVisible(self._next_is_shown and narrow)
        self.set_filter(self._filter, self._counts)

    def filter_menu(self) -> QMenu:
        """The menu of filters with their counts."""
        menu = QMenu(self)
        group = QActionGroup(menu)
        for key, words in self._words.items():
            count = self._counts.get(key, 0)
            if key in _PASSING and not count and key != self._filter:
                continue
            action = QAction(f"{words} ({count})", menu)
            action.setCheckable(True)
            action.setChecked(key == self._filter)
            action.triggered.connect(lambda _=False, one=key: self.filtered.emit(one))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def _on_filter(self) -> None:
        menu = self.filter_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def _on_areas(self) -> None:
        self.areas_wanted.emit(self.areas.mapToGlobal(self.areas.rect().bottomLeft()))
