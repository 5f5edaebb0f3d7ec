"""Hasil tahun-tahun lalu: what was published of the regency and of offices, by year and frame, typed in or imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QBoxLayout, QHeaderView, QVBoxLayout, QWidget

from rbdesk import messages, text, wording
from rbdesk.analysis.figures import Trend, TrendLine, TrendPoint
from rbdesk.domain.history import Published, change
from rbdesk.domain.scoring import band
from rbdesk.errors import RBDeskError
from rbdesk.progress import Progress
from rbdesk.ui import dialogs, theme
from rbdesk.ui.charts.axes import HINT
from rbdesk.ui.charts.chart_card import ChartCard, table_key
from rbdesk.ui.charts.trend_plot import TrendPlot
from rbdesk.ui.delegates import BandDelegate, RowDelegate
from rbdesk.ui.desk import Desk
from rbdesk.ui.models.rows import RIGHT, Column, RowsModel
from rbdesk.ui.pages.history_parts.form import ResultForm, show_table
from rbdesk.ui.parts.banner import Banner
from rbdesk.ui.parts.buttons import secondary
from rbdesk.ui.parts.card import Card
from rbdesk.ui.parts.import_card import ImportCard
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.page import Page
from rbdesk.ui.parts.row_table import RowTable
from rbdesk.ui.parts.scroll import ScrollColumn
from rbdesk.workflow import catalog, histories
from rbdesk.workflow.histories import HistoryTable

_SIDE_BY_SIDE = 1000
_YEAR, _OWNER, _RESULT, _BAND, _CHANGE, _FRAME, _SOURCE = range(7)


class HistoryPage(Page):
    """Table and trend at the left, the form at the right; an import shows what it would bring first."""

    key = "history"
    title = "Hasil tahun-tahun lalu"
    parent_key = "settings"

    def __init__(self, desk: Desk, answers: Any = None) -> None:
        super().__init__(desk, answers)
        self._known: tuple[Published, ...] = ()
        self._names = dict(_owners(desk))
        self._acts: list[Callable[[], None]] = []
        self._table: HistoryTable | None = None
        self.model = RowsModel(self._columns(), key=lambda one: one.place, parent=self)
        self.table = RowTable(name="Hasil per tahun", row_height=34)
        self.form = ResultForm()
        self.form.set_owners(_owners(desk))
        self.importing = ImportCard("Simpan semua")
        self.importing.hide()
        self.trouble = Banner("err", can_dismiss=True)
        self.trouble.hide()
        self.pick = secondary("Impor…", "file-import")
        self.pick.setToolTip(
            "Excel atau CSV dengan kolom Tahun, Nilai, dan bila perlu Kecamatan, Kerangka, Sumber"
        )
        self.remove = secondary("Hapus hasil", "trash")
        self.remove.setEnabled(False)
        self._chart = TrendPlot(name="Tren hasil yang terbit")
        self._lay_out()
        self.table.setModel(self.model)
        self._dress_table()
        self.pick.clicked.connect(self._on_pick)
        self.remove.clicked.connect(self._on_remove)
        self.form.given.connect(self._on_given)
        self.table.picked.connect(self._on_picked)
        self.table.opened.connect(self._on_opened)
        self.table.removed.connect(lambda _: self._on_remove())
        self.importing.accepted.connect(self._on_accepted)
        self.importing.dismissed.connect(self._end_import)

    def header_widgets(self) -> list[QWidget]:
        return [self.pick]

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", "ubah"),
            ("Del", "hapus"),
            ("Ctrl+C", "salin tabel"),
            ("Ctrl+T", "tren sebagai tabel"),
            ("+ − 0", "perbesar, perkecil, seluruh tren"),
        ]

    def refresh(self) -> None:
        self.desk.read(histories.load_history, then=self.show_history)

    def show_history(self, known: tuple[Published, ...]) -> None:
        """Show these results."""
        self._known = known
        self.model.set_rows(sorted(known, key=lambda one: (-one.year, one.owner, one.frame)))
        typed = sum(not one.is_shipped for one in known)
        self.context_changed.emit(
            f"{len(known)} hasil · {typed} diisi di sini · kerangka yang berbeda tidak sebanding"
        )
        self._show_trend()

    def regions(self) -> list[QWidget]:
        return [self.table, self.importing if self.importing.isVisible() else self.form]

    def undo(self) -> bool:
        if not self._acts:
            return False
        self._acts.pop()()
        return True

    def adapt(self, width: int) -> None:
        is_wide = width >= _SIDE_BY_SIDE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        self.table.setColumnHidden(_SOURCE, width < 1240)
        self._side.setMaximumWidth(theme.px(320) if is_wide else 16_777_215)

    def take_file(self, path: Path) -> None:
        """Read a table on the job thread and show what it would bring."""
        self.trouble.hide()
        self.desk.run(_read, path, done=lambda table: self._on_read(path, table), failed=self._on_failed)

    def _lay_out(self) -> None:
        inside = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(inside))
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.SPACE_XL, theme.SPACE_M, theme.SPACE_XL, theme.SPACE_L)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self.trouble)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(theme.SPACE_M)
        column.addLayout(self._row, 1)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_M)
        frame = Card("Hasil yang terbit", "history", padding=theme.SPACE_M)
        frame.head.addWidget(self.remove)
        self.table.setMinimumHeight(theme.px(150))
        frame.body.addWidget(self.table)
        left.addWidget(frame, 3)
        self.trend = ChartCard("Tren", self._chart)
        self.trend.body.addWidget(WrapLabel(f"Biru: kabupaten. {HINT}", "caption", "text3"))
        table_key(self, self.trend)
        left.addWidget(self.trend, 2)
        self._row.addLayout(left, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.SPACE_M)
        side.addWidget(self.importing)
        side.addWidget(self.form)
        side.addWidget(WrapLabel(wording.INDEX_BAND_NOTE, "caption", "text3"))
        side.addStretch(1)
        self._row.addWidget(self._side)

    def _columns(self) -> list[Column]:
        return [
            Column("Tahun", lambda one: one.year, align=RIGHT),
            Column("Milik", lambda one: self._names.get(one.owner, one.owner)),
            Column("Hasil", lambda one: one.index, text.number, align=RIGHT),
            Column("Kategori", _letters),
            Column(
                "Perubahan",
                lambda one: change(self._known, one),
                lambda value: "" if value is None else text.signed(value),
                align=RIGHT,
                tip=lambda one: (
                    ""
                    if change(self._known, one) is not None
                    else "Tidak sebanding, atau tahun sebelumnya belum ada"
                ),
            ),
            Column("Kerangka", lambda one: one.frame),
            Column("Sumber", lambda one: one.source, tip=lambda one: one.source),
        ]

    def _dress_table(self) -> None:
        self.table.setItemDelegate(RowDelegate(self.table, height=34))
        self.table.setItemDelegateForColumn(_BAND, BandDelegate(_letters, self.table, height=34))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_OWNER, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_SOURCE, QHeaderView.ResizeMode.Stretch)

    def _show_trend(self) -> None:
        self._chart.set_figure(trend_of(self._known, self.desk.identity.target, self._names))
        if self.trend.shows_table():
            self.trend.fill_table()

    def _chosen(self) -> Published | None:
        row = self.model.row_at(self.table.current_row())
        return row if isinstance(row, Published) else None

    def _on_picked(self, index: QModelIndex) -> None:
        result = self.model.row_at(index)
        self.remove.setEnabled(isinstance(result, Published) and not result.is_shipped)

    def _on_opened(self, index: QModelIndex) -> None:
        result = self.model.row_at(index)
        if isinstance(result, Published) and not result.is_shipped:
            self.form.show_result(result)
            self.form.index.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_given(self, result: Published) -> None:
        before = next((one for one in self._known if one.place == result.place), None)
        self.desk.do(
            histories.keep_result,
            result,
            by=self,
            then=lambda changes: self._on_kept(result, before) if changes else None,
            failed=lambda error: self.form.say(_words(error)),
        )

    def _on_kept(self, result: Published, before: Published | None) -> None:
        self.form.clear()
        self._keep_undo(lambda: self._put_back(result, before))
        self.told.emit(f"Hasil {result.year} tersimpan", self.undo)
        self.refresh()

    def _on_remove(self) -> None:
        result = self._chosen()
        if result is None or result.is_shipped:
            return
        self.desk.do(histories.drop_result, result, by=self, then=lambda _: self._on_removed(result))

    def _on_removed(self, result: Published) -> None:
        self._keep_undo(lambda: self._put_back(result, result))
        self.told.emit(f"Hasil {result.year} dihapus", self.undo)
        self.refresh()

    def _put_back(self, result: Published, before: Published | None) -> None:
        if before is None:
            self.desk.do(histories.drop_result, result, by=self, then=lambda _: self.refresh())
        else:
            self.desk.do(histories.keep_result, before, by=self, then=lambda _: self.refresh())

    def _keep_undo(self, act: Callable[[], None]) -> None:
        self._acts = [*self._acts[-199:], act]

    def _on_pick(self) -> None:
        chosen = dialogs.pick_files(self, "Impor hasil", "Tabel (*.xlsx *.csv)")
        for path in chosen[:1]:
            self.take_file(path)

    def _on_read(self, path: Path, table: HistoryTable) -> None:
        self._table = table
        show_table(self.importing, path.name, table.results, table.faults, self._names)
        self.importing.show()
        self.form.hide()
        self.importing.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accepted(self) -> None:
        table = self._table
        if table is None:
            return
        before = {one.place: one for one in self._known}
        self.desk.do(
            histories.keep_results,
            table.results,
            by=self,
            then=lambda changes: self._on_imported(table, before, is_new=bool(changes)),
            failed=self._on_failed,
        )

    def _on_imported(
        self, table: HistoryTable, before: dict[tuple[str, int, str], Published], *, is_new: bool
    ) -> None:
        self._end_import()
        if not is_new:
            self.told.emit("Semua sudah ada; tidak ada yang berubah", None)
            return

        def take_back() -> None:
            for result in table.results:
                self._put_back(result, before.get(result.place))

        self._keep_undo(take_back)
        self.told.emit(f"{len(table.results)} hasil tersimpan", self.undo)
        self.refresh()

    def _end_import(self) -> None:
        self._table = None
        self.importing.hide()
        self.form.show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: RBDeskError) -> None:
        told = messages.sentence(error)
        self.trouble.set_banner("err", told.what, f"{told.safe} {told.todo}".strip())
        self.trouble.show()


def trend_of(known: tuple[Published, ...], target: Any, names: dict[str, str]) -> Trend:
    """The results as lines of their owners, the regency first; frames are never joined."""
    owners = list(dict.fromkeys(one.owner for one in sorted(known, key=lambda one: len(one.owner))))
    lines = tuple(
        TrendLine(
            names.get(owner, owner),
            tuple(TrendPoint(one.year, one.index, one.frame) for one in known if one.owner == owner),
            is_main=place == 0,
        )
        for place, owner in enumerate(owners)
    )
    years = [one.year for one in known]
    return Trend(lines, min(years, default=0), max(years, default=0), target=target)


def _owners(desk: Desk) -> list[tuple[str, str]]:
    register, identity = catalog.register(), desk.identity
    if identity.office != register.code:
        codes = [register.code, identity.office]
    else:
        codes = [register.code, *(office.code for office in register.offices)]
    return [(code, register.name_of(code)) for code in codes]


def _letters(result: Published) -> str:
    found = band(catalog.instrument(catalog.UNIT_SHEET), result.index)
    return found.code if found else ""


def _words(error: RBDeskError) -> str:
    told = messages.sentence(error)
    return f"{told.what} {told.todo}".strip()


def _read(path: Path, progress: Progress) -> HistoryTable:
    progress.step(0, 1, path.name)
    return histories.read_history(path)
