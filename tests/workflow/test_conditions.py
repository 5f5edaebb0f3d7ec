"""Conditions for a proposal: ticked at the secretariat, seen by the office that a letter goes to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rbdesk.domain.gates import GateState
from rbdesk.errors import BundleRefused, NotAllowed
from rbdesk.store import journal
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, conditions, dispatch, rebuilding, returning
from tests import year
from tests.build import NOW
from tests.correspondents import VERIFIER, read, receive, receive_first, write_back
from tests.year import BABELAN, CIBITUNG, FIRST, YEAR

BY = {"who": "Sekretariat", "now": NOW}
MET, MISSED, UNKNOWN = GateState.MET, GateState.MISSED, GateState.UNKNOWN


@pytest.fixture
def babelan(tmp_path: Path) -> Iterator[Store]:
    with year.an_office(tmp_path / "babelan") as db:
        year.say(db, {FIRST: "A"})
        yield db


@pytest.fixture
def desk(babelan: Store, tmp_path: Path) -> Iterator[Store]:
    with year.a_secretariat(tmp_path / "sekretariat", babelan) as db:
        year.take_in(db, year.send(babelan, tmp_path / "kirim"))
        yield db


def stands(db: Store, office: str = BABELAN, level: str = "WBK") -> dict[str, tuple[GateState, str]]:
    found = conditions.load_proposal(db, office, YEAR, level).results
    return {one.condition.id: (one.state, one.detail) for one in found}


def test_a_condition_of_the_regency_holds_for_every_office_and_another_for_its_own(desk: Store) -> None:
    assert conditions.set_condition(desk, BABELAN, YEAR, "rb-cc", MET, " 59,36\n(2019) ", **BY)
    assert conditions.set_condition(desk, BABELAN, YEAR, "setahun", MISSED, "sejak Maret", **BY)
    assert not conditions.set_condition(desk, BABELAN, YEAR, "setahun", MISSED, "sejak Maret", **BY)

    assert stands(desk)["rb-cc"] == stands(desk, CIBITUNG)["rb-cc"] == (MET, "59,36 (2019)")
    assert (stands(desk)["setahun"], stands(desk, CIBITUNG)["setahun"]) == (
        (MISSED, "sejak Maret"),
        (UNKNOWN, ""),
    )
    assert "rb-cc" not in stands(desk, level="WBBM")  # asks for B
    every = conditions.load_proposals(desk, YEAR)
    assert len(every) == 23
    assert [one.count(MET) for one in every] == [1] * 23


def test_a_tick_can_be_taken_away_and_all_of_it_is_in_the_journal(desk: Store) -> None:
    for state in (MET, UNKNOWN, MISSED):
        conditions.set_condition(desk, BABELAN, YEAR, "lhk", state, "x", **BY)
    conditions.set_condition(desk, BABELAN, YEAR, "lhk", UNKNOWN, "x", **BY)
    assert stands(desk)["lhk"] == (UNKNOWN, "")
    told = [(list(entry.old), entry.new) for entry in journal.list_of_act(desk, "condition")]
    assert told == [
        ([], ["lhk", "terpenuhi", "x"]),
        ([["terpenuhi", "x"]], ["lhk", None, ""]),
        ([], ["lhk", "belum", "x"]),
        ([["belum", "x"]], ["lhk", None, ""]),
    ]


def test_an_office_sees_what_its_letter_says_and_no_more(desk: Store, babelan: Store, tmp_path: Path) -> None:
    assert set(stands(babelan).values()) == {(UNKNOWN, "")}
    conditions.set_condition(desk, BABELAN, YEAR, "wtp", MET, "LHP 2019", **BY)
    conditions.set_condition(desk, BABELAN, YEAR, "temuan", MISSED, "3 dari 5", **BY)
    conditions.set_condition(desk, CIBITUNG, YEAR, "temuan", MET, "", **BY)
    receive_first(babelan, write_back(desk, tmp_path))
    assert stands(babelan) == stands(desk)
    assert stands(babelan, CIBITUNG)["temuan"] == (UNKNOWN, "")

    conditions.set_condition(desk, BABELAN, YEAR, "temuan", UNKNOWN, **BY)
    letter = write_back(desk, tmp_path)
    assert returning.load_letter_plan(babelan, read(babelan, letter)).conditions == 1
    receive(babelan, letter)
    assert stands(babelan)["temuan"] == (UNKNOWN, "")  # what a later letter no longer says is gone
    assert stands(babelan)["wtp"] == (MET, "LHP 2019")


def test_an_older_letter_does_not_bring_back_what_a_newer_one_changed(
    desk: Store, babelan: Store, tmp_path: Path
) -> None:
    receive_first(babelan, write_back(desk, tmp_path / "0"))
    conditions.set_condition(desk, BABELAN, YEAR, "lhk", MET, "", **BY)
    older = write_back(desk, tmp_path / "1")
    conditions.set_condition(desk, BABELAN, YEAR, "lhk", MISSED, "", **BY)
    receive(babelan, write_back(desk, tmp_path / "2"))
    with pytest.raises(BundleRefused):
        receive(babelan, older)
    assert stands(babelan)["lhk"] == (MISSED, "")


def test_an_activation_carries_them_too(desk: Store, babelan: Store, tmp_path: Path) -> None:
    conditions.set_condition(desk, BABELAN, YEAR, "inti", MET, "", **BY)
    receive_first(babelan, dispatch.activate(desk, BABELAN, tmp_path, **VERIFIER).path)
    assert stands(babelan)["inti"] == (MET, "")


def test_a_letter_is_another_one_only_where_a_tick_changed(desk: Store, tmp_path: Path) -> None:
    first = write_back(desk, tmp_path / "1").read_bytes()
    conditions.set_condition(desk, BABELAN, YEAR, "inti", MET, "", **BY)
    second = write_back(desk, tmp_path / "2").read_bytes()
    assert second != first
    conditions.set_condition(desk, CIBITUNG, YEAR, "inti", MET, "", **BY)
    assert write_back(desk, tmp_path / "3").read_bytes() == second


def test_ticks_outlive_telling_all_rows_again(desk: Store) -> None:
    conditions.set_condition(desk, BABELAN, YEAR, "inti", MET, "", **BY)
    rebuilding.rebuild(desk, **BY)
    assert stands(desk)["inti"] == (MET, "")


@pytest.mark.parametrize(
    ("but", "what"),
    [
        ({"name": "tidak-ada"}, "unknown_condition"),
        ({"office": "32.16.99"}, "unknown_office"),
        ({"detail": "a" * 81}, "too_long"),
        ({"year": 2031}, "unknown_year"),
    ],
)
def test_what_cannot_be_ticked_is_refused_and_changes_nothing(
    desk: Store, but: dict[str, object], what: str
) -> None:
    given = {"office": BABELAN, "year": YEAR, "name": "inti", "state": MET, "detail": ""} | but
    with pytest.raises(NotAllowed, match=what):
        conditions.set_condition(desk, **given, **BY)
    assert set(stands(desk).values()) == {(UNKNOWN, "")}


def test_an_office_cannot_tick_and_a_level_that_is_none_is_named(babelan: Store) -> None:
    with pytest.raises(NotAllowed, match="role"):
        conditions.set_condition(babelan, BABELAN, YEAR, "inti", MET, "", **BY)
    with pytest.raises(NotAllowed, match="role"):
        conditions.load_proposals(babelan, YEAR)
    with pytest.raises(NotAllowed, match="unknown_instrument"):
        conditions.load_proposal(babelan, BABELAN, YEAR, "WBX")


def test_every_sheet_of_zona_integritas_has_its_conditions() -> None:
    for year_of, sheet in ((2020, "lke-zi-10-2019"), (2022, "lke-zi-90-2021")):
        found = conditions.conditions_of(conditions.sheet_of_year(year_of).id)
        assert found is not None
        assert found.instrument == sheet
        assert all(one.is_found == (sheet == "lke-zi-90-2021") for one in found.items)
        levels = {level.id for level in catalog.instrument(sheet).levels}
        assert {level for one in found.items for level in one.levels} == {"WBK", "WBBM"} <= levels
    assert conditions.conditions_of(catalog.UNIT_SHEET) is None
