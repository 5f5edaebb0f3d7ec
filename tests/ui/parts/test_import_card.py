from __future__ import annotations

import pytest

from rbdesk.report.sheets import CellFault
from rbdesk.ui.parts.import_card import ImportCard


@pytest.fixture
def card(qtbot):
    card = ImportCard("Simpan semua")
    qtbot.addWidget(card)
    card.show()
    return card


def test_what_was_found_can_be_kept_and_long_lists_end_with_a_count(card, qtbot):
    card.show_found("hasil.csv", "11 hasil", [f"baris {number}" for number in range(11)], ["catatan"])

    assert card.details.text().splitlines()[-3:] == ["baris 7", "dan 3 lagi", "catatan"]
    assert card.first is card.keep
    with qtbot.waitSignal(card.accepted):
        card.keep.click()


def test_a_table_with_a_faulty_cell_can_only_be_closed(card, qtbot):
    card.show_faults("hasil.csv", [CellFault("B2", "Nilai", "number", "lima")], ["catatan"])

    assert not card.keep.isVisible()
    assert card.first is card.close_it
    assert card.close_it.text() == "Tutup"
    with qtbot.waitSignal(card.dismissed):
        card.close_it.click()
