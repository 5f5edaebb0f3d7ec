"""The step that asks for the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.analysis.figures import Tile, Tiles
from rbdesk.domain.office import Office
from rbdesk.ui import theme
from rbdesk.ui.charts.tiles import TileMap
from rbdesk.ui.pages.wizard.step import Draft, Step
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_tile import ChoiceCard
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.search_field import SearchField
from rbdesk.workflow import catalog

SIDE_BY_SIDE = 1080  # logical pixels of the window
_MOST_MATCHES = 3
_LEFT_LEAST, _LEFT_MOST = 260, 326
_PADDING = 6
_UNBOUNDED = 16_777_215  # Qt's QWIDGETSIZE_MAX


class OfficeStep(Step):
    """Which office: by name or by its tile."""

    name = "Pilih kecamatan"
    title = "Di kecamatan mana Anda bertugas?"
    details = "Ketik nama kecamatan atau pilih di peta ubin."

    def __init__(self) -> None:
        super().__init__()
        register = catalog.register()
        self._offices = register.offices
        self._regency = register.name
        self._matches: list[ChoiceCard] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_L)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        self.field = SearchField("Nama kecamatan", name="Nama kecamatan", width=326)
        self.field.searched.connect(self._on_typed)
        column.addWidget(self.field)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.SPACE_S)
        column.addLayout(self._cards)
        self._nothing = WrapLabel("", "body", "text2")
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._row.addWidget(self._left)
        self._frame = Card(padding=_PADDING)
        # Ignored: the tiles take the height that is left, else the scroll area gives them their largest
        self._frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.map = TileMap("pick", name="Peta ubin 23 kecamatan")
        tiles = tuple(Tile(one.code, one.name, one.row, one.column) for one in self._offices)
        self.map.set_figure(Tiles(register.rows, register.columns, tiles))
        self.map.picked.connect(self._on_picked)
        self.map.opened.connect(self._on_opened)
        self._frame.body.addWidget(self.map)
        self._row.addWidget(self._frame, 1)

    def fill(self, draft: Draft) -> None:
        super().fill(draft)
        if draft.office:
            self._select(draft.office)

    def is_ready(self) -> bool:
        return bool(self.draft.office)

    def note(self) -> str:
        if self.draft.is_practice:
            return "Isi latihan adalah rekaan dan tidak menyangkut kecamatan yang sebenarnya."
        return "Petugas Sekretariat? Kembali ke langkah 1 dan pilih peran Sekretariat Kabupaten."

    def take_focus(self) -> None:
        """To the field; from the field to the names that fit, so that a person chooses one of them."""
        place = self._matches[0] if self.field.hasFocus() and self._matches else self.field
        place.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self._matches:
            self.take_focus()
        else:
            super().keyPressEvent(event)

    def arrange(self, room: float) -> None:
        is_wide = room >= SIDE_BY_SIDE
        self._left.setMaximumWidth(theme.px(_LEFT_MOST) if is_wide else _UNBOUNDED)
        self._left.setMinimumWidth(theme.px(_LEFT_LEAST) if is_wide else 0)
        tiles = self.map.minimumSizeHint() if is_wide else self.map.sizeHint()
        self._frame.setMinimumHeight(tiles.height() + 2 * _PADDING)
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def _on_typed(self, words: str) -> None:
        wanted = words.casefold().split()
        found = [one for one in self._offices if wanted and _begins(f"{one.name} {one.code}", wanted)]
        exact = [one for one in found if one.name.casefold() == words.strip().casefold()]
        if len(exact or found) == 1:
            self._show_matches(exact or found)
            self._choose((exact or found)[0].code)
            return
        self.map.set_selected("")
        self.change(office="")
        self._show_matches(found)
        self._nothing.setText(self._remark(words.strip(), len(found)) if wanted else "")

    def _remark(self, words: str, found: int) -> str:
        """What stands under the names that fit, when none of them is chosen."""
        if not found:
            return f"Tidak ada kecamatan bernama ‘{words}’ di {self._regency}."
        more = f"Masih ada {found - _MOST_MATCHES} lagi. " if found > _MOST_MATCHES else ""
        return f"{more}Pilih salah satu, atau ketik nama lengkapnya."

    def _on_picked(self, code: str) -> None:
        self._select(code)
        self._choose(code)

    def _on_opened(self, code: str) -> None:
        self._on_picked(code)
        self.done.emit()

    def _select(self, code: str) -> None:
        office = next(one for one in self._offices if one.code == code)
        self.field.setText(office.name)
        self._show_matches([office])
        self._matches[0].setChecked(True)
        self.map.set_selected(code)

    def _choose(self, code: str) -> None:
        self.map.set_selected(code)
        for card in self._matches:
            card.setChecked(card.property("code") == code)
        self.change(office=code)

    def _show_matches(self, found: list[Office]) -> None:
        self._nothing.setText("")
        while item := self._cards.takeAt(0):
            if card := item.widget():
                card.hide()
                card.deleteLater()
        self._matches = []
        for one in found[:_MOST_MATCHES]:
            card = ChoiceCard(f"Kecamatan {one.name}", f"{one.code} · {self._regency}", "map-pin")
            card.setProperty("code", one.code)
            card.clicked.connect(partial(self._choose, one.code))
            self._cards.addWidget(card)
            QWidget.setTabOrder(self._matches[-1] if self._matches else self.field, card)
            self._matches.append(card)


def _begins(name: str, wanted: list[str]) -> bool:
    """Whether each typed word begins a word of the name: "cik u" is Cikarang Utara and not Cikarang Timur."""
    words = name.casefold().split()
    return all(any(word.startswith(one) for word in words) for one in wanted)
