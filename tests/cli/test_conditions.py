from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ZI = ("--instrument", "lke-zi-10-2019")
OFFICE = ("--office", "32.16.09")


@pytest.fixture
def regency(run: Run, tmp_path: Path) -> Path:
    place = tmp_path / "setda"
    assert run("init", place, "--role", "secretariat", "--year", "2020").code == 0
    return place


def test_the_secretariat_ticks_and_sees_what_is_left(run: Run, regency: Path) -> None:
    ended = run("conditions", regency, *OFFICE, "--met", "rb-cc", "--detail", "59,36")
    assert ended.code == 0, ended.err
    assert "1 dari 10 terpenuhi" in ended.out
    run("conditions", regency, *OFFICE, "--missed", "lhk", "--missed", "temuan")
    found = run("conditions", regency, *OFFICE, "--json").json
    states = {one["id"]: (one["state"], one["detail"]) for one in found["conditions"]}
    assert states["rb-cc"] == ("terpenuhi", "59,36")
    assert states["lhk"] == states["temuan"] == ("belum", "")
    assert states["setahun"] == ("belum_dinilai", "")
    assert not any(one["found"] for one in found["conditions"])  # of 10/2019 they were not seen

    other = run("conditions", regency, "--office", "32.16.02", "--level", "WBBM", "--json").json
    states = {one["id"]: one["state"] for one in other["conditions"]}
    assert "rb-cc" not in states
    assert states["rb-b"] == states["lhk"] == "belum_dinilai"

    run("conditions", regency, *OFFICE, "--clear", "lhk")
    found = run("conditions", regency, *OFFICE, "--json").json
    assert [one["state"] for one in found["conditions"] if one["id"] == "lhk"] == ["belum_dinilai"]


def test_the_score_of_the_sheet_shows_them_beside_its_gates(run: Run, desk: Path) -> None:
    ended = run("score", desk, *ZI)
    assert "Syarat pengusulan WBK: 0 dari 10 terpenuhi" in ended.out
    assert "Syarat pengusulan WBBM: 0 dari" in ended.out
    levels = {level["level"]: level["proposal"] for level in run("score", desk, *ZI, "--json").json["gates"]}
    assert levels["WBK-52"] is None
    assert {one["state"] for one in levels["WBBM"]["conditions"]} == {"belum_dinilai"}
    assert run("score", desk, "--json").json["gates"] == []


def test_an_office_reads_and_does_not_tick(run: Run, desk: Path) -> None:
    assert run("conditions", desk).code == 0
    assert run("conditions", desk, "--met", "inti").code == 2
    assert run("conditions", desk, "--json").json["office"] == "32.16.09"


def test_wrong_usage_is_said(run: Run, regency: Path) -> None:
    assert run("conditions", regency).code == 2
    assert run("conditions", regency, *OFFICE, "--detail", "59").code == 2
    assert run("conditions", regency, *OFFICE, "--met", "tidak-ada").code == 2
    assert run("conditions", regency, *OFFICE, "--level", "WBX").code == 2


def test_a_desk_of_2022_has_the_later_sheet_with_its_own_gates_and_conditions(
    run: Run, tmp_path: Path
) -> None:
    place = tmp_path / "meja"
    made = run("init", place, "--role", "office", "--office", "32.16.09", "--year", "2022")
    assert made.code == 0, made.err
    later = ("--instrument", "lke-zi-90-2021")
    assert run("answer", place, "ZI21.A.I.1.i.a", "ya", *later).code == 0
    assert run("answer", place, "ZI19.A.I.1.a", "ya", *ZI).code != 0  # the sheet of another edition
    found = run("score", place, *later, "--json").json
    assert [level["level"] for level in found["gates"]] == ["WBK", "WBBM"]
    survey = next(gate for gate in found["gates"][1]["gates"] if gate["id"] == "ZI21.B.I.a")
    assert (survey["limit"], survey["limit_found"]) == ("15.75", True)
    assert all(one["found"] for one in found["gates"][0]["proposal"]["conditions"])
    for level in ("WBK", "WBBM"):
        path = run("path", place, *later, "--to", level, "--json")
        assert path.code in (0, 1), path.err
        assert path.json["gates"][0]["id"] == "total"
    assert run("score", place, *ZI, "--json").json["gates"][0]["proposal"] is None
