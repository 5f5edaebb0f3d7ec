"""The kiosk itself: the whole screen, one question after the other, left with the PIN only.

It knows nothing of who answers. A form is written when its ninth question has passed and thanks come after the
commit, so that a power cut takes at most the form that was not finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from rbdesk.domain.survey import Form, Wording
from rbdesk.errors import RBDeskError
from rbdesk.ui.desk import Desk
from rbdesk.ui.pages.kiosk_parts import look
from rbdesk.ui.pages.kiosk_parts.keys import Dashes, Sign
from rbdesk.ui.pages.kiosk_parts.look import Line, Scaled, Words
from rbdesk.ui.pages.kiosk_parts.pin import PinLock
from rbdesk.ui.pages.kiosk_parts.views import (
    PinView,
    QuestionView,
    StartView,
    StillThere,
    StoppedView,
    ThanksView,
    View,
)
from rbdesk.workflow import surveys
from rbdesk.workflow.changes import Changes

TITLE = "Survei Kepuasan Masyarakat"
SAVED = "Jawaban Anda sudah tersimpan. Kami memakainya untuk memperbaiki layanan ini."
NOTHING_SAVED = "Semua pertanyaan dilewati, jadi tidak ada yang disimpan."
_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the kiosk goes: in milliseconds, and in beats of `beat_ms`."""

    chosen_ms: int = 300  # a chosen answer is seen before the next question comes
    hold_ms: int = 3000
    beat_ms: int = 1000
    idle_beats: int = 60
    warn_beats: int = 15  # the last of the idle ones
    thanks_beats: int = 10


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the kiosk stands and what it collects for."""

    office: str
    office_name: str
    year: int
    service: str
    period: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the forms since the kiosk was opened."""

    answered: int = 0
    broken: int = 0


