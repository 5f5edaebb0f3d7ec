from __future__ import annotations

import shutil
from contextlib import closing

from rbdesk.domain import gates
from rbdesk.domain.assessment import Key
from rbdesk.domain.gates import GateState
from rbdesk.domain.scoring import score
from rbdesk.workflow import (
    catalog,
    citizens,
    demo,
    invented_citizens,
    office,
    rebuilding,
    secretariat,
    setup,
    surveys,
)
from rbdesk.workflow.invented_citizens import AVERAGES, CHECKLIST, SMALL_SAMPLE, TWO_SERVICES, ZI_SHEET
from tests import year
from tests.build import NOW
from tests.year import YEAR


def test_every_office_that_sent_has_a_survey_and_the_regency_counts_all_respondents():
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        regency = surveys.load_all_surveys(db, YEAR)

    results = {code: of_office.result() for code, of_office in regency.offices}
    assert len([one for one in results.values() if one.respondents]) == 20
    assert regency.result.respondents == sum(one.respondents for one in results.values())
    for code, of_office in regency.offices:
        assert len(of_office.services()) == (2 if code in TWO_SERVICES else 1)
        assert (of_office.result().mode == "rata_rata") == (code == AVERAGES)
        assert of_office.result().is_enough is (code != SMALL_SAMPLE), code


def test_two_laptops_of_an_office_collected_apart_and_their_counts_add():
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        [diverged] = [
            held for code, held in surveys.load_all_surveys(db, YEAR).offices if code == demo.DIVERGED
        ]

    apart = [batch.respondents for batch in diverged.batches()]
    assert len(apart) == 2
    assert not any(one.others for one in diverged.collected)
    assert diverged.result().respondents == sum(apart)


def test_nearly_all_offices_know_what_the_year_before_gave() -> None:
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        found = citizens.load_satisfaction(db, YEAR)

    counted = {row.office for row in found.offices if row.result is not None}
    known = {row.office for row in found.offices if row.before is not None}
    assert counted - known == set(invented_citizens.NOT_ASKED_BEFORE)
    assert found.before is not None
    assert [one.period for one in found.years] == ["2019", "2020"]
    assert (found.before.offices, found.years[1].offices) == (len(known), found.counted)
    assert 50 < float(found.before.result.index or 0) < 95


def test_some_offices_fill_the_other_sheets_and_one_waits_for_its_survey_of_integrity():
    sheet = catalog.instrument(ZI_SHEET)
    states = {}
    with closing(setup.open_desk(year.the_demo().folder / "secretariat", now=NOW)) as db:
        for code in invented_citizens.ZI_OFFICES:
            loaded = office.load_year(db, Key(code, YEAR, ZI_SHEET))
            states[code] = {
                one.state for one in gates.judge_gates(sheet, score(sheet, loaded.assessment.answers), "WBK")
            }
        checklist = office.load_year(db, Key("32.16.01", YEAR, CHECKLIST))
        regency = office.load_year(db, Key(setup.load_identity(db).office, YEAR, catalog.REGENCY_SHEET))

    assert {code for code, found in states.items() if GateState.UNKNOWN in found} == {"32.16.10"}
    assert all(GateState.MET in found for found in states.values())
    assert len(checklist.assessment.answers) == 24
    assert 100 < len(regency.assessment.answers) < 197


def test_what_the_secretariat_answers_itself_is_rebuilt_and_does_not_change_the_digest_of_packages(tmp_path):
    shutil.copytree(year.the_demo().folder / "secretariat", tmp_path / "meja")
    with closing(setup.open_desk(tmp_path / "meja", now=NOW)) as db:
        key = Key(setup.load_identity(db).office, YEAR, catalog.REGENCY_SHEET)
        before = office.load_year(db, key).assessment.answers
        found = rebuilding.rebuild(db, who="Sekretariat", now=NOW)
        after = office.load_year(db, key).assessment.answers
        digest = secretariat.load_digest(db)

    assert before == after
    assert found.before == found.after != digest
    assert digest == year.the_demo().digest
