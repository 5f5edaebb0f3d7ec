import pytest

from rbdesk.domain.outlines import parse_outlines
from rbdesk.workflow import catalog, comparing

OUTLINES = comparing.outlines()
CODES = [one.code for one in OUTLINES.outlines]
DIRECTIONS = ((-1, 0), (1, 0), (0, -1), (0, 1))


def test_every_office_of_the_register_has_one_outline():
    assert [office.code for office in catalog.register().offices] == CODES
    assert [one.short for one in OUTLINES.outlines] == [office.short for office in catalog.register().offices]
    assert "cahyadsn/wilayah_boundaries" in OUTLINES.attribution


def test_every_ring_is_closed_and_lies_within_the_bounds():
    west, south, east, north = OUTLINES.bounds
    for one in OUTLINES.outlines:
        for ring in one.rings:
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
            assert all(west <= x <= east and south <= y <= north for x, y in ring)


@pytest.mark.parametrize(
    ("name", "direction", "expected"),
    [
        ("Cikarang Utara", (0, -1), "Cikarang Barat"),
        ("Cibarusah", (-1, 0), "Serang Baru"),
        ("Cikarang Pusat", (0, -1), "Cikarang Selatan"),
        ("Muaragembong", (-1, 0), None),
        ("Bojongmangu", (1, 0), None),
    ],
)
def test_arrows_lead_to_the_neighbour_on_the_ground(name, direction, expected):
    code = next(office.code for office in catalog.register().offices if office.name == name)
    found = OUTLINES.neighbour(code, *direction)
    assert (found and catalog.register().name_of(found.code)) == expected


def test_arrows_reach_every_office_from_every_office():
    def reached(start: str) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            steps = [OUTLINES.neighbour(here, *one) for one in DIRECTIONS]
            new = {step.code for step in steps if step is not None} - found
            found |= new
            waiting += new
        return found

    assert all(len(reached(code)) == 23 for code in CODES)


def test_an_unknown_office_has_no_neighbour():
    assert OUTLINES.neighbour("99", 1, 0) is None
    assert OUTLINES.outline("99") is None


def test_a_shape_of_one_polygon_and_of_several_are_read_alike():
    square = [[0, 0], [0, 1], [1, 1], [0, 0]]
    shapes = [("Polygon", [square]), ("MultiPolygon", [[square], [square, square]])]
    features = [
        {
            "properties": {"code": f"0{at}", "short": "AAA", "label": [0.5, 0.5]},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for at, (kind, coordinates) in enumerate(shapes)
    ]
    found = parse_outlines({"features": features, "bbox": [0, 0, 1, 1], "attribution": "own"})
    assert [len(one.rings) for one in found.outlines] == [1, 3]
