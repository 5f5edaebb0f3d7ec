import csv
from pathlib import Path

import pytest

from rbdesk.workflow import demo
from tests import year
from tests.cli.conftest import Run


@pytest.fixture(scope="module")
def desk() -> Path:
    return year.the_demo().folder / "secretariat"


def test_the_roster_says_who_has_sent_what(run: Run, desk: Path) -> None:
    ended = run("status", desk, "--json")

    assert ended.code == 0
    found = ended.json
    assert (found["year"], found["received"], found["of"]) == (2020, 20, 23)
    by_code = {entry["code"]: entry for entry in found["offices"]}
    assert len(by_code) == 23
    assert {code for code, entry in by_code.items() if entry["status"] == "belum_kirim"} == set(demo.LATE)
    diverged = by_code[demo.DIVERGED]
    assert (diverged["status"], diverged["reason"], diverged["conflicts"]) == (
        "perlu_tindakan",
        "conflict",
        7,
    )
    assert (diverged["points"], diverged["percent"], diverged["band"]) == (None, None, None)
    assert len(diverged["range"]) == 2
    normal = by_code["32.16.09"]
    assert set(normal) >= {
        "code",
        "name",
        "status",
        "revision",
        "received",
        "points",
        "percent",
        "band",
        "conflicts",
    }
    assert (normal["name"], normal["received"]) == ("Cikarang Utara", "2020-09-03T08:10:00Z")
    assert found["refusals"][0]["code"] == "RB-Z01"


def test_people_read_the_roster_as_a_table(run: Run, desk: Path) -> None:
    told = run("status", desk).out

    assert told.startswith("20 dari 23 kecamatan sudah mengirim\n")
    assert "Belum kirim 2 · Diterima 19 · Perlu tindakan 2" in told
    assert "dua laptop berbeda jawaban" in told


def test_the_offices_stand_side_by_side_and_missing_ones_are_never_zero(run: Run, desk: Path) -> None:
    found = run("compare", desk, "--json").json

    assert (found["counted"], found["of"], len(found["areas"])) == (19, 23, 8)
    missing = {entry["code"]: entry["missing"] for entry in found["offices"] if entry["percent"] is None}
    assert missing == {
        "32.16.04": "not_sent", "32.16.12": "conflict", "32.16.16": "refused", "32.16.17": "not_sent",
    }  # fmt: skip
    values = [float(entry["percent"]) for entry in found["offices"] if entry["percent"]]
    assert abs(sum(values) / 19 - float(found["average"]["percent"])) < 0.01


def test_people_read_the_best_first_and_the_missing_last_with_the_reason(run: Run, desk: Path) -> None:
    lines = run("compare", desk).out.splitlines()

    assert lines[20].endswith("belum mengirim")
    assert lines[24].startswith("Rata-rata 19 dari 23")
    values = [float(line.split()[-2].replace(",", ".")) for line in lines[1:20]]
    assert values == sorted(values, reverse=True)


def test_a_spreadsheet_can_open_the_comparison(run: Run, desk: Path, tmp_path: Path) -> None:
    told = run("compare", desk, "--csv", tmp_path / "banding.csv")

    assert (told.code, told.out) == (0, f"19 dari 23 kecamatan ditulis ke {tmp_path / 'banding.csv'}\n")
    assert (tmp_path / "banding.csv").read_bytes().startswith(b"\xef\xbb\xbfkode;kecamatan;")
    with (tmp_path / "banding.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) == 24
    assert {len(row) for row in rows} == {14}
    assert rows[4][-1] == "belum mengirim"


def test_an_empty_secretariat_compares_nothing(run: Run, secretariat: Path) -> None:
    found = run("compare", secretariat, "--json").json

    assert (found["counted"], found["average"]) == (0, None)
    assert "Rata-rata" not in run("compare", secretariat).out
