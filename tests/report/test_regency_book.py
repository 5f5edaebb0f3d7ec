"""The regency's workbook: all offices beside each other."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rbdesk.domain import scoring
from rbdesk.report import regency_book_contents as words
from rbdesk.report.regency_book import FIRST, write_regency_workbook
from tests.report.regency import SHEET, a_regency

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
YEAR = a_regency()
TOTAL = 4 + len(SHEET.areas)  # the column of totals, from 1


@contextmanager
def opened(path: Path, *, values: bool = True) -> Iterator[Any]:
    write_regency_workbook(YEAR, path)
    with closing(load_workbook(path, data_only=values)) as book:
        yield book


def test_every_per_cent_is_the_engines(tmp_path: Path) -> None:
    with opened(tmp_path / "kab.xlsx") as book:
        sheet = book[words.COMPARISON]
        for row, office in enumerate(YEAR.offices[:2], start=FIRST + 1):
            assert office.sheet is not None
            found = [sheet.cell(row, column).value for column in range(4, TOTAL + 1)]
            assert found == [
                *(float(office.sheet.area_percent(group.places) / 100) for group in SHEET.areas),
                float(office.sheet.percent() / 100),
            ]
            band = scoring.band(SHEET, office.sheet.percent())
            assert band is not None
            assert sheet.cell(row, TOTAL + 1).value == band.code
        assert [sheet.cell(row, TOTAL + 2).value for row in (FIRST + 1, FIRST + 2)] == [2, 1]


def test_an_office_without_one_score_is_empty_and_says_why(tmp_path: Path) -> None:
    with opened(tmp_path / "kab.xlsx") as book:
        sheet = book[words.COMPARISON]
        row = FIRST + 3
        assert [sheet.cell(row, column).value for column in range(4, TOTAL + 3)] == [None] * (TOTAL - 1)
        assert sheet.cell(row, TOTAL + 3).value == "dua versi: 50,00–60,00"


def test_means_stand_on_those_that_count_and_say_how_many(tmp_path: Path) -> None:
    with opened(tmp_path / "kab.xlsx") as book:
        sheet = book[words.COMPARISON]
        below = FIRST + len(YEAR.offices)
        assert YEAR.average_total is not None
        assert sheet.cell(below + 1, TOTAL).value == pytest.approx(float(YEAR.average_total) / 100, abs=1e-15)
        assert sheet.cell(below + 4, TOTAL).value == 2
        assert sheet["A3"].value.startswith("Dihitung: 2 dari 3 kecamatan.")
        assert "SEMENTARA" in sheet["A2"].value


def test_shares_means_and_ranks_are_formulas(tmp_path: Path) -> None:
    with opened(tmp_path / "kab.xlsx", values=False) as book:
        sheet = book[words.COMPARISON]
        assert sheet["D5"].value == "='Poin'!D6/'Poin'!D$5"
        assert sheet["D8"].value == "=AVERAGE(D5:D7)"
        assert sheet.cell(5, TOTAL + 2).value.startswith("=1+SUMPRODUCT(")
        assert book[words.POINTS]["L6"].value == "=SUM(D6:K6)"


def test_the_difference_is_verified_less_own_where_verification_was_begun(tmp_path: Path) -> None:
    own, verified = YEAR.offices[0].sheet, YEAR.offices[0].verified
    assert own is not None
    assert verified is not None
    with opened(tmp_path / "kab.xlsx") as book:
        sheet = book[words.VERIFIED]
        assert sheet["F5"].value == pytest.approx(float(verified.percent() - own.percent()), abs=1e-12)
        assert sheet["F6"].value is None
        assert [sheet[f"G{row}"].value for row in (5, 6, 7)] == [
            "selesai",
            "belum diverifikasi",
            "dua versi: 50,00–60,00",
        ]


def test_every_number_in_a_charts_memory_stands_in_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "kab.xlsx"
    with opened(path) as book, zipfile.ZipFile(path) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "/charts/chart" in name]
        assert len(charts) == 4
        for chart in charts:
            for values in re.findall(r"<c:val>(.*?)</c:val>", chart, re.DOTALL):
                place = re.search(r"<c:f>(.*?)</c:f>", values)
                assert place is not None
                sheet, span = place[1].replace("'", "").split("!")
                cells = [cell.value for row in book[sheet][span.replace("$", "")] for cell in row]
                found = {
                    int(index): float(value)
                    for index, value in re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', values)
                }
                assert found == {
                    place: pytest.approx(value) for place, value in enumerate(cells) if value is not None
                }


def test_equal_data_gives_equal_bytes(tmp_path: Path) -> None:
    write_regency_workbook(YEAR, tmp_path / "a.xlsx")
    write_regency_workbook(YEAR, tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_year_without_any_package_is_a_workbook_too(tmp_path: Path) -> None:
    from dataclasses import replace

    offices = tuple(
        replace(one, sheet=None, verified=None, missing="not_sent", survey=None, strategy=None, followups=())
        for one in YEAR.offices
    )
    year = a_regency(
        offices=offices, counted=0, received=0, average=None, average_total=None, survey=None, devices=(),
        strategy_means=(), strategy_counted=0,
    )  # fmt: skip
    write_regency_workbook(year, tmp_path / "kab.xlsx")

    with closing(load_workbook(tmp_path / "kab.xlsx", data_only=True)) as book:
        assert book[words.COMPARISON].cell(FIRST + 4, TOTAL).value is None
        assert book[words.COMPARISON].cell(FIRST + 7, TOTAL).value == 0
