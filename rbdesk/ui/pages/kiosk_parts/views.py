"""The pictures of the kiosk: before the first question, a question, thanks, stopped, the PIN, and "Masih di sana?"."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.domain.survey import Spoken
from rbdesk.ui import paint, theme
from rbdesk.ui.pages.kiosk_parts import pin
from rbdesk.ui.pages.kiosk_parts.keys import AnswerCard, BigButton, Disc, SecondsRing
from rbdesk.ui.pages.kiosk_parts.look import Line, Scaled, Words, ink
from rbdesk.ui.parts.wrapping import wake_layout

_MIDDLE = Qt.AlignmentFlag.AlignHCenter
ANONYMOUS = "Tanpa nama. Tidak ada data pribadi yang dicatat."


class View(Scaled, QWidget):
    """One of the kiosk's pictures: a column in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def fit(self) -> None:
        self.column.setSpacing(self.px(16))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wake_layout(self)


class Anonymous(Scaled, QWidget):
    """That nobody is asked who they are, beside a lock."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._words = Words(ANONYMOUS, 16, role="text2")
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words)
        self.setMaximumWidth(paint.width_of(ANONYMOUS, self._words.font()) + 60)

    def fit(self) -> None:
        self._words.set_scale(self.scale)
        self._row.setContentsMargins(self.px(28), 0, 0, 0)
        self.setMaximumWidth(paint.width_of(ANONYMOUS, self._words.font()) + self.px(28) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.px(18)
        area = QRectF(0, (self.height() - side) / 2, side, side)
        theme.draw_icon(QPainter(self), "lock", area, ink("text2"))


class StartView(View):
    """What it is about, and "Mulai"."""

    def __init__(self, intro: str, questions: int) -> None:
        super().__init__()
        self.begin = BigButton("Mulai", is_primary=True, width=360, height=96, letters=32)
        self.column.addStretch(1)
        self.column.addWidget(Words("Bagaimana pelayanan kami?", 46, 700))
        self.column.addWidget(Words(intro, 21, role="text2"))
        self.column.addSpacing(20)
        self.column.addWidget(self.begin, 0, _MIDDLE)
        self.column.addWidget(Words(f"{questions} pertanyaan, kira-kira satu menit", 17, role="text2"))
        self.column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(Anonymous(), 1000)
        row.addStretch(1)
        self.column.addLayout(row)


class QuestionView(View):
    """One question with its four answers, and the ways back and on.

    Signals: `chosen(int)` 1..4.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.question = Words("", 34, 700)
        self.hint = Words("Sentuh satu wajah", 19, role="text2")
        self.cards = [AnswerCard(value) for value in (1, 2, 3, 4)]
        self.back = BigButton("Kembali", before="arrow-left", width=176)
        self.on = BigButton("Lewati", after="arrow-right", width=160)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.column.addStretch(2)
        self.column.addWidget(self.question)
        self.column.addWidget(self.hint)
        self._cards = QHBoxLayout()
        self._cards.addStretch(1)
        for card in self.cards:
            self._cards.addWidget(card)
            card.clicked.connect(lambda _=False, value=card.value: self.chosen.emit(value))
        self._cards.addStretch(1)
        self.column.addLayout(self._cards)
        self.column.addStretch(2)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(Anonymous(), 4)
        foot.addStretch(1)
        foot.addWidget(self.on)
        self.column.addLayout(foot)

    def show_question(self, spoken: Spoken, answer: int, *, is_first: bool) -> None:
        """Ask this; `answer` is what was given before, 0 for nothing."""
        self.question.setText(spoken.text)
        for card, words in zip(self.cards, spoken.answers, strict=True):
            card.set_answer(words)
        self.back.setVisible(not is_first)
        self.show_answer(answer)

    def show_answer(self, answer: int) -> None:
        """Mark what is chosen, 0 for nothing."""
        for card in self.cards:
            card.set_chosen(card.value == answer)
        self.on.setText("Lanjut" if answer else "Lewati")

    def fit(self) -> None:
        super().fit()
        gap = self.px(24)
        self._cards.setSpacing(gap)
        self._cards.setContentsMargins(0, self.px(22), 0, 0)
        # on small screens the cards take what room there is: they are what is touched
        room = (self.width() - 3 * gap) // 4
        wide = min(self.px(264) if self.scale >= 1 else round(264 * max(self.scale, 0.93)), room)
        high = self.px(294) if self.scale >= 1 else max(self.px(294), round(wide * 1.165))
        for card in self.cards:
            card.setFixedSize(wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


class ThanksView(View):
    """That it is kept, and for how long this stays."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Words("", 21, role="text2")
        self.again = BigButton("Mulai untuk orang berikutnya", is_primary=True, after="arrow-right")
        self.ring = SecondsRing()
        self._left = Line("", 17, role="text2")
        self.column.addStretch(2)
        self.column.addWidget(Disc("check", "ok_soft", "ok"), 0, _MIDDLE)
        self.column.addSpacing(16)
        self.column.addWidget(Words("Terima kasih", 46, 700))
        self.column.addWidget(self.words)
        self.column.addSpacing(16)
        self.column.addWidget(self.again, 0, _MIDDLE)
        self.column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.ring)
        row.addSpacing(12)
        row.addWidget(self._left)
        row.addStretch(1)
        self.column.addLayout(row)

    def set_seconds(self, left: int, whole: int) -> None:
        """How long until the start comes back by itself."""
        self.ring.set_seconds(left, whole)
        self._left.setText(f"Kembali ke awal dalam {left} detik")


class StoppedView(View):
    """The survey cannot go on; why is told to the operator only."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addStretch(1)
        self.column.addWidget(Disc("clock", "warn_soft", "warn"), 0, _MIDDLE)
        self.column.addSpacing(16)
        self.column.addWidget(Words("Maaf, survei sedang berhenti", 40, 700))
        self.column.addWidget(
            Words("Beri tahu petugas di loket. Terima kasih atas pengertian Anda.", 21, role="text2")
        )
        self.column.addStretch(1)


class PinView(View):
    """Digits to touch or type, shown as dots.

    Signals: `entered(str)` the digits · `dismissed()`.
    """

    entered = Signal(str)
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.digits = ""
        self.told = Words("", 17, role="err")
        self._dots = _Dots()
        self.keys = {
            digit: BigButton(digit, name=f"Angka {digit}", width=96, height=58, letters=24)
            for digit in "1234567890"
        }
        self.remove = BigButton("Hapus", width=96, height=58)
        self.open = BigButton("Buka", is_primary=True, width=96, height=58)
        self.cancel = BigButton("Kembali ke survei", before="arrow-left")
        self._grid = QGridLayout()
        for at, digit in enumerate("123456789"):
            self._grid.addWidget(self.keys[digit], at // 3, at % 3)
        for at, key in enumerate((self.remove, self.keys["0"], self.open)):
            self._grid.addWidget(key, 3, at)
        for key in (*self.keys.values(), self.remove, self.open):
            key.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.column.addStretch(1)
        self.column.addWidget(Words("PIN petugas", 28, 700))
        self.column.addWidget(self._dots, 0, _MIDDLE)
        self.column.addWidget(self.told)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._grid)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        for digit, key in self.keys.items():
            key.clicked.connect(lambda _=False, digit=digit: self.add(digit))
        self.remove.clicked.connect(self.drop)
        self.open.clicked.connect(self.enter)
        self.cancel.clicked.connect(self.dismissed)

    def clear(self, told: str = "") -> None:
        """Forget the digits and say this."""
        self.digits = ""
        self._dots.set_count(0)
        self.say(told)

    def say(self, told: str) -> None:
        """Say this below the dots."""
        self.told.setText(told or " ")

    def add(self, digit: str) -> None:
        """One more digit."""
        if len(self.digits) < pin.LONGEST:
            self.digits += digit
            self._dots.set_count(len(self.digits))

    def drop(self) -> None:
        """One digit less."""
        self.digits = self.digits[:-1]
        self._dots.set_count(len(self.digits))

    def enter(self) -> None:
        """That is the PIN."""
        if self.digits:
            self.entered.emit(self.digits)

    def fit(self) -> None:
        self.column.setSpacing(self.px(8))
        self._grid.setSpacing(self.px(10))
        for at in range(3):
            self._grid.setColumnMinimumWidth(at, self.px(132))


class _Dots(Scaled, QWidget):
    """How many digits are typed."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleName(f"{count} angka terisi")
        self.update()

    def fit(self) -> None:
        self.setFixedSize(self.px(26 * pin.LONGEST), self.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.px(16)
        for place in range(pin.LONGEST):
            fill = ink("primary") if place < self._count else ink("surface")
            area = QRectF(place * self.width() / pin.LONGEST + self.px(5), self.px(5), side, side)
            paint.box(painter, area, paint.Look(fill, fill, ink("control")), side / 2)


class StillThere(Scaled, QWidget):
    """Lies over a question that nobody answers. Any press goes on.

    Signals: `continued()`.
    """

    continued = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Words("", 21, role="text2")
        self.stay = BigButton("Lanjutkan", is_primary=True, after="arrow-right", width=280)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(Words("Masih di sana?", 40, 700))
        self._column.addWidget(self.words)
        self._column.addSpacing(12)
        self._column.addWidget(self.stay, 0, _MIDDLE)
        self._column.addStretch(1)
        self.stay.clicked.connect(self.continued)
        self.hide()

    def set_seconds(self, left: int) -> None:
        """How long until the survey starts anew."""
        self.words.setText(f"Survei kembali ke awal dalam {left} detik.")

    def fit(self) -> None:
        self._column.setSpacing(self.px(14))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wake_layout(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.continued.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(ink("text"))
        veil.setAlphaF(0.45)
        painter.fillRect(self.rect(), veil)
        panel = QRectF(0, 0, min(self.px(760), self.width() - self.px(40)), self.px(330))
        panel.moveCenter(QRectF(self.rect()).center())
        paint.box(painter, panel, paint.Look(ink("surface"), ink("text"), ink("border")), self.px(18))
