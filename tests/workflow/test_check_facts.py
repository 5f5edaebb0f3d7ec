from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from rbdesk.domain.checks import Finished
from rbdesk.domain.followup import FollowUp, Source, Status
from rbdesk.store.database import Store
from rbdesk.workflow import catalog, evidence, followups, office, surveys
from tests import year
from tests.build import NOW
from tests.desks import a_pdf
from tests.year import BABELAN, YEAR

KEY = year.key_of(BABELAN)
WHO = {"who": "Operator", "now": NOW}
FORMS = ((0, 0, 5, 5),) * 9


def a_recommendation(db: Store, text: str, of_year: int = YEAR) -> str:
    changes = followups.add_recommendation(db, BABELAN, of_year, Source.LHE, text, number=text[:4], **WHO)
    (name,) = changes.questions
    return name


def done(db: Store, name: str) -> None:
    followups.record_followup(db, BABELAN, YEAR, FollowUp(name, Status.DONE, 100), **WHO)


def prove(db: Store, name: str, of_year: int = YEAR) -> None:
    staged = evidence.stage_bytes(db.folder, a_pdf(name), "SK.pdf")
    followups.attach_proof(db, BABELAN, of_year, name, staged, **WHO)


def finished(db: Store) -> tuple[Finished, ...]:
    return office.load_year(db, KEY).context.finished


def test_a_follow_up_is_told_while_it_is_done_and_unproven(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        proven, unproven, begun = (a_recommendation(db, f"R-0{n} contoh") for n in (1, 2, 3))
        prove(db, proven)
        for name in (proven, unproven):
            done(db, name)
        followups.record_followup(db, BABELAN, YEAR, FollowUp(begun, Status.UNDER_WAY, 40), **WHO)

        assert finished(db) == (Finished(unproven, "R-02", "R-02 contoh"),)
        prove(db, unproven)
        assert finished(db) == ()


def test_evidence_of_the_year_before_stands_for_what_was_carried_on(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        old = a_recommendation(db, "R-09 sejak tahun lalu", YEAR - 1)
        prove(db, old, YEAR - 1)
        done(db, old)

        assert finished(db) == ()


def test_what_was_withdrawn_and_other_sheets_want_nothing(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        name = a_recommendation(db, "R-01 contoh")
        done(db, name)
        other = KEY._replace(instrument=catalog.REGENCY_SHEET)

        assert office.load_year(db, other).context.finished == ()
        assert office.load_year(db, other).context.respondents is None
        followups.set_standing(db, BABELAN, YEAR, [name], False, **WHO)
        assert finished(db) == ()


def test_a_follow_up_is_set_aside_and_travels_so(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as one, year.an_office(tmp_path / "2", label="Laptop 2") as two:
        name = a_recommendation(one, "R-01 contoh")
        done(one, name)
        finding = f"followup_no_evidence:{name}"

        office.waive(one, KEY, finding, "buktinya papan di loket", **WHO)
        year.join(two, one, tmp_path / "pindah")

        assert office.load_year(two, KEY).context.waivers == {finding: "buktinya papan di loket"}


def test_respondents_are_those_of_all_batches_that_stand(tmp_path: Path) -> None:
    with year.an_office(tmp_path / "1") as db:
        assert office.load_year(db, KEY).context.respondents == 0
        surveys.keep_counts(db, BABELAN, YEAR, "KTP", "2020-S1", FORMS, 10, **WHO)
        surveys.keep_means(db, BABELAN, YEAR, "KK", "2020-S1", (Decimal(3),) * 9, 7, **WHO)
        assert office.load_year(db, KEY).context.respondents == 17

        batch, _ = surveys.load_own(db, BABELAN, YEAR, "KTP", "2020-S1")
        assert batch is not None
        surveys.set_standing(db, BABELAN, YEAR, batch, False, **WHO)
        assert office.load_year(db, KEY).context.respondents == 7
