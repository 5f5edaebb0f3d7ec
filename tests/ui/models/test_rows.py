from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QTableView

from rbdesk import text
from rbdesk.ui.models.rows import RIGHT, Column, RowRole, RowsModel, RowsProxy, SortRole


@dataclass(frozen=True)
class Office:
    code: str
    name: str
    percent: Fraction | Decimal | None
    received: bool = True


OFFICES = (
    Office("01", "Tarumajaya", Fraction("56.31")),
    Office("02", "babelan", Decimal("57.02")),
    Office("04", "Tambelang", None, received=False),
    Office("09", "Cikarang Utara", Fraction("160.14")),
)

COLUMNS = (
    Column("Kecamatan", lambda office: office.name, tip=lambda office: office.code),
    Column(
        "Nilai",
        lambda office: office.percent,
        lambda value: "–" if value is None else text.number(value),
        RIGHT,
        describe=lambda office: f"{office.name} {office.percent}",
    ),
)


@pytest.fixture
def model(qapp):
    return RowsModel(COLUMNS, OFFICES, key=lambda office: office.code)


def names(model) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_model_keeps_the_rules_of_qt(model, qtmodeltester):
    qtmodeltester.check(model)
    proxy = RowsProxy(model)
    proxy.sort(1)
    qtmodeltester.check(proxy)


def test_an_empty_model_keeps_them_too(qtmodeltester):
    qtmodeltester.check(RowsModel(COLUMNS))


def test_a_cell_gives_its_words_its_value_its_row_and_how_it_is_said(model):
    cell = model.index(0, 1)
    assert cell.data() == "56,31"
    assert cell.data(SortRole) == Fraction("56.31")
    assert cell.data(RowRole) is OFFICES[0]
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Tarumajaya {Fraction('56.31')}"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Kecamatan: Tarumajaya"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "01"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Nilai"
    assert model.row_at(cell) is OFFICES[0]
    assert model.place_of("09") == 3
    assert model.place_of("23") is None


def test_values_sort_as_numbers_and_what_has_none_stays_below(model):
    proxy = RowsProxy(model)
    proxy.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(proxy) == ["Tarumajaya", "babelan", "Cikarang Utara", "Tambelang"]
    proxy.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(proxy) == ["Cikarang Utara", "babelan", "Tarumajaya", "Tambelang"]


def test_names_sort_without_regard_to_capitals(model):
    proxy = RowsProxy(model)
    proxy.sort(0)
    assert names(proxy) == ["babelan", "Cikarang Utara", "Tambelang", "Tarumajaya"]


def test_equal_rows_keep_their_order_in_both_directions(qapp):
    rows = [Office(str(at), f"Kecamatan {at}", Fraction(50)) for at in range(6)]
    proxy = RowsProxy(RowsModel(COLUMNS, rows))
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        proxy.sort(1, order)
        assert names(proxy) == [row.name for row in rows]


def test_a_filter_is_a_question_about_the_row(model):
    proxy = RowsProxy(model)
    proxy.set_filter(lambda office: not office.received)
    assert names(proxy) == ["Tambelang"]
    proxy.set_filter(None)
    assert proxy.rowCount() == 4


def test_changed_contents_keep_the_selection(model, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.selectionModel().setCurrentIndex(model.index(3, 0), QItemSelectionModel.SelectionFlag.SelectCurrent)
    changed = (*OFFICES[:3], replace(OFFICES[3], percent=Fraction(61)))
    with qtbot.waitSignal(model.dataChanged):
        model.set_rows(changed)
    assert view.currentIndex().row() == 3
    assert model.index(3, 1).data() == "61,00"


def test_other_rows_reset_the_model(model, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(OFFICES[:2])
    assert model.rowCount() == 2
    with qtbot.waitSignal(model.modelReset):
        model.set_rows(())
    assert model.rowCount() == 0
