"""The card that shows what a table holds before anything is kept: which column is what, the rows, faulty cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import messages, text, wording
from rbdesk.domain.followup import MOST_OF_A_LETTER, Recommendation, Source
from rbdesk.domain.typed import clean_line
from rbdesk.ui import theme
from rbdesk.ui.delegates import RowDelegate
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.workflow import catalog
from rbdesk.workflow.followup_import import WANTED, Draft, ImportTable

_WIDTH = 860
_MOST_FAULTS = 5
_NAMES = {
    "text": "Rekomendasi",
    "number": "No",
    "source": "Sumber",
    "letter": "Nomor surat",
    "office": "Kecamatan",
    "area": "Area",
    "questions": "Pertanyaan",
    "due": "Tenggat",
    "post": "Penanggung jawab",
    "plan": "Rencana",
    "status": "Status",
    "progress": "Kemajuan",
    "note": "Catatan",
}


class ImportDialog(Modal):
    """Signals: `mapped(columns)` the person said otherwise which column is what · `confirmed(drafts)`."""

    mapped = Signal(object)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget, path: Path, *, with_office: bool) -> None:
        super().__init__(parent, "Impor rekomendasi", width=_WIDTH)
        self._found: ImportTable | None = None
        self._with_office = with_office
        self.body.addWidget(Label("Impor rekomendasi", "dialog"))
        self.body.addWidget(WrapLabel(path.name, "caption", "text2"))
        self._boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.SPACE_M)
        self._grid.setVerticalSpacing(theme.SPACE_S)
        self.body.addWidget(Label("Kolom", "strong", "text2"))
        self.body.addLayout(self._grid)
        self.body.addLayout(self._make_shared())
        self.faults = Banner("err")
        self.faults.hide()
        self.body.addWidget(self.faults)
        self.count = Label("", "strong", "text2")
        self.body.addWidget(self.count)
        self.model = RowsModel(_columns(with_office), parent=self)
        self.table = RowTable(name="Isi berkas", row_height=32)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(self.table, height=32))
        self.table.setFixedHeight(theme.px(190))
        self.table.horizontalHeader().setStretchLastSection(True)
        self._unmapped = (4, 5) if with_office else (3, 4)  # status and post
        for column, width in enumerate((56, 64, *((110,) if with_office else ()), 100, 110, 140)):
            self.table.setColumnWidth(column, theme.px(width))
        self.body.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(WrapLabel("Belum ada yang disimpan.", "caption", "text3"), 1)
        self.cancel = secondary("Batal")
        self.act = primary("Impor", "file-import")
        self.cancel.clicked.connect(self.reject)
        self.act.clicked.connect(self._on_act)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.act

    def show_headings(self, headings: tuple[str, ...], columns: Mapping[str, int]) -> None:
        """Offer the headings of the file for each thing that is wanted."""
        if self._boxes:
            return
        names = [key for key in WANTED if key != "office" or self._with_office]
        for at, key in enumerate(names):
            box = QComboBox()
            box.setAccessibleName(f"Kolom untuk {_NAMES[key]}")
            box.addItem("– tidak ada –")
            box.addItems([heading or f"kolom {number}" for number, heading in enumerate(headings, 1)])
            box.setCurrentIndex(columns.get(key, -1) + 1)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.activated.connect(lambda _at: self.mapped.emit(self.columns()))
            self._boxes[key] = box
            cell = QVBoxLayout()
            cell.setSpacing(2)
            label = Label(_NAMES[key], "caption_strong", "text2")
            label.setBuddy(box)
            cell.addWidget(label)
            cell.addWidget(box)
            self._grid.addLayout(cell, at // 4, at % 4)

    def columns(self) -> dict[str, int]:
        """Which column is what, from 0, as the person says."""
        return {key: box.currentIndex() - 1 for key, box in self._boxes.items() if box.currentIndex()}

    def show_found(self, found: ImportTable) -> None:
        """Show what the file holds by these columns."""
        self._found = found
        self.show_headings(found.headings, found.columns)
        self._show_shared()
        self.model.set_rows(found.drafts)
        words = [messages.cell_fault(one.cell, one.heading, one.kind, one.found) for one in found.faults]
        more = len(words) - _MOST_FAULTS
        shown = words[:_MOST_FAULTS] + ([f"dan {more} lagi"] if more > 0 else [])
        self.faults.setVisible(bool(words))
        if words:
            self.faults.set_banner("err", f"{len(words)} sel perlu diperbaiki di berkasnya", "\n".join(shown))
        self.count.setText(f"{len(found.drafts)} baris dapat dibaca{self._for_whom(found.drafts)}")
        for column, key in zip(self._unmapped, ("status", "post"), strict=True):
            self.table.setColumnHidden(column, key not in self.columns())
        can = bool(found.drafts) and not words
        self.act.setEnabled(can)
        self.act.setText(f"Impor {len(found.drafts)} baris" if can else "Impor")

    def _for_whom(self, drafts: Sequence[Draft]) -> str:
        """For how many offices, at the secretariat: a row that names none is for all of them."""
        if not self._with_office or not drafts:
            return ""
        offices = {draft.office for draft in drafts}
        every = len(catalog.register().offices)
        count = sum(1 if draft.office else every for draft in drafts)
        whom = f"semua {every} kecamatan" if "" in offices else f"{len(offices)} kecamatan"
        return f" · {count} rekomendasi untuk {whom}"

    def _make_shared(self) -> QHBoxLayout:
        """What holds for all rows where no column says it: a letter is typed once and not in each row."""
        self.letter = QLineEdit()
        self.letter.setMaxLength(MOST_OF_A_LETTER)
        self.letter.setPlaceholderText("misalnya B/217/LHE/2019")
        self.source = QComboBox()
        self.source.addItems([wording.SOURCES[source.value] for source in Source])
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        self._letter_cell = _named("Nomor surat semua baris", self.letter)
        self._source_cell = _named("Sumber semua baris", self.source)
        row.addWidget(self._letter_cell, 2)
        row.addWidget(self._source_cell, 1)
        return row

    def _show_shared(self) -> None:
        columns = self.columns()
        self._letter_cell.setVisible("letter" not in columns)
        self._source_cell.setVisible("source" not in columns)

    def drafts(self) -> tuple[Draft, ...]:
        """The rows with what holds for all of them."""
        columns = self.columns()
        letter = clean_line(self.letter.text()) if "letter" not in columns else None
        source = list(Source)[self.source.currentIndex()] if "source" not in columns else None
        found = self._found.drafts if self._found is not None else ()
        return tuple(replace(one, recommendation=_with(one.recommendation, letter, source)) for one in found)

    def show_missing(self, headings: tuple[str, ...]) -> None:
        """Ask for the column of the recommendation, which the headings do not tell."""
        self._found = None
        self.show_headings(headings, {})
        self.model.set_rows(())
        self.faults.set_banner(
            "warn", "Kolom rekomendasi belum dikenali", "Pilih kolom yang memuat rekomendasinya di atas."
        )
        self.faults.show()
        self.count.setText("")
        self.act.setEnabled(False)
        self._boxes["text"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_act(self) -> None:
        if self._found is not None:
            self.confirmed.emit(self.drafts())
            self.accept()


def _with(given: Recommendation, letter: str | None, source: Source | None) -> Recommendation:
    found = given if letter is None else replace(given, letter=letter)
    return found if source is None else replace(found, source=source)


def _named(name: str, field: QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    label = Label(name, "caption_strong", "text2")
    label.setBuddy(field)
    field.setAccessibleName(name)
    column.addWidget(label)
    column.addWidget(field)
    return cell


def _columns(with_office: bool) -> list[Column]:
    found = [
        Column("Baris", lambda draft: draft.line),
        Column("No", lambda draft: draft.recommendation.number, show=lambda number: number or "–"),
        Column("Tenggat", lambda draft: draft.recommendation.due, show=_day),
        Column("Status", _status),
        Column("Penanggung jawab", lambda draft: draft.followup.post if draft.followup else ""),
        Column("Rekomendasi", lambda draft: " ".join(draft.recommendation.text.split())),
    ]
    if with_office:
        found.insert(2, Column("Kecamatan", _office))
    return found


def _day(day: object) -> str:
    return text.date_short(day) if isinstance(day, date) else "–"


def _status(draft: Draft) -> str:
    return wording.STATUSES[draft.followup.status.value] if draft.followup else "–"


def _office(draft: Draft) -> str:
    return catalog.register().name_of(draft.office) if draft.office else "semua"
