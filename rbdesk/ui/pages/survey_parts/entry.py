"""The grids of the survey: counts, single forms or averages of one service and period, and the numbers below them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from rbdesk import text
from rbdesk.domain.survey import ELEMENTS, Batch, Form, Result, Survey, result_of
from rbdesk.ui import theme
from rbdesk.ui.pages.survey_parts.grid import (
    LabelDelegate,
    NumberGrid,
    NumberModel,
    ValueDelegate,
    parse_answer,
    parse_count,
    parse_mean,
)
from rbdesk.ui.parts.buttons import link
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import WrapLabel

COUNTS, FORMS, MEANS = "counts", "forms", "means"
_HEADS = (
    "",
    "Unsur",
    "Tidak\nbaik (1)",
    "Kurang\nbaik (2)",
    "Baik\n(3)",
    "Sangat\nbaik (4)",
    "Jumlah",
    "Nilai",
)
_VALUE = len(_HEADS) - 1
_CODE, _COUNT, _TOTAL, _MEAN = 42, 70, 62, 110  # widths of columns
_WITH_BAR, _WITHOUT_BAR = 150, 66
_WIDE_FROM = 660  # of the card, at 100 % text: below it values stand without their bar


class EntryCard(Card):
    """Signals: `counts_given(counts, respondents)`, `means_given(means, respondents)`, `forms_given(forms)` what a
    person typed, each with `population()` beside it · `removing()`.
    """

    counts_given = Signal(object, int)
    means_given = Signal(object, int)
    forms_given = Signal(object)
    removing = Signal()

    def __init__(self, survey: Survey, parent: QWidget | None = None) -> None:
        super().__init__(padding=theme.SPACE_S, parent=parent)
        self._survey = survey
        self._batch: Batch | None = None
        self._filled: tuple[Form, ...] = ()
        self.mode = COUNTS
        codes = tuple(element.code for element in survey.elements)
        self.counts = NumberModel(_HEADS, 2, 4, parse_count, self)
        self.means = NumberModel(("", "Unsur", "Rata-rata", "Nilai"), 2, 1, parse_mean, self)
        self.forms = NumberModel(("Responden", *codes), 1, ELEMENTS, parse_answer, self)
        self.stack = QStackedWidget()
        self.grids = {
            COUNTS: NumberGrid("Jumlah jawaban tiap unsur"),
            FORMS: NumberGrid("Jawaban tiap responden", jumps=True),
            MEANS: NumberGrid("Rata-rata tiap unsur"),
        }
        for key, model in ((COUNTS, self.counts), (FORMS, self.forms), (MEANS, self.means)):
            grid = self.grids[key]
            grid.setModel(model)
            self.stack.addWidget(grid)
            model.refused.connect(self.say)
        self.grids[FORMS].setMinimumHeight(theme.px(390))
        limit = next((float(one.least) for one in survey.qualities if one.letter == "B"), 0.0)
        for key, value in ((COUNTS, _VALUE), (MEANS, 3)):
            self.grids[key].setItemDelegateForColumn(1, LabelDelegate(self.grids[key]))
            self.grids[key].setItemDelegateForColumn(value, ValueDelegate(limit, self.grids[key]))
        self.body.addWidget(self.stack, 1)
        self.respondents = Field("Responden", "", 7)
        self.served = Field("Penerima layanan (populasi)", "", 9)
        self.sample = WrapLabel("", "caption", "text2")
        self.take_away = link("Hapus rekap ini", "trash")
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_M)
        for widget, stretch in (
            (self.respondents, 0),
            (self.served, 0),
            (self.sample, 1),
            (self.take_away, 0),
        ):
            foot.addWidget(widget, stretch)
        self.body.addLayout(foot)
        self.fault = WrapLabel("", "caption", "err")
        self.fault.hide()
        self.body.addWidget(self.fault)
        self.counts.edited.connect(self._on_counts)
        self.means.edited.connect(self._on_means)
        self.forms.edited.connect(self._on_forms)
        self.respondents.edit.editingFinished.connect(self._on_fields)
        self.served.edit.editingFinished.connect(self._on_fields)
        self.take_away.clicked.connect(self.removing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Columns for the room that there is."""
        value = _WITH_BAR if self.width() >= theme.px(_WIDE_FROM) else _WITHOUT_BAR
        numbers = dict.fromkeys(range(2, 6), _COUNT)
        self.grids[COUNTS].fit({0: _CODE, **numbers, 6: _TOTAL, _VALUE: value}, 1)
        self.grids[MEANS].fit({0: _CODE, 2: _MEAN, 3: _WITH_BAR}, 1)

    @property
    def grid(self) -> NumberGrid:
        """The grid that is shown."""
        return self.grids[self.mode]

    @property
    def has_typed_counts(self) -> bool:
        """Whether counts or averages stand that no single forms explain."""
        return self._batch is not None and self._batch.respondents > 0 and not self._filled

    def population(self) -> int | None:
        """How many people the service served, None where nobody said; ValueError: what stands there is no number."""
        typed = self.served.edit.text().strip()
        if not typed:
            return None
        number = text.parse_number(typed)
        if number is None or number != number.to_integral_value() or number < 0:
            raise ValueError(typed)
        return int(number)

    def show_batch(self, batch: Batch | None, filled: tuple[Form, ...], *, is_locked: bool) -> None:
        """Show what this store collected; None for nothing yet."""
        self._batch, self._filled = batch, filled
        self.stack.setCurrentWidget(self.grid)
        names = [(element.code, element.title) for element in self._survey.elements]
        result = result_of(self._survey, [batch] if batch is not None else [])
        values = ["–" if one.nrr is None else text.number(one.nrr * 25) for one in result.elements]
        counts = batch.counts if batch is not None and batch.counts is not None else ((None,) * 4,) * ELEMENTS
        words = [(str(one.filled), value) for one, value in zip(result.elements, values, strict=True)]
        self.counts.set_rows(names, counts, words)
        means = batch.means if batch is not None and batch.means is not None else (None,) * ELEMENTS
        self.means.set_rows(names, [(mean,) for mean in means], [(value,) for value in values])
        self._show_forms([tuple(answer or None for answer in form.answers) for form in filled])
        for model in (self.counts, self.means, self.forms):
            model.is_locked = is_locked
        self.forms.is_locked = is_locked or (self.mode == FORMS and self.has_typed_counts)
        self.respondents.edit.setReadOnly(is_locked or self.mode == FORMS)
        self.served.edit.setReadOnly(is_locked)
        people = batch.respondents if batch is not None else 0
        known = batch.population if batch is not None else None
        for field, number in ((self.respondents, people or None), (self.served, known)):
            if not field.edit.hasFocus():
                field.edit.setText("" if number is None else str(number))
        self.take_away.setVisible(batch is not None and not is_locked)
        self.say("")

    def show_sample(self, result: Result, elsewhere: int) -> None:
        """Say how many answered, `elsewhere` of them on other laptops, and whether that is enough."""
        parts = [f"{result.respondents} responden"]
        if elsewhere:
            parts.append(f"termasuk {elsewhere} dari laptop lain")
        if result.sample_needed is not None:
            word = "memenuhi" if result.is_enough else "kurang dari"
            parts.append(f"{word} sampel minimal {result.sample_needed} (populasi {result.population})")
        if result.broken:
            parts.append(f"{result.broken} isian di kios tidak selesai")
        self.sample.setText(" · ".join(parts))
        self.sample.set_ink("warn" if result.is_enough is False else "text2")

    def say(self, fault: str) -> None:
        """Say why something was not kept; nothing for an empty text."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    def begin(self) -> None:
        """Take the focus where the person is, else at the first cell, so that digits can be typed at once."""
        grid, model = self.grid, self.grid.numbers_model()
        if model.rowCount() and not model.is_number(grid.currentIndex()):
            first = next(c for c in range(model.columnCount()) if model.is_number(model.index(0, c)))
            grid.setCurrentIndex(model.index(0, first))
        grid.setFocus()

    def paste(self) -> None:
        """Put the clipboard's block where the person is, else at the first cell."""
        self.begin()
        grid = self.grid
        if self.mode == FORMS:
            self._make_room(grid.currentIndex())
        grid.paste()
        grid.setFocus()

    def _show_forms(self, rows: Sequence[Sequence[Any]]) -> None:
        """The forms, and an empty line for the next one."""
        lines = [*rows, (None,) * ELEMENTS]
        self.forms.set_rows([(str(place),) for place in range(1, len(lines) + 1)], lines)

    def _make_room(self, at: QModelIndex) -> None:
        """As many empty lines as the clipboard has."""
        row, column = at.row(), at.column()
        lines = len(QGuiApplication.clipboard().text().rstrip("\r\n").splitlines())
        missing = row + lines - len(self.forms.numbers())
        if missing > 0:
            self._show_forms([*self.forms.numbers(), *[(None,) * ELEMENTS] * missing])
            self.grids[FORMS].setCurrentIndex(self.forms.index(row, column))

    def _typed_respondents(self) -> int:
        number = text.parse_number(self.respondents.edit.text() or "0")
        return int(number) if number is not None and 0 <= number <= 10**6 else 0

    def _on_counts(self) -> None:
        counts = self._counts_now()
        least = max(map(sum, counts))
        stood = self._batch.counts if self._batch is not None else None
        # more people than any element has answers: somebody said so, and it stays
        more = (
            self._typed_respondents()
            if stood is None or self._typed_respondents() > max(map(sum, stood))
            else 0
        )
        self.counts_given.emit(counts, max(least, more))

    def _on_means(self) -> None:
        means = [row[0] for row in self.means.numbers()]
        if all(mean is not None for mean in means) and self._typed_respondents():
            self.means_given.emit(tuple(Decimal(mean or 0) for mean in means), self._typed_respondents())

    def _on_forms(self) -> None:
        if any(
            self.forms.numbers()[-1]
        ):  # the next line is there before the next digit, however slow the disk
            self._show_forms(self.forms.numbers())
        found = []
        for place, row in enumerate(self.forms.numbers()):
            profile = self._filled[place].profile if place < len(self._filled) else ()
            if any(row):
                found.append(Form(tuple(int(answer or 0) for answer in row), profile))
        self.forms_given.emit(found)

    def _on_fields(self) -> None:
        if self.mode == MEANS:
            self._on_means()
        elif self.mode == FORMS and self._filled:
            self._on_forms()
        elif self.mode == COUNTS and any(map(any, self._counts_now())):
            counts = self._counts_now()
            self.counts_given.emit(counts, max(self._typed_respondents(), *map(sum, counts)))

    def _counts_now(self) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(int(one or 0) for one in row) for row in self.counts.numbers())
