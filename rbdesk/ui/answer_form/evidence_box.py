"""The evidence of one question: its files, and the ways to add more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.assessment import Evidence
from rbdesk.ui import theme
from rbdesk.ui.models.answers import AnswerModel
from rbdesk.ui.parts import pictures
from rbdesk.ui.parts.buttons import Button, icon_button
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.file_row import FileRow, FileText
from rbdesk.ui.parts.labels import Label, WrapLabel


class EvidenceBox(QWidget):
    """Signals: `add_wanted()` · `pick_wanted()` choose among the files that are there · `open_wanted(Evidence)` ·
    `search_wanted(Evidence)` a lost file · `shrink_wanted(Evidence)` · `removed(Evidence)` ·
    `referred(Evidence, text)`.
    """

    add_wanted = Signal()
    pick_wanted = Signal()
    open_wanted = Signal(object)
    search_wanted = Signal(object)
    shrink_wanted = Signal(object)
    removed = Signal(object)
    referred = Signal(object, str)

    def __init__(self, answers: AnswerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = answers
        self._items: tuple[Evidence, ...] = ()
        self._rows: list[FileRow] = []
        self._shown: tuple[list[FileText], bool] = ([], False)
        self._code = ""
        self._fault = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS + 2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_S)
        head.addWidget(Label("Bukti", "strong"))
        self._rule = Chip("", "neutral")
        head.addWidget(self._rule)
        head.addStretch(1)
        self.pick = icon_button("folder-symlink", "Pilih dari bukti yang sudah ada")
        self.pick.setProperty("compact", "true")
        self.pick.clicked.connect(self.pick_wanted)
        head.addWidget(self.pick)
        self.add = Button("Tambah", "plus", keys="Ctrl+B", is_compact=True)
        self.add.clicked.connect(self.add_wanted)
        head.addWidget(self.add)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.SPACE_XS + 2)
        column.addLayout(self._list)
        self._note = WrapLabel("", "caption", "text3")
        column.addWidget(self._note)
        column.addStretch(1)
        self.setAccessibleName("Bukti")

    def rows(self) -> list[FileRow]:
        """The rows in order."""
        return list(self._rows)

    def show_question(self, code: str) -> None:
        """Show the evidence of a question; the focus stays at the row it was on, or goes to its neighbour."""
        answers = self._answers
        focused = self._focused_row()
        items = answers.evidence(code)
        rule = answers.instrument.evidence_rule
        words = rule.label(answers.instrument.question(code).scale.answer_type) if rule else ""
        is_missing = answers.needs_evidence(code)
        self._rule.set_chip(words, "warn" if is_missing else "neutral")
        self._rule.setVisible(bool(words))
        self.add.setVisible(not answers.is_locked)
        self.pick.setVisible(not answers.is_locked)
        if code != self._code:
            self._code, self._fault = code, ""
        if self._fault:
            self._say(self._fault, "err")
        else:
            self._say(self._resting_words(code, items), "warn" if is_missing else "text3")
        shown = ([self._text_of(item) for item in items], answers.is_locked)
        if shown == self._shown:
            self._items = items
            return
        self._shown = shown
        self._fill(items)
        if focused is not None:
            self._focus_near(focused)

    def say(self, words: str, ink: str = "text3") -> None:
        """Say something under the rows: what is being copied, why a file was not taken.

        A fault stays until something else is said or another question is shown.
        """
        self._fault = words if ink == "err" else ""
        if words:
            self._say(words, ink)
        else:
            self.show_question(self._code)

    def _say(self, words: str, ink: str) -> None:
        self._note.setText(words)
        self._note.set_ink(ink)
        self._note.setVisible(bool(words))

    def _resting_words(self, code: str, items: tuple[Evidence, ...]) -> str:
        if items:
            return ""
        if self._answers.is_locked:
            return "Tidak ada bukti."
        return f"Belum ada bukti. Mis. {self._answers.instrument.question(code).evidence_hint}"

    def _fill(self, items: tuple[Evidence, ...]) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._items = items
        self._rows = []
        for item in items:
            row = FileRow(self._text_of(item), is_locked=self._answers.is_locked)
            row.opened.connect(lambda key: self.open_wanted.emit(self._item(key)))
            row.removed.connect(lambda key: self.removed.emit(self._item(key)))
            row.acted.connect(self._on_acted)
            row.referred.connect(lambda key, words: self.referred.emit(self._item(key), words))
            self._list.addWidget(row)
            row.show()
            self._rows.append(row)

    def _text_of(self, item: Evidence) -> FileText:
        is_lost = self._answers.is_lost(item.sha256)
        places = len(self._answers.uses(item.sha256))
        hint, way = "", ""
        if is_lost:
            hint, way = "Berkas hilang dari folder data", "Cari lagi"
        elif pictures.is_picture(item.mime) and item.size > pictures.LARGE_BYTES:
            hint, way = "Gambar besar", "Kecilkan"
        if places > 1 and not is_lost:
            hint = f"dipakai di {places} pertanyaan" + (f" · {hint.lower()}" if hint else "")
        return FileText(
            key=item.sha256,
            name=item.name,
            mime=item.mime,
            size=text.size(item.size),
            reference=item.note,
            hint=hint,
            way=way,
            is_lost=is_lost,
        )

    def _item(self, sha256: str) -> Evidence:
        return next(item for item in self._items if item.sha256 == sha256)

    def _on_acted(self, key: str) -> None:
        item = self._item(key)
        (self.search_wanted if self._answers.is_lost(key) else self.shrink_wanted).emit(item)

    def _focused_row(self) -> int | None:
        window = self.window()
        focus = window.focusWidget() if window is not None else None
        for at, row in enumerate(self._rows):
            if focus is not None and (focus is row or row.isAncestorOf(focus)):
                return at
        return None

    def _focus_near(self, at: int) -> None:
        target = self._rows[min(at, len(self._rows) - 1)].name if self._rows else self.add
        target.setFocus(Qt.FocusReason.OtherFocusReason)
