import random
import shutil
from pathlib import Path

import pytest

from rbdesk.workflow import demo
from tests import year
from tests.build import answers_everywhere
from tests.cli.conftest import Run
from tests.year import PDF


def complete(run: Run, desk: Path, tmp_path: Path) -> None:
    """Answer everything with what is worth nothing, so that no evidence is needed, and one thing with evidence."""
    lines = ["code;value"]
    for code, answer in answers_everywhere(year.SHEET, "worst").items():
        value = answer.value
        lines.append(
            f"{code};{value if isinstance(value, str) else ','.join(f'{k}={v}' for k, v in value or ())}"
        )
    (tmp_path / "semua.csv").write_text("\n".join(lines), encoding="utf-8")
    assert run("answer", desk, "--from", tmp_path / "semua.csv").code == 0
    (tmp_path / "SK.pdf").write_bytes(PDF)
    assert run("answer", desk, "P.1.i.a", "A", "--evidence", tmp_path / "SK.pdf").code == 0


def test_an_official_package_needs_a_complete_year(run: Run, desk: Path, tmp_path: Path) -> None:
    ended = run("export", desk, "-o", tmp_path / "kirim")

    assert (ended.code, ended.out) == (1, "")
    assert "Masih ada 110 hal wajib" in ended.err
    assert not list(tmp_path.rglob("*.rbd.zip"))


