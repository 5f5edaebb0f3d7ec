"""The devices of Karantina at the left: whose they claim to be, their name, what waits; Menunggu or Ditolak."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import ROW_ROLE, RowDelegate
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.tabs import FilterTabs
from rbdesk.workflow.quarantine import Quarantine, WaitingDevice

WAITING, REJECTED = "waiting", "rejected"
WIDTH = 322  # pixels at 100 % text
_ROW = 84
_MOST_STACKED = 3  # rows to see at once over the digits
QWIDGETSIZE_MAX = 16_777_215  # as Qt has it
Index = QModelIndex | QPersistentModelIndex


class DeviceList(Card):
    """Signals: `picked(WaitingDevice or None)` another device, or another state of it, is current."""

    picked = Signal(object)

    def __init__(self, owner_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self._owner_of = owner_of
        self._found = Quarantine((), ())
        self._is_stacked = False
        self.tabs = FilterTabs([(WAITING, "Menunggu"), (REJECTED, "Ditolak")], name="Saring perangkat")
        self.tabs.chosen.connect(lambda _: self._fill())
        self.model = RowsModel([Column("Perangkat", self._title, describe=self._spoken)], key=device_key)
        self.view = _View(self.model, _DeviceDelegate(owner_of))
        self.view.selectionModel().currentChanged.connect(lambda *_: self.picked.emit(self.current()))
        self.nothing = WrapLabel("", "body", "text2")
        self._hint = QWidget()
        self._add_parts()
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def preferred_stop(self) -> QWidget | None:
        """Where the focus goes first: to the list."""
        return self.view

    def current(self) -> WaitingDevice | None:
        """The device that is chosen."""
        found: WaitingDevice | None = self.model.row_at(self.view.currentIndex())
        return found

    def show_quarantine(self, found: Quarantine) -> None:
        """Show these devices; the chosen one stays while it is listed, else the next one is chosen."""
        self._found = found
        self.tabs.set_counts({WAITING: len(found.waiting), REJECTED: len(found.rejected)})
        if not found.waiting and found.rejected and self.tabs.value() == WAITING:
            self.tabs.set_value(REJECTED)
        self._fill()

    def select(self, focus: str) -> bool:
        """Choose a device by its id or its office's code; False if none is here."""
        for tab, devices in ((WAITING, self._found.waiting), (REJECTED, self._found.rejected)):
            for device in devices:
                if focus in (device.device, device.office):
                    self.tabs.set_value(tab)
                    self._fill()
                    self._choose(device_key(device))
                    return True
        return False

    def set_stacked(self, is_stacked: bool) -> None:
        """Be only as high as the devices are, over what is beside otherwise."""
        self._is_stacked = is_stacked
        self._hint.setVisible(not is_stacked)
        self._fit()

    def _fit(self) -> None:
        """Be as wide as a column or as the page, and as high as that asks."""
        if self._is_stacked:
            self.setMinimumWidth(0)
            self.setMaximumWidth(QWIDGETSIZE_MAX)
            self.view.setFixedHeight(min(max(self.model.rowCount(), 1), _MOST_STACKED) * theme.px(_ROW) + 2)
        else:
            self.setFixedWidth(theme.px(WIDTH))
            self.view.setMinimumHeight(0)
            self.view.setMaximumHeight(QWIDGETSIZE_MAX)

    def _fill(self) -> None:
        held, place = self.current(), self.view.currentIndex().row()
        is_waiting = self.tabs.value() == WAITING
        devices = self._found.waiting if is_waiting else self._found.rejected
        self.model.set_rows(devices)
        self.nothing.setText(
            "Tidak ada perangkat yang menunggu." if is_waiting else "Tidak ada yang ditolak."
        )
        self.nothing.setVisible(not devices)
        self._fit()
        keys = [device_key(device) for device in devices]
        if held is not None and device_key(held) in keys:
            self._choose(device_key(held))
        elif keys:
            self._choose(keys[min(max(place, 0), len(keys) - 1)])
        self.picked.emit(self.current())

    def _choose(self, key: str) -> None:
        at = self.model.place_of(key)
        if at is not None:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self.model.index(at, 0), flag)

    def _add_parts(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(theme.SPACE_M, theme.SPACE_M, theme.SPACE_M, theme.SPACE_S)
        above.addWidget(self.tabs)
        above.addWidget(self.nothing)
        hint = QHBoxLayout(self._hint)
        hint.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_M)
        hint.setSpacing(theme.SPACE_S)
        hint.addWidget(IconLabel("info-circle", "text2", 16), 0, Qt.AlignmentFlag.AlignTop)
        words = "Kecamatan dengan berkas aktivasi langsung dikenal dan tidak lewat sini."
        hint.addWidget(WrapLabel(words, "caption", "text2"), 1)
        self.body.setSpacing(0)
        self.body.addLayout(above)
        framed = QVBoxLayout()
        framed.setContentsMargins(1, 0, 1, 1)  # beside the card's edge
        framed.addWidget(self.view)
        self.body.addLayout(framed, 1)
        self.body.addWidget(self._hint)

    def _title(self, device: WaitingDevice) -> str:
        return self._owner_of(device.office)

    def _spoken(self, device: WaitingDevice) -> str:
        state = "ditolak" if device.is_rejected else "menunggu"
        return f"{self._owner_of(device.office)}, {device.label}, {waiting_words(device)}, {state}"


