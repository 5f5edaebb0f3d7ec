"""Search over everything that the window can go to: which entries fit the words, and the panel that lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rbdesk.ui import paint, theme
from rbdesk.ui.parts.dressed import Dressed
from rbdesk.ui.parts.labels import WrapLabel
from rbdesk.ui.parts.page import Link

MOST_OF_A_GROUP = 6
FILTER = "search:"  # how a link's filter names what was searched for
_WIDTH = 560
_ENTRY = Qt.ItemDataRole.UserRole + 1
_MORE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to go to. `also` are further words that find it and are not shown."""

    group: str
    title: str
    details: str
    icon: str
    link: Link
    also: str = ""


def matching(entries: Iterable[Entry], words: str) -> list[Entry]:
    """The entries that contain every word; those whose details or title begin with the words come first.

    The order is otherwise that of `entries`; upper and lower case are the same.
    """
    wanted = words.casefold().split()
    if not wanted:
        return []
    found: list[tuple[int, Entry]] = []
    for entry in entries:
        shown = f"{entry.details} {entry.title}".casefold()
        whole = f"{shown} {entry.also}".casefold()
        if not all(word in whole for word in wanted):
            continue
        phrase = " ".join(wanted)
        if entry.details.casefold().startswith(phrase) or entry.title.casefold().startswith(phrase):
            rank = 0
        elif all(word in shown for word in wanted):
            rank = 1
        else:
            rank = 2
        found.append((rank, entry))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


class SearchPanel(Dressed, QFrame):
    """The results under the search field, in groups; the field keeps the focus and its arrows move here.

    Signals: `chosen(Link)` · `dismissed()` by Esc or when the focus went elsewhere.
    """

    chosen = Signal(object)
    dismissed = Signal()

    def __init__(self, host: QWidget, field: QLineEdit) -> None:
        super().__init__(host)
        self._host = host
        self._field = field
        self._entries: Sequence[Entry] = ()
        self._see_all: Mapping[str, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.setSpacing(0)
        self._nothing = WrapLabel("", "body", "text2")
        self._nothing.setContentsMargins(theme.SPACE_L, theme.SPACE_S, theme.SPACE_L, theme.SPACE_S)
        column.addWidget(self._nothing)
        self.list = QListWidget()
        self.list.setAccessibleName("Hasil pencarian")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_clicked)
        column.addWidget(self.list)
        field.installEventFilter(self)
        host.installEventFilter(self)
        field.textEdited.connect(self._on_edited)
        self.hide()
        self.follow_theme()

    def set_entries(self, entries: Sequence[Entry], see_all: Mapping[str, str] | None = None) -> None:
        """All that can be found; `see_all` names for a group the page that shows all it found, as filter "search:…"."""
        self._entries = entries
        self._see_all = see_all or {}
        if self.isVisible():
            self._show(self._field.text())

    def found(self) -> list[Entry]:
        """The entries that are listed, in order."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return [item.data(_ENTRY) for item in items if item.data(_ENTRY) is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._field and kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if watched is self._field and kind == QEvent.Type.FocusOut and self.isVisible():
            self._dismiss()
        if watched is self._host and kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def dress(self) -> None:
        if self.isVisible():
            self._place()
        super().dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = theme.color("control")
        ground = paint.Look(theme.color("surface"), edge, edge)
        paint.box(QPainter(self), self.rect(), ground, theme.RADIUS_CARD)

    def _on_edited(self, words: str) -> None:
        if words.strip():
            self._show(words)
        else:
            self.hide()

    def _show(self, words: str) -> None:
        found = matching(self._entries, words)
        self._fill(found, words.strip())
        self._nothing.setText(f"Tidak ada yang cocok dengan ‘{words.strip()}’.")
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._place()
        self.show()
        self.raise_()

    def _fill(self, found: Sequence[Entry], words: str) -> None:
        self.list.clear()
        groups: dict[str, list[Entry]] = {}
        for entry in found:
            groups.setdefault(entry.group, []).append(entry)
        for group, entries in groups.items():
            page = self._see_all.get(group, "")
            left_out = max(len(entries) - MOST_OF_A_GROUP, 0)
            head = QListWidgetItem(group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setData(_MORE, 0 if page else left_out)
            self.list.addItem(head)
            for entry in entries[:MOST_OF_A_GROUP]:
                self._add(entry)
            if page and len(entries) > 1:
                link = Link(page, "", f"{FILTER}{words}")
                self._add(
                    Entry(
                        group,
                        f"Lihat {len(entries)} {group.lower()} ini",
                        "sebagai kartu",
                        "list-details",
                        link,
                    )
                )
        if found:
            self.list.setCurrentRow(1)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(f"{entry.title}, {entry.details}")
        item.setData(_ENTRY, entry)
        item.setToolTip(entry.title)
        self.list.addItem(item)

    def _place(self) -> None:
        host = self._host
        width = min(theme.px(_WIDTH), host.width() - 2 * theme.SPACE_L)
        corner = self._field.mapTo(host, self._field.rect().bottomRight())
        right = min(max(corner.x() + 1, width + theme.SPACE_L), host.width() - theme.SPACE_L)
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.list.count()))
        self._nothing.setFixedWidth(width - 2)
        height = rows + 4 if rows else self._nothing.heightForWidth(width - 2)
        room = host.height() - corner.y() - theme.SPACE_L
        self.setGeometry(right - width, corner.y() + 6, width, min(height + 14, room))

    def _on_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._dismiss()
            return True
        if not self.isVisible():
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_edited(self._field.text())
                return True
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if key in steps:
            self._move(steps[key])
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.list.currentItem()
            if item is not None and item.data(_ENTRY) is not None:
                self._choose(item)
            return True
        return False

    def _move(self, by: int) -> None:
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_ENTRY) is not None]
        if not rows:
            return
        now = self.list.currentRow()
        at = rows.index(now) if now in rows else 0
        self.list.setCurrentRow(rows[min(max(at + by, 0), len(rows) - 1)])

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.data(_ENTRY) is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        link = item.data(_ENTRY).link
        self.hide()
        self.chosen.emit(link)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()


class _EntryDelegate(QStyledItemDelegate):
    """Draws a group's name, or icon, title and details of an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.px(30 if index.data(_ENTRY) is None else 46))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        entry: Entry | None = index.data(_ENTRY)
        if entry is None:
            more = index.data(_MORE)
            words = index.data() + (f" · {more} lagi, tambahkan kata" if more else "")
            inner = area.adjusted(theme.SPACE_L, 4, -theme.SPACE_M, 0)
            paint.text(painter, inner, words, theme.font("caption_strong"), theme.color("text3"))
            return
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if is_chosen:
            row = area.adjusted(6, 1, -6, -1)
            edge = theme.color("primary")
            paint.box(painter, row, paint.Look(theme.color("selected"), edge, edge), theme.RADIUS_CONTROL)
        side = theme.px(18)
        icon = QRectF(area.left() + theme.SPACE_L, area.center().y() - side / 2, side, side)
        theme.draw_icon(painter, entry.icon, icon, theme.color("primary" if is_chosen else "text2"))
        words = area.adjusted(theme.SPACE_L + side + theme.SPACE_M, 0, -theme.SPACE_L, 0)
        half = area.height() / 2
        upper = QRectF(words.left(), area.top() + 4, words.width(), half - 4)
        lower = QRectF(words.left(), area.top() + half, words.width(), half - 5)
        ink = theme.color("on_primary_soft" if is_chosen else "text")
        paint.text(painter, upper, entry.title, theme.font("strong"), ink)
        paint.text(painter, lower, entry.details, theme.font("caption"), theme.color("text2"))
