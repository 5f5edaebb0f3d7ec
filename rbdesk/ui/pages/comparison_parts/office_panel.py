"""What the drawer of Perbandingan shows of an office or of one area of it: both scores, and the answers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import explanations, text
from rbdesk.analysis.office_report import OfficeReport, PartLine, office_report
from rbdesk.domain.assessment import Answer
from rbdesk.domain.instrument import Instrument, Scale
from rbdesk.domain.scoring import share
from rbdesk.ui import theme
from rbdesk.ui.answer_form import words as answer_words
from rbdesk.ui.models import office_figures
from rbdesk.ui.models.side_by_side import SideBySide
from rbdesk.ui.parts import office_details
from rbdesk.ui.parts.buttons import Button, link, secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.workflow.comparing import OfficeSides
from rbdesk.workflow.verification import VerifiedRow

SELF, VERIFIED = "self", "verified"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What is known of an office: reports of both sides (None without a value), facts of its package.

    `missing` says why there is no own value; `is_open` that verification is not finished; `is_masked` that nothing
    may lead to its name.
    """

    owner: str
    own: OfficeReport | None
    verified: OfficeReport | None
    package: tuple[tuple[str, str], ...]
    missing: str
    is_open: bool
    is_masked: bool


def facts_of(shown: SideBySide, one: OfficeSides, area: str, *, name: str, is_masked: bool) -> OfficeFacts:
    """What is known of an office, whole ("") or in one area; `name` is what it is called now."""
    own = office_report(one.own, area) if one.own is not None else None
    verified = office_report(one.verified, area) if own is not None and one.verified is not None else None
    status = shown.statuses.get(one.office.code)
    return OfficeFacts(
        owner=name,
        own=own,
        verified=verified,
        package=tuple(office_details.package_facts(status)) if status is not None and not area else (),
        missing=office_figures.missing_words(one.row, shown.reasons),
        is_open=bool(one.open),
        is_masked=is_masked,
    )


