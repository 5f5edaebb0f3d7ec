from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from rbdesk.errors import NotAllowed
from rbdesk.report import sheets
from rbdesk.report.sheets import Row, cell_name, map_columns, must_have, read_table

WANTED = {"year": ("Tahun",), "index": ("Indeks", "Nilai"), "source": ("Sumber",)}


def a_csv(folder: Path, content: bytes, name: str = "tabel.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"Tahun;Nilai\n2019;59,36\n",
        "\ufeffTahun;Nilai\r\n2019;59,36\r\n".encode(),
        b'Tahun,Nilai\n2019,"59,36"\n',
        "Tahun\tNilai\n2019\t59,36\n".encode("utf-16"),
        b"Hasil evaluasi\n\nTahun;Nilai\n\n2019;59,36\n;;;\n",
    ],
)
def test_csv_is_read_with_any_delimiter_encoding_and_title(tmp_path, content):
    table = read_table(a_csv(tmp_path, content), WANTED)

    columns = map_columns(table, WANTED)
    assert columns == {"year": 0, "index": 1}
    assert [(row.cell(0), row.cell(1)) for row in table.rows] == [("2019", "59,36")]


def test_rows_keep_their_number_in_the_file(tmp_path):
    table = read_table(a_csv(tmp_path, b"Judul\n\nTahun;Nilai\n2018;56,33\n\n2019;59,36"), WANTED)

    assert [row.number for row in table.rows] == [4, 6]
    assert cell_name(table.rows[1].number, 1) == "B6"


def test_latin_letters_of_an_old_excel_are_read(tmp_path):
    table = read_table(a_csv(tmp_path, "Tahun;Sumber\n2019;Caf\u00e9".encode("cp1252")), WANTED)

    assert table.rows[0].cell(1) == "Caf\u00e9"


def test_a_workbooks_first_filled_sheet_is_read_as_a_person_would_type_it(tmp_path):
    book = Workbook()
    hidden = book.active
    hidden.sheet_state = "hidden"
    hidden.append(["Tahun", "Nilai"])
    hidden.append([1, 1])
    book.create_sheet("Kosong")
    sheet = book.create_sheet("Hasil")
    sheet.append(["Rekap"])
    sheet.append(["TAHUN ", "Nilai (indeks)", "Nilai", "Sumber", "Tanggal"])
    sheet.append([2019, None, 59.36, "=1+1", datetime(2020, 8, 27)])
    sheet.append([2018, None, 0.1 + 0.2, True, date(2019, 8, 1)])
    path = tmp_path / "hasil.xlsx"
    book.save(path)

    table = read_table(path, WANTED)

    assert table.sheet == "Hasil"
    assert map_columns(table, WANTED) == {"year": 0, "index": 2, "source": 3}
    # nobody computed the formula, so it has no value; a formula is never run here
    assert table.rows == (
        Row(3, ("2019", "", "59,36", "", "2020-08-27")),
        Row(4, ("2018", "", "0,3", "Ya", "2019-08-01")),
    )


def test_a_formatted_column_to_the_last_row_is_no_thousand_rows(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["Tahun", "Nilai"])
    sheet.append([2019, 1])
    sheet.cell(row=1_000_000, column=1).number_format = "0.00"
    path = tmp_path / "panjang.xlsx"
    book.save(path)

    assert len(read_table(path, WANTED).rows) == 1


def _zip(folder: Path, name: str, parts: dict[str, bytes]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)
    return path


def test_what_is_no_table_is_refused_with_its_kind(tmp_path, monkeypatch):
    refused = {
        "sheet_type": a_csv(tmp_path, b"x", "gambar.png"),
        "sheet_broken": a_csv(tmp_path, b"PK\x03\x04 not a zip", "rusak.xlsx"),
        "sheet_empty": a_csv(tmp_path, b"Tahun;Nilai\n\n;\n", "kosong.csv"),
    }
    for kind, path in refused.items():
        with pytest.raises(NotAllowed) as caught:
            read_table(path, WANTED)
        assert caught.value.what == kind

    monkeypatch.setattr(sheets, "MOST_BYTES_INSIDE", 1000)
    with pytest.raises(NotAllowed) as caught:
        read_table(_zip(tmp_path, "bom.xlsx", {"xl/worksheets/sheet1.xml": b"0" * 5000}), WANTED)
    assert caught.value.what == "sheet_too_big"


def test_entities_that_would_swell_are_refused(tmp_path):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 50}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w>&a8;</w>'.encode()
    book = Workbook()
    path = tmp_path / "entitas.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["xl/workbook.xml"] = bomb

    with pytest.raises(NotAllowed) as caught:
        read_table(_zip(tmp_path, "entitas2.xlsx", parts), WANTED)

    assert caught.value.what == "sheet_broken"


def test_more_rows_than_anyone_fills_in_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(NotAllowed) as caught:
        read_table(a_csv(tmp_path, b"Tahun;Nilai\n" + b"2019;1\n" * 5), WANTED)
    assert caught.value.what == "sheet_too_big"


def test_missing_columns_are_named(tmp_path):
    table = read_table(a_csv(tmp_path, b"Tahun;Lain\n2019;1"), WANTED)

    with pytest.raises(NotAllowed) as caught:
        must_have(map_columns(table, WANTED), WANTED, ("year", "index", "source"))

    assert caught.value.facts == {"missing": "Indeks dan Sumber"}


@pytest.mark.parametrize(
    ("column", "name"), [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1")]
)
def test_cells_have_the_names_of_excel(column, name):
    assert cell_name(1, column) == name
