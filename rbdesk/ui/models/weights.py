"""The weights of an instrument as a tree: how much each part counts, and how sure that is."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from rbdesk import text
from rbdesk.domain.instrument import Instrument, Node, Source
from rbdesk.ui.models.instrument_tree import InstrumentTree

NODE_ROLE = Qt.ItemDataRole.UserRole  # the Node of a row
NAME, WEIGHT, SURENESS, SOURCES = range(4)
HEADS = ("Bagian", "Bobot", "Keyakinan", "Sumber")
SURE_WORDS = {"high": "tinggi", "medium": "sedang", "low": "rendah"}

_NAMED_SOURCE = re.compile(r"\bS[0-9]+\b", re.ASCII)
# Which notes of the instrument's file speak about the weights of a level
_NOTES_OF_LEVEL = {
    "root": ("totals",),
    "part": ("totals", "area_weights"),
    "area": ("area_weights",),
    "subcomponent": ("subcomponent_weights",),
    "question": ("question_confidence_meaning", "questions", "answer_scales"),
}


class WeightTree(InstrumentTree):
    """Name, weight, sureness, sources; a question shows its share of its subcomponent's weight."""

    def __init__(self, instrument: Instrument, parent: QObject | None = None) -> None:
        super().__init__(instrument, parent)
        self._shares = {
            place: instrument.question_share_weight(place) for place in instrument.question_places
        }

    def columnCount(self, parent: QModelIndex | Any = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == WEIGHT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex | Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = index.internalId()
        node = self.instrument.nodes[place]
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(place, node, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == NAME:
            return node.question.text if node.question else node.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(place, node, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == WEIGHT:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def weight_words(self, place: int) -> str:
        """The weight in points; of a question what it is worth at most."""
        weight = self.instrument.nodes[place].weight
        return text.number(self._shares[place] if weight is None else weight)

    def _words(self, place: int, node: Node, column: int) -> str:
        if column == NAME:
            return node_title(self.instrument, node)
        if column == WEIGHT:
            return self.weight_words(place)
        if column == SURENESS:
            return sure_words(node)
        return ", ".join(source.id for source in sources_of(self.instrument, node))

    def _spoken(self, place: int, node: Node, column: int) -> str:
        if column == WEIGHT:
            return f"bobot {self.weight_words(place)}"
        if column == SURENESS:
            return f"keyakinan {sure_words(node)}"
        if column == SOURCES:
            return f"sumber {self._words(place, node, column) or 'tidak disebut'}"
        return self._words(place, node, column)


def node_title(instrument: Instrument, node: Node) -> str:
    """The numeral and name of a node; a question's code and text."""
    if node.question is not None:
        return f"{instrument.display(node.code)}  {node.question.text}"
    return f"{node.number}  {node.short or node.name}".strip()


def sureness(node: Node) -> str:
    """The first word about how sure a node is: "high", "medium", "low", "" where nothing is said."""
    found = re.match(r"[a-z]+", node.confidence)
    return found[0] if found and found[0] in SURE_WORDS else ""


def sure_words(node: Node) -> str:
    """How sure a node is, in Indonesian."""
    return SURE_WORDS.get(sureness(node), "tidak disebut")


def sources_of(instrument: Instrument, node: Node) -> tuple[Source, ...]:
    """The sources of a node: a question names its own, a weight those that the file's notes about it name."""
    named = set(node.question.sources) if node.question else set()
    if not named:
        notes = dict(instrument.confidence)
        for note in _NOTES_OF_LEVEL.get(node.level, ()):
            named |= set(_NAMED_SOURCE.findall(notes.get(note, "")))
    return tuple(source for source in instrument.sources if source.id in named)


def notes_of(instrument: Instrument, node: Node) -> tuple[str, ...]:
    """What the instrument's file says about the sureness of a node's level, in its own words."""
    notes = dict(instrument.confidence)
    return tuple(notes[name] for name in _NOTES_OF_LEVEL.get(node.level, ()) if name in notes)
