"""The questions that came back: which belong under a tab, which is next, and each as a row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.review import ReplyAct, Verdict
from rbdesk.ui import paint, theme
from rbdesk.ui.answer_form.words import short_value
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.ring import Ringed
from rbdesk.workflow.returning import Returned, ReturnedRow

OPEN, DONE, ALL = "open", "done", "all"
_WITH_POINTS_FROM = 520  # pixels at 100 % text
REPLIES = {ReplyAct.ACCEPT: "diterima", ReplyAct.CHANGE: "diubah", ReplyAct.RESPOND: "ditanggapi"}


def belongs(row: ReturnedRow, tab: str) -> bool:
    """Whether a row belongs under a tab."""
    return tab == ALL or (row.reply is None) is (tab == OPEN)


def next_undecided(found: Returned, after: str) -> str:
    """The next question without a decision, round the end; "" if there is none but this one."""
    codes = [row.code for row in found.rows]
    at = codes.index(after) + 1 if after in codes else 0
    walk = [*found.rows[at:], *found.rows[:at]]
    return next((row.code for row in walk if row.reply is None and row.code != after), "")


def result_words(row: ReturnedRow, instrument: Instrument) -> str:
    """What was ruled, in a few characters."""
    if row.verified is None:
        return "?"
    if row.ruling.verdict is Verdict.REJECT:
        return "tolak"
    return short_value(instrument.question(row.code).scale, row.verified.value) or "–"


def points_words(row: ReturnedRow) -> str:
    """What the ruling alone changes, in percent points of the whole sheet: "−0,14 poin persen"."""
    if row.verified is None:
        return "diminta bukti"
    if row.points is None:
        return "belum pasti"
    words = text.signed(row.points)
    return "tetap" if set(words) <= set("0,+") else f"{words} poin persen"


class RowButton(Ringed, Dressed, QAbstractButton):
    """One question on a line; pressing it opens it."""

    def __init__(self, row: ReturnedRow, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._instrument = instrument
        self._shown = instrument.display(row.code)
        self._title = instrument.node(row.code).short
        self.setCheckable(True)
        self.setToolTip(self._title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_row(row)
        self.follow_theme()

    def show_row(self, row: ReturnedRow) -> None:
        """Show how the question stands now."""
        self._own = short_value(self._instrument.question(row.code).scale, row.answer.value) or "–"
        self._result = result_words(row, self._instrument)
        self._state = REPLIES[row.reply.act] if row.reply is not None else "belum ditanggapi"
        if row.is_outdated and row.reply is None:
            self._state = "berubah"
        self._is_done = row.reply is not None
        self._points = points_words(row)
        self.setAccessibleName(
            f"{self._shown} {self._title}, {self._own} menjadi {self._result}, {self._points}, {self._state}"
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(360), theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(38))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "selected" if self.isChecked() else "hover" if self.underMouse() else "surface"
        paint.box(painter, self.rect(), paint.Look(theme.color(ground), theme.color("text")))
        height = self.height()
        small, body = theme.font("caption_strong", tabular=True), theme.font("body")
        state_width = paint.width_of("belum ditanggapi", theme.font("caption_strong")) + 8
        right = float(self.width() - 8)
        ink = theme.color("ok" if self._is_done else "warn")
        paint.text(
            painter, QRectF(right - state_width, 0, state_width, height), self._state, small, ink, paint.RIGHT
        )
        right -= state_width + 6
        if self.width() >= theme.px(_WITH_POINTS_FROM):
            caption = theme.font("caption", tabular=True)
            wide = paint.width_of("−0,00 poin persen", caption) + 4
            spot = QRectF(right - wide, 0, wide, height)
            paint.text(painter, spot, self._points, caption, theme.color("text2"), paint.RIGHT)
            right -= wide + 8
        chip, high = theme.font("chip"), theme.px(24)
        for words, tone in ((self._result, "urgent"), (self._own, "neutral")):
            wide = max(theme.px(30), paint.width_of(words, chip) + 12)
            spot = QRectF(right - wide, (height - high) / 2, wide, high)
            look = paint.look("open" if words == "?" else tone)
            paint.box(painter, spot, look)
            paint.text(painter, spot, words, chip, look.ink, paint.CENTRE)
            right = spot.left() - 6
            if tone == "urgent":
                side = theme.px(12)
                arrow = QRectF(right - side, (height - side) / 2, side, side)
                theme.draw_icon(painter, "arrow-right", arrow, theme.color("text2"))
                right = arrow.left() - 6
        left = paint.width_of(self._shown, small) + 8
        paint.text(painter, QRectF(8, 0, left, height), self._shown, small, theme.color("text3"))
        area = QRectF(left + 10, 0, right - left - 14, height)
        paint.text(painter, area, self._title, body, theme.color("text"))
        if self.shows_ring():
            paint.focus_ring(painter, self.rect())
