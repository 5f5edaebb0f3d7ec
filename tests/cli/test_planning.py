"""`rbdesk path`: its JSON can be checked and carried out by anyone, its words are people's, its endings are told."""

from __future__ import annotations

import json
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.workflow import catalog
from tests import year
from tests.cli.conftest import Run
from tests.domain.test_steps import some_answers

UNIT = catalog.instrument(catalog.UNIT_SHEET)
ZI = "lke-zi-10-2019"


def told(answers: dict[str, Answer]) -> list[dict[str, Any]]:
    """Answers as `rbdesk answer --from` reads them."""
    return [
        {
            "code": code,
            "value": answer.value
            if isinstance(answer.value, str)
            else {name: format(number, "f") for name, number in answer.value or ()},
        }
        for code, answer in answers.items()
    ]


def say(run: Run, desk: Path, rows: list[dict[str, Any]], *more: str) -> None:
    file = desk.parent / "jawaban.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    ended = run("answer", desk, "--from", file, *more)
    assert ended.code == 0, ended.err


@pytest.fixture
def answered(run: Run, desk: Path) -> Path:
    say(run, desk, told(some_answers(UNIT, 2)))
    return desk


def test_the_document_has_the_promised_shape_and_its_sums_are_right(run: Run, answered: Path) -> None:
    ended = run("path", answered, "--json")
    found = ended.json
    assert ended.code == 0
    promised = {"from", "to", "reached", "points_gained", "effort", "steps", "optimal", "candidates"}
    assert promised <= set(found)
    assert (found["to"], found["target"], found["optimal"]) == ("60", "B", True)
    assert Fraction(found["reached"]) > 60 > Fraction(found["from"])
    for step in found["steps"]:
        assert {"id", "from", "to", "points", "effort"} <= set(step)
        assert step in found["candidates"]
    assert sum(step["effort"] for step in found["steps"]) == found["effort"]
    gained = sum(Fraction(step["points"]) for step in found["steps"])
    assert abs(gained - Fraction(found["points_gained"])) < Fraction(1, 10**20)
    assert len({step["id"] for step in found["steps"]}) == len(found["steps"])


def test_the_steps_carried_out_give_the_score_that_was_promised(run: Run, answered: Path) -> None:
    found = run("path", answered, "--to", "65", "--json").json
    say(run, answered, [{"code": step["id"], "value": step["to"]} for step in found["steps"]])
    score = run("score", answered, "--json").json
    percent = Fraction(score["points"]) / Fraction(score["weight"]) * 100
    assert abs(percent - Fraction(found["reached"])) < Fraction(1, 10**20)
    again = run("path", answered, "--to", "65", "--json").json
    assert (again["steps"], again["effort"], again["passes"]) == ([], 0, True)


def test_asking_changes_nothing(run: Run, answered: Path) -> None:
    before = run("score", answered, "--json").out
    first = run("path", answered, "--json").out
    assert run("score", answered, "--json").out == before
    assert run("path", answered, "--json").out == first


def test_people_read_the_target_the_sums_and_each_step(run: Run, answered: Path) -> None:
    ended = run("path", answered)
    assert ended.code == 0
    assert "Target B (di atas 60)" in ended.out
    assert "Perkiraan. Jawaban baru berlaku setelah ada bukti." in ended.out
    steps = run("path", answered, "--json").json["steps"]
    for step in steps:
        line = next(
            line for line in ended.out.splitlines() if line.startswith(UNIT.display(step["id"]) + " ")
        )
        assert "→" in line
    assert f"{len(steps)} perbaikan" in ended.out


def test_limits_are_kept(run: Run, answered: Path) -> None:
    free = run("path", answered, "--to", "50", "--json").json
    away = [UNIT.display(step["id"]) for step in free["steps"][:2]]
    found = run("path", answered, "--to", "50", "--without", *away, "--json").json
    assert found["passes"]
    assert not {UNIT.display(step["id"]) for step in found["candidates"]} & set(away)
    light = run("path", answered, "--to", "50", "--most-heavy", "0", "--json").json
    assert all(step["effort"] < 3 for step in light["steps"])
    only = run("path", answered, "--to", "46", "--areas", "7,8", "--json").json
    assert {step["area"] for step in only["candidates"]} == {"7", "8"}
    floor = run("path", answered, "--to", "46", "--floor", "3=80", "--json").json
    assert floor["passes"]
    assert any(step["area"] == "3" for step in floor["steps"])


def test_out_of_reach_it_ends_with_one_and_says_how_far_it_goes(run: Run, answered: Path) -> None:
    ended = run("path", answered, "--areas", "7", "--floor", "8=99")
    assert ended.code == 1
    assert "tidak terjangkau dengan batas ini; paling tinggi" in ended.out
    assert "Pelayanan Publik" in ended.out
    found = run("path", answered, "--areas", "7", "--floor", "8=99", "--json")
    assert found.code == 1
    assert (found.json["steps"], found.json["passes"], found.json["blocked"]) == ([], False, ["8"])


def test_candidates_are_listed_on_request(run: Run, answered: Path) -> None:
    few = run("path", answered).out
    many = run("path", answered, "--candidates").out
    assert "perbaikan ditimbang" in many
    assert len(many.splitlines()) > len(few.splitlines()) + 100


