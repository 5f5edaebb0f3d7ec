from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.charts.heat_model import CellRole, HeatModel, HeatProxy, RowRole
from tests.ui.charts.figures import HEAT


@pytest.fixture
def model(qapp) -> HeatModel:
    made = HeatModel()
    made.set_figure(HEAT, HEAT.rows)
    return made


@pytest.fixture
def proxy(model) -> HeatProxy:
    return HeatProxy(model)


def codes(proxy) -> list[str]:
    return [proxy.index(row, 0).data(RowRole).code for row in range(proxy.rowCount())]


def test_both_models_keep_the_rules_of_qt(model, proxy, qtmodeltester):
    qtmodeltester.check(model)
    qtmodeltester.check(proxy)


def test_cells_show_one_decimal_and_the_total_two(model):
    assert [model.index(0, column).data() for column in range(5)] == [
        "Tarumajaya",
        "61,4",
        "53,0",
        "56,31",
        "+0,8",
    ]
    assert [model.index(2, column).data() for column in range(5)] == ["Muaragembong", "", "", "", ""]
    assert model.index(0, 1).data(CellRole).band == "B"
    assert model.index(0, 4).data(CellRole) is None


def test_heads_are_short_and_their_whole_name_is_the_tooltip(model):
    horizontal = Qt.Orientation.Horizontal
    heads = [model.headerData(at, horizontal) for at in range(5)]
    assert heads == ["Kecamatan", "Manajemen\nPerubahan", "Penguatan Pengawasan", "Nilai", "vs 2019"]
    assert model.headerData(1, horizontal, Qt.ItemDataRole.ToolTipRole) == "Manajemen Perubahan"


def test_a_cell_is_said_in_full_words(model):
    said = [model.index(3, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(5)]
    assert said == [
        "Cibarusah",
        "Cibarusah, Manajemen Perubahan 65,4 persen, setara B, belum diverifikasi",
        "Cibarusah, Penguatan Pengawasan 46,3 persen, setara C",
        "Cibarusah, Nilai 56,9 persen, setara CC",
        "Cibarusah: −1,1 poin dari tahun lalu",
    ]


def test_first_the_highest_score_and_the_missing_below_in_the_order_of_their_places(proxy):
    assert codes(proxy) == ["09", "22", "01", "17", "16"]


@pytest.mark.parametrize(
    ("key", "descending", "order"),
    [
        ("total", False, ["01", "22", "09", "17", "16"]),
        ("7", True, ["09", "01", "22", "17", "16"]),
        ("7", False, ["22", "01", "09", "17", "16"]),
        ("name", False, ["22", "09", "01", "17", "16"]),
        ("place", False, ["01", "09", "22", "17", "16"]),
        ("change", True, ["09", "01", "22", "17", "16"]),
    ],
)
def test_whatever_sorts_what_is_missing_stays_below(proxy, key, descending, order):
    proxy.sort_by(key, descending=descending)
    assert codes(proxy) == order
    assert proxy.sorted_by() == (key, descending)


def test_last_years_result_of_another_regulation_is_marked_and_not_subtracted(qapp):
    first = replace(HEAT.rows[0], change=None, incomparable=(Decimal("55.4"), "14/2014"))
    made = HeatModel()
    made.set_figure(HEAT, (first, *HEAT.rows[1:]))
    at = made.index(0, made.columnCount() - 1)
    assert at.data() == "≠"
    assert at.data(Qt.ItemDataRole.AccessibleTextRole) == (
        f"{first.name}, {HEAT.last_year or 'tahun lalu'}: 55,40 menurut 14/2014, tidak sebanding"
    )
