"""The summary of a living workbook."""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rbdesk.domain import gates, scoring
from rbdesk.domain.gates import GateState
from rbdesk.report import workbook_contents as words
from rbdesk.workflow import catalog
from tests.build import answers_everywhere
from tests.report.filled import written

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def column_of(sheet: Any, title: str) -> dict[str, Any]:
    """What stands below a heading, by the second column."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == title:
                lines = range(cell.row + 1, sheet.max_row + 1)
                return {
                    str(sheet.cell(line, 2).value): sheet.cell(line, cell.column).value
                    for line in lines
                    if sheet.cell(line, 2).value
                }
    raise AssertionError(title)


def test_areas_and_answers_are_counted_from_their_sheets(tmp_path: Path) -> None:
    instrument = catalog.instrument(catalog.UNIT_SHEET)
    answers = answers_everywhere(instrument, "second")
    score = scoring.score(instrument, answers)
    path = written(tmp_path / "buku.xlsx", answers, instrument=instrument)

    with closing(load_workbook(path, data_only=True)) as book:
        points = column_of(book[words.SUMMARY], "Poin")
        answered = column_of(book[words.SUMMARY], "Terjawab")
    for group in instrument.areas:
        assert points[group.name] == float(score.area(group.places))
        assert answered[group.name] == score.area_answered(group.places)[0]
    assert points[words.TOTAL] == float(score.total)


def test_letters_are_those_of_the_engine_and_their_limits_stand_below(tmp_path: Path) -> None:
    instrument = catalog.instrument(catalog.UNIT_SHEET)
    answers = answers_everywhere(instrument, "second")
    path = written(tmp_path / "buku.xlsx", answers, instrument=instrument)
    reached = scoring.band(instrument, scoring.score(instrument, answers).percent())

    with closing(load_workbook(path, data_only=True)) as book:
        sheet = book[words.SUMMARY]
        shown = [cell.value for row in sheet["A6:J6"] for cell in row]
        assert reached is not None
        assert reached.code in shown
        assert column_of(sheet, "Di atas (%)")["Baik"] == 60


def test_minimums_are_judged_as_the_engine_judges_them(tmp_path: Path) -> None:
    instrument = catalog.instrument("lke-zi-90-2021")
    answers = answers_everywhere(instrument, "second")
    for code in [
        node.code for node in instrument.nodes if node.question and gates.is_from_outside(node.question)
    ]:
        del answers[code]
    score = scoring.score(instrument, answers)
    path = written(tmp_path / "buku.xlsx", answers, instrument=instrument)

    with closing(load_workbook(path, data_only=True)) as book:
        states = column_of(book[words.SUMMARY], "Keadaan")
    expected = {
        words.gate_label(level.id, gate): {
            GateState.MET: words.MET,
            GateState.MISSED: words.MISSED,
            GateState.UNKNOWN: words.NOT_JUDGED,
        }[gates.judge(score, gate).state]
        for level in instrument.levels
        for gate in level.gates
    }
    assert {name: states[name] for name in expected} == expected
    assert set(expected.values()) == {words.MET, words.MISSED, words.NOT_JUDGED}


def test_a_checklist_has_no_total_and_says_that_it_counts_nowhere(tmp_path: Path) -> None:
    path = written(tmp_path / "buku.xlsx", instrument=catalog.instrument("strategi-4-1"))

    with closing(load_workbook(path)) as book:
        sheet = book[words.SUMMARY]
        assert sheet["A3"].value == words.CHECKLIST_NOTE
        assert words.TOTAL not in [cell.value for row in sheet.iter_rows() for cell in row]
        assert "NilaiTotal" not in book.defined_names


def test_the_radar_names_its_areas_even_beside_the_widest_table(tmp_path: Path) -> None:
    instrument = catalog.instrument("lke-26-2020-pemda")  # four parts, thirteen areas
    path = written(tmp_path / "buku.xlsx", instrument=instrument)

    with zipfile.ZipFile(path) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "/charts/chart" in name]
    radar = next(chart for chart in charts if "radarChart" in chart)
    names = re.findall(r"<c:v>([^<]*)</c:v>", radar.split("<c:cat>")[1].split("</c:cat>")[0])
    assert names == [group.short for group in instrument.areas]
