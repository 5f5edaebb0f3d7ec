import csv
import shutil
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.workflow import comparing, setup
from tests import verified, year
from tests.build import NOW
from tests.cli.conftest import Run
from tests.verified import BEGUN, WHOLE


@pytest.fixture(scope="module")
def desk() -> Path:
    return year.the_demo().folder / "secretariat"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same desk after some verification."""
    folder = tmp_path_factory.mktemp("judged") / "desk"
    shutil.copytree(year.the_demo().folder / "secretariat", folder)
    with closing(setup.open_desk(folder, now=NOW)) as db:
        verified.verify_some(db)
    return folder


@pytest.fixture(scope="module")
def sides(judged: Path) -> comparing.Sides:
    with closing(setup.open_desk(judged, now=NOW)) as db:
        return comparing.load_sides(db, year.YEAR)


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


def test_both_sides_and_the_difference_are_those_of_the_window(
    run: Run, judged: Path, sides: comparing.Sides
) -> None:
    found = run("compare", judged, "--json").json

    by_code = {entry["code"]: entry for entry in found["offices"]}
    assert (found["counted"], found["counted_verified"]) == (19, 6)
    assert {code for code, entry in by_code.items() if entry["verified"]} == {*WHOLE, BEGUN}
    for code in (*WHOLE, BEGUN):
        one = sides.of(code)
        moved = one.verified.percent() - one.own.percent()
        assert by_code[code]["verified"]["open"] == len(one.open)
        assert Fraction(by_code[code]["verified"]["points"]) == pytest.approx(one.verified.total)
        assert float(by_code[code]["difference"]["percent"]) == pytest.approx(float(moved))
    wholes = [float(by_code[code]["verified"]["percent"]) for code in WHOLE]
    assert abs(sum(wholes) / 6 - float(found["average_verified"]["percent"])) < 0.01


def test_a_side_is_printed_with_what_is_not_verified_yet(run: Run, judged: Path) -> None:
    told = run("compare", judged, "--side", "verified").out
    lines = {line.split("  ")[0]: line for line in told.splitlines()}
    assert lines["Cikarang Selatan"].endswith("B · belum diverifikasi")
    assert lines["Karang Bahagia"].endswith("belum selesai diverifikasi")
    assert "Rata-rata 6 dari 23" in told


def test_a_difference_has_a_sign_and_stands_only_where_something_was_verified(
    run: Run, judged: Path, tmp_path: Path
) -> None:
    run("compare", judged, "--side", "difference", "--csv", tmp_path / "selisih.csv")
    with (tmp_path / "selisih.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[0]: row for row in csv.reader(file, delimiter=";")}
    assert rows[WHOLE[0]][-3].startswith("−")
    assert rows["32.16.19"][2:] == [""] * 11 + ["belum diverifikasi"]
    assert {len(row) for row in rows.values()} == {14}
    shown = run("compare", judged, "--side", "difference").out
    assert rows[WHOLE[0]][-3] in shown


def test_an_unknown_side_is_wrong_usage(run: Run, desk: Path) -> None:
    assert run("compare", desk, "--side", "other").code == 2
