"""Which slides a presentation has, in which order, and what stands on its first one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbdesk import messages
from rbdesk.errors import RBDeskError
from rbdesk.ui import dialogs, theme
from rbdesk.ui.parts.buttons import icon_button, quiet
from rbdesk.ui.parts.field import Field
from rbdesk.ui.parts.labels import WrapLabel

if TYPE_CHECKING:
    from rbdesk.report.logo import Logo

_ROW, _MOST_SHOWN = 28, 9
_KEY = Qt.ItemDataRole.UserRole
_PICTURES = "Gambar (*.png *.jpg *.jpeg)"


class SlideChooser(QWidget):
    """Check marks that can be put in another order, title, subtitle and logo. Signals: `changed()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[str] = []
        self._off: frozenset[str] = frozenset()
        self._logo: Logo | None = None
        self.list = _SlideList()
        self.up = icon_button("chevron-up", "Naikkan salindia (Alt+↑)")
        self.down = icon_button("chevron-down", "Turunkan salindia (Alt+↓)")
        self.usual = icon_button("refresh", "Susunan semula")
        title, subtitle = Field("Judul", "", 120), Field("Anak judul", "", 160)
        self.title_field, self.subtitle_field = title.edit, subtitle.edit
        for field in (self.title_field, self.subtitle_field):
            field.setPlaceholderText("Seperti biasa")
        self.pick_logo = quiet("Pilih logo…", "photo")
        self.drop_logo = icon_button("x", "Hapus logo")
        self.drop_logo.hide()
        self.fault = WrapLabel("", "caption", "err")
        self.fault.hide()
        self._build(title, subtitle)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.list.moved.connect(self.changed)
        self.up.clicked.connect(lambda: self.list.move_current(-1))
        self.down.clicked.connect(lambda: self.list.move_current(1))
        self.usual.clicked.connect(self.restore_order)
        for field in (self.title_field, self.subtitle_field):
            field.textEdited.connect(lambda _: self.changed.emit())
        self.pick_logo.clicked.connect(self.ask_logo)
        self.drop_logo.clicked.connect(lambda: self._set_logo(None, ""))

    def _build(self, title: QWidget, subtitle: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.list)
        order = QHBoxLayout()
        order.setSpacing(theme.SPACE_XS)
        order.addWidget(self.up)
        order.addWidget(self.down)
        order.addStretch(1)
        order.addWidget(self.usual)
        column.addLayout(order)
        column.addWidget(title)
        column.addWidget(subtitle)
        logo = QHBoxLayout()
        logo.setSpacing(theme.SPACE_XS)
        logo.addWidget(self.pick_logo)
        logo.addWidget(self.drop_logo)
        logo.addStretch(1)
        column.addLayout(logo)
        column.addWidget(self.fault)

    def set_slides(self, slides: Sequence[tuple[str, str]], off: frozenset[str] = frozenset()) -> None:
        """Offer these, as (key, title), those in `off` without a mark; a choice that was made stays."""
        keys = [key for key, _ in slides]
        if keys == self._offered:
            return
        self._offered, self._off = keys, off
        self._fill(slides, off)

    def restore_order(self) -> None:
        """The usual slides again, in the usual order."""
        titles = {item.data(_KEY): item.text() for item in self.list.rows()}
        self._fill([(key, titles[key]) for key in self._offered], self._off)
        self.changed.emit()

    def chosen(self) -> tuple[str, ...] | None:
        """Keys in the chosen order; None while nothing is offered yet or everything is as usual."""
        found = tuple(
            item.data(_KEY) for item in self.list.rows() if item.checkState() == Qt.CheckState.Checked
        )
        usual = [key for key in self._offered if key not in self._off]
        return None if not self._offered or list(found) == usual else found

    def title(self) -> str:
        """The title, "" for the usual one."""
        return self.title_field.text().strip()

    def subtitle(self) -> str:
        """The subtitle, "" for the usual one."""
        return self.subtitle_field.text().strip()

    def logo(self) -> Logo | None:
        """The picture for the first slide."""
        return self._logo

    def ask_logo(self) -> None:
        """Ask for a picture."""
        found = dialogs.pick_files(self, "Pilih logo", _PICTURES)
        if found:
            self.take_logo(found[0])

    def take_logo(self, path: Path) -> None:
        """Use a picture; one that is broken or too large is refused and said so."""
        from rbdesk.report.logo import read_logo

        try:
            self._set_logo(read_logo(path), path.name)
        except RBDeskError as error:
            told = messages.sentence(error)
            self.fault.setText(f"{told.what} {told.todo}".strip())
            self.fault.show()

    def _set_logo(self, logo: Logo | None, name: str) -> None:
        self._logo = logo
        self.pick_logo.setText(name or "Pilih logo…")
        self.drop_logo.setVisible(logo is not None)
        self.fault.hide()
        self.changed.emit()

    def _fill(self, slides: Sequence[tuple[str, str]], off: frozenset[str]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for key, title in slides:
            item = QListWidgetItem(title)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Unchecked if key in off else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.claim()


class _SlideList(QListWidget):
    """Space marks, Alt with an arrow moves, dragging moves too. Signals: `moved()`."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Salindia")
        self.setAccessibleDescription("Spasi memilih, Alt dengan panah memindahkan")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.notifier().changed.connect(self.claim)

    def rows(self) -> list[QListWidgetItem]:
        """The rows in order."""
        return [self.item(row) for row in range(self.count())]

    def claim(self) -> None:
        """Take the height of the rows, up to a number that leaves room for the rest."""
        rows = min(max(3, self.count()), _MOST_SHOWN)
        self.setFixedHeight(rows * theme.px(_ROW) + 4)
        for item in self.rows():
            item.setSizeHint(QSize(1, theme.px(_ROW)))
            item.setToolTip(item.text())

    def move_current(self, by: int) -> None:
        """Move the current row up or down."""
        row = self.currentRow()
        to = row + by
        if row < 0 or not 0 <= to < self.count():
            return
        self.blockSignals(True)
        self.insertItem(to, self.takeItem(row))
        self.setCurrentRow(to)
        self.blockSignals(False)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps:
            self.move_current(steps[key])
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self.moved.emit()
