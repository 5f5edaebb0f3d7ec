"""Temuan beside the strips: strongest and weakest areas, questions that most offices miss, who differs from similar ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.models import compared_figures
from rbdesk.ui.pages.comparison_parts import wording
from rbdesk.ui.parts.buttons import Button, link
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import BandChip
from rbdesk.ui.parts.labels import Label, WrapLabel

if TYPE_CHECKING:
    from rbdesk.analysis.compare import AreaSpread
    from rbdesk.workflow.comparing import Findings

_MOST_OUTLIERS = 6
_LONGEST_QUESTION = 90  # characters; the tooltip has all


class FindingsPanel(QWidget):
    """Signals: `area_wanted(area)` the table is to be sorted by an area · `office_wanted(code, area)` an office in it."""

    area_wanted = Signal(str)
    office_wanted = Signal(str, str)

    def __init__(self, found: Findings, instrument: Instrument, names: Mapping[str, str]) -> None:
        super().__init__()
        self._instrument = instrument
        self._names = names
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(Label("Area terkuat dan terlemah", "strong"))
        if not found.spreads:
            column.addWidget(WrapLabel("Belum ada kecamatan dengan nilai di sini.", "body", "text2"))
        for mark, spreads in (("Terkuat", found.strongest), ("Terlemah", found.weakest)):
            for spread in spreads:
                column.addWidget(self._area(mark, spread))
        column.addWidget(Line())
        column.addWidget(Label("Paling sering kehilangan poin", "strong"))
        for missed in found.missed:
            column.addWidget(
                self._said(f"{missed.shown} {_short(missed.name)}", wording.missed_words(missed), missed.name)
            )
        if not found.missed:
            column.addWidget(WrapLabel("Tidak ada pertanyaan yang nilainya di bawah 0,5.", "body", "text2"))
        column.addWidget(Line())
        column.addWidget(Label("Berbeda dari kecamatan serupa", "strong"))
        self._add_outliers(column, found)
        column.addStretch(1)

    def _area(self, mark: str, spread: AreaSpread) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        name = link(spread.name)
        name.setAccessibleName(f"{mark}: {spread.name}, urutkan tabel menurut area ini")
        name.clicked.connect(lambda: self.area_wanted.emit(spread.code))
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(Label(text.number(spread.middle, 1), "strong"))
        line.addWidget(BandChip(compared_figures.letters(self._instrument, spread.middle)))
        column.addLayout(line)
        column.addWidget(WrapLabel(f"{mark} · {wording.spread_words(spread)}", "caption", "text2"))
        return box

    def _said(self, head: str, words: str, tip: str = "", act: Callable[[], object] | None = None) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = WrapLabel(head, "body")
        title.setToolTip(tip)
        column.addWidget(title)
        if words:
            column.addWidget(WrapLabel(words, "caption", "text2"))
        if act is not None:
            button: Button = link("Lihat rinciannya", "arrow-right")
            button.setAccessibleName(f"Lihat rincian: {head}")
            button.clicked.connect(lambda: act())
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _add_outliers(self, column: QVBoxLayout, found: Findings) -> None:
        if found.outliers is None:
            few = f"Perlu paling sedikit {wording.FEWEST_FOR_PEERS} kecamatan bernilai untuk membandingkan."
            column.addWidget(WrapLabel(few, "body", "text2"))
            return
        if not found.outliers:
            column.addWidget(WrapLabel("Tidak ada yang jauh dari kecamatan serupa.", "body", "text2"))
        for outlier in found.outliers[:_MOST_OUTLIERS]:
            words = wording.outlier_words(outlier, self._instrument, self._names)
            act = partial(self.office_wanted.emit, outlier.office, outlier.area)
            column.addWidget(self._said(words, "", act=act))
        rest = len(found.outliers) - _MOST_OUTLIERS
        if rest > 0:
            column.addWidget(WrapLabel(f"{rest} lagi yang lebih dekat ke tengah.", "caption", "text2"))
        note = "Ditandai bila jaraknya dari nilai tengah lebih dari 3,5 kali sebaran (median jarak). Itu ajakan melihat, bukan kesalahan."
        column.addWidget(WrapLabel(note, "caption", "text3"))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_QUESTION else words[: _LONGEST_QUESTION - 1].rstrip() + "…"
