"""A letter before it is taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.pages.returned_parts.scores import score_words
from rbdesk.ui.parts.buttons import primary, quiet
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.workflow.returning import LetterPlan


class LetterCard(Card):
    """Signals: `accepted()` take it in · `dismissed()`."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_XL, parent=parent)
        self.heading = WrapLabel("", "hero")
        self.details = WrapLabel("", "body", "text2")
        self.facts = FactList()
        self.reasons = WrapLabel("", "body")
        for widget in (self.heading, self.details, self.facts, self.reasons):
            self.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        self.cancel = quiet("Batal")
        self.cancel.clicked.connect(self.dismissed)
        self.act = primary("Terapkan", "check")
        self.act.clicked.connect(self.accepted)
        row.addWidget(self.cancel)
        row.addWidget(self.act)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show_plan(self, plan: LetterPlan, instrument: Instrument) -> None:
        """Show what taking it in would do."""
        header = plan.delivery.package.header
        when = text.date_short(header.made.at.astimezone())
        facts: list[tuple[str, str | QWidget]] = [("Dibuat", f"{when}, {header.made.by}".rstrip(", "))]
        if plan.settings is not None:
            self.heading.setText("Berkas aktivasi dari Sekretariat")
            self.details.setText("Target dan tenggat diganti. Jawaban Anda tidak berubah.")
            facts.append(("Target", text.number(plan.settings.target)))
            facts += [(name, text.date_long(day)) for name, day in plan.settings.deadlines]
        else:
            self.heading.setText(f"Balasan {plan.number} dari Sekretariat")
            self.details.setText("Jawaban Anda tetap tersimpan; hasil verifikasi ditaruh di sampingnya.")
            if plan.own is not None and plan.verified is not None:
                scores = f"{score_words(plan.own)} → {score_words(plan.verified)}"
                facts.append(("Nilai mandiri → terverifikasi", scores))
            facts.append(("Hasil verifikasi baru", f"{plan.rulings} pertanyaan"))
            if plan.followups:
                facts.append(("Putusan tindak lanjut", f"{plan.followups} rekomendasi"))
            facts.append(("Perlu ditanggapi", f"{len(plan.returned)} pertanyaan"))
        if plan.advice:
            facts.append(("Rekomendasi", f"{plan.advice} baru atau berubah, masuk ke Tindak Lanjut"))
        if plan.conditions:
            facts.append(
                ("Syarat pengusulan ZI", f"{plan.conditions} baru atau berubah, terlihat di Analisis")
            )
        self.facts.set_facts(facts)
        named = [f"{instrument.display(code)} {instrument.node(code).short}" for code in plan.returned]
        self.reasons.setText("\n".join(named))
        self.reasons.setVisible(bool(named))
