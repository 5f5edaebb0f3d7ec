"""What happened to one question: old and new answer, who, when, on which computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.assessment import EMPTY, Answer, Evidence
from rbdesk.domain.instrument import Scale
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.workflow.office import HistoryEntry

MOST_SHOWN = 30


def entry_text(entry: HistoryEntry, scale: Scale) -> str:
    """One change in words: "C → B", "catatan diubah", "bukti “Rekap.pdf” ditambah"."""
    before, after = entry.before, entry.after
    if isinstance(before, Evidence) or isinstance(after, Evidence):
        return _evidence_text(
            before if isinstance(before, Evidence) else None, after if isinstance(after, Evidence) else None
        )
    old = before if isinstance(before, Answer) else EMPTY
    new = after if isinstance(after, Answer) else EMPTY
    parts = []
    if old.value != new.value:
        parts.append(f"{messages.value_text(old.value, scale)} → {messages.value_text(new.value, scale)}")
    if old.note != new.note:
        parts.append(
            "catatan dihapus" if not new.note else "catatan diubah" if old.note else "catatan ditulis"
        )
    return ", ".join(parts) or "disimpan lagi"


def _evidence_text(before: Evidence | None, after: Evidence | None) -> str:
    if after is None or not after.on:
        taken = after or before
        return f"bukti “{taken.name if taken else ''}” dilepas"
    if before is None or not before.on:
        return f"bukti “{after.name}” ditambah"
    if before.name != after.name:
        return f"bukti “{before.name}” diganti nama menjadi “{after.name}”"
    return f"rujukan bukti “{after.name}”: {before.note or 'kosong'} → {after.note or 'kosong'}"


class HistoryPanel(Dressed, QFrame):
    """The changes of one question, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        self._column.setSpacing(theme.SPACE_XS)
        self.setAccessibleName("Riwayat")
        self.follow_theme()

    def show_entries(self, entries: Sequence[HistoryEntry], scale: Scale) -> None:
        """Show these changes."""
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(Label("Riwayat", "caption_strong", "text2"))
        if not entries:
            self._column.addWidget(WrapLabel("Belum ada perubahan di komputer ini.", "body", "text2"))
        for entry in entries[:MOST_SHOWN]:
            who = " · ".join(
                part for part in (text.date_short(entry.at.astimezone()), entry.by, entry.device) if part
            )
            self._column.addWidget(WrapLabel(entry_text(entry, scale), "body", selectable=True))
            self._column.addWidget(WrapLabel(who, "caption", "text3"))
        if len(entries) > MOST_SHOWN:
            rest = len(entries) - MOST_SHOWN
            self._column.addWidget(WrapLabel(f"dan {rest} perubahan sebelumnya", "caption", "text3"))

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("border")
        paint.box(QPainter(self), self.rect(), paint.Look(theme.color("sunken"), edge, edge))
