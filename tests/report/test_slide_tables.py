from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from rbdesk.analysis.figures import Heat, HeatCell, HeatColumn, HeatRow
from rbdesk.report import figure_words, palette, slide_tables
from rbdesk.report.outline import COUNT, NUMBER, PERCENT, Column, Table
from rbdesk.report.slide_tables import cut_grid, fit_grid, grid_of, heat_grid, row_heights

COLUMNS = (Column("Area"), Column("Nilai", NUMBER), Column("Capaian", PERCENT), Column("Kecamatan", COUNT))
TABLE = Table(
    "Area",
    COLUMNS,
    (("Pengawasan", Fraction(1, 3), Decimal("59.95"), 19), ("Jumlah", None, Decimal(60), 23)),
    total=True,
)


def test_numbers_are_rounded_once_and_written_as_people_read_them() -> None:
    grid = grid_of(TABLE)
    assert [cell.text for cell in grid.rows[0]] == ["Pengawasan", "0,33", "60,0%", "19"]
    assert [cell.text for cell in grid.rows[1]] == ["Jumlah", "–", "60,0%", "23"]
    assert [cell.alignment for cell in grid.head] == ["left", "right", "right", "right"]
    assert all(cell.is_bold for cell in grid.rows[1])
    assert not any(cell.is_bold for cell in grid.rows[0])


def test_the_pages_of_a_long_table_hold_every_row_once_under_the_head() -> None:
    rows = tuple(
        (f"baris {number} " + "kata " * (number % 9) * 4, None, None, number) for number in range(60)
    )
    rest = grid = grid_of(Table("", COLUMNS, rows))
    found = []
    while rest is not None:
        now, rest = cut_grid(rest, 500, 12, 300)
        assert now is not None
        assert now.head == grid.head
        assert sum(row_heights(now, 500, 12)) <= 300
        found += [row[3].text for row in now.rows]
    assert found == [str(number) for number in range(60)]


def test_a_row_that_is_higher_than_a_page_is_continued() -> None:
    text = "kata " * 800
    rest = grid_of(Table("", COLUMNS, ((text, None, None, 1),)))
    found = ""
    for _ in range(50):
        now, rest = cut_grid(rest, 500, 12, 200)
        assert now is not None
        assert sum(row_heights(now, 500, 12)) <= 200
        found += " " + now.rows[0][0].text
        if rest is None:
            break
    assert found.split() == text.split()


def test_where_there_is_no_room_for_a_line_nothing_is_cut() -> None:
    grid = grid_of(TABLE)
    assert cut_grid(grid, 500, 12, 20) == (None, grid)


def test_a_size_that_breaks_a_word_is_passed_over() -> None:
    grid = grid_of(Table("", (Column("Akuntabilitas"), Column("x")), (("a", "b"),)))
    whole = slide_tables.slide_text.width("Akuntabilitas", 14, True)
    narrow = 2 * (whole + 2 * slide_tables.PAD_X) * 0.95
    assert fit_grid(grid, 900, 500, (14.0, 12.0)) == 14.0
    assert fit_grid(grid, narrow, 500, (14.0, 12.0)) == 12.0
    assert fit_grid(grid, 40, 500, (14.0, 12.0)) == 14.0
    assert fit_grid(grid, 900, 10, (14.0, 12.0)) is None


def test_a_category_is_told_by_letters_and_an_office_without_data_by_words() -> None:
    cells = (HeatCell(Decimal("58.44"), "CC"), HeatCell(Decimal("81"), "A"))
    heat = Heat(
        (HeatColumn("1", "Manajemen Perubahan", "Perubahan"), HeatColumn("2", "Deregulasi")),
        (
            HeatRow("32.16.01", "Tarumajaya", cells, HeatCell(Decimal("60.01"), "B")),
            HeatRow("32.16.02", "Babelan", missing="belum mengirim"),
        ),
        HeatRow("", "Rata-rata", cells, HeatCell(Decimal(60), "CC")),
        1,
    )
    grid = heat_grid(heat, "panas")
    assert [cell.text for cell in grid.head] == [
        figure_words.OFFICE,
        "Perubahan",
        "Deregulasi",
        figure_words.TOTAL,
    ]
    assert [cell.text for cell in grid.rows[0]] == ["Tarumajaya", "58,4", "81,0", "60,01 B"]
    assert grid.rows[0][1].fill == palette.BANDS["CC"].fill
    assert [cell.is_underlined for cell in grid.rows[0]] == [False, True, False, False]
    assert [cell.text for cell in grid.rows[1]] == ["Babelan", "belum mengirim", "", ""]
    assert grid.rows[1][1].span == 3
    assert all(cell.is_bold for cell in grid.rows[2])
