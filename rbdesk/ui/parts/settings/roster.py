"""Daftar perangkat: which computers the secretariat knows; enrol by text or file, revoke with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
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
from rbdesk.domain.roster import REVOKED, Enrolment
from rbdesk.errors import NotAllowed
from rbdesk.exchange import signing
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import Button, primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel

LEAST_REASON = 5  # characters
_OFFICE_CODE = re.compile(r"(?<![0-9.])[0-9]{2}[.][0-9]{2}[.][0-9]{2}(?![0-9.])", re.ASCII)
_KEY_TEXT = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])")


@dataclass(frozen=True, slots=True)
class Named:
    """A device as a text or file names it; `office` is "" where it does not say."""

    office: str
    key: bytes
    label: str = ""


def parse_devices(words: str) -> list[Named]:
    """The devices in a text from Pengaturan › Kunci, or in the JSON of `keys show` or of the demo.

    Raises NotAllowed("key"): there is none in it.
    """
    try:
        content = json.loads(words)
    except ValueError:
        return [_from_text(words)]
    entries = content.get("devices", [content]) if isinstance(content, dict) else content
    if not isinstance(entries, list) or not entries:
        raise NotAllowed("key")
    return [_from_json(entry) for entry in entries]


class RosterCard(Card):
    """Signals: `enrol_wanted(list of Named)` · `revoke_wanted(device, reason)` · `file_wanted()`."""

    enrol_wanted = Signal(object)
    revoke_wanted = Signal(str, str)
    file_wanted = Signal()

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__("Daftar perangkat", "device-laptop", parent=parent)
        self._register = register
        words = "Paket dari perangkat yang dikenal langsung dapat digabung; yang lain disisihkan dahulu."
        self.body.addWidget(WrapLabel(words, "caption", "text2"))
        self.add = secondary("Kenali perangkat", "plus")
        self.add.clicked.connect(self._on_add)
        self.read = secondary("Baca berkas kunci…", "file-import")
        self.read.clicked.connect(self.file_wanted)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.add)
        row.addWidget(self.read)
        row.addStretch(1)
        self.body.addLayout(row)
        self.form = EnrolForm(register)
        self.form.hide()
        self.form.enrolled.connect(self.enrol_wanted)
        self.form.cancelled.connect(self._on_cancelled)
        self.body.addWidget(self.form)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self._empty = WrapLabel("Belum ada perangkat yang dikenal.", "body", "text2")
        self.body.addWidget(self._empty)
        self.body.addStretch(1)

    def show_roster(self, roster: Sequence[Enrolment]) -> None:
        """Show these devices by office."""
        while item := self._list.takeAt(0):
            if row := item.widget():
                row.hide()
                row.deleteLater()
        newest = {(entry.office, entry.device): entry for entry in roster}
        for entry in sorted(newest.values(), key=lambda one: (one.office, one.device)):
            row_of_device = DeviceRow(entry, self._register.name_of(entry.office))
            row_of_device.revoked.connect(partial(self.revoke_wanted.emit, entry.device))
            self._list.addWidget(row_of_device)
        self._empty.setVisible(not newest)

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

    Signals: `enrolled(list of Named)` · `cancelled()`.
    """

    enrolled = Signal(object)
    cancelled = Signal()

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._named: list[Named] = []
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
            self._named = parse_devices(self.text.toPlainText())
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
            self.enrolled.emit([Named(self.office.currentData() or one.office, one.key, one.label)])
        else:
            self.enrolled.emit(list(self._named))


class DeviceRow(QWidget):
    """One device: office, name, digits, state; "Cabut" asks for a reason in place. Signals: `revoked(reason)`."""

    revoked = Signal(str)

    def __init__(self, entry: Enrolment, office: str) -> None:
        super().__init__()
        self.entry = entry
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_XS, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        label = f" · {entry.label}" if entry.label else ""
        lines.addWidget(ElidedLabel(f"{office}{label}", "strong"))
        since = text.date_short(entry.since.astimezone().date())
        lines.addWidget(ElidedLabel(f"{signing.fingerprint(entry.key)} · sejak {since}", "caption", "text2"))
        row.addLayout(lines, 1)
        is_revoked = entry.status == REVOKED
        row.addWidget(Chip("Dicabut" if is_revoked else "Dikenal", "neutral" if is_revoked else "ok"))
        self.revoke = Button("Cabut", kind="secondary", name=f"Cabut perangkat {office}", is_compact=True)
        if is_revoked:
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


def _from_text(words: str) -> Named:
    key, found = _KEY_TEXT.search(words), _OFFICE_CODE.search(words)
    try:
        public = signing.parse_public_base64(key[0]) if key else signing.parse_public_text(words)
    except signing.DamagedKey as error:
        raise NotAllowed("key") from error
    return Named(found[0] if found else "", public)


def _from_json(entry: object) -> Named:
    if not isinstance(entry, dict):
        raise NotAllowed("key")
    try:
        public = signing.parse_public_base64(str(entry.get("key", "")))
    except signing.DamagedKey as error:
        raise NotAllowed("key") from error
    return Named(str(entry.get("office", "")), public, str(entry.get("label", "")))
