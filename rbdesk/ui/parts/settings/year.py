"""Instrumen: which sheet a year uses and how sure its weights are; its target and its deadlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.domain.instrument import Instrument
from rbdesk.ui import theme
from rbdesk.ui.parts.buttons import icon_button, link, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.labels import Label, WrapLabel

LONGEST_TITLE = 40
MOST_DEADLINES = 8
Deadline = tuple[str, date]


class YearCard(Card):
    """Signals: `history_wanted()` · `sources_wanted()` · `check_wanted()` · `target_kept(Decimal)` · `deadlines_kept(tuple)`."""

    history_wanted = Signal()
    sources_wanted = Signal()
    target_kept = Signal(object)
    deadlines_kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Instrumen dan tahun", "clipboard-list", parent=parent)
        self._deadlines: tuple[Deadline, ...] = ()
        self._target = Decimal(0)
        self._title = WrapLabel("", "strong")
        self._sure = WrapLabel("", "caption", "text2")
        self.body.addWidget(self._title)
        self.body.addWidget(self._sure)
        self.sources = secondary("Bobot dan sumber", "scale")
        self.sources.clicked.connect(self.sources_wanted)
        self.history = secondary("Hasil tahun-tahun lalu", "history")
        self.history.clicked.connect(self.history_wanted)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self.sources)
        row.addWidget(self.history)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Line())
        self.target = _short_field("Target nilai", 7)
        self.target.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.target.editingFinished.connect(self._on_target)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_S)
        row.addWidget(Label("Target nilai: lebih dari", "body"))
        row.addWidget(self.target)
        row.addWidget(Label("persen", "body"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(Line())
        self.body.addWidget(Label("Tenggat", "caption_strong", "text2"))
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.body.addLayout(self._list)
        self.add = link("Tambah tenggat", "plus")
        self.add.clicked.connect(self._on_add)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        self.body.addLayout(row)
        self._fault = WrapLabel("", "caption", "err")
        self._fault.hide()
        self.body.addWidget(self._fault)
        self.body.addStretch(1)

    def show_instrument(self, instrument: Instrument, edition: str) -> None:
        """Name the sheet and count how sure its weights are."""
        questions = len(instrument.question_places)
        self._title.setText(instrument.title)
        weights = Counter(
            node.confidence.split(" ")[0]
            for node in instrument.nodes
            if node.weight is not None and node.parent >= 0
        )
        named = [("high", "tinggi"), ("medium", "sedang"), ("low", "rendah")]
        sure = ", ".join(f"{weights[key]} {words}" for key, words in named if weights[key])
        total = text.number(instrument.weight)
        self._sure.setText(
            f"Edisi {edition} · {questions} pertanyaan · bobot {total} · keyakinan bobot: {sure}"
        )

    def show_settings(self, target: Decimal, deadlines: Sequence[Deadline]) -> None:
        """Show what is kept, but for fields in which somebody types."""
        self._target = target
        if not self.target.isModified():
            self.target.setText(_plain(target))
        if tuple(deadlines) != self._deadlines or self._list.count() == 0:
            self._deadlines = tuple(deadlines)
            self._fill(self._deadlines)

    def keep_typing(self) -> None:
        """Keep what is in the fields now."""
        self._on_target()
        self._on_deadlines()

    def rows(self) -> list[DeadlineRow]:
        """The rows of the deadlines."""
        found = (self._list.itemAt(at).widget() for at in range(self._list.count()))
        return [row for row in found if isinstance(row, DeadlineRow)]

    def _fill(self, deadlines: Sequence[Deadline]) -> None:
        while item := self._list.takeAt(0):
            if row := item.widget():
                row.hide()
                row.deleteLater()
        for title, day in deadlines:
            self._add_row(title, text.date_short(day))
        self.add.setVisible(len(deadlines) < MOST_DEADLINES)

    def _add_row(self, title: str, day: str) -> DeadlineRow:
        row = DeadlineRow(title, day)
        row.edited.connect(self._on_deadlines)
        row.removed.connect(self._on_removed)
        self._list.addWidget(row)
        return row

    def _on_add(self) -> None:
        self._add_row("", "").title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self) -> None:
        self._on_deadlines()
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_target(self) -> None:
        self.target.setModified(False)
        typed = text.parse_number(self.target.text())
        is_good = typed is not None and 0 <= typed <= 100
        _mark(self.target, is_faulty=not is_good)
        self._say_fault("" if is_good else "Target adalah angka dari 0 sampai 100.")
        if typed is not None and is_good and typed != self._target:
            self._target = typed
            self.target_kept.emit(typed)

    def _on_deadlines(self) -> None:
        kept: list[Deadline] = []
        for row in self.rows():
            if row.is_removed or row.is_empty():
                continue
            day = text.parse_day(row.day.text())
            _mark(row.day, is_faulty=day is None)
            if day is None:
                self._say_fault("Tulis tanggal seperti 7 Sep 2020.")
                return
            if not row.title.text().strip():
                return  # still being typed
            kept.append((row.title.text().strip(), day))
        self._say_fault("")
        if tuple(kept) != self._deadlines:
            self._deadlines = tuple(kept)
            self.deadlines_kept.emit(self._deadlines)

    def _say_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))


class DeadlineRow(QWidget):
    """What is due and when. Signals: `edited()` · `removed()`."""

    edited = Signal()
    removed = Signal()

    def __init__(self, title: str, day: str) -> None:
        super().__init__()
        self.is_removed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_S)
        self.title = QLineEdit(title)
        self.title.setAccessibleName("Nama tenggat")
        self.title.setPlaceholderText("Nama tenggat")
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.editingFinished.connect(self.edited)
        self.day = _short_field("Tanggal tenggat", 12)
        self.day.setText(day)
        self.day.setPlaceholderText("7 Sep 2020")
        self.day.editingFinished.connect(self.edited)
        remove = icon_button("x", "Hapus tenggat")
        remove.clicked.connect(self._on_remove)
        row.addWidget(self.title, 1)
        row.addWidget(self.day)
        row.addWidget(remove)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.title.text().strip() and not self.day.text().strip()

    def _on_remove(self) -> None:
        self.is_removed = True
        self.hide()
        self.removed.emit()


def _short_field(name: str, letters: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setFixedWidth(theme.px(10 * letters + 18))
    return field


def _mark(field: QLineEdit, *, is_faulty: bool) -> None:
    field.setProperty("fault", "true" if is_faulty else "false")
    field.style().unpolish(field)
    field.style().polish(field)


def _plain(number: Decimal) -> str:
    places = len(f"{number:f}".partition(".")[2].rstrip("0"))
    return text.number(number, places)
