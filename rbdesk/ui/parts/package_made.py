"""Steps 3 and 4 of sending: the package that was made, what it holds, those before it, and the way to a revision."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.fact_list import FactList
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.package_history import PackageHistory
from rbdesk.ui.parts.reason_box import ReasonBox
from rbdesk.ui.parts.receipt import Receipt
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tab_order import in_reading_order

_WIDEST = 1420
_TWO_COLUMNS_FROM = 880


class PackageMade(QWidget):
    """`trouble` says what failed, `asked` what the secretariat has not received.

    Signals: `unlocking(reason)` the year is to be opened for a revision · `asked_for()` what is missing is to be sent.
    """

    unlocking = Signal(str)
    asked_for = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.receipt = Receipt()
        self.trouble = Banner("err", can_dismiss=True)
        self.asked = Banner("warn", icon="mail-opened")
        self.asked.acted.connect(lambda _: self.asked_for.emit())
        for banner in (self.trouble, self.asked):
            banner.hide()
        self.facts = FactList()
        self.history = PackageHistory()
        self._facts_card = Card("Tanda terima")
        self._facts_card.body.addWidget(self.facts)
        self._lock = Card("Perlu diperbaiki?", "lock-open")
        self._lock_words = WrapLabel("", "body", "text2")
        self.open = secondary("Buka untuk revisi", "lock-open")
        self.open.clicked.connect(self.ask_reason)
        self.reason = ReasonBox(
            "Buka kunci penilaian",
            "Buka kunci",
            "Alasan dicatat di riwayat komputer ini.",
            icon="lock-open",
            kind="danger",
            least=1,
        )
        self.reason.given.connect(self.unlocking)
        self.reason.dismissed.connect(self.end_reason)
        self.reason.hide()
        row = QHBoxLayout()
        row.addWidget(self.open)
        row.addStretch(1)
        self._lock.body.addWidget(self._lock_words)
        self._lock.body.addLayout(row)
        self._lock.body.addWidget(self.reason)
        right = QVBoxLayout()
        right.setSpacing(theme.SPACE_M)
        for card in (self._facts_card, self.history, self._lock):
            right.addWidget(card)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addWidget(self.receipt, 68)
        self._columns.addLayout(right, 32)
        content = QWidget()
        self._content = content
        content.setMaximumWidth(_WIDEST)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, theme.SPACE_XS, theme.SPACE_XL, theme.SPACE_L)
        outer.setSpacing(theme.SPACE_M)
        for banner in (self.trouble, self.asked):
            outer.addWidget(banner)
        outer.addLayout(self._columns, 1)
        self._scroll = ScrollColumn(content)
        self.history.refilled.connect(lambda: in_reading_order(self))
        self.receipt.files.refilled.connect(lambda: in_reading_order(self))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.receipt, self.history, self._lock]

    def show_asked(self, title: str, details: str) -> None:
        """Say which evidence the secretariat has not received, and offer to send it; nothing with ""."""
        ways = [Way("send", "Kirim yang kurang", "package-export")]
        self.asked.set_banner("warn", title, details, ways, icon="mail-opened")
        self.asked.setVisible(bool(title))

    def show_trouble(self, title: str, details: str) -> None:
        """Say what failed."""
        self.trouble.set_banner("err", title, details)
        self.trouble.show()
        self._scroll.ensureWidgetVisible(self.trouble)

    def show_lock(self, *, is_locked: bool, revision: int) -> None:
        """Offer to open the year for a revision while it is locked; `revision` is the last one made."""
        self._lock.setVisible(is_locked)
        self._lock_words.setText(
            f"Membuka kunci mengizinkan perubahan. Paket resmi berikutnya menjadi revisi {revision + 1}; "
            f"revisi {revision} tetap berlaku sampai Anda mengirim yang baru."
        )
        if not is_locked:
            self.end_reason()

    def ask_reason(self) -> None:
        """Ask why, in place."""
        if self._lock.isHidden():
            return
        self.open.hide()
        self.reason.show()
        if layout := self._content.layout():
            layout.activate()  # so that the field has its place before it is scrolled to
        self._scroll.ensureWidgetVisible(self.reason)
        self.reason.begin()

    def end_reason(self) -> None:
        """Stop asking; the focus goes back to the button."""
        if self.reason.isHidden():
            return
        self.reason.hide()
        self.open.show()
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_TWO_COLUMNS_FROM)
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
