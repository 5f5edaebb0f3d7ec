"""What a balasan would say, shown before it is written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.domain.review import Verdict
from rbdesk.ui import dialogs, theme
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.pages.verification_parts.lines import Line, Summary
from rbdesk.ui.parts.buttons import link, primary, quiet
from rbdesk.ui.parts.card import Line as Rule
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.modal import Modal


class ReturnDialog(Modal):
    """Signals: `wanted(Path)` write it into this folder."""

    wanted = Signal(object)

    def __init__(
        self, parent: QWidget, *, office: str, scores: tuple[str, str], summary: Summary, folder: Path
    ) -> None:
        super().__init__(parent, f"Buat balasan untuk {office}", width=560)
        self._folder = folder
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
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_S)
        place.addWidget(Label("Folder", "caption", "text2"))
        self.place = ElidedLabel(str(folder), "caption", "text")
        place.addWidget(self.place, 1)
        self.pick = link("Pilih folder lain", "folder-open")
        self.pick.clicked.connect(self._on_pick)
        place.addWidget(self.pick)
        self.foot.addLayout(place)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary("Buat balasan", "mail-forward")
        self.act.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.act
        self.accepted.connect(lambda: self.wanted.emit(self._folder))

    def _on_pick(self) -> None:
        chosen = dialogs.pick_folder(self, "Pilih folder untuk balasan", self._folder.parent)
        if chosen is not None:
            self._folder = chosen
            self.place.setText(str(chosen))


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
