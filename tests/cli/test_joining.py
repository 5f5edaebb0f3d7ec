from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def other(run: Run, tmp_path: Path) -> Path:
    """Another laptop of the same office."""
    place = tmp_path / "meja-2"
    made = run(
        *("init", place, "--role", "office", "--office", "32.16.09", "--year", "2020"),
        *("--head", "Contoh: Camat", "--contact", "Contoh: Sekcam", "--operator", "Sekcam"),
        *("--device-label", "Laptop 2"),
    )
    assert made.code == 0, made.err
    return place


def sent(run: Run, desk: Path, folder: Path) -> Path:
    return Path(run("export", desk, "-o", folder, "--provisional", "--json").json["path"])


def test_a_laptop_that_is_new_here_is_shown_by_its_digits_and_not_joined(
    run: Run, desk: Path, other: Path, tmp_path: Path
) -> None:
    run("answer", other, "P.1.i.a", "A")
    path = sent(run, other, tmp_path / "kirim")
    digits = run("keys", other, "show", "--json").json["fingerprint"]

    ended = run("merge", desk, path)

    assert (ended.code, ended.out) == (1, "")
    assert digits in ended.err
    assert run("merge", desk, path, "--confirm", "12345 67890").code == 1
    assert run("score", desk, "--json").json["answered"] == 0

    dry = run("merge", desk, path, "--dry-run")
    assert digits in dry.err
    joined = run("merge", desk, path, "--confirm", " ".join(digits.split()[-2:]), "--json")
    assert (joined.code, joined.json["applied"]) == (0, 1)
    assert run("score", desk, "--json").json["answered"] == 1


def test_what_differs_is_listed_and_chosen(run: Run, desk: Path, other: Path, tmp_path: Path) -> None:
    run("answer", desk, "P.1.i.a", "A", "--note", "ada SK")
    run("answer", desk, "P.1.i.b", "Ya")
    run("answer", other, "P.1.i.a", "C")
    digits = run("keys", other, "show", "--json").json["fingerprint"]
    ended = run("merge", desk, sent(run, other, tmp_path / "kirim"), "--confirm", digits)
    assert ended.code == 1
    assert "1 hal berbeda antara dua laptop" in ended.out
    assert "berjalan sendiri-sendiri" in ended.out
    assert "Minta kecamatan" not in ended.out
    assert run("export", desk, "-o", tmp_path / "gagal", "--provisional").code == 1

    listed = run("conflicts", desk, "--json")
    shown = run("conflicts", desk)

    assert (listed.code, shown.code) == (1, 1)
    [row] = listed.json["rows"]
    assert row["code"] == "U.P.1.i.a"
    assert [version["value"] for version in row["versions"]] == [
        {"value": "A", "note": "ada SK"},
        {"value": "C", "note": ""},
    ]
    assert [version["label"] for version in row["versions"]] == ["Laptop 1", "Laptop 2"]
    assert "belum final" in shown.out
    assert "laptop ini" in shown.out

    taken = run("conflicts", desk, "--take", "P.1.i.a", "laptop 2")

    assert (taken.code, "tidak ada hal yang berbeda" in taken.out) == (0, True)
    told = run("why", desk, "P.1.i.a", "--json").json
    assert (told["value"], told["stands"], told["differing"]) == ("C", True, [])
    assert [(item["value"], item["device"]) for item in told["earlier"]] == [
        ("C", "Laptop 2"),
        ("A", "Laptop 1"),
    ]
    assert told["earlier"][0]["package"] is not None
    assert run("export", desk, "-o", tmp_path / "lagi", "--provisional").code == 0


def test_a_version_that_is_not_there_cannot_be_taken(run: Run, desk: Path) -> None:
    ended = run("conflicts", desk, "--take", "P.1.i.a", "Laptop 9")

    assert ended.code == 2
    assert "Versi itu tidak ada" in ended.err
    assert run("conflicts", desk).code == 0


def test_the_secretariat_lists_one_office_s_and_takes_none(
    run: Run, desk: Path, other: Path, tmp_path: Path
) -> None:
    place = tmp_path / "sekretariat"
    run("init", place, "--role", "secretariat", "--year", "2020")
    for laptop, value in ((desk, "A"), (other, "C")):
        run("answer", laptop, "P.1.i.a", value)
        shown = run("keys", laptop, "show").out.splitlines()[-1]
        run("keys", place, "enrol", shown)
        assert run("merge", place, sent(run, laptop, tmp_path / "kirim")).code in (0, 1)

    assert run("conflicts", place).code == 2
    listed = run("conflicts", place, "--office", "32.16.09", "--json")
    assert [row["code"] for row in listed.json["rows"]] == ["U.P.1.i.a"]
    refused = run("conflicts", place, "--office", "32.16.09", "--take", "P.1.i.a", "Laptop 1")
    assert (refused.code, refused.out) == (2, "")
