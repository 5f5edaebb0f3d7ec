"""How `rbdesk score` shows the gates of a sheet, and how it ends with them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.cli import exits, gates
from rbdesk.domain.assessment import Answer, inputs
from rbdesk.domain.gates import judge_gates
from rbdesk.domain.instrument import Instrument
from rbdesk.domain.scoring import ScoreSheet, score
from rbdesk.workflow import catalog
from tests import build
from tests.cli.conftest import Run

ZI = "lke-zi-10-2019"
SHEET = catalog.instrument(ZI)
SURVEYS = ("ZI19.B.I.1.a", "ZI19.B.II.1.a")


def a_sheet(instrument: Instrument = SHEET, *, surveys: str | None = "4", worst: str = "") -> ScoreSheet:
    answers = build.answers_everywhere(instrument, "best")
    for code in SURVEYS:
        answers[code] = Answer(None if surveys is None else inputs(score=Decimal(surveys)))
    if worst:
        answers[worst] = Answer(build.extreme_value(instrument.question(worst).scale, "worst"))
    return score(instrument, answers)


def test_the_score_shows_gates_one_by_one_and_a_missed_one_is_not_in_order(run: Run, desk: Path) -> None:
    for code in ("ZI19.A.I.1.a", "ZI19.A.IV.1.a"):
        assert run("answer", desk, code, "ya", "--instrument", ZI).code == 0
    ended = run("score", desk, "--instrument", ZI)
    assert ended.code == 1
    assert "WBK Wilayah Bebas dari Korupsi:" in ended.out
    assert "WBBM Wilayah Birokrasi Bersih dan Melayani:" in ended.out
    assert "WBK-52" not in ended.out
    found = run("score", desk, "--instrument", ZI, "--json").json
    levels = {level["level"]: level["gates"] for level in found["gates"]}
    assert set(levels) == {"WBK", "WBBM", "WBK-52", "WBBM-52"}
    survey = next(gate for gate in levels["WBK"] if gate["id"] == "ZI19.B.I.1")
    assert (survey["state"], survey["gap"], survey["limit"]) == ("belum_dinilai", None, "13.5")
    missed = next(gate for gate in levels["WBK"] if gate["state"] == "belum")
    lacking = Fraction(missed["points"]) - Fraction(missed["limit"])
    assert abs(Fraction(missed["gap"]) - lacking) < Fraction(1, 10**20)
    assert lacking < 0


def test_a_sheet_without_gates_has_none_in_its_score(run: Run, desk: Path) -> None:
    ended = run("score", desk, "--json")
    assert (ended.code, ended.json["gates"]) == (0, [])


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (a_sheet(), exits.DONE),
        (a_sheet(surveys="3.59"), exits.NOT_IN_ORDER),
        (a_sheet(surveys="3.6"), exits.DONE),
        (a_sheet(surveys=None), exits.DONE),
        (a_sheet(surveys=None, worst="ZI19.B.I.2.a"), exits.NOT_IN_ORDER),
        (score(build.tiny(), {}), exits.DONE),
    ],
)
def test_a_missed_gate_of_the_first_level_is_not_in_order_and_an_unjudged_one_is(
    sheet: ScoreSheet, code: int
) -> None:
    assert gates.ending(sheet) == code


def test_what_is_waited_for_is_named_once() -> None:
    results = judge_gates(SHEET, a_sheet(surveys=None), "WBBM")
    (line,) = gates.waiting_lines(results, SHEET)
    assert line.count("B.I.1.a") == line.count("B.II.1.a") == 1
    assert list(gates.waiting_lines(judge_gates(SHEET, a_sheet(), "WBBM"), SHEET)) == []


def test_a_limit_that_was_not_seen_bears_a_mark_and_a_footnote(capsys: pytest.CaptureFixture[str]) -> None:
    gates.print_results(judge_gates(SHEET, a_sheet(), "WBK"))
    out = capsys.readouterr().out
    assert "≈ 40,00" in out
    assert "75,00" in out
    assert "≈ 75,00" not in out
    assert out.rstrip().endswith("≈ batas belum dicocokkan dengan naskah peraturannya.")
    seen = catalog.instrument("lke-zi-90-2021")
    gates.print_results(judge_gates(seen, score(seen, {}), "WBK"))
    assert "≈" not in capsys.readouterr().out
