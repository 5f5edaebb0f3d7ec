"""What a balasan would say, shown before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk.domain.review import Verdict
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.lines import Line, Summary
from rbdesk.ui.parts.card import Line as Rule
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.folder_dialog import FolderDialog
from rbdesk.ui.parts.labels import Label, WrapLabel


class ReturnDialog(FolderDialog):
    """Signals: `wanted(Path)` write it into this folder."""

    def __init__(
        self, parent: QWidget, *, office: str, scores: tuple[str, str], summary: Summary, folder: Path
    ) -> None:
        super().__init__(
            parent,
            f"Buat balasan untuk {office}",
            act="Buat balasan",
            icon="mail-forward",
            picking="Pilih folder untuk balasan",
            folder=folder,
        )
        self.body.addWidget(WrapLabel(f"Balasan untuk Kecamatan {office}", "dialog"))
        counts = summary.counts
        facts: list[tuple[str, str | QWidget]] = [("Nilai mandiri → hasil", f"{scores[0]} → {scores[1]}")]
        facts += [
            (lines.VERDICT_WORDS[verdict], f"{counts.get(verdict, 0)} pertanyaan")
            for verdict in Verdict
            if counts.get(verdict, 0)
        ]
        self.body.addWidget(FactList(facts))
        if summary.returned:
            self.body.addWidget(Rule())
            self.body.addWidget(Label(f"{len(summary.returned)} jawaban dikembalikan", "strong"))
        for line, reason in summary.returned:
            self.body.addWidget(_Returned(line, reason))
        self.body.addWidget(
            WrapLabel(
                "Jawaban kecamatan sendiri tidak diubah; kecamatan menerima, mengubah, atau menanggapi.",
                "caption",
                "text2",
            )
        )


class _Returned(QWidget):
    """One question that goes back, with its reason."""

    def __init__(self, line: Line, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        result = {lines.ASKED: "diminta bukti", lines.REJECTED: "ditolak"}.get(line.state, line.verified)
        column.addWidget(WrapLabel(f"{line.shown} {line.title}: {line.office} → {result}", "body"))
        if reason:
            column.addWidget(WrapLabel(reason, "caption", "text2"))
