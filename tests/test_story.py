"""One year, two roles: an office answers, gives evidence, sends; the secretariat takes in and compares.

Told twice, by the functions that the window calls and by the command line as a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

from rbdesk.domain import checks
from rbdesk.domain.assessment import Stage
from rbdesk.domain.scoring import score
from rbdesk.workflow import evidence, office, secretariat, sending, setup
from tests import year
from tests.build import NOW, answers_everywhere
from tests.year import BABELAN, CIBITUNG, FIRST, PDF, SHEET, YEAR

CHECKOUT = Path(__file__).resolve().parent.parent
WHO = {"who": "Operator", "now": NOW}


def test_the_year_by_the_functions_of_the_window(tmp_path: Path) -> None:
    key = year.key_of(BABELAN)
    answers = answers_everywhere(SHEET, "worst") | {FIRST: answers_everywhere(SHEET, "best")[FIRST]}
    with (
        year.an_office(tmp_path / "babelan") as babelan,
        year.an_office(tmp_path / "cibitung", CIBITUNG) as cibitung,
    ):
        office.record_answers(babelan, key, answers, **WHO)
        loaded = office.load_year(babelan, key)
        blocking = [item for item in checks.findings(SHEET, loaded.assessment, loaded.context) if item.blocks]
        assert [(item.kind, item.where) for item in blocking] == [("no_evidence", FIRST)]

        staged = evidence.stage_bytes(babelan.folder, PDF, "SK Tim.pdf")
        evidence.attach_evidence(babelan, key, FIRST, staged, **WHO)
        official = sending.export(babelan, key, tmp_path / "kirim", final=True, **WHO)
        assert office.load_year(babelan, key).assessment.stage is Stage.LOCKED

        year.say(cibitung, {FIRST: "C"})
        year.send(cibitung, tmp_path / "kirim")

        with year.a_secretariat(tmp_path / "sekretariat", babelan, cibitung) as desk:
            year.take_in(desk, tmp_path / "kirim")
            comparison = secretariat.load_comparison(desk, YEAR)
            [origin] = secretariat.load_origin(desk, BABELAN, key, FIRST)

    assert comparison.counted == 2
    sheets = {row.office.code: row.sheet for row in comparison.rows if row.sheet is not None}
    assert sheets[BABELAN] == score(SHEET, answers)
    assert sheets[BABELAN].total == Fraction(4, 30)
    assert comparison.average_total == Fraction(4, 30) / Fraction("36.3") * 100 / 2
    assert (origin.value, origin.bundle_id) == ("A", official.bundle_id)


def test_a_killed_desk_opens_again_with_all_that_was_saved(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "babelan") as db:
        year.say(db, {FIRST: "A"})
    source = (
        "import os, sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from rbdesk.workflow import office, setup; from rbdesk.domain.assessment import Answer;"
        "from tests import year; now = datetime.now(UTC);"
        "db = setup.open_desk(Path(sys.argv[1]), now=now);"
        "office.record_answer(db, year.key_of(year.BABELAN), year.SECOND, Answer('B'), who='x', now=now);"
        "print('Tersimpan', flush=True); os._exit(9)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", source, str(tmp_path / "babelan")],
        capture_output=True,
        check=False,
        cwd=CHECKOUT,
        text=True,
    )

    assert (ended.returncode, ended.stdout) == (9, "Tersimpan\n")
    with closing(setup.open_desk(tmp_path / "babelan", now=NOW)) as db:
        assert len(office.load_year(db, year.key_of(BABELAN)).assessment.answers) == 2


def rbdesk(*arguments: str | Path, ends: int = 0) -> Any:
    """Run the console script's module; its JSON, or its text where it printed none."""
    ended = subprocess.run(
        [sys.executable, "-m", "rbdesk.main", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ended.returncode == ends, ended.stderr
    return json.loads(ended.stdout) if "--json" in arguments else ended.stdout


def test_the_year_by_the_command_line(tmp_path: Path) -> None:
    desk, seat, outgoing = tmp_path / "babelan", tmp_path / "sekretariat", tmp_path / "kirim"
    people = ["--head", "Contoh: Camat", "--contact", "Contoh: Sekcam"]
    rbdesk("init", desk, "--role", "office", "--office", BABELAN, "--year", "2020", *people)
    rows = []
    for code, answer in answers_everywhere(SHEET, "worst").items():
        value = answer.value
        written = (
            value if isinstance(value, str) else ",".join(f"{name}={number}" for name, number in value or ())
        )
        rows.append({"code": code, "value": written})
    (tmp_path / "jawaban.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "SK Tim.pdf").write_bytes(PDF)

    rbdesk("answer", desk, "--from", tmp_path / "jawaban.json")
    rbdesk("answer", desk, FIRST, "A", "--note", "SK terbit Maret", "--evidence", tmp_path / "SK Tim.pdf")
    standing = rbdesk("check", desk, "--json", ends=1)["findings"]
    assert {item["level"] for item in standing} == {"saran"}
    made = rbdesk("export", desk, "-o", outgoing, "--json")
    assert made["final"]

    rbdesk("init", seat, "--role", "secretariat", "--year", "2020")
    waiting = rbdesk("merge", seat, outgoing, "--json", ends=1)
    assert [file["code"] for file in waiting["files"]] == ["RB-S07"]
    rbdesk("keys", seat, "enrol", json.dumps(rbdesk("keys", desk, "show", "--json")))
    status = rbdesk("status", seat, "--json")
    [sent] = [entry for entry in status["offices"] if entry["revision"] is not None]
    assert (sent["code"], sent["final"], sent["percent"]) == (BABELAN, True, "0.37")
    again = rbdesk("merge", seat, outgoing, "--json")
    assert ([file["code"] for file in again["files"]], again["applied"]) == (["RB-OK2"], 0)
    assert again["digest"] == status["digest"]
    origin = rbdesk("why", seat, "--office", BABELAN, FIRST, "--json")
    assert (origin["value"], origin["note"], origin["bundle"]) == ("A", "SK terbit Maret", made["bundle_id"])
