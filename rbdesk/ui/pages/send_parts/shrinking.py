"""Kecilkan gambar: large pictures with the size before and after; what is chosen takes their place, and can go back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.errors import RBDeskError
from rbdesk.paths import DeskFolder
from rbdesk.ui import jobs, theme
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts import smaller
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import primary, quiet
from rbdesk.ui.parts.labels import ElidedLabel, Label, WrapLabel
from rbdesk.ui.parts.modal import Modal
from rbdesk.ui.parts.smaller import Smaller
from rbdesk.workflow import shrinking
from rbdesk.workflow.evidence import EvidenceFile
from rbdesk.workflow.shrinking import Replacement

if TYPE_CHECKING:
    from rbdesk.ui.desk import Desk

_OTHERS_NAMED = 3
_LARGE_OTHER_BYTES = 3 * 2**20


class Shrinker(QObject):
    """Offers smaller copies and puts those that were chosen in place.

    Signals: `told(words, undo)` for a toast.
    """

    told = Signal(str, object)

    def __init__(self, desk: Desk, answers: AnswerModel, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._answers = answers
        self._page = page

    @property
    def count(self) -> int:
        """How many pictures are worth a smaller copy; none while the year is locked."""
        found = {
            item.sha256
            for item in self._answers.assessment.evidence
            if item.on and shrinking.is_large_picture(item.mime, item.size)
        }
        return 0 if self._answers.is_locked else len(found)

    def ask(self) -> None:
        """Offer smaller copies of large pictures."""
        if not self._answers.is_locked:
            self._desk.read(shrinking.list_large, self._answers.key, then=self._on_large)

    def _on_large(self, files: tuple[EvidenceFile, ...]) -> None:
        dialog = ShrinkDialog(self._page, self._desk, files)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_made(self, replacements: tuple[Replacement, ...]) -> None:
        if self._answers.replace_files(replacements):
            saved = text.size(sum(one.old.size - one.new.size for one in replacements))
            self.told.emit(f"{len(replacements)} gambar dikecilkan, {saved} lebih kecil", self._answers.undo)


class ShrinkDialog(Modal):
    """Signals: `made(tuple[Replacement, ...])` smaller copies lie in the desk and may take their pictures' places."""

    made = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, files: Sequence[EvidenceFile]) -> None:
        """`files` stand as evidence, the largest first; those that are no large pictures are only named."""
        super().__init__(parent, "Kecilkan gambar", width=600)
        self._desk = desk
        self._pictures = [file for file in files if shrinking.is_large_picture(file.mime, file.size)]
        self._job: jobs.Handle | None = None
        self._found: tuple[Smaller, ...] = ()
        self.rows: list[PictureRow] = []
        self.heading = Label("Kecilkan gambar", "dialog")
        self.words = WrapLabel("", "body", "text2")
        self.bar = Bar(role="primary", name="Kemajuan pengecilan gambar")
        self.trouble = WrapLabel("", "strong", "err")
        self.trouble.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE_XS)
        for widget in (self.heading, self.words, self.bar, self.trouble):
            self.body.addWidget(widget)
        self.body.addLayout(self._list)
        self.others = WrapLabel(_other_words(files), "caption", "text2")
        self.others.setVisible(bool(self.others.text()))
        self.body.addWidget(self.others)
        self.body.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        self.sum = WrapLabel("", "strong")
        foot.addWidget(self.sum, 1, Qt.AlignmentFlag.AlignVCenter)
        self.cancel = quiet("Batal")
        self.cancel.clicked.connect(self.reject)
        self.act = primary("Ganti", "replace")
        self.act.clicked.connect(self._on_wanted)
        foot.addWidget(self.cancel)
        foot.addWidget(self.act)
        self.foot.addLayout(foot)
        self.first = self.cancel
        self.rejected.connect(self._stop)
        self.act.setEnabled(False)
        self._begin()

    # --- making the copies --------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._say_step(0, len(self._pictures), "")
        self._job = self._desk.run(
            smaller.make_all,
            DeskFolder(self._desk.folder),
            tuple(self._pictures),
            done=self._on_made,
            failed=self._on_failed,
            progressed=self._say_step,
        )

    def _say_step(self, done: int, total: int, name: str) -> None:
        which = f" {min(done + 1, total)} dari {total}: {name}" if name else "…"
        self.words.setText(f"Membuat salinan yang lebih kecil{which}")
        self.bar.set_share(done / total if total else 0.0)

    def _on_made(self, found: tuple[Smaller, ...]) -> None:
        self._job = None
        self._found = found
        self.bar.hide()
        for item in found:
            row = PictureRow(item)
            row.check.toggled.connect(lambda _: self._show_sum())
            self.rows.append(row)
            self._list.addWidget(row)
            row.show()  # a layout shows what is new only later, and it would have no room
        skipped = len(self._pictures) - len(found)
        rest = f" {skipped} gambar lain tidak menjadi lebih kecil." if skipped else ""
        self.words.setText(
            "Gambar yang dicentang diganti dengan salinan yang lebih kecil dan tetap terbaca. "
            f"Berkas aslinya tetap tersimpan di riwayat.{rest}"
            if found
            else "Tidak ada gambar yang dapat dikecilkan lagi."
        )
        self._show_sum()
        self.fit()
        if found:
            self.act.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[Smaller, ...]:
        """The copies that are ticked."""
        return tuple(row.item for row in self.rows if row.check.isChecked())

    def _show_sum(self) -> None:
        chosen = self.chosen()
        saved = sum(item.saved for item in chosen)
        self.sum.setText(f"Lebih kecil {text.size(saved)}" if chosen else "")
        self.act.setText(f"Ganti {len(chosen)} gambar" if chosen else "Ganti")
        self.act.setEnabled(bool(chosen) and self._job is None)

    # --- keeping them -------------------------------------------------------------------------------------

    def _on_wanted(self) -> None:
        chosen = self.chosen()
        if not chosen or self._job is not None:
            return
        self.trouble.hide()
        self.bar.set_share(0.0)
        self.bar.show()
        self.act.setEnabled(False)
        for row in self.rows:
            row.check.setEnabled(False)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._job = self._desk.run(
            shrinking.stage_copies,
            DeskFolder(self._desk.folder),
            tuple((item.file, item.data, item.name) for item in chosen),
            done=self._on_kept,
            failed=self._on_failed,
            progressed=lambda done, total, _: self.bar.set_share(done / total if total else 0.0),
        )

    def _on_kept(self, kept: tuple[Replacement, ...]) -> None:
        self._job = None
        self.made.emit(kept)
        self.accept()

    def _on_failed(self, error: RBDeskError) -> None:
        self._job = None
        self.bar.hide()
        self.trouble.setText(messages.sentence(error).text)
        self.trouble.show()
        for row in self.rows:
            row.check.setEnabled(True)
        self._show_sum()
        self.fit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()


