"""The command that makes a file for support."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.cli.conftest import Run


def test_the_report_of_a_desk_says_whose_it_is_and_how_much_is_in_it(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    run("answer", desk, "P.1.i.a", "A", "--note", "rahasia")
    made = run("problem-report", desk, "-o", tmp_path / "laporan.zip")
    assert made.code == 0, made.err
    with zipfile.ZipFile(tmp_path / "laporan.zip") as file:
        facts = json.loads(file.read("keadaan.json"))
        assert file.namelist()[0] == "baca-dulu.txt"
    assert facts["desk"]["counts"]["answers"] == 1
    assert facts["desk"]["role"] == "office"


def test_a_desk_that_cannot_be_opened_is_reported_all_the_same(run: Run, desk: Path, tmp_path: Path) -> None:
    (desk / "desk.db").write_bytes(b"\0" * 4096)
    assert run("score", desk).code == 3
    made = run("problem-report", desk, "-o", tmp_path / "laporan.zip", "--json")
    assert made.code == 0, made.err
    with zipfile.ZipFile(tmp_path / "laporan.zip") as file:
        told = json.loads(file.read("keadaan.json"))["desk"]
    assert told["cannot_be_opened"]
    assert "counts" not in told
