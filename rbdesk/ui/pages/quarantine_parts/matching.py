"""One device of Karantina at the right: its digits to be compared by telephone, and the decision."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.errors import NotAllowed
from rbdesk.exchange import keytext, signing
from rbdesk.ui import theme
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.qr_square import QrSquare
from rbdesk.ui.parts.reason_box import ReasonBox
from rbdesk.ui.parts.receipt import StepNumber
from rbdesk.ui.parts.recognise import DigitGrid
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.quarantine import WaitingDevice

_SHORTEST_REASON = 5  # characters
_STEPS = (
    (
        "Telepon kantor dengan nomor yang sudah Anda kenal",
        "Jangan memakai nomor dari berkas atau pesan yang mengantar berkas ini.",
    ),
    (
        "Minta petugas membuka Pengaturan › Kunci, lalu membacakan angkanya",
        "Centang tiap kelompok yang sama. Bisa juga memakai Berita Acara yang dicap.",
    ),
    ("Tetapkan", ""),
)


class MatchCard(Card):
    """Signals: `recognised(WaitingDevice)` every group was found equal and the button was pressed ·
    `rejected(WaitingDevice, reason)` a digit differs · `recalled(WaitingDevice)` it was no reason to turn it away.
    """

    recognised = Signal(object)
    rejected = Signal(object, str)
    recalled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.device: WaitingDevice | None = None
        self.title = WrapLabel("", "dialog")
        self.named = WrapLabel("", "caption", "text2")
        self.standing = Banner("warn")
        self.known = Banner("info")
        self.grid = DigitGrid()
        self.grid.ticked.connect(self._judge)
        self.square = QrSquare("Kode QR kunci perangkat ini")
        self._square_words = WrapLabel(
            "Kode QR yang sama ada di layar dan Berita Acara kecamatan", "caption", "text2"
        )
        self.count = Label("", "strong", "text2")
        self.paste = QLineEdit()
        self.paste.setPlaceholderText("Tempel teks QR")
        self.paste.setAccessibleName("Teks kode QR dari kecamatan")
        self.paste.textChanged.connect(self._on_paste)
        self.said = WrapLabel("", "caption_strong", "text2")
        self.steps = [WrapLabel(details, "caption", "text2") for _, details in _STEPS]
        self.refuse = secondary("Ada angka berbeda, tolak", "circle-x")
        self.refuse.clicked.connect(self._ask_reason)
        self.recall = secondary("Batalkan penolakan", "arrow-back-up")
        self.recall.clicked.connect(lambda: self.recalled.emit(self.device))
        self.recall.hide()  # never beside the other: the window would have to be as wide as both
        self.act = primary("Kenali perangkat ini", "shield-check", keys="Ctrl+Enter")
        self.act.clicked.connect(self._on_act)
        self.missing = Label("", "caption_strong", "warn")
        self.kept = WrapLabel("Paketnya tetap tersimpan, tidak digabung.", "caption", "text3")
        self.reason = ReasonBox(
            "Tolak perangkat ini?",
            "Tolak perangkat",
            "Kirimannya ditolak sampai perangkat ini dipanggil kembali. Paketnya tetap tersimpan.",
            icon="circle-x",
            kind="danger",
            least=_SHORTEST_REASON,
        )
        self.reason.given.connect(self._on_reason)
        self.reason.dismissed.connect(self._end_reason)
        self._lay_out()

    def preferred_stop(self) -> QWidget | None:
        """Where the focus goes first: to the first group."""
        return self.grid.groups[0] if self.grid.groups else None

    def show_device(self, device: WaitingDevice, office: str) -> None:
        """Show a device; of the same one the ticks stay."""
        is_same = self.device is not None and (self.device.office, self.device.key) == (
            device.office,
            device.key,
        )
        has_turned = self.device is not None and self.device.is_rejected != device.is_rejected
        self.device = device
        self.title.setText(f"Cocokkan 30 angka dengan {office}")
        named = f"Perangkat “{device.label}”, dinamai oleh pengirim. " if device.label else ""
        self.named.setText(f"{named}Kode {device.office} sesuai daftar kecamatan.")
        self._show_standing(device)
        self.known.setVisible(bool(device.known))
        self.known.set_banner("info", known_words(device))
        self._show_ways()
        waiting = f"{len(device.files)} paket yang menunggu " if device.files else "Paket yang menunggu "
        self.steps[2].setText(
            f"Dikenal: {waiting}masuk Rencana gabung, dan perangkat ini langsung diterima berikutnya."
        )
        if is_same and not has_turned:
            return
        self._end_reason()
        self.paste.clear()
        self._say("", "text2")
        self.square.set_text(keytext.key_text(device.office, device.key))
        self.grid.show_digits(device.fingerprint.split())

    def set_stacked(self, is_stacked: bool) -> None:
        """Put the QR code under the digits, or beside them."""
        ways = QBoxLayout.Direction
        self._pair.setDirection(ways.TopToBottom if is_stacked else ways.LeftToRight)

    def set_whole(self, is_whole: bool) -> None:
        """Be as high as all of it, on a page that scrolls itself."""
        high = self._content.sizeHint().height() if is_whole else 0
        self._scroll.setMinimumHeight(high)
        self._is_whole = is_whole

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.text()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and number.isascii() and number.isdecimal() and self.press(int(number)):
            return
        super().keyPressEvent(event)

    def press(self, number: int) -> bool:
        """Tick a group by its key; after the sixth the focus goes to the button. False if it is no group's."""
        if not self.grid.press(number):
            return False
        if self.act.isEnabled():  # so that Enter recognises the device and does not untick the group
            self.act.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def confirm(self) -> None:
        """Recognise the device, or go to the first group that is not ticked; a reason that is written is given."""
        if self.reason.isVisible():
            self.reason.act.click()
            return
        if self.grid.is_whole:
            self._on_act()
            return
        open_group = next((group for group in self.grid.groups if not group.isChecked()), None)
        if open_group is not None:
            open_group.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_ways(self) -> None:
        is_rejected = self.device is not None and self.device.is_rejected
        self.refuse.setVisible(not is_rejected)
        self.recall.setVisible(self.device is not None and self.device.may_wait_again)

    def _show_standing(self, device: WaitingDevice) -> None:
        self.standing.setVisible(device.is_rejected)
        if not device.is_rejected:
            return
        when = f"{text.date_short(device.at.astimezone())} oleh {device.by}" if device.at else ""
        reason = f"“{device.reason}”. " if device.reason else ""
        self.standing.set_banner(
            "warn",
            f"Ditolak {when}".strip(),
            f"{reason}{_again_words(device)}",
            icon="circle-x",
        )

    def _judge(self, count: int) -> None:
        total = len(self.grid.groups)
        self.count.setText(f"{count} dari {total} kelompok cocok")
        self.count.set_ink("ok" if count else "text2")
        self.act.setEnabled(self.grid.is_whole)
        missing = "Semua kelompok cocok." if self.grid.is_whole else f"Centang {total - count} kelompok lagi."
        self.missing.setText(missing)
        self.missing.set_ink("ok" if self.grid.is_whole else "warn")
        self.act.setAccessibleDescription(missing)

    def _on_paste(self, words: str) -> None:
        """Equal keys tick all, another one shows where it differs."""
        device = self.device
        if device is None:
            return
        if not words.strip():
            self.grid.forget_differences()
            self._say("", "text2")
            return
        try:
            named = keytext.parse_devices(words)
        except NotAllowed:
            self.grid.forget_differences()
            self._say("Teks ini bukan kunci perangkat.", "text2")
            return
        if len(named) != 1:
            self._say("Tempel teks dari satu perangkat saja.", "text2")
            return
        [one] = named
        differing = self.grid.compare(signing.fingerprint(one.key).split())
        if differing:
            listed = text.listing([str(number) for number in differing])
            which = f"Semua {len(differing)} kelompok" if len(differing) > 5 else f"Kelompok {listed}"
            self._say(f"{which} berbeda dari teks itu. Jangan kenali perangkat ini.", "err")
        elif one.office and one.office != device.office:
            self.grid.show_digits(device.fingerprint.split())
            self._say(f"Kuncinya sama, tetapi teks itu milik kode {one.office}.", "err")
        else:
            self._say("Kunci di teks itu sama.", "ok")

    def _say(self, words: str, ink: str) -> None:
        self.said.setText(words)
        self.said.set_ink(ink)
        self.said.setVisible(bool(words))

    def _on_act(self) -> None:
        if self.device is not None and self.grid.is_whole:
            self.recognised.emit(self.device)

    def _ask_reason(self) -> None:
        self.reason.show()
        self.reason.begin()
        for widget in (self.refuse, self.recall, self.kept, self.act, self.missing):
            widget.hide()

    def _end_reason(self) -> None:
        had_focus = self.reason.isVisible() and self.reason.field.hasFocus()
        self.reason.hide()
        for widget in (self.kept, self.act, self.missing):
            widget.show()
        self._show_ways()
        if had_focus:
            self.refuse.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, reason: str) -> None:
        if self.device is not None:
            self.rejected.emit(self.device, reason)

    def _lay_out(self) -> None:
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(theme.SPACE_XL + 2, theme.SPACE_M + 2, theme.SPACE_XL + 2, theme.SPACE_M)
        column.setSpacing(theme.SPACE_S)
        for widget in (self.title, self.named, self.standing, self.known, Line()):
            column.addWidget(widget)
        digits = QVBoxLayout()
        digits.setSpacing(theme.SPACE_S)
        digits.addWidget(self.grid)
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_S)
        line.addWidget(self.count)
        line.addWidget(ElidedLabel("· tombol 1–6", "caption", "text3"), 1)
        line.addWidget(self.paste, 1)
        digits.addLayout(line)
        digits.addWidget(self.said)
        digits.addStretch(1)
        code = QVBoxLayout()
        code.setSpacing(theme.SPACE_XS)
        code.addWidget(self.square, 0, Qt.AlignmentFlag.AlignHCenter)
        self._square_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        code.addWidget(self._square_words)
        code.addStretch(1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(theme.SPACE_L)
        self._pair.addLayout(digits, 3)
        self._pair.addLayout(code, 1)
        column.addLayout(self._pair)
        column.addWidget(Line())
        for number, ((words, _), details) in enumerate(zip(_STEPS, self.steps, strict=True), 1):
            column.addLayout(_step(number, words, details))
        column.addStretch(1)
        self._scroll = ScrollColumn(self._content)
        self._is_whole = False
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.SPACE_XL + 2, theme.SPACE_S, theme.SPACE_XL + 2, theme.SPACE_S)
        foot.setSpacing(theme.SPACE_XS)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self.refuse)
        row.addWidget(self.recall)
        row.addWidget(self.kept, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.act)
        foot.addLayout(row)
        self.missing.setAlignment(Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self.missing)
        foot.addWidget(self.reason)
        self.reason.hide()
        self.body.setSpacing(0)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(Line("border"))
        self.body.addLayout(foot)


def _again_words(device: WaitingDevice) -> str:
    """How a device that was turned away comes back."""
    if device.may_wait_again:
        return "Bila keliru menolak, batalkan penolakannya atau cocokkan angkanya di bawah."
    return "Bila angkanya ternyata sama, cocokkan lagi di bawah untuk memanggilnya kembali."


def known_words(device: WaitingDevice) -> str:
    """What is to be known of an office's other devices; "" without any."""
    if not device.known:
        return ""
    since = text.day_month(min(entry.since for entry in device.known).astimezone())
    first = "dikenal" if len(device.known) == 1 else "yang pertama dikenal"
    return f"Kecamatan ini sudah ada {len(device.known)} perangkat, {first} sejak {since}."


def _step(number: int, words: str, details: WrapLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.SPACE_M)
    row.addWidget(StepNumber(number), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(WrapLabel(words, "strong"))
    column.addWidget(details)
    row.addLayout(column, 1)
    return row
