"""Drawing a sample: how many questions, and the seed from which anyone draws the same ones again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import primary, quiet
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.workflow.verification import LONGEST_SEED

_USUAL = 20
_HOW = (
    "Tiap area mendapat bagian menurut jumlah pertanyaannya. Dengan benih yang sama, siapa pun menarik pertanyaan "
    "yang sama: cantumkan benih ini di berita acara."
)


class SampleDialog(Modal):
    """Signals: `drawn(size, seed)` the person wants this sample."""

    drawn = Signal(int, str)

    def __init__(
        self, parent: QWidget, *, office: str, questions: int, seed: str, size: int = _USUAL
    ) -> None:
        super().__init__(parent, "Ambil sampel", width=460)
        self.body.addWidget(Label("Ambil sampel", "dialog"))
        self.body.addWidget(
            WrapLabel(f"Pertanyaan Kecamatan {office} yang perlu dilihat buktinya.", "body", "text2")
        )
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        self.size_box = QSpinBox()
        self.size_box.setRange(1, questions)
        self.size_box.setValue(min(size, questions))
        self.size_box.setAccessibleName("Banyaknya pertanyaan")
        row.addWidget(self.size_box)
        row.addWidget(Label(f"dari {questions} pertanyaan", "body", "text2"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.seed = Field("Benih", "Kata atau angka bebas, misalnya tanggal dan nama rapat.", LONGEST_SEED)
        self.seed.edit.setText(seed)
        self.seed.edit.textChanged.connect(self._judge)
        self.body.addWidget(self.seed)
        self.body.addWidget(WrapLabel(_HOW, "caption", "text2"))
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addStretch(1)
        cancel = quiet("Batal")
        cancel.clicked.connect(self.reject)
        self.act = primary("Ambil sampel", "list-details")
        self.act.clicked.connect(self.accept)
        foot.addWidget(cancel)
        foot.addWidget(self.act)
        self.foot.addLayout(foot)
        self.first = self.size_box
        self.accepted.connect(lambda: self.drawn.emit(self.size_box.value(), self.seed.edit.text()))
        self.act.setDefault(True)
        self._judge()

    def _judge(self) -> None:
        self.act.setEnabled(bool(self.seed.edit.text().strip()))
