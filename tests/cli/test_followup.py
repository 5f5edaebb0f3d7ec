import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HERE = "32.16.09"


def items(run: Run, desk: Path, *more: str) -> dict[str, dict[str, object]]:
    return {one["number"]: one for one in run("followup", desk, "list", "--json", *more).json["items"]}


def test_an_office_writes_recommendations_down_and_follows_them_up(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    proof = tmp_path / "SK.pdf"
    proof.write_bytes(b"%PDF-1.4\nisi\n%%EOF\n")
    assert "Belum ada" in run("followup", desk, "list").out
    added = run(
        *("followup", desk, "add", "Bentuk tim", "--letter", "B/12", "--question", "P.1.i.a"),
        *("--due", "31/7/2020"),
    )
    assert "K-01" in added.out

    told = run("followup", desk, "set", "K-01", "--progress", "40", "--post", "Sekcam", "--evidence", proof)
    assert (told.code, "Dalam proses" in told.out, "lewat" in told.out) == (0, True, True)
    found = items(run, desk)["K-01"]
    assert (found["status"], found["progress"], len(found["evidence"])) == ("proses", 40, 1)  # type: ignore[arg-type]
    assert (found["questions"], found["area"], found["post"]) == (["U.P.1.i.a"], "1", "Sekcam")
    assert run("followup", desk, "set", "K-01", "--status", "selesai").code == 0
    assert items(run, desk, "--open") == {}
    assert run("followup", desk, "set", "K-01", "--withdraw").code == 0
    assert items(run, desk) == {}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("set", "K-01"), 2),
        (("set", "K-01", "--accept", "--undo"), 2),
        (("set", "K-99", "--progress", "4"), 2),
        (("set", "K-01", "--status", "tidak_dapat"), 1),
        (("set", "K-01", "--accept"), 2),
        (("add", "x", "--office", HERE), 2),
        (("add", "x", "--due", "besok"), 2),
        (("add", "x", "--area", "9"), 2),
        (("add", " "), 1),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(
    run: Run, desk: Path, words: tuple[str, ...], code: int
) -> None:
    run("followup", desk, "add", "Bentuk tim")
    before = items(run, desk)

    ended = run("followup", desk, *words)
    assert (ended.code, bool(ended.err)) == (code, True)
    assert items(run, desk) == before


def test_a_table_can_be_tried_and_is_taken_in_once(run: Run, desk: Path, tmp_path: Path) -> None:
    table = tmp_path / "matriks.csv"
    table.write_text("No;Rekomendasi;Tenggat\nR-02;Bentuk tim;31/7/2020\n", encoding="utf-8")

    assert "R-02" in run("followup", desk, "import", table, "--dry-run").out
    assert items(run, desk) == {}
    assert "1 rekomendasi" in run("followup", desk, "import", table).err
    assert "sudah ada" in run("followup", desk, "import", table).err
    table.write_text("No;Rekomendasi;Tenggat\nR-02;x;besok\n", encoding="utf-8")
    ended = run("followup", desk, "import", table)
    assert (ended.code, "C2 (Tenggat)" in ended.err) == (1, True)


def test_the_dates_go_to_another_calendar(run: Run, desk: Path, tmp_path: Path) -> None:
    run("followup", desk, "add", "Bentuk tim", "--due", "31/7/2020")

    ended = run("followup", desk, "calendar", tmp_path / "tenggat.ics")
    assert "1 tenggat" in ended.out
    assert b"DTSTART;VALUE=DATE:20200731" in (tmp_path / "tenggat.ics").read_bytes()


def test_the_secretariat_hands_out_accepts_and_returns(
    run: Run, desk: Path, secretariat: Path, tmp_path: Path
) -> None:
    assert run("followup", secretariat, "add", "Semua", "--all-offices").code == 0
    assert run("followup", secretariat, "add", "Satu", "--office", HERE).code == 0
    assert run("followup", secretariat, "add", "x").code == 2
    assert len(run("followup", secretariat, "list", "--json").json["items"]) == 24
    assert set(items(run, secretariat, "--office", HERE)) == {"R-01", "R-02"}
    assert run("followup", secretariat, "set", "R-01", "--accept").code == 2
    run("followup", desk, "add", "Rencana kami")
    run("followup", desk, "set", "K-01", "--status", "selesai")
    sent = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]
    run("keys", secretariat, "enrol", json.dumps(run("keys", desk, "show", "--json").json))
    run("merge", secretariat, sent)

    def set_it(*words: str) -> dict[str, object]:
        assert run("followup", secretariat, "set", "K-01", "--office", HERE, *words).code == 0
        return items(run, secretariat, "--office", HERE)["K-01"]

    assert set_it("--accept")["accepted"]
    back = set_it("--return", "Belum ada SK")
    assert (back["returned"], back["open"], back["reason"]) == (True, True, "Belum ada SK")
    assert not set_it("--undo")["returned"]
