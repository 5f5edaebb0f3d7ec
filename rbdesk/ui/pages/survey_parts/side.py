"""What stands beside the grid: the index with its letters, what to improve first, other periods, where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.survey import Result, Survey
from rbdesk.explanations import period_words as period_words
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.buttons import link, soft
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.why_number import WhyNumber
from rbdesk.workflow.survey_trend import PeriodResult

_LEAST, _MOST = Decimal(25), Decimal(100)
# the letters of the survey wear the colours of the categories whose words they share
BANDS = {"A": "A", "B": "B", "C": "CC", "D": "C"}
TONES = {"A": "ok", "B": "ok", "C": "warn", "D": "err"}


class IndexCard(Card):
    """IKM with its letter on the scale from 25 to 100, and that of the year before.

    Signals: `asked()` why the index is what it is.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Indeks Kepuasan Masyarakat", parent=parent)
        self.value = WhyNumber("–", "display_small", name="IKM")
        self.value.clicked.connect(self.asked)
        self._chip = Chip("belum lengkap", "neutral")
        self._before = Label("", "caption", "text2")
        self._scale = QualityScale()
        self.note = WrapLabel("", "caption", "text2")
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self.value)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._before)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addWidget(self._scale)
        self.body.addWidget(self.note)

    def show_result(self, survey: Survey, result: Result, before: PeriodResult | None) -> None:
        """Show what was collected; `before` is the year before, None where nothing is known."""
        self._scale.show_index(survey, result)
        missing = [one.element.title for one in result.elements if one.nrr is None]
        if result.index is None:
            self.value.setText("–")
            self._chip.set_chip(
                "belum lengkap" if len(missing) < len(result.elements) else "belum ada", "neutral"
            )
            self.note.setText(
                f"Belum ada jawaban untuk {text.listing(missing[:3])}." if 0 < len(missing) < 9 else ""
            )
        else:
            self.value.setText(text.number(result.index))
            quality = result.quality
            if quality is not None:
                self._chip.set_chip(
                    f"Mutu {quality.letter} · {quality.words}", TONES.get(quality.letter, "info")
                )
            self.note.setText("")
        self.note.setVisible(bool(self.note.text()))
        index = before.result.index if before is not None else None
        self._before.setVisible(index is not None)
        if before is not None and index is not None:
            when = before.period if len(before.period) == 4 else period_words(before.period)
            other = "" if before.edition == survey.id else ", pedoman lain"
            self._before.setText(f"{when}: {text.number(index)}{other}")


