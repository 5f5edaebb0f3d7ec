"""Rencana gabung: what would happen to each file, before anything is written, and the button that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStyleOptionViewItem, QVBoxLayout, QWidget

from rbdesk.domain.merge import Fate, MergePlan
from rbdesk.domain.office import Register
from rbdesk.ui import paint, theme
from rbdesk.ui.delegates import ChipDelegate, ChipText, RowDelegate, TwoLineDelegate
from rbdesk.ui.models.plan_lines import (
    CHECK,
    CHOSEN,
    CODE,
    FATE,
    OFFICE,
    REASON,
    REVISION,
    PlanLine,
    PlanModel,
    plan_lines,
    plan_words,
)
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import primary, secondary
from rbdesk.ui.parts.card import Card, Line
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.row_table import RowTable

if TYPE_CHECKING:
    from rbdesk.ui.delegates import Index

FATES = {
    Fate.NEW: ("received", "inbox"),
    Fate.NEWER: ("received", "arrow-up"),
    Fate.SAME: ("neutral", "check"),
    Fate.OLDER: ("neutral", "history"),
    Fate.BRANCHED: ("warn", "hierarchy"),
    Fate.QUARANTINED: ("warn", "shield-lock"),
    Fate.EXCLUDED: ("warn", "arrow-back-up"),
    Fate.REFUSED: ("err", "circle-x"),
}
MIDDLE = Qt.TextElideMode.ElideMiddle  # parts of one sending differ at the end of their names
_ROW_HEIGHT = 50
_NARROWEST_REASON = 240


class PlanView(QWidget):
    """Signals: `accepted()` the chosen files are to be taken in · `dismissed()` nothing is to be done ·
    `opened(PlanLine)` the whole story of a file is wanted.
    """

    accepted = Signal()
    dismissed = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = MergePlan((), {})
        self.model = PlanModel(self)
        self.model.chosen_changed.connect(self._show_chosen)
        self.trouble = Banner("warn")
        self.trouble.hide()
        self.card = Card(padding=0)
        self.table = _PlanTable(self.model)
        self.table.opened.connect(lambda index: self.opened.emit(self.model.row_at(index)))
        self.title = Label("Rencana gabung", "card")
        self.words = WrapLabel("", "body", "text2")
        self.hint = WrapLabel("", "caption", "text3")
        self.back = secondary("Batal")
        self.back.clicked.connect(self.dismissed)
        self.act = primary("Gabungkan", "inbox")
        self.act.clicked.connect(self.accepted)
        self._build()

    def show_plan(self, plan: MergePlan, register: Register) -> None:
        """Show a plan; all that can be taken in is ticked."""
        self.plan = plan
        self.model.set_rows(plan_lines(plan, register))
        self.words.setText(f"{plan_words(plan)}. Belum ada yang ditulis.")
        self.table.fit()
        self._show_chosen()

    def take_focus(self) -> None:
        """Give the focus to the table's first line."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.selectRow(0)

    def show_trouble(self, tone: str, title: str, details: str = "") -> None:
        """Say over the plan what became of a former attempt; nothing without a title."""
        self.trouble.setVisible(bool(title))
        if title:
            self.trouble.set_banner(tone, title, details)

    def chosen(self) -> frozenset[Path]:
        """The files that are ticked."""
        return self.model.chosen()

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.table, self.act]

    def _build(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_S)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.words)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.back)
        foot.addWidget(self.act)
        body = self.card.body
        body.setSpacing(0)
        body.addLayout(head)
        body.addWidget(self.table, 1)
        body.addWidget(Line("border"))
        body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.trouble)
        column.addWidget(self.card, 1)

    def _show_chosen(self) -> None:
        count, refused, unknown = len(self.chosen()), self.model.refused(), self.model.unknown()
        can_take = not refused or any(line.file.is_accepted for line in self.model.rows())
        if can_take:
            self.act.setText(f"Gabungkan {count} paket")
        elif unknown == refused:
            self.act.setText(f"Simpan {unknown} paket di Karantina")
        else:
            self.act.setText(f"Catat {refused} berkas")
        self.act.set_icon("inbox" if can_take else "shield-lock" if unknown == refused else "alert-triangle")
        self.act.setEnabled(bool(count) or not can_take)
        nothing = "Centang paket yang akan digabung." if can_take and not count else ""
        self.hint.setText(nothing or _waits(refused, unknown))


