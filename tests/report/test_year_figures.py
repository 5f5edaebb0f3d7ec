from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from rbdesk.report import year_figures
from tests import documents


def test_the_frame_is_read_from_the_regulation() -> None:
    year = documents.a_regency_year()
    assert year_figures.frame_of(year.instrument) == "26/2020"
    assert year_figures.frame_of(replace(year.instrument, legal_basis="daftar sendiri")) == ""


def test_published_results_and_an_estimate_of_another_sheet_stay_apart() -> None:
    year = documents.a_regency_year()
    own = [one for one in year.history if one.owner == year.register.code]
    found = year_figures.trend(
        own,
        "Indeks",
        target=Decimal(60),
        target_band="B",
        estimate=(2020, Fraction(61), "26/2020", "Perkiraan"),
    )
    assert found is not None
    assert [[point.year for point in piece] for line in found.lines for piece in line.pieces()] == [
        [2017, 2018, 2019],
        [2020],
    ]
    assert found.lines[1].points[0].is_provisional
    assert year_figures.trend([], "Indeks", target=Decimal(60), target_band="B") is None


def test_means_are_the_engines_and_lack_what_is_missing_to_the_target() -> None:
    year = documents.a_regency_year()
    figure = year_figures.mean_bars(year)
    assert figure is not None
    assert year.average is not None
    assert tuple(bar.value for bar in figure.bars) == year.average
    for bar in figure.bars:
        assert (bar.potential is None) == (bar.value > 60)
    assert year_figures.mean_bars(replace(year, average=None)) is None


def test_every_office_stands_in_the_table_and_on_the_map_without_a_zero_for_the_silent() -> None:
    year = documents.a_regency_year()
    heat, tiles = year_figures.heat(year), year_figures.tiles(year)
    assert (
        [row.code for row in heat.rows]
        == [tile.code for tile in tiles.tiles]
        == [one.code for one in year.offices]
    )
    for one, row, tile in zip(year.offices, heat.rows, tiles.tiles, strict=True):
        if one.sheet is None:
            assert row.total is None
            assert tile.value is None
            assert row.missing == year_figures.missing_words(one) != ""
        else:
            assert row.total is not None
            assert row.total.value == tile.value == one.sheet.percent()
            assert [cell.value for cell in row.cells] == [
                one.sheet.area_percent(group.places) for group in one.instrument.areas
            ]
    assert heat.average is not None
    assert heat.average.total is not None
    assert heat.average.total.value == year.average_total


def test_offices_without_a_survey_have_no_bar() -> None:
    year = documents.a_regency_year()
    bars = year_figures.survey_bars(year).bars
    values = [Fraction(bar.value) for bar in bars]
    assert values == sorted(values)
    known = {one.code for one in year.offices if one.survey and one.survey.result.index is not None}
    assert {bar.code for bar in bars} == known
