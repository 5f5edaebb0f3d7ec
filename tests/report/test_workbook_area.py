"""The sheets of the areas."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rbdesk.domain.instrument_file import parse
from rbdesk.report import workbook_contents as words
from rbdesk.report import workbook_layout as layout
from rbdesk.workflow import catalog
from tests.build import tiny_sheet
from tests.report.filled import written

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def test_a_subcomponent_is_its_weight_times_the_mean_of_its_questions(tmp_path: Path) -> None:
    with closing(load_workbook(written(tmp_path / "buku.xlsx"))) as book:
        sheet = book["1 Perubahan"]
        assert sheet["G7"].value == "=D7*AVERAGE(F8:F10)"
        assert sheet["G6"].value == "=SUM(G7,G11)"
        assert sheet["D8"].value == "=D7/3"
        assert sheet["G8"].value == "=F8*D8"


def test_options_that_a_cells_own_list_cannot_hold_stand_on_the_hidden_sheet(tmp_path: Path) -> None:
    data = tiny_sheet()
    options = data["parts"][0]["areas"][1]["subcomponents"][0]["questions"][0]["options"]
    for number, option in enumerate(options):
        option["label"] = f"B,{number}"  # a comma parts the list of a cell
    sheet = parse(data)

    with closing(load_workbook(written(tmp_path / "buku.xlsx", instrument=sheet))) as book:
        rules = book["2 Layanan"].data_validations.dataValidation
        assert [rule.formula1 for rule in rules] == [f"'{words.HIDDEN}'!$F$1:$F$3"]
        assert [book[words.HIDDEN][f"F{row}"].value for row in (1, 2, 3)] == ["B,0", "B,1", "B,2"]


def test_a_checklist_shows_a_point_once_and_leaves_out_what_was_not_due(tmp_path: Path) -> None:
    checklist = catalog.instrument("strategi-4-1")
    path = written(tmp_path / "buku.xlsx", instrument=checklist)
    plan = layout.plan(checklist)
    place = checklist.place_of["S.pengawasan"]
    child = checklist.children[place][0]

    with closing(load_workbook(path)) as book:
        sheet = book[plan.sheet_of(place)]
        assert sheet.row_dimensions[plan.row(child) + 1].hidden
        assert sheet[plan.cell(child, layout.POINTS)].value.startswith("=IF(COUNT(")
