"""Which offices the table of Perbandingan may be reduced to."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rbdesk.analysis.figures import HeatRow
from rbdesk.workflow.comparing import Sides

ALL, IS_VERIFIED, NOT_VERIFIED, BELOW, FALLEN, PROVISIONAL = (
    *("all", "verified", "not_verified"),
    *("below", "fallen", "provisional"),
)
FILTERS = (
    (ALL, "Semua kecamatan"),
    (IS_VERIFIED, "Sudah selesai diverifikasi"),
    (NOT_VERIFIED, "Belum selesai diverifikasi"),
    (BELOW, "Belum melewati target"),
    (FALLEN, "Turun dari tahun lalu"),
    (PROVISIONAL, "Paket sementara"),
)


def accepts(key: str, sides: Sides, target: Fraction) -> Callable[[HeatRow], bool] | None:
    """The question that rows are filtered by, None for all; a row that is missing meets none of them."""
    if key == ALL:
        return None
    of = {one.office.code: one for one in sides.offices}
    asks: dict[str, Callable[[HeatRow], bool]] = {
        IS_VERIFIED: lambda row: of[row.code].is_whole,
        NOT_VERIFIED: lambda row: of[row.code].own is not None and not of[row.code].is_whole,
        BELOW: lambda row: _own(sides, row.code) <= target,
        FALLEN: lambda row: row.change is not None and Fraction(row.change) < 0,
        PROVISIONAL: lambda row: of[row.code].own is not None and not of[row.code].row.final,
    }
    return asks[key]


def _own(sides: Sides, code: str) -> Fraction:
    """The office's percent: verified where that is whole, else its own; above all targets where it has none."""
    one = sides.of(code)
    sheet = one.verified if one.is_whole else one.own
    return sheet.percent() if sheet is not None else Fraction(101)