class PictureRow(QWidget):
    """One picture with its size before and after, ticked."""

    def __init__(self, item: Smaller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        before, after = text.size(item.file.size), text.size(len(item.data))
        self.check = QCheckBox()
        self.check.setChecked(True)
        self.check.setMinimumSize(theme.px(24), theme.px(24))
        self.check.setAccessibleName(f"Ganti {item.file.name}, dari {before} menjadi {after}")
        name = ElidedLabel(item.file.name)
        name.setBuddy(self.check)
        row.addWidget(self.check)
        row.addWidget(name, 1)
        row.addWidget(Label(before, "body", "text2"))
        row.addWidget(Label("→", "body", "text3"))
        row.addWidget(Label(after, "strong"))


def _other_words(files: Sequence[EvidenceFile]) -> str:
    """What can be said of large files that are no pictures."""
    large = [
        file for file in files if file.mime not in shrinking.PICTURES and file.size >= _LARGE_OTHER_BYTES
    ]
    if not large:
        return ""
    named = [f"“{file.name}” {text.size(file.size)}" for file in large[:_OTHERS_NAMED]]
    rest = len(large) - len(named)
    listed = text.listing([*named, f"{rest} lainnya"] if rest else named)
    return (
        f"Yang bukan gambar tidak dikecilkan di sini: {listed}. "
        "Pindai ulang dengan ketajaman lebih rendah, lalu ganti berkasnya di Semua bukti."
    )
