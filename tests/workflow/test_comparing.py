from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk.domain.assessment import Answer
from rbdesk.domain.review import Ruling, Verdict
from rbdesk.domain.scoring import score
from rbdesk.store import assessments, reviews
from rbdesk.store.database import Store
from rbdesk.workflow import comparing, secretariat, verification
from tests import year
from tests.build import an_edit, answers_everywhere
from tests.correspondents import KEY, VERIFIER, rule
from tests.year import BABELAN, FIRST, SECOND, SHEET, THIRD, YEAR

CODES = [SHEET.nodes[place].code for place in SHEET.question_places]
BEST = answers_everywhere(SHEET, "best")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Store]:
    """The secretariat, with one office's answers, all at their best."""
    with (
        year.an_office(tmp_path / "babelan") as babelan,
        year.a_secretariat(tmp_path / "sekretariat", babelan) as db,
    ):
        year.say(babelan, BEST)
        year.take_in(db, year.send(babelan, tmp_path / "kirim"))
        yield db


def babelan(db: Store) -> comparing.OfficeSides:
    return comparing.load_sides(db, YEAR).of(BABELAN)


def remember(db: Store, answers: dict[str, Answer], instrument: str = SHEET.id) -> None:
    """Last year's answers of the office."""
    now = assessments.load_snapshot(db, BABELAN, YEAR)
    rows = {
        (row[0], instrument, row[2]): tuple(type(cell)(cell.edit, answers[row[2]]) for cell in cells)
        for row, cells in now.rows.items()
        if row[0] == "answers" and row[2] in answers
    }
    with db.atomic():
        assessments.keep_snapshot(db, BABELAN, YEAR - 1, type(now)(now.vector, rows))


def test_before_the_first_ruling_only_one_side_is_there(desk: Store) -> None:
    found = comparing.load_sides(desk, YEAR)
    assert found.comparison == secretariat.load_comparison(desk, YEAR)
    assert found.inbox == secretariat.load_inbox(desk, YEAR)
    assert (list(found.own), found.verified, found.cases) == ([BABELAN], {}, ())
    assert found.of(BABELAN).open == set(CODES)
    assert not found.of(BABELAN).is_whole
    with pytest.raises(KeyError):
        found.of("32.16.99")


def test_under_rulings_both_scores_stand_side_by_side(desk: Store) -> None:
    rule(desk, FIRST, Verdict.CORRECT, "C", "SK sudah dicabut")
    rule(desk, SECOND, Verdict.REJECT, reason="tanpa bukti")
    rule(desk, THIRD, Verdict.AGREE)

    found = babelan(desk)

    assert found.own.percent() == 100
    expected = score(SHEET, {**BEST, FIRST: Answer("C"), SECOND: Answer()})
    assert found.verified.points == expected.points
    assert found.open == set(CODES) - {FIRST, SECOND, THIRD}
    assert found.verified.total == verification.load_verified_scores(desk, YEAR)[BABELAN].low.total


def test_an_office_is_whole_when_no_question_is_open(desk: Store) -> None:
    verification.agree_all(desk, KEY, CODES, **VERIFIER)
    assert list(comparing.load_sides(desk, YEAR).whole) == [BABELAN]
    rule(desk, FIRST, Verdict.ASK, reason="bukti mana?")
    assert list(comparing.load_sides(desk, YEAR).whole) == [BABELAN], "asked is decided: the answer stays"
    verification.take_back(desk, KEY, [FIRST], **VERIFIER)
    verification.take_back(desk, KEY, [FIRST], **VERIFIER)
    assert comparing.load_sides(desk, YEAR).unsettled == {BABELAN: {FIRST}}


def test_every_ruling_that_decides_is_a_case(desk: Store) -> None:
    rule(desk, FIRST, Verdict.CORRECT, "C", "SK sudah dicabut")
    rule(desk, SECOND, Verdict.REJECT, reason="tanpa bukti", who="Verifikator 2")
    rule(desk, THIRD, Verdict.AGREE)
    rule(desk, CODES[5], Verdict.ASK, reason="bukti mana?")

    found = {case.code: case for case in comparing.load_sides(desk, YEAR).cases}

    assert set(found) == {FIRST, SECOND, THIRD}
    assert (found[FIRST].own, found[FIRST].verified) == (1, SHEET.question(FIRST).scale.option("C").value)
    assert (found[SECOND].change, found[SECOND].verifier) == (-1, "Verifikator 2")
    assert (found[THIRD].change, found[THIRD].area) == (0, "1")


def test_a_ruling_about_an_older_answer_is_no_case(desk: Store, tmp_path: Path) -> None:
    rule(desk, FIRST, Verdict.REJECT, reason="tanpa bukti")
    with year.an_office(tmp_path / "lain", BABELAN, "Laptop 2") as other:
        year.enrol(desk, other)
        year.say(other, {FIRST: "C"})
        year.take_in(desk, year.send(other, tmp_path / "kirim 2"))
    assert comparing.load_sides(desk, YEAR).cases == ()
    assert babelan(desk).verified is None
    assert babelan(desk).reach is not None


def test_last_year_counts_only_where_it_was_measured_with_the_same_sheet(desk: Store) -> None:
    remember(desk, answers_everywhere(SHEET, "worst"), "lke-14-2014-pemda")
    assert babelan(desk).row.change is None
    remember(desk, answers_everywhere(SHEET, "second"))
    assert babelan(desk).row.change == 100 - score(SHEET, answers_everywhere(SHEET, "second")).percent()


def test_verified_is_compared_with_verified_only(desk: Store) -> None:
    remember(desk, BEST)
    rule(desk, FIRST, Verdict.REJECT, reason="tanpa bukti")
    assert babelan(desk).change is None
    row = assessments.answer_row(SHEET.id, SECOND)
    [cell] = assessments.load_cells(desk, BABELAN, YEAR - 1, row)
    edit = an_edit("f" * 16, 1)
    with desk.atomic():
        ruling = Ruling(BABELAN, row, (cell.edit.dot,), (), Verdict.REJECT, None, "tanpa bukti", edit)
        reviews.add_rulings(desk, YEAR - 1, [ruling])
    changed = babelan(desk)
    weights = [SHEET.question_share_weight(SHEET.place_of[code]) for code in (SECOND, FIRST)]
    assert changed.change == (weights[0] - weights[1]) / Fraction(SHEET.weight) * 100
    assert changed.row.change == 0
