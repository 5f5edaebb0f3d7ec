"""The office's living workbook: what it computes, what may be typed, and that it is the same for the same data."""

from __future__ import annotations

import re
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rbdesk.domain import scoring
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.errors import StoreTrouble
from rbdesk.progress import Cancelled, Progress
from rbdesk.report import workbook, workbook_layout
from rbdesk.report import workbook_contents as words
from rbdesk.report.workbook_material import OfficeBook
from rbdesk.workflow import catalog
from tests.build import OFFICE, an_evidence, answers_everywhere
from tests.injections import TEXTS
from tests.report.filled import a_book, written

SOME = {
    "X.P.1.i.a": Answer("B", "Rapat dua kali."),
    "X.P.1.i.c": Answer("Ya"),
    "X.R.1.i.a": Answer(inputs(n_due=0, n_open=0, n_done=0)),
}


def opened(path: Path, **how: Any) -> Any:
    return closing(load_workbook(path, **how))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_every_number_that_is_saved_with_a_formula_is_the_engines(tmp_path: Path) -> None:
    instrument = catalog.instrument("lke-26-2020-pemda")  # it asks in every way there is
    answers = answers_everywhere(instrument, "second")
    del answers[instrument.nodes[instrument.question_places[3]].code]
    score = scoring.score(instrument, answers)
    path = tmp_path / "buku.xlsx"
    workbook.write_office_book(OfficeBook(instrument, OFFICE, "Contoh", 2020, answers), path)
    plan = workbook_layout.plan(instrument)

    with opened(path, data_only=True) as book:
        for place, node in enumerate(instrument.nodes):
            if node.level in ("area", "subcomponent", "question"):
                found = book[plan.sheet_of(place)][plan.cell(place, workbook_layout.POINTS)].value
                assert found == float(score.points[place]), node.code
        total = next(iter(book.defined_names["NilaiTotal"].destinations))
        assert book[total[0]][total[1]].value == float(score.total)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_only_answers_and_notes_can_be_typed_over(tmp_path: Path) -> None:
    with opened(written(tmp_path / "buku.xlsx", SOME)) as book:
        for sheet in book.worksheets:
            assert sheet.protection.sheet, sheet.title
            assert sheet.protection.password is None
            open_cells = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
            assert {cell.data_type for cell in open_cells} <= {"s", "n"}
            assert not any(cell.data_type == "f" for cell in open_cells)
            assert {cell.column for cell in open_cells} <= {
                workbook_layout.ANSWER + 1,
                workbook_layout.NOTE + 1,
            }


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_every_answer_cell_offers_or_limits_what_may_be_typed(tmp_path: Path) -> None:
    instrument = catalog.instrument("lke-26-2020-pemda")
    path = tmp_path / "buku.xlsx"
    workbook.write_office_book(OfficeBook(instrument, "32.16", "Contoh", 2020, {}), path)
    plan = workbook_layout.plan(instrument)

    with opened(path) as book:
        rules = {
            (sheet.title, str(cell)): rule
            for sheet in book.worksheets
            for rule in sheet.data_validations.dataValidation
            for cell in str(rule.sqref).split()
        }
    for place in instrument.question_places:
        question = instrument.nodes[place].question
        assert question is not None
        sheet = plan.sheet_of(place)
        if question.scale.options:
            rule = rules[sheet, plan.cell(place, workbook_layout.ANSWER)]
            labels = ",".join(option.label for option in question.scale.options)
            assert (rule.type, rule.formula1) == ("list", f'"{labels}"')
        for item in question.scale.inputs:
            rule = rules[sheet, plan.inputs(place)[item.id]]
            assert rule.type == ("whole" if item.whole else "decimal")
            assert (Decimal(rule.formula1), Decimal(rule.formula2)) == (item.minimum, item.maximum)


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_no_text_of_an_office_is_ever_a_formula(tmp_path: Path) -> None:
    instrument = catalog.instrument("lke-26-2020-unit")
    codes = [instrument.nodes[place].code for place in instrument.question_places]
    answers = {code: Answer(None, text) for code, text in zip(codes, TEXTS, strict=False)}
    evidence = tuple(
        an_evidence(code, sha256=f"{number:064x}", name=text, note=text)
        for number, (code, text) in enumerate(zip(codes, TEXTS, strict=False))
    )
    path = tmp_path / "buku.xlsx"
    plan = workbook_layout.plan(instrument)
    workbook.write_office_book(
        OfficeBook(
            instrument, OFFICE, "=1+1", 2020, answers, evidence, place=lambda item: f"Bukti/{item.sha256}.pdf"
        ),
        path,
    )

    with opened(path) as book:
        for code in answers:
            place = instrument.place_of[code]
            note = book[plan.sheet_of(place)][plan.cell(place, workbook_layout.NOTE)]
            assert note.data_type in ("s", "n")  # "n": an empty cell
            assert note.hyperlink is None
        assert {cell.data_type for row in book[words.EVIDENCE_SHEET].iter_rows() for cell in row} <= {
            "s",
            "n",
        }
        ours = re.compile(r"=(IF|IFERROR|SUM|[A-Z$]+\d|\d+-COUNTIF|COUNTIF|'\d|ROUND|\d)")
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        assert ours.match(cell.value), cell.value
                        assert "WEBSERVICE" not in cell.value
                        assert "cmd" not in cell.value


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_evidence_leads_to_its_file_in_the_folder_beside_the_workbook(tmp_path: Path) -> None:
    evidence = (an_evidence("X.P.1.i.a", name="SK #1.pdf", note="hal. 3"),)
    path = written(
        tmp_path / "buku.xlsx", evidence=evidence, place=lambda item: f"Bukti/{item.question}/{item.name}"
    )

    with opened(path) as book:
        cell = book[words.EVIDENCE_SHEET]["C4"]
        assert (cell.value, cell.hyperlink.target) == ("SK #1.pdf", "Bukti\\X.P.1.i.a\\SK%20%231.pdf")
        shown = book["1 Perubahan"]["K8"]
        assert (shown.value, shown.hyperlink.location) == ("SK #1.pdf (hal. 3)", "'Bukti'!A4")


