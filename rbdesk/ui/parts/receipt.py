"""A package that was made: its file, its code, and what to do with it; beside it what it holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.parts.banner import Banner, Way
from rbdesk.ui.parts.buttons import Button, link, primary, secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.empty_state import IconDisc
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.package_file import PackageFile
from rbdesk.workflow.sending import REPLACED, SENT, SentPackage


class Receipt(Card):
    """Signals: `told(words)` something was copied · `folder_wanted()` · `marked(is_sent)` · `back_wanted()` to the
    checks · `again_wanted()` the file is gone and must be made again.
    """

    told = Signal(str)
    folder_wanted = Signal()
    marked = Signal(bool)
    back_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_XL + 2, parent=parent)
        self._message = ""
        self._package: SentPackage | None = None
        self.body.setSpacing(theme.SPACE_M)
        self._add_head()
        self.lost = Banner("warn")
        self.lost.acted.connect(lambda _: self.again_wanted.emit())
        self.body.addWidget(self.lost)
        self.file = PackageFile()
        self.file.copied.connect(lambda: self.told.emit("Berkas disalin. Tempel dengan Ctrl+V."))
        self.body.addWidget(self.file)
        self.code = CodeBox()
        self.code.copied.connect(lambda code: self.told.emit(f"Kode paket {code} disalin"))
        self.body.addWidget(self.code)
        self.body.addWidget(Label("Langkah selanjutnya", "strong", "text2"))
        self._add_steps()
        self.body.addStretch(1)

    def show_package(
        self, package: SentPackage, *, office: str, year: int, is_locked: bool, is_there: bool
    ) -> None:
        """Show a package; `is_there`: its file still lies where it was written."""
        self._package = package
        kind = "resmi" if package.final else "sementara"
        made = package.made_at.astimezone()
        locked = " · penilaian kini terkunci" if package.final and is_locked else ""
        state = " · sudah digantikan revisi baru" if package.state == REPLACED else locked
        self.title_words.setText(f"Paket {kind} sudah dibuat")
        self.when.setText(f"{_full_time(made)}{state}")
        self.file.set_file(package.path, package.size, is_there=is_there)
        self.code.set_code(package.code)
        self._message = message(package, office=office, year=year)
        is_sent, is_current = package.state == SENT, package.state != REPLACED
        self.lost.set_banner(
            "warn",
            "Berkas paket ini tidak ada lagi di foldernya",
            "Isinya masih tersimpan, jadi berkasnya dapat dibuat lagi.",
            [Way("again", "Buat lagi", "refresh")] if is_current else [],
        )
        self.lost.setVisible(not is_there)
        self.folder.setEnabled(package.path.parent.is_dir())
        self.copy_message.set_kind("secondary" if is_sent or not is_current else "primary")
        self.mark.setVisible(is_current)
        self.mark.setText("Batalkan tanda terkirim" if is_sent else "Tandai sudah dikirim")
        self.mark.set_icon("arrow-back-up" if is_sent else "check")
        self.mark_words.setText(
            "Sudah Anda tandai terkirim."
            if is_sent
            else "Setelah terkirim, tandai di sini. RBDesk tidak dapat mengetahuinya sendiri."
            if is_current
            else "Paket ini digantikan revisi yang lebih baru."
        )
        self.back.setVisible(not is_locked)

    def _add_head(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M + 2)
        row.addWidget(IconDisc("check", "ok", 48), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.title_words = WrapLabel("", "hero")
        self.when = WrapLabel("", "body", "text2")
        column.addWidget(self.title_words)
        column.addWidget(self.when)
        row.addLayout(column, 1)
        self.back = link("Kembali ke pemeriksaan", "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def _add_steps(self) -> None:
        self.copy_message = primary("Salin pesan WhatsApp", "brand-whatsapp")
        self.copy_message.clicked.connect(self._on_copy_message)
        self.folder = secondary("Buka folder", "folder-open")
        self.folder.clicked.connect(self.folder_wanted)
        self.mark = secondary("Tandai sudah dikirim", "check")
        self.mark.clicked.connect(self._on_mark)
        self.mark_words = WrapLabel("")
        send = WrapLabel("Kirim berkas paket ke Sekretariat lewat WhatsApp, surel, atau stik.")
        meet = WrapLabel("Sekretariat mencocokkan kode paket di atas sebelum menggabungkannya.")
        steps: list[tuple[WrapLabel, list[Button]]] = [
            (send, [self.copy_message, self.folder]),
            (self.mark_words, [self.mark]),
            (meet, []),
        ]
        for at, (words, buttons) in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_M)
            row.addWidget(StepNumber(at), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(theme.SPACE_S)
            column.addWidget(words)
            if buttons:
                line = QHBoxLayout()
                line.setSpacing(theme.SPACE_S)
                for button in buttons:
                    line.addWidget(button)
                line.addStretch(1)
                column.addLayout(line)
            row.addLayout(column, 1)
            self.body.addLayout(row)

    def _on_copy_message(self) -> None:
        QGuiApplication.clipboard().setText(self._message)
        self.told.emit("Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas paketnya.")

    def _on_mark(self) -> None:
        if self._package is not None:
            self.marked.emit(self._package.state != SENT)


class CodeBox(Dressed, QFrame):
    """Kode paket, large, to be read out and compared. Signals: `copied(code)`."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_M, theme.SPACE_S)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._caption = Label("Kode paket", "caption", "text2")
        self.code = Label("", "hero")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self._caption)
        column.addWidget(self.code)
        row.addLayout(column, 1)
        self.copy = secondary("Salin", "copy")
        self.copy.setAccessibleName("Salin kode paket")
        self.copy.clicked.connect(self._on_copy)
        row.addWidget(self.copy)
        self.follow_theme()

    def set_code(self, code: str) -> None:
        """Show this code."""
        self.code.setText(code)
        spelt = " strip ".join(" ".join(group) for group in code.split("-"))
        self.code.setAccessibleName(f"Kode paket {spelt}")

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("text") if theme.is_high_contrast() else None
        ground = paint.Look(theme.color("sunken"), theme.color("text"), edge)
        paint.box(QPainter(self), QRectF(self.rect()), ground, theme.RADIUS_CARD - 2)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self.copied.emit(self.code.text())


class StepNumber(Dressed, QWidget):
    """The number of a step in a soft disc."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.follow_theme()

    def dress(self) -> None:
        self.setFixedSize(theme.px(26), theme.px(26))
        super().dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = paint.look("info")
        paint.box(painter, self.rect(), ground, self.height() / 2)
        paint.text(painter, self.rect(), str(self._number), theme.font("strong"), ground.ink, paint.CENTRE)


def message(package: SentPackage, *, office: str, year: int) -> str:
    """The message that goes with the file."""
    kind = "paket" if package.final else "paket sementara"
    return (
        f"Yth. Sekretariat, terlampir {kind} RB {year} Kecamatan {office} revisi {package.revision}. "
        f"Kode paket {package.code}."
    )


def _full_time(when: datetime) -> str:
    return f"{text.weekday(when)}, {text.date_long(when)} pukul {text.clock(when)}"
