"""Grafik: how the offices spread in each area, and beside it what stands out."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import theme
from rbdesk.ui.charts.axes import HINT
from rbdesk.ui.charts.chart_card import ChartCard
from rbdesk.ui.charts.strips import DotStrips
from rbdesk.ui.models import compared_figures
from rbdesk.ui.models.compared_figures import MOVED, Compared
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.scroll import ScrollColumn


class ChartView(QWidget):
    """The strips, and a place for the findings that come later."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strips = DotStrips()
        self.note = WrapLabel("", "caption", "text2")
        self.missing = WrapLabel("", "caption", "text2")
        self.findings = ScrollColumn(WrapLabel("Menghitung…", "caption", "text3"))
        self.card = ChartCard("Sebaran per area", self.strips)
        self.card.body.addWidget(self.note)
        self.card.body.addWidget(self.missing)
        self._right = Card("Temuan", padding=theme.SPACE_M)
        self._right.body.addWidget(self.findings, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.SPACE_M)
        self._row.addWidget(self.card, 7)
        self._row.addWidget(self._right, 4)

    def show_view(self, view: Compared, bands: Sequence[tuple[str, text.Number]], target: Fraction) -> None:
        """Show the offices on a side."""
        figure = compared_figures.strips(view, target)
        self.strips.set_figure(figure, () if view.side == MOVED else bands)
        notes = {
            compared_figures.OWN: "Titik: satu kecamatan. Garis tegak: nilai tengah (median).",
            compared_figures.VERIFIED: "Titik penuh: terverifikasi; cincin kecil: mandiri; titik kosong: belum diverifikasi. "
            "Nilai tengah dari yang sudah diverifikasi.",
            MOVED: "Titik: selisih terverifikasi dari mandiri. Titik kosong: belum semua diputus.",
        }
        self.note.setText(f"{notes[view.side]} {HINT}")
        if self.card.shows_table():
            self.card.fill_table()
        missing = [f"{name} ({words})" for name, words in figure.missing]
        self.missing.setText(f"Belum ada nilai: {text.listing(missing)}." if missing else "")
        self.missing.setVisible(bool(missing))

    def set_findings(self, panel: QWidget) -> None:
        """Show what stands out."""
        former = self.findings.set_content(panel)
        if former is not None:
            former.deleteLater()

    def set_stacked(self, stacked: bool) -> None:
        """Put the findings under the strips, or beside them."""
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        self._right.setMinimumHeight(theme.px(420) if stacked else 0)

    def regions(self) -> list[QWidget]:
        """The parts that F6 walks through."""
        return [self.card, self._right]
