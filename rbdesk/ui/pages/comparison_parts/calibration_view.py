"""Kalibrasi: how the offices' own scores moved at verification, by area, and what each verifier did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.charts.chart_card import ChartCard
from rbdesk.ui.charts.strips import DotStrips
from rbdesk.ui.models import compared_figures
from rbdesk.ui.pages.comparison_parts import wording
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn

if TYPE_CHECKING:
    from rbdesk.workflow.comparing import Findings

_NOTE = (
    "Titik: satu kecamatan, terverifikasi dikurangi mandiri dalam poin persen. Sebuah kecamatan dihitung di area "
    "yang semua pertanyaannya sudah diputus. Garis tegak: nilai tengah (median)."
)
_SEVERITY_NOTE = (
    "Dibandingkan hanya di area yang juga diputus verifikator lain, dengan rentang 95% (Wilson). Ini bahan "
    "menyamakan ukuran, bukan penilaian orang."
)


class CalibrationView(QWidget):
    """The strips of differences, and in words what moved and who moved it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strips = DotStrips(name="Pergeseran nilai per area")
        self.card = ChartCard("Pergeseran nilai saat verifikasi", self.strips)
        self.card.body.addWidget(WrapLabel(_NOTE, "caption", "text2"))
        self._right = Card(padding=theme.SPACE_M)
        self.words = ScrollColumn(WrapLabel("Menghitung…", "caption", "text3"))
        self._right.body.addWidget(self.words, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_M)
        self._row.addWidget(self.card, 6)
        self._row.addWidget(self._right, 5)

    def show_findings(self, found: Findings, names: Mapping[str, str], verifiers: Mapping[str, str]) -> None:
        """Show what moved; `names` of offices by code, `verifiers` what to call them."""
        order = (found.movements[-1], *found.movements[:-1]) if found.movements else ()
        self.strips.set_figure(compared_figures.moved_strips(order, names))
        if self.card.shows_table():
            self.card.fill_table()
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, theme.SPACE_S, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(Label("Per area", "strong"))
        for movement in order:
            name = movement.name or compared_figures.TOTAL_NAME
            shown = text.signed(movement.middle, 1) if movement.middle is not None else "–"
            column.addWidget(_line(name, wording.movement_words(movement), Label(shown, "strong")))
        column.addWidget(Line())
        column.addWidget(Label("Verifikator", "strong"))
        for severity in found.severities:
            words, tone = wording.verdict_of(severity)
            name = verifiers.get(severity.verifier, severity.verifier)
            column.addWidget(_line(name, wording.severity_words(severity), Chip(words, tone)))
        if not found.severities:
            column.addWidget(WrapLabel("Belum ada hasil verifikasi.", "body", "text2"))
        column.addWidget(WrapLabel(_SEVERITY_NOTE, "caption", "text3"))
        column.addStretch(1)
        former = self.words.set_content(panel)
        if former is not None:
            former.deleteLater()

    def set_stacked(self, stacked: bool) -> None:
        """Put the words under the strips, or beside them."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self._right.setMinimumHeight(theme.px(420) if stacked else 0)

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        return [self.card, self._right]

    def lines(self) -> list[list[str]]:
        """The strips as a table with headings."""
        return self.strips.lines()


def _line(name: str, words: str, mark: QWidget) -> QWidget:
    """A name with its sentence under it and a mark at the right."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.SPACE_S)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(WrapLabel(name, "body"))
    column.addWidget(WrapLabel(words, "caption", "text2"))
    line.addLayout(column, 1)
    line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    return row
