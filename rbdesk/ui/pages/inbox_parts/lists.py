"""The right side of Kotak Masuk: what needs a person, and which offices have sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QVBoxLayout, QWidget

from rbdesk import text
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.tiles import STATUS_ICONS, STATUS_WORDS
from rbdesk.ui.delegates import ChipDelegate, ChipText, RowDelegate
from rbdesk.ui.models import inbox_letters, inbox_list
from rbdesk.ui.models.inbox_list import Problem
from rbdesk.ui.models.office_figures import range_words
from rbdesk.ui.models.rows import RIGHT, Column, RowsModel, RowsProxy
from rbdesk.ui.parts.banner import Way
from rbdesk.ui.parts.card import Card, GroupHead
from rbdesk.ui.parts.labels import Label, WrapLabel
from rbdesk.ui.parts.office_details import kind_words
from rbdesk.ui.parts.problem_list import ProblemList, ProblemText
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow.secretariat import NEEDS_ACTION, NOT_SENT, Inbox, OfficeStatus

if TYPE_CHECKING:
    from datetime import datetime

    from rbdesk.ui.delegates import Index

LETTER, RECOGNISE, READ_AGAIN, STORY, COMPARE = "letter", "recognise", "again", "story", "compare"
TONES = {
    "selesai": "done",
    "diverifikasi": "soft_done",
    "diterima": "received",
    NEEDS_ACTION: "urgent",
    NOT_SENT: "open",
}
_PICTURES = {
    inbox_list.REFUSED: ("file-broken", "err"),
    inbox_list.QUARANTINED: ("shield-lock", "warn"),
    inbox_list.RECOGNISED: ("shield-check", "ok"),
    inbox_list.BRANCHED: ("hierarchy", "warn"),
    inbox_list.CLASHING: ("alert-triangle", "warn"),
}
_TITLES = {"": "Sudah masuk", **{status: words.capitalize() for status, words in STATUS_WORDS.items()}}
_NAME, _AT, _REVISION, _VALUE, _STATUS = range(5)
_ROW_HEIGHT = 38


class InboxLists(Card):
    """Signals: `acted(key, way)` and `dismissed(key)` of a problem, `menu_asked(key, QPoint)` for it ·
    `picked(office)` another office became current · `opened(office)` · `office_menu_asked(office, QPoint)`.
    """

    acted = Signal(str, str)
    dismissed = Signal(str)
    menu_asked = Signal(str, QPoint)
    picked = Signal(str)
    opened = Signal(str)
    office_menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self._filter = ""
        self.problem_head = GroupHead("Perlu tindakan", is_top=True)
        self.problem_count = Label("", "caption_strong", "text2")
        self.problem_head.add(self.problem_count)
        self.problems = ProblemList(name="Perlu tindakan")
        self.problems.acted.connect(self.acted)
        self.problems.dismissed.connect(self.dismissed)
        self.problems.menu_asked.connect(self.menu_asked)
        self.quiet = WrapLabel("Tidak ada yang perlu tindakan.", "body", "text3")
        self.quiet.setContentsMargins(theme.SPACE_L, theme.SPACE_M, theme.SPACE_L, theme.SPACE_M)
        self.office_head = GroupHead("Sudah masuk")
        self.office_count = Label("", "caption_strong", "text2")
        self.office_head.add(self.office_count)
        self.model = RowsModel(_columns(), key=lambda status: status.office.code, parent=self)
        self.proxy = RowsProxy(self.model, self)
        self.table = _OfficeTable(self.proxy)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(lambda index: self.opened.emit(self._code(index)))
        self.table.menu_asked.connect(self.office_menu_asked)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, theme.SPACE_XS)
        column.setSpacing(0)
        for part in (self.problem_head, self.quiet, self.problems, self.office_head, self.table):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = WholeScroll(content)
        self.body.addWidget(self._scroll, 1)

    def set_inbox(self, inbox: Inbox, found: Sequence[Problem], year: int) -> None:
        """Show these problems, and the offices, the newest arrival first."""
        self.problems.set_problems([problem_text(problem, year) for problem in found])
        self.problem_count.setText(str(len(found)))
        lacking = sum(status.evidence_missing for status in inbox.offices)
        self.quiet.setText(
            f"Tidak ada paket bermasalah; {lacking} berkas bukti belum datang (tanda klip di bawah)."
            if lacking
            else "Tidak ada yang perlu tindakan."
        )
        order = sorted(inbox.offices, key=lambda status: status.office.name)
        order.sort(key=_arrival, reverse=True)
        self.model.set_rows(order)
        self._show()

    def set_filter(self, status: str) -> None:
        """Show only offices of one status, for "" all that have sent."""
        self._filter = status
        self._show()

    def set_current(self, office: str) -> None:
        """Make an office's row current, if it is shown; says nothing."""
        for row in range(self.proxy.rowCount()):
            if self._code(self.proxy.index(row, 0)) == office:
                blocked = self.blockSignals(True)
                self.table.selectRow(row)
                self.blockSignals(blocked)
                self._reveal(self.proxy.index(row, 0))
                return
        self.table.clearSelection()

    def set_whole(self, is_whole: bool) -> None:
        """Be as high as all rows, for a page that scrolls itself."""
        self._scroll.set_whole(is_whole)

    def regions(self) -> list[QWidget]:
        """What F6 walks through."""
        return [self.problems, self.table]

    def stops(self) -> list[QWidget]:
        """What takes the focus by Tab, in reading order."""
        return [*self.problems.stops(), self.table]

    def _show(self) -> None:
        shows_problems = self._filter in ("", NEEDS_ACTION)
        has_problems = bool(self.problems.keys())
        self.problem_head.setVisible(shows_problems)
        self.problems.setVisible(shows_problems and has_problems)
        self.quiet.setVisible(shows_problems and not has_problems)
        self.proxy.set_filter(self._accepts())
        self.office_head.title.setText(_TITLES[self._filter])
        count = self.proxy.rowCount()
        self.office_count.setText(str(count))
        self.office_head.setVisible(bool(count) or not shows_problems)
        self.table.setVisible(bool(count))
        self.table.fit()

    def _accepts(self) -> Callable[[OfficeStatus], bool]:
        if self._filter in ("", NEEDS_ACTION):  # what needs action stands above, each with its reason
            return lambda status: self._filter == "" and status.status not in (NEEDS_ACTION, NOT_SENT)
        return lambda status: status.status == self._filter

    def _on_picked(self, index: QModelIndex) -> None:
        self._reveal(index)
        if code := self._code(index):
            self.picked.emit(code)

    def _reveal(self, index: QModelIndex) -> None:
        """Scroll to a row of the table, which itself does not scroll."""
        area = self.table.visualRect(index)
        spot = self.table.viewport().mapTo(self._scroll.widget(), area.center())
        self._scroll.ensureVisible(spot.x(), spot.y(), 0, area.height())

    def _code(self, index: QModelIndex) -> str:
        status = self.model.row_at(index)
        return status.office.code if status is not None else ""


