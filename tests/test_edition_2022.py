"""A year under the later regulation of Zona Integritas, from the office to the secretariat and back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.gates import GateState, judge_gates
from rbdesk.domain.scoring import score
from rbdesk.errors import NotAllowed
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, citizens, conditions, dispatch, office, planning, sending
from tests import build, desks, year
from tests.build import NOW
from tests.correspondents import receive_first
from tests.year import BABELAN

YEAR = 2022
SHEET = catalog.instrument("lke-zi-90-2021")
ZI = Key(BABELAN, YEAR, SHEET.id)
BY = {"who": "Operator", "now": NOW}
SURVEYS = ("ZI21.B.I.a.a", "ZI21.B.II.a.a")


def middling() -> dict[str, Answer]:
    """Second best answers, and surveys from outside that just pass both levels."""
    given = build.answers_everywhere(SHEET, "second")
    return {**given, **{code: Answer(inputs(score=Decimal("3.6"))) for code in SURVEYS}}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    with closing(desks.a_desk(tmp_path / "meja", office=BABELAN, year=YEAR)) as db:
        office.record_answers(db, ZI, middling(), **BY)
        yield db


def test_a_desk_of_the_year_takes_this_sheet_and_refuses_the_former_one(desk: Store, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="unknown_instrument"):
        office.record_answer(
            desk, ZI._replace(instrument="lke-zi-10-2019"), "ZI19.A.I.1.a", Answer("Ya"), **BY
        )
    with (
        closing(desks.a_desk(tmp_path / "lama", office=BABELAN)) as former,
        pytest.raises(NotAllowed, match="unknown_instrument"),
    ):
        office.record_answer(former, ZI._replace(year=2020), "ZI21.A.I.1.i.a", Answer("Ya"), **BY)


@pytest.mark.parametrize("level", ["WBK", "WBBM"])
def test_the_path_to_a_level_meets_every_gate_of_it(desk: Store, level: str) -> None:
    path = planning.load_path(desk, ZI, level)
    assert not path.blocked
    after = {**middling(), **{step.code: Answer(step.after) for step in path.steps}}
    results = judge_gates(SHEET, score(SHEET, after), level)
    assert {one.state for one in results} == {GateState.MET}
    before = judge_gates(SHEET, score(SHEET, middling()), level)
    assert bool(path.steps) == any(one.state is not GateState.MET for one in before)


def test_the_package_and_the_letter_of_the_year_go_their_ways(desk: Store, tmp_path: Path) -> None:
    with closing(desks.a_regency(tmp_path / "setda", year=YEAR)) as regency:
        year.enrol(regency, desk)
        key = Key(BABELAN, YEAR, catalog.UNIT_SHEET)
        year.take_in(regency, sending.export(desk, key, tmp_path / "kirim", final=False, **BY).path)
        for level in ("WBK", "WBBM"):
            found = citizens.load_gates(regency, YEAR, level)
            assert (found.sheet.id, found.counted) == (SHEET.id, 1)
            (of_office,) = [one.gates for one in found.offices if one.office == BABELAN]
            assert of_office == judge_gates(SHEET, score(SHEET, middling()), level)
        conditions.set_condition(regency, BABELAN, YEAR, "sakip-b", GateState.MET, "62,74", **BY)
        receive_first(desk, dispatch.activate(regency, BABELAN, tmp_path, **BY).path)
        assert conditions.load_proposal(desk, BABELAN, YEAR).count(GateState.MET) == 1


def test_a_secretariat_of_another_year_keeps_the_package_in_its_own_year(desk: Store, tmp_path: Path) -> None:
    with closing(desks.a_regency(tmp_path / "setda")) as regency:
        year.enrol(regency, desk)
        key = Key(BABELAN, YEAR, catalog.UNIT_SHEET)
        year.take_in(regency, sending.export(desk, key, tmp_path / "kirim", final=False, **BY).path)
        assert citizens.load_gates(regency, YEAR).counted == 1
        assert citizens.load_gates(regency, 2020).counted == 0