def test_an_official_package_locks_and_unlocking_makes_a_new_revision(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    complete(run, desk, tmp_path)

    made = run("export", desk, "-o", tmp_path / "kirim", "--json").json

    assert (made["revision"], made["final"]) == (1, True)
    assert Path(made["path"]).parent == tmp_path / "kirim"
    assert made["code"] == f"{made['bundle_id'][:4]}-{made['bundle_id'][4:8]}".upper()
    locked = run("answer", desk, "P.1.i.a", "B")
    assert locked.code == 1
    assert "terkunci" in locked.err
    again = run("export", desk, "-o", tmp_path / "lagi", "--json").json
    assert Path(again["path"]).read_bytes() == Path(made["path"]).read_bytes()

    assert run("unlock", desk, "--reason", "salah isi").out == "Kunci dibuka.\n"
    assert run("answer", desk, "P.1.i.a", "B").code == 0
    assert run("export", desk, "-o", tmp_path / "kirim", "--json").json["revision"] == 2


def test_a_provisional_package_may_always_be_made_and_does_not_lock(
    run: Run, desk: Path, tmp_path: Path
) -> None:
    run("answer", desk, "P.1.i.a", "A")

    told = run("export", desk, "-o", tmp_path / "paket.zip", "--provisional")

    assert told.code == 0
    assert told.out.startswith("Paket sementara revisi 1 (")
    assert str(tmp_path / "paket.zip") in told.out
    assert run("answer", desk, "P.1.i.a", "B").code == 0


def test_without_a_desk_an_intact_package_is_of_an_unknown_key(run: Run) -> None:
    path = year.the_demo().bundles[0]

    ended = run("verify", path, "--json")

    assert ended.code == 1
    [found] = ended.json["files"]
    assert (found["path"], found["code"], found["office"]) == (str(path), "RB-S07", "32.16.01")
    assert (ended.json["applied"], ended.json["digest"]) == (0, "")


def test_a_package_is_judged_by_a_desk_s_roster_and_nothing_is_taken_in(run: Run, tmp_path: Path) -> None:
    desk = shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    late = year.the_demo().late[0]

    ended = run("verify", late, "--desk", desk, "--json")

    assert ended.code == 0
    [found] = ended.json["files"]
    assert (found["code"], found["revision"], found["message"]) == ("RB-OK1", 1, "Diterima.")
    assert len(found["state_id"]) == len(found["bundle_id"]) == 64
    assert run("status", desk, "--json").json["received"] == 20


def test_a_damaged_file_has_its_code_and_remedy(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "DOC-20200903-WA0007(1)"
    bad.write_bytes(year.the_demo().bundles[0].read_bytes()[:-100])

    ended = run("verify", bad)

    assert ended.code == 1
    assert "RB-Z01" in ended.out
    assert "Salin ulang berkasnya" in ended.out


def test_a_file_that_is_not_there_has_a_code_too(run: Run, tmp_path: Path) -> None:
    ended = run("verify", tmp_path / "tidak-ada.rbd.zip", "--json")

    assert (ended.code, ended.json["files"][0]["code"]) == (1, "RB-F01")


def test_a_dry_run_shows_the_plan_and_writes_nothing(run: Run, secretariat: Path) -> None:
    run("keys", secretariat, "enrol", year.the_demo().folder / demo.KEYS)
    before = run("status", secretariat, "--json").json

    ended = run("merge", secretariat, year.the_demo().folder / "bundles", "--dry-run", "--json")

    assert ended.json["applied"] == 0
    assert len(ended.json["files"]) == 24
    assert run("status", secretariat, "--json").json == before


def test_the_year_is_merged_in_three_orders_with_repeats_to_one_digest(run: Run, tmp_path: Path) -> None:
    digests = set()
    for order in range(3):
        desk = tmp_path / str(order)
        run("init", desk, "--role", "secretariat")
        run("keys", desk, "enrol", year.the_demo().folder / demo.KEYS)
        chance = random.Random(order)
        arrivals = [*year.the_demo().bundles, *chance.sample(year.the_demo().bundles, 6)]
        chance.shuffle(arrivals)

        ended = run("merge", desk, *arrivals, "--json")

        assert ended.code == 1, "one file is damaged, one office's laptops differ"
        codes = {Path(file["path"]): file["code"] for file in ended.json["files"]}
        assert [path.name[12:20] for path, code in codes.items() if code.startswith("RB-Z")] == [demo.DAMAGED]
        digests.add(ended.json["digest"])

    assert digests == {year.the_demo().digest}


def test_a_bad_file_never_stops_the_others(run: Run, secretariat: Path, tmp_path: Path) -> None:
    run("keys", secretariat, "enrol", year.the_demo().folder / demo.KEYS)
    (tmp_path / "surat.zip").write_bytes(b"bukan zip")
    good = year.the_demo().late[0]

    ended = run("merge", secretariat, tmp_path / "surat.zip", good, "--json")

    assert ended.code == 1
    assert [file["code"] for file in ended.json["files"]] == ["RB-F05", "RB-OK1"]
    assert ended.json["applied"] == 1
    assert run("merge", secretariat, good).code == 0
    assert "Sama" in run("merge", secretariat, good).out


def test_a_file_that_the_disk_will_not_take_leaves_the_others_to_be_taken(
    run: Run, secretariat: Path
) -> None:
    run("keys", secretariat, "enrol", year.the_demo().folder / demo.KEYS)
    first, *others = year.the_demo().late
    bundle_id = run("verify", first, "--desk", secretariat, "--json").json["files"][0]["bundle_id"]
    (secretariat / "archive" / f"{bundle_id}.rbd.zip").mkdir()

    ended = run("merge", secretariat, first, *others, "--json")

    assert ended.code == 3
    assert [file["code"] for file in ended.json["files"]] == ["RB-K01", "RB-OK1", "RB-OK1"]
    assert ended.json["applied"] == 2
    assert "(RB-K01)" in ended.err
    assert run("status", secretariat, "--json").json["received"] == 2


def test_a_folder_without_packages_says_so(run: Run, secretariat: Path, tmp_path: Path) -> None:
    ended = run("merge", secretariat, tmp_path)

    assert (ended.code, ended.out) == (1, "")
    assert "Tidak ada berkas paket" in ended.err


@pytest.mark.parametrize("command", [["verify"], ["merge", "meja"]])
def test_a_file_must_be_named(run: Run, command: list[str]) -> None:
    assert run(*command).code == 2


def test_verify_without_a_desk_claims_to_have_put_nothing_aside(run: Run, desk: Path, tmp_path: Path) -> None:
    run("answer", desk, "P.1.i.a", "A")
    path = run("export", desk, "-o", tmp_path / "kirim", "--provisional", "--json").json["path"]

    told = run("verify", path)

    assert "belum dikenal. Belum ada yang digabung." in told.out
    assert "disisihkan" not in told.out
