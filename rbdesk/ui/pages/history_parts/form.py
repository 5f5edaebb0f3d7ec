"""The form for one earlier result, and in words what an import would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.history import FRAMES, MOST_OF_A_FRAME, MOST_OF_A_SOURCE, Published
from rbdesk.report.sheets import CellFault
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.import_card import ImportCard
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow import histories


class ResultForm(Card):
    """Owner, year, result, frame, source. Signal: `given(Published)` what was typed can be kept."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tambah atau ubah hasil", "edit", parent=parent)
        self.owner = ChoiceBox()
        self.year = _field("Tahun", 4)
        self.index = _field("Hasil (0–100)", 6)
        self.frame = ChoiceBox()
        self.frame.setEditable(True)
        self.frame.addItems(FRAMES)
        edit = self.frame.lineEdit()
        if edit is not None:
            edit.setMaxLength(MOST_OF_A_FRAME)
        self.source = _field("Sumber", MOST_OF_A_SOURCE)
        self.source.setPlaceholderText("misalnya LHE Kemenpan RB 2019, nomor surat")
        self._fault = WrapLabel("", "caption", "err")
        self._fault.hide()
        self.keep = primary("Simpan hasil", "check")
        self.keep.clicked.connect(self._on_keep)
        self._owner_row = _labelled("Milik", self.owner)
        self.body.addWidget(self._owner_row)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(_labelled("Tahun", self.year))
        row.addWidget(_labelled("Hasil (0–100)", self.index))
        self.body.addLayout(row)
        self.body.addWidget(_labelled("Kerangka (PermenPANRB)", self.frame))
        self.body.addWidget(_labelled("Sumber", self.source))
        self.body.addWidget(self._fault)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.year.editingFinished.connect(self._on_year)
        for field in (self.year, self.index, self.source):
            field.returnPressed.connect(self._on_keep)

    def set_owners(self, owners: Sequence[tuple[str, str]]) -> None:
        """Whose results may be typed, as (code, name)."""
        if self.owner.count() == len(owners):
            return
        self.owner.clear()
        for code, name in owners:
            self.owner.addItem(name, code)
        self._owner_row.setVisible(len(owners) > 1)

    def show_result(self, result: Published) -> None:
        """Put a result into the fields, to be changed."""
        self.owner.setCurrentIndex(max(self.owner.findData(result.owner), 0))
        self.year.setText(str(result.year))
        self.index.setText(text.number(result.index))
        self.frame.setCurrentText(result.frame)
        self.source.setText(result.source)
        self.say("")

    def clear(self) -> None:
        """Empty the fields for the next one; the owner stays."""
        for field in (self.year, self.index, self.source):
            field.clear()
        self.say("")

    def say(self, fault: str) -> None:
        """Say what is wrong under the fields; nothing for an empty text."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _on_year(self) -> None:
        year = self.year.text().strip()
        if year.isascii() and year.isdecimal() and len(year) == 4 and self.frame.currentText() in FRAMES:
            self.frame.setCurrentText(histories.frame_of(int(year)))

    def _on_keep(self) -> None:
        year, index = self.year.text().strip(), text.parse_number(self.index.text())
        if not (year.isascii() and year.isdecimal() and len(year) == 4):
            self.say("Tulis tahun empat angka, misalnya 2019.")
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
        elif index is None:
            self.say("Tulis hasilnya sebagai angka, misalnya 59,36.")
            self.index.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.say("")
            frame, source = self.frame.currentText(), self.source.text()
            self.given.emit(Published(self.owner.currentData(), int(year), frame, index, source))


def show_table(
    card: ImportCard,
    name: str,
    results: Sequence[Published],
    faults: Sequence[CellFault],
    names: Mapping[str, str],
) -> None:
    """Say on the card what a table would bring; with a fault nothing can be kept."""
    if faults:
        card.show_faults(name, faults)
        return
    lines = [
        f"{one.year} · {names.get(one.owner, one.owner)} · {text.number(one.index)} · {one.frame}"
        for one in results
    ]
    card.show_found(name, f"{len(results)} hasil", lines)


def _field(name: str, longest: int) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(longest)
    field.setAccessibleName(name)
    return field


def _labelled(name: str, field: QWidget) -> QWidget:
    frame = QWidget()
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_XS)
    label = Label(name, "caption_strong", "text2")
    label.setBuddy(field)
    field.setAccessibleName(name)
    column.addWidget(label)
    column.addWidget(field)
    return frame
