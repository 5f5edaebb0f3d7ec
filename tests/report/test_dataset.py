"""The tables of a dataset as files: exact numbers, whole folders."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from rbdesk.report import dataset
from rbdesk.report.dataset import Column, Dataset, DatasetTable

COLUMNS = (
    Column("office", "string", "kode"),
    Column("points", "number", "poin"),
    Column("is_final", "boolean", "resmi"),
    Column("revision", "integer", "revisi"),
)


def a_dataset(*rows: tuple[dataset.Cell, ...], title: str = "Nilai") -> Dataset:
    table = DatasetTable("scores", title, COLUMNS, rows, ("office",))
    return Dataset("rb-x", "Judul", "Isi", "1.0", "ab" * 32, datetime(2020, 9, 7, tzinfo=UTC), (table,))


def cells_of(folder) -> list[list[str]]:
    with (folder / "data" / "scores.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_numbers_are_exact_and_what_is_not_known_is_empty(tmp_path):
    dataset.write_csv(
        a_dataset(("a", Fraction(1, 3), True, None), ("b", Decimal("0.10"), False, 12)), tmp_path / "out"
    )
    assert cells_of(tmp_path / "out")[1:] == [
        ["a", "0.3333333333333333333333333333", "true", ""],
        ["b", "0.10", "false", "12"],
    ]


def test_commas_quotes_and_lines_come_back(tmp_path):
    written = 'a,"b"\nc'
    dataset.write_csv(a_dataset((written, Fraction(0), True, 1)), tmp_path / "out")
    assert cells_of(tmp_path / "out")[1][0] == written


def test_the_description_names_every_column_with_its_kind_and_the_key(tmp_path):
    files = dataset.write_csv(a_dataset(("a", Fraction(1), True, 1)), tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    [resource] = package["resources"]
    assert [(field["name"], field["type"]) for field in resource["schema"]["fields"]] == [
        (column.name, column.kind) for column in COLUMNS
    ]
    assert resource["schema"]["primaryKey"] == ["office"]
    assert (tmp_path / "out" / resource["path"]) in files


def test_the_same_data_give_the_same_bytes(tmp_path):
    made = a_dataset(("a", Fraction(2, 7), True, 1))
    first = dataset.write_csv(made, tmp_path / "one")
    second = dataset.write_csv(made, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_an_empty_folder_is_filled_and_another_is_not(tmp_path):
    (tmp_path / "empty").mkdir()
    dataset.write_csv(a_dataset(), tmp_path / "empty")
    with pytest.raises(FileExistsError):
        dataset.write_csv(a_dataset(), tmp_path / "empty")


def test_parquet_keeps_kinds_and_what_is_not_known(tmp_path):
    from pyarrow import parquet

    dataset.write_parquet(a_dataset(("a", Fraction(1, 4), True, None)), tmp_path / "out")
    read = parquet.read_table(tmp_path / "out" / "scores" / "scores.parquet")
    assert read.to_pylist() == [{"office": "a", "points": 0.25, "is_final": True, "revision": None}]
