"""Daftar perangkat: which computers the secretariat knows; recognise one by text or file, revoke one with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.domain.office import Register
from rbdesk.errors import NotAllowed
from rbdesk.exchange import keytext, signing
from rbdesk.exchange.keytext import NamedDevice
from rbdesk.ui import theme
from rbdesk.ui.parts import tab_order
from rbdesk.ui.parts.buttons import Button, primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.icon_tile import IconTile
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.search_field import SearchField
from rbdesk.workflow.roster import KnownDevice

LEAST_REASON = 5  # characters


class RosterCard(Card):
    """Signals: `enrol_wanted(list of NamedDevice)` · `revoke_wanted(device, reason)` · `file_wanted()`."""

    enrol_wanted = Signal(object)
    revoke_wanted = Signal(str, str)
    file_wanted = Signal()

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_L, parent=parent)
        self._register = register
        self._devices: tuple[KnownDevice, ...] = ()
        words = "Paket dari perangkat yang dikenal langsung dapat digabung; yang lain disisihkan dahulu."
        self.body.addWidget(WrapLabel(words, "caption", "text2"))
        self.add = secondary("Kenali perangkat", "plus")
        self.add.clicked.connect(self._on_add)
        self.read = secondary("Baca berkas kunci…", "file-import")
        self.read.clicked.connect(self.file_wanted)
        self.search = SearchField("Saring kecamatan atau nama", name="Saring perangkat", width=230)
        self.search.searched.connect(lambda _: self._fill())
        self.count = Label("", "caption", "text2")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.add)
        row.addWidget(self.read)
        row.addStretch(1)
        row.addWidget(self.search)
        self.body.addLayout(row)
        self.body.addWidget(self.count)
        self.form = EnrolForm(register)
        self.form.hide()
        self.form.enrolled.connect(self.enrol_wanted)
        self.form.cancelled.connect(self._on_cancelled)
        self.body.addWidget(self.form)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self._empty = WrapLabel("", "body", "text2")
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def show_roster(self, devices: Sequence[KnownDevice]) -> None:
        """Show these devices by office."""
        self._devices = tuple(devices)
        known = sum(device.is_enrolled for device in devices)
        self.count.setText(f"{known} dikenal · {len(devices) - known} dicabut atau ditolak")
        self.count.setVisible(bool(devices))
        self.search.setVisible(bool(devices))
        self._fill()

    def _fill(self) -> None:
        while item := self._list.takeAt(0):
            if row := item.widget():
                row.hide()
                row.deleteLater()
        sought = self.search.text().strip().casefold()
        shown = [device for device in self._devices if self._is_sought(device, sought)]
        for device in shown:
            made = DeviceRow(device, self._office(device.entry.office))
            made.revoked.connect(partial(self.revoke_wanted.emit, device.entry.device))
            self._list.addWidget(made)
        self._empty.setVisible(not shown)
        words = f"Tidak ada perangkat yang cocok dengan ‘{self.search.text()}’."
        self._empty.setText(words if self._devices else "Belum ada perangkat yang dikenal.")
        tab_order.in_reading_order(self)

    def _is_sought(self, device: KnownDevice, sought: str) -> bool:
        entry = device.entry
        words = f"{self._office(entry.office)} {entry.office} {entry.label} {device.fingerprint}"
        return sought in words.casefold()

    def _office(self, code: str) -> str:
        return "Sekretariat" if code == self._register.code else self._register.name_of(code)

    def rows(self) -> list[DeviceRow]:
        """The rows of the devices."""
        found = (self._list.itemAt(at).widget() for at in range(self._list.count()))
        return [row for row in found if isinstance(row, DeviceRow)]

    def close_form(self) -> None:
        """Empty the form and put it away."""
        self.form.clear()
        self.form.hide()

    def _on_add(self) -> None:
        self.form.show()
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_cancelled(self) -> None:
        self.close_form()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


class EnrolForm(QWidget):
    """A pasted key, its office if the text does not say, and the digits to compare before it is known.

    Signals: `enrolled(list of NamedDevice)` · `cancelled()`.
    """

    enrolled = Signal(object)
    cancelled = Signal()

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._named: list[NamedDevice] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(WrapLabel("Tempel teks kunci dari Pengaturan › Kunci di kecamatan.", "body"))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Teks kunci")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(58))
        self.text.textChanged.connect(self._on_text)
        column.addWidget(self.text)
        self._row = QWidget()
        row = QGridLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setColumnStretch(1, 1)
        self.office = QComboBox()
        self.office.setAccessibleName("Kecamatan")
        self.office.addItem("Pilih kecamatan", "")
        for one in register.offices:
            self.office.addItem(f"{one.name} · {one.code}", one.code)
        self.office.activated.connect(self._show_state)
        row.addWidget(Label("Kecamatan", "strong"), 0, 0)
        row.addWidget(self.office, 0, 1)
        column.addWidget(self._row)
        self.digits = Label("", "card")
        column.addWidget(self.digits)
        self.hint = WrapLabel("", "caption", "text2")
        column.addWidget(self.hint)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        self.enrol = primary("Kenali perangkat ini", "check")
        self.enrol.clicked.connect(self._on_enrol)
        cancel = secondary("Batal")
        cancel.clicked.connect(self.cancelled)
        buttons.addWidget(self.enrol)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(Line())
        self._show_state()

    def clear(self) -> None:
        """Forget what was pasted."""
        self.text.clear()
        self.office.setCurrentIndex(0)

    def set_text(self, words: str) -> None:
        """Show the content of a file as if it had been pasted."""
        self.text.setPlainText(words)

    def _on_text(self) -> None:
        try:
            self._named = list(keytext.parse_devices(self.text.toPlainText()))
        except NotAllowed:
            self._named = []
        named = self._named[0].office if len(self._named) == 1 else ""
        self.office.setCurrentIndex(max(self.office.findData(named), 0))
        self._show_state()

    def _show_state(self) -> None:
        one = self._named[0] if len(self._named) == 1 else None
        self._row.setVisible(one is not None)
        self.digits.setText(signing.fingerprint(one.key) if one else "")
        self.digits.setVisible(one is not None)
        if one is not None:
            self.hint.setText("Cocokkan 30 angka ini lewat telepon yang Anda kenal sebelum mengenalinya.")
        elif self._named:
            self.hint.setText(f"{len(self._named)} perangkat dalam berkas ini.")
        else:
            typed = bool(self.text.toPlainText().strip())
            self.hint.setText("Belum ada kunci yang dapat dibaca di teks ini." if typed else "")
        is_ready = all(named.office for named in self._named) or (one and self.office.currentData())
        self.enrol.setEnabled(bool(self._named) and bool(is_ready))
        words = "Kenali perangkat ini" if len(self._named) < 2 else f"Kenali {len(self._named)} perangkat"
        self.enrol.setText(words)

    def _on_enrol(self) -> None:
        if len(self._named) == 1:
            one = self._named[0]
            self.enrolled.emit([replace(one, office=self.office.currentData() or one.office)])
        else:
            self.enrolled.emit(list(self._named))


class DeviceRow(QWidget):
    """One device: office, name, digits, last package, state; "Cabut" asks for a reason in place.

    Signals: `revoked(reason)`.
    """

    revoked = Signal(str)

    def __init__(self, device: KnownDevice, office: str) -> None:
        super().__init__()
        self.device = device
        entry = device.entry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_S, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(IconTile("device-laptop", "info" if device.is_enrolled else "neutral"))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        label = f" · {entry.label}" if entry.label else ""
        lines.addWidget(ElidedLabel(f"{office}{label}", "strong"))
        digits = ElidedLabel(device.fingerprint, "caption", "text2")
        digits.setAccessibleName(
            "30 angka: " + ", ".join(" ".join(five) for five in device.fingerprint.split())
        )
        lines.addWidget(digits)
        lines.addWidget(WrapLabel(_story(device), "caption", "text3"))
        row.addLayout(lines, 1)
        row.addWidget(Chip(*_state(device)))
        self.revoke = Button("Cabut", kind="secondary", name=f"Cabut perangkat {office}", is_compact=True)
        if not device.is_enrolled:
            self.revoke.hide()  # showing it before it has a place would open a window of its own
        self.revoke.clicked.connect(self._on_revoke)
        row.addWidget(self.revoke)
        column.addLayout(row)
        self._form = QWidget()
        form = QHBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("Alasan pencabutan")
        self.reason.setPlaceholderText("Alasan pencabutan, misalnya: laptop hilang")
        self.reason.textEdited.connect(self._on_reason)
        self.reason.returnPressed.connect(self._on_confirmed)
        self.confirm = Button("Cabut perangkat", kind="danger", is_compact=True)
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self._on_confirmed)
        form.addWidget(self.reason, 1)
        form.addWidget(self.confirm)
        self._form.hide()
        column.addWidget(self._form)
        column.addWidget(Line())

    def _on_revoke(self) -> None:
        self._form.setVisible(self._form.isHidden())
        if not self._form.isHidden():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, words: str) -> None:
        self.confirm.setEnabled(len(words.strip()) >= LEAST_REASON)

    def _on_confirmed(self) -> None:
        if self.confirm.isEnabled():
            self.revoked.emit(self.reason.text().strip())


def _story(device: KnownDevice) -> str:
    """Since when and by whom it stands so, why, and what it sent last."""
    entry, last = device.entry, device.last
    since = text.date_short(entry.since.astimezone().date())
    verb = "Dikenal" if device.is_enrolled else "Sejak"
    told = f"{verb} {since}" + (f" oleh {entry.by}" if entry.by else "")
    reason = f" · “{device.reason}”" if device.reason else ""
    sent = "belum ada paket"
    if last is not None:
        sent = f"paket terakhir revisi {last.revision.number}, {text.date_short(last.at.astimezone().date())}"
    return f"{told}{reason} · {sent}"


def _state(device: KnownDevice) -> tuple[str, str, str]:
    return ("Dikenal", "ok", "check") if device.is_enrolled else ("Dicabut", "neutral", "circle-x")