class WholeScroll(ScrollColumn):
    """A scrolling column that can be told to be as high as what it holds."""

    def __init__(self, content: QWidget) -> None:
        self._is_whole = False
        super().__init__(content)
        content.installEventFilter(self)

    def set_whole(self, is_whole: bool) -> None:
        """Be as high as the content, or scroll it."""
        self._is_whole = is_whole
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._claim(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._claim(super().minimumSizeHint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            self._is_whole
            and watched is self.widget()
            and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize)
        ):
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _claim(self, size: QSize) -> QSize:
        if self._is_whole and self.widget() is not None:
            size.setHeight(self.widget().minimumSizeHint().height())
        return size


class _OfficeTable(RowTable):
    """The offices as rows; as high as they are, so that it stands in a column that scrolls.

    Signals: `menu_asked(office, QPoint)` context menu of a row, at a place on the screen.
    """

    menu_asked = Signal(str, QPoint)

    def __init__(self, proxy: RowsProxy) -> None:
        super().__init__(name="Kecamatan", row_height=_ROW_HEIGHT)
        self.setModel(proxy)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(8)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegateForColumn(_NAME, _NameDelegate(self))
        for column in (_AT, _REVISION):
            self.setItemDelegateForColumn(column, _QuietDelegate(self, ink="text3"))
        self.setItemDelegateForColumn(_VALUE, RowDelegate(self, strong=True))
        self.setItemDelegateForColumn(_STATUS, ChipDelegate(status_chip, self))
        theme.notifier().changed.connect(self.fit)

    def fit(self) -> None:
        """Be as high as the rows; the name takes the width that the others leave."""
        rows = self.model().rowCount()
        self.setFixedHeight(rows * theme.px(_ROW_HEIGHT) + 1)
        widths = {column: self._widest(column) for column in (_AT, _REVISION, _VALUE, _STATUS)}
        room = self.viewport().width() - sum(widths.values())
        narrowest = self._widest_name()
        for column in (_AT, _REVISION):  # the first that a narrow place can do without
            if room < narrowest:
                room += widths[column]
                widths[column] = 0
        for column, width in widths.items():
            self.setColumnHidden(column, width == 0)
            if width:
                self.setColumnWidth(column, width)
        self.setColumnWidth(_NAME, max(room, theme.px(90)))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_by_mouse else self.currentIndex()
        if not index.isValid():
            return
        spot = (
            event.globalPos() if is_by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
        )
        model = self.model()
        assert isinstance(model, RowsProxy)
        self.menu_asked.emit(index.siblingAtColumn(0).data(Qt.ItemDataRole.UserRole).office.code, spot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _widest(self, column: int) -> int:
        """What the widest cell needs, 0 for an empty column; Qt's hint asks only rows that are laid out already."""
        delegate, option = self.itemDelegateForColumn(column), QStyleOptionViewItem()
        indexes = [self.model().index(row, column) for row in range(self.model().rowCount())]
        widths = [delegate.sizeHint(option, index).width() for index in indexes if index.data()]
        return max(widths, default=0)

    def _widest_name(self) -> int:
        names = [str(self.model().index(row, _NAME).data()) for row in range(self.model().rowCount())]
        clip = (
            theme.px(14) + 26
            if any(_lacks(self.model().index(row, _NAME)) for row in range(len(names)))
            else 0
        )
        return max((paint.width_of(name, theme.font("body")) for name in names), default=0) + 20 + clip


class _NameDelegate(RowDelegate):
    """An office's name; behind it a clip and a number where evidence of it has not come."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        status: OfficeStatus = index.data(Qt.ItemDataRole.UserRole)
        if status.evidence_missing:
            count, font, ink = str(status.evidence_missing), theme.font("caption_strong"), theme.color("warn")
            side, width = (
                theme.px(14),
                paint.width_of(str(status.evidence_missing), theme.font("caption_strong")),
            )
            spot = QRectF(area.right() - side - width - 3, area.center().y() - side / 2, side, side)
            theme.draw_icon(painter, "paperclip", spot, ink)
            paint.text(
                painter, QRectF(spot.right() + 3, area.top(), width + 1, area.height()), count, font, ink
            )
            area = area.adjusted(0, 0, -side - width - 9, 0)
        super().paint_cell(painter, area, option, index)


class _QuietDelegate(RowDelegate):
    """A word in small letters, close to its neighbours."""

    def paint_cell(self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        font, ink = theme.font("caption", tabular=True), self.ink(option, index)
        paint.text(painter, area.adjusted(-6, 0, 6, 0), str(index.data() or ""), font, ink)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = paint.width_of(str(index.data() or ""), theme.font("caption", tabular=True))
        return QSize(width + 12, theme.px(_ROW_HEIGHT))


def problem_text(problem: Problem, year: int) -> ProblemText:
    """A problem as its row shows it."""
    icon, ink = _PICTURES[problem.kind]
    refusal = problem.refusal
    ways = []
    if problem.kind == inbox_list.QUARANTINED:
        ways.append(Way(RECOGNISE, "Kenali perangkat…", "shield-check"))
    elif problem.kind == inbox_list.RECOGNISED:
        ways.append(Way(READ_AGAIN, "Periksa lagi", "refresh"))
    elif problem.kind in (inbox_list.BRANCHED, inbox_list.CLASHING):
        ways.append(Way(COMPARE, "Bandingkan", "hierarchy"))
    elif inbox_letters.request(problem, year):
        ways.append(Way(LETTER, "Salin pesan", "brand-whatsapp"))
    else:
        ways.append(Way(STORY, "Rincian"))
    hint = f"{refusal.code} · {refusal.name}" if refusal is not None else ""
    if problem.others:
        hint += f" dan {len(problem.others)} lainnya"
    return ProblemText(
        key=problem.key,
        icon=icon,
        ink=ink,
        title=problem.title,
        details=f"{problem.reason} {problem.remedy}".strip(),
        hint=hint,
        ways=tuple(ways),
        can_dismiss=refusal is not None,
    )


def status_chip(status: OfficeStatus) -> ChipText:
    """How an office stands, as a chip."""
    words = STATUS_WORDS[status.status].capitalize()
    if status.revision is not None and not status.final and status.status == "diterima":
        return ChipText("Sementara", "plain")
    return ChipText(words, TONES[status.status], STATUS_ICONS[status.status])


def value_words(status: OfficeStatus) -> str:
    """What an office's answers are worth: one number, a range, or nothing."""
    if status.percent is not None:
        return text.number(status.percent)
    return range_words(status.range) if status.range is not None else "–"


def _columns() -> list[Column]:
    return [
        Column("Kecamatan", lambda status: status.office.name, describe=_spoken, tip=_lack_words),
        Column("Diterima", lambda status: status.received, _when),
        Column("Revisi", lambda status: status.revision, lambda number: f"rev {number}" if number else ""),
        Column("Nilai", value_words, align=RIGHT),
        Column("Status", lambda status: STATUS_WORDS[status.status]),
    ]


def _lacks(index: QModelIndex) -> bool:
    return bool(index.data(Qt.ItemDataRole.UserRole).evidence_missing)


def _arrival(status: OfficeStatus) -> float:
    return status.received.timestamp() if status.received else 0.0


def _when(at: datetime | None) -> str:
    return "" if at is None else f"{text.day_month(at.astimezone())} {text.clock(at.astimezone())}"


def _spoken(status: OfficeStatus) -> str:
    parts = [status.office.name, STATUS_WORDS[status.status]]
    if status.revision is not None:
        parts.append(f"revisi {status.revision} {kind_words(status)}")
    if status.percent is not None:
        parts.append(f"nilai {text.number(status.percent)} persen")
        parts.append(f"setara {status.band.code}" if status.band else "")
    elif status.range is not None:
        parts.append(f"nilai antara {text.number(status.range[0])} dan {text.number(status.range[1])} persen")
    parts.append(_lack_words(status))
    return ", ".join(part for part in parts if part)


def _lack_words(status: OfficeStatus) -> str:
    return f"{status.evidence_missing} berkas bukti belum diterima" if status.evidence_missing else ""
