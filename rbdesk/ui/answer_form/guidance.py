"""What helps to answer a question: guidance, usual evidence, and how sure it is that question and weight are right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument, Node
from rbdesk.domain.scoring import to_decimal
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel

_LEVELS = {"high": "tinggi", "medium": "sedang", "low": "rendah"}
_WEIGHT_MEANS = {
    "high": "tercetak di lembar atau praktik yang dipublikasikan",
    "medium": "disusun dari lembar yang berdekatan; cocokkan bila lembar resminya ada",
    "low": "pembagian yang masuk akal tanpa sumber; ganti bila lembar resminya ada",
}
_QUESTION_MEANS = {
    "high": "terlihat di lembar atau halaman tahun 2020",
    "medium": "terlihat di lembar sebelum atau sesudahnya",
    "low": "dari pengetahuan penyusun saja",
}
_BASES = {
    "found: 26/2020-era sheet or page": "ditemukan di lembar atau halaman zaman PermenPANRB 26/2020",
    "found: 14/2014 sheet or 2019 unit list": "ditemukan di lembar 14/2014 atau daftar unit 2019",
    "found: ZI sheet (90/2021) that reuses the 26/2020 indicator": "ditemukan di lembar Zona Integritas 90/2021 yang memakai indikator 26/2020",
    "own knowledge": "dari pengetahuan penyusun, belum ditemukan di halaman mana pun",
}


def confidence_words(confidence: str, means: dict[str, str]) -> str:
    """How sure something is, in words; what the file says verbatim where it says more than a level."""
    level = confidence.split(" ", 1)[0].rstrip(";:,")
    if level not in _LEVELS:
        return confidence or "tidak dinyatakan"
    return f"{_LEVELS[level]}, {means[level]}"


def provenance(instrument: Instrument, code: str) -> tuple[tuple[str, str], ...]:
    """Where a question and its weight come from and how sure that is, as pairs of heading and words."""
    place = instrument.place_of[code]
    node = instrument.nodes[place]
    question = instrument.question(code)
    sub = instrument.nodes[node.parent]
    share = instrument.question_share_weight(place)
    count = len(instrument.children[node.parent])
    lines = [
        (
            "Bobot",
            f"{sub.name} berbobot {_weight(sub)}, dibagi rata untuk {count} pertanyaan: "
            f"andil {text.number(to_decimal(share))}.",
        ),
        ("Keyakinan bobot", f"{confidence_words(sub.confidence, _WEIGHT_MEANS)}."),
        ("Asal pertanyaan", f"{_BASES.get(question.basis, question.basis or 'tidak dinyatakan')}."),
        ("Keyakinan pertanyaan", f"{confidence_words(node.confidence, _QUESTION_MEANS)}."),
    ]
    known = {source.id: source.reference for source in instrument.sources}
    references = [f"{name}: {known[name]}" for name in question.sources if name in known]
    if references:
        lines.append(("Sumber (catatan penyusun)", "\n".join(references)))
    if question.note:
        lines.append(("Catatan penyusun", question.note))
    if instrument.legal_basis:
        lines.append(("Dasar", instrument.legal_basis))
    return tuple(lines)


def _weight(node: Node) -> str:
    return text.number(node.weight or 0)


class GuidancePanel(Dressed, QFrame):
    """Guidance, usual evidence and origin of one question; text can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_M)
        self._column.setSpacing(theme.SPACE_XS)
        self._code = ""
        self.origin: Button | None = None
        self._lines: list[WrapLabel] = []
        self.setAccessibleName("Panduan")
        self.follow_theme()

    def show_question(self, instrument: Instrument, code: str) -> None:
        """Show what the instrument says about a question."""
        if code == self._code:
            return
        self._code = code
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        question = instrument.question(code)
        if question.guidance:
            self._add("", question.guidance)
        examples = question.evidence_examples or ((question.evidence_hint,) if question.evidence_hint else ())
        if examples:
            self._add("Bukti yang biasa dipakai", "\n".join(f"• {example}" for example in examples))
        if question.factors:
            self._add("Yang diperhatikan", "\n".join(f"• {factor}" for factor in question.factors))
        if question.period_months:
            self._add("Umur bukti", f"Isi bukti paling lama {question.period_months} bulan.")
        formula = question.scale.formula
        if formula is not None and formula.edge is not None:
            self._add("Bila pembaginya nol", formula.edge.text)
        self.origin = Button(
            "Dari mana pertanyaan dan bobot ini", "hierarchy", "link", trailing="chevron-down"
        )
        self.origin.setCheckable(True)
        self.origin.clicked.connect(self._show_origin)
        self._column.addWidget(self.origin, 0, Qt.AlignmentFlag.AlignLeft)
        self._lines = [
            WrapLabel(f"{heading}: {words}", "caption", "text2", selectable=True)
            for heading, words in provenance(instrument, code)
        ]
        for line in self._lines:
            self._column.addWidget(line)
            line.hide()

    def stops(self) -> list[QWidget]:
        """What takes the focus inside."""
        return [self.origin] if self.origin is not None else []

    def _show_origin(self, on: bool) -> None:
        for line in self._lines:
            line.setVisible(on)

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("border")
        paint.box(QPainter(self), self.rect(), paint.Look(theme.color("sunken"), edge, edge))

    def _add(self, heading: str, words: str) -> None:
        if heading:
            self._column.addWidget(Label(heading, "caption_strong", "text2"))
        self._column.addWidget(WrapLabel(words, "body", selectable=True))
