"""Beside and over the versions of a row: the list of all rows that clash, and how far the choosing is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from rbdesk.ui import theme
from rbdesk.ui.delegates import ChipDelegate, ChipText, TwoLineDelegate
from rbdesk.ui.models.rows import Column, RowsModel
from rbdesk.ui.pages.joining_parts.wording import ClashLine
from rbdesk.ui.parts.bar import Bar
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Line
from rbdesk.ui.parts.chip import Chip
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import ElidedLabel, Label
from rbdesk.ui.parts.row_table import RowTable

_ROW_HEIGHT = 52


class ProgressStrip(Dressed, QFrame):
    """Over the rows: the value as a range, what was joined by itself, how many are chosen, and the way to finish."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.range = Label("", "hero")
        self.state = Chip("belum final", "warn")
        self.alone = ElidedLabel("", "strong")
        self.count = Label("", "strong")
        self.bar = Bar(name="Pilihan")
        self.bar.setMinimumWidth(theme.px(120))
        self.done = secondary("Selesai", "check")
        self.reason = Label("", "caption", "text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_XL - 4, theme.SPACE_S, theme.SPACE_XL - 4, theme.SPACE_S)
        row.setSpacing(theme.SPACE_L)
        value = QVBoxLayout()
        value.setSpacing(0)
        value.addWidget(Label("Nilai sementara", "caption", "text2"))
        numbers = QHBoxLayout()
        numbers.setSpacing(theme.SPACE_S)
        numbers.addWidget(self.range)
        numbers.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        value.addLayout(numbers)
        row.addLayout(value)
        row.addWidget(Line("border", is_upright=True))
        self._alone = QWidget()
        alone = QVBoxLayout(self._alone)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.setSpacing(0)
        alone.addStretch(1)
        alone.addWidget(Label("Sudah disatukan otomatis", "caption", "text2"))
        alone.addWidget(self.alone)
        alone.addStretch(1)
        row.addWidget(self._alone, 1)
        self._space = QWidget()
        row.addWidget(self._space, 1)
        self._space.hide()
        progress = QVBoxLayout()
        progress.setSpacing(theme.SPACE_XS)
        words = QHBoxLayout()
        words.addWidget(Label("Pilihan", "caption", "text2"))
        words.addStretch(1)
        words.addWidget(self.count)
        progress.addStretch(1)
        progress.addLayout(words)
        progress.addWidget(self.bar)
        progress.addStretch(1)
        row.addLayout(progress)
        end = QVBoxLayout()
        end.setSpacing(1)
        end.addWidget(self.done)
        end.addWidget(self.reason, 0, Qt.AlignmentFlag.AlignHCenter)
        row.addLayout(end)
        self.follow_theme()

    def show_progress(self, value: str, agreed: int, done: int, total: int) -> None:
        """Show the range, the answers nobody was asked about, and how many rows are chosen."""
        left = total - done
        self.range.setText(value)
        self.state.set_chip("belum final" if left else "pasti", "warn" if left else "ok")
        self.alone.setText(f"{agreed} jawaban sama atau hanya diisi di satu laptop")
        self.count.setText(f"{done} / {total}")
        self.bar.set_share(done / total if total else 1.0)
        self.done.setEnabled(not left)
        self.done.set_kind("secondary" if left else "primary")
        words = f"Pilih {left} lagi." if left else ""
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
        self.done.setAccessibleDescription(words)

    def set_narrow(self, is_narrow: bool) -> None:
        """Leave out what was joined by itself."""
        self._alone.setVisible(not is_narrow)
        self._space.setVisible(is_narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))


class Panel(Dressed, QFrame):
    """The ground of the list, with a line at its right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.follow_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), theme.color("border"))


class ClashTable(RowTable):
    """The rows that clash, in the sheet's order: what it is, and the values in a few characters."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__(name="Isian yang berbeda", row_height=_ROW_HEIGHT)
        self._clashes = model
        self.setModel(model)
        self.setItemDelegateForColumn(
            0, TwoLineDelegate(self, detail=lambda line: line.detail, icon=_icon, height=_ROW_HEIGHT)
        )
        self.setItemDelegateForColumn(1, ChipDelegate(_chips, self, height=_ROW_HEIGHT))
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.notifier().changed.connect(self.fit)

    def fit(self) -> None:
        """Give the values what they need, up to half, and the words the rest."""
        width = self.viewport().width()
        values = min(max(self.sizeHintForColumn(1), theme.px(90)), width // 2)
        self.setColumnWidth(1, values)
        self.setColumnWidth(0, max(width - values, 40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def clash_columns() -> Sequence[Column]:
    """What the list shows of a row."""
    return [
        Column("Isian", lambda line: line.title, describe=_spoken, tip=lambda line: line.title),
        Column("Versi", lambda line: " | ".join(line.values)),
    ]


def _icon(line: ClashLine) -> tuple[str, str]:
    return ("circle-dashed", "warn") if line.open is not None else ("circle-check", "ok")


def _chips(line: ClashLine) -> tuple[ChipText, ...]:
    if line.open is not None:
        return tuple(ChipText(words, "urgent") for words in line.values)
    return tuple(
        ChipText(words, "info" if at == line.chosen else "plain") for at, words in enumerate(line.values)
    )


def _spoken(line: ClashLine) -> str:
    state = "belum dipilih" if line.open is not None else "sudah dipilih"
    return f"{line.title}, {line.detail}, {' atau '.join(line.values)}, {state}"
