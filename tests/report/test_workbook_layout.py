"""Where everything stands in a living workbook."""

from __future__ import annotations

import pytest

from rbdesk.domain.instrument_file import parse
from rbdesk.report import workbook_layout as layout
from rbdesk.workflow import catalog
from tests.build import tiny, tiny_sheet

EVERY = ("lke-26-2020-unit", "lke-26-2020-pemda", "lke-zi-90-2021", "strategi-4-1")


@pytest.mark.parametrize("iid", EVERY)
def test_every_question_and_every_number_has_a_cell_of_its_own(iid: str) -> None:
    instrument = catalog.instrument(iid)
    plan = layout.plan(instrument)
    cells = []
    for place in instrument.question_places:
        inputs = plan.inputs(place)
        sheet = plan.sheet_of(place)
        cells += [(sheet, cell) for cell in inputs.values()] or [(sheet, plan.cell(place, layout.ANSWER))]

    assert len(cells) == len(set(cells)) >= len(instrument.question_places)


@pytest.mark.parametrize("iid", EVERY)
def test_every_sheet_has_a_name_that_a_workbook_may_have(iid: str) -> None:
    names = [sheet.name for sheet in layout.plan(catalog.instrument(iid)).sheets]

    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_an_areas_name_with_marks_that_no_sheet_may_have_is_still_a_name() -> None:
    data = tiny_sheet()
    data["parts"][0]["areas"][1]["short_id"] = "Layanan: [panjang] sekali / dan \\ lagi?"

    names = [sheet.name for sheet in layout.plan(parse(data)).sheets]

    assert names[1] == "2 Layanan panjang sekali dan la"


def test_an_outside_score_is_typed_in_its_questions_own_row() -> None:
    sheet = tiny()
    plan = layout.plan(sheet)
    places = [place for place in sheet.question_places if layout.is_inline(sheet.nodes[place].question.scale)]  # type: ignore[union-attr]

    assert places
    assert all(list(plan.inputs(place).values()) == [plan.cell(place, layout.ANSWER)] for place in places)


def test_a_sheets_name_is_quoted_inside_a_formula() -> None:
    assert layout.quoted("Jum'at") == "'Jum''at'"
    assert layout.fixed(11, layout.POINTS) == "$G$12"
