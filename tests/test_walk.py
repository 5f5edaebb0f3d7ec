"""The whole path in the real program, by keyboard and mouse: an office answers, is killed, comes back and sends; the secretariat merges and compares.

Each sitting is a process of its own (tests/walker.py) with a home of its own; the first one is ended by SIGKILL.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Key
from rbdesk.domain.office import Role
from rbdesk.workflow import catalog, devices, evidence, office, setup
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.ui.pages.offices import complete

CHECKOUT = Path(__file__).resolve().parent.parent
TAMBELANG = "32.16.04"
KEY = Key(TAMBELANG, year.YEAR, catalog.UNIT_SHEET)
SHEET = catalog.instrument(catalog.UNIT_SHEET)
AREA_1 = [SHEET.nodes[leaf].code for place in SHEET.areas[0].places for leaf in SHEET.questions_under(place)]
KILLED_AFTER = len(AREA_1) + 4  # acknowledged answers: the whole first area, and in the middle of the second
CUT_OFF_SECONDS = 150
WHO: dict[str, Any] = {"who": "Operator", "now": NOW}


def sitting(home: Path, desk: Path, act: str, *arguments: str) -> subprocess.Popen[str]:
    """The program in a process of its own, at one desk."""
    variables = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME")
    return subprocess.Popen(
        [sys.executable, "-m", "tests.walker", act, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **dict.fromkeys(variables, str(home)), "RBDESK_DESK": str(desk)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def told_by(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """All that a sitting told until it was closed."""
    out, trouble = process.communicate(timeout=CUT_OFF_SECONDS)
    assert process.returncode == 0, trouble
    return [json.loads(line) for line in out.splitlines()]


def killed(process: subprocess.Popen[str], after: int) -> list[dict[str, Any]]:
    """All that a sitting told until it was killed, some answers having been called saved."""
    assert process.stdout is not None
    assert process.stderr is not None
    lines: list[str] = []
    while sum("answer" in json.loads(line) for line in lines) < after:
        line = process.stdout.readline()
        assert line, process.stderr.read()
        lines.append(line)
    process.kill()
    rest, _ = process.communicate(timeout=CUT_OFF_SECONDS)
    assert process.returncode != 0
    return [json.loads(line) for line in [*lines, *rest.splitlines()]]


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Two accounts: the office's and the secretariat's."""
    found = tmp_path / "kecamatan", tmp_path / "sekretariat"
    for home in found:
        home.mkdir()
    return found


def test_an_office_is_killed_and_sends_and_the_secretariat_compares(
    homes: tuple[Path, Path], tmp_path: Path
) -> None:
    home, other_home = homes
    desk = home / "RBDesk-data"
    letter = tmp_path / "SK Tim RB.pdf"
    letter.write_bytes(a_pdf("surat keputusan"))

    told = killed(sitting(home, desk, "office", str(letter)), KILLED_AFTER)
    saved = {line["answer"]: line["value"] for line in told if "answer" in line}
    assert set(AREA_1) <= set(saved)

    with closing(setup.open_desk(desk, now=NOW)) as db:  # the lock did not outlive its process
        loaded = office.load_year(db, KEY)
        [noted] = [line["note"] for line in told if "note" in line]
        [proven] = [line["evidence"] for line in told if "evidence" in line]
        assert loaded.assessment.answer(noted).note == "Catatan dari papan ketik."
        [kept] = [one for one in loaded.assessment.evidence if one.question == proven]
        assert db.folder.evidence_file(kept.sha256).read_bytes() == letter.read_bytes()
        assert set(saved) <= set(loaded.assessment.answers)
        fingerprint = setup.load_identity(db).fingerprint
        _answer_the_rest(db, saved)

    came_back, sent = told_by(sitting(home, desk, "send"))
    assert came_back["page"] == "assessment"
    assert {code: came_back["answered"][code] for code in saved} == saved
    assert sent["is_locked"]
    package = Path(sent["path"])
    assert package.parent == home / "RBDesk"

    folder = _all_packages(tmp_path / "paket", package)
    office_desk = _a_secretariat(other_home / "RBDesk-data")
    *plans, received, compared = told_by(
        sitting(other_home, office_desk, "secretariat", str(folder), fingerprint)
    )
    assert len(plans) == 2
    assert received["received"] == 23
    heads, *rows = compared["heat"]
    assert len(heads) == 1 + len(SHEET.areas) + 2
    by_name = {row[0].removesuffix("*"): row for row in rows}
    assert len(by_name) == 24  # 23 offices and the average
    assert by_name["Tambelang"][-2] == "62,97"


def _answer_the_rest(db: Any, saved: dict[str, Any]) -> None:
    """What the keyboard did not come to, and a file for every question."""
    rest = {code: answer for code, answer in complete().items() if code not in saved}
    office.record_answers(db, KEY, rest, **WHO)
    staged = evidence.stage_bytes(db.folder, a_pdf("untuk semua"), "Laporan.pdf")
    for place in SHEET.question_places:
        evidence.attach_evidence(db, KEY, SHEET.nodes[place].code, staged, **WHO)


def _all_packages(folder: Path, own: Path) -> Path:
    """The packages of the other 22 offices of the invented year, two of some, beside one that is damaged; and our own."""
    folder.mkdir()
    made = year.the_demo()
    for path in (*made.bundles, *made.late):
        if f"_{TAMBELANG}_" not in path.name:
            shutil.copy(path, folder / f"{path.parent.name} {path.name}")
    shutil.copy(own, folder)
    return folder


def _a_secretariat(folder: Path) -> Path:
    """A new desk of the secretariat that knows the devices of the invented year, not ours."""
    made = setup.create_desk(
        folder, role=Role.SECRETARIAT, office="", year=year.YEAR, operator="Sekretariat", **WHO
    )
    with closing(made) as db:
        for code, key, label in year.devices_of_demo():
            devices.enrol(db, code, key, label, **WHO)
    return folder