class Kiosk(Scaled, QWidget):
    """A window of its own without a frame. Esc, Alt+F4 and the system's close ask for the PIN.

    Signals: `left(Tally, error)` the PIN was right and the window may go; `error` is what stopped the survey or None.
    """

    left = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        counter: Counter,
        wording: Wording,
        pin: str,
        *,
        pace: Pace = Pace(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._desk, self._counter, self._wording, self._pace = desk, counter, wording, pace
        self._lock = PinLock(pin, clock)
        self.tally = Tally()
        self.at = 0
        self.answers = [0] * len(wording.questions)
        self._beats = 0  # since the last touch
        self._is_saving = False
        self._may_close = False
        self._trouble: RBDeskError | None = None
        self._after_pin: View
        self._lay_out()
        self._beat = QTimer(self, interval=pace.beat_ms)
        self._going_on = QTimer(self, singleShot=True, interval=pace.chosen_ms)
        self._connect()
        self._show(self.start)

    # --- what a person does -------------------------------------------------------------------------------

    def begin(self) -> None:
        """The first question, with nothing answered."""
        self.at = 0
        self.answers = [0] * len(self._wording.questions)
        self._ask()

    def choose(self, value: int) -> None:
        """Answer the question with 1..4; the next one follows by itself."""
        if self.view is not self.question or self._is_saving:
            return
        self._touch()
        self.answers[self.at] = value
        self.question.show_answer(value)
        self._going_on.start()

    def go_on(self) -> None:
        """The next question; what was not answered stays empty. After the last one the form is kept."""
        if self.view is not self.question or self._is_saving:
            return
        self._going_on.stop()
        if self.at + 1 < len(self.answers):
            self.at += 1
            self._ask()
        else:
            self._finish()

    def go_back(self) -> None:
        """The question before, its answer kept; right after choosing, the choice can be thought over."""
        if self.view is not self.question or self._is_saving:
            return
        self._touch()
        if self._going_on.isActive():
            self._going_on.stop()
        elif self.at:
            self.at -= 1
            self._ask()

    def ask_pin(self) -> None:
        """Show the PIN pad over whatever is shown."""
        if self.view is self.pin or self._is_saving:
            return
        self._going_on.stop()
        self.still.hide()
        self._after_pin = self.view
        self.pin.clear()
        self._show(self.pin)
        self._show_wait()

    @property
    def view(self) -> View:
        """What is shown."""
        return self.stack.currentWidget()  # type: ignore[return-value]  # only views are in it

    @property
    def is_begun(self) -> bool:
        """Whether a form has an answer and is not finished."""
        is_open = self.view is self.question or (self.view is self.pin and self._after_pin is self.question)
        return is_open and any(self.answers)

    # --- forms --------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        spoken = self._wording.questions[self.at]
        self.question.show_question(spoken, self.answers[self.at], is_first=self.at == 0)
        number, count = self.at + 1, len(self.answers)
        self._number.setText(f"{number} dari {count}")
        self._dashes.set_at(number, count)
        self._show(self.question)
        self.setAccessibleName(f"Pertanyaan {number} dari {count}: {spoken.text}")

    def _finish(self) -> None:
        form = Form(tuple(self.answers))
        if form.is_empty:
            self._thank(NOTHING_SAVED)
            return
        self._is_saving = True
        counter = self._counter
        self._desk.do(
            surveys.add_form, counter.office, counter.year, counter.service, counter.period, form, by=self,
            then=self._on_kept, failed=self._on_refused,
        )  # fmt: skip

    def _on_kept(self, _: Changes) -> None:
        self._is_saving = False
        self.tally = Tally(self.tally.answered + 1, self.tally.broken)
        if self.view is self.question:
            self._thank(SAVED)

    def _thank(self, words: str) -> None:
        self.answers = [0] * len(self.answers)
        self.thanks.words.setText(words)
        self._show(self.thanks)
        self._show_beats()

    def _break_off(self) -> None:
        """Count a form that has an answer as broken off; none of it is kept."""
        if not self.is_begun:
            return
        self.answers = [0] * len(self.answers)
        counter = self._counter
        self.tally = Tally(self.tally.answered, self.tally.broken + 1)
        self._desk.do(
            surveys.add_broken, counter.office, counter.year, counter.service, counter.period, by=self,
            failed=self._on_refused,
        )  # fmt: skip

    def _on_refused(self, error: RBDeskError) -> None:
        self._stop(error)

    def _on_failed(self, error: Exception, _retry: object) -> None:
        if self._desk.unsaved and isinstance(error, RBDeskError):
            self._stop(error)

    def _stop(self, error: RBDeskError) -> None:
        """Nothing can be kept any more: say so, and the reason after the PIN."""
        self._is_saving = False
        self._trouble = self._trouble or error
        self.still.hide()
        if self.view is self.pin:
            self._after_pin = self.stopped
        else:
            self._show(self.stopped)

    # --- leaving ------------------------------------------------------------------------------------------

    def _on_pin(self, digits: str) -> None:
        self._touch()
        if not self._lock.opens_with(digits):
            self.pin.clear()
            self._show_wait()
            return
        self._break_off()
        self._beat.stop()
        self.left.emit(self.tally, self._trouble)
        self._may_close = True
        self.close()

    def _on_pin_dismissed(self) -> None:
        self._show(self._after_pin)

    def _show_wait(self) -> None:
        seconds = self._lock.wait_seconds()
        if seconds:
            self.pin.clear(f"PIN salah. Coba lagi dalam {seconds} detik.")
        elif self.pin.told.text().startswith("PIN salah"):
            self.pin.say("")
        for key in (*self.pin.keys.values(), self.pin.open):
            key.setEnabled(not seconds)

    # --- time ---------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        """Somebody is there."""
        self._beats = 0
        self.still.hide()
        self._beat.start()

    def _on_beat(self) -> None:
        if self.view is self.start or self.view is self.stopped or self._is_saving:
            return
        self._beats += 1
        if self.view is self.pin:
            self._show_wait()
        most = self._pace.thanks_beats if self.view is self.thanks else self._pace.idle_beats
        if self._beats >= most:
            self._start_again()
        else:
            self._show_beats()

    def _show_beats(self) -> None:
        pace = self._pace
        if self.view is self.thanks:
            self.thanks.set_seconds(pace.thanks_beats - self._beats, pace.thanks_beats)
        elif self.view is self.question and self._beats >= pace.idle_beats - pace.warn_beats:
            self.still.set_seconds(pace.idle_beats - self._beats)
            if self.still.isHidden():
                self.still.show()
                self.still.raise_()
                self.still.stay.setFocus()

    def _start_again(self) -> None:
        """Nobody is there any more."""
        self.still.hide()
        if self._trouble is not None:
            self._show(self.stopped)
            return
        self._break_off()
        if self._trouble is None:
            self._show(self.start)

    # --- looks and keys -----------------------------------------------------------------------------------

    def _show(self, view: View) -> None:
        self.stack.setCurrentWidget(view)
        self._progress.setVisible(view is self.question)
        self._touch()
        self.setAccessibleName(TITLE)
        self.setFocus()

    def _lay_out(self) -> None:
        self.setWindowTitle(TITLE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(880, 420)
        self._column = QVBoxLayout(self)
        head = QHBoxLayout()
        self.sign = Sign(self._pace.hold_ms)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Line(f"Kecamatan {self._counter.office_name}", 18, 700))
        names.addWidget(Line(f"{TITLE} · {self._counter.service}", 15, role="text2"))
        self._names = names
        head.addWidget(self.sign)
        head.addLayout(names)
        head.addStretch(1)
        self._progress = QWidget()
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        self._number = Line("", 19, 600, "text2")
        self._dashes = Dashes()
        progress.addWidget(self._number, 0, Qt.AlignmentFlag.AlignHCenter)
        progress.addWidget(self._dashes)
        head.addWidget(self._progress)
        self._head = head
        self._column.addLayout(head)
        self.stack = QStackedWidget()
        self.start = StartView(self._wording.intro, len(self._wording.questions))
        self.question, self.thanks, self.stopped = QuestionView(), ThanksView(), StoppedView()
        self.pin = PinView()
        for view in (self.start, self.question, self.thanks, self.stopped, self.pin):
            self.stack.addWidget(view)
        self._column.addWidget(self.stack, 1)
        self.still = StillThere(self)

    def _connect(self) -> None:
        self._beat.timeout.connect(self._on_beat)
        self._going_on.timeout.connect(self.go_on)
        self.sign.held.connect(self.ask_pin)
        self.start.begin.clicked.connect(self.begin)
        self.question.chosen.connect(self.choose)
        self.question.back.clicked.connect(self.go_back)
        self.question.on.clicked.connect(self.go_on)
        self.thanks.again.clicked.connect(self.begin)
        self.pin.entered.connect(self._on_pin)
        self.pin.dismissed.connect(self._on_pin_dismissed)
        self.still.continued.connect(self._on_continued)
        self._desk.failed.connect(self._on_failed)

    def _on_continued(self) -> None:
        self._touch()
        self.setFocus()

    def fit(self) -> None:
        edge = self.px(44)
        self._column.setContentsMargins(edge, self.px(34), edge, self.px(34))
        self._column.setSpacing(self.px(12))
        self._head.setSpacing(self.px(16))
        parts: Iterable[Any] = self.findChildren(QWidget)
        for part in parts:
            if isinstance(part, Scaled | Words):
                part.set_scale(self.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.still.setGeometry(self.rect())
        self.set_scale(look.scale_of(self.size()))

    def sizeHint(self) -> QSize:
        return QSize(*look.DRAWN_AT)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), look.ink("bg"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.ask_pin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.isAutoRepeat():
            return
        if held == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier:
            if key == Qt.Key.Key_Q:
                self.ask_pin()
        elif held:
            return
        elif self.still.isVisible():
            self._on_continued()
        elif self.view is self.pin:
            self._on_pin_key(key, event.text())
        elif key in _ON:
            self._on_forward()
        elif self.view is self.question:
            if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
                self.go_back()
            elif event.text() in ("1", "2", "3", "4"):
                self.choose(int(event.text()))
        elif key == Qt.Key.Key_Space:
            self._on_forward()

    def _on_forward(self) -> None:
        if self.view is self.start or self.view is self.thanks:
            self.begin()
        else:
            self.go_on()

    def _on_pin_key(self, key: int, typed: str) -> None:
        self._touch()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pin.enter()
        elif key == Qt.Key.Key_Backspace:
            self.pin.drop()
        elif key == Qt.Key.Key_Escape:
            self.pin.dismissed.emit()
        elif len(typed) == 1 and typed in "0123456789" and not self._lock.wait_seconds():
            self.pin.add(typed)
