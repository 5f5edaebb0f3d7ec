"""A consolidated year as tables for analysts: CSV as a Frictionless data package, and partitioned Parquet.

Long tables, a row per office and question, so that the same layout holds 23 offices or all 7,196 of the country.
Free text that people typed is not in them. CSV is UTF-8 with commas, points and CRLF, as the package's own
description says; numbers are exact, or have 28 digits where the quotient does not end.
Source of the description's shape: https://specs.frictionlessdata.io/data-package/ (version 1).
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from rbdesk.domain.scoring import to_decimal
from rbdesk.progress import SILENT, Progress

Cell = str | int | bool | Decimal | Fraction | None

_OWNER = "regency"  # the column that says whose a row is

# Rebuilds the table of offices and areas from answers and questions; runs on DuckDB and Spark alike
AREAS_QUERY = """\
SELECT answers.year, answers.regency, answers.office, questions.area,
       100 * sum(answers.points) / sum(questions.weight) AS percent
FROM answers
JOIN questions ON questions.instrument = answers.instrument AND questions.question = answers.question
GROUP BY answers.year, answers.regency, answers.office, questions.area
ORDER BY answers.year, answers.regency, answers.office, questions.area
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is "string", "integer", "number" or "boolean"; `about` says what stands in it."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class DatasetTable:
    """A table: `key` are the columns that name a row; `partitions` those that Parquet lays into folders."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: tuple[str, ...]
    partitions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A year of a regency. `digest` names the data it was made from, as `rbdesk merge` prints it."""

    name: str
    title: str
    description: str
    version: str
    digest: str
    made_at: datetime
    tables: tuple[DatasetTable, ...]


def write_csv(dataset: Dataset, folder: Path, progress: Progress = SILENT) -> tuple[Path, ...]:
    """Write the data package into `folder`, which appears whole or not at all; the files.

    Raises FileExistsError: something is in the folder. OSError. Cancelled.
    """

    def fill(place: Path) -> None:
        (place / "data").mkdir()
        (place / "queries").mkdir()
        for table in progress.each(dataset.tables):
            _write_table(table, place / "data" / f"{table.name}.csv")
        (place / "queries" / "offices_by_area.sql").write_text(AREAS_QUERY, encoding="utf-8")
        package = json.dumps(_package(dataset), ensure_ascii=False, indent=2) + "\n"
        (place / "datapackage.json").write_text(package, encoding="utf-8")

    return _whole(folder, fill)


def write_parquet(dataset: Dataset, folder: Path, progress: Progress = SILENT) -> tuple[Path, ...]:
    """Write each table as Parquet under `folder/<table>/`, by year and regency where it has them; the files.

    Many regencies' folders may be laid into one another: no file name is shared but that of a sheet's questions, which
    are the same everywhere. Raises ImportError: the extra
    `analysts` (pyarrow) is not installed. FileExistsError, OSError, Cancelled as `write_csv`.
    """
    import pyarrow as arrow
    from pyarrow import parquet

    kinds = {
        "string": arrow.string(),
        "integer": arrow.int32(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }

    def fill(place: Path) -> None:
        for table in progress.each(dataset.tables):
            inside = [column for column in table.columns if column.name not in table.partitions]
            for values, rows in _parts(table):
                lane = place.joinpath(
                    table.name,
                    *(f"{name}={value}" for name, value in zip(table.partitions, values, strict=True)),
                )
                lane.mkdir(parents=True)
                columns = {column.name: number for number, column in enumerate(table.columns)}
                made = arrow.table(
                    {
                        column.name: arrow.array(
                            [_plain(row[columns[column.name]]) for row in rows], kinds[column.kind]
                        )
                        for column in inside
                    }
                )
                # what all regencies share keeps its name, so that laying folders into one another keeps one
                name = dataset.name if _OWNER in table.partitions else table.name
                parquet.write_table(made, lane / f"{name}.parquet", compression="zstd")  # type: ignore[no-untyped-call]
        (place / "offices_by_area.sql").write_text(AREAS_QUERY, encoding="utf-8")

    return _whole(folder, fill)


def _whole(folder: Path, fill: Callable[[Path], None]) -> tuple[Path, ...]:
    """Fill a folder beside `folder`, then give it that name."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(str(folder))
    if folder.parent.exists() and not folder.parent.is_dir():
        raise NotADirectoryError(str(folder.parent))
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        fill(unfinished)
        unfinished.chmod(0o755)  # mkdtemp's is for one account; this folder is to be handed on
        if folder.exists():
            folder.rmdir()
        os.replace(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def _write_table(table: DatasetTable, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows([_written(cell) for cell in row] for row in table.rows)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Fraction):
        cell = to_decimal(cell)
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _plain(cell: Cell) -> str | int | bool | float | None:
    return float(cell) if isinstance(cell, Decimal | Fraction) else cell


def _parts(table: DatasetTable) -> list[tuple[tuple[Cell, ...], list[tuple[Cell, ...]]]]:
    """The rows by the values of the partitions, in the order in which they come."""
    places = [
        number
        for name in table.partitions
        for number, column in enumerate(table.columns)
        if column.name == name
    ]
    found: dict[tuple[Cell, ...], list[tuple[Cell, ...]]] = {}
    for row in table.rows:
        found.setdefault(tuple(row[place] for place in places), []).append(row)
    return list(found.items())


def _package(dataset: Dataset) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "created": dataset.made_at.isoformat(),
        "digest": dataset.digest,
        "resources": [_resource(table) for table in dataset.tables],
    }


def _resource(table: DatasetTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"data/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(column, table.key) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        },
    }


def _field(column: Column, key: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column.name, "type": column.kind, "description": column.about}
    if column.name in key:
        made["constraints"] = {"required": True}
    return made
