"""The strip over Verifikasi: which office, both scores and their difference, how far it is, and the balasan."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.domain import scoring
from rbdesk.domain.conflict import ScoreRange
from rbdesk.ui import paint, theme
from rbdesk.ui.pages.verification_parts import lines
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import Button
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label
from rbdesk.ui.parts.ring import Pressed, Ringed
from rbdesk.workflow.verification import BEGUN, DONE, Verification

_BAR_WIDTH = 150
_WHY = "Mengapa angkanya begini? (Ctrl+I)"
_FULL_FROM, _NAMED_FROM, _COUNTED_FROM = 1240, 1000, 800  # progress bar, names of the scores, number


class VerificationBar(Dressed, QFrame):
    """Signals: `office_chosen(code)` · `return_wanted()` · `asked(side)` why the own ("self") or the verified score
    is what it is.
    """

    asked = Signal(str)
    office_chosen = Signal(str)
    return_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_short = False
        self._is_full = True
        self._office_width = 190
        self.offices = QComboBox()
        self.offices.setAccessibleName("Kecamatan yang diverifikasi")
        self.offices.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.offices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offices.setMinimumContentsLength(12)
        self.offices.activated.connect(lambda _: self.office_chosen.emit(self.office()))
        self.own = ScoreFigure("Nilai mandiri")
        self.verified = ScoreFigure("Hasil verifikasi")
        self.own.clicked.connect(lambda: self.asked.emit("self"))
        self.verified.clicked.connect(lambda: self.asked.emit("verified"))
        self.change = Label("", "strong", "text2")
        self.caption = Label("", "caption", "text2")
        self.count = Label("", "strong")
        self.progress = Bar(name="Kemajuan verifikasi")
        self.send = Button("Buat balasan", "mail-forward")
        self.send.clicked.connect(self.return_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self.offices)
        row.addSpacing(theme.SPACE_XS)
        row.addWidget(self.own)
        row.addWidget(IconLabel("arrow-right", "text2", 18))
        row.addWidget(self.verified)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        how_far = QVBoxLayout()
        how_far.setSpacing(theme.SPACE_XS)
        words = QHBoxLayout()
        words.setSpacing(theme.SPACE_S)
        words.addWidget(self.caption)
        words.addStretch(1)
        words.addWidget(self.count)
        how_far.addLayout(words)
        how_far.addWidget(self.progress)
        row.addLayout(how_far)
        # Under the button where there is no room for progress and its words
        self.reason = Label("", "caption_strong", "warn")
        sending = QVBoxLayout()
        sending.setSpacing(1)
        sending.addStretch(1)
        sending.addWidget(self.send)
        sending.addWidget(self.reason, 0, Qt.AlignmentFlag.AlignHCenter)
        sending.addStretch(1)
        row.addLayout(sending)
        self.follow_theme()

    def dress(self) -> None:
        self.offices.setFixedWidth(theme.px(self._office_width))
        self.progress.setMinimumWidth(theme.px(_BAR_WIDTH))
        super().dress()

    def office(self) -> str:
        """The code of the office that is chosen, "" before any."""
        return str(self.offices.currentData() or "")

    def set_offices(self, offices: Sequence[tuple[str, str, str]]) -> None:
        """Offer these offices, as code, name and status; the chosen one stays."""
        held = self.office()
        with QSignalBlocker(self.offices):
            self.offices.clear()
            for code, name, status in offices:
                self.offices.addItem(_office_icon(status), name, code)
            self.choose(held)

    def choose(self, office: str) -> bool:
        """Choose an office; says nothing. False if it is not offered: the first one is chosen then."""
        at = self.offices.findData(office)
        with QSignalBlocker(self.offices):
            self.offices.setCurrentIndex(max(at, 0))
        return at >= 0

    def show_verification(self, found: Verification) -> None:
        """Show scores and progress; the balasan is the page's main act once nothing is open."""
        self.own.set_score(found.self_score)
        self.verified.set_score(found.verified_score)
        change = lines.difference(found)
        self.change.setText(_change_words(change))
        self.change.set_ink("warn" if change is not None and change < 0 else "ok" if change else "text2")
        self.offices.setItemIcon(self.offices.findData(found.key.office), _office_icon(found.status))
        self.offices.setAccessibleDescription(found.status or "belum diverifikasi")
        self.offices.setToolTip((found.status or "belum diverifikasi").capitalize())
        whole, still = len(found.rows), len(found.open)
        self.count.setText(f"{whole - still} / {whole}")
        self.progress.set_share((whole - still) / whole if whole else 0, "ok")
        self.progress.setAccessibleDescription(f"{whole - still} dari {whole} pertanyaan diputuskan")
        is_done = found.status == DONE
        reason = (
            f"{still} lagi sebelum balasan"
            if still
            else "Balasan sudah dibuat"
            if is_done
            else "Semua diputuskan"
        )
        self.caption.setText(reason)
        self.reason.setText(f"putuskan {still} lagi" if still else "")
        self._show_reason()
        self.send.setEnabled(not still)
        self.send.set_kind("secondary" if still or is_done else "primary")
        self.count.setToolTip(reason)
        self.send.setToolTip(reason if still else "")
        self.send.setAccessibleDescription(reason)

    def adapt(self, width: int) -> None:
        """Arrange for a window of this width."""
        is_full = width >= _FULL_FROM
        self._is_full = is_full
        self._show_reason()
        self.progress.setVisible(is_full)
        self.caption.setVisible(is_full)
        self._is_short = width < _NAMED_FROM
        self._office_width = 190 if not self._is_short else 164 if width >= _COUNTED_FROM else 136
        self.count.setVisible(width >= _COUNTED_FROM)  # the tab tells how many are open
        self.dress()
        self.own.set_short(self._is_short)
        self.verified.set_short(self._is_short)

    def _show_reason(self) -> None:
        """Say why there is no balasan yet, in a narrow window too."""
        self.reason.setVisible(not self._is_full and bool(self.reason.text()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))


