"""What was made here before, from which data, and whether those are still the data of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import icon_button
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import ElidedLabel, WrapLabel
from rbdesk.workflow import documents
from rbdesk.workflow.documents import Made

ICONS = {
    documents.WORKBOOK: "file-spreadsheet",
    documents.REPORT: "file-type-pdf",
    documents.DECK: "presentation",
    documents.EVIDENCE: "paperclip",
    documents.DATASET: "table",
    documents.PAGE: "file-text",
}
_MOST = 5


class MadeList(Card):
    """Signals: `acted(key, path)` a document is to be opened, its folder, or its place copied."""

    acted = Signal(str, Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Dokumen terakhir", parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.SPACE_S)
        self.body.addLayout(self._rows)

    def show_made(self, made: Sequence[Made], digest: str, now: datetime) -> None:
        """Show the last ones; `digest` names the data that are here now."""
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(made))
        for one in made[:_MOST]:
            self._rows.addWidget(self._row(one, digest, now))

    def _row(self, one: Made, digest: str, now: datetime) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_S)
        line.addWidget(IconLabel(ICONS[one.kind], "text2", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        name = ElidedLabel(one.path.name, "body")
        name.setToolTip(str(one.path))
        is_new = one.digest == digest
        at = one.at.astimezone(now.tzinfo)
        when = f"{text.date_short(at)} {text.clock(at)}"
        state = "dari data saat ini" if is_new else "data sudah berubah sejak itu"
        told = [when, state] if one.is_there else [when, "berkas tidak ada lagi di sini"]
        about = WrapLabel(" · ".join(told), "caption", "text3" if is_new and one.is_there else "warn")
        about.setToolTip(f"Sidik data {one.digest[:8]}, dibuat oleh {one.by}")
        words.addWidget(name)
        words.addWidget(about)
        line.addLayout(words, 1)
        if one.is_there:
            opener = icon_button("external-link", f"Buka {one.path.name}")
            opener.clicked.connect(lambda: self.acted.emit("open", one.path))
            folder = icon_button("folder-open", f"Buka folder {one.path.name}")
            folder.clicked.connect(lambda: self.acted.emit("folder", one.path))
            line.addWidget(opener)
            line.addWidget(folder)
        return row
