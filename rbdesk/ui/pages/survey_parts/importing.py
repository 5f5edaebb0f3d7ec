"""What a table of the survey would bring, before anything is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.ui import theme
from rbdesk.ui.pages.survey_parts.side import period_words
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.workflow.survey_import import SurveyTable

_MOST = 8


class ImportCard(Card):
    """Signals: `accepted()` · `dismissed()`."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Impor", "file-import", parent=parent)
        self._words = WrapLabel("", "strong")
        self.details = WrapLabel("", "caption", "text2", selectable=True)
        self.keep = primary("Simpan", "check")
        self.close_it = secondary("Batal")
        self.keep.clicked.connect(self.accepted)
        self.close_it.clicked.connect(self.dismissed)
        self.body.addWidget(self._words)
        self.body.addWidget(self.details)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.keep)
        row.addWidget(self.close_it)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_table(self, name: str, table: SurveyTable) -> None:
        """Say what was read; with a fault nothing can be kept."""
        self.keep.setVisible(not table.faults)
        self.close_it.setText("Tutup" if table.faults else "Batal")
        if table.faults:
            self._words.setText(
                f"{len(table.faults)} sel di {name} tidak dapat dibaca. Tidak ada yang disimpan."
            )
            lines = [messages.cell_fault(one.cell, one.heading, one.kind, one.found) for one in table.faults]
        else:
            self._words.setText(f"{name}: belum disimpan")
            lines = [
                f"{period_words(one.period)} · {one.service}: {one.respondents} responden"
                + (" (rata-rata)" if one.means else "")
                for one in table.batches
            ]
        more = len(lines) - _MOST
        lines = lines[:_MOST] + ([f"dan {more} lagi"] if more > 0 else [])
        if table.dropped:
            lines.append(f"Kolom pribadi tidak dibaca: {text.listing(table.dropped)}.")
        if not table.faults:
            lines.append("Isi yang sudah ada untuk periode dan layanan itu di laptop ini digantikan.")
        self.details.setText("\n".join(lines))
