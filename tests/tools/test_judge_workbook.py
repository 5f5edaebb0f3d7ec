"""LibreOffice as the judge of living workbooks; where it is not installed, only what needs it is left out."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, value_fault
from rbdesk.report import workbook, workbook_read
from rbdesk.report.regency_book import write_regency_workbook
from rbdesk.workflow import catalog
from tests.build import tiny
from tests.report.filled import a_book
from tests.report.regency import a_regency
from tools import judge_workbook as judge

needs_soffice = pytest.mark.skipif(judge.soffice() is None, reason="soffice is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@needs_soffice
def test_a_recalculated_workbook_says_what_the_engine_says(tmp_path: Path) -> None:
    assert judge.judge_saved(tiny(), tmp_path, random.Random(1)) == []


@needs_soffice
def test_edits_change_the_total_as_the_engine_would_and_are_read_back_exactly(tmp_path: Path) -> None:
    assert judge.judge_edited(tiny(), tmp_path, random.Random(2), 20) == []


@needs_soffice
def test_the_regencys_workbook_recalculates_to_the_same_numbers(tmp_path: Path) -> None:
    path = tmp_path / "kab.xlsx"
    write_regency_workbook(a_regency(), path)

    assert judge.compare(path, judge.recalculate([path], tmp_path / "lagi")[0]) == []
    assert len(judge.cells(path, formulas=True)) > 100


def test_random_edits_are_read_back_exactly_without_any_other_program(tmp_path: Path) -> None:
    chance = random.Random(4)
    for number in range(3):
        before = judge.answers(tiny(), chance, 0.8)
        path = tmp_path / f"{number}.xlsx"
        workbook.write_office_book(a_book(before), path)
        after = judge.answers(tiny(), chance, 0.6)
        codes = before.keys() | after.keys()
        judge.edit(path, tiny(), {code: after.get(code, Answer()).value for code in codes})

        read = workbook_read.read_workbook(path, tiny())

        assert {line.code: line.now for line in read.lines if line.now.value is not None} == after
        assert {line.code: line.base for line in read.lines if line.base.value is not None} == before
        assert read.faults == ()


def test_a_number_that_recalculating_changes_is_told(tmp_path: Path) -> None:
    one, other = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    workbook.write_office_book(a_book(), one)
    workbook.write_office_book(a_book(judge.answers(tiny(), random.Random(1), 1.0)), other)

    assert any("Rekap" in fault and "→" in fault for fault in judge.compare(one, other))
    assert judge._total_fault(other, Fraction(0))


def test_invented_answers_are_allowed_ones() -> None:
    for instrument in (tiny(), catalog.instrument("lke-26-2020-pemda")):
        for code, answer in judge.answers(instrument, random.Random(3), 1.0).items():
            assert value_fault(instrument.question(code).scale, answer.value) is None
