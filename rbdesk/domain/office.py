"""Offices of a regency and the two roles. The register is data (`resources/offices/`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

CODE = re.compile(r"[0-9]{2}[.][0-9]{2}([.][0-9]{2})?", re.ASCII)


class Role(Enum):
    """Peran: an office (kecamatan) fills in, the secretariat (sekretariat daerah) consolidates."""

    OFFICE = "office"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class Office:
    """Kecamatan: one subdistrict office; `row` and `column` place its tile, north up, from 0."""

    code: str
    name: str
    short: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Register:
    """The offices of one regency in the order of their codes."""

    code: str
    name: str
    offices: tuple[Office, ...]
    rows: int
    columns: int

    def office(self, code: str) -> Office | None:
        """The office with this code, None for a code that is not in the register."""
        return next((office for office in self.offices if office.code == code), None)

    def name_of(self, code: str) -> str:
        """The name to show for a code; the code itself when it is unknown."""
        if code == self.code:
            return self.name
        office = self.office(code)
        return office.name if office else code


def parse_register(offices: Mapping[str, Any], tiles: Mapping[str, Any]) -> Register:
    """The register from the two data files, the offices' list and the tile grid.

    Raises KeyError: a file lacks a member, or an office has no tile.
    """
    cells = {cell["code"]: cell for cell in tiles["cells"]}
    found = [
        Office(
            code=entry["code"],
            name=entry["name"],
            short=cells[entry["code"]]["short"],
            row=cells[entry["code"]]["row"],
            column=cells[entry["code"]]["col"],
        )
        for entry in offices["kecamatan"]
    ]
    return Register(
        code=offices["regency"]["code"],
        name=offices["regency"]["name"],
        offices=tuple(sorted(found, key=lambda office: office.code)),
        rows=tiles["rows"],
        columns=tiles["cols"],
    )
