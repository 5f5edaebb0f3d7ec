from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def merged(run: Run, desk: Path, tmp_path: Path) -> tuple[Path, list[str]]:
    """A secretariat's desk that took two revisions of an office, and their bundle ids."""
    place = tmp_path / "sekretariat"
    run("init", place, "--role", "secretariat", "--year", "2020")
    run("keys", place, "enrol", run("keys", desk, "show").out.splitlines()[-1])
    ids = []
    for value in "CA":
        run("answer", desk, "P.1.i.a", value)
        made = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json
        assert run("merge", place, made["path"]).code == 0
        ids.append(made["bundle_id"])
    return place, ids


def percent(run: Run, place: Path) -> str | None:
    offices = run("status", place, "--json").json["offices"]
    return next(entry["points"] for entry in offices if entry["code"] == "32.16.09")


def test_a_package_goes_out_and_comes_back(run: Run, merged: tuple[Path, list[str]]) -> None:
    place, (first, second) = merged
    before = run("status", place, "--json").json["digest"]
    code = f"{second[:4]}-{second[4:8]}".upper()

    dry = run("unmerge", place, code, "--dry-run", "--json").json
    assert (dry["rows"], dry["excluded"], dry["digest"]) == (1, False, before)
    out = run("unmerge", place, code, "--reason", "berkas lama", "--json").json
    assert (out["bundle_id"], out["rows"], out["excluded"]) == (second, 1, True)
    assert out["digest"] != before
    assert percent(run, place) == "0"
    assert "sudah dibatalkan" in run("unmerge", place, second).out

    back = run("unmerge", place, second[:8], "--redo")
    assert (back.code, "dikembalikan" in back.out) == (0, True)
    assert run("status", place, "--json").json["digest"] == before
    assert first != second


def test_an_unknown_package_is_said_so(run: Run, merged: tuple[Path, list[str]]) -> None:
    ended = run("unmerge", merged[0], "ffffffff")

    assert (ended.code, ended.out) == (2, "")


def test_an_office_takes_nothing_back(run: Run, desk: Path) -> None:
    assert run("unmerge", desk, "ffffffff").code == 2


def test_all_rows_are_told_again_to_the_same_digest(run: Run, merged: tuple[Path, list[str]]) -> None:
    place, ids = merged
    run("unmerge", place, ids[0])
    digest = run("status", place, "--json").json["digest"]

    told = run("rebuild", place, "--json").json

    assert told == {"bundles": 2, "edits": 0, "before": digest, "after": digest, "same": True}
    (place / "archive" / f"{ids[1]}.rbd.zip").unlink()
    lost = run("rebuild", place)
    assert (lost.code, "paket asli (1)" in lost.err) == (1, True)
