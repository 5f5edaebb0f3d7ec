from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rbdesk.domain.assessment import Answer, Evidence, inputs
from rbdesk.domain.survey import Batch
from rbdesk.store.cells import KINDS, parse_value_of, value_text_of
from tests.build import OFFICE, REPLICA_A, a_cell

ROW = ("answers", "lke-26-2020-unit", "U.R.1")
ANSWERS = [Answer(), Answer("Ya"), Answer(None, "belum"), Answer(inputs(n=Decimal("0.5"), m=12), "é\n")]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_value_comes_back_from_a_line_and_from_its_text(answer: Answer) -> None:
    cell = a_cell(REPLICA_A, 7, answer)
    kind = KINDS["answers"]

    assert kind.read_line(kind.write_line(OFFICE, 2020, ROW, cell)) == (ROW, cell)
    assert parse_value_of(ROW, value_text_of(ROW, answer)) == answer


def test_evidence_of_a_followup_stands_in_the_table_of_evidence() -> None:
    row = ("evidence", "followups", f"{REPLICA_A}-3", "e" * 64)
    cell = a_cell(REPLICA_A, 7, Evidence(f"{REPLICA_A}-3", "e" * 64, 10, "SK.pdf", "application/pdf"))
    kind = KINDS["evidence"]

    assert kind.read_line(kind.write_line(OFFICE, 2020, row, cell)) == (row, cell)


def test_a_line_has_a_place_for_each_column() -> None:
    for kind in KINDS.values():
        assert kind.insert.count("?") == len(kind.columns.split(", "))


@pytest.mark.parametrize(
    "content",
    [
        {"counts": ((0, 1, 5, 4),) * 9, "profile": (("jenis_kelamin", "L", 4), ("usia", "17–25", 6))},
        {"means": (Decimal("3.5"),) * 9, "population": 800, "on": False, "note": "é\n"},
    ],
)
def test_a_batch_of_the_survey_comes_back_from_its_line(content: dict[str, Any]) -> None:
    name = ("skm-14-2017", "Semua layanan", "2020-S1", REPLICA_A)
    row = ("surveys", *name)
    cell = a_cell(REPLICA_A, 7, Batch(*name, respondents=10, broken=2, **content))
    kind = KINDS["surveys"]

    assert kind.read_line(kind.write_line(OFFICE, 2020, row, cell)) == (row, cell)
    assert parse_value_of(row, value_text_of(row, cell.value)) == cell.value