class OfficePanel(QWidget):
    """Signals: `area_wanted(code)` another area, "" the whole office · `traced(code, side)` why a number is what it
    is · `question_wanted(code)` an answer in Verifikasi, "" the office there.
    """

    area_wanted = Signal(str)
    traced = Signal(str, str)
    question_wanted = Signal(str)

    def __init__(self, facts: OfficeFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._area = facts.own.area.code if facts.own is not None and facts.own.area is not None else ""
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        if self._area:
            back = link("Semua area", "arrow-left")
            back.clicked.connect(lambda: self.area_wanted.emit(""))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        if facts.own is None:
            column.addWidget(WrapLabel(f"Belum ada satu nilai: {facts.missing}.", "strong"))
        else:
            column.addLayout(self._scores(facts.own))
            column.addWidget(WrapLabel(_sentence(facts.own, facts.owner), "body", "text2"))
            column.addWidget(
                Label(f"{facts.own.answered} dari {facts.own.questions} terjawab", "caption", "text2")
            )
        if facts.package:
            column.addWidget(FactList(facts.package))
        if facts.own is not None:
            column.addWidget(Line())
            column.addWidget(Label("Per subkomponen" if self._area else "Per area", "strong"))
            column.addLayout(self._parts(facts.own, facts.verified))
            if facts.own.weak:
                column.addWidget(Line())
                column.addWidget(Label("Paling banyak kehilangan poin", "strong"))
                column.addLayout(office_details.weak_grid(facts.own.weak))
        self._answers = QVBoxLayout()
        self._answers.setSpacing(theme.SPACE_S)
        column.addLayout(self._answers)
        if facts.own is not None and not facts.is_masked:
            to_verify = secondary("Buka di Verifikasi", "scale")
            to_verify.clicked.connect(lambda: self.question_wanted.emit(""))
            column.addWidget(to_verify, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_answers(self, rows: Sequence[VerifiedRow], instrument: Instrument) -> None:
        """Show the answers behind the numbers, those of the area only where one is shown."""
        found = [row for row in rows if not self._area or instrument.area_of(row.code).code == self._area]
        if not self._area or not found:
            return
        self._answers.addWidget(Line())
        self._answers.addWidget(Label("Jawaban di area ini", "strong"))
        for row in found:
            self._answers.addWidget(self._answer(row, instrument))

    def _scores(self, own: OfficeReport) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self._number(own.percent, SELF, "Mandiri"))
        row.addWidget(BandChip(own.band), 0, Qt.AlignmentFlag.AlignTop)
        verified = self._facts.verified
        if verified is not None:
            row.addWidget(self._number(verified.percent, VERIFIED, "Terverifikasi"))
            row.addWidget(BandChip(verified.band), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        if verified is not None:
            moved = verified.percent - own.percent
            ink = "below" if moved < 0 else "text2"
            row.addWidget(Label(text.signed(moved), "card", ink), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _number(self, percent: Fraction, side: str, name: str) -> QWidget:
        """A number with the name of its side under it, and the way to why it is so."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        words = text.number(percent)
        column.addWidget(Label(words, "title"))
        is_open = side == VERIFIED and self._facts.is_open
        said = f"{name}, belum selesai" if is_open else name
        if self._facts.is_masked:
            column.addWidget(Label(said, "caption", "text2"))
        else:
            button = Button(said, kind="link", name=f"{said} {words}: mengapa nilai ini?")
            button.setToolTip("Mengapa nilai ini?")
            button.clicked.connect(lambda: self.traced.emit(self._area, side))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _parts(self, own: OfficeReport, verified: OfficeReport | None) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_M)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnStretch(0, 1)
        if verified is not None:
            for column, words in ((2, "Mandiri"), (3, "Terverif.")):
                grid.addWidget(Label(words, "caption", "text3"), 0, column, _RIGHT)
        others: Sequence[PartLine | None] = (
            verified.parts if verified is not None else [None] * len(own.parts)
        )
        for row, (part, other) in enumerate(zip(own.parts, others, strict=True), 1):
            if self._area:
                grid.addWidget(ElidedLabel(f"{part.code} {part.name}", "body"), row, 0)
            else:
                name = link(part.name)
                name.setAccessibleName(
                    f"{part.name}: {text.number(part.percent, 1)} persen, lihat rinciannya"
                )
                name.clicked.connect(lambda _=False, code=part.code: self.area_wanted.emit(code))
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Label(f"{part.answered}/{part.questions}", "caption", "text3"), row, 1, _RIGHT)
            grid.addWidget(Label(text.number(part.percent, 1), "strong"), row, 2, _RIGHT)
            if other is not None:
                ink = "below" if other.percent < part.percent else "text"
                grid.addWidget(Label(text.number(other.percent, 1), "strong", ink), row, 3, _RIGHT)
            shown = other if other is not None else part
            grid.addWidget(BandChip(shown.band), row, 4, Qt.AlignmentFlag.AlignCenter)
        return grid

    def _answer(self, row: VerifiedRow, instrument: Instrument) -> QWidget:
        """A question with what the office says and, where it differs, what verification says."""
        scale = instrument.question(row.code).scale
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = f"{instrument.display(row.code)} {instrument.question(row.code).text}"
        column.addWidget(ElidedLabel(head, "body"))
        own = _said(scale, row.answers, "belum dijawab")
        worth = [share(scale, one.value).value for one in row.answers]
        value = f" · nilai {text.number(worth[0])}" if len(worth) == 1 else ""
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(Label(f"Jawaban {own}{value}", "caption", "text2"))
        if row.verified != row.answers:
            other = _said(scale, row.verified, "tidak dihitung")
            line.addWidget(Label(f"→ {other}", "caption_strong", "below"))
        elif row.is_open:
            line.addWidget(Label("belum diverifikasi", "caption", "text3"))
        line.addStretch(1)
        if not self._facts.is_masked:
            button = link("Buka")
            button.setAccessibleName(f"Buka {instrument.display(row.code)} di Verifikasi")
            button.clicked.connect(lambda: self.question_wanted.emit(row.code))
            line.addWidget(button)
        column.addLayout(line)
        return box


def _said(scale: Scale, answers: Sequence[Answer], nothing: str) -> str:
    """What the answers say, several where laptops or verifiers differ."""
    found = [answer_words.short_value(scale, one.value) or nothing for one in answers]
    return " atau ".join(found) or nothing


def _sentence(report: OfficeReport, owner: str) -> str:
    if report.area is None:
        return explanations.sheet_sentence(report.sheet, owner)
    return (
        f"{report.area.short} mendapat {text.number(report.points)} dari {text.number(report.weight)}, "
        f"yaitu {text.number(report.percent)} persen menurut kecamatan sendiri."
    )
