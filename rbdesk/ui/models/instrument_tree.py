"""The nodes of an instrument as Qt's tree; what stands at them is for subclasses to say."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject

from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ROOT


class InstrumentTree(QAbstractItemModel):
    """A model index carries a node's place in `instrument.nodes`; no Python object is handed to Qt."""

    def __init__(self, instrument: Instrument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.instrument = instrument

    def index_of(self, place: int) -> QModelIndex:
        """The model index of a node's place; the root's is invalid, as Qt wants it."""
        if place <= 0:
            return QModelIndex()
        siblings = self.instrument.children[self.instrument.nodes[place].parent]
        return self.createIndex(siblings.index(place), 0, place)

    def index(self, row: int, column: int = 0, parent: QModelIndex | Any = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The child of a node."""
        children = self.instrument.children[self._place(parent)]
        if not 0 <= row < len(children) or not 0 <= column < self.columnCount():
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: QModelIndex | Any = None) -> Any:
        """The node above; without an index the object that owns the model."""
        if index is None:
            return super().parent()
        if not index.isValid():
            return QModelIndex()
        return self.index_of(self.instrument.nodes[index.internalId()].parent)

    def rowCount(self, parent: QModelIndex | Any = QModelIndex()) -> int:  # noqa: B008
        """How many nodes stand under a node."""
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self.instrument.children[self._place(parent)])

    def _place(self, index: QModelIndex | Any) -> int:
        return index.internalId() if index.isValid() else ROOT
