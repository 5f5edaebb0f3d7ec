"""The steps that ask for the role, the persons and the place."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import paths
from rbdesk.domain.office import Role
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.wizard.step import Draft, Step
from rbdesk.ui.parts import data_place
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import link, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.choice_tile import ChoiceCard
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow import catalog

LONGEST_NAME, LONGEST_OPERATOR, LONGEST_LABEL = 80, 60, 40
TWO_COLUMNS = 800  # logical pixels of the window


class RoleStep(Step):
    """Who works at this computer.

    Signals: `activation_wanted()` a file of the secretariat is to be opened · `restore_wanted()` a copy is to be brought
    back here.
    """

    name = "Pilih peran"
    title = "Siapa yang memakai RBDesk di komputer ini?"
    details = "Peran menentukan halaman yang tampil dan tidak dapat diganti setelah data dibuat."

    activation_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        self.office = ChoiceCard(
            "Kecamatan",
            "Mengisi penilaian mandiri dan mengirim paketnya ke Sekretariat.",
            "building-community",
        )
        self.secretariat = ChoiceCard(
            "Sekretariat Kabupaten", "Menerima paket dari 23 kecamatan dan membandingkan nilainya.", "inbox"
        )
        self.practice = ChoiceCard(
            "Berlatih sebagai kecamatan",
            "Data contoh yang sudah terisi sebagian. Ditandai LATIHAN.",
            "school",
        )
        self.practice_secretariat = ChoiceCard(
            "Berlatih sebagai Sekretariat",
            "Data contoh dari 23 kecamatan. Penyiapannya perlu beberapa saat.",
            "school",
        )
        self._choices: tuple[tuple[ChoiceCard, Role, bool], ...] = (
            (self.office, Role.OFFICE, False),
            (self.secretariat, Role.SECRETARIAT, False),
            (self.practice, Role.OFFICE, True),
            (self.practice_secretariat, Role.SECRETARIAT, True),
        )
        self.trouble = Banner("err", can_dismiss=True)
        self.trouble.hide()
        group = QButtonGroup(self)
        for at, (card, role, is_practice) in enumerate(self._choices):
            if at == 2:
                column.addLayout(self._restore_row())
                column.addSpacing(theme.SPACE_S)
                column.addWidget(Label("Belum ingin memulai? Cobalah dahulu.", "strong", "text2"))
            group.addButton(card)
            card.clicked.connect(partial(self._on_chosen, role, is_practice))
            column.addWidget(card)
            if card is self.office:
                column.addWidget(self._activation_row())
                column.addWidget(self.trouble)
        column.addStretch(1)
        self.setMaximumWidth(640)

    def fill(self, draft: Draft) -> None:
        super().fill(draft)
        opened = draft.activation
        self.activated.setText(
            f"Berkas aktivasi Kecamatan {catalog.register().name_of(opened.office)} {opened.year} sudah dibuka."
            if opened is not None
            else "Punya berkas aktivasi dari Sekretariat?"
        )
        self.activated.set_ink("ok" if opened is not None else "text2")
        self.open_activation.setText("Buka berkas lain" if opened is not None else "Buka berkas aktivasi")
        if opened is not None:
            self.office.setChecked(True)

    def say_trouble(self, title: str, details: str) -> None:
        """Say why a file cannot be used."""
        self.trouble.set_banner("err", title, details)
        self.trouble.show()

    def _restore_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(Label("Komputer lama rusak atau diganti?", "body", "text2"))
        self.restore = link("Pulihkan dari stik…", "usb")
        self.restore.clicked.connect(self.restore_wanted)
        row.addWidget(self.restore)
        row.addStretch(1)
        return row

    def _activation_row(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.SPACE_L, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        self.activated = WrapLabel("", "body", "text2")
        self.open_activation = secondary("", "mail-opened")
        self.open_activation.clicked.connect(self.activation_wanted)
        row.addWidget(self.activated, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.open_activation)
        self.fill(self.draft)
        return box

    def is_ready(self) -> bool:
        return self.draft.role is not None

    def take_focus(self) -> None:
        chosen = [card for card, _, _ in self._choices if card.isChecked()]
        (chosen or [self.office])[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, role: Role, is_practice: bool) -> None:
        is_office = role is Role.OFFICE and not is_practice
        opened = self.draft.activation if is_office else None
        self.change(role=role, is_practice=is_practice, activation=opened)
        self.fill(self.draft)


class PeopleStep(Step):
    """Who answers for it; everything may be left for later."""

    name = "Penanggung jawab"
    title = "Siapa penanggung jawabnya?"
    details = "Boleh dikosongkan dahulu dan dilengkapi di Pengaturan."

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_XL)
        self._grid.setVerticalSpacing(theme.SPACE_L)
        self._fields = {
            "head": Field("Nama Camat", "", LONGEST_NAME),
            "head_nip": Field("NIP Camat", "Hanya untuk formulir cetak, tidak ikut dikirim.", LONGEST_NAME),
            "operator": Field("Nama Anda", "Tercatat pada setiap jawaban.", LONGEST_OPERATOR),
            "operator_post": Field("Jabatan Anda", "Contoh: Kasi Pelayanan.", LONGEST_NAME),
            "phone": Field("Telepon kantor", "Agar Sekretariat dapat menghubungi.", LONGEST_NAME),
            "device_label": Field(
                "Nama komputer ini", "Tampil di paket, contoh: Laptop Pelayanan.", LONGEST_LABEL
            ),
        }
        for member, field in self._fields.items():
            field.edit.textEdited.connect(partial(self._on_edited, member))
        self.setMaximumWidth(720)
        self._columns = 0
        self.arrange(TWO_COLUMNS)  # now: a field without a parent would open as a window of its own

    def field(self, member: str) -> QLineEdit:
        """The field of one member of the draft."""
        return self._fields[member].edit

    def fill(self, draft: Draft) -> None:
        super().fill(draft)
        for member, field in self._fields.items():
            field.edit.setText(str(getattr(draft, member)))
            is_of_office = member in ("head", "head_nip", "phone")
            field.setVisible(draft.role is Role.OFFICE or not is_of_office)

    def take_focus(self) -> None:
        is_office = self.draft.role is Role.OFFICE
        self.field("head" if is_office else "operator").setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self, room: float) -> None:
        columns = 2 if room >= TWO_COLUMNS else 1
        if columns == self._columns:
            return
        self._columns = columns
        for at, field in enumerate(self._fields.values()):
            self._grid.addWidget(field, at // columns, at % columns, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowStretch(len(self._fields), 1)

    def _on_edited(self, member: str, words: str) -> None:
        self.change(**{member: words})


class PlaceStep(Step):
    """Where the data lies, and what speaks against the place."""

    name = "Tempat menyimpan data"
    title = "Di mana data disimpan?"
    details = (
        "Semua tahun ada dalam satu folder di komputer ini. Tempat bawaan cocok untuk hampir semua kantor."
    )

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        self.folder = QLineEdit()
        self.folder.setReadOnly(True)
        self.folder.setAccessibleName("Folder data")
        row.addWidget(self.folder, 1)
        self.choose = secondary("Pilih folder lain…", "folder")
        self.choose.clicked.connect(self._on_choose)
        row.addWidget(self.choose)
        column.addLayout(row)
        self._risks = QVBoxLayout()
        self._risks.setSpacing(theme.SPACE_S)
        column.addLayout(self._risks)
        self.year = ChoiceBox()
        self.year.setAccessibleName("Tahun penilaian")
        for year in catalog.years():
            title = catalog.edition_settings(catalog.edition_of_year(year).id).title
            self.year.addItem(f"{year} · {title}", year)
        self.year.activated.connect(lambda _: self._on_year())
        self._year_row = QWidget()
        line = QHBoxLayout(self._year_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_M)
        label = Label("Tahun penilaian", "strong")
        label.setBuddy(self.year)
        line.addWidget(label)
        line.addWidget(self.year)
        line.addStretch(1)
        column.addWidget(self._year_row)
        summary = Card("Yang akan disiapkan", "clipboard-list")
        self._facts = FactList()
        summary.body.addWidget(self._facts)
        column.addWidget(summary)
        column.addWidget(WrapLabel(f"Paket untuk dikirim ditulis ke {paths.outgoing()}.", "caption", "text2"))
        column.addStretch(1)
        self._found: list[data_place.Risk] = []
        self.setMaximumWidth(720)

    def fill(self, draft: Draft) -> None:
        super().fill(draft)
        self.folder.setText(str(draft.folder))
        self.folder.setToolTip(str(draft.folder))
        self._facts.set_facts(_summary(draft))
        is_there = data_place.is_desk(draft.folder)
        self.year.setCurrentIndex(max(self.year.findData(draft.year), 0))
        self._year_row.setVisible(draft.activation is None and not is_there and self.year.count() > 1)
        self._found = data_place.risks(draft.folder)
        while item := self._risks.takeAt(0):
            if banner := item.widget():
                banner.hide()
                banner.deleteLater()
        if is_there:
            words = "Di folder ini sudah ada data RBDesk. Isian di langkah sebelumnya tidak dipakai."
            self._risks.addWidget(Banner("info", "Data yang ada akan dibuka", words))
        for risk in self._found:
            title = "Tidak dapat dipakai" if risk.forbids else "Sebaiknya tidak di sini"
            self._risks.addWidget(Banner("err" if risk.forbids else "warn", title, risk.words))

    def is_ready(self) -> bool:
        return not any(risk.forbids for risk in self._found)

    def take_focus(self) -> None:
        self.folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_year(self) -> None:
        self.change(year=self.year.currentData())
        self._facts.set_facts(_summary(self.draft))

    def _on_choose(self) -> None:
        chosen = dialogs.pick_folder(self, "Pilih folder data", self.draft.folder.parent)
        if chosen is not None:
            self.use(chosen)

    def use(self, chosen: Path) -> None:
        """Take a folder; in one that holds other things a folder of its own is made."""
        is_free = data_place.is_desk(chosen) or not chosen.exists() or not any(chosen.iterdir())
        self.fill(replace(self.draft, folder=chosen if is_free else chosen / "RBDesk"))
        self.changed.emit(self.draft)


def _summary(draft: Draft) -> list[tuple[str, str]]:
    is_office = draft.role is Role.OFFICE
    who = ", ".join(part for part in (draft.operator.strip(), draft.operator_post.strip()) if part)
    register = catalog.register()
    return [
        ("Peran", "Kecamatan" if is_office else "Sekretariat Kabupaten"),
        ("Kecamatan", register.name_of(draft.office) if is_office else ""),
        ("Tahun", str(draft.activation.year if draft.activation else draft.year)),
        ("Berkas aktivasi", "dibuka, langsung dikenal Sekretariat" if draft.activation else ""),
        ("Camat", draft.head.strip() if is_office else ""),
        ("Operator", who),
        ("Nama komputer ini", draft.device_label.strip()),
    ]
