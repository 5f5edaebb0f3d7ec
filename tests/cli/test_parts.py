from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.workflow import places
from tests import year
from tests.cli.conftest import Run

LIMIT = "256KB"


@pytest.fixture
def filled(run: Run, desk: Path, tmp_path: Path) -> Path:
    """An office's desk with three files, one of them larger than the smallest part."""
    for number, (code, size) in enumerate((("P.1.i.a", 600_000), ("P.1.i.b", 150_000), ("P.1.i.c", 90_000))):
        file = tmp_path / f"bukti {size}.pdf"
        file.write_bytes(year.PDF + random.Random(number).randbytes(size))
        assert run("answer", desk, code, "A", "--evidence", file).code == 0
    return desk


@pytest.fixture
def other_disk() -> Iterator[Path]:
    shm = Path("/dev/shm")
    if not shm.is_dir() or not places.is_another_disk(shm, Path(tempfile.gettempdir())):
        pytest.skip("only one disk here")
    folder = Path(tempfile.mkdtemp(dir=shm))
    yield folder
    shutil.rmtree(folder)


def test_a_package_is_planned_with_sizes_before_anything_is_made(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    asked = ("export", filled, "-o", tmp_path / "kirim", "--provisional", "--part-size", LIMIT, "--dry-run")
    plan = run(*asked, "--json").json
    told = run(*asked).out

    assert [file["name"] for file in plan["carried"]] == [
        "bukti 600000.pdf",
        "bukti 150000.pdf",
        "bukti 90000.pdf",
    ]
    assert len(plan["parts"]) > 3
    assert all(part["size"] <= 256 * 1024 for part in plan["parts"])
    assert f"Akan dibuat {len(plan['parts'])} berkas" in told
    assert "0,6 MB  bukti 600000.pdf" in told
    assert not list(tmp_path.rglob("*.rbd.zip"))


def test_parts_are_written_listed_and_one_revision(run: Run, filled: Path, tmp_path: Path) -> None:
    asked = ("export", filled, "-o", tmp_path / "kirim", "--provisional", "--part-size", "256 kb")
    made = run(*asked, "--json").json
    told = run(*asked).out

    assert len(made["parts"]) == len(list((tmp_path / "kirim").iterdir())) > 3
    assert made["parts"][0]["bundle_id"] == made["bundle_id"]
    assert all(Path(part["path"]).stat().st_size == part["size"] for part in made["parts"])
    assert sum(part["size"] for part in made["parts"]) == made["size"]
    assert told.startswith("Paket sementara revisi 1 (")
    assert f"dalam {len(made['parts'])} berkas" in told
    assert "Aman dicabut" not in told


def test_each_part_is_judged_and_taken_in_by_itself_in_any_order(
    run: Run, filled: Path, secretariat: Path, tmp_path: Path
) -> None:
    shown = run("keys", filled, "show", "--json").json
    run("keys", secretariat, "enrol", f"{shown['office']} {shown['key']}")
    asked = ("export", filled, "-o", tmp_path / "kirim", "--provisional", "--part-size", LIMIT)
    made = run(*asked, "--json").json
    paths = [part["path"] for part in made["parts"]]
    count = len(paths)

    judged = run("verify", *paths, "--desk", secretariat, "--json").json["files"]
    assert [file["part"] for file in judged] == [[number, count] for number in range(1, count + 1)]
    assert {(file["code"], file["revision"]) for file in judged} == {("RB-OK1", 1)}

    for path in [*reversed(paths[:1] + paths[2:]), paths[0]]:
        assert run("merge", secretariat, path).code == 0
    assert missing(run, secretariat) > 0
    assert f"bagian 2 dari {count}" in run("status", secretariat).out
    assert run("merge", secretariat, paths[1]).code == 0
    assert missing(run, secretariat) == 0


def missing(run: Run, secretariat: Path) -> int:
    listed = run("status", secretariat, "--json").json["offices"]
    return next(entry["evidence_missing"] for entry in listed if entry["code"] == "32.16.09")


def test_parts_of_an_unknown_laptop_wait_and_come_in_with_its_key(
    run: Run, filled: Path, secretariat: Path, tmp_path: Path
) -> None:
    run("export", filled, "-o", tmp_path / "kirim", "--provisional", "--part-size", LIMIT)
    run("merge", secretariat, tmp_path / "kirim")
    shown = run("keys", filled, "show", "--json").json
    assert run("keys", secretariat, "enrol", f"{shown['office']} {shown['key']}").code == 0
    assert missing(run, secretariat) == 0


def test_only_the_difference_goes_when_the_last_package_had_the_rest(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    first = run("export", filled, "-o", tmp_path / "satu", "--provisional", "--delta", "--json").json
    (tmp_path / "baru.pdf").write_bytes(year.PDF + random.Random(9).randbytes(30_000))
    run("evidence", filled, "add", "P.1.i.a", tmp_path / "baru.pdf")
    asked = ("export", filled, "-o", tmp_path / "dua", "--provisional", "--delta")
    plan = run(*asked, "--dry-run", "--json").json
    delta = run(*asked, "--json").json
    told = run(*asked).out

    assert (first["basis"], first["left_out"]) == (None, 0)
    assert [file["name"] for file in plan["carried"]] == ["baru.pdf"]
    assert (delta["basis"], delta["left_out"], delta["revision"]) == ("made", 3, 2)
    assert delta["size"] < 60_000 < first["size"]
    assert "Sekretariat belum mengabarkan penerimaannya" in told


def test_several_files_need_a_folder_and_sizes_have_a_form(run: Run, filled: Path, tmp_path: Path) -> None:
    asked = ("export", filled, "--provisional")
    one = run(*asked, "-o", tmp_path / "satu.zip", "--part-size", LIMIT)
    assert (one.code, list(tmp_path.glob("*.zip"))) == (2, [])
    assert "Sebut folder" in one.err
    for wrong in ("15", "besar", "-1MB", "100KB", "15MBit", "١٥MB"):
        assert run(*asked, "-o", tmp_path / "x", "--part-size", wrong).code == 2
    assert run(*asked, "-o", tmp_path / "satu.zip", "--part-size", "1,5 MB").code == 0


def test_parts_and_receipts_are_an_office_s_not_the_secretariat_s(
    run: Run, secretariat: Path, tmp_path: Path
) -> None:
    for option in (("--delta",), ("--part-size", "15MB"), ("--receipt", tmp_path / "t.svg"), ("--dry-run",)):
        assert run("export", secretariat, "-o", tmp_path, *option).code == 2


def test_a_stick_may_be_pulled_out_only_after_it_was_read_back(
    run: Run, filled: Path, other_disk: Path
) -> None:
    told = run("export", filled, "-o", other_disk, "--provisional")

    assert told.code == 0
    assert "Sudah dibaca ulang dari tempat tujuannya dan sama. Aman dicabut." in told.out
    assert [path.suffix for path in other_disk.iterdir()] == [".zip"]
