"""Cells of outlines: exact inside, rounded once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rbdesk.report.outline import (
    COUNT,
    NUMBER,
    PERCENT,
    TEXT,
    Column,
    Paragraph,
    Section,
    Table,
    cell_text,
    is_right,
    numbers_of,
)


def test_a_cell_is_rounded_once_by_the_kind_of_its_column() -> None:
    third = Fraction(200, 3)

    assert cell_text(third, NUMBER) == "66,67"
    assert cell_text(third, PERCENT) == "66,7%"
    assert cell_text(80, PERCENT) == "80%"
    assert cell_text(Decimal("1234.5"), NUMBER) == "1.234,50"
    assert cell_text(1234, COUNT) == cell_text(1234, TEXT) == "1.234"
    assert cell_text("=1+1", NUMBER) == "=1+1"


def test_what_there_is_not_is_a_dash_and_never_a_zero() -> None:
    assert cell_text(None, NUMBER) == cell_text(None, TEXT) == "–"


def test_only_numbers_stand_at_the_right() -> None:
    assert [is_right(kind) for kind in (TEXT, NUMBER, PERCENT, COUNT)] == [False, True, True, True]


def test_the_numbers_of_sections_come_exact_and_in_reading_order() -> None:
    table = Table(
        "Nilai", (Column("Area"), Column("Nilai", NUMBER)), (("Satu", Fraction(1, 3)), ("Dua", None))
    )
    sections = (Section("a", "A", (Paragraph("12"), table)), Section("b", "B", (table,)))

    assert numbers_of(sections) == (Fraction(1, 3), Fraction(1, 3))
