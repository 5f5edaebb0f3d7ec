"""The commands for copies: made, listed, brought back, proven, and the end of a desk."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_desk_is_copied_spoilt_and_brought_back(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "A", "--note", "sebelum")
    made = run("backup", desk, "--json")
    assert made.code == 0, made.err
    assert made.json["counts"]["answers"] == 1
    run("answer", desk, "P.1.i.b", "A")
    (desk / "desk.db").write_bytes(b"\0" * 4096)
    assert run("score", desk).code == 3

    listed = run("restore", desk, "--json").json["points"]
    assert next((point["number"], point["whole"]) for point in listed) == (made.json["number"], True)
    tried = run("restore", desk, str(made.json["number"]), "--dry-run")
    assert "2 jawaban" in tried.out
    assert run("score", desk).code == 3
    done = run("restore", desk, str(made.json["number"]), "--json")
    assert (done.code, done.json["replayed"], done.json["not_replayed"]) == (0, 1, 0)
    assert Path(done.json["aside"], "desk.db").exists()
    assert run("score", desk, "--json").json["answered"] == 2


def test_a_stick_brings_a_desk_to_another_place(run: Run, desk: Path, tmp_path: Path) -> None:
    run("answer", desk, "P.1.i.a", "A")
    made = run("backup", desk, "--to", tmp_path / "stik")
    assert "Aman dicabut" in made.out
    restored = run("restore", tmp_path / "baru", tmp_path / "stik")
    assert restored.code == 0, restored.err
    assert run("score", tmp_path / "baru", "--json").json["answered"] == 1


def test_the_drill_says_whether_the_desk_would_come_back(run: Run, desk: Path) -> None:
    none = run("drill", desk, "--json")
    assert (none.code, none.json["fault"]) in ((1, "no_point"), (0, ""))
    point = run("backup", desk, "--json").json
    good = run("drill", desk)
    assert (good.code, good.out.startswith("Uji pulih berhasil")) == (0, True)
    Path(point["path"]).write_bytes(b"spoilt")
    bad = run("drill", desk, "--json")
    assert (bad.code, bad.json["ok"], bad.json["fault"]) == (1, False, "damaged")


def test_a_copy_that_is_not_there_is_wrong_usage(run: Run, desk: Path) -> None:
    assert run("restore", desk, "99").code == 2
    assert run("restore", desk, desk / "nowhere").code == 2


def test_commands_make_copies_by_themselves_once_it_is_time(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "A")
    assert run("restore", desk).out.startswith("Belum ada cadangan")
    for path in desk.glob("redo/*"):
        path.unlink()  # what was written cannot be done again from here: a copy is due
    run("backup", desk)
    run("answer", desk, "P.1.i.b", "A")
    assert len(run("restore", desk, "--json").json["points"]) == 1


def test_only_the_name_of_the_office_erases(run: Run, desk: Path) -> None:
    run("answer", desk, "P.1.i.a", "A", "--note", "rahasia")
    run("backup", desk)
    refused = run("erase", desk, "--name", "Cibitung")
    assert refused.code == 2
    assert (desk / "desk.db").exists()
    done = run("erase", desk, "--name", "cikarang utara", "--json")
    assert (done.code, done.json["outside"]) == (0, [])
    assert not desk.exists()
