"""Tables on pages."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest

from rbdesk.report import pdf_tables
from rbdesk.report.outline import NUMBER, Column, Table
from rbdesk.report.pdf_pages import A4, BOTTOM, Pages
from rbdesk.report.pdf_text import Style

COLUMNS = (Column("Nama", width=3), Column("Nilai", NUMBER))


def pages() -> Pages:
    return Pages(io.BytesIO(), A4, title="Judul", author="Pembuat", subject="")


@pytest.mark.parametrize(("rows", "least"), [(3, 1), (120, 3)])
def test_many_rows_take_more_pages_and_none_runs_over_the_edge(rows: int, least: int) -> None:
    made = pages()
    table = Table(
        "Judul", COLUMNS, tuple((f"Baris {at}", Fraction(at, 3)) for at in range(rows)), "Sumber", True
    )
    pdf_tables.draw_table(made, table)

    assert made.number >= least
    assert made.y >= BOTTOM - 24


def test_a_row_longer_than_three_pages_ends() -> None:
    made = pages()
    pdf_tables.draw_table(made, Table("", COLUMNS, (("kata " * 6_000, None), ("akhir", 1))))

    assert made.number > 3


def test_a_table_without_rows_has_only_its_head() -> None:
    made = pages()
    before = made.y
    pdf_tables.draw_table(made, Table("", COLUMNS, ()))

    assert 0 < before - made.y < 60


def test_long_facts_go_on_over_pages() -> None:
    made = pages()
    pdf_tables.draw_facts(made, (("Nama " * 50, "isi " * 3_000), ("Lagi", "satu")), Style(10, 14))

    assert made.number > 1


def test_a_sum_never_stands_alone_on_a_page() -> None:
    for rows in range(30, 60):
        made = pages()
        table = Table(
            "", COLUMNS, (*((f"Baris {at}", 1) for at in range(rows)), ("Jumlah", rows)), total=True
        )
        pdf_tables.draw_table(made, table)
        one = (pdf_tables.height_of(table, made.room) - 40) / (rows + 1)
        top = made.whole + BOTTOM - made.y

        assert made.number == 1 or top > 3 * one, rows


def test_a_table_is_as_high_as_it_says() -> None:
    made = pages()
    table = Table("Judul", COLUMNS, (("satu", 1), ("dua", 2)), "Sumber")
    before = made.y
    pdf_tables.draw_table(made, table)

    assert abs(before - made.y - pdf_tables.height_of(table, made.room)) < 2
    assert pdf_tables.start_height(table, made.room) < pdf_tables.height_of(table, made.room)
