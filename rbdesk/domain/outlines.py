"""Where the offices lie: their outlines on the map, and which one lies next to another in a direction.

Degrees of longitude and latitude, as floats: they place shapes and measure nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """Batas wilayah of an office, indicative only: `label` lies inside it, `rings` are closed lines around it and its holes."""

    code: str
    short: str
    label: Point
    rings: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of a regency in the order of the offices' codes; `bounds` west, south, east, north."""

    outlines: tuple[Outline, ...]
    bounds: tuple[float, float, float, float]
    attribution: str

    def outline(self, code: str) -> Outline | None:
        """The outline of an office, None for one without."""
        return next((one for one in self.outlines if one.code == code), None)

    @property
    def narrowing(self) -> float:
        """How much shorter a degree of longitude is here than one of latitude, 0..1."""
        return math.cos(math.radians((self.bounds[1] + self.bounds[3]) / 2))

    def neighbour(self, code: str, down: int, right: int) -> Outline | None:
        """The nearest office in a direction (one of `down`, `right` is 1 or -1), None at the edge.

        Within the quarter of the compass around the direction the nearest, what lies aside counting double; where
        that is empty, the nearest of all that lie ahead.
        """
        here = self.outline(code)
        if here is None:
            return None
        found = []
        for other in self.outlines:
            east = (other.label[0] - here.label[0]) * self.narrowing
            south = here.label[1] - other.label[1]
            ahead = south * down + east * right
            aside = abs(south * right) + abs(east * down)
            if ahead > 0 and other.code != code:
                found.append(((aside > ahead, ahead + 2 * aside), other))
        return min(found, key=lambda one: (one[0], one[1].code))[1] if found else None


def parse_outlines(data: Mapping[str, Any]) -> Outlines:
    """The outlines from a GeoJSON file. Raises KeyError: it lacks a member."""
    outlines = [
        Outline(
            code=feature["properties"]["code"],
            short=feature["properties"]["short"],
            label=_point(feature["properties"]["label"]),
            rings=tuple(tuple(_point(pair) for pair in ring) for ring in _rings(feature["geometry"])),
        )
        for feature in data["features"]
    ]
    west, south, east, north = (float(degree) for degree in data["bbox"])
    return Outlines(
        tuple(sorted(outlines, key=lambda one: one.code)), (west, south, east, north), data["attribution"]
    )


def _rings(geometry: Mapping[str, Any]) -> Iterator[Any]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _point(pair: Any) -> Point:
    return float(pair[0]), float(pair[1])
