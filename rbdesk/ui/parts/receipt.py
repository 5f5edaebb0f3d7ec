"""A package that was made: its file, its code, and what to do with it; beside it what it holds."""

from __future__ import annotations

from collections.abc import Sequence
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
from rbdesk.ui.parts.flow_row import FlowRow
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.package_file import PackageFile
from rbdesk.ui.parts.package_files import FileText, PackageFiles
from rbdesk.workflow.sending import REPLACED, SENT, SentPackage


class Receipt(Card):
    """Signals: `told(words)` something was copied · `folder_wanted()` · `marked(is_sent)` · `back_wanted()` to the
    checks · `again_wanted()` a file is gone and must be made again · `other_way_wanted()` it is to leave another way ·
    `proof_wanted()` the receipt is to be kept as a file · `letter_wanted()` a balasan is to be opened.
    """

    told = Signal(str)
    folder_wanted = Signal()
    marked = Signal(bool)
    back_wanted = Signal()
    again_wanted = Signal()
    other_way_wanted = Signal()
    proof_wanted = Signal()
    letter_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_XL + 2, parent=parent)
        self._message = ""
        self._proof = ""
        self._package: SentPackage | None = None
        self.body.setSpacing(theme.SPACE_M)
        self._add_head()
        self.lost = Banner("warn")
        self.lost.acted.connect(lambda _: self.again_wanted.emit())
        self.body.addWidget(self.lost)
        self.safe = Banner(
            "ok",
            "Aman dicabut",
            "Semua berkas sudah dibaca ulang dari stik dan sama dengan yang ditulis.",
            icon="usb",
        )
        self.safe.hide()
        self.body.addWidget(self.safe)
        self.files = PackageFiles()
        self.files.copied.connect(self._on_files_copied)
        self.body.addWidget(self.files)
        self.code = CodeBox()
        self.code.copied.connect(lambda code: self.told.emit(f"Kode paket {code} disalin"))
        self.body.addWidget(self.code)
        self.body.addWidget(Label("Langkah selanjutnya", "strong", "text2"))
        self._add_steps()
        self.body.addStretch(1)

    @property
    def file(self) -> PackageFile:
        """The row of the file that carries the answers."""
        return self.files.first

    def show_package(
        self,
        package: SentPackage,
        files: Sequence[FileText],
        *,
        office: str,
        year: int,
        is_locked: bool,
        is_safe: bool = False,
        proof: str = "",
    ) -> None:
        """Show a package and its files.

        `is_safe`: they were read back from another disk than the desk's. `proof` is the receipt's signed text, "" for
        a package of an older program.
        """
        self._package = package
        self._proof = proof
        kind = "resmi" if package.final else "sementara"
        made = package.made_at.astimezone()
        locked = " · penilaian kini terkunci" if package.final and is_locked else ""
        state = " · sudah digantikan revisi baru" if package.state == REPLACED else locked
        self.title_words.setText(f"Paket {kind} sudah dibuat")
        self.when.setText(f"{_full_time(made)}{state}")
        self.files.set_files(files)
        is_there = all(file.is_there for file in files)
        self.safe.setVisible(is_safe and is_there)
        self.code.set_code(package.code)
        self._message = message(package, office=office, year=year, files=len(files))
        is_sent, is_current = package.state == SENT, package.state != REPLACED
        self.lost.set_banner(
            "warn",
            "Berkas paket ini tidak ada lagi di foldernya"
            if len(files) == 1
            else "Ada berkas paket ini yang tidak ada lagi di foldernya",
            "Isinya masih tersimpan, jadi berkasnya dapat dibuat lagi.",
            [Way("again", "Buat lagi", "refresh")] if is_current else [],
        )
        self.lost.setVisible(not is_there)
        self.folder.setEnabled(package.path.parent.is_dir())
        self.other_way.setVisible(is_current)
        self.save_proof.setEnabled(bool(proof))
        self.copy_proof.setEnabled(bool(proof))
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
        self.answered.setText(
            f"Balasan {package.letter} dari Sekretariat menjawab paket ini. Tanggapi hasilnya."
            if package.letter
            else "Setelah diverifikasi, Anda menerima berkas balasan. Buka di sini."
        )
        self.open_letter.setText("Lihat hasil verifikasi" if package.letter else "Buka berkas balasan")
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
        self.other_way = link("Kirim dengan cara lain", "usb")
        self.other_way.clicked.connect(self.other_way_wanted)
        self.save_proof = secondary("Simpan tanda terima (PDF)", "file-type-pdf")
        self.save_proof.clicked.connect(self.proof_wanted)
        self.copy_proof = secondary("Salin teks tanda terima", "copy")
        self.copy_proof.clicked.connect(self._on_copy_proof)
        self.mark = secondary("Tandai sudah dikirim", "check")
        self.mark.clicked.connect(self._on_mark)
        self.mark_words = WrapLabel("")
        self.open_letter = secondary("Buka berkas balasan", "mail-opened")
        self.open_letter.clicked.connect(self.letter_wanted)
        self.answered = WrapLabel("")
        send = WrapLabel("Kirim berkas paket ke Sekretariat lewat WhatsApp, surel, atau stik.")
        keep = WrapLabel("Simpan tanda terima. Sekretariat mencocokkan kode paket dan kode QR-nya.")
        steps: list[tuple[WrapLabel, list[Button]]] = [
            (send, [self.copy_message, self.folder, self.other_way]),
            (keep, [self.save_proof, self.copy_proof]),
            (self.mark_words, [self.mark]),
            (self.answered, [self.open_letter]),
        ]
        for at, (words, buttons) in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_M)
            row.addWidget(StepNumber(at), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(theme.SPACE_S)
            column.addWidget(words)
            if buttons:
                line = FlowRow()
                for button in buttons:
                    line.add(button)
                column.addWidget(line)
            row.addLayout(column, 1)
            self.body.addLayout(row)

    def _on_copy_message(self) -> None:
        QGuiApplication.clipboard().setText(self._message)
        self.told.emit("Pesan disalin. Tempel di WhatsApp, lalu lampirkan berkas paketnya.")

    def _on_copy_proof(self) -> None:
        QGuiApplication.clipboard().setText(self._proof)
        self.told.emit("Teks tanda terima disalin. Sekretariat dapat memeriksanya tanpa berkas.")

    def _on_files_copied(self, count: int) -> None:
        words = "Berkas disalin" if count == 1 else f"{count} berkas disalin"
        self.told.emit(f"{words}. Tempel dengan Ctrl+V.")

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


def message(package: SentPackage, *, office: str, year: int, files: int = 1) -> str:
    """The message that goes with the file, or with several of them."""
    kind = "paket" if package.final else "paket sementara"
    several = f" dalam {files} berkas" if files > 1 else ""
    return (
        f"Yth. Sekretariat, terlampir {kind} RB {year} Kecamatan {office} revisi {package.revision}{several}. "
        f"Kode paket {package.code}."
    )


def _full_time(when: datetime) -> str:
    return f"{text.weekday(when)}, {text.date_long(when)} pukul {text.clock(when)}"