@pytest.mark.parametrize(
    "wrong",
    [
        ("--to", "E"),
        ("--to", "WBK"),
        ("--without", "U.P.9.z.z"),
        ("--areas", "9"),
        ("--floor", "7"),
        ("--floor", "7=120"),
        ("--most-heavy", "-1"),
        ("--set-effort", "P.1.i.a=4"),
        ("terlalu",),
    ],
)
def test_wrong_wishes_are_wrong_usage(run: Run, answered: Path, wrong: tuple[str, ...]) -> None:
    ended = run("path", answered, *wrong)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_an_effort_is_kept_and_counts_from_then_on(run: Run, answered: Path) -> None:
    step = run("path", answered, "--json").json["steps"][0]
    code = UNIT.display(step["id"])
    assert run("path", answered, "--set-effort", f"{code}=3").code == 0
    found = run("path", answered, "--json").json
    mine = [one["effort"] for one in found["candidates"] if one["id"] == step["id"]]
    assert min(mine) == 3
    assert run("path", answered, "--set-effort", f"{code}=").code == 0
    assert run("path", answered, "--json").json["steps"][0] == step


def test_another_offices_path_is_not_an_offices_to_see(run: Run, answered: Path) -> None:
    assert run("path", answered, "--office", "32.16.02").code == 2


# gates


@pytest.fixture
def zone(run: Run, desk: Path) -> Path:
    """A desk whose sheet of the integrity zone is filled in but for the surveys."""
    answers = some_answers(catalog.instrument(ZI), 2)
    surveys = {"ZI19.B.I.1.a", "ZI19.B.II.1.a"}
    rows = told({code: answer for code, answer in answers.items() if code not in surveys})
    say(run, desk, rows, "--instrument", ZI)
    return desk


def test_all_gates_are_aimed_at_and_the_surveys_are_waited_for(run: Run, zone: Path) -> None:
    ended = run("path", zone, "--to", "WBK", "--instrument", ZI, "--json")
    found = ended.json
    assert ended.code == 1
    states = {gate["id"]: gate["state"] for gate in found["gates"]}
    assert "belum" not in states.values()
    assert states["ZI19.B.I.1"] == "belum_dinilai"
    for code, score in (("ZI19.B.I.1.a", "3,6"), ("ZI19.B.II.1.a", "3,4")):
        assert run("answer", zone, code, f"score={score}", "--instrument", ZI).code == 0
    ended = run("path", zone, "--to", "WBK", "--instrument", ZI, "--json")
    assert ended.code == 0
    assert {gate["state"] for gate in ended.json["gates"]} == {"terpenuhi"}
    assert ended.json["target"] == "WBK"


def test_people_read_each_gate_and_what_it_waits_for(run: Run, zone: Path) -> None:
    out = run("path", zone, "--instrument", ZI).out
    assert "Semua syarat WBK" in out
    assert "≈ 40,00" in out
    assert "Belum dinilai sampai ada hasil dari luar: B.I.1.a" in out


# all offices


@pytest.fixture(scope="module")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A secretariat that holds three offices' answers."""
    folder = tmp_path_factory.mktemp("kabupaten")
    with ExitStack() as stack:
        codes = ("32.16.02", "32.16.07", "32.16.09")
        offices = [stack.enter_context(year.an_office(folder / code, code)) for code in codes]
        for seed, store in enumerate(offices):
            year.say(store, some_answers(UNIT, seed))
        with year.a_secretariat(folder / "meja", *offices) as db:
            year.take_in(db, *[year.send(store, folder / "paket") for store in offices])
    return folder / "meja"


def test_over_all_offices_the_mean_passes_and_is_never_called_the_index(run: Run, regency: Path) -> None:
    ended = run("path", regency, "--json")
    found = ended.json
    assert ended.code == 0
    assert Fraction(found["reached"]) > 60
    average = run("compare", regency, "--json").json["average"]["percent"]
    assert abs(Fraction(average) - Fraction(found["from"])) <= Fraction("0.005")
    assert len(found["missing"]) == 20
    assert {step["office"] for step in found["steps"]} <= {one["code"] for one in found["offices"]}
    out = run("path", regency).out
    assert "3 dari 23 kecamatan" in out
    assert "Rata-rata sekarang" in out
    assert "Rata-rata ini bukan indeks RB kabupaten." in out
    assert "Tidak dihitung karena belum punya satu nilai:" in out


def test_the_steps_stand_question_by_question_with_their_offices(run: Run, regency: Path) -> None:
    found = run("path", regency, "--json").json
    out = run("path", regency).out
    for code in {step["id"] for step in found["steps"]}:
        count = sum(step["id"] == code for step in found["steps"])
        line = next(line for line in out.splitlines() if line.startswith(UNIT.display(code) + " "))
        assert f"{count} kecamatan" in line


def test_every_office_can_be_asked_to_pass_by_itself(run: Run, regency: Path) -> None:
    found = run("path", regency, "--each", "--json").json
    assert found["each"]
    assert all(one["passes"] for one in found["offices"])
    hard = run("path", regency, "--each", "--areas", "1")
    assert hard.code == 1
    assert "Belum melewati target:" in hard.out


def test_one_office_of_the_regency_can_be_looked_at(run: Run, regency: Path) -> None:
    found = run("path", regency, "--office", "32.16.07", "--json").json
    assert found["office"] == "32.16.07"
    assert {step["office"] for step in found["steps"]} == {"32.16.07"}


def test_an_office_can_be_left_out_of_the_steps(run: Run, regency: Path) -> None:
    found = run("path", regency, "--without-office", "32.16.07", "--json").json
    assert "32.16.07" not in {step["office"] for step in found["candidates"]}


def test_before_anything_came_there_is_no_path(run: Run, secretariat: Path) -> None:
    ended = run("path", secretariat)
    assert ended.code == 1
    assert "belum mengirim" in ended.err


def test_the_regencys_own_sheet_has_a_path_of_its_own(run: Run, secretariat: Path) -> None:
    ended = run("path", secretariat, "--instrument", "lke-26-2020-pemda", "--to", "40", "--json")
    assert ended.json["instrument"] == "lke-26-2020-pemda"
    assert ended.code == 0
    assert Fraction(ended.json["reached"]) > 40