class _View(QListView):
    """A list whose digits belong to the page."""

    def __init__(self, model: RowsModel, delegate: RowDelegate) -> None:
        super().__init__()
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Perangkat")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            event.ignore()
            return
        super().keyPressEvent(event)


class _DeviceDelegate(RowDelegate):
    """Office, name, what waits since when, and a chip with the state."""

    def __init__(self, owner_of: Callable[[str], str]) -> None:
        super().__init__(height=_ROW)
        self._owner_of = owner_of

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        device: WaitingDevice = index.data(ROW_ROLE)
        strong, body, small = theme.font("strong"), theme.font("body"), theme.font("caption", tabular=True)
        heights = [paint.height_of(font) for font in (strong, body, small)]
        top = area.center().y() - (sum(heights) + 4) / 2
        side = theme.px(22)
        spot = QRectF(area.left() + 8, top, side, side)
        theme.draw_icon(painter, "device-laptop", spot, theme.color("text2"))
        left = spot.right() + 12
        width = area.right() - left
        words = (self._owner_of(device.office), device.label or "Tanpa nama")
        for line, font, ink, high in zip(words, (strong, body), ("text", "text2"), heights[:2], strict=True):
            paint.text(painter, QRectF(left, top, width, high), line, font, theme.color(ink))
            top += high + 2
        tone = ("err", "ditolak") if device.is_rejected else ("warn", "menunggu")
        chip = paint.chip_size(tone[1])
        spot = QRectF(area.right() - chip.width(), top + (heights[2] - chip.height()) / 2, *_pair(chip))
        paint.chip(painter, spot, tone[1], paint.look(tone[0]))
        room = QRectF(left, top, spot.left() - left - 6, heights[2])
        paint.text(painter, room, waiting_words(device), small, theme.color("text2"))


def device_key(device: WaitingDevice) -> str:
    """What names a device at the office that it claims."""
    return f"{device.office} {device.device}"


def waiting_words(device: WaitingDevice) -> str:
    """How many packages wait, and since when the last: "1 paket · 3 Sep 13.40"."""
    if not device.files:
        return "tanpa paket"
    last = max(file.at for file in device.files).astimezone()
    return f"{len(device.files)} paket · {text.day_month(last)} {text.clock(last)}"


def _pair(size: Any) -> tuple[float, float]:
    return size.width(), size.height()
