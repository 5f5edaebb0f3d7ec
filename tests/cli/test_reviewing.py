import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HERE = "32.16.09"


@pytest.fixture
def judging(run: Run, desk: Path, secretariat: Path, tmp_path: Path) -> Path:
    """The secretariat's desk with what the office has sent."""
    for code, value in (("P.1.i.a", "A"), ("P.1.i.b", "B")):
        run("answer", desk, code, value)
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    run("keys", secretariat, "enrol", json.dumps(run("keys", desk, "show", "--json").json))
    assert run("merge", secretariat, sent).code == 0
    return secretariat


def rows(run: Run, desk: Path) -> dict[str, dict[str, object]]:
    return {row["code"]: row for row in run("review", desk, HERE, "--json").json["rows"]}


def test_judging_changes_what_the_office_is_worth_and_its_status(run: Run, judging: Path) -> None:
    before = run("review", judging, HERE, "--json").json
    assert (before["status"], len(before["open"]), before["self"]) == ("", 110, before["verified"])

    told = run("review", judging, HERE, "P.1.i.a", "--correct", "b", "--reason", "SK dicabut")
    assert told.code == 0
    assert "koreksi B: SK dicabut" in told.out
    assert run("review", judging, HERE, "P.1.i.b", "--agree").code == 0

    after = run("review", judging, HERE, "--json").json
    assert (after["status"], len(after["open"]), after["self"]) == ("diverifikasi", 108, before["self"])
    assert float(after["verified"]["percent"]) < float(after["self"]["percent"])
    row = rows(run, judging)["U.P.1.i.a"]
    assert (row["answers"], row["verified"]) == ([{"value": "A", "note": ""}], ["B"])
    assert row["marks"] == ["no_evidence"]
    [office] = [item for item in run("status", judging, "--json").json["offices"] if item["code"] == HERE]
    assert office["status"] == "diverifikasi"


def test_many_are_agreed_with_at_once_and_taken_back(run: Run, judging: Path) -> None:
    assert run("review", judging, HERE, "P.1.i.a", "P.1.i.b", "--agree").code == 0
    assert {row["judgement"] for row in rows(run, judging).values() if not row["open"]} == {"diputus"}
    assert run("review", judging, HERE, "P.1.i.a", "P.1.i.b", "--undo").code == 0
    assert {row["judgement"] for row in rows(run, judging).values()} == {"belum_diperiksa"}


def test_a_return_of_everything_ends_the_verification(run: Run, judging: Path, tmp_path: Path) -> None:
    codes = run("review", judging, HERE, "--json").json["open"]
    run("review", judging, HERE, *codes, "--agree")
    assert run("return", judging, HERE, "-o", tmp_path / "balasan.zip", "--json").json["final"]
    [office] = [item for item in run("status", judging, "--json").json["offices"] if item["code"] == HERE]
    assert office["status"] == "selesai"


def test_what_cannot_be_judged_so_is_told_and_nothing_is_written(run: Run, judging: Path) -> None:
    for arguments, code in (
        (("P.1.i.a", "--correct", "B"), 1),
        (("P.1.i.a", "--correct", "Z", "--reason", "x"), 1),
        (("P.1.i.a", "--correct", "", "--reason", "x"), 2),
        (("P.1.i.a", "--reject"), 1),
        (("U.X", "--agree"), 2),
        (("P.1.i.a", "--agree", "--reject"), 2),
        (("P.1.i.a", "P.1.i.b", "--reject", "--reason", "x"), 2),
        (("P.1.i.a", "--ask", "x", "--reason", "y"), 2),
        (("--agree",), 2),
    ):
        assert run("review", judging, HERE, *arguments).code == code, arguments
    assert len(run("review", judging, HERE, "--json").json["open"]) == 110


def test_a_sample_can_be_drawn_again_anywhere(run: Run, judging: Path, desk: Path) -> None:
    first = run("sample", judging, HERE, "--size", "10", "--seed", "BA-7/2020", "--json").json
    assert len(first["codes"]) == 10
    assert sum(area["drawn"] for area in first["areas"]) == 10
    assert run("sample", judging, HERE, "--size", "10", "--seed", "BA-7/2020", "--json").json == first
    assert run("sample", judging, HERE, "--size", "10", "--seed", "x", "--json").json != first
    assert "asal “BA-7/2020”" in run("sample", judging, HERE, "--size", "10", "--seed", "BA-7/2020").out
    assert run("sample", desk, HERE, "--size", "1", "--seed", "x").code == 2
    assert run("sample", judging, HERE, "--size", "1", "--seed", " ").code == 1