class QualityScale(Dressed, QWidget):
    """The letters D to A on 25..100 with a mark where the index stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[tuple[str, Decimal], ...] = ()
        self._index: Decimal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Skala mutu 25 sampai 100")
        self.follow_theme()

    def show_index(self, survey: Survey, result: Result) -> None:
        """Mark an index; none if it is not known."""
        self._limits = tuple(
            (one.letter, one.least) for one in sorted(survey.qualities, key=lambda one: one.least)
        )
        self._index = None if result.index is None else Decimal(str(round(float(result.index), 4)))
        at = "belum ada" if result.index is None else text.number(result.index)
        said = ", ".join(f"{letter} mulai {text.number(least)}" for letter, least in self._limits)
        self.setAccessibleDescription(f"IKM {at}. {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, theme.px(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._limits:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, height = theme.px(14), theme.px(22)
        ends = [least for _, least in self._limits[1:]] + [_MOST]
        for (letter, least), end in zip(self._limits, ends, strict=True):
            area = QRectF(
                self._x(max(least, _LEAST)), top, self._x(end) - self._x(max(least, _LEAST)) - 2, height
            )
            is_here = self._index is not None and least <= self._index and (self._index < end or end == _MOST)
            look = paint.band_look(BANDS[letter]) if is_here else paint.band_tint_look(BANDS[letter])
            paint.box(painter, area, look, 3)
            paint.text(painter, area, letter, theme.font("caption_strong"), look.ink, paint.CENTRE)
            words = text.number(least, 0 if least == int(least) else 2)
            font = theme.font("key")
            width = paint.width_of(words, font) + 4
            left = min(max(area.left() - (0 if least == _LEAST else width / 2), 0), self.width() - width)
            paint.text(
                painter,
                QRectF(left, top + height + 2, width, theme.px(16)),
                words,
                font,
                theme.color("text2"),
            )
        if self._index is not None:
            x = self._x(self._index)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("text"))
            painter.drawPolygon(
                QPolygonF([QPointF(x - 5, top - 8), QPointF(x + 5, top - 8), QPointF(x, top - 1)])
            )
            painter.fillRect(QRectF(x - 1, top, 2, height), theme.color("text"))

    def _x(self, value: Decimal) -> float:
        return float((value - _LEAST) / (_MOST - _LEAST)) * self.width()


class PriorityCard(Card):
    """The three lowest elements. Signals: `wanted()` they are to become a recommendation · `way_wanted()` to it."""

    wanted = Signal()
    way_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Prioritas perbaikan", parent=parent)
        self._list = WrapLabel("", "body")
        self.make = soft("Jadikan rekomendasi", "target-arrow")
        self.make.clicked.connect(self.wanted)
        self.body.addWidget(self._list)
        self.way = link("Buka Tindak Lanjut", "arrow-right")
        self.way.clicked.connect(self.way_wanted)
        self.way.hide()
        self.body.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)

    def show_way(self, is_shown: bool) -> None:
        """Lead to the recommendation once it stands."""
        self.way.setVisible(is_shown)

    def show_result(self, result: Result) -> None:
        """Name them with their values on 25..100."""
        lowest = result.lowest()
        lines = [
            f"{place}. {one.element.title} ({text.number((one.nrr or 0) * 25)})"
            for place, one in enumerate(lowest, start=1)
        ]
        self._list.setText("\n".join(lines) or "Muncul setelah ada jawaban.")
        self.make.setEnabled(bool(lowest) and result.index is not None)


class ProfileCard(Card):
    """Who answered, all together; hidden where only counts or averages are known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Profil responden", parent=parent)
        self.words = WrapLabel("", "caption", "text2", selectable=True)
        self.body.addWidget(self.words)
        self.hide()

    def show_result(self, survey: Survey, result: Result) -> None:
        """Show how many chose what, field by field."""
        lines = []
        for field in survey.fields:
            found = [f"{choice} {count}" for key, choice, count in result.profile if key == field.key]
            lines += [f"{field.title}: {', '.join(found)}"] if found else []
        self.words.setText("\n".join(lines))
        self.setVisible(bool(lines))


class PlacesCard(Card):
    """What was collected elsewhere. Signal: `chosen(service, period)`."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Periode dan layanan lain", parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)

    def show_places(self, places: Sequence[tuple[str, str, Result]], year: int, total: Result | None) -> None:
        """Show the index of each; `total` is that of the year's together, None where there is one only."""
        while item := self._rows.takeAt(0):
            if row := item.widget():
                row.hide()
                row.deleteLater()
        for service, period, result in places:
            at = "–" if result.index is None else text.number(result.index)
            button = link(f"{period_words(period)} · {service}: {at} ({result.respondents})")
            button.clicked.connect(lambda _=False, s=service, p=period: self.chosen.emit(s, p))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if total is not None:
            at = "–" if total.index is None else text.number(total.index)
            self._rows.addWidget(
                WrapLabel(f"Seluruh {year}: {at}, dari {total.respondents} responden", "caption_strong")
            )
        self.setVisible(bool(places))


def periods_of(year: int) -> list[str]:
    """The periods that a year can be surveyed in."""
    return [f"{year}-{part}" for part in ("S1", "S2", "T1", "T2", "T3", "T4", "Y")]


def choices_of(year: int) -> list[str]:
    """The periods that may be typed in a year: its own, and those of the year before, to compare with."""
    return [*periods_of(year), *periods_of(year - 1)]
