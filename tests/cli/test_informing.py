from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import year
from tests.cli.conftest import Run


@pytest.fixture
def regency(tmp_path: Path) -> Path:
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "regency")
    return tmp_path / "regency"


def test_why_of_the_regencys_sheet_tells_what_the_offices_say(run: Run, regency: Path) -> None:
    ended = run("why", regency, "D.P.4.i.c")
    assert ended.code == 0, ended.err
    assert "Jawaban kecamatan, P.4.i.b" in ended.out
    assert "Dari 23 kecamatan:" in ended.out
    assert "3 belum kirim" in ended.out
    assert "Kecamatan hanya sebagian dari perangkat daerah" in ended.out

    found = run("why", regency, "P.4.i.c", "--instrument", "lke-26-2020-pemda", "--json").json
    (offices,) = found["offices"]
    assert (offices["question"], offices["kind"], offices["offices"]) == ("U.P.4.i.b", "luas", 23)
    assert sum(offices["self"]["counts"].values()) + len(offices["missing"]) == 23
    survey = run("why", regency, "D.X.2.i.a", "--json").json["survey"]
    assert (survey["offices"], survey["confidence"]) == (23, "rendah")
    summed = run("why", regency, "D.R.7.ii.a", "--json").json["offices"][0]
    assert 0 < int(summed["sums"]["n_done"]) < int(summed["sums"]["n_due"])


def test_an_offices_question_still_wants_the_office(run: Run, regency: Path) -> None:
    assert run("why", regency, "U.P.4.i.b").code == 2
    ended = run("why", regency, "U.P.4.i.b", "--office", "32.16.09")
    assert ended.code == 0
    assert "Jawaban kecamatan" not in ended.out