class ScoreFigure(Ringed, Pressed, Dressed, QAbstractButton):
    """The letters of a category beside the name of a score and its number.

    Signals: `clicked` of the button, why the number is so.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._value, self._band = "–", ""
        self._is_short = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_WHY)
        self.follow_theme()

    @property
    def value(self) -> str:
        """The number as it is shown."""
        return self._value

    def set_score(self, score: ScoreRange) -> None:
        """Show a score, or its range while something differs."""
        self._value = lines.score_words(score)
        band = scoring.band(score.low.instrument, score.low.percent())
        highest = scoring.band(score.high.instrument, score.high.percent())
        self._band = band.code if band is not None and band == highest else ""
        self.setAccessibleName(
            f"{self._name} {self._value}" + (f", setara {self._band}" if self._band else "")
        )
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        """Leave the name out, where there is little room; the tooltip has it."""
        self._is_short = short
        self.setToolTip(f"{self._name}. {_WHY}" if short else _WHY)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        number = paint.width_of(self._value, theme.font("title", tabular=True))
        name = 0 if self._is_short else paint.width_of(self._name, theme.font("caption"))
        return QSize(theme.px(36) + 10 + max(number, name) + 4, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(36)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        block = paint.band_look(self._band) if self._band else paint.look("open")
        paint.box(painter, area, block)
        paint.text(painter, area, self._band or "–", theme.font("strong"), block.ink, paint.CENTRE)
        left = side + 10
        width = self.width() - left
        ink = theme.color("primary" if self.underMouse() else "text")
        number = theme.font("title", tabular=True)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect())
        if self._is_short:
            paint.text(painter, QRectF(left, 0, width, self.height()), self._value, number, ink)
            return
        caption = theme.font("caption")
        high = paint.height_of(caption)
        paint.text(painter, QRectF(left, 0, width, high), self._name, caption, theme.color("text2"))
        rest = QRectF(left, high - 2, width, self.height() - high + 2)
        paint.text(painter, rest, self._value, number, ink)


def _office_icon(status: str) -> QIcon:
    name, role = {BEGUN: ("progress", "primary"), DONE: ("circle-check", "ok")}.get(
        status, ("building-community", "text2")
    )
    return theme.icon(name, role)


def _change_words(change: Fraction | None) -> str:
    if change is None:
        return "belum pasti"
    words = text.signed(change)
    return "sama" if set(words) <= set("0,+") else f"{words} poin persen"
