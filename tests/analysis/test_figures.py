import json
from decimal import Decimal

import pytest

from rbdesk import paths
from rbdesk.analysis.figures import (
    DIFFERENCE,
    PERCENT,
    Map,
    Shape,
    Strip,
    StripDot,
    Strips,
    Tile,
    Tiles,
    Trend,
    TrendLine,
    TrendPoint,
)
from rbdesk.workflow import comparing


@pytest.fixture(scope="module")
def map_of_23() -> Tiles:
    grid = json.loads(next(paths.resource("offices").glob("*tilegrid*.json")).read_text("utf-8"))
    cells = [Tile(cell["code"], cell["name"], cell["row"], cell["col"]) for cell in grid["cells"]]
    return Tiles(grid["rows"], grid["cols"], tuple(cells))


def name(tile: Tile | None) -> str:
    return tile.name if tile else ""


@pytest.mark.parametrize(
    ("code", "down", "right", "neighbour"),
    [
        ("32.16.09", -1, 0, "Sukatani"),
        ("32.16.09", 1, 0, "Cikarang Selatan"),
        ("32.16.09", 0, 1, "Cikarang Timur"),
        ("32.16.09", 0, -1, "Cibitung"),
        ("32.16.01", 0, -1, ""),
        ("32.16.01", -1, 0, "Muaragembong"),
        ("32.16.22", 1, 0, ""),
        ("32.16.16", 0, 1, "Pebayuran"),
        ("32.16.08", 0, -1, "Tambun Selatan"),
    ],
)
def test_the_neighbour_lies_where_one_would_look_for_it(map_of_23, code, down, right, neighbour):
    assert name(map_of_23.neighbour(code, down, right)) == neighbour


def test_every_office_can_be_reached_by_arrows(map_of_23):
    reached, border = {"32.16.01"}, ["32.16.01"]
    while border:
        code = border.pop()
        for down, right in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            tile = map_of_23.neighbour(code, down, right)
            if tile and tile.code not in reached:
                reached.add(tile.code)
                border.append(tile.code)
    assert len(reached) == 23


def point(year: int, value: str, frame: str = "14/2014") -> TrendPoint:
    return TrendPoint(year, Decimal(value), frame)


def test_years_are_joined_only_without_a_gap_and_under_one_sheet():
    line = TrendLine("Kecamatan ini", (point(2017, "50"), point(2019, "55"), point(2020, "58", "26/2020")))
    assert [[one.year for one in piece] for piece in line.pieces()] == [[2017], [2019], [2020]]
    line = TrendLine("Indeks", (point(2019, "59"), point(2018, "56"), point(2017, "51")))
    assert [[one.year for one in piece] for piece in line.pieces()] == [[2017, 2018, 2019]]


def test_the_change_of_the_sheet_is_known_across_lines():
    index = TrendLine("Indeks", (point(2018, "56"), point(2019, "59")))
    office = TrendLine("Kecamatan ini", (point(2020, "58", "26/2020"),), is_main=True)
    assert Trend((index, office), 2017, 2020).frame_changes() == (2020,)
    assert Trend((index,), 2017, 2020).frame_changes() == ()


def test_no_change_of_the_sheet_is_told_where_a_line_goes_on():
    index = TrendLine("Indeks", (point(2018, "56"), point(2019, "59")))
    own = (point(2019, "51", "26/2020"), point(2020, "58", "26/2020"))
    assert Trend((index, TrendLine("Kecamatan ini", own, is_main=True)), 2018, 2020).frame_changes() == ()


def test_a_change_of_one_line_is_told_where_another_goes_on():
    index = TrendLine("Indeks", (point(2019, "59"), point(2020, "60")))
    own = (point(2019, "51"), point(2020, "58", "26/2020"))
    assert Trend((index, TrendLine("Kecamatan ini", own, is_main=True)), 2019, 2020).frame_changes() == (
        2020,
    )


def test_the_window_holds_all_values_and_the_target_with_room():
    line = TrendLine("Indeks", (point(2017, "51.28"), point(2019, "59.36")))
    trend = Trend((line,), 2017, 2019)
    assert trend.window() == (48, 63)
    assert trend.ticks() == (50, 55, 60)
    whole = Trend((TrendLine("x", (point(2017, "1"), point(2018, "99"))),), 2017, 2018)
    assert whole.window() == (0, 100)
    assert whole.ticks() == (0, 20, 40, 60, 80, 100)
    assert Trend((), 2017, 2020, target=None).window() == (0, 100)


def strips(*values: int, other: int | None = None, measure: str = PERCENT) -> Strips:
    dots = tuple(StripDot(f"{at:02}", f"Kec {at}", value, other) for at, value in enumerate(values))
    return Strips((Strip("7", "Pengawasan", dots, values[0] if values else None),), measure=measure)


@pytest.mark.parametrize(
    ("figure", "window"),
    [
        (strips(42, 71), (40, 80)),
        (strips(65), (60, 80)),
        (strips(71, other=38), (30, 80)),
        (strips(100), (60, 100)),
        (strips(), (60, 80)),
        (strips(-12, measure=DIFFERENCE), (-20, 0)),
        (strips(3, measure=DIFFERENCE), (0, 20)),
    ],
)
def test_the_axis_of_strips_holds_every_dot_and_the_target(figure, window):
    assert figure.window() == window


def test_a_map_finds_shapes_and_their_neighbours_on_the_ground():
    outlines = comparing.outlines()
    figure = Map("Nilai", tuple(Shape(one, one.short) for one in outlines.outlines), outlines)
    assert figure.shape("32.16.09").name == "CKU"
    assert figure.neighbour("32.16.22", -1, 0).name == "SRB"
    assert figure.neighbour("32.16.23", 1, 0) is None
    assert figure.shape("99") is None
