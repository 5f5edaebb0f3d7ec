"""Identitas: whose desk it is, its persons and its operator; the forms open in place and keep each field at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.office import Role
from rbdesk.domain.submission import Profile
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import WrapLabel

if TYPE_CHECKING:
    from rbdesk.workflow.setup import Identity

LONGEST_NAME, LONGEST_OPERATOR = 80, 60


@dataclass(frozen=True, slots=True)
class Persons:
    """What the card's fields hold together."""

    profile: Profile
    head_nip: str
    operator: str
    operator_post: str


class IdentityCard(Card):
    """Signals: `kept(Persons)` after Enter, Tab or leaving a field that was changed."""

    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Identitas", "building-community", parent=parent)
        self.office = _Entry("Ubah")
        self.operator = _Entry("Ganti operator")
        self._fields = {
            "head": Field("Nama Camat", "", LONGEST_NAME),
            "head_nip": Field("NIP Camat", "Untuk formulir cetak saja, tidak ikut dikirim.", LONGEST_NAME),
            "contact": Field("Penanggung jawab isian", "Ikut dalam paket.", LONGEST_NAME),
            "phone": Field("Telepon kantor", "Ikut dalam paket.", LONGEST_NAME),
            "operator": Field("Nama operator", "Tercatat pada setiap jawaban berikutnya.", LONGEST_OPERATOR),
            "operator_post": Field("Jabatan operator", "", LONGEST_NAME),
        }
        self._shown: Persons | None = None
        for member, field in self._fields.items():
            form = self.operator if member.startswith("operator") else self.office
            form.add_field(field)
            field.edit.editingFinished.connect(self._on_edited)
        self.body.addWidget(self.office)
        self.body.addWidget(Line())
        self.body.addWidget(self.operator)
        self.body.addStretch(1)

    def show_identity(self, identity: Identity, *, is_locked: bool) -> None:
        """Show what is kept. What is locked travels in the package and cannot be changed now."""
        is_office = identity.role is Role.OFFICE
        profile = identity.profile
        title = f"Kecamatan {identity.office_name}" if is_office else "Sekretariat Kabupaten"
        head = f"Camat {profile.head}" if profile.head else "Nama Camat belum diisi"
        locked = " · terkunci selama paket resmi berlaku" if is_locked else ""
        code = identity.office if is_office else f"{identity.office} · {identity.office_name}"
        self.office.say(title, f"{code} · {head}{locked}" if is_office else code)
        self.office.set_editable(is_office)
        name = f"Operator: {identity.operator}" if identity.operator else "Operator belum diisi"
        post = identity.operator_post or "jabatan belum diisi"
        self.operator.say(name, f"{post} · nama ini tercatat pada jawaban" if identity.operator else post)
        for member in ("head", "contact", "phone"):
            self._fields[member].edit.setReadOnly(is_locked)
        kept = Persons(profile, identity.head_nip, identity.operator, identity.operator_post)
        if kept == self._shown:
            return
        self._shown = kept
        values = {
            "head": profile.head,
            "head_nip": kept.head_nip,
            "contact": profile.contact,
            "phone": profile.phone,
            "operator": kept.operator,
            "operator_post": kept.operator_post,
        }
        for member, words in values.items():
            edit = self._fields[member].edit
            if not edit.isModified():
                edit.setText(words)

    def open_form(self, name: str) -> None:
        """Open the form of the office ("identity") or of the operator ("operator") and go to its first field."""
        form = self.operator if name == "operator" else self.office
        form.open()

    def keep_typing(self) -> None:
        """Keep what is in the fields now."""
        self._on_edited()

    def field(self, member: str) -> Field:
        """One field by the name of what it holds."""
        return self._fields[member]

    def _on_edited(self) -> None:
        words = {member: field.edit.text().strip() for member, field in self._fields.items()}
        profile = Profile(words["head"], words["contact"], words["phone"])
        typed = Persons(profile, words["head_nip"], words["operator"], words["operator_post"])
        for field in self._fields.values():
            field.edit.setModified(False)
        if self._shown is not None and typed != self._shown:
            self._shown = typed
            self.kept.emit(typed)


class _Entry(QWidget):
    """A title, a line, a button that opens the fields under them."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_XS, 0, theme.SPACE_XS)
        column.setSpacing(theme.SPACE_S)
        row = QHBoxLayout()
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.title = WrapLabel("", "strong")
        self.details = WrapLabel("", "caption", "text2")
        lines.addWidget(self.title)
        lines.addWidget(self.details)
        row.addLayout(lines, 1)
        self.button = secondary(words)
        self.button.clicked.connect(self._on_clicked)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self._first: Field | None = None
        self._form.hide()
        column.addWidget(self._form)

    def say(self, title: str, details: str) -> None:
        self.title.setText(title)
        self.details.setText(details)
        self.button.setAccessibleName(f"{self._words}: {title}")

    def set_editable(self, can_edit: bool) -> None:
        self.button.setVisible(can_edit)

    def add_field(self, field: Field) -> None:
        at = self._grid.count()
        self._grid.addWidget(field, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        self._first = self._first or field

    def open(self) -> None:
        self._form.show()
        self.button.setText("Selesai")
        if self._first is not None:
            self._first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        if self._form.isHidden():
            self.open()
            return
        self._form.hide()
        self.button.setText(self._words)
