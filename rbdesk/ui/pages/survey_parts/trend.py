"""The index over periods or years as a small line: dots with their values, on a window of 25..100."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain.survey import Survey, rounded
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.workflow.survey_trend import PeriodResult

MOST = 6  # points; the newest ones
_ROOM = 4.0  # above and below the values, on 25..100
_DOT = 4


class TrendCard(Card):
    """How the index went; hidden until there are two results."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tren IKM", parent=parent)
        self.line = PeriodLine()
        self.note = WrapLabel("", "caption", "text2")
        self.body.addWidget(self.line)
        self.body.addWidget(self.note)
        self.hide()

    def show_results(self, survey: Survey, results: Sequence[PeriodResult]) -> None:
        """Show these, oldest first."""
        self.line.show_results(survey, results)
        self.note.setText(change_words(results))
        self.note.setVisible(bool(self.note.text()))
        self.setVisible(len(self.line.results) > 1)


class PeriodLine(Dressed, QWidget):
    """Dots joined where one survey's edition follows itself; the limit of letter B is dashed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results: tuple[PeriodResult, ...] = ()
        self._limit = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tren IKM")
        self.follow_theme()

    def show_results(self, survey: Survey, results: Sequence[PeriodResult]) -> None:
        """Show these, oldest first; what has no index is left out."""
        self.results = tuple(one for one in results if one.result.index is not None)[-MOST:]
        self._limit = next((float(one.least) for one in survey.qualities if one.letter == "B"), 0.0)
        self.setAccessibleDescription(". ".join(point_words(one) for one in self.results))
        self.setToolTip("\n".join(point_words(one) for one in self.results))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, theme.px(96))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.px(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.results:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = [self._spot(at) for at in range(len(self.results))]
        self._paint_limit(painter)
        painter.setPen(QPen(theme.color("series1"), 2))
        for before, after in zip(range(len(spots)), range(1, len(spots)), strict=False):
            if self.results[before].edition == self.results[after].edition:
                painter.drawLine(spots[before], spots[after])
        painter.setBrush(theme.color("series1"))
        painter.setPen(Qt.PenStyle.NoPen)
        for spot in spots:
            painter.drawEllipse(spot, _DOT, _DOT)
        wide = self.width() / len(spots)
        for one, spot in zip(self.results, spots, strict=True):
            value = QRectF(spot.x() - wide / 2, spot.y() - theme.px(24), wide, theme.px(18))
            name = QRectF(spot.x() - wide / 2, self.height() - theme.px(18), wide, theme.px(18))
            shown = text.number(_shown(one))
            paint.text(painter, value, shown, theme.font("caption_strong"), theme.color("text"), paint.CENTRE)
            words = short_period(one.period)
            paint.text(painter, name, words, theme.font("key"), theme.color("text2"), paint.CENTRE)

    def _paint_limit(self, painter: QPainter) -> None:
        low, high = self._window()
        if not low <= self._limit <= high:
            return
        y = self._y(self._limit)
        painter.setPen(QPen(theme.color("text3"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _window(self) -> tuple[float, float]:
        values = [float(one.result.index or 0) for one in self.results]
        return max(25.0, min(values) - _ROOM), min(100.0, max(values) + _ROOM)

    def _spot(self, at: int) -> QPointF:
        wide = self.width() / len(self.results)
        return QPointF(wide * (at + 0.5), self._y(float(self.results[at].result.index or 0)))

    def _y(self, value: float) -> float:
        low, high = self._window()
        top, bottom = theme.px(28), self.height() - theme.px(26)
        return bottom - (value - low) / (high - low) * (bottom - top)


def short_period(period: str) -> str:
    """A period in the fewest words: "S1 2020", "TW2 2020", "2020"."""
    part = period[5:].replace("T", "TW").replace("Y", "")
    return f"{part} {period[:4]}".strip()


def point_words(one: PeriodResult) -> str:
    """A result in words, with how many it stands on."""
    offices = f", {one.offices} kecamatan" if one.offices > 1 else ""
    index = "–" if one.result.index is None else text.number(_shown(one))
    return f"{short_period(one.period)}: IKM {index}, {text.number(one.result.respondents, 0)} responden{offices}"


def change_words(results: Sequence[PeriodResult]) -> str:
    """How the newest result stands to the one before; of two editions nothing is compared."""
    known = [one for one in results if one.result.index is not None]
    if len(known) < 2:
        return ""
    before, now = known[-2:]
    if before.edition != now.edition:
        return f"{short_period(before.period)} memakai pedoman survei yang lain; nilainya tidak dibandingkan."
    change = _shown(now) - _shown(before)
    if not change:
        return f"Sama dengan {short_period(before.period)}."
    words = "naik" if change > 0 else "turun"
    return f"{words.capitalize()} {text.number(abs(change))} sejak {short_period(before.period)}."


def _shown(one: PeriodResult) -> Decimal:
    """The index as it is published."""
    return rounded(one.result.index or Fraction(0))