def test_equal_data_gives_equal_bytes(tmp_path: Path) -> None:
    one, other = written(tmp_path / "a.xlsx", SOME), written(tmp_path / "b.xlsx", SOME)

    assert one.read_bytes() == other.read_bytes()


def test_every_number_in_a_charts_memory_is_the_engines(tmp_path: Path) -> None:
    path = written(tmp_path / "buku.xlsx", SOME)
    book = a_book(SOME)
    score = scoring.score(book.instrument, SOME)
    expected = [float(score.area_percent(group.places) / 100) for group in book.instrument.areas]

    with zipfile.ZipFile(path) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "/charts/chart" in name]
    for chart in charts:
        numbers = chart.split("<c:val>")[1].split("</c:val>")[0]
        assert [float(found) for found in re.findall(r"<c:v>([^<]*)</c:v>", numbers)] == expected
    assert charts


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_printed_sheet_repeats_its_headings_on_landscape_paper(tmp_path: Path) -> None:
    with opened(written(tmp_path / "buku.xlsx")) as book:
        sheet = book["1 Perubahan"]
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.freeze_panes == "C6"
        assert sheet.print_area == f"'1 Perubahan'!$A$1:$K${sheet.max_row}"


def test_a_stopped_job_leaves_the_older_workbook_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path / "buku.xlsx", SOME)
    before = path.read_bytes()
    steps = iter([False, False, True])

    with pytest.raises(Cancelled):
        workbook.write_office_book(a_book(), path, Progress(is_cancelled=lambda: next(steps, True)))

    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["buku.xlsx"]


def test_a_folder_that_takes_no_writing_is_told(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")

    with pytest.raises(StoreTrouble):
        written(tmp_path / "berkas" / "buku.xlsx")


@pytest.mark.parametrize("iid", ["lke-zi-10-2019", "lke-zi-90-2021", "strategi-4-1", "lke-14-2014-pemda"])
def test_every_instrument_becomes_a_workbook_without_code_of_its_own(iid: str, tmp_path: Path) -> None:
    instrument = catalog.instrument(iid)
    path = tmp_path / "buku.xlsx"
    workbook.write_office_book(OfficeBook(instrument, OFFICE, "Contoh", 2020, {}), path)

    with opened(path, read_only=True) as book:
        assert book.sheetnames[0] == words.SUMMARY
        assert len(book.sheetnames) == len(instrument.areas) + 3
