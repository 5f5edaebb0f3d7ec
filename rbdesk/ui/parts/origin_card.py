"""Asal jawaban: who wrote an answer, when, on which laptop, and what was ruled on it; the way to its question."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import explanations, messages, text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.provenance import Provenance, Source
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import primary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel


class OriginCard(Card):
    """Signals: `opened()` the question itself is wanted."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Asal jawaban", padding=theme.SPACE_M, parent=parent)
        self.found: Provenance | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.open = primary("Buka pertanyaan", "arrow-right")
        self.open.clicked.connect(self.opened)
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)

    def show_question(self, shown: str, *, can_open: bool) -> None:
        """Name the question whose answer is about to be shown."""
        self.found = None
        self.title.setText(f"Asal jawaban {shown}")
        self.open.setVisible(can_open)
        self._clear()

    def show_provenance(self, found: Provenance, instrument: Instrument) -> None:
        """Show where its values came from: those that stand, and the last one before."""
        self.found = found
        self._clear()
        scale = instrument.question(found.code).scale
        if not found.standing:
            self._add("Belum dijawab.", "strong", "text")
        if len(found.standing) > 1:
            self._add("Dua laptop berbeda jawaban.", "caption_strong", "warn")
        for source in found.standing:
            value = "Dikosongkan" if source.value is None else messages.value_text(source.value, scale)
            self._add(f"{value}, oleh {source.by or 'tanpa nama'}", "strong", "text")
            self._add(_details(source, found.evidence), "caption", "text2")
        if found.earlier:
            before = found.earlier[0]
            value = "dikosongkan" if before.value is None else messages.value_text(before.value, scale)
            self._add(f"Sebelumnya {value}, {text.date_short(before.at.astimezone())}", "caption", "text2")
        if words := explanations.verified_line(found, scale):
            self._add(words[:1].upper() + words[1:], "strong", "primary")
        self.setAccessibleDescription(explanations.provenance_text(found, instrument))

    def words(self) -> list[str]:
        """The lines that are shown."""
        labels = [self._lines.itemAt(at).widget() for at in range(self._lines.count())]
        return [label.text() for label in labels if isinstance(label, WrapLabel)]

    def _add(self, words: str, kind: str, ink: str) -> None:
        self._lines.addWidget(WrapLabel(words, kind, ink, selectable=True))

    def _clear(self) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()


def _details(source: Source, evidence: int) -> str:
    """When, on which laptop, with how many files; at the secretariat also in which package."""
    parts = [
        text.date_short(source.at.astimezone()),
        source.device,
        f"{evidence} bukti" if evidence else "tanpa bukti",
    ]
    if source.package:
        received = f", diterima {text.date_short(source.received.astimezone())}" if source.received else ""
        parts.append(f"paket {source.package}{received}")
    return " · ".join(part for part in parts if part)
