"""Recognising a device (picture 19): 30 digits in six groups, each compared by telephone and ticked by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.ui.parts.receipt import StepNumber
from rbdesk.ui.parts.ring import Ringed

_COLUMNS = 3
_STEPS = (
    (
        "Telepon kantor dengan nomor yang sudah Anda kenal",
        "Jangan memakai nomor dari berkas atau pesan yang mengantar berkas ini.",
    ),
    (
        "Minta petugas membuka Pengaturan › Kunci, lalu membacakan angkanya",
        "Centang tiap kelompok yang sama. Bisa juga memakai Berita Acara yang dicap.",
    ),
    (
        "Tetapkan",
        "Bila ada angka yang berbeda, tutup jendela ini. Paketnya tetap disisihkan dan tidak digabung.",
    ),
)


@dataclass(frozen=True, slots=True)
class DeviceText:
    """The device in words: whose it claims to be, what its sender calls it, its digits in groups.

    `known` says which devices of the office are known already, "" if none.
    """

    office: str
    code: str
    label: str
    digits: tuple[str, ...]
    waiting: int
    known: str = ""


class RecogniseDialog(Modal):
    """`accepted` after every group was ticked by itself and the button was pressed; nothing ticks all."""

    def __init__(self, parent: QWidget, device: DeviceText) -> None:
        super().__init__(parent, f"Kenali perangkat {device.office}", width=640)
        self.body.addWidget(WrapLabel(f"Cocokkan 30 angka dengan Kecamatan {device.office}", "dialog"))
        named = f"Perangkat “{device.label}”, dinamai oleh pengirim. " if device.label else ""
        self.body.addWidget(
            WrapLabel(f"{named}Kode {device.code} sesuai daftar kecamatan.", "caption", "text2")
        )
        if device.known:
            self.body.addWidget(Banner("info", device.known))
        self.groups = [DigitGroup(number, digits, self) for number, digits in enumerate(device.digits, 1)]
        grid = QGridLayout()
        grid.setSpacing(theme.SPACE_S + 2)
        for at, group in enumerate(self.groups):
            group.toggled.connect(self._on_ticked)
            grid.addWidget(group, at // _COLUMNS, at % _COLUMNS)
        self.body.addLayout(grid)
        line = QHBoxLayout()
        self.count = Label("", "strong", "text2")
        line.addWidget(self.count)
        line.addWidget(Label("· tekan 1–6 untuk mencentang", "caption", "text3"))
        line.addStretch(1)
        self.body.addLayout(line)
        for number, (words, details) in enumerate(_STEPS, 1):
            self.body.addLayout(_step(number, words, details))
        self.body.addStretch(1)
        self._add_foot(device)
        self._on_ticked()
        self.first = self.groups[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.text()
        if number.isascii() and number.isdecimal() and 1 <= int(number) <= len(self.groups):
            group = self.groups[int(number) - 1]
            group.setFocus(Qt.FocusReason.ShortcutFocusReason)
            group.toggle()
            if self.act.isEnabled():  # so that Enter recognises the device and does not untick the group
                self.act.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        super().keyPressEvent(event)

    def _add_foot(self, device: DeviceText) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        waiting = "1 paket yang menunggu" if device.waiting == 1 else f"{device.waiting} paket yang menunggu"
        row.addWidget(WrapLabel(f"Sesudah dikenal, {waiting} diperiksa lagi.", "caption", "text3"), 1)
        self.close_button = secondary("Tutup")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.act = primary("Kenali perangkat ini", "shield-check")
        self.act.setAutoDefault(False)
        self.act.clicked.connect(self.accept)
        row.addWidget(self.close_button)
        row.addWidget(self.act)
        self.foot.addLayout(row)
        self.missing = Label("", "caption_strong", "warn")
        self.missing.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.foot.addWidget(self.missing)

    def _on_ticked(self) -> None:
        ticked, total = sum(group.isChecked() for group in self.groups), len(self.groups)
        self.count.setText(f"{ticked} dari {total} kelompok cocok")
        self.count.set_ink("ok" if ticked else "text2")
        self.act.setEnabled(ticked == total)
        missing = f"Centang {total - ticked} kelompok lagi." if ticked < total else "Semua kelompok cocok."
        self.missing.setText(missing)
        self.missing.set_ink("warn" if ticked < total else "ok")
        self.act.setAccessibleDescription(missing)


class DigitGroup(Ringed, Dressed, QCheckBox):
    """Five digits that are read out and ticked when they are the same: a real check box, drawn by us."""

    def __init__(self, number: int, digits: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._digits = digits
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._name)
        self._name()
        self.follow_theme()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(76))

    def minimumSizeHint(self) -> QSize:
        wide = paint.width_of(self._digits, self._letters()) + 24
        return QSize(wide, theme.px(76))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_same = self.isChecked()
        edge = theme.color("ok" if is_same else "control")
        ground = theme.color("ok_soft" if is_same else "hover" if self.underMouse() else "surface")
        look = paint.Look(ground, edge, edge, edge_width=1.5)
        paint.box(painter, self.rect(), look, theme.RADIUS_CARD - 2)
        caption = theme.font("caption_strong")
        high = paint.height_of(caption)
        top = QRectF(12, 8, self.width() - 24, high)
        paint.text(painter, top, f"Kelompok {self._number}", caption, theme.color("text2"))
        side = theme.px(18)
        spot = QRectF(self.width() - side - 10, 8 + (high - side) / 2, side, side)
        if is_same:
            theme.draw_icon(painter, "circle-check", spot, theme.color("ok"))
        else:
            box = paint.Look(theme.color("surface"), edge, edge)
            paint.box(painter, spot.adjusted(1, 1, -1, -1), box, 4)
        below = QRectF(0, 8 + high, self.width(), self.height() - high - 12)
        painter.setFont(self._letters())
        painter.setPen(theme.color("text"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._digits)
        if self.shows_ring():
            paint.focus_ring(painter, self.rect(), theme.RADIUS_CARD - 2)

    def _letters(self) -> QFont:
        font = theme.font("display_small", tabular=True)
        font.setPixelSize(theme.px(28))
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(3))
        return font

    def _name(self) -> None:
        state = "cocok" if self.isChecked() else "belum dicocokkan"
        self.setAccessibleName(f"Kelompok {self._number}: {' '.join(self._digits)}, {state}")


def _step(number: int, words: str, details: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_M)
    row.addWidget(StepNumber(number), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(WrapLabel(words, "strong"))
    column.addWidget(WrapLabel(details, "caption", "text2"))
    row.addLayout(column, 1)
    return row


def known_words(count: int, days: Sequence[str]) -> str:
    """What is to be known of an office's other devices; "" without any."""
    if not count:
        return ""
    since = f", dikenal sejak {days[0]}" if days else ""
    return f"Kecamatan ini sudah punya {count} perangkat{since}."
