"""What the drawer of Kotak Masuk and Perbandingan shows of one office: its parts, how far it is, what is weakest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import explanations, text
from rbdesk.analysis.office_report import OfficeReport, PartLine, WeakQuestion
from rbdesk.ui import theme
from rbdesk.ui.parts import focus
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.drawer import Drawer
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.why_number import WhyNumber
from rbdesk.workflow.secretariat import OfficeStatus

WIDTH = 400  # of the drawer, in pixels at 100 % text

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OfficeDetails(QWidget):
    """Signals: `area_wanted(code)` another area is to be seen, "" for the whole office · `packages_wanted()` the
    office's packages are · `asked(code)` why the value of an area, of "" the whole, is what it is.
    """

    area_wanted = Signal(str)
    packages_wanted = Signal()
    asked = Signal(str)

    def __init__(
        self,
        report: OfficeReport | None,
        *,
        facts: Sequence[tuple[str, str]] = (),
        missing: str = "",
        has_packages: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Without a `report`, `missing` says why the office has no one value; `has_packages` leads to their list."""
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_M, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        area = report.area if report is not None else None
        if area is not None:
            back = link("Semua area", "arrow-left")
            back.clicked.connect(lambda: self.area_wanted.emit(""))
            column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        if report is None:
            column.addWidget(WrapLabel(f"Belum ada satu nilai: {missing}.", "strong"))
        else:
            column.addLayout(self._value(report))
            column.addWidget(WrapLabel(_sentence(report), "body", "text2"))
        if facts:
            column.addWidget(FactList(facts))
        self._below_facts = QVBoxLayout()
        column.addLayout(self._below_facts)
        if has_packages and area is None:
            packages = link("Riwayat paket", "history")
            packages.clicked.connect(self.packages_wanted)
            column.addWidget(packages, 0, Qt.AlignmentFlag.AlignLeft)
        if report is not None:
            column.addWidget(Line())
            column.addWidget(Label("Per area" if area is None else "Per subkomponen", "strong"))
            column.addLayout(self._parts(report.parts, leads_on=area is None))
            if report.weak:
                column.addWidget(Line())
                column.addWidget(Label("Paling banyak kehilangan poin", "strong"))
                column.addLayout(weak_grid(report.weak))
        column.addStretch(1)

    def add_below_facts(self, widget: QWidget) -> None:
        """Put something that was read later under the facts of the package."""
        self._below_facts.addWidget(widget)
        widget.show()

    def _value(self, report: OfficeReport) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        number = WhyNumber(text.number(report.percent), "display_small", name="Nilai")
        code = report.area.code if report.area is not None else ""
        number.clicked.connect(lambda: self.asked.emit(code))
        row.addWidget(number)
        row.addWidget(BandChip(report.band, f"Setara {report.band}"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        answered = f"{report.answered} dari {report.questions} terjawab"
        is_whole = report.answered == report.questions
        row.addWidget(
            Label(answered, "caption" if is_whole else "caption_strong", "text3" if is_whole else "warn")
        )
        return row

    def _parts(self, parts: Sequence[PartLine], *, leads_on: bool) -> QGridLayout:
        grid = _grid()
        for row, part in enumerate(parts):
            if leads_on:
                name = link(part.name)
                name.setAccessibleName(
                    f"{part.name}: {text.number(part.percent, 1)} persen, lihat rinciannya"
                )
                name.clicked.connect(lambda _=False, code=part.code: self.area_wanted.emit(code))
                grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addWidget(ElidedLabel(f"{part.code} {part.name}", "body"), row, 0)
            grid.addWidget(Label(f"{part.answered}/{part.questions}", "caption", "text3"), row, 1, _RIGHT)
            grid.addWidget(Label(text.number(part.percent, 1), "strong"), row, 2, _RIGHT)
            grid.addWidget(BandChip(part.band), row, 3, Qt.AlignmentFlag.AlignCenter)
        return grid


def show_in(drawer: Drawer, name: str, report: OfficeReport | None, content: QWidget) -> None:
    """Show an office in a drawer; the focus stays in the drawer while its content changes."""
    had_focus = focus.is_in(QApplication.focusWidget(), drawer)
    area = report.area if report is not None else None
    drawer.set_title(name if area is None else f"{name} · {area.short}")
    drawer.set_content(content)
    drawer.slide_in()
    if had_focus:
        focus.focus_into([content, drawer])


def package_facts(status: OfficeStatus) -> list[tuple[str, str]]:
    """What the drawer tells of the package that stands, nothing of an office that has sent none."""
    if status.revision is None:
        return []
    received = text.date_short(status.received.astimezone()) if status.received else ""
    lost = f"{status.evidence_missing} berkas" if status.evidence_missing else ""
    return [
        ("Paket", f"revisi {status.revision}, {kind_words(status)}"),
        ("Diterima", received),
        ("Bukti belum diterima", lost),
    ]


def kind_words(status: OfficeStatus) -> str:
    """Whether what stands is official; while laptops differ nothing of it is final, official or not."""
    if status.conflicts:
        return "belum final"
    return "resmi" if status.final else "sementara"


def _sentence(report: OfficeReport) -> str:
    """What was reached, of what, and for the whole sheet where most is missing."""
    if report.area is None:
        return explanations.sheet_sentence(report.sheet)
    return (
        f"{report.area.short} mendapat {text.number(report.points)} dari {text.number(report.weight)}, "
        f"yaitu {text.number(report.percent)} persen."
    )


def weak_grid(questions: Sequence[WeakQuestion]) -> QGridLayout:
    """The questions where most is missing, with what each is worth and lacks."""
    grid = _grid()
    for row, one in enumerate(questions):
        grid.addWidget(ElidedLabel(f"{one.code} {one.name}", "body"), row, 0)
        worth = f"nilai {text.number(one.value)}" if one.is_answered else "belum dijawab"
        grid.addWidget(Label(worth, "caption", "text3" if one.is_answered else "warn"), row, 1, _RIGHT)
        grid.addWidget(Label(text.signed(-one.points), "strong", "below"), row, 2, _RIGHT)
    return grid


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_M)
    grid.setVerticalSpacing(theme.SPACE_XS)
    grid.setColumnStretch(0, 1)
    return grid
