"""The dataset says what Perbandingan shows, and strangers can read it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from rbdesk.errors import NotAllowed, StoreTrouble
from rbdesk.progress import Cancelled, Progress
from rbdesk.report.dataset import AREAS_QUERY, Dataset
from rbdesk.store.database import Store
from rbdesk.workflow import comparing, datasets, secretariat, setup
from tests import build, year


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("secretariat") / "desk"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    store = setup.open_desk(folder, now=build.NOW)
    yield store
    store.close()


@pytest.fixture(scope="module")
def found(db: Store) -> Dataset:
    return datasets.load_dataset(db, 2020, made_at=build.NOW)


@pytest.fixture(scope="module")
def percents(db: Store) -> dict[tuple[str, str], Fraction]:
    """What the engine says, by office and area."""
    sides = comparing.load_sides(db, 2020)
    return {
        (code, group.code): sheet.area_percent(group.places)
        for code, sheet in sides.own.items()
        for group in sheet.instrument.areas
    }


def test_every_office_has_a_row_and_only_those_with_one_value_have_answers(found, percents):
    tables = {table.name: table for table in found.tables}
    assert len(tables["offices"].rows) == 23
    with_answers = {row[2] for row in tables["answers"].rows}
    assert with_answers == {office for office, _ in percents}
    assert 0 < len(with_answers) < 23  # the invented year has offices that are late and one in conflict


def test_the_package_is_valid_in_the_eyes_of_its_own_library(found, tmp_path):
    from frictionless import Package, system

    datasets.write_dataset(found, tmp_path / "csv")
    with system.use_context(trusted=True):
        report = Package(tmp_path / "csv" / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == {table.name for table in found.tables}


def test_the_package_names_the_data_it_was_made_from(db, found, tmp_path):
    datasets.write_dataset(found, tmp_path / "csv")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text("utf-8"))
    assert package["digest"] == secretariat.load_digest(db)


def test_the_query_rebuilds_the_table_of_offices_and_areas_from_parquet(found, percents, tmp_path):
    datasets.write_dataset(found, tmp_path / "lake", kind=datasets.PARQUET)
    assert areas_by_duckdb(tmp_path / "lake") == {
        where: pytest.approx(float(percent), abs=1e-9) for where, percent in percents.items()
    }


def test_the_query_rebuilds_it_from_the_package_too(found, percents, tmp_path):
    datasets.write_dataset(found, tmp_path / "csv")
    texts = {"answers": ("regency", "office"), "questions": ("area",)}
    with duckdb.connect() as stranger:
        for name, columns in texts.items():
            kinds = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
            stranger.execute(
                f"create view {name} as select * from "
                f"read_csv('{tmp_path}/csv/data/{name}.csv', types = {{{kinds}}})"
            )
        rows = stranger.execute(AREAS_QUERY).fetchall()
    assert {(row[2], str(row[3])): float(row[4]) for row in rows} == {
        where: pytest.approx(float(percent), abs=1e-9) for where, percent in percents.items()
    }


def test_regencies_can_be_laid_into_one_another(found, percents, tmp_path):
    """A second regency with the same answers: the questions are not counted twice."""
    datasets.write_dataset(found, tmp_path / "lake", kind=datasets.PARQUET)
    datasets.write_dataset(moved(found, "99.99"), tmp_path / "other", kind=datasets.PARQUET)
    shutil.copytree(tmp_path / "other", tmp_path / "lake", dirs_exist_ok=True)
    rebuilt = areas_by_duckdb(tmp_path / "lake")
    assert len(rebuilt) == 2 * len(percents)
    assert {where: rebuilt[where] for where in percents} == {
        where: pytest.approx(float(percent), abs=1e-9) for where, percent in percents.items()
    }


def test_nothing_that_people_typed_is_in_it(found, tmp_path):
    """Notes, file names and names of people stay at home; what is left cannot be a formula either."""
    datasets.write_dataset(found, tmp_path / "csv")
    for path in (tmp_path / "csv" / "data").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)
    names = {column.name for table in found.tables for column in table.columns}
    assert names.isdisjoint({"note", "by", "file", "person"})


def test_a_folder_with_something_in_it_is_left_alone(found, tmp_path):
    (tmp_path / "kept.txt").write_text("kept")
    with pytest.raises(NotAllowed) as refused:
        datasets.write_dataset(found, tmp_path)
    assert refused.value.what == "not_empty"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_who_stops_it_finds_no_half_of_it(found, tmp_path):
    def stop(done: int, total: int, label: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        datasets.write_dataset(found, tmp_path / "csv", progress=Progress(stop))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_folder_is_told(found, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreTrouble):
        datasets.write_dataset(found, tmp_path / "file" / "csv")


def areas_by_duckdb(lake: Path) -> dict[tuple[str, str], float]:
    with duckdb.connect() as stranger:
        for name in ("answers", "questions"):
            stranger.execute(
                f"create view {name} as select * from read_parquet('{lake}/{name}/**/*.parquet', "
                "hive_partitioning = true, hive_types_autocast = false)"
            )
        rows = stranger.execute(AREAS_QUERY).fetchall()
    return {(row[2], row[3]): row[4] for row in rows}


def moved(found: Dataset, regency: str) -> Dataset:
    """The dataset as another regency's, with offices of its own."""
    import dataclasses

    def rows(table):
        heads = [column.name for column in table.columns]
        if "regency" not in heads:
            return table.rows
        place, office = heads.index("regency"), heads.index("office")
        changed = []
        for row in table.rows:
            cells = list(row)
            cells[place], cells[office] = regency, cells[office].replace("32.16", regency)
            changed.append(tuple(cells))
        return tuple(changed)

    return dataclasses.replace(
        found,
        name=found.name.replace("32-16", regency.replace(".", "-")),
        tables=tuple(dataclasses.replace(table, rows=rows(table)) for table in found.tables),
    )