def _waits(refused: int, unknown: int) -> str:
    """What becomes of the files that cannot be joined now."""
    if not refused:
        return "Paket yang sama boleh digabung lagi; tidak ada yang berubah."
    parts = [f"{unknown} paket dari perangkat yang belum dikenal menunggu di Karantina."] if unknown else []
    if refused > unknown:
        parts.append(f"{refused - unknown} berkas yang tidak dapat digabung dicatat di Perlu tindakan.")
    return " ".join(parts)


class _PlanTable(RowTable):
    """The lines; a click on the tick, or Space, sets it or takes it away."""

    def __init__(self, model: PlanModel) -> None:
        super().__init__(name="Rencana gabung", row_height=_ROW_HEIGHT)
        self._plan = model
        self.setModel(model)
        self.setItemDelegateForColumn(CHOSEN, _TickDelegate(self, height=_ROW_HEIGHT))
        self.setItemDelegateForColumn(FATE, ChipDelegate(_chip, self, height=_ROW_HEIGHT))
        name = TwoLineDelegate(
            self, detail=lambda line: line.file.name, strong=True, height=_ROW_HEIGHT, elide=MIDDLE
        )
        self.setItemDelegateForColumn(OFFICE, name)
        for column in (REVISION, CODE):
            self.setItemDelegateForColumn(column, RowDelegate(self, ink="text2", height=_ROW_HEIGHT))
        reason = TwoLineDelegate(self, detail=lambda line: line.remedy, height=_ROW_HEIGHT)
        self.setItemDelegateForColumn(REASON, reason)
        self.spaced.connect(lambda index: self._plan.toggle(index.row()))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionsClickable(False)
        theme.notifier().changed.connect(self.fit)

    def fit(self) -> None:
        """Give each column the width that its words need: reasons first, then names of files; what is empty goes."""
        lines: tuple[PlanLine, ...] = self._plan.rows()
        widths = {CHOSEN: theme.px(44), REVISION: theme.px(64)}
        for column in (FATE, CODE):
            widths[column] = max(self.sizeHintForColumn(column), theme.px(96))
        for column in (REVISION, CODE):
            is_empty = not any(self._plan.index(row, column).data() for row in range(len(lines)))
            self.setColumnHidden(column, is_empty and bool(lines))
            if self.isColumnHidden(column):
                widths[column] = 0
        strong, body, small = theme.font("strong"), theme.font("body"), theme.font("caption", tabular=True)
        names = [paint.width_of(line.office, strong) for line in lines]
        files = [paint.width_of(line.file.name, small) for line in lines]
        told = [paint.width_of(line.reason, body) for line in lines]
        told += [paint.width_of(line.remedy, small) for line in lines]
        room = self.viewport().width() - sum(widths.values())
        least = min(max([theme.px(150), *names]) + 24, theme.px(240))
        reason = max(min(max(told, default=0) + 24, room - least), theme.px(_NARROWEST_REASON))
        wished = max([least, *(width + 24 for width in files)])
        widths[OFFICE] = max(min(wished, room - reason), least)
        for column, width in widths.items():
            if width:
                self.setColumnWidth(column, width)
        self.setColumnWidth(REASON, max(room - widths[OFFICE], theme.px(_NARROWEST_REASON)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if index.isValid() and index.column() == CHOSEN and event.button() == Qt.MouseButton.LeftButton:
            self._plan.toggle(index.row())


class _TickDelegate(RowDelegate):
    """A check box; nothing where the file cannot be taken in."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        state: Any = index.data(CHECK)
        if state is None:
            return
        side = theme.px(18)
        spot = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
        is_on = Qt.CheckState(state) == Qt.CheckState.Checked
        edge = theme.color("primary" if is_on else "control")
        ground = theme.color("primary" if is_on else "surface")
        paint.box(painter, spot, paint.Look(ground, edge, edge), 4)
        if is_on:
            theme.draw_icon(painter, "check", spot.adjusted(2, 2, -2, -2), theme.color("on_primary"))


def _chip(line: PlanLine) -> ChipText:
    tone, icon = FATES[line.file.fate]
    return ChipText(line.file.fate.value, tone, icon)
