"""The board of Kotak Masuk (picture 07): counters, map, the place to drop files, and the lists, as one selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from rbdesk.analysis.figures import Tiles
from rbdesk.domain.office import Register
from rbdesk.ui import theme
from rbdesk.ui.charts.tiles import STATUS_ICONS, TileMap
from rbdesk.ui.models import inbox_list, office_figures
from rbdesk.ui.models.inbox_list import Problem
from rbdesk.ui.pages.inbox_parts.lists import TONES, InboxLists
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.counters import Counted, Counters
from rbdesk.ui.parts.drop_zone import DropZone
from rbdesk.ui.parts.labels import ElidedLabel
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.workflow.secretariat import NEEDS_ACTION, NOT_SENT, Inbox

STATES: Mapping[str, str] = {
    "selesai": "Selesai",
    "diverifikasi": "Diverifikasi",
    "diterima": "Diterima",
    NEEDS_ACTION: "Perlu tindakan",
    NOT_SENT: "Belum kirim",
}


class InboxBoard(ScrollColumn):
    """Signals: `picked(office)` another office is the selected one · `opened(office)` its details are wanted ·
    `menu_asked(office, QPoint)` its context menu, at a place on the screen.
    """

    picked = Signal(str)
    opened = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._inbox: Inbox | None = None
        self._selected = ""
        self._is_stacked = False
        self._tiles = Tiles(0, 0, ())
        states = [Counted(key, words, STATUS_ICONS[key], TONES[key]) for key, words in STATES.items()]
        self.counters = Counters(states, name="Kecamatan menurut status")
        self.map = TileMap("status", name="Peta ubin 23 kecamatan")
        self.mode = Segmented(
            [Choice("status", "Status"), Choice("value", "Nilai")], name="Warna peta menurut"
        )
        self.zone = DropZone("Tarik paket (.rbd.zip) ke sini", "Boleh banyak sekaligus")
        self.lists = InboxLists()
        super().__init__(self._content(), parent)
        self.mode.set_value("status")
        self.counters.chosen.connect(self.show_filter)
        self.mode.chosen.connect(self.map.set_mode)
        self.map.picked.connect(self._on_picked)
        self.lists.picked.connect(self._on_picked)
        for part in (self.map, self.lists):
            part.opened.connect(self.opened)
        self.map.menu_asked.connect(self.menu_asked)
        self.lists.office_menu_asked.connect(self.menu_asked)

    def set_inbox(self, inbox: Inbox, found: Sequence[Problem], register: Register, year: int) -> None:
        """Show how the offices stand and what waits for a person."""
        self._inbox = inbox
        self.counters.set_counts(inbox_list.counts(inbox))
        self._tiles = office_figures.inbox_tiles(inbox, register)
        self.map.set_figure(self._tiles)
        self.map.set_shown(self._shown_offices())
        self.lists.set_inbox(inbox, found, year)
        self.select(self._selected)
        self._order_stops()

    def selected(self) -> str:
        """The code of the selected office, "" if none is."""
        return self._selected

    def select(self, office: str) -> None:
        """Select an office in map and list; says nothing."""
        self._selected = office
        self.map.set_selected(office)
        self.lists.set_current(office)

    def point_at(self, office: str) -> None:
        """Select an office and give its tile the focus."""
        self.select(office)
        button = self.map.button(office)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(button)

    def show_filter(self, status: str) -> None:
        """Show only the offices in one state, all for ""."""
        self.counters.set_value(status)
        self.map.set_shown(self._shown_offices())
        self.lists.set_filter(status)

    def set_stacked(self, is_stacked: bool) -> None:
        """Put the lists over the map, in a narrow window, or beside it."""
        self._is_stacked = is_stacked
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if is_stacked else ways.LeftToRight)
        first = self._right if is_stacked else self._map_card
        self._columns.removeWidget(first)
        self._columns.insertWidget(0, first)
        for widget, share in ((self._map_card, 58), (self._right, 42)):
            self._columns.setStretchFactor(widget, 0 if is_stacked else share)
        self.lists.set_whole(is_stacked)
        self._order_stops()

    def regions(self) -> list[QWidget]:
        """What F6 walks through; files are what one comes for, so it begins there."""
        right = [self.zone, *self.lists.regions()]
        return [*right, *([self.map, self.counters] if self._is_stacked else [self.counters, self.map])]

    def _content(self) -> QWidget:
        self._map_card = Card("Peta ubin 23 kecamatan", padding=theme.SPACE_M + 2)
        self._map_card.head.insertWidget(1, ElidedLabel("utara di atas", "caption", "text3"))
        self._map_card.head.addWidget(self.mode)
        self._map_card.body.addWidget(self.map, 1)
        self._right = _Column()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(self.zone)
        right.addWidget(self.lists, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addWidget(self._map_card, 58)
        self._columns.addWidget(self._right, 42)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.SPACE_XL, theme.SPACE_M + 2)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.counters)
        column.addLayout(self._columns, 1)
        return content

    def _order_stops(self) -> None:
        """Let Tab walk as the eye does; rows come and go, and the columns change places."""
        tiles = [self.map.button(tile.code) for tile in self._tiles.tiles]
        map_stops: list[QWidget] = [*self.mode.segments(), *(tile for tile in tiles if tile is not None)]
        right: list[QWidget] = [self.zone.files, self.zone.folder, *self.lists.stops()]
        body = [*right, *map_stops] if self._is_stacked else [*map_stops, *right]
        stops: list[QWidget] = [*self.counters.cards().values(), *body]
        # Each after the first, from the last: Qt passes over a pair that closes its ring
        for stop in reversed(stops[1:]):
            QWidget.setTabOrder(stops[0], stop)

    def _on_picked(self, office: str) -> None:
        self.select(office)
        self.picked.emit(office)

    def _shown_offices(self) -> frozenset[str] | None:
        status = self.counters.value()
        if not status or self._inbox is None:
            return None
        return frozenset(one.office.code for one in self._inbox.offices if one.status == status)


class _Column(QWidget):
    """A column whose words claim their height by size hints, so that the page need not ask for it by width."""

    def hasHeightForWidth(self) -> bool:
        return False
