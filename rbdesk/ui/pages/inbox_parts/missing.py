"""Evidence of one office that has not come: which parts, which files, and the message that asks for them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.models.missing_lines import missing_letter, missing_lines, part_words
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow.arrivals import Missing

_MOST_SHOWN = 20


class MissingList(QWidget):
    """Signals: `told(words)` the message was copied."""

    told = Signal(str)

    def __init__(
        self,
        missing: Missing,
        *,
        office: str,
        year: int,
        instrument: Instrument,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letter = missing_letter(office, year, missing, instrument)
        lines = missing_lines(missing, instrument)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(Line())
        head = f"{len(lines)} berkas bukti belum diterima · {text.size(sum(line.size for line in lines))}"
        column.addWidget(Label(head, "strong", "warn"))
        for words in part_words(missing):
            column.addWidget(WrapLabel(words, "body"))
        for line in lines[:_MOST_SHOWN]:
            column.addWidget(WrapLabel(line.words, "caption", "text2", selectable=True))
        if len(lines) > _MOST_SHOWN:
            column.addWidget(WrapLabel(f"dan {len(lines) - _MOST_SHOWN} lainnya", "caption", "text2"))
        self.copy = secondary("Salin pesan", "brand-whatsapp", is_compact=True)
        self.copy.setAccessibleName("Salin pesan yang meminta bukti")
        self.copy.clicked.connect(self._on_copy)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._letter)
        self.told.emit("Pesan disalin. Tempel di WhatsApp.")
