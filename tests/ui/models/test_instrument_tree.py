from PySide6.QtCore import QModelIndex, Qt

from rbdesk.ui.models.instrument_tree import InstrumentTree
from tests.ui.answering import SHEET


class Names(InstrumentTree):
    """The smallest tree: codes and nothing else."""

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 1

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        is_shown = index.isValid() and role == Qt.ItemDataRole.DisplayRole
        return self.instrument.nodes[index.internalId()].code if is_shown else None


def test_the_tree_is_sound(qtmodeltester):
    qtmodeltester.check(Names(SHEET))


def test_every_node_is_found_again_from_its_index():
    tree = Names(SHEET)
    for place, node in enumerate(SHEET.nodes):
        index = tree.index_of(place)
        if place == 0:
            assert not index.isValid()
            continue
        assert tree.data(index) == node.code
        assert index.parent() == tree.index_of(node.parent)


def test_the_children_are_the_instrument_s():
    tree = Names(SHEET)
    for place in range(len(SHEET.nodes)):
        index = tree.index_of(place)
        rows = range(tree.rowCount(index))
        assert [tree.index(row, 0, index).internalId() for row in rows] == list(SHEET.children[place])


def test_a_row_that_is_not_there_has_no_index():
    tree = Names(SHEET)
    assert not tree.index(99, 0, QModelIndex()).isValid()
    assert not tree.index(0, 5, QModelIndex()).isValid()
