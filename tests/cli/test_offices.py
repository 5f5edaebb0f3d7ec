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
