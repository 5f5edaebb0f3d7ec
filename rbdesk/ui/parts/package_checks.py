"""Steps 1 and 2 of sending: the summary of the checks, the checks, and the card that builds the package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.check_list import CheckList
from rbdesk.ui.parts.package_card import PackageCard
from rbdesk.ui.parts.package_history import PackageHistory
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.tab_order import in_reading_order

_WIDEST = 1420
_TWO_COLUMNS_FROM = 880


class PackageChecks(QWidget):
    """`summary` says how things stand, `trouble` why building failed, `asked` what the secretariat has not received;
    `list`, `package`, `laptops` and `history` below. `again` stands over a locked year that is packed once more.
    """

    def __init__(self, ways: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`ways` of sending: key and words."""
        super().__init__(parent)
        self.summary = SummaryBar()
        self.trouble = Banner("err", can_dismiss=True)
        self.trouble.hide()
        self.asked = Banner("warn", icon="mail-opened")
        self.again = Banner("info", icon="lock")
        for banner in (self.asked, self.again):
            banner.hide()
        self.list = CheckList()
        self.package = PackageCard(ways)
        self.laptops = Banner("info")
        self.show_laptops(0)
        self.history = PackageHistory()
        self.history.hide()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (left, (self.summary, self.list)),
            (right, (self.package, self.laptops, self.history)),
        ):
            column.setSpacing(theme.SPACE_M)
            for part in parts:
                column.addWidget(part, 1 if part in (self.list, self.package) else 0)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.SPACE_M)
        self._columns.addLayout(left, 70)
        self._columns.addLayout(right, 30)
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, theme.SPACE_XS, theme.SPACE_XL, theme.SPACE_L)
        outer.setSpacing(theme.SPACE_M)
        for banner in (self.trouble, self.again, self.asked):
            outer.addWidget(banner)
        outer.addLayout(self._columns, 1)
        self._scroll = ScrollColumn(content)
        self.list.refilled.connect(lambda: in_reading_order(self))
        self.history.refilled.connect(lambda: in_reading_order(self))
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._scroll)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.list, self.package]

    def show_again(self, revision: int | None) -> None:
        """Say that the official package of a revision is packed once more; None where it is not."""
        self.again.setVisible(revision is not None)
        self.summary.setVisible(revision is None)
        if revision is not None:
            self.again.set_banner(
                "info",
                f"Paket resmi revisi {revision} dibuat lagi dengan cara lain",
                "Isinya tetap sama; penilaian tetap terkunci. Pilih cara kirim di kanan.",
                [Way("back", "Kembali", "arrow-left")],
                icon="lock",
            )

    def show_asked(self, title: str, details: str) -> None:
        """Say which evidence the secretariat has not received; nothing with ""."""
        self.asked.set_banner("warn", title, details, icon="mail-opened")
        self.asked.setVisible(bool(title))

    def show_laptops(self, clashes: int, *, is_sealed: bool = False, made: Path | None = None) -> None:
        """Offer to join another laptop's answers, or to go on choosing where both differ.

        `is_sealed`: packages can be read by the secretariat only, so another laptop needs a file of its own; `made` is
        the one that was written.
        """
        if clashes:
            title, details = f"{clashes} isian berbeda di dua laptop", "Paket menunggu pilihan Anda."
        else:
            title, details = "Diisi di dua laptop?", "Buka paket dari laptop lain, lalu satukan."
        ways = [Way("joining", "Pilih" if clashes else "Satukan")]
        if is_sealed and not clashes:
            details = (
                f"Untuk laptop lain: {made.name}" if made else "Paket tersegel tidak terbaca di laptop lain."
            )
            other = Way("folder", "Buka folder") if made else Way("open", "Buat berkasnya")
            ways = [*ways, other]
        self.laptops.set_banner("warn" if clashes else "info", title, details, ways, icon="device-laptop")

    def point_at_summary(self) -> None:
        """Put the focus on the summary, in sight."""
        self._scroll.ensureWidgetVisible(self.summary)
        self.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def point_at_way(self) -> None:
        """Put the focus on the way of sending, in sight."""
        way = self.package.sending.way
        way.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(way))  # once it has its place

    def show_trouble(self, title: str, details: str, ways: Sequence[Way]) -> None:
        """Say why no package was made, and what can be done."""
        self.trouble.set_banner("err", title, details, ways)
        self.trouble.show()
        self._scroll.ensureWidgetVisible(self.trouble)
        if buttons := self.trouble.buttons():
            buttons[0].show()  # a layout shows what is new only later, and what is hidden takes no focus
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_TWO_COLUMNS_FROM)
        self._columns.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)


class SummaryBar(Banner):
    """How many required things are missing; takes the focus after a failed attempt."""

    def __init__(self) -> None:
        super().__init__("err", icon="alert-circle")  # no tab stop: the focus is put here, never lands here

    def show_missing(self, missing: int) -> None:
        """Say it for so many required things."""
        if missing:
            title = f"Ada {missing} hal wajib yang belum selesai"
            self.set_banner("err", title, "Klik tombol di kanan setiap baris untuk langsung ke tempatnya.")
        else:
            details = "Paket resmi mengunci penilaian. Setelah itu perubahan menjadi revisi baru."
            self.set_banner("ok", "Semua yang wajib sudah lengkap", details)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint.focus_ring(QPainter(self), QRectF(self.rect()), theme.RADIUS_CARD - 1)
