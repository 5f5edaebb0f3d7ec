"""The heatmap of the offices: names stay at the left, heads above and the average below while it scrolls."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from rbdesk import text
from rbdesk.analysis.figures import Heat, HeatRow
from rbdesk.ui import paint, theme
from rbdesk.ui.charts.heat_cells import AverageDelegate, HeatDelegate, HeatHeader, NameDelegate
from rbdesk.ui.charts.heat_model import AREA, BESIDE, CHANGE, NAME, TOTAL, HeatModel, HeatProxy, RowRole
from rbdesk.ui.charts.picture import picture_menu

MISSING_WORDS = {
    "belum_kirim": "belum mengirim",
    "refused": "berkas rusak",
    "conflict": "dua laptop belum sama",
    "quarantined": "perangkat belum dikenal",
}

_ROW_HEIGHTS = (21, 24)


class HeatTable(QWidget):
    """Four views over one model: names, cells, and the average's own two.

    Signals: `opened(office, area)` Enter on a cell or double click on a name, `area` "" for name, total and change ·
    `number_clicked(office, area, beside)` a click on a number, "" of the average, `beside` which one beside the
    total, −1 for the figure's own · `picked(office)` another row became current · `sorted_by(key, descending)` the
    person clicked a head · `menu_asked(office, QPoint)` context menu of a row, at a place on the screen.
    """

    opened = Signal(str, str)
    number_clicked = Signal(str, str, int)
    picked = Signal(str)
    sorted_by = Signal(str, bool)
    menu_asked = Signal(str, QPoint)

    def __init__(self, *, name: str = "Perbandingan kecamatan", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing_words: Mapping[str, str] = MISSING_WORDS
        self._scrolls = True
        self._model = HeatModel(self)
        self._proxy = HeatProxy(self._model, self)
        self._average = HeatModel(self)
        self._names = _view(self._proxy)
        self._cells = _view(self._proxy)
        self._average_name = _view(self._average)
        self._average_cells = _view(self._average)
        self._below_names, self._right_of_average = QWidget(), QWidget()
        self._cells.setAccessibleName(name)
        self._cells.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._cells)
        self._names.setAccessibleName("Nama kecamatan")
        self._average_name.setAccessibleName("Rata-rata")
        self._average_cells.setAccessibleName("Rata-rata per area")
        self._build()
        self._connect()
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def set_figure(self, figure: Heat, missing_words: Mapping[str, str] = MISSING_WORDS) -> None:
        """Show these offices; `missing_words` says a missing row's key in words."""
        current = self.current_office()
        self._missing_words = missing_words
        self._model.set_figure(figure, figure.rows)
        average = () if figure.average is None else (figure.average,)
        self._average.set_figure(figure, average)
        for view in (self._average_name, self._average_cells):
            view.setVisible(bool(average))
        self._hide_columns()
        self._cells.setAccessibleDescription(self._sentence(figure))
        self._fit()
        self.set_current(current or (self._proxy.index(0, 0).data(RowRole).code if figure.rows else ""))

    def sort_by(self, key: str, *, descending: bool = True) -> None:
        """Sort by "name", "place", "total", "change" or an area's code; the current cell keeps its office."""
        office, column = self.current_office(), self._cells.currentIndex().column()
        self._proxy.sort_by(key, descending=descending)
        for head in (self._cells.horizontalHeader(), self._names.horizontalHeader()):
            head.viewport().update()
        self.set_current(office, column)

    def set_filter(self, accepts: Callable[[HeatRow], bool] | None) -> None:
        """Show only the offices of which this is true; None shows all. The average stays that of all."""
        office = self.current_office()
        self._proxy.set_filter(accepts)
        self._fit()
        shown = {self._proxy.index(row, 0).data(RowRole).code for row in range(self._proxy.rowCount())}
        if shown:
            self.set_current(office if office in shown else self._proxy.index(0, 0).data(RowRole).code)

    def sorted_by_now(self) -> tuple[str, bool]:
        """The key and whether the highest stands above."""
        return self._proxy.sorted_by()

    def codes(self) -> list[str]:
        """The offices from above, as they are sorted and filtered."""
        return [self._proxy.index(row, 0).data(RowRole).code for row in range(self._proxy.rowCount())]

    def whole(self) -> HeatTable:
        """The same table in its full size, to be drawn: nothing is scrolled away and no cell is marked."""
        made = HeatTable(name=self._cells.accessibleName())
        made._scrolls = False
        for turn_off in (made._cells.setVerticalScrollBarPolicy, made._cells.setHorizontalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.set_figure(self._model.figure(), self._missing_words)
        made._proxy.set_filter(self._proxy.accepts())
        made.sort_by(self._proxy.sorted_by()[0], descending=self._proxy.sorted_by()[1])
        made._cells.setCurrentIndex(QModelIndex())
        rows = made._proxy.rowCount() * theme.px(_ROW_HEIGHTS[1])
        average = made._average_cells.height() if made._average.rowCount() else 0
        made.resize(
            max(self.width(), theme.px(1080)), made._cells.horizontalHeader().height() + rows + average
        )
        made.ensurePolished()
        made._fit()
        return made

    def has_change(self) -> bool:
        """Whether last year is known of any office."""
        return any(row.change is not None for row in self._model.figure().rows)

    def current_office(self) -> str:
        """The code of the current row, "" if there is none."""
        row = self._cells.currentIndex().data(RowRole)
        return row.code if isinstance(row, HeatRow) else ""

    def current_number(self) -> tuple[str, int] | None:
        """The area's code ("" for a total) and which one beside the total it is; None where no number is current."""
        index = self._cells.currentIndex()
        row = index.data(RowRole)
        if not isinstance(row, HeatRow) or self._model.cell(row, index.column()) is None:
            return None
        return self._number_at(index.column())

    def set_current(self, office: str, column: int = -1) -> None:
        """Make an office's row current; says nothing. `column` of the model, by default the one that was."""
        if column < 1:
            column = max(self._cells.currentIndex().column(), 1)
        for row in range(self._proxy.rowCount()):
            index = self._proxy.index(row, column)
            if index.data(RowRole).code == office:
                selection = self._cells.selectionModel()
                blocked = self.blockSignals(True)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                self.blockSignals(blocked)
                self._cells.scrollTo(index)
                return

    def lines(self) -> list[list[str]]:
        """The table as it is sorted, with headings and the average."""
        model, shown = self._model, range(self._model.columnCount())
        heads = [
            str(model.headerData(column, Qt.Orientation.Horizontal)).replace("\n", " ").replace("- ", "")
            for column in shown
        ]
        lines = [heads]
        for row in range(self._proxy.rowCount()):
            cells = [str(self._proxy.index(row, column).data() or "") for column in shown]
            missing = self._proxy.index(row, 0).data(RowRole).missing
            lines.append([cells[0], self.words_of(missing), *cells[2:]] if missing else cells)
        if self._average.rowCount():
            lines.append([str(self._average.index(0, column).data() or "") for column in shown])
        return lines

    def words_of(self, missing: str) -> str:
        """Why a row has no numbers."""
        return self._missing_words.get(missing, missing)

    def view(self) -> QTableView:
        """The view that has the focus and the cells."""
        return self._cells

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._cells and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        left = QVBoxLayout()
        left.addWidget(self._names, 1)
        left.addWidget(self._below_names)
        below = QHBoxLayout()
        below.addWidget(self._average_cells, 1)
        below.addWidget(self._right_of_average)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self._cells, 0, 1)
        grid.addWidget(self._average_name, 1, 0)
        grid.addLayout(below, 1, 1)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._names.setItemDelegate(NameDelegate(self._cells, self._names))
        self._cells.setItemDelegate(HeatDelegate(self._model, self.words_of, self._cells))
        self._average_name.setItemDelegate(AverageDelegate(self._average, self._average_name))
        self._average_cells.setItemDelegate(AverageDelegate(self._average, self._average_cells))
        for view in (self._names, self._cells):
            head = HeatHeader(self._proxy, view)
            view.setHorizontalHeader(head)
            head.sectionClicked.connect(self._on_head)
        for view in (self._average_name, self._average_cells):
            view.horizontalHeader().hide()
        # One selection for names and cells: the same row is current in both.
        self._names.setSelectionModel(self._cells.selectionModel())
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        for view in (self._names, self._average_name, self._average_cells):
            view.setVerticalScrollBarPolicy(off)
            view.setHorizontalScrollBarPolicy(off)
            view.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self._cells.installEventFilter(self)
        self._cells.selectionModel().currentChanged.connect(self._on_current)
        down, along = self._cells.verticalScrollBar(), self._cells.horizontalScrollBar()
        down.valueChanged.connect(self._names.verticalScrollBar().setValue)
        self._names.verticalScrollBar().valueChanged.connect(down.setValue)
        along.valueChanged.connect(self._average_cells.horizontalScrollBar().setValue)
        for bar in (down, along):
            bar.rangeChanged.connect(lambda *_: self._leave_room_for_bars())
        self._names.doubleClicked.connect(self._open)
        for view in (self._cells, self._average_cells):
            view.clicked.connect(self._on_clicked)
            view.entered.connect(lambda index, one=view: self._on_entered(one, index))
        for view in (self._names, self._cells):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(lambda place, one=view: self._on_menu(one, place))

    def _hide_columns(self) -> None:
        """Names stand in a view of their own; no column for the change where nobody's last year is known."""
        count = self._model.columnCount()
        for column in range(count):
            is_unknown = self._model.kind(column) == CHANGE and not self.has_change()
            for view in (self._names, self._average_name):
                view.setColumnHidden(column, column > 0)
            for view in (self._cells, self._average_cells):
                view.setColumnHidden(column, column == 0 or is_unknown)

    def _dress(self) -> None:
        for view in (self._names, self._cells):
            view.horizontalHeader().setFixedHeight(2 * paint.height_of(theme.font("caption_strong")) + 12)
            view.viewport().update()
        high = theme.px(30)
        for view in (self._average_name, self._average_cells):
            view.verticalHeader().setDefaultSectionSize(high)
            view.setFixedHeight(high)
            view.viewport().update()
        self._fit()

    def _fit(self) -> None:
        figure = self._model.figure()
        if not figure.columns:
            return
        rows = max(self._proxy.rowCount(), 1)
        room = self.height() - self._cells.horizontalHeader().height()
        room -= self._average_cells.height() if self._average.rowCount() else 0
        low, high = (theme.px(height) for height in _ROW_HEIGHTS)
        row_height = min(max(room // rows, low), high)
        for view in (self._names, self._cells):
            view.verticalHeader().setDefaultSectionSize(row_height)
        names = [row.name for row in figure.rows] + ([figure.average.name] if figure.average else [])
        name_width = max((paint.width_of(name, theme.font("strong")) for name in names), default=80) + 24
        self._names.setFixedWidth(name_width)
        self._average_name.setFixedWidth(name_width)
        for view in (self._names, self._average_name):
            view.setColumnWidth(0, name_width)
        self._fit_columns(figure, self.width() - name_width, rows * row_height > room)

    def _fit_columns(self, figure: Heat, room: int, scrolls: bool) -> None:
        font = theme.font("caption_strong")
        words = [word for column in figure.columns for word in (column.short or column.name).split("\n")]
        narrowest = max(max(paint.width_of(word, font) for word in words) + 10, theme.px(54))
        heads = [part for head in figure.beside for part in head.split("\n")]
        beside = max((paint.width_of(head, font) for head in [*heads, "88,88"]), default=0) + 18
        widths = {TOTAL: theme.px(100), BESIDE: beside, CHANGE: theme.px(78) if self.has_change() else 0}
        room -= widths[TOTAL] + beside * len(figure.beside) + widths[CHANGE]
        room -= self._cells.verticalScrollBar().sizeHint().width() if scrolls and self._scrolls else 0
        widths[AREA] = max(room // len(figure.columns), narrowest)
        for view in (self._cells, self._average_cells):
            for column in range(1, self._model.columnCount()):
                if not view.isColumnHidden(column):
                    view.setColumnWidth(column, widths[self._model.kind(column)])
        self._leave_room_for_bars()

    def _leave_room_for_bars(self) -> None:
        """Where the cells have scroll bars the other views keep the same room, so that all stay in line."""
        down, along = self._cells.verticalScrollBar(), self._cells.horizontalScrollBar()
        has_down, has_along = (self._scrolls and bar.maximum() > 0 for bar in (down, along))
        self._right_of_average.setFixedWidth(down.sizeHint().width() if has_down else 0)
        self._below_names.setFixedHeight(along.sizeHint().height() if has_along else 0)

    def _on_key(self, event: QKeyEvent) -> bool:
        index = self._cells.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
            return True
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(text.table(self.lines()))
            return True
        if event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # letters are keys of the page
            return True
        return False

    def _on_head(self, section: int) -> None:
        key = self._model.keys()[section]
        before, was_descending = self._proxy.sorted_by()
        descending = not was_descending if key == before else key != NAME
        self.sort_by(key, descending=descending)
        self.sorted_by.emit(key, descending)

    def _on_current(self, current: QModelIndex, before: QModelIndex) -> None:
        for view in (self._names, self._cells):
            view.viewport().update()
        self._cells.horizontalHeader().viewport().update()
        if current.row() != before.row() and current.isValid():
            self.picked.emit(current.data(RowRole).code)

    def _on_menu(self, view: QTableView, place: QPoint) -> None:
        index = view.indexAt(place)
        spot = view.viewport().mapToGlobal(place)
        if index.isValid():
            self.menu_asked.emit(index.data(RowRole).code, spot)
        else:
            picture_menu(self, "perbandingan", self.lines, whole=self.whole).exec(spot)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if self._model.cell(row, index.column()) is not None:
            self.number_clicked.emit(row.code, *self._number_at(index.column()))

    def _on_entered(self, view: QTableView, index: QModelIndex) -> None:
        is_number = self._model.cell(index.data(RowRole), index.column()) is not None
        shape = Qt.CursorShape.PointingHandCursor if is_number else Qt.CursorShape.ArrowCursor
        view.viewport().setCursor(shape)

    def _number_at(self, column: int) -> tuple[str, int]:
        """The area's code of a column, "" for totals, and which one beside the total it is, −1 for none."""
        columns = self._model.figure().columns
        area = columns[column - 1].code if self._model.kind(column) == AREA else ""
        return area, column - len(columns) - 2 if self._model.kind(column) == BESIDE else -1

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(RowRole).code, self._number_at(index.column())[0])

    def _sentence(self, figure: Heat) -> str:
        missing = sum(1 for row in figure.rows if row.missing)
        words = f"{len(figure.rows)} kecamatan, {len(figure.columns)} area"
        words += f", {missing} belum ada nilainya" if missing else ""
        if figure.average is not None and figure.average.total is not None:
            column = len(figure.columns) + 1
            words += f". {figure.average.name}: {self._model.words_of(figure.average.total, column)}"
        return words


def _view(model: HeatModel | HeatProxy) -> QTableView:
    view = QTableView()
    view.setModel(model)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setMinimumSectionSize(16)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    return view
