"""A letter before it is taken in, and the comparison of the secretariat's key."""

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
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.workflow.returning import LetterPlan

_HIDDEN_GROUPS = 2  # of the six, which the person types from the circular letter


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
            self.heading.setText(f"Balasan {plan.seq} dari Sekretariat")
            self.details.setText("Jawaban Anda tetap tersimpan; hasil verifikasi ditaruh di sampingnya.")
            if plan.own is not None and plan.verified is not None:
                scores = f"{score_words(plan.own)} → {score_words(plan.verified)}"
                facts.append(("Nilai mandiri → terverifikasi", scores))
            facts.append(("Hasil verifikasi baru", f"{plan.rulings} pertanyaan"))
            facts.append(("Perlu ditanggapi", f"{len(plan.returned)} pertanyaan"))
        self.facts.set_facts(facts)
        named = [f"{instrument.display(code)} {instrument.node(code).short}" for code in plan.returned]
        self.reasons.setText("\n".join(named))
        self.reasons.setVisible(bool(named))


class SecretariatKeyDialog(Modal):
    """Signals: `compared(digits)` what the person typed; whoever listens accepts it or says that it differs."""

    compared = Signal(str)

    def __init__(self, parent: QWidget, *, fingerprint: str, is_other: bool) -> None:
        super().__init__(parent, "Cocokkan kunci Sekretariat", width=480)
        groups = fingerprint.split()
        shown = " ".join([*groups[:-_HIDDEN_GROUPS], *["•••••"] * _HIDDEN_GROUPS])
        self.body.addWidget(Label("Cocokkan kunci Sekretariat", "dialog"))
        words = (
            "Balasan ini memakai kunci yang berbeda dari sebelumnya. Telepon Sekretariat sebelum melanjutkan."
            if is_other
            else "Ini balasan pertama. Cocokkan angkanya dengan surat edaran Sekretariat, sekali saja."
        )
        self.body.addWidget(WrapLabel(words, "body", "warn" if is_other else "text2"))
        self.body.addWidget(Label(shown, "title"))
        self.digits = Field("Dua kelompok terakhir", "10 angka dari surat edaran, bukan dari berkas ini.", 20)
        self.body.addWidget(self.digits)
        self.said = WrapLabel("", "caption", "err")
        self.said.hide()
        self.body.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary("Cocokkan", "shield-check")
        self.act.clicked.connect(lambda: self.compared.emit(self.digits.edit.text()))
        row.addWidget(cancel)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.first = self.digits.edit
        self.act.setDefault(True)

    def say_different(self) -> None:
        """The digits are not those of the key."""
        self.said.setText(
            "Angkanya tidak sama. Periksa lagi; bila tetap berbeda, jangan terapkan balasan ini."
        )
        self.said.show()
        self.digits.edit.setFocus()
