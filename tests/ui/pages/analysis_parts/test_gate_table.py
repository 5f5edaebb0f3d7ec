import pytest
from PySide6.QtCore import Qt

from rbdesk.ui.models import gate_rows
from rbdesk.ui.models.gate_rows import GroupRow
from rbdesk.ui.pages.analysis_parts.gate_table import STATE, VALUE, GateTable
from tests.ui.pages.analysis_parts.test_gates import RESULTS, SHEET
from tests.ui.parts.screens import shown

ROWS = gate_rows.gate_rows(SHEET, RESULTS)


@pytest.fixture
def table(qtbot) -> GateTable:
    made = GateTable()
    made.set_gates(ROWS)
    return shown(qtbot, made, 760, 480)


def test_heads_stand_over_the_whole_width_and_are_passed_over(table):
    for at, row in enumerate(ROWS):
        is_head = isinstance(row, GroupRow)
        assert table.columnSpan(at, 0) == (STATE + 1 if is_head else 1)
        enabled = bool(table.gates.index(at, 0).flags() & Qt.ItemFlag.ItemIsEnabled)
        assert enabled is not is_head
    assert table.current_gate().key == "total"


def test_a_gate_that_is_looked_at_stays_so_when_numbers_change(table):
    at = table.gates.place_of("ZI19.A.IV")
    table.setCurrentIndex(table.gates.index(at, 0))
    table.set_gates(tuple(row for row in ROWS if not isinstance(row, GroupRow)))
    assert table.current_gate().key == "ZI19.A.IV"


def test_a_gate_is_found_by_what_it_measures(table):
    table.look_at("ZI19.A.V")
    assert table.current_gate().name == "Pengawasan"
    table.look_at("nowhere")
    assert table.current_gate().name == "Pengawasan"


def test_cells_of_a_head_are_empty(table):
    assert table.gates.index(0, VALUE).data() == ""
    assert table.gates.index(0, 0).data() == "Keseluruhan"


def test_no_gate_is_shown_for_none(table):
    table.set_gates(())
    assert table.current_gate() is None
    assert len(table.lines()) == 1
