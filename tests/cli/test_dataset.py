from __future__ import annotations

import json
from pathlib import Path

import pytest

from rbdesk.cli import exits
from tests import year
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def desk() -> Path:
    return year.the_demo().folder / "secretariat"


def test_the_year_is_written_with_its_description(run: Run, desk: Path, tmp_path: Path) -> None:
    found = run("dataset", desk, "-o", tmp_path / "out", "--json").json

    assert found["rows"]["offices"] == 23
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert (
        package["digest"]
        == found["digest"]
        == run("merge", desk, tmp_path, "--dry-run", "--json").json["digest"]
    )
    assert {resource["name"] for resource in package["resources"]} == set(found["rows"])


def test_parquet_lies_by_year_and_regency(run: Run, desk: Path, tmp_path: Path) -> None:
    run("dataset", desk, "-o", tmp_path / "lake", "--parquet")

    [part] = (tmp_path / "lake" / "answers").rglob("*.parquet")
    assert part.parent == tmp_path / "lake" / "answers" / "year=2020" / "regency=32.16"


def test_a_folder_in_use_is_refused_and_left_alone(run: Run, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")

    refused = run("dataset", desk, "-o", tmp_path)

    assert refused.code == exits.NOT_IN_ORDER
    assert "tidak kosong" in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_an_office_has_no_dataset_of_all(run: Run, tmp_path: Path) -> None:
    office = next((year.the_demo().folder / "offices").iterdir())

    refused = run("dataset", office, "-o", tmp_path / "out")

    assert refused.code == exits.WRONG_USAGE
    assert "sekretariat" in refused.err.lower()
