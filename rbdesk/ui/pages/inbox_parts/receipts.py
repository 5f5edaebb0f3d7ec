"""Periksa tanda terima: a receipt's text, photo or page beside what is held here. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from rbdesk import messages, wording
from rbdesk.domain.office import Register
from rbdesk.errors import BundleRefused, RBDeskError
from rbdesk.exchange import photo
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, theme
from rbdesk.ui.models.receipt_lines import ReceiptLine, receipt_lines
from rbdesk.ui.parts import photo_text
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.icon_tile import IconLabel
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.workflow import catalog, receipting
from rbdesk.workflow.receipting import DIFFERENT, NOT_COME, TAKEN_IN, JudgedReceipt

if TYPE_CHECKING:
    from rbdesk.store.database import Store
    from rbdesk.ui.desk import Desk

PATTERN = "Tanda terima (*.png *.jpg *.jpeg *.pdf *.txt);;Semua berkas (*)"
_PAGES = frozenset({".pdf", ".txt"})
_TONES = {TAKEN_IN: "ok", NOT_COME: "warn", DIFFERENT: "err"}
_PICTURES = frozenset({".png", ".jpg", ".jpeg"})
_MOST_PASTED = 10_000  # characters


def may_be_receipt(path: Path) -> bool:
    """Whether a file is a receipt rather than a package: a picture, which no package is, or a page or text of one."""
    ending = path.suffix.casefold()
    return ending in _PICTURES or (ending in _PAGES and bool(receipting.read_receipt(path)))


def pasted_receipt() -> str:
    """The receipt's text in the clipboard, "" if it holds none."""
    text = QGuiApplication.clipboard().text()
    return receipting.read_receipt(text) if text and len(text) < _MOST_PASTED else ""


class ReceiptDialog(Modal):
    """Takes a text or a file, says how the receipt stands."""

    def __init__(self, parent: QWidget, desk: Desk, register: Register) -> None:
        super().__init__(parent, "Periksa tanda terima", width=640)
        self._desk = desk
        self._register = register
        self.judged: JudgedReceipt | None = None
        self.body.addWidget(WrapLabel("Periksa tanda terima", "dialog"))
        told = "Tempel teks kode QR-nya, atau pilih foto, hasil pindai, atau PDF-nya. Tidak ada yang ditulis."
        self.body.addWidget(WrapLabel(told, "body", "text2"))
        self.text = _PasteField()
        self.text.setAccessibleName("Teks tanda terima")
        self.text.setPlaceholderText("RBDR1.…")
        self.text.textChanged.connect(self._on_text)
        self.pick = secondary("Pilih foto…", "photo")
        self.pick.clicked.connect(self._on_pick)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_M)
        row.addWidget(self.text, 1)
        row.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.outcome = Banner("info")
        self.outcome.hide()
        self.body.addWidget(self.outcome)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_L)
        self._grid.setVerticalSpacing(theme.SPACE_XS)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 3)
        self._table.hide()
        self.body.addWidget(self._table)
        self.body.addStretch(1)
        self.close_button = secondary("Tutup")
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self.foot.addLayout(foot)
        self.first = self.text

    def show_text(self, text: str) -> None:
        """Judge a receipt's text as if it had been pasted."""
        self.text.setPlainText(text)

    def read_file(self, path: Path) -> None:
        """Judge the receipt in a file: a photo, a page, a text."""
        self._say("info", "Membaca berkas…")
        self._desk.run(_read_file, path, done=self._on_read, failed=lambda _: self._on_read(""))

    def rows(self) -> tuple[ReceiptLine, ...]:
        """What is compared now, line by line."""
        if self.judged is None:
            return ()
        instrument = catalog.instrument(self.judged.receipt.instrument)
        return receipt_lines(self.judged, self._register, instrument)

    def _on_pick(self) -> None:
        for path in dialogs.pick_files(self, "Pilih foto atau berkas tanda terima", PATTERN)[:1]:
            self.read_file(path)

    def _on_read(self, text: str) -> None:
        if text:
            self.show_text(text)
            return
        details = "Foto kode QR-nya lebih dekat dan tegak, atau tempel teksnya."
        if not photo.can_read():
            details = "Pembaca foto tidak terpasang di komputer ini. Tempel teks kode QR-nya."
        self._forget()
        self._say("warn", "Tidak ada tanda terima yang terbaca di berkas itu", details)

    def _on_text(self) -> None:
        text = self.text.toPlainText()
        self._forget()
        if not text.strip():
            self.outcome.hide()
        elif not receipting.read_receipt(text):
            self._say("info", "Ini bukan teks tanda terima", "Teksnya berawal dengan RBDR1.")
        else:
            self._desk.read(_load_judged, text, then=self._on_judged, failed=self._on_refused)

    def _on_judged(self, judged: JudgedReceipt) -> None:
        self.judged = judged
        title, todo = wording.RECEIPT[judged.state]
        self._say(_TONES[judged.state], title, f"{wording.RECEIPT_IS_SIGNED} {todo}".strip())
        self._fill(self.rows(), has_held=judged.held is not None)

    def _on_refused(self, error: RBDeskError) -> None:
        self._forget()
        if isinstance(error, BundleRefused):
            what, todo = messages.bundle_sentence(error.code, error.facts)
            self._say("err", what, f"{todo} Kode galat {error.code}.".strip())
            return
        told = messages.sentence(error)
        self._say("err", told.what, f"{told.safe} {told.todo}".strip())

    def _say(self, tone: str, title: str, details: str = "") -> None:
        self.outcome.set_banner(tone, title, details)
        self.outcome.show()
        if self.isVisible():
            self._place()

    def _forget(self) -> None:
        self.judged = None
        self._table.hide()

    def _fill(self, lines: tuple[ReceiptLine, ...], *, has_held: bool) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for column, head in enumerate(("", "Tanda terima", "Di sini" if has_held else "")):
            self._grid.addWidget(Label(head, "caption_strong", "text2"), 0, column)
        for at, line in enumerate(lines, 1):
            ink = "err" if line.is_different else "text"
            self._grid.addWidget(Label(line.name, "body", "text2"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(WrapLabel(line.said, "body", ink), at, 1)
            self._grid.addWidget(WrapLabel(line.held, "strong" if line.is_different else "body", ink), at, 2)
            if line.is_different:
                self._grid.addWidget(IconLabel("alert-circle", "err", 16), at, 3)
        self._table.show()
        self._place()


class _PasteField(QPlainTextEdit):
    """Takes text only, and shows two lines of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(50))


def _load_judged(db: Store, text: str) -> JudgedReceipt:
    return receipting.judge_receipt(db, text)


def _read_file(path: Path, progress: Progress) -> str:
    """The receipt's text in a file, "" if there is none."""
    if path.suffix.casefold() in _PICTURES:
        found = photo_text.read_photo(path, progress)
        return next((text for text in found if receipting.read_receipt(text)), "")
    return receipting.read_receipt(path)
