"""The regency's tables that compare no areas."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rbdesk.domain.followup import Status
from rbdesk.report import regency_book_contents as words
from rbdesk.report.regency_book import write_regency_workbook
from tests.injections import TEXTS
from tests.report.regency import a_regency, advice, an_office

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def test_follow_ups_are_counted_from_their_sheet(tmp_path: Path) -> None:
    write_regency_workbook(a_regency(), tmp_path / "kab.xlsx")

    with closing(load_workbook(tmp_path / "kab.xlsx")) as book:
        assert book[words.STATUS]["J6"].value == "=COUNTIF('Tindak lanjut'!$B:$B,C6)"
    with closing(load_workbook(tmp_path / "kab.xlsx", data_only=True)) as book:
        sheet = book[words.STATUS]
        assert [sheet.cell(6, column).value for column in (10, 11, 12)] == [2, 1, 1]
        assert [sheet.cell(5, column).value for column in (10, 11, 12)] == [0, 0, 0]


def test_the_ikm_of_all_is_that_of_all_respondents(tmp_path: Path) -> None:
    year = a_regency()
    write_regency_workbook(year, tmp_path / "kab.xlsx")
    assert year.survey is not None

    with closing(load_workbook(tmp_path / "kab.xlsx", data_only=True)) as book:
        sheet = book[words.SURVEY]
        index = next(cell.column for cell in sheet[4] if cell.value == words.INDEX)
        assert sheet.cell(8, index).value == float(year.survey.result.index or 0)
        assert sheet.cell(8, 4).value == 10
        assert sheet.cell(6, index).value is None  # nobody was asked there: empty, not zero


def test_moments_are_shown_by_the_regencys_clock(tmp_path: Path) -> None:
    write_regency_workbook(a_regency(), tmp_path / "kab.xlsx")

    with closing(load_workbook(tmp_path / "kab.xlsx")) as book:
        assert book[words.STATUS]["G5"].value == datetime(2020, 9, 4, 6, 0)
        assert book[words.DEVICES]["C5"].data_type == "s"  # a device called =1+1


def test_no_text_of_a_follow_up_is_ever_a_formula(tmp_path: Path) -> None:
    rows = tuple(advice("32.16.01", Status.UNDER_WAY, 0, text) for text in TEXTS)
    year = a_regency(offices=(an_office(0, "best", followups=rows), *a_regency().offices[1:]))
    write_regency_workbook(year, tmp_path / "kab.xlsx")

    with closing(load_workbook(tmp_path / "kab.xlsx")) as book:
        sheet = book[words.FOLLOWUPS]
        cells = [sheet.cell(row, 6) for row in range(5, 5 + len(TEXTS))]
        assert {cell.data_type for cell in cells} == {"s"}
        assert all(cell.hyperlink is None for cell in cells)


def test_the_checklists_means_stand_on_those_that_answered(tmp_path: Path) -> None:
    year = a_regency()
    write_regency_workbook(year, tmp_path / "kab.xlsx")

    with closing(load_workbook(tmp_path / "kab.xlsx", data_only=True)) as book:
        sheet = book[words.STRATEGY]
        assert sheet["A3"].value.startswith("Diisi 1 dari 3 kecamatan.")
        assert sheet["D8"].value == float((year.strategy_means[0] or 0) / 100)
