"""What the offices said that informs a question of the regency's own sheet: it stands beside, and fills in nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk import explanations
from rbdesk.domain.informing import Informing, Spread, SurveyBeside
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.page import Link
from rbdesk.workflow import catalog
from rbdesk.workflow.informing import Beside

_FULL, _PALE = 0.46, 0.10  # of the first series in the fill of the best and of the worst answer
_LEAST_SEGMENT = 6  # pixels, so that one office of many is seen


class SpreadBar(Dressed, QWidget):
    """How many offices gave which answer, as parts of one bar; those without one at its end, outlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[str, int, float]] = []
        self._rest = 0
        self._rest_words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_theme()

    def set_spread(self, found: Spread, scale_shares: Sequence[float], rest: int, words: str) -> None:
        """Show the counts of a spread; `scale_shares` what each option is worth, `rest` the offices that `words` name."""
        self._parts = [
            (label, count, share)
            for (label, count), share in zip(found.counts, scale_shares, strict=True)
            if count
        ]
        self._rest = rest
        self._rest_words = words
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        everyone = sum(count for _, count, _ in self._parts) + self._rest
        if not everyone:
            return
        font = theme.font("caption_strong")
        left, ink = 0.0, theme.color("text")
        step = (self.width() - _LEAST_SEGMENT * (len(self._parts) + bool(self._rest))) / everyone
        for label, count, share in self._parts:
            area = QRectF(left, 0, _LEAST_SEGMENT + step * count - 2, self.height())
            paint.box(painter, area, paint.Look(_fill(share), ink, theme.color("control")), 3)
            self._write(painter, area, (f"{label} · {count}", str(count)), font, ink)
            left += _LEAST_SEGMENT + step * count
        if self._rest:
            area = QRectF(left, 0, self.width() - left, self.height())
            look = paint.Look(theme.color("surface"), ink, theme.color("control"), is_dashed=True)
            paint.box(painter, area, look, 3)
            ways = (f"{self._rest_words} · {self._rest}", f"– · {self._rest}", str(self._rest))
            self._write(painter, area, ways, font, theme.color("text2"))

    def _write(self, painter: QPainter, area: QRectF, ways: Sequence[str], font: QFont, ink: QColor) -> None:
        """The longest of the ways to say it that fits; nothing where none does."""
        for words in ways:
            width = paint.width_of(words, font)
            if width + 4 <= area.width():
                spot = QRectF(area.center().x() - width / 2, area.top(), width + 1, area.height())
                paint.text(painter, spot, words, font, ink)
                return


class OfficesBox(Dressed, QFrame):
    """Signals: `compare_wanted(Link)` see all offices side by side · `quote_wanted(str)` put it into the note."""

    compare_wanted = Signal(object)
    quote_wanted = Signal(str)

    def __init__(self, regency: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regency = regency
        self._beside = Beside()
        self.setAccessibleName("Jawaban kecamatan")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_M, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        column.setSpacing(theme.SPACE_XS + 1)
        self.title = WrapLabel("", "caption_strong", "text2")
        column.addWidget(self.title)
        self.own, self.verified = SpreadBar(), SpreadBar()
        self._own_words = Label("Mandiri", "caption", "text2")
        self._verified_words = Label("Terverifikasi", "caption", "text2")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(theme.SPACE_XS)
        for row, (words, bar) in enumerate(
            ((self._own_words, self.own), (self._verified_words, self.verified))
        ):
            grid.addWidget(words, row, 0)
            grid.addWidget(bar, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.said = WrapLabel("", "body", selectable=True)
        self.settled = WrapLabel("", "caption", "text2", selectable=True)
        self.bearing = WrapLabel("", "caption", "text2", selectable=True)
        self.collected = WrapLabel("", "body", selectable=True)
        for line in (self.said, self.settled, self.bearing, self.collected):
            column.addWidget(line)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        self.quote = Button("Kutip di catatan", "note", "soft", is_compact=True)
        self.quote.clicked.connect(self._on_quote)
        self.compare = Button("Buka Perbandingan", "table", "link")
        self.compare.clicked.connect(self._on_compare)
        buttons.addWidget(self.quote)
        buttons.addWidget(self.compare)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.follow_theme()

    def show_beside(self, beside: Beside) -> None:
        """Show what informs the question; with nothing the box is not there."""
        self._beside = beside
        found, survey = beside.answers, beside.survey
        self.setVisible(bool(found) or survey is not None)
        self.collected.setVisible(survey is not None)
        if survey is not None:
            self.collected.setText(explanations.survey_sentence(survey))
        for line in (self.said, self.settled, self.bearing):
            line.setVisible(bool(found))
        self.quote.setEnabled(any(one.own.answered for one in found) or _has_index(survey))
        if found:
            self._show_answers(found)
            return
        self.title.setText("Survei kepuasan kecamatan")
        for widget in (self._own_words, self.own, self._verified_words, self.verified):
            widget.hide()

    def _show_answers(self, found: tuple[Informing, ...]) -> None:
        first = found[0]
        unit = catalog.instrument(catalog.UNIT_SHEET)
        self.title.setText(f"Jawaban kecamatan · {unit.display(first.informant.source)} {first.text}")
        worth = [float(option.value) for option in first.scale.options]
        for words, bar, spread, others in (
            (self._own_words, self.own, first.own, "tanpa jawaban"),
            (self._verified_words, self.verified, first.verified, "belum terverifikasi"),
        ):
            is_shown = bool(worth and spread.answered)
            words.setVisible(is_shown)
            bar.setVisible(is_shown)
            if is_shown:
                bar.set_spread(spread, worth, first.offices - spread.answered, others)
        self.own.setAccessibleName(explanations.informing_sentence(first))
        self.verified.setAccessibleName(explanations.verified_sentence(first))
        self.said.setText(" ".join(explanations.informing_sentence(one) for one in found))
        self.settled.setText(" ".join(explanations.verified_sentence(one) for one in found))
        told = [explanations.bearing_sentence(one, self._regency) for one in found]
        self.bearing.setText(" ".join([*told, explanations.INFORMING_LIMIT]))

    def set_locked(self, locked: bool) -> None:
        """A locked sheet takes no note."""
        self.quote.setVisible(not locked)

    def stops(self) -> list[QWidget]:
        """What takes the focus inside, in reading order."""
        return [] if self.isHidden() else [self.quote, self.compare]

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("border")
        paint.box(QPainter(self), self.rect(), paint.Look(theme.color("sunken"), edge, edge))

    def _on_compare(self) -> None:
        answers = self._beside.answers
        link = Link("comparison", "", answers[0].area) if answers else Link("citizens", "", "survey")
        self.compare_wanted.emit(link)

    def _on_quote(self) -> None:
        unit = catalog.instrument(catalog.UNIT_SHEET)
        said = [explanations.informing_quote(one, unit) for one in self._beside.answers]
        survey = self._beside.survey
        if survey is not None and _has_index(survey):
            said.append(explanations.survey_sentence(survey))
        self.quote_wanted.emit(" ".join(said))


def _has_index(survey: SurveyBeside | None) -> bool:
    return survey is not None and survey.index is not None


def _fill(share: float) -> QColor:
    """The fill of an answer: the better, the more of the series' colour; words on it stay readable."""
    part = _PALE + (_FULL - _PALE) * share
    series, ground = theme.color("series1"), theme.color("surface")
    pairs = zip(_parts(series), _parts(ground), strict=True)
    return QColor(*(round(one * part + other * (1 - part)) for one, other in pairs))


def _parts(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()
