from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from rbdesk.domain.receipt import Receipt
from rbdesk.ui.models.receipt_lines import receipt_lines
from rbdesk.workflow import catalog
from rbdesk.workflow.receipting import DIFFERENT, NOT_COME, TAKEN_IN, JudgedReceipt

SHEET = catalog.instrument(catalog.UNIT_SHEET)
SAID = Receipt(
    areas=tuple(Decimal(place) / 3 for place in range(8)),
    at=datetime(2020, 8, 27, 3, 42, tzinfo=UTC),
    bundle_id="ab" * 32,
    answered=96,
    questions=110,
    evidence=40,
    device="D" * 26,
    edition="RB-2020",
    final=True,
    instrument=SHEET.id,
    office="32.16.09",
    revision=2,
    state_id="cd" * 32,
)


def test_a_receipt_is_told_in_words_with_its_eight_areas():
    lines = receipt_lines(JudgedReceipt(SAID, NOT_COME), catalog.register(), SHEET)

    assert [(line.name, line.said) for line in lines[:3]] == [
        ("Kecamatan", "Cikarang Utara"),
        ("Revisi", "2 resmi"),
        ("Kode paket", SAID.code),
    ]
    assert [line.name for line in lines[-8:]] == [group.short for group in SHEET.areas]
    assert lines[-1].said == "2,33"
    assert not any(line.held or line.is_different for line in lines)


def test_what_is_held_stands_beside_it_and_only_what_differs_is_marked():
    held = replace(SAID, answered=95, areas=(*SAID.areas[:7], Decimal("2.3334")))
    lines = receipt_lines(JudgedReceipt(SAID, DIFFERENT, (), held), catalog.register(), SHEET)

    differing = [line for line in lines if line.is_different]
    assert [(line.name, line.said, line.held) for line in differing] == [
        ("Jawaban", "96 dari 110", "95 dari 110"),
        (SHEET.areas[7].short, "2,3333", "2,3334"),
    ]
    same = receipt_lines(JudgedReceipt(SAID, TAKEN_IN, (), SAID), catalog.register(), SHEET)
    assert all(line.said == line.held for line in same)
