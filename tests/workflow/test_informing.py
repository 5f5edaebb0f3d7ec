from __future__ import annotations

from collections import Counter
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import pytest

from rbdesk import paths
from rbdesk.domain.assessment import Answer, Key, inputs
from rbdesk.domain.informing import Bearing
from rbdesk.domain.review import Verdict
from rbdesk.errors import NotAllowed
from rbdesk.store import assessments
from rbdesk.workflow import catalog, citizens, informing, setup, verification
from tests import desks, year
from tests.build import NOW

REGENCY = catalog.instrument(catalog.REGENCY_SHEET)
UNIT = catalog.instrument(catalog.UNIT_SHEET)
ASKED, SOURCE = "D.P.4.i.c", "U.P.4.i.b"
COUNTS, COUNTED = "D.R.7.ii.a", "U.R.7.ii.a"


def test_a_question_shows_what_the_offices_said_and_who_is_missing(tmp_path: Path) -> None:
    given = {"32.16.02": "A", "32.16.07": "B", "32.16.09": "A", "32.16.01": ""}
    with closing(desks.a_regency(tmp_path / "regency")) as db:
        for office, value in given.items():
            with year.an_office(tmp_path / office, office) as desk:
                numbers = Answer(inputs(n_due=10, n_open=0, n_done=len(value) * 4))
                year.say(desk, {COUNTED: numbers, **({SOURCE: value} if value else {})})
                year.enrol(db, desk)
                year.take_in(db, year.send(desk, tmp_path / "kirim"))
        verification.rule(
            db, year.key_of("32.16.02"), SOURCE, Verdict.CORRECT, "D", "tanpa bukti", who="V", now=NOW
        )
        verification.rule(db, year.key_of("32.16.07"), SOURCE, Verdict.AGREE, who="V", now=NOW)
        verification.rule(
            db, year.key_of("32.16.09"), SOURCE, Verdict.ASK, None, "mana buktinya", who="V", now=NOW
        )
        (found,) = informing.load_informing(db, 2020, ASKED)
        (summed,) = informing.load_informing(db, 2020, COUNTS)
        nothing = informing.load_informing(db, 2020, "D.P.1.i.a")
        own = assessments.load_snapshot(db, "32.16", 2020)

    assert dict(found.own.counts) == {"A": 2, "B": 1, "C": 0, "D": 0}
    assert (found.own.unanswered, len(found.missing), found.offices) == (1, 19, 23)
    assert found.counted == 2  # A only: every section
    assert dict(found.verified.counts) == {
        "A": 0,
        "B": 1,
        "C": 0,
        "D": 1,
    }  # a question to the office settles nothing
    assert found.area == "4"
    assert dict(summed.sums) == {"n_due": 40, "n_open": 0, "n_done": 12}
    assert summed.sum_share == Fraction(12, 40)
    assert nothing == ()
    assert not own.rows  # nothing was copied into the regency's sheet


def test_an_office_whose_laptops_differ_is_named_and_not_counted() -> None:
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        snapshots = assessments.load_snapshots(db, 2020)
        clash = next(
            (office, row[2])
            for office, snapshot in snapshots.items()
            for row in snapshot.conflicts()
            if row[:2] == ("answers", UNIT.id)
            and len({cell.value for cell in snapshot.rows[row]}) > 1
            and any(one.source == row[2] for one in informing.informants())
        )
        code = next(one.question for one in informing.informants() if one.source == clash[1])
        found = next(
            one for one in informing.load_informing(db, 2020, code) if one.informant.source == clash[1]
        )
        assert clash[0] in found.differing
        everyone = found.own.answered + found.own.unanswered + len(found.missing) + len(found.differing)
        assert everyone == found.offices == 23


def test_an_office_cannot_ask_and_an_unknown_question_is_named(tmp_path: Path) -> None:
    with closing(desks.a_desk(tmp_path / "desk")) as db, pytest.raises(NotAllowed, match="role"):
        informing.load_informing(db, 2020, ASKED)
    with (
        closing(desks.a_regency(tmp_path / "regency")) as db,
        pytest.raises(NotAllowed, match="unknown_question"),
    ):
        informing.load_informing(db, 2020, "D.P.4.i")


def test_surveys_stand_beside_a_question_on_all_their_respondents() -> None:
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        found = informing.load_beside(db, 2020, "D.X.2.i.a")
        whole = citizens.load_satisfaction(db, 2020).total
        assert informing.load_beside(db, 2020, "D.P.1.i.a") == informing.Beside()
    assert found.answers == ()
    assert found.survey is not None
    assert (found.survey.index, found.survey.respondents) == (whole.index, whole.respondents)


def test_all_questions_are_read_at_once(tmp_path: Path) -> None:
    with closing(desks.a_regency(tmp_path / "regency")) as db:
        found = informing.load_all_informing(db, 2020)
    assert set(found) == {one.question for one in informing.informants()}
    assert all(len(one.missing) == 23 for of_it in found.values() for one in of_it)


def test_the_shipped_pairs_stay_within_their_area_and_say_how_sure_they_are() -> None:
    pairs = informing.informants()
    assert len(pairs) > 90
    for one in pairs:
        assert REGENCY.area_of(one.question).short == UNIT.area_of(one.source).short, one.question
        assert one.confidence in ("tinggi", "sedang", "rendah")
        assert one.basis
    counted = Counter(one.bearing for one in pairs)
    assert min(counted[bearing] for bearing in Bearing) > 10
    data = catalog.read_json(paths.resource(f"informing/{REGENCY.id}.json"))
    assert data["about"]
    assert {one.question for one in informing.survey_informants()} == {"D.X.2.i.a", "D.P.8.iv.a"}
    assert Key("32.16", 2020, data["instrument"]).instrument == REGENCY.id
