"""A chart as it leaves the page: under its title, over the meaning of its colours, so that it can stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.analysis.figures import DIFFERENCE
from rbdesk.ui import theme
from rbdesk.ui.charts.band_legend import BandLegend
from rbdesk.ui.charts.difference import DifferenceLegend
from rbdesk.ui.parts.labels import Label


class Framed(QWidget):
    """Title, chart, legend and a note; never shown, only drawn."""

    def __init__(
        self,
        chart: QWidget,
        title: str,
        *,
        measure: str,
        bands: Sequence[tuple[str, text.Number]],
        target: text.Number | None,
        note: str = "",
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(chart.accessibleDescription())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(Label(title, "card"))
        chart.setFixedSize(chart.size())
        column.addWidget(chart)
        if measure == DIFFERENCE:
            column.addWidget(DifferenceLegend(), 0, Qt.AlignmentFlag.AlignLeft)
        else:
            legend = BandLegend()
            legend.set_bands(bands, target=target)
            column.addWidget(legend, 0, Qt.AlignmentFlag.AlignLeft)
        if note:
            column.addWidget(Label(note, "caption", "text2"))
        self.ensurePolished()
        self.resize(self.sizeHint())
        column.activate()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("surface"))
