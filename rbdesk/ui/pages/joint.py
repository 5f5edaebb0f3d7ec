"""Jalan bersama: the cheapest better answers over all offices, by question and by office. Changes no answer."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QVBoxLayout, QWidget

from rbdesk import messages, text
from rbdesk.domain.pathway import Limits, RegencyPath
from rbdesk.domain.scoring import band
from rbdesk.domain.steps import Candidate
from rbdesk.errors import RBDeskError
from rbdesk.ui import theme
from rbdesk.ui.delegates import RowDelegate
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.rows import RIGHT, Column, RowsModel
from rbdesk.ui.parts.area_choice import AreaChoice
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.choice_box import ChoiceBox
from rbdesk.ui.parts.flow_row import FlowRow
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.page import Page
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.ui.parts.segmented import Choice, Segmented
from rbdesk.ui.parts.wrapping import wake_layout
from rbdesk.workflow import catalog, planning

_SIDE_BY_SIDE = 1000
_MEAN, _EACH = "mean", "each"
_HEAVY = (None, 0, 5, 10, 20)
_LEAST = (None, 30, 50, 60)  # percent; limits of the categories that people speak of
_NOTE = "Perkiraan. Jawaban baru berlaku setelah ada bukti. Rata-rata kecamatan bukan indeks RB kabupaten."


@dataclass(frozen=True, slots=True)
class Row:
    """One question and the offices for which a better answer there is part of the way."""

    code: str
    name: str
    area: str
    steps: tuple[Candidate, ...]

    @property
    def effort(self) -> int:
        """Effort of all its steps."""
        return sum(step.effort for step in self.steps)


class JointPage(Page):
    """What would move most, at the least effort: a sentence, a row for each question, its offices at the right."""

    key = "joint"
    title = "Jalan bersama"
    parent_key = "overview"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self.sheet = catalog.instrument(catalog.UNIT_SHEET)
        self._path: RegencyPath | None = None
        self._asked = 0
        self._without: frozenset[str] = frozenset()
        self.model = RowsModel(self._columns(), key=lambda row: row.code, parent=self)
        self.table = RowTable(name="Langkah per pertanyaan", row_height=36)
        self.copy = secondary("Salin daftar", "copy")
        self._lay_out()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(self.table, height=36))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.picked.connect(self._on_picked)
        self.copy.clicked.connect(self._on_copy)
        self.goal.chosen.connect(lambda _: self.refresh())
        self.area.chosen.connect(self.refresh)
        self.heavy.activated.connect(lambda _: self.refresh())
        self.least.activated.connect(lambda _: self.refresh())
        self.skip.clicked.connect(self._on_skip)
        self.again.clicked.connect(self._on_again)
        skipping = QShortcut(QKeySequence("X"), self.table)
        skipping.setContext(Qt.ShortcutContext.WidgetShortcut)
        skipping.activated.connect(self._on_skip)

    def header_widgets(self) -> list[QWidget]:
        return [self.copy]

    def keys(self) -> list[tuple[str, str]]:
        return [("↑ ↓", "pindah"), ("X", "jangan usulkan"), ("Ctrl+C", "salin tabel")]

    def refresh(self) -> None:
        self._asked += 1
        asked, target = self._asked, self.desk.identity.target
        self.context_changed.emit(f"Target di atas {text.number(target, 2)} · menghitung…")
        limits = self._limits()
        self.desk.read(
            planning.load_regency_path,
            self.desk.identity.year,
            None,
            limits,
            each=self.goal.value() == _EACH,
            then=lambda path: self._on_path(asked, path),
            failed=self._on_failed,
        )

    def _limits(self) -> Limits:
        """What the person has set above the list."""
        least = self.least.currentData()
        return Limits(
            without=self._without,
            areas=self.area.codes(),
            most_heavy=self.heavy.currentData(),
            floors=tuple((one.code, Fraction(least)) for one in self.sheet.areas) if least else (),
        )

    def regions(self) -> list[QWidget]:
        return [self._bar, self.table, self._detail]

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self._detail.setMaximumWidth(theme.px(340) if is_wide else 16_777_215)
        self._detail.setMinimumWidth(theme.px(280) if is_wide else 0)

    def show_path(self, path: RegencyPath) -> None:
        """Show a way."""
        self._path = path
        rows = []
        for code, steps in path.lines:
            node = self.sheet.node(code)
            rows.append(Row(code, node.short or node.name, self.sheet.area_of(code).short, steps))
        self.model.set_rows(rows)
        self._say(path)
        self.copy.setEnabled(bool(rows))
        if rows:
            self.table.selectRow(0)
        self._show_row(rows[0] if rows else None)
        wake_layout(self._inside)

    def _lay_out(self) -> None:
        inside = self._inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_M)
        column.setSpacing(theme.SPACE_M)
        self.trouble = Banner("warn", can_dismiss=True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        summary = Card()
        self.summary = WrapLabel("", "card")
        self.base = WrapLabel("", "caption", "text2")
        summary.body.addWidget(self.summary)
        summary.body.addWidget(self.base)
        summary.body.addWidget(WrapLabel(_NOTE, "caption", "text3"))
        column.addWidget(summary)
        self.goal = Segmented(
            [Choice(_MEAN, "Rata-rata"), Choice(_EACH, "Setiap kecamatan")], name="Yang harus melewati target"
        )
        self.goal.set_value(_MEAN)
        self.area = AreaChoice([(area.code, area.short) for area in self.sheet.areas])
        words = [
            ("Langkah berat: tanpa batas" if most is None else f"Langkah berat: paling banyak {most}", most)
            for most in _HEAVY
        ]
        self.heavy = _choices("Batas langkah berat", words)
        self.least = _choices(
            "Capaian paling sedikit di setiap area kecamatan",
            [
                ("Setiap area: tanpa batas" if least is None else f"Setiap area minimal {least}%", least)
                for least in _LEAST
            ],
        )
        self.again = secondary("", "refresh")
        self.again.hide()
        self._bar = FlowRow()
        for widget in (self.goal, self.area, self.heavy, self.least, self.again):
            self._bar.add(widget)
        column.addWidget(self._bar)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        frame = Card(padding=theme.SPACE_S)
        self.table.setMinimumHeight(theme.px(220))
        frame.body.addWidget(self.table)
        self._row.addWidget(frame, 1)
        self._detail = Card("Di kecamatan mana", "map-pin")
        self._steps = WrapLabel("", "body", selectable=True)
        self._detail.body.addWidget(self._steps)
        self.skip = secondary("Jangan usulkan pertanyaan ini", "x")
        self._detail.body.addWidget(self.skip)
        self._detail.body.addStretch(1)
        self._row.addWidget(self._detail)
        column.addLayout(self._row, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(
                "Pertanyaan",
                lambda row: f"{self.sheet.display(row.code)}  {row.name}",
                tip=lambda row: self.sheet.node(row.code).name,
            ),
            Column("Area", lambda row: row.area),
            Column("Kecamatan", lambda row: len(row.steps), align=RIGHT),
            Column("Upaya", lambda row: row.effort, align=RIGHT),
            Column(
                "Poin rata-rata", self._mean_points, lambda points: f"+{text.number(points)}", align=RIGHT
            ),
        ]

    def _mean_points(self, row: Row) -> Fraction:
        """Points on the mean's 0..100 that the row's steps bring."""
        count = len(self._path.offices) if self._path is not None else 0
        points = sum((step.points for step in row.steps), Fraction(0))
        return points / Fraction(self.sheet.weight) * 100 / count if count else Fraction(0)

    def _say(self, path: RegencyPath) -> None:
        target = text.number(path.target.above, 2)
        found = band(self.sheet, path.reached)
        letters = f" (setara {found.code})" if found else ""
        missing = path.target.above - path.start
        if path.passes and not path.steps:
            words = f"Sudah di atas {target}: {text.number(path.start)}."
        elif path.passes:
            offices = len({step.office for step in path.steps})
            need = f"Kurang {text.number(missing)} poin: " if missing > 0 and not path.each else ""
            words = (
                f"{need}{len(path.lines)} pertanyaan di {offices} kecamatan membawa rata-rata dari"
                f" {text.number(path.start)} ke {text.number(path.reached)}{letters}."
            )
        elif path.blocked and self.least.currentData():
            words = "Dengan batas ini ada kecamatan yang areanya tidak dapat mencapai minimalnya."
        else:
            words = f"Dengan batas ini target di atas {target} belum tercapai; paling jauh {text.number(path.most)}."
        self.summary.setText(words)
        base = f"{len(path.offices)} dari {len(catalog.register().offices)} kecamatan"
        if path.missing:
            names = text.listing([catalog.register().name_of(code) for code in path.missing])
            base += f" · tanpa nilai: {names}"
        self.base.setText(base)
        self.context_changed.emit(f"Target di atas {target} · upaya {path.effort}")

    def _show_row(self, row: Row | None) -> None:
        self.skip.setVisible(row is not None)
        if row is None:
            self._steps.setText("Tidak ada langkah yang diperlukan.")
            return
        name_of = catalog.register().name_of
        lines = [
            f"{name_of(step.office)}: {messages.step_words(step)} · {messages.effort_word(step.effort).lower()}"
            for step in row.steps
        ]
        self._steps.setText("\n".join(lines))

    def _on_path(self, asked: int, path: RegencyPath) -> None:
        if asked == self._asked:
            self.trouble.hide()
            self.show_path(path)

    def _on_picked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if isinstance(row, Row):
            self._show_row(row)

    def _on_skip(self) -> None:
        row = self.model.row_at(self.table.current_row())
        if isinstance(row, Row):
            self._leave_out(self._without | {row.code})
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_again(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._leave_out(frozenset())

    def _leave_out(self, codes: frozenset[str]) -> None:
        """Propose the questions with these codes no more; nothing is written."""
        self._without = codes
        self.again.setText(f"Usulkan lagi {len(codes)} pertanyaan")
        self.again.setVisible(bool(codes))
        self.refresh()

    def _on_copy(self) -> None:
        name_of = catalog.register().name_of
        lines = [["Pertanyaan", "Area", "Kecamatan", "Langkah", "Upaya"]]
        for row in self.model.rows():
            for step in row.steps:
                shown = f"{self.sheet.display(row.code)} {row.name}"
                lines.append(
                    [shown, row.area, name_of(step.office), messages.step_words(step), str(step.effort)]
                )
        QGuiApplication.clipboard().setText(text.table(lines))
        self.told.emit("Daftar tersalin", None)

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self.model.set_rows(())
        self.summary.setText("Belum ada nilai kecamatan.")
        self.base.setText("")
        self.copy.setEnabled(False)
        self._show_row(None)
        self.context_changed.emit("Belum ada paket")
        self.trouble.set_banner("info", told.what, told.todo)
        self.trouble.show()


def _choices(name: str, items: list[tuple[str, Any]]) -> ChoiceBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    for words, value in items:
        box.addItem(words, value)
    return box
